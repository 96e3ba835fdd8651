"""OpenDocument tables, written by odfpy or to the specification."""

from __future__ import annotations

import io
import tracemalloc
from pathlib import PurePath
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from odf.office import Annotation
from odf.opendocument import OpenDocumentSpreadsheet, OpenDocumentText
from odf.style import Style, TableProperties
from odf.table import CoveredTableCell, Table, TableCell, TableRow
from odf.text import A, LineBreak, P, S, Tab

from annotator.core.models import Article, Draft, Refusal
from annotator.formats import columns, sheets
from annotator.formats.mapping import Mapping
from annotator.formats.readers import ods
from annotator.formats.readers.ods import OdsReader
from tests.formats.fuzzing import damaged, damaged_parts, packed, read, refusal, unpacked

PART = "content.xml"
HEADER = ["Nr", "Überschrift", "Volltext", "Datum", "Autor"]
TEXT = "„Wir bleiben“, sagte Wendt.\nSie blieb <dort> & hier 🙂."
NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"'
    for short in ("office", "text", "style", "table", "manifest")
)


def cell(value: Any) -> Any:
    """A cell as odfpy writes it; a string has a paragraph for each line, any other element is a cell already."""
    if not isinstance(value, str | int | float):
        return value
    if isinstance(value, str):
        made = TableCell(valuetype="string")
        for line in value.split("\n"):
            made.addElement(P(text=line))
        return made
    made = TableCell(valuetype="float", value=value)
    made.addElement(P(text=f"{value:.2f}"))
    return made


def workbook(*tables: tuple[str, list[list[Any]]], hidden: str = "") -> bytes:
    book = OpenDocumentSpreadsheet()
    style = Style(name="ta2", family="table")
    style.addElement(TableProperties(display="false"))
    book.automaticstyles.addElement(style)
    for name, rows in tables:
        table = Table(name=name, stylename=style) if name == hidden else Table(name=name)
        for cells in rows:
            row = TableRow()
            for value in cells:
                row.addElement(cell(value))
            table.addElement(row)
        book.spreadsheet.addElement(table)
    out = io.BytesIO()
    book.write(out)
    return out.getvalue()


def with_body(body: str, before: str = "") -> bytes:
    content = (
        f"<office:document-content {NAMES}>{before}<office:body><office:spreadsheet>{body}</office:spreadsheet>"
        "</office:body></office:document-content>"
    )
    return packed(dict(unpacked(BOOK)) | {PART: content.encode()})


def articles(data: bytes, mapping: Mapping | None = None) -> list[Article]:
    items = read(OdsReader(mapping), data, "in/press.ods")
    assert all(isinstance(item, Draft) for item in items), items
    return [item.article for item in items if isinstance(item, Draft)]


def texts(data: bytes) -> list[str]:
    """The articles' texts; a refusal as it is shown."""
    return [i.article.text if isinstance(i, Draft) else str(i) for i in read(OdsReader(), data, "press.ods")]


def rows(data: bytes) -> list[tuple[int, Any]]:
    return list(OdsReader().rows(io.BytesIO(data)))


def date(written: str) -> Any:
    made = TableCell(valuetype="date", datevalue=written)
    made.addElement(P(text="13.03.25"))
    return made


BOOK = workbook(("Artikel", [HEADER, [1, "Werft bleibt", TEXT, date("2025-03-13"), "Ida Brink"]]))


def test_each_row_is_an_article() -> None:
    (article,) = articles(BOOK)
    assert article.title == "Werft bleibt"
    assert article.text == TEXT
    assert article.published == "2025-03-13"
    assert article.authors == ("Ida Brink",)


def test_cells_of_all_kinds() -> None:
    truth = TableCell(valuetype="boolean", booleanvalue="true")
    share = TableCell(valuetype="percentage", value="0.25")
    share.addElement(P(text="25 %"))
    time = TableCell(valuetype="time", timevalue="PT10H30M00S")
    time.addElement(P(text="10:30"))
    wide = TableCell(valuetype="string", numbercolumnsrepeated=3)
    wide.addElement(P(text="x"))
    given = [
        ["Text", truth, share, time, 7.0, 7.5, wide],
        [date("2025-03-13T00:00:00"), date("2025-03-13T18:05:00"), CoveredTableCell(), "Ende"],
    ]
    assert rows(workbook(("A", given))) == [
        (1, ["Text", "TRUE", "0.25", "10:30", "7", "7.5", "x", "x", "x"]),
        (2, ["2025-03-13", "2025-03-13 18:05:00", "", "Ende"]),
    ]


def test_an_error_is_empty() -> None:
    error = (
        '<table:table-cell office:value-type="string" xmlns:c="urn:calc" c:value-type="error">'
        "<text:p>#N/A</text:p></table:table-cell>"
    )
    row = f"<table:table-row>{error}<table:table-cell><text:p>b</text:p></table:table-cell></table:table-row>"
    assert rows(with_body(f"<table:table>{row}</table:table>")) == [(1, ["", "b"])]


def test_white_space_is_as_libreoffice_writes_it() -> None:
    line = P(text="Erst")
    line.addElement(S(c=3))
    line.addText("dann  doch")
    line.addElement(Tab())
    line.addText("weg")
    line.addElement(LineBreak())
    line.addText("neu")
    made = TableCell(valuetype="string")
    made.addElement(line)
    made.addElement(P(text=""))
    made.addElement(P(text="zuletzt"))
    assert rows(workbook(("A", [[made]]))) == [(1, ["Erst   dann  doch\tweg\nneu\n\nzuletzt"])]


def test_comments_are_not_what_a_cell_says() -> None:
    remark = Annotation()
    remark.addElement(P(text="prüfen"))
    made = TableCell(valuetype="string")
    made.addElement(remark)
    made.addElement(P(text="Der Hafen"))
    assert rows(workbook(("A", [[made, "ruht"]]))) == [(1, ["Der Hafen", "ruht"])]


@pytest.mark.parametrize("by_formula", [False, True])
def test_addresses_that_cells_link_to(by_formula: bool) -> None:
    address = "https://hafenblatt.example/1"
    if by_formula:
        linked = TableCell(valuetype="string", formula=f'of:=HYPERLINK("{address}";"Werft bleibt")')
        linked.addElement(P(text="Werft bleibt"))
    else:
        linked = TableCell(valuetype="string")
        line = P()
        line.addElement(A(href=address, text="Werft bleibt"))
        linked.addElement(line)
    (article,) = articles(workbook(("A", [["Titel", "Text"], [linked, "Der Hafen ruht."]])))
    assert (article.title, article.url) == ("Werft bleibt", address)


def test_all_sheets_with_a_text_are_read_and_hidden_ones_are_not() -> None:
    one, two = [["Text"], ["Der Hafen ruht."]], [["Volltext"], ["Der Kran steht."], [""], ["Nr", "zu viel"]]
    book = workbook(("Notizen", [["a", "b"]]), ("Eins", one), ("Alt", one), ("Zwei", two), hidden="Alt")
    assert texts(book) == ["Der Hafen ruht.", "Der Kran steht.", "Nr"]


def test_refusals_name_the_sheet_and_the_row() -> None:
    book = workbook(("Eins", [["Text"], ["Der Hafen ruht."]]), ("Zwei", [["Titel", "Text"], [], ["Kran", ""]]))
    (_, refused) = read(OdsReader(), book)
    assert isinstance(refused, Refusal)
    assert refused.line == 3
    assert refused.reason.startswith("sheet 'Zwei': ")


def test_a_mapping_names_the_columns() -> None:
    book = workbook(("A", [["Was", "Wie"], ["Der Hafen ruht.", "Ruhe"]]))
    (article,) = articles(book, Mapping({"text": "Was", "title": "Wie"}))
    assert (article.title, article.text) == ("Ruhe", "Der Hafen ruht.")


def test_the_columns_are_offered_for_a_mapping(tmp_path: Any) -> None:
    path = tmp_path / "presse.ods"
    path.write_bytes(workbook(("A", [["Was", "Titel"], ["Der Hafen ruht.", "Ruhe"]])))
    found = columns.read_columns(path)
    assert found is not None
    assert found.names == ("Was", "Titel")
    assert found.known["title"] == "Titel"


def test_repeated_rows_are_rows_and_empty_ones_cost_nothing() -> None:
    row = "<table:table-row{}><table:table-cell><text:p>{}</text:p></table:table-cell></table:table-row>"
    end = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>'
    twice = ' table:number-rows-repeated="2"'
    body = "<table:table>" + row.format("", "Text") + row.format(twice, "a") + end + row.format("", "b")
    assert rows(with_body(body + "</table:table>")) == [(1, ["Text"]), (2, ["a"]), (3, ["a"]), (1_048_004, ["b"])]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "the file is empty"),
        (BOOK[:-300], "the file is damaged or cut off: it has no list of its parts"),
        (packed({"a.txt": b"x"}), "an OpenDocument table has a part content.xml, which is missing"),
        (packed({PART: b"<a><b>"}), "its part content.xml is damaged: no element found"),
        (packed({PART: b"<!DOCTYPE a [<!ENTITY b 'c'>]><a/>"}),
         "it declares a document type, as no office program does"),
        (packed({PART: b"<a>" * 300 + b"</a>" * 300}), "content.xml is nested too deeply"),
        (workbook(), "it has no sheet with cells"),
        (
            packed({
                "META-INF/manifest.xml": f"<manifest:manifest {NAMES}><manifest:file-entry>"
                "<manifest:encryption-data/></manifest:file-entry></manifest:manifest>".encode(),
                PART: b"\x00\x01",
            }),
            "it is protected by a password",
        ),
    ],
)  # fmt: skip
def test_what_is_no_table_is_refused(data: bytes, reason: str) -> None:
    assert refusal(OdsReader(), data) == reason


def test_a_text_document_is_no_table() -> None:
    out = io.BytesIO()
    OpenDocumentText().write(out)
    assert refusal(OdsReader(), out.getvalue()) == "the file is no OpenDocument table: it has another content"


def test_bombs_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    row = "<table:table-row{}><table:table-cell{}><text:p>{}</text:p></table:table-cell></table:table-row>"
    table = "<table:table>" + row.format("", "", "Text") + "{}</table:table>"
    often = ' table:number-rows-repeated="9999999"'
    tracemalloc.start()
    for one in (row.format(often, "", "a"), row.format(' table:number-rows-repeated="90000"', "", "a" * 1000)):
        assert "row 2 is repeated too often; save it as CSV" in texts(with_body(table.format(one)))[-1]
    assert tracemalloc.get_traced_memory()[1] < 20 << 20
    tracemalloc.stop()
    wide = with_body(table.format(row.format("", ' table:number-columns-repeated="9999999"', "a")))
    assert [len(cells) for _, cells in rows(wide)] == [1, sheets.MAX_COLUMNS]
    monkeypatch.setattr(ods, "_MOST_REPEATED", 30_000)
    rows_of_one = row.format("", ' table:number-columns-repeated="9999999"', "a") * 3
    assert texts(with_body(table.format(rows_of_one)))[-1].endswith(
        "is repeated too often; save it as CSV, which may be of any length"
    )
    monkeypatch.setattr(sheets, "MAX_CELL", 1000)
    for words in ("a" * 1001, '<text:s text:c="999999"/><text:s/>'):
        assert "row 2 has a cell longer than" in texts(with_body(table.format(row.format("", "", words))))[-1]


@pytest.mark.parametrize(
    ("name", "head", "accepted"),
    [
        ("a.ods", BOOK[:200], True),
        ("a.bin", BOOK[:200], True),
        ("a.ots", b"PK\x03\x04", True),
        ("a.ods", b"Der Hafen", False),
        ("a.odt", b"PK\x03\x04", False),
    ],
)
def test_tables_are_known_by_content(name: str, head: bytes, accepted: bool) -> None:
    assert OdsReader().accepts(PurePath(name), head) is accepted


@given(st.data())
def test_damaged_tables_are_articles_or_refusals(data: st.DataObject) -> None:
    foreign = (
        b"<",
        b"&",
        b"<text:p>",
        b"</table:table-row>",
        b"</table:table>",
        b"&#0;",
        b"\xff",
        b"<!DOCTYPE a>",
    )
    read(OdsReader(), data.draw(damaged(BOOK) | damaged_parts(BOOK, foreign)))


@given(
    st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), min_size=1).filter(
        str.strip
    )
)
def test_every_text_comes_back(text: str) -> None:
    (item,) = read(OdsReader(), workbook(("A", [["Text"], ["'" + text]])))
    assert isinstance(item, Draft)
    assert item.article.text == "'" + text
