"""Mappings are kept for the rep alone, and no link that was planted for them is followed."""

import os
import stat
from pathlib import Path

import pytest

from repdesk.domain.errors import DiskError
from repdesk.exchange.mapping import FolderMappings


@pytest.mark.parametrize("mask", [0, 0o022, 0o077])
def test_modes_do_not_depend_on_the_umask(tmp_path: Path, mask: int) -> None:
    old = os.umask(mask)
    try:
        FolderMappings(tmp_path / "mappings").put("00ff", "[orders]\n")
    finally:
        os.umask(old)
    (path,) = (tmp_path / "mappings").iterdir()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_link_in_a_mappings_place_is_replaced_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.write_text("mine")
    room = tmp_path / "mappings"
    room.mkdir()
    (room / "00ff.toml").symlink_to(outside)
    mappings = FolderMappings(room)
    assert mappings.get("00ff") is None
    mappings.put("00ff", "[orders]\n")
    assert outside.read_text() == "mine"
    assert mappings.get("00ff") == "[orders]\n"


def test_a_link_in_the_folders_place_is_refused(tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "mappings").symlink_to(tmp_path / "outside")
    with pytest.raises(DiskError):
        FolderMappings(tmp_path / "mappings").put("00ff", "[orders]\n")
    assert not list((tmp_path / "outside").iterdir())
