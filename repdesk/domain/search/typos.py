"""One typing error: where a text holds a word with one letter wrong, missing, added or swapped.

One half of the word must stand there as typed, so these places are found by `str.find`; the other
half is compared letter by letter. No digit is ever taken for another sign.
"""

from collections.abc import Callable, Iterator
from typing import Final

FIRST: Final = 6
"""Letters from which the first one may be missing: `heng` is no typing error for sheng."""


def near(text: str, word: str, begins: Callable[[str, int], bool]) -> Iterator[tuple[int, int]]:
    """Yield the (start, end) where the text holds the word with exactly one error, in no order.

    `word` has four letters and no digit. `begins` is asked with the text and a place whether a word
    may begin there. The same place may come twice.
    """
    for start, end in _near(text, word, begins):
        if begins(text, start):
            yield start, end


def _near(text: str, word: str, begins: Callable[[str, int], bool]) -> Iterator[tuple[int, int]]:
    half = len(word) // 2
    head, tail = word[:half], word[half:]
    for at in _places(text, head):
        if not begins(text, at):
            continue
        rest = text[at + half : at + len(word) + 1]
        for length in _ends(tail, rest):
            yield at, at + half + length
    ahead = head[::-1]
    for at in _places(text, tail):
        before = text[max(at - half - 1, 0) : at][::-1]
        for length in _ends(ahead, before):
            yield at - length, at + len(tail)
    for at in _places(text, word) if len(word) >= FIRST else ():
        if at and _may_be(text[at - 1]):
            yield at - 1, at + len(word)  # the first letter is missing
    swapped = word[: half - 1] + word[half] + word[half - 1] + word[half + 1 :]
    if swapped != word:
        for at in _places(text, swapped):
            yield at, at + len(word)


def _places(text: str, part: str) -> Iterator[int]:
    at = text.find(part)
    while at >= 0:
        yield at
        at = text.find(part, at + 1)


def _may_be(sign: str) -> bool:
    """Say whether a sign may stand where another one or none was typed."""
    return not sign.isdigit() and sign != "\n"


def _ends(typed: str, there: str) -> Iterator[int]:
    """Yield the lengths of what stands at the start of `there` and differs in one place."""
    same = 0
    while same < len(typed) and same < len(there) and typed[same] == there[same]:
        same += 1
    left, found = typed[same:], there[same:]
    if not left:
        return
    foreign = bool(found) and _may_be(found[0])
    if foreign and found[1:].startswith(left[1:]):
        yield len(typed)  # one letter is another one
    if found.startswith(left[1:]):
        yield len(typed) - 1  # one letter too many was typed
    if foreign and found[1:].startswith(left):
        yield len(typed) + 1  # one letter is missing
    if len(left) > 1 and found.startswith(left[1] + left[0] + left[2:]) and left[0] != left[1]:
        yield len(typed)  # two letters are swapped
