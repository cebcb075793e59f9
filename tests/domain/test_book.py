"""A book found by index equals the book walked, whatever changes led to it."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from repdesk.domain.book import Book
from repdesk.domain.change import Change, Put, encode_change
from repdesk.domain.customer import Customer
from repdesk.domain.interaction import Interaction
from repdesk.domain.persistent import Map
from repdesk.domain.tables import INDEXES
from tests.strategies import IDS, ISO_DAYS, NAMES

ROWS = st.builds(
    lambda id_, customer, day: Interaction(
        id=id_, customer=customer, at=f"{day}T10:00+08:00", kind="visit"
    ),
    IDS,
    st.sampled_from(["c1", "c2", "c3"]),
    ISO_DAYS,
)
STEPS = st.lists(
    st.lists(st.tuples(IDS, st.none() | ROWS), min_size=1, max_size=5), min_size=1, max_size=8
)


def put(book: Book, id_: str, row: Interaction | None) -> Put:
    after = None if row is None else Interaction(id=id_, customer=row.customer, at=row.at, kind="v")
    return Put("interactions", id_, book.get("interactions", id_), after)


@settings(max_examples=60)
@given(STEPS)
def test_indexes_say_what_a_walk_says_after_any_changes(
    steps: list[list[tuple[str, Interaction | None]]],
) -> None:
    book = Book()
    plain: dict[str, Any] = {}
    for seq, step in enumerate(steps, 1):
        puts = {id_: put(book, id_, row) for id_, row in step}
        change = Change(op=f"op{seq}", at="", verb="log", puts=tuple(puts.values()))
        before = {row.id: row for row in book.rows("interactions")}
        after = book.apply(change, seq, encode_change(seq, change))
        assert {row.id: row for row in book.rows("interactions")} == before
        book = after
        for id_, one in puts.items():
            if one.after is None:
                plain.pop(id_, None)
            else:
                plain[id_] = one.after
    assert list(book.rows("interactions")) == list(
        Book({"interactions": sorted(plain.values(), key=lambda r: r.id)}).rows("interactions")
    )
    assert book.count("interactions") == len(plain)
    for name, key_of in INDEXES["interactions"].items():
        for key in {str(key_of(row)) for row in plain.values()} | {"c1"}:
            expected = sorted(
                (r for r in plain.values() if key_of(r) == key), key=lambda r: (r.at, r.id)
            )
            assert list(book.of("interactions", name, key)) == expected
        assert set(book.keys("interactions", name)) == {key_of(r) for r in plain.values()}
    assert book.days("interactions") == tuple(sorted({r.at[:10] for r in plain.values()}))


@given(
    st.dictionaries(st.text(), st.integers()), st.dictionaries(st.text(), st.none() | st.integers())
)
def test_a_map_updates_like_a_dict_and_leaves_the_old_one(
    first: dict[str, int], changes: dict[str, int | None]
) -> None:
    old = Map(first.items())
    new = old.updated(changes)
    expected = {k: v for k, v in {**first, **changes}.items() if v is not None}
    assert dict(new.items()) == expected
    assert len(new) == len(expected)
    assert dict(old.items()) == first
    assert list(new.keys()) == list(Map(sorted(expected.items(), reverse=True)).keys())


def test_one_change_copies_one_shard_of_a_map() -> None:
    old = Map((f"k{n}", n) for n in range(5000))
    new = old.updated({"k17": -1})
    rooms = [pair for pair in zip(old._rooms, new._rooms, strict=True) if pair[0] is not pair[1]]
    assert len(rooms) == 1
    shards = zip(*rooms[0], strict=True)
    assert sum(a is not b for a, b in shards) == 1


@given(NAMES)
def test_archived_customers_leave_the_list_and_stay_in_the_book(name: str) -> None:
    rows = [Customer(id="a", name=name), Customer(id="b", name=name, archived=True)]
    book = Book({"customers": rows})
    assert [row.id for row in book.customers()] == ["a"]
    assert book.get("customers", "b").name == name
