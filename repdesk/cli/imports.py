"""`import`: files from other systems, previewed, saved as one change."""

import sys
from typing import Any

import click

from repdesk.cli.output import saved, say, say_json_line, tell
from repdesk.cli.params import FilePath
from repdesk.cli.usage import option, verb
from repdesk.cli.workplace import Workplace
from repdesk.domain.errors import Invalid
from repdesk.exchange.answer import plan_json, result_json
from repdesk.exchange.fields import IMPORTABLE
from repdesk.exchange.mapping import FileMap, FolderMappings, read_map
from repdesk.exchange.options import MODES, ImportOptions
from repdesk.exchange.plan import ImportPlan, plan_import
from repdesk.exchange.result import Counts
from repdesk.exchange.words import error_text, note_text
from repdesk.i18n import N_, _
from repdesk.wording.terms import TABLES, named

EXAMPLES = 3


@verb()
@click.argument("files", nargs=-1, required=True, type=FilePath(), metavar="FILE…")
@option("--as", "table", metavar="TABLE", help=N_("What the file holds."))
@option("--map", "map_file", type=FilePath(), help=N_("Their columns and words (TOML)."))
@option("--key", metavar="COLUMN", help=N_("Match rows by this column."))
@option("--mode", type=click.Choice(MODES), default="both", help=N_("What may be written."))
@option("--dry-run", is_flag=True, help=N_("Only show what would be done."))
@option("--yes", is_flag=True, help=N_("Do not ask; overwrite an older file of rejects."))
@option("--json", "as_json", is_flag=True, help=N_("As JSON."))
@click.pass_obj
def import_(
    place: Workplace,
    files: tuple[str, ...],
    table: str | None,
    map_file: str | None,
    key: str | None,
    mode: str,
    dry_run: bool,
    yes: bool,
    as_json: bool,
) -> int:
    """Read, preview, ask on a terminal, save."""
    if table is not None and table not in IMPORTABLE:
        known = ", ".join(sorted(IMPORTABLE))
        raise click.BadParameter(
            _("{value} is none of: {choices}").format(value=table, choices=known),
            param_hint="--as",
        )
    settings = place.settings
    desk = place.desk
    try:
        options = ImportOptions(
            table=table,
            key=key,
            mode=mode,
            file_map=read_map(FilePath.path(map_file)) if map_file else FileMap(),
            date_order=settings.date_order or None,
            currency=settings.currency,
            mappings=FolderMappings(place.folder / "mappings"),
        )
        paths = [FilePath.path(name) for name in files]
        plan = plan_import(paths, desk.book, options, place.now(), place.new_id)
        if not as_json:
            _preview(plan)
        if dry_run:
            if as_json:
                say_json_line(plan_json(plan))
            return 0
        if not yes and sys.stdin is not None and sys.stdin.isatty() and not _agreed():
            tell(_("nothing was saved"))
            return 1
        result = plan.apply(desk, overwrite=yes)
    except Invalid as error:
        words = error_text(error)
        if words is None:
            raise
        tell(f"repdesk: {words}")
        return 1
    if as_json:
        say_json_line(result_json(result))
        return 0
    _counts(result.tables)
    for path in result.rejects:
        say(_("rejected rows: {file}").format(file=path))
    if result.saved is None:
        tell(_("nothing was to change"))
    else:
        saved(result.saved)
    return 0


def _agreed() -> bool:
    tell(_("Save this? y/n"))
    return sys.stdin.readline().strip().casefold() in ("y", "yes", "是")


def _preview(plan: ImportPlan) -> None:
    """Show on stderr what would be done: notes, counts, examples old to new."""
    for note in plan.notes:
        tell(note_text(note))
    for table, counts in plan.counts.items():
        tell(_count_words(table, counts))
        for example in plan.examples(table, EXAMPLES):
            tell(f"  {example.label}: {_fields(example.fields)}")


def _fields(fields: tuple[tuple[str, str, str], ...]) -> str:
    return ", ".join(
        f"{name} {old} → {new}" if old else f"{name} {new}" for name, old, new in fields[:6]
    )


def _counts(tables: dict[str, Counts]) -> None:
    for table, counts in tables.items():
        say(_count_words(table, counts))


def _count_words(table: str, counts: Counts) -> str:
    numbers: dict[str, Any] = counts.as_json()
    name = table if table not in TABLES else named(dict(TABLES), table)
    return _("{table}: {new} new, {changed} changed, {same} same, {rejected} rejected").format(
        table=name, **numbers
    )
