"""Why a number is absent or to be read with care, in words."""

from collections.abc import Mapping
from typing import Final

from repdesk.analytics.results import Note
from repdesk.i18n import N_, _

NOTES: Final[Mapping[str, str]] = {
    "active_days": N_("N {days}: active while the last order is at most {days} days old"),
    "active_own": N_("active: last order within twice the own median gap"),
    "base_before_history": N_("nothing to compare with: the first order is of {first_order}"),
    "base_cut": N_("compared with a time before the first order of {first_order}"),
    "chance_at_all": N_("chances of winning at all: under 20 closed deals to learn the time from"),
    "few_deals": N_("likely too low: deals brought only {share} % of the last year's sales"),
    "gap_too_large": N_("the open deals together do not reach it"),
    "history_within": N_("the history begins with the order of {first_order}: all are new"),
    "listed_since": N_("what was collected before the open items of {day} is not known"),
    "negative_product": N_("a product is below 0"),
    "net_not_positive": N_("net sales are 0 or below"),
    "no_open_deals": N_("no open deal has an amount"),
    "no_rest": N_("nothing usually comes in the days left: no range"),
    "not_by_category": N_("not known by product category"),
    "period_over": N_("the period is over"),
    "range_of_months_only": N_("a range is told of a month only"),
    "range_when_begun": N_("range and chance once it has begun"),
    "short_history": N_("{months} complete months of history; {fewest} are needed"),
    "target_reached": N_("the target is reached"),
    "too_far": N_("more than {months} months ahead"),
    "without_rate": N_("{orders} orders without a rate are left out"),
    "before_history": N_("before the history: the first order is of {first_order}"),
    "day_off": N_("a day off: nothing is proposed"),
    "derived": N_("the target is a share of a longer one"),
    "few_customers": N_(
        "customers who ordered: {n}; from {most} on tiers can be proposed, till then set your own"
    ),
    "few_periods": N_("too few finished periods to tell a direction ({n} of {needed})"),
    "later_contacts": N_("log entries dated later, from {first} on, are left out: {n}"),
    "later_orders": N_("orders dated later, from {first} on, are left out: {n}"),
    "lines_without_cost": N_("{lines} lines without cost are left out"),
    "no_base": N_("nothing to compare with"),
    "no_buyers": N_("nobody ordered"),
    "no_churn": N_("no churn to project with"),
    "no_costs": N_("no line has a cost"),
    "no_days": N_("no working day is over yet"),
    "no_days_left": N_("no day is left"),
    "no_deals": N_("no deal was created in the period"),
    "no_findings": N_(
        "nothing stands out; {tests} rates had the numbers to be held against before"
    ),
    "orders_until": N_("no order since {day}: what customers buy is not judged until they are in"),
    "no_forecast": N_("no forecast is made of this number"),
    "no_gaps": N_("nobody ordered twice"),
    "no_history": N_("no order yet; the list follows the tiers' contact intervals"),
    "no_leads": N_("no leads"),
    "no_new_customers": N_("no new customers"),
    "no_orders": N_("no orders"),
    "no_payments": N_("no payment was ever recorded"),
    "no_promises": N_("no promise was due"),
    "no_quotes": N_("no quotes"),
    "no_rate": N_("{n} orders in a currency without a rate are left out"),
    "no_reference": N_("too few deals before to compare with"),
    "no_rhythm": N_(
        "numpy cannot be loaded, so no order rhythm is known;"
        " the list follows the tiers' contact intervals"
    ),
    "no_sales": N_("no sales"),
    "no_spend": N_("no acquisition spend recorded"),
    "no_start": N_("{wins} wins without a start are left out"),
    "no_target": N_("no target is set"),
    "no_visits": N_("no visits"),
    "no_wins": N_("no wins"),
    "nobody_to_contact": N_("no customer has a contact interval"),
    "nobody_active": N_("nobody was active"),
    "none_closed": N_("no deal was closed"),
    "nothing_due": N_("nothing was due"),
    "not_begun": N_("the period begins on {starts}"),
    "not_ripe": N_("not ripe before {until}"),
    "over": N_("the day is over: nothing is proposed"),
    "past": N_("that day is over: this is how it went"),
    "rough": N_("rough: under 20 active customers"),
    "target_zero": N_("the target is 0"),
    "weekend": N_("no working day: nothing is proposed"),
}


def note_words(note: Note) -> str:
    """Return the note in words; one without words yet is its code."""
    return _(NOTES.get(note.code, note.code)).format_map(dict(note.facts))
