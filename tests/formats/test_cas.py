"""UIMA CAS: the files are written by dkpro-cassis, with the layers of INCEpTION."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import partial
from pathlib import PurePath
from typing import Any

import cassis
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.models import Draft
from annotator.core.offsets import clean_text
from annotator.formats.foreign_codebook import extended
from annotator.formats.readers.cas import CasReader
from tests.formats.foreign_cases import (
    CODEBOOK,
    TEXT,
    altered,
    check,
    drafts,
    labels,
    mutated,
    read,
    reason,
    relations,
)

READER = CasReader()
DKPRO = "de.tudarmstadt.ukp.dkpro.core.api."
SENTENCE = "🙂 “Never,” replied Gwen Tregarth to the Harbour Board."


def types() -> cassis.TypeSystem:
    made = cassis.TypeSystem()

    def create(name: str, parent: str = "Annotation", **features: str) -> Any:
        kind = made.create_type(name, supertypeName=f"uima.tcas.{parent}")
        for feature, range_ in features.items():
            made.create_feature(kind, feature, range_)
        return kind

    create(f"{DKPRO}segmentation.type.Sentence")
    create(f"{DKPRO}lexmorph.type.pos.POS", PosValue="uima.cas.String")
    create(f"{DKPRO}segmentation.type.Token", pos=f"{DKPRO}lexmorph.type.pos.POS")
    create(f"{DKPRO}metadata.type.DocumentMetaData", "DocumentAnnotation", documentTitle="uima.cas.String")
    create(f"{DKPRO}ner.type.NamedEntity", value="uima.cas.String", identifier="uima.cas.String")
    create("webanno.custom.Quote", Form="uima.cas.String", Medium="uima.cas.String")
    create("webanno.custom.Span", label="uima.cas.String")
    annotation = "uima.tcas.Annotation"
    create(
        "webanno.custom.Speaker",
        Governor=annotation,
        Dependent=annotation,
        certainty="uima.cas.String",
        basis="uima.cas.String",
    )
    create("webanno.custom.Link", Governor=annotation, Dependent=annotation, value="uima.cas.String")
    link = made.create_type("webanno.custom.CueLink", supertypeName="uima.cas.TOP")
    made.create_feature(link, "role", "uima.cas.String")
    made.create_feature(link, "target", annotation)
    made.create_feature(
        made.get_type("webanno.custom.Quote"), "cue", "uima.cas.FSArray", elementType="webanno.custom.CueLink"
    )
    create("webanno.custom.SameLink", referenceType="uima.cas.String", next="webanno.custom.SameLink")
    chain = made.create_type("webanno.custom.SameChain", supertypeName="uima.cas.AnnotationBase")
    made.create_feature(chain, "first", "webanno.custom.SameLink")
    said = made.create_type("webanno.custom.Desk", supertypeName="uima.cas.AnnotationBase")
    made.create_feature(said, "topic", "uima.cas.String")
    return made


TYPES = types()


def make(text: str) -> cassis.Cas:
    cas = cassis.Cas(TYPES)
    cas.sofa_string = text
    cas.sofa_mime = "text/plain"
    return cas


def add(cas: cassis.Cas, name: str, found: str | tuple[int, int], **features: Any) -> Any:
    text = cas.sofa_string
    assert text is not None
    begin, end = (text.index(found), text.index(found) + len(found)) if isinstance(found, str) else found
    structure = TYPES.get_type(name)(begin=begin, end=end, **features)
    cas.add(structure)
    return structure


def files(cas: cassis.Cas) -> dict[str, bytes]:
    return {"a.xmi": cas.to_xmi().encode(), "a.json": cas.to_json().encode()}


def annotated() -> cassis.Cas:
    cas = make(SENTENCE)
    add(
        cas, f"{DKPRO}metadata.type.DocumentMetaData", (0, len(SENTENCE)), documentTitle="Ferry row", language="en"
    )
    add(cas, f"{DKPRO}segmentation.type.Sentence", (0, len(SENTENCE)))
    pos = add(cas, f"{DKPRO}lexmorph.type.pos.POS", "Gwen", PosValue="NNP")
    add(cas, f"{DKPRO}segmentation.type.Token", "Gwen", pos=pos)
    cue = add(cas, "webanno.custom.Span", "replied", label="Cue")
    person = add(
        cas,
        f"{DKPRO}ner.type.NamedEntity",
        "Gwen Tregarth",
        value="PER",
        identifier="http://www.wikidata.org/entity/Q1",
    )
    board = add(cas, f"{DKPRO}ner.type.NamedEntity", "Harbour Board", value="ORG")
    link = TYPES.get_type("webanno.custom.CueLink")(role="cue", target=cue)
    array = TYPES.get_type("uima.cas.FSArray")(elements=[link])
    quote = add(cas, "webanno.custom.Quote", "“Never,”", Form="direct", cue=array)
    add(cas, "webanno.custom.Speaker", "Gwen Tregarth", Governor=quote, Dependent=person, certainty="low")
    add(cas, "webanno.custom.Link", "Harbour Board", Governor=quote, Dependent=board, value="addressee")
    return cas


FILES = files(annotated())


@pytest.mark.parametrize("name", FILES)
def test_layers_features_and_relations(name: str) -> None:
    (draft,) = drafts(read(READER, FILES[name], f"in/{name}"))
    assert draft.article.text == SENTENCE
    assert (draft.article.title, draft.article.lang, draft.article.file) == ("Ferry row", "en", name)
    assert labels(draft) == [
        ("QUOTE", "“Never,”"),
        ("CUE", "replied"),
        ("ACTOR", "Gwen Tregarth"),
        ("ACTOR", "Harbour Board"),
    ]
    quote, _, person, board = draft.spans
    assert (quote.attributes, person.attributes, board.attributes) == (
        {"form": "direct"},
        {"kind": "person"},
        {"kind": "organisation"},
    )
    assert person.note == "identifier: http://www.wikidata.org/entity/Q1"
    assert sorted(relations(draft)) == [
        ("addressee", "“Never,”", "Harbour Board"),
        ("cue", "“Never,”", "replied"),
        ("speaker", "“Never,”", "Gwen Tregarth"),
    ]
    told = 'Speaker from "“Never,”" to "Gwen Tregarth": certainty low'
    assert [(c.text, c.span_id) for c in draft.comments] == [(told, quote.id)]


@pytest.mark.parametrize("name", ["a.xmi", "a.json"])
def test_features_of_relations_are_a_comment_for_each(name: str) -> None:
    cas = make(f"🙂 {SENTENCE}")
    quote = add(cas, "webanno.custom.Quote", "“Never,”")
    person = add(cas, f"{DKPRO}ner.type.NamedEntity", "Gwen Tregarth", value="PER")
    for features in ({"certainty": "low", "basis": "style"}, {"certainty": "high"}, {}):
        add(cas, "webanno.custom.Speaker", "Gwen Tregarth", Governor=quote, Dependent=person, **features)
    (draft,) = drafts(read(READER, files(cas)[name], f"in/{name}"))
    assert relations(draft) == [("speaker", "“Never,”", "Gwen Tregarth")] * 3
    assert [sorted(c.text.partition(": ")[2].split("; ")) for c in draft.comments] == [
        ["basis style", "certainty low"],
        ["certainty high"],
    ]
    ends = 'Speaker from "“Never,”" to "Gwen Tregarth"'
    assert {(c.text.partition(": ")[0], c.span_id) for c in draft.comments} == {(ends, draft.spans[0].id)}


@pytest.mark.parametrize("name", ["a.xmi", "a.json"])
def test_annotations_without_text_are_told(name: str) -> None:
    cas = make(f"🙂 {SENTENCE}")
    board = add(cas, f"{DKPRO}ner.type.NamedEntity", "Harbour Board", value="ORG")
    at = cas.sofa_string.index("Harbour") if cas.sofa_string else 0
    nothing = add(cas, f"{DKPRO}ner.type.NamedEntity", (at, at), value="PER")
    add(cas, "webanno.custom.Link", "Harbour Board", Governor=board, Dependent=nothing, value="addressee")
    link = TYPES.get_type("webanno.custom.CueLink")(role="cue", target=nothing)
    quote = add(cas, "webanno.custom.Quote", "“Never,”", cue=TYPES.get_type("uima.cas.FSArray")(elements=[link]))
    (draft,) = drafts(read(READER, files(cas)[name], f"in/{name}"))
    assert labels(draft) == [("QUOTE", "“Never,”"), ("ACTOR", "Harbour Board")]
    assert not draft.relations
    told = SENTENCE.index("Harbour")
    assert sorted((c.text, c.span_id) for c in draft.comments) == [
        (
            "Left out, as it has no text: NamedEntity, value PER at "
            f"“{SENTENCE[told - 20 : told]}|{SENTENCE[told : told + 20]}”",
            None,
        ),
        ("Left out: Link of a place without text", None),
        ("Left out: cue to a place without text", draft.spans[0].id),
    ]
    assert quote


def test_chains_what_is_said_of_the_text_and_entities_without_a_value() -> None:
    cas = make(SENTENCE)
    for found, value in (("Gwen Tregarth", "PER"), ("Harbour Board", "HARBOUR"), ("Never", None)):
        add(cas, f"{DKPRO}ner.type.NamedEntity", found, value=value)
    last = add(cas, "webanno.custom.SameLink", "Harbour Board", referenceType="name")
    link = add(cas, "webanno.custom.SameLink", "Gwen Tregarth", next=last)
    cas.add(TYPES.get_type("webanno.custom.SameChain")(first=link))
    cas.add(TYPES.get_type("webanno.custom.Desk")(topic="Port"))
    for name, data in files(cas).items():
        codebook = extended(CODEBOOK, partial(read, READER, data, name))
        (draft,) = drafts(read(READER, data, name, codebook))
        assert sorted(labels(draft)) == [
            ("ACTOR", "Gwen Tregarth"),
            ("HARBOUR", "Harbour Board"),
            ("NamedEntity", "Never"),
            ("SameLink", "Gwen Tregarth"),
            ("SameLink", "Harbour Board"),
        ]
        assert relations(draft) == [("next", "Gwen Tregarth", "Harbour Board")]
        assert [span.attributes for span in draft.spans if span.attributes] == [
            {"kind": "person"},
            {"referenceType": "name"},
        ]
        assert [c.text for c in draft.comments] == ["Desk: topic Port"]


def referring() -> cassis.Cas:
    """Types of no INCEpTION: features that refer to annotations, and a structure with two ends."""
    types = cassis.TypeSystem()
    actor = types.create_type("org.example.Actor")
    quote = types.create_type("org.example.Quote")
    types.create_feature(quote, "Speaker", actor)
    types.create_feature(quote, "heard", "uima.cas.FSArray", elementType=actor)
    types.create_feature(quote, "mark", "uima.cas.Integer")
    types.create_feature(quote, "form", "uima.cas.String")
    types.create_feature(quote, "topics", "uima.cas.StringArray")
    # Arrays that several may refer to are structures of their own.
    types.create_feature(quote, "seen", "uima.cas.FSArray", elementType=actor, multipleReferencesAllowed=True)
    types.create_feature(quote, "places", "uima.cas.StringArray", multipleReferencesAllowed=True)
    link = types.create_type("org.example.Link", "uima.cas.TOP")
    for name, kind in (("to", actor), ("from_", quote), ("kind", "uima.cas.String"), ("sure", "uima.cas.String")):
        types.create_feature(link, name, kind)
    cas = cassis.Cas(types)
    cas.sofa_string = SENTENCE
    array = types.get_type("uima.cas.FSArray")
    gwen, board = (
        actor(begin=SENTENCE.index(name), end=SENTENCE.index(name) + len(name), xmiID=30 + number)
        for number, name in enumerate(("Gwen Tregarth", "Harbour Board"))
    )
    said = quote(begin=2, end=10, Speaker=gwen, heard=array(elements=[gwen, board]), mark=7, form="")
    said.topics = types.get_type("uima.cas.StringArray")(elements=[])
    said.seen, said.places = (
        array(elements=[board]),
        types.get_type("uima.cas.StringArray")(elements=["at sea", "Ä"]),
    )
    said.xmiID = 7
    cas.add_all([gwen, board, said, link(to=board, from_=said, kind="Addressee", sure="no")])
    return cas


def test_what_refers_to_annotations_are_relations() -> None:
    for name, data in files(referring()).items():
        codebook = extended(CODEBOOK, partial(read, READER, data, name))
        (draft,) = drafts(read(READER, data, name, codebook))
        assert sorted(labels(draft)) == [
            ("ACTOR", "Gwen Tregarth"),
            ("ACTOR", "Harbour Board"),
            ("QUOTE", "“Never,”"),
        ]
        assert sorted(relations(draft)) == [
            ("addressee", "“Never,”", "Harbour Board"),
            ("heard", "“Never,”", "Gwen Tregarth"),
            ("heard", "“Never,”", "Harbour Board"),
            ("seen", "“Never,”", "Harbour Board"),
            ("speaker", "“Never,”", "Gwen Tregarth"),
        ]
        assert [{k: str(v) for k, v in span.attributes.items()} for span in draft.spans if span.attributes] == [
            {"mark": "7", "places": "['at sea', 'Ä']"}
        ]
        assert [c.text for c in draft.comments] == ['Addressee from "“Never,”" to "Harbour Board": sure no']


def entities(layer: str, feature: str, *values: str) -> bytes:
    types = cassis.TypeSystem()
    kind = types.create_type(layer)
    for name in (feature, "sure"):
        types.create_feature(kind, name, "uima.cas.String")
    cas = cassis.Cas(types)
    cas.sofa_string = "Ilse came to Brakesund."
    for found, value in zip(("Ilse", "Brakesund"), values, strict=False):
        begin = cas.sofa_string.index(found)
        cas.add(kind(begin=begin, end=begin + len(found), **{feature: value}, sure="yes"))
    data: bytes = cas.to_xmi().encode()
    return data


def test_a_layer_of_ones_own_is_the_label_whatever_its_features_say() -> None:
    data = entities("webanno.custom.Entity", "Sort", "Person", "Place")
    codebook = extended(CODEBOOK, partial(read, READER, data, "a.xmi"))
    (draft,) = drafts(read(READER, data, "a.xmi", codebook))
    assert labels(draft) == [("Entity", "Ilse"), ("Entity", "Brakesund")]
    assert draft.spans[0].attributes == {"Sort": "Person", "sure": "yes"}
    assert codebook.labels[:-1] == CODEBOOK.labels
    # Nor does it matter which file comes first.
    alone = entities("webanno.custom.Entity", "Sort", "Person")
    codebook = extended(CODEBOOK, partial(read, READER, alone, "a.xmi"))
    assert [label.name for label in codebook.labels[len(CODEBOOK.labels) :]] == ["Entity"]
    # What it is given as its value is the label, as ever.
    data = entities("webanno.custom.Entity", "value", "Cue")
    codebook = extended(CODEBOOK, partial(read, READER, data, "a.xmi"))
    assert labels(*drafts(read(READER, data, "a.xmi", codebook))) == [("CUE", "Ilse")]


def test_the_codebook_has_what_is_read_another_way_once_a_label_is_new() -> None:
    data = entities("org.example.Entity", "Sort", "Person", "Place")
    codebook = extended(CODEBOOK, partial(read, READER, data, "a.xmi"))
    (draft,) = drafts(read(READER, data, "a.xmi", codebook))
    assert labels(draft) == [("Entity", "Ilse"), ("Entity", "Brakesund")]


def test_file_names_are_no_titles() -> None:
    cas = make("Ilse came.")
    add(cas, f"{DKPRO}metadata.type.DocumentMetaData", (0, 10), documentTitle="a.txt", language="x-unspecified")
    for name, data in files(cas).items():
        (draft,) = drafts(read(READER, data, name))
        assert (draft.article.title, draft.article.lang, draft.spans) == ("Ilse came.", None, [])


@pytest.mark.parametrize(
    ("name", "features", "why"),
    [
        (
            f"{DKPRO}ner.type.NamedEntity",
            {"value": "LOC"},
            "the codebook news@1 lacks the label LOC; add this to it (--extend-codebook) and import again",
        ),
        (
            f"{DKPRO}ner.type.NamedEntity",
            {},
            "the codebook news@1 lacks the label NamedEntity; add this to it (--extend-codebook) and import again",
        ),
        (
            "webanno.custom.Quote",
            {"Form": "sung"},
            "the codebook news@1 lacks the value sung of QUOTE form; add this to it (--extend-codebook) "
            "and import again",
        ),
    ],
)
def test_what_the_codebook_lacks_is_refused(name: str, features: dict[str, str], why: str) -> None:
    cas = make("Ilse came.")
    add(cas, name, "Ilse", **features)
    for data in files(cas).values():
        assert reason(read(READER, data), None).endswith(why)


def test_the_text_is_that_of_the_view_with_labels() -> None:
    cas = make("<p>Ilse said so.")
    second = cas.create_view("plain")
    second.sofa_string = "Ilse said so."
    second.add(TYPES.get_type("webanno.custom.Span")(begin=5, end=9, label="CUE"))
    for data in files(cas).values():
        (draft,) = drafts(read(READER, data))
        assert (draft.article.text, labels(draft)) == ("Ilse said so.", [("CUE", "said")])


def test_labels_in_two_views_are_refused() -> None:
    cas = make("Ilse came.")
    add(cas, "webanno.custom.Span", "came", label="CUE")
    second = cas.create_view("other")
    second.sofa_string = "Another."
    second.add(TYPES.get_type("webanno.custom.Span")(begin=0, end=3, label="CUE"))
    for data in files(cas).values():
        assert (
            reason(read(READER, data), None) == "it has labels in more than one view, and an article is one text"
        )


@pytest.mark.parametrize(
    ("data", "line", "why"),
    [
        (b"<!DOCTYPE x [<!ENTITY a 'b'>]>\n<x/>", 1, "it declares a document type, which no CAS has"),
        (FILES["a.xmi"][:500], None, "invalid XML at column"),
        (b"<?xml version='1.0' encoding='UTF-99'?><x/>", 1, "it declares an encoding that is not known"),
        (b"<html/>", 1, "it is XML, but no CAS"),
        (b"", 1, "invalid XML at column 1: no element found"),
        (b'{"%FEATURE_STRUCTURES": 3}', None, "%FEATURE_STRUCTURES is not a list of objects"),
        (b'{"%FEATURE_STRUCTURES": []}', None, "it has no text"),
        (b'{"%FEATURE_STRUCTURES": [}', 1, "invalid JSON: "),
        (b"{" * 100_000, 1, "invalid JSON: "),
    ],
)
def test_other_and_damaged_files_are_refused(data: bytes, line: int | None, why: str) -> None:
    (item,) = read(READER, data)
    assert not isinstance(item, Draft)
    assert line is None or item.line == line
    assert item.reason.startswith(why)


def test_xml_1_1_as_java_writes_it() -> None:
    data = (
        FILES["a.xmi"]
        .replace(b"version='1.0'", b'version="1.1"')
        .replace(b"<?xml version='1.0'", b'<?xml version="1.1"')
    )
    assert b'version="1.1"' in data[:40]
    assert len(drafts(read(READER, data))) == 1


def test_json_by_id() -> None:
    """JSON CAS 0.4 also allows an object with the ids as keys."""
    data = json.loads(FILES["a.json"])
    data["%FEATURE_STRUCTURES"] = {str(s.pop("%ID")): s for s in data["%FEATURE_STRUCTURES"]}
    (draft,) = drafts(read(READER, json.dumps(data).encode()))
    assert len(draft.spans) == 4


def test_known_by_content() -> None:
    for name, data in FILES.items():
        assert READER.accepts(PurePath(name), data)
        assert READER.accepts(PurePath("x"), b"\xef\xbb\xbf" + data[:1000])
    description = TYPES.to_xml().encode()
    assert READER.accepts(PurePath("TypeSystem.xml"), description)
    assert read(READER, description) == []
    for data in (b"", b"{}", b"<xml/>", b'{"text": "x"}'):
        assert not READER.accepts(PurePath("x"), data)


def test_reading_needs_no_library() -> None:
    code = "import annotator.formats.readers.cas, sys; assert not {'cassis', 'lxml'} & sys.modules.keys()"
    subprocess.run([sys.executable, "-c", code], check=True)


@given(TEXT, st.data())
def test_offsets_are_utf16(text: str, data: st.DataObject) -> None:
    # XML has no other control characters; what it makes of line ends is the writer's matter.
    text = "".join(c for c in text if c.isprintable() or c in " \n\t")
    if not text.strip():
        return
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    cas = make(text)
    add(cas, "webanno.custom.Span", (start, end), label="CLAIM")
    for file in files(cas).values():
        (draft,) = drafts(read(READER, file))
        assert labels(draft) == [("CLAIM", clean_text(text[start:end]))]


@given(mutated(FILES["a.xmi"]) | mutated(FILES["a.json"]))
def test_damaged_files(data: bytes) -> None:
    check(read(READER, data, codebook=CODEBOOK))
    READER.accepts(PurePath("a"), data)


@given(altered(json.loads(FILES["a.json"])))
def test_odd_json(data: Any) -> None:
    check(read(READER, json.dumps(data).encode()))
