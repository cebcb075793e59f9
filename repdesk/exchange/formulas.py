"""Text that a spreadsheet would run as a formula, made plain in a text file and taken back."""

import re

_LIKE_A_FORMULA = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]")
_NUMBER = re.compile(r"\s*[+-]?[\d.,]*\d[\d.,]*\s*%?\s*")
_NEUTRAL = re.compile(r"'\s*[=+\-@\uff1d\uff0b\uff0d\uff20]")


def neutral(text: str) -> str:
    """Return the cell with an apostrophe in front where a spreadsheet would calculate."""
    if _LIKE_A_FORMULA.match(text) and not _NUMBER.fullmatch(text):
        return "'" + text
    return text


def taken_back(text: str) -> str:
    """Return the cell as it was before `neutral`."""
    return text[1:] if _NEUTRAL.match(text) else text
