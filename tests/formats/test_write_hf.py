"""Data sets of tokens, spans and pairs, as pyarrow and Hugging Face's datasets read them."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings

from annotator.core.models import Draft, Span
from annotator.core.resources import sample_data
from annotator.jobs.files import ExportFilter, Options, Writing
from annotator.project import Project
from tests.formats.hub_loading import classes, load
from tests.formats.record_projects import drafts
from tests.formats.test_jsonl_writer import project_of
from tests.making import make_draft, make_relation, make_span, segments_in

MakeProject = Callable[..., Project]
FORMATS = ("hf-tokens", "hf-spans", "hf-relations")
LABELS = ("ACTOR", "QUOTE", "CUE", "CLAIM")
RELATIONS = ("no_relation", "speaker", "addressee", "cue", "claimant", "target", "expressed_in")
few = settings(max_examples=10, suppress_health_check=list(HealthCheck))

TEXT = "Ohlsens 👩‍🚀-Vertrauter: „Wir“, so Ö. Şen, „bleiben.“ Das gelte auch morgen. Punkt.\nTor. Kiel schwieg."


def spans() -> list[Span]:
    """A name in a hyphenated word, a quote of two pieces, its cue and speaker, a claim over both, and others."""

    def span(id: str, label: str, *pieces: str) -> Span:
        return make_span(label, *segments_in(TEXT, *pieces), id=id, annotator="anna")

    return [
        span("o", "ACTOR", "Ohlsen"),
        span("ov", "ACTOR", "Ohlsens 👩‍🚀-Vertrauter"),
        span("q", "QUOTE", "„Wir“", "„bleiben.“"),
        span("u", "CUE", "so"),
        span("s", "ACTOR", "Ö. Şen"),
        span("c", "CLAIM", "Das gelte auch morgen."),
        span("k", "ACTOR", "Kiel"),
    ]


def project_with_spans(make_project: MakeProject) -> Project:
    links = [make_relation("speaker", "q", "s"), make_relation("claimant", "c", "o")]
    return make_project(make_draft(TEXT, "a", spans=spans(), relations=links, lang="de"))


def exported(project: Project, name: str, out: Path, **how: Any) -> tuple[list[dict[str, Any]], Any]:
    """The rows of all files, and the report."""
    report = project.export(out, ExportFilter(), how=Writing(name, Options(**how)))
    return [row for file in sorted(out.glob("*.parquet")) for row in pq.read_table(file).to_pylist()], report


def names(row: dict[str, Any], column: str, labels: tuple[str, ...] = LABELS, letters: str = "BI") -> str:
    """Tags as text, those outside of spans as dots."""
    every = [".", *(f"{letter}-{label}" for label in labels for letter in letters)]
    return " ".join(every[tag] for tag in row[column])


def test_tags(make_project: MakeProject, tmp_path: Path) -> None:
    project = project_with_spans(make_project)
    (row,), report = exported(project, "hf-tokens", tmp_path / "out")
    assert (row["id"], row["lang"], row["status"]) == ("a", "de", "new")
    assert row["tokens"][:12] == ["Ohlsens", "👩‍🚀", "-", "Vertrauter", ":", "„", "Wir", "“", ",", "so", "Ö", "."]
    assert [TEXT[start:end] for start, end in row["offsets"]] == row["tokens"]
    actors = names(row, "tags_ACTOR", ("ACTOR",)).split()
    assert actors[:13] == ["B-ACTOR", *["I-ACTOR"] * 3, *["."] * 6, "B-ACTOR", "I-ACTOR", "I-ACTOR"]
    quote = names(row, "tags_QUOTE", ("QUOTE",)).split()
    assert quote[5:18] == ["B-QUOTE", "I-QUOTE", "I-QUOTE", *["."] * 6, "B-QUOTE", *["I-QUOTE"] * 3]
    every = names(row, "tags").split()
    assert every[5:18] == [
        "B-QUOTE",
        *["I-QUOTE"] * 2,
        ".",
        "B-CUE",
        "B-ACTOR",
        *["I-ACTOR"] * 2,
        ".",
        "B-QUOTE",
        *["I-QUOTE"] * 3,
    ]
    # "Ohlsen" grows to "Ohlsens", and stands in the outer actor then.
    assert dict(report.losses.counts) == {"snapped": 1, "overlapping": 1, "pieces": 1, "relations": 2}
    lost = {loss.kind: (loss.text, loss.became) for loss in report.losses.listed}
    assert lost["snapped"] == ("Ohlsen", "Ohlsens")
    assert lost["overlapping"] == ("Ohlsen", None)
    card = (tmp_path / "out" / "README.md").read_text("utf-8")
    assert "task_categories:\n- token-classification\n" in card
    assert "BIO tags. The tokenizer is `words`; spans that\ndon't begin and end with tokens grow" in card


def test_scheme_tokenizer_and_misaligned(make_project: MakeProject, tmp_path: Path) -> None:
    project = project_with_spans(make_project)
    how = {"tokenizer": "spaces", "misaligned": "drop", "scheme": "BIOES"}
    (row,), report = exported(project, "hf-tokens", tmp_path / "out", **how)
    assert row["tokens"] == TEXT.split()
    # "Ohlsen", "Ohlsens … Vertrauter:", "„Wir“," and "Şen," don't end with their tokens.
    assert report.losses.counts["misaligned"] == 4
    assert names(row, "tags", letters="BIES").split()[2:] == [
        *(".", "S-CUE", ".", ".", "."),
        *("B-CLAIM", "I-CLAIM", "I-CLAIM", "E-CLAIM"),
        *(".", ".", "S-ACTOR", "."),
    ]
    card = (tmp_path / "out" / "README.md").read_text("utf-8")
    assert (
        "BIOES tags. The tokenizer is `spaces`; spans that\ndon't begin and end with tokens are left out" in card
    )


def test_spans_of_other_labels_stay_in_their_columns(make_project: MakeProject, tmp_path: Path) -> None:
    inner, outer = make_span("ACTOR", (4, 8)), make_span("CLAIM", (0, 8))
    project = make_project(make_draft("Dass Kiel", spans=[make_span("CUE", (5, 9)), inner, outer]))
    (row,), report = exported(project, "hf-tokens", tmp_path / "out")
    assert names(row, "tags") == "B-CLAIM I-CLAIM"
    assert names(row, "tags_CUE", ("CUE",)) == ". B-CUE"
    assert report.losses.counts["elsewhere"] == 2
    assert report.losses.sentences()[1].startswith("2 spans in the tags of their labels alone")
    report = project.export(tmp_path / "one", ExportFilter(labels=("CUE",)), how=Writing("hf-tokens"))
    (row,) = pq.read_table(tmp_path / "one" / "all.parquet").to_pylist()
    assert list(row) == ["id", "status", "lang", "tokens", "offsets", "tags"]
    assert names(row, "tags", ("CUE",)) == ". B-CUE"


def test_spans_in_their_sentences(make_project: MakeProject, tmp_path: Path) -> None:
    rows, report = exported(project_with_spans(make_project), "hf-spans", tmp_path / "out")
    assert dict(report.losses.counts) == {"relations": 2}
    found = {row["id"]: row for row in rows}
    assert len(found) == len(rows) == 7
    first, second = TEXT.index("“ Das") + 1, TEXT.index(" Punkt")
    assert (found["q"]["text"], found["q"]["offset"]) == (TEXT[:first], 0)
    assert (found["c"]["text"], found["c"]["offset"]) == (TEXT[first + 1 : second], first + 1)
    assert found["k"]["text"] == "Kiel schwieg."
    for row in rows:
        assert row["text"][row["start"] : row["end"]] == row["span"]
    assert [row["text"][start:end] for row in [found["q"]] for start, end in row["segments"]] == [
        "„Wir“",
        "„bleiben.“",
    ]
    assert [LABELS[row["label"]] for row in rows] == [span.label for span in sorted(spans(), key=place)]


def place(span: Span) -> tuple[int, int]:
    return span.start, -span.end


def test_attributes_are_classes(make_project: MakeProject, tmp_path: Path) -> None:
    values = {"form": "indirect"}
    project = make_project(make_draft("Er gehe.", spans=[make_span("QUOTE", (0, 7), attributes=values)]))
    exported(project, "hf-spans", tmp_path / "out")
    ((preview),) = (project.exporting.preview(1, ExportFilter(), Writing("hf-spans")),)
    assert preview is not None
    assert '"form": "indirect"' in preview.files["all.parquet"]
    (row,) = pq.read_table(tmp_path / "out" / "all.parquet").to_pylist()
    assert row["attributes"]["form"] == 1
    assert row["attributes"]["stance"] is None


def test_pairs(make_project: MakeProject, tmp_path: Path) -> None:
    rows, report = exported(project_with_spans(make_project), "hf-relations", tmp_path / "out")
    found = [(row["head"], row["child"], RELATIONS[row["relation"]]) for row in rows]
    # Kiel is four sentences from the quote, three from the claim, and "Ohlsen" one from it.
    assert found == [
        *(("q", "ov", "no_relation"), ("q", "o", "no_relation"), ("q", "u", "no_relation")),
        ("q", "s", "speaker"),
        *(
            ("c", "ov", "no_relation"),
            ("c", "o", "claimant"),
            ("c", "q", "no_relation"),
            ("c", "s", "no_relation"),
        ),
    ]
    assert dict(report.losses.counts) == {"unpaired": 1, "pieces": 1}
    for row in rows:
        for end in ("head", "child"):
            assert row["text"][row[f"{end}_start"] : row[f"{end}_end"]] == row[f"{end}_text"]
            assert f"<{end}>{row[f'{end}_text']}</{end}>" in strip(row["marked"], end)
        assert TEXT[row["offset"] :].startswith(row["text"])
    speaker = rows[3]["marked"]
    assert "<head>„Wir“, so <child>Ö. Şen</child>, „bleiben.“</head>" in speaker


def strip(marked: str, kept: str) -> str:
    """The text without the marks of the other end."""
    other = "child" if kept == "head" else "head"
    return marked.replace(f"<{other}>", "").replace(f"</{other}>", "")


def test_relations_are_there_however_far(make_project: MakeProject, tmp_path: Path) -> None:
    text = "A sagt x. " + "Nichts. " * 20 + "B."
    ends = [make_span("QUOTE", (7, 8), id="q"), make_span("ACTOR", (len(text) - 2, len(text) - 1), id="b")]
    project = make_project(make_draft(text, spans=ends, relations=[make_relation("speaker", "q", "b")]))
    ((row),), _ = exported(project, "hf-relations", tmp_path / "out")
    assert (row["text"], RELATIONS[row["relation"]]) == (text, "speaker")


def test_pairs_are_of_one_annotator(make_project: MakeProject, tmp_path: Path) -> None:
    ends = [make_span("QUOTE", (0, 2), annotator="anna"), make_span("ACTOR", (3, 5), annotator="bert")]
    project = make_project(make_draft("ab cd", spans=ends))
    rows, report = exported(project, "hf-relations", tmp_path / "out")
    assert rows == []
    assert report.losses.counts["unpaired"] == 2


def test_a_pair_that_one_annotator_links_has_one_answer(make_project: MakeProject, tmp_path: Path) -> None:
    ends = [
        *(make_span("QUOTE", (0, 2), id=f"q-{name}", annotator=name) for name in ("anna", "bert")),
        *(make_span("ACTOR", (3, 5), id=f"a-{name}", annotator=name) for name in ("anna", "bert")),
        make_span("ACTOR", (6, 8), id="b", annotator="bert"),
    ]
    links = [make_relation("speaker", "q-bert", "a-bert", "bert")]
    project = make_project(make_draft("ab cd ef", spans=ends, relations=links))
    rows, report = exported(project, "hf-relations", tmp_path / "out")
    found = [(row["head"], row["child"], RELATIONS[row["relation"]]) for row in rows]
    assert found == [("q-anna", "a-anna", "speaker"), ("q-anna", "b", "no_relation")]
    assert report.losses.counts["twice"] == 2
    assert report.losses.counts["unpaired"] == 0


@few
@given(drafts())
def test_any_project(articles: list[Draft]) -> None:
    with project_of(articles) as project, tempfile.TemporaryDirectory() as folder:
        for name in FORMATS:
            out = Path(folder, name)
            rows, report = exported(project, name, out)
            before = {file.name: file.read_bytes() for file in out.iterdir()}
            again, _ = exported(project, name, out)
            assert again == rows
            assert {file.name: file.read_bytes() for file in out.iterdir()} == before
            CHECKS[name](rows, report)


def check_tokens(rows: list[dict[str, Any]], report: Any) -> None:
    assert len(rows) == report.written
    for row in rows:
        lengths = {len(row[name]) for name in row if name in ("tokens", "offsets") or name.startswith("tags")}
        assert len(lengths) == 1
        for number, label in enumerate(LABELS):
            own, shared = row[f"tags_{label}"], row["tags"]
            taken = {1 + 2 * number, 2 + 2 * number}
            # What the common tags say of a label, those of the label say, too.
            assert all(tag - 2 * number == mine for tag, mine in zip(shared, own, strict=True) if tag in taken)


def check_spans(rows: list[dict[str, Any]], _report: Any) -> None:
    assert all(row["text"][row["start"] : row["end"]] == row["span"] for row in rows)


def check_pairs(rows: list[dict[str, Any]], _report: Any) -> None:
    for row in rows:
        marks = ("<head>", "</head>", "<child>", "</child>")
        bare = row["marked"]
        for mark in marks:
            bare = bare.replace(mark, "")
        assert bare == row["text"]


CHECKS = {"hf-tokens": check_tokens, "hf-spans": check_spans, "hf-relations": check_pairs}


def test_datasets_loads_them(make_project: MakeProject, tmp_path: Path) -> None:
    project = make_project()
    project.import_paths([sample_data("sample.jsonl")])
    splits = ("train", "train", "dev", "test")
    project.import_drafts([make_draft(f"Ä🙂 {n}.", split=s, source=s) for n, s in enumerate(splits)])
    folders = [tmp_path / name for name in FORMATS]
    for folder in folders:
        project.export(folder, ExportFilter(query="-source:test"), how=Writing(folder.name, Options(shard=1)))
    tokens, spans, pairs = load("folder", tmp_path, *folders)
    features = {f["name"]: f for f in tokens["features"]}
    assert features["tokens"]["list"] == "string"
    assert features["tags_CUE"]["list"] == classes("O", "B-CUE", "I-CUE")
    # Without rows are test here, and all but one where articles without spans have no rows.
    lengths = {name: len(rows) for name, rows in tokens["splits"].items()}
    assert lengths == {"train": 2, "validation": 1, "unassigned": 12}
    assert list(spans["splits"]) == list(pairs["splits"]) == ["train"]
    features = {f["name"]: f for f in spans["features"]}
    assert features["label"]["dtype"] == classes(*LABELS)
    form = features["attributes"]["struct"][2]
    assert (form["name"], form["dtype"]["class_label"]["names"]["0"]) == ("form", "direct")
    assert {f["name"]: f for f in pairs["features"]}["relation"]["dtype"] == classes(*RELATIONS)
    for name, data in zip(FORMATS, (tokens, spans, pairs), strict=True):
        written = [
            row
            for file in sorted((tmp_path / name).glob("all-*.parquet"))
            for row in pq.read_table(file).to_pylist()
        ]
        assert data["splits"]["unassigned" if data is tokens else "train"] == written


def test_card_tells_how_to_load_it(
    make_project: MakeProject, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = project_with_spans(make_project)
    for name in ("parquet", *FORMATS):
        out = tmp_path / name
        project.export(out, ExportFilter(), how=Writing(name, Options(shard=1), folder=True))
        card = (out / "README.md").read_text("utf-8")
        hint = card.partition("pandas:\n\n```python\n")[2].partition("```")[0]
        monkeypatch.chdir(out)
        found: dict[str, Any] = {}
        exec(hint, found)
        rows = found.get("rows", found.get("articles"))
        assert rows is not None
        assert len(rows) == pq.read_table(out / "all-00000.parquet").num_rows > 0


def test_preview(make_project: MakeProject) -> None:
    preview = project_with_spans(make_project).exporting.preview(1, ExportFilter(), Writing("hf-relations"))
    assert preview is not None
    assert 'relation: "speaker"' in preview.files["all.parquet"]


@pytest.mark.parametrize("name", FORMATS)
def test_no_articles(make_project: MakeProject, tmp_path: Path, name: str) -> None:
    rows, _ = exported(make_project(), name, tmp_path / "out")
    assert rows == []
    card = (tmp_path / "out" / "README.md").read_text("utf-8")
    assert "configs:" not in card
    assert "There is nothing to load, as no article has a row." in card


@pytest.mark.parametrize("shard", [0, 1])
def test_splits_without_rows_have_no_files(make_project: MakeProject, tmp_path: Path, shard: int) -> None:
    """datasets says of a file without rows that it corresponds to no data."""
    pair = [make_span("QUOTE", (0, 4), id="q"), make_span("ACTOR", (5, 8), id="a")]
    project = make_project(
        make_draft("Ilse kam.", "a", spans=pair, relations=[make_relation("speaker", "q", "a")], split="train"),
        make_draft("Ilse blieb.", "b", spans=[make_span("ACTOR", (0, 4))], split="dev"),
        make_draft("Leer.", "c", split="test"),
        make_draft("Auch leer.", "d"),
    )
    expected = {
        "hf-tokens": ({"train", "dev", "test", "all"}, ""),
        "hf-spans": ({"train", "dev"}, "There is no file for `all`, `test`, as no article there has a row."),
        "hf-relations": ({"train"}, "There is no file for `all`, `dev`, `test`, as no article there has a row."),
    }
    reports = {}
    for name, (files, told) in expected.items():
        how = Writing(name, Options(shard=shard))
        reports[name] = project.export(tmp_path / name, ExportFilter(), how=how)
        assert {path.stem.removesuffix("-00000") for path in (tmp_path / name).glob("*.parquet")} == files
        card = (tmp_path / name / "README.md").read_text("utf-8")
        assert told in card
        assert ("There is no file" in card) == bool(told)
    assert [report.losses.counts["no_row"] for report in reports.values()] == [0, 2, 3]
    assert "2 articles without a row." in reports["hf-spans"].sentences(ExportFilter())
    if shard:
        loaded = load("folder", tmp_path, *(tmp_path / name for name in expected))
        names = [{"train", "validation", "test", "unassigned"}, {"train", "validation"}, {"train"}]
        assert [set(data["splits"]) for data in loaded] == names
