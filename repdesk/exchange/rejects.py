"""Rejected rows, given back as the same file with a column that says why."""

import csv
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import xlsxwriter

from repdesk.domain.errors import DiskError
from repdesk.exchange.columns import Source
from repdesk.exchange.formulas import neutral
from repdesk.exchange.reader import REJECTED_SUFFIX
from repdesk.exchange.result import Rejected
from repdesk.exchange.words import reason_text
from repdesk.i18n import _

if TYPE_CHECKING:
    from repdesk.exchange.plan import ImportPlan

Part = tuple[Source, tuple[Rejected, ...]]


def write_rejects(plan: "ImportPlan", overwrite: bool) -> list[Path]:
    """Write a file of rejected rows for each file that has some; returns their paths.

    Beside the file (or in the options' folder), as NAME.rejected.csv; a name that is taken gets
    a number unless `overwrite`. Raises DiskError; then none is left behind.
    """
    by_file: dict[Path, list[Part]] = {}
    for source, rejected in plan.rejected:
        by_file.setdefault(source.sheet.path, []).append((source, rejected))
    written: list[Path] = []
    try:
        for path, parts in by_file.items():
            written.append(_write(path, parts, plan.options.rejects_folder, overwrite))
    except DiskError:
        for path in written:
            path.unlink(missing_ok=True)
        raise
    return written


def _write(path: Path, parts: list[Part], folder: Path | None, overwrite: bool) -> Path:
    workbook = parts[0][0].sheet.encoding == "xlsx"
    suffix = ".xlsx" if workbook else path.suffix or ".csv"
    target = (folder or path.parent) / f"{path.stem}{REJECTED_SUFFIX}{suffix}"
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=".", suffix=suffix)
        temporary = Path(name)
        try:
            os.close(handle)
            (_write_workbook if workbook else _write_text)(temporary, parts)
            return _named(temporary, target, overwrite)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise DiskError(
            "disk.write", path=str(target), errno=error.errno, operation="write"
        ) from error


def _named(temporary: Path, target: Path, overwrite: bool) -> Path:
    """Give the finished file its name, or a numbered one: a file that is there is not replaced."""
    number = 1
    stem, suffix = target.stem, target.suffix
    while not overwrite:
        try:
            target.touch(mode=0o600, exist_ok=False)
            break
        except FileExistsError:
            number += 1
            target = target.with_name(f"{stem}-{number}{suffix}")
    return temporary.replace(target)


def _rows(part: Part) -> list[list[str]]:
    source, rejected = part
    rows = [[*source.header, _("Why not taken")]]
    width = len(source.header)
    for one in rejected:
        cells = source.sheet.rows[one.row - 1]
        padded = cells + ("",) * (width - len(cells))
        rows.append([*padded, reason_text(one.reason)])
    return rows


def _write_text(path: Path, parts: list[Part]) -> None:
    sheet = parts[0][0].sheet
    with path.open("w", encoding=sheet.encoding, newline="") as file:
        writer = csv.writer(file, delimiter=sheet.separator, lineterminator="\r\n")
        writer.writerows(map(neutral, row) for part in parts for row in _rows(part))


def _write_workbook(path: Path, parts: list[Part]) -> None:
    options = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "in_memory": True,
    }
    with xlsxwriter.Workbook(str(path), options) as book:
        for part in parts:
            sheet = book.add_worksheet(part[0].sheet.name[:31] or None)
            for at, row in enumerate(_rows(part)):
                for column, text in enumerate(row):
                    sheet.write_string(at, column, text[:32_767])
