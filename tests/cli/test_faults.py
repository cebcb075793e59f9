"""A short run of every kind of fault over the real program (`python -m tests.faults` has more)."""

from pathlib import Path

import pytest

from tests.faults.kills import kills
from tests.faults.program import COMPACT
from tests.faults.tears import tears
from tests.faults.writers import writers


@pytest.mark.parametrize("compact", list(COMPACT))
def test_killed_at_random_moments_nothing_acknowledged_is_lost(
    tmp_path: Path, compact: str
) -> None:
    report = kills(tmp_path / "book", 10, 7, compact)
    assert report.misses == []
    assert sum(report.counts.values()) == 10


@pytest.mark.parametrize("compact", list(COMPACT))
def test_three_writers_and_a_reader_lose_nothing_and_see_no_less(
    tmp_path: Path, compact: str
) -> None:
    report = writers(tmp_path / "book", 3, 3, compact)
    assert report.misses == []
    assert report.counts["saved"] == 9


def test_a_torn_file_is_never_taken_for_a_smaller_book(tmp_path: Path) -> None:
    report = tears(tmp_path, 16, 11)
    assert report.misses == []
    assert (
        report.counts["saved"]
        + sum(number for what, number in report.counts.items() if what.startswith("refused"))
        == 16
    )
