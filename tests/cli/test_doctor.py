"""`doctor`: every check in words of both languages, its exit codes, and the repair."""

import json
import os
from pathlib import Path

import pytest

from repdesk.cli import doctor as verb
from repdesk.cli import machine
from repdesk.cli.machine import locale_check, terminal_check, versions_check
from repdesk.storage.findings import good
from repdesk.wording.cells import width
from repdesk.wording.doctor import TEXTS, WAYS, check_text, check_way, ruler_lines
from tests.cli.running import Runner


@pytest.fixture(autouse=True)
def _this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """The machine is fine; what it would say is tested by itself."""
    monkeypatch.setattr(verb, "machine_checks", lambda _environ: [])


def _spoil(folder: Path) -> None:
    journal = folder / "repdesk.json.journal"
    lines = journal.read_bytes().splitlines(keepends=True)
    journal.write_bytes(lines[0] + lines[1][:-40] + b"\n" + b"".join(lines[2:]))


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_healthy_book_is_well(run: Runner, lang: str) -> None:
    run("log", "--add", "--plain", "Acme", "one")
    found = run("doctor", "--json", lang=lang)
    assert found.code == 0
    assert set(found.json) == {"schema", "ok", "checks"}
    assert found.json["ok"] is True
    for check in found.json["checks"]:
        assert set(check) == {"name", "ok", "text", "way"}
        assert check["ok"]
        assert check["text"]
    told = run("doctor", lang=lang)
    assert told.out.count("✓") == len(found.json["checks"])


def test_without_a_folder_it_is_well_and_makes_none(run: Runner) -> None:
    assert run("doctor").code == 0
    assert not run.folder.exists()
    refused = run("doctor", "--repair")
    assert refused.code == 1
    assert "nothing is wrong" in refused.err
    assert not run.folder.exists()


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_damaged_book_is_65_and_the_repair_gives_what_was_readable(
    run: Runner, lang: str
) -> None:
    for text in ("one", "two", "three"):
        run("log", "--add", "--plain", "Acme", text)
    _spoil(run.folder)
    found = run("doctor", "--json", lang=lang)
    assert found.code == 65
    bad = [check for check in found.json["checks"] if not check["ok"]]
    assert bad[0]["name"] == "journal"
    assert "doctor --repair" in bad[0]["way"]
    before = run("export", "--json").json
    done = run("doctor", "--repair", "--json", lang=lang)
    assert done.code == 0
    assert [Path(path).parent.name for path in done.json["repair"]["kept"]] == ["rescue"] * 3
    after = run("export", "--json").json
    assert after["warnings"] == []
    for table in ("interactions", "deals", "stage_events"):
        assert all(row in after[table] for row in before[table])
    # The line that was spoilt stands in the backup of the day.
    assert sorted(row["note"] for row in before["interactions"]) == ["three", "two"]
    assert sorted(row["note"] for row in after["interactions"]) == ["one", "three", "two"]
    assert run("log", "--plain", "--add", "Beta", "four").code == 0
    assert "repair" in run("history").out or lang == "zh"


def test_a_check_that_fails_is_1(run: Runner) -> None:
    run("log", "--add", "--plain", "Acme", "one")
    (run.folder / "repdesk.json").chmod(0o644)
    found = run("doctor")
    assert found.code == 1
    assert "chmod" in found.out
    assert "1" in run("doctor", "--repair").out
    assert run("doctor").code == 0


def test_a_newer_book_is_76_and_not_repaired(run: Runner) -> None:
    run.folder.mkdir(mode=0o700)
    book = run.folder / "repdesk.json"
    book.write_text('{"meta": {"1": {"format": 99, "gen": 1, "seq": 0}}}')
    assert run("doctor").code == 76
    assert run("doctor", "--repair").code == 76
    assert "99" in book.read_text()


def test_names_from_the_book_reach_the_terminal_harmless(run: Runner) -> None:
    run("log", "--add", "--plain", "[/] ${x}", "one")
    run("log", "--add", "--plain", "张家港华昌", "one")
    book = run.folder / "repdesk.json"
    journal = run.folder / "repdesk.json.journal"
    journal.write_bytes(journal.read_bytes().replace(b"[/] ${x}", b"[/] \x1b{x}"))
    assert run("doctor").code == 65
    run("doctor", "--repair")
    data = book.read_text("utf-8")
    book.write_text(
        data.replace('"name":"张家港华昌"', '"name":"\\u001b[31m{0}","terms":"x"'), "utf-8"
    )
    found = run("doctor")
    assert "\x1b" not in found.out + found.err
    assert "[31m{0}" in found.out


@pytest.mark.parametrize(
    ("environ", "ok"),
    [
        ({"LANG": "zh_CN.UTF-8"}, True),
        ({"LANG": "zh_CN.utf8"}, True),
        ({}, True),
        ({"LC_ALL": "C", "LANG": "zh_CN.GBK"}, True),
        ({"LANG": "zh_CN.GBK"}, False),
        ({"LANG": "zh_CN"}, False),
    ],
)
def test_a_locale_that_is_not_utf8_is_told(environ: dict[str, str], ok: bool) -> None:
    assert locale_check(environ).ok is ok


@pytest.mark.parametrize(
    ("term", "size", "code"),
    [
        ("xterm-256color", (80, 24), "terminal.ok"),
        ("xterm", (45, 16), "terminal.ok"),
        ("dumb", (80, 24), "terminal.dumb"),
        ("", (80, 24), "terminal.dumb"),
        ("xterm", (30, 10), "terminal.small"),
    ],
)
def test_a_terminal_that_cannot_show_the_app_is_told(
    term: str, size: tuple[int, int], code: str
) -> None:
    check = terminal_check({"TERM": term}, lambda: os.terminal_size(size))
    assert check.code == code
    assert f"{size[0]}" in check_text(check) or code == "terminal.dumb"


def test_the_lines_of_the_ruler_are_equally_wide() -> None:
    assert len({width(line) for line in ruler_lines()}) == 1


def test_a_library_that_does_not_load_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "plotext.py").write_text("import os; os.abort()")
    (tmp_path / "tinydb.py").write_text("raise ImportError('no such symbol')")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setattr(machine, "LIBRARIES", ("plotext", "tinydb", "json"))
    check = versions_check()
    assert sorted(check.facts["broken"]) == ["plotext", "tinydb"]
    assert "no such symbol" in check_text(check)


def test_every_code_has_words_and_every_fact_a_place() -> None:
    for code in TEXTS:
        name = code.partition(".")[0]
        assert check_text(good(name, code, {}))
    for way in WAYS:
        assert check_way(good("x", "x", {})._replace(way=way))
    assert json.dumps(sorted(TEXTS))
