"""The brief: what to know of a customer before the bell is rung, every part with its records.

Only what the book says on the day: a line of which nothing is known is not there, and what was
marked private is in none. Pure in (book, day, policy).
"""

from repdesk.analytics.brief.buying import buys, prices
from repdesk.analytics.brief.dealings import cared, deals, last_talk, money, promises
from repdesk.analytics.brief.people import head, others, to_ask
from repdesk.analytics.brief.question import question
from repdesk.analytics.brief.seen import Seen
from repdesk.analytics.brief.similar import took_next
from repdesk.analytics.results import Brief, BriefLine
from repdesk.analytics.situation import Situation
from repdesk.domain.errors import NotFound


def brief(now: Situation, customer: str) -> Brief:
    """Return the brief of a customer; raises NotFound where there is none of that id."""
    record = now.book.get("customers", customer)
    if record is None:
        raise NotFound("customer.missing", what="customers", name=customer)
    seen = Seen(now, record)
    similar, care = took_next(seen), cared(seen)
    noted = any(part.code == "talk" for part in care)
    told = (
        ("head", head(seen)),
        ("ask", to_ask(seen)),
        ("people", others(seen)),
        ("last", () if noted else last_talk(seen)),
        ("promises", promises(seen)),
        ("deals", deals(seen)),
        ("money", money(seen)),
        ("price", prices(seen)),
        ("cared", care),
        ("buys", buys(seen)),
        ("similar", similar),
        ("question", question(seen, similar)),
        ("playbook", (seen.playbook,)),
    )
    lines = tuple(BriefLine(code, tuple(parts)) for code, parts in told if parts)
    return Brief(record.id, seen.day, lines)
