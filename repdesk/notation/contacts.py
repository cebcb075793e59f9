"""Whom a mention names: by whole name, surname and title, pinyin or initials."""

from typing import NamedTuple

from repdesk.notation.fold import ends_here, fold, is_han
from repdesk.notation.known import KnownContact
from repdesk.notation.pattern import Pattern

_TITLE = (
    r"总经理|总监|总工|总|董事长|董事|董|经理|工程师|工|主任|主管|部长|科长|处长|厂长|局长|院长|所长"
    r"|队长|班长|老板|老师|师傅|会计|博士|教授|先生|女士|小姐"
)
_DOUBLE = frozenset(
    ("欧阳", "司马", "上官", "诸葛", "夏侯", "东方", "皇甫", "尉迟", "公孙", "慕容", "司徒", "令狐")
)
_SURNAME_TITLE = Pattern(rf"({'|'.join(sorted(_DOUBLE))}|[\u4e00-\u9fff])({_TITLE})")
_KEY = Pattern(r"[a-z][a-z0-9.'_-]{0,39}")
_POLITE = Pattern(r"(?<!\w)(?:mr|mrs|ms|miss|dr)\.?\s([a-z]{2,20})(?!\w)")
_AFTER_NAME = frozenset("说和与跟在要问让想给对的不也已觉认确")
_MENTIONS = 40  # a line that names more people than this is not one visit


class Mention(NamedTuple):
    """The contacts that fit (several: to be asked) and where the mention ends."""

    contacts: tuple[KnownContact, ...]
    end: int


def whole_name_at(text: str, at: int, contacts: tuple[KnownContact, ...]) -> Mention | None:
    """Return the contacts whose whole name stands at that place and ends there."""
    end = at
    found: list[KnownContact] = []
    for contact in contacts:
        name = fold(contact.name.strip())
        stop = at + len(name)
        if name and stop >= end and text.startswith(name, at) and _name_ends(text, stop):
            found = [contact, *found] if stop == end else [contact]
            end = stop
    return Mention(tuple(reversed(found)), end) if found else None


def _name_ends(text: str, stop: int) -> bool:
    """Say whether a name ends here: 王军说 is 王军, but 王军辉 would be someone else."""
    return ends_here(text, stop) or (is_han(text[stop - 1]) and text[stop] in _AFTER_NAME)


def begins_with_name(text: str, contacts: tuple[KnownContact, ...]) -> bool:
    """Say whether the folded text begins with the whole name of a contact."""
    return any(text.startswith(fold(c.name.strip()) or "\n") for c in contacts)


def short_name_at(text: str, at: int, contacts: tuple[KnownContact, ...]) -> Mention | None:
    """Return the contacts whom a surname with title, pinyin, initials or a single name fits."""
    titled = _SURNAME_TITLE.match(text, at)
    if titled is not None:
        found = tuple(c for c in contacts if surname(c.name) == titled[1])
        return Mention(found, titled.end()) if found else None
    typed = _KEY.match(text, at)
    if typed is None:
        return None
    key = typed[0].rstrip(".'-_")
    end = at + len(key)
    if not ends_here(text, end) and not is_han(text[end]):
        return None
    found = tuple(c for c in contacts if key in c.keys or key in _parts(c.name))
    return Mention(found, end) if found else None


def surname(name: str) -> str:
    """Return the surname of a Chinese name, "" for another."""
    name = name.strip()
    if not name or not is_han(name[0]):
        return ""
    return name[:2] if name[:2] in _DOUBLE and len(name) > 2 else name[0]


def named_in(text: str, contacts: tuple[KnownContact, ...]) -> list[tuple[int, int, KnownContact]]:
    """Return who is named in running text without @, each once and only where one person fits."""
    hits: list[tuple[int, int, KnownContact]] = []
    for contact in contacts[:_MENTIONS]:
        name = fold(contact.name.strip())
        at = text.find(name) if len(name) > 1 else -1
        if at >= 0:
            hits.append((at, at + len(name), contact))
    for match in list(_SURNAME_TITLE.finditer(text))[:_MENTIONS]:
        fits = [c for c in contacts if surname(c.name) == match[1]]
        if len(fits) == 1:
            hits.append((match.start(), match.end(), fits[0]))
    for match in list(_POLITE.finditer(text))[:_MENTIONS]:
        fits = [c for c in contacts if _called(c, match[1])]
        if len(fits) == 1:
            hits.append((match.start(), match.end(), fits[0]))
    seen: dict[str, tuple[int, int, KnownContact]] = {}
    for hit in sorted(hits, key=lambda hit: hit[:2]):
        seen.setdefault(hit[2].id, hit)
    return list(seen.values())


def _parts(name: str) -> tuple[str, ...]:
    parts = fold(name).split()
    return tuple(parts) if len(parts) > 1 else ()


def _called(contact: KnownContact, word: str) -> bool:
    if surname(contact.name):
        return any(key.startswith(word) for key in contact.keys)
    return word in fold(contact.name).split()
