"""Deals through their stages: leads that became customers, projects, and those that were lost."""

from dataclasses import dataclass, field
from typing import Any

import msgspec

from repdesk.demo import phrases
from repdesk.demo.catalogue import BY_CODE, EVERYWHERE, PROJECTS
from repdesk.demo.ledger import Ledger
from repdesk.demo.maker import TODAY, Maker, iso, moment, stamp, working
from repdesk.demo.names import RIVALS, RIVALS_ABROAD
from repdesk.demo.orders import HISTORY, line
from repdesk.demo.territory import NEVER, Account
from repdesk.domain.deal import Competitor, Deal
from repdesk.domain.order import Line, line_net

WON_SHARE = 0.27
"""Of the projects that were quoted and decided."""
TITLES_ABROAD = {"泵": "pump replacement", "过滤器": "filter housing"}
FIRST_TITLES = {
    "泵": "首批泵",
    "滤芯": "首批滤芯",
    "过滤器": "首台过滤器",
    "密封": "首批密封件",
    "服务包": "首批大修包",
    "服务": "首次现场服务",
}
EXISTING = "现有客户"
"""The source of a deal with a customer who has bought before."""


@dataclass
class Step:
    """A deal entered a stage; the activity writes down how."""

    day: int
    stage: str
    reason: str | None = None


@dataclass
class Course:
    """A deal, the moment it was made and its steps, oldest first."""

    account: Account
    deal: Deal
    made: int
    steps: list[Step] = field(default_factory=list)


class Pipeline:
    """Draws the deals of accounts; orders they win go to the ledger."""

    def __init__(
        self,
        maker: Maker,
        ledger: Ledger,
        products: dict[str, Any],
        won_share: float = WON_SHARE,
    ) -> None:
        self._maker = maker
        self._ledger = ledger
        self._won_share = won_share
        self._products = products
        self.courses: list[Course] = []
        self._of: dict[str, list[Course]] = {}

    def of(self, account: Account) -> None:
        """Draw the account's deals: its first one, then projects."""
        ordered = self._ledger.days_of(account)
        if account.mood == "lead":
            self._lead(account)
            return
        if account.mood in ("new", "once"):
            self._first(account, ordered[0] if ordered else account.first)
        share = {"A": 2.6, "B": 1.7, "C": 0.9, "D": 0.3}[account.grade]
        if account.mood in ("lost", "lapsing", "once"):
            share *= 0.4
        count = int(share) + self._maker.chance(share % 1)
        begin = max(account.first + 40, TODAY - HISTORY)
        for _turn in range(count if begin < TODAY - 20 else 0):
            self._project(account, working(self._maker.whole(begin, TODAY - 9)))

    def open(self) -> list[Course]:
        """Return the deals that are neither won nor lost."""
        return [row for row in self.courses if row.steps[-1].stage not in ("won", "lost")]

    def _deal(self, account: Account, day: int, **fields: Any) -> Course:
        maker = self._maker
        at = moment(day, maker.whole(9, 10), maker.whole(0, 59))
        deal = maker.add("deals", at, customer=account.id, **fields)
        course = Course(account, deal, at)
        self.courses.append(course)
        self._of.setdefault(account.id, []).append(course)
        return course

    def _step(self, course: Course, day: int, stage: str, reason: str | None = None) -> None:
        at = course.made
        if course.steps:
            # Steps of a deal on one day keep their order.
            hour = 11 + 2 * sum(step.day == day for step in course.steps[1:])
            at = moment(day, hour, self._maker.whole(0, 59))
        self._maker.add(
            "stage_events", at, deal=course.deal.id, at=stamp(at), stage=stage, reason=reason
        )
        course.steps.append(Step(day, stage, reason))

    def _later(self, day: int, low: int, high: int) -> int:
        return working(day + self._maker.whole(low, high))

    def _project_lines(self, account: Account) -> tuple[str, list[Line]]:
        maker = self._maker
        told = {row.deal.title for row in self._of.get(account.id, ())}
        own = PROJECTS[account.trade.industry]
        choices = own if maker.chance(0.7) else EVERYWHERE
        fresh = [choice for choice in (*choices, *EVERYWHERE) if choice[1] not in told] or own
        if account.foreign:
            fresh = [choice for choice in fresh if not choice[0].startswith("SV")] or own
        code, title = maker.pick(fresh[:2])
        article = BY_CODE[code]
        budget = float(article.price) * maker.weighted(((1, 0.5), (2, 0.32), (3, 0.18)))
        main = line(maker, account, self._products, code, budget)
        share = 0.97 if budget > 40_000 else 1.0
        price = str(int(float(main.price or 0) * share / 10) * 10)
        found = [msgspec.structs.replace(main, price=price, discount=None)]
        if maker.chance(0.4) and article.category == "泵" and not account.foreign:
            found.append(line(maker, account, self._products, "SV-D", 2800))
        if account.foreign:
            title = TITLES_ABROAD.get(article.category, "spare parts")
        return title, found

    def _quote(self, course: Course, title: str, lines: list[Line], close: int | None) -> None:
        amount = int(sum(line_net(line) for line in lines) * 100)
        deal = msgspec.structs.replace(
            course.deal,
            title=title,
            amount=amount,
            product=lines[0].product,
            expected_close=None if close is None else iso(close),
            updated=stamp(moment(course.steps[-1].day, 17)),
        )
        course.deal = self._maker.replace("deals", deal)

    def _first(self, account: Account, first_order: int) -> None:
        """Draw the lead that became this customer: won by its first order."""
        start = account.entered
        course = self._deal(account, start, source=account.customer.source)
        self._step(course, start, "lead")
        room = first_order - start
        account.reached = working(start + max(1, room // 6))
        self._step(course, account.reached, "contacted")
        self._step(course, working(start + max(2, room // 2)), "quote")
        booked = self._ledger.link_first(account, course.deal.id)
        code = next(code for code, row in self._products.items() if row.id == booked[0].product)
        title = "first order" if account.foreign else FIRST_TITLES[BY_CODE[code].category]
        self._quote(course, title, list(booked), None)
        self._step(course, first_order, "won")

    def _lead(self, account: Account) -> None:
        """Draw the deal of an account that never bought: on its way, or lost."""
        maker = self._maker
        start = account.entered
        course = self._deal(account, start, source=account.customer.source)
        self._step(course, start, "lead")
        age = TODAY - start
        account.reached = NEVER
        if maker.chance(0.15) and age < 60:
            return
        day = self._later(start, 1, 12)
        if day >= TODAY:
            return
        if maker.chance(0.1) and age > 90:
            self._lose(course, self._later(day, 20, 50))
            return
        account.reached = day
        self._step(course, day, "contacted")
        if maker.chance(0.4):
            if age > 80:
                self._lose(course, self._later(day, 25, 70))
            return
        title, lines = self._project_lines(account)
        day = self._later(day, 5, 24)
        if day >= TODAY:
            return
        self._step(course, day, "quote")
        self._quote(course, title, lines, TODAY + maker.whole(-4, 50) if age < 75 else None)
        if age > 75:
            self._lose(course, self._later(day, 12, 45))

    def _project(self, account: Account, start: int) -> None:
        maker = self._maker
        title, lines = self._project_lines(account)
        course = self._deal(account, start, title=title, source=EXISTING)
        self._step(course, start, "lead")
        day = self._later(start, 0, 6)
        if day >= TODAY:
            return
        self._step(course, day, "contacted")
        decided = self._later(day, 18, 60)
        if maker.chance(0.22):
            if decided < TODAY:
                self._lose(course, decided)
            return
        day = self._later(day, 3, 18)
        if day >= TODAY:
            return
        self._step(course, day, "quote")
        decided = self._later(day, 7, 46)
        self._quote(course, title, lines, decided if decided > TODAY else decided + 3)
        if decided >= TODAY:
            return
        if maker.chance(self._won_share):
            self._step(course, decided, "won")
            self._ledger.book(decided, account, lines, deal=course.deal.id)
        elif maker.chance(0.9) or decided < TODAY - 120:
            self._lose(course, decided)

    def _lose(self, course: Course, day: int) -> None:
        if day >= TODAY:
            return
        maker = self._maker
        known = phrases.LOST_ABROAD if course.account.foreign else phrases.LOST
        shares = [(reason, share) for reason, share in phrases.LOST_SHARES if reason in known]
        reason = maker.weighted(shares)
        if course.deal.amount is None and reason in ("price", "delivery"):
            reason = "no_decision"
        if "保" in course.deal.title and reason in ("product", "brand", "delivery"):
            reason = "no_decision"
        self._step(course, day, "lost", reason)
        if reason in ("price", "competition") and course.deal.amount:
            rivals = RIVALS_ABROAD if course.account.foreign else RIVALS
            less = course.deal.amount * maker.whole(82, 93) // 100
            price = str(round(less / 10_000) * 100)
            rival = Competitor(name=maker.pick(rivals), price=price)
            changed = msgspec.structs.replace(course.deal, competitor=rival)
            course.deal = maker.replace("deals", changed)

    def pinned(
        self,
        account: Account,
        title: str,
        amount: int,
        steps: list[tuple[int, str]],
        close: int,
    ) -> Course:
        """Add a deal as told: amount in yuan, steps and close in days from the base day."""
        course = self._deal(account, working(TODAY + steps[0][0], -1), title=title, source=EXISTING)
        for days, stage in steps:
            self._step(course, working(TODAY + days, -1), stage)
        deal = msgspec.structs.replace(
            course.deal, amount=amount * 100, expected_close=iso(TODAY + close)
        )
        course.deal = self._maker.replace("deals", deal)
        return course
