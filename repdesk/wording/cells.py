"""Text made safe to print, and measured in terminal cells."""

import re
import unicodedata

_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
_BREAKS = re.compile("[\t\n\v\f\r\x85\u2028\u2029]+")


def clean(text: str) -> str:
    """Return the text on one line, without control, bidi and invisible characters."""
    if _UNSAFE.search(text) is None:
        return text
    return _UNSAFE.sub("", _BREAKS.sub(" ", text))


def escaped(json: str) -> str:
    r"""Return JSON with the characters that `clean` takes out written as \uXXXX."""
    return _UNSAFE.sub(_escape, json)


def _escape(found: re.Match[str]) -> str:
    if found[0] == "\n":
        return "\n"
    units = found[0].encode("utf-16-be", "surrogatepass")
    return "".join(rf"\u{units[at : at + 2].hex()}" for at in range(0, len(units), 2))


def width(text: str) -> int:
    """Return how many cells the text takes; a Chinese character takes two."""
    if text.isascii():
        return len(text)
    cells = 0
    for character in text:
        if not unicodedata.combining(character):
            cells += 2 if unicodedata.east_asian_width(character) in "WF" else 1
    return cells


def cut(text: str, cells: int) -> str:
    """Return the text in at most so many cells, ending in … where something was left out."""
    if width(text) <= cells:
        return text
    used = 0
    for at, character in enumerate(text):
        used += width(character)
        if used > cells - 1:
            return text[:at] + "…"
    return text


def fit(text: str, cells: int, *, right: bool = False) -> str:
    """Return the text cut or padded to exactly so many cells."""
    text = cut(text, cells)
    blank = " " * (cells - width(text))
    return blank + text if right else text + blank
