"""Label Studio: the files are written as labelstud.io/guide/export and /guide/task_format describe them (1.13)."""

from __future__ import annotations

import json
from pathlib import PurePath
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from annotator.core.models import Draft, Refusal, State
from annotator.core.offsets import clean_text
from annotator.formats.foreign_codebook import extended
from annotator.formats.readers.label_studio import LabelStudioReader
from tests.formats.foreign_cases import (
    CODEBOOK,
    DATA,
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

READER = LabelStudioReader()
EXPORT = (DATA / "label-studio.json").read_bytes()
MINIMAL = (DATA / "label-studio-min.json").read_bytes()


def region(start: Any = 0, end: Any = 4, label: str = "ACTOR", text: Any = None, **item: Any) -> dict[str, Any]:
    value = {"start": start, "end": end, "labels": [label], "text": text}
    return {"id": f"r{start}", "type": "labels", "from_name": "label", "value": value, **item}


def task(*result: Any, key: str = "annotations", **data: Any) -> bytes:
    data = data or {"text": "Ilse Wendt came."}
    return json.dumps(
        [{"id": 1, "data": data, key: [{"id": 1, "result": list(result)}]}], ensure_ascii=False
    ).encode()


def test_people_models_relations_and_answers() -> None:
    first, second = drafts(read(READER, EXPORT, "in/export.json"))
    assert labels(first) == [
        ("QUOTE", "“Never,”"),
        ("ACTOR", "Gwen\nTregarth"),
        ("ACTOR", "Gwen\nTregarth"),
        ("CUE", "replied"),
        ("ACTOR", "Gwen\nTregarth"),
        ("QUOTE", "“Never,”"),
    ]
    quote, person, again, cue, proposed, proposed_quote = first.spans
    assert (quote.attributes, quote.note) == ({"form": "direct"}, "remark: Did she really?")
    assert (person.attributes, person.note, again.attributes) == ({"kind": "person"}, "chair", {})
    assert [s.annotator for s in first.spans[:4]] == ["ole@courier.example"] * 3 + ["user 4"]
    assert (quote.created_at, quote.origin.name) == ("2025-03-13T14:02:11.042Z", "label studio")
    assert relations(first) == [("speaker", "“Never,”", "Gwen\nTregarth")]
    assert first.relations[0].child == person.id
    assert cue.origin.kind == "import"
    for span, score in ((proposed, 0.75), (proposed_quote, 0.5)):
        origin = span.origin
        assert (origin.kind, origin.name, origin.score, origin.decision) == (
            "model",
            "harbour-ner 2",
            score,
            "open",
        )
    assert [(c.text, c.annotator) for c in first.comments] == [
        ("topic: Local, Sea", "ole@courier.example"),
        ("Skipped", "user 5"),
    ]
    article = first.article
    assert (article.title, article.source, article.published, article.lang) == (
        "No",
        "Brakesund Courier",
        "2025-03-13",
        "en",
    )
    assert (article.key, first.annotator, first.state) == ("1", "ole@courier.example", State.STARTED)
    assert (second.article.text, second.article.url, second.state) == (
        "Page 2 of 3",
        "https://courier.example/2",
        State.SKIPPED,
    )


def test_drafts_are_told_and_left_out() -> None:
    made = json.loads(task(region()))
    made[0]["drafts"] = [
        {"user": "ole@courier.example", "result": [region(), region(5, 10), {"type": "relation"}]},
        {"user": 4, "result": [region()]},
        {"result": []},
    ]
    (draft,) = drafts(read(READER, json.dumps(made).encode()))
    assert labels(draft) == [("ACTOR", "Ilse")]
    start = "Left out: a draft"
    assert [c.text for c in draft.comments] == [
        f"{start} by ole@courier.example that was not submitted in Label Studio (2 labels)",
        f"{start} by user 4 that was not submitted in Label Studio (1 label)",
        f"{start} that was not submitted in Label Studio (0 labels)",
    ]


def test_answers_of_text_areas_and_taxonomies() -> None:
    about = {"from_name": "form", "type": "taxonomy", "id": "r0"}
    sea = {"start": 0, "end": 4, "taxonomy": [["direct"]]}
    whole = {"from_name": "remark", "id": "w", "type": "textarea", "value": {"text": ["Twice?", "No."]}}
    (draft,) = drafts(read(READER, task(region(label="QUOTE"), {**about, "value": sea}, whole)))
    assert draft.spans[0].attributes == {"form": "direct"}
    assert [c.text for c in draft.comments] == ["remark: Twice?, No."]
    path = {**about, "value": {**sea, "taxonomy": [["Sea", "Ferry"]]}}
    assert "lacks the value Sea > Ferry of QUOTE form" in reason(read(READER, task(region(label="QUOTE"), path)))


def test_minimal_export() -> None:
    first, second = drafts(read(READER, MINIMAL))
    assert labels(first) == [
        ("ACTOR", "Merle Classen"),
        ("QUOTE", "the harbour would stay open."),
        ("CUE", "said"),
    ]
    assert [s.annotator for s in first.spans] == ["user 3", "user 3", "user 4"]
    assert first.spans[1].attributes == {"form": "indirect"}
    # A single choice is a string there, like the columns of the data.
    assert [c.text for c in first.comments] == ["topic: Local, Sea", "mood: calm"]
    assert (first.article.title, second.article.text, second.state) == ("Open", "Nothing here.", State.STARTED)


def test_answers_in_a_minimal_export_are_told_whatever_their_kind() -> None:
    rows = [
        {
            "text": "Ilse Wendt came.",
            "authors": ["Ole Tams"],
            "label": [{"start": 0, "end": 10, "text": "Ilse Wendt", "labels": ["ACTOR"]}],
            # Of an answer of one choice the converter leaves nothing but the choice.
            "kind": [{"start": 0, "end": 10, "text": "Ilse Wendt", "choices": ["person"]}, "sure"],
            "remark": {"text": ["first", "second"]},
            "replies": ["one", "two"],
            "topics": [{"taxonomy": [["Port", "Ferry"], ["Sea"]]}],
            "stars": [{"rating": 4}],
            "annotation_id": 1,
        }
    ]
    (draft,) = drafts(read(READER, json.dumps(rows).encode()))
    assert (labels(draft), draft.spans[0].attributes) == ([("ACTOR", "Ilse Wendt")], {"kind": "person"})
    assert [c.text for c in draft.comments] == [
        "kind: sure",
        "remark: first, second",
        "replies: one, two",
        "topics: Port > Ferry, Sea",
        "stars: 4",
    ]


def test_an_article_is_refused_if_one_of_its_elements_is() -> None:
    def row(text: str, label: str) -> dict[str, Any]:
        return {
            "text": text,
            "label": [{"start": 0, "end": 4, "text": text[:4], "labels": [label]}],
            "lead_time": 1,
        }

    for several in (["ACTOR", "ACTOR", "Town"], ["Town", "ACTOR", "ACTOR"]):
        rows = [row("Olaf\r\ncame.", "CUE"), *(row("Ilse\r\ncame.", label) for label in several)]
        rows.append(row("Last came.", "CUE"))
        items = read(READER, "[{}]".format(",\n".join(map(json.dumps, rows))).encode())
        bad = 2 + several.index("Town")
        assert [item.article.text for item in items if isinstance(item, Draft)] == ["Olaf\ncame.", "Last came."]
        told = {item.line: item.reason for item in items if isinstance(item, Refusal)}
        lacks = "the codebook news@1 lacks the label Town; add this to it (--extend-codebook) and import again"
        assert told.pop(bad) == lacks
        assert set(told.values()) == {f"what is in line {bad}, which is about the same text, is refused"}
    # Nothing was lost where the codebook is extended by them.
    codebook = extended(CODEBOOK, lambda book: read(READER, json.dumps(rows).encode(), codebook=book))
    found = drafts(read(READER, json.dumps(rows).encode(), codebook=codebook))
    assert [len(draft.spans) for draft in found] == [1, 2, 1]


def test_labels_in_several_texts_are_refused() -> None:
    told = [region(0, 4, text="Ilse", to_name="head", id="h"), region(0, 5, text="Never", to_name="body")]
    data = task(*told, headline="Ilse again", body="Never, she said.")
    assert reason(read(READER, data)) == "its labels are in several texts (head, body), and an article is one"


def test_ids_may_be_numbers() -> None:
    first, second = region(label="QUOTE") | {"id": 1}, region(5, 10) | {"id": 2}
    link = {"type": "relation", "from_id": 1, "to_id": 2, "labels": ["speaker"]}
    (draft,) = drafts(read(READER, task(first, second, link)))
    assert relations(draft) == [("speaker", "Ilse", "Wendt")]


def test_the_state_is_that_of_whoever_did_not_skip_it() -> None:
    made = [{"completed_by": 1, "was_cancelled": True, "result": []}, {"completed_by": 2, "result": [region()]}]
    for order in (made, made[::-1]):
        data = json.dumps([{"data": {"text": "Ilse came."}, "annotations": order}]).encode()
        (draft,) = drafts(read(READER, data))
        assert (draft.state, draft.annotator, draft.spans[0].annotator) == (State.STARTED, "user 2", "user 2")


def test_an_annotation_without_a_result_was_worked_on() -> None:
    (draft,) = drafts(read(READER, task()))
    assert (draft.state, draft.spans) == (State.STARTED, [])


def test_tasks_with_predictions_alone() -> None:
    data = task(region(), key="predictions")
    (draft,) = drafts(read(READER, data))
    assert READER.accepts(PurePath("x.json"), data)
    assert [s.is_open for s in draft.spans] == [True]
    (draft,) = drafts(read(READER, data[1:-1]))  # one task of a cloud storage
    assert labels(draft) == [("ACTOR", "Ilse")]


@pytest.mark.parametrize(("start", "end"), [(2, 6), (3, 7)])
def test_the_text_of_a_region_tells_the_unit(start: int, end: int) -> None:
    (draft,) = drafts(read(READER, task(region(start, end, text="Ilse"), text="🙂 Ilse came")))
    assert labels(draft) == [("ACTOR", "Ilse")]


def test_the_regions_tell_which_text_they_are_of() -> None:
    (draft,) = drafts(read(READER, task(region(0, 4, text="Ilse"), text="A summary.", long="Ilse came.")))
    assert draft.article.text == "Ilse came."


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (
            task(region(label="LOC"), region(5, 10, label="MISC")),
            "the codebook news@1 lacks the labels LOC, MISC; add this to it (--extend-codebook) and import again",
        ),
        (task(region(text="Wendt")), '"Wendt" does not stand at 0-4 of its text'),
        (task(region(0, 99)), "a region does not stand at 0-99 of its text"),
        (task(region(0, 0)), "a region does not stand at 0-0 of its text"),
        (
            task(region(0, 4), text="https://courier.example/a.txt"),
            'its text is only the link "https://courier.example/a.txt", and nothing is fetched',
        ),
        (task(region(), image="  "), "its data have no text"),
        (
            task(
                {"type": "choices", "id": "r", "from_name": "x", "value": {"start": 0, "end": 4, "choices": ["a"]}}
            ),
            'the region "r" has no label',
        ),
        (
            task(
                region(),
                {
                    "type": "choices",
                    "id": "r0",
                    "from_name": "x",
                    "value": {"start": 0, "end": 4, "choices": ["a"]},
                },
            ),
            "the codebook news@1 lacks the attribute x of ACTOR; add this to it (--extend-codebook) "
            "and import again",
        ),
        (
            task(
                {
                    "type": "hypertextlabels",
                    "value": {"start": "/p[1]/text()[1]", "end": "/p[1]", "startOffset": 0},
                }
            ),
            "result 1: it has no global offsets, which tell its place in the page's text",
        ),
        (
            task({"type": "rectanglelabels", "value": {"x": 1, "rectanglelabels": ["A"]}}),
            "result 1: labels of the type rectanglelabels are not of a plain text",
        ),
        (
            task({"type": "timeserieslabels", "value": {"start": 1, "end": 4, "timeserieslabels": ["A"]}}),
            "result 1: labels of the type timeserieslabels are not of a plain text",
        ),
        (
            task(region(), {"type": "relation", "from_id": "r0", "to_id": "r9"}),
            'the child of a relation relation, "r9", is no span of this record',
        ),
        (
            task(region(), {"type": "relation", "from_id": "r0", "to_id": "r9", "labels": ["cue"]}),
            'relation 1: child "r9" is no span of this record',
        ),
        (
            task(region(), {"type": "relation", "from_id": "r0", "to_id": "r0"}),
            "the codebook news@1 lacks the relation relation; add this to it (--extend-codebook) and import again",
        ),
        (task({"type": "labels", "value": 3}), "result 1: its value is a number, not an object"),
        (task(3), "result is not a list of objects"),
        (b"[3]", "a task is a number, not an object"),
        (b'[{"data": {"text": "x"}, "annotations": {}}]', "annotations is not a list of objects"),
        (
            b'[{"text": "Ilse", "form": [{"start": 0, "end": 2, "choices": ["a"]}], "annotator": 1}]',
            "an answer to form is about 0-2, which has no label",
        ),
    ],
)
def test_what_does_not_fit_is_refused(data: bytes, why: str) -> None:
    assert reason(read(READER, data)) == why


def test_a_bad_task_leaves_the_others() -> None:
    bad = b'  {"data": {"text": "x"},\n "annotations": [,]},\n'
    items = read(READER, EXPORT.replace(b"[\n", b"[\n" + bad, 1).rstrip()[:-1])
    refused = [item for item in items if isinstance(item, Refusal)]
    assert [(item.line, item.reason.split(":")[0]) for item in refused] == [
        (3, "invalid JSON"),
        (44, "the file ends too early"),
    ]
    assert [item.state for item in items if isinstance(item, Draft)] == [State.STARTED, State.SKIPPED]


def test_known_by_content() -> None:
    path = PurePath("export.json")
    for data in (EXPORT, MINIMAL, EXPORT[:300], task(), b'\xef\xbb\xbf[{"data": {}, "annotations": []}]'):
        assert READER.accepts(path, data)
    for data in (
        b"",
        b"[]",
        b"{}",
        b'[{"text": "x", "title": "annotations"}]',
        b'{"images": [], "annotations": [{"bbox": []}]}',
        b'"annotations": [], "result": []',
    ):
        assert not READER.accepts(path, data)


@given(TEXT, st.data(), st.booleans(), st.booleans())
def test_offsets_count_what_the_text_proves(text: str, data: st.DataObject, utf16: bool, quoted: bool) -> None:
    assume(not text.startswith(("http", "s3:")))
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assume(text[max(start - 1, 0) : start + 1] != "\r\n")
    wanted = text[start:end]
    assume(wanted.strip())
    places = [start, end]
    if utf16:
        places = [len(text[:place].encode("utf-16-le")) // 2 for place in places]
        quoted = True
    given_text = wanted.replace("\n", "\\n") if quoted else None
    (draft,) = drafts(read(READER, task(region(places[0], places[1], label="CLAIM", text=given_text), text=text)))
    found = labels(draft)[0][1]
    if utf16:
        # The same text may stand where code points count, too.
        assert found.split() == clean_text(wanted).split()
    else:
        assert found == clean_text(wanted)


@given(mutated(EXPORT) | mutated(MINIMAL))
def test_damaged_files(data: bytes) -> None:
    check(read(READER, data))
    READER.accepts(PurePath("a"), data)


@given(st.sampled_from([EXPORT, MINIMAL]).map(json.loads).flatmap(altered))
def test_odd_tasks(tasks: Any) -> None:
    check(read(READER, json.dumps(tasks).encode()))
