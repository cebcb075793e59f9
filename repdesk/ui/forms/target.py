"""A target: what is to be reached, in which period, over what, of which level and value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from typing import Any

from repdesk.desk import Desk
from repdesk.domain.errors import Invalid
from repdesk.domain.money import to_minor
from repdesk.domain.scopes import ALL, Scopes
from repdesk.domain.target import LEVELS, METRICS, MONEY_METRICS
from repdesk.i18n import N_, _
from repdesk.notation.amounts import parse_amount
from repdesk.ui.forms.base import FormScreen
from repdesk.ui.forms.days import period_reader
from repdesk.ui.forms.fields import Field
from repdesk.wording import goals, metrics


def read_value(text: str) -> Decimal:
    """Read an amount or a count above zero: `40000`, `40,000`, `4万`; raises Invalid."""
    value = parse_amount(text)
    if value is None:
        raise Invalid("field.number", value=text)
    return value


class TargetForm(FormScreen[str]):
    """Sets a target, or another value for the one of the same metric, period, scope and level."""

    FORM = "target"
    TITLE = N_("Target")

    def __init__(self, metric: str = "", period: str = "", scope: str = ALL) -> None:
        """What it opens with: a metric, a period (empty: this month), a scope."""
        super().__init__()
        self._metric = metric if metric in METRICS else METRICS[0]
        self._period, self._scope = period, "" if scope == ALL else scope

    def fields(self) -> Sequence[Field]:
        """What, when, how much, over what, of which level."""
        choices = tuple((one, metrics.METRICS[one]) for one in METRICS)
        levels = tuple((one, goals.LEVELS[one]) for one in LEVELS)
        period = period_reader(self.today, self.session.ports.settings.date_order)
        when = self._period or self.today[:7]
        return (
            Field("value", N_("value"), "number", read=read_value, needed=True),
            Field("period", N_("period"), value=when, read=period, needed=True),
            Field("metric", N_("of what"), "choice", value=self._metric, choices=choices),
            Field(
                "scope",
                N_("over what"),
                value=self._scope,
                hint=N_("empty: all; a category, a zone, or both: pumps×Suzhou"),
            ),
            Field("level", N_("level"), "choice", value=LEVELS[0], choices=levels),
        )

    @cached_property
    def _scopes(self) -> Scopes:
        return Scopes(self.book)

    def changed(self) -> None:
        """Say so where the book has no such category or zone: mostly it is misspelt."""
        typed = self.texts()["scope"]
        said = ""
        if typed.strip() and not self._scopes.known(self._scopes.read(typed)):
            said = _("no category or zone is called {scope} yet").format(scope=typed.strip())
        self.say(said, "plain")

    def save(self, desk: Desk, values: Mapping[str, Any]) -> str:
        """Set it; money in minor units of the book's currency, anything else whole."""
        metric, value = values["metric"], values["value"]
        currency = self.session.ports.settings.currency
        whole = to_minor(value, currency) if metric in MONEY_METRICS else int(value)
        scope = str(self._scopes.read(values["scope"])) if values["scope"].strip() else ALL
        saved = desk.set_target(metric, values["period"], whole, scope, values["level"])
        return str(saved.answer)
