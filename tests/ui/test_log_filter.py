"""The log's filter: what fits, what each choice would leave, and how it is typed."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from repdesk.desk import Desk
from repdesk.domain.book import Book
from repdesk.domain.customer import Customer
from repdesk.domain.find import folded
from repdesk.domain.interaction import KINDS, OUTCOMES, Interaction
from repdesk.domain.unlogged import is_gap
from repdesk.i18n import set_language
from repdesk.ui.app import RepdeskApp
from repdesk.ui.log_filter import LogFilter, narrowed, typed_day, typed_filter
from repdesk.ui.log_rows import LogRows
from repdesk.ui.screens.log import LogScreen
from tests.memory_store import MemoryStore, desk_of
from tests.ui.desk_ports import ports
from tests.ui.screen_text import line, screen_text, settled

TODAY = "2026-06-30"
FIRST = date(2026, 6, 24)
NAMES = ("Acme Pumps", "张家港华昌", "[/] ${x}")
NOTES = ("", "wants a quote", "要报价 水泵", "ＱＵＯＴＥ sent", "two\x1elines\nof it")
TAGS = ("样品", "price")

days = st.integers(0, 6).map(lambda on: (FIRST + timedelta(on)).isoformat())
filters = st.builds(
    LogFilter,
    text=st.sampled_from(("", "quote", "报价", "acme", "acme quote", "#样", "two lines", "zzz")),
    gaps=st.booleans(),
    kind=st.sampled_from(("", *KINDS)),
    outcome=st.sampled_from(("", *OUTCOMES)),
    tags=st.lists(st.sampled_from(TAGS), unique=True).map(tuple),
    customer=st.sampled_from(("", "c0", "c1")),
    first=st.one_of(st.just(""), days),
    last=st.one_of(st.just(""), days),
)


@st.composite
def books(draw: st.DrawFn) -> Book:
    rows = draw(
        st.lists(
            st.tuples(
                st.integers(0, 2),
                days,
                st.integers(0, 23),
                st.sampled_from(KINDS),
                st.sampled_from((None, *OUTCOMES)),
                st.sampled_from(NOTES),
                st.lists(st.sampled_from(TAGS), unique=True).map(tuple),
            ),
            max_size=12,
        )
    )
    customers = [
        Customer(id=f"c{at}", name=name, archived=at == 2) for at, name in enumerate(NAMES)
    ]
    interactions = [
        Interaction(
            id=f"i{at:02}",
            customer=f"c{who}",
            at=f"{day}T{hour:02}:00:00+08:00",
            kind=kind,
            outcome=outcome,
            note=note,
            tags=tags,
        )
        for at, (who, day, hour, kind, outcome, note, tags) in enumerate(rows)
    ]
    return Book({"customers": customers, "interactions": interactions})


def fits(book: Book, row: Interaction, wanted: LogFilter) -> bool:
    """What a filter means, said plainly."""
    told = folded(" ".join((row.note.replace("\x1e", " "), *(f"#{tag}" for tag in row.tags))))
    name = folded(book.get("customers", row.customer).name)
    return (
        all(word in told or word in name for word in folded(wanted.text).split())
        and (not wanted.gaps or is_gap(row))
        and wanted.kind in ("", row.kind)
        and wanted.outcome in ("", row.outcome)
        and set(wanted.tags) <= set(row.tags)
        and wanted.customer in ("", row.customer)
        and wanted.first <= row.at[:10]
        and (not wanted.last or row.at[:10] <= wanted.last)
    )


@given(books(), st.lists(filters, min_size=1, max_size=4), st.sampled_from(OUTCOMES))
@settings(max_examples=60)
def test_listed_is_what_fits_newest_first_however_often_it_is_asked(
    book: Book, asked: list[LogFilter], outcome: str
) -> None:
    rows = LogRows()
    store = MemoryStore(book)
    desk = desk_of(store)
    for wanted in (*asked, LogFilter()):
        found = rows.listed(store.book, wanted)
        fitting = [row for row in store.book.rows("interactions") if fits(store.book, row, wanted)]
        fitting.sort(key=lambda row: (row.at, row.id), reverse=True)
        expected: list[str] = []
        for before, row in zip([None, *fitting], fitting, strict=False):
            if before is None or before.at[:10] != row.at[:10]:
                assert found.days[len(expected)] == row.at[:10]
                expected.append("")
            expected.append(row.id)
        assert list(found.ids) == expected
        assert found.count == len(fitting)
        if fitting:
            desk.edit("interactions", fitting[0].id, outcome=outcome)


@given(books(), filters)
@settings(max_examples=40)
def test_a_choice_leaves_as_many_as_it_says(book: Book, wanted: LogFilter) -> None:
    rows = LogRows()
    counts = rows.counts(book, wanted)
    choices = {
        **{f"kind {one}": n for one, n in counts.kinds.items() if one != wanted.kind},
        **{f"outcome {one}": n for one, n in counts.outcomes.items() if one != wanted.outcome},
        **{f"tag {one}": n for one, n in counts.tags.items() if one not in wanted.tags},
    }
    if not wanted.gaps:
        choices["gaps"] = counts.gaps
    for picked, n in choices.items():
        assert rows.listed(book, narrowed(wanted, picked, TODAY)).count == n, picked


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("v", LogFilter(kind="visit")),
        ("v+", LogFilter(kind="visit", outcome="positive")),
        ("？", LogFilter(outcome="not_met")),
        ("c x", LogFilter(kind="call", outcome="not_reached")),
        ("电话没接", LogFilter(kind="call", outcome="not_reached")),
        ("拜访 水泵", LogFilter(kind="visit", text="水泵")),
        (
            "v- #样品 @mon pump",
            LogFilter("pump", False, "visit", "negative", ("样品",), first="2026-06-29"),
        ),
        ("@6-3", LogFilter(first="2026-06-03")),
        ("pump", None),
        ("报价12000 泵", None),
        ("!fri call", None),
        ("@tomorrow", None),
        ("", None),
    ],
)
def test_the_head_of_a_log_line_is_a_filter(text: str, wanted: LogFilter | None) -> None:
    assert typed_filter(text, TODAY, "mdy") == wanted


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("mon", "2026-06-29"),
        ("周一", "2026-06-29"),
        ("昨天", "2026-06-29"),
        ("3 days ago", "2026-06-27"),
        ("2026-06-01", "2026-06-01"),
        ("today", TODAY),
        ("tomorrow", ""),
        ("next fri", ""),
        ("pump", ""),
    ],
)
def test_a_day_typed_alone_is_one_of_the_past(text: str, day: str) -> None:
    assert typed_day(text, TODAY) == day


def test_choices_add_up_replace_their_like_and_are_lifted_again() -> None:
    wanted = LogFilter()
    for picked in ("kind visit", "outcome positive", "tag 样品", "tag a b", "from 2026-06-01"):
        wanted = narrowed(wanted, picked, TODAY)
    assert wanted == LogFilter("", False, "visit", "positive", ("样品", "a b"), "", "2026-06-01")
    wanted = narrowed(wanted, "line c @mon pump", TODAY)
    assert (wanted.kind, wanted.first, wanted.text) == ("call", "2026-06-29", "pump")
    for picked in ("kind call", "tag 样品", "tag a b", "from 2026-06-29", "text pump", "gaps"):
        wanted = narrowed(wanted, picked, TODAY)
    assert wanted == LogFilter(gaps=True)
    assert narrowed(wanted, "outcome neutral", TODAY) == LogFilter(outcome="neutral")
    assert narrowed(wanted, "on 2026-06-02", TODAY) == LogFilter(
        gaps=True, first="2026-06-02", last="2026-06-02"
    )
    assert narrowed(wanted, "gaps", TODAY).is_open


def logged() -> MemoryStore:
    store = MemoryStore()
    desk = desk_of(store)
    for at, name in enumerate(NAMES):
        desk.add_customer(name, id=f"c{at}")
    for at, (who, day, kind, outcome, note, tags) in enumerate(
        [
            (0, "2026-06-25", "visit", "positive", "wants a quote", ("样品",)),
            (1, "2026-06-26", "visit", None, "看了样品", ()),
            (1, "2026-06-29", "call", None, "报价", ("样品",)),
            (2, "2026-06-30", "visit", "positive", "[/] ${x}", ()),
            (2, "2026-06-30", "missed", None, "", ()),
        ]
    ):
        add(desk, at, who, day, kind, outcome, note, tags)
    return store


def add(
    desk: Desk,
    at: int,
    who: int,
    day: str,
    kind: str,
    outcome: str | None,
    note: str,
    tags: tuple[str, ...],
) -> None:
    desk.add(
        "interactions",
        id=f"i{at}",
        customer=f"c{who}",
        at=f"{day}T0{at}:00:00+08:00",
        kind=kind,
        outcome=outcome,
        note=note,
        tags=tags,
    )


def ids(app: RepdeskApp) -> list[str]:
    screen = app.screen
    assert isinstance(screen, LogScreen)
    return [one for one in screen.log_list.row_ids if one]


async def test_f_and_the_letters_of_a_log_line_narrow_the_log() -> None:
    app = RepdeskApp(ports(logged()))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("3", "f")
        await settled(pilot)
        menu = screen_text(app).split("\n")
        assert menu[0].startswith("Show which entries?")
        assert "without an outcome" in menu[2]
        assert menu[2].split()[-1] == "2"
        assert next(row for row in menu if "visit" in row).split()[-1] == "3"
        assert next(row for row in menu if "#样品" in row).split()[-1] == "2"
        await pilot.press("v", "+", "enter")
        await settled(pilot)
        assert line(app, 0).startswith("Log  2 of 5  visit · positive")
        assert ids(app) == ["i3", "i0"]
        await pilot.press("f", *"样品", "enter")
        await settled(pilot)
        assert line(app, 0).startswith("Log  1 of 5  visit · positive · #样品")
        assert ids(app) == ["i0"]
        await pilot.press("escape")
        await settled(pilot)
        assert line(app, 0).startswith("Log  5 of 5 ")
        assert len(ids(app)) == 5


@pytest.mark.parametrize(
    ("language", "typed", "title", "shown"),
    [
        ("en", "sun", "Log  3 of 5  from 28 Jun Sun on", ["i4", "i3", "i2"]),
        ("zh", "6月29日", "记录  3 / 5  6月29日 周一起", ["i4", "i3", "i2"]),
        ("en", "华昌", "Log  2 of 5  张家港华昌", ["i2", "i1"]),
        ("zh", "x", "记录  1 / 5  没见到", ["i4"]),
        ("en", "quote", 'Log  1 of 5  "quote"', ["i0"]),
        ("en", "[/]", "Log  2 of 5  [/] ${x}", ["i4", "i3"]),
    ],
)
async def test_a_day_a_customer_or_a_text_is_picked_by_typing_it(
    language: str, typed: str, title: str, shown: list[str]
) -> None:
    app = RepdeskApp(ports(logged(), language=language))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("3", "f", *typed, "enter")
        await settled(pilot)
        assert line(app, 0).startswith(title)
        assert ids(app) == shown
        await pilot.press("f")
        await settled(pilot)
        assert "✓" in screen_text(app).split("\n", 1)[1]
    set_language("en")


async def test_filter_place_and_selection_stand_after_a_trip_into_a_profile() -> None:
    app = RepdeskApp(ports(logged()))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("3", "f", *"visit", "enter", "space", "j")
        await settled(pilot)
        before = screen_text(app)
        assert "1 selected" in line(app, 0)
        for trip in (("c", "escape"), ("enter", "escape"), ("2", "3")):
            await pilot.press(*trip)
            await settled(pilot)
            assert screen_text(app) == before


async def test_ascii_glyphs_draw_a_filter_in_ascii() -> None:
    store = MemoryStore()
    desk = desk_of(store)
    desk.add_customer("Acme", id="c0")
    add(desk, 0, 0, "2026-06-25", "visit", "positive", "wants a quote", ())
    app = RepdeskApp(ports(store, glyphs="ascii"))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        for keys in (("3", "f"), tuple("v+ quote"), ("enter",), ("f",)):
            await pilot.press(*keys)
            await settled(pilot)
            assert screen_text(app).isascii(), screen_text(app)


async def test_an_empty_book_says_what_to_do_and_no_key_fails() -> None:
    app = RepdeskApp(ports(MemoryStore()))
    async with app.run_test(size=(45, 16)) as pilot:
        await settled(pilot)
        await pilot.press("3")
        await settled(pilot)
        assert "Nothing logged yet" in screen_text(app)
        for key, said in (
            ("plus", "nothing is highlighted"),
            ("v", "v is for a stop of today"),
            ("t", "t is for a stop of today"),
            ("c", "nothing is highlighted"),
        ):
            await pilot.press(key)
            await settled(pilot)
            assert said in screen_text(app)
        await pilot.press("f")
        await settled(pilot)
        assert "without an outcome" in screen_text(app)
        await pilot.press("escape")
        await settled(pilot)
        assert line(app, 0).startswith("Log")
