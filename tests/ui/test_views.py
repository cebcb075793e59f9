"""The views as pure functions: nothing wider than the screen, at any width, in both languages."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, time
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from repdesk.analytics.results import TodayNumbers
from repdesk.cli.numbers import Numbers
from repdesk.domain.book import Book
from repdesk.domain.policy import Policy
from repdesk.i18n import set_language
from repdesk.notation.entry import known_of
from repdesk.notation.reader import read
from repdesk.ui.cells import width
from repdesk.ui.glyphs import ASCII, UNICODE
from repdesk.ui.views.choices import picks_of, taken, toggled, unanswered
from repdesk.ui.views.corrections import Corrected
from repdesk.ui.views.funnel import funnel_line
from repdesk.ui.views.log import context, understood
from repdesk.ui.views.target import bar, percent, target_line
from repdesk.ui.views.today import today_view
from repdesk.ui.widgets.columns import Heading, Row, column_widths, lay_out
from repdesk.wording.preview import ReadingWords
from tests.ui.days_book import day_book

BOOK = day_book()
NUMBERS = Numbers(Policy()).today(BOOK, "2026-06-30")
DAY = date(2026, 6, 30)
LANGUAGES = st.sampled_from(["en", "zh"])


@contextmanager
def spoken(language: str) -> Iterator[None]:
    set_language(language)
    try:
        yield
    finally:
        set_language("en")


def cells_of(row: Row, cells: int) -> int:
    parts = lay_out(row.cells, row.columns, column_widths(row.columns, cells - 1), ellipsis="…")
    return 1 + sum(width(part.text) for part in parts)


@given(cells=st.integers(40, 200), language=LANGUAGES, glyphs=st.sampled_from([UNICODE, ASCII]))
def test_no_row_of_the_day_is_wider_than_the_screen(
    cells: int, language: str, glyphs: object
) -> None:
    with spoken(language):
        view = today_view(
            NUMBERS,
            BOOK,
            currency="CNY",
            today="2026-06-30",
            cells=cells,
            glyphs=ASCII if glyphs is ASCII else UNICODE,
        )
        assert len(view.ids) == len(view.lines)
        for row_id, line in zip(view.ids, view.lines, strict=True):
            assert bool(row_id) is isinstance(line, Row)
            if isinstance(line, Row):
                assert cells_of(line, cells) <= cells
        assert width(target_line(NUMBERS, "CNY", cells)) <= cells
        assert width(funnel_line(NUMBERS.funnel, cells)) <= max(cells, 60)


def test_ascii_glyphs_leave_no_other_sign() -> None:
    view = today_view(NUMBERS, Book(), currency="CNY", today="2026-06-30", cells=80, glyphs=ASCII)
    text = "".join(line.text for line in view.lines if isinstance(line, Heading))
    assert text.isascii()


def test_what_the_book_has_closed_is_not_shown_by_an_older_answer() -> None:
    view = today_view(NUMBERS, BOOK, currency="CNY", today="2026-06-30", cells=80)
    assert "followup f1" in view.ids
    later = today_view(NUMBERS, Book(), currency="CNY", today="2026-06-30", cells=80)
    assert set(later.ids) == {""}


def test_without_numbers_only_headings_stand() -> None:
    view = today_view(None, BOOK, currency="CNY", today="2026-06-30", cells=80)
    assert set(view.ids) == {""}
    assert target_line(None, "CNY", 80) == ""


@pytest.mark.parametrize(
    ("share", "told"),
    [
        (Fraction(0), "0%"),
        (Fraction(999, 1000), "99%"),
        (Fraction(1), "100%"),
        (Fraction(92, 100), "92%"),
        (Fraction(-1, 10), "-10%"),
        (Fraction(3, 2), "150%"),
    ],
)
def test_percent_says_100_only_when_reached(share: Fraction, told: str) -> None:
    assert percent(share) == told


@given(st.fractions(-3, 3), st.integers(0, 40))
def test_bar_has_its_width_and_is_full_only_when_reached(share: Fraction, cells: int) -> None:
    drawn = bar(share, cells)
    assert len(drawn) == cells
    if cells and share < 1:
        assert drawn[-1] == UNICODE.rest


def test_a_target_that_is_passed_says_by_how_much() -> None:
    (line,) = NUMBERS.targets
    over = replace(line, actual=5_000_000, gap=-1_000_000, attainment=Fraction(5, 4))
    numbers: TodayNumbers = replace(NUMBERS, targets=(over,))
    assert "10,000 over" in target_line(numbers, "CNY", 100)
    unknown = replace(line, actual=None, gap=None, attainment=None)
    told = target_line(replace(NUMBERS, targets=(unknown,)), "CNY", 100)
    assert "0%" not in told
    assert "nothing known" in told


@given(
    line=st.one_of(
        st.text(st.characters(exclude_categories=["Cs"]), max_size=80),
        st.sampled_from(
            [
                "v+ !fri call",
                "wants it before 7 Jul, $500 maybe",
                "!周五 回电 ¥1.2万 泵 >报价",
                "o P1x2",
            ]
        ),
    ),
    cells=st.integers(40, 120),
    language=LANGUAGES,
)
def test_any_line_is_told_within_the_screen(line: str, cells: int, language: str) -> None:
    with spoken(language):
        known = known_of(BOOK, "c1", "2026-06-30", "CNY")
        reading = read(line, DAY, language, known, time(10, 42))
        words = ReadingWords(DAY, known, BOOK.stages)
        picks = picks_of(reading, words)
        picked: tuple[str, ...] = ()
        for pick in picks:
            picked = toggled(picked, pick, picks)
        told = Corrected(taken(reading, picks, picked, known), ("no day",), ("[/] ${x}",))
        rows = understood(told, words, picks, picked, clock="10:42", cells=cells)
        assert rows
        for row in rows:
            assert cells_of(row, cells) <= cells
            assert (
                "…"
                not in "".join(
                    part.text
                    for part in lay_out(
                        row.cells, row.columns, column_widths(row.columns, cells - 1), ellipsis="…"
                    )
                )
                or "…" in line
            )


def test_one_answer_a_question_and_the_second_replaces_the_first() -> None:
    book = BOOK
    known = known_of(book, "c1", "2026-06-30")
    deals = tuple(
        one._replace(id=f"d{at}", title=title)
        for at, title in enumerate(("pump", "filters"))
        for one in known_of(book, "c5", "2026-06-30").deals
    )
    known = known._replace(deals=deals)
    reading = read("v >quote", DAY, "en", known)
    words = ReadingWords(DAY, known, book.stages)
    picks = picks_of(reading, words)
    assert [pick.label for pick in picks] == ["pump", "filters"]
    assert unanswered(reading, picks) is not None
    picked = toggled((), picks[0], picks)
    picked = toggled(picked, picks[1], picks)
    assert picked == (picks[1].key,)
    answered = taken(reading, picks, picked, known)
    assert unanswered(answered, picks) is None
    move = answered.stage
    assert move is not None
    assert move.deal == "d1"


def test_context_tells_the_newest_three_contacts_first() -> None:
    rows = context(BOOK, "c1", "2026-06-30", "owes nothing")
    text = [cell if isinstance(cell, str) else cell.text for row in rows for cell in row.cells]
    assert any("答应回电" in one for one in text)
    assert text[-1] == "owes nothing"
