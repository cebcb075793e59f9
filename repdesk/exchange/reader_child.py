"""The child process that reads one file from stdin, under a memory and a time limit.

Run by path, so it imports nothing of repdesk. Output: messages, each a line `KIND LENGTH` and so
many bytes. KIND `facts` is a JSON object: `{"sheet", "encoding", "separator"}` opens a sheet,
`{"end": true}` closes a whole file, `{"error": CODE, ...}` says why there is no more. KIND `rows`
is a chunk of rows, every cell text, cells parted by U+001F and rows by U+001E (half the time of
JSON); where a cell holds one of these, KIND `cells` is the chunk as JSON arrays.
Arguments: bytes of memory, seconds of processor time.
"""

import csv
import io
import json
import resource
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

MAX_FILE = 64 << 20
MAX_UNPACKED = 256 << 20
MAX_ROWS = 1_048_576
MAX_CELL = 8 << 20
CHUNK = 1000
SEPARATORS = (",", ";", "\t", "|")

CELL, ROW = "\x1f", "\x1e"


class Refusal(Exception):
    """The file is not read: a code and its facts."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.message = {"error": code, **facts}


def write(kind: str, payload: str) -> None:
    """Write one message to the parent."""
    data = payload.encode()
    sys.stdout.buffer.write(b"%s %d\n" % (kind.encode(), len(data)))
    sys.stdout.buffer.write(data)


def say(facts: dict[str, object]) -> None:
    """Write facts to the parent."""
    write("facts", json.dumps(facts))


def send_chunk(chunk: list[list[str]]) -> None:
    """Write rows to the parent."""
    payload = ROW.join(map(CELL.join, chunk))
    cells = sum(map(len, chunk)) - sum(map(bool, chunk))
    if payload.count(CELL) == cells and payload.count(ROW) == len(chunk) - 1:
        write("rows", payload)
    else:
        write("cells", json.dumps(chunk))


def send(rows: Iterable[list[str]]) -> None:
    """Write the rows in chunks; raises Refusal when there are too many."""
    rows = iter(rows)
    sent = 0
    while chunk := list(islice(rows, CHUNK)):
        send_chunk(chunk)
        sent += len(chunk)
        if sent > MAX_ROWS:
            raise Refusal("file.too_many_rows", limit=MAX_ROWS)


def decoded(data: bytes) -> tuple[str, str]:
    """Return (text, encoding) by the ladder: byte order mark, UTF-8, GB 18030."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("utf-16"), "utf-16"
        except UnicodeDecodeError as error:
            raise Refusal("file.encoding", tried="utf-16") from error
    if data[:4096].count(0) > len(data[:4096]) // 10:
        raise Refusal("file.not_text")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        bom = data.startswith(b"\xef\xbb\xbf")
        return text, "utf-8" if encoding == "utf-8-sig" and not bom else encoding
    raise Refusal("file.encoding", tried="utf-8, gb18030")


def separator_of(text: str) -> str:
    """Return the separator that cuts the first rows into the most columns, evenly."""
    head = text[:20_000]
    best, best_score = ",", (0, 0)
    for separator in SEPARATORS:
        widths: list[int] = []
        try:
            for row in csv.reader(io.StringIO(head, newline=""), delimiter=separator):
                if row:
                    widths.append(len(row))
                if len(widths) == 30:
                    break
        except csv.Error:
            continue
        if len(widths) > 1 and len(head) < len(text):
            widths.pop()
        usual = max(set(widths), key=lambda w: (widths.count(w), w)) if widths else 1
        score = (widths.count(usual), usual) if usual > 1 else (0, 0)
        if score > best_score:
            best, best_score = separator, score
    return best


def read_csv(data: bytes) -> None:
    """Send the rows of a text file."""
    text, encoding = decoded(data)
    if not text.strip("\ufeff\x00 \r\n\t,;|"):
        raise Refusal("file.empty")
    csv.field_size_limit(MAX_CELL)
    separator = separator_of(text)
    say({"sheet": "", "encoding": encoding, "separator": separator})
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        send(reader)
    except csv.Error as error:
        code = "file.cell_too_long" if "field limit" in str(error) else "file.quotes"
        raise Refusal(code, row=reader.line_num) from error


def cell_text(value: object) -> str:
    """Return a cell as text: dates ISO, numbers as a sheet shows them, without an exponent."""
    import datetime  # noqa: PLC0415 (only a workbook pays for it)
    from decimal import Decimal  # noqa: PLC0415

    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        text = repr(value)
        return f"{Decimal(text):f}" if "e" in text else text
    if isinstance(value, datetime.datetime):
        text = value.isoformat(sep=" ", timespec="seconds")
        return text.removesuffix(" 00:00:00")
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    return "" if value is None else str(value)


def read_workbook(data: bytes) -> None:
    """Send the rows of every visible sheet of a workbook; formulas and macros are never run."""
    import zipfile  # noqa: PLC0415

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            unpacked = sum(entry.file_size for entry in archive.infolist())
    except (zipfile.BadZipFile, ValueError, OSError, EOFError) as error:
        raise Refusal("file.broken") from error
    if unpacked > MAX_UNPACKED:
        raise Refusal("file.bomb", unpacked=unpacked, limit=MAX_UNPACKED)
    if "xl/workbook.xml" not in names:
        raise Refusal("file.foreign")
    from python_calamine import (  # noqa: PLC0415 (only a workbook pays for it)
        CalamineError,
        CalamineWorkbook,
        SheetVisibleEnum,
    )

    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        found = False
        for index, sheet in enumerate(workbook.sheets_metadata):
            if sheet.visible != SheetVisibleEnum.Visible:
                continue
            rows = workbook.get_sheet_by_index(index).to_python(skip_empty_area=False)
            if rows:
                found = True
                say({"sheet": sheet.name, "encoding": "xlsx", "separator": ""})
                send(_texts(rows))
    except CalamineError as error:
        raise Refusal("file.broken") from error
    if not found:
        raise Refusal("file.empty")


def _texts(rows: Iterable[Sequence[object]]) -> Iterator[list[str]]:
    for row in rows:
        yield [cell_text(value) for value in row]


def read(data: bytes) -> None:
    """Send the file's rows, by what it is, not by what it is called."""
    if len(data) > MAX_FILE:
        raise Refusal("file.too_big", limit=MAX_FILE)
    if data.startswith(b"PK"):
        read_workbook(data)
    elif data.startswith(b"\xd0\xcf\x11\xe0"):
        raise Refusal("file.old_or_locked")
    elif data.startswith((b"%PDF", b"\x89PNG", b"\x1f\x8b", b"GIF8", b"\xff\xd8\xff", b"7z\xbc")):
        raise Refusal("file.not_text")
    else:
        read_csv(data)


def limit(memory: int, seconds: int) -> None:
    """Put the limits on this process; a system that has none of a kind keeps its own."""
    for kind, value in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    ):
        try:
            resource.setrlimit(kind, (value, value))
        except (ValueError, OSError):
            continue


def main() -> int:
    """Read stdin, answer on stdout."""
    limit(int(sys.argv[1]), int(sys.argv[2]))
    try:
        read(sys.stdin.buffer.read(MAX_FILE + 1))
        say({"end": True})
    except Refusal as refusal:
        say(refusal.message)
    except MemoryError:
        say({"error": "file.memory"})
    sys.stdout.buffer.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
