"""What is wrong with a setting, in words: file, line, key, why, and what counts instead."""

from collections.abc import Mapping
from typing import Any, Final

from repdesk.i18n import N_, _
from repdesk.settings.values import Problem

SENTENCES: Final[Mapping[str, str]] = {
    "setting.bonus_step": N_("{value} is no step; write one like 100% 3000"),
    "setting.active_days": N_("{value} is no number of days; write one like 180, or own"),
    "setting.choice": N_("{value} is none of: {choices}"),
    "setting.currency": N_("{value} is no currency code; write one like CNY"),
    "setting.day": N_("{value} is no date; write it like 2026-10-01"),
    "setting.file_broken": N_(
        "the settings file is no TOML (line {line}); mend or remove that line first"
    ),
    "setting.flag": N_("{value} is neither true nor false"),
    "setting.lines": N_("{value} lines are too many; a playbook has three"),
    "setting.no_section": N_("{value} stands in the file, but not as a section [{value}]"),
    "setting.no_toml": N_("this line cannot be read; write it like key = value"),
    "setting.not_utf8": N_("the file is not UTF-8 text; save it as UTF-8"),
    "setting.number": N_("{value} is no number from {low} to {high}"),
    "setting.text": N_('{value} is no text on one line; write it in quotes, like "Wang"'),
    "setting.too_broken": N_("too many lines cannot be read"),
    "setting.unknown": N_("there is no such setting; repdesk config lists them"),
    "setting.unreadable": N_("the file cannot be read ({reason})"),
    "setting.weekdays": N_("{value} are no weekdays; write 1 (Monday) to 7 (Sunday)"),
    "setting.whole": N_("{value} is no whole number"),
}


def setting_sentence(code: str, facts: Mapping[str, Any]) -> str:
    """Return why a value is refused; the key stands before it where one is known."""
    shown = {name: _shown(value) for name, value in facts.items()}
    line = _(SENTENCES[code]).format_map(shown)
    return f"{facts['key']}: {line}" if facts.get("key") else line


def problem_line(problem: Problem) -> str:
    """Return a bad line: `settings.toml, line 3, terms_days: why; the default counts`."""
    where = str(problem.path)
    if problem.line is not None:
        where = _("{path}, line {line}").format(path=where, line=problem.line)
    if problem.key:
        where = f"{where}, {problem.key}"
    why = setting_sentence(problem.code, problem.facts)
    if problem.code in ("setting.too_broken", "setting.not_utf8", "setting.unreadable"):
        return _("{where}: {why}; the defaults count").format(where=where, why=why)
    if problem.code == "setting.unknown":
        return f"{where}: {why}"
    return _("{where}: {why}; the default counts").format(where=where, why=why)


def _shown(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
