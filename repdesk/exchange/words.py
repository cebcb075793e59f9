"""The words of an import: why a row was not taken, what else is to be said, why a file was not."""

from typing import Any

from repdesk.domain.errors import RepdeskError
from repdesk.exchange.result import Note, Reason
from repdesk.i18n import N_, _
from repdesk.wording.errors import sentence
from repdesk.wording.terms import TABLES, named

_REASONS = {
    "cell.day": N_("{column}: “{value}” is not a date; write it as 2026-06-30"),
    "cell.number": N_("{column}: “{value}” is not a number"),
    "cell.whole": N_("{column}: “{value}” is not a whole number"),
    "cell.probability": N_("{column}: “{value}” is not a probability from 0 to 1"),
    "cell.clock": N_("{column}: “{value}” is not a time of day; write it as 14:30"),
    "cell.choice": N_(
        "{column}: “{value}” is not known; say what it means under [values] of --map"
    ),
    "cell.flag": N_("{column}: “{value}” is neither yes nor no"),
    "cell.terms": N_("{column}: “{value}” is not a number of days"),
    "cell.control": N_("{column}: “{value}” holds a NUL character"),
    "cell.json": N_("{column}: “{value}” cannot be read"),
    "cell.needed": N_("{column} is empty"),
    "text.too_long": N_("a text of {value} characters is too long (100,000 at most)"),
    "cell.discount": N_("the discount {value} is not between 0 and 100 %"),
    "cell.year": N_("“{value}” is not a year, or no month of it has a value"),
    "row.cells": N_("the row has {value} cells, more than the heading: is a separator unquoted?"),
    "row.repeat": N_('the same as row {row}; counted once (repeats = "keep" in --map takes both)'),
    "row.contradicts": N_("{field}: “{new}”, but an earlier row of this import says “{old}”"),
    "row.several": N_("fits {count} records; give an id"),
    "row.not_there": N_("not in the book, and only updates were asked for"),
    "row.there_already": N_("in the book already, and only new records were asked for"),
    "customer.none": N_(
        'no customer is named (no_customer = "NAME" under [choices] of --map says whose it is)'
    ),
    "customer.unknown": N_("no customer “{name}” in the book; import or add the customer first"),
    "product.none": N_("no product is named"),
    "product.unknown": N_("no product “{name}” in the book; import or add the product first"),
    "reference.unknown": N_("no {table} “{name}” in the book"),
    "reference.several": N_("“{name}” fits {count} records; give a code or an id"),
    "stage.unknown": N_(
        "“{value}” is no stage; say which one it means under [values.stage] of --map"
    ),
    "order.other_line": N_("another line of order {number} was not taken, so none was"),
    "order.mixed": N_("order {number} has lines of different customers or dates"),
}
_NOTES = {
    "columns.left_out": N_("{file}: columns left out: {columns}"),
    "table.unrecognised": N_("{file}: left out, its columns are of no table known here"),
    "file.empty": N_("{file}: left out, it is empty"),
    "made.customers": N_("customers made because rows name them: {count} ({names})"),
    "made.products": N_("products made because rows name them: {count} ({names})"),
    "deals.opened": N_("new customers without order or deal, a first deal opened: {count}"),
    "money.rounded": N_("{table}: amounts with more decimals than {currency} has were rounded"),
    "discount.percent": N_("{file}: discounts above 1 were read as percent"),
    "order.no_number": N_("{file}: lines without an order number were joined by customer and date"),
    "choice.zero_price.keep": N_("{file}: lines without a price, kept: {count}"),
    "choice.zero_price.skip": N_("{file}: lines without a price, left out: {count}"),
    "choice.non_goods.keep": N_("{file}: lines that are no goods, kept: {count}"),
    "choice.non_goods.skip": N_("{file}: lines that are no goods, left out: {count}"),
}
_ERRORS = {
    "file.empty": N_("{file}: the file is empty"),
    "file.not_text": N_("{file}: neither text nor a workbook; save it as CSV or XLSX"),
    "file.encoding": N_("{file}: not readable as {tried}; save it as CSV in UTF-8"),
    "file.quotes": N_("{file}, row {row}: a quotation mark is not closed or stands alone"),
    "file.cell_too_long": N_("{file}, row {row}: a cell is longer than 8 MB"),
    "file.too_big": N_("{file}: too big to read; split it"),
    "file.too_many_rows": N_("{file}: more than {limit} rows; split it"),
    "file.memory": N_("{file}: needs too much memory to read; split it or save it as CSV"),
    "file.too_slow": N_("{file}: not read within {seconds} s; split it or save it as CSV"),
    "file.reader_died": N_("{file}: cannot be read; open it in a spreadsheet and save it as CSV"),
    "file.broken": N_("{file}: the workbook is damaged; open it and save it again"),
    "file.bomb": N_("{file}: unpacks to {unpacked} bytes, more than a workbook needs; not opened"),
    "file.foreign": N_("{file}: a packed file that is no XLSX workbook"),
    "file.old_or_locked": N_(
        "{file}: an old workbook or one with a password; save it as XLSX without one"
    ),
    "folder.empty": N_("{file}: no CSV file in this folder"),
    "import.nothing": N_("{file}: nothing in it to import"),
    "columns.missing": N_(
        "{file}: taken as {table}, but a column is missing: {missing}; found: {header}"
        " — name it with --map"
    ),
    "table.unrecognised": N_(
        "{file}: its columns are of no table known here: {header}"
        " — say which with --as TABLE or --map"
    ),
    "key.missing": N_("{file}: no column {column} to match by"),
    "date.ambiguous": N_(
        '{file}, {column}: {value} may be day/month or month/day — say date_order = "dmy" or'
        ' "mdy" under [choices] of --map, or with `config date_order`'
    ),
    "map.syntax": N_("{file}: not TOML: {detail}"),
    "map.section": N_("{file}: [{section}] must be a table of names"),
    "map.table": N_("{file}: [{section}] is no table; tables are {known}"),
    "map.field": N_("{file}: [{section}] “{column}” = “{field}”: there is no such field"),
    "map.choice": N_("{file}: [choices] {choice} = “{value}” is not a choice"),
}


def reason_text(reason: Reason) -> str:
    """Return why a row was not taken."""
    message = _REASONS.get(reason.code)
    if message is None:
        return sentence(RepdeskError(reason.code, **reason.facts))
    return _said(message, reason.facts)


def note_text(note: Note) -> str:
    """Return a note of an import."""
    code = note.code
    if code.startswith("choice."):
        code = f"{code}.{note.facts['said']}"
    return _said(_NOTES[code], note.facts)


def error_text(error: RepdeskError) -> str | None:
    """Return why files were not imported; None for an error of another room."""
    message = _ERRORS.get(error.code)
    return None if message is None else _said(message, error.facts)


def _said(message: str, facts: dict[str, Any]) -> str:
    plain = {name: _fact(name, value) for name, value in facts.items()}
    return _(message).format_map(_Facts(plain))


class _Facts(dict[str, str]):
    """Facts an error did not carry are left out of its sentence."""

    def __missing__(self, key: str) -> str:
        return ""


def _fact(name: str, value: Any) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    if name == "table":
        return named(dict(TABLES), str(value))
    return str(value)
