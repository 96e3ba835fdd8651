"""brat: read back by bioc, as brat's own server reads it, and by our reader, which has all but what is listed."""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from bioc import brat
from hypothesis import HealthCheck, given, settings

from annotator.core.models import Draft
from annotator.formats.encoding import decode
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

many = settings(max_examples=15, suppress_health_check=list(HealthCheck))
LINE_ENDS = "\n\v\f\x1c\x1d\x1e\x85\u2028\u2029"


def as_brat_reads(text: str, annotations: str) -> dict[str, list[tuple[int, int]]]:
    """Places by id, if brat's server (server/src/annotation.py) has nothing to say against the files."""
    places: dict[str, list[tuple[int, int]]] = {}
    known: set[str] = set()
    # Its codecs part lines at more than line feeds.
    for line in annotations.splitlines():
        id_, data, *tail = line.split("\t", 2)
        assert re.fullmatch(r"[TRAN#]\d+", id_)
        assert id_ not in known
        known.add(id_)
        if id_[0] == "T":
            _, rest = data.split(" ", 1)
            places[id_] = [(int(start), int(end)) for start, end in (p.split(" ") for p in rest.split(";"))]
            assert all(0 <= start < end <= len(text) for start, end in places[id_])
            assert all(first[1] <= second[0] for first, second in pairwise(places[id_]))
            assert tail == [" ".join(text[start:end] for start, end in places[id_])]
            assert tail[0].strip()
        elif id_[0] == "R":
            found = re.fullmatch(r"[\w-]+ Arg1:(T\d+) Arg2:(T\d+)", data)
            assert found
            assert set(found.groups()) <= set(places)
        else:
            pattern = {
                "A": r"[\w-]+ (T\d+)( \S.*)?",
                "N": r"Reference (T\d+) \w+:\S+",
                "#": r"AnnotatorNotes (T\d+)",
            }
            found = re.fullmatch(pattern[id_[0]], data)
            assert found
            assert found[1] in places
            assert (id_[0] == "A") == (not tail)
    return places


def test_bioc_reads_it(tmp_path: Path) -> None:
    with project_of([written()]) as project:
        found = files(export(project, "brat", "out"))
    (name,) = (name.removesuffix(".ann") for name in found if name.endswith(".ann"))
    assert re.fullmatch(r"Artikel_1_-[0-9a-f]{12}", name)
    document = brat.loads(found[f"{name}.txt"], found[f"{name}.ann"])
    assert document.text == TEXT
    entities = {
        entity.type: [TEXT[place.begin : place.end] for place in sorted(entity.locations)]
        for entity in document.get_types(brat.BratEntity)
    }
    assert entities == {
        "CLAIM": ["🙂"],
        "QUOTE": ["„Wir bleiben“", "„bis der Hafen-", "öffnet“"],
        "CUE": ["sagte"],
        "ACTOR": ["Ohlsen"],
    }
    types = {entity.id: entity.type for entity in document.get_types(brat.BratEntity)}
    assert {
        (r.type, types[r.arguments["Arg1"]], types[r.arguments["Arg2"]])
        for r in document.get_types(brat.BratRelation)
    } == {("speaker", "QUOTE", "ACTOR"), ("cue", "QUOTE", "CUE")}
    assert {(a.type, types[a.refid], frozenset(a.attributes)) for a in document.get_types(brat.BratAttribute)} == {
        ("form", "QUOTE", frozenset({"direct"})),
        ("category", "CLAIM", frozenset({"zwei", "Worte"})),
    }
    assert [(types[n.refid], n.text) for n in document.get_types(brat.BratNote)] == [
        ("QUOTE", "Erste Zeile."),
        ("QUOTE", "Zweite: ß"),
    ]
    # bioc passes over normalisations.
    assert [line.split("\t", 1)[1] for line in found[f"{name}.ann"].splitlines() if line.startswith("N")] == [
        "Reference T1 concept:c1\tDie Fähre fährt „weiter“.",
        "Reference T4 actor:actor-1\tOhlsen, Ida",
    ]
    assert len(as_brat_reads(TEXT, found[f"{name}.ann"])) == 4


def part(record: Mapping[str, Any], span: Mapping[str, Any]) -> Hashable | None:
    """What comes back of a span: see README for what doesn't."""
    text = record["text"]
    pieces: list[list[int]] = []
    for start, end in span["segments"]:
        said = text[start:end]
        if not said.strip():
            continue
        if any(mark in said for mark in LINE_ENDS):
            # White space at the ends of a piece that has several lines goes.
            start, end = end - len(said.lstrip()), start + len(said.rstrip())
        between = text[pieces[-1][1] : start] if pieces else "x"
        if not between.strip() and any(mark in between for mark in LINE_ENDS):
            # What nothing but a line end is between is one piece.
            pieces[-1][1] = end
        else:
            pieces.append([start, end])
    if not pieces:
        return None
    lines = [line.strip() for line in (span["note"] or "").splitlines()]
    attributes = {
        name: " ".join(value.split()) if isinstance(value, str) else value
        for name, value in span["attributes"].items()
        if value is not None and value != ""
    }
    entry = span["actor"] or span["concept"]
    return (
        span["label"],
        str(pieces),
        str({name: value for name, value in attributes.items() if value != ""}),
        entry and (entry["id"], " ".join(entry["name"].split()) or entry["id"]),
        "\n".join(line for line in lines if line) or None,
    )


@many
@given(drafts())
def test_our_reader_takes_it_back(articles: list[Draft]) -> None:
    with project_of(articles) as project:
        before = recorded(project)
        out, report = reported(project, "brat", "out", suggestions=True)
        found = files(out)
        texts = [name for name in found if name.endswith(".txt")]
        assert sorted(found[name] for name in texts) == sorted(record["text"] for record in before)
        for name in texts:
            as_brat_reads(found[name], found[name.removesuffix("txt") + "ann"])
        # Files full of NUL are no texts to our reader, or taken for UTF-16.
        unread = {found[n] for n in texts if not readable(found[n], found[n.removesuffix("txt") + "ann"])}
        after, refused = read_again(project, out)
        assert len(refused) <= len(unread)
        assert len(after) == len(before) - len(refused)
        by_text = {record["text"]: record for record in after}
        for record in before:
            if record["text"] not in unread:
                assert spans_of(by_text[record["text"]], part) == spans_of(record, part)
                assert relations_of(by_text[record["text"]], part) == relations_of(record, part)
        blank = sum(part(record, span) is None for record in before for span in record["spans"])
        assert report.losses.counts["blank"] == blank


def readable(*contents: str) -> bool:
    try:
        return all(not content or decode(content.encode())[0] == content for content in contents)
    except ValueError:
        return False


def test_what_does_not_come_back() -> None:
    """Metadata, who labelled when and how, the kind of actors, comments and zones; README lists it."""
    with project_of([written(), *labelled()]) as project:
        out, report = reported(project, "brat", "out.zip", comments=True)
        after, refused = read_again(project, out)
        assert not refused
        record = next(r for r in after if r["text"] == TEXT)
        assert (record["title"], record["meta"]["lang"], record["meta"]["file"][:8]) == (
            TEXT.partition("\n")[0],
            "de",  # found by the import
            "out.zip/",
        )
        assert all(s["annotator"] == "zoe" and s["origin"]["name"] == "brat" for s in record["spans"])
        assert [s["actor"]["kind"] for s in record["spans"] if s["actor"]] == [None]
        assert dict(report.losses.counts) == {"zones": 2, "comments": 1, "untold": 2, "mixed": 1}
        assert all(r["status"] == ("started" if r["spans"] else "new") for r in after)


def test_values_that_brat_cannot_have(tmp_path: Path) -> None:
    values: dict[str, Any] = {
        "kind": "Öffentlichkeit, sonst | a",
        "topics": ["a b", "Häfen & Fähren", "Hafen, Fahren"],
        "sure": False,
        "weight": 2.5,
        "seen": "2025-03-13",
        "remark": "zwei\n Zeilen",
    }
    project = odd_project(tmp_path, **values)
    out = export(project, "brat", "out")
    found = files(out)
    assert found["one.ann"] == (
        "T1\tACTOR 0 4\tIlse\nT2\tACTOR 5 10\tWendt\nR1\tsame Arg1:T1 Arg2:T2\n"
        "A1\tkind T1 Öffentlichkeit_sonst_a\nA2\ttopics--a_b T1\nA3\ttopics--Hafen_Fahren T1\n"
        "A4\ttopics--Hafen_Fahren_2 T1\nA5\tsure T1 false\nA6\tweight T1 2.5\nA7\tseen T1 2025-03-13\n"
        "A8\tremark T1 zwei Zeilen\n"
    )
    assert found["annotation.conf"] == (
        "[entities]\nACTOR\n\n[relations]\nsame\tArg1:ACTOR, Arg2:ACTOR\n\n[events]\n\n[attributes]\n"
        "kind\tArg:ACTOR, Value:local_council_2|local_council|Öffentlichkeit_sonst_a\n"
        "topics--Hafen_Fahren\tArg:ACTOR\ntopics--Hafen_Fahren_2\tArg:ACTOR\ntopics--a_b\tArg:ACTOR\n"
        "sure\tArg:ACTOR, Value:true|false\n"
    )
    (record,), refused = read_again(project, out)
    assert not refused
    assert record["spans"][0]["attributes"] == values | {"remark": "zwei Zeilen"}
    assert len(record["relations"]) == 1
    project.close()


@pytest.mark.parametrize("kind", ["local council", "local_council"])
def test_values_that_look_alike(tmp_path: Path, kind: str) -> None:
    project = odd_project(tmp_path, kind=kind)
    (record,), _ = read_again(project, export(project, "brat", "out"))
    assert record["spans"][0]["attributes"]["kind"] == kind
    project.close()


def test_configuration_is_as_brat_parses_it() -> None:
    """Each line has a name and arguments as projectconfig.py takes them, and brat misses no section."""
    with project_of(labelled()) as project:
        found = files(export(project, "brat", "out", labels=("QUOTE", "ACTOR")))
    config, visual = found["annotation.conf"], found["visual.conf"]
    assert re.findall(r"^\[(.*)\]$", config, re.M) == ["entities", "relations", "events", "attributes"]
    assert re.findall(r"^\[(.*)\]$", visual, re.M) == ["labels", "drawing"]
    arguments = [line.split("\t")[1] for line in config.splitlines() if "\t" in line]
    assert all(re.fullmatch(r"\S+?:\S+", part) for line in arguments for part in line.split(", "))
    assert "CLAIM" not in config + visual
    assert "speaker\tArg1:QUOTE, Arg2:ACTOR\n" in config
    assert "cue\t" not in config
    assert found["kb_shortcuts.conf"].splitlines() == ["A\tACTOR", "Q\tQUOTE", "U\tCUE", "C\tCLAIM"]


def test_splits_and_names() -> None:
    made = [
        make_draft("a", "A", split="train"),
        make_draft("b", "a", split="train"),
        make_draft("c", "con"),
        make_draft("d", "日本", split="dev/test"),
        make_draft("e", "../x" * 40, split="train"),
        make_draft("f", ".hidden", split="train"),
    ]
    with project_of(made) as project:
        names = [name for name in files(export(project, "brat", "out")) if name.endswith(".txt")]
        again = files(export(project, "brat", "out"))
        assert names == [name for name in again if name.endswith(".txt")]
    assert len({name.casefold() for name in names}) == 6
    assert "train/a.txt" in names
    assert sum(name.startswith("train/") for name in names) == 4
    assert {name.partition("/")[0] for name in names} == {"train", "all", "dev_test"}
    assert max(map(len, names)) < 100
    assert not any("/." in name for name in names)


def test_blank_spans_take_their_relations_along() -> None:
    spans = [make_span("QUOTE", (1, 3), id="q"), make_span("ACTOR", (3, 9), id="a"), make_span("CUE", (8, 9))]
    draft = make_draft("x\n\nabc \n y", "one", spans=spans, relations=[make_relation("speaker", "q", "a")])
    with project_of([draft]) as project:
        out, report = reported(project, "brat", "out")
        assert files(out)["one.ann"] == "T1\tACTOR 3 6\tabc\n"
    assert dict(report.losses.counts) == {"blank": 2, "trimmed": 1, "relations": 1}
    assert [(loss.kind, loss.label, loss.became) for loss in report.losses.listed] == [
        ("blank", "QUOTE", None),
        ("trimmed", "ACTOR", "abc"),
        ("blank", "CUE", None),
    ]
