"""spaCy's format, read by spaCy: tokens, spans, what is lost, and that its own training runs from it."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import spacy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.cli.train import train
from spacy.tokens import Doc, DocBin, Span
from spacy.training import Corpus
from spacy.training.initialize import init_nlp
from spacy.util import load_config
from thinc.util import fix_random_seed

from annotator.core.errors import UserError
from annotator.core.models import Actor, Draft, State
from annotator.core.models import Span as OurSpan
from annotator.formats.writers.base import Options
from annotator.jobs.files import ExportFilter, ExportReport, Writing
from annotator.project import Project
from tests.formats.record_projects import drafts
from tests.formats.test_jsonl_writer import project_of
from tests.making import make_draft, make_relation, make_span, segments_in

MakeProject = Callable[..., Project]
TEXT = "👩‍✈️ „Wir bleiben“, sagte Ölçer-Straßburg 🚢 vor dem Hafen-Café. Die Ölçer-Straßburgs-Kritikerin schwieg."


def export(project: Project, name: str = "out", **options: Any) -> tuple[Path, ExportReport]:
    out = project.path.with_name(name)
    return out, project.export(out, ExportFilter(), how=Writing("spacy", Options(**options)))


def docs(folder: Path) -> list[Doc]:
    """All articles of the files of a folder, in the order of their names."""
    vocab = spacy.blank("xx").vocab
    files = sorted(folder.rglob("*.spacy"))
    return [doc for file in files for doc in DocBin().from_disk(file).get_docs(vocab)]


def records(project: Project) -> dict[str, Any]:
    out = project.path.with_name("all.jsonl")
    project.export(out, ExportFilter())
    return {record["id"]: record for record in map(json.loads, out.read_bytes().splitlines())}


def words(spans: Any) -> list[tuple[str, str]]:
    return [(span.label_, span.text) for span in spans]


def labelled(text: str, *labels: tuple[str, str]) -> list[OurSpan]:
    return [make_span(label, *segments_in(text, piece)) for label, piece in labels]


@settings(max_examples=10, suppress_health_check=list(HealthCheck))
@given(drafts(open_too=False), st.sampled_from(["snap", "drop"]))
def test_every_span_is_on_its_tokens_or_counted(articles: list[Draft], misaligned: str) -> None:
    with project_of(articles) as project:
        out, report = export(project, misaligned=misaligned)
        written = {doc.user_data["id"]: doc for doc in docs(out)}
        expected = {key: r for key, r in records(project).items() if r["spans"] or r["status"] == "done"}
        assert written.keys() == expected.keys()
        there = 0
        for key, doc in written.items():
            record = expected[key]
            assert doc.text == record["text"]
            pieces: dict[str, list[Span]] = {}
            for span in doc.spans["sc"]:
                pieces.setdefault(span.id_, []).append(span)
            there += len(pieces)
            for one in record["spans"]:
                if one["id"] in pieces:
                    check(doc.text, one, pieces[one["id"]], misaligned == "drop")
        total = sum(len(record["spans"]) for record in expected.values())
        counts = report.losses.counts
        assert there == total - counts["misaligned"] - counts["twice"]
        assert misaligned == "snap" or not counts["snapped"]


def check(text: str, record: dict[str, Any], pieces: list[Span], exact: bool) -> None:
    """The pieces hold all of the record's span but white space, and are just it if ``exact``."""
    covered = {at for span in pieces for at in range(span.start_char, span.end_char)}
    wanted = {at for start, end in record["segments"] for at in range(start, end)}
    assert {at for at in wanted if not text[at].isspace()} <= covered
    assert not exact or covered == wanted
    assert all(span.label_ == record["label"] and not span[0].is_space for span in pieces)
    entry = record["actor"] or record["concept"]
    assert {span.kb_id_ for span in pieces} == {entry["id"] if entry else ""}


@settings(max_examples=10, suppress_health_check=list(HealthCheck))
@given(drafts(open_too=False))
def test_entities_do_not_overlap_and_the_rest_is_counted(articles: list[Draft]) -> None:
    with project_of(articles) as project:
        out, report = export(project, place="ents")
        total = sum(len(record["spans"]) for record in records(project).values())
        ids = {entity.id_ for doc in docs(out) for entity in doc.ents}
        counts = report.losses.counts
        assert len(ids) == total - counts["misaligned"] - counts["twice"] - counts["overlapping"]
        assert all(doc.has_annotation("ENT_IOB") for doc in docs(out) if len(doc)), "none means that there is none"


def test_what_is_said_is_there(make_project: MakeProject) -> None:
    spans = labelled(TEXT, ("QUOTE", "„Wir bleiben“"), ("CUE", "sagte"), ("ACTOR", "Ölçer-Straßburg"))
    spans[0].attributes["form"] = "direct"
    spans[2].actor_id = "a1"
    draft = make_draft(
        TEXT, "eins", spans=spans, relations=[make_relation("speaker", spans[0].id, spans[2].id)], lang="de"
    )
    draft.actors["a1"] = Actor("a1", "Ölçer-Straßburg")
    project = make_project(draft)
    out, report = export(project)
    assert sorted(path.name for path in out.iterdir()) == [
        ".annotator-export",
        "README.md",
        "all.spacy",
        "config.cfg",
    ]
    (doc,) = docs(out)
    assert words(doc.spans["sc"]) == [
        ("QUOTE", "„Wir bleiben“"),
        ("CUE", "sagte"),
        ("ACTOR", "Ölçer-Straßburg"),
    ]
    assert [span.id_ for span in doc.spans["sc"]] == [span.id for span in spans]
    assert doc.spans["sc"][2].kb_id_ == "a1"
    known = json.loads(json.dumps(doc.user_data))
    assert known["meta"]["lang"] == "de"
    assert known["attributes"] == {spans[0].id: {"form": "direct"}}
    assert known["relations"] == [{"label": "speaker", "head": spans[0].id, "child": spans[2].id}]
    assert report.losses.counts == {}


def test_what_is_within_a_token_grows_or_is_dropped_and_said(make_project: MakeProject) -> None:
    """German tokens keep hyphens within a word, so a name in a compound has none of its own."""
    spans = [make_span("ACTOR", *segments_in(TEXT, "Ölçer-Straßburg", "Ölçer-Straßburg")[1:])]
    project = make_project(make_draft(TEXT, "eins", spans=spans, lang="de"))
    out, report = export(project)
    (loss,) = report.losses.listed
    assert (loss.kind, loss.text, loss.became) == ("snapped", "Ölçer-Straßburg", "Ölçer-Straßburgs-Kritikerin")
    (doc,) = docs(out)
    assert words(doc.spans["sc"]) == [("ACTOR", "Ölçer-Straßburgs-Kritikerin")]
    out, report = export(project, misaligned="drop")
    assert report.losses.counts == {"misaligned": 1}
    (doc,) = docs(out)
    assert words(doc.spans["sc"]) == []


def test_of_entities_that_overlap_the_longest_are_kept(make_project: MakeProject) -> None:
    spans = labelled(
        TEXT, ("ACTOR", "Wir"), ("QUOTE", "„Wir bleiben“"), ("CUE", "sagte"), ("CLAIM", "sagte"), ("ACTOR", "Die")
    )
    out, report = export(make_project(make_draft(TEXT, "eins", spans=spans)), place="ents")
    assert words(docs(out)[0].ents) == [("QUOTE", "„Wir bleiben“"), ("CLAIM", "sagte"), ("ACTOR", "Die")]
    assert report.losses.counts == {"overlapping": 2}
    assert "2 spans left out, as they overlap others." in report.sentences(ExportFilter())


def test_pieces_are_spans_with_one_id(make_project: MakeProject) -> None:
    span = make_span("QUOTE", *segments_in(TEXT, "„Wir bleiben“", "vor dem Hafen-Café"))
    out, report = export(make_project(make_draft(TEXT, spans=[span])))
    (doc,) = docs(out)
    found = doc.spans["sc"]
    assert words(found) == [("QUOTE", "„Wir bleiben“"), ("QUOTE", "vor dem Hafen-Café")]
    assert {one.id_ for one in found} == {span.id}
    assert report.losses.counts == {"pieces": 1}


def test_what_several_annotators_labelled_alike_is_there_once(make_project: MakeProject) -> None:
    text = "„Wir bleiben“, sagte Ada. „Nein.“"
    spans, relations = [], []
    for name in ("anna", "bert"):
        spans += [
            make_span("QUOTE", *segments_in(text, "„Wir bleiben“"), id=f"q-{name}", annotator=name),
            make_span("ACTOR", *segments_in(text, "Ada"), id=f"a-{name}", annotator=name),
        ]
        relations.append(make_relation("speaker", f"q-{name}", f"a-{name}", name))
    spans.append(make_span("QUOTE", *segments_in(text, "„Nein.“"), id="n", annotator="bert"))
    relations.append(make_relation("speaker", "n", "a-bert", "bert"))
    out, report = export(make_project(make_draft(text, spans=spans, relations=relations)))
    (doc,) = docs(out)
    assert [span.id_ for span in doc.spans["sc"]] == ["q-anna", "a-anna", "n"]
    assert [(link["head"], link["child"]) for link in doc.user_data["relations"]] == [
        ("n", "a-anna"),
        ("q-anna", "a-anna"),
    ]
    assert report.losses.counts["twice"] == 2


def test_splits_are_files_or_folders_that_spacy_reads(make_project: MakeProject) -> None:
    splits = ["train", "dev", "train", None, "train"]
    drafts = (
        make_draft(f"Text {n}.", str(n), annotator="anna", state=State.DONE, split=split)
        for n, split in enumerate(splits)
    )
    project = make_project(*drafts)
    out, _ = export(project, shard=2)
    names = sorted(path.relative_to(out).as_posix() for path in out.rglob("*.spacy"))
    assert names == ["all.spacy", "dev.spacy", "train/00000.spacy", "train/00001.spacy"]
    config = load_config(out / "config.cfg")
    assert (config["paths"]["train"], config["paths"]["dev"]) == ("train", "dev.spacy")
    nlp = spacy.blank("xx")
    assert [eg.reference.user_data["id"] for eg in Corpus(out / "train")(nlp)] == ["0", "2", "4"]
    again, _ = export(project, "again", shard=2)
    for name in (*names, "config.cfg"):
        assert (out / name).read_bytes() == (again / name).read_bytes()
    with pytest.raises(UserError, match=r"\.spacy files come in a folder"):
        project.export(project.path.with_name("one.spacy"), ExportFilter())


@pytest.mark.parametrize(
    ("languages", "expected"),
    [
        (["de", "de", "en"], "de"),
        (["de", "en"], "xx"),
        ([None, "en-GB"], "en"),
        (["tlh"], "xx"),
        (["en.stop_words"], "xx"),
        ([], "xx"),
    ],
)
def test_tokens_are_of_the_language_of_most(
    make_project: MakeProject, languages: list[str | None], expected: str
) -> None:
    project = make_project(*(make_draft(f"Don't {n}.", str(n), lang=lang) for n, lang in enumerate(languages)))
    out, _ = export(project)
    assert load_config(out / "config.cfg")["nlp"]["lang"] == expected
    assert f"# Tokens are those of spacy.blank('{expected}')" in (out / "config.cfg").read_text("utf-8")
    own = spacy.blank(expected)
    assert [[t.text for t in doc] for doc in docs(out)] == [[t.text for t in own(doc.text)] for doc in docs(out)]


def test_the_preview_is_to_be_read(make_project: MakeProject) -> None:
    project = make_project(make_draft(f"{TEXT}\n\nEnde.", spans=labelled(TEXT, ("CUE", "sagte")), lang="de"))
    preview = project.exporting.preview(1, ExportFilter(), Writing("spacy"))
    assert preview is not None
    shown = preview.files["all.spacy"].splitlines()
    assert "„ Wir bleiben “ , sagte Ölçer-Straßburg 🚢" in shown[0]
    assert r"schwieg . \n\n Ende ." in shown[0]
    assert shown[2:] == ["CUE 9–10: sagte"]
    assert "python -m spacy train config.cfg" in preview.files["config.cfg"]


def quotes(number: int) -> Iterator[Draft]:
    """Articles with long quotes and short cues, all alike; every fourth is of dev."""
    chance = random.Random(3)
    for n in range(number):
        said = " ".join(chance.choices(("wir", "die", "Fähre", "bleibt", "am", "Hafen", "fährt", "nicht"), k=14))
        text = f"Heute. „{said}“, sagte Ohlsen am Tor {n}."
        spans = labelled(text, ("QUOTE", f"„{said}“"), ("CUE", "sagte"))
        yield make_draft(text, str(n), spans=spans, lang="de", split="dev" if n % 4 == 3 else "train")


@pytest.mark.parametrize(
    ("place", "label", "pipes"),
    [("spans", "QUOTE", ["span_finder", "spancat"]), ("spans", "CUE", ["spancat"]), ("ents", "QUOTE", ["ner"])],
)
def test_learning_by_the_config_makes_the_loss_fall(
    make_project: MakeProject, place: str, label: str, pipes: list[str]
) -> None:
    project = make_project(*quotes(8))
    out = project.path.with_name("out")
    project.export(out, ExportFilter(labels=(label,)), how=Writing("spacy", Options(place=place)))
    config = load_config(out / "config.cfg", overrides={"paths.train": str(out / "train.spacy")})
    nlp = init_nlp(config)
    assert nlp.pipe_names == pipes
    fix_random_seed(0)
    annotates = config["training"]["annotating_components"]
    examples = list(Corpus(out / "train.spacy")(nlp))
    optimizer = nlp.resume_training()
    losses: list[dict[str, float]] = []
    for _ in range(30):
        losses.append(nlp.update(examples, sgd=optimizer, annotates=annotates))
    assert losses[-1][pipes[0]] < losses[0][pipes[0]] / 2
    # The span categoriser has nothing to learn from until candidates are found.
    begun = [one[pipes[-1]] for one in losses if one[pipes[-1]]]
    assert begun[-1] < max(begun) / 2


def test_spacys_own_command_trains_from_the_folder(
    make_project: MakeProject, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, _ = export(make_project(*quotes(8)))
    monkeypatch.chdir(out)
    train("config.cfg", tmp_path / "model", overrides={"training.max_steps": 2})
    made = spacy.load(tmp_path / "model" / "model-last")
    assert made.pipe_names == ["span_finder", "spancat"]
    assert "sc" in made("Heute. „Wir bleiben“, sagte Ohlsen.").spans


def test_splits_that_a_disk_takes_for_one_are_one(make_project: MakeProject) -> None:
    drafts = (
        make_draft(f"Text {n}.", str(n), annotator="anna", state=State.DONE, split=split)
        for n, split in enumerate(("Train", "train", "a b", "a_b"))
    )
    out, _ = export(make_project(*drafts))
    assert sorted(path.name for path in out.rglob("*.spacy")) == ["a_b.spacy", "train.spacy"]
    assert len(docs(out)) == 4
