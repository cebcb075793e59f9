"""The tiers as lines: how each is looked after, what a review says, the rep's own beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from repdesk.analytics.results import Suggestions, TierMove, TierReview, TierStanding
from repdesk.domain.book import Book
from repdesk.domain.tier import next_review
from repdesk.i18n import _
from repdesk.ui.cells import width
from repdesk.ui.glyphs import UNICODE, Glyphs
from repdesk.ui.views.headings import NARROW
from repdesk.ui.widgets.columns import Cell, Column, Heading, Look, Row
from repdesk.wording.days import short_day
from repdesk.wording.terms import TIERS, short_tier, tier_name
from repdesk.wording.tiers import (
    FACTORS,
    coverage_line,
    coverage_short,
    factor_head,
    factor_name,
    opinion_words,
)


@dataclass(frozen=True, slots=True)
class TiersView:
    """The rows of the list: `ids` (a heading's is empty), their lines, and whom each is about."""

    ids: tuple[str, ...] = ()
    lines: tuple[Row | Heading, ...] = ()
    customers: Mapping[str, str] = field(default_factory=dict)


def tiers_head(review: TierReview | None, today: str) -> str:
    """The first line: when the tiers were reviewed, and when they are to be again."""
    parts = [_("Tiers")]
    if review is not None:
        last = short_day(review.last, today) if review.last else ""
        if review.due:
            parts.append(_("a review is due"))
            parts.append(_("last {day}").format(day=last) if last else _("there was none yet"))
        elif review.last:
            following = short_day(next_review(review.last), today)
            parts.append(_("reviewed {day}, next from {next}").format(day=last, next=following))
    return "  ".join(parts)


def factors_line(standing: TierStanding | None) -> str:
    """Where the score of a customer stands among all, and the five factors, 0 to 100; one that
    the rep has not rated counts as the middle and is a dash.
    """
    if standing is None or standing.factors is None or standing.percentile is None:
        return ""
    parts = []
    for name in FACTORS:
        rated = name not in standing.factors.not_rated
        value = f"{getattr(standing.factors, name):.0f}" if rated else "-"
        head = factor_head(name)
        parts.append(f"{head} {value}" if head.isascii() else f"{head}{value}")
    place = _("above {n}% of all:").format(n=f"{standing.percentile:.0f}")
    return " ".join((place, *parts))


def tiers_view(
    review: TierReview,
    listed: Suggestions,
    book: Book,
    *,
    currency: str,
    today: str,
    cells: int,
    glyphs: Glyphs = UNICODE,
    hints: Mapping[str, str] | None = None,
) -> TiersView:
    """Return the rows: the tiers, who would move, who was proposed once, the rep's own."""
    told = hints or {}
    built = _Builder(review, book, today, glyphs)
    built.heading(_("How each tier is looked after"), told.get("tiers", ""))
    wide = cells >= NARROW
    for row in listed.coverage:
        words = coverage_line if wide else coverage_short
        first = row.tier == listed.turn_to
        mark = Look(glyphs.arrow if first else "", "strong")
        name = Look(tier_name(row.tier) if wide else short_tier(row.tier), "strong")
        told_of = (mark, name, words(row, currency))
        built.row(f"tier {row.tier}", "", told_of, built.of_tier(wide))
    moved = [one for one in review.moves if one.kind == "moved"]
    new = [one for one in review.moves if one.kind == "first"]
    others = [one for one in review.moves if one.kind in ("waiting", "dropped")]
    if moved or new:
        built.heading(_("Would move ({n})").format(n=len(moved)), told.get("moves", ""))
        for one in moved:
            built.move(one)
        if new:
            built.new(new)
    own = [one for one in review.standings if one.own]
    own.sort(key=lambda one: built.name(one.customer))
    misfits = [one for one in own if not one.fits]
    if misfits:
        title = _("Yours, and what the orders say by now ({n})").format(n=len(misfits))
        built.heading(title, told.get("own", ""))
        for standing in misfits:
            built.misfit(standing)
    if others:
        built.heading(_("Proposed once; the next review decides ({n})").format(n=len(others)))
        for one in others:
            built.move(one)
    fitting = [one for one in own if one.fits]
    if fitting:
        title = _("Your own tiers ({n})").format(n=len(fitting))
        built.heading(title, told.get("own", ""))
        for standing in fitting:
            built.own(standing)
    return TiersView(tuple(built.ids), tuple(built.lines), built.customers)


class _Builder:
    """Collects rows and their lines."""

    def __init__(self, review: TierReview, book: Book, today: str, glyphs: Glyphs) -> None:
        self._book, self._today, self._glyphs = book, today, glyphs
        self._standings = {one.customer: one for one in review.standings}
        self.ids: list[str] = []
        self.lines: list[Row | Heading] = []
        self.customers: dict[str, str] = {}
        short = max(width(short_tier(one)) for one in TIERS)
        change = 2 * short + 2 + width(glyphs.arrow)
        name = Column(12, grow=1, most=18)
        self._of_move = (Column(1), name, Column(change), Column(14, grow=2))
        self._of_own = (Column(1), name, Column(short), Column(11, keep=4), Column(14, grow=3))

    @staticmethod
    def of_tier(wide: bool) -> Sequence[Column]:
        """The columns of a tier: mark, name, how it is looked after."""
        tier = max(width(tier_name(one) if wide else short_tier(one)) for one in TIERS)
        return Column(2), Column(tier), Column(20, grow=1)

    def heading(self, text: str, right: str = "") -> None:
        self.ids.append("")
        self.lines.append(Heading(text, right))

    def row(
        self, row_id: str, customer: str, cells: Sequence[Cell], columns: Sequence[Column]
    ) -> None:
        self.ids.append(row_id)
        self.lines.append(Row(cells, columns))
        if customer:
            self.customers[row_id] = customer

    def name(self, customer: str) -> str:
        record = self._book.get("customers", customer)
        return record.name if record is not None else customer

    def move(self, one: TierMove) -> None:
        """Whom a review moves, or would move next time: from, to, the factor, the rep's own."""
        after = one.after if one.kind == "moved" else one.waiting
        change = short_tier(one.before or "")
        if after:
            change += f" {self._glyphs.arrow} {short_tier(after)}"
        said = [_("not proposed again")] if one.kind == "dropped" else []
        if one.factor:
            said.append(_("{factor} moved most").format(factor=factor_name(one.factor)))
        standing = self._standings.get(one.customer)
        if standing is not None and standing.own:
            said.append(_("yours stays {tier}").format(tier=short_tier(standing.own)))
        cells = ("", Look(self.name(one.customer), "strong"), change, "; ".join(said))
        self.row(f"{one.kind} {one.customer}", one.customer, cells, self._of_move)

    def new(self, moves: Sequence[TierMove]) -> None:
        """How many get their first tier from this review."""
        count = Counter(one.after for one in moves)
        tiers = "  ".join(f"{short_tier(tier)} {count[tier]}" for tier in TIERS if count[tier])
        words = _("first tier of {n}: {tiers}").format(n=len(moves), tiers=tiers)
        self.row("first", "", (self._glyphs.ellipsis, words), (Column(2), Column(10, grow=1)))

    def misfit(self, one: TierStanding) -> None:
        """A tier of the rep's own, and what the machine says by now; since when, why it was set."""
        change = short_tier(one.own or "")
        if one.machine and one.machine != one.own:
            change += f" {self._glyphs.arrow} {short_tier(one.machine)}"
        said = "; ".join(filter(None, (self._since(one), one.own_reason)))
        cells = (Look("!", "alert"), Look(self.name(one.customer), "strong"), change, said)
        self.row(f"own {one.customer}", one.customer, cells, self._of_move)

    def own(self, one: TierStanding) -> None:
        """A tier of the rep's own: since when, what the machine says, why it was set."""
        said = "; ".join(filter(None, (opinion_words(one), one.own_reason)))
        cells = (
            "",
            Look(self.name(one.customer), "strong"),
            short_tier(one.own or ""),
            self._since(one),
            said,
        )
        self.row(f"own {one.customer}", one.customer, cells, self._of_own)

    def _since(self, one: TierStanding) -> str:
        return short_day(one.own_since, self._today) if one.own_since else ""
