"""`erase` and `export --subject`: what they say, in both languages, and what they refuse."""

import gzip
import stat
from pathlib import Path

import pytest

from tests.cli.running import Runner

NAME = "张家港华昌"


@pytest.fixture
def customer(run: Runner) -> str:
    (id_,) = run("add", "customer", NAME, "--phone", "138-0000-4272", "--tier", "VIP").saved
    run("add", "customer", "[/] ${x}")
    run("log", NAME, "v + asked for the red pump !fri call Li back")
    run("log", "[/]", f"c knows {NAME}")
    return id_


def bytes_of(folder: Path) -> bytes:
    """Every byte of every file, backups unpacked."""
    found = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    packed = (".gz",)
    return b"".join(
        gzip.decompress(path.read_bytes()) if path.suffix in packed else path.read_bytes()
        for path in found
    )


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_it_is_done_only_when_it_is_said(run: Runner, customer: str, lang: str) -> None:
    before = bytes_of(run.folder)
    asked = run("erase", NAME, lang=lang)
    assert (asked.code, asked.out) == (1, "")
    assert "--yes" in asked.err
    assert bytes_of(run.folder) == before
    done = run("erase", NAME, "--yes", lang=lang)
    assert (done.code, done.saved) == (0, [customer])
    assert ("repdesk.json.journal  已重写" in done.out) == (lang == "zh")
    assert NAME not in done.out + done.err
    for word in (NAME, "138-0000-4272", "red pump", "call Li back"):
        assert word.encode() not in bytes_of(run.folder)
    assert run("erase", NAME, "--yes").code == 3
    assert run("undo").code == 1


def test_it_tells_machines_as_well(run: Runner, customer: str) -> None:
    found = run("erase", customer, "--yes", "--json").json
    assert found["erased"] == customer
    assert found["left"] == []
    assert found["searched"]["values"] >= 3
    assert {"path": "repdesk.json", "how": "rewritten"} in found["files"]


def test_what_it_cannot_reach_is_named_and_fails(run: Runner, customer: str) -> None:
    (run.folder / "notes.txt").write_text(NAME)
    done = run("erase", customer, "--yes")
    assert done.code == 1
    assert "notes.txt" in done.err


def test_an_erased_customer_is_on_no_list(run: Runner, customer: str) -> None:
    run("erase", customer, "--yes")
    for words in (("customers",), ("followups",), ("today",), ("next",)):
        assert customer not in run(*words, "--json").out, words
    refused = run("log", customer, "v + back again")
    assert refused.code != 0
    assert "back again" not in bytes_of(run.folder).decode()


def test_everything_held_about_one(run: Runner, customer: str) -> None:
    run("edit", customer, "--phone", "138-0000-0001")
    (run.folder / "mappings").mkdir()
    mapping = f'[choices]\nblank = "keep"\nno_customer = "{NAME}"\n'
    (run.folder / "mappings" / "00ff.toml").write_text(mapping)
    found = run("export", "--subject", NAME).json
    assert [row["name"] for row in found["customers"]] == [NAME]
    assert found["customers"][0]["phones"] == ["138-0000-0001"]
    assert "red pump" in found["interactions"][0]["note"]
    assert len(found["interactions"]) == len(found["followups"]) == len(found["deals"]) == 1
    assert [row["note"] for row in found["mentioned"]] == [f"knows {NAME}"]
    assert "138-0000-4272" in str(found["history"])
    assert [entry["verb"] for entry in found["history"]] == ["add", "log", "edit"]
    assert found["files"] == [{"file": "00ff.toml", "line": f'no_customer = "{NAME}"'}]
    assert "[/]" not in str(found["customers"])


def test_it_goes_into_a_file_of_the_reps_own(run: Runner, customer: str, tmp_path: Path) -> None:
    out = tmp_path / "subject.json"
    assert run("export", "--subject", customer, "--out", str(out)).code == 0
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert NAME in out.read_text("utf-8")
    refused = run("export", "--subject", customer, "--out", str(out))
    assert refused.code == 1
    assert "--yes" in refused.err
    assert run("export", "--subject", customer, "--out", str(out), "--yes").code == 0
