"""What `cli` hands to the screens: protocols, so that a screen runs on a memory store in a test.

The desk is used from one thread only, the one of `session.Session`; its book is an immutable value
that any thread may read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

import msgspec

from repdesk.domain.policy import Policy
from repdesk.domain.questions import KpiChoice
from repdesk.wording.snippets import snippets

if TYPE_CHECKING:
    from repdesk.analytics.results import (
        AccountMoney,
        Behind,
        Bonus,
        Brief,
        Comparison,
        ContactCount,
        DayPlan,
        Findings,
        Forecast,
        Funnel,
        FunnelGroups,
        GapPlan,
        KpiReport,
        Receivables,
        Review,
        SalesPoint,
        Segments,
        TargetLine,
        TargetStep,
        TierReview,
        TodayNumbers,
        Trend,
        Why,
    )
    from repdesk.desk import Desk
    from repdesk.domain.book import Book


class Draft(msgspec.Struct, frozen=True):
    """Text that was typed and not saved: which form, for whom, and the fields with the cursor."""

    id: str
    form: str
    at: str
    customer: str
    data: Mapping[str, Any]


class Drafts(Protocol):
    """Unsaved text on disk."""

    def save(self, draft_id: str, form: str, customer: str, data: Mapping[str, Any]) -> None:
        """Write the draft, replacing what stood under its id; returns when it is on disk."""

    def list(self) -> Sequence[Draft]:
        """Return all drafts, oldest first."""

    def discard(self, draft_id: str) -> None:
        """Remove the draft; nothing happens when there is none."""


class Backup(msgspec.Struct, frozen=True):
    """A whole book kept: its name, local ISO minute, what it was made for, its last change."""

    name: str
    at: str
    reason: str
    seq: int


class Backups(Protocol):
    """The backups on disk. Called in the desk's thread; each raises RepdeskError."""

    def list(self) -> Sequence[Backup]:
        """Return them, the newest book first."""

    def make(self) -> str:
        """Back up the book as it stands; returns the backup's name."""

    def restore(self, name: str) -> str:
        """Put one in the place of the book; returns the backup of what was there, if one was."""


class Settings(msgspec.Struct, frozen=True):
    """What of the settings file the screens need."""

    language: str = "en"
    glyphs: str = "unicode"
    keys: Mapping[str, str] = msgspec.field(default_factory=dict)
    currency: str = "CNY"
    name: str = ""
    start: str = ""
    date_order: str = ""
    tax: str = ""
    """The usual rate of an order's tax as decimal text; empty where prices include it."""
    own_snippets: Mapping[str, str] = msgspec.field(default_factory=dict)
    policy: Policy = msgspec.field(default_factory=Policy)
    kpis: KpiChoice = msgspec.field(default_factory=KpiChoice)

    @property
    def snippets(self) -> Mapping[str, str]:
        """What `;1` … `;9` stand for in the language that is spoken now."""
        return snippets(self.own_snippets)


class Numbers(Protocol):
    """The slow figures. Called in worker threads only; days and periods as ISO text."""

    def today(self, book: Book, day: str) -> TodayNumbers:
        """Return everything the Today screen shows."""

    def plan(self, book: Book, day: str, now: str) -> DayPlan:
        """Return the plan of a day, filled from the list; `now` is the local moment."""

    def why(self, book: Book, customer: str, day: str, places: int) -> Why:
        """Return why a customer stands where it does on the whole list of a day, and what would
        bring it among so many places.
        """

    def tiers(self, book: Book, day: str) -> TierReview:
        """Return everybody's factors and tier on a day, and what a review would say."""

    def kpis(self, book: Book, period: str, day: str) -> KpiReport:
        """Return the report of a period as of a day."""

    def behind(self, book: Book, period: str, day: str, what: str, of: str) -> Behind:
        """Return the rows behind a number: `what` figure (`of` its key), product (its id), target
        (metric and scope, a space between), stage (its id, of the funnel of the day).
        """

    def bonus(self, book: Book, day: str) -> Bonus | None:
        """Return where the rep stands on the bonus ladder on a day; None: no ladder is set."""

    def series(self, book: Book, period: str, day: str, count: int) -> Sequence[SalesPoint]:
        """Return net sales of so many periods that end with this one."""

    def forecast(self, book: Book, period: str, day: str) -> Forecast:
        """Return what a month or a quarter will bring; raises Invalid for another period."""

    def gap(self, book: Book, period: str, day: str) -> GapPlan:
        """Return the fewest open deals that would reach a period's target."""

    def target_steps(self, before: Book, after: Book, day: str) -> Sequence[TargetStep]:
        """Return the targets that a change moved, as they stood before and after it."""

    def funnel(self, book: Book, day: str, period: str | None = None) -> Funnel:
        """Return the funnel of the deals created in a period, as they stand on the day.

        No period: the twelve months that end on the day.
        """

    def funnel_groups(
        self, book: Book, by: str, day: str, period: str | None = None
    ) -> FunnelGroups:
        """Return that funnel taken apart, `by` one of `results.asked.FUNNEL_BY`."""

    def trend(self, book: Book, metric: str, day: str, kind: str, count: int) -> Trend:
        """Return a number over the last so many periods of a kind (`results.asked.KINDS`)."""

    def compare(
        self, book: Book, metric: str, period: str, day: str, by: str | None = None
    ) -> Comparison:
        """Return a number against target, the period before, a year ago; and between groups.

        `by` is one of `results.asked.parts_of(metric)`; raises Invalid for another.
        """

    def segments(self, book: Book, row: str, column: str, period: str, day: str) -> Segments:
        """Return net sales by two of `results.asked.SALES`; raises RepdeskError without pandas."""

    def findings(self, book: Book, day: str) -> Findings:
        """Return what stands out on a day; `desk.act_on_finding` makes its follow-ups."""

    def reviews(self, book: Book, day: str) -> Sequence[Review]:
        """Return what became of the numbers acted on, 30 days after, the newest first."""

    def account(self, book: Book, customer: str, day: str) -> AccountMoney:
        """Return what one customer brought and owes on a day."""

    def contacts(self, book: Book, customer: str, day: str) -> ContactCount | None:
        """Return a customer's contacts of the quarter; None where they cannot be told."""

    def brief(self, book: Book, customer: str, day: str) -> Brief:
        """Return what to know of a customer before the bell is rung; raises NotFound."""

    def receivables(self, book: Book, day: str) -> Receivables:
        """Return what is owed on a day."""

    def targets(self, book: Book, period: str, day: str) -> Sequence[TargetLine]:
        """Return the targets of a period as they stand on a day."""


class Ports(msgspec.Struct, frozen=True):
    """Everything the app needs from outside.

    `open_book` reads the book and is called in a worker after the first paint; it raises a
    RepdeskError, which ends the app and is raised again by `app.run`. `notices` gives what the rep
    should know of the book although the work went on, in words, and each once; it is asked in the
    desk's thread after everything done there. `now` is the one clock: local ISO time with offset.
    `save_setting` keeps a setting the rep changed on the screen (`lang`) and raises RepdeskError.
    `numbers` holds the slow figures and is called in worker threads only; `backups` the whole books
    that are kept. None where a test has no use for them.
    """

    open_book: Callable[[], Desk]
    drafts: Drafts
    now: Callable[[], str]
    settings: Settings = Settings()
    save_setting: Callable[[str, str], None] = lambda _key, _value: None
    notices: Callable[[], Sequence[str]] = tuple
    new_id: Callable[[], str] = lambda: ""
    numbers: Numbers | None = None
    backups: Backups | None = None
