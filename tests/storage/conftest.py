"""What the tests of the book on disk stand on."""

import os
from collections.abc import Iterator

import pytest


@pytest.fixture
def umask_zero() -> Iterator[None]:
    old = os.umask(0)
    yield
    os.umask(old)
