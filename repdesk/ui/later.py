"""What the first paint does not need, imported after it, in a worker thread.

Half of the program's start would be these imports: the book, the numbers' results, every screen and
form. Named in text, so that nothing pulls them in earlier.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import msgspec
from textual.app import App
from textual.screen import Screen

from repdesk.ui.ports import Draft


class Later(msgspec.Struct, frozen=True):
    """The main screens by mode, the one to start with, the search, how drafts are offered."""

    modes: Mapping[str, Callable[[], Screen[Any]]]
    start: str
    search: Callable[[str], Screen[Any]]
    offer_drafts: Callable[[App[Any], Sequence[Draft]], None]


def load() -> Later:
    """Import the screens and forms."""
    modes = importlib.import_module("repdesk.ui.modes")
    search = importlib.import_module("repdesk.ui.screens.search")
    offer = importlib.import_module("repdesk.ui.forms.offer")
    return Later(modes.MODES, modes.START, search.SearchScreen, offer.offer_drafts)
