"""The desk: the verbs. Each builds one change over the newest book and hands it to the store.

Durable first, visible second: `book` moves on only when the store has acknowledged. One file a
family of verbs; `Desk` has them all.
"""

from repdesk.desk.answers import AnswerVerbs
from repdesk.desk.business import BusinessVerbs
from repdesk.desk.findings import FindingVerbs
from repdesk.desk.plans import PlanVerbs
from repdesk.desk.tiers import TierVerbs
from repdesk.desk.verbs import Saved, Store

__all__ = ["Desk", "Saved", "Store"]


class Desk(AnswerVerbs, BusinessVerbs, TierVerbs, PlanVerbs, FindingVerbs):
    """The verbs over one store. `by` names this session to the others (a terminal, a script)."""
