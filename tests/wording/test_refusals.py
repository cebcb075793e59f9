"""Every code that is raised or told anywhere has words, in both languages."""

import re
import string
from pathlib import Path

import pytest

from repdesk import i18n
from repdesk.domain.errors import Busy, Damaged, DiskError, Invalid, NotFound, RepdeskError
from repdesk.exchange import words as exchange_words
from repdesk.notation.reading import Problem as LineProblem
from repdesk.storage.lock import Holder
from repdesk.wording import behind, disk, errors, lines, notes, reading, settings, why
from repdesk.wording.errors import COMMAND_LINE, sentence

ROOT = Path(__file__).parents[2] / "repdesk"
RAISED = re.compile(
    r"(?:Invalid|NotFound|Ambiguous|Conflict|NothingToUndo|Damaged|NewerFormat|Busy|DiskError|"
    r"refuse)\(\s*f?\"([a-z_{}]+\.[a-z_{}]+)\""
)
EACH = re.compile(r'each\(\n?.*?"(field\.[a-z]+)"\s*\)', re.DOTALL)
NOTED = re.compile(r'Notice\(\s*"([a-z]+\.[a-z_]+)"')
NUMBERS = re.compile(r'Note\(\s*"([a-z_]+)"|"((?:no|none|nobody|nothing|not)_[a-z_]+|target_zero)"')


def sources(*rooms: str) -> str:
    """The text of every module of these rooms."""
    paths = sorted(path for room in rooms for path in (ROOT / room).rglob("*.py"))
    return "\n".join(path.read_text("utf-8") for path in paths)


def told() -> set[str]:
    """Every code that has words of its own."""
    return {
        *errors.SENTENCES,
        *disk.DAMAGED,
        *disk.NEWER,
        *lines.SENTENCES,
        *settings.SENTENCES,
    }


def test_every_code_raised_outside_of_imports_has_words() -> None:
    text = sources("domain", "storage", "notation", "settings", "cli", "desk")
    codes = {code for code in RAISED.findall(text) if "{" not in code} | set(EACH.findall(text))
    codes |= {f"{verb}.{what}" for verb in ("undo", "redo") for what in ("nothing", "moved_on")}
    assert len(codes) > 60
    by_kind = {code for code in codes if code.startswith("disk.") or code == "book.busy"}
    assert codes - by_kind - told() == set()


def test_every_code_of_an_import_has_words() -> None:
    codes = {code for code in RAISED.findall(sources("exchange")) if "{" not in code}
    known = told() | set(exchange_words._ERRORS)
    assert {code for code in codes if not code.startswith("disk.")} - known == set()


def test_every_notice_of_storage_has_words() -> None:
    codes = set(NOTED.findall(sources("storage")))
    assert codes - set(disk.NOTICES) == set()
    assert len(codes) > 4


def test_every_note_of_a_number_has_words() -> None:
    rooms = sources("analytics")
    codes = {first or second for first, second in NUMBERS.findall(rooms)}
    ours = {
        "not_lower",
        "not_due",
        "not_reached",
        "not_met",
        "not_moved",
        "no_decision",
        "no_step",
    }  # words of the book, not notes
    assert codes - set(notes.NOTES) - ours - set(why.CHANGES) - set(behind.PARTS) == set()


def test_every_problem_of_a_line_has_words() -> None:
    told_by_reader = (LineProblem.__doc__ or "").split("Codes:")[1].split(".")[0]
    codes = {code.strip() for code in told_by_reader.replace("\n", " ").split(",")}
    assert codes == set(reading.PROBLEMS)


@pytest.mark.parametrize("lang", i18n.LANGUAGES)
def test_the_words_of_both_languages_have_the_same_places(lang: str) -> None:
    i18n.set_language(lang)
    try:
        for table in (
            errors.SENTENCES,
            errors.COMMAND_LINE,
            disk.DAMAGED,
            disk.NEWER,
            disk.NOTICES,
            lines.SENTENCES,
            settings.SENTENCES,
            notes.NOTES,
            reading.PROBLEMS,
        ):
            for message in table.values():
                assert places(i18n._(message)) <= places(message), message
    finally:
        i18n.set_language("en")


def places(message: str) -> set[str]:
    """The names in braces."""
    return {name for _text, name, _spec, _conversion in string.Formatter().parse(message) if name}


@pytest.mark.parametrize("lang", i18n.LANGUAGES)
@pytest.mark.parametrize(
    "error",
    [
        NotFound("customer.missing", what="customers", name="[/] ${x} {y}"),
        Invalid("setting.number", key="terms_days", value="{x}", low="0", high="9"),
        Damaged("book.empty", path="/a/{b}", way="doctor"),
        DiskError("disk.write", path="/a b", errno=28, operation="write"),
        DiskError("disk.write", path="/a b", errno=None, operation="write"),
        Busy("book.busy", path="/a", holder=None),
        Busy("book.busy", path="/a", holder=Holder(7, "pts/3", "2026-06-30T08:02:00+08:00")),
    ],
    ids=lambda error: f"{error.code}",
)
def test_any_refusal_is_one_line_that_names_what_it_is_about(
    error: RepdeskError, lang: str
) -> None:
    i18n.set_language(lang)
    try:
        line = sentence(error, COMMAND_LINE)
    finally:
        i18n.set_language("en")
    assert line
    assert "\n" not in line
    subject = error.facts.get("path") or error.facts.get("name") or error.facts["key"]
    assert str(subject) in line


def test_an_unknown_system_error_is_still_told() -> None:
    assert "os error" not in disk.reason(None)
    assert disk.reason(71)
