"""Targets in words: where one stands, what moved, the bonus, the money to come in, the forecast."""

from fractions import Fraction
from typing import Final

from repdesk.analytics.results import Bonus, Forecast, MoneyIn, TargetLine, TargetStep
from repdesk.domain.money import decimal_text, from_minor, round_half_up
from repdesk.domain.target import MONEY_METRICS
from repdesk.i18n import N_, _, language
from repdesk.wording.amounts import about, amount, chance, percent
from repdesk.wording.metrics import METRICS, period_words
from repdesk.wording.notes import note_words
from repdesk.wording.terms import named

LEVELS: Final = {
    "base": N_("base"),
    "stretch": N_("stretch"),
    "team": N_("team average"),
}
UNITS: Final = {"en": ((1_000_000, " M"),), "zh": ((100_000_000, "亿"), (10_000, "万"))}
"""What a large estimate is told in, the largest unit first."""


def value_words(metric: str, value: int | Fraction, currency: str) -> str:
    """A value of a metric: money, or a count (of a day's share one decimal)."""
    if metric in MONEY_METRICS:
        return amount(int(round_half_up(Fraction(value))), currency)
    if isinstance(value, int) or value.denominator == 1:
        return f"{int(value):,}"
    return f"{float(value):,.1f}"


def named_target(metric: str, scope: str, period: str, today: str) -> str:
    """What a target is over: `This month Net sales pumps×Suzhou`."""
    parts = [period_words(period, today), named(dict(METRICS), metric)]
    return " ".join((*parts, scope) if scope != "all" else parts)


def target_words(line: TargetLine, currency: str, today: str) -> str:
    """A target and where it stands, with what is needed a day and the other levels."""
    name = named_target(line.metric, line.scope, line.period, today)
    return f"{name} {standing_words(line, currency)}"


def standing_words(line: TargetLine, currency: str) -> str:
    """Where a target stands, without its name."""

    def value(number: int | Fraction) -> str:
        return value_words(line.metric, number, currency)

    said = [_("target {value}").format(value=value(line.target))]
    if line.actual is None:
        why = "" if line.note is None else f" ({note_words(line.note)})"
        return " ".join(said) + why
    said.append(_("done {value}").format(value=value(line.actual)))
    if line.attainment is not None:
        said.append(percent(line.attainment))
    if line.gap is not None and line.gap > 0:
        said.append(_("gap {value}").format(value=value(line.gap)))
        if line.needed is not None:
            said.append(_("{value} a day needed").format(value=value(line.needed)))
    for level, other in (("stretch", line.stretch), ("team", line.team)):
        if other is not None:
            share = f" {percent(Fraction(line.actual, other))}" if other > 0 else ""
            said.append(f"{_(LEVELS[level])} {value(other)}{share}")
    return " ".join(said)


def bonus_words(found: Bonus, currency: str) -> str:
    """What the next step needs and pays: `1,200 more reaches 100%: bonus 3,000`."""
    if found.note is not None:
        return _("bonus: {why}").format(why=note_words(found.note))
    if found.following is not None and found.missing is not None:
        return _("{value} more reaches {share}: bonus {money}").format(
            value=value_words(found.metric, found.missing, currency),
            share=percent(found.following.attainment),
            money=amount(found.following.amount, currency),
        )
    if found.reached is None:
        return ""
    return _("{share} reached: bonus {money}").format(
        share=percent(found.reached.attainment), money=amount(found.reached.amount, currency)
    )


def moved_words(step: TargetStep, currency: str, today: str, arrow: str = "→") -> str:
    """How a target moved: `This month Net sales 92% → 95%, gap 2,000`; then what a bonus needs."""
    moved = f"{percent(step.attainment_before)} {arrow} {percent(step.attainment_after)}"
    said = [f"{named_target(step.metric, step.scope, step.period, today)} {moved}"]
    if step.gap > 0:
        said.append(_("gap {value}").format(value=value_words(step.metric, step.gap, currency)))
    if step.bonus is not None and step.bonus.note is None:
        said.append(bonus_words(step.bonus, currency))
    return ", ".join(filter(None, said))


def money_in_words(found: MoneyIn, currency: str) -> str:
    """What came in, is due and is promised: `money in 4,000 · due 12,000 · promised 5,000`."""
    said = [_("money in {money}").format(money=amount(found.received, currency))]
    if found.due is not None:
        said.append(_("due {money}").format(money=amount(found.due, currency)))
    promised = _("promised {money}").format(money=amount(found.promised, currency))
    if found.late:
        promised += " " + _("({money} late)").format(money=amount(found.late, currency))
    return " · ".join((*said, promised))


def range_words(low: int, high: int, currency: str) -> str:
    """An estimate's bounds in two digits and one unit: `1.9-2.6 M`, `36,000-41,000`."""
    bounds = [from_minor(each, currency) for each in (low, high)]
    top = max(map(abs, bounds))
    factor, unit = next(
        (each for each in UNITS.get(language(), UNITS["en"]) if top >= each[0]), (1, "")
    )
    rounded = bounds
    for digits in (2, 3, 4):
        # As many digits as tell the two apart.
        rounded = [round_half_up(each, digits - 1 - top.adjusted()) for each in bounds]
        if rounded[0] != rounded[1]:
            break
    texts = [f"{decimal_text(each / factor)}" for each in rounded]
    if factor == 1:
        texts = [f"{each:,f}".partition(".")[0] for each in rounded]
    return "-".join(texts) + unit


def forecast_words(found: Forecast, currency: str, today: str) -> list[str]:
    """A forecast in lines: the period and its number, its range, its chance, what it stands on."""
    head = period_words(found.period, today)
    if found.value is None:
        why = "" if found.note is None else note_words(found.note)
        return [_("{period}: no forecast: {why}").format(period=head, why=why)]
    if found.method == "closed":
        return [
            _("{period}: sold {money}").format(period=head, money=amount(found.value, currency))
        ]
    lines = [_("{period}: about {money}").format(period=head, money=about(found.value, currency))]
    if found.low is not None and found.high is not None:
        spread = range_words(found.low, found.high, currency)
        lines.append(_("{range} in 8 of 10 months").format(range=spread))
    if found.target is not None:
        goal = _("target {value}").format(value=amount(found.target, currency))
        if found.chance is not None:
            goal += ": " + _("chance {share}").format(share=chance(found.chance))
        lines.append(goal)
    if found.usual is not None and found.done is not None:
        lines.append(
            _("sold so far {money}; by now usually {share} of a month is done").format(
                money=amount(found.done, currency), share=percent(found.usual)
            )
        )
    if found.pipeline is not None:
        money = about(found.pipeline, currency)
        lines.append(_("open deals bring about {money} in the days left").format(money=money))
    if found.without_rate:
        lines.append(_("{n} deals without a rate are left out").format(n=len(found.without_rate)))
    if found.note is not None:
        lines.append(note_words(found.note))
    return lines
