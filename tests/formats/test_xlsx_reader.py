from __future__ import annotations

import datetime
import io
import re
import subprocess
import sys
import tracemalloc
import zipfile
from collections.abc import Sequence
from pathlib import PurePath
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.models import Article, Draft, Refusal
from annotator.formats import sheets
from annotator.formats.mapping import Mapping
from annotator.formats.readers import binary
from annotator.formats.readers.binary import COMPOUND
from annotator.formats.readers.xlsx import XlsxReader
from tests.formats.fuzzing import damaged, damaged_parts, packed, read, refusal, unpacked

UNKNOWN = "no column is known to hold the text; say which by --map text=COLUMN: its columns are "
HEADER = ["Nr", "Überschrift", "Volltext", "Datum", "Autor"]
TEXT = "„Wir bleiben“, sagte Wendt.\nSie blieb <dort> & hier 🙂."


def workbook(*sheets: tuple[str, Sequence[Sequence[Any]]], **options: Any) -> bytes:
    """A workbook as XlsxWriter writes it; dates get the format 13.03.2025."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "default_date_format": "dd.mm.yyyy", **options})
    for name, rows in sheets:
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                if callable(cell):
                    cell(sheet, number, place)
                elif cell is not None:
                    sheet.write(number, place, cell)
    book.close()
    return out.getvalue()


def articles(data: bytes, mapping: Mapping | None = None) -> list[Article]:
    items = read(XlsxReader(mapping), data, "in/press.xlsx")
    assert all(isinstance(item, Draft) for item in items), items
    return [item.article for item in items if isinstance(item, Draft)]


def texts(data: bytes) -> list[str]:
    """The articles' texts; a refusal as it is shown."""
    return [i.article.text if isinstance(i, Draft) else str(i) for i in read(XlsxReader(), data, "press.xlsx")]


def changed(data: bytes, part: str, old: str, new: str) -> bytes:
    parts = dict(unpacked(data))
    before = parts[part].decode()
    assert re.search(old, before)
    parts[part] = re.sub(old, lambda _: new, before, count=1).encode()
    return packed(parts)


BOOK = workbook(
    ("Presse", [HEADER, [7, "Kräne", TEXT, datetime.date(2025, 3, 13), "Ilse Wendt; Jan Ohlsen"]]),
    ("Leer", []),
)


@pytest.mark.parametrize("options", [{}, {"date_1904": True}, {"constant_memory": True}, {"use_zip64": True}])
def test_each_row_is_an_article(options: dict[str, Any]) -> None:
    day = datetime.datetime(2025, 3, 13, 8, 5)
    rows: list[list[Any]] = [
        HEADER,
        [7, "Kräne", TEXT, day, "Ilse Wendt; Jan Ohlsen"],
        [8.5, None, "Zwei", "13.03.2025"],
    ]
    first, second = articles(workbook(("Presse", rows), **options))
    assert (first.title, first.text, first.published) == ("Kräne", TEXT, "2025-03-13T08:05:00")
    assert (first.authors, first.file) == (("Ilse Wendt", "Jan Ohlsen"), "press.xlsx")
    assert (second.title, second.text, second.published, second.authors) == ("Zwei", "Zwei", "2025-03-13", ())


def test_cells_of_all_kinds() -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["id", "text", "title", "date", "lang", "url"])
    sheet.write(1, 0, 12345678901)
    sheet.write_rich_string(1, 1, "She ", book.add_format({"bold": True}), "stays", ".")
    sheet.write_formula(1, 2, '="A"&"b"', value="Ab")
    sheet.write_datetime(1, 3, datetime.datetime(2025, 3, 13), book.add_format({"num_format": 14}))
    sheet.write_boolean(1, 4, True)
    sheet.write_url(1, 5, "https://bote.example/1", string="https://bote.example/1")
    sheet.write_string(2, 1, "bell \x07 and _x0041_")
    sheet.write_formula(2, 2, "=1/0", value="#DIV/0!")
    sheet.write_datetime(
        2, 3, datetime.datetime(2025, 3, 13), book.add_format({"num_format": '[$-407]d. mmm "um" yy'})
    )
    sheet.write_number(2, 0, 0.5, book.add_format({"num_format": '0.0 "days"'}))
    book.close()
    first, second = articles(out.getvalue())
    assert (first.key, first.text, first.title, first.published) == (
        "12345678901",
        "She stays.",
        "Ab",
        "2025-03-13",
    )
    assert (first.lang, first.url) == ("TRUE", "https://bote.example/1")
    assert (second.key, second.text, second.published) == ("0.5", "bell \x07 and _x0041_", "2025-03-13")
    assert second.title == "bell \x07 and _x0041_"


def link(address: str, text: str) -> Any:
    return lambda sheet, row, column: sheet.write_url(row, column, address, string=text)


def formula(code: str, value: str) -> Any:
    return lambda sheet, row, column: sheet.write_formula(row, column, code, value=value)


@pytest.mark.parametrize(
    ("header", "cells", "url"),
    [
        # A column of the address.
        (["Text", "Link"], [link("https://bote.example/1#kai", "Link")], "https://bote.example/1#kai"),
        (["Text", "URL"], [link("https://bote.example/1", "zum Artikel")], "https://bote.example/1"),
        (["Text", "URL"], [formula('=HYPERLINK("https://bote.example/1","hier")', "hier")], "https://bote.example/1"),
        (["Text", "URL"], [formula('=HYPERLINK("https://bote.example/1",A2)', "")], "https://bote.example/1"),
        (["Text", "URL"], [link("https://bote.example/1?from=x", "https://bote.example/1")], "https://bote.example/1"),
        (["Text", "URL"], [link("mailto:ada@bote.example", "Ada")], "Ada"),
        (["Text", "URL"], [link("internal:press!A1", "oben")], "oben"),
        # None, but a headline that links to its article, or a cell that does nothing else.
        (["Text", "Titel"], [link("https://bote.example/1", "Hafen zu")], "https://bote.example/1"),
        (["Text", "Titel"], [formula('=HYPERLINK("https://bote.example/1","Hafen zu")', "")], "https://bote.example/1"),
        (["Text", "Titel", "Original"], ["Hafen zu", link("https://bote.example/1", "LINK")], "https://bote.example/1"),
        (["Text", "Titel", "Original"], ["Hafen zu", link("https://bote.example/", "Hafenbote")], None),
        (["Text", "Titel", "URL"], [link("https://bote.example/1", "Hafen zu"), "bote-1"], "bote-1"),
    ],
)  # fmt: skip
def test_addresses_that_cells_link_to(header: list[str], cells: list[Any], url: str | None) -> None:
    rows = [header, [TEXT, *cells], ["Zwei", *["x"] * len(cells)]]
    first, second = articles(workbook(("press", rows)))
    assert (first.text, first.url) == (TEXT, url)
    assert type(first.title) is str
    assert first.title in ("Hafen zu", TEXT.partition("\n")[0])
    assert second.url == ("x" if header[-1] in ("URL", "Link") else None)


def test_a_text_that_links_is_a_text() -> None:
    (article,) = articles(workbook(("press", [["Text"], [link("https://bote.example/1", "Der Hafen.")]])))
    assert type(article.text) is str
    assert (article.text, article.url) == ("Der Hafen.", None)


def test_links_are_no_addresses_where_a_person_says_so() -> None:
    data = workbook(("press", [["Text", "Titel"], ["Eins", link("https://bote.example/1", "Hafen")]]))
    (article,) = articles(data, Mapping({"url": ""}))
    assert (article.title, article.url) == ("Hafen", None)


def test_all_sheets_with_a_text_are_read_and_hidden_ones_are_not() -> None:
    data = workbook(
        ("About", [["Made by", "Ilse"]]),
        ("A", [["Export of March"], [], ["Text"], ["a"], [" ", "x"]]),
        ("B", [["Text", "Titel"], ["b"]]),
        ("C", [["Text"], ["hidden"]]),
    )
    data = changed(data, "xl/workbook.xml", '<sheet name="C"', '<sheet state="hidden" name="C"')
    assert texts(data) == ["a", "press.xlsx:5: sheet 'A': its text is empty", "b"]


def test_a_mapping_names_the_columns() -> None:
    (article,) = articles(BOOK, Mapping({"text": "Autor", "title": "Nr"}))
    assert (article.text, article.title) == ("Ilse Wendt; Jan Ohlsen", "7")
    assert refusal(XlsxReader().mapped(Mapping({"text": "X"})), workbook(("A", [["Text"], ["a"]]))) == (
        'there is no column "X"; its columns are "Text"'
    )


def test_two_cells_far_apart_cost_nothing() -> None:
    tracemalloc.start()
    assert texts(changed(workbook(("A", [["Text"], ["a"], ["z"]])), "xl/worksheets/sheet1.xml",
                         '<row r="3".*?<c r="A3"', '<row r="1048576"><c r="XFD1048576"')) == [
        "a",
        "press.xlsx:1048576: its text is empty",
    ]  # fmt: skip
    assert tracemalloc.get_traced_memory()[1] < 10 << 20
    tracemalloc.stop()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "the file is empty"),
        (BOOK[:3000], "the file is damaged or cut off: it has no list of its parts"),
        (b"x" * 100, "the file is damaged or cut off: it has no list of its parts"),
        (packed({"a.txt": b"x"}), "the file is no Excel workbook: it has no xl/workbook.xml"),
        (packed({"xl/workbook.xml": b"<html/>"}), "the file is no Excel workbook: it begins with 'html'"),
        (workbook(("Leer", [])), "the table is empty"),
        (workbook(("A", [["Text"]])), "there are no rows below the names of the columns"),
        (workbook(("A", [["x"], ["y"]])), UNKNOWN + '"x"'),
        (workbook(("A", [["x"]]), ("B", [])), f"""sheet 'A': {UNKNOWN}"x"; sheet 'B': the table is empty"""),
        (COMPOUND + b"x" * 99 + "EncryptedPackage".encode("utf-16-le"), "it is protected by a password"),
        (COMPOUND + b"x" * 99, "it is an old office document, not an Excel workbook of today; save it as one"),
    ],
)  # fmt: skip
def test_what_is_no_workbook_is_refused(data: bytes, reason: str) -> None:
    assert refusal(XlsxReader(), data) == reason


def test_damage_in_the_middle_keeps_the_rows_before() -> None:
    data = workbook(("A", [["Text", "Titel"], *([f"Text {n}", f"Titel {n}"] for n in range(5000))]))
    data = changed(data, "xl/worksheets/sheet1.xml", '<row r="4000".*', "<row><c></row>")
    found = texts(data)
    assert found[0] == "Text 0"
    assert found[-1].startswith(
        "press.xlsx: sheet 'A' can't be read further: its part xl/worksheets/sheet1.xml is "
    )
    assert len(found) > 2000


def test_entities_and_document_types_are_refused() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><sst'
    assert refusal(XlsxReader(), changed(BOOK, "xl/sharedStrings.xml", "<sst", bomb)) == (
        "it declares a document type, as no office program does"
    )
    outside = '<!DOCTYPE x SYSTEM "file:///etc/passwd"><worksheet'
    (item,) = read(XlsxReader(), changed(BOOK, "xl/worksheets/sheet1.xml", "<worksheet", outside))
    assert "document type" in str(item)


def test_bombs_are_refused_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    parts = dict(unpacked(BOOK))
    parts["xl/sharedStrings.xml"] = b"<sst><si><t>" + b"a" * (129 << 20) + b"</t></si></sst>"
    bomb = packed(parts)
    del parts
    assert len(bomb) < 1 << 20
    deep = packed(dict(unpacked(BOOK)) | {"xl/worksheets/sheet1.xml": b"<worksheet>" * 100_000})
    many = packed({f"{n:0100}": b"" for n in range(30_000)} | dict(unpacked(BOOK)))
    tracemalloc.start()
    assert (
        refusal(XlsxReader(), bomb)
        == "its part xl/sharedStrings.xml unpacks to more than 128 MiB; save it as CSV, which may be of any length"
    )
    assert "is nested too deeply" in str(read(XlsxReader(), deep))
    assert refusal(XlsxReader(), many) == "its list of parts is too long for an office document"
    assert tracemalloc.get_traced_memory()[1] < 40 << 20
    tracemalloc.stop()
    monkeypatch.setattr(sheets, "MAX_CELL", 1000)
    cell = f"<t>{'a' * 1001}</t>"
    inline = f'<c r="A2" t="inlineStr"><is>{cell}</is></c>'
    inlined = changed(workbook(("A", [["Text"], ["b"]])), "xl/worksheets/sheet1.xml", '<c r="A2".*?</c>', inline)
    assert "row 2 has a cell longer than" in texts(inlined)[-1]


def test_a_stated_size_that_is_too_small_bounds_what_is_unpacked() -> None:
    """An archive may lie about how much a part unpacks to; no more than that is taken."""
    parts = dict(unpacked(BOOK))
    size = len(parts["xl/sharedStrings.xml"])
    parts["xl/sharedStrings.xml"] += b" " * 1_000_000
    data = packed(parts)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        stated = archive.getinfo("xl/sharedStrings.xml").file_size
    data = data.replace(stated.to_bytes(4, "little"), size.to_bytes(4, "little"))
    assert "damaged or cut off: Bad CRC-32" in refusal(XlsxReader(), data)


def test_a_file_that_is_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(binary, "MAX_BYTES", 1 << 20)
    assert refusal(XlsxReader(), b"PK\x03\x04" * (1 << 20)) == "the file is longer than 1 MiB"


@pytest.mark.parametrize(
    ("name", "head", "accepted"),
    [
        ("a.bin", BOOK, True),
        ("a.xlsx", b"PK\x03\x04", True),
        ("a.zip", packed({"a.txt": b"x"}), False),
        ("a.xlsx", b"<html>", False),
        ("a.xlsx", COMPOUND, True),
        ("a.xls", COMPOUND, True),
        ("a.doc", COMPOUND, False),
    ],
)
def test_workbooks_are_known_by_content(name: str, head: bytes, accepted: bool) -> None:
    assert XlsxReader().accepts(PurePath(name), head) is accepted


def test_what_unpacks_is_imported_only_when_it_is_needed() -> None:
    code = "import sys, annotator.formats.readers.xlsx; assert 'annotator.formats.office' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_part_in_an_encoding_that_there_is_not_is_refused() -> None:
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(BOOK)) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b'encoding="UTF-8"', b'encoding="TF-8"'))
    (refusal,) = read(XlsxReader(), changed.getvalue())
    assert isinstance(refusal, Refusal)
    assert refusal.reason.endswith("is damaged: unknown encoding: TF-8")


@given(st.data())
def test_damaged_workbooks_are_articles_or_refusals(data: st.DataObject) -> None:
    foreign = (b"<", b"&", b"<c>", b"</row>", b't="s"', b"<v>9</v>", b"&#0;", b"\xff", b"<!DOCTYPE a>")
    read(XlsxReader(), data.draw(damaged(BOOK) | damaged_parts(BOOK, foreign)))


@given(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\ufffe\uffff<&"), min_size=1).filter(
        str.strip
    )
)
def test_every_text_comes_back(text: str) -> None:
    (item,) = read(XlsxReader(), workbook(("A", [["Text"], ["'" + text]]), strings_to_formulas=False))
    assert not isinstance(item, Refusal)
    assert item.article.text == "'" + text


def test_a_cell_that_goes_on_downwards_is_in_all_its_rows() -> None:
    def source(sheet: Any, row: int, column: int) -> None:
        sheet.merge_range(row, column, row + 1, column, "Nordwiker Bote")

    rows: list[list[Any]] = [
        ["Titel", "Text", "Medium"],
        ["A", "Eins.", source],
        ["B", "Zwei.", None],
        ["C", "Drei.", None],
    ]
    found = articles(workbook(("Artikel", rows)))
    assert [article.source for article in found] == ["Nordwiker Bote", "Nordwiker Bote", None]
    beside: list[list[Any]] = [["Titel", "Text", "Medium"], ["A", "Eins."]]
    beside[1].append(lambda sheet, row, column: sheet.merge_range(row, column, row, column + 1, "Kurier"))
    (only,) = articles(workbook(("Artikel", beside)))
    assert only.source == "Kurier"
