"""Running verbs in this process: a clock that hardly moves, captured output."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from repdesk.cli.start import ended
from repdesk.cli.workplace import Workplace
from repdesk.desk import Store

NOW = datetime(2026, 6, 30, 8, 2, tzinfo=UTC)


class Result(NamedTuple):
    """What a run ended in."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Stdout as JSON."""
        return json.loads(self.out)

    @property
    def saved(self) -> list[str]:
        """The ids acknowledged on stdout."""
        lines = self.out.splitlines()
        return [line.removeprefix("saved ") for line in lines if line.startswith("saved ")]


class Runner:
    """Runs verbs on one data folder."""

    def __init__(self, folder: Path, capture: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._capture = capture
        self._ticks = 0

    def _tick(self) -> datetime:
        self._ticks += 1
        return NOW + timedelta(milliseconds=self._ticks // 8)

    def __call__(
        self,
        *words: str,
        lang: str = "en",
        opener: Callable[[Workplace], Store] | None = None,
        folder: Path | None = None,
    ) -> Result:
        """Run `repdesk --lang LANG WORDS`."""
        place = Workplace(folder or self.folder, self._tick, opener)
        self._capture.readouterr()
        code = ended(["--lang", lang, *words], place)
        out, err = self._capture.readouterr()
        return Result(code, out, err)
