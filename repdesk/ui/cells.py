"""Text measured, cut and padded in terminal cells, and made safe to show.

A name typed by a person or read from a file may hold escape codes, bidi overrides or markup. It is
passed through `clean` and shown as plain text only, never as a markup string.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from repdesk.wording.cells import UNSAFE, clean

__all__ = ["SafeText", "clean", "cut", "ends", "fit", "total", "width", "wrap"]


_UNBROKEN = re.compile(r"[!-~]+|\s+|.")
"""A word or a number of ASCII, blanks, or any other character."""


def width(text: str) -> int:
    """Width in cells; a Chinese character takes two."""
    return len(text) if text.isascii() else cell_len(text)


def cut(text: str, cells: int, ellipsis: str = "…") -> str:
    """Shorten to at most `cells` cells, ending in the ellipsis where something was left out."""
    if width(text) <= cells:
        return text
    room = cells - width(ellipsis)
    if room < 0:
        return ellipsis[: max(cells, 0)]
    used = 0
    for at, character in enumerate(text):
        used += 1 if character.isascii() else cell_len(character)
        if used > room:
            return text[:at] + ellipsis
    return text


def fit(text: str, cells: int, *, right: bool = False, ellipsis: str = "…") -> str:
    """Cut or pad with spaces to exactly `cells` cells."""
    text = cut(text, cells, ellipsis)
    blank = " " * (cells - width(text))
    return blank + text if right else text + blank


def ends(left: str, right: str, cells: int, ellipsis: str = "…") -> str:
    """Set one text at the left and one at the right end of a line; the left one gives way."""
    right = cut(right, cells, ellipsis)
    room = cells - width(right)
    if right and room > 1:
        return fit(left, room - 1, ellipsis=ellipsis) + " " + right
    return fit(left, room, ellipsis=ellipsis) + right


def wrap(text: str, cells: int) -> list[str]:
    """Break into lines of at most `cells` cells, at spaces and between Chinese characters."""
    lines: list[str] = []
    line, used = "", 0
    for word in _UNBROKEN.findall(clean(text)):
        for piece in [word] if len(word) <= cells else word:
            wide = width(piece)
            if used + wide > cells:
                lines.append(line.rstrip())
                line, used = "", 0
                if piece.isspace():
                    continue
            line, used = line + piece, used + wide
    if line.strip() or not lines:
        lines.append(line.rstrip())
    return lines


class SafeText(LineFilter):
    """The last guard: takes unsafe characters out of whatever is about to be written."""

    def apply(self, segments: list[Segment], _background: Color) -> list[Segment]:
        """Return the segments without control and bidi characters, as wide as they were."""
        if all(_is_safe(segment.text) for segment in segments):
            return segments
        return [
            Segment(text if _is_safe(text) else _blanked(text), style, control)
            for text, style, control in segments
        ]


def _is_safe(text: str) -> bool:
    return text.isprintable() and UNSAFE.search(text) is None


def _blanked(text: str) -> str:
    """Return the text safe; what was laid out with a width leaves blanks of that width."""
    return clean(UNSAFE.sub(lambda found: " " * cell_len(found[0]), text))


def total(widths: Sequence[int], gap: int = 1) -> int:
    """Cells that columns of these widths take with a gap between them."""
    return sum(widths) + gap * max(0, len(widths) - 1)
