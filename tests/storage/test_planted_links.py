"""Links planted anywhere in the folder are not followed; modes are the rep's alone."""

import stat
from contextlib import suppress
from pathlib import Path

import pytest

from repdesk.domain.errors import Damaged
from repdesk.storage.compaction import Policy
from repdesk.storage.drafts import DraftStore
from tests.storage.erasable import filled
from tests.storage.sessions import NOW, desk, saved, session

ROOMS = ("drafts", "backups", "rescue")


@pytest.mark.parametrize("room", ROOMS)
def test_a_link_as_a_room_gets_nothing_and_loses_nothing(
    folder: Path, tmp_path: Path, room: str
) -> None:
    saved(folder, "a")
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "x.json").write_text("mine")
    found = folder / room
    if found.exists():
        for path in found.iterdir():
            path.unlink()
        found.rmdir()
    found.symlink_to(outside)
    if room == "drafts":
        with pytest.raises(Damaged):
            DraftStore(folder, lambda: NOW).save("d1", "log", "", {"line": "secret"})
    if room == "rescue":
        with (folder / "repdesk.json.journal").open("ab") as journal:
            journal.write(b"half a line")
    with suppress(Damaged):
        desk(session(folder)).add("zones", name="b")
        session(folder, Policy.ALWAYS).close(leaving=True)
    assert [path.name for path in outside.iterdir()] == ["x.json"]
    assert (outside / "x.json").read_text() == "mine"


@pytest.mark.parametrize("link", ["symlink_to", "hardlink_to"])
def test_a_link_as_a_draft_is_not_read_and_not_written_through(
    folder: Path, tmp_path: Path, link: str
) -> None:
    drafts = DraftStore(folder, lambda: NOW)
    drafts.save("d1", "log", "", {"line": "a"})
    outside = tmp_path / "outside"
    (folder / "drafts" / "d1.json").rename(outside)
    getattr(folder / "drafts" / "d1.json", link)(outside)
    assert drafts.list() == []
    assert [notice.code for notice in drafts.notices] == ["draft.damaged"]
    before = outside.read_bytes()
    drafts.save("d1", "log", "", {"line": "b"})
    assert outside.read_bytes() == before
    assert [draft.data["line"] for draft in drafts.list()] == ["b"]


def test_everything_that_is_written_is_the_reps_alone(folder: Path, umask_zero: None) -> None:
    customer = filled(folder)
    for room in ("backups", "rescue", "mappings", "drafts"):
        for path in (folder / room).iterdir():
            path.chmod(0o600)
    (folder / "settings.toml").chmod(0o600)
    session(folder).erase(customer)
    for path in folder.rglob("*"):
        wanted = 0o700 if path.is_dir() else 0o600
        assert stat.S_IMODE(path.stat().st_mode) == wanted, path
