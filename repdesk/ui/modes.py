"""The main screens: `MODES` names them, `START` is the one the app opens with."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from textual.screen import Screen

from repdesk.ui.screens.customers import CustomersScreen
from repdesk.ui.screens.kpis import KpisScreen
from repdesk.ui.screens.log import LogScreen
from repdesk.ui.screens.today import TodayScreen

MODES: Final[dict[str, Callable[[], Screen[Any]]]] = {
    "today": TodayScreen,
    "customers": CustomersScreen,
    "log": LogScreen,
    "kpis": KpisScreen,
}
START: Final = "today"
