"""Numbers as JSON: money as text with its decimals, rates to six digits, absent ones null."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

from repdesk.analytics.results import (
    ROWS,
    Bonus,
    BonusStep,
    Figure,
    MoneyIn,
    Note,
    TargetLine,
    TierCoverage,
)
from repdesk.domain.money import money_text, round_half_up
from repdesk.domain.target import MONEY_METRICS
from repdesk.wording.notes import note_words

DIGITS = 6


def number(value: Fraction | float | int | None) -> float | int | None:
    """Return a number to six digits, half-up; whole numbers as they are."""
    if value is None or isinstance(value, int):
        return value
    exact = value if isinstance(value, Fraction) else Decimal(repr(value))
    return float(round_half_up(exact, DIGITS))


def money(minor: object, currency: str) -> str | None:
    """Return minor units as text, None for nothing."""
    if not isinstance(minor, int | Fraction):
        return None
    whole = minor if isinstance(minor, int) else int(round_half_up(minor))
    return money_text(whole, currency)


def note(found: Note | None) -> str | None:
    """Return a note in words."""
    return None if found is None else note_words(found)


def figure(found: Figure, currency: str, rows: bool = False) -> dict[str, Any]:
    """Return one figure of a report; `rows`: with the ids behind it."""
    value = money(found.value, currency) if found.unit == "money" else number(found.value)
    shape = {
        "value": value,
        "unit": found.unit,
        "k": found.k,
        "n": found.n,
        "low": number(found.low),
        "high": number(found.high),
        "base": money(found.base, currency),
        "note": note(found.note),
    }
    if found.base_period is not None:
        shape["base_period"] = found.base_period
    return {**shape, "rows": ROWS[found.key], "ids": list(found.ids)} if rows else shape


def target(line: TargetLine, currency: str) -> dict[str, Any]:
    """Return a target and where it stands."""

    def value(number_: int | Fraction | None) -> str | float | int | None:
        return money(number_, currency) if line.metric in MONEY_METRICS else number(number_)

    return {
        "metric": line.metric,
        "period": line.period,
        "scope": line.scope,
        "target": value(line.target),
        "actual": value(line.actual),
        "attainment": number(line.attainment),
        "gap": value(line.gap),
        "expected": value(line.expected),
        "index": number(line.index),
        "needed": value(line.needed),
        "time_progress": number(line.time_progress),
        "days_left": line.days_left,
        "working_days_left": line.working_days_left,
        "derived": line.derived,
        "stretch": value(line.stretch),
        "team": value(line.team),
        "note": note(line.note),
    }


def bonus(found: Bonus | None, currency: str) -> dict[str, Any] | None:
    """Return where the rep stands on the bonus ladder, None where none is set."""
    if found is None:
        return None

    def step(one: BonusStep | None) -> dict[str, Any] | None:
        if one is None:
            return None
        return {"attainment": number(one.attainment), "amount": money(one.amount, currency)}

    in_money = found.metric in MONEY_METRICS
    return {
        "metric": found.metric,
        "period": found.period,
        "reached": step(found.reached),
        "next": step(found.following),
        "missing": money(found.missing, currency) if in_money else found.missing,
        "note": note(found.note),
    }


def money_in(found: MoneyIn | None, currency: str) -> dict[str, Any] | None:
    """Return what came in, what is due and what is promised."""
    if found is None:
        return None
    return {
        "received": money(found.received, currency),
        "due": money(found.due, currency),
        "promised": money(found.promised, currency),
        "late": money(found.late, currency),
        "promises": list(found.promises),
    }


def coverage(rows: tuple[TierCoverage, ...], currency: str) -> list[dict[str, Any]]:
    """Return how the tiers are looked after."""
    return [
        {
            "tier": row.tier,
            "customers": row.customers,
            "contacted": row.contacted,
            "due": row.due,
            "overdue": row.overdue,
            "never": row.never,
            "at_stake": money(row.at_stake, currency),
        }
        for row in rows
    ]
