"""One list of commands: every row runs, no two share a key, keys can be moved, both languages."""

import pytest

from repdesk.i18n import set_language
from repdesk.ui.app import RepdeskApp
from repdesk.ui.commands import BY_ID, COMMANDS
from repdesk.ui.forms.base import FormScreen
from repdesk.ui.forms.log import LogForm
from repdesk.ui.forms.offer import OfferScreen
from repdesk.ui.keys import UNUSABLE, clashes, key_line, keys_of, own_keymap
from repdesk.ui.modes import MODES
from repdesk.ui.screens.aside import AsideScreen
from repdesk.ui.screens.backups import BackupsScreen
from repdesk.ui.screens.base import BaseScreen
from repdesk.ui.screens.brief import BriefScreen
from repdesk.ui.screens.chart import ChartScreen
from repdesk.ui.screens.help import HelpScreen
from repdesk.ui.screens.palette import PaletteScreen
from repdesk.ui.screens.pick import PickScreen
from repdesk.ui.screens.plan import PlanScreen
from repdesk.ui.screens.profile import ProfileScreen
from repdesk.ui.screens.promises import PromisesScreen
from repdesk.ui.screens.read import ReadScreen
from repdesk.ui.screens.rows import RowsScreen
from repdesk.ui.screens.shown import ShownScreen
from repdesk.ui.screens.tiers import TiersScreen
from repdesk.ui.screens.why import WhyScreen
from repdesk.ui.widgets.line_list import LineList
from repdesk.ui.widgets.search import SearchBox
from tests.ui.desk_ports import book_of, ports
from tests.ui.screen_text import line, screen_text, settled

OWNERS: dict[str, type] = {
    "base": BaseScreen,
    "list": LineList,
    "form": FormScreen,
    "logform": LogForm,
    "search": SearchBox,
    "offer": OfferScreen,
    "backups": BackupsScreen,
    "profile": ProfileScreen,
    "brief": BriefScreen,
    "promises": PromisesScreen,
    "help": HelpScreen,
    "palette": PaletteScreen,
    "plan": PlanScreen,
    "read": ReadScreen,
    "pick": PickScreen,
    "why": WhyScreen,
    "tiers": TiersScreen,
    "aside": AsideScreen,
    "rows": RowsScreen,
    "chart": ChartScreen,
    "shown": ShownScreen,
    **{name: screen for name, screen in MODES.items() if isinstance(screen, type)},
}


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.id)
def test_every_command_has_its_action_wherever_it_works(command: object) -> None:
    row = BY_ID[command.id]  # type: ignore[attr-defined]
    name = row.action.partition("(")[0]
    for scope in row.scopes:
        if scope in OWNERS:
            assert hasattr(OWNERS[scope], f"action_{name}"), (row.id, scope)


def test_every_mode_that_is_named_is_there() -> None:
    modes = {row.action.split("'")[1] for row in COMMANDS if row.action.startswith("mode(")}
    assert modes == set(MODES)


def test_no_key_stands_for_two_commands_of_one_scope() -> None:
    assert clashes({}) == []


def test_nothing_is_bound_to_a_key_that_terminals_cannot_tell_apart() -> None:
    keys = {key for row in COMMANDS for key in row.keys.split(",")}
    assert not keys & UNUSABLE
    assert not any(key.startswith("alt+") for key in keys)


def test_marks_have_their_full_width_twins() -> None:
    for mark in ("slash", "colon", "question_mark", "plus"):
        rows = [row for row in COMMANDS if mark in row.keys.split(",")]
        assert rows
        assert all("fullwidth_" in row.keys for row in rows)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("cells", [45, 80, 120])
def test_the_key_line_fits_and_help_stays(language: str, cells: int) -> None:
    set_language(language)
    try:
        for scope in ("today", "customers", "log", "kpis", "profile", "plan", "why", "tiers"):
            shown = key_line(keys_of(("base", "list", scope), {}), cells)
            assert len(shown.encode("gbk")) <= cells
            assert "?" in shown
    finally:
        set_language("en")


def test_a_key_map_is_taken_but_for_what_cannot_work() -> None:
    wanted = {"undo": "ctrl+z", "log": "alt+l", "nonsense": "x", "new": "ctrl+i", "help": "q"}
    usable, refused = own_keymap(wanted)
    assert usable == {"undo": "ctrl+z"}
    assert sorted(refused) == ["alt+l", "ctrl+i", "nonsense", "q"]


async def test_a_moved_key_works_and_is_the_one_shown() -> None:
    app = RepdeskApp(ports(book_of(["Acme"]), keys={"mode.log": "f11"}))
    async with app.run_test(size=(120, 24)) as pilot:
        await settled(pilot)
        assert "F11 Log" in line(app, 23)
        await pilot.press("f11")
        await settled(pilot)
        assert line(app, 0).startswith("Log")


async def test_the_language_is_switched_while_running() -> None:
    app = RepdeskApp(ports(book_of(["Acme"])))
    async with app.run_test(size=(120, 24)) as pilot:
        await settled(pilot)
        await pilot.press("2")
        await settled(pilot)
        assert "? help" in line(app, 23)
        await pilot.press("fullwidth_colon", *"language", "enter")
        await settled(pilot)
        assert line(app, 0).startswith("客户")
        assert "?帮助" in line(app, 23)
        await pilot.press("1")
        await settled(pilot)
        assert line(app, 0).startswith("今日")
    set_language("en")


async def test_help_names_the_live_keys() -> None:
    app = RepdeskApp(ports(book_of(["Acme"])))
    async with app.run_test(size=(120, 60)) as pilot:
        await settled(pilot)
        await pilot.press("3", "question_mark")
        await settled(pilot)
        text = screen_text(app)
        assert line(app, 0).startswith("Help  Log")
        assert "Fill in the outcome: positive" in text
        assert "Snooze" not in text
        await pilot.press("escape")
        await settled(pilot)
        assert line(app, 0).startswith("Log")


async def test_ascii_glyphs_draw_no_ambiguous_character() -> None:
    app = RepdeskApp(ports(book_of(["Acme", "Bolt"]), glyphs="ascii"))
    async with app.run_test(size=(60, 24)) as pilot:
        await settled(pilot)
        for keys in (("2",), ("enter",), ("escape", "3"), ("1",)):
            await pilot.press(*keys)
            await settled(pilot)
            assert screen_text(app).isascii(), screen_text(app)


@pytest.mark.parametrize(
    ("language", "heading", "row", "order"),
    [
        (
            "en",
            "What restarts the contact clock",
            "nobody reached         does not restart the clock",
            "counts as contact on the list, not for the minimum gap",
        ),
        ("zh", "什么算联系过、重新计时", "没联系上               不重新计时", "在名单上算联系"),
    ],
)
async def test_help_says_what_restarts_the_clock(
    language: str, heading: str, row: str, order: str
) -> None:
    app = RepdeskApp(ports(book_of(["Acme"]), language=language))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("question_mark", "G")
        await settled(pilot)
        text = screen_text(app)
        for words in (heading, row, order):
            assert words in text
        await pilot.press("enter")
        await settled(pilot)
        assert order in line(app, 1)
    set_language("en")
