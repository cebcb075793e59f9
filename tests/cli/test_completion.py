"""Shell completion: what fits, quoted for each shell; read-only, silent, nothing heavy loaded."""

import os
import pty
import select
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from repdesk.cli.completion import SHELLS, fitting, in_bash
from repdesk.cli.workplace import Workplace
from tests.cli.running import Runner
from tests.cli.test_imports import HEAVY, SLOW

NAMES = [
    "苏州恒力精密",
    "张家港华昌",
    "Suzhou Hengli Precision",
    "[/] ${x}",
    "Acme, Inc",
    'A\'b "c"',
]
INSTALLED = [shell for shell in SHELLS if shutil.which(shell)]
REPDESK = f'#!/bin/sh\nexec {sys.executable} -m repdesk "$@"\n'


@pytest.fixture
def book(run: Runner) -> Path:
    """A data folder with customers, one of them archived."""
    for name in (*NAMES, "Acme Old"):
        run("add", "customer", name, lang="zh")
    run("archive", "Acme Old")
    return run.folder


@pytest.fixture
def path(tmp_path: Path) -> str:
    """A search path that leads to repdesk by its name."""
    room = tmp_path / "bin"
    room.mkdir()
    program = room / "repdesk"
    program.write_text(REPDESK)
    program.chmod(0o755)
    return f"{room}:{os.environ['PATH']}"


def surroundings(folder: Path, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("REPDESK")}
    return {**kept, "REPDESK_DATA": str(folder), "LC_ALL": "C.UTF-8", **more}


def completed(folder: Path, shell: str, *words: str) -> list[str]:
    """What the shell is answered; the last word is the one being typed."""
    typed = " ".join(("repdesk", *words))
    last = words[-1] if shell == "fish" else str(len(words))
    env = surroundings(
        folder,
        COMP_WORDS=typed,
        COMP_CWORD=last,
        REPDESK_WORD=words[-1],
        _REPDESK_COMPLETE=f"{shell}_complete",
    )
    done = subprocess.run(
        [sys.executable, "-m", "repdesk"], env=env, capture_output=True, check=False, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.splitlines()


def names(folder: Path, *words: str) -> list[str]:
    """The customers that bash is answered, as they are called."""
    script = 'for word in "$@"; do eval "printf \'%s\\n\' $word"; done'
    answers = [line.removeprefix("plain,") for line in completed(folder, "bash", *words)]
    done = subprocess.run(
        ["bash", "-c", script, "bash", *answers], capture_output=True, check=True, text=True
    )
    return done.stdout.splitlines()


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("苏", ["苏州恒力精密"]),
        ("恒力", ["苏州恒力精密"]),
        ("Suz", ["Suzhou Hengli Precision"]),
        ("hengli", ["Suzhou Hengli Precision"]),
        ("szhljm", ["苏州恒力精密"]),
        ("zjg", ["张家港华昌"]),
        ("hc", ["张家港华昌"]),
        ("[", ["[/] ${x}"]),
        ("acme", ["Acme, Inc"]),
        ("A\\'b", ['A\'b "c"']),
        ("nobody", []),
    ],
)
def test_a_customer_by_name_pinyin_and_initials(book: Path, typed: str, found: list[str]) -> None:
    assert names(book, "show", typed) == found


@pytest.mark.parametrize(
    "words",
    [
        ("show", ""),
        ("log", ""),
        ("edit", ""),
        ("archive", ""),
        ("snooze", ""),
        ("erase", ""),
        ("merge", "x", ""),
        ("next", "--why", ""),
        ("parse", "--customer", ""),
        ("export", "--subject", ""),
    ],
)
def test_wherever_a_customer_is_named(book: Path, words: tuple[str, ...]) -> None:
    assert sorted(names(book, *words)) == sorted(NAMES)


def test_a_line_a_day_and_what_is_no_verb_complete_to_nothing(book: Path) -> None:
    for words in (
        ("log", "Acme", "v"),
        ("snooze", "Acme", "f"),
        ("nothing", ""),
        ("show", "a", ""),
    ):
        assert completed(book, "bash", *words) == []


def test_verbs_and_options_are_completed_without_loading_a_verb(book: Path) -> None:
    assert completed(book, "bash", "sn") == ["plain,snooze"]
    assert completed(book, "bash", "--to") == ["plain,--today"]
    assert completed(book, "bash", "show", "--j") == ["plain,--json"]
    assert completed(book, "bash", "import", "x") == ["file,x"]
    assert completed(book, "zsh", "und")[:2] == ["plain", "undo"]


def test_each_shell_is_answered_in_its_way(book: Path) -> None:
    assert completed(book, "zsh", "show", "hljm") == ["plain", "苏州恒力精密", "_"]
    assert completed(book, "fish", "show", "苏") == ["plain,苏州恒力精密"]
    # fish keeps only what holds the letters typed: pinyin, which every verb takes
    assert completed(book, "fish", "show", "zjghc") == ["plain,zjghc\t张家港华昌"]
    assert completed(book, "fish", "show", "acme") == ["plain,Acme, Inc"]


def test_the_data_folder_of_the_line_counts(book: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "none"
    assert completed(elsewhere, "bash", "--data", str(book), "show", "hc") == ["plain,张家港华昌"]
    assert completed(book, "bash", "--data", str(elsewhere), "show", "hc") == []


def test_two_of_one_name_are_told_apart_by_their_ids(run: Runner, book: Path) -> None:
    other = run("add", "customer", "张家港华昌", "--again").saved[0]
    assert other in names(book, "show", "hc")


def test_names_of_a_compacted_and_of_a_foreign_file_are_found(
    run: Runner, book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REPDESK_COMPACT", "always")
    run("add", "customer", "Wuxi Water")
    assert names(book, "show", "Wux") == ["Wuxi Water"]
    monkeypatch.delenv("REPDESK_COMPACT")
    run("edit", "Wuxi Water", "--name", "Wuxi Works")
    assert names(book, "show", "Wux") == ["Wuxi Works"]
    run("undo")
    assert names(book, "show", "Wux") == ["Wuxi Water"]


@pytest.mark.parametrize(
    "damage", [b"", b"{", b"\xff\x00", b'{"meta": {"1": {}},\n"customers": {\nx']
)
def test_a_damaged_or_missing_book_completes_nothing_silently(book: Path, damage: bytes) -> None:
    for name in ("repdesk.json", "repdesk.json.journal"):
        (book / name).write_bytes(damage)
    assert completed(book, "bash", "show", "a") == []
    shutil.rmtree(book)
    assert completed(book, "bash", "show", "a") == []
    assert not book.exists()


def test_completing_writes_nothing(book: Path) -> None:
    def standing() -> dict[str, tuple[int, int]]:
        found = ((path, path.stat()) for path in book.rglob("*"))
        return {str(path): (stat.st_size, stat.st_mtime_ns) for path, stat in found}

    before = standing()
    completed(book, "bash", "show", "a")
    assert standing() == before


def test_completing_loads_nothing_heavy(book: Path) -> None:
    code = (
        "import sys; from repdesk.cli.start import run; run([]);"
        "print(chr(10).join(sorted(sys.modules)), file=sys.stderr)"
    )
    env = surroundings(
        book,
        COMP_WORDS="repdesk next --why hljm",
        COMP_CWORD="3",
        _REPDESK_COMPLETE="bash_complete",
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env=env, capture_output=True, check=True, text=True
    )
    assert "苏州恒力精密" in done.stdout
    assert set(done.stderr.splitlines()).isdisjoint({*HEAVY, *SLOW})


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("quote", ["", '"', "'"])
def test_a_quoted_word_means_the_name(name: str, quote: str) -> None:
    word = f"{quote}{in_bash(name, quote)}{quote}"
    done = subprocess.run(
        ["bash", "-c", f"printf %s {word}"], capture_output=True, check=True, text=True
    )
    assert done.stdout == name


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_is_printed(run: Runner, shell: str) -> None:
    assert "_repdesk_completion" in run("completion", shell).out
    assert run("completion", "csh").code == 2


@pytest.mark.parametrize("shell", INSTALLED)
def test_the_script_is_sound(run: Runner, tmp_path: Path, shell: str) -> None:
    script = tmp_path / "script"
    script.write_text(run("completion", shell).out)
    done = subprocess.run([shell, "-n", str(script)], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("show hc\t\r", "张家港华昌 ·"),
        ("show Suz\t\r", "Suzhou Hengli Precision ·"),
        ('show "Suz\t\r', "Suzhou Hengli Precision ·"),
        ("show [\t\r", "[/] ${x} ·"),
        ("show '[\t\r", "[/] ${x} ·"),
        ("show A\t\t\x15repdesk sno\tzjg\t3d\r", "saved "),
    ],
)
def test_a_real_bash_puts_the_name_in_its_line(
    run: Runner, book: Path, path: str, tmp_path: Path, typed: str, shown: str
) -> None:
    script = tmp_path / "script"
    script.write_text(run("completion", "bash").out)
    place = surroundings(book, PATH=path, TERM="dumb", HOME=str(tmp_path))
    child, terminal = pty.fork()
    if child == 0:
        os.execvpe("bash", ["bash", "--norc", "--noprofile", "-i"], place)
    try:
        # bash reads on only when a completion is done: all can be typed ahead
        os.write(terminal, f"source {script}\rrepdesk {typed}".encode())
        assert shown.encode() in read_until(terminal, shown.encode())
    finally:
        os.close(terminal)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def read_until(terminal: int, wanted: bytes) -> bytes:
    """Read the terminal until it has shown what is wanted; half a minute at most."""
    seen, until = b"", time.monotonic() + 30
    while wanted not in seen and time.monotonic() < until:
        if select.select([terminal], [], [], 0.1)[0]:
            seen += os.read(terminal, 4096)
    return seen


def test_a_workplace_of_no_folder_has_no_customers(tmp_path: Path) -> None:
    assert fitting(Workplace(tmp_path / "none"), "") == []
