from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.models import Article, Draft
from annotator.formats.columns import read_columns
from annotator.formats.mapping import Mapping
from annotator.formats.readers import read_stream
from annotator.formats.readers.html_table import HtmlTableReader
from tests.formats.fuzzing import CODEBOOK, damaged, read, refusal

PAGE = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head>
<meta http-equiv="Content-Type" content="text/html; charset=windows-1252"><style>td {}</style></head><body>
<table border=1><tr><th colspan=3>Export vom 13.03.2025</th></tr>
<tr><th>Titel</th><th>Volltext</th><th>Datum</th><th>Adresse</th></tr>
<tr><td>H\u00e4fen &amp; Kais</td><td>Gr\u00f6\u00dfer als &lt;5.<br>Neu<p>Absatz<td>13.03.2025
<td><a href="https://bote.example/1">Link</a></tr>
<!-- none --><tr><td>&nbsp;</td><td></td></tr>
<tr><td><a href="https://bote.example/2">Zwei</a></td><td>Der Kai.</td><td></td></tr>
<tr><td>Drei</td><td></td></tr>
</table></body></html>"""


def articles(data: bytes, mapping: Mapping | None = None) -> list[Article]:
    items = read_stream(io.BytesIO(data), "in/press.xls", CODEBOOK, mapping=mapping)
    return [item.article for item in items if isinstance(item, Draft)]


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-16"])
@pytest.mark.parametrize("around", ["{}", "<table><tr><td>{}</td></tr></table>"])
def test_each_row_is_an_article(encoding: str, around: str) -> None:
    first, second = articles(around.format(PAGE).encode(encoding))
    assert (first.title, first.text) == ("H\u00e4fen & Kais", "Gr\u00f6\u00dfer als <5.\nNeu\n\nAbsatz")
    assert (first.published, first.url, first.file) == ("2025-03-13", "https://bote.example/1", "press.xls")
    assert (second.title, second.text, second.url) == ("Zwei", "Der Kai.", "https://bote.example/2")


def test_cells_over_several_rows_and_columns_shift_no_others() -> None:
    data = """<table><tr><th colspan=2>Kopf<th rowspan=2>Volltext<th>Datum</tr>
    <tr><th>Zeitung<th>Titel<th></tr>
    <tr><td rowspan=2>Bote<td>Eins<td>Der Hafen.<td>13.03.2025</tr><tr><td>Zwei<td>Der Kai.<td>14.03.2025</tr>
    <tr><td colspan=99999999 rowspan=x>Kurier</table>
    <table><tr><td>Bote<td>Drei<td rowspan=99999>Die Mole.</tr></table><table><tr><td>A<td>B</tr></table>"""
    first, second, third = articles(
        data.encode(), Mapping({"source": "Zeitung", "title": "Titel", "text": "Volltext"})
    )
    assert [(a.source, a.title, a.text) for a in (first, second, third)] == [
        ("Bote", "Eins", "Der Hafen."),
        ("Bote", "Zwei", "Der Kai."),
        ("Bote", "Drei", "Die Mole."),
    ]


def test_rows_without_a_text_are_refused_by_their_number() -> None:
    assert str(read(HtmlTableReader(), PAGE.encode("cp1252"))[-1]) == "in/file:6: its text is empty"


def test_a_mapping_names_the_columns(tmp_path: Path) -> None:
    data = b"<table><tr><td>Kopf<td>Rest</tr><tr><td>Hafen<td>Der Hafen.</tr></table>"
    (article,) = articles(data, Mapping({"title": "Kopf", "text": "Rest"}))
    assert (article.title, article.text) == ("Hafen", "Der Hafen.")
    assert "say which by --map text=COLUMN" in refusal(HtmlTableReader(), data)
    path = tmp_path / "press.xls"
    path.write_bytes(data)
    columns = read_columns(path)
    assert columns is not None
    assert columns.names == ("Kopf", "Rest")
    assert columns.samples == {"Kopf": ("Hafen",), "Rest": ("Der Hafen.",)}


@pytest.mark.parametrize("data", [b"<table>", b"<table></table>", b"<p>Hafen</p>", b"<table><tr></tr></table>"])
def test_what_has_no_rows_is_refused(data: bytes) -> None:
    assert refusal(HtmlTableReader(), data)


def test_a_deep_table_is_read_or_refused() -> None:
    read(HtmlTableReader(), b"<table><tr><td>" * 3000 + PAGE.encode("cp1252"))


@given(st.data())
def test_damaged_tables_are_articles_or_refusals(data: st.DataObject) -> None:
    read(HtmlTableReader(), data.draw(damaged(PAGE.encode("cp1252"))))
