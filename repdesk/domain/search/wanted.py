"""What was typed, as it is compared."""

import re
import unicodedata
from functools import cached_property

import msgspec

LEAST_DIGITS = 3
"""Digits from which a number is looked for inside phone numbers."""
LEAST_PINYIN = 3
"""Letters from which a text is looked for inside a pinyin key, not only at its start."""
LEAST_TYPO = 4
"""Letters from which one of them may be wrong."""
MOST_WORDS = 8
"""Words up to which each is looked for by itself."""
_IN_NUMBERS = frozenset("0123456789 +-().")
_NO_DIGIT = re.compile("[^0-9]+")


def compared(text: str) -> str:
    """Return the text folded: full-width as half-width, case ignored."""
    return unicodedata.normalize("NFKC", text).casefold()


def visible(text: str) -> str:
    """Return the text on one line, without what cannot be seen."""
    # The planes of rare Chinese characters grow faster than Python's tables.
    shown = (s for s in text if s.isprintable() or s.isspace() or "\U00020000" <= s < "\U0003fffe")
    return " ".join("".join(shown).split())


class Wanted(msgspec.Struct, frozen=True, dict=True):
    """A text to be found. Make it with `wanted`."""

    text: str
    """Folded, on one line."""

    @cached_property
    def tight(self) -> str:
        """Without spaces, as search keys are: `heng li`."""
        return self.text.replace(" ", "")

    @cached_property
    def digits(self) -> str:
        """What to look for in phone numbers; empty when the text is none."""
        digits = _NO_DIGIT.sub("", self.text) if _IN_NUMBERS.issuperset(self.text) else ""
        return digits if len(digits) >= LEAST_DIGITS else ""

    @cached_property
    def words(self) -> tuple["Wanted", ...]:
        """The words, each to be found by itself; none when there is one, or a whole story."""
        words = tuple(dict.fromkeys(self.text.split()))
        return tuple(map(Wanted, words)) if 1 < len(words) <= MOST_WORDS else ()

    @cached_property
    def may_err(self) -> bool:
        """Whether one letter may be wrong: four letters and more, and never a digit."""
        letters = sum(sign.isalpha() for sign in self.text)
        return letters >= LEAST_TYPO and not any(map(str.isdigit, self.text))


def wanted(text: str) -> Wanted:
    """Return what was typed as it is compared."""
    return Wanted(" ".join(compared(visible(text)).split()))
