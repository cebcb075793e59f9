"""The Chinese catalog: `python -m tests.catalog check` names what is missing, `compile` writes it.

Compiling also sorts the .po file, so that two people's additions merge.
"""

import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent
PO = ROOT / "repdesk/locale/zh/LC_MESSAGES/repdesk.po"
MO = PO.with_suffix(".mo")
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}


def messages() -> set[tuple[str | None, str]]:
    """Every (context, msgid) that the code marks."""
    found: set[tuple[str | None, str]] = set()
    for _file, _line, message, _comments, context in extract_from_dir(
        str(ROOT / "repdesk"), [("**.py", "python")], keywords=KEYWORDS
    ):
        found.add((context, message if isinstance(message, str) else message[0]))
    return found


def catalog() -> Catalog:
    """The catalog as it stands in the .po file."""
    with PO.open("rb") as file:
        return read_po(file, locale="zh")


def missing() -> list[str]:
    """Messages without Chinese, and Chinese without a message in the code."""
    have: dict[tuple[str | None, str], bool] = {}
    for message in catalog():
        if message.id:
            first = message.id if isinstance(message.id, str) else message.id[0]
            texts = (message.string,) if isinstance(message.string, str) else message.string
            have[message.context, first] = all(texts or ()) and not message.fuzzy
    marked = messages()
    lines = [f"no Chinese: {m!r}" for _c, m in sorted(marked - set(have), key=str)]
    lines += [f"empty or fuzzy: {m!r}" for (c, m), ok in sorted(have.items(), key=str) if not ok]
    return lines + [f"not in the code: {m!r}" for _c, m in sorted(set(have) - marked, key=str)]


def texts(of: Catalog) -> list[str]:
    """What a catalog says, without its header: that names the version of the tool that wrote it."""

    def plain(text: object) -> str:
        return repr(tuple(text) if isinstance(text, list) else text)

    return sorted(f"{one.context} {plain(one.id)} {plain(one.string)}" for one in of if one.id)


def compiled() -> Catalog:
    """The catalog as it stands in the .mo file."""
    with MO.open("rb") as file:
        return read_mo(file)


def compile_catalog() -> None:
    """Sort the .po file and write the .mo beside it."""
    current = catalog()
    with PO.open("wb") as file:
        write_po(file, current, sort_output=True, width=0, omit_header=False, no_location=True)
    with MO.open("wb") as file:
        write_mo(file, current)


if __name__ == "__main__":
    if "compile" in sys.argv:
        compile_catalog()
    problems = missing()
    sys.stdout.write("".join(f"{line}\n" for line in problems))
    sys.exit(1 if problems and "check" in sys.argv else 0)
