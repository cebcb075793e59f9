"""Text in cells: cut, padded, wrapped, made safe."""

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from repdesk.ui.cells import clean, cut, ends, fit, wrap
from repdesk.ui.widgets.columns import Column, column_widths, lay_out, line_width

TEXT = st.text(alphabet=st.sampled_from("ab z张家港[/]$…，0 "), max_size=40)


@given(TEXT, st.integers(0, 30))
def test_a_cut_text_fits_and_says_that_it_was_cut(text: str, cells: int) -> None:
    short = cut(text, cells)
    assert cell_len(short) <= cells
    assert short == text or (cells == 0) or short.endswith("…")


@given(TEXT, st.integers(0, 30), st.booleans())
def test_a_fitted_text_is_exactly_as_wide(text: str, cells: int, right: bool) -> None:
    assert cell_len(fit(text, cells, right=right)) == cells


@given(TEXT, TEXT, st.integers(0, 40))
def test_two_ends_fill_the_line(left: str, right: str, cells: int) -> None:
    assert cell_len(ends(left, right, cells)) == cells


@given(TEXT, st.integers(2, 20))
def test_wrapping_loses_no_character_but_spaces(text: str, cells: int) -> None:
    lines = wrap(text, cells)
    assert all(cell_len(line) <= cells for line in lines)
    assert "".join("".join(lines).split()) == "".join(clean(text).split())


@given(st.text(max_size=60))
def test_clean_text_is_one_line_without_control_or_bidi(text: str) -> None:
    safe = clean(text)
    safe.encode()
    assert not any(ord(c) < 32 or 0x7F <= ord(c) < 0xA0 for c in safe)
    assert not set(safe) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f")


COLUMNS = st.lists(
    st.builds(
        Column,
        least=st.integers(1, 12),
        grow=st.integers(0, 3),
        keep=st.integers(1, 9),
        right=st.booleans(),
        most=st.sampled_from([0, 14, 20]),
    ),
    min_size=1,
    max_size=6,
)


@given(COLUMNS, st.integers(12, 120))
def test_columns_fit_the_line_as_far_as_they_may_give_way(
    columns: list[Column], cells: int
) -> None:
    widths = column_widths(columns, cells)
    shown = [wide for wide in widths if wide]
    needed = sum(c.least for c in columns if c.keep >= 9)
    gaps = max(0, len(shown) - 1)
    stay = max(0, sum(c.keep >= 9 for c in columns) - 1)
    assert sum(shown) + gaps <= max(cells, needed + stay)
    line = lay_out(["张家港华昌"] * len(columns), columns, widths, ellipsis="…")
    assert line_width(line) == sum(shown) + gaps


def test_a_number_among_chinese_is_not_broken() -> None:
    assert wrap("最好2025-12：646,479;", 18) == ["最好2025-12：", "646,479;"]
