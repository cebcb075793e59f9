"""A target: what is to be reached, in which period, of which value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from repdesk.desk import Desk
from repdesk.domain.errors import Invalid
from repdesk.domain.money import to_minor
from repdesk.domain.target import METRICS, MONEY_METRICS
from repdesk.i18n import N_
from repdesk.notation.amounts import parse_amount
from repdesk.ui.forms.base import FormScreen
from repdesk.ui.forms.days import period_reader
from repdesk.ui.forms.fields import Field
from repdesk.wording import metrics


def read_value(text: str) -> Decimal:
    """Read an amount or a count above zero: `40000`, `40,000`, `4万`; raises Invalid."""
    value = parse_amount(text)
    if value is None:
        raise Invalid("field.number", value=text)
    return value


class TargetForm(FormScreen[str]):
    """Sets a target, or another value for the one of the same metric and period."""

    FORM = "target"
    TITLE = N_("Target")

    def __init__(self, metric: str = "") -> None:
        """`metric`: the one it opens with."""
        super().__init__()
        self._metric = metric if metric in METRICS else METRICS[0]

    def fields(self) -> Sequence[Field]:
        """What, when, how much."""
        choices = tuple((one, metrics.METRICS[one]) for one in METRICS)
        period = period_reader(self.today, self.session.ports.settings.date_order)
        return (
            Field("value", N_("value"), "number", read=read_value, needed=True),
            Field("period", N_("period"), value=self.today[:7], read=period, needed=True),
            Field("metric", N_("of what"), "choice", value=self._metric, choices=choices),
        )

    def save(self, desk: Desk, values: Mapping[str, Any]) -> str:
        """Set it; money in minor units of the book's currency, anything else whole."""
        metric, value = values["metric"], values["value"]
        currency = self.session.ports.settings.currency
        whole = to_minor(value, currency) if metric in MONEY_METRICS else int(value)
        return str(desk.set_target(metric, values["period"], whole).answer)
