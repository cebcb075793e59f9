"""Zones: neighbours both ways however taught, one text that teaches them all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repdesk.domain.book import Book
from repdesk.domain.customer import Customer, Zone
from repdesk.domain.errors import Invalid
from repdesk.domain.zones import (
    BESIDE,
    FAR,
    SAME,
    Neighbourhood,
    read_zones,
    zone_names,
    zones_text,
)
from tests.memory_store import MemoryStore, desk_of


def book(*zones: Zone, customers: str = "") -> Book:
    rows = [Customer(id=f"c{at}", name="[/] ${x}", zone=zone) for at, zone in enumerate(customers)]
    return Book({"zones": zones, "customers": rows})


def test_a_neighbour_taught_one_way_is_one_both_ways() -> None:
    near = Neighbourhood(book(Zone(id="z", name="苏州", neighbours=("昆山", "苏州", ""))))
    assert near.taught
    assert near.way("昆山", "苏州") == near.way("苏州", "昆山") == BESIDE
    assert near.around("昆山") == {"昆山", "苏州"}
    assert near.way(" 苏州", "苏州") == SAME
    assert near.way("无锡", "苏州") == FAR
    assert near.way("", "苏州") == BESIDE


def test_nothing_is_taught_by_zones_without_neighbours() -> None:
    assert not Neighbourhood(book(Zone(id="z", name="苏州"))).taught


def test_the_text_names_each_pair_once_and_teaches_the_same_again() -> None:
    text = "苏州: 昆山， 无锡\n无锡：江阴; 昆山\n海外"
    desk = desk_of(MemoryStore(book(customers="苏")))
    desk.teach_zones(text)
    near = Neighbourhood(desk.book)
    assert near.around("无锡") == {"苏州", "无锡", "江阴"}
    shown = zones_text(desk.book, zone_names(desk.book))
    assert shown.split("\n")[0] == "苏:"
    desk.teach_zones(shown)
    assert Neighbourhood(desk.book).around("无锡") == near.around("无锡")
    assert sorted(row.name for row in desk.book.rows("zones")) == sorted(
        ["苏州", "昆山", "无锡", "江阴", "海外", "苏"]
    )


def test_a_pair_left_out_of_the_text_is_gone_and_undo_brings_it_back() -> None:
    desk = desk_of(MemoryStore(book(Zone(id="z", name="苏州", neighbours=("昆山",)))))
    desk.teach_zones("苏州\n昆山: 太仓")
    assert Neighbourhood(desk.book).way("苏州", "昆山") == FAR
    assert desk.book.get("zones", "z").name == "苏州"
    desk.undo()
    assert Neighbourhood(desk.book).way("苏州", "昆山") == BESIDE


def test_the_same_text_again_changes_nothing() -> None:
    desk = desk_of()
    assert desk.teach_zones("A: B").change.puts
    assert desk.teach_zones("B: A").change.puts == ()


def test_neighbours_of_nothing_are_refused() -> None:
    with pytest.raises(Invalid, match=r"zones\.no_name"):
        read_zones("苏州: 昆山\n: 无锡")


def test_the_zones_with_most_customers_come_first() -> None:
    assert zone_names(book(Zone(id="z", name="d"), customers="abbbcc")) == ["b", "c", "a", "d"]


names = st.sampled_from(["苏州", "昆山", "无锡", "Kunshan", "[/] ${x}"])


@given(st.dictionaries(names, st.lists(names, max_size=3), max_size=5))
def test_what_is_taught_is_symmetric_and_comes_back_from_the_text(
    said: dict[str, list[str]],
) -> None:
    text = "\n".join(f"{name}: {', '.join(others)}" for name, others in said.items())
    desk = desk_of()
    desk.teach_zones(text)
    near = Neighbourhood(desk.book)
    for one in said:
        for other in said:
            assert near.way(one, other) == near.way(other, one)
            beside = other in said[one] or one in said[other]
            assert near.way(one, other) == (SAME if one == other else BESIDE if beside else FAR)
    shown = zones_text(desk.book, zone_names(desk.book))
    assert desk.teach_zones(shown).change.puts == ()
