"""The suggestions keep the order the rep has seen until a key asks for the one they have now."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from repdesk.cli.numbers import Numbers
from repdesk.domain.policy import Policy
from repdesk.ui.screens.today import TodayScreen
from repdesk.ui.views.order import as_shown, in_shown_order
from tests.ui.days_book import day_app, day_book
from tests.ui.screen_text import screen_text, settled

DAY = Numbers(Policy()).today(day_book(), "2026-06-30")
PLACE = DAY.suggestions.suggestions[0]


@given(
    shown=st.permutations(list("abcdefg")).flatmap(
        lambda all_: st.integers(0, 7).map(lambda n: all_[:n])
    ),
    now=st.permutations(list("abcdefghij")).flatmap(
        lambda all_: st.integers(0, 10).map(lambda n: all_[:n])
    ),
    drifting=st.sets(st.sampled_from("abcdefghij")),
)
def test_nobody_who_stands_there_changes_places(
    shown: list[str], now: list[str], drifting: set[str]
) -> None:
    places = [
        replace(PLACE, customer=one, rank=rank, slot="drift" if one in drifting else None)
        for rank, one in enumerate(now, 1)
    ]
    found, moved = in_shown_order(shown, places)
    order = [one.customer for one in found]
    assert sorted(order) == sorted(now)
    assert [one.rank for one in found] == list(range(1, len(now) + 1))
    assert [one for one in order if one in shown] == [one for one in shown if one in now]
    assert not (order == now and moved)
    if not moved:
        for part in (drifting, set(now) - drifting):
            assert [one for one in order if one in part] == [one for one in now if one in part]
    assert in_shown_order([], places) == (tuple(places), False)


def test_another_day_begins_in_its_own_order() -> None:
    assert as_shown(DAY, None) == (DAY, False)
    assert as_shown(DAY, Numbers(Policy()).today(day_book(), "2026-06-29")) == (DAY, False)


async def test_a_larger_deal_waits_for_o_to_take_its_place() -> None:
    store, app = day_app()
    async with app.run_test(size=(120, 24)) as pilot:
        await settled(pilot)
        screen = app.screen
        assert isinstance(screen, TodayScreen)

        def shown() -> list[str]:
            return [one.split()[1] for one in screen.day_list.row_ids if one.startswith("sugg")]

        assert shown() == ["c5", "c4"]
        assert "new order" not in screen_text(app)
        await pilot.press("o")
        await settled(pilot)
        assert "the suggestions stand in their order" in screen_text(app)
        await app.session.do(
            lambda desk: desk.add(
                "deals", customer="c4", title="泵", amount=90_000_000, probability=0.9
            )
        )
        await settled(pilot)
        assert shown() == ["c5", "c4"]
        assert "o new order" in screen_text(app)
        desk = app.session.desk
        assert desk is not None
        places = desk.shown.places
        assert [places[one].rank for one in ("c5", "c4")] == [1, 2]
        assert Decimal(places["c4"].score) > Decimal(places["c5"].score)
        await pilot.press("o")
        await settled(pilot)
        assert shown() == ["c4", "c5"]
        assert "o new order" not in screen_text(app)
        assert desk.shown.places["c4"].rank == 1
        await pilot.press("u")
        await settled(pilot)
        assert shown() == ["c4", "c5"]
        assert "o new order" in screen_text(app)
        assert store.book.count("deals") == 1
