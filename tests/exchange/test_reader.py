"""Foreign files are read in a child process; what cannot be read ends in a reason."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from repdesk.domain.errors import DiskError, Invalid
from repdesk.exchange import reader_child
from repdesk.exchange.reader import files_of, read_file
from tests.exchange.importing import written

TABLE = "客户编号,客户名称\nC1,张家港华昌\n"


def rows_of(path: Path) -> list[tuple[str, ...]]:
    (sheet,) = read_file(path)
    return sheet.rows


@pytest.mark.parametrize(
    ("encoding", "read_as"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("gb18030", "gb18030"),
        ("gbk", "gb18030"),
    ],
)
def test_encodings(tmp_path: Path, encoding: str, read_as: str) -> None:
    path = written(tmp_path, "客户.csv", TABLE, encoding)
    (sheet,) = read_file(path)
    assert sheet.rows == [("客户编号", "客户名称"), ("C1", "张家港华昌")]
    assert sheet.encoding == read_as


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_separators(tmp_path: Path, separator: str) -> None:
    text = separator.join(["name", "note"]) + "\r\n" + separator.join(["A", '"x,;|\ty"']) + "\r\n"
    assert rows_of(written(tmp_path, "a.csv", text)) == [("name", "note"), ("A", "x,;|\ty")]


def test_quoted_fields_keep_line_breaks_and_quotes(tmp_path: Path) -> None:
    path = written(tmp_path, "a.csv", 'name,note\r\nA,"one\ntwo ""three"""\r\n')
    assert rows_of(path)[1] == ("A", 'one\ntwo "three"')


def test_a_megabyte_in_a_cell_and_nul_bytes_are_text(tmp_path: Path) -> None:
    path = written(tmp_path, "a.csv", "name,note\nA," + "x" * 1_000_000 + "\nB,a\0b\n")
    rows = rows_of(path)
    assert len(rows[1][1]) == 1_000_000
    assert rows[2] == ("B", "a\0b")


def workbook(path: Path) -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("订单")
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for column, title in enumerate(["订单号", "日期", "数量", "单价", "备注"]):
            sheet.write_string(0, column, title)
        sheet.write_string(1, 0, "007")
        sheet.write_number(1, 1, 46203, day)
        sheet.write_number(1, 2, 12)
        sheet.write_number(1, 3, 0.0345)
        sheet.write_boolean(1, 4, True)
        hidden = book.add_worksheet("geheim")
        hidden.write_string(0, 0, "x")
        hidden.hide()
    return path


def test_a_workbook_is_text_too(tmp_path: Path) -> None:
    (sheet,) = read_file(workbook(tmp_path / "订单.xlsx"))
    assert (sheet.name, sheet.encoding) == ("订单", "xlsx")
    assert sheet.rows[1] == ("007", "2026-06-30", "12", "0.0345", "true")


def test_what_a_file_is_counts_not_its_name(tmp_path: Path) -> None:
    path = workbook(tmp_path / "订单.csv")
    assert read_file(path)[0].encoding == "xlsx"


def refusal(path: Path, **limits: float) -> str:
    with pytest.raises(Invalid) as caught:
        read_file(path, **limits)  # type: ignore[arg-type]
    assert caught.value.facts["file"] == str(path)
    return caught.value.code


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file.empty"),
        (b"\xef\xbb\xbf", "file.empty"),
        (b" \r\n,,\r\n", "file.empty"),
        (b"\x00\x01\x02" * 100, "file.not_text"),
        (b"%PDF-1.7 ...", "file.not_text"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "file.old_or_locked"),
        (b"PK\x03\x04 nothing like a zip", "file.broken"),
        (b"name\n\xff\xfe\xff\n", "file.encoding"),
        (b"\xff\xfe\x00\xd8", "file.encoding"),
        (b'name,note\nA,"never closed\nB,x\n', "file.quotes"),
        (b'name,note\nA,"a"b\n', "file.quotes"),
    ],
)
def test_what_cannot_be_read_is_refused(tmp_path: Path, data: bytes, code: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(data)
    assert refusal(path) == code


def test_a_zip_bomb_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            for _megabyte in range(257):
                sheet.write(b" " * (1 << 20))
    assert path.stat().st_size < 1 << 20
    assert refusal(path) == "file.bomb"


def test_a_zip_that_is_no_workbook_is_foreign(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("../../etc/passwd", "x")
    assert refusal(path) == "file.foreign"


def test_a_workbook_cut_short_is_broken(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx")
    path.write_bytes(path.read_bytes()[:-200])
    assert refusal(path) == "file.broken"


def test_too_slow_a_child_is_stopped(tmp_path: Path) -> None:
    path = written(tmp_path, "a.csv", "name\n" + "A\n" * 100_000)
    assert refusal(path, timeout_seconds=0.001) == "file.too_slow"


def test_too_little_memory_is_a_reason(tmp_path: Path) -> None:
    path = written(tmp_path, "a.csv", "name\n" + "A" * 30_000_000 + "\n")
    assert refusal(path, memory=80 << 20) in ("file.memory", "file.reader_died")


SHEET = '{"sheet": "", "encoding": "utf-8", "separator": ","}'


def child_that(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *messages: tuple[str, str]) -> Path:
    """A file to read, and a child that answers with these (kind, payload) and is killed."""
    answer = "".join(f"{kind} {len(payload)}\n{payload}" for kind, payload in messages)
    code = (
        f"import os, sys\nsys.stdout.write({answer!r})\nsys.stdout.flush()\n"
        "os.kill(os.getpid(), 9)\n"
    )
    monkeypatch.setattr(reader_child, "__file__", str(written(tmp_path, "child.py", code)))
    return written(tmp_path, "a.csv", TABLE)


@pytest.mark.parametrize(
    "messages",
    [
        [],
        [("facts", SHEET), ("rows", "name")],
        [("rows", "name"), ("facts", '{"end": true}')],
        [("facts", SHEET), ("cells", '[{"rows": 1}]'), ("facts", '{"end": true}')],
        [("facts", SHEET), ("facts", "no json")],
        [("facts", '["a list"]')],
        [("words", "x"), ("facts", '{"end": {"deep": []}}')],
    ],
)
def test_a_child_that_dies_or_lies_is_a_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, messages: list[tuple[str, str]]
) -> None:
    assert refusal(child_that(tmp_path, monkeypatch, *messages)) == "file.reader_died"


def test_only_what_came_before_the_end_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = child_that(
        tmp_path,
        monkeypatch,
        ("facts", SHEET),
        ("rows", "name\x1fnote"),
        ("facts", '{"end": true}'),
    )
    assert rows_of(path) == [("name", "note")]


def test_cells_may_hold_the_characters_that_part_them(tmp_path: Path) -> None:
    path = written(tmp_path, "a.csv", "name,note\nA,one\x1ftwo\x1ethree\n\nB,x\n")
    assert rows_of(path) == [("name", "note"), ("A", "one\x1ftwo\x1ethree"), (), ("B", "x")]


def test_a_missing_file_and_a_missing_folder_are_said(tmp_path: Path) -> None:
    with pytest.raises(DiskError) as caught:
        read_file(tmp_path / "none.csv")
    assert caught.value.facts["path"] == str(tmp_path / "none.csv")


def test_a_folder_is_its_csv_files_without_our_rejects(tmp_path: Path) -> None:
    for name in ("b.csv", "a.CSV", "a.rejected.csv", "b.rejected-2.csv", "notes.txt", ".c.csv"):
        written(tmp_path, name, TABLE)
    assert [path.name for path in files_of([tmp_path])] == ["a.CSV", "b.csv"]
    (tmp_path / "empty").mkdir()
    with pytest.raises(Invalid, match=r"folder\.empty"):
        files_of([tmp_path / "empty"])


def test_the_child_imports_nothing_of_repdesk(tmp_path: Path) -> None:
    path = written(tmp_path, "a.csv", TABLE)
    code = (
        "import runpy, sys; path = sys.argv[1]; sys.argv = ['x', str(1 << 30), '10'];\n"
        "try: runpy.run_path(path, run_name='__main__')\n"
        "except SystemExit: pass\n"
        "print([m for m in sys.modules if m.startswith(('repdesk', 'pandas', 'numpy'))])"
    )
    command = [sys.executable, "-c", code, str(reader_child.__file__)]
    with path.open() as source:
        done = subprocess.run(command, stdin=source, capture_output=True, text=True, check=True)
    assert done.stdout.endswith('{"end": true}[]\n')
