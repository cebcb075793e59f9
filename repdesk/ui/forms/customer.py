"""A customer: a new account, or what is known of one changed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from repdesk.desk import Desk
from repdesk.domain.customer import CHANNELS, TIERS, Customer, Preferences
from repdesk.domain.errors import Invalid
from repdesk.i18n import N_
from repdesk.ui.forms.base import FormScreen
from repdesk.ui.forms.days import day_to_come
from repdesk.ui.forms.fields import Field
from repdesk.wording import terms as words

_TERMS = re.compile(r"eom\+\d{1,3}")
_BETWEEN = re.compile(r"[,;，；、]")


def read_terms(text: str) -> int | str | None:
    """Read payment terms: empty, days, or `eom+30`; raises Invalid."""
    text = text.strip().casefold().replace(" ", "")
    if not text:
        return None
    if text.isascii() and text.isdigit() and int(text) <= 999:
        return int(text)
    if _TERMS.fullmatch(text):
        return text
    raise Invalid("field.terms", value=text)


def read_list(text: str) -> tuple[str, ...]:
    """Read several phones or names, separated by commas."""
    return tuple(part.strip() for part in _BETWEEN.split(text) if part.strip())


def read_days(text: str) -> int | None:
    """Read a number of days, or nothing; raises Invalid."""
    text = text.strip()
    if not text:
        return None
    if text.isascii() and text.isdigit() and 1 <= int(text) <= 3650:
        return int(text)
    raise Invalid("field.number", value=text)


class CustomerForm(FormScreen[str]):
    """Adds a customer, or changes the one of this id; gives back the id."""

    FORM = "customer"
    TITLE = N_("Customer")

    def fields(self) -> Sequence[Field]:
        """What is worth knowing before ringing the bell."""
        found = self.book.get("customers", self.customer)
        record = found if isinstance(found, Customer) else Customer(id="", name="")
        if isinstance(found, Customer):
            self.based_on = (("customers", found),)
        liked = record.preferences or Preferences()
        return (
            Field("name", N_("name"), value=record.name, needed=True),
            Field(
                "own_tier",
                N_("tier"),
                "choice",
                value=record.own_tier or "",
                choices=(
                    ("", N_("as worked out")),
                    *((one, words.tier_label(one)) for one in TIERS),
                ),
            ),
            Field("zone", N_("zone"), value=record.zone),
            Field("city", N_("city"), value=record.city),
            Field("address", N_("address"), value=record.address),
            Field(
                "phones",
                N_("phones"),
                value=", ".join(record.phones),
                read=read_list,
                hint=N_("138-0000-0000, several with a comma"),
            ),
            Field("email", N_("e-mail"), value=record.email),
            Field("type", N_("type"), value=record.type, hint=N_("end user, dealer, ...")),
            Field("industry", N_("industry"), value=record.industry),
            Field(
                "channel",
                N_("prefers"),
                "choice",
                value=liked.channel or "",
                choices=(
                    ("", N_("not known")),
                    *((one, words.CHANNELS[one]) for one in CHANNELS),
                ),
            ),
            Field("time", N_("best time"), value=liked.time, hint=N_("Tue, Thu morning")),
            Field(
                "terms",
                N_("pays within"),
                value="" if record.terms is None else str(record.terms),
                read=read_terms,
                hint=N_("days, or eom+30"),
            ),
            Field(
                "interval_days",
                N_("see every"),
                "number",
                value="" if record.interval_days is None else str(record.interval_days),
                read=read_days,
                hint=N_("days; empty: by tier"),
            ),
            *self._snoozed(record),
            Field("needs", N_("needs"), "lines", value=record.needs),
        )

    def _snoozed(self, record: Customer) -> Sequence[Field]:
        """Until when a customer that is there already is left alone."""
        if not self.based_on:
            return ()
        until = record.snooze_until or ""
        value = until if until > self.today else ""
        hint = N_("fri, 3d, 3 Jul, 2026-07-03")
        label = N_("off the list until")
        return (Field("snooze_until", label, "date", value, read=self._day, hint=hint),)

    def _day(self, text: str) -> str | None:
        if not text.strip():
            return None
        order = self.session.ports.settings.date_order
        return day_to_come(text, self.today, order).day.isoformat()

    def values(self) -> dict[str, Any]:
        """What the fields mean; of a customer that is changed only what was typed anew."""
        texts, before = self.texts(), self._opened_with
        every = super().values()
        if not self.based_on:
            return every
        return {name: one for name, one in every.items() if texts[name] != before[name]}

    def save(self, desk: Desk, values: Mapping[str, Any]) -> str:
        """Add the customer, or change what was typed."""
        fields = {key: one.strip() if isinstance(one, str) else one for key, one in values.items()}
        record = self.based_on[0][1] if self.based_on else None
        before = record.preferences if isinstance(record, Customer) else None
        liked = before or Preferences()
        if "channel" in fields:
            liked = msgspec.structs.replace(liked, channel=fields.pop("channel") or None)
        if "time" in fields:
            liked = msgspec.structs.replace(liked, time=fields.pop("time"))
        if liked != (before or Preferences()):
            fields["preferences"] = liked
        if "own_tier" in fields:
            fields["own_tier"] = fields["own_tier"] or None
        if not isinstance(record, Customer):
            return str(desk.add_customer(**fields).answer)
        desk.edit("customers", record.id, based_on=record, **fields)
        return record.id
