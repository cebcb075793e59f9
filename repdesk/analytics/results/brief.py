"""What should be known of a customer before the bell is rung, as parts that name their records."""

from typing import NamedTuple

from msgspec import Struct

from repdesk.analytics.results.figures import Fact


class Source(NamedTuple):
    """A record that something was made of."""

    table: str
    id: str


class BriefPart(Struct, frozen=True, gc=False):
    """One thing to know: a code, the records it stands on (the first it is about), its facts.

    account      tier                           archived, do_not_contact
    snoozed      until                          person, other  (a contact)
    nobody       (no person is known)           prefers        (the customer)
    mine, theirs (a promise)                    kept     mine, of_mine, theirs, of_theirs
    no_step      tier                           owes     open, overdue, days
    credit       open, limit                    promised amount, due
    paid         price, currency, day           against  name, price, day
    needs, deal_need, talk                      lost_on  reason, day
    often        orders, of                     rhythm   orders, gap, since
    took         k, n, low, high, type          deal     stage, days
    last         (an interaction)               playbook tier
    ask_*        what to ask: see `brief.question`

    Money in minor units, `price` decimal text for one unit, days ISO, `gap` and `since` in days.
    """

    code: str
    sources: tuple[Source, ...]
    facts: tuple[tuple[str, Fact], ...] = ()

    def fact(self, name: str) -> Fact:
        """Return one fact, None where the part has none of that name."""
        return dict(self.facts).get(name)


class BriefLine(Struct, frozen=True, gc=False):
    """A line of the brief: its parts, side by side."""

    code: str
    parts: tuple[BriefPart, ...]

    @property
    def sources(self) -> tuple[Source, ...]:
        """Every record the line stands on, each once."""
        return tuple(dict.fromkeys(source for part in self.parts for source in part.sources))


class Brief(Struct, frozen=True, gc=False):
    """The brief of a customer on a day: its lines in the order of reading, none without a part."""

    customer: str
    day: str
    lines: tuple[BriefLine, ...]
