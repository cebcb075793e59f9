"""Who the customer is, whom to ask for, and who else has a say."""

from collections.abc import Iterator

from repdesk.analytics.brief.seen import Seen
from repdesk.analytics.results import BriefPart, Source
from repdesk.domain.customer import POWERS

MOST_OTHERS = 3
"""Other people with a say that are named."""


def head(seen: Seen) -> list[BriefPart]:
    """Return the customer with its tier, and what stands against a contact."""
    return list(_head(seen))


def _head(seen: Seen) -> Iterator[BriefPart]:
    one, here = seen.customer, (seen.record,)
    yield BriefPart("account", here, (("tier", seen.tier),))
    if one.archived:
        yield BriefPart("archived", here)
    if one.do_not_contact:
        yield BriefPart("do_not_contact", here)
    if one.snooze_until and one.snooze_until > seen.day:
        yield BriefPart("snoozed", here, (("until", one.snooze_until),))


def to_ask(seen: Seen) -> list[BriefPart]:
    """Return whom to ask for, and what the customer prefers where the person has no wish; nobody
    known: that.
    """
    one, parts = seen.person, []
    if one is not None:
        parts.append(BriefPart("person", (Source("contacts", one.id),)))
    else:
        parts.append(BriefPart("nobody", (seen.record,)))
    if seen.customer.preferences is not None and not (one and (one.channel or one.best_time)):
        parts.append(BriefPart("prefers", (seen.record,)))
    return parts


def others(seen: Seen) -> list[BriefPart]:
    """Return who else decides, specifies, uses, pays or blocks, in this order."""
    rest = [one for one in seen.people if one is not seen.person and one.power in POWERS]
    rest.sort(key=lambda one: (POWERS.index(str(one.power)), one.id))
    return [BriefPart("other", (Source("contacts", one.id),)) for one in rest[:MOST_OTHERS]]
