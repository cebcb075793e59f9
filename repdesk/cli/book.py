"""Opening and leaving the book of a data folder; what storage has to tell goes to stderr."""

import os
from typing import TYPE_CHECKING

from repdesk.cli.output import tell
from repdesk.storage.book_store import BookStore, open_store
from repdesk.storage.compaction import policy_of
from repdesk.storage.notices import Notice
from repdesk.wording.disk import notice

if TYPE_CHECKING:
    from repdesk.cli.workplace import Workplace


def open_book(place: "Workplace") -> BookStore:
    """Return the store of the folder, and say what was found (after the app, if one shows)."""
    policy = policy_of(os.environ)
    store = open_store(place.folder, place.now, place.new_id, policy, stays=place.on_screen)
    if not place.on_screen:
        tell_notices(store.notices)
    return store


def tell_notices(notices: list[Notice]) -> None:
    """Print what storage has to tell, each once."""
    for each in notices:
        tell(f"repdesk: {notice(each.code, each.facts)}")
    notices.clear()
