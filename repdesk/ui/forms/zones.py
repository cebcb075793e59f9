"""The zones of the territory, taught once: which lie side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from repdesk.desk import Desk
from repdesk.domain.errors import Invalid
from repdesk.domain.find import folded
from repdesk.domain.zones import read_zones, zone_names, zones_text
from repdesk.i18n import N_, _
from repdesk.ui.forms.base import FormScreen
from repdesk.ui.forms.fields import Field


class ZonesForm(FormScreen[str]):
    """A line a zone, its neighbours behind the colon; each pair once is enough."""

    FORM = "zones"
    TITLE = N_("Zones: a line each, the neighbours behind the colon")

    def fields(self) -> Sequence[Field]:
        """All zones in one text."""
        names = zone_names(self.book)
        self._known = {folded(name) for name in names}
        text = zones_text(self.book, names)
        return (Field("zones", N_("zones"), "lines", value=text, read=_read),)

    def changed(self) -> None:
        """Name a zone nobody is in: mostly it is misspelt."""
        try:
            said = read_zones(self.texts()["zones"])
        except Invalid:
            return
        typed = dict.fromkeys(one for name, others in said.items() for one in (name, *others))
        strange = [one for one in typed if folded(one) not in self._known]
        words = _("nobody is in {zones}").format(zones=", ".join(strange[:3])) if strange else ""
        self.say(words, "plain")

    def save(self, desk: Desk, values: Mapping[str, Any]) -> str:
        """Put them all, as one change."""
        return ", ".join(desk.teach_zones(values["zones"]).answer)


def _read(text: str) -> str:
    """Return the text if it can be read; raises Invalid."""
    read_zones(text)
    return text
