"""The state of one pass over a line: where it stands, what it has read, where text goes."""

from datetime import date, time

from msgspec import Struct, field

from repdesk.notation.amounts import Amount
from repdesk.notation.day_rules import Base
from repdesk.notation.fold import PUNCTUATION, skip_spaces
from repdesk.notation.known import Known, KnownContact
from repdesk.notation.reading import (
    Choice,
    CompetitorRead,
    Item,
    Offer,
    PaymentRead,
    Piece,
    Problem,
)

Run = tuple[int, int]
_MARKS = PUNCTUATION | frozenset(" ！？…（）。，；：")
_OPENERS = {")": "(", "）": "（", "]": "[", "}": "{", "”": "“", '"': '"'}
_SEPARATORS = " \t\u3000,，;；:：、。."


class PromiseDraft(Struct):
    """A follow-up being read; `spoken`: it came of a date and a verb and ends with its segment."""

    due: date
    time: time | None
    owner: str
    spoken: bool
    runs: list[Run] = field(default_factory=list)


class DealDraft(Struct):
    """A deal being read; its title is its runs."""

    amount: Amount
    runs: list[Run] = field(default_factory=list)


class StageDraft(Struct):
    """A stage move; `before` and `after`: the deals of the line that touch it."""

    to: str
    ends: str
    start: int
    end: int
    reason: str | None = None
    titled: str | None = None
    before: int | None = None
    after: int | None = None


class Pending(Struct):
    """An amount in mid-sentence: a deal only if a stage follows its title."""

    amount: Amount
    start: int


class Scan(Struct):
    """One pass. `text` is the folded line; `now` the clock time, None: the day is over."""

    raw: str
    text: str
    base: Base
    now: time | None
    known: Known
    kind: str | None = None
    outcome: str | None = None
    at: int = 0
    opens: bool = True
    head: bool = True
    run_start: int = 0
    note: list[Run] = field(default_factory=list)
    sink: list[Run] = field(default_factory=list)
    promises: list[PromiseDraft] = field(default_factory=list)
    deals: list[DealDraft] = field(default_factory=list)
    stage: StageDraft | None = None
    pending: Pending | None = None
    when: tuple[date, time | None] | None = None
    contacts: list[KnownContact] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    payment: PaymentRead | None = None
    spend: Amount | None = None
    competitor: CompetitorRead | None = None
    tags: dict[str, None] = field(default_factory=dict)
    private: str = ""
    escapes: set[int] = field(default_factory=set)
    pieces: list[Piece] = field(default_factory=list)
    offers: list[Offer] = field(default_factory=list)
    choices: list[Choice] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.sink = self.note

    def flush(self, end: int) -> None:
        """Give the text up to `end` to whom it belongs."""
        if self.run_start < end:
            self.sink.append((self.run_start, end))
        self.run_start = end

    def token(self, what: str, start: int, end: int) -> None:
        """Take `[start:end)` as a token without text: a segment opens after it."""
        self.flush(start)
        self.mark(what, start, end)
        self.sink = self.note
        self.at = self.run_start = end
        self.opens, self.pending = True, None

    def mark(self, what: str, start: int, end: int) -> None:
        """Remember what a part of the line was read as."""
        if start < end:
            self.pieces.append(Piece(what, start, end))

    def leave(self, end: int) -> None:
        """Let everything up to `end` stay text."""
        self.at, self.opens = end, False

    def problem(
        self, code: str, start: int, end: int, value: str = "", stops: bool = False
    ) -> None:
        """Remember a problem, once."""
        found = Problem(code, start, end, value or self.raw[start:end], stops)
        if found not in self.problems[-1:]:
            self.problems.append(found)

    @property
    def fresh(self) -> bool:
        """Whether the cursor stands right behind a token."""
        return self.at == self.run_start and bool(self.pieces) and self.pieces[-1].end == self.at

    @property
    def promise(self) -> PromiseDraft | None:
        """The follow-up that text goes to now, if it does."""
        if self.promises and self.sink is self.promises[-1].runs:
            return self.promises[-1]
        return None

    @property
    def deal(self) -> DealDraft | None:
        """The deal whose title text goes to now, if it does."""
        if self.deals and self.sink is self.deals[-1].runs:
            return self.deals[-1]
        return None

    def silent(self) -> bool:
        """Say whether no text has gone to the present owner since it began."""
        start = self.run_start
        return not self.sink and skip_spaces(self.text, start) >= self.at

    def words(self, runs: list[Run]) -> str:
        """Return the text of the runs as typed, without what only parted it from tokens."""
        parts = []
        for start, end in runs:
            part = "".join(self.raw[i] for i in range(start, end) if i not in self.escapes)
            if start > 0:
                part = _without_lead(part)
            if end < len(self.raw):
                part = part.rstrip(_SEPARATORS.replace(".", "").replace("。", ""))
            part = part.strip()
            alone = start == 0 and end == len(self.raw)
            if start > 0:
                part = _without_odd_closer(part)
            if part and (alone or not all(char in _MARKS for char in part)):
                parts.append(part)
        return " ".join(parts)


def _without_lead(text: str) -> str:
    """Return the text without what parted it from a token; `;2` without a snippet is a word."""
    bare = text.lstrip(_SEPARATORS)
    lead = text[: len(text) - len(bare)]
    return lead[-1] + bare if lead.endswith((";", "；")) and bare[:1].isdigit() else bare


def _without_odd_closer(text: str) -> str:
    """Return the text without a last bracket or quote that was opened before a token."""
    opener = _OPENERS.get(text[-1:])
    return text[:-1].rstrip() if opener and opener not in text[:-1] else text
