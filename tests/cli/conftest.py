"""Fixtures of the command line's tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from repdesk import i18n
from tests.cli.running import Runner


@pytest.fixture
def run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Runner]:
    """Run verbs on an empty data folder; the language is put back afterwards."""
    for name in ("REPDESK_DATA", "REPDESK_COMPACT", "REPDESK_NO_COMPACT", "REPDESK_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    yield Runner(tmp_path / "data", capsys)
    i18n.set_language("en")
