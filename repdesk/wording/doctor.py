"""What the doctor found, in words: each check in one line, and the way back."""

from collections.abc import Mapping
from typing import Any, Final

from repdesk.i18n import N_, _, language
from repdesk.storage.findings import Check
from repdesk.wording.disk import DAMAGED, NEWER, reason
from repdesk.wording.errors import SENTENCES
from repdesk.wording.terms import FIELDS, TABLES, colon, named

TEXTS: Final[Mapping[str, str]] = {
    "folder.ok": N_("folder {path}"),
    "folder.new": N_("folder {path} is not there yet; the first save makes it"),
    "folder.no_folder": N_("{path} is no folder"),
    "folder.unreadable": N_("folder {path} cannot be entered and read"),
    "folder.unwritable": N_("folder {path} cannot be written to"),
    "book.ok": N_("book: records {rows}, changes {changes}"),
    "book.new": N_("book: none yet; the first save makes it"),
    "book.taken_in": N_(
        "book: {rows} records; another program altered {path}, the next save takes that in"
    ),
    "book.readable": N_("book: the file {path} is sound, what follows it is not"),
    "journal.none": N_("journal: none; everything is in the book file"),
    "journal.ok": N_("journal: changes waiting in it: {lines}"),
    "journal.torn_end": N_(
        "journal: changes waiting in it: {lines}; the unfinished one at its end was never"
        " acknowledged, the next save keeps it in rescue"
    ),
    "mark.none": N_("high-water mark: none yet"),
    "mark.ok": N_("high-water mark: change {seq}"),
    "mark.unreadable": N_("high-water mark: cannot be read; the next save writes it anew"),
    "mark.suspect": N_("the disk reported an error at the last save; the next takes a new file"),
    "mark.ahead": N_("high-water mark: change {seq} was saved, only {book} can be found"),
    "values.ok": N_("values: every day, number and choice is one"),
    "values.wrong": N_("values: {count} with a day, number or choice that is none: {faults}"),
    "references.ok": N_("references: every record that is named is there"),
    "references.wrong": N_("references: {count} name a record that is not there: {faults}"),
    "backups.none": N_("backups: none yet; the first save of a day makes one"),
    "backups.ok": N_("backups: {count}; the newest, {newest}, reads back with {rows} records"),
    "backups.unreadable": N_("backups: {count}; the newest, {newest}, cannot be read"),
    "rescue.none": N_("rescue: nothing had to be kept"),
    "rescue.some": N_("rescue: files kept of earlier troubles: {count} ({size}) in {path}"),
    "files.ok": N_("files: only you can read them"),
    "files.open": N_("files that others can read: {count}: {paths}"),
    "files.owner": N_("files that belong to somebody else: {count}: {paths}"),
    "files.planted": N_("files that are links or have a second name: {count}: {paths}"),
    "space.ok": N_("disk: {free} free"),
    "space.little": N_("disk: only {free} free, {needed} should be"),
    "space.no_files": N_("disk: no more files can be made on it"),
    "space.read_only": N_("disk: it is read-only"),
    "lock.free": N_("lock: free"),
    "lock.held": N_("lock: held by {what} since {since}{tty}, process {pid}; nothing can be saved"),
    "lock.stuck": N_("lock: held for long by process {pid}; nothing can be saved"),
    "clock.ok": N_("clock: {now}"),
    "clock.unset": N_("clock: it says {now}, that cannot be"),
    "clock.behind": N_("clock: it says {now}, but the newest change was made {newest}"),
    "clock.jumped": N_(
        "clock: {now}; it went back {jumps} times between changes, last before {last}"
    ),
    "drafts.none": N_("drafts: none wait"),
    "drafts.some": N_("drafts waiting: {count}; the app offers them, repdesk drafts lists them"),
    "drafts.damaged": N_("drafts: cannot be read: {paths}"),
    "locale.ok": N_("locale: {locale}"),
    "locale.plain": N_("locale: {locale}; repdesk speaks UTF-8 all the same"),
    "locale.other": N_("locale: {locale} is not UTF-8, repdesk writes UTF-8"),
    "terminal.ok": N_("terminal: {term}, {columns}×{rows}, {colours} colours"),
    "terminal.dumb": N_("terminal: TERM={term} cannot show the app"),
    "terminal.small": N_("terminal: {columns}×{rows} is small for the app"),
    "ruler": N_("width: the three lines below must end in the same column"),
    "versions.ok": N_("versions: {versions}"),
    "versions.broken": N_("versions: {versions}; does not load: {broken}"),
}  # fmt: skip

WAYS: Final[Mapping[str, str]] = {
    "repair": N_(
        "repdesk doctor --repair builds a new book from all that can be read; the old is kept"
    ),
    "restore": N_("put the folder back from a backup; nothing of the book can be read here"),
    "backup": N_("move that file away; repdesk backup makes a new one"),
    "mend": N_(
        "put them right in the file while repdesk is closed, or let repdesk doctor --repair do it;"
        " what stood there is kept"
    ),
    "file": N_("see whose link {path} is, move it away and put the real file in its place"),
    "owner": N_("chown -R $USER {path}"),
    "modes": N_("chmod -R go= {path}, or repdesk doctor --repair"),
    "rights": N_("chmod u+rwx {path}, or name another folder with --data"),
    "data": N_("name another folder with --data"),
    "space": N_("free some space; while it lasts saves still fit into the reserve of repdesk"),
    "disk": N_("copy the folder to another disk before going on"),
    "holder": N_("end that process, or wait until it has ended"),
    "clock": N_("set the clock of this machine"),
    "draft": N_("look at the text in the file; then move the file away"),
    "locale": N_("set LANG to one that ends in .UTF-8 if Chinese letters look garbled"),
    "term": N_("set TERM to what the terminal is, like xterm-256color"),
    "size": N_("make the window larger: 80×24 shows everything, 45×16 the most needed"),
    "install": N_("install repdesk again: pip install --force-reinstall repdesk"),
    "ruler": N_("if they do not: repdesk config screen.glyphs ascii"),
}  # fmt: skip
"""What to do, by the code of the way."""


def check_text(check: Check) -> str:
    """Return a check in one line."""
    code, facts = check.code, check.facts
    if code in DAMAGED:
        why = _(DAMAGED[code]).format_map(_Facts(facts))
        return f"{why}{_readable(facts)}" if "rows" in facts else why
    if code in NEWER:
        return _(NEWER[code]).format_map(_Facts(facts))
    if code not in TEXTS:
        return f"{facts.get('path', '')}: {reason(facts.get('errno'))}"
    text = _(TEXTS[code]).format_map(_Facts(_told(check)))
    return f"{text}{_readable(facts)}" if code == "book.readable" else text


def check_way(check: Check) -> str:
    """Return the way back of a check, "" where there is none or none is needed."""
    way = "ruler" if check.code == "ruler" else check.way
    return _(WAYS[way]).format_map(_Facts(check.facts)) if way else ""


def ruler_lines() -> list[str]:
    """Return lines of the same width in a terminal that counts as repdesk does.

    Nine Chinese letters of two cells, eighteen digits, eighteen signs of ambiguous width.
    """
    return ["  张家港华昌有限公司|", "  123456789012345678|", f"  {'●·✓→…─' * 3}|"]


def _told(check: Check) -> dict[str, Any]:
    facts = dict(check.facts)
    for name in ("free", "needed", "bytes"):
        if name in facts:
            facts["size" if name == "bytes" else name] = size_words(facts[name])
    if "faults" in facts:
        told = [_fault(one) for one in facts["faults"]]
        facts["faults"] = _listed(told, facts["count"])
    if "paths" in facts:
        facts["paths"] = _listed(facts["paths"], facts.get("count", 0))
    if "since" in facts:
        facts["since"] = str(facts["since"])[11:16] or "?"
        facts["tty"] = f" ({facts['tty']})" if facts["tty"] else ""
    if facts.get("pid", 0) is None:
        facts["pid"] = "?"
    if check.name == "versions":
        names = [name for name in facts if name != "broken"]
        facts["versions"] = ", ".join(f"{name} {facts[name] or '—'}" for name in names)
        broken = facts.get("broken", {})
        facts["broken"] = ", ".join(f"{name} ({why})" for name, why in broken.items())
    if check.name == "clock":
        for name in ("now", "newest", "last"):
            facts[name] = str(facts.get(name, ""))[:16].replace("T", " ")
    return facts


def _fault(fault: Mapping[str, str]) -> str:
    """Return a record and what is wrong in it."""
    field = fault["field"]
    what = f"{named(dict(TABLES), fault['table'])} {fault['name'] or fault['id']}".strip()
    where = _(FIELDS[field]) if field in FIELDS else field
    rule = SENTENCES.get(fault["code"])
    facts = _Facts(fault)
    why = _(rule).format_map(facts) if rule else fault["value"]
    return f"{what} ({fault['id']}) {colon(where, why)}"


def _listed(texts: list[str], count: int) -> str:
    shown = (";" if language() == "en" else "；").join(f" {text}" for text in texts).strip()
    return f"{shown} …" if count > len(texts) else shown


def _readable(facts: Mapping[str, Any]) -> str:
    """Return what of a damaged book can be read and what not."""
    between = "；" if language() == "zh" else "; "
    parts = [_("records that can be read: {rows}").format_map(_Facts(facts))]
    lost = facts.get("lost") or {}
    if lost:
        counts = ", ".join(f"{lost_table(table)} {count}" for table, count in lost.items())
        parts.append(_("not to be read: {counts}").format(counts=counts))
    if facts.get("names"):
        parts.append(", ".join(facts["names"]))
    if facts.get("missing"):
        parts.append(_("saved changes that are in no file: {missing}").format_map(_Facts(facts)))
    return between + between.join(parts)


def lost_table(table: str) -> str:
    """Return what a table is called whose rows were lost."""
    if table == "history":
        return _("history")
    return named(dict(TABLES), table) if table else _("of an unknown table")


def size_words(size: int) -> str:
    """Return a number of bytes for people."""
    for unit, least in (("GB", 1 << 30), ("MB", 1 << 20), ("KB", 1 << 10)):
        if size >= least:
            return f"{size / least:.1f} {unit}" if size < 10 * least else f"{size // least} {unit}"
    return f"{size} B"


class _Facts(dict[str, Any]):
    """A fact that was not given is left out of the sentence."""

    def __missing__(self, key: str) -> str:
        return ""
