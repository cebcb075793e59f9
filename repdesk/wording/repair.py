"""What a repair did, in words: what the new book holds, what could not be saved, what was kept."""

from collections import Counter
from collections.abc import Iterable

from repdesk.i18n import _
from repdesk.storage.repair import Repair
from repdesk.wording.doctor import lost_table
from repdesk.wording.terms import FIELDS, TABLES, named

_NAMED = 20


def repair_lines(done: Repair) -> list[str]:
    """Return what was done, line by line."""
    lines = []
    if done.closed:
        lines.append(_("files closed to others now: {count}").format(count=len(done.closed)))
    if done.found is None:
        return lines
    rows = ", ".join(f"{_table(table)} {count}" for table, count in done.rows.items())
    lines.append(_("the new book holds: {rows}").format(rows=rows))
    lines += _lost(done)
    lines += _altered(done)
    for path in done.kept:
        lines.append(_("the old file is kept: {path}").format(path=path))
    return lines


def _table(table: str) -> str:
    return named(dict(TABLES), table)


def _lost(done: Repair) -> list[str]:
    lines = []
    counts = Counter(row.table for row in done.lost)
    if counts:
        told = ", ".join(f"{lost_table(table)} {count}" for table, count in sorted(counts.items()))
        lines.append(_("could not be saved: {counts}").format(counts=told))
        names = [row.name or row.id for row in done.lost if row.name or row.id]
        if names:
            lines.append(_("of these are known: {names}").format(names=_shown(names)))
    found = done.found
    if found is not None and found.changes:
        lines.append(
            _("saved changes that are in no file: {missing}").format(missing=found.changes)
        )
    if found is not None and found.cut:
        lines.append(_("the book file ends in the middle; nobody knows what followed"))
    if not lines:
        lines.append(_("nothing was lost"))
    if found is not None and found.regained:
        lines.append(
            _("lost records that came back from history or backup: {count}").format(
                count=found.regained
            )
        )
    if found is not None and found.base:
        lines.append(_("the backup {name} helped").format(name=found.base))
    return lines


def _altered(done: Repair) -> list[str]:
    lines = []
    if done.mended:
        fields = [
            f"{_table(one.table)} {one.name or one.id} {named(dict(FIELDS), one.field)}"
            f" ({str(one.value)[:40]})"
            for one in done.mended
        ]
        lines.append(
            _("values that were none were taken out, they stay beside the record: {names}").format(
                names=_shown(fields)
            )
        )
    if done.stand_ins:
        names = [f"{_table(table)} {id_}" for table, id_ in done.stand_ins]
        lines.append(
            _("lost, but others need them, so empty ones stand there: {names}").format(
                names=_shown(names)
            )
        )
    found = done.found
    for places, words in (
        (
            found.overridden if found else (),
            _("altered by another program too, yours stands: {names}"),
        ),
        (found.set_aside if found else (), _("altered twice, the file's stands: {names}")),
    ):
        if places:
            names = [f"{_table(table)} {id_}" for table, id_ in places]
            lines.append(words.format(names=_shown(names)))
    return lines


def _shown(names: Iterable[str]) -> str:
    told = list(names)
    more = len(told) - _NAMED
    shown = ", ".join(told[:_NAMED])
    return _("{names} and {more} more").format(names=shown, more=more) if more > 0 else shown
