"""Verbs on deals, orders and targets."""

from typing import Any

from repdesk.desk.records import RecordVerbs
from repdesk.desk.verbs import Saved
from repdesk.domain.edit import Edit
from repdesk.domain.selling import lines_of, move_stage, save_order


class BusinessVerbs(RecordVerbs):
    """Deals, orders, targets."""

    def move_deal(
        self, deal: str, to: str, at: str | None = None, reason: str | None = None, note: str = ""
    ) -> Saved:
        """Move a deal to a stage; the answer is the event's id."""
        title = getattr(self.book.get("deals", deal), "title", "")
        return self.run(
            "stage",
            lambda edit: move_stage(edit, deal, to, at or edit.now, reason, note),
            name=title,
            to=to,
        )

    def save_order(self, customer: str, lines: list[dict[str, Any]], **fields: Any) -> Saved:
        """Save an order of today (or `date`); the answer is its id."""
        name = getattr(self.book.get("customers", customer), "name", "")
        day = fields.pop("date", None) or self.now()[:10]
        return self.run(
            "order", lambda edit: save_order(edit, customer, day, lines, **fields), name=name
        )

    def change_order_lines(self, order: str, lines: list[dict[str, Any]]) -> Saved:
        """Replace the lines of an order."""
        return self.edit("orders", order, lines=lines_of(lines))

    def set_target(
        self, metric: str, period: str, value: int, scope: str = "all", level: str = "base"
    ) -> Saved:
        """Set a target, replacing the one of the same metric, period, scope and level."""

        def build(edit: Edit) -> str:
            for row in sorted(edit.book.rows("targets"), key=lambda row: row.id):
                if (row.metric, row.period, row.scope, row.level) == (metric, period, scope, level):
                    return str(edit.alter("targets", row.id, value=value).id)
            new = {"metric": metric, "period": period, "scope": scope, "level": level}
            return str(edit.add("targets", value=value, **new).id)

        return self.run("target", build, name=f"{metric} {period}")
