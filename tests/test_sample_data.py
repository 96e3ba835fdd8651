"""The sample articles are what their sources make, obey the codebook, and are as various as promised."""

from __future__ import annotations

import importlib.util
import json
import shutil
import tomllib
import unicodedata
from collections import Counter
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from annotator.commands.zones import ZONE_KINDS, whole_lines
from annotator.core.codebook import Codebook, parse_codebook
from annotator.core.errors import UserError
from annotator.core.resources import resource, sample_data
from annotator.jobs.files import ExportFilter
from annotator.project import Project

Record = dict[str, Any]


def _load_build() -> ModuleType:
    spec = importlib.util.spec_from_file_location("sample_build", sample_data("build.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


BUILD = _load_build()
RECORDS: list[Record] = [json.loads(line) for line in sample_data("sample.jsonl").read_bytes().splitlines()]
FILES = [record["meta"]["file"] for record in RECORDS]
by_file = pytest.mark.parametrize("record", RECORDS, ids=FILES)


@pytest.fixture(scope="module")
def codebook() -> Codebook:
    return parse_codebook(tomllib.loads(resource("codebooks", "news.toml").read_text(encoding="utf-8")))


def test_the_file_is_what_the_sources_make() -> None:
    assert sample_data("sample.jsonl").read_bytes() == BUILD.build()


def test_each_article_has_its_record() -> None:
    assert sorted(path.name for path in sample_data("articles").glob("*.txt")) == FILES
    assert len({record["id"] for record in RECORDS}) == len(RECORDS)
    for record in RECORDS:
        text = sample_data("articles", record["meta"]["file"]).read_bytes().decode("utf-8")
        assert record["text"] == text
        assert "\r" not in text
        assert 150 <= len(text.split()) <= 450


@by_file
def test_the_record_has_every_key(record: Record) -> None:
    assert list(record) == [
        *("id", "title", "text", "offset_unit", "meta", "annotator", "status", "split", "group"),
        *("spans", "relations", "zones", "codebook"),
    ]
    assert list(record["meta"]) == ["source", "authors", "published", "url", "lang", "file"]
    assert record["offset_unit"] == "codepoint"
    assert record["codebook"] == "news@1"
    assert record["annotator"] == (None if record["status"] == "new" else "Sample")
    for span in record["spans"]:
        assert list(span) == [
            *("id", "label", "start", "end", "segments", "text", "attributes", "actor", "concept", "note"),
            *("annotator", "created_at", "updated_at", "origin"),
        ]
        assert list(span["origin"]) == ["kind", "name", "version", "score", "decision"]
    for relation in record["relations"]:
        assert list(relation) == ["id", "label", "head", "child", "annotator"]


@by_file
def test_spans_lie_where_their_text_is(record: Record) -> None:
    for span in record["spans"]:
        assert span["text"] == record["text"][span["start"] : span["end"]]
        assert span["text"] == span["text"].strip()
        segments = span["segments"]
        assert (span["start"], span["end"]) == (segments[0][0], segments[-1][1])
        assert all(start < end for start, end in segments)
        assert all(before[1] < after[0] for before, after in pairwise(segments))


@by_file
def test_labels_obey_the_codebook(record: Record, codebook: Codebook) -> None:
    labels = {span["id"]: span["label"] for span in record["spans"]}
    assert len(labels) == len(record["spans"])
    for span in record["spans"]:
        label = codebook.require_label(span["label"])
        own = {attribute.name: attribute for attribute in label.attributes}
        assert tuple(span["attributes"]) == codebook.attribute_names
        for name, value in span["attributes"].items():
            assert (own[name].check(value) if name in own else None) == value
    for relation in record["relations"]:
        kind = codebook.relation(relation["label"])
        assert kind is not None
        assert labels[relation["head"]] in kind.head
        assert labels[relation["child"]] in kind.child
    assert len({relation["id"] for relation in record["relations"]}) == len(record["relations"])


@by_file
def test_zones_are_of_known_kinds_and_leave_no_blank_lines(record: Record) -> None:
    text = record["text"]
    for zone in record["zones"]:
        assert zone["kind"] in ZONE_KINDS
        assert 0 <= zone["start"] < zone["end"] <= len(text)
        assert whole_lines(text, zone["start"], zone["end"]) == (zone["start"], zone["end"])
        assert not any(s < zone["end"] and zone["start"] < e for x in record["spans"] for s, e in x["segments"])


@pytest.mark.parametrize("record", [r for r in RECORDS if r["status"] == "done"], ids=lambda r: r["meta"]["file"])
def test_done_articles_are_labelled_completely(record: Record) -> None:
    spans = {span["id"]: span for span in record["spans"]}
    ends: dict[str, set[str]] = {}
    for relation in record["relations"]:
        ends.setdefault(relation["label"], set()).update((relation["head"], relation["child"]))
    for span_id, span in spans.items():
        filled = {name for name, value in span["attributes"].items() if value is not None}
        match span["label"]:
            case "ACTOR":
                assert filled == {"kind", "mention"}
            case "QUOTE":
                assert filled == {"form", "medium"}
                assert span_id in ends["speaker"]
            case "CUE":
                assert span_id in ends["cue"]
            case "CLAIM":
                assert filled == {"stance", "category"}
                assert span["concept"] is not None
                assert span_id in ends["claimant"]
    assert any(span["note"] for span in spans.values())


def test_the_states_and_languages_are_those_promised() -> None:
    languages = Counter(record["meta"]["lang"] for record in RECORDS)
    assert languages["de"] >= 4
    assert languages["en"] >= 3
    assert languages["fr"] >= 2
    done = {record["meta"]["lang"] for record in RECORDS if record["status"] == "done"}
    assert done == {"de", "en", "fr"}
    assert {record["status"] for record in RECORDS} == {"new", "started", "done", "skipped"}


def test_one_article_runs_from_right_to_left() -> None:
    letters = Counter(
        unicodedata.bidirectional(c)
        for record in RECORDS
        if record["meta"]["lang"] == "ar"
        for c in record["text"]
        if c.isalpha()
    )
    assert letters["AL"] > 500
    assert letters["L"] == 0


def test_one_article_has_emoji_and_combining_marks_inside_its_labels() -> None:
    (record,) = [record for record in RECORDS if "\u200d" in record["text"]]
    assert not unicodedata.is_normalized("NFC", record["text"])
    quotes = [span["text"] for span in record["spans"] if span["label"] == "QUOTE"]
    assert any("\u200d" in text and max(text) > "\uffff" for text in quotes)
    names = [span["text"] for span in record["spans"] if span["label"] == "ACTOR"]
    assert any(any(map(unicodedata.combining, name)) for name in names)


def test_quotes_come_in_every_shape() -> None:
    quotes = [(record, span) for record in RECORDS for span in record["spans"] if span["label"] == "QUOTE"]
    assert {span["attributes"]["form"] for _, span in quotes} == {
        *("direct", "indirect", "reported", "free_indirect", "indirect_free_indirect"),
    }
    assert {span["attributes"]["medium"] for _, span in quotes} >= {"speech", "writing", "thought", "unknown"}
    assert {span["text"][0] for _, span in quotes} >= set("„“«»‚‘")
    assert any(len(span["segments"]) == 2 and span["text"].startswith("„") for _, span in quotes)
    assert any(
        outer["start"] < inner["start"] and inner["end"] < outer["end"]
        for record, outer in quotes
        for other, inner in quotes
        if record is other and {outer["attributes"]["form"], inner["attributes"]["form"]} == {"direct"}
    )


def test_speakers_stand_before_after_and_inside_their_quotes() -> None:
    places: Counter[str] = Counter()
    for record in RECORDS:
        spans = {span["id"]: span for span in record["spans"]}
        for relation in record["relations"]:
            if relation["label"] == "speaker":
                quote, actor = spans[relation["head"]], spans[relation["child"]]
                before, after = actor["end"] <= quote["start"], actor["start"] >= quote["end"]
                places["before" if before else "after" if after else "inside"] += 1
    assert min(places[place] for place in ("before", "after", "inside")) >= 3


def test_claims_take_sides_on_shared_concepts() -> None:
    claims = [span for record in RECORDS for span in record["spans"] if span["label"] == "CLAIM"]
    stances: dict[str, set[str]] = {}
    for claim in claims:
        stances.setdefault(claim["concept"]["name"], set()).add(claim["attributes"]["stance"])
    assert any(sides >= {"support", "oppose"} for sides in stances.values())


def test_every_kind_of_zone_is_there() -> None:
    assert {zone["kind"] for record in RECORDS for zone in record["zones"]} == set(ZONE_KINDS)


def test_two_suggestions_are_open_and_one_has_a_speaker() -> None:
    opened = {
        span["id"]: span["origin"]
        for record in RECORDS
        for span in record["spans"]
        if span["origin"]["decision"] == "open"
    }
    assert [(o["kind"], o["name"], o["version"]) for o in opened.values()] == [("rule", "quotes", "1")] * 2
    assert all(0 < origin["score"] <= 1 for origin in opened.values())
    heads = [relation["head"] for record in RECORDS for relation in record["relations"]]
    assert sum(head in opened for head in heads) == 1


def test_every_entry_of_the_register_is_used() -> None:
    register = tomllib.loads(sample_data("labels", "register.toml").read_text(encoding="utf-8"))
    spans = [span for record in RECORDS for span in record["spans"]]
    assert {s["actor"]["name"] for s in spans if s["actor"]} == {a["name"] for a in register["actors"].values()}
    assert {s["concept"]["name"] for s in spans if s["concept"]} == set(register["concepts"].values())


ARTICLE = "„Ja“, sagte Ada. Ada ging.\n"
META = 'id = "x"\ntitle = "x"\nsource = "x"\npublished = "2025-03-13"\nlang = "de"\nstatus = "new"\n'


def _build(folder: Path, labels: str) -> Record:
    (folder / "articles").mkdir()
    (folder / "labels").mkdir()
    (folder / "articles" / "01-x.txt").write_text(ARTICLE, encoding="utf-8")
    (folder / "labels" / "01-x.toml").write_text(META + labels, encoding="utf-8")
    shutil.copy(sample_data("labels", "register.toml"), folder / "labels")
    record: Record = json.loads(BUILD.build(folder))
    return record


def test_occurrence_and_within_say_which(tmp_path: Path) -> None:
    labels = (
        'ACTOR = [{ id = "a", text = "Ada", occurrence = 2 }, { id = "b", text = "Ada", within = "sagte Ada" }]'
    )
    starts = [span["start"] for span in _build(tmp_path, labels)["spans"]]
    assert starts == [ARTICLE.index("Ada"), ARTICLE.rindex("Ada")]


@pytest.mark.parametrize(
    ("labels", "reason"),
    [
        ('ACTOR = [{ id = "a", text = "Bea" }]', "'Bea' is there 0 times"),
        ('ACTOR = [{ id = "a", text = "Ada" }]', "'Ada' is there 2 times: say which"),
        ('ACTOR = [{ id = "a", text = "Ada", occurrence = 3 }]', "'Ada' is there 2 times, not 3"),
        ('ACTOR = [{ id = "a", text = "sagte", within = "ging" }]', "'sagte' is there 0 times"),
        ('QUOTE = [{ id = "q", text = ["sagte", "„Ja“"] }]', "'„Ja“' does not follow 'sagte'"),
        ('QUOTE = [{ id = "q", text = "„Ja“", speaker = "a" }]', "'q': its speaker 'a' is no ACTOR"),
        ('QUOTE = [{ id = "q", text = "„Ja“", form = "sung" }]', "'q': 'sung' is no value of the attribute form"),
        ('QUOTE = [{ id = "q", text = "„Ja“", stance = "support" }]', "the unknown entry 'stance'"),
        ('ACTOR = [{ id = "a", text = "sagte", actor = "ada" }]', "'a': the register has no actor 'ada'"),
        ('CUE = [{ id = "a", text = "sagte" }, { id = "a", text = "ging" }]', "the id 'a' is there twice"),
        ('[[zones]]\nkind = "byline"\ntext = "Bea"', "'Bea' is there 0 times"),
    ],
)
def test_what_does_not_fit_is_refused_with_file_and_text(tmp_path: Path, labels: str, reason: str) -> None:
    with pytest.raises(UserError) as caught:
        _build(tmp_path, labels)
    assert str(caught.value).startswith("01-x.toml: ")
    assert reason in str(caught.value)


def test_the_project_holds_the_records_and_gives_them_back(tmp_path: Path) -> None:
    BUILD.make_project(tmp_path / "demo.annotator", sample_data("sample.jsonl"))
    project = Project.open(tmp_path / "demo.annotator", "Sample")
    try:
        assert {state.value: n for state, n in project.state_counts().items()} == Counter(
            record["status"] for record in RECORDS
        )
        project.export(tmp_path / "out.jsonl", ExportFilter(keep_zones=True, suggestions=True))
    finally:
        project.close()
    assert (tmp_path / "out.jsonl").read_bytes() == sample_data("sample.jsonl").read_bytes()
