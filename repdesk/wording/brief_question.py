"""The one question of a brief in words."""

from typing import Final

from repdesk.analytics.results import BriefPart
from repdesk.i18n import N_, _
from repdesk.wording.brief_texts import NAME, BookWords, text
from repdesk.wording.days import span
from repdesk.wording.promises import promise_text

QUESTIONS: Final = {
    "ask_decider": N_("who decides about {what}?"),
    "ask_who": N_("who decides what is bought?"),
    "ask_needs": N_("what do they need most this year?"),
    "ask_demand": N_("how much do they buy in a year, from everybody?"),
    "ask_complaint": N_("is this settled: {what}?"),
    "ask_stalled": N_("what is still missing for {what} ({days} in its stage)?"),
    "ask_similar": N_("would {what} be of use to them?"),
    "ask_rival": N_("what does {what} ask?"),
    "ask_money": N_("when will the overdue {what} come?"),
    "ask_close": N_("is {what} still decided by {day}?"),
    "ask_closed": N_("{what} was to be decided by {day}: when now?"),
    "ask_late": N_("usually every {gap}, now {since}: what has changed?"),
}


def question(words: BookWords, part: BriefPart) -> str:
    """A question; empty for a part that is none."""
    code = part.code
    if code not in QUESTIONS:
        return ""
    day = part.fact("day")
    if code == "ask_close" and str(day) < words.day:
        code = "ask_closed"
    return _(QUESTIONS[code]).format(
        what=_what(words, part),
        day=words.short(day) if day else "",
        **{name: _span(part, name) for name in ("days", "gap", "since")},
    )


def _what(words: BookWords, part: BriefPart) -> str:
    if part.code == "ask_rival":
        return text(part.fact("name"), NAME)
    if part.code == "ask_money":
        orders = [words.record(part, at) for at in range(len(part.sources))]
        numbers = [text(order.number, NAME) for order in orders if order.number]
        named = f" ({', '.join(numbers[:2])})" if numbers else ""
        return words.money(part.fact("overdue")) + named
    match part.sources[0].table:
        case "deals":
            return words.deal(part.sources[0])
        case "products":
            return words.product(part)
        case "followups":
            return text(promise_text(words.record(part), words.policy.currency))
    return ""


def _span(part: BriefPart, name: str) -> str:
    days = part.fact(name)
    return span(round(days)) if isinstance(days, int | float) else ""
