"""Where in a text stands what was typed: to be marked for the eye.

A name is also found by its pinyin and initials, which it does not hold: `hl` is 恒力 of 苏州恒力.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from repdesk.domain.name_parts import MOST as PARTS
from repdesk.domain.name_parts import initials_among, is_han, part_spans
from repdesk.domain.search.shelf import begins_syllable, begins_word
from repdesk.domain.search.typos import near
from repdesk.domain.search.wanted import LEAST_PINYIN, Wanted, compared

Span = tuple[int, int]
MOST = 20
"""Places marked in one text."""
_SYLLABLE = re.compile("(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])?[aeiouv]{1,3}(?:ng|n|r)?")
_LONGEST = 6


def marks(
    text: str, wanted: Wanted, keys: tuple[str, ...] = (), *, erring: bool = True
) -> tuple[Span, ...]:
    """Return the (start, end) of what was typed in the text, in order, none overlapping.

    `keys` are the search keys of the text, where it is a name. `erring`: where it stands nowhere,
    the place that differs from it in one letter.
    """
    if not wanted.text or not text:
        return ()
    found = _one(text, wanted, keys)
    if not found:
        found = [span for word in wanted.words for span in _one(text, word, keys)]
    return _merged(found) if found or not erring else _erring(text, wanted, keys)


def _one(text: str, wanted: Wanted, keys: tuple[str, ...]) -> Sequence[Span]:
    folded, origin = _folded(text)
    literal = _all(folded, wanted.text) or _number(folded, wanted.digits)
    if literal:
        return [(origin[start], origin[end - 1] + 1) for start, end in literal]
    return _in_keys(text, wanted.tight, keys) if keys else ()


def _erring(text: str, wanted: Wanted, keys: tuple[str, ...]) -> tuple[Span, ...]:
    """Return the first place that differs from what was typed in one letter."""
    if not wanted.may_err:
        return ()
    folded, origin = _folded(text)
    for start, end in near(folded, wanted.text, begins_word):
        return ((origin[start], origin[end - 1] + 1),)
    for key in keys:
        for start, end in near(key, wanted.tight, begins_syllable):
            spans = _parts_of(text, key, keys, start, end)
            if spans:
                return spans
    return ()


def _folded(text: str) -> tuple[str, Sequence[int]]:
    """Return the text as it is compared, and for each sign of it the place it comes from."""
    folded = compared(text)
    if text.isascii() or (len(folded) == len(text) and folded == text):
        return folded, range(len(text))
    signs = [compared(sign) for sign in text]
    origin = [at for at, sign in enumerate(signs) for _letter in sign]
    return "".join(signs), origin


def _all(text: str, needle: str) -> list[Span]:
    found: list[Span] = []
    at = text.find(needle)
    while at >= 0 and len(found) < MOST:
        found.append((at, at + len(needle)))
        at = text.find(needle, at + len(needle))
    return found


def _number(text: str, digits: str) -> list[Span]:
    """Return where the digits stand, whatever stands between them."""
    if not digits:
        return []
    places = [at for at, sign in enumerate(text) if sign in "0123456789"]
    at = "".join(text[place] for place in places).find(digits)
    return [(places[at], places[at + len(digits) - 1] + 1)] if at >= 0 else []


def _in_keys(text: str, typed: str, keys: tuple[str, ...]) -> tuple[Span, ...]:
    """Return the parts of a name that the letters stand for: its start rather than a later part."""
    short = initials_among(text, keys)
    for from_start in (True, False):
        for key in keys:
            at = 0 if from_start and key.startswith(typed) else key.find(typed)
            if at < 0 or from_start != (at == 0):
                continue
            if key in short or at == 0 or (len(typed) >= LEAST_PINYIN and begins_syllable(key, at)):
                spans = _parts_of(text, key, keys, at, at + len(typed))
                if spans:
                    return spans
    return ()


def _parts_of(text: str, key: str, keys: tuple[str, ...], start: int, end: int) -> tuple[Span, ...]:
    """Return the stretch of a name that a stretch of its key stands for; nothing when unsure."""
    parts = part_spans(text)
    short = initials_among(text, keys)
    starts = range(len(parts)) if key in short else _starts(text, parts, key, short)
    if not starts:
        return ()
    ends = [*starts[1:], len(key)]
    touched = [
        at for at, (a, b) in enumerate(zip(starts, ends, strict=True)) if a < end and b > start
    ]
    return ((parts[touched[0]][0], parts[touched[-1]][1]),) if touched else ()


def _starts(text: str, parts: Sequence[Span], key: str, short: tuple[str, ...]) -> Sequence[int]:
    """Return where in a pinyin key each part of the name begins; empty when that is not clear."""
    words = [text[start:end] for start, end in parts]
    first = [{letters[at] for letters in short} or {key[0]} for at in range(len(parts))]
    failed: set[tuple[int, int]] = set()

    def rest(part: int, at: int) -> list[int] | None:
        if part == len(words) or at >= len(key):
            return [] if part == len(words) and at == len(key) else None
        if (part, at) in failed or key[at] not in first[part]:
            return None
        for length in _lengths(words[part], key[at : at + _LONGEST]):
            following = rest(part + 1, at + length)
            if following is not None:
                return [at, *following]
        failed.add((part, at))
        return None

    return (rest(0, 0) or ()) if len(words) <= PARTS else ()


def _lengths(part: str, letters: str) -> Iterable[int]:
    """Return how many letters of a key a part of the name may take, the most first."""
    if not is_han(part):
        bare = (sign for sign in unicodedata.normalize("NFKD", compared(part)))
        return (sum(not unicodedata.combining(sign) for sign in bare),)
    whole = 1 if letters.startswith(part) else 0
    return filter(
        lambda length: length == whole or _SYLLABLE.fullmatch(letters[:length]),
        range(len(letters), 0, -1),
    )


def _merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return tuple(merged)
