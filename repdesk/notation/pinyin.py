"""Search keys of a name: pinyin in all its readings, initials, words of other scripts."""

import heapq
import os
import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from importlib import import_module
from typing import Any

MAX_FULL = 8
MAX_INITIALS = 16
MAX_CHARACTERS = 40
"""Bounds of one name's keys: the commonest readings come first, the rest is left out."""

_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_PARTS = re.compile(rf"{_HAN.pattern}|[^\W_]+", re.UNICODE)


def keys(name: str) -> tuple[str, ...]:
    """Return what the name is found by: all of it joined, then its initials.

    重庆泵业 gives zhongqingbengye, chongqingbengye, … and zqby, cqby, …; `Suzhou Hengli` gives
    suzhouhengli and sh. Case, accents and full-width forms are folded. Same name, same keys.
    """
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", name).casefold())
    bare = "".join(letter for letter in folded if not unicodedata.combining(letter))
    folded = unicodedata.normalize("NFC", bare).casefold()
    parts = [_readings(part) for part in _split(folded)][:MAX_CHARACTERS]
    if not parts:
        return ()
    full = _combined(parts, MAX_FULL)
    if len(parts) == 1:
        return tuple(full)
    initials = _combined([_first_letters(readings) for readings in parts], MAX_INITIALS)
    return tuple(dict.fromkeys((*full, *initials)))


def _split(text: str) -> list[str]:
    """Return words of letters and digits, and Chinese characters one by one."""
    words: list[str] = []
    for part in _PARTS.findall(text):
        words += [piece for piece in re.split(f"({_HAN.pattern})", part) if piece]
    return words


def _readings(part: str) -> list[str]:
    if not _HAN.fullmatch(part):
        return [part]
    return _pinyin_of(part)


def _pinyin_of(character: str) -> list[str]:
    found = _pypinyin().pinyin(character, style=_pypinyin().Style.NORMAL, heteronym=True)
    plain = [reading.replace("ü", "v") for reading in found[0]]
    return list(dict.fromkeys(plain)) or [character]


@cache
def _pypinyin() -> Any:
    """Load pypinyin when the first Chinese name comes, its characters only: phrases cost a third
    of a second, and one reading a phrase hides the others."""
    os.environ["PYPINYIN_NO_PHRASES"] = "true"
    os.environ["PYPINYIN_NO_DICT_COPY"] = "true"
    return import_module("pypinyin")


def _first_letters(readings: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(reading[0] for reading in readings))


def _combined(parts: Sequence[Sequence[str]], at_most: int) -> list[str]:
    """Return joined choices of one reading a part, those with the commonest readings first.

    Of equally rare ones those that differ early in the name: that is what is typed of it.
    """
    start = (0,) * len(parts)
    waiting = [(0, start, start)]
    seen = {start}
    found: list[str] = []
    while waiting and len(found) < at_most:
        rareness, early, choice = heapq.heappop(waiting)
        found.append("".join(part[at] for part, at in zip(parts, choice, strict=True)))
        for place, part in enumerate(parts):
            if choice[place] + 1 < len(part):
                following = (*choice[:place], choice[place] + 1, *choice[place + 1 :])
                if following not in seen:
                    seen.add(following)
                    sooner = (*early[:place], -following[place], *early[place + 1 :])
                    heapq.heappush(waiting, (rareness + 1, sooner, following))
    return found
