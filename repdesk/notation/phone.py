"""A line of a phone's notes: `[time] customer: line`, before any customer is looked up."""

from datetime import date, time
from typing import NamedTuple

from repdesk.notation.dates import DateMatch, base_of, date_at
from repdesk.notation.fold import begins_private, fold, inside_word, is_word, skip_spaces
from repdesk.notation.head import read_head

_BRACKETS = {"[": "]", "(": ")", "【": "】"}
_AFTER_TIME = " \t\u3000,-"
_LONGEST_NAME = 80


class PhoneNote(NamedTuple):
    """When (None: not said), whom it names ("": nobody), and the line as typed."""

    day: date | None
    time: time | None
    named: str
    line: str


def phone_note(text: str, today: date, lang: str, date_order: str | None = None) -> PhoneNote:
    """Return the parts of a line; what does not look like a time or a name stays in the line.

    A day without a year is the last one; one to come is no time of a note.
    """
    base = base_of(text, today, lang, date_order, past=True)
    folded = fold(text)
    start = skip_spaces(folded, 0)
    closing = _BRACKETS.get(folded[start : start + 1], "")
    at = skip_spaces(folded, start + 1) if closing else start
    found = date_at(folded, at, base)
    end = start
    if isinstance(found, DateMatch) and found.day <= today and _is_time(folded, found, closing):
        end = skip_spaces(folded, found.end) + len(closing)
        while end < len(folded) and folded[end] in _AFTER_TIME:
            end += 1
    timed = found if isinstance(found, DateMatch) and end > start else None
    named, line = _named(text[end:], folded[end:])
    if timed is None:
        return PhoneNote(None, None, named, line)
    day = None if timed.form == "clock" else timed.day
    return PhoneNote(day, timed.time, named, line)


def _is_time(text: str, found: DateMatch, closing: str) -> bool:
    """Say whether a day or time stands apart from what follows: `Sun Pharma:` is a name."""
    if closing:
        return text.startswith(closing, skip_spaces(text, found.end))
    apart = found.end < len(text) and text[found.end] in _AFTER_TIME
    return apart and not "a" <= text[found.start] <= "z"


def _named(raw: str, folded: str) -> tuple[str, str]:
    """Return the name before the first colon, and the rest; `v: ok` names nobody."""
    at = folded.find(":", 0, _LONGEST_NAME)
    while at >= 0 and inside_word(folded, at):
        at = folded.find(":", at + 1, _LONGEST_NAME)
    name = raw[: max(at, 0)].strip()
    if not name or folded.startswith("://", at) or read_head(fold(name)).kind is not None:
        return "", raw.strip()
    if len(name) == 1 and is_word(name):
        return "", raw.strip()
    return name, raw[at + 1 :].strip()


def with_time(line: str, day: date | None, clock: time | None) -> str:
    """Return the line with the time of its note as a token behind all that is read of it."""
    said = " ".join(
        filter(None, (day.isoformat() if day else "", f"{clock:%H:%M}" if clock else ""))
    )
    if not said:
        return line
    folded = fold(line)
    hidden = (at for at in range(len(line)) if begins_private(folded, at))
    end = next(hidden, len(line))
    return " ".join(filter(None, (line[:end].strip(), f"@{said}", line[end:].strip())))
