"""What the rep and the company set: zones, prices, tiers, targets, spending, answers."""

from datetime import date
from typing import Any

import msgspec

from repdesk.demo.catalogue import CONSUMABLES
from repdesk.demo.maker import TODAY, Maker, is_working, iso, moment, stamp, working
from repdesk.demo.names import ABROAD, PLACES
from repdesk.demo.orders import HISTORY, selling_price
from repdesk.demo.territory import Account
from repdesk.domain.period import add_months

MONTHS_2025 = (42, 36, 54, 60, 60, 56, 56, 56, 52, 40, 48, 52)
"""Sales targets of a year's months in units of 10,000 yuan."""
RISE = {2024: 1.0, 2025: 1.04, 2026: 1.09}
VISITS = {2024: 30, 2025: 38, 2026: 48}

OWN_TIERS = (
    ("D", "key", "集团总部指定供应商,新厂年底投产"),
    ("D", "potential", "老板换人,新任设备总监是老熟人"),
    ("C", "key", "标杆客户,带来两家转介绍"),
    ("B", "general", "压价太狠,账期拖到90天,只维持"),
    ("lead", "potential", "设计院推荐,明年有三期项目"),
    ("lead", "key", "同行大厂,先进供应商名录"),
)


def zones(maker: Maker) -> None:
    """Add the parts of the territory."""
    at = moment(TODAY - HISTORY - 300, 9)
    for place in PLACES:
        maker.add("zones", at, name=place.zone, neighbours=place.neighbours)
    maker.add("zones", at, name=ABROAD)


def prices(maker: Maker, accounts: list[Account], products: dict[str, Any]) -> None:
    """Add what was agreed with the larger accounts for what they order most."""
    at = moment(working(date(2026, 1, 5).toordinal()), 10)
    for account in accounts:
        if account.grade not in "AB" or account.mood in ("lead", "lost"):
            continue
        for code in CONSUMABLES[account.trade.industry][:4]:
            maker.add(
                "prices",
                at,
                customer=account.id,
                product=products[code].id,
                price=selling_price(account, code),
                until=iso(date(2026, 12, 31).toordinal()),
            )


def tier_word(account: Account) -> str:
    """Return the tier an account of this grade and mood has come to."""
    if account.mood in ("new", "once"):
        return "potential"
    if account.mood in ("lapsing", "lost"):
        return {"A": "key", "B": "general"}.get(account.grade, "general")
    if account.grade == "C" and account.mood == "growing":
        return "potential"
    if account.grade == "C" and account.value > 7_200:
        return "key"
    return {"A": "VIP", "B": "key"}.get(account.grade, "general")


def tiers(maker: Maker, accounts: list[Account]) -> None:
    """Add the reviews' marks for most buyers, and the rep's own tier for a few."""
    for account in accounts:
        if account.mood == "lead" or not (account.fixed or maker.chance(0.85)):
            continue
        to = tier_word(account)
        before = {"VIP": "key", "key": "general", "potential": "general"}.get(to)
        moved = before is not None and maker.chance(0.4)
        first = max(account.first + 20, TODAY - 480)
        days: list[tuple[int, str | None, str | None]]
        days = [(first, None, before if moved else to)]
        if moved:
            days.append((max(first + 60, TODAY - maker.whole(40, 300)), before, to))
        for day, from_, now in days:
            on = working(day)
            if on >= TODAY:
                continue
            reason = "frequency" if from_ else ""
            maker.add(
                "tier_marks",
                moment(on, 8, 30),
                customer=account.id,
                date=iso(on),
                from_=from_,
                to=now,
                reason=reason,
            )
    chosen: set[str] = set()
    for grade, tier, reason in OWN_TIERS:
        for account in accounts:
            home = not (account.foreign or account.fixed)
            fits = account.mood == "lead" if grade == "lead" else account.grade == grade
            buys = account.mood in ("lead", "steady", "growing")
            if fits and buys and home and account.id not in chosen:
                chosen.add(account.id)
                changed = msgspec.structs.replace(
                    account.customer,
                    own_tier=tier,
                    tier_reason=reason,
                    updated=stamp(moment(working(TODAY - maker.whole(20, 120)), 18)),
                )
                account.customer = maker.replace("customers", changed)
                break


def targets(maker: Maker) -> None:
    """Add the monthly targets from the first month of the history to the end of the last year."""
    month = date(2024, 7, 1)
    while month <= date(2026, 12, 1):
        told = date(2024, 6, 24) if month.year == 2024 else date(month.year - 1, 12, 20)
        at = moment(working(told.toordinal()), 14)
        period = f"{month:%Y-%m}"
        value = round(MONTHS_2025[month.month - 1] * RISE[month.year]) * 10_000 * 100
        maker.add("targets", at, metric="sales_net", period=period, value=value)
        visits = VISITS[month.year] - 10 * (month.month in (2, 10))
        maker.add("targets", at, metric="visits", period=period, value=visits)
        maker.add("targets", at, metric="new_customers", period=period, value=1)
        month = add_months(month, 1)


def spends(maker: Maker, accounts: list[Account]) -> None:
    """Add what winning and keeping customers cost: fairs, samples, dinners."""
    fairs = ((date(2024, 11, 12), 9_800), (date(2025, 6, 4), 12_500), (date(2025, 11, 11), 10_200))
    for fair, amount in (*fairs, (date(2026, 6, 3), 13_200)):
        on = working(fair.toordinal())
        _spend(maker, on, amount, "acquisition", None, "上海流体展摊位费分摊")
    leads = [account for account in accounts if account.mood in ("lead", "new", "once")]
    for account in leads:
        day = working(account.entered + maker.whole(10, 40))
        if day < TODAY and maker.chance(0.5):
            amount = maker.whole(4, 24) * 50
            _spend(maker, day, amount, "acquisition", account, "样品和快递")
    keep = [account for account in accounts if account.grade in "AB" and not account.foreign]
    for month in range(24):
        account = maker.pick([a for a in keep if a.mood != "lead"])
        day = working(TODAY - 20 - month * 30)
        if day > account.first:
            _spend(maker, day, maker.whole(6, 24) * 50, "service", account, "商务餐")


def _spend(
    maker: Maker, day: int, amount: int, kind: str, account: Account | None, note: str
) -> None:
    maker.add(
        "spends",
        moment(day, 18, 30),
        date=iso(day),
        amount=amount * 100,
        kind=kind,
        customer=account.id if account else None,
        note=note,
    )


ANSWERS = (
    ("done", 0.5, ("",)),
    ("planned", 0.22, ("", "排进周四的路线")),
    ("snoozed", 0.1, ("等检修计划", "客户出差")),
    ("not_now", 0.1, ("刚下过单", "老板在比价")),
    ("wrong_person", 0.04, ("采购换人了",)),
    ("wrong_reason", 0.04, ("年框供货,按月自动下单",)),
)
REASONS = (("likely",), ("likely", "deal"), ("drift",), ("deal",), ("likely", "debt"))


def answers(maker: Maker, accounts: list[Account]) -> None:
    """Add the rep's answers to the suggestions of the last two months."""
    buyers = [a for a in accounts if a.mood in ("steady", "growing", "slowing", "lapsing")]
    for day in range(TODAY - 60, TODAY):
        if not is_working(day) or not maker.chance(0.75):
            continue
        asked: set[str] = set()
        for _turn in range(maker.whole(1, 2)):
            account = maker.pick(buyers)
            if account.id in asked or account.first > day - 30:
                continue
            asked.add(account.id)
            answer, why = maker.weighted(
                [((answer, whys), share) for answer, share, whys in ANSWERS]
            )
            score = account.value * maker.around(0.35, 0.6)
            maker.add(
                "answers",
                moment(day, 8, maker.whole(5, 50)),
                date=iso(day),
                customer=account.id,
                rank=maker.whole(1, 9),
                score=f"{score:.2f}",
                reasons=maker.pick(REASONS),
                answer=answer,
                why=maker.pick(why),
            )
