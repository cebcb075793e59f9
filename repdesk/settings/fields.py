"""Every key of the settings file: what it may hold, and how it is read from TOML or from a text."""

import re
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from repdesk.domain.customer import CHANNELS
from repdesk.domain.errors import Invalid
from repdesk.domain.money import decimal_text
from repdesk.domain.policy import DEFAULT_TIERS, LadderStep
from repdesk.domain.questions import GROUPS, HIGHEST, SECTIONS, USUAL, goal_of
from repdesk.domain.target import METRICS

Reader = Callable[[object], Any]
"""Takes what TOML or the command line gave and returns the value; raises Invalid `setting.*`."""

TRUE, FALSE = ("true", "yes", "on", "1", "是"), ("false", "no", "off", "0", "否")
GLYPHS = ("unicode", "ascii")
DATE_ORDERS = ("", "mdy", "dmy")
LANGUAGES = ("", "en", "zh")
_CURRENCY = re.compile("[A-Z]{3}")


def text(value: object) -> str:
    """Read any text on one line."""
    if not isinstance(value, str) or "\n" in value:
        raise Invalid("setting.text", value=str(value))
    return value.strip()


def choice(*allowed: str) -> Reader:
    """Read one of these words."""

    def read(value: object) -> str:
        word = value.strip().casefold() if isinstance(value, str) else value
        for each in allowed:
            if each.casefold() == word:
                return each
        raise Invalid(
            "setting.choice", value=str(value), choices=[each or '""' for each in allowed]
        )

    return read


def currency(value: object) -> str:
    """Read a currency code of three letters."""
    code = value.strip().upper() if isinstance(value, str) else ""
    if not _CURRENCY.fullmatch(code):
        raise Invalid("setting.currency", value=str(value))
    return code


def flag(value: object) -> bool:
    """Read true or false."""
    if isinstance(value, bool):
        return value
    word = value.strip().casefold() if isinstance(value, str) else ""
    if word in TRUE or word in FALSE:
        return word in TRUE
    raise Invalid("setting.flag", value=str(value))


def _decimal(value: object, low: str, high: str) -> Decimal:
    number: Decimal | None = None
    if isinstance(value, (int, Decimal, str)) and not isinstance(value, bool):
        try:
            number = Decimal(value.strip() if isinstance(value, str) else value)
        except InvalidOperation:
            number = None
    if number is None or not number.is_finite() or not Decimal(low) <= number <= Decimal(high):
        raise Invalid("setting.number", value=str(value), low=low, high=high)
    return number


def whole(low: int, high: int) -> Reader:
    """Read a whole number within these bounds."""

    def read(value: object) -> int:
        number = _decimal(value, str(low), str(high))
        if number != number.to_integral_value():
            raise Invalid("setting.whole", value=str(value))
        return int(number)

    return read


def number(low: str, high: str) -> Reader:
    """Read a number within these bounds."""
    return lambda value: float(_decimal(value, low, high))


def rate(value: object) -> str:
    """Read a share from 0 to 1 as decimal text; `13%` is 0.13."""
    if isinstance(value, str) and value.strip().endswith(("%", "％")):
        bare = _decimal(value.strip()[:-1], "0", "100")
        return decimal_text(bare / 100)
    return decimal_text(_decimal(value, "0", "1"))


def active_days(value: object) -> int | None:
    """Read a number of days, or `own`: per customer twice the own median gap."""
    if isinstance(value, str) and value.strip().casefold() == "own":
        return None
    try:
        return int(whole(1, 3650)(value))
    except Invalid:
        raise Invalid("setting.active_days", value=str(value)) from None


def _listed(value: object) -> Iterable[object]:
    if isinstance(value, str):
        return [part.strip() for part in re.split("[,，]", value) if part.strip()]
    return value if isinstance(value, list) else [value]


def weekdays(value: object) -> tuple[int, ...]:
    """Read weekdays, 1 Monday to 7 Sunday; at least one."""
    try:
        days = tuple(sorted({whole(1, 7)(part) for part in _listed(value)}))
    except Invalid:
        days = ()
    if not days:
        raise Invalid("setting.weekdays", value=str(value))
    return days


def bonus_steps(value: object) -> tuple[LadderStep, ...]:
    """Read steps like `100% 3000`: an attainment and what it pays in all; sorted upwards."""
    found: dict[Decimal, LadderStep] = {}
    for part in _listed(value):
        share, _, pay = str(part).replace("％", "%").replace("=", " ").strip().partition("%")
        try:
            attainment = _decimal(share, "0.01", "1000") / 100
            amount = _decimal(pay, "0", "1000000000")
        except Invalid:
            raise Invalid("setting.bonus_step", value=str(part)) from None
        plain = Decimal(decimal_text(attainment)), Decimal(decimal_text(amount))
        found[plain[0]] = LadderStep(*plain)
    return tuple(found[share] for share in sorted(found))


def days_off(value: object) -> tuple[str, ...]:
    """Read ISO dates."""
    found = set()
    for part in _listed(value):
        try:
            day = part if isinstance(part, date) else date.fromisoformat(str(part))
        except ValueError:
            raise Invalid("setting.day", value=str(part)) from None
        found.add(day.isoformat()[:10])
    return tuple(sorted(found))


FIELDS: dict[str, Reader] = {
    "name": text,
    "lang": choice(*LANGUAGES),
    "currency": currency,
    "tax": rate,
    "prices_include_tax": flag,
    "terms_days": whole(0, 999),
    "active_days": active_days,
    "visits_a_day": number("0", "100"),
    "calls_a_day": number("0", "500"),
    "working_weekdays": weekdays,
    "days_off": days_off,
    "horizon_days": whole(1, 365),
    "pace_working_days": flag,
    "orders_are_contacts": flag,
    "date_order": choice(*DATE_ORDERS),
    "screen.glyphs": choice(*GLYPHS),
    "bonus.metric": choice(*METRICS),
    "bonus.period": choice("month", "quarter", "year"),
    "bonus.steps": bonus_steps,
    "policy.vip_above": number("0", "100"),
    "policy.key_above": number("0", "100"),
    "policy.potential_above": number("0", "100"),
    "policy.review_margin": number("0", "50"),
    "policy.drift_weight": number("0", "1"),
    "policy.debt_weight": number("0", "1"),
    "policy.debt_days": whole(1, 3650),
    "policy.deal_base": number("0", "1"),
    "policy.deal_urgency": number("0", "1"),
    "policy.closing_days": whole(0, 365),
    "policy.typical_stage_days": whole(1, 3650),
    "policy.just_contacted": number("0", "1"),
    "policy.long_not_contacted": number("1", "5"),
    "policy.drift_every": whole(0, 100),
    **{
        f"policy.weights.{factor}": number("0", "1")
        for factor in ("power", "frequency", "fit", "potential", "strategic")
    },
}
"""Key (dotted where it stands in a section) -> its reader."""


def three_lines(value: object) -> tuple[str, ...]:
    """Read at most three lines of text: a list, or one text with line breaks or `|` between."""
    lines = re.split(r"[\n|｜]", value) if isinstance(value, str) else _listed(value)
    found = tuple(text(line) for line in lines if line != "")
    if len(found) > 3:
        raise Invalid("setting.lines", value=len(found))
    return tuple(line for line in found if line)


TIER_FIELDS: dict[str, Reader] = {
    "name": text,
    "interval_days": whole(1, 3650),
    "minimum_gap": whole(0, 3650),
    "floor": number("0", "10"),
    "channel": choice(*CHANNELS),
    "answer_hours": whole(1, 9999),
    "playbook": three_lines,
}
FIELDS |= {
    f"policy.tiers.{tier.name}.{field}": reader
    for tier in DEFAULT_TIERS
    for field, reader in TIER_FIELDS.items()
}

GOALS = "kpis.goals."
ITEMS = (*(item for group in GROUPS.values() for item in group), "findings")


def items(value: object) -> tuple[str, ...]:
    """Read numbers by their keys, and sections of the KPI screen; each once."""
    read = choice(*ITEMS)
    return tuple(dict.fromkeys(read(part) for part in _listed(value)))


def goal(value: object) -> Decimal | None:
    """Read a goal for a number: `40%` is 0.4, `<15%`, `45`; an empty text is none."""
    if value == "":
        return None
    found = goal_of(value if isinstance(value, str) else str(value))
    if found is None or isinstance(value, bool):
        raise Invalid("setting.number", value=str(value), low="0", high=f"{HIGHEST:,}")
    return found


FIELDS |= {"kpis.question": choice("", *USUAL)}
FIELDS |= {f"kpis.shown.{question}": items for question in USUAL}

OPEN_SECTIONS: dict[str, Reader] = {"keys": text, "snippets": text}
"""Sections whose keys are the rep's own."""

SNIPPETS = frozenset("123456789")


def reader_of(key: str) -> Reader | None:
    """Return the reader of a dotted key, None where there is no such key."""
    section, _, rest = key.partition(".")
    if key.startswith(GOALS):
        of = key.removeprefix(GOALS)
        return goal if of in ITEMS and of not in SECTIONS else None
    if rest and section in OPEN_SECTIONS:
        return OPEN_SECTIONS[section] if section != "snippets" or rest in SNIPPETS else None
    return FIELDS.get(key)
