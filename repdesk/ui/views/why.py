"""Why a customer stands where it stands, as lines to read, and what one key does about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from repdesk.analytics.results import Suggestion, Why
from repdesk.domain.answer import FREED
from repdesk.domain.book import Book
from repdesk.domain.customer import Customer
from repdesk.domain.policy import Policy, TierPolicy
from repdesk.domain.tier import NOBODY, tier_of
from repdesk.i18n import N_, _
from repdesk.ui.cells import fit, width, wrap
from repdesk.ui.glyphs import UNICODE, Glyphs
from repdesk.ui.widgets.columns import Heading
from repdesk.wording.answers import answer_words
from repdesk.wording.reasons import ReasonWords, why_sum
from repdesk.wording.terms import tier_name
from repdesk.wording.tiers import own_words, playbook
from repdesk.wording.why import (
    cell_words,
    contact_words,
    gap_words,
    hidden_words,
    how_words,
    way_in,
)

ANSWERS_SHOWN = 5
DOES: Final = {
    "allow": N_("take the do-not-contact mark off"),
    "wake": N_("wake it"),
    "revive": N_("take it back from the archive"),
    "promise": N_("promise it for today, that comes first whatever the sum"),
}
"""What bringing a customer in does."""


class WayIn(NamedTuple):
    """What brings a customer in at once: what frees it (keys of `FREED`), and a promise for today
    where that is not enough.
    """

    ways: tuple[str, ...]
    promise: bool

    def words(self) -> str:
        """What is done, in words."""
        done = (*self.ways, *(("promise",) if self.promise else ()))
        return _(", then ").join(_(DOES[one]) for one in done)


def way_at_once(found: Why, today: str) -> WayIn | None:
    """Return what can be done today about a customer that is not in; None: nothing, or it is in.

    A promise due today stands for what only time or more money would do: it overrides snooze and
    minimum gap, and comes before every sum. It does not where older promises take every place.
    """
    codes = [change.code for change in found.changes]
    older = any(
        change.code == "promise" and str(change.fact("due")) < today for change in found.changes
    )
    if not codes or "never" in codes or older:
        return None
    promise = any(code not in FREED for code in codes)
    ways = [code for code in codes if code in FREED and not (promise and code == "wake")]
    return WayIn(tuple(ways), promise)


class WhyView(NamedTuple):
    """What there is to tell of one customer on one day."""

    customer: str
    book: Book
    today: str
    policy: Policy
    proposed: Mapping[str, str] = NOBODY
    cells: int = 80
    glyphs: Glyphs = UNICODE

    def lines(
        self, place: Suggestion | None, found: Why | None, key: str = "y"
    ) -> list[str | Heading]:
        """Return the lines: place and reasons, the sum, the rhythm, how to contact, the answers.

        `place` stands at once, what is `found` comes later; `key` brings the customer in.
        """
        record = self.book.get("customers", self.customer)
        tier = tier_of(self.book, record, self.proposed) if record is not None else ""
        of = self.policy.tier(tier)
        sections = (
            ("", self._standing(place, found, key)),
            (_("At stake within {n}d").format(n=self.policy.horizon_days), self._sum(place)),
            (_("Order rhythm"), self._rhythm(found)),
            (_("How"), self._how(place, found)),
            (_("What {tier} gets").format(tier=tier_name(tier)), self._tier(record, of)),
            (_("Answers so far"), self._answers()),
        )
        lines: list[str | Heading] = []
        for title, rows in sections:
            told = [row for row in rows if row]
            if told and title:
                lines.append(Heading(title))
            lines += told
        return lines

    def _standing(self, place: Suggestion | None, found: Why | None, key: str) -> Iterator[str]:
        words = ReasonWords(self.book, self.policy.currency, self.today)
        if place is not None:
            for reason in place.reasons:
                said = words.of(reason)
                yield f"{self.glyphs.middle} {said}" if said else ""
            if place.slot == "drift":
                yield _("Every fifth place is for a good customer who may be leaving.")
            if place.promised:
                yield _("A promise is due: that comes first, whatever the sum.")
        if found is None:
            return
        if found.hidden is not None:
            yield _("not on the list: {why}").format(why=hidden_words(found.hidden, self.today))
        if place is not None and place.rank <= found.places:
            return
        yield way_in(found, self.policy.currency, self.today)
        way = way_at_once(found, self.today)
        if way is not None:
            yield f"{self.glyphs.arrow} " + _("{key}: {does}").format(key=key, does=way.words())

    def _sum(self, place: Suggestion | None) -> Iterator[str]:
        if place is None:
            return
        rows = why_sum(place, self.policy.currency)
        label = max(width(what) for what, _value in rows)
        number = max(width(value) for _what, value in rows)
        for what, value in rows:
            money = fit(value, number, right=True)
            narrow = label + number + 4 > self.cells
            yield f"  {money}  {what}" if narrow else f"  {fit(what, label)}  {money}"

    def _rhythm(self, found: Why | None) -> Iterator[str]:
        if found is not None:
            yield gap_words(found)
            yield cell_words(found.cell) if found.cell is not None else ""

    def _how(self, place: Suggestion | None, found: Why | None) -> Iterator[str]:
        yield contact_words(found, self.book, self.today) if found is not None else ""
        yield how_words(place, self.book) if place is not None else ""

    def _tier(self, record: Customer | None, tier: TierPolicy) -> Iterator[str]:
        if record is not None and record.own_tier:
            yield own_words(self.book, record, self.today)
        yield from playbook(tier)

    def _answers(self) -> Iterator[str]:
        rows = self.book.of("answers", "customer", self.customer)
        for row in rows[: -ANSWERS_SHOWN - 1 : -1]:
            yield answer_words(row, self.today)


def wrapped(lines: Sequence[str | Heading], cells: int) -> list[str | Heading]:
    """Return the lines broken at so many cells; what follows a break stands in by two."""
    rows: list[str | Heading] = []
    for line in lines:
        if isinstance(line, Heading):
            rows.append(line)
            continue
        first, *rest = wrap(line, cells) or [""]
        rows.append(first)
        rows += [f"  {part}" for one in rest for part in wrap(one, cells - 2)]
    return rows
