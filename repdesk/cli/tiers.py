"""`tiers`: how each tier is looked after, everybody's factors, the monthly review."""

from typing import Any

import click

from repdesk.analytics.results import Suggestions, TierMove, TierReview, TierStanding
from repdesk.cli import shapes
from repdesk.cli.output import saved, say, say_json, tell, tell_if_empty
from repdesk.cli.usage import option, verb
from repdesk.cli.workplace import Workplace
from repdesk.domain.book import Book
from repdesk.domain.find import find_customer
from repdesk.i18n import N_, _
from repdesk.wording.cells import fit
from repdesk.wording.notes import note_words
from repdesk.wording.terms import tier_name
from repdesk.wording.tiers import FACTORS, coverage_line, factor_head, move_words, opinion_words

STANDING = TierStanding.__struct_fields__


@verb()
@option("--review", "reviewing", is_flag=True, help=N_("Show who would move, and why."))
@option("--apply", "applying", is_flag=True, help=N_("Save the review, as one change."))
@option(
    "--only",
    "only",
    multiple=True,
    metavar="CUSTOMER",
    help=N_("Move only this one; may be repeated."),
)
@option("--json", "as_json", is_flag=True, help=N_("As JSON."))
@click.pass_obj
def tiers(
    place: Workplace, reviewing: bool, applying: bool, only: tuple[str, ...], as_json: bool
) -> None:
    """Show the tiers, review them, save the review."""
    from repdesk.analytics.review import review
    from repdesk.analytics.scores import scores
    from repdesk.analytics.situation import situation
    from repdesk.analytics.suggest import suggestions

    book = place.desk.book
    now = situation(book, place.today, place.settings.policy)
    found = review(now)
    chosen = {find_customer(book, name).id for name in only} if only else None
    if as_json:
        shape = _shape(place, book, found, suggestions(now, scores(now), places=0))
        say_json(shape | ({"saved": _apply(place, found, chosen)} if applying else {}))
    elif reviewing or applying:
        _show_review(book, found)
        if applying and (op := _apply(place, found, chosen)) is not None:
            saved(op)
    else:
        _show(place, book, found, suggestions(now, scores(now), places=0))


def _apply(place: Workplace, found: TierReview, chosen: set[str] | None) -> str | None:
    """Save the review; returns the change's id, None where nothing was to change."""
    change = place.desk.review_tiers(found, chosen).change
    if not change.puts:
        tell(_("nothing was to change"))
        return None
    return change.op


def _show(place: Workplace, book: Book, found: TierReview, listed: Suggestions) -> None:
    for row in listed.coverage:
        say(f"{fit(tier_name(row.tier), 9)} {coverage_line(row, place.settings.currency)}")
    if listed.turn_to is not None:
        say(_("turn to {tier} first").format(tier=tier_name(listed.turn_to)))
    if found.note is not None:
        say(note_words(found.note))
    say()
    heads = [fit(factor_head(name), 6, right=True) for name in FACTORS]
    say(" ".join((fit(_("customer"), 22), fit(_("tier"), 9), fit(_("score"), 5), *heads)))
    for one in sorted(found.standings, key=_by_score):
        say(_line(book, one))
    tell_if_empty(book)
    if found.due:
        moving = sum(move.kind in ("first", "moved") for move in found.moves)
        tell(
            _("a review is due; {n} would get another tier: repdesk tiers --review").format(
                n=moving
            )
        )


def _by_score(one: TierStanding) -> tuple[float, str]:
    return -(one.score or 0.0), one.customer


def _line(book: Book, one: TierStanding) -> str:
    name = fit(book.get("customers", one.customer).name, 22)
    tier = fit(tier_name(one.tier) + ("*" if one.own else ""), 9)
    factors = one.factors
    if factors is None or one.score is None:
        return f"{name} {tier} {opinion_words(one)}".rstrip()
    cells = [
        "-" if factor in factors.not_rated else f"{getattr(factors, factor):.0f}"
        for factor in FACTORS
    ]
    numbers = " ".join(cell.rjust(6) for cell in cells)
    return f"{name} {tier} {one.score:5.1f} {numbers}  {opinion_words(one)}".rstrip()


_KINDS = ("moved", "first", "waiting", "dropped")


def _show_review(book: Book, found: TierReview) -> None:
    for move in sorted(found.moves, key=lambda move: _KINDS.index(move.kind)):
        say(f"{fit(book.get('customers', move.customer).name, 24)} {move_words(move)}")
    if found.note is not None:
        tell(note_words(found.note))
    elif not found.moves:
        tell(_("nobody moves, nobody waits"))


def _shape(place: Workplace, book: Book, found: TierReview, listed: Suggestions) -> dict[str, Any]:
    currency = place.settings.currency
    return {
        "currency": currency,
        "day": found.day,
        "tiers": [_standing(book, one) for one in found.standings],
        "coverage": shapes.coverage(listed.coverage, currency),
        "turn_to": listed.turn_to,
        "review": {
            "last": found.last,
            "due": found.due,
            "moves": [_move(book, move) for move in found.moves],
        },
        "note": shapes.note(found.note),
    }


def _standing(book: Book, one: TierStanding) -> dict[str, Any]:
    factors = None
    if one.factors is not None:
        factors = {name: shapes.number(getattr(one.factors, name)) for name in FACTORS}
    customer = book.get("customers", one.customer)
    return {
        **{name: getattr(one, name) for name in STANDING},
        "id": one.customer,
        "customer": customer.name,
        "code": customer.code or None,
        "score": shapes.number(one.score),
        "percentile": shapes.number(one.percentile),
        "factors": factors,
        "not_rated": list(one.factors.not_rated) if one.factors is not None else [],
        "own_reason": one.own_reason or None,
    }


def _move(book: Book, move: TierMove) -> dict[str, Any]:
    return {
        "id": move.customer,
        "customer": book.get("customers", move.customer).name,
        "kind": move.kind,
        "from": move.before,
        "to": move.after,
        "waiting": move.waiting,
        "factor": move.factor or None,
    }
