"""What the rep may pick in the log form: offers to take, questions to answer, each by a digit."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from msgspec.structs import replace

from repdesk.i18n import _
from repdesk.notation.known import Known
from repdesk.notation.reading import Choice, DealRead, FollowUp, Offer, Reading
from repdesk.wording.preview import ReadingWords
from repdesk.wording.reading import problem_words

MOST = 9
"""One digit takes one."""


@dataclass(frozen=True, slots=True)
class Pick:
    """One thing to pick. `key` stays the same while its words do; `group` answers one question.

    `ask`: it cannot be taken as it stands, the rep has to type a day at `ask` in the line.
    """

    key: str
    label: str
    source: Offer | Choice
    option: str = ""
    group: str = ""
    ask: int | None = None


def picks_of(reading: Reading, words: ReadingWords) -> tuple[Pick, ...]:
    """Return what may be picked, questions first; at most nine."""
    found: list[Pick] = []
    for choice in reading.choices:
        group = f"{choice.what} {choice.index if choice.index is not None else ''}".strip()
        for option, label in choice.options:
            shown = label or _("untitled deal")
            found.append(Pick(f"{group} {option}", shown, choice, option, group))
    for offer in reading.offered:
        if offer.what == "new_contact":
            continue
        day = offer.due is None and offer.what in ("followup", "unread_day", "payment")
        past = offer.what == "unread_day" and offer.due is not None
        key = f"{offer.what} {offer.text} {offer.due} {offer.amount} {offer.contact}"
        ask = offer.end if day or past else None
        found.append(Pick(key, words.offer(offer), offer, ask=ask))
    return tuple(found[:MOST])


def toggled(picked: Collection[str], pick: Pick, picks: Collection[Pick]) -> tuple[str, ...]:
    """Return what is picked after this one was pressed: taken, let go, or the answer changed."""
    if pick.key in picked:
        return tuple(key for key in picked if key != pick.key)
    rivals = {other.key for other in picks if pick.group and other.group == pick.group}
    return (*(key for key in picked if key not in rivals), pick.key)


def unanswered(picks: Collection[Pick], picked: Collection[str]) -> Choice | None:
    """Return the first question without an answer; None when all are answered."""
    answered = {pick.group for pick in picks if pick.group and pick.key in picked}
    for pick in picks:
        if pick.group and pick.group not in answered and isinstance(pick.source, Choice):
            return pick.source
    return None


def taken(
    reading: Reading, picks: Collection[Pick], picked: Collection[str], known: Known
) -> Reading:
    """Return the reading with what was picked put in."""
    for pick in picks:
        if pick.key not in picked or pick.ask is not None:
            continue
        source = pick.source
        if isinstance(source, Choice):
            reading = _answered(reading, source, pick.option)
        else:
            reading = _took(reading, source, known)
    return reading


def _answered(reading: Reading, choice: Choice, option: str) -> Reading:
    label = dict(choice.options)[option]
    if choice.what == "contact":
        return _with_contact(reading, option, label)
    if choice.what == "deal" and choice.index is not None:
        deals = list(reading.deals)
        title = deals[choice.index].title or label
        deals[choice.index] = replace(deals[choice.index], deal=option, title=title)
        return replace(reading, deals=tuple(deals))
    if choice.what == "stage" and reading.stage is not None:
        if option.startswith("line:"):
            return replace(reading, stage=replace(reading.stage, index=int(option[5:])))
        return replace(reading, stage=replace(reading.stage, deal=option, title=label))
    return reading


def _took(reading: Reading, offer: Offer, known: Known) -> Reading:
    if offer.what == "contact" and offer.contact:
        return _with_contact(reading, offer.contact, offer.text)
    if offer.what == "deal" and offer.amount is not None:
        only = known.deals[0] if len(known.deals) == 1 else None
        deal = DealRead(offer.amount, only.title if only else "", only.id if only else None)
        return replace(reading, deals=(*reading.deals, deal))
    if offer.due is None:
        return reading
    kind = "payment" if offer.what == "payment" else "promise"
    promise = FollowUp(offer.due, None, offer.owner, offer.text, kind, offer.amount)
    return replace(reading, followups=(*reading.followups, promise))


def _with_contact(reading: Reading, contact: str, name: str) -> Reading:
    if contact in reading.contacts:
        return reading
    return replace(
        reading,
        contacts=(*reading.contacts, contact),
        contact_names=(*reading.contact_names, name),
    )


def why_not(reading: Reading, picked: Collection[str], words: ReadingWords) -> str:
    """Return why the line cannot be saved as it stands, and what to do; empty when it can."""
    for problem in reading.problems:
        if problem.code == "empty":
            return _("nothing typed yet: + and Enter saves a visit that went well")
        if problem.stops:
            return problem_words(problem, reading, words.today)
    question = unanswered(picks_of(reading, words), picked)
    if question is None:
        return ""
    return _("{question} Tab and a digit").format(question=words.question(question))
