"""Chinese typed as an input method sends it, through a real terminal into the real program."""

import json
import os
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from repdesk.ui.cells import width
from tests.ui.test_terminal import ROOT, Terminal, app

PROMPT = 3
"""Cells before the line."""


def exported(folder: Path) -> dict[str, Any]:
    """The book as a script sees it."""
    done = subprocess.run(
        [sys.executable, "-m", "repdesk", "--data", str(folder), "export", "--json"],
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    book: dict[str, Any] = json.loads(done.stdout)
    return book


def typed(terminal: Terminal, text: str) -> None:
    """Type the characters one by one; the cursor stands behind the last one."""
    assert place(terminal) == (1, PROMPT)
    for character in text:
        terminal.press(character)
        terminal.read(0.02)
    terminal.wait_for(text.rstrip()[-3:])
    assert place(terminal) == (1, PROMPT + width(text))


def place(terminal: Terminal) -> tuple[int, int]:
    """Row and column of the terminal's cursor, when all is painted."""
    terminal.read(0.4)
    return terminal.screen.cursor.y, terminal.screen.cursor.x


def test_chinese_and_full_width_tokens_become_a_saved_record(tmp_path: Path) -> None:
    with app(tmp_path, "--lang", "zh") as terminal:
        terminal.wait_for("还没有任何数据")
        terminal.press("n")
        terminal.wait_for("F2")
        terminal.press("张家港华昌\x13")
        terminal.wait_for("已新增")
        terminal.press("2")
        terminal.wait_for("1 / 1")
        terminal.press("l")
        terminal.wait_for("可以这样写")
        typed(terminal, "你好 ！周五 回电")
        terminal.wait_for('回电"')
        terminal.press("\x1b[D")
        assert place(terminal) == (1, PROMPT + width("你好 ！周五 回"))
        terminal.press("\r")
        terminal.wait_for("已记拜访")
        terminal.press("l")
        terminal.wait_for("可以这样写")
        typed(terminal, "ｃ＋ 谈妥，￥１２０００ 泵 》报价 ＃急 ＠昨天 、、老板急")
        terminal.press("\r")
        terminal.wait_for("已记电话")
        terminal.press("q")
        assert terminal.ended() == 0
    book = exported(tmp_path)
    visit, call = sorted(book["interactions"], key=lambda row: str(row["kind"]), reverse=True)
    (promise,) = book["followups"]
    assert (visit["kind"], visit["raw"], visit["note"]) == ("visit", "你好 ！周五 回电", "你好")
    due = date.fromisoformat(promise["due"])
    assert (promise["text"], due.weekday(), promise["from"]) == ("回电", 4, visit["id"])
    assert timedelta(0) < due - date.fromisoformat(visit["at"][:10]) <= timedelta(7)
    assert (call["kind"], call["outcome"], call["tags"], call["private"]) == (
        "call",
        "positive",
        ["急"],
        "老板急",
    )
    assert call["raw"] == "ｃ＋ 谈妥，￥１２０００ 泵 》报价 ＃急 ＠昨天 、、老板急"
    assert [(row["title"], row["amount"]) for row in book["deals"]] == [("泵", "12000.00")]


def test_the_cursor_stands_in_the_field_that_is_put_right(tmp_path: Path) -> None:
    with app(tmp_path, "--lang", "zh", "--demo") as terminal:
        terminal.wait_for("漏斗")
        terminal.press("jl")
        terminal.wait_for("可以这样写")
        terminal.press("v+ ！周五 回电")
        terminal.wait_for('回电"')
        for _ in range(5):
            terminal.press("\t")
            terminal.read(0.2)
        terminal.wait_for("日期")
        at = place(terminal)
        row = terminal.screen.display[2].rstrip()
        assert at == (2, width(row))
        assert date.fromisoformat(row.split()[-1]).weekday() == 4
        terminal.press("\x15３天后")
        terminal.wait_for("３天后")
        at = place(terminal)
        assert at == (2, width(terminal.screen.display[2].rstrip()))


def test_a_key_in_the_log_line_costs_few_bytes(tmp_path: Path) -> None:
    with app(tmp_path, "--lang", "zh", "--demo") as terminal:
        terminal.wait_for("漏斗")
        terminal.press("jl")
        terminal.wait_for("可以这样写")
        terminal.read(1.0)

        def cost(keys: str) -> int:
            terminal.press(keys)
            return terminal.read(0.25)

        line = "v+ 看样机 ！周五 回电 ¥1.2万 泵 >报价"
        costs = [cost(key) for key in (*line, *("\x7f" * 6), "\x1b[D")]
        assert max(costs) <= 2_500
        assert sorted(costs)[len(costs) // 2] <= 700
        assert cost("\t") <= 4_000
        assert cost("2") <= 1_500
