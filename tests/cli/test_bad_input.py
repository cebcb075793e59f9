"""What may go wrong outside: each ends in one clear line, its exit code, and the book as it was."""

import fcntl
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.cli.running import Runner

VERBS = (
    ("history",),
    ("customers",),
    ("followups",),
    ("today",),
    ("next",),
    ("kpi", "2026-Q2"),
    ("funnel",),
    ("target",),
    ("log", "Acme", "v"),
    ("undo",),
)


def one_line(err: str) -> str:
    """The one line of stderr, which is no traceback."""
    (line,) = err.splitlines()
    assert line.startswith("repdesk: ")
    return line


def files_of(folder: Path) -> dict[str, bytes]:
    """Every file of a folder and what it holds, but the lock."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.suffix != ".lock"
    }


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("", 65, "is empty"),
        ("hello", 65, "cannot be read"),
        ('{"some": "json"}', 65, "not a book"),
        ('{"meta": {"1": {"format": 1', 65, "cannot be read"),
        ('{"meta": {"1": {"format": 99, "gen": 1, "seq": 0}}}', 76, "newer"),
    ],
)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_file_that_is_no_sound_book_is_refused_by_every_verb(
    run: Runner, text: str, code: int, said: str, lang: str
) -> None:
    run.folder.mkdir()
    book = run.folder / "repdesk.json"
    book.write_text(text)
    before = files_of(run.folder)
    for verb in VERBS:
        refused = run(*verb, lang=lang)
        assert (refused.code, refused.out) == (code, ""), verb
        assert str(book) in one_line(refused.err)
        if lang == "en":
            assert said in refused.err
    assert files_of(run.folder) == before


def test_a_truncated_book_is_refused_and_what_can_be_read_is_exported(run: Runner) -> None:
    run("log", "--add", "--plain", "Acme", "one")
    run("log", "--plain", "Acme", "two")
    journal = run.folder / "repdesk.json.journal"
    lines = journal.read_bytes().splitlines(keepends=True)
    journal.write_bytes(lines[0] + lines[1][:-40] + b"\n" + b"".join(lines[2:]))
    before = files_of(run.folder)
    refused = run("log", "--plain", "Acme", "three")
    assert refused.code == 65
    assert "export --json" in one_line(refused.err)
    found = run("export", "--json")
    assert found.code == 0
    assert found.json["warnings"]
    assert files_of(run.folder) == before


def test_a_torn_last_line_is_said_and_kept(run: Runner) -> None:
    run("log", "--add", "--plain", "Acme", "one")
    with (run.folder / "repdesk.json.journal").open("ab") as journal:
        journal.write(b"0123456789abcdef {")
    done = run("log", "--plain", "Acme", "two")
    assert done.code == 0
    assert "never acknowledged" in done.err
    assert len(run("export", "--json").json["interactions"]) == 2
    assert list((run.folder / "rescue").iterdir())


def test_a_missing_book_is_an_empty_one_and_reading_makes_nothing(run: Runner) -> None:
    for verb in VERBS[:8]:
        assert run(*verb).code == 0
    assert run("log", "Acme", "v").code == 3
    assert not run.folder.exists()
    assert run("undo").code == 1


@pytest.mark.parametrize("place", ["a file, not a folder", "below it"])
def test_a_data_folder_that_cannot_be_is_named(run: Runner, tmp_path: Path, place: str) -> None:
    stone = tmp_path / "stone"
    stone.write_text("x")
    folder = stone if place.startswith("a file") else stone / "deeper"
    refused = run("log", "--add", "--plain", "Acme", "x", folder=folder)
    assert (refused.code, refused.out) == (74, "")
    assert str(stone) in refused.err
    assert stone.read_text() == "x"


@contextmanager
def locked_by_another(folder: Path) -> Iterator[None]:
    """Keep the lock as another session's change would."""
    with (folder / "repdesk.json.lock").open("r+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def test_a_locked_book_can_be_read_and_not_written(run: Runner) -> None:
    run("add", "customer", "Acme")
    with locked_by_another(run.folder):
        assert run("customers").code == 0
        refused = run("log", "--plain", "Acme", "x")
    assert (refused.code, refused.out) == (75, "")
    assert "locked" in refused.err
    assert run("export", "--json").json["interactions"] == []


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("nonsense",), 2),
        (("log",), 2),
        (("log", "--nonsense", "x"), 2),
        (("--today", "2026-02-30", "today"), 2),
        (("--demo", "today"), 2),
        (("kpi", "2026-13"), 1),
        (("kpi", "--asof", "soon"), 2),
        (("export",), 2),
        (("config", "colour", "red"), 1),
        (("config", "terms_days", "soon"), 1),
        (("import", "nothing.csv"), 74),
        (("import", "x.csv", "--as", "nonsense"), 2),
        (("rank", "--orders", "none.csv", "--asof", "2026-01-01", "--out", "-"), 74),
    ],
)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_wrong_command_line_ends_in_one_line(
    run: Runner, words: tuple[str, ...], code: int, lang: str
) -> None:
    refused = run(*words, lang=lang)
    assert (refused.code, refused.out) == (code, "")
    line = one_line(refused.err)
    if lang == "zh":
        assert any(ord(letter) > 0x2E80 for letter in line)


def test_names_with_escape_codes_never_reach_the_terminal(run: Runner) -> None:
    name = "Evil\x1b[2J\u202e\u009b31mCo"
    run("add", "customer", name)
    run("log", "Evil", "v \x1b]0;title\x07 \u2066note !fri call\u200f")
    for verb in (
        ("customers",),
        ("customers", "--json"),
        ("show", "Evil"),
        ("followups",),
        ("history",),
        ("export", "--json"),
        ("next",),
    ):
        shown = run(*verb)
        assert shown.code == 0
        text = shown.out + shown.err
        assert not any((ord(c) < 32 and c != "\n") or c in "\x9b\u202e\u2066\u200f" for c in text)
    assert run("export", "--json").json["customers"][0]["name"] == name


def test_a_bad_line_of_the_settings_is_named_and_the_rest_counts(run: Runner) -> None:
    run.folder.mkdir()
    (run.folder / "settings.toml").write_text('currency = "EUR"\nterms_days = "soon"\ncolour = 1\n')
    shown = run("config", "currency")
    assert shown.out == "EUR\n"
    first, second = shown.err.splitlines()
    assert "settings.toml, line 2, terms_days" in first
    assert "line 3, colour" in second
    assert run("config", "terms_days").out == "30\n"


def test_config_keeps_comments_and_tells_what_it_has(run: Runner) -> None:
    assert run("config", "currency", "usd").code == 0
    text = (run.folder / "settings.toml").read_text("utf-8")
    assert 'currency = "USD"' in text
    assert "账本的币种" in text
    assert (run.folder / "settings.toml").stat().st_mode & 0o777 == 0o600
    keys = run("config", "--json").json["config"]
    assert keys["currency"] == "USD"
    assert keys["stages"] == ["lead", "contacted", "quote", "won", "lost"]


# -- in a process of its own


def start(folder: Path, *words: str, **environment: str) -> subprocess.Popen[bytes]:
    """Start `repdesk` without a terminal."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("REPDESK")}
    return subprocess.Popen(
        [sys.executable, "-m", "repdesk", "--data", str(folder), *words],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**kept, **environment},
    )


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)], ids=["TERM", "INT"]
)
def test_hold_keeps_the_book_until_a_signal_and_others_are_told_by_whom(
    run: Runner, number: signal.Signals, code: int
) -> None:
    run("add", "customer", "Acme")
    process = start(run.folder, "hold")
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == b"holding\n"
        refused = run("log", "--plain", "Acme", "x")
        assert refused.code == 75
        assert f"process {process.pid}" in refused.err
        process.send_signal(number)
        _out, err = process.communicate(timeout=20)
    finally:
        process.kill()
    assert (process.returncode, err) == (code, b"")
    assert run("log", "--plain", "Acme", "x").code == 0


def test_a_latin_1_locale_and_a_dumb_terminal_change_nothing(tmp_path: Path) -> None:
    words = ("log", "--add", "--plain", "张家港华昌", "周五回电 «é»")
    process = start(tmp_path, *words, LC_ALL="en_US.ISO-8859-1", TERM="dumb", PYTHONUTF8="0")
    _out, err = process.communicate(timeout=30)
    assert process.returncode == 0
    assert "张家港华昌" in err.decode()
    process = start(tmp_path, "export", "--json", LC_ALL="C", PYTHONCOERCECLOCALE="0")
    out, _err = process.communicate(timeout=30)
    book = json.loads(out)
    assert book["customers"][0]["name"] == "张家港华昌"
    assert book["interactions"][0]["raw"] == "周五回电 «é»"


def test_without_a_terminal_the_app_is_not_tried_and_the_demo_prints_its_day(
    tmp_path: Path,
) -> None:
    process = start(tmp_path / "data", TERM="xterm")
    out, _err = process.communicate(timeout=30)
    assert process.returncode == 2
    assert out.startswith(b"Usage:")
    process = start(tmp_path / "data", "--today", "2026-06-30", "--demo", TMPDIR=str(tmp_path))
    out, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (0, b"")
    assert "2026-06-30" in out.decode()
    assert list(tmp_path.iterdir()) == []


def test_a_reader_that_leaves_is_no_error_worth_a_word(run: Runner) -> None:
    run("log", "--add", "--plain", "Acme", "x" * 90_000)
    process = start(run.folder, "export", "--json")
    assert process.stdout is not None
    assert process.stdout.read(1) == b"{"
    process.stdout.close()
    assert process.stderr is not None
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait(timeout=30) == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_an_output_that_is_full_is_an_io_error(run: Runner) -> None:
    run("add", "customer", "Acme")
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "repdesk", "--data", str(run.folder), "customers"],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 74
    assert len(done.stderr.splitlines()) == 1


def test_a_bug_is_told_in_one_line_and_traced_only_when_asked(tmp_path: Path) -> None:
    code = (
        "import sys; from repdesk.cli import group, start;"
        "group.VERBS['history'] = group.Row('nowhere:history', 'x');"
        "sys.exit(start.run(['--data', sys.argv[1], 'history']))"
    )
    for debug in ("0", "1"):
        done = subprocess.run(
            [sys.executable, "-c", code, str(tmp_path)],
            capture_output=True,
            env={**os.environ, "REPDESK_DEBUG": debug},
            check=False,
        )
        assert done.returncode == 1
        assert (b"Traceback" in done.stderr) == (debug == "1")
        if debug == "0":
            assert len(done.stderr.splitlines()) == 1


def test_interrupted_at_any_moment_it_ends_quietly(run: Runner) -> None:
    run("add", "customer", "Acme")
    for wait in (0.08, 0.15, 0.25):
        process = start(run.folder, "log", "--plain", "Acme", "x")
        time.sleep(wait)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
        acknowledged = b"saved" in out
        assert process.returncode in ((0, 130) if acknowledged else (130, -signal.SIGINT, 1))
        if process.returncode == 130:
            assert b"Traceback" not in err


def test_an_empty_book_says_how_to_begin(run: Runner) -> None:
    for verb in ("today", "next", "tiers", "customers"):
        done = run(verb)
        assert (done.code, "repdesk import FILE" in done.err) == (0, True), verb
    done = run("target")
    assert (done.code, done.out) == (0, "")
    assert "repdesk target sales_net 2026-06 40000 sets one" in done.err
    assert run("add", "customer", "[/] ${x}").code == 0
    assert "import FILE" not in run("today").err
