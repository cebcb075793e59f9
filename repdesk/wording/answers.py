"""The rep's answers to suggestions, in words."""

from collections.abc import Mapping
from typing import Final

from repdesk.domain.interaction import Answer
from repdesk.i18n import N_, _
from repdesk.wording.days import short_day
from repdesk.wording.terms import ANSWERS, named

REASONS: Final[Mapping[str, str]] = {
    "promised": N_("promise"),
    "complaint": N_("complaint"),
    "likely": N_("likely order"),
    "first_order": N_("no second order"),
    "drift": N_("may be leaving"),
    "deal": N_("deal"),
    "debt": N_("overdue money"),
    "cadence": N_("contact due"),
    "never": N_("never contacted"),
    "floor": N_("tier"),
}
DOES: Final[Mapping[str, str]] = {
    "done": N_("off the list until tomorrow"),
    "planned": N_("on the stops of {day}"),
    "snoozed": N_("off the list until {day}"),
    "not_now": N_("off the list until tomorrow"),
    "wrong_person": N_("off the list until tomorrow"),
    "wrong_reason": N_("off the list until tomorrow"),
}
"""What an answer does to the list: said when it is given, so that nothing moves in silence."""


def answer_words(row: Answer, today: str) -> str:
    """Return an answer with its day: `3 Jun  not now: just ordered (place 4, deal)`."""
    return f"{short_day(row.date, today)}  {answer_text(row)}"


def answer_text(row: Answer) -> str:
    """Return an answer as a profile tells it: `not now: just ordered (place 4, deal)`."""
    words = named(ANSWERS, row.answer)
    if row.why:
        words = _("{answer}: {why}").format(answer=words, why=row.why)
    shown = [_(REASONS[code]) if code in REASONS else code for code in row.reasons]
    if row.rank is not None:
        place = _("place {rank}").format(rank=row.rank)
        shown.insert(0, place)
    if shown:
        words = f"{words} ({', '.join(shown)})"
    return words


def does_words(said: str, day: str, today: str) -> str:
    """Return what an answer just given does; `day` of the stop or of the return."""
    return _(DOES[said]).format(day=short_day(day, today) if day else "")


def said_words(said: str, name: str, day: str, today: str) -> str:
    """Return what is said when an answer was saved: which, of whom, what it does, the way back."""
    words = _("{answer}: {name}; {does}; u takes it back")
    does = does_words(said, day or today, today)
    return words.format(answer=named(ANSWERS, said), name=name, does=does)
