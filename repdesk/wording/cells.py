"""Text made safe to print, and measured in terminal cells."""

import re
import unicodedata

UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufdd0-\ufdef\ufe00-\ufe0f"
    "\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff\U000ffffe\U000fffff\U0010fffe\U0010ffff]+"
)
"""What a terminal obeys, or shows nothing of: controls, bidi, zero-width, fillers, lone halves."""
_BREAKS = re.compile("[\t\n\v\f\r\x85\u2028\u2029]+")
_UNKNOWN = "\ufffd"


def clean(text: str) -> str:
    """Return the text on one line, without control, bidi and invisible characters.

    What is no character (yet) is shown as \ufffd: nobody knows how wide it is.
    """
    if text.isprintable() and UNSAFE.search(text) is None:
        return text
    text = UNSAFE.sub("", _BREAKS.sub(" ", text))
    if text.isprintable():
        return text
    return "".join(_UNKNOWN if _is_unknown(sign) else sign for sign in text)


def _is_unknown(sign: str) -> bool:
    # The planes of rare Chinese characters grow faster than Python's tables.
    return unicodedata.category(sign) == "Cn" and not (
        "\U00020000" <= sign < "\U0003fffe" and ord(sign) & 0xFFFF < 0xFFFE
    )


def escaped(json: str) -> str:
    r"""Return JSON with the characters that `clean` takes out or replaces written as \uXXXX."""
    json = UNSAFE.sub(lambda found: _escape(found[0]), json)
    if json.isascii():
        return json
    for sign in sorted(set(json)):
        if not sign.isprintable() and _is_unknown(sign):
            json = json.replace(sign, _escape(sign))
    return json


def _escape(signs: str) -> str:
    units = signs.encode("utf-16-be", "surrogatepass")
    pairs = (units[at : at + 2].hex() for at in range(0, len(units), 2))
    return "".join("\n" if pair == "000a" else rf"\u{pair}" for pair in pairs)


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
