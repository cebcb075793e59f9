"""What the tests of the book on disk stand on."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from repdesk.storage import lock


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder that is not made yet."""
    return tmp_path / "data"


@pytest.fixture
def umask_zero() -> Iterator[None]:
    old = os.umask(0)
    yield
    os.umask(old)


@pytest.fixture
def short_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    """Busy comes at once."""
    monkeypatch.setattr(lock, "WAIT", 0.02)
