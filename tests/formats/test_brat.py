"""brat: the files are written as brat.nlplab.org/standoff.html describes and brat 1.3 writes them."""

from __future__ import annotations

import io
from pathlib import Path, PurePath

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from annotator.core.models import Draft, Refusal
from annotator.core.offsets import clean_text
from annotator.formats.readers.brat import BratReader
from tests.formats.foreign_cases import CODEBOOK, DATA, TEXT, check, drafts, labels, mutated, relations

READER = BratReader()
FERRY = (DATA / "brat" / "ferry.txt").read_bytes()
NOTES = (DATA / "brat" / "ferry.ann").read_bytes()
SHORT = "Ilse Wendt came."


def pair(text: bytes | str, annotations: bytes | str | None, at_text: bool = True) -> list[Draft | Refusal]:
    parts = [part.encode() if isinstance(part, str) else part for part in (text, annotations)]
    main, other = parts if at_text else parts[::-1]
    file = "in/a.txt" if at_text else "in/a.ann"
    given_names: list[str] = []

    def beside(suffix: str) -> bytes | None:
        given_names.append(suffix)
        return other

    items = list(READER.read(io.BytesIO(main or b""), file, CODEBOOK, None, beside))
    assert given_names == [".ann" if at_text else ".txt"]
    return items


def refused(annotations: str, text: str = SHORT) -> tuple[int | None, str]:
    (item,) = pair(text, annotations)
    assert isinstance(item, Refusal)
    assert item.file == "in/a.ann"
    return item.line, item.reason


@pytest.mark.parametrize("file", ["ferry.txt", "ferry.ann"])
def test_spans_relations_attributes_and_notes(file: str) -> None:
    path = DATA / "brat" / file
    with path.open("rb") as stream:
        (draft,) = drafts(list(READER.read(stream, str(path), CODEBOOK)))
    assert (draft.article.title, draft.article.file) == ("Ferry row 🙂", "ferry.txt")
    assert labels(draft) == [
        # brat broke the second piece at the line's end.
        ("QUOTE", "“We stay,” … “until someone\nlistens.”"),
        ("CUE", "said"),
        ("ACTOR", "Merle Classen"),
        ("ACTOR", "Harbour Board"),
        ("CUE", "lehnte … ab"),
    ]
    quote, _, person, board, _ = draft.spans
    assert (quote.attributes, person.attributes, board.attributes) == (
        {"form": "direct"},
        {"kind": "person"},
        {"kind": "organisation"},
    )
    assert (person.note, board.note) == ("port senator", "Wikidata:Q1 Harbour Board of Brakesund")
    assert [label for label, _, _ in relations(draft)] == ["speaker", "cue", "addressee"]
    assert [(r.head, r.child) for r in draft.relations] == [
        (quote.id, person.id),
        (quote.id, draft.spans[1].id),
        (quote.id, board.id),
    ]
    told = 'addressee from "“We stay,” “until someone listens.”" to "Harbour Board": only implied'
    assert [(c.text, c.span_id) for c in draft.comments] == [(told, quote.id)]


def test_events_of_one_trigger_stay_apart() -> None:
    spans = "T1\tACTOR 0 4\tIlse\nT2\tACTOR 5 10\tWendt\nT3\tQUOTE 11 15\tcame\n"
    events = "E1\tQUOTE:T3 speaker:T1\nE2\tQUOTE:T3 speaker:T2\nA1\tForm E1 direct\nA2\tForm E2 indirect\n"
    (draft,) = drafts(pair(SHORT, spans + events))
    forms = {span.id: span.attributes.get("form") for span in draft.spans}
    texts = {span.id: SHORT[span.start : span.end] for span in draft.spans}
    said = sorted((forms[r.head], texts[r.child]) for r in draft.relations)
    assert said == [("direct", "Ilse"), ("indirect", "Wendt")]
    assert sorted(labels(draft))[2:] == [("QUOTE", "came"), ("QUOTE", "came")]


def test_no_annotations_yet() -> None:
    (draft,) = drafts(pair(SHORT, b""))
    assert (draft.article.text, draft.spans) == (SHORT, [])


@pytest.mark.parametrize(
    ("text", "annotations"),
    [
        (b"\xef\xbb\xbfa\r\nIlse", "T1\tACTOR 4 8\tIlse"),  # brat counts the mark and both line ends
        (b"\xef\xbb\xbfa\r\nIlse", "T1\tACTOR 3 7\tIlse"),  # the mark came later
        (b"a\r\nIlse", "T1\tACTOR 2 6\tIlse\r\n"),  # the line ends came later
        ("🙂 Ilse".encode(), "T1\tACTOR 2 6\tIlse"),
        ("🙂 Ilse".encode(), "T1\tACTOR 3 7\tIlse"),  # a program counted in UTF-16
        ("ä Ilse".encode("cp1252"), "T1\tACTOR 2 6\tIlse"),
    ],
)
def test_offsets_are_proved_by_the_text(text: bytes, annotations: str) -> None:
    (draft,) = drafts(pair(text, annotations, at_text=False))
    assert labels(draft) == [("ACTOR", "Ilse")]


@pytest.mark.parametrize(
    ("annotations", "line", "why"),
    [
        ("\nT1\tACTOR 0 4\tWendt", 2, '"Wendt" does not stand at 0 4 of the text'),
        ("T1\tACTOR 0 99\tIlse", 1, '"Ilse" does not stand at 0 99 of the text'),
        ("T1\tACTOR 0 4", 1, "it lacks the text that it annotates"),
        ("T1\tACTOR 0\tIlse", 1, "0 is no place such as 0 5 or 0 5;8 12"),
        ("T1\tACTOR\tIlse", 1, "nothing is no place such as 0 5 or 0 5;8 12"),
        ("T1\tACTOR 0 4\tIlse\nT1\tACTOR 0 4\tIlse", 2, "the id T1 comes twice"),
        ("R1\tspeaker Arg1:T1 Arg2:T2", 1, "there is no T1"),
        ("T1\tACTOR 0 4\tIlse\nR1\tspeaker Arg1:T1", 2, "a relation has two arguments such as Arg1:T1 Arg2:T2"),
        ("T1\tACTOR 0 4\tIlse\nE1\tACTOR:T1 speaker", 2, "speaker is no argument such as Theme:T1"),
        ("T1\tACTOR 0 4\tIlse\nA1\tkind", 2, "there is no annotation that it is about"),
        ("T1\tACTOR 0 4\tIlse\nA1\tkind T1 person\nA2\tkind T1 group", 3, "T1 has two values of kind"),
        ("Ilse", 1, "it is no annotation of brat's, such as T1, a tab, ACTOR 0 5, a tab and the text"),
        (
            "T1\tMayor 0 4\tIlse\nT2\tACTOR 5 10\tWendt\n*\tEquiv T1 T2\nA1\tNegated T2",
            None,
            "the codebook news@1 lacks the label Mayor, the relation Equiv and the attribute Negated of ACTOR; "
            "add this to it (--extend-codebook) and import again",
        ),
        (
            "T1\tACTOR 0 4\tIlse\nA1\tKind T1 horse",
            None,
            "the codebook news@1 lacks the value horse of ACTOR kind; add this to it (--extend-codebook) "
            "and import again",
        ),
    ],
)
def test_what_does_not_fit_is_refused(annotations: str, line: int | None, why: str) -> None:
    assert refused(annotations) == (line, why)


def test_what_is_said_of_a_relation_is_one_comment_that_names_its_ends() -> None:
    (draft,) = drafts(
        pair(
            SHORT,
            "T1\tQUOTE 0 4\tIlse\nT2\tCUE 11 15\tcame\nR1\tcue Arg1:T1 Arg2:T2\nR2\tcue Arg1:T1 Arg2:T2\n"
            "A1\tUnsure R1\nA2\tSide R2 left\nA3\tSide R1 right\n#1\tAnnotatorNotes R1\tSee below.",
        )
    )
    assert [(c.text, c.span_id) for c in draft.comments] == [
        ('cue from "Ilse" to "came": Unsure yes; Side right; See below.', draft.spans[0].id),
        ('cue from "Ilse" to "came": Side left', draft.spans[0].id),
    ]


def test_without_its_partner(tmp_path: Path) -> None:
    for file, missing in (("a.ann", "a.txt"), ("a.txt", "a.ann")):
        (item,) = READER.read(io.BytesIO(b"x"), str(tmp_path / file), CODEBOOK)
        assert isinstance(item, Refusal)
        assert item.reason == f"there is no {missing} beside it"


def test_bad_texts_are_refused() -> None:
    for text, why in ((b"", "the file is empty"), (b" \n", "its text is empty"), (b"\x89PNG\r\n\x1a\n", "a PNG")):
        (item,) = pair(text, b"")
        assert isinstance(item, Refusal)
        assert why in item.reason


def test_accepts_annotations() -> None:
    assert READER.accepts(PurePath("a.ann"), NOTES)
    assert READER.accepts(PurePath("a.ANN"), NOTES[:100])
    assert READER.accepts(PurePath("a.ann"), b"")
    assert not READER.accepts(PurePath("a.ann"), b"chr1\t100\t200\n" * 3)
    assert not READER.accepts(PurePath("a.txt"), NOTES)


@given(TEXT, st.data())
def test_offsets_count_code_points(text: str, data: st.DataObject) -> None:
    assume(not text.startswith("\ufeff"))
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assume(text[max(start - 1, 0) : start + 1] != "\r\n")
    # A form feed or a bare carriage return would end the line for some; brat itself writes spaces.
    wanted = " ".join(text[start:end].split())
    try:
        encoded = text.encode()
        items = pair(encoded, f"T1\tCLAIM {start} {end}\t{wanted}")
    except UnicodeEncodeError:
        return
    if isinstance(items[0], Refusal):
        # No text at all, of control characters say, or one of two bytes a character, as NULs make it look.
        assert items[0].file == "in/a.txt" or "\0" in text
        return
    (draft,) = drafts(items)
    if wanted:
        assert " ".join(labels(draft)[0][1].split()) == wanted
    else:
        assert labels(draft) == [("CLAIM", clean_text(text[start:end]))]


@given(mutated(FERRY), st.booleans())
def test_damaged_texts(data: bytes, at_text: bool) -> None:
    check(pair(data, NOTES, at_text))


@given(mutated(NOTES), st.booleans())
def test_damaged_annotations(data: bytes, at_text: bool) -> None:
    check(pair(FERRY, data, at_text))
    READER.accepts(PurePath("a.ann"), data)
