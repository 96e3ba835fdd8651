"""Data cards: their numbers are those of the export, and no text breaks them."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import zipfile
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from annotator.commands import SetState
from annotator.core.codebook import parse_codebook
from annotator.core.models import Draft, Origin, State
from annotator.core.splitting import parse_shares
from annotator.formats.writers import registry
from annotator.formats.writers.cards.card import Card
from annotator.formats.writers.cards.card_counts import Counts
from annotator.formats.writers.cards.loading import Files, Hint, loading
from annotator.jobs.files import WRITE_FORMATS, ExportFilter, Options, Writing
from annotator.jobs.splitting import SplitPlan
from annotator.project import Project
from tests.formats.record_projects import ALPHABET, drafts
from tests.formats.table_projects import CODEBOOK, debate, project_of
from tests.making import make_draft, make_relation, make_span

SECTIONS = [
    "Articles",
    "Labels",
    "Splits",
    "Provenance",
    "Agreement",
    "Sources and licence",
    "How it was written",
    "How to load it",
    "Codebook",
]
Cells = dict[str, list[str]]


def card_of(project: Project, how: Writing | None = None, **wanted: Any) -> str:
    out = project.path.with_name("out")
    project.export(out, ExportFilter(keep_zones=True, **wanted), None, how or Writing("jsonl", folder=True))
    return (out / "README.md").read_text("utf-8")


def parts(card: str) -> tuple[dict[str, Any], str]:
    """The front matter, and what comes after it."""
    _, front, rest = card.split("---\n", 2)
    return yaml.safe_load(front), rest


def tables(card: str) -> dict[str, Cells]:
    """The tables as Markdown shows them, by the first cell of their header: row → the other cells."""
    found: dict[str, Cells] = {}
    rows: list[list[str]] = []
    for token in MarkdownIt("commonmark").enable("table").parse(parts(card)[1]):
        if token.type == "table_open":
            rows = []
        elif token.type == "tr_open":
            rows.append([])
        elif token.type == "inline" and token.level > 2 and rows:
            rows[-1].append("".join(t.content for t in token.children or ()))
        elif token.type == "table_close":
            found[rows[0][0]] = {row[0]: row[1:] for row in rows}
            rows = []
    return found


def headings(card: str) -> list[tuple[str, str]]:
    """The headings that Markdown shows outside of quotes and lists."""
    tokens = MarkdownIt("commonmark").enable("table").parse(parts(card)[1])
    return [
        (token.tag, tokens[n + 1].content)
        for n, token in enumerate(tokens)
        if token.type == "heading_open" and token.level == 0
    ]


def team() -> list[Draft]:
    """Two annotators agree on one of two spans; three splits; a group in one of them, one in two; suggestions."""
    text = "Ohlsen und Tamm reden."
    spans = [
        make_span("ACTOR", (0, 6), annotator="anna", origin=Origin(), attributes={"kind": "person"}),
        make_span("ACTOR", (0, 6), annotator="bert", origin=Origin("rule", "actors", "1", 0.9, "accepted")),
        make_span("ACTOR", (11, 15), annotator="anna", origin=Origin(), id="a"),
        make_span("ACTOR", (7, 15), annotator="bert", origin=Origin("rule", "actors", "1", 0.9, "edited")),
        make_span("QUOTE", (16, 21), annotator="anna", origin=Origin(), id="q"),
    ]
    relations = [make_relation("speaker", "q", "a", "anna")]
    rest: dict[str, Any] = {"annotator": "anna", "state": State.DONE}
    return [
        make_draft(text, "a", spans=spans, relations=relations, split="train", group="a", source="Sund", **rest),
        make_draft("Eins.", "b", split="dev", group="a", source="Sund", lang="no", **rest),
        make_draft("Zwei.", "c", split="train", group="c", lang="de", published="2025-03-13", **rest),
        make_draft("Drei.", "d", split="train", group="c", lang="xx-Q: [", published="2024"),
        make_draft("Vier.", "e", split="test", source="a | b", spans=[make_span("CUE", (0, 4), annotator="bert")]),
    ]


def test_numbers_are_those_of_the_export() -> None:
    with project_of(team()) as project:
        found = tables(card_of(project))
    assert found["articles"] == {
        "articles": ["all", "train", "dev", "test"],
        "all": ["5", "3", "1", "1"],
        "done": ["3", "2", "1", "0"],
        "new": ["2", "1", "0", "1"],
        "without a label": ["3", "2", "1", "0"],
        "done, without a label": ["2", "1", "1", "0"],
        "characters": ["42", "32", "5", "5"],
    }
    assert found["spans"]["ACTOR"] == ["4", "4", "0", "0"]
    assert found["spans"]["CUE"] == ["1", "0", "0", "1"]
    assert found["relations"]["speaker"] == ["1", "1", "0", "0"]
    assert found["attribute"] == {"attribute": ["spans"], "ACTOR kind = person": ["1"]}
    assert found["source"] == {
        "source": ["articles"],
        "Sund": ["2"],
        "a | b": ["1"],
        "not stated, or others": ["2"],
    }
    assert found["origin"] == {
        "origin": ["spans", "share"],
        "human": ["3", "50.0%"],
        "import": ["1", "16.7%"],
        "rule, accepted": ["1", "16.7%"],
        "rule, edited": ["1", "16.7%"],
    }


def test_it_says_that_groups_cross_or_do_not() -> None:
    articles = team()
    with project_of(articles) as project:
        assert "Near-duplicates: 2 groups, of which 1 is in more than one split." in card_of(project)
    with project_of([a for a in articles if a.article.key != "b"]) as project:
        assert "Near-duplicates: 2 groups, of which 0 are in more than one split." in card_of(project)
        assert "How they were made is not known: they came with the articles." in card_of(project)
    with project_of(debate()[1:]) as project:
        assert "Near-duplicates: 0 groups" in card_of(project)


def test_it_tells_how_splits_were_made_whenever_that_was() -> None:
    """Also in the export of another day, and not of what was undone."""
    with project_of([make_draft(f"Artikel {'xyz' * n} Nummer {n}.") for n in range(4)]) as project:
        split = project.exporting.split
        plan = SplitPlan(parse_shares("80/10/10"), 7, frozenset(("source", "date")))
        split(ExportFilter(), plan)
        told = (
            "4 articles shared out train/dev/test 80/10/10 by seed 7, as "
            "evenly by label as groups allow; kept together: near-duplicates, articles of one source. "
            "The latest are for tests. What was in a split already stayed there."
        )
        assert told in card_of(project)
        split(ExportFilter(), SplitPlan(plan.shares, 8))
        assert "by seed 8" not in card_of(project), "nothing was left to share out"
        split(ExportFilter(), SplitPlan(parse_shares("50/0/50"), 9, again=True))
        card = card_of(project)
        assert "shared out train/dev/test 50/0/50 by seed 9, as evenly by label as groups allow; kept" in card
        assert told not in card
        project.undo()
        card = card_of(project)
        assert told in card
        assert "by seed 9" not in card
        project.import_drafts([make_draft("Am Kai wird gestreikt.", "neu")])
        split(ExportFilter(query="kai"), SplitPlan(plan.shares, 3))
        card = card_of(project)
        assert told in card
        assert "1 article shared out train/dev/test 80/10/10 by seed 3" in card


def test_agreement_is_told_where_two_labelled_the_same() -> None:
    with project_of(team()) as project:
        second = Project.open(project.path, "bert")
        second.apply(SetState((1,), State.DONE))
        second.close()
        card = card_of(project)
        for other in ({"annotator": "anna"}, {"agreement": 2}):
            assert "Not measured, as not all labels of all annotators were written." in card_of(project, **other)
    assert (
        "In 1 article that more than one annotator has done, each with or without labels: F1 of their spans"
        in card
    )
    found = tables(card)
    # Of anna's three spans one is exactly one of bert's two, and another one overlaps with the other.
    assert found["annotators"]["anna and bert"] == ["3", "2", "0.400", "0.800"]
    assert found["label"]["ACTOR"] == ["2", "2", "0.500", "1.000"]
    assert found["label"]["QUOTE"] == ["1", "0", "0.000", "0.000"]
    with project_of(team()[1:]) as project:
        assert "No article was done by two annotators." in card_of(project)


def test_what_was_asked_for_and_lost() -> None:
    with project_of(team()) as project:
        card = card_of(project, status="started", labels=("ACTOR", "CUE"), query="a or *reden* or `x`")
        lines = card.partition("## How it was written")[2].partition("##")[0].splitlines()
        assert "- Format: Records (JSON Lines) (jsonl)" in lines
        assert "- Articles: those that are started or done" in lines
        assert "- Labels: ACTOR, CUE" in lines
        assert "- Query: a or \\*reden\\* or \\`x\\`" in lines
        assert "- Left out by --status started: 1 new." not in lines
        assert "- Left out by --query: 4 articles." in lines
        assert "- Left out by --label, --origin or --agreement: 1 span and 1 relation." in lines
        card = card_of(project, Writing("spans-csv", Options(delimiter=","), folder=True))
    assert "- Delimiter: ,\n" in card
    assert "- 3 articles without a row.\n" in card
    assert "Not done: 2 of 5." in card


def test_front_matter_is_yaml() -> None:
    with project_of(team()) as project:
        front, rest = parts(card_of(project))
    assert front == {"license": "unknown", "language": ["de", "no"]}
    assert "**Licence: not stated.**" in rest


def test_a_writer_may_have_more_front_matter() -> None:
    front = '---\ntask_categories:\n- token-classification\nlanguage: ["en"]\n---\n'
    codebook = parse_codebook(CODEBOOK)
    card = Card("Format", codebook, Counts(codebook), {}, (), (), front=front, about="Columns are many.").text()
    assert parts(card)[0] == {
        "license": "unknown",
        "task_categories": ["token-classification"],
        "language": ["en"],
    }
    assert "\nColumns are many.\n" in card


def test_guidelines_stand_in_the_card() -> None:
    with project_of(debate()) as project:
        card = card_of(project)
    codebook = card.partition("## Codebook")[2]
    assert "> A **claim** is a statement or demand that somebody could dispute" in codebook
    assert "- `stance` – Stance (choice: support, oppose, neutral; required)" in codebook
    assert "  > The claimant's side towards the concept" in codebook
    assert "- `speaker` – Speaker: from `QUOTE` to `ACTOR`" in codebook


@pytest.mark.parametrize("name", ["out/", "out.zip"])
def test_each_folder_has_one_and_a_zip_too(name: str) -> None:
    with project_of(team()) as project:
        out = project.path.with_name(name.rstrip("/"))
        how = Writing("jsonl", folder=True)
        project.export(out, ExportFilter(keep_zones=True), None, how)
        if out.suffix:
            card = zipfile.ZipFile(out).read("README.md").decode()
        else:
            card = (out / "README.md").read_text("utf-8")
        assert parts(card)[1].startswith("\n# News: actors, quotes and claims\n")
        again = Project.create(project.path.with_name("again.annotator"), "zoe")
        report = again.import_paths([out])
        # The card is no article.
        assert (report.imported, report.refused) == (5, [])
        again.close()


def test_a_single_file_has_one_where_it_is_asked_for() -> None:
    with project_of(team()) as project:
        out = project.path.with_name("out.csv")
        beside = project.path.with_name("out.csv.README.md")
        project.export(out, ExportFilter())
        assert not beside.exists()
        beside.write_text("old")
        assert project.export(out, ExportFilter(), lambda *_: False, Writing(card=True)).cancelled
        assert beside.read_text() == "old"
        project.export(out, ExportFilter(), None, Writing(card=True))
        first = beside.read_bytes()
        assert b"Spans as a table (CSV)" in first
        project.export(out, ExportFilter(), None, Writing(card=True))
        assert beside.read_bytes() == first
        project.export(None, ExportFilter(), None, Writing("spans-csv", card=True))
        assert beside.read_bytes() == first
        assert not list(project.path.parent.glob(".*.part"))


def test_equal_exports_have_equal_cards_and_the_same_records() -> None:
    with project_of(team()) as project:
        assert card_of(project) == card_of(project)
        out = project.path.with_name("one.jsonl")
        project.export(out, ExportFilter(keep_zones=True))
        folder = project.path.with_name("out")
        splits = [(folder / f"{split}.jsonl").read_bytes() for split in ("train", "dev", "test")]
        assert sorted(b"".join(splits).splitlines()) == sorted(out.read_bytes().splitlines())


@pytest.mark.parametrize(
    "text",
    ["# Kopf\n\n## Labels", "```\nnever closed", "<!-- never closed", "| a | b |\n|---|---|", "---\nx: 1\n---"],
)
def test_guidelines_break_nothing(text: str) -> None:
    check_structure(text, text)


@settings(max_examples=30, suppress_health_check=list(HealthCheck))
@given(st.text(ALPHABET + "#`|<>!-[]()*_~=+$&: x"), st.text(ALPHABET + "`|<>*_[]~#x"))
def test_no_text_breaks_the_structure(block: str, line: str) -> None:
    check_structure(block, line)


def check_structure(block: str, line: str) -> None:
    """A card with the texts everywhere has the headings and tables of one with plain texts."""

    def card(block: str, line: str) -> str:
        attributes = [{"name": "a", "values": [line, "other"], "title": line, "guideline": block}]
        label = {"name": "L", "title": line, "colour": "#1060F0", "guideline": block, "examples": [block, "x"]}
        relation = {"name": "r", "title": line, "head": "L", "child": "L", "guideline": block}
        codebook = parse_codebook(
            {
                "name": "probe",
                "title": "Probe",
                "labels": [label | {"attributes": attributes}],
                "relations": [relation],
            }
        )
        counts = Counts(codebook)
        counts.articles[line, "done"] = 1
        counts.languages[line] = counts.sources[line] = counts.annotators[line] = counts.spans[line, "L"] = 1
        counts.origins["rule", line] = 1
        counts.attributes["L", "a", line] = 1
        hint = Hint("pandas", f"read({json.dumps(line, ensure_ascii=False)})")
        return Card("Probe", codebook, counts, {"Query": line}, [line], [hint]).text()

    made, plain = card(block, line), card("Plain.", "plain")
    assert parts(made)[0].keys() <= {"license", "language"}
    expected = [("h1", "Probe"), *(("h2", title) for title in SECTIONS), ("h3", "`L` –"), ("h3", "Relations")]
    assert [(tag, re.sub(r"(?<=–).*", "", text, flags=re.DOTALL)) for tag, text in headings(made)] == expected
    kinds = [
        [
            token.type
            for token in MarkdownIt("commonmark").enable("table").parse(parts(text)[1])
            if token.level == 0 and token.type in ("table_open", "fence", "heading_open")
        ]
        for text in (made, plain)
    ]
    assert kinds[0] == kinds[1]


@settings(max_examples=10, suppress_health_check=list(HealthCheck))
@given(drafts())
def test_counts_of_any_project(articles: list[Draft]) -> None:
    with project_of(articles) as project:
        card = card_of(project, Writing("jsonl", Options(), folder=True))
        out = project.path.with_name("one.jsonl")
        project.export(out, ExportFilter(keep_zones=True))
        records = [json.loads(line) for line in out.read_bytes().splitlines()]
    assert [title for tag, title in headings(card) if tag == "h2"] == SECTIONS
    found = tables(card)
    assert found["articles"]["all"][0] == str(len(records))
    labels = Counter(span["label"] for record in records for span in record["spans"])
    assert {name: int(row[0]) for name, row in found["spans"].items() if name != "spans"} == {
        name: labels[name] for name in ("ACTOR", "QUOTE", "CUE", "CLAIM")
    }


@pytest.mark.parametrize("name", WRITE_FORMATS)
@pytest.mark.parametrize("folder", [True, False])
def test_what_the_card_says_loads_it(
    name: str, folder: bool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    form = registry.find_format(name)
    if not (folder or form.suffixes):
        pytest.skip("always a folder")
    # With an attribute of several values, which CAS has in arrays.
    with project_of(debate(), CODEBOOK) as project:
        out = tmp_path / ("out" if folder else f"it's{form.suffixes[0]}")
        project.export(out, ExportFilter(), None, Writing(name, folder=folder, card=not folder))
        monkeypatch.chdir(out if folder else tmp_path)
        card = Path("README.md" if folder else f"{out.name}.README.md").read_text("utf-8")
    snippets = re.findall(r"```python\n(.*?)\n```", card, re.DOTALL)
    assert snippets
    for snippet in snippets:
        if "datasets" not in snippet:  # which takes long to import: see below
            found: dict[str, Any] = {}
            exec(snippet, found)
            things = [found[key] for key in ("articles", "spans", "rows", "docs") if key in found]
            assert things
            assert all(len(thing) for thing in things)


_LOAD = """
import os, re, sys
from pathlib import Path
import datasets
from huggingface_hub import DatasetCard
for folder in map(Path, sys.argv[1:]):
    os.chdir(folder)  # the card's names are those in its folder
    text = Path("README.md").read_text("utf-8")
    snippet = next(s for s in re.findall(r"```python\\n(.*?)\\n```", text, re.DOTALL) if "import datasets" in s)
    found = {}
    exec(snippet, found)
    print(DatasetCard(text).data.license, {name: len(rows) for name, rows in found["data"].items()})
"""


_MIXED = {
    "name": "mixed",
    "labels": [
        {
            "name": "ORT",
            "colour": "#1060F0",
            "attributes": [
                {"name": "kind", "type": "choices", "values": ["a", "b"]},
                {"name": "size", "type": "number"},
            ],
        },
        {
            "name": "ZEIT",
            "colour": "#A85507",
            "attributes": [{"name": "kind", "values": ["a", "c"]}, {"name": "size", "type": "text"}],
        },
    ],
    "relations": [{"name": "speaker", "head": "ZEIT", "child": "ORT"}],
}


def mixed() -> list[Draft]:
    """Labels that give one attribute several types; ids and years that look like numbers, in one split of two."""
    spans = [
        make_span("ORT", (0, 5), id="o", attributes={"kind": ["a", "b"], "size": 2}),
        make_span("ZEIT", (9, 15), id="z", attributes={"kind": "c", "size": "2"}),
    ]
    links = [make_relation("speaker", "z", "o")]
    done: dict[str, Any] = {"annotator": "anna", "state": State.DONE}
    return [
        make_draft(
            "Hafen am Montag.", "007", "2024", spans=spans, relations=links, split="dev", published="2024", **done
        ),
        make_draft(
            "Hafen am Dienstag.",
            "b",
            spans=[make_span("ORT", (0, 5))],
            published="2025-03-13",
            split="train",
            **done,
        ),
    ]


def test_datasets_loads_it_as_the_card_says(tmp_path: Path) -> None:
    """Also years in one file and days in the other, a file without rows, and values of several types."""
    names, others = (
        ("jsonl", "spans-csv", "hf-tokens", "attribution", "chat"),
        ("jsonl", "spans-csv", "attribution"),
    )
    articles = debate()
    # What is nowhere set in one file is so in the other.
    articles[1].article = replace(articles[1].article, url="https://brakesund.example/2")
    for made, formats, codebook in ((articles, names, None), (mixed(), others, _MIXED)):
        with project_of(made, codebook) as project:
            for name in formats:
                out = tmp_path / (name if codebook is None else f"mixed-{name}")
                project.export(out, ExportFilter(), None, Writing(name, folder=True))
    environment = os.environ | {
        "HF_HUB_OFFLINE": "1",
        "HF_DATASETS_OFFLINE": "1",
        "HF_HOME": str(tmp_path / "hf"),
        "HF_DATASETS_DISABLE_PROGRESS_BARS": "1",
    }
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            _LOAD,
            *(tmp_path / name for name in (*names, *(f"mixed-{name}" for name in others))),
        ],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "unknown {'train': 1, 'dev': 1}",
        "unknown {'train': 7, 'dev': 0}",
        "unknown {'train': 1, 'validation': 1}",
        "unknown {'train': 1, 'dev': 0}",
        "unknown {'train': 1, 'dev': 1}",
        "unknown {'train': 1, 'dev': 1}",
        "unknown {'train': 1, 'dev': 2}",
        "unknown {'train': 0, 'dev': 1}",
    ]


@pytest.mark.parametrize(("name", "suffix"), [("jsonl", ".jsonl"), ("spans-csv", ".csv")])
def test_ids_that_look_like_numbers_stay_texts(
    name: str, suffix: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """As the card says, in a file whose name has brackets too, which are a pattern elsewhere."""
    out = tmp_path / f"korpus [1]{suffix}"
    with project_of(mixed()[:1], _MIXED) as project:
        project.export(out, ExportFilter(), None, Writing(name, card=True))
    card = out.with_name(f"{out.name}.README.md").read_text("utf-8")
    monkeypatch.chdir(tmp_path)
    snippets = re.findall(r"```python\n(.*?)\n```", card, re.DOTALL)
    found: dict[str, Any] = {}
    exec(next(snippet for snippet in snippets if "pandas" in snippet and "datasets" not in snippet), found)
    rows = found["articles" if name == "jsonl" else "rows"]
    assert set(rows["id" if name == "jsonl" else "article_id"]) == {"007"}
    (patterns,) = {line for snippet in snippets for line in snippet.splitlines() if line.startswith("files = ")}
    exec(f"from glob import glob\n{patterns}", found)
    assert [found["glob"](pattern) for pattern in found["files"].values()] == [[out.name]]


def test_no_split_is_called_as_datasets_calls_all_of_them() -> None:
    with project_of([make_draft("Eins.", "a", split="all"), make_draft("Zwei.", "b", split="train")]) as project:
        card = card_of(project, Writing("parquet", folder=True))
    assert '"unassigned": "all.parquet"' in card


def test_patterns_name_all_files_of_a_split() -> None:
    names = {"train": "train-*.csv", "dev": "dev-*.csv"}
    files = Files(names, names, Options())
    assert any('{"train": "train-*.csv", "dev": "dev-*.csv"}' in hint.code for hint in loading("spans-csv", files))
    assert loading("none", files) == ()
