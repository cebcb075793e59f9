"""Many short texts joined into one: what none of them holds is known after one `str.find`.

They are folded together too: for 50,000 notes a twentieth of the time that each by itself takes.
"""

import re
from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from itertools import accumulate

from repdesk.domain.search.wanted import compared, visible

END = "\n"
"""Stands around every text of a page, and in none."""
_SPACES = re.compile(" {2,}")
_NO_DIGITS = re.compile(f"[^0-9{END}]+")


class Page:
    """Texts, each the text of a row; a row may have several."""

    __slots__ = ("_rows", "_starts", "text")

    def __init__(self, texts: Iterable[tuple[int, str]], *, digits: bool = False) -> None:
        """Take (row, text) in the order of rows. `digits`: keep the digits alone."""
        pairs = list(texts)
        self._rows = array("I", [row for row, _text in pairs])
        parts = [text if text.isprintable() else visible(text) for _row, text in pairs]
        joined = END.join(("", *parts, "")) if parts else END
        if digits:
            joined = _NO_DIGITS.sub("", compared(joined))
        else:
            joined = _SPACES.sub(" ", compared(joined))
            joined = joined.replace(END + " ", END).replace(" " + END, END)
        self.text = joined
        lengths = (len(text) + 1 for text in joined.split(END)[1:-1])
        self._starts = array("I", accumulate(lengths, initial=0))

    def rows(self, needle: str, fits: Callable[[str, int], bool] | None = None) -> Iterator[int]:
        """Yield the rows whose text holds the needle, in order.

        A needle that begins (ends) with `END` stands at the start (end) of a text. `fits` is asked
        with the whole page and the place in it where the needle was found.
        """
        text, starts = self.text, self._starts
        at = text.find(needle) if needle else -1
        while at >= 0:
            if fits is not None and not fits(text, at):
                at = text.find(needle, at + 1)
                continue
            place = bisect_right(starts, at)
            yield self._rows[place - 1]
            at = text.find(needle, starts[place])

    def row(self, at: int) -> int:
        """Return the row whose text stands at that place of the page."""
        return self._rows[bisect_right(self._starts, at) - 1]
