"""A bug in the app: the terminal as it was, one line, a report that tells of nobody, the draft."""

import stat
import sys
import termios
from pathlib import Path

import pytest

from tests.ui.test_terminal import app, drafts_in, type_half_a_promise

SECRET = "王小军 138-0000-4272"
BUGS = {
    "an action": "from repdesk.ui.screens.base import BaseScreen\n"
    "BaseScreen.action_hide = broken\n",
    "a worker": "from repdesk.cli.numbers import Numbers\nNumbers.today = broken\n",
    "drawing": "from repdesk.ui.widgets.lines import OneLine\n"
    "def draw(self):\n    OneLine.render_line = broken\n    self.query_one('#head').refresh()\n"
    "BaseScreen.action_hide = draw\n",
}


@pytest.mark.parametrize("bug", list(BUGS))
def test_a_bug_in_the_app_shows_nothing_of_anybody(tmp_path: Path, bug: str) -> None:
    planted = (
        "import sys\n"
        "from repdesk.ui.screens.base import BaseScreen\n"
        f"def broken(self, *_rest):\n    secret = {SECRET!r}\n    raise ValueError(secret)\n"
        f"{BUGS[bug]}"
        "from repdesk.cli import main\nmain()\n"
    )
    with app(tmp_path, program=(sys.executable, "-c", planted)) as terminal:
        if bug != "a worker":
            terminal.wait_for("The book is empty")
            terminal.press("h")
        assert terminal.ended() == 1
        assert termios.tcgetattr(terminal.line)[3] & termios.ICANON
    told = bytes(terminal.raw)
    assert told.index(b"\x1b[?1049l") < told.index(b"this is a bug in repdesk")
    assert b"ValueError" in told
    for word in (SECRET, "王小军", "Traceback", "locals"):
        assert word.encode() not in told
    _report(tmp_path)


def _report(folder: Path) -> str:
    (report,) = (folder / "crashes").iterdir()
    assert stat.S_IMODE(report.stat().st_mode) == 0o600
    assert stat.S_IMODE(report.parent.stat().st_mode) == 0o700
    text = report.read_text("utf-8")
    assert "ValueError" in text
    assert "term xterm-256color 80x24" in text
    assert "王" not in text
    assert "138" not in text
    return text


def test_what_was_typed_is_a_draft_when_a_bug_ends_the_app(tmp_path: Path) -> None:
    planted = (
        "from repdesk.ui.forms.followup import FollowupForm\n"
        f"def broken(self, *_rest):\n    secret = {SECRET!r}\n    raise ValueError(secret)\n"
        "FollowupForm.key_f9 = broken\n"
        "from repdesk.cli import main\nmain()\n"
    )
    with app(tmp_path, program=(sys.executable, "-c", planted)) as terminal:
        type_half_a_promise(terminal)
        terminal.press("\x1b[20~")
        assert terminal.ended() == 1
    assert "half a promise" in drafts_in(tmp_path)
    _report(tmp_path)
