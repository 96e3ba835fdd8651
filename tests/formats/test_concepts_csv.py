"""The hierarchy of concepts as a table: what is written, what is read back, and which rows are refused."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.errors import UserError
from annotator.core.models import Concept, Refusal
from annotator.core.register_rules import checked_concept
from annotator.formats.cells import DELIMITERS
from annotator.formats.concepts_csv import COLUMNS, ConceptRow, match_concepts, read_concepts, write_concepts

FERRY = Concept("f", "Die Fähre soll fahren")
NIGHT = Concept("n", "Die Nachtfähre soll fahren", "f")
OTHER = Concept("o", "Sonstiges", "f")
PORT = Concept("p", "Der Hafen soll wachsen", note="=1+1")
OTHER_PORT = Concept("q", "Sonstiges", "p")
REGISTER = {one.id: one for one in (FERRY, NIGHT, OTHER, PORT, OTHER_PORT)}


def matched(text: str | bytes, register: dict[str, Concept] = REGISTER) -> tuple[list[Concept], list[str]]:
    """The concepts that a table makes, and which rows were refused."""
    found = list(read_concepts(text.encode() if isinstance(text, str) else text, "c.csv"))
    rows = [row for row in found if isinstance(row, ConceptRow)]
    concepts, refused = match_concepts(rows, register, "c.csv")
    return concepts, [str(row) for row in (*(row for row in found if isinstance(row, Refusal)), *refused)]


def named(concepts: list[Concept], register: dict[str, Concept]) -> list[tuple[str, str | None]]:
    """Names with those of their parents."""
    whole = {**register, **{one.id: one for one in concepts}}
    return [(one.name, whole[one.parent].name if one.parent else None) for one in concepts]


def test_each_concept_is_followed_by_those_below_it() -> None:
    data = write_concepts(REGISTER)
    assert data.startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";")) == [
        list(COLUMNS),
        ["f", "Die Fähre soll fahren", "", ""],
        ["n", "Die Nachtfähre soll fahren", "Die Fähre soll fahren", ""],
        ["o", "Sonstiges", "Die Fähre soll fahren", ""],
        ["p", "Der Hafen soll wachsen", "", "'=1+1"],
        ["q", "Sonstiges", "Der Hafen soll wachsen", ""],
    ]


def test_a_parent_of_a_name_that_others_have_is_given_by_its_id() -> None:
    below = Concept("b", "Was sonst", "o")
    table = write_concepts({**REGISTER, "b": below}).decode("utf-8-sig")
    assert "b;Was sonst;o;" in table
    assert matched(table, {}) == ([FERRY, PORT, NIGHT, OTHER, OTHER_PORT, below], [])


@st.composite
def registers(draw: st.DrawFn) -> dict[str, Concept]:
    """Hierarchies, with names that come more than once."""
    found: dict[str, Concept] = {}
    names = st.one_of(st.text(max_size=8).map(lambda text: f"{text}n"), st.sampled_from(["A", "B", "'=x", '"']))
    for number in range(draw(st.integers(0, 8))):
        parent = draw(st.sampled_from([None, *found]))
        note = draw(st.one_of(st.none(), st.text(max_size=8)))
        concept = checked_concept(Concept(f"id{number}", draw(names), parent, note))
        found[concept.id] = concept
    return found


@given(registers(), st.sampled_from(DELIMITERS))
def test_what_is_written_is_read_back(register: dict[str, Concept], delimiter: str) -> None:
    data = write_concepts(register, delimiter)
    for known in ({}, register):
        concepts, refused = matched(data, known)
        assert refused == []
        assert {concept.id: concept for concept in concepts} == register
        places = {concept.id: n for n, concept in enumerate(concepts)}
        assert all(places[c.parent] < places[c.id] for c in concepts if c.parent)


@given(registers(), registers(), st.booleans())
def test_what_is_taken_in_stays_a_hierarchy(
    register: dict[str, Concept], table: dict[str, Concept], with_ids: bool
) -> None:
    data = write_concepts(table)
    if not with_ids:
        data = data.replace(b"id;name", b"what;name", 1)
    concepts, _ = matched(data, register)
    whole = {**register, **{concept.id: concept for concept in concepts}}
    assert len({concept.id for concept in concepts}) == len(concepts)
    for concept in whole.values():
        above, steps = concept.parent, 0
        while above is not None:
            above, steps = whole[above].parent, steps + 1
            assert steps <= len(whole)


@given(st.one_of(st.binary(max_size=200), st.text(max_size=200).map(lambda text: f"name;parent\n{text}".encode())))
def test_anything_is_read_or_refused(data: bytes) -> None:
    try:
        matched(data)
    except UserError as error:
        assert str(error).startswith("c.csv")  # noqa: PT017


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("name;parent\nNeu;\nDarunter;Neu\n", [("Neu", None), ("Darunter", "Neu")]),
        ("name,parent\nDarunter,Neu\nNeu,\n", [("Neu", None), ("Darunter", "Neu")]),
        ("name;parent\nNeu;f\n", [("Neu", "Die Fähre soll fahren")]),
        # One of the name is moved; where there are more of them, the place tells which is meant.
        (
            "name;parent\nDie Nachtfähre soll fahren;p\n",
            [("Die Nachtfähre soll fahren", "Der Hafen soll wachsen")],
        ),
        ("name;parent;note\nSonstiges;p;x\n", [("Sonstiges", "Der Hafen soll wachsen")]),
        ("name;parent\nA;\nA;f\n", [("A", None), ("A", "Die Fähre soll fahren")]),
        ("name;parent\nDie Nachtfähre soll fahren;\n", [("Die Nachtfähre soll fahren", None)]),
        ("name;note\nDie Nachtfähre soll fahren;x\n", [("Die Nachtfähre soll fahren", "Die Fähre soll fahren")]),
        # What changes places.
        (
            "id;name;parent\nf;Oben;n\nn;Unten;\n",
            [("Unten", None), ("Oben", "Unten")],
        ),
    ],
)
def test_tables_of_other_programs(text: str, expected: list[tuple[str, str | None]]) -> None:
    concepts, refused = matched(text)
    assert refused == []
    assert named(concepts, REGISTER) == expected


def test_whom_a_row_is_about() -> None:
    assert matched("name;parent;note\nSonstiges;Der Hafen soll wachsen;x\n")[0] == [
        Concept("q", "Sonstiges", "p", "x")
    ]
    assert matched("id;name\nn;Anders\n")[0] == [Concept("n", "Anders", "f")]
    concepts, _ = matched("name;parent\nDie Nachtfähre soll fahren;f\nDie Nachtfähre soll fahren;p\n")
    assert concepts[0] == NIGHT
    assert concepts[1].id not in REGISTER


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("name;parent\nNeu;Nirgends\n", ["c.csv:2: There is no concept 'Nirgends' to put it below"]),
        (
            "name;parent\nNeu;Sonstiges\n",
            ["c.csv:2: 2 concepts are called 'Sonstiges': give the parent's id"],
        ),
        ("name\nSonstiges\n", ["c.csv:2: 2 concepts could be meant by 'Sonstiges': give its id"]),
        ("name;parent\nNeu;\nNeu;\n", ["c.csv:3: Line 2 is about the same concept"]),
        ("name\n\u200e\n", ["c.csv:2: A concept needs a name"]),
        (
            "name;parent\nA;B\nB;A\nC;B\n",
            [
                "c.csv:2: It would be below itself",
                "c.csv:3: It would be below itself",
                "c.csv:4: There is no concept 'B' to put it below",
            ],
        ),
        ("id;name;parent\nf;Die Fähre soll fahren;n\n", ["c.csv:2: It would be below itself"]),
    ],
)
def test_bad_rows_are_refused(text: str, expected: list[str]) -> None:
    concepts, refused = matched(text)
    assert len(concepts) == text.count("\n") - 1 - len(expected)
    assert refused == expected


def test_no_table_of_concepts() -> None:
    with pytest.raises(
        UserError, match=r'^c\.csv is no table of concepts: its first line has no column "name"\.$'
    ):
        matched("concept;parent\nA;\n")
