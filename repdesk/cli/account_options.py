"""The options of `add customer` and `edit`: one a field of a customer."""

from collections.abc import Callable
from typing import Any

import msgspec

from repdesk.cli.usage import option
from repdesk.cli.values import Cleared, Typed, day_of, money_of, tier_named
from repdesk.cli.workplace import Workplace
from repdesk.domain.customer import CHANNELS, CompetitorPrice, Customer, Preferences, Ratings
from repdesk.domain.errors import Invalid
from repdesk.domain.money import decimal_text
from repdesk.i18n import N_, _

Command = Callable[..., Any]


def _text(_place: Workplace, value: str) -> str:
    return value.strip()


def _whole(_place: Workplace, value: str) -> int:
    if not value.strip().isdecimal():
        raise Invalid("value.whole", value=value)
    return int(value)


def _mark(_place: Workplace, value: str) -> int:
    if value.strip() not in ("1", "2", "3", "4", "5"):
        raise Invalid("field.rating", value=value)
    return int(value)


def _terms(_place: Workplace, value: str) -> int | str:
    word = value.strip().lower()
    return int(word) if word.isdecimal() else word


def _channel(_place: Workplace, value: str) -> str:
    word = value.strip().lower()
    if word not in CHANNELS:
        raise Invalid("value.choice", value=value, choices=", ".join(CHANNELS))
    return word


def _competitor(_place: Workplace, value: str) -> CompetitorPrice:
    from repdesk.notation.amounts import parse_amount

    name, _space, last = value.strip().rpartition(" ")
    price = parse_amount(last) if name else None
    if price is None:
        return CompetitorPrice(name=value.strip())
    return CompetitorPrice(name=name.strip(), price=decimal_text(price))


TEXT = Typed("text", _text, "")
_PLAIN: tuple[tuple[str, str, Typed, str], ...] = (
    ("--tier", "own_tier", Typed("tier", lambda _p, v: tier_named(v)), N_("VIP, key, …")),
    ("--tier-reason", "tier_reason", TEXT, N_("Why this tier.")),
    ("--zone", "zone", TEXT, N_("Part of the territory.")),
    ("--city", "city", TEXT, N_("City.")),
    ("--address", "address", TEXT, N_("Address.")),
    ("--email", "email", TEXT, N_("E-mail address.")),
    ("--code", "code", TEXT, N_("Your company's number for it.")),
    ("--type", "type", TEXT, N_("Kind of customer.")),
    ("--industry", "industry", TEXT, N_("Industry.")),
    ("--tax-no", "tax_no", TEXT, N_("Tax number.")),
    ("--source", "source", TEXT, N_("Where it came from.")),
    ("--hours", "hours", TEXT, N_("When somebody is there.")),
    ("--needs", "needs", TEXT, N_("What they need.")),
    ("--terms", "terms", Typed("days", _terms), N_("Days to pay, or eom+30.")),
    ("--credit-limit", "credit_limit", Typed("money", money_of), N_("Credit limit.")),
    ("--annual-demand", "annual_demand", Typed("money", money_of), N_("What they buy in a year.")),
    ("--interval-days", "interval_days", Typed("days", _whole), N_("Contact every so many days.")),
    ("--snooze-until", "snooze_until", Typed("day", day_of), N_("Off the list until this day.")),
)
_LISTS: tuple[tuple[str, str, Typed, str], ...] = (
    ("--phone", "phones", TEXT, N_("Phone number; may be repeated.")),
    ("--alias", "aliases", TEXT, N_("Another name; may be repeated.")),
    ("--tag", "tags", TEXT, N_("Tag; may be repeated.")),
    ("--competitor", "competitors", Typed("name price", _competitor), N_("Name and price.")),
)
_PARTS: tuple[tuple[str, str, str, Typed, str], ...] = (
    ("--fit", "ratings", "fit", Typed("1-5", _mark), N_("How well you fit them, 1 to 5.")),
    ("--potential", "ratings", "potential", Typed("1-5", _mark), N_("Potential, 1 to 5.")),
    ("--strategic", "ratings", "strategic", Typed("1-5", _mark), N_("Weight, 1 to 5.")),
    ("--channel", "preferences", "channel", Typed("channel", _channel), N_("visit, call, …")),
    ("--best-time", "preferences", "time", TEXT, N_("Best time to contact.")),
    ("--preference", "preferences", "note", TEXT, N_("How they like to be contacted.")),
)


def account_options(command: Command) -> Command:
    """Add the options to a verb; it gets those that were given as `given`, by option name."""
    rows = [(flag, kind, text, False) for flag, _field, kind, text in _PLAIN]
    rows += [(flag, kind, text, True) for flag, _field, kind, text in _LISTS]
    rows += [(flag, kind, text, False) for flag, _field, _part, kind, text in _PARTS]
    for flag, kind, text, many in reversed(rows):
        command = option(flag, type=kind, multiple=many, default=None, help=text)(command)
    contact = option(
        "--do-not-contact/--may-contact",
        default=None,
        help=N_("Never on the list of whom to contact."),
    )
    marked: Command = contact(command)
    return marked


def fields_of(given: dict[str, Any], old: Customer | None = None) -> dict[str, Any]:
    """Return the fields that the given options set; parts keep what was not given."""
    fields: dict[str, Any] = {}
    for flag, field, _kind, _help in _PLAIN:
        value = given.get(_name(flag))
        if value is not None:
            fields[field] = value.value if isinstance(value, Cleared) else value
    for flag, field, _kind, _help in _LISTS:
        values = given.get(_name(flag))
        if values:
            fields[field] = tuple(each for each in values if not isinstance(each, Cleared))
    for flag, field, part, _kind, _help in _PARTS:
        value = given.get(_name(flag))
        if value is not None:
            base = fields.get(field) or getattr(old, field, None) or _EMPTY[field]
            plain = value.value if isinstance(value, Cleared) else value
            fields[field] = msgspec.structs.replace(base, **{part: plain})
    if given.get("do_not_contact") is not None:
        fields["do_not_contact"] = given["do_not_contact"]
    return fields


_EMPTY: dict[str, Ratings | Preferences] = {"ratings": Ratings(), "preferences": Preferences()}


def _name(flag: str) -> str:
    return flag.removeprefix("--").replace("-", "_")


def nothing_given() -> str:
    """Return what to say when no option was given."""
    return _("say what to change, like --phone")
