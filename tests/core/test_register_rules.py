"""What entries of the registers have to be."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.errors import UserError
from annotator.core.models import Actor, Concept
from annotator.core.register_rules import (
    AFFILIATION_TYPES,
    affiliations_at,
    checked_actor,
    checked_affiliation,
    checked_concept,
    one_line,
    united_affiliations,
)


@pytest.mark.parametrize(
    ("text", "line"),
    [(" a \r\n\tb ", "a b"), ("a\x00b\x85c", "a b c"), ("\ud800", "\ufffd"), ("\u00a0 \u2028", ""), ("é", "é")],
)
def test_one_line(text: str, line: str) -> None:
    assert one_line(text) == line


@given(st.text())
def test_one_line_of_any_text(text: str) -> None:
    line = one_line(text)
    assert one_line(line) == line
    assert not re.search(r"\s\s|^\s|\s$|[\x00-\x1f]", line)
    line.encode()


@given(
    st.builds(
        Actor,
        st.just("x"),
        st.text(),
        st.none() | st.text(),
        st.lists(st.text()).map(tuple),
        st.lists(
            st.fixed_dictionaries(
                {
                    "type": st.sampled_from([*AFFILIATION_TYPES, "x"]),
                    "value": st.none() | st.text(),
                    "from": st.sampled_from([None, "", "2020", "2020-01", "2020-1"]),
                    "to": st.none() | st.text(max_size=4),
                }
            ),
            max_size=2,
        ).map(tuple),
        st.none() | st.text(max_size=3),
        st.none() | st.text(max_size=7),
        st.none() | st.text(),
    )
)
def test_what_was_checked_stays_as_it_is(actor: Actor) -> None:
    try:
        checked = checked_actor(actor)
    except UserError:
        return
    assert checked_actor(checked) == checked
    assert checked.name not in checked.aliases


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2020", "2020"),
        ("2020-05", "2020"),
        ("2020", "2020-01-01"),
        ("2019-12-31", "2020"),
        (None, "2020"),
        ("", ""),
    ],
)
def test_dates_in_order(start: str | None, end: str | None) -> None:
    row = checked_affiliation({"type": "role", "value": "x", "from": start, "to": end})
    assert (row["from"], row["to"]) == (start or None, end or None)


@pytest.mark.parametrize(("start", "end"), [("2021", "2020"), ("2020-02", "2020-01-31"), ("2020-13", None)])
def test_dates_that_are_refused(start: str, end: str | None) -> None:
    with pytest.raises(UserError):
        checked_affiliation({"type": "role", "value": "x", "from": start, "to": end})


def test_united_affiliations() -> None:
    rows = [checked_affiliation({"type": "role", "value": value}) for value in ("a", "b", "a")]
    assert [row["value"] for row in united_affiliations(rows)] == ["a", "b"]


def test_concepts() -> None:
    assert checked_concept(Concept("x", " a\nb ", "", " \n")) == Concept("x", "a b")
    with pytest.raises(UserError, match="A concept needs a name"):
        checked_concept(Concept("x", "\n"))


ROWS = (
    {"type": "role", "value": "Rat", "from": None, "to": None},
    {"type": "role", "value": "Ministerin", "from": "2021-05", "to": "2024"},
    {"type": "role", "value": "Vorsitzende", "from": "2023-02-10", "to": None},
    {"type": "party", "value": "Deichpartei", "from": "2019", "to": "2022-06-30"},
)


@pytest.mark.parametrize(
    ("day", "roles", "parties"),
    [
        ("2018-12-31", ["Rat"], []),
        ("2021-04-30", ["Rat"], ["Deichpartei"]),
        ("2021-05-01", ["Ministerin", "Rat"], ["Deichpartei"]),
        ("2022-06-30", ["Ministerin", "Rat"], ["Deichpartei"]),
        ("2022-07-01", ["Ministerin", "Rat"], []),
        ("2023-02-09", ["Ministerin", "Rat"], []),
        ("2024-12-31", ["Vorsitzende", "Ministerin", "Rat"], []),
        ("2025-01-01", ["Vorsitzende", "Rat"], []),
        ("2022-06", ["Ministerin", "Rat"], ["Deichpartei"]),
        ("2023", ["Vorsitzende", "Ministerin", "Rat"], []),
        (None, ["Rat"], []),
    ],
)
def test_what_somebody_is_on_a_day(day: str | None, roles: list[str], parties: list[str]) -> None:
    assert affiliations_at(ROWS, "role", day) == roles
    assert affiliations_at(ROWS, "party", day) == parties


def test_the_same_twice_is_told_once() -> None:
    rows = [{"type": "party", "value": "A", "from": start, "to": None} for start in ("2020", None)]
    assert affiliations_at(rows, "party", "2021-01-01") == ["A"]
