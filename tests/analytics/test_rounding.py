"""Whole amounts that add up in rows, in columns and in all, each next to its exact value."""

from hypothesis import given
from hypothesis import strategies as st

from repdesk.analytics.rounding import rounded

amounts = st.one_of(st.just(0), st.integers(-30, 30).map(lambda n: n * 100), st.integers(-999, 999))
tables = st.integers(1, 6).flatmap(
    lambda columns: st.lists(
        st.lists(amounts, min_size=columns, max_size=columns), min_size=1, max_size=6
    )
)


def near(whole: int, exact: int, unit: int) -> bool:
    """Whether a whole number is one of the two next to an exact one."""
    return exact - unit < whole * unit < exact + unit


@given(tables, st.sampled_from([1, 7, 100]), st.booleans())
def test_every_cell_line_and_the_total_is_next_to_its_exact_value(
    table: list[list[int]], unit: int, up: bool
) -> None:
    exact = sum(map(sum, table))
    total = -(-exact // unit) if up else exact // unit
    found = rounded(table, unit, total)
    assert sum(map(sum, found)) == total
    for row, whole in zip(table, found, strict=True):
        assert near(sum(whole), sum(row), unit)
        assert all(near(one, other, unit) for one, other in zip(whole, row, strict=True))
    for column, whole_column in zip(
        zip(*table, strict=True), zip(*found, strict=True), strict=True
    ):
        assert near(sum(whole_column), sum(column), unit)


def test_what_is_whole_already_stays() -> None:
    assert rounded([[100, -200], [0, 300]], 100, 2) == [[1, -2], [0, 3]]
    assert rounded([], 100, 0) == []


def test_three_thirds_are_one() -> None:
    assert sorted(rounded([[33, 33, 34]], 100, 1)[0]) == [0, 0, 1]


def test_halves_on_a_diagonal_go_to_one_of_them() -> None:
    found = rounded([[50, 0], [0, 50]], 100, 1)
    assert found in ([[1, 0], [0, 0]], [[0, 0], [0, 1]])
