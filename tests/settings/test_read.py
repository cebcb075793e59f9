"""settings.toml: what is sound counts, what is not is named with file, line, key and reason."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from repdesk.domain.questions import USUAL
from repdesk.settings.fields import FIELDS
from repdesk.settings.read import build, load
from repdesk.settings.values import Problem, Settings

TEMPLATE = Path(__file__).parents[2] / "data/settings.toml"


def written(folder: Path, text: str | bytes) -> Settings:
    """The settings of a file with this text."""
    path = folder / "settings.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return load(path)


def only(found: Settings) -> Problem:
    """The one problem of these settings."""
    (problem,) = found.problems
    return problem


def test_the_template_holds_every_key_at_its_default() -> None:
    assert load(TEMPLATE) == Settings()
    text = TEMPLATE.read_text("utf-8")
    for key in FIELDS:
        assert f"{key.rpartition('.')[2]} = " in text


def test_no_file_means_the_defaults(tmp_path: Path) -> None:
    assert load(tmp_path / "settings.toml") == Settings()


def test_values_arrive_where_they_belong(tmp_path: Path) -> None:
    found = written(
        tmp_path,
        'currency = "usd"\ntax = "13%"\nactive_days = 90\ndays_off = [2026-05-01, "2026-04-06"]\n'
        "working_weekdays = [6, 1]\n[policy]\ndebt_days = 60\n[policy.weights]\npower = 0.5\n"
        '[policy.tiers.key]\ninterval_days = 20\n[keys]\n"mode.log" = "9"\nmode.kpis = "8"\n'
        '[snippets]\n1 = "发了新报价"\n[screen]\nglyphs = "ASCII"\n',
    )
    assert found.problems == ()
    assert (found.currency, found.tax, found.glyphs) == ("USD", "0.13", "ascii")
    policy = found.policy
    assert (policy.active_days, policy.debt_days, policy.weights.power) == (90, 60, 0.5)
    assert (policy.working_weekdays, policy.days_off) == ((1, 6), ("2026-04-06", "2026-05-01"))
    assert [tier.interval_days for tier in policy.tiers] == [14, 20, 21, 90]
    assert found.keys == {"mode.log": "9", "mode.kpis": "8"}
    assert found.snippets == {"1": "发了新报价"}


def test_a_tier_has_the_reps_own_name_and_playbook(tmp_path: Path) -> None:
    found = written(
        tmp_path,
        '[policy.tiers.VIP]\nname = "A类"\nplaybook = """每周见一次\n当天报价"""\n'
        '[policy.tiers.key]\nplaybook = ["one", "two", "three"]\n'
        "[policy.tiers.general]\nplaybook = [1]\n",
    )
    vip, key, *_rest, general = found.policy.tiers
    assert (vip.name, vip.called, vip.playbook) == ("VIP", "A类", ("每周见一次", "当天报价"))
    assert (key.called, key.playbook) == ("", ("one", "two", "three"))
    assert general.playbook == ()
    assert only(found).code == "setting.text"


def test_what_the_kpi_screen_shows_is_the_reps_to_choose(tmp_path: Path) -> None:
    found = written(
        tmp_path,
        '[kpis]\nquestion = "Deals"\n[kpis.shown]\ndeals = ["win_rate", "funnel", "win_rate"]\n'
        'target = []\n[kpis.goals]\nmargin = "40%"\nchurn = 0\nvisits = ""\ncycle_median = "<45"\n',
    )
    assert found.problems == ()
    assert found.kpis.question == "deals"
    assert found.kpis.shown == {"deals": ("win_rate", "funnel")}
    assert found.kpis.goals == {
        "margin": Decimal("0.4"),
        "churn": Decimal(0),
        "cycle_median": Decimal(45),
    }
    assert found.kpis.of("deals") == ("win_rate", "funnel")
    assert found.kpis.of("target") == USUAL["target"]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ('currency = "euros"', "setting.currency"),
        ("terms_days = -1", "setting.number"),
        ("terms_days = 1.5", "setting.whole"),
        ("terms_days = true", "setting.number"),
        ("terms_days = nan", "setting.number"),
        ("terms_days = [30]", "setting.number"),
        ("tax = 13", "setting.number"),
        ('lang = "fr"', "setting.choice"),
        ('prices_include_tax = "maybe"', "setting.flag"),
        ("working_weekdays = []", "setting.weekdays"),
        ("working_weekdays = [0]", "setting.weekdays"),
        ('days_off = ["2026-02-30"]', "setting.day"),
        ('active_days = "always"', "setting.active_days"),
        ('[bonus]\nsteps = ["soon 3000"]', "setting.bonus_step"),
        ('[bonus]\nsteps = ["100%"]', "setting.bonus_step"),
        ("[bonus]\nsteps = [3000]", "setting.bonus_step"),
        ('[bonus]\nmetric = "profit"', "setting.choice"),
        ('[bonus]\nperiod = "week"', "setting.choice"),
        ("name = 5", "setting.text"),
        ("colour = 1", "setting.unknown"),
        ("[policy.tiers.gold]\ninterval_days = 3", "setting.unknown"),
        ('[kpis]\nquestion = "why"', "setting.choice"),
        ('[kpis.shown]\ndeals = ["luck"]', "setting.choice"),
        ('[kpis.goals]\nmargin = "much"', "setting.number"),
        ("[kpis.goals]\nmargin = true", "setting.number"),
        ("[kpis.goals]\nproducts = 3", "setting.unknown"),
        ("[kpis.goals]\nluck = 3", "setting.unknown"),
    ],
)
def test_a_bad_value_names_its_line_and_costs_that_line_only(
    tmp_path: Path, line: str, code: str
) -> None:
    found = written(tmp_path, f'name = "Wang"\n\n# text\n{line}\n' if "name" not in line else line)
    problem = only(found)
    assert problem.code == code
    assert problem.line == (1 if "name" in line else 4 + line.count("\n"))
    assert problem.key.rpartition(".")[2] in line
    assert found.policy == Settings().policy
    assert found.name == ("" if "name" in line else "Wang")


def test_the_bonus_ladder_is_read_upwards_however_it_is_written(tmp_path: Path) -> None:
    text = '[bonus]\nperiod = "quarter"\nsteps = ["120% = 8000.50", "80％ 1000", "112.5 % 5000"]\n'
    ladder = written(tmp_path, text).policy.bonus
    assert (ladder.metric, ladder.period) == ("sales_net", "quarter")
    assert [str(step) for step in ladder.steps] == ["80% 1000", "112.5% 5000", "120% 8000.5"]
    assert [str(step) for step in FIELDS["bonus.steps"]("120% 8000，80% 1")] == [
        "80% 1",
        "120% 8000",
    ]
    assert FIELDS["bonus.steps"]([]) == ()


def test_a_line_that_is_no_toml_costs_that_line_only(tmp_path: Path) -> None:
    found = written(tmp_path, 'name = "Wang"\nterms_days = = 3\ncurrency = "EUR"\n')
    assert (found.name, found.currency, found.policy.terms_days) == ("Wang", "EUR", 30)
    assert (only(found).code, only(found).line) == ("setting.no_toml", 2)


def test_the_lines_under_a_broken_heading_are_not_read_as_something_else(tmp_path: Path) -> None:
    found = written(tmp_path, '[screen\nname = "wrong"\n[policy]\ndebt_days = 5\n')
    assert (found.name, found.policy.debt_days) == ("", 5)
    assert only(found).line == 1


def test_files_that_are_no_text_or_cannot_be_read_are_said_so(tmp_path: Path) -> None:
    assert only(written(tmp_path, b'name = "a"\n\xff\xfe')).code == "setting.not_utf8"
    assert only(written(tmp_path, "no toml\n" * 60)).code == "setting.too_broken"
    assert only(load(tmp_path)).code == "setting.unreadable"


@settings(max_examples=60)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=200))
def test_no_text_whatever_raises(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    written(tmp_path_factory.mktemp("s"), text)


def test_values_of_the_command_line_read_like_those_of_the_file() -> None:
    values = {
        "working_weekdays": FIELDS["working_weekdays"]("1，2,3"),
        "days_off": FIELDS["days_off"]("2026-05-01"),
        "orders_are_contacts": FIELDS["orders_are_contacts"]("no"),
        "horizon_days": FIELDS["horizon_days"]("7"),
    }
    policy = build(values).policy
    assert policy.working_weekdays == (1, 2, 3)
    assert policy.days_off == (date(2026, 5, 1).isoformat(),)
    assert (policy.orders_are_contacts, policy.horizon_days) == (False, 7)
