"""A bug in a verb: one line, a report without anybody's data, the exit code of a failure."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from repdesk.cli.crash import MOST, report, write_report

SECRET = "王小军 138-0000-4272"
PLANTED = f"""
import os
os.umask(0)
from repdesk.desk import Desk
from repdesk.domain.errors import Invalid

def broken(self, name, **fields):
    secret = {SECRET!r}
    try:
        raise Invalid("text.broken", value=secret)
    except Invalid:
        raise ValueError(secret)

Desk.add_customer = broken
from repdesk.cli import main
main()
"""


def _run(folder: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-c", PLANTED, "--data", str(folder), *words],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "LC_ALL": "C.UTF-8", "REPDESK_DEBUG": ""},
        check=False,
    )


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_bug_is_one_line_and_a_report(tmp_path: Path, lang: str) -> None:
    folder = tmp_path / "data"
    folder.mkdir(0o700)
    done = _run(folder, "--lang", lang, "add", "customer", SECRET, "--phone", "138-0000-4272")
    (line,) = done.stderr.splitlines()
    assert (done.returncode, done.stdout) == (1, "")
    assert line.startswith("repdesk")
    assert "ValueError" in line
    assert ("程序错误" in line) == (lang == "zh")
    (path,) = (folder / "crashes").iterdir()
    assert str(path) in line
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    text = path.read_text("utf-8")
    assert "verb add\n" in text
    assert "builtins.ValueError\n" in text
    assert "repdesk.domain.errors.Invalid text.broken\n" in text
    assert "repdesk/cli/accounts.py:" in text
    for word in (SECRET, "王小军", "138", str(tmp_path)):
        assert word not in line.replace(str(path), "")
        assert word not in text


def test_where_there_is_no_folder_none_is_made_for_it(tmp_path: Path) -> None:
    done = _run(tmp_path / "none", "add", "customer", "Acme")
    (line,) = done.stderr.splitlines()
    assert "ValueError" in line
    assert not (tmp_path / "none").exists()


def test_a_link_planted_for_the_reports_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "outside").mkdir()
    (tmp_path / "data" / "crashes").symlink_to(tmp_path / "outside")
    done = _run(tmp_path / "data", "add", "customer", "Acme")
    assert len(done.stderr.splitlines()) == 1
    assert not list((tmp_path / "outside").iterdir())


def test_the_oldest_reports_go(tmp_path: Path) -> None:
    text = report("log", ValueError(SECRET))
    assert SECRET not in text
    for day in range(10, 10 + MOST + 3):
        assert write_report(tmp_path, f"2026-01-{day}T08:00:00+08:00", text)
    names = sorted(path.name for path in (tmp_path / "crashes").iterdir())
    assert len(names) == MOST
    assert names[0].startswith("crash-20260113T")
