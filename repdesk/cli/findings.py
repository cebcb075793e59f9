"""`findings`: what stands out, follow-ups for it (`--act`), what became of it (`--review`)."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from repdesk.analytics.results import Figure, Finding, Findings, Review
from repdesk.cli import shapes
from repdesk.cli.output import saved, say, say_json, tell
from repdesk.cli.usage import option, verb
from repdesk.cli.values import Day
from repdesk.cli.workplace import Workplace
from repdesk.domain.book import Book
from repdesk.domain.errors import NotFound
from repdesk.i18n import N_, _, ngettext
from repdesk.wording.cells import fit
from repdesk.wording.findings import FindingWords
from repdesk.wording.notes import note_words

if TYPE_CHECKING:
    pass


@verb()
@option("--act", type=click.IntRange(1), metavar="N",
        help=N_("Make the follow-ups of the Nth, as one change."))  # fmt: skip
@option("--review", is_flag=True, help=N_("What became of the numbers acted on."))
@option("--asof", type=Day(past=True), help=N_("As of this day (today unless given)."))
@option("--rows", is_flag=True, help=N_("With the ids behind each, and the follow-ups offered."))
@option("--json", "as_json", is_flag=True, help=N_("As JSON."))
@click.pass_obj
def findings(
    place: Workplace,
    act: int | None,
    review: bool,
    asof: date | None,
    rows: bool,
    as_json: bool,
) -> None:
    """Print at most three findings; act on one; review what was acted on."""
    if asof is not None and act is not None:
        raise click.UsageError(_("--act is of today; leave --asof out"))
    if act is not None and review:
        raise click.UsageError(_("give --act or --review, not both"))
    from repdesk.analytics.dimensions import Dimensions
    from repdesk.analytics.findings import findings as findings_of
    from repdesk.analytics.findings_review import reviews
    from repdesk.analytics.situation import situation

    policy = place.settings.policy
    now = situation(place.desk.book, asof or place.today, policy)
    keys = Dimensions(now.book, now.sold, now.policy)
    if review:
        found_again = reviews(now, keys)
        if as_json:
            shown = [_review_shape(each, policy.currency, rows) for each in found_again]
            head = {"currency": policy.currency, "asof": now.day.isoformat()}
            say_json({**head, "reviews": shown})
            return
        for line in _review_lines(found_again, FindingWords(now.book, policy.currency), rows):
            say(line)
        return
    found = findings_of(now, keys)
    if act is not None:
        _act(place, found, act, reviews(now, keys))
        return
    words = FindingWords(now.book, place.settings.currency)
    if as_json:
        say_json(_shape(place, found, words, rows))
        return
    for line in _lines(now.book, found, words, rows):
        say(line)


def _act(place: Workplace, found: Findings, number: int, earlier: Iterable[Review]) -> None:
    """Make the follow-ups of one finding."""
    if number > len(found.findings):
        raise NotFound("finding.missing", what="actions", name=str(number))
    finding = found.findings[number - 1]
    words = FindingWords(place.desk.book, place.settings.currency)
    texts = words.texts(finding.offer)
    done = place.desk.act_on_finding(finding, texts, words.name(finding.id), earlier)
    action = place.desk.book.get("actions", done.answer)
    line = ngettext(
        "{n} follow-up made, looked at again on {day}",
        "{n} follow-ups made, looked at again on {day}",
        len(texts),
    )
    tell(line.format(n=len(texts), day=action.review_on))
    saved(done.answer)


def _review_lines(found: Sequence[Review], words: FindingWords, rows: bool) -> Iterator[str]:
    """Yield what became of the numbers acted on."""
    for each in found:
        yield words.review(each)
        if rows:
            yield f"  {' '.join(each.ids)}"
    if not found:
        tell(_("nothing was acted on yet; repdesk findings --act 1 does"))


def _review_shape(review: Review, currency: str, rows: bool) -> dict[str, Any]:
    shape = {
        "action": review.action,
        "finding": review.finding,
        "metric": review.metric,
        "acted": review.acted,
        "review_on": review.review_on,
        "before": _counted(review.before, currency),
        "now": None if review.figure is None else _counted(review.figure, currency),
        "verdict": review.verdict,
        "followups": review.made,
        "done": review.kept,
    }
    return {**shape, "ids": list(review.ids)} if rows else shape


def _counted(figure: Figure, currency: str) -> dict[str, Any]:
    """Return a rate, of a list with the number of the whole as `total`."""
    shape = _rate(figure)
    for each in figure.inputs:
        money = each.unit == "money"
        shape["total"] = shapes.money(int(each.value), currency) if money else each.value
    return shape


def _rate(figure: Figure) -> dict[str, Any]:
    return {
        "value": shapes.number(figure.value),
        "k": figure.k,
        "n": figure.n,
        "low": shapes.number(figure.low),
        "high": shapes.number(figure.high),
    }


def _shape(place: Workplace, found: Findings, words: FindingWords, rows: bool) -> dict[str, Any]:
    currency = place.settings.currency
    return {
        "currency": currency,
        "asof": found.day,
        "start": found.start,
        "end": found.end,
        "findings": [_finding(each, words, currency, rows) for each in found.findings],
        "more": found.more,
        "tests": found.tests,
        "note": shapes.note(found.note),
        "mind": shapes.note(found.mind),
    }


def _finding(each: Finding, words: FindingWords, currency: str, rows: bool) -> dict[str, Any]:
    figure, offer = each.figure, each.offer
    shape: dict[str, Any] = {
        "id": each.id,
        "kind": each.kind,
        "tested": each.tested,
        "of": each.of,
        "by": each.by,
        "key": each.key,
        "text": words.line(each),
        "unit": figure.unit,
        **shapes.figure(figure, currency),
        "before": None if each.before is None else _rate(each.before),
        "difference_low": shapes.number(each.difference),
        "z": shapes.number(each.z),
        "acted": each.acted,
        "offer": {"code": offer.code, "followups": len(offer.followups), "of": offer.rows},
    }
    if rows:
        shape["ids"] = list(figure.ids)
        shape["offer"]["rows"] = list(_offered(each, words, currency))
    return shape


def _offered(each: Finding, words: FindingWords, currency: str) -> Iterable[dict[str, Any]]:
    for followup in each.offer.followups:
        yield {
            "customer": followup.customer,
            "deal": followup.deal,
            "due": followup.due,
            "kind": followup.kind,
            "amount": shapes.money(followup.amount, currency),
            "text": words.text(each.offer.code, followup),
        }


def _lines(book: Book, found: Findings, words: FindingWords, rows: bool) -> list[str]:
    head = _("as of {day} · rates of {start} – {end} against the four quarters before")
    lines = [head.format(day=found.day, start=found.start, end=found.end)]
    for number, each in enumerate(found.findings, 1):
        acted = "" if each.acted is None else " " + _("(acted on {day})").format(day=each.acted)
        lines.append(f"{number} {words.line(each)}{acted}")
        lines.append(f"  --act {number}: {words.offer(each.offer)}")
        if rows:
            lines.append(f"  {' '.join(each.figure.ids)}")
            for followup in each.offer.followups:
                name = fit(book.get("customers", followup.customer).name, 20)
                lines.append(f"  {followup.due} {name} {words.text(each.offer.code, followup)}")
    if found.note is not None:
        lines.append(note_words(found.note))
    elif tested := words.tested(found):
        lines.append(tested)
    if found.mind is not None:
        lines.append(note_words(found.mind))
    return lines
