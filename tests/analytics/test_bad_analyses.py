"""The analyses of books that hold nothing, too little or nonsense: a number or a reason."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from repdesk.analytics.comparison import compare
from repdesk.analytics.dimensions import Dimensions
from repdesk.analytics.findings import findings
from repdesk.analytics.findings_review import reviews
from repdesk.analytics.funnel_groups import funnel_groups
from repdesk.analytics.measures import METRICS
from repdesk.analytics.pipeline import Odds
from repdesk.analytics.results.asked import FUNNEL_BY, KINDS, SALES, parts_of
from repdesk.analytics.segments import segments
from repdesk.analytics.situation import situation
from repdesk.analytics.trend import trend
from repdesk.domain.book import Book
from repdesk.domain.period import parse_period
from repdesk.domain.policy import Policy
from tests.analytics.books import DAY, Tables
from tests.analytics.rich_books import rich_tables, sound

POLICY = Policy()
PERIODS = ("2026-06", "2026-Q2", "1999", "2026-W01", "2026-06-30..2026-06-30", "9998", "1000")
books = rich_tables()
days = st.sampled_from([DAY, date(2024, 6, 1), date(1999, 1, 1), date(2027, 1, 1)])
periods = st.sampled_from(PERIODS).map(parse_period)


@given(books, days, st.sampled_from(METRICS), st.sampled_from(KINDS), periods, st.data())
@settings(max_examples=40)
def test_trends_and_comparisons(
    rows: Tables, day: date, metric: str, kind: str, period: object, data: st.DataObject
) -> None:
    now = situation(Book(rows), day, POLICY)
    course = trend(now, metric, kind, 8)
    assert all(sound(each.figure) for each in course.points)
    assert (course.direction is None) <= (course.note is not None)
    assert (course.forecast is None) == (course.no_forecast is not None)
    by = data.draw(st.sampled_from([None, *parts_of(metric)]))
    asked = parse_period(str(period))
    held = compare(now, metric, asked, by, Dimensions(now.book, now.sold, POLICY))
    assert all(map(sound, (held.figure, held.previous.figure, held.last_year.figure)))
    for each in held.groups:
        assert all(map(sound, (each.figure, each.previous.figure, each.last_year.figure)))


@given(books, days, periods, st.permutations(SALES), st.sampled_from(FUNNEL_BY))
@settings(max_examples=40)
def test_pivots_funnels_and_findings(
    rows: Tables, day: date, period: object, order: list[str], by: str
) -> None:
    now, asked = situation(Book(rows), day, POLICY), parse_period(str(period))
    keys = Dimensions(now.book, now.sold, POLICY)
    pivot = segments(now.book, now.sold, POLICY, asked, order[0], order[1], keys)
    assert pivot.rows or pivot.note is not None or not pivot.total.value
    assert sum(each.value for each in pivot.row_totals) == pivot.total.value
    parts = funnel_groups(now.deals, asked, Odds(now.deals, POLICY), by, keys)
    funnels = [each.funnel for each in parts.groups]
    for funnel in [*funnels, *([parts.others] if parts.others else [])]:
        for step in funnel.steps:
            assert (step.rate is None) == (step.n == 0)
            assert funnel.weakest is None or funnel.unnamed is None
    found = findings(now, keys)
    assert found.findings or found.note is not None
    for each in found.findings:
        assert sound(each.figure)
        assert each.figure.ids
    assert all(each.before.k is not None for each in reviews(now, keys))
