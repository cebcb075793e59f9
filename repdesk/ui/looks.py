"""The few looks of text. Each is told by weight or inversion too, not by colour alone.

They use the terminal's own colours: readable on light and dark, a few bytes each on a slow line.
"""

from __future__ import annotations

from typing import Final

from rich.style import Style

PLAIN: Final = Style()
LOOKS: Final[dict[str, Style]] = {
    "plain": PLAIN,
    "strong": Style(bold=True),
    "dim": Style(dim=True),
    "alert": Style(bold=True, color="red"),
    "good": Style(color="green"),
    "warn": Style(bold=True, color="yellow"),
    "mark": Style(reverse=True),
    "found": Style(bold=True, underline=True),
}
