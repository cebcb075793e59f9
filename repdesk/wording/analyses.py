"""Dimensions, directions and steps of the funnel, in words."""

from typing import Final

from repdesk.analytics.results import Funnel, FunnelStep, Note
from repdesk.analytics.results.asked import STOCKS
from repdesk.i18n import N_, _
from repdesk.wording.terms import KINDS, STAGES, named, tier_name

DIMENSIONS: Final = {
    "type": N_("type"),
    "industry": N_("industry"),
    "tag": N_("tags"),
    "tier": N_("tier"),
    "zone": N_("zone"),
    "source": N_("source"),
    "cohort": N_("first order in"),
    "product": N_("product"),
    "category": N_("category"),
    "channel": N_("channel"),
    "week": N_("week"),
    "month": N_("month"),
    "quarter": N_("quarter"),
    "year": N_("year"),
}
DIRECTIONS: Final = {
    "rising": N_("rising"),
    "falling": N_("falling"),
    "flat": N_("flat"),
}
STEPS: Final = {
    "too_few": N_("too few to say ({k} of {n})"),
    "no_reference": N_("nothing to hold it against ({before_k} of {before_n} before)"),
    "not_lower": N_("not 10 points lower than before ({before_k} of {before_n})"),
    "chance": N_("lower than before ({before_k} of {before_n}), but it may be chance"),
    "lower": N_("clearly lower than before ({before_k} of {before_n})"),
}
"""What may be said of a step of the funnel, by its verdict."""


def key_words(key: str | None, dimension: str = "") -> str:
    """A key of a dimension; what has none is told as such."""
    if key is None:
        return _("(none)")
    if dimension == "tier":
        return tier_name(key)
    return named(dict(KINDS), key) if dimension == "channel" else key


def stock_words(metric: str) -> str:
    """Say of a number of a day which day each period's is; of others nothing."""
    return _("as it stood on the last day of each period") if metric in STOCKS else ""


def step_words(step: FunnelStep) -> str:
    """What may be said of a step against its own earlier rate."""
    return _(STEPS[step.verdict]).format(
        k=step.k, n=step.n, before_k=step.before_k, before_n=step.before_n
    )


def unnamed_words(note: Note) -> str:
    """Why no step of a funnel is named, of the one nearest to it."""
    facts = dict(note.facts)
    flow = f"{stage_words(str(facts['origin']))} → {stage_words(str(facts['target']))}"
    told = _(STEPS[note.code]).format_map(facts)
    if note.code != "too_few":
        flow += f" {facts['k']}/{facts['n']}"
    return f"{flow}: {told}"


def flow_words(funnel: Funnel, step: FunnelStep) -> str:
    """The two stages of a step by their names."""
    names = {stage.stage: stage_words(stage.name) for stage in funnel.stages}
    return f"{names[step.origin]} → {names[step.target]}"


def stage_words(name: str) -> str:
    """A stage by its name: the rep's own, else the standard one."""
    return named(dict(STAGES), name)
