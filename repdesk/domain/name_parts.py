"""The parts of a name that its initials stand for: Chinese characters one by one, else words."""

import re

MOST = 40
"""Parts of a name that search keys are made of; what comes later is left out."""
_HAN = "[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
_PART = re.compile(rf"{_HAN}|(?:(?!{_HAN})[^\W_])+")


def part_spans(name: str) -> list[tuple[int, int]]:
    """Return (start, end) of every part, in order: 苏州ABB泵 has four, `Suzhou Hengli` two."""
    return [found.span() for found in _PART.finditer(name)]


def is_han(part: str) -> bool:
    """Say whether a part is a Chinese character."""
    return re.fullmatch(_HAN, part) is not None


def initials_among(name: str, keys: tuple[str, ...]) -> tuple[str, ...]:
    """Return those of a name's search keys that are initials, a letter for each part."""
    count = min(len(part_spans(name)), MOST)
    return tuple(key for key in keys if len(key) == count) if count > 1 else ()
