"""`doctor`: looks at the book, its folder and the machine; `--repair` builds a new book."""

import os
from typing import Any

import click

from repdesk.cli.machine import machine_checks
from repdesk.cli.output import say, say_json
from repdesk.cli.start import DAMAGED, FAILED, NEWER
from repdesk.cli.usage import option, verb
from repdesk.cli.workplace import Workplace
from repdesk.domain.errors import NewerFormat
from repdesk.i18n import N_
from repdesk.storage.doctor import Examination, examine
from repdesk.storage.findings import Check
from repdesk.storage.repair import Repair, repair
from repdesk.wording.doctor import check_text, check_way, ruler_lines
from repdesk.wording.repair import repair_lines


@verb()
@option("--repair", "mend", is_flag=True, help=N_("Build a new book; the old files are kept."))
@option("--json", "as_json", is_flag=True, help=N_("As JSON."))
@click.pass_obj
def doctor(place: Workplace, mend: bool, as_json: bool) -> int:
    """Tell every check with its way back; 1 when one fails, 65 when the book is damaged."""
    done = repair(place.folder, place.now, place.new_id) if mend else None
    examination = examine(place.folder, place.now)
    checks = [*examination.checks, *machine_checks(os.environ)]
    if as_json:
        say_json(_document(checks, done))
    else:
        if done is not None:
            for line in repair_lines(done):
                say(line)
        for check in checks:
            _tell(check)
    return _code(examination, checks)


def _document(checks: list[Check], done: Repair | None) -> dict[str, Any]:
    document: dict[str, Any] = {
        "ok": all(check.ok for check in checks),
        "checks": [
            {
                "name": check.name,
                "ok": check.ok,
                "text": check_text(check),
                "way": check_way(check) or None,
            }
            for check in checks
        ],
    }
    if done is not None:
        document["repair"] = {
            "text": repair_lines(done),
            "rows": done.rows,
            "lost": [row._asdict() for row in done.lost],
            "kept": [str(path) for path in done.kept],
        }
    return document


def _tell(check: Check) -> None:
    say(f"{'✓' if check.ok else '✗'} {check_text(check)}")
    if check.name == "ruler":
        for line in ruler_lines():
            say(line)
    way = check_way(check)
    if way:
        say(f"  → {way}")


def _code(examination: Examination, checks: list[Check]) -> int:
    if examination.is_damaged():
        return DAMAGED
    if isinstance(examination.error, NewerFormat):
        return NEWER
    return 0 if all(check.ok for check in checks) else FAILED
