"""Whatever stands in a file, an import refuses, rejects or takes it; and takes nothing twice."""

import csv
import io
import tempfile
from contextlib import suppress
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from repdesk.domain.errors import RepdeskError
from repdesk.exchange.columns import understand
from repdesk.exchange.mapping import parse_map
from repdesk.exchange.options import ImportOptions
from repdesk.exchange.plan import _planned
from repdesk.exchange.reader import Sheet, read_file
from repdesk.exchange.words import note_text, reason_text
from tests.exchange.importing import numbers
from tests.memory_store import desk_of, ids
from tests.strategies import NAMES, TEXT

HEADINGS = {
    "customers.csv": ("customer_id", "name", "zone", "terms", "tags", "since", "credit_limit"),
    "orders.csv": ("order_no", "customer", "date", "product", "qty", "price", "discount", "net"),
    "payments.csv": ("customer", "date", "amount", "order_no"),
    "interactions.csv": ("customer", "at", "kind", "outcome", "note"),
    "deals.csv": ("deal_id", "customer", "title", "amount", "stage", "close_date", "probability"),
    "targets.csv": ("metric", "period", "value", "scope"),
    "spends.csv": ("date", "amount", "kind", "note"),
    "products.csv": ("code", "name", "price", "cost", "category"),
}
TELLING = (
    *("", "C1", "O1", "2026-06-01", "03/04/2026", "1,234.50", "-1", "5%", "1.2万", "visit"),
    *("sales_net", "2026-Q2", "lead", "won", "=1+2", "\0", "0", "9" * 20, "30"),
)
CELLS = st.one_of(
    NAMES,
    TEXT,
    st.sampled_from(TELLING),
)
SHEETS = st.sampled_from(sorted(HEADINGS)).flatmap(
    lambda name: st.lists(
        st.lists(CELLS, min_size=0, max_size=len(HEADINGS[name]) + 1), max_size=6
    ).map(lambda rows: (name, rows))
)
OPTIONS = ImportOptions(file_map=parse_map("[choices]\ndate_order = 'dmy'"))


@settings(max_examples=60, deadline=None)
@given(st.lists(SHEETS, min_size=1, max_size=3))
def test_any_rows_are_taken_or_rejected_and_never_twice(
    sheets: list[tuple[str, list[list[str]]]],
) -> None:
    desk = desk_of()
    sources = []
    for name, rows in sheets:
        cells = [tuple(row) for row in rows]
        source = understand(Sheet(Path(name), rows=[HEADINGS[name], *cells]), OPTIONS)
        assert source is not None
        sources.append(source)
    order = ["products", "customers", "deals", "orders", "payments"]
    sources.sort(key=lambda s: order.index(s.table) if s.table in order else 9)
    new_id = ids("row")
    plan = _planned(tuple(sources), desk.book, OPTIONS, desk.now(), new_id, ())
    for _source, rejected in plan.rejected:
        assert all(reason_text(one.reason) for one in rejected)
    assert all(map(note_text, plan.notes))
    desk.run(
        "import",
        lambda edit: [
            edit.put(t, r) for t in plan.draft.after for r in plan.draft.after[t].values()
        ],
    )
    again = _planned(tuple(sources), desk.book, OPTIONS, desk.now(), new_id, ())
    assert all(new == changed == 0 for new, changed, _s, _r in numbers(again).values())
    first = sum(len(rows) for _source, rows in plan.rejected)
    assert sum(len(rows) for _source, rows in again.rejected) == first


@settings(max_examples=15, deadline=None)
@given(
    st.one_of(
        st.binary(max_size=300),
        st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")),
        st.lists(st.lists(CELLS, max_size=4), max_size=5).map(
            lambda rows: _csv(rows).encode("gb18030", "ignore")
        ),
    )
)
def test_any_bytes_are_rows_or_a_reason(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "any.csv"
        path.write_bytes(data)
        with suppress(RepdeskError):
            for sheet in read_file(path):
                assert all(isinstance(cell, str) for row in sheet.rows for cell in row)


def _csv(rows: list[list[str]]) -> str:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue()
