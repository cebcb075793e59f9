"""What `import --json` prints."""

from typing import Any

from repdesk.exchange.plan import ImportPlan
from repdesk.exchange.result import ImportResult
from repdesk.exchange.words import note_text


def result_json(result: ImportResult) -> dict[str, Any]:
    """Return what an import did; with several files of rejects the first, the others in `notes`."""
    paths = [str(path) for path in result.rejects]
    return {
        "tables": {table: counts.as_json() for table, counts in result.tables.items()},
        "rejects": paths[0] if paths else None,
        "notes": [*map(note_text, result.notes), *paths[1:]],
        "saved": result.saved,
    }


def plan_json(plan: ImportPlan) -> dict[str, Any]:
    """Return what an import would do, in the same form: nothing written, nothing saved."""
    return result_json(ImportResult(plan.counts, plan.notes, (), None))
