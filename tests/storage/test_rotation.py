"""14 days and 8 weeks stay, and a clock that jumps never costs a good backup."""

from datetime import date, timedelta

from hypothesis import example, given
from hypothesis import strategies as st

from repdesk.storage.rotation import DAYS, FRESH, STRETCHES, WEEKS, Dated, spare

FIRST = date(2026, 1, 1)
YEARS = st.sampled_from([-9000, -400, 400, 3650, 9000])


def lived(days: list[date]) -> list[Dated]:
    """What is there after a backup on each of these days, each rotating."""
    kept: list[Dated] = []
    for seq, day in enumerate(days, 1):
        made = Dated(f"{day}-{seq}", day, seq)
        kept.append(made)
        gone = {one.name for one in spare(kept, made)}
        assert made.name not in gone
        kept = [one for one in kept if one.name not in gone]
    return kept


def steady(count: int, start: int = 0) -> list[date]:
    return [FIRST + timedelta(days=start + number) for number in range(count)]


def test_of_a_year_of_days_the_last_14_and_8_weeks_stay() -> None:
    kept = [one.day for one in lived(steady(365))]
    last = FIRST + timedelta(days=364)
    assert kept[-DAYS:] == [last - timedelta(days=back) for back in reversed(range(DAYS))]
    assert len({day.isocalendar()[:2] for day in kept}) == WEEKS
    assert kept[0] == last - timedelta(days=last.weekday() + 7 * (WEEKS - 1) - 6)
    assert len(kept) == DAYS + WEEKS - 3


def test_of_many_on_one_day_the_newest_stay_and_tomorrow_still_some() -> None:
    kept = lived([FIRST] * 50)
    assert [one.seq for one in kept] == list(range(51 - FRESH, 51))
    kept = lived([*([FIRST] * 5), FIRST + timedelta(days=1)])
    assert [one.seq for one in kept] == [1, 2, 3, 4, 5, 6]
    kept = lived([*([FIRST] * 5), *steady(5, start=1)])
    assert [one.seq for one in kept] == [5, 6, 7, 8, 9, 10]


@given(st.lists(st.integers(0, 20), min_size=1, max_size=60))
def test_every_one_of_the_last_14_days_with_a_backup_keeps_its_newest(gaps: list[int]) -> None:
    days = [FIRST]
    for gap in gaps:
        days.append(days[-1] + timedelta(days=gap))
    newest = {day: seq for seq, day in enumerate(days, 1)}
    seqs = {one.seq for one in lived(days)}
    assert {newest[day] for day in sorted(newest)[-DAYS:]} <= seqs
    by_week = {day.isocalendar()[:2]: newest[day] for day in sorted(newest)}
    assert {by_week[week] for week in sorted(by_week)[-WEEKS:]} <= seqs
    assert len(seqs) <= DAYS + WEEKS + FRESH


@given(st.integers(1, 40), st.lists(YEARS, min_size=1, max_size=10), st.integers(0, 13))
def test_a_clock_that_jumps_years_costs_no_backup_that_was_there(
    before: int, jumps: list[int], again: int
) -> None:
    days = steady(before)
    good = {one.name for one in lived(days)}
    for jump in jumps:
        days.append(FIRST + timedelta(days=before + jump))
    assert good <= {one.name for one in lived(days)}
    later = lived([*days, *steady(again, start=before)])
    plain = {one.day for one in lived(steady(before + again))}
    assert plain <= {one.day for one in later}


@given(
    st.integers(20, 40),
    st.lists(st.tuples(st.integers(0, 30), st.integers(-9000, 9000)), max_size=12),
)
def test_wrong_days_between_right_ones_replace_at_most_as_many(
    count: int, jumps: list[tuple[int, int]]
) -> None:
    days: list[date] = steady(count)
    for at, jump in jumps:
        days.insert(at, FIRST + timedelta(days=jump))
    wrong = len(jumps)
    right = {one.day for one in lived(days)} & set(steady(count))
    assert len(right & set(steady(count)[-DAYS:])) >= DAYS - wrong


ANYWHERE = st.one_of(st.integers(-200_000, 200_000), st.integers(-3, 3))


@example([1, 1, 0, -1])
@given(st.lists(ANYWHERE, max_size=150))
def test_any_clock_at_all_leaves_the_newest_of_14_days_and_a_bounded_number(
    jumps: list[int],
) -> None:
    days = [FIRST + timedelta(days=jump) for jump in jumps]
    kept = lived(days)
    newest = {day: seq for seq, day in enumerate(days, 1)}
    assert set(sorted(newest.values())[-DAYS:]) <= {one.seq for one in kept}
    assert len(kept) <= STRETCHES * (DAYS + WEEKS + FRESH + 1)


def test_a_clock_wrong_for_weeks_and_put_right_is_the_past_in_the_end() -> None:
    days = [*steady(30), *steady(20, start=4000), *steady(80, start=50)]
    kept = lived(days)
    assert sum(one.day >= FIRST + timedelta(days=4000) for one in kept) == 1
    assert len(kept) <= DAYS + WEEKS + 1


def test_backups_of_another_line_of_the_book_are_left_alone() -> None:
    others = [Dated(f"x{number}", FIRST, 1000 + number) for number in range(40)]
    made = Dated("made", FIRST, 7)
    assert spare([*others, made], made) == []
