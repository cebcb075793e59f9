"""What is sent draws the same screen as what Textual wrote, and repeats draw nothing."""

import pyte
from hypothesis import given
from hypothesis import strategies as st

from repdesk.ui.painting import Painted

COLUMNS, ROWS = 20, 5
STYLES = ("", "\x1b[1m", "\x1b[7m", "\x1b[2;31m")


def run(style: str, text: str) -> str:
    return f"{style}{text}\x1b[0m" if style else text


@st.composite
def updates(draw: st.DrawFn) -> list[str]:
    """Updates of a screen of full-width rows or parts of rows, as Textual writes them."""
    result = []
    for _update in range(draw(st.integers(1, 6))):
        parts = []
        for row in sorted(draw(st.sets(st.integers(1, ROWS), min_size=1))):
            column = draw(st.sampled_from([1, 1, 1, 5, 12]))
            room = COLUMNS - column + 1
            cells = draw(st.sampled_from([room, room, min(4, room)]))
            word = draw(st.sampled_from(["", "ab", "abcd", "x y"]))[:cells]
            style = draw(st.sampled_from(STYLES))
            blank = " " * (cells - len(word))
            if draw(st.booleans()):
                text = run(style, word) + blank if word else blank
            else:
                text = run(style, word + blank)
            parts.append(f"\x1b[{row};{column}H{text}\n")
        parts.append("\x1b[1;1H")
        result.append("".join(parts))
    return result


def drawn(chunks: list[str]) -> list[list[tuple[str, bool, bool, str]]]:
    screen = pyte.Screen(COLUMNS, ROWS)
    screen.reset_mode(pyte.modes.DECAWM)
    stream = pyte.Stream(screen)
    for chunk in chunks:
        stream.feed(chunk.replace("\n", ""))
    cells = [[screen.buffer[y][x] for x in range(COLUMNS)] for y in range(ROWS)]
    return [[(c.data, c.bold, c.reverse, c.fg) for c in row] for row in cells]


@given(updates())
def test_the_same_screen_is_drawn(chunks: list[str]) -> None:
    painted = Painted()
    painted.forget(COLUMNS)
    assert drawn([painted.new_only(chunk) for chunk in chunks]) == drawn(chunks)


@given(updates())
def test_what_stands_there_is_not_sent_twice(chunks: list[str]) -> None:
    painted = Painted()
    painted.forget(COLUMNS)
    for chunk in chunks:
        painted.new_only(chunk)
        assert painted.new_only(chunk) == ""


def test_after_forgetting_everything_is_sent_again() -> None:
    painted = Painted()
    chunk = "\x1b[1;1Habc\x1b[1;1H"
    assert painted.new_only(chunk) == chunk
    assert painted.new_only(chunk) == ""
    painted.forget(COLUMNS)
    assert painted.new_only(chunk) == chunk


def test_other_output_passes_untouched() -> None:
    assert Painted().new_only("\x1b[?1004h") == "\x1b[?1004h"


def test_a_wide_character_half_overwritten_is_drawn_again() -> None:
    painted = Painted()
    first, second = "\x1b[1;1H张家港\x1b[1;1H", "\x1b[1;2Hx\x1b[1;1H"
    painted.new_only(first)
    painted.new_only(second)
    assert "张家港" in painted.new_only(first)
