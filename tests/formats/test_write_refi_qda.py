"""REFI-QDA: read back by pyrefiqda, checked by the standard's rules, and read by our reader.

The published schema is not here: what our files use of it stands in RULES, made from the standard's version 1.5.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Hashable, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree
from pyrefiqda import RefiProject

from annotator.core.models import Actor, Draft
from annotator.formats.encoding import decode
from annotator.formats.writers.refi_codes import LONGEST
from annotator.jobs.files import ExportFilter, Writing
from annotator.project import Project
from tests.formats.record_projects import drafts
from tests.formats.standoff_cases import (
    TEXT,
    export,
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

NAMESPACE = "{urn:QDA-XML:project:1.0}"
GUID = r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
TIME = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?"
ANY = r"(?s).*"
MADE = {"creatingUser": GUID, "creationDateTime": TIME}
# Element: what may be in it, in this order, and its attributes; those in capitals must be there.
RULES: dict[str, tuple[str, dict[str, str]]] = {
    "Project": (
        r"(Users )?(CodeBook )?(Variables )?(Sources )?(Notes )?(Links )?",
        {"NAME": ANY, "origin": ANY},
    ),
    "Users": (r"(User )+", {}),
    "User": ("", {"GUID": GUID, "name": ANY}),
    "CodeBook": (r"Codes ", {}),
    "Codes": (r"(Code )+", {}),
    "Code": (
        r"(Description )?(Code )*",
        {"GUID": GUID, "NAME": ANY, "ISCODABLE": "true|false", "color": "#[0-9A-Fa-f]{6}"},
    ),
    "Description": ("", {}),
    "Variables": (r"(Variable )+", {}),
    "Variable": ("", {"GUID": GUID, "NAME": ANY, "TYPEOFVARIABLE": "Text"}),
    "Sources": (r"(TextSource )+", {}),
    "TextSource": (
        r"(PlainTextSelection )*(VariableValue )*",
        {"GUID": GUID, "name": ANY, "plainTextPath": rf"internal://{GUID}\.txt"},
    ),
    "PlainTextSelection": (
        r"(Coding )*",
        {"GUID": GUID, "name": ANY, "STARTPOSITION": r"\d+", "ENDPOSITION": r"\d+", "modifiedDateTime": TIME}
        | MADE,
    ),
    "Coding": (r"CodeRef (NoteRef )*", {"GUID": GUID} | MADE),
    "CodeRef": ("", {"TARGETGUID": GUID}),
    "NoteRef": ("", {"TARGETGUID": GUID}),
    "VariableValue": (r"VariableRef TextValue ", {}),
    "VariableRef": ("", {"TARGETGUID": GUID}),
    "TextValue": ("", {}),
    "Notes": (r"(Note )+", {}),
    "Note": (r"PlainTextContent ", {"GUID": GUID} | MADE),
    "PlainTextContent": ("", {}),
    "Links": (r"(Link )+", {}),
    "Link": (
        "",
        {"GUID": GUID, "name": ANY, "direction": "OneWay", "originGUID": GUID, "targetGUID": GUID},
    ),
}
many = settings(max_examples=10, suppress_health_check=list(HealthCheck))


def opened(out: Path) -> tuple[Any, dict[str, bytes]]:
    """The project's XML, checked, and the other files."""
    with zipfile.ZipFile(out) as archive:
        found = {name: archive.read(name) for name in archive.namelist()}
    root = etree.fromstring(found.pop("project.qde"))
    defined: list[str] = []
    for element in root.iter():
        tag = element.tag.removeprefix(NAMESPACE)
        inside, attributes = RULES[tag]
        assert re.fullmatch(inside, "".join(f"{child.tag.removeprefix(NAMESPACE)} " for child in element)), tag
        allowed = {name.casefold(): pattern for name, pattern in attributes.items()}
        for name, value in element.attrib.items():
            assert re.fullmatch(allowed[name.casefold()], value), (tag, name, value)
        needed = {name.casefold() for name in attributes if name.isupper()}
        assert needed <= {name.casefold() for name in element.attrib}
        defined += [element.get("guid")] if "guid" in element.attrib else []
    assert len(set(defined)) == len(defined)
    pointing = ("targetGUID", "originGUID", "creatingUser")
    assert {e.get(key) for e in root.iter() for key in pointing if key in e.attrib} <= set(defined)
    paths = {e.get("plainTextPath") for e in root.iter(f"{NAMESPACE}TextSource")}
    assert {f"internal://{name.removeprefix('sources/')}" for name in found} == paths
    return root, found


def test_pyrefiqda_reads_it(tmp_path: Path) -> None:
    with project_of([written()]) as project:
        out = export(project, "refi-qda", "out.qdpx")
        opened(out)
        found = RefiProject.load(out, str(tmp_path / "in"))
    assert (found.name, found.origin) == ("News: actors, quotes and claims", "Annotator")
    assert [user.name for user in found.users.user] == ["anna"]
    names: dict[str, str] = {}

    def learn(codes: list[Any], above: str) -> None:
        for code in codes:
            names[code.guid] = f"{above}{code.name}"
            learn(code.code, f"{above}{code.name}/")

    learn(found.code_book.codes.code, "")
    (source,) = found.sources.text_source
    text = RefiProject.resolve_source_path(source.plain_text_path, tmp_path / "in").read_text("utf-8")
    assert (source.name, text) == ("Titel", TEXT)
    selections = {one.guid: one for one in source.plain_text_selection}
    assert [
        (text[s.start_position : s.end_position], [names[c.code_ref.target_guid] for c in s.coding])
        for s in source.plain_text_selection
    ] == [
        ("🙂", ["CLAIM", "CLAIM/category/zwei Worte", "CLAIM/Die Fähre fährt „weiter“."]),
        ("„Wir bleiben“", ["QUOTE", "QUOTE/form/direct"]),
        ("„bis der Hafen-\n öffnet“", ["QUOTE"]),
        ("sagte", ["CUE"]),
        ("Ohlsen", ["ACTOR", "ACTOR/Ohlsen, Ida"]),
    ]
    assert [selection.name for selection in source.plain_text_selection][2] == "„bis der Hafen- öffnet“"
    assert {
        (link.name, selections[link.origin_guid].name, selections[link.target_guid].name)
        for link in found.links.link
    } == {
        ("continued by", "„Wir bleiben“", "„bis der Hafen- öffnet“"),
        ("speaker", "„Wir bleiben“", "Ohlsen"),
        ("cue", "„Wir bleiben“", "sagte"),
    }
    assert [note.plain_text_content for note in found.notes.note] == ["Erste Zeile.\n\n Zweite: ß"]
    assert [(v.text_value) for v in source.variable_value] == ["de"]


def held(value: str) -> str:
    """XML can't hold control characters."""
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f]", "\ufffd", value)


def said(_record: Mapping[str, Any], span: Mapping[str, Any]) -> Hashable:
    """What comes back of a span: see README for what doesn't."""
    entry = span["actor"] or span["concept"]
    attributes = {
        name: held(value).strip()
        for name, value in span["attributes"].items()
        if value is not None and value.strip()
    }
    note = held(span["note"] or "").strip("\ufeff \r\n\t")
    return (
        span["label"],
        str([list(segment) for segment in span["segments"]]),
        str(attributes),
        (entry["id"], held(entry["name"]).strip()) if entry and entry["name"].strip() else None,
        note if (span["note"] or "").replace("\ufeff", "").strip() else None,
        held(span["annotator"]),
    )


@many
@given(drafts())
def test_our_reader_takes_it_back(articles: list[Draft]) -> None:
    with project_of(articles) as project:
        before = recorded(project)
        out, _ = reported(project, "refi-qda", "out.qdpx", suggestions=True)
        _, found = opened(out)
        assert sorted(found.values()) == sorted(record["text"].encode() for record in before)
        unread = {record["text"] for record in before if not readable(record["text"])}
        after, refused = read_again(project, out)
        assert len(refused) <= len(unread)  # what is full of NUL is no text, or taken for UTF-16
        by_text = {record["text"]: record for record in after}
        for record in before:
            if record["text"] not in unread:
                again = by_text[record["text"]]
                assert spans_of(again, said) == spans_of(record, said)
                assert relations_of(again, said) == relations_of(record, said)


def readable(text: str) -> bool:
    try:
        return decode(text.encode())[0] == text
    except ValueError:
        return False


def test_what_comes_back_and_what_does_not() -> None:
    """Who labelled and when; but not the origin, kinds of actors, comments and zones."""
    draft = make_draft("Vier.", "vier", "Hafen", source="Courier", authors=("A", "B"), published="2025-03-31")
    with project_of([written(), draft, *labelled()]) as project:
        out, report = reported(project, "refi-qda", "out.qdpx", comments=True)
        after, refused = read_again(project, out)
        assert not refused
    record = next(r for r in after if r["text"] == TEXT)
    assert {(s["annotator"], s["created_at"], s["updated_at"]) for s in record["spans"]} == {
        ("anna", "2025-03-13T14:02:11.042Z", "2025-03-13T14:02:11.042Z")
    }
    assert {s["origin"]["name"] for s in record["spans"]} == {"refi-qda"}
    assert [(s["actor"]["id"], s["actor"]["kind"]) for s in record["spans"] if s["actor"]] == [("actor-1", None)]
    hafen = next(r for r in after if r["title"] == "Hafen")
    assert hafen["meta"] | {"lang": None} == {
        "source": "Courier",
        "authors": ["A", "B"],
        "published": "2025-03-31",
        "url": None,
        "lang": None,
        "file": "out.qdpx",
    }
    assert dict(report.losses.counts) == {"zones": 2, "comments": 1, "untold": 3}
    assert all(r["status"] == ("started" if r["spans"] else "new") for r in after)


def test_white_space_behind_an_astral_letter_comes_back() -> None:
    """It has no name that would tell how positions are counted; a way that cuts a character can't be it."""
    spans = [make_span("ACTOR", (0, 1)), make_span("CUE", (3, 4))]
    with project_of([make_draft("0 \U00010348 ", spans=spans)]) as project:
        before = recorded(project)
        out, _ = reported(project, "refi-qda", "out.qdpx")
        after, refused = read_again(project, out)
    assert not refused
    assert [(s["label"], s["segments"]) for s in after[0]["spans"]] == [
        (s["label"], s["segments"]) for s in before[0]["spans"]
    ]


def test_values_of_all_types(tmp_path: Path) -> None:
    values: dict[str, Any] = {
        "kind": "Öffentlichkeit, sonst | a",
        "topics": ["a b", "Häfen & Fähren"],
        "sure": False,
        "weight": 2.5,
        "seen": "2025-03-13",
        "remark": "zwei\n Zeilen ACTOR",
    }
    project = odd_project(tmp_path, **values)
    (record,), refused = read_again(project, export(project, "refi-qda", "out.qdpx"))
    assert not refused
    assert record["spans"][0]["attributes"] == values
    project.close()


def test_long_texts_are_no_codes(tmp_path: Path) -> None:
    project = odd_project(tmp_path, remark="x" * (LONGEST + 1))
    out, report = reported(project, "refi-qda", "out.qdpx")
    assert dict(report.losses.counts) == {"attributes": 1}
    (record,), _ = read_again(project, out)
    assert record["spans"][0]["attributes"]["remark"] is None
    project.close()


@pytest.mark.parametrize("name", ["QUOTE", "Person", "kind", "person"])
def test_entries_and_texts_that_are_called_like_labels(name: str) -> None:
    """Two entries of one name stay two, and nothing is taken for a label."""
    spans = [
        make_span("ACTOR", (0, 4), id="a", actor_id="one"),
        make_span("ACTOR", (5, 10), id="b", actor_id="two"),
        make_span("CLAIM", (0, 4), id="c", attributes={"category": name}),
    ]
    draft = make_draft("Ilse Wendt came.", "one", spans=spans)
    draft.actors = {"one": Actor("one", name), "two": Actor("two", name)}
    with project_of([draft]) as project:
        (record,), refused = read_again(project, export(project, "refi-qda", "out.qdpx"))
    assert not refused
    actors = sorted(s["actor"]["id"] for s in record["spans"] if s["label"] == "ACTOR")
    assert actors == ["one", "two"]
    assert [s["attributes"]["category"] for s in record["spans"] if s["label"] == "CLAIM"] == [name]


def test_same_project_same_bytes_and_a_file_for_each_split() -> None:
    made = [make_draft("a 🙂", "A", split="train"), make_draft("b", "b", split="dev"), *labelled()]
    with project_of(made) as project:
        first = export(project, "refi-qda", "out.qdpx").read_bytes()
        assert export(project, "refi-qda", "out.qdpx").read_bytes() == first
        folder = project.path.with_name("folder")
        project.export(folder, ExportFilter(), how=Writing("refi-qda", folder=True))
        assert sorted(p.name for p in folder.glob("*.qdpx")) == ["all.qdpx", "dev.qdpx", "train.qdpx"]
        for path in folder.glob("*.qdpx"):
            opened(path)
        shown = project.exporting.preview(1, ExportFilter(), Writing("refi-qda"))
        assert shown is not None
        assert shown.files[""].startswith('<?xml version="1.0" encoding="utf-8"?>\n<Project ')


def test_no_article_and_an_export_that_is_given_up(tmp_path: Path) -> None:
    project = Project.create(tmp_path / "p.annotator", "anna")
    out = tmp_path / "out.qdpx"
    project.export(out, ExportFilter(), how=Writing("refi-qda"))
    root, found = opened(out)
    assert not found
    assert len(list(root.iter(f"{NAMESPACE}Code"))) > 4
    project.import_drafts([written()])
    before = out.read_bytes()
    report = project.export(out, ExportFilter(), lambda _done, _total: False, Writing("refi-qda"))
    assert report.cancelled
    assert out.read_bytes() == before
    project.close()


def test_pieces_of_others_are_joined_where_one_person_coded_both_alike() -> None:
    """A link "continued by" between selections of other labels, or other people, is none of ours."""
    spans = [make_span("QUOTE", (0, 4), (5, 10), (11, 15), id="q"), make_span("ACTOR", (5, 10), id="a")]
    draft = make_draft("Ilse Wendt came.", "one", spans=spans, relations=[make_relation("speaker", "q", "a")])
    with project_of([draft]) as project:
        out = export(project, "refi-qda", "out.qdpx")
        root, found = opened(out)
        last = list(root.iter(f"{NAMESPACE}PlainTextSelection"))[2]
        coding = last.find(f"{NAMESPACE}Coding")
        assert coding is not None
        del coding.attrib["creatingUser"], last.attrib["creatingUser"]
        changed = io.BytesIO()
        with zipfile.ZipFile(changed, "w") as archive:
            archive.writestr("project.qde", etree.tostring(root))
            for name, content in found.items():
                archive.writestr(name, content)
        other = out.with_name("other.qdpx")
        other.write_bytes(changed.getvalue())
        (whole,), _ = read_again(project, out)
        (parted,), _ = read_again(project, other)
    assert sorted(len(s["segments"]) for s in whole["spans"]) == [1, 3]
    assert len(parted["spans"]) == 3
