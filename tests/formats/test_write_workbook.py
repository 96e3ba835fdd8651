"""Tables as Excel workbooks, read back by openpyxl: types, limits, and texts that are never anything else."""

from __future__ import annotations

import errno
import os
import tempfile
from datetime import datetime
from io import BytesIO
from pathlib import Path

import openpyxl
import pandas
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings

from annotator.core.errors import UserError
from annotator.core.models import Draft
from annotator.formats.writers.tables import workbook
from annotator.jobs.files import ExportFilter, Options, Writing
from tests.formats.record_projects import drafts
from tests.formats.table_projects import CODEBOOK, csv_rows, debate, export, project_of, sheets, xlsx_rows
from tests.making import make_draft, make_span

FOLDERS = "annotator-*"


def test_dates_are_dates_and_numbers_numbers() -> None:
    with project_of(debate(), CODEBOOK) as project:
        content, report = export(project, "spans-xlsx")
    quote = xlsx_rows(content)[0]
    assert quote["date"] == datetime(2025, 3, 13)
    assert quote["held"] == datetime(2025, 3, 12)
    assert quote["published"] == "2025-03-13"
    assert quote["created_at"] == datetime(2025, 3, 13, 14, 2, 11, 42000)
    assert (quote["start"], quote["tone"], quote["seen"]) == (0, -3, True)
    assert (quote["title"], quote["note"], quote["source"]) == ("+49 Fähren", "=1+1", "@Sund")
    assert quote["segments"] == "[[0, 25], [56, 70]]"
    assert quote["form"] == "direct"
    assert quote["stance"] is None
    assert report.losses.counts == {"no_row": 1}


def test_the_header_stays_and_filters() -> None:
    with project_of(debate(), CODEBOOK) as project:
        content, _ = export(project, "statements-xlsx")
    (sheet,) = openpyxl.load_workbook(BytesIO(content))
    assert (sheet.title, sheet.freeze_panes) == ("statements", "A2")
    assert sheet.auto_filter.ref == f"A1:{sheet.cell(5, sheet.max_column).coordinate}"
    assert sheet["A1"].font.bold
    assert sheet.column_dimensions["B"].width > sheet.column_dimensions["A"].width


@pytest.mark.parametrize("table", ["spans", "statements"])
def test_both_files_of_a_table_tell_the_same(table: str) -> None:
    with project_of(debate(), CODEBOOK) as project:
        csv_content, losses = export(project, f"{table}-csv")
        content, same = export(project, f"{table}-xlsx")
    assert losses == same
    texts = [
        {
            name: "" if cell is None else str(cell)
            for name, cell in row.items()
            if not isinstance(cell, datetime | bool)
        }
        for row in xlsx_rows(content)
    ]
    assert [
        {name: row[name] for name in told} for row, told in zip(csv_rows(csv_content), texts, strict=True)
    ] == texts


def test_pandas_reads_it() -> None:
    with project_of(debate(), CODEBOOK) as project:
        content, _ = export(project, "statements-xlsx")
    table = pandas.read_excel(BytesIO(content))
    assert table.groupby("concept")["stance"].value_counts().to_dict() == {
        ("Die Nachtfähre soll fahren", "oppose"): 2,
        ("Die Nachtfähre soll fahren", "support"): 1,
    }
    assert str(table["date"].dtype).startswith("datetime64")


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "{=SUM(A1)}",
        "https://example.org/",
        "mailto:a@b.example",
        "internal:Sheet1!A1",
        "-3",
        "1e5",
        "<r><t>fett</t></r>",
        "<r></r>",
        " a ",
        "a\tb\nc",
    ],
)
def test_texts_are_texts(text: str) -> None:
    article = make_draft("abc", "a", spans=[make_span("CLAIM", (0, 3), attributes={"category": text})])
    with project_of([article]) as project:
        content, _ = export(project, "spans-xlsx")
    assert xlsx_rows(content)[0]["category"] == text


@pytest.mark.parametrize(
    ("published", "date"),
    [
        ("2025-03-13T22:15:00+01:00", datetime(2025, 3, 13)),
        ("1900-01-01", datetime(1900, 1, 1)),
        ("1899-12-31", "1899-12-31"),
        ("2025-03", None),
        ("2025", None),
        ("gestern", None),
        ("2025-02-30", None),
        ("20250313", None),
        (None, None),
    ],
)
def test_days_that_excel_knows_and_others(published: str | None, date: object) -> None:
    article = make_draft("abc", "a", spans=[make_span("CUE", (0, 3))], published=published)
    with project_of([article]) as project:
        content, _ = export(project, "spans-xlsx")
    row = xlsx_rows(content)[0]
    assert (row["published"], row["date"]) == (published, date)


@pytest.mark.parametrize(
    ("value", "told"), [(1 << 53, 1 << 53), ((1 << 53) + 1, str((1 << 53) + 1)), (0.25, 0.25)]
)
def test_numbers_keep_their_digits(value: float, told: object) -> None:
    article = make_draft("abc", "a", spans=[make_span("QUOTE", (0, 3), attributes={"tone": value})])
    with project_of([article], CODEBOOK) as project:
        content, _ = export(project, "spans-xlsx")
    assert xlsx_rows(content)[0]["tone"] == told


@pytest.mark.parametrize(
    ("text", "kept"),
    [("ä" * 32_767, 32_767), ("ä" * 32_768, 32_766), ("🚢" * 16_383, 16_383), ("🚢" * 16_384, 16_383)],
)
def test_long_texts_are_cut_and_counted(text: str, kept: int) -> None:
    article = make_draft(text, "a", spans=[make_span("CUE", (0, len(text)))])
    with project_of([article]) as project:
        content, report = export(project, "spans-xlsx")
        whole, _ = export(project, "spans-csv")
    told = xlsx_rows(content)[0]["text"]
    is_cut = kept < len(text)
    assert told == text[:kept] + "…" * is_cut
    assert len(told.encode("utf-16-le")) // 2 <= 32_767
    assert report.losses.counts["cut"] == is_cut
    assert csv_rows(whole)[0]["text"] == text


def test_rows_go_on_in_the_next_sheet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "SHEET_ROWS", 4)
    article = make_draft("abcdefg", "a", spans=[make_span("CUE", (n, n + 1)) for n in range(7)])
    with project_of([article]) as project:
        content, _ = export(project, "spans-xlsx")
    found = sheets(content)
    assert {title: len(rows) for title, rows in found.items()} == {"spans": 4, "spans 2": 4, "spans 3": 2}
    texts = [row[rows[0].index("text")] for rows in found.values() for row in rows[1:]]
    assert texts == list("abcdefg")
    for sheet in openpyxl.load_workbook(BytesIO(content)):
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref.endswith(str(sheet.max_row))


@settings(max_examples=8, suppress_health_check=list(HealthCheck))
@given(drafts())
def test_any_text_comes_back(articles: list[Draft]) -> None:
    with project_of(articles) as project:
        content, _ = export(project, "spans-xlsx")
        assert export(project, "spans-xlsx")[0] == content
        expected = csv_rows(export(project, "spans-csv")[0])
    for row, told in zip(expected, xlsx_rows(content), strict=True):
        for name in ("article_id", "title", "source", "span_id", "text", "category", "actor", "speaker", "note"):
            # Excel writes characters that XML has no form for in this way, which openpyxl doesn't undo.
            cell = (told[name] or "").replace("_x0000_", "\x00").replace("_x000D_", "\r")
            assert cell == row[name]


def test_nothing_stays_where_rows_wait(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    waiting = []

    def cancel(done: int, _total: int) -> bool:
        waiting.append(len(list(tmp_path.glob(FOLDERS))))
        return False

    with project_of(debate(), CODEBOOK) as project:
        out = project.path.with_name("out.xlsx")
        assert project.export(out, ExportFilter(), cancel).cancelled
        assert not out.exists()
        assert waiting == [1]
        assert not list(tmp_path.glob(FOLDERS))
        project.export(out, ExportFilter())
        assert not list(tmp_path.glob(FOLDERS))
        project.export(project.path.with_name("out"), ExportFilter(), None, Writing("spans-xlsx", Options(), True))
        assert not list(tmp_path.glob(FOLDERS))


def test_a_full_disk_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    class Full(xlsxwriter.Workbook):  # type: ignore[misc]
        def _store_workbook(self) -> None:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with project_of(debate(), CODEBOOK) as project:
        out = project.path.with_name("out.xlsx")
        out.write_bytes(b"old")
        monkeypatch.setattr(xlsxwriter, "Workbook", Full)
        with pytest.raises(UserError, match="The disk is full"):
            project.export(out, ExportFilter())
        assert out.read_bytes() == b"old"
