"""Whatever moment a session ends at: what was acknowledged is there, and the next save works."""

import shutil
from contextlib import suppress
from pathlib import Path

import pytest

from repdesk.domain.errors import Damaged
from repdesk.storage.compaction import Policy
from repdesk.storage.salvage import read_anyway
from tests.storage.crashes import states
from tests.storage.failing import Killed, failing
from tests.storage.sessions import desk, opened, saved, session, zones


def _stands(state: Path, acknowledged: list[str], under_way: str) -> None:
    """Open a state, look at it, save into it, and open it again."""
    read = sorted(zone.name for zone in read_anyway(state).book.rows("zones"))
    found = opened(state)
    assert found == read
    assert [name for name in found if name != under_way] == acknowledged
    saved(state, "next", policy=Policy.ALWAYS)
    assert opened(state) == sorted([*found, "next"])


@pytest.mark.parametrize("policy", [Policy.NEVER, Policy.ALWAYS])
@pytest.mark.parametrize("before", [(), ("a",), ("a", "b")])
def test_a_crash_at_any_file_operation_of_a_save(
    folder: Path, tmp_path: Path, policy: Policy, before: tuple[str, ...]
) -> None:
    saved(folder, *before)
    with states(folder, tmp_path / "states") as found:
        saved(folder, "new", policy=policy)
    assert len(found) >= 6
    for state in found:
        _stands(state, list(before), "new")
    assert opened(folder) == sorted([*before, "new"])


def test_a_crash_at_any_file_operation_of_a_compaction(folder: Path, tmp_path: Path) -> None:
    saved(folder, "a", "b", policy=Policy.ALWAYS)
    saved(folder, "c", "d")
    store = session(folder)
    with states(folder, tmp_path / "states") as found:
        store.close(leaving=True)
    assert len(found) > 12
    for state in found:
        _stands(state, ["a", "b", "c", "d"], "")


def test_a_crash_while_a_crash_is_put_right(folder: Path, tmp_path: Path) -> None:
    saved(folder, "a", "b")
    with (folder / "repdesk.json.journal").open("ab") as journal:
        journal.write(b"0123456789abcdef {half")
    with states(folder, tmp_path / "states") as found:
        saved(folder, "new")
    for state in found:
        _stands(state, ["a", "b"], "new")


@pytest.mark.parametrize("half", [False, True])
@pytest.mark.parametrize("saves", [True, False])
def test_a_session_beside_one_that_is_killed_anywhere_goes_on(
    folder: Path, tmp_path: Path, half: bool, saves: bool
) -> None:
    saved(folder, "a", policy=Policy.ALWAYS)
    saved(folder, "b")
    ended = False
    for at in range(60):
        state = shutil.copytree(folder, tmp_path / str(at))
        beside = session(state)
        with suppress(Killed), failing(at, None, sticky=True, half=half):
            saved(state, "c", policy=Policy.ALWAYS)
            ended = True
        beside.refresh()
        assert zones(beside)[:2] == ["a", "b"]
        if saves:
            desk(beside).add("zones", name="d")
        beside.close(leaving=True)
        assert opened(state) == zones(beside) == sorted(set(zones(beside)))
        if ended:
            break
    assert ended
    assert at > 12


def test_the_last_line_cut_anywhere_is_left_out_and_kept(folder: Path, tmp_path: Path) -> None:
    saved(folder, "a")
    mark = (folder / "repdesk.json.lock").read_bytes()
    short = (folder / "repdesk.json.journal").stat().st_size
    saved(folder, "张家港华昌")
    whole = (folder / "repdesk.json.journal").read_bytes()
    for length in range(short, len(whole)):
        state = tmp_path / str(length)
        shutil.copytree(folder, state)
        (state / "repdesk.json.journal").write_bytes(whole[:length])
        (state / "repdesk.json.lock").write_bytes(mark)
        store = session(state)
        assert zones(store) == ["a"]
        assert [notice.code for notice in store.notices] == ["journal.torn"] * (length > short)
        if short + 1 < length < len(whole) - 1 and length % 16:
            continue
        desk(store).add("zones", name="b")
        assert opened(state) == ["a", "b"]
        kept = [path.read_bytes() for path in (state / "rescue").glob("*")]
        assert kept == ([whole[short:length]] if length > short else [])


def test_a_journal_that_ends_before_its_mark_is_never_a_smaller_book(folder: Path) -> None:
    saved(folder, "a")
    short = (folder / "repdesk.json.journal").stat().st_size
    saved(folder, "b")
    whole = (folder / "repdesk.json.journal").read_bytes()
    for length in (short, short + 1, len(whole) - 1):
        (folder / "repdesk.json.journal").write_bytes(whole[:length])
        with pytest.raises(Damaged) as refused:
            session(folder)
        assert refused.value.code == "journal.short"
        assert refused.value.facts["way"] == "doctor"
        assert (folder / "repdesk.json.journal").read_bytes() == whole[:length]


def test_a_session_notices_that_the_journal_it_had_read_was_cut(folder: Path) -> None:
    store = session(folder)
    desk(store).add("zones", name="a")
    short = (folder / "repdesk.json.journal").stat().st_size
    desk(store).add("zones", name="b")
    whole = (folder / "repdesk.json.journal").read_bytes()
    (folder / "repdesk.json.journal").write_bytes(whole[:short])
    with pytest.raises(Damaged) as refused:
        desk(store).add("zones", name="c")
    assert refused.value.code == "journal.short"
    assert zones(store) == ["a", "b"]


def test_leftovers_of_killed_sessions_are_cleared_away(folder: Path) -> None:
    saved(folder, "a")
    for name in (".repdesk.json.0011.tmp", ".repdesk.json.journal.2233.tmp"):
        (folder / name).write_bytes(b"{")
    saved(folder, "b", policy=Policy.ALWAYS)
    assert not list(folder.glob(".*"))
