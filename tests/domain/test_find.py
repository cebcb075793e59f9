"""A customer is found by what the rep types, never guessed."""

import pytest

from repdesk.domain.book import Book
from repdesk.domain.customer import Customer
from repdesk.domain.errors import Ambiguous, NotFound
from repdesk.domain.find import find_customer

BOOK = Book(
    {
        "customers": [
            Customer(id="1", name="苏州恒力精密", code="C1", keys=("suzhouhengli", "szhljm")),
            Customer(id="2", name="苏州科信", code="C2", aliases=("Kexin",), keys=("szkx",)),
            Customer(id="3", name="[/] ${x}", refs=("A-77",)),
            Customer(id="4", name="Acme", archived=True),
            Customer(id="5", name="gone", erased=True),
        ]
    }
)


@pytest.mark.parametrize(
    ("typed", "id_"),
    [
        ("1", "1"),
        ("c2", "2"),
        ("A-77", "3"),
        ("kexin", "2"),
        ("恒力", "1"),
        ("szhl", "1"),
        ("hl", "1"),
        ("[/] ${x}", "3"),
        ("ＫＥＸＩＮ", "2"),
        ("Acme", "4"),
    ],
)
def test_found(typed: str, id_: str) -> None:
    assert find_customer(BOOK, typed).id == id_


@pytest.mark.parametrize("typed", ["苏州", "sz"])
def test_several_fit_and_are_listed(typed: str) -> None:
    with pytest.raises(Ambiguous) as caught:
        find_customer(BOOK, typed)
    assert [id_ for id_, _name in caught.value.facts["candidates"]] == ["1", "2"]


@pytest.mark.parametrize("typed", ["", " ", "nobody", "acm", "gone"])
def test_nobody_fits(typed: str) -> None:
    with pytest.raises(NotFound):
        find_customer(BOOK, typed)
