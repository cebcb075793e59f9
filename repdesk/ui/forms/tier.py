"""The rep's own tier of a customer, with its reason; it wins over what the reviews say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from repdesk.desk import Desk
from repdesk.domain.customer import TIERS, Customer
from repdesk.i18n import N_
from repdesk.ui.forms.base import FormScreen
from repdesk.ui.forms.fields import Field
from repdesk.wording import terms as words


class TierForm(FormScreen[str]):
    """Sets the rep's own tier of one customer, or leaves it to the reviews; gives back the tier."""

    FORM = "tier"
    TITLE = N_("Own tier")
    ENTER_SAVES = True

    def fields(self) -> Sequence[Field]:
        """Which, and why."""
        found = self.book.get("customers", self.customer)
        record = found if isinstance(found, Customer) else Customer(id="", name="")
        choices = (("", N_("as worked out")), *((one, words.tier_label(one)) for one in TIERS))
        return (
            Field("tier", N_("tier"), "choice", value=record.own_tier or "", choices=choices),
            Field("reason", N_("why"), value=record.tier_reason if record.own_tier else ""),
        )

    def save(self, desk: Desk, values: Mapping[str, Any]) -> str:
        """Set it."""
        tier = str(values["tier"])
        desk.set_own_tier(self.customer, tier or None, values["reason"])
        return tier
