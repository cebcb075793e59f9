"""Every place of the command line that takes a day or a period: typed as in the one-line log."""

from pathlib import Path

import pytest

from tests.cli.running import Runner

SAYS = [
    ("en", "next fri", "2026-07-10"),
    ("zh", "下周五", "2026-07-10"),
    ("zh", "3天后", "2026-07-03"),
]


@pytest.fixture
def acme(run: Runner) -> Runner:
    """A book with one customer."""
    run("add", "customer", "Acme", lang="zh")
    return run


@pytest.mark.parametrize(("lang", "typed", "day"), SAYS)
def test_snooze_and_edit_take_a_day_as_it_is_said(
    acme: Runner, lang: str, typed: str, day: str
) -> None:
    assert acme("snooze", "Acme", typed, lang=lang).code == 0
    assert acme("export", "--json").json["customers"][0]["snooze_until"] == day
    acme("edit", "Acme", "--snooze-until", "", lang=lang)
    assert acme("edit", "Acme", "--snooze-until", typed, lang=lang).code == 0
    assert acme("export", "--json").json["customers"][0]["snooze_until"] == day


@pytest.mark.parametrize(
    ("lang", "typed", "day"),
    [
        ("en", "next fri", "2026-07-10"),
        ("zh", "下周五", "2026-07-10"),
        ("zh", "昨天", "2026-06-29"),
        ("en", "2026-01-02", "2026-01-02"),
    ],
)
def test_today_stands_at_the_day_that_is_said(
    acme: Runner, lang: str, typed: str, day: str
) -> None:
    assert acme("--today", typed, "today", "--json", lang=lang).json["date"] == day


@pytest.mark.parametrize(
    ("lang", "typed", "day"),
    [
        ("en", "fri", "2026-06-26"),
        ("zh", "5月1日", "2026-05-01"),
        ("zh", "2026-03-01", "2026-03-01"),
    ],
)
def test_as_of_is_the_last_such_day(acme: Runner, lang: str, typed: str, day: str) -> None:
    for verb in ("kpi", "funnel"):
        assert acme(verb, "--asof", typed, "--json", lang=lang).json["asof"] == day


@pytest.mark.parametrize(
    ("lang", "typed", "period"),
    [
        ("en", "last month", "2026-05"),
        ("zh", "上月", "2026-05"),
        ("zh", "上季度", "2026-Q1"),
        ("zh", "5月1日..昨天", "2026-05-01..2026-06-29"),
        ("en", "2026-W23", "2026-W23"),
    ],
)
def test_a_period_as_it_is_said(acme: Runner, lang: str, typed: str, period: str) -> None:
    for verb in ("kpi", "funnel"):
        assert acme(verb, typed, "--json", lang=lang).json["period"] == period


@pytest.mark.parametrize(("lang", "typed"), [("en", "next month"), ("zh", "下个月")])
def test_a_target_of_a_period_to_come(acme: Runner, lang: str, typed: str) -> None:
    assert acme("target", "visits", typed, "60", lang=lang).code == 0
    assert acme("target", "--json").json["targets"][0]["period"] == "2026-07"


def test_days_off_are_typed_and_kept_as_dates(acme: Runner) -> None:
    assert acme("config", "days_off", "10月1日，10月2日", lang="zh").code == 0
    assert 'days_off = ["2026-10-01", "2026-10-02"]' in (acme.folder / "settings.toml").read_text()
    assert acme("config", "days_off", "soon").code == 1


@pytest.mark.parametrize(("lang", "typed"), [("en", "fri"), ("zh", "周五")])
def test_rank_takes_its_day_the_same_way(
    acme: Runner, tmp_path: Path, lang: str, typed: str
) -> None:
    log = tmp_path / "orders.csv"
    log.write_text("customer,date,amount\nA,2026-06-25,10\nB,2026-06-27,10\n")
    done = acme("rank", "--orders", str(log), "--asof", typed, "--out", "-", lang=lang)
    assert [line[:2] for line in done.out.splitlines()[1:]] == ["A,"]


@pytest.mark.parametrize(
    "words",
    [
        ("--today", "soon", "today"),
        ("kpi", "--asof", "31 jun"),
        ("kpi", "--asof", ""),
        ("kpi", "--asof", "fri 3pm"),
        ("edit", "Acme", "--snooze-until", "下周"),
    ],
)
def test_what_is_no_day_is_a_wrong_command_line(acme: Runner, words: tuple[str, ...]) -> None:
    refused = acme(*words)
    assert (refused.code, refused.out) == (2, "")
    assert len(refused.err.splitlines()) == 1


def test_with_03_04_the_setting_decides(acme: Runner) -> None:
    assert acme("snooze", "Acme", "03/07").code == 1
    acme("config", "date_order", "dmy")
    assert acme("snooze", "Acme", "03/07").code == 0
    assert acme("export", "--json").json["customers"][0]["snooze_until"] == "2026-07-03"
