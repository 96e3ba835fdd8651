"""``annotator train``: a pipeline from the labels of a project, which suggests in it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import spacy
from click.testing import CliRunner, Result
from spacy.tokens import DocBin

from annotator import cli
from annotator.core.errors import UserError
from annotator.core.models import Draft, State
from annotator.jobs.files import ExportFilter, Writing
from annotator.jobs.spacy_fitting import divide
from annotator.jobs.spacy_training import Division, PipelineReport, Recipe
from annotator.jobs.suggesting import Suggesting
from annotator.project import Project
from tests.making import make_draft, make_span, query, segments_in

MakeProject = Callable[..., Project]
DONE = ExportFilter(status="done")
NAMES = ("Ohlsen", "Classen", "Brodersen", "Çelik", "Nissen", "Harksen")
QUICK = ("--max-steps", "40", "--label", "CUE", "--label", "ACTOR")


def run(*arguments: str | Path) -> Result:
    """Runs a command; a bug in it fails the test."""
    result = CliRunner().invoke(cli.cli, [str(a) for a in arguments])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def article(number: int, state: State = State.DONE, labelled: bool = True, **rest: Any) -> Draft:
    name = NAMES[number % len(NAMES)]
    text = f"🚢 Meldung {number}. „Wir bleiben“, sagte {name} am Tor {number}. Dann fuhr die Fähre ab."
    pieces = (("CUE", "sagte"), ("ACTOR", name), ("QUOTE", "„Wir bleiben“")) if labelled else ()
    spans = [make_span(label, *segments_in(text, piece)) for label, piece in pieces]
    return make_draft(text, str(number), annotator="anna", state=state, spans=spans, lang="de", **rest)


@dataclass
class Trained:
    """A project, the folder of what was trained by the command line from it, and what that said."""

    path: Path
    out: Path
    output: str
    report: PipelineReport


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Trained:
    folder = tmp_path_factory.mktemp("trained")
    path, out, reports = folder / "p.annotator", folder / "model", []
    with closing(Project.create(path, "anna")) as project:
        project.import_drafts([*(article(n) for n in range(20)), article(20, State.NEW, labelled=False)])
    train = Suggesting.train_pipeline

    def noting(own: Suggesting, *given: Any, **named: Any) -> PipelineReport:
        reports.append(train(own, *given, **named))
        return reports[-1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Suggesting, "train_pipeline", noting)
        result = run("train", path, out, *QUICK)
    assert result.exit_code == 0, result.output
    return Trained(path, out, result.output, reports[0])


@pytest.fixture
def path(make_project: MakeProject) -> Path:
    project = make_project(*(article(n) for n in range(20)), article(20, State.NEW, labelled=False))
    project.close()
    return project.path


def test_what_was_trained_suggests(trained: Trained) -> None:
    path, out, output = trained.path, trained.out, trained.output
    assert "Learned from 16 articles and measured in 4, chosen by chance" in output
    exact = {row[1]: float(row[2]) for row in re.finditer(r"^  (\w+) +4 +\d+ +\S+ +\S+ +(\S+) ", output, re.M)}
    assert exact["CUE"] == 1.0
    assert exact.keys() == {"ACTOR", "CUE"}
    assert run("suggest", path, "--only", "", "--engine", f"spacy:{out}", "--workers", "0").exit_code == 0
    found = query(path, "select label, start, end from suggestion where article_id = 21")
    text = article(20).article.text
    assert ("CUE", "sagte") in {(label, text[start:end]) for label, start, end in found}


@pytest.mark.usefixtures("trained_here")
def test_the_same_seed_makes_the_same_pipeline(path: Path, tmp_path: Path) -> None:
    for name, seed in (("a", "1"), ("b", "1"), ("c", "2")):
        assert run("train", path, tmp_path / name, "--max-steps", "3", "--seed", seed).exit_code == 0
    one, same, other = ((tmp_path / name / "spancat" / "model").read_bytes() for name in "abc")
    assert one == same
    assert one != other


def test_scores_are_those_of_spacy(trained: Trained) -> None:
    nlp = spacy.load(trained.out)
    measured = nlp.meta["performance"]
    exact = trained.report.evaluation.spans["all", "all"].exact
    assert exact.right
    assert measured["spans_sc_p"] == pytest.approx(exact.precision)
    assert measured["spans_sc_r"] == pytest.approx(exact.recall)
    assert measured["spans_sc_f"] == pytest.approx(exact.f1)
    assert nlp.meta["name"] == "model"
    assert nlp.config["paths"]["train"] is None, "what is no longer there"
    assert nlp.config["training"]["logger"]["@loggers"] == "spacy.ConsoleLogger.v1"


@pytest.mark.usefixtures("trained_here")
def test_the_split_test_is_measured_alone(make_project: MakeProject, tmp_path: Path) -> None:
    splits = ["train", "train", "train", "dev", "test", "test"]
    project = make_project(*(article(n, split=split) for n, split in enumerate(splits)))
    project.close()
    result = run("train", project.path, tmp_path / "model", "--max-steps", "1")
    assert result.exit_code == 0, result.output
    lines = [line.split() for line in result.output.splitlines()]
    assert [line for line in lines if "articles" in line[1:2]] == [
        ["dev,", "articles", "1"],
        ["test,", "articles", "2"],
    ]
    assert [line[1] for line in lines if line[:1] == ["QUOTE"]] == ["1", "2"]


@pytest.mark.usefixtures("trained_here")
def test_entities_are_another_task(path: Path, tmp_path: Path) -> None:
    result = run("train", path, tmp_path / "model", "--max-steps", "2", "--task", "ner", "--annotator", "anna")
    assert result.exit_code == 0, result.output
    assert spacy.load(tmp_path / "model").pipe_names == ["ner"]


def test_stopped_it_leaves_what_was_there(trained: Trained, tmp_path: Path) -> None:
    out = tmp_path / "model"
    shutil.copytree(trained.out, out)
    before = {file: file.read_bytes() for file in out.rglob("*") if file.is_file()}
    asked: list[tuple[int, int]] = []

    def progress(done: int, total: int) -> bool:
        asked.append((done, total))
        return done < 3

    with closing(Project.open(trained.path, "anna")) as project:
        report = project.suggesting.train_pipeline(out, DONE, Recipe(steps=10), progress)
    assert list(report.sentences(DONE)) == ["Stopped; nothing was written."]
    assert list(dict.fromkeys(asked)) == [(0, 10), (1, 10), (2, 10), (3, 10)]
    assert {file: file.read_bytes() for file in out.rglob("*") if file.is_file()} == before
    assert {file.name for file in tmp_path.iterdir()} >= {"model"}
    assert not [file for file in tmp_path.iterdir() if file.name.startswith(".model")]


@pytest.mark.usefixtures("trained_here")
def test_what_can_be_mended_is_one_line(path: Path, tmp_path: Path, make_project: MakeProject) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "thesis.txt").write_text("x", "utf-8")
    new = make_project(article(1, State.NEW), name="new.annotator")
    new.close()
    for arguments, sentence in (
        ((path, own), "holds other files than an export's"),
        ((path, tmp_path / "m", "--annotator", "bert"), "has no annotator 'bert'"),
        ((path, tmp_path / "m", "--label", "POEM"), "POEM"),
        ((path, tmp_path / "m", "--label", "CLAIM"), "There are too few articles with labels"),
        ((new.path, tmp_path / "m"), "There are too few articles with labels"),
        ((new.path, tmp_path / "m", "--status", "any"), "none is left to"),
    ):
        result = run("train", *arguments)
        assert result.exit_code == 2
        (line,) = result.stderr.splitlines()
        assert sentence in line
    assert [file.name for file in own.iterdir()] == ["thesis.txt"]
    assert not (tmp_path / "m").exists()


def divided(project: Project, work: Path, seed: int = 0) -> tuple[Division, dict[str, set[str]]]:
    """Which articles, by number, are in which part."""
    work.mkdir()
    project.export(work / "data", ExportFilter(), how=Writing("spacy"))
    division = divide(work / "data", work, seed)
    return division, {name: set(numbers(work / name)) for name in ("train", "dev", "test")}


def numbers(folder: Path) -> Iterator[str]:
    for file in sorted(folder.iterdir()):
        for doc in DocBin().from_disk(file).get_docs(spacy.blank("xx").vocab):
            yield re.findall(r"Meldung (\d+)", doc.text)[0]


def test_near_duplicates_stay_together(make_project: MakeProject, tmp_path: Path) -> None:
    project = make_project(*(article(n, group=f"g{n % 6}") for n in range(30)))
    seen = set()
    for seed in range(4):
        division, parts = divided(project, tmp_path / str(seed), seed)
        assert (division.how, division.train, division.dev) == ("groups", 25, 5)
        groups = {name: {int(number) % 6 for number in found} for name, found in parts.items()}
        assert groups["train"].isdisjoint(groups["dev"])
        assert len(parts["train"] | parts["dev"]) == 30
        seen.add(frozenset(parts["dev"]))
    assert len(seen) > 1, "by chance"


def test_splits_are_kept_where_there_are_any(make_project: MakeProject, tmp_path: Path) -> None:
    splits = ["train", "dev", "test", None, "train"]
    drafts = [article(n, split=split) for n, split in enumerate(splits)]
    division, parts = divided(make_project(*drafts), tmp_path / "all")
    assert parts == {"train": {"0", "4"}, "dev": {"1"}, "test": {"2"}}
    assert division == Division(2, 1, 1, "splits", 1)
    del drafts[1]
    division, parts = divided(make_project(*drafts, name="q.annotator"), tmp_path / "no-dev")
    assert sorted(parts["train"] | parts["dev"]) == ["0", "4"]
    assert division == Division(1, 1, 1, "groups", 1)


def test_what_nobody_labelled_is_no_example(make_project: MakeProject, tmp_path: Path) -> None:
    """An article that is done and has no label is one of none; one that is new is not."""
    drafts = [article(n, split=("train", "dev")[n % 2]) for n in range(4)]
    blank = [article(4, labelled=False, split="train"), article(5, State.NEW, labelled=False, split="train")]
    _, parts = divided(make_project(*drafts, *blank), tmp_path / "work")
    assert parts["train"] == {"0", "2", "4"}


def test_a_label_in_one_article_is_too_few(make_project: MakeProject, tmp_path: Path) -> None:
    project = make_project(article(0), *(article(n, labelled=False) for n in range(1, 9)))
    with pytest.raises(UserError, match="none is left to measure in"):
        divided(project, tmp_path / "work")
