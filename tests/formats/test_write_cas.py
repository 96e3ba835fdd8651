"""UIMA CAS: read back by dkpro-cassis, and by our reader, which has all but what is listed here."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Hashable, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

import cassis
import pytest
from hypothesis import HealthCheck, given, settings

from annotator.core.models import Draft
from annotator.jobs.files import Options
from annotator.project import Project
from tests.formats.record_projects import drafts
from tests.formats.standoff_cases import (
    TEXT,
    export,
    files,
    odd_project,
    read_again,
    recorded,
    relations_of,
    reported,
    spans_of,
    written,
)
from tests.formats.test_jsonl_writer import labelled, project_of
from tests.making import make_draft, make_relation, make_span

FORMATS = {"cas-xmi": ".xmi", "cas-json": ".json"}
SENTENCE = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence"
TOKEN = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token"
METADATA = "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData"
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
many = settings(max_examples=10, suppress_health_check=list(HealthCheck))
each = pytest.mark.parametrize("format", FORMATS)


def loaded(found: Mapping[str, str], format: str) -> list[cassis.Cas]:
    """The CASes of an export, by dkpro-cassis."""
    types = cassis.load_typesystem(io.BytesIO(found["TypeSystem.xml"].encode()))
    contents = [content for name, content in found.items() if name.endswith(FORMATS[format])]
    if format == "cas-json":
        return [cassis.load_cas_from_json(content) for content in contents]
    return [cassis.load_cas_from_xmi(io.BytesIO(content.encode()), typesystem=types) for content in contents]


@each
def test_cassis_reads_it(format: str) -> None:
    with project_of([written()]) as project:
        (cas,) = loaded(files(export(project, format, "out")), format)
    assert cas.sofa_string == TEXT

    def layer(name: str) -> list[Any]:
        return list(cas.select(f"webanno.custom.{name}"))

    first, second = layer("QUOTE")
    assert [first.get_covered_text(), second.get_covered_text()] == ["„Wir bleiben“", "„bis der Hafen-\n öffnet“"]
    assert (first.form, first.note, second.form) == ("direct", "Erste Zeile.\n\n Zweite: ß", None)
    assert first.partOfSpan == second.partOfSpan == "2"
    (actor,), (claim,), (cue,) = layer("ACTOR"), layer("CLAIM"), layer("CUE")
    assert (actor.get_covered_text(), actor.entry, actor.entryName) == ("Ohlsen", "actor:actor-1", "Ohlsen, Ida")
    assert (claim.get_covered_text(), claim.category, claim.entry) == ("🙂", "zwei Worte", "concept:c1")
    assert cue.partOfSpan is None
    (speaker,), (cued,) = layer("speaker"), layer("cue_1")
    assert (speaker.Governor, speaker.Dependent, speaker.get_covered_text()) == (first, actor, "Ohlsen")
    assert (cued.Governor, cued.Dependent) == (first, cue)
    (metadata,) = cas.select(METADATA)
    assert (metadata.documentTitle, metadata.documentId, metadata.language) == ("Titel", "Artikel 1/🙂", "de")
    tokens = [token.get_covered_text() for token in cas.select(TOKEN)]
    assert tokens[:6] == ["Änderungen", "🙂", ":", "„", "Wir", "bleiben"]
    assert [sentence.get_covered_text() for sentence in cas.select(SENTENCE)] == [
        "Änderungen 🙂: „Wir bleiben“,",
        "sagte Ohlsen-Vertrauter Çelik,",
        "„bis der Hafen-",
        "öffnet“.",
    ]


@each
@many
@given(articles=drafts())
def test_our_reader_takes_it_back(format: str, articles: list[Draft]) -> None:
    with project_of(articles) as project:
        before = recorded(project)
        out, report = reported(project, format, "out", suggestions=True)
        found = loaded(files(out), format)
        assert len(found) == len(before)
        for cas in found:
            check_segmentation(cas)
        texts = Counter(cas.sofa_string for cas in found)
        assert texts == Counter(held(record["text"], format) for record in before)
        after, refused = read_again(project, out)
        assert not refused
        by_text = {record["text"]: record for record in after}
        for record in before:
            again = by_text[held(record["text"], format)]

            def part(given: Mapping[str, Any], span: Mapping[str, Any]) -> Hashable:
                return said(span, format)

            assert spans_of(again, part) == spans_of(record, part)
            assert relations_of(again, part) == relations_of(record, part)
        assert ("characters" in report.losses.counts) <= (format == "cas-xmi")


def held(value: Any, format: str) -> Any:
    """The value with what XML can't hold replaced."""
    if isinstance(value, dict):
        return {name: held(one, format) for name, one in value.items() if one is not None}
    return FORBIDDEN.sub("\ufffd", value) if isinstance(value, str) and format == "cas-xmi" else value


def said(span: Mapping[str, Any], format: str) -> Hashable:
    """What comes back of a span: see README for what doesn't."""
    entry = span["actor"] or span["concept"]
    return (
        span["label"],
        str([list(segment) for segment in span["segments"]]),
        str(held(span["attributes"], format)),
        entry and (entry["id"], held(entry["name"], format)),
        held(span["note"], format),
    )


def check_segmentation(cas: cassis.Cas) -> None:
    """Tokens hold all but white space, and each lies in one sentence: INCEpTION asks for that."""
    text = cas.sofa_string or ""
    tokens = [(token.begin, token.end) for token in cas.select(TOKEN)]
    sentences = [(sentence.begin, sentence.end) for sentence in cas.select(SENTENCE)]
    for ranges in (tokens, sentences):
        assert all(first[1] <= second[0] for first, second in pairwise(ranges))
        assert all(begin < end for begin, end in ranges)
    assert "".join(text[begin:end] for begin, end in tokens) == "".join(text.split())
    for begin, end in tokens:
        assert sum(first <= begin and end <= last for first, last in sentences) == 1


@each
@pytest.mark.parametrize("tokenizer", ["words", "spaces", "spacy"])
def test_tokens_never_lie_in_two_sentences(format: str, tokenizer: str) -> None:
    with project_of([make_draft("彼は来た。彼女も来た。U.S. Wer?Ja! „Gut.“Nein.\nx", lang=None)]) as project:
        out = export(project, format, "out", options=Options(tokenizer=tokenizer))
        (cas,) = loaded(files(out), format)
    check_segmentation(cas)


@each
def test_what_does_not_come_back(format: str) -> None:
    """Metadata but title and language, who labelled when and how, kinds of actors, comments, zones; see README."""
    with project_of([written(), *labelled()]) as project:
        out, report = reported(project, format, "out.zip", comments=True)
        after, refused = read_again(project, out)
        assert not refused
        record = next(r for r in after if r["text"] == TEXT)
        assert (record["title"], record["meta"]["lang"]) == ("Titel", "de")
        assert all(s["annotator"] == "zoe" and s["origin"]["name"] == "uima cas" for s in record["spans"])
        assert [s["actor"]["kind"] for s in record["spans"] if s["actor"]] == [None]
        assert dict(report.losses.counts) == {"zones": 2, "comments": 1, "untold": 2, "mixed": 1}
        assert all(r["status"] == ("started" if r["spans"] else "new") for r in after)


@each
def test_titles_like_file_names_do_not_come_back(format: str) -> None:
    with project_of([make_draft("Erste Zeile.\nText.", title="Neues von Hafen.de", lang="de")]) as project:
        (record,), _ = read_again(project, export(project, format, "out"))
    assert record["title"] == "Erste Zeile."


@each
def test_values_of_all_types(format: str, tmp_path: Path) -> None:
    values: dict[str, Any] = {
        "kind": "Öffentlichkeit, sonst | a",
        "topics": ["a b", "Häfen & Fähren"],
        "sure": False,
        "weight": 20250313.5,
        "seen": "2025-03-13",
        "remark": 'zwei\n\tZeilen <&> "x"',
    }
    project = odd_project(tmp_path, **values)
    out = export(project, format, "out")
    (cas,) = loaded(files(out), format)
    first = next(iter(cas.select("webanno.custom.ACTOR")))
    assert list(first.topics.elements) == values["topics"]
    assert (first.sure, first.weight, first.remark) == (False, "20250313.5", values["remark"])
    (record,), refused = read_again(project, out)
    assert not refused
    assert record["spans"][0]["attributes"] == values
    project.close()


CLASHES = """
name = "clashes"
[[labels]]
name = "Cue"
colour = "#1060F0"
points_to = "actor"
[[labels.attributes]]
name = "note"
type = "text"
[[labels.attributes]]
name = "end"
type = "text"
[[labels.attributes]]
name = "type"
type = "text"
[[labels.attributes]]
name = "self"
type = "text"
[[labels]]
name = "CUE"
colour = "#1060F0"
[[relations]]
name = "cue"
head = ["Cue"]
child = ["CUE"]
[[relations]]
name = "next"
head = ["Cue"]
child = ["Cue"]
"""


@each
def test_names_that_clash(format: str, tmp_path: Path) -> None:
    codebook = tmp_path / "clashes.toml"
    codebook.write_text(CLASHES)
    project = Project.create(tmp_path / "p.annotator", "anna", codebook)
    attributes: dict[str, Any] = {"note": "n", "end": "e", "type": "t", "self": "s"}
    spans = [
        make_span("Cue", (0, 4), id="a", attributes=attributes, note="mine"),
        make_span("CUE", (5, 10), id="b", note="yours"),
    ]
    relations = [make_relation("cue", "a", "b"), make_relation("next", "a", "a")]
    project.import_drafts([make_draft("Ilse Wendt came.", "one", spans=spans, relations=relations)])
    out = export(project, format, "out")
    (cas,) = loaded(files(out), format)
    names = [one.name for one in cas.typesystem.get_types() if one.name.startswith("webanno.custom.")]
    assert len({name.casefold() for name in names}) == len(names) == 4
    assert cas.typesystem.get_type("webanno.custom.next").get_feature("Governor").rangeType.name == (
        "webanno.custom.Cue"
    )
    (record,), refused = read_again(project, out)
    assert not refused
    assert [(s["label"], s["note"]) for s in record["spans"]] == [("Cue", "mine"), ("CUE", "yours")]
    assert record["spans"][0]["attributes"] == attributes
    assert Counter(r["label"] for r in record["relations"]) == {"cue": 1, "next": 1}
    project.close()


@each
def test_same_project_same_bytes_in_folders_of_splits(format: str) -> None:
    made = [make_draft("a 🙂", "A", split="train"), make_draft("b", "b", split="dev")]
    with project_of(made) as project:
        first = files(export(project, format, "out"))
        assert files(export(project, format, "out")) == first
    assert list(first) == [
        "TypeSystem.xml",
        f"dev/b{FORMATS[format]}",
        next(n for n in first if "train/" in n),
    ]
