"""All interactions by day, newest first, as ids: what the log list shows and how it is searched.

Nothing is walked twice: a day's rows are a tuple of the book, and what was worked out of them (who
fits the filter, the text to search, how many of each sort) is kept until that tuple is another.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate

import msgspec
from msgspec.structs import replace

from repdesk.domain.book import Book
from repdesk.domain.find import folded
from repdesk.domain.interaction import KINDS, OUTCOMES, Interaction
from repdesk.domain.search.index import Index
from repdesk.ui.customer_filter import CustomerFilter, CustomerIndex
from repdesk.ui.log_filter import LogFilter

BETWEEN = "\x1e"
"""Stands between the texts of a day, which are searched together."""
Sort = tuple[str, str | None, tuple[str, ...]]
"""What an entry is counted by: kind, outcome, tags."""
Asked = Sequence[tuple[str, Collection[str]]]
"""What is asked of a day's rows: each must hold the word, or be one of these ids."""


class Listed(msgspec.Struct, frozen=True):
    """The rows of the list: `ids` with "" for a day's heading, `days` the day of the heading at a
    place, `count` how many interactions fit.
    """

    ids: Sequence[str]
    days: Mapping[int, str]
    count: int


class Counts(msgspec.Struct, frozen=True):
    """How many entries each choice of the filter would leave, its other parts as they are."""

    gaps: int
    kinds: Mapping[str, int]
    outcomes: Mapping[str, int]
    tags: Mapping[str, int]


class _Fitting(dict[Sort, bool]):
    """Which sorts fit a filter, each worked out once."""

    def __init__(self, wanted: LogFilter) -> None:
        super().__init__()
        self._wanted = wanted

    def __missing__(self, sort: Sort) -> bool:
        found = self[sort] = self._wanted.fits(_of_sort(sort))
        return found


def _of_sort(sort: Sort) -> Interaction:
    kind, outcome, tags = sort
    return Interaction(id="", customer="", at="", kind=kind, outcome=outcome, tags=tags)


class _Day:
    """The rows of a day, newest first, and what was worked out of them."""

    __slots__ = ("_fitting", "_ids", "_joined", "_part", "_sorts", "_starts", "newest", "rows")

    def __init__(self, rows: Sequence[Interaction]) -> None:
        self.rows = rows
        self.newest = rows[::-1]
        self._ids = [row.id for row in self.newest]
        self._part = LogFilter()
        self._fitting: Sequence[str] = ()
        self._sorts: Sequence[Sort] = ()
        self._joined = ""
        self._starts: Sequence[int] = ()

    def ids_of(self, part: LogFilter, fitting: _Fitting) -> Sequence[str]:
        """Return the ids of the rows whose sort fits; those of the filter asked last are kept."""
        if part.is_open:
            return self._ids
        if part != self._part:
            pairs = zip(self._ids, self.sorts, strict=True)
            self._fitting = [row_id for row_id, sort in pairs if fitting[sort]]
            self._part = part
        return self._fitting

    @property
    def sorts(self) -> Sequence[Sort]:
        """The sort of each row."""
        if not self._sorts:
            known: dict[Sort, Sort] = {}
            self._sorts = [
                known.setdefault(sort, sort)
                for sort in ((row.kind, row.outcome, row.tags) for row in self.newest)
            ]
        return self._sorts

    def read(self) -> None:
        """Fold the texts of the rows, joined: a day is searched in one go."""
        if not self._starts:
            texts = list(map(_text, self.newest))
            self._joined = BETWEEN.join(texts)
            self._starts = [0, *accumulate(len(text) + 1 for text in texts)]

    def answering(self, asked: Asked) -> Sequence[int]:
        """Return the places of the rows of which everything that is asked is true."""
        places: set[int] | None = None
        for word, ids in asked:
            found = self._places(word) if word else set()
            if ids:
                found |= {at for at, row_id in enumerate(self._ids) if row_id in ids}
            places = found if places is None else places & found
            if not places:
                return ()
        return sorted(places or ())

    def _places(self, word: str) -> set[int]:
        """The places of the rows that hold a word."""
        self.read()
        places = set()
        at = self._joined.find(word)
        while at >= 0:
            place = bisect_right(self._starts, at) - 1
            places.add(place)
            at = self._joined.find(word, self._starts[place + 1])
        return places


def _text(row: Interaction) -> str:
    words = " ".join((row.note or row.raw, *(f"#{tag}" for tag in row.tags)))
    return folded(words.replace(BETWEEN, " "))


class LogRows:
    """A book's interactions under their days; days that did not change are kept."""

    def __init__(self, index: Index | None = None) -> None:
        """`index` is the session's, which finds customers by a text."""
        self._days: dict[str, _Day] = {}
        self._index = CustomerIndex(index)
        self._archived: tuple[Book, Sequence[tuple[str, str]]] = (Book(), ())

    def listed(self, book: Book, wanted: LogFilter) -> Listed:
        """Return the rows that fit, the newest first; a day without a fit has no heading."""
        ids: list[str] = []
        days: dict[int, str] = {}
        part = wanted.of_sort
        fits = _Fitting(part)
        for day, held, asked in self._searched(book, wanted):
            if asked:
                places = held.answering(asked)
                fitting: Sequence[str] = [
                    held.newest[at].id for at in places if fits[held.sorts[at]]
                ]
            else:
                fitting = held.ids_of(part, fits)
            if fitting:
                days[len(ids)] = day
                ids.append("")
                ids.extend(fitting)
        return Listed(ids, days, len(ids) - len(days))

    def counts(self, book: Book, wanted: LogFilter) -> Counts:
        """Return what each choice would leave; the part that a choice replaces counts as open."""
        sorts: Counter[Sort] = Counter()
        for _day, held, asked in self._searched(book, wanted):
            of_day = held.sorts
            sorts.update([of_day[at] for at in held.answering(asked)] if asked else of_day)
        rows = [(_of_sort(sort), n) for sort, n in sorts.items()]
        kind, outcome = replace(wanted, kind=""), replace(wanted, outcome="", gaps=False)
        tags: Counter[str] = Counter()
        for row, n in rows:
            if wanted.fits(row):
                tags.update(dict.fromkeys(row.tags, n))
        return Counts(
            gaps=_sum(rows, replace(outcome, gaps=True)),
            kinds={one: _sum(rows, replace(kind, kind=one)) for one in KINDS},
            outcomes={one: _sum(rows, replace(outcome, outcome=one)) for one in OUTCOMES},
            tags=dict(sorted(tags.items(), key=lambda pair: (-pair[1], pair[0]))),
        )

    def _searched(self, book: Book, wanted: LogFilter) -> Iterator[tuple[str, _Day, Asked]]:
        """The days of the filter with what its text and its customer ask of each."""
        of: list[tuple[str, Mapping[str, set[str]]]] = [
            (word, _by_day(book, self.customers(book, word)))
            for word in folded(wanted.text).split()
        ]
        if wanted.customer:
            of.append(("", _by_day(book, (wanted.customer,))))
        for day, held in self._held(book, wanted):
            yield day, held, [(word, ids.get(day, ())) for word, ids in of]

    def customers(self, book: Book, text: str) -> Sequence[str]:
        """Return whom the customer list finds by a text, and the archived who are called so."""
        self._index.follow(book)
        if not self._archived[0].same(book, "customers"):
            rows = (row for row in book.rows("customers") if row.archived and not row.erased)
            self._archived = book, [(row.id, folded(row.name)) for row in rows]
        wanted = folded(text)
        archived = [one for one, name in self._archived[1] if wanted in name]
        return (*self._index.ids(CustomerFilter(text)), *archived)

    def prepare(self, book: Book) -> None:
        """Fold every text and count the sorts, for the first filter and search; in a worker."""
        for _day, held in self._held(book, LogFilter()):
            held.read()
            _ = held.sorts

    def _held(self, book: Book, wanted: LogFilter) -> Iterator[tuple[str, _Day]]:
        """The days of the filter, newest first; a day whose rows changed is taken anew."""
        for day in reversed(book.days("interactions")):
            if (wanted.last and day > wanted.last) or day < wanted.first:
                continue
            rows = book.of("interactions", "day", day)
            held = self._days.get(day)
            if held is None or held.rows is not rows:
                held = self._days[day] = _Day(rows)
            yield day, held


def _by_day(book: Book, customers: Iterable[str]) -> Mapping[str, set[str]]:
    """Return the ids of these customers' interactions by their day."""
    ids: dict[str, set[str]] = defaultdict(set)
    for customer in customers:
        for row in book.of("interactions", "customer", customer):
            ids[row.at[:10]].add(row.id)
    return ids


def _sum(rows: Iterable[tuple[Interaction, int]], wanted: LogFilter) -> int:
    return sum(n for row, n in rows if wanted.fits(row))
