"""`backup`, `backups`, `restore`, in both languages."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.running import Runner

CSV = "名称,等级\n张家港华昌,VIP\n苏州恒力,A\n"


class Terminal(io.StringIO):
    """Stdin that is a terminal."""

    def isatty(self) -> bool:
        return True


def names(run: Runner) -> list[str]:
    return [row["name"] for row in run("backups", "--json").json["backups"]]


def customers(run: Runner) -> set[str]:
    return {row["name"] for row in run("export", "--json").json["customers"]}


@pytest.fixture
def lived(run: Runner) -> Runner:
    """Two days: Acme on the first, Beta on the second."""
    assert run("--today", "2026-06-29", "add", "customer", "Acme").code == 0
    assert run("--today", "2026-06-30", "add", "customer", "Beta").code == 0
    return run


def test_each_day_has_its_backup_and_they_are_listed_newest_first(lived: Runner) -> None:
    listed = lived("backups", "--json").json
    assert listed["schema"] == 1
    assert [row["at"] for row in listed["backups"]] == [
        "2026-06-30T23:59:59",
        "2026-06-29T23:59:59",
    ]
    for row in listed["backups"]:
        assert (lived.folder / "backups" / f"{row['name']}.json.gz").exists()
    plain = lived("backups").out.splitlines()
    assert [line.split()[0] for line in plain] == [row["name"] for row in listed["backups"]]
    assert "first change of the day" in plain[0]
    assert "当天第一次改动" in lived("backups", lang="zh").out


def test_reading_makes_none(lived: Runner) -> None:
    before = names(lived)
    for words in (("customers",), ("today",), ("export", "--json"), ("history",), ("backups",)):
        assert lived("--today", "2026-07-04", *words).code == 0
    assert names(lived) == before


def test_backup_prints_the_name(lived: Runner) -> None:
    made = lived("backup")
    assert made.code == 0
    assert made.out.strip() in names(lived)
    assert made.out.strip().endswith("-asked")


@pytest.mark.parametrize(("lang", "said"), [("en", "nothing to back up"), ("zh", "还没有可备份")])
def test_there_is_nothing_to_back_up_or_list_in_an_empty_folder(
    run: Runner, lang: str, said: str
) -> None:
    refused = run("backup", lang=lang)
    assert (refused.code, refused.out) == (3, "")
    assert said in refused.err
    assert run("backups", "--json").json["backups"] == []
    assert run("backups", lang=lang).out == ""
    assert not run.folder.exists()


def test_restore_takes_a_backup_first_and_brings_the_book_of_then(lived: Runner) -> None:
    done = lived("--today", "2026-07-01", "restore", names(lived)[-1])
    assert done.code == 0
    assert len(done.saved) == 1
    assert customers(lived) == {"Acme"}
    before = names(lived)[0]
    assert before.endswith("-restore")
    assert f"repdesk restore {before}" in done.err
    assert lived("restore", before, "--yes", lang="zh").code == 0
    assert customers(lived) == {"Acme", "Beta"}
    assert "restored from a backup" in lived("history").out


@pytest.mark.parametrize(("lang", "said"), [("en", "restored from"), ("zh", "从备份恢复")])
def test_undo_after_it_is_refused_with_words(lived: Runner, lang: str, said: str) -> None:
    lived("restore", names(lived)[-1])
    refused = lived("undo", lang=lang)
    assert refused.code == 1
    assert said in refused.err
    assert "repdesk restore" in refused.err
    assert customers(lived) == {"Acme"}


@pytest.mark.parametrize(("answer", "code", "left"), [
    ("y\n", 0, {"Acme"}), ("是\n", 0, {"Acme"}), ("n\n", 1, {"Acme", "Beta"}),
    ("", 1, {"Acme", "Beta"}),
])  # fmt: skip
def test_it_asks_on_a_terminal_only(
    lived: Runner, monkeypatch: pytest.MonkeyPatch, answer: str, code: int, left: set[str]
) -> None:
    monkeypatch.setattr("sys.stdin", Terminal(answer))
    done = lived("restore", names(lived)[-1])
    assert done.code == code
    assert "2026-06-29" in done.err
    assert customers(lived) == left


def test_yes_does_not_ask(lived: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", Terminal("n\n"))
    assert lived("restore", names(lived)[-1], "--yes").code == 0
    assert customers(lived) == {"Acme"}


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_an_unknown_or_unclear_name_is_refused(lived: Runner, lang: str) -> None:
    missing = lived("restore", "[/] ${x}", lang=lang)
    assert missing.code == 3
    assert "repdesk backups" in missing.err
    unclear = lived("restore", "2026-06", lang=lang)
    assert unclear.code == 3
    assert all(name in unclear.err for name in names(lived))
    assert customers(lived) == {"Acme", "Beta"}


def _truncated(folder: Path) -> None:
    data = (folder / "repdesk.json.journal").read_bytes()
    (folder / "repdesk.json.journal").write_bytes(data[: len(data) // 2])


def _no_book(folder: Path) -> None:
    (folder / "repdesk.json").unlink()


@pytest.mark.parametrize("spoil", [_truncated, _no_book])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_way_that_a_refusal_names_works(
    lived: Runner, spoil: Callable[[Path], None], lang: str
) -> None:
    spoil(lived.folder)
    refused = lived("customers", lang=lang)
    assert refused.code == 65
    assert "repdesk backups" in refused.err
    assert "repdesk restore" in refused.err
    done = lived("restore", names(lived)[0], lang=lang)
    assert done.code == 0
    assert "rescue" in done.err
    assert customers(lived) == {"Acme", "Beta"}


def test_a_damaged_backup_is_refused_and_the_book_stays(lived: Runner) -> None:
    path = lived.folder / "backups" / f"{names(lived)[-1]}.json.gz"
    path.write_bytes(path.read_bytes()[:-1])
    refused = lived("restore", names(lived)[-1])
    assert refused.code == 65
    assert str(path) in refused.err
    assert customers(lived) == {"Acme", "Beta"}


def test_a_book_of_a_newer_format_is_refused_and_untouched(lived: Runner) -> None:
    book = lived.folder / "repdesk.json"
    book.write_bytes(book.read_bytes().replace(b'"format": 1', b'"format": 2'))
    before = {path: path.read_bytes() for path in lived.folder.rglob("*") if path.is_file()}
    for words in (("customers",), ("backup",), ("restore", names(lived)[0]), ("undo",)):
        assert lived(*words).code == 76
    assert {p: p.read_bytes() for p in lived.folder.rglob("*") if p.is_file()} == before


def test_an_import_is_backed_up_before(lived: Runner, tmp_path: Path) -> None:
    (tmp_path / "客户.csv").write_text(CSV, "utf-8")
    words = (
        "--today",
        "2026-07-01",
        "import",
        str(tmp_path / "客户.csv"),
        "--as",
        "customers",
        "--yes",
    )
    assert lived(*words).code == 0
    made = next(name for name in names(lived) if name.endswith("-import"))
    assert made == "2026-07-01-235959-2-import"
    count = len(names(lived))
    assert lived(*words).code == 0
    assert len(names(lived)) == count
    lived("restore", made)
    assert customers(lived) == {"Acme", "Beta"}
