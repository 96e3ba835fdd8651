"""DNA: what becomes of variables and their values, whether a statement has them or not."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

from annotator.core.codebook import Codebook
from annotator.formats.foreign_codebook import extended
from annotator.jobs.files import ExportFilter, Writing, import_with_labels
from annotator.project import Project
from tests.formats.foreign_cases import CODEBOOK, drafts, labels, read, relations
from tests.formats.test_dna import FERRY, PLAIN, READER, File, extended_read, units


def test_entries_without_statements_are_in_the_registers() -> None:
    """With what is above a concept, in a file where two are above one another; other values are told of."""
    file = File()
    file.document("No statement.")
    file.db.executescript(
        """
        insert into ENTITIES values (1, 1, 'Ole Tams', null), (2, 2, '', null), (3, 2, 'Port Office', 4),
            (4, 2, 'Senate', null), (5, 3, 'Sail at night', 6), (6, 3, 'Sail', null), (7, 3, 'A', 8),
            (8, 3, 'B', 7), (9, 6, 'direct', null);
        create table REGEXES(Label text);
        insert into REGEXES values ('ferry.*');
        """
    )
    (draft,) = drafts(read(READER, file.bytes()))
    assert [(a.name, a.kind, a.note) for a in draft.actors.values()] == [
        ("Ole Tams", "person", None),
        ("Port Office", "organisation", "child of Senate"),
        ("Senate", "organisation", None),
    ]
    names = {concept.id: concept.name for concept in draft.concepts.values()}
    assert [(c.name, names.get(c.parent or "")) for c in draft.concepts.values()] == [
        ("Sail at night", "Sail"),
        ("Sail", None),
        ("A", None),
        ("B", "A"),
    ]
    assert draft.remarks == ('left out: values that no statement has ("form: direct"), 1 search pattern',)


def test_variables_of_other_types_are_attributes() -> None:
    file = File()
    file.document(FERRY)
    file.db.execute("insert into VARIABLES values (8, 'present', 'boolean', 4)")
    file.statement(4, units(PLAIN, "night"), Form="economic", weight=2, person="Merle Classen", concept="Sail")
    file.db.execute("insert into DATABOOLEAN values (null, 1, 8, 1)")
    data = file.bytes()
    without = Codebook("one", labels=tuple(replace(label, role="none") for label in CODEBOOK.labels[1:3]))
    codebook = extended(without, lambda book: read(READER, data, codebook=book))
    frame = codebook.require_label("Frame")
    assert {attribute.name: attribute.type for attribute in frame.attributes} == {
        "present": "boolean",
        "weight": "number",
        "Form": "choice",
        "person": "choice",
    }
    (draft,) = drafts(read(READER, data, codebook=codebook))
    said = {"present": True, "weight": 2, "Form": "economic", "person": "Merle Classen"}
    assert [(span.label, span.attributes) for span in draft.spans] == [("Frame", said)]
    assert draft.concepts[draft.spans[0].concept_id or ""].name == "Sail"


def test_who_says_a_quote_is_its_speaker() -> None:
    file = File()
    file.document(FERRY)
    for place in (units(PLAIN, "no."), units(PLAIN, "said")):
        file.statement(3, place, person="Merle Classen")
    (draft,) = extended_read(file.bytes())
    assert labels(draft) == [("QUOTE", "said"), ("ACTOR", "Merle Classen"), ("QUOTE", "no.")]
    assert relations(draft) == [("speaker", "said", "Merle Classen"), ("speaker", "no.", "Merle Classen")]


def test_a_table_of_statements_has_who_made_them(tmp_path: Path) -> None:
    """Also where the text doesn't name them: the senate, and everybody of the second statement."""
    path = tmp_path / "ferry.dna"
    file = File()
    file.document(FERRY)
    claim = units(PLAIN, "the night ferry to sail")
    file.statement(1, claim, person="Merle Classen", organization="Senate", concept="Sail", agreement=1)
    file.statement(1, units(PLAIN, "no"), person="Ole Tams", organization="Dockers", concept="Sail", agreement=0)
    path.write_bytes(file.bytes())
    project = Project.create(tmp_path / "p.annotator", "anna")
    report = import_with_labels(project, project.import_paths([path]), lambda paths: project.import_paths(paths))
    assert (report.imported, report.refused) == (1, [])
    out = tmp_path / "out.csv"
    project.export(out, ExportFilter(), how=Writing("statements-csv"))
    assert sorted(actor.name for actor in project.register.actors().values()) == [
        "Dockers",
        "Merle Classen",
        "Ole Tams",
        "Senate",
    ]
    project.close()
    with out.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter=";"))
    columns = ("text", "claimant", "actor", "organisation", "person", "organization", "concept", "stance")
    assert [tuple(row[column] for column in columns) for row in rows] == [
        (PLAIN[22:45], "Merle Classen", "Merle Classen", "Senate", "Merle Classen", "Senate", "Sail", "support"),
        ("no", "", "", "", "Ole Tams", "Dockers", "Sail", "oppose"),
    ]


def test_statements_of_a_new_label_have_a_claimant_too() -> None:
    file = File()
    file.document(FERRY)
    file.statement(4, units(PLAIN, "night"), Form="economic", person="Merle Classen")
    (draft,) = extended_read(file.bytes())
    assert relations(draft) == [("claimant", "night", "Merle Classen")]
    assert [span.label for span in draft.spans] == ["Frame", "ACTOR"]


def test_two_coders_have_a_mention_each() -> None:
    file = File()
    file.document(FERRY)
    for place in (units(PLAIN, "night"), units(PLAIN, "ferry"), units(PLAIN, "sail")):
        file.statement(1, place, person="Merle Classen", concept="Sail")
    file.db.execute("update STATEMENTS set Coder = 1 where ID = 3")
    (draft,) = extended_read(file.bytes())
    assert sorted(span.annotator for span in draft.spans if span.label == "ACTOR") == ["Admin", "Ole"]
    assert [label for label, _, _ in relations(draft)] == ["claimant"] * 3
