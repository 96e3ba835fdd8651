"""REFI-QDA: ``study.qdpx`` was written by pyrefiqda 0.3.1, whose classes are made from the standard's schema."""

from __future__ import annotations

import io
import zipfile
from functools import partial
from pathlib import PurePath
from xml.sax.saxutils import quoteattr

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from annotator.core.models import Draft, Refusal, State
from annotator.core.offsets import clean_text
from annotator.formats import refi_project
from annotator.formats.foreign_codebook import extended
from annotator.formats.readers.refi_qda import RefiQdaReader
from tests.formats.foreign_cases import CODEBOOK, DATA, TEXT, check, drafts, labels, mutated, read, relations

READER = RefiQdaReader()
STUDY = (DATA / "study.qdpx").read_bytes()
CODES = """<CodeBook><Codes>
<Code guid="C1" name="Claim" isCodable="true"/><Code guid="C2" name="Fruit" isCodable="true"/>
</Codes></CodeBook>"""


def packed(files: dict[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return data.getvalue()


def project(
    sources: str, head: str = "", *, codes: str = CODES, origin: str = "", more: str = "", **texts: bytes
) -> bytes:
    start = f'<?xml version="1.0"?>{head}<Project xmlns="urn:QDA-XML:project:1.0" name="x" origin="{origin}">'
    files = {"project.qde": f"{start}{codes}<Sources>{sources}</Sources>{more}</Project>".encode()}
    return packed(files | {f"Sources/{name}.txt": text for name, text in texts.items()})


def selection(start: object, end: object, name: str = "", code: str = "{c1}") -> str:
    places = f'startPosition="{start}" endPosition="{end}"'
    coding = f'<Coding guid="K{start}"><CodeRef targetGUID="{code}"/></Coding>'
    return f"<PlainTextSelection guid='S{start}' name={quoteattr(name)} {places}>{coding}</PlainTextSelection>"


def text_source(*inside: str, path: str = "internal://A.txt", name: str = "One", guid: str = "A") -> str:
    return f'<TextSource guid="{guid}" name="{name}" plainTextPath="{path}">{"".join(inside)}</TextSource>'


def refused(data: bytes) -> str:
    (item,) = read(READER, data, "a.qdpx")
    assert isinstance(item, Refusal)
    return item.reason


def test_codes_people_notes_links_and_variables() -> None:
    draft, picture = read(READER, STUDY, "in/study.qdpx")
    assert isinstance(draft, Draft)
    assert str(picture) == "in/study.qdpx: source Ferry.png: it is a picture, not a text"
    article = draft.article
    assert (article.title, article.file) == ("Ferry row in Brakesund", "study.qdpx")
    assert (article.published, article.source) == ("2025-03-13", "Brakesund Courier")
    assert labels(draft) == [
        ("QUOTE", "“We stay,”"),
        ("QUOTE", "“We stay,”"),
        ("ACTOR", "Merle Classen"),
        ("CLAIM", "The night ferry should sail"),
        ("CUE", "said"),
    ]
    direct, quote, person, claim, _ = draft.spans
    assert (direct.attributes, quote.attributes, person.attributes) == ({"form": "direct"}, {}, {})
    assert [direct.annotator, quote.annotator, direct.created_at] == ["Ole Tams", "Gwen", "2025-03-13T14:02:11Z"]
    assert [a.name for a in draft.actors.values()] == ["Merle Classen"]
    assert [c.name for c in draft.concepts.values()] == ["The night ferry should sail"]
    assert (person.actor_id in draft.actors, claim.concept_id in draft.concepts) == (True, True)
    assert (person.note, claim.note) == ("port senator since 2021", "Check the verb.")
    assert relations(draft) == [("speaker", "“We stay,”", "Merle Classen")]
    assert [(c.text, c.annotator) for c in draft.comments] == [
        ("Tone: 3", ""),
        ("Case: Courier", ""),
        ("Code: Local news", "Ole Tams"),
        ("Memo: Compare with the second text.", "Gwen"),
    ]
    assert draft.state is State.STARTED


@pytest.mark.parametrize(
    ("text", "places", "name"),
    [
        (b"a\r\nIlse came", (3, 7), "Ilse"),
        (b"a\r\nIlse came", (2, 6), "Ilse"),  # line ends counted once
        (b"a\r\nIlse came", (3, 7), ""),  # nothing tells, as the standard says
        (b"a\r\n\xf0\x9f\x99\x82 Ilse came", (4, 8), "Ils"),  # either way the name fits but for white space
        (b"\xef\xbb\xbfIlse came", (0, 4), "Ilse…"),
        (b"\xef\xbb\xbfIlse came", (1, 5), "Ilse"),  # the mark counted
        ("🙂 Ilse came".encode(), (2, 6), "Ilse"),
        ("🙂 Ilse came".encode(), (3, 7), "Ilse"),  # UTF-16 units
        ("ä Ilse came".encode("cp1252"), (2, 6), "Ilse"),
    ],
)
def test_names_of_selections_tell_how_positions_are_counted(
    text: bytes, places: tuple[int, int], name: str
) -> None:
    (draft,) = drafts(read(READER, project(text_source(selection(*places, name)), A=text)))
    assert labels(draft) == [("CLAIM", "Ilse")]


def test_without_names_the_way_that_cuts_no_word_is_taken() -> None:
    text = "🙂 Ilse came, then Ole."
    for places in ([(2, 6), (18, 21)], [(3, 7), (19, 22)]):
        told = [selection(*place, code="{c2}") for place in places]
        codebook = extended(
            CODEBOOK, partial(read, READER, data := project(text_source(*told), A=text.encode()), "a")
        )
        (draft,) = drafts(read(READER, data, "a", codebook))
        assert labels(draft) == [("Fruit", "Ilse"), ("Fruit", "Ole")]


def test_marks_without_codes_and_links_of_both_directions() -> None:
    bare = '<PlainTextSelection guid="B" name="came" startPosition="5" endPosition="9"/>'
    link = '<Links><Link guid="L" name="relates" {} originGUID="S0" targetGUID="S10"/></Links>'
    for direction, number in (("", 1), ('direction="OneWay"', 1), ('direction="Bidirectional"', 2)):
        source = text_source(selection(0, 4, "Ilse"), bare, selection(10, 13, "too"))
        data = project(f"{source}</Sources>{link.format(direction)}<Sources>", A=b"Ilse came too")
        (draft,) = drafts(read(READER, data, "a", extended(CODEBOOK, partial(read, READER, data, "a"))))
        both = [("relates", "Ilse", "too"), ("relates", "too", "Ilse")]
        assert sorted(relations(draft)) == both[:number]
        assert [c.text for c in draft.comments] == ["Marked without a code: came"]


def test_cases_and_sets_become_comments() -> None:
    sources = text_source(selection(0, 4, "Ilse"))
    groups = (
        '</Sources><Cases><Case guid="X" name="Harbour"><SourceRef targetGUID="A"/></Case></Cases>'
        '<Sets><Set guid="Y" name="Pilot"><MemberSource targetGUID="A"/><MemberCode targetGUID="c1"/></Set>'
        '<Set guid="Z" name="Others"><MemberSource targetGUID="B"/></Set></Sets><Sources>'
    )
    (draft,) = drafts(read(READER, project(sources + groups, A=b"Ilse came")))
    assert [c.text for c in draft.comments] == ["Case: Harbour", "Set: Pilot"]


def test_codes_of_one_name_are_told_apart() -> None:
    below = (
        '<Code guid="C{0}" name="{1}"><Code guid="C{0}a" name="Reason"/><Code guid="C{0}b" name="{1}s"/></Code>'
    )
    codes = "".join(below.format(*code) for code in ((1, "Pro"), (2, "Con")))
    told = [
        selection(place, place + 1, code=f"{{c{code}}}") for place, code in enumerate(("1a", "2a", "1b", "2b"))
    ]
    data = project(text_source(*told), codes=f"<CodeBook><Codes>{codes}</Codes></CodeBook>", A=b"Ilse came")
    codebook = extended(CODEBOOK, partial(read, READER, data, "a.qdpx"))
    (draft,) = drafts(read(READER, data, "a.qdpx", codebook))
    titles = {label.name: label.title for label in codebook.labels}
    assert [titles[span.label] for span in draft.spans] == [
        "Pro > Reason",
        "Con > Reason",
        "Pro > Pros",
        "Con > Cons",
    ]
    assert [span.label for span in draft.spans] == ["Pro_Reason", "Con_Reason", "Pros", "Cons"]


def test_text_in_the_project_and_text_of_a_pdf() -> None:
    inside = (
        '<TextSource guid="A"><PlainTextContent>Ilse came.</PlainTextContent>' + selection(0, 4) + "</TextSource>"
    )
    pdf = '<PDFSource guid="B" name="P"><PDFSelection guid="D"/><Representation guid="A" plainTextPath="internal://a.txt">'
    for source in (inside, f"{pdf}{selection(0, 4)}</Representation></PDFSource>"):
        (draft,) = drafts(read(READER, project(source, A=b"Ilse came.")))
        assert labels(draft) == [("CLAIM", "Ilse")]


@pytest.mark.parametrize("path", ["internal://Sources/A.txt", "internal://sources\\a.TXT", "internal:///A.txt"])
def test_a_text_may_be_named_with_its_folder(path: str) -> None:
    (item,) = read(READER, project(text_source(path=path), A=b"Ilse came."), "a.qdpx")
    assert isinstance(item, Draft)
    assert item.article.text == "Ilse came."


@pytest.mark.parametrize(
    ("source", "why"),
    [
        (
            text_source(selection(0, 4, code="C2")),
            "the codebook news@1 lacks the label Fruit; add this to it (--extend-codebook) and import again",
        ),
        (text_source(selection(0, 4, code="C9")), "a coding refers to a code that there is not"),
        (text_source(selection("x", 4)), 'the startPosition of a selection is "x", not a number'),
        (text_source(selection(0, 99)), 'span "k0": end 99 lies beyond the text (10 characters)'),
        (text_source(path="internal://B.txt"), 'its text "internal://B.txt" is not in the file'),
        (
            text_source(path="relative://B.txt"),
            'its text "relative://B.txt" lies outside of the file, and nothing is fetched',
        ),
        ('<TextSource guid="A" name="One"/>', "it has no plain text"),
        ('<PDFSource guid="A" name="One"/>', "it has no plain text"),
        (
            '<PDFSource guid="A" name="One"><PDFSelection><Coding/></PDFSelection><Representation/></PDFSource>',
            "its labels are places on the pages of a PDF, not of a text",
        ),
        ('<AudioSource guid="A" name="One"/>', "it is a recording, not a text"),
    ],
)
def test_a_bad_source_leaves_the_others(source: str, why: str) -> None:
    other = '<TextSource guid="Z" name="Other"><PlainTextContent>Fine.</PlainTextContent></TextSource>'
    bad, fine = read(READER, project(source + other, A=b"Ilse came."), "a.qdpx")
    assert bad == Refusal("a.qdpx", None, f"source One: {why}")
    assert isinstance(fine, Draft)


def test_other_and_damaged_files_are_refused() -> None:
    damaged = "the file is damaged, encrypted, or no archive"
    assert refused(b"") == damaged
    assert refused(STUDY[:300]) == damaged
    assert refused(packed({"a.txt": b"x"})) == "it has no project.qde"
    assert refused(packed({"project.qde": b"<Project>"})).startswith("its project is invalid XML: ")
    assert refused(packed({"project.qde": b"<CodeBook/>"})) == "its project.qde is no project"
    assert refused(packed({"project.qde": b"<a>" * 300})) == "its project is nested too deeply"
    unknown = b"<?xml version='1.0' encoding='UTF-99'?><Project/>"
    assert refused(packed({"project.qde": unknown})) == "its project declares an encoding that is not known"
    bomb = '<!DOCTYPE p [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    assert refused(project("", bomb)) == "its project declares a document type, which no project has"


def test_what_is_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    data = project(text_source(), A=b"x" * 5000)
    monkeypatch.setattr(refi_project, "MAX_BYTES", 1000)
    assert refused(data) == "source One: Sources/A.txt is longer than 0 MiB"
    monkeypatch.setattr(refi_project, "_LONGEST_PROJECT", 100)
    assert refused(data) == "project.qde is longer than 0 MiB"


def test_a_stream_that_cannot_go_back() -> None:
    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

    seen: list[int] = []
    assert len(list(READER.read(Pipe(STUDY), "x", CODEBOOK, seen.append))) == 2
    assert seen == [len(STUDY)]


def test_known_by_content() -> None:
    assert READER.accepts(PurePath("a.qdpx"), STUDY[:100])
    assert READER.accepts(PurePath("a.zip"), STUDY)
    assert not READER.accepts(PurePath("a.zip"), packed({"a.txt": b"x"}))
    assert not READER.accepts(PurePath("a.qdpx"), b"text")


def is_cut(text: str, place: int) -> bool:
    return 0 < place < len(text) and text[place - 1].isalnum() and text[place].isalnum()


@given(TEXT, st.data())
def test_positions_count_code_points(text: str, data: st.DataObject) -> None:
    assume(not text.startswith("\ufeff"))
    assume("\0" not in text)  # which may be taken for UTF-16
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assume(text[max(start - 1, 0) : start + 1] != "\r\n")
    # Where nothing else tells, words that are cut at both ends do.
    assume(not (is_cut(text, start) or text[start].isspace()) or not is_cut(text, end))
    items = read(READER, project(text_source(selection(start, end)), A=text.encode()))
    if isinstance(items[0], Refusal):
        assert "not text" in items[0].reason  # nothing but control characters, say
        return
    (draft,) = drafts(items)
    assert labels(draft) == [("CLAIM", clean_text(text[start:end]))]


@given(mutated(STUDY))
def test_damaged_archives(data: bytes) -> None:
    check(read(READER, data))
    READER.accepts(PurePath("a"), data)


PROJECT = zipfile.ZipFile(io.BytesIO(STUDY)).read("project.qde")


@given(mutated(PROJECT))
def test_damaged_projects(data: bytes) -> None:
    check(read(READER, packed({"project.qde": data})))
