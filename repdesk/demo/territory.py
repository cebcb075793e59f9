"""The accounts of the demo: who they are, how they buy, and the people there."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from repdesk.demo import names
from repdesk.demo.maker import TODAY, Maker, moment, working
from repdesk.domain.customer import CompetitorPrice, Contact, Customer, Preferences, Ratings

NEVER = 1 << 30
"""A day that does not come."""


@dataclass
class Account:
    """A customer as its generator knows it.

    `gap` days between orders, `value` of a usual order in yuan net, `since` days since the last
    order, `first` the day of the first one at the earliest. `mood` steady, growing, slowing,
    lapsing, lost, new, once or lead (never bought). `slow` days paid after the due day,
    `fixed` has a story of its own, `people` (name, role, power) of it, `entered` the day of the
    record, `first_order` that of its first order,
    `reached` that of the first real contact. Days are ordinals.
    """

    name: str
    zone: str
    city: str
    trade: names.Trade
    grade: str
    mood: str
    gap: int
    value: float
    since: int
    first: int
    slow: int
    foreign: names.Foreign | None = None
    alias: str = ""
    fixed: bool = False
    people: tuple[tuple[str, str, str], ...] = ()
    terms: int | str | None = None
    contacts: tuple[Contact, ...] = ()
    weekdays: tuple[int, ...] = ()
    entered: int = 0
    first_order: int = NEVER
    reached: int = 0
    customer: Customer = field(init=False)

    @property
    def id(self) -> str:
        """The customer's id."""
        return self.customer.id


GRADES = (("A", 0.10), ("B", 0.20), ("C", 0.30), ("D", 0.40))
GAPS = {"A": (20, 30), "B": (28, 48), "C": (40, 66), "D": (55, 90)}
VALUES = {"A": 18_200.0, "B": 9_500.0, "C": 5_500.0, "D": 2_900.0}
MOODS = (
    ("steady", 0.44),
    ("growing", 0.09),
    ("slowing", 0.07),
    ("lapsing", 0.07),
    ("lost", 0.05),
    ("new", 0.10),
    ("once", 0.02),
    ("lead", 0.16),
)
TERMS: tuple[tuple[int | str, float], ...] = ((30, 0.45), (60, 0.25), (45, 0.1), ("eom+30", 0.2))
_TRADES = {trade.industry: trade for trade in names.TRADES}
_ABROAD = {
    "filtration": "电子",
    "pumps": "暖通工程",
    "water": "水务",
    "textile": "纺织印染",
    "hvac": "暖通工程",
    "food": "食品饮料",
}


def trade_of(industry: str) -> names.Trade:
    """Return the trade of that industry, of a foreign one the nearest."""
    return _TRADES[_ABROAD.get(industry, industry)]


def companies(maker: Maker) -> Iterator[tuple[str, names.Place, names.Trade]]:
    """Yield invented companies without end, no name twice."""
    seen = set()
    while True:
        place = maker.weighted([(place, place.share) for place in names.PLACES])
        trade = maker.pick(names.TRADES)
        word = maker.pick(names.FIRST) + maker.pick(names.SECOND)
        name = place.zone + word + maker.pick(trade.endings)
        while name in seen:
            word += maker.pick(names.SECOND)
            name = place.zone + word + maker.pick(trade.endings)
        seen.add(name)
        yield name, place, trade


def _since(maker: Maker, mood: str, gap: int) -> int:
    match mood:
        case "lapsing":
            return int(gap * maker.around(2.4, 0.3))
        case "lost":
            return maker.whole(230, 420)
        case "once":
            return maker.whole(26, 60)
    return max(1, int(gap * maker.whole(2, 105) / 100))


def account(
    maker: Maker, name: str, zone: str, trade: names.Trade, history: int, **known: Any
) -> Account:
    """Draw how an account buys; what is `known` of it stays. `history`: days of history."""
    grade = known.pop("grade", None) or maker.weighted(GRADES)
    mood = known.pop("mood", None) or maker.weighted(MOODS)
    if mood in ("lost", "once", "lead") and grade == "A":
        grade = "B"
    low, high = GAPS[grade]
    gap = known.pop("gap", None) or maker.whole(low, high)
    value = known.pop("value", None) or maker.around(VALUES[grade], 0.5)
    since = known.pop("since", None) or _since(maker, mood, gap)
    first = TODAY - history
    if mood == "new":
        first = TODAY - maker.whole(max(60, since + 20), 300)
    elif mood == "once":
        first = TODAY - since
    elif maker.chance(0.1):
        first += maker.whole(30, history // 2)
    slow = maker.weighted(((-3, 0.35), (2, 0.4), (10, 0.17), (26, 0.08)))
    return Account(
        name=name,
        zone=zone,
        city=known.pop("city", zone),
        trade=trade,
        grade=grade,
        mood=mood,
        gap=gap,
        value=value,
        since=since,
        first=first,
        slow=known.pop("slow", slow),
        weekdays=next((p.weekdays for p in names.PLACES if p.zone == zone), ()),
        **known,
    )


def enter(maker: Maker, account: Account, number: int) -> Account:
    """Add the customer's record and its people's."""
    lead = account.mood in ("lead", "new", "once")
    before = maker.whole(20, 75) if lead else maker.whole(30, 200)
    day = account.first - before
    if account.mood == "lead":
        day = TODAY - (maker.whole(6, 110) if maker.chance(0.55) else maker.whole(110, 560))
    account.entered = working(day)
    at = moment(account.entered, 8, maker.whole(20, 55))
    abroad = account.foreign
    rated = account.grade in "AB" or maker.chance(0.2)
    account.customer = maker.add(
        "customers",
        at,
        name=account.name,
        aliases=(account.alias,) if account.alias else (),
        code=f"K{number:04}",
        type=maker.weighted(names.TYPES),
        industry=account.trade.industry,
        tags=(maker.pick(names.TAGS),) if maker.chance(0.35) else (),
        zone=account.zone,
        city=account.city,
        address=_address(maker, account),
        phones=(_phone(maker, account, number * 4),),
        source=maker.pick(names.SOURCES) if not abroad else "trade fair",
        hours="" if abroad else maker.pick(names.HOURS),
        terms=maker.weighted(TERMS) if account.terms is None else account.terms,
        credit_limit=_limit(account) if account.grade in "AB" else None,
        annual_demand=_demand(maker, account) if maker.chance(0.4) else None,
        ratings=_ratings(maker, account) if rated else None,
        competitors=_rivals(maker, account),
        needs=_needs(account),
        preferences=_preferences(maker, account),
        keys=_keys(maker, account),
    )
    account.contacts = tuple(_people(maker, account, number, at))
    return account


def _keys(maker: Maker, account: Account) -> tuple[str, ...]:
    named = (account.name, account.alias) if account.alias else (account.name,)
    return tuple(dict.fromkeys(key for name in named for key in maker.keys_of(name)))


def _address(maker: Maker, account: Account) -> str:
    if account.foreign:
        return f"{account.city}, {account.foreign.country}"
    place = next(place for place in names.PLACES if place.zone == account.zone)
    return f"{account.zone}{maker.pick(place.streets)}{maker.whole(6, 688)}号"


def _phone(maker: Maker, account: Account, number: int) -> str:
    if account.foreign:
        return f"{account.foreign.phone}{maker.whole(100, 199)}"
    return names.phone_of(number)


def _yearly(account: Account) -> float:
    return account.value * 365 / account.gap


def _limit(account: Account) -> int:
    return max(5, round(_yearly(account) / 3 / 10_000)) * 10_000_00


def _demand(maker: Maker, account: Account) -> int:
    return max(1, round(_yearly(account) * maker.whole(12, 30) / 10 / 10_000)) * 10_000_00


def _ratings(maker: Maker, account: Account) -> Ratings:
    base = {"A": 4, "B": 4, "C": 3, "D": 2}[account.grade]
    down = 1 if account.mood in ("lapsing", "lost", "slowing") else 0
    up = 1 if account.mood in ("growing", "new") else 0
    return Ratings(
        fit=min(5, base + maker.whole(-1, 1)),
        potential=max(1, min(5, base + up - down + maker.whole(-1, 0))),
        strategic=max(1, min(5, base + maker.whole(-2, 1))) if maker.chance(0.7) else None,
    )


def _rivals(maker: Maker, account: Account) -> tuple[CompetitorPrice, ...]:
    if not maker.chance(0.4):
        return ()
    rival = maker.pick(names.RIVALS_ABROAD if account.foreign else names.RIVALS)
    return (CompetitorPrice(name=rival),)


def _needs(account: Account) -> str:
    if account.foreign:
        return "stable lead time, certificates in English"
    return account.trade.need


def _preferences(maker: Maker, account: Account) -> Preferences | None:
    if account.foreign:
        return Preferences(channel="email", time=maker.pick(names.TIMES_ABROAD))
    if not maker.chance(0.55):
        return None
    channel = maker.weighted((("visit", 0.35), ("call", 0.25), ("message", 0.4)))
    note = maker.pick(names.CARE) if maker.chance(0.3) else ""
    return Preferences(channel=channel, time=maker.pick(names.TIMES), note=note)


def _drawn(maker: Maker, account: Account) -> Iterator[tuple[str, str, str]]:
    """Yield (name, role, power) of the people at an account without a story; surnames differ."""
    if account.foreign:
        for name, (role, power) in zip(account.foreign.people, names.ROLES_ABROAD, strict=False):
            yield name, role, power
        return
    used: set[str] = set()
    for place in range(maker.weighted(((1, 0.45), (2, 0.38), (3, 0.17)))):
        surname = maker.pick(names.SURNAMES)
        while surname in used:
            surname = maker.pick(names.SURNAMES)
        used.add(surname)
        role, power = names.ROLES[0] if place == 0 else maker.pick(names.ROLES[1:])
        yield surname + maker.pick(names.GIVEN), role, power


def _people(maker: Maker, account: Account, number: int, at: int) -> Iterator[Contact]:
    abroad = account.foreign is not None
    styles = names.STYLES_ABROAD if abroad else names.STYLES
    times = names.TIMES_ABROAD if abroad else names.TIMES
    people = account.people or tuple(_drawn(maker, account))
    for place, (name, role, power) in enumerate(people):
        email = f"k{number:04}.{place + 1}@example.cn" if maker.chance(0.4) else ""
        if abroad:
            email = name.lower().replace(" ", ".") + "@example.com"
        born = f"{maker.whole(1, 12):02}-{maker.whole(1, 28):02}"
        yield maker.add(
            "contacts",
            at + place,
            customer=account.id,
            name=name,
            role=role,
            power=power,
            phones=(_phone(maker, account, number * 4 + place + 1),),
            email=email,
            channel="email" if abroad else maker.pick(("call", "message", "visit", None)),
            best_time=maker.pick(times) if maker.chance(0.5) else "",
            style=maker.pick(styles) if maker.chance(0.5) else "",
            birthday=born if maker.chance(0.2) else "",
            keys=maker.keys_of(name),
        )
