"""A disk that is full, failing or read-only: nothing is lost, and saving works again after it."""

import errno
import shutil
from pathlib import Path

import pytest

from repdesk.domain.errors import DiskError
from repdesk.storage import reserve
from repdesk.storage.compaction import Policy
from repdesk.storage.salvage import read_anyway
from tests.storage.failing import ERRORS, calls, failing
from tests.storage.sessions import desk, opened, saved, session, zones


@pytest.fixture
def book(folder: Path) -> Path:
    saved(folder, "a", policy=Policy.ALWAYS)
    saved(folder, "b")
    return folder


def _try(folder: Path, policy: Policy) -> tuple[bool, str]:
    """Save c; return whether it was acknowledged, else the code of the refusal."""
    try:
        saved(folder, "c", policy=policy)
    except DiskError as error:
        return False, error.code
    return True, ""


@pytest.mark.parametrize("policy", [Policy.NEVER, Policy.ALWAYS])
@pytest.mark.parametrize("sticky", [False, True])
@pytest.mark.parametrize("half", [False, True])
def test_any_file_operation_of_a_save_may_fail(
    book: Path, tmp_path: Path, policy: Policy, sticky: bool, half: bool
) -> None:
    with calls() as made:
        saved(shutil.copytree(book, tmp_path / "probe"), "c", policy=policy)
    for at, name in enumerate(made):
        for number in ERRORS[:2] if half or at % 3 else ERRORS:
            if half and name != "write":
                continue
            state = shutil.copytree(book, tmp_path / f"{at}-{number}")
            with failing(at, number, sticky, half):
                acknowledged, code = _try(state, policy)
            codes = ("", "disk.open", "disk.write", "disk.rename", "disk.fsync", "disk.unsure")
            assert code in codes
            assert read_anyway(state).book.count("zones") >= 2 + acknowledged
            found = opened(state)
            unsure = code == "disk.unsure"
            assert found in (["a", "b"] + ["c"] * acknowledged, ["a", "b"] + ["c"] * unsure)
            saved(state, "d")
            assert opened(state) == [*found, "d"]
            shutil.rmtree(state)


LINE, SYNC = 1, 2
"""What of the calls of a save writes the line and syncs it, the journal being open."""


def test_the_calls_of_a_save_are_these(book: Path) -> None:
    store = session(book)
    desk(store).add("zones", name="c")
    with calls() as made:
        desk(store).add("zones", name="d")
    assert made[LINE : SYNC + 1] == ["write", "fdatasync"]


def test_a_failed_sync_is_never_believed_by_trying_again(book: Path) -> None:
    store = session(book)
    journal = (book / "repdesk.json.journal").stat().st_ino
    desk(store).add("zones", name="c")
    with failing(SYNC, errno.EIO, sticky=False):
        desk(store).add("zones", name="d")
    assert (book / "repdesk.json.journal").stat().st_ino != journal
    assert opened(book) == ["a", "b", "c", "d"]


def test_after_a_failed_sync_every_session_leaves_that_journal_alone(book: Path) -> None:
    store, other = session(book), session(book)
    desk(store).add("zones", name="c")
    journal = (book / "repdesk.json.journal").stat().st_ino
    syncs = ("fdatasync", "fsync")
    with (
        failing(0, errno.EIO, sticky=True, only=syncs),
        pytest.raises(DiskError) as refused,
    ):
        desk(store).add("zones", name="d")
    assert refused.value.facts["errno"] == errno.EIO
    assert (book / "repdesk.json.journal").stat().st_ino == journal
    assert opened(book) == ["a", "b", "c"]
    desk(other).add("zones", name="e")
    assert (book / "repdesk.json.journal").stat().st_ino != journal
    assert opened(book) == ["a", "b", "c", "e"]


def test_the_session_itself_remembers_when_not_even_that_could_be_written(book: Path) -> None:
    store = session(book)
    desk(store).add("zones", name="c")
    journal = (book / "repdesk.json.journal").stat().st_ino
    with failing(SYNC, errno.EIO, sticky=True), pytest.raises(DiskError):
        desk(store).add("zones", name="d")
    desk(store).add("zones", name="e")
    assert (book / "repdesk.json.journal").stat().st_ino != journal


def test_a_full_disk_gets_the_reserve_once_and_says_so(book: Path) -> None:
    store = session(book)
    assert (book / "reserve").stat().st_size == reserve.SIZE
    desk(store).add("zones", name="c")
    with failing(LINE, errno.ENOSPC, sticky=False, half=True):
        desk(store).add("zones", name="d")
    assert [notice.code for notice in store.notices] == ["disk.reserve"]
    assert not (book / "reserve").exists()
    with (
        failing(LINE, errno.ENOSPC, sticky=False),
        pytest.raises(DiskError) as refused,
    ):
        desk(store).add("zones", name="e")
    assert refused.value.facts["errno"] == errno.ENOSPC
    assert zones(store) == ["a", "b", "c", "d"]
    assert opened(book) == ["a", "b", "c", "d"]
    store.close(leaving=True)
    assert (book / "reserve").exists()


def test_a_compaction_that_fails_is_no_failed_save(book: Path) -> None:
    store = session(book)
    desk(store).add("zones", name="c")
    with failing(3, errno.ENOSPC, sticky=True):
        store.close(leaving=True)
    (notice,) = store.notices
    assert notice.code == "compaction.failed"
    assert notice.facts["errno"] == errno.ENOSPC
    assert opened(book) == ["a", "b", "c"]
