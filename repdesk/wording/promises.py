"""Promises in words: how one stands, how many were kept, and who has no next step."""

from typing import Final

from repdesk.analytics.results import Figure
from repdesk.domain.book import Book
from repdesk.domain.interaction import Followup
from repdesk.domain.next_step import WithoutStep
from repdesk.domain.promise import standing
from repdesk.i18n import N_, _
from repdesk.wording.amounts import amount, percent
from repdesk.wording.days import days_between, due_words
from repdesk.wording.terms import FOLLOWUP_KINDS, named

STANDINGS: Final = {"kept": N_("kept"), "broken": N_("broken"), "done": N_("done")}


def standing_words(row: Followup, day: str) -> str:
    """How a promise stands: `in 3d`, `2d late`, `kept`, `kept 2d late`, `broken`."""
    found = standing(row, day)
    if found in ("open", "late"):
        return due_words(row.due, day)
    if found == "kept_late":
        return _("kept {n}d late").format(n=days_between(row.due, row.closed or row.due))
    return named(dict(STANDINGS), found)


def promise_text(row: Followup, currency: str) -> str:
    """What was promised: its text, else its kind; an amount that does not stand in it behind."""
    text = row.text or named(dict(FOLLOWUP_KINDS), row.kind)
    money = "" if row.amount is None else amount(row.amount, currency)
    plain = text.replace(",", "")
    return text if not money or money.replace(",", "") in plain else f"{text} {money}"


def kept_line(mine: tuple[int, int], theirs: tuple[int, int]) -> str:
    """How many of how many promises were kept on time: `I kept 3 of 4 · they kept 1 of 2`.

    Empty where none were due.
    """
    words = ((_("I kept {k} of {n}"), mine), (_("they kept {k} of {n}"), theirs))
    return " · ".join(text.format(k=k, n=n) for text, (k, n) in words if n)


def share_words(figure: Figure) -> str:
    """A share kept with its n and, of few, its interval: `207 of 255, 81%`."""
    if not figure.n or figure.value is None:
        return _("none were due")
    words = _("{k} of {n}, {percent}").format(
        k=figure.k, n=figure.n, percent=percent(float(figure.value))
    )
    if figure.low is None or figure.high is None:
        return words
    return f"{words} ({figure.low:.0%}–{figure.high:.0%})"


def step_missing(one: WithoutStep, book: Book, currency: str) -> str:
    """What has no next step: the customer itself, or its open deals by name."""
    if one.itself:
        return _("no next step")
    names = [deal_name(book.get("deals", deal), currency) for deal in one.deals]
    return _("no next step for {what}").format(what=" · ".join(names))


def deal_name(deal: object, currency: str) -> str:
    """A deal's title and amount."""
    title = getattr(deal, "title", "") or _("untitled deal")
    minor = getattr(deal, "amount", None)
    own = getattr(deal, "currency", None) or currency
    return title if minor is None else f"{title} {amount(minor, own)}"
