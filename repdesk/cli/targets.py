"""`target`: set one, or list them."""

import click

from repdesk.cli.output import saved, say, say_json, tell
from repdesk.cli.usage import option, verb
from repdesk.cli.values import money_of, span_of
from repdesk.cli.workplace import Workplace
from repdesk.domain.errors import Invalid
from repdesk.domain.money import money_text
from repdesk.domain.target import LEVELS, METRICS, MONEY_METRICS, Target
from repdesk.i18n import N_, _
from repdesk.wording.goals import LEVELS as LEVEL_WORDS
from repdesk.wording.goals import value_words
from repdesk.wording.metrics import METRICS as METRIC_WORDS


@verb()
@click.argument("metric", required=False, type=click.Choice(METRICS), metavar="[METRIC]")
@click.argument("period", required=False, metavar="[PERIOD]")
@click.argument("value", required=False, metavar="[VALUE]")
@option("--scope", default="all", help=N_("A zone, a product category, or both: pumps×Suzhou."))
@option("--level", type=click.Choice(LEVELS), default="base", help=N_("Which of three."))
@option("--json", "as_json", is_flag=True, help=N_("As JSON."))
@click.pass_obj
def target(
    place: Workplace,
    metric: str | None,
    period: str | None,
    value: str | None,
    scope: str,
    level: str,
    as_json: bool,
) -> None:
    """Set the target of a metric and a period; without arguments list all."""
    if metric is None:
        _list(place, as_json)
        return
    if period is None or value is None:
        raise click.UsageError(_("give metric, period and value, or nothing to list them"))
    when = span_of(place, period, past=False)
    if metric in MONEY_METRICS:
        number = money_of(place, value)
    elif value.strip().isdecimal():
        number = int(value)
    else:
        raise Invalid("value.whole", value=value)
    over = _scope(place, scope)
    saved(place.desk.set_target(metric, str(when), number, over, level).answer)


def _scope(place: Workplace, text: str) -> str:
    """Return a scope as it is written (`pumps×Suzhou`); says so where the book has none such."""
    from repdesk.domain.scopes import Scopes

    scopes = Scopes(place.desk.book)
    scope = scopes.read(text)
    if not scopes.known(scope):
        tell(_("no category or zone is called {scope} yet").format(scope=scope))
    return str(scope)


def _list(place: Workplace, as_json: bool) -> None:
    rows = sorted(
        place.desk.book.rows("targets"),
        key=lambda row: (row.period, METRICS.index(row.metric), row.scope, row.level),
    )
    if as_json:
        say_json({"currency": place.settings.currency, "targets": [_shape(place, r) for r in rows]})
        return
    if not rows:
        month = f"{place.today:%Y-%m}"
        words = _("no target yet; repdesk target sales_net {month} 40000 sets one")
        tell(words.format(month=month))
    for row in rows:
        scope = "" if row.scope == "all" else f" {row.scope}"
        level = "" if row.level == "base" else f" ({_(LEVEL_WORDS[row.level])})"
        say(f"{row.period}  {_(METRIC_WORDS[row.metric])}{scope}{level}  {_shown(place, row)}")


def _shape(place: Workplace, row: Target) -> dict[str, object]:
    return {
        "id": row.id,
        "metric": row.metric,
        "period": row.period,
        "scope": row.scope,
        "level": row.level,
        "value": _value(place, row),
    }


def _shown(place: Workplace, row: Target) -> str:
    return value_words(row.metric, row.value, place.settings.currency)


def _value(place: Workplace, row: Target) -> str | int:
    if row.metric in MONEY_METRICS:
        return money_text(row.value, place.settings.currency)
    return row.value
