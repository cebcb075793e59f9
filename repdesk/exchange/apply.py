"""Saves a planned import as one change, its rejected rows written beside the files first."""

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from repdesk.domain.edit import Edit
from repdesk.domain.tables import TABLES
from repdesk.exchange.gathering import gathering_paused
from repdesk.exchange.mapping import header_key, mapping_text
from repdesk.exchange.options import Runner
from repdesk.exchange.rejects import write_rejects
from repdesk.exchange.result import ImportResult

if TYPE_CHECKING:
    from repdesk.exchange.plan import ImportPlan


@gathering_paused()
def apply_plan(plan: "ImportPlan", desk: Runner, overwrite: bool) -> ImportResult:
    """Save the plan; see ImportPlan.apply. The book may have moved on since the preview."""
    current = [plan]

    def build(edit: Edit) -> None:
        current[:] = [plan.on(edit.book)]
        draft = current[0].draft
        for table in TABLES:
            for record in draft.after[table].values():
                edit.put(table, record)

    on_now = plan.on(desk.book)
    written: list[Path] = write_rejects(on_now, overwrite)
    names = ", ".join(dict.fromkeys(source.sheet.path.name for source in plan.sources))
    try:
        if any(counts.new or counts.changed for counts in on_now.counts.values()):
            desk.back_up("import")
        change = desk.run("import", build, name=names[:200]).change
    except BaseException:
        for path in written:
            with suppress(OSError):
                path.unlink()
        raise
    done = current[0]
    _remember(done)
    saved = change.op if change.puts else None
    return ImportResult(done.counts, done.notes, tuple(written), saved)


def _remember(plan: "ImportPlan") -> None:
    """Keep the mappings that were given, by their headers."""
    mappings = plan.options.mappings
    if mappings is None:
        return
    for source in plan.sources:
        if source.file_map.columns(source.table, source.sheet.path.name):
            text = mapping_text(source.table, source.mapping(), source.file_map)
            mappings.put(header_key(source.header), text)
