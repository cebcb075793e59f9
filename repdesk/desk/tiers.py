"""Verbs on tiers: the monthly review, and the rep's own."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from repdesk.desk.records import RecordVerbs
from repdesk.desk.verbs import Saved
from repdesk.domain.tier import mark_review

if TYPE_CHECKING:
    from repdesk.analytics.results import TierReview


class TierVerbs(RecordVerbs):
    """Reviewing the tiers, and setting one's own."""

    def review_tiers(self, review: "TierReview", only: Collection[str] | None = None) -> Saved:
        """Save a review as one change: who moves (`only` those customers, where given) and who
        waits; the answer is how many marks were put. Who was left out is proposed again.
        """
        moves = [
            move
            for move in review.moves
            if only is None or move.kind != "moved" or move.customer in only
        ]
        first = next((move for move in moves if move.kind == "moved"), moves[0] if moves else None)
        name = ""
        if first is not None:
            name = getattr(self.book.get("customers", first.customer), "name", "")
        return self.run(
            "review", lambda edit: mark_review(edit, moves), name=name, more=len(moves) - 1 or None
        )

    def set_own_tier(self, customer: str, tier: str | None, reason: str = "") -> Saved:
        """Set the rep's own tier with its reason, or (None) leave it to the reviews again."""
        reason = reason.strip() if tier else ""
        return self.edit("customers", customer, verb="tier", own_tier=tier, tier_reason=reason)
