"""The spaCy engine with a real pipeline, which is trained here on the sample's labels."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import spacy
from click.testing import CliRunner
from spacy.training import Example
from thinc.util import fix_random_seed

from annotator.cli import cli
from annotator.core.errors import UserError
from annotator.core.models import Zone
from annotator.core.resources import sample_data
from annotator.project import Project
from annotator.suggest import registry
from annotator.suggest.engines import engine, engines
from annotator.suggest.engines.folders import model_folder
from annotator.suggest.engines.spacy_pipeline import SpacyPipeline
from tests.making import make_draft, query
from tests.suggest.engines.making import suggested, suggestions, words

MakeProject = Callable[..., Project]
# Names of data sets for two kinds of actors, the codebook's own name for the third.
NAMES = {"person": "PER", "organisation": "ORG", "group": "ACTOR"}
# A hundredth of the usual size, for two articles.
SMALL = {
    "@architectures": "spacy.HashEmbedCNN.v2",
    "pretrained_vectors": None,
    "width": 48,
    "depth": 2,
    "embed_size": 300,
    "window_size": 1,
    "maxout_pieces": 2,
    "subword_features": True,
}
ROUNDS = 80
TEXT = "🚢👩‍✈️ Am Morgen hatte Ohlsen geschrieben. Der Hafenbund nannte die Absage ein Spiel, sagte Ohlsen am Tor."


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pipeline whose entities are learned from the labelled German articles of the sample, with a span ruler for
    cues."""
    records = [json.loads(line) for line in sample_data("sample.jsonl").read_text("utf-8").splitlines()]
    nlp = spacy.blank("xx")
    ner = nlp.add_pipe("ner", config={"model": {"hidden_width": 32, "tok2vec": SMALL}})
    examples = []
    for record in records:
        doc = nlp.make_doc(record["text"])
        spans = [
            doc.char_span(one["start"], one["end"], NAMES[one["attributes"]["kind"]], alignment_mode="expand")
            for one in record["spans"]
            if one["label"] == "ACTOR" and one["attributes"]["kind"] in NAMES
        ]
        if spans and record["meta"]["lang"] == "de":
            gold = doc.copy()
            gold.set_ents(spacy.util.filter_spans([span for span in spans if span is not None]))
            examples.append(Example(doc, gold))
    for name in NAMES.values():
        ner.add_label(name)  # type: ignore[attr-defined]
    fix_random_seed(1)
    optimizer = nlp.initialize(lambda: examples)
    optimizer.learn_rate = 0.005
    for _ in range(ROUNDS):
        nlp.update(examples, sgd=optimizer)
    ruler = nlp.add_pipe("span_ruler")
    patterns = [{"label": "CUE", "pattern": "sagte"}, {"label": "POEM", "pattern": "Tor"}]
    ruler.add_patterns(patterns)  # type: ignore[attr-defined]
    path = tmp_path_factory.mktemp("models") / "actors"
    nlp.to_disk(path)
    return path


def test_what_it_learned_is_found_where_it_stands(folder: Path) -> None:
    made = engine(f"spacy:{folder}")
    assert (made.name, made.kind, made.needs) == ("spacy:actors", "model", ())
    found = suggestions(made, TEXT)
    assert {("ACTOR", "Ohlsen"), ("ACTOR", "Hafenbund"), ("CUE", "sagte")} <= set(words(TEXT, found))
    kinds = {TEXT[one.start : one.end]: one.attributes for one in found.proposals}
    assert kinds["Ohlsen"] == {"kind": "person", "mention": "name"}
    assert kinds["Hafenbund"] == {"kind": "organisation", "mention": "name"}
    assert kinds["sagte"] == {}
    assert {one.reason for one in found.proposals} >= {"PER by spacy:actors", "CUE by spacy:actors"}
    assert all(0 < one.score <= 1 for one in found.proposals)
    assert "POEM" not in {one.label for one in found.proposals}, "the codebook has none"


def test_zones_are_not_read(folder: Path) -> None:
    text = "Ohlsen\nAm Morgen hatte Ohlsen im Netzwerk Mole geschrieben."
    found = suggested(engine(f"spacy:{folder}"), text, (Zone("z", 1, 0, 6, "byline"),))
    assert not found.failure
    assert [one.segments for one in found.proposals if text[one.start : one.end] == "Ohlsen"] == [((23, 29),)]


def test_a_long_text_is_read_in_pieces(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = f"{TEXT}\n" * 8
    whole = words(text, suggestions(engine(f"spacy:{folder}"), text))
    monkeypatch.setattr("annotator.suggest.engines.spacy_pipeline._LONGEST", 250)
    made = SpacyPipeline(str(folder))
    made._pipeline.max_length = 250  # spaCy refuses what is longer
    parts = words(text, suggestions(made, text))
    assert parts.count(("CUE", "sagte")) == whole.count(("CUE", "sagte")) == 8
    assert parts.count(("ACTOR", "Hafenbund")) == 8
    assert suggestions(made, "").proposals == []


def test_the_program_takes_it_by_its_folder(folder: Path, make_project: MakeProject, tmp_path: Path) -> None:
    """Through the command line, in a process of its own, which loads the pipeline itself."""
    project = make_project(make_draft(TEXT, "one", lang="de"))
    project.close()
    arguments = ["suggest", str(project.path), "--only", "", "--engine", f"spacy:{folder}", "--workers", "1"]
    result = CliRunner().invoke(cli, arguments)
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("articles 1, skipped 0, ")
    out = tmp_path / "out.jsonl"
    assert CliRunner().invoke(cli, ["export", str(project.path), str(out), "--suggestions"]).exit_code == 0
    record = json.loads(out.read_text("utf-8"))
    found = {(span["text"], span["origin"]["name"], span["origin"]["kind"]) for span in record["spans"]}
    assert {("Ohlsen", "spacy:actors", "model"), ("sagte", "spacy:actors", "model")} <= found
    assert all(record["text"][span["start"] : span["end"]] == span["text"] for span in record["spans"])
    assert all(name == "spacy:actors" for _, name, _ in found), "no other suggester ran"
    again = CliRunner().invoke(cli, arguments)
    assert again.stdout.startswith("articles 0, skipped 1, ")


def test_beside_all_suggesters_it_runs_after_them(folder: Path, make_project: MakeProject) -> None:
    project = make_project(make_draft("„Wir bleiben hier, bis jemand zuhört“, sagte Ohlsen.", lang="de"))
    project.suggesting.run(workers=0, engines=(f"spacy:{folder}",))
    ran = {name for (name,) in query(project.path, "select suggester from suggested")}
    assert ran == {*registry.BUILT_IN, "spacy:actors"}
    assert project.suggesting.suggest_article(1).change is None, "an article that is opened is not read by engines"


def test_trained_anew_it_is_another_version(folder: Path, tmp_path: Path) -> None:
    first = engine(f"spacy:{folder}").version
    assert engine(f"spacy:{folder}").version == first
    nlp = spacy.blank("xx")
    nlp.to_disk(tmp_path / "actors")
    other = engine(f"spacy:{tmp_path / 'actors'}").version
    assert other != first
    nlp.add_pipe("span_ruler")
    nlp.to_disk(tmp_path / "actors")
    assert engine(f"spacy:{tmp_path / 'actors'}").version != other


def test_two_of_one_name_are_refused(folder: Path, tmp_path: Path) -> None:
    spacy.blank("xx").to_disk(tmp_path / "actors")
    with pytest.raises(UserError, match="Two engines have the name 'spacy:actors'"):
        engines((f"spacy:{folder}", f"spacy:{tmp_path / 'actors'}"))


def test_what_is_no_pipeline_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"There is no folder .*missing\."):
        engine(f"spacy:{tmp_path / 'missing'}")
    with pytest.raises(UserError, match=r"is no spaCy pipeline: it has no config\.cfg"):
        engine(f"spacy:{tmp_path}")
    (tmp_path / "config.cfg").write_text("[nlp]\nlang = 3\n", "utf-8")
    with pytest.raises(UserError, match=r"it has no meta\.json that can be read"):
        engine(f"spacy:{tmp_path}")
    (tmp_path / "meta.json").write_text("{}", "utf-8")
    with pytest.raises(UserError, match=r"can't be loaded as a spaCy pipeline \("):
        suggestions(engine(f"spacy:{tmp_path}"), TEXT)
    with pytest.raises(UserError, match="click can't be loaded as a spaCy pipeline"):
        suggestions(engine("spacy:click"), TEXT)


@pytest.mark.parametrize("where", ["a" * 5_000, "~nobody-of-that-name/model", "a\0b"])
def test_what_no_folder_can_be_called_is_no_folder(where: str) -> None:
    with pytest.raises(UserError, match="There is no folder "):
        model_folder(where, "spaCy pipeline", ("config.cfg",))


def test_a_model_that_fails_is_told_of_and_alone_ends_the_run(tmp_path: Path, make_project: MakeProject) -> None:
    project = make_project(make_draft(TEXT))
    project.close()
    (tmp_path / "config.cfg").write_text("[nlp]\nlang = 3\n", "utf-8")
    (tmp_path / "meta.json").write_text("{}", "utf-8")
    for workers, only, status in (("0", (), 1), ("0", ("--only", ""), 2), ("1", ("--only", ""), 2)):
        arguments = ["suggest", str(project.path), "--engine", f"spacy:{tmp_path}", "--workers", workers, *only]
        result = CliRunner().invoke(cli, arguments)
        assert result.exit_code == status, result.output
        assert "can't be loaded as a spaCy pipeline" in result.output
