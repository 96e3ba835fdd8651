"""Spans and statements as CSV: read back by Python's csv and by pandas, and nothing in it runs as a formula."""

from __future__ import annotations

import csv
import json
from io import BytesIO, StringIO

import pandas
import pytest
from hypothesis import HealthCheck, given, settings

from annotator.core.models import Draft
from annotator.formats.cells import as_meant, harmless, joined
from annotator.jobs.files import ExportFilter, Options, Writing
from tests.formats.record_projects import drafts
from tests.formats.table_projects import CODEBOOK, csv_rows, debate, export, project_of
from tests.making import make_draft, make_span

many = settings(max_examples=15, suppress_health_check=list(HealthCheck))
COLUMNS = (
    "article_id title source authors published date url lang split group status "
    "span_id label start end segments text attribute_text form tone seen held topics stance remark "
    "actor_id actor actor_kind concept_id concept "
    "speaker speaker_spans target target_spans claimant claimant_spans expressed_in expressed_in_spans "
    "note annotator created_at updated_at "
    "origin_kind origin_name origin_version origin_score origin_decision"
)
FORMULAS = ("=1+1", "+49", "-3", "@Sund", "\t=1", "\r=1", "\n=1", "＝1")


def test_a_row_tells_everything_of_a_span() -> None:
    with project_of(debate(), CODEBOOK) as project:
        content, report = export(project, "spans-csv")
        rows = csv_rows(content)
    quote = rows[0]
    assert " ".join(quote) == COLUMNS
    told = {name: cell for name, cell in quote.items() if cell}
    assert told == {
        "article_id": "fähre",
        "title": "+49 Fähren",
        "source": "@Sund",
        "authors": "A\\|B|C",
        "published": "2025-03-13",
        "date": "2025-03-13",
        "lang": "de",
        "split": "train",
        "status": "done",
        "span_id": "q",
        "label": "QUOTE",
        "start": "0",
        "end": "70",
        "segments": "[[0, 25], [56, 70]]",
        "text": "„Die Fähre 🚢 muss fahren“, verlangte Ratsherrin Ohlsen, „auch nachts.“",
        "form": "direct",
        "tone": "-3",
        "seen": "TRUE",
        "held": "2025-03-12",
        "topics": "ferry|money\\|budget",
        "speaker": "Kaja Ohlsen",
        "speaker_spans": "o",
        "note": "=1+1",
        "annotator": "anna",
        "created_at": "2025-03-13T14:02:11.042Z",
        "updated_at": "2025-03-13T14:02:11.042Z",
        "origin_kind": "import",
    }
    opposed = next(row for row in rows if row["span_id"] == "c2")
    assert (opposed["claimant"], opposed["claimant_spans"]) == ("Müllers Sohn|Kaja Ohlsen", "m|s")
    assert (opposed["concept_id"], opposed["concept"]) == ("night", "Die Nachtfähre soll fahren")
    assert [row["span_id"] for row in rows] == ["q", "c1", "o", "m", "s", "c2", "c3"]
    assert report.losses.counts == {"no_row": 1}
    assert "1 article without a row." in report.sentences(ExportFilter())


def test_statements_are_claims_with_each_of_their_claimants() -> None:
    with project_of(debate(), CODEBOOK) as project:
        content, report = export(project, "statements-csv")
        rows = csv_rows(content)
    assert [(r["statement_id"], r["claimant"], r["actor"], r["stance"]) for r in rows] == [
        ("c1", "Ratsherrin Ohlsen", "Kaja Ohlsen", "support"),
        ("c2", "Müllers Sohn", "", "oppose"),
        ("c2", "sie", "Kaja Ohlsen", "oppose"),
        ("c3", "", "", ""),
    ]
    first = rows[0]
    # As she was on the article's day: what began last comes first, and what began a day later isn't there.
    assert (first["role"], first["party"], first["organisation"]) == (
        "Vorsitzende|Ratsherrin",
        "Deichpartei",
        "Rat",
    )
    assert (first["concept"], first["concept_parent"]) == ("Die Nachtfähre soll fahren", "Verkehr")
    assert (first["quote_id"], first["quote_speaker"]) == ("q", "Kaja Ohlsen")
    assert first["quote"].startswith("„Die Fähre 🚢")
    assert (rows[1]["target"], rows[1]["remark"]) == ("Kaja Ohlsen", "-3")
    assert rows[3]["annotator"] == "bert"
    # The quote's attributes and note have no place, as its claim stands for it; nor has the actor's attribute.
    assert report.losses.counts == {"no_row": 1, "attributes": 6, "notes": 1}


def test_a_quote_without_a_claim_is_a_statement() -> None:
    article = debate()[0]
    article.relations = [r for r in article.relations if r.label not in ("expressed_in", "claimant")]
    with project_of([article], CODEBOOK) as project:
        content, report = export(project, "statements-csv")
        rows = csv_rows(content)
    assert [(r["statement_id"], r["label"], r["claimant"]) for r in rows] == [
        ("q", "QUOTE", "Ratsherrin Ohlsen"),
        ("c1", "CLAIM", ""),
        ("c2", "CLAIM", ""),
        ("c3", "CLAIM", ""),
    ]
    # Neither Müller's son nor "sie" is named by a row any more; Ohlsen is by two.
    assert report.losses.counts == {"no_statement": 2, "attributes": 1, "entries": 1}


@pytest.mark.parametrize(("delimiter", "decimal"), [(";", ","), (",", ".")])
def test_pandas_reads_it(delimiter: str, decimal: str) -> None:
    article = debate()[0]
    article.spans[0].attributes["tone"] = -0.5
    with project_of([article], CODEBOOK) as project:
        content, _ = export(project, "spans-csv", delimiter=delimiter)
    table = pandas.read_csv(BytesIO(content), sep=delimiter, decimal=decimal, parse_dates=["date", "created_at"])
    assert table["article_id"].unique().tolist() == ["fähre"]
    assert table["tone"].tolist()[0] == -0.5
    assert table["start"].dtype == "int64"
    assert table["date"].dt.year.unique().tolist() == [2025]
    assert str(table["created_at"].dt.tz) == "UTC"
    assert table["seen"].tolist()[0] is True
    # What is text stays text, by an apostrophe.
    assert table["note"].tolist()[0] == "'=1+1"
    assert table["remark"].dropna().tolist() == ["'-3"]
    assert table["text"].tolist()[0].endswith("„auch nachts.“")


@pytest.mark.parametrize("format", ["spans-csv", "statements-csv"])
def test_lines_and_mark_are_those_that_spreadsheets_expect(format: str) -> None:
    with project_of([make_draft("Eins.\nZwei.", "a", spans=[make_span("CLAIM", (0, 11))])]) as project:
        content, _ = export(project, format)
    assert content.startswith(b"\xef\xbb\xbfarticle_id;title;")
    assert content.endswith(b"\r\n")
    assert content.count(b"\r\n") == 2
    assert b'"Eins.\nZwei."' in content


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_begins_like_a_formula(text: str) -> None:
    article = make_draft("abc", "a", text, spans=[make_span("CUE", (0, 3), note=text)], source=text)
    with project_of([article]) as project:
        content, _ = export(project, "spans-csv")
    _, row = csv.reader(StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";")
    cells = [cell for cell in row if cell]
    assert not [cell for cell in cells if cell.startswith(FORMULAS) or cell[0] in "=+-@"]
    assert [as_meant(cell) for cell in cells].count(cells[1][1:]) == 3


@pytest.mark.parametrize("text", ["'=1", "''-", "'", "'’s is here", "a=1", "", "'\t"])
def test_texts_come_back_from_cells(text: str) -> None:
    assert as_meant(harmless(text)) == text
    assert harmless(text) == text or text.startswith("'")


def test_several_values_are_told_apart() -> None:
    assert joined(["a|b", "c\\", "d"]) == "a\\|b|c\\\\|d"


@pytest.mark.parametrize("format", ["spans-csv", "statements-csv"])
def test_one_export_knows_nothing_of_another(format: str) -> None:
    with project_of(debate(), CODEBOOK) as project:
        first, _ = export(project, format, delimiter=";")
        other, _ = export(project, format, delimiter=",")
        assert export(project, format, delimiter=";")[0] == first
    assert csv_rows(other, ",") == csv_rows(first)


@many
@given(drafts())
def test_any_span_has_its_row(articles: list[Draft]) -> None:
    with project_of(articles) as project:
        out = project.path.with_name("out.jsonl")
        wanted = ExportFilter(keep_zones=True, suggestions=True)
        project.export(out, wanted)
        records = [json.loads(line) for line in out.read_bytes().splitlines()]
        out = project.path.with_name("out.csv")
        report = project.export(out, wanted)
        content = out.read_bytes()
        project.export(out, wanted)
        assert out.read_bytes() == content
        rows = iter(csv_rows(content))
    for record in records:
        texts = {span["id"]: span["actor"]["name"] if span["actor"] else span["text"] for span in record["spans"]}
        for span in record["spans"]:
            row = next(rows)
            assert (row["article_id"], row["title"], row["source"]) == (
                record["id"],
                record["title"],
                record["meta"]["source"] or "",
            )
            for name in ("id", "label", "text", "note", "annotator", "created_at"):
                assert row[f"span_{name}" if name == "id" else name] == (span[name] or "")
            assert (int(row["start"]), int(row["end"])) == (span["start"], span["end"])
            assert json.loads(row["segments"]) == span["segments"]
            assert {name: row[name] for name in span["attributes"]} == {
                name: value or "" for name, value in span["attributes"].items()
            }
            for name in ("speaker", "target", "cue"):
                children = [
                    r["child"] for r in record["relations"] if (r["label"], r["head"]) == (name, span["id"])
                ]
                assert row[name] == joined(texts[id_] for id_ in children)
                assert row[f"{name}_spans"] == joined(children)
            for name, value in span["origin"].items():
                told = row[f"origin_{name}"]
                if isinstance(value, float):
                    assert float(told.replace(",", ".")) == value
                else:
                    assert told == (value or "")
    assert next(rows, None) is None
    assert report.losses.counts["no_row"] == sum(not record["spans"] for record in records)


@many
@given(drafts())
def test_any_claim_has_a_row_for_each_claimant(articles: list[Draft]) -> None:
    with project_of(articles) as project:
        content, report = export(project, "statements-csv")
        out = project.path.with_name("out.jsonl")
        project.export(out, ExportFilter(keep_zones=True))
        records = [json.loads(line) for line in out.read_bytes().splitlines()]
        assert export(project, "statements-csv") == (content, report)
    expected = []
    for record in records:
        claims = {span["id"] for span in record["spans"] if span["label"] == "CLAIM"}
        carrying = {r["child"] for r in record["relations"] if r["label"] == "expressed_in"}
        for span in record["spans"]:
            if span["id"] in claims or (span["label"] == "QUOTE" and span["id"] not in carrying):
                name = "claimant" if span["id"] in claims else "speaker"
                who = [r["child"] for r in record["relations"] if (r["label"], r["head"]) == (name, span["id"])]
                expected += [(span["id"], id_) for id_ in dict.fromkeys(who)] or [(span["id"], "")]
    assert [(row["statement_id"], row["claimant_id"]) for row in csv_rows(content)] == expected


def test_a_folder_has_a_file_for_each_split() -> None:
    with project_of(debate(), CODEBOOK) as project:
        out = project.path.with_name("out")
        project.export(out, ExportFilter(), None, Writing("spans-csv", Options(delimiter=","), folder=True))
        assert len(csv_rows((out / "train.csv").read_bytes(), ",")) == 7
        assert csv_rows((out / "dev.csv").read_bytes(), ",") == []


def test_the_preview_shows_the_rows() -> None:
    with project_of(debate(), CODEBOOK) as project:
        for format in ("spans-csv", "spans-xlsx", "statements-csv", "statements-xlsx"):
            made = project.exporting.preview(1, ExportFilter(), Writing(format))
            assert made is not None
            (text,) = made.files.values()
            assert text.startswith("article_id")
            assert "Die Nachtfähre soll fahren" in text
