"""The rep's own funnel: which stages there are, and in which order."""

from collections.abc import Sequence
from typing import Any

from repdesk.domain.deal import DEFAULT_STAGES, Stage
from repdesk.domain.edit import Edit
from repdesk.domain.errors import Invalid


def set_stages(edit: Edit, names: Sequence[str]) -> list[str]:
    """Put the stages so named in this order (id, name or alias of a known one, else a new open
    stage); returns their ids.

    Raises Invalid: `stages.twice`, `stages.no_end` (won and lost must come last), `stages.in_use`.
    """
    known = [*edit.book.stages, *DEFAULT_STAGES]
    chosen: list[Any] = []
    for name in names:
        found = next((stage for stage in known if _called(stage, name)), None)
        chosen.append(found or Stage(id=edit.new_id(), name=name.strip(), order=0))
    ids = [stage.id for stage in chosen]
    if len(set(ids)) < len(ids):
        raise Invalid("stages.twice", field="stages", value=", ".join(names))
    ends = [stage.ends for stage in chosen]
    closed = [at for at, end in enumerate(ends) if end != "open"]
    if {"won", "lost"} - set(ends) or closed[0] < ends.count("open") or not ends.count("open"):
        raise Invalid("stages.no_end", field="stages", value=", ".join(names))
    used = {event.stage for event in edit.book.rows("stage_events")}
    gone = [stage for stage in edit.book.stages if stage.id not in ids]
    for stage in gone:
        if stage.id in used:
            raise Invalid("stages.in_use", field="stages", value=stage.name)
        if edit.get("stages", stage.id) is not None:
            edit.delete("stages", stage.id)
    for order, stage in enumerate(chosen, 1):
        if edit.get("stages", stage.id) is not None:
            edit.alter("stages", stage.id, order=order)
        else:
            fields = {name: getattr(stage, name) for name in ("name", "ends", "aliases")}
            odds = {"probability": stage.probability, "typical_days": stage.typical_days}
            edit.add("stages", id=stage.id, order=order, **fields, **odds)
    return ids


def _called(stage: Stage, name: str) -> bool:
    wanted = name.strip().casefold()
    return wanted in {word.casefold() for word in (stage.id, stage.name, *stage.aliases)}
