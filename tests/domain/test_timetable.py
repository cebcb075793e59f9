"""The times of a day's visits: spread over the day, around appointments, inside hours."""

from hypothesis import given
from hypothesis import strategies as st

from repdesk.domain.timetable import (
    END,
    LUNCH,
    STAY,
    Pace,
    Place,
    Visit,
    clock,
    minute_of,
    pace,
    timetable,
)

FREE = Visit()


def times(visits: list[Visit], each: Pace) -> list[str]:
    """The times as they are shown, in brackets what does not fit."""
    places = timetable(visits, each)
    return [clock(one.minute) if one.fits else f"[{clock(one.minute)}]" for one in places]


def fixed(time: str) -> Visit:
    return Visit(at=minute_of(time))


def test_six_visits_are_spread_over_the_day_with_a_lunch_in_it() -> None:
    assert times([FREE] * 6, pace(6)) == ["09:00", "10:10", "11:20", "13:30", "14:40", "15:50"]


def test_as_many_visits_as_the_rep_makes_fit_a_day() -> None:
    for count in range(1, 15):
        assert all(one.fits for one in timetable([FREE] * count, pace(count)))


def test_visits_stand_around_an_appointment() -> None:
    got = times([FREE, fixed("10:30"), FREE, FREE], pace(6))
    assert got == ["09:00", "10:30", "13:30", "14:40"]
    assert times([FREE, fixed("09:30")], pace(6)) == ["08:20", "09:30"]


def test_what_has_no_room_stands_in_its_place_all_the_same() -> None:
    got = times([fixed("09:00"), FREE, fixed("09:20"), FREE], pace(6))
    assert got == ["09:00", "[09:15]", "09:20", "10:30"]
    assert times([FREE] * 9, pace(6))[-1].startswith("[")


def test_a_visit_waits_for_the_hours_of_its_customer() -> None:
    afternoon = Visit(hours=((14 * 60, 17 * 60),))
    assert times([afternoon, FREE], pace(6)) == ["14:00", "15:10"]
    assert times([Visit(hours=((8 * 60, 9 * 60),))], pace(6)) == ["08:00"]
    assert times([Visit(hours=())], pace(6)) == ["[09:00]"]
    assert times([Visit(hours=((19 * 60, 20 * 60),))], pace(6)) == ["[09:00]"]


def test_hours_that_are_gone_stay_empty() -> None:
    assert times([FREE, FREE], pace(6, 13 * 60 + 58)) == ["14:00", "15:10"]
    assert times([FREE], pace(6, END)) == ["[17:30]"]


minutes = st.integers(7 * 60, 19 * 60)
spans = st.lists(st.tuples(minutes, minutes).filter(lambda one: one[0] < one[1]), max_size=2)
visits = st.one_of(
    st.just(FREE),
    minutes.map(lambda at: Visit(at=at)),
    spans.map(lambda hours: Visit(hours=tuple(hours))),
)


@given(st.lists(visits, max_size=8), st.integers(1, 12), st.integers(0, 20 * 60))
def test_whoever_fits_is_inside_the_hours_and_has_room(
    given_visits: list[Visit], a_day: int, gone: int
) -> None:
    each = pace(a_day, gone)
    appointments = sorted(one.at for one in given_visits if one.at is not None)
    rising = iter(appointments)
    ordered = [one if one.at is None else one._replace(at=next(rising)) for one in given_visits]
    places = timetable(ordered, each)
    before: Place | None = None
    for visit, place in zip(ordered, places, strict=True):
        if visit.at is not None:
            assert place == Place(visit.at, True)
        elif place.fits:
            assert each.since <= place.minute <= END - min(STAY, each.least)
            assert not LUNCH[0] <= place.minute < LUNCH[1]
            assert visit.hours is None or any(
                first <= place.minute < last for first, last in visit.hours
            )
            if before is not None and before.fits:
                assert place.minute >= before.minute + each.least
        before = place
    free = [place.minute for visit, place in zip(ordered, places, strict=True) if visit.at is None]
    assert all(0 <= minute < 24 * 60 for minute in free)
