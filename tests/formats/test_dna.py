"""DNA: the databases are made with the tables of DNA 3.0 (Sql.java) and DNA 2.0 (SqlConnection.java)."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from functools import partial
from pathlib import Path, PurePath
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.models import Draft, Refusal, State
from annotator.core.offsets import clean_text
from annotator.formats.foreign_codebook import extended
from annotator.formats.readers.dna import DnaReader
from annotator.store.foreign import read_tables
from tests.formats.foreign_cases import CODEBOOK, TEXT, check, drafts, labels, mutated, read, relations

DnaReader.read_tables = staticmethod(read_tables)
READER = DnaReader()
TABLES = """
create table SETTINGS(Property text primary key, Value text not null);
create table CODERS(ID integer not null primary key, Name text not null, Password text);
create table DOCUMENTS(ID integer not null primary key, Title text not null, Text text not null, Coder integer,
    Author text not null default '', Source text not null default '', Section text not null default '',
    Notes text not null default '', Type text not null default '', Date integer not null);
create table STATEMENTTYPES(ID integer not null primary key, Label text not null);
create table VARIABLES(ID integer not null primary key, Variable text not null, DataType text not null,
    StatementTypeId integer);
create table STATEMENTS(ID integer not null primary key, StatementTypeId integer, DocumentId integer,
    Start integer not null, Stop integer not null, Coder integer);
create table DATABOOLEAN(ID integer primary key not null, StatementId integer, VariableId integer, Value integer);
create table DATAINTEGER(ID integer primary key not null, StatementId integer, VariableId integer, Value integer);
create table DATALONGTEXT(ID integer primary key not null, StatementId integer, VariableId integer, Value text);
insert into CODERS values (1, 'Admin', 'x'), (2, 'Ole', 'x');
insert into STATEMENTTYPES values (1, 'DNA Statement'), (2, 'Annotation'), (3, 'Quote'), (4, 'Frame');
insert into VARIABLES values (1, 'person', 'short text', 1), (2, 'organization', 'short text', 1),
    (3, 'concept', 'short text', 1), (4, 'agreement', 'boolean', 1), (5, 'note', 'long text', 2),
    (6, 'Form', 'short text', 3), (7, 'weight', 'integer', 3);
"""
THIRD = """
create table ENTITIES(ID integer primary key not null, VariableId integer not null, Value text not null default '',
    ChildOf integer);
create table DATASHORTTEXT(ID integer primary key not null, StatementId integer, VariableId integer,
    Entity integer);
insert into SETTINGS values ('version', '3.0.10');
"""
SECOND = """
create table DATASHORTTEXT(ID integer primary key not null, StatementId integer, VariableId integer,
    StatementTypeId integer, Value text);
insert into SETTINGS values ('version', '2.0 beta 25');
"""
FERRY = "🙂 Merle Classen wants the night ferry to sail. The Harbour Board said no.\r\nMerle Classen left."
PLAIN = clean_text(FERRY)
DAY = 1741824000  # 13 March 2025


def units(text: str, found: str) -> tuple[int, int]:
    start = len(text[: text.index(found)].encode("utf-16-le")) // 2
    return start, start + len(found.encode("utf-16-le")) // 2


class File:
    """A database on its way."""

    def __init__(self, path: Path | str = ":memory:", third: bool = True) -> None:
        self.third = third
        self.db = sqlite3.connect(path)
        self.db.executescript(TABLES + (THIRD if third else SECOND))
        self.count = 0

    def document(self, text: str, **row: Any) -> None:
        row = {"Title": "Ferry", "Text": text, "Date": DAY * (1 if self.third else 1000), **row}
        marks = ", ".join("?" * len(row))
        self.db.execute(f"insert into DOCUMENTS ({', '.join(row)}) values ({marks})", tuple(row.values()))

    def statement(self, kind: int, place: tuple[int, int], document: int = 1, **values: Any) -> None:
        self.count += 1
        self.db.execute("insert into STATEMENTS values (?, ?, ?, ?, ?, 2)", (self.count, kind, document, *place))
        known = dict(self.db.execute("select Variable, ID from VARIABLES"))
        for name, value in values.items():
            key = (self.count, known[name])
            if name in ("agreement", "weight"):
                table = "DATABOOLEAN" if name == "agreement" else "DATAINTEGER"
                self.db.execute(f"insert into {table} values (null, ?, ?, ?)", (*key, value))
            elif name == "note":
                self.db.execute("insert into DATALONGTEXT values (null, ?, ?, ?)", (*key, value))
            elif self.third:
                entity = self.db.execute(
                    "insert into ENTITIES values (null, ?, ?, null)", (key[1], value)
                ).lastrowid
                self.db.execute("insert into DATASHORTTEXT values (null, ?, ?, ?)", (*key, entity))
            else:
                self.db.execute("insert into DATASHORTTEXT values (null, ?, ?, ?, ?)", (*key, kind, value))

    def bytes(self) -> bytes:
        self.db.commit()
        with closing(self.db):
            return self.db.serialize()


def extended_read(data: bytes, file: str = "in/export.jsonl") -> list[Draft]:
    """The drafts by a codebook that has all that they need."""
    return drafts(read(READER, data, file, extended(CODEBOOK, partial(read, READER, data, file))))


def ferry(third: bool = True) -> bytes:
    file = File(third=third)
    file.document(FERRY, Author="Gwen", Source="Brakesund Courier", Section="Local", Notes="Check it.")
    file.document("Second text.", Date=(DAY + 3660) * (1 if third else 1000), Title="Second")
    claim = units(PLAIN, "the night ferry to sail")
    file.statement(1, claim, person="Merle Classen", organization="Senate", concept="Sail", agreement=1)
    file.statement(1, units(PLAIN, "no"), organization="Harbour Board", concept="Sail", agreement=0)
    file.statement(2, units(PLAIN, "night"), note="Which night?")
    file.statement(3, units(PLAIN, "said no"), Form="indirect", weight=3)
    return file.bytes()


EXAMPLE = ferry()


@pytest.mark.parametrize("third", [True, False])
def test_statements_are_claims(third: bool) -> None:
    first, second = extended_read(ferry(third), "in/ferry.dna")
    article = first.article
    assert (article.title, article.text, article.file) == ("Ferry", PLAIN, "ferry.dna")
    assert (article.source, article.authors, article.published) == ("Brakesund Courier", ("Gwen",), "2025-03-13")
    assert second.article.published == "2025-03-13T01:01:00"
    assert labels(first) == [
        ("CLAIM", "the night ferry to sail"),
        ("ACTOR", "Merle Classen"),
        ("QUOTE", "said no"),
        ("CLAIM", "no"),
        ("ACTOR", "Harbour Board"),
    ]
    wants, who, quote, refuses, board = first.spans
    said = {"stance": "support", "person": "Merle Classen", "organization": "Senate"}
    assert (wants.attributes, wants.note) == (said, None)
    assert refuses.attributes == {"stance": "oppose", "organization": "Harbour Board"}
    assert wants.concept_id == refuses.concept_id
    assert [concept.name for concept in first.concepts.values()] == ["Sail"]
    assert (quote.attributes, quote.note) == ({"form": "indirect", "weight": 3}, None)
    assert {s.annotator for s in first.spans} == {"Ole"}
    # Who it is was entered by the coder; of two places with the name the nearer is taken.
    assert (who.is_open, who.origin.kind, who.start, board.is_open) == (False, "import", 2, False)
    assert (who.attributes, board.attributes) == ({"kind": "person"}, {"kind": "organisation"})
    assert {(a.name, a.kind) for a in first.actors.values()} == {
        ("Merle Classen", "person"),
        ("Senate", "organisation"),
        ("Harbour Board", "organisation"),
    }
    (person,) = (actor for actor in first.actors.values() if actor.kind == "person")
    assert person.affiliations == ({"type": "organisation", "value": "Senate", "from": None, "to": None},)
    assert relations(first) == [
        ("claimant", "the night ferry to sail", "Merle Classen"),
        ("claimant", "no", "Harbour Board"),
    ]
    assert [(c.text, c.annotator) for c in first.comments] == [
        ("Section: Local", ""),
        ("Notes: Check it.", ""),
        ("“night”: Which night?", "Ole"),
    ]
    assert (first.state, second.state) == (State.STARTED, State.NEW)


def test_entries_keep_their_identity() -> None:
    first, again = (extended_read(EXAMPLE)[0] for _ in range(2))
    assert first.concepts == again.concepts
    assert first.actors == again.actors
    assert not {s.id for s in first.spans} & {s.id for s in again.spans}


def test_what_is_said_of_entries_is_kept() -> None:
    """DNA 3 has any attributes, each in a row of its own; that of the Senate, which the text doesn't name, too."""
    file = File()
    file.document(FERRY)
    claim = units(PLAIN, "the night ferry to sail")
    file.statement(1, claim, person="Merle Classen", organization="Senate", concept="Sail")
    file.db.executescript(
        """
        create table ATTRIBUTEVARIABLES(ID integer primary key, VariableId integer, AttributeVariable text);
        create table ATTRIBUTEVALUES(ID integer primary key, EntityId integer, AttributeVariableId integer,
            AttributeValue text);
        insert into ATTRIBUTEVARIABLES values (1, 1, 'Type'), (2, 1, 'Alias'), (3, 2, 'Type'), (4, 3, 'Notes');
        insert into ATTRIBUTEVALUES values (1, 1, 1, 'politician'), (2, 1, 2, ''), (3, 2, 3, 'city state'),
            (4, 3, 4, 'since 2021'), (5, 99, 1, 'nobody');
        """
    )
    (draft,) = extended_read(file.bytes())
    assert [(a.name, a.note) for a in draft.actors.values()] == [
        ("Merle Classen", "Type: politician"),
        ("Senate", "Type: city state"),
    ]
    assert [(c.name, c.note) for c in draft.concepts.values()] == [("Sail", "Notes: since 2021")]


def test_what_version_2_says_of_values_is_kept() -> None:
    file = File(third=False)
    file.document(FERRY)
    claim = units(PLAIN, "the night ferry to sail")
    file.statement(1, claim, person="Merle Classen", organization="Senate", concept="Sail")
    file.db.executescript(
        """
        create table ATTRIBUTES(ID integer primary key, VariableId integer, Value text, Type text, Alias text,
            Notes text);
        insert into ATTRIBUTES values (1, 1, 'Merle Classen', 'SPD', 'M. C.', ''), (2, 2, 'Senate', '', '', '');
        """
    )
    (draft,) = extended_read(file.bytes())
    assert [a.note for a in draft.actors.values()] == ["Type: SPD; Alias: M. C.", None]


def test_a_bad_document_leaves_the_others() -> None:
    file = File()
    for text in ("One text.", "Another.", " ", "Last."):
        file.document(text)
    file.statement(4, (0, 3), 1, concept="x")
    file.statement(4, (0, 3), 1, Form="direct")
    file.statement(1, (0, 99), 2, concept="x")
    items = read(READER, file.bytes(), "a.dna")
    assert [str(item) if isinstance(item, Refusal) else item.article.text for item in items] == [
        "a.dna: document 1: the codebook news@1 lacks the label Frame; add this to it (--extend-codebook) "
        "and import again",
        'a.dna: document 2: span "1": end 99 lies beyond the text (8 UTF-16 units)',
        "a.dna: document 3: its text is empty",
        "Last.",
    ]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "the file is no SQLite database"),
        (EXAMPLE[:5000], "the file is damaged, or no database of the program"),
        (b"x" * 5000, "the file is no SQLite database"),
        (EXAMPLE[:16], "the file is damaged, or no database of the program"),
    ],
)
def test_other_and_damaged_files_are_refused(data: bytes, why: str) -> None:
    *_, last = read(READER, data)
    assert isinstance(last, Refusal)
    assert last.reason.startswith(why)


@pytest.mark.parametrize(
    ("script", "why"),
    [
        ("drop table STATEMENTTYPES", "it is an SQLite database, but none of the Discourse Network Analyzer's"),
        ("create table ROLES(ID)", "it is of a version of the Discourse Network Analyzer after 3.0"),
        (
            "drop table DOCUMENTS; create view DOCUMENTS as with recursive n(i) as "
            "(select 1 union all select i + 1 from n) select i as ID from n",
            "it is an SQLite database, but none of the Discourse Network Analyzer's",
        ),
    ],
)
def test_databases_of_others_are_refused(script: str, why: str) -> None:
    file = File()
    file.db.executescript(script)
    (item,) = read(READER, file.bytes())
    assert isinstance(item, Refusal)
    assert item.reason == why


def test_a_file_that_was_written_ahead(tmp_path: Path) -> None:
    file = File(tmp_path / "a.dna")
    file.db.execute("pragma journal_mode = wal")
    file.document("One.")
    file.db.commit()
    file.db.close()
    (draft,) = drafts(read(READER, (tmp_path / "a.dna").read_bytes()))
    assert draft.article.text == "One."


def test_known_by_content() -> None:
    assert READER.accepts(PurePath("a.dna"), EXAMPLE[:100])
    assert READER.accepts(PurePath("a.db"), EXAMPLE)
    assert not READER.accepts(PurePath("a.dna"), b"ACGT")
    with closing(sqlite3.connect(":memory:")) as db:
        db.execute("create table t(a)")
        assert not READER.accepts(PurePath("a.db"), db.serialize())


@given(TEXT, st.data())
def test_offsets_are_utf16_with_single_line_ends(text: str, data: st.DataObject) -> None:
    text = text.replace("\0", " ")  # SQLite's functions end there
    plain = clean_text(text)
    start = data.draw(st.integers(0, len(plain) - 1))
    end = data.draw(st.integers(start + 1, len(plain)))
    place = tuple(len(plain[:offset].encode("utf-16-le")) // 2 for offset in (start, end))
    file = File()
    file.document(text)
    file.statement(1, (place[0], place[1]), concept="Any")
    items = read(READER, file.bytes())
    if not text.strip():
        assert isinstance(items[0], Refusal)
        return
    (draft,) = drafts(items)
    assert labels(draft) == [("CLAIM", plain[start:end])]


@given(mutated(EXAMPLE))
def test_damaged_files(data: bytes) -> None:
    items = read(READER, data)
    check(items)
    assert all(isinstance(item, Draft | Refusal) for item in items)
    READER.accepts(PurePath("a"), data)
