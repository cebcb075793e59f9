"""What is known of the customer a line is about: all that the reader may lean on."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import NamedTuple

from repdesk.domain.deal import DEFAULT_STAGES, Stage


class KnownContact(NamedTuple):
    """A contact; `keys`: pinyin and initials, as stored with the name."""

    id: str
    name: str
    keys: tuple[str, ...] = ()


class KnownDeal(NamedTuple):
    """An open deal of this customer; an empty title is the automatic one."""

    id: str
    title: str
    stage: str = ""


class KnownProduct(NamedTuple):
    """A product with the prices an order may default to: agreed, last paid (on `last_on`), list."""

    id: str
    code: str
    names: tuple[str, ...] = ()
    price: Decimal | None = None
    agreed: Decimal | None = None
    last: Decimal | None = None
    last_on: str | None = None


class KnownStage(NamedTuple):
    """A stage with all the words that name it; ends: open, won or lost."""

    id: str
    names: tuple[str, ...]
    ends: str = "open"


def known_stages(stages: Iterable[Stage]) -> tuple[KnownStage, ...]:
    """Return the book's stages as the reader takes them: id, name and aliases are names alike."""
    return tuple(KnownStage(s.id, (s.id, s.name, *s.aliases), s.ends) for s in stages)


_DEFAULT = known_stages(DEFAULT_STAGES)


class Known(NamedTuple):
    """What is known of the customer and the book.

    An empty `products` means they are not known: then any code is taken as typed. `orders` (id by
    number) None means the same for order numbers. `currencies`: the book's, its own one first.
    `date_order` "mdy" or "dmy". `snippets`: text by digit.
    """

    contacts: tuple[KnownContact, ...] = ()
    deals: tuple[KnownDeal, ...] = ()
    products: tuple[KnownProduct, ...] = ()
    orders: Mapping[str, str] | None = None
    stages: tuple[KnownStage, ...] = _DEFAULT
    currencies: tuple[str, ...] = ()
    date_order: str | None = None
    snippets: Mapping[str, str] = MappingProxyType({})


NOTHING_KNOWN = Known()
"""No customer, no book: what `parse` reads with when none is named."""
