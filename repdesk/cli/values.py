"""What is typed as a value on the command line: days, money, tiers; refused with its option."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from typing import Any, TypeVar

import click

from repdesk.cli.workplace import Workplace
from repdesk.domain.customer import TIERS
from repdesk.domain.errors import Invalid
from repdesk.domain.money import money_text, to_minor
from repdesk.domain.period import Period
from repdesk.i18n import _, language
from repdesk.wording.terms import TIERS as TIER_WORDS
from repdesk.wording.terms import tier_name

T = TypeVar("T")


def day_of(place: Workplace, text: str, past: bool = False) -> str:
    """Return the ISO day that a text names, in either language; raises Invalid.

    `past`: a day without a year lies behind us.
    """
    with suppress(ValueError):
        return date.fromisoformat(text).isoformat()
    from repdesk.notation.dates import DateMatch, parse_day

    order = place.settings.date_order or None
    found = parse_day(text, place.today, language(), date_order=order, past=past)
    if not isinstance(found, DateMatch) or found.time is not None:
        raise Invalid("value.day", value=text)
    return found.day.isoformat()


def span_of(place: Workplace, text: str, past: bool = True) -> Period:
    """Return the period that a text names, in either language; raises Invalid."""
    from repdesk.notation.periods import read_period

    order = place.settings.date_order or None
    return read_period(text, place.today, language(), date_order=order, past=past)


def money_of(place: Workplace, text: str) -> int:
    """Return an amount (12000, 12,000.50, 1.2万, 12k) in minor units; raises Invalid."""
    from repdesk.notation.amounts import parse_amount

    amount = parse_amount(text)
    if amount is None:
        raise Invalid("value.amount", value=text)
    return to_minor(amount, place.settings.currency)


def money(place: Workplace, minor: int | None) -> str | None:
    """Return minor units as JSON shows them."""
    return None if minor is None else money_text(minor, place.settings.currency)


def tier_named(text: str) -> str:
    """Return the tier of that name: the rep's own, or in either language; raises Invalid."""
    wanted = text.strip().casefold()
    for tier in TIERS:
        names = (tier, tier_name(tier), TIER_WORDS[tier], _(TIER_WORDS[tier]), _CHINESE[tier])
        if wanted in {name.casefold() for name in names}:
            return tier
    raise Invalid("value.choice", value=text, choices=", ".join(map(tier_name, TIERS)))


_CHINESE = {"VIP": "vip", "key": "重点", "potential": "潜力", "general": "一般"}


class Day(click.ParamType[date]):
    """A day; `past`: without a year it lies behind us, `fri` is the last one."""

    name = "date"

    def __init__(self, past: bool = False) -> None:
        self._past = past

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the day; what is none is a usage error that names the option."""
        assert ctx is not None
        try:
            return date.fromisoformat(day_of(ctx.obj, value, self._past))
        except Invalid as error:
            from repdesk.wording.errors import COMMAND_LINE, sentence

            raise click.BadParameter(sentence(error, COMMAND_LINE), ctx, param) from None


class Typed(click.ParamType[Any]):
    """A value read with the workplace at hand; empty text clears the field."""

    def __init__(self, name: str, read: Callable[[Workplace, str], Any], empty: Any = None) -> None:
        self.name = name
        self._read = read
        self._empty = empty

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the value; what can't be read is a usage error that names the option."""
        assert ctx is not None
        if not value.strip():
            return Cleared(self._empty)
        try:
            return self._read(ctx.obj, value)
        except Invalid as error:
            from repdesk.wording.errors import COMMAND_LINE, sentence

            raise click.BadParameter(sentence(error, COMMAND_LINE), ctx, param) from None


class Cleared:
    """Empty text was given for a field: it gets this value."""

    def __init__(self, value: Any) -> None:
        self.value = value
