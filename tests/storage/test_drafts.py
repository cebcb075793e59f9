"""Drafts: kept until they are discarded, whatever happens to the files beside them."""

from pathlib import Path

import pytest

from repdesk.domain.errors import Damaged, Invalid
from repdesk.storage.drafts import Draft, DraftStore
from tests.storage.crashes import states
from tests.storage.sessions import NOW


@pytest.fixture
def drafts(folder: Path) -> DraftStore:
    return DraftStore(folder, lambda: NOW)


def test_a_draft_is_there_until_it_is_discarded(drafts: DraftStore, folder: Path) -> None:
    assert drafts.list() == []
    drafts.save("d1", "log", "c1", {"line": "v + 张家港 [/] ${x}\n", "cursor": [0, 4]})
    drafts.save("d0", "log", "", {"line": ""})
    drafts.save("d1", "log", "c1", {"line": "v + 张家港华昌", "cursor": [0, 9]})
    again = DraftStore(folder, lambda: NOW)
    assert again.list() == [
        Draft(id="d0", form="log", at=NOW, data={"line": ""}),
        Draft(
            id="d1",
            form="log",
            at=NOW,
            customer="c1",
            data={"line": "v + 张家港华昌", "cursor": [0, 9]},
        ),
    ]
    again.discard("d1")
    again.discard("d1")
    assert [draft.id for draft in drafts.list()] == ["d0"]


def test_a_crash_leaves_the_older_or_the_newer_draft(
    drafts: DraftStore, folder: Path, tmp_path: Path
) -> None:
    drafts.save("d", "log", "", {"line": "older"})
    with states(folder, tmp_path / "states") as found:
        drafts.save("d", "log", "", {"line": "newer"})
    lines = [DraftStore(state, lambda: NOW).list()[0].data["line"] for state in found]
    assert set(lines) == {"older", "newer"}
    assert lines == sorted(lines, reverse=True)


@pytest.mark.parametrize("spoilt", [b"", b"{", b"[]", b'{"id": "other"}', b"\xff", bytes(9)])
def test_a_file_that_is_no_draft_is_told_once_and_kept(
    drafts: DraftStore, folder: Path, spoilt: bytes
) -> None:
    drafts.save("good", "log", "", {"line": "x"})
    path = folder / "drafts" / "bad.json"
    path.write_bytes(spoilt)
    for _ in range(2):
        assert [draft.id for draft in drafts.list()] == ["good"]
    assert [(each.code, each.facts) for each in drafts.notices] == [
        ("draft.damaged", {"path": str(path)})
    ]
    assert path.read_bytes() == spoilt


@pytest.mark.parametrize("bad", ["", "../x", "a/b", ".", "x" * 65, "a\n"])
def test_an_id_that_is_no_file_name_is_refused(drafts: DraftStore, bad: str) -> None:
    with pytest.raises(Invalid):
        drafts.save(bad, "log", "", {})
    with pytest.raises(Invalid):
        drafts.discard(bad)


def test_drafts_are_private_and_follow_no_link(
    drafts: DraftStore, folder: Path, tmp_path: Path, umask_zero: None
) -> None:
    drafts.save("d", "log", "", {"line": "x"})
    assert (folder / "drafts").stat().st_mode & 0o777 == 0o700
    assert (folder / "drafts" / "d.json").stat().st_mode & 0o777 == 0o600
    outside = tmp_path / "outside"
    outside.mkdir()
    other = tmp_path / "other"
    other.mkdir()
    (other / "drafts").symlink_to(outside)
    with pytest.raises(Damaged):
        DraftStore(other, lambda: NOW).save("d", "log", "", {})
    assert not list(outside.iterdir())
