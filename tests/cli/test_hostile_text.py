"""Hostile text through every verb: stored as it is or refused, and harmless in every output."""

import csv
import json
from pathlib import Path

import pytest

from tests.cli.running import Result, Runner
from tests.hostile import TEXTS, harm_in


def harmless(done: Result, *, codes: tuple[int, ...] = (0, 1, 2, 3, 74)) -> Result:
    """The result, when nothing in it obeys a terminal and every line of stderr is one of ours."""
    assert harm_in(done.out) == []
    assert harm_in(done.err) == []
    assert "Traceback" not in done.err
    assert done.code in codes
    return done


ON_A_COMMAND_LINE = [kind for kind in TEXTS if kind not in ("nul", "lone half")]
"""The system hands over neither of the two."""
READING: tuple[tuple[str, ...], ...] = (
    ("customers",),
    ("customers", "--json"),
    ("followups",),
    ("followups", "--json"),
    ("today",),
    ("today", "--json"),
    ("next",),
    ("next", "--json"),
    ("kpi", "2026-Q2"),
    ("kpi", "2026-Q2", "--json"),
    ("funnel",),
    ("funnel", "--json"),
    ("target",),
    ("history",),
    ("history", "--json"),
    ("drafts",),
    ("drafts", "--json"),
    ("config",),
    ("export", "--json"),
)


@pytest.mark.parametrize("kind", list(TEXTS))
def test_a_customer_of_that_name(run: Runner, kind: str) -> None:
    text = TEXTS[kind]
    added = harmless(
        run("add", "customer", "--", text)
        if text[0] == "-"
        else run("add", "customer", text, "--zone", text, "--needs", text)
    )
    if added.code:
        assert len(added.err) < 1000
        assert added.saved == []
        assert kind in ("too long", "lone half", "half from bytes", "option", "formula minus")
        return
    (id_,) = added.saved
    run.folder.joinpath("drafts").mkdir(exist_ok=True)
    harmless(run("log", id_, "--plain", text))
    harmless(run("log", id_, f"v + !2026-06-29 {text} $1200 {text}"))
    for words in (*READING, ("show", id_), ("show", id_, "--json"), ("next", "--why", id_)):
        harmless(run(*words), codes=(0,))
    stored = json.loads(run("export", "--json").out)["customers"]
    assert stored[0]["name"] == text.strip()
    subject = harmless(run("export", "--subject", id_))
    assert json.loads(subject.out)["customers"][0]["name"] == text.strip()
    harmless(run("archive", id_), codes=(0,))
    harmless(run("undo"), codes=(0,))
    harmless(run("redo"), codes=(0,))
    harmless(run("erase", id_, "--yes"), codes=(0,))


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("kind", ON_A_COMMAND_LINE)
def test_a_word_of_that_kind_anywhere_on_the_command_line(
    run: Runner, kind: str, lang: str
) -> None:
    text = TEXTS[kind]
    run("add", "customer", "Acme")
    for words in (
        (text,),
        ("show", text),
        ("log", text, "v"),
        ("log", "Acme", text),
        ("log", "Acme", "--dry-run", text),
        ("parse", text),
        ("parse", text, "--json"),
        ("add", "customer", "B", "--tier", text),
        ("edit", "Acme", "--terms", text),
        ("edit", "Acme", "--phone", text),
        ("snooze", "Acme", text),
        ("done", text),
        ("kpi", text),
        ("funnel", text),
        ("customers", "--text", text),
        ("target", text, "2026-06", "1"),
        ("target", "sales_net", text, "1"),
        ("import", text),
        ("import", "--map", text, text),
        ("rank", "--orders", text, "--asof", text, "--out", "-"),
        ("config", text),
        ("config", "name", text),
        ("config", "stages", text),
        ("export", "--subject", text),
        ("erase", text),
        ("--today", text, "today"),
    ):
        done = harmless(run(*words, lang=lang))
        assert len(done.err.splitlines()) < 40, words


@pytest.mark.parametrize("kind", [kind for kind in TEXTS if "half" not in kind])
def test_a_file_that_holds_it(run: Runner, kind: str, tmp_path: Path) -> None:
    text = TEXTS[kind]
    path = tmp_path / "customers.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("code", "name", "needs", "credit_limit"))
        writer.writerow(("C1", text, text, "100"))
        writer.writerow(("C2", text, text, text))
        writer.writerow((text, "Acme", text, "one"))
    harmless(run("import", str(path), "--dry-run"))
    harmless(run("import", str(path), "--yes"))
    harmless(run("import", str(path), "--yes", "--json"))
    for words in READING:
        harmless(run(*words), codes=(0,))
    csv.field_size_limit(2_000_000)
    for rejects in tmp_path.glob("*.rejected*.csv"):
        with rejects.open(encoding="utf-8", newline="") as file:
            cells = [cell for row in csv.reader(file) for cell in row]
        assert not [cell for cell in cells if cell.lstrip()[:1] in tuple("=+-@")], kind
