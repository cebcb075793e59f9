"""Words that a row has no room for stand under it: nothing of them is cut away."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repdesk.ui.cells import width
from repdesk.ui.views.flowed import WHOLE, flowed
from repdesk.ui.views.kpi_sections import SAID, TOLD
from repdesk.ui.widgets.columns import Heading, Look, Row, column_widths

RANGE = "440,000-480,000 in 8 of 10 months"


def words(row: Row | Heading) -> list[str]:
    assert isinstance(row, Row)
    return [cell.text if isinstance(cell, Look) else cell for cell in row.cells]


def test_beside_where_there_is_room_else_under() -> None:
    line: tuple[str, Row | Heading] = (
        "forecast",
        Row((Look("Forecast", "strong"), "460,000", RANGE), TOLD),
    )
    assert list(flowed([line], 80, (TOLD,))) == [line]
    first, *under = flowed([line], 45, (TOLD,))
    assert (first[0], words(first[1])) == ("forecast", ["Forecast", "460,000", ""])
    assert [(row_id, words(row)) for row_id, row in under] == [("", [f"  {RANGE}"])]


def test_other_rows_and_headings_stay() -> None:
    row = Row(("label", "y" * 90), SAID)
    lines: list[tuple[str, Row | Heading]] = [("", Heading("x" * 90)), ("a", row)]
    assert list(flowed(lines, 45, (WHOLE,))) == lines


@pytest.mark.parametrize("kind", [WHOLE, SAID, TOLD])
@given(text=st.text(alphabet="ab 张家港,-[/]${x}", max_size=120), cells=st.integers(45, 90))
def test_nothing_is_lost_and_everything_fits(
    kind: tuple[object, ...], text: str, cells: int
) -> None:
    columns = {1: WHOLE, 2: SAID, 3: TOLD}[len(kind)]
    row = Row((*("label",) * (len(columns) - 1), text), columns)
    first, *under = flowed([("id", row)], cells, (columns,))
    assert first[0] == "id"
    assert not any(row_id for row_id, _row in under)
    shown = [words(first[1])[-1], *(words(each)[0] for _id, each in under)]
    assert "".join("".join(shown).split()) == "".join(text.split())
    assert width(shown[0]) <= column_widths(columns, cells - 1)[-1]
    assert all(width(each) <= cells - 1 for each in shown[1:])
