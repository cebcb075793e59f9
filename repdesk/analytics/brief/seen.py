"""One customer in a situation: its rows up to the day, read once for all lines of the brief."""

from datetime import date
from functools import cached_property

from repdesk.analytics.account import median_gap
from repdesk.analytics.accounts import to_ask_for
from repdesk.analytics.ledger import Sale
from repdesk.analytics.owing import Owed
from repdesk.analytics.pipeline import DealState
from repdesk.analytics.results import BriefPart, Source
from repdesk.analytics.situation import Situation
from repdesk.analytics.tiers import proposed
from repdesk.domain.customer import Contact, Customer
from repdesk.domain.interaction import Followup, Interaction
from repdesk.domain.promise import is_open_followup
from repdesk.domain.tier import GENERAL, stored_tier


class Seen:
    """What the lines of a customer's brief are made of."""

    def __init__(self, now: Situation, customer: Customer) -> None:
        self.now = now
        self.book = now.book
        self.customer = customer
        self.day = now.day.isoformat()
        self.record = Source("customers", customer.id)

    @cached_property
    def tier(self) -> str:
        """The tier that all lists show."""
        marks = self.book.of("tier_marks", "customer", self.customer.id)
        stored = stored_tier(self.customer, marks, self.day)
        if stored is not None:
            return stored
        everybody = {one.id: one for one in self.book.customers()}
        log = self.now.sold.log
        first = proposed(log, self.now.day.toordinal(), everybody, self.now.policy)
        return first.get(self.customer.id) or GENERAL

    @property
    def playbook(self) -> BriefPart:
        """What the tier gets; it stands on the customer and the last mark of its tier."""
        marks = self.book.of("tier_marks", "customer", self.customer.id)
        given = [Source("tier_marks", row.id) for row in marks if row.date <= self.day][-1:]
        return BriefPart("playbook", (self.record, *given), (("tier", self.tier),))

    @cached_property
    def people(self) -> list[Contact]:
        """Who works there."""
        rows = self.book.of("contacts", "customer", self.customer.id)
        return [row for row in rows if not (row.left and row.left <= self.day)]

    @cached_property
    def person(self) -> Contact | None:
        """Whom to ask for."""
        return to_ask_for(self.people, self.day)

    @cached_property
    def talks(self) -> list[Interaction]:
        """What happened, newest first."""
        rows = self.book.of("interactions", "customer", self.customer.id)
        return [row for row in reversed(rows) if row.at[:10] <= self.day]

    @cached_property
    def promises(self) -> list[Followup]:
        """All promises, mine and theirs, by the day they are due."""
        return list(self.book.of("followups", "customer", self.customer.id))

    @cached_property
    def open_promises(self) -> list[Followup]:
        """Those open at the end of the day, the most late first."""
        return [row for row in self.promises if is_open_followup(row, self.day)]

    @cached_property
    def deals(self) -> list[DealState]:
        """The deals as they stand, by id."""
        return [one for one in self.now.deals.deals if one.deal.customer == self.customer.id]

    @cached_property
    def open_deals(self) -> list[DealState]:
        """The open ones that have a title or an amount, the newest in its stage first."""
        asked = [one for one in self.deals if one.state == "open"]
        asked = [one for one in asked if one.deal.title or one.deal.amount]
        return sorted(
            asked,
            key=lambda one: (one.stays[-1][1] if one.stays else "", one.deal.id),
            reverse=True,
        )

    @cached_property
    def bought(self) -> list[Sale]:
        """The orders not fully credited, oldest first."""
        return [sale for sale in self.now.sold.purchases if sale.order.customer == self.customer.id]

    @cached_property
    def gap(self) -> float | None:
        """Median days between order days; None for too few to have one."""
        return median_gap([sale.day for sale in self.bought])

    @cached_property
    def since(self) -> int | None:
        """Days since the last order; None without one."""
        if not self.bought:
            return None
        return (self.now.day - date.fromisoformat(self.bought[-1].day)).days

    @cached_property
    def owed(self) -> list[Owed]:
        """The orders with something open; none while receivables are not known."""
        owed = self.now.owed
        if owed is None:
            return []
        return [one for one in owed.orders if one.order.customer == self.customer.id]
