"""The message line: a long reason is read whole, and the next key takes it away."""

from repdesk.ui.app import RepdeskApp
from repdesk.ui.screens.framed import FramedScreen
from tests.ui.desk_ports import book_of, ports
from tests.ui.screen_text import screen_text, settled

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
