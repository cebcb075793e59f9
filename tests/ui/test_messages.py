"""The message line: a long reason is read whole, and the next key takes it away."""

import errno

import pytest
from msgspec.structs import replace

from repdesk.domain.errors import DiskError, RepdeskError
from repdesk.ui.app import RepdeskApp
from repdesk.ui.screens.framed import FramedScreen
from tests.ui.desk_ports import book_of, ports
from tests.ui.screen_text import line, screen_text, settled

LONG = (
    "the book is locked by hold since 08:02 on pts/3; wait for it to end, or press F2 again later"
)


async def test_a_long_reason_takes_a_second_row_until_the_next_key() -> None:
    app = RepdeskApp(ports(book_of(["Acme"])))
    async with app.run_test(size=(45, 16)) as pilot:
        await settled(pilot)
        await pilot.press("2")
        await settled(pilot)
        assert isinstance(app.screen, FramedScreen)
        app.screen.say(LONG, "alert")
        await settled(pilot)
        shown = " ".join(screen_text(app).split())
        assert LONG in shown.replace(" ─", "").replace("─", "")
        assert len(screen_text(app).split("\n")) == 16
        await pilot.press("j")
        await settled(pilot)
        rows = screen_text(app).split("\n")
        assert set(rows[-2]) == {"─"}
        assert "locked" not in screen_text(app)


def noticing(
    told: list[str], *, language: str = "en", refuse: RepdeskError | None = None
) -> RepdeskApp:
    """An app whose store tells what stands in the list, each once."""

    def take() -> list[str]:
        taken = told[:]
        told.clear()
        return taken

    def keep(_key: str, _value: str) -> None:
        if refuse is not None:
            raise refuse

    plain = ports(book_of(["张家港华昌", "[/] ${x}"]), language=language)
    return RepdeskApp(replace(plain, notices=take, save_setting=keep))


async def test_what_opening_the_book_had_to_tell_stands_on_the_first_screen() -> None:
    app = noticing(["[/] ${x} was cut off, kept in rescue/1"])
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "[/] ${x} was cut off, kept in rescue/1" in line(app, 22)


async def test_a_notice_beside_a_save_hides_neither_and_waits_until_it_can_be_read() -> None:
    told: list[str] = []
    app = noticing(told)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("2")
        await settled(pilot)
        told.append("the reserve was used")
        await pilot.press("z", "w")
        await settled(pilot)
        shown = " ".join(screen_text(app).split())
        assert "snoozed to 7 Jul" in shown
        assert "the reserve was used" in shown
        await pilot.press("j", "enter")
        await settled(pilot)
        assert "the reserve was used" in screen_text(app)
        app._may_go()
        await pilot.press("j")
        await settled(pilot)
        assert "reserve" not in screen_text(app)
        await pilot.press("escape")
        await settled(pilot)
        assert "reserve" not in screen_text(app)
    assert told == []


async def test_a_notice_comes_with_a_refused_save_too() -> None:
    told: list[str] = []
    app = noticing(told)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("2")
        told.append("half a line was kept")
        await pilot.press("U")
        await settled(pilot)
        shown = " ".join(screen_text(app).split())
        assert "nothing to redo" in shown
        assert "half a line was kept" in shown


@pytest.mark.parametrize(
    ("language", "said"), [("en", "已切换，退出后不保留"), ("zh", "switched until you leave")]
)
async def test_a_language_that_is_not_kept_says_so_in_it(language: str, said: str) -> None:
    refuse = DiskError("disk.refused", path="/x/settings.toml", errno=errno.EROFS)
    app = noticing([], language=language, refuse=refuse)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await app.screen.run_action("language")
        await settled(pilot)
        shown = " ".join(screen_text(app).split())
        assert said in shown
        assert "/x/settings.toml" in shown


@pytest.mark.parametrize(
    ("language", "new", "idle"),
    [("en", "n new", ("x done", "l log", "/ search")), ("zh", "n新增", ("x完成", "l记一笔"))],
)
@pytest.mark.parametrize("size", [(80, 24), (45, 16)])
async def test_an_empty_book_offers_n_and_no_key_that_cannot_work(
    size: tuple[int, int], language: str, new: str, idle: tuple[str, ...]
) -> None:
    store = book_of()
    app = RepdeskApp(ports(store, language=language))
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        for key in ("1", "2", "3"):
            await pilot.press(key)
            await settled(pilot)
            keys = line(app, size[1] - 1)
            assert new in keys
            assert not any(one in keys for one in idle)
        await pilot.press("2", "n", "A", "f2")
        await settled(pilot)
        assert idle[1] in line(app, size[1] - 1)
