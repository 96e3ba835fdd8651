"""The register of actors as a table: what is written, what is read back, and which rows are refused."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.errors import UserError
from annotator.core.models import Actor, Refusal
from annotator.core.register_rules import AFFILIATION_TYPES, checked_actor
from annotator.formats.actors_csv import COLUMNS, ActorRow, match_actors, read_actors, write_actors
from annotator.formats.cells import DELIMITERS

FULL = Actor(
    "a1",
    "Juri Tamm",
    "person",
    ("J. Tamm", "der | Lange", "C:\\Tamm"),
    (
        {"type": "role", "value": "Berater (Hafen)", "from": "2019", "to": "2021-05-03"},
        {"type": "party", "value": "Hafenpartei: die neue", "from": None, "to": None},
        {"type": "organisation", "value": "Amt (1–2)", "from": None, "to": None},
    ),
    "Q64",
    "#1060F0",
    "Zeile eins\nZeile; zwei",
)


def read(data: bytes | str) -> tuple[list[ActorRow], list[str]]:
    found = list(read_actors(data.encode() if isinstance(data, str) else data, "a.csv"))
    rows = [row for row in found if isinstance(row, ActorRow)]
    return rows, [str(row) for row in found if isinstance(row, Refusal)]


def test_written_table() -> None:
    data = write_actors([FULL, Actor("a2", "=SUM(A1)", note="-1")])
    assert data.startswith(b"\xef\xbb\xbf")
    first, second, third = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert first == list(COLUMNS)
    assert second == [
        "a1",
        "Juri Tamm",
        "person",
        "J. Tamm|der \\| Lange|C:\\\\Tamm",
        "role:Berater (Hafen) (2019–2021-05-03)|party:Hafenpartei: die neue|organisation:Amt (1–2) (–)",
        "Q64",
        "#1060F0",
        "Zeile eins\nZeile; zwei",
    ]
    assert third == ["a2", "'=SUM(A1)", "", "", "", "", "", "'-1"]


_lines = st.text(max_size=12)
_dates = st.sampled_from([None, "2019", "2020-02", "2020-02-29"])
_affiliations = st.builds(
    lambda kind, value, start, end: {"type": kind, "value": value, "from": start, "to": end},
    st.sampled_from(AFFILIATION_TYPES),
    st.one_of(_lines, st.sampled_from(["x (–)", "x (2019–)", "a|b\\", ": x", "(2019 - 2020)"])).map(
        lambda t: f"v{t}"
    ),
    _dates,
    st.none(),
)
_names = st.one_of(_lines, st.sampled_from(["=1+1", "'=x", "''", "+49", "@x", "\t-", "＝1", '"', ";,"]))
_actors = st.builds(
    Actor,
    st.uuids().map(str),
    _names.map(lambda text: f"{text}n"),
    st.one_of(st.none(), _names),
    st.lists(_names, max_size=3).map(tuple),
    st.lists(_affiliations, max_size=3).map(tuple),
    st.sampled_from([None, "Q1", "Q64"]),
    st.sampled_from([None, "#1060F0"]),
    st.one_of(st.none(), st.text(max_size=30)),
).map(checked_actor)


@given(st.lists(_actors, max_size=4), st.sampled_from(DELIMITERS))
def test_what_is_written_is_read_back(actors: list[Actor], delimiter: str) -> None:
    data = write_actors(actors, delimiter)
    for cells in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=delimiter):
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in cells)
    rows, refused = read(data)
    assert refused == []
    assert [row.actor for row in rows] == actors
    assert {row.columns for row in rows} <= {frozenset(COLUMNS)}
    matched, refusals = match_actors(rows, {}, "a.csv")
    assert all(actor in actors for actor in matched)
    assert len(matched) + len(refusals) == len(actors)


@given(st.one_of(st.binary(max_size=200), st.text(max_size=200).map(lambda text: f"name;id\n{text}".encode())))
def test_anything_is_read_or_refused(data: bytes) -> None:
    try:
        list(read_actors(data, "a.csv"))
    except UserError as error:
        assert str(error).startswith("a.csv")  # noqa: PT017


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("name;kind\nTamm;person\n", Actor("", "Tamm", "person")),
        ("\ufeffName, Wikidata\r\nTamm,Q64\r\n", Actor("", "Tamm", wikidata="Q64")),
        ("name\tnote\nTamm\ta;b,c\n", Actor("", "Tamm", note="a;b,c")),
        ('wikidata,name,other\n,"Tamm, Juri",x\n', Actor("", "Tamm, Juri")),
        ("name\n\nTamm\n", Actor("", "Tamm")),
        ("name;aliases;note\nTamm\n", Actor("", "Tamm")),
        ("name;aliases\nTamm;J. Tamm | | T.\n", Actor("", "Tamm", aliases=("J. Tamm", "T."))),
        (
            "name;affiliations\nTamm;role: Berater ( 2019 - 2020-05 )\n",
            Actor(
                "",
                "Tamm",
                affiliations=({"type": "role", "value": "Berater", "from": "2019", "to": "2020-05"},),
            ),
        ),
    ],
)
def test_tables_of_other_programs(text: str, expected: Actor) -> None:
    rows, refused = read(text)
    assert refused == []
    assert [row.actor for row in rows] == [expected]


@pytest.mark.parametrize(
    ("written", "value", "start", "end"),
    [
        ("X (2020-2021)", "X", "2020", "2021"),
        ("X ( 2020-2021 )", "X", "2020", "2021"),
        ("X (2020-05–2021-06)", "X", "2020-05", "2021-06"),
        ("X (CDU)", "X (CDU)", None, None),
        ("Fraktion (2) im Rat", "Fraktion (2) im Rat", None, None),
        ("Amt (20) (–)", "Amt (20)", None, None),
    ],
)
def test_brackets_of_an_affiliation(written: str, value: str, start: str | None, end: str | None) -> None:
    ((row,), refused) = read(f"name;affiliations\nTamm;party:{written}\n")
    assert refused == []
    assert row.actor.affiliations == ({"type": "party", "value": value, "from": start, "to": end},)
    again, _ = read(write_actors([row.actor]))
    assert again[0].actor == row.actor


@pytest.mark.parametrize("dates", ["seit 2020", "03/2020–2021", "2020", "2020-05", "2020-05-2021", "Amt 20"])
def test_brackets_that_are_no_dates_are_no_part_of_a_name(dates: str) -> None:
    rows, refused = read(f"name;affiliations\nTamm;party:Neue Mitte ({dates})\nClassen;\n")
    assert [row.actor.name for row in rows] == ["Classen"]
    assert refused == [
        f"a.csv:2: The affiliation 'party:Neue Mitte ({dates})' ends in brackets that can't be read as dates "
        "such as (2019–2021-05) or (2020–); where they belong to the name, (–) has to follow"
    ]


def test_columns_that_are_not_read_are_told() -> None:
    table = read_actors(b"Name;Art;empty;;kind\nTamm;x; ;y;person\n;;z\n", "a.csv")
    assert [item.actor.name if isinstance(item, ActorRow) else item.line for item in table] == ["Tamm", 3]
    assert table.unread == ["Art", "empty"]


def test_table_in_windows_1252() -> None:
    rows, _ = read("name;note\nJürgen Öhlrich;größer als „früher“\n".encode("cp1252"))
    assert rows[0].actor == Actor("", "Jürgen Öhlrich", note="größer als „früher“")


def test_bad_rows_are_refused_and_the_rest_goes_in() -> None:
    rows, refused = read(
        "name;wikidata;colour;affiliations\n"
        ";Q1;;\n"
        "Tamm;Q1;;\n"
        "Tamm;64;;\n"
        "Tamm;;blue;\n"
        '"zwei\nZeilen";;;job:x\n'
        "Tamm;;;adviser\n"
        "Tamm;;;role:x (2020–2019)\n"
        "Tamm;;;;;\n"
        "Classen;;;\n"
    )
    assert [(row.line, row.actor.name) for row in rows] == [(3, "Tamm"), (11, "Classen")]
    assert refused == [
        "a.csv:2: An actor needs a name",
        "a.csv:4: '64' is no Wikidata id such as Q64",
        "a.csv:5: 'blue' is no colour such as #1060F0",
        "a.csv:6: 'job' is none of role, party, organisation",
        "a.csv:8: The affiliation 'adviser' is not like role:adviser (2019–2021)",
        "a.csv:9: x: it can't begin on 2020 and end before that, on 2019",
        "a.csv:10: It has 6 cells, but there are 4 columns",
    ]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "a.csv: the file is empty."),
        (b"PK\x03\x04xx", "a.csv: the file is a ZIP archive or an office document, not text."),
        (b"id;kind\n1;2\n", 'a.csv is no table of actors: its first line has no column "name".'),
        (b"name;name\n1;2\n", "a.csv has the column 'name' twice."),
    ],
)
def test_files_that_are_no_table(data: bytes, sentence: str) -> None:
    with pytest.raises(UserError) as caught:
        read(data)
    assert str(caught.value) == sentence


def row(line: int, *columns: str, **values: Any) -> ActorRow:
    actor = Actor(**{"id": "", "name": "Tamm"} | values)
    return ActorRow(line, actor, frozenset(columns) | values.keys() | {"name"})


REGISTER = {
    actor.id: actor
    for actor in (
        Actor("1", "Tamm", "person", ("T.",), wikidata="Q1", note="alt"),
        Actor("2", "Tamm", "place"),
        Actor("3", "Classen", "person", wikidata="Q3"),
        Actor("4", "Zwilling"),
        Actor("5", "Zwilling"),
    )
}


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (row(2, id="1", name="Juri Tamm"), Actor("1", "Juri Tamm", "person", ("T.",), wikidata="Q1", note="alt")),
        (row(2, "note", id="1"), Actor("1", "Tamm", "person", ("T.",), wikidata="Q1")),
        (row(2, name="X", wikidata="Q3"), Actor("3", "X", "person", wikidata="Q3")),
        (row(2, id="gone", kind="place", note="neu"), Actor("2", "Tamm", "place", note="neu")),
        (row(2, id="new", name="Neu"), Actor("new", "Neu")),
    ],
)
def test_rows_find_their_actor(found: ActorRow, expected: Actor) -> None:
    assert match_actors([found], REGISTER, "a.csv") == ([expected], [])


def test_new_actor_gets_an_id() -> None:
    (actor,), _ = match_actors([row(2, kind="group")], REGISTER, "a.csv")
    assert actor.name == "Tamm"
    assert actor.id not in REGISTER
    assert len(actor.id) == 36


def test_rows_that_could_mean_several_actors_are_refused() -> None:
    actors, refused = match_actors(
        [row(2, name="Zwilling"), row(3, name="Neu"), row(4, name="Neu"), row(5, id="1"), row(6, id="1")],
        REGISTER,
        "a.csv",
    )
    assert [actor.name for actor in actors] == ["Neu", "Tamm"]
    assert [str(refusal) for refusal in refused] == [
        "a.csv:2: 2 actors of the register could be meant by 'Zwilling': give its id",
        "a.csv:4: Line 3 is about the same actor",
        "a.csv:6: Line 5 is about the same actor",
    ]
