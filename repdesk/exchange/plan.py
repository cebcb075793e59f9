"""Plans an import: reads the files, understands them, lays their rows over the book. Saves nothing.

The plan is the preview; `apply` saves it as one change.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from pathlib import Path

from repdesk.domain.book import Book
from repdesk.domain.errors import Invalid
from repdesk.domain.ids import NewId
from repdesk.domain.tables import REFERENCES
from repdesk.exchange.apply import apply_plan
from repdesk.exchange.cells import Cells
from repdesk.exchange.columns import Source, understand
from repdesk.exchange.draft import Draft
from repdesk.exchange.fields import ALIASES_OF_TABLES, IMPORTABLE, OPEN_ITEMS
from repdesk.exchange.gathering import gathering_paused
from repdesk.exchange.joining import join
from repdesk.exchange.lines import Lines
from repdesk.exchange.open_items import OpenItems
from repdesk.exchange.options import ImportOptions, Runner
from repdesk.exchange.preview import examples
from repdesk.exchange.reader import Sheet, files_of, read_file
from repdesk.exchange.refer import References
from repdesk.exchange.result import Counts, Example, ImportResult, Note, Rejected
from repdesk.exchange.rows import Rows

_FIRST = ("stages", "zones", "products", "customers", "contacts", "deals", "stage_events", "orders")
ORDER = (*_FIRST, *(table for table in IMPORTABLE if table not in _FIRST))
"""Tables in the order they are taken: what others refer to comes first."""


@dataclass(slots=True)
class ImportPlan:
    """What an import would do. `sources` are the sheets as understood, to be shown."""

    sources: tuple[Source, ...]
    rejected: tuple[tuple[Source, tuple[Rejected, ...]], ...]
    draft: Draft
    options: ImportOptions
    skipped: tuple[Note, ...]

    @property
    def counts(self) -> dict[str, Counts]:
        """Records by table: new, changed, same, rejected; order lines beside."""
        return self.draft.counts()

    @property
    def notes(self) -> tuple[Note, ...]:
        """What is to be said beside the counts."""
        return (*self.skipped, *self.draft.notes)

    def examples(self, table: str, limit: int = 5) -> list[Example]:
        """Return the first new and changed records of a table, changed ones old to new."""
        return examples(self.draft, table, limit)

    def on(self, book: Book) -> "ImportPlan":
        """Return this plan for a book that has moved on: itself, or planned again."""
        if book.seq == self.draft.book.seq:
            return self
        draft = self.draft
        return _planned(self.sources, book, self.options, draft.now, draft.new_id, self.skipped)

    def apply(self, desk: Runner, overwrite: bool = False) -> ImportResult:
        """Save the plan as one change and write the rejected rows beside their files.

        Raises what the desk raises, and DiskError when the rejects cannot be written; then
        nothing is saved.
        """
        return apply_plan(self, desk, overwrite)


@gathering_paused()
def plan_import(
    paths: Sequence[Path], book: Book, options: ImportOptions, now: str, new_id: NewId
) -> ImportPlan:
    """Read files and folders (their CSV files), in any order, and plan their import.

    Raises Invalid "file.…" "folder.empty" "columns.missing" "table.unrecognised"
    "date.ambiguous" "key.missing" or DiskError; facts name the file.
    """
    if options.table is not None:
        table = ALIASES_OF_TABLES.get(options.table, options.table)
        if table not in IMPORTABLE:
            raise Invalid("table.unknown", table=options.table)
        options = replace(options, table=table)
    named = {path for path in paths if not path.is_dir()}
    sources: list[Source] = []
    skipped: list[Note] = []
    for path in files_of(paths):
        try:
            sheets = read_file(path, options.timeout_seconds)
        except Invalid as error:
            if path in named or error.code != "file.empty":
                raise
            skipped.append(Note("file.empty", {"file": path.name}))
            continue
        found = _understood(sheets, options)
        if not found and path in named:
            header = next((row for row in sheets[0].rows if any(row)), ()) if sheets else ()
            raise Invalid("table.unrecognised", file=str(path), header=header)
        if not found:
            skipped.append(Note("table.unrecognised", {"file": path.name}))
        sources += found
    if not sources:
        raise Invalid("import.nothing", file=", ".join(map(str, paths)))
    for source in sources:
        if source.left_out:
            facts = {"file": source.file, "columns": ", ".join(source.left_out)}
            skipped.append(Note("columns.left_out", facts))
    sources.sort(key=lambda source: (ORDER.index(source.table), source.file))
    return _planned(tuple(sources), book, options, now, new_id, tuple(skipped))


def _understood(sheets: list[Sheet], options: ImportOptions) -> list[Source]:
    found = []
    for sheet in sheets:
        if len(sheets) > 1 and not any(map(any, sheet.rows)):
            continue
        source = understand(sheet, options)
        if source is not None:
            found.append(source)
    return found


def _planned(
    sources: tuple[Source, ...],
    book: Book,
    options: ImportOptions,
    now: str,
    new_id: NewId,
    skipped: tuple[Note, ...],
) -> ImportPlan:
    draft = Draft(book, now, new_id, options.currency)
    rejected: list[tuple[Source, tuple[Rejected, ...]]] = []
    orders: list[Lines] = []
    joined = False
    for source in sources:
        if ORDER.index(source.table) > ORDER.index("orders") and not joined:
            join(orders, draft, options.mode)
            joined = True
        references = References(draft, source.file_map.choice("no_customer") or "reject")
        cells = Cells(source, options)
        if source.table == "orders":
            orders.append(Lines(cells, draft, references))
            continue
        rows: Rows | OpenItems
        if source.table == OPEN_ITEMS:
            rows = OpenItems(cells, draft, references, options.mode)
        else:
            rows = Rows(cells, draft, references, options)
        rows.take()
        if rows.rejected:
            rejected.append((source, tuple(rows.rejected)))
    if not joined:
        join(orders, draft, options.mode)
    rejected += [(one.cells.source, one.rejected()) for one in orders if one.reasons]
    _take_back_unused(draft)
    _first_deals(draft)
    _say_made(draft)
    return ImportPlan(sources, tuple(rejected), draft, options, skipped)


def _take_back_unused(draft: Draft) -> None:
    """Take back customers and products that only rows which were not taken had named."""
    if not draft.made:
        return
    used: set[str | None] = set()
    for table, fields in REFERENCES.items():
        for field, other in fields.items():
            if other in ("customers", "products"):
                used.update(map(attrgetter(field), draft.after[table].values()))
    for order in draft.after["orders"].values():
        used.update([line.product for line in order.lines])  # type: ignore[attr-defined]
    for table, id_ in list(draft.made):
        if id_ not in used:
            del draft.after[table][id_]
            del draft.made[table, id_]


def _first_deals(draft: Draft) -> None:
    """Give new deals their first event and new accounts without order or deal their first deal."""
    first = draft.stages[0].id
    opened = 0
    with_orders = {order.customer for order in draft.after["orders"].values()}  # type: ignore[attr-defined]
    with_deals = {deal.customer for deal in draft.after["deals"].values()}  # type: ignore[attr-defined]
    with_events = {event.deal for event in draft.after["stage_events"].values()}  # type: ignore[attr-defined]
    for deal in list(draft.after["deals"].values()):
        if draft.is_new("deals", deal.id) and deal.id not in with_events:
            draft.add("stage_events", deal=deal.id, at=deal.created, stage=first)
    for customer in list(draft.after["customers"].values()):
        alone = customer.id not in with_orders and customer.id not in with_deals
        if draft.is_new("customers", customer.id) and alone:
            deal = draft.add("deals", customer=customer.id)
            draft.add("stage_events", deal=deal.id, at=customer.created, stage=first)
            opened += 1
    if opened:
        draft.note("deals.opened", count=opened)


def _say_made(draft: Draft) -> None:
    """Say which customers and products were made because orders or deals name them."""
    for table in ("customers", "products"):
        names = [name for (of, _id), name in draft.made.items() if of == table]
        if names:
            draft.note(f"made.{table}", count=len(names), names=", ".join(names[:5]))
