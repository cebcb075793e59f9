"""Each test of the screens begins in English: the app speaks for the whole process."""

from collections.abc import Iterator

import pytest

from repdesk.i18n import set_language


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    set_language("en")
    yield
    set_language("en")
