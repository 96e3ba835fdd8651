"""annotator export: its tables, data cards, and reports of what was left out."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from annotator import cli
from annotator.core.models import State
from annotator.project import Project
from tests.making import TEXT, make_draft, make_span

MakeProject = Callable[..., Project]
LONG = "x" * 300


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Runs a command in the test's folder; a bug in it fails the test."""
    monkeypatch.chdir(tmp_path)

    def command(*arguments: str | Path) -> Result:
        result = CliRunner().invoke(cli.cli, [str(a) for a in arguments])
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return command


@pytest.fixture
def project(make_project: MakeProject) -> Path:
    # "Ohlse" and "„Wi" end inside of words.
    spans = [make_span("ACTOR", (21, 26), note="x"), make_span("ACTOR", (21, 27)), make_span("CUE", (0, 3))]
    draft = make_draft(TEXT, "=eins", state=State.DONE, spans=spans, annotator="bert")
    made = make_project(draft, make_draft("Zwei."))
    made.close()
    return made.path


def failed(result: Result) -> str:
    assert result.exit_code == 2, result.output
    assert result.stdout == ""
    return result.stderr.removeprefix("annotator: ").strip()


def test_a_report_of_what_was_lost(run: Callable[..., Result], project: Path, tmp_path: Path) -> None:
    how = ("--format", "prodigy", "--status", "done", "--annotator", "anna", "--report")
    result = run("export", project, "out.jsonl", *how, "report.json")
    assert result.exit_code == 0, result.output
    assert json.loads((tmp_path / "report.json").read_text("utf-8"))["left_out"] == {"new": 2}

    result = run("export", project, "out.jsonl", "--format", "prodigy", "--report", "report.json")
    report = json.loads((tmp_path / "report.json").read_text("utf-8"))
    assert (report["written"], report["not_done"], report["cancelled"]) == (2, 1, False)
    assert report["losses"]["snapped"] == 2
    assert report["losses"]["notes"] == 1
    assert report["sentences"] == result.stdout.splitlines()
    snapped = next(loss for loss in report["listed"] if loss["text"] == "Ohlse" and loss["became"])
    assert snapped == {
        "kind": "snapped",
        "article": "=eins",
        "label": "ACTOR",
        "start": 21,
        "end": 26,
        "text": "Ohlse",
        "became": "Ohlsen",
    }


def test_a_report_as_a_table(run: Callable[..., Result], project: Path, tmp_path: Path) -> None:
    result = run("export", project, "out.jsonl", "--format", "prodigy", "--dry-run", "--report", "report.csv")
    assert result.exit_code == 0, result.output
    assert not (tmp_path / "out.jsonl").exists()
    text = (tmp_path / "report.csv").read_bytes().decode("utf-8-sig")
    header, *rows = csv.reader(StringIO(text, newline=""), delimiter=";")
    assert header == ["what", "article", "label", "start", "end", "text", "became"]
    sentences = result.stdout.splitlines()
    assert [row[0] for row in rows[: len(sentences)]] == sentences
    # No cell begins like a formula.
    assert ["snapped", "'=eins", "ACTOR", "21", "26", "Ohlse", "Ohlsen"] in rows[len(sentences) :]


@pytest.mark.parametrize(
    ("out", "report", "said"),
    [
        ("out.csv", "out.csv", "out.csv is part of the export; name another file for the report."),
        (
            "out.csv",
            "out.csv.README.md",
            "out.csv.README.md is part of the export; name another file for the report.",
        ),
        ("out/", "out/report.json", "The folder out does not exist."),
        ("out.csv", "p.annotator", "p.annotator is a project, or another database, and is not written over"),
        ("out.csv", "none/report.json", "The folder none does not exist."),
    ],
)
def test_a_report_replaces_nothing_of_the_export(
    run: Callable[..., Result], project: Path, tmp_path: Path, out: str, report: str, said: str
) -> None:
    card = () if out.endswith("/") else ("--card",)
    assert failed(run("export", project, out, *card, "--report", report)).startswith(said)
    assert not (tmp_path / out).exists()


def test_a_report_is_no_part_of_a_folder(run: Callable[..., Result], project: Path) -> None:
    assert run("export", project, "out/").exit_code == 0
    assert failed(run("export", project, "out/", "--report", "out/train.jsonl")) == (
        "out/train.jsonl is part of the export; name another file for the report."
    )


def test_cards(run: Callable[..., Result], project: Path, tmp_path: Path) -> None:
    assert run("export", project, "out.csv", "--card", "--delimiter", ",").exit_code == 0
    assert (tmp_path / "out.csv").read_text("utf-8-sig").startswith("article_id,title,")
    card = (tmp_path / "out.csv.README.md").read_text("utf-8")
    assert "- Delimiter: ,\n" in card
    assert failed(run("export", project, "out/", "--card")) == (
        "A folder always has its data card, README.md; --card is for single files."
    )
    result = run("export", project, "out/", "--split", "50/25/25", "--seed", "3")
    assert result.exit_code == 0, result.output
    assert "by seed 3" in (tmp_path / "out" / "README.md").read_text("utf-8")


def test_names_of_files_choose_tables_of_spans(run: Callable[..., Result], project: Path, tmp_path: Path) -> None:
    assert run("export", project, "out.xlsx").exit_code == 0
    assert (tmp_path / "out.xlsx").read_bytes().startswith(b"PK")
    assert run("export", project, "out.csv", "--format", "statements-csv").exit_code == 0
    assert "statement_id" in (tmp_path / "out.csv").read_text("utf-8-sig").splitlines()[0]
    assert "Records (JSON Lines) has no use for --delimiter." in failed(
        run("export", project, "out.jsonl", "--delimiter", ",")
    )


def test_a_dry_run_says_what_would_be(run: Callable[..., Result], project: Path, tmp_path: Path) -> None:
    result = run("export", project, "out.jsonl", "--dry-run", "--split", "50/0/50", "--report", "report.json")
    assert result.exit_code == 0, result.output
    said = result.stdout.splitlines()
    assert said[0] == "2 articles would be split."
    assert "2 articles would be written, 1 not done." in said
    assert json.loads((tmp_path / "report.json").read_text("utf-8"))["dry_run"] is True
    assert not (tmp_path / "out.jsonl").exists()


def test_a_file_for_spacy_is_told_of_its_folder(run: Callable[..., Result], project: Path) -> None:
    assert failed(run("export", project, "train.spacy")) == (
        "train.spacy would hold Records (JSON Lines); .spacy files come in a folder: "
        "name a folder, and the format spacy (--format spacy)."
    )


def test_standard_output_is_no_file(run: Callable[..., Result], project: Path) -> None:
    result = run("export", project, "-")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "An export is a file, and standard output is none" in result.stderr
    assert not Path("-").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ("export", "p.annotator", f"{LONG}.jsonl"),
        ("export", "p.annotator", f"{LONG}", "--shard", "2"),
        ("export", "p.annotator", "out.jsonl", "--report", f"{LONG}.json"),
        ("import", "p.annotator", "none.txt", "--report", f"{LONG}.csv"),
        ("codebook", "show", "p.annotator", "--out", f"{LONG}.toml"),
    ],
)
def test_names_that_are_too_long_are_one_line(
    run: Callable[..., Result], make_project: MakeProject, arguments: tuple[str, ...]
) -> None:
    made = make_project(make_draft())
    result = run(*(str(made.path) if part == "p.annotator" else part for part in arguments))
    assert result.exit_code == 2
    (line,) = (line for line in result.stderr.splitlines() if not line.startswith("refused"))
    assert "File name too long" in line
