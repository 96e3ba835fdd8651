"""REFI-QDA: what becomes of the codes of a project, whether anything is coded with them or not."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from annotator.commands import SetCodebook
from annotator.core.codebook import Codebook, Label, parse_codebook
from annotator.core.codebook_data import codebook_data
from annotator.core.colour_check import problems
from annotator.core.models import Actor, Concept, Draft, Refusal
from annotator.formats import foreign
from annotator.formats.foreign_codebook import extended
from annotator.formats.foreign_names import Lookup
from annotator.formats.readers.doccano import DoccanoReader
from annotator.formats.readers.refi_qda import RefiQdaReader
from annotator.jobs.files import ExportFilter, Writing, import_with_labels
from annotator.project import Project
from tests.formats.foreign_cases import CODEBOOK, drafts, labels, read
from tests.formats.standoff_cases import recorded, spans_of
from tests.formats.test_refi_qda import packed, project, selection, text_source
from tests.formats.test_write_refi_qda import NAMESPACE, said
from tests.making import make_draft, make_span

READER = RefiQdaReader()
TEXT = b"Ilse came to Ole."
TREE = """<CodeBook><Codes>
<Code guid="G" name="People" isCodable="false"><Description>Whoever acts</Description>
  <Code guid="P" name="Politics" isCodable="true" color="#00FF00"><Description>Elected alone.</Description>
    <NoteRef targetGUID="N"/><Code guid="O" name="Opposition" isCodable="true" color="#7A1FA2"/></Code>
  <Code guid="A" name="Others" isCodable="true"/></Code>
<Code guid="T" name="Theses" isCodable="true"><Code guid="B" name="Others" isCodable="true"/></Code>
<Code guid="F" name="Never used" isCodable="true" color="#0000AA"><Description>Still free</Description></Code>
</Codes></CodeBook>"""
MORE = """<Notes><Note guid="N" name="Memo"><PlainTextContent>Where does it end?</PlainTextContent></Note>
<Note guid="J" name="Journal 1"><PlainTextContent>A long day</PlainTextContent></Note></Notes>
<Links><Link guid="L" name="near" direction="Associative" originGUID="P" targetGUID="T"/></Links>
<Description>About the study</Description>"""


def study(code: str = "p") -> bytes:
    return project(text_source(selection(0, 4, "Ilse", code)), codes=TREE, more=MORE, A=TEXT)


def extended_by(data: bytes) -> Codebook:
    return extended(CODEBOOK, partial(read, READER, data, "a.qdpx"))


def codes(tree: str) -> str:
    return f"<CodeBook><Codes>{tree}</Codes></CodeBook>"


def test_new_labels_are_what_their_codes_were() -> None:
    codebook = extended_by(study())
    new = codebook.labels[4:]
    assert [(label.name, label.title) for label in new] == [
        ("Politics", "People > Politics"),
        ("Opposition", "People > Politics > Opposition"),
        ("People_Others", "People > Others"),
        ("Theses", "Theses"),
        ("Theses_Others", "Theses > Others"),
        ("Never_used", "Never used"),
    ]
    politics, opposition, *_, unused = new
    assert politics.guideline == "Elected alone.\n\nMemo: Where does it end?\n\nPeople: Whoever acts"
    assert unused.guideline == "Still free"
    assert (opposition.colour, unused.colour) == ("#7A1FA2", "#0000AA")
    # Light green can't be read on a white page, dark blue not on a dark one.
    assert politics.colour != politics.colour_dark == "#00FF00"
    assert not [one for one in problems(codebook) if one.other is None and one.label in ("Politics", "Never_used")]


def test_what_is_left_out_is_told() -> None:
    data = study()
    left = 'left out: the project\'s description, the memo "Journal 1", 1 link of codes, or between texts'
    (draft,) = drafts(read(READER, data, "a.qdpx", extended_by(data)))
    assert draft.remarks == (left,)
    codebook = extended_by(study("t"))
    (draft,) = drafts(read(READER, project(text_source(), codes=codes('<Code guid="X" name="New"/>'), A=TEXT)))
    assert draft.remarks == (
        'the codebook lacks the code "New", of which no text has a coding; add this to it (--extend-codebook)',
    )
    known = codes('<Code guid="X" name="claim"><Description>What may be false.</Description></Code>')
    (draft,) = drafts(read(READER, project(text_source(), codes=known, A=TEXT), "a.qdpx", codebook))
    assert draft.remarks == ('left out: what is said of the code "claim"',)


def test_one_colour_for_all_codes_is_none() -> None:
    tree = codes('<Code guid="X" name="One" color="#FF0000"/><Code guid="Y" name="Two" color="#FF0000"/>')
    one, two = extended_by(project(text_source(), codes=tree, A=TEXT)).labels[4:]
    assert one.colour != two.colour


def test_a_code_with_others_below_it_is_no_kind_of_actor() -> None:
    """ "Organisation" with its parts is a theme; alone it is what other tools call actors, too."""
    below = '<Code guid="B" name="Finance" isCodable="true"/>'
    told = text_source(selection(0, 4, "Ilse", "a"), selection(5, 9, "came", "b"))
    data = project(
        told, codes=codes(f'<Code guid="A" name="Organisation" isCodable="true">{below}</Code>'), A=TEXT
    )
    (draft,) = drafts(read(READER, data, "a.qdpx", extended_by(data)))
    assert (labels(draft), draft.actors) == ([("Organisation", "Ilse"), ("Finance", "came")], {})
    alone = codes(f'<Code guid="A" name="Organisation" isCodable="true"/>{below}')
    data = project(text_source(selection(0, 4, "Ilse", "a")), codes=alone, A=TEXT)
    (draft,) = drafts(read(READER, data))
    assert (labels(draft), draft.spans[0].attributes) == ([("ACTOR", "Ilse")], {"kind": "organisation"})


def test_only_topmost_codes_have_entries_of_registers_below_them() -> None:
    tree = (
        '<Code guid="C" name="Claim"><Code guid="P" name="Place"><Description>A town</Description></Code></Code>'
    )
    told = text_source(selection(0, 4, "Ilse", "p"))
    (draft,) = drafts(read(READER, project(told, codes=codes(tree), A=TEXT)))
    assert [(one.name, one.note) for one in draft.concepts.values()] == [("Place", "A town")]
    data = project(told, codes=codes(f'<Code guid="T" name="Theme">{tree}</Code>'), A=TEXT)
    (draft,) = drafts(read(READER, data, "a.qdpx", extended_by(data)))
    assert (labels(draft), draft.concepts) == ([("Place", "Ilse")], {})


def test_entries_that_nothing_is_coded_with_go_into_the_register() -> None:
    tree = codes('<Code guid="A" name="Actor"><Code guid="B" name="Ole"/><Code guid="C" name="Ilse"/></Code>')
    told = text_source(selection(0, 4, "Ilse", "c"))
    (draft,) = drafts(read(READER, project(told, codes=tree, A=TEXT)))
    assert sorted(actor.name for actor in draft.actors.values()) == ["Ilse", "Ole"]


def resaved(data: bytes, keeps_guids: bool = True) -> bytes:
    """The export as another program would have saved it."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    qde = files["project.qde"].replace(b'origin="Annotator"', b'origin="QualCoder-3.5"')
    if not keeps_guids:
        start, end = qde.index(b"<CodeBook>"), qde.index(b"</CodeBook>")
        for number, part in enumerate(qde[start:end].split(b'<Code guid="')[1:]):
            qde = qde.replace(part[:36], f"{number:036}".encode())
    return packed({**files, "project.qde": qde})


def imported(data: bytes, path: Path) -> Project:
    """A new project with what is in the archive."""
    path.write_bytes(data)
    project = Project.create(path.with_suffix(".annotator"), "anna")
    report = import_with_labels(project, project.import_paths([path]), lambda paths: project.import_paths(paths))
    assert (report.imported, report.refused) == (1, [])
    return project


def exported(project: Project) -> bytes:
    out = project.path.with_suffix(".out.qdpx")
    project.export(out, ExportFilter(), how=Writing("refi-qda"))
    return out.read_bytes()


def tree_of(data: bytes) -> list[str]:
    """The names of the codes, each with those above it."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = etree.fromstring(archive.read("project.qde"))
    found = []
    for code in root.iter(f"{NAMESPACE}Code"):
        above = [one.get("name") for one in code.iterancestors(f"{NAMESPACE}Code")]
        found.append("/".join([*reversed(above), code.get("name")]))
    return found


def test_codes_go_back_as_they_came(tmp_path: Path) -> None:
    first = imported(study("o"), tmp_path / "first.qdpx")
    out = exported(first)
    assert [name for name in tree_of(out) if name.split("/")[0] not in ("ACTOR", "QUOTE", "CUE", "CLAIM")] == [
        "People",
        "People/Politics",
        "People/Politics/Opposition",
        "People/Others",
        "Theses",
        "Theses/Others",
        "Never used",
    ]
    before, labels_before = recorded(first), first.codebook.labels
    first.close()
    for data in (out, resaved(out)):
        again = imported(data, tmp_path / "again.qdpx")
        assert spans_of(recorded(again)[0], said) == spans_of(before[0], said)
        # The colours of the dark page are not in the file.
        assert [replace(label, colour_dark="") for label in again.codebook.labels] == [
            replace(label, colour_dark="") for label in labels_before
        ]
        again.close()
        again.path.unlink()


@pytest.mark.parametrize("keeps_guids", [True, False])
def test_what_another_program_saved_again_comes_back(tmp_path: Path, keeps_guids: bool) -> None:
    """By the GUIDs of our codes, else by their places: labels, below them entries, or attributes and values."""
    spans = [
        make_span("CLAIM", (0, 4), attributes={"stance": "support", "category": "demand"}, concept_id="k"),
        make_span("ACTOR", (5, 9), attributes={"kind": "person"}, actor_id="a"),
        make_span("THEME", (10, 12), attributes={"tone": "QUOTE", "parts": ["one", "two"]}),
    ]
    draft = make_draft("Ilse came to Ole.", "one", spans=spans)
    concept = "Claim" if keeps_guids else "Ilse came"
    draft.actors, draft.concepts = {"a": Actor("a", "Ilse Wendt")}, {"k": Concept("k", concept)}
    news = codebook_data(CODEBOOK)
    tones = [
        {"name": "tone", "values": ["QUOTE", "b"]},
        {"name": "parts", "type": "choices", "values": ["one", "two"]},
    ]
    news["labels"].append({"name": "THEME", "title": "Study > Part", "colour": "#1060F0", "attributes": tones})
    old = Project.create(tmp_path / "old.annotator", "anna")
    old.apply(SetCodebook(parse_codebook(news)))
    old.import_drafts([draft])
    before, out = recorded(old)[0], exported(old)
    old.close()
    new = imported(resaved(out, keeps_guids), tmp_path / "new.qdpx")
    (after,) = recorded(new)
    new.close()
    assert spans_of(after, values) == spans_of(before, values)


def values(_record: Mapping[str, Any], span: Mapping[str, Any]) -> Hashable:
    """What is to come back of a span; a value that is alone may be a list, as its type isn't told."""
    entry = span["actor"] or span["concept"]
    told = {name: value for name, value in span["attributes"].items() if value is not None}
    pairs = [
        (name, one) for name, value in told.items() for one in (value if isinstance(value, list) else [value])
    ]
    return span["label"], span["text"], str(sorted(pairs)), entry and (entry["id"], entry["name"])


def test_labels_of_one_title_are_two_codes(tmp_path: Path) -> None:
    colour = "#1060F0"
    made = [("A", "X > Y"), ("B", "X > Y"), ("C", "X"), ("D", "  > "), ("E", "Y"), ("F", "e\x01 > f")]
    data = {"name": "odd", "labels": [{"name": name, "title": title, "colour": colour} for name, title in made]}
    old = Project.create(tmp_path / "old.annotator", "anna")
    old.apply(SetCodebook(parse_codebook(data)))
    spans = [make_span(name, (place, place + 1)) for place, (name, _) in enumerate(made)]
    old.import_drafts([make_draft("Ilse came to Ole.", "one", spans=spans)])
    before, out = recorded(old)[0], exported(old)
    assert [name for name in tree_of(out) if name.startswith("C")] == ["C", "C/A", "C/B"]
    (draft,) = drafts(read(READER, out, "a.qdpx", old.codebook))
    assert [span.label for span in draft.spans] == [span["label"] for span in before["spans"]]
    old.close()


def test_unused_codes_alone_extend_the_codebook_of_a_new_project(tmp_path: Path) -> None:
    tree = codes(
        '<Code guid="C1" name="Claim"/><Code guid="X" name="New"><Description>What is new</Description></Code>'
    )
    data = project(text_source(selection(0, 4, "Ilse")), codes=tree, A=TEXT)
    new = imported(data, tmp_path / "new.qdpx")
    assert new.codebook.require_label("New").guideline == "What is new"
    new.close()


def test_a_name_that_another_tool_gives_a_label_is_left_to_it() -> None:
    entity = {"id": 1, "label": "Opposition", "start_offset": 0, "end_offset": 4}
    other = json.dumps({"text": "Ole left.", "entities": [entity], "relations": []}).encode()

    def both(codebook: Codebook) -> list[Draft | Refusal]:
        return [*read(READER, study("o"), "a.qdpx", codebook), *read(DoccanoReader(), other, "a.jsonl", codebook)]

    codebook = extended(CODEBOOK, both)
    assert [span.label for draft in drafts(both(codebook)) for span in draft.spans] == [
        "People_Politics_Opposition",
        "Opposition",
    ]


def test_all_sources_share_the_names_of_the_codebook(monkeypatch: pytest.MonkeyPatch) -> None:
    """Most of the time would go to take these apart for each source, as each code is a label."""
    made: list[object] = []

    class Counted(Lookup[Label]):
        def __init__(self, things: Iterable[Label]) -> None:
            made.append(self)
            super().__init__(things)

    monkeypatch.setattr(foreign, "Lookup", Counted)

    def number(*sources: str) -> int:
        made.clear()
        found = (text_source(name=name, guid=name) for name in sources)
        assert len(drafts(read(READER, project("".join(found), A=TEXT), "a.qdpx"))) == len(sources)
        return len(made)

    assert number("A") == number("A", "B", "C")
