"""The funnel in one line."""

from __future__ import annotations

from repdesk.analytics.results import Funnel
from repdesk.i18n import _
from repdesk.ui.cells import width
from repdesk.ui.glyphs import UNICODE, Glyphs
from repdesk.wording.terms import STAGES, named

SMALL_SAMPLE = 10
"""Under so many decided deals a step's rate is not judged."""


def stage_word(stage: str, name: str) -> str:
    """A stage's name: the rep's own, else the translated standard one."""
    return named(dict(STAGES), stage) if name in ("", stage) else name


def funnel_line(funnel: Funnel, cells: int, glyphs: Glyphs = UNICODE) -> str:
    """The last twelve months' deals by stage, and the last step with k, n and its interval."""
    if funnel.note is not None or not funnel.stages or not funnel.stages[0].reached:
        return _("Funnel 12 months: no deals yet")
    names = {one.stage: stage_word(one.stage, one.name) for one in funnel.stages}
    flow = glyphs.arrow.join(f"{names[one.stage]} {one.reached}" for one in funnel.stages)
    text = _("Funnel 12 months: {flow}").format(flow=flow)
    if not funnel.steps:
        return text
    step = funnel.steps[-1]
    rate = f"{step.k}/{step.n}"
    if step.low is not None and step.high is not None:
        rate += f" ({step.low * 100:.0f}-{step.high * 100:.0f}%)"
    origin, target = names.get(step.origin, step.origin), names.get(step.target, step.target)
    last = f"{origin}{glyphs.arrow}{target} {rate}"
    few = _("too few to judge") if step.n < SMALL_SAMPLE else ""
    for parts in ((text, last, few), (text, last), (text,)):
        whole = "   ".join(filter(None, parts))
        if width(whole) <= cells:
            return whole
    return text
