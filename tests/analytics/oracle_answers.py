"""Every KPI of KPIS.md §2-3 once more, in terms of the slow reading."""

from datetime import date, timedelta
from fractions import Fraction
from statistics import mean, median
from typing import Any

from tests.analytics.oracle import Oracle, days_from, every_day, half_up
from tests.analytics.oracle_targets import target_of


class Answers(Oracle):
    """The numbers of some rows, in a period, as of a day."""

    def answers(self) -> dict[str, Any]:
        """Every key of the report: value, or (value, k, n) where it is k of n or over n."""
        if self.silent():
            return {}
        return {
            **self._sales(),
            **self._money(),
            **self._leads(),
            **self._per(),
            **self._customers(),
            **self._work(),
            **self._pace(),
        }

    def _sales(self) -> dict[str, Any]:
        net = self.net(self.first, self.last)
        margin_net, gained, _without = self.profit(self.mine())
        previous, last_year = self._bases()
        base, year = self.net(*previous), self.net(*last_year)
        return {
            "sales_net": half_up(net),
            "sales_gross": half_up(sum((s.net for s in self.mine() if not s.credit), Fraction())),
            "growth_previous": over(net - base, base),
            "growth_last_year": over(net - year, year),
            "margin": over(gained, margin_net),
        }

    def _bases(self) -> tuple[tuple[str, str], tuple[str, str]]:
        before, year = self.period.previous(), self.period.last_year()
        if self.period.last.isoformat() <= self.day:
            return (
                (before.first.isoformat(), before.last.isoformat()),
                (year.first.isoformat(), year.last.isoformat()),
            )
        elapsed = days_from(self.first, self.last)
        cut = min(before.first + timedelta(elapsed), before.last)
        today = date.fromisoformat(self.last)
        if self.period.kind == "week":
            same = year.first + timedelta(elapsed)
        else:
            same = today.replace(
                year=today.year - 1, day=min(today.day, 28 if is_29(today) else 31)
            )
        return (
            (before.first.isoformat(), cut.isoformat()),
            (year.first.isoformat(), min(same, year.last).isoformat()),
        )

    def _money(self) -> dict[str, Any]:
        payments = [row for row in self.table("payments") if row.date <= self.day]
        keys = ("collection_due", "collection_cash", "collection_available")
        if not payments:
            return dict.fromkeys((*keys, "receivables", "overdue"))
        opening, closing, now = self.owed(self.eve), self.owed(self.last), self.owed(self.day)
        opened = sum(amount for *_rest, dues in opening for _due, amount in dues)
        billed = sum(row[1] for row in closing) - sum(row[1] for row in opening)
        applied = sum(row[2] for row in closing) - sum(row[2] for row in opening)
        coming = sum(a for *_rest, dues in closing for due, a in dues if due >= self.last)
        cash = sum(row.amount for row in payments if self.first <= row.date <= self.last)
        sold = sum(sale.gross for sale in self.mine())
        late = [(amount, due) for *_rest, dues in now for due, amount in dues if due < self.day]
        ages = [0, 0, 0, 0]
        for amount, due in late:
            days = days_from(due, self.day)
            ages[0 if days <= 30 else 1 if days <= 60 else 2 if days <= 90 else 3] += amount
        return {
            "collection_due": over(applied, opened + billed - coming),
            "collection_cash": over(cash, sold),
            "collection_available": over(cash, opened + sold),
            "receivables": sum(a for *_rest, dues in now for _due, a in dues),
            "overdue": sum(amount for amount, _due in late),
            "ageing": tuple(ages),
            "credit_balance": sum(row.amount for row in payments) - sum(row[2] for row in now),
        }

    def _leads(self) -> dict[str, Any]:
        firsts = {who: days[0] for who, days in self.bought(self.day).items()}
        leads = [
            deal
            for deal in self.deals
            if deal.created and not firsts.get(deal.customer, "9") < deal.created
        ]
        created = [deal for deal in leads if self.first <= str(deal.created) <= self.last]
        ended = [deal for deal in leads if deal.ended and self.first <= deal.ended <= self.last]
        won_here = [deal for deal in ended if deal.state == "won"]
        won = [deal for deal in created if deal.state == "won"]
        cycles = [
            days_from(deal.created, deal.ended)
            for deal in self.deals
            if deal.state == "won"
            and deal.created
            and deal.ended
            and self.first <= deal.ended <= self.last
        ]
        quotes = [
            days_from(deal.created, deal.quoted)
            for deal in leads
            if deal.created and deal.quoted and self.first <= deal.quoted <= self.last
        ]
        return {
            "lead_conversion": of(won, created),
            "lead_conversion_period": of(won_here, created),
            "win_rate": of(won_here, ended),
            "cycle_median": (Fraction(median(cycles)) if cycles else None, None, len(cycles)),
            "cycle_mean": (mean(map(Fraction, cycles)) if cycles else None, None, len(cycles)),
            "quote_days": (Fraction(median(quotes)) if quotes else None, None, len(quotes)),
        }

    def _working_days(self, first: str, last: str) -> int:
        policy, count = self.policy, 0
        for day in every_day(first, last):
            at_work = date.fromisoformat(day).isoweekday() in policy.working_weekdays
            count += at_work and day not in policy.days_off
        return count

    def _buyers(self) -> set[str]:
        mine = [s for s in self.purchases if self.first <= s.row.date <= self.last]
        return {sale.row.customer for sale in mine}

    def _per(self) -> dict[str, Any]:
        net = self.net(self.first, self.last)
        orders = [s for s in self.purchases if self.first <= s.row.date <= self.last]
        counts = {
            "sales_per_customer": len(self._buyers()),
            "sales_per_order": len(orders),
            "sales_per_day": self._working_days(self.first, self.last),
            "sales_per_visit": len(self._happened("visit")),
        }
        return {key: (half_up(net / n) if n else None, None, n) for key, n in counts.items()}

    def _customers(self) -> dict[str, Any]:
        days, buyers = self.bought(self.last), self._buyers()
        before, after = self.active(self.eve), self.active(self.last)
        new = [who for who in buyers if days[who][0] >= self.first]
        back = [who for who in buyers if days[who][0] < self.first and who not in before]
        lost = before - after
        churn = Fraction(len(lost), len(before)) if before else None
        _net, gained, without = self.profit(self.mine())
        lines = sum(len(sale.row.lines) for sale in self.mine())
        ltv = None
        if after and churn and not (lines and without == lines):
            elapsed = days_from(self.first, self.last) + 1
            ltv = gained / len(after) * min(1 / churn, Fraction(1826, elapsed))
        spent = sum(
            row.amount
            for row in self.table("spends")
            if row.kind == "acquisition" and self.first <= row.date <= self.last
        )
        ever = any(row.kind == "acquisition" for row in self.table("spends"))
        cac = Fraction(spent, len(new)) if new and ever else None
        return {
            "new_customers": len(new),
            "recovered_customers": len(back),
            "churn": (churn, len(lost), len(before)),
            "ltv_projected": (None if ltv is None else half_up(ltv), None, len(after)),
            "cac": (None if cac is None else half_up(cac), None, len(new)),
            "ltv_to_cac": None if ltv is None else over(ltv, cac),
            "ltv_realised": self._realised(),
        }

    def _realised(self) -> dict[str, int]:
        sold = [sale for sale in self.sold if sale.row.date <= self.last]
        customers = {sale.row.customer for sale in sold}
        return {
            who: half_up(self.profit([s for s in sold if s.row.customer == who])[1])
            for who in customers
        }

    def _happened(self, *kinds: str) -> list[Any]:
        return [
            row
            for row in self.table("interactions")
            if row.kind in kinds and self.first <= row.at[:10] <= self.last
        ]

    def _work(self) -> dict[str, Any]:
        contacts = self._happened("visit", "call", "message", "email")
        due = [
            row
            for row in self.table("followups")
            if row.owner == "me" and self.first <= row.due <= self.last
        ]
        kept = [row for row in due if row.state == "done" and row.closed and row.closed <= row.due]
        days = self.bought(self.last)
        gaps = [
            days_from(a, b)
            for who in self._buyers()
            for a, b in zip(days[who], days[who][1:], strict=False)
        ]
        return {
            "visits": len(self._happened("visit")),
            "contacts": sum(row.outcome != "not_reached" for row in contacts),
            "coverage": self._coverage(),
            "promises_kept": of(kept, due),
            "order_gap": (Fraction(median(gaps)) if gaps else None, None, len(gaps)),
        }

    def _coverage(self) -> tuple[Fraction | None, int, int]:
        """Customers with a tier of their own, each contacted by the tier's channel."""
        policy, last = self.policy, date.fromisoformat(self.last)
        weeks = self._working_days(self.last, (last + timedelta(90)).isoformat())
        capacity = (policy.visits_a_day + 0.2 * policy.calls_a_day) * weeks
        asked = [
            (row, float(row.interval_days or policy.tier(row.own_tier).interval_days))
            for row in self.table("customers")
            if not row.do_not_contact
        ]
        weight = {"visit": 1.0, "call": 0.2, "message": 0.1, "email": 0.1}
        need = sum(weight[policy.tier(row.own_tier).channel] * 91 / days for row, days in asked)
        stretched = max(need / capacity, 1.0)
        within = [row for row, days in asked if self._since(row.id) <= days * stretched]
        return of(within, asked)

    def _since(self, customer: str) -> float:
        """Days since somebody of the customer was last really reached."""
        reached = [
            row.at[:10]
            for row in self.table("interactions")
            if row.customer == customer
            and row.kind in ("visit", "call", "message", "email")
            and row.outcome != "not_reached"
            and row.at[:10] <= self.last
        ]
        return days_from(max(reached), self.last) if reached else float("inf")

    def _pace(self) -> dict[str, Any]:
        mine = [
            row
            for row in self.table("targets")
            if (row.metric, row.scope, row.level) == ("sales_net", "all", "base")
        ]
        target = target_of({row.period: row.value for row in mine}, self.period)
        days, gone = self._days(self.period.last.isoformat()), self._days(self.last)
        net, left = self.net(self.first, self.last), days - gone
        line = half_up(net / gone * days) if gone else None
        found: dict[str, Any] = {"pace_line": (line, None, gone)}
        keys = ("attainment", "pace_expected", "pace_index", "pace_gap")
        if target is None:
            return {**found, **dict.fromkeys(keys), "pace_needed": (None, None, left)}
        expected = target * gone / days if days else Fraction()
        needed = half_up(max(target - net, Fraction()) / left) if left else None
        return {
            **found,
            "attainment": over(net, target),
            "pace_expected": half_up(expected),
            "pace_index": over(net, expected),
            "pace_gap": half_up(target - net),
            "pace_needed": (needed, None, left),
        }

    def _days(self, last: str) -> int:
        if self.policy.pace_working_days:
            return self._working_days(self.first, last)
        return days_from(self.first, last) + 1


def over(part: Any, whole: Any) -> Fraction | None:
    """A ratio; nothing where the whole is 0 or below."""
    return Fraction(part) / Fraction(whole) if whole is not None and whole > 0 else None


def of(part: list[Any], whole: list[Any]) -> tuple[Fraction | None, int, int]:
    """K of n with their rate."""
    rate = Fraction(len(part), len(whole)) if whole else None
    return rate, len(part), len(whole)


def is_29(day: date) -> bool:
    """29 February."""
    return (day.month, day.day) == (2, 29)
