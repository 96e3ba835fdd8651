from __future__ import annotations

import pytest

from annotator.formats.bylines import split_authors, without_role


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("Ilse Wendt", ["Ilse Wendt"]),
        ("Wendt, Ilse", ["Wendt, Ilse"]),
        ("Wendt, Ilse; Ohlsen, Jan", ["Wendt, Ilse", "Ohlsen, Jan"]),
        ("Ilse Wendt, Jan Ohlsen und Cem Ay", ["Ilse Wendt", "Jan Ohlsen", "Cem Ay"]),
        ("Ilse Wendt, Jan Ohlsen, and Cem Ay", ["Ilse Wendt", "Jan Ohlsen", "Cem Ay"]),
        ("Ilse Wendt et Jan Ohlsen", ["Ilse Wendt", "Jan Ohlsen"]),
        ("Ilse Wendt & Jan Ohlsen", ["Ilse Wendt", "Jan Ohlsen"]),
        ("Ilse Wendt | Jan Ohlsen\nIlse Wendt", ["Ilse Wendt", "Jan Ohlsen"]),
        ("Von Ilse Wendt", ["Ilse Wendt"]),
        ("By Ilse Wendt and Jan Ohlsen", ["Ilse Wendt", "Jan Ohlsen"]),
        ("Text: Ilse  Wendt", ["Ilse Wendt"]),
        ("Tekst: Ilse Wendt", ["Ilse Wendt"]),
        ("di Ilse Wendt", ["Ilse Wendt"]),
        ("Di Ilse Wendt", ["Di Ilse Wendt"]),
        ("Por Ilse Wendt", ["Ilse Wendt"]),
        ("מאת נועם שלו", ["נועם שלו"]),
        ("作者：温林", ["温林"]),
        ("By 류민서", ["류민서"]),
        ("Nga Ada Ohm", ["Ada Ohm"]),
        ("Av Jo Ohm", ["Jo Ohm"]),
        ("af Ohlsen, Ada", ["af Ohlsen, Ada"]),
        ("von Ohlsen, Ada", ["von Ohlsen, Ada"]),
        ("Ada von der Ohe", ["Ada von der Ohe"]),
        ("Sandra Undt", ["Sandra Undt"]),
        ("Ilse Wendt, Harbour Correspondent", ["Ilse Wendt"]),
        ("Ilse Wendt, Redakteurin; Jan Ohlsen, Senior political editor", ["Ilse Wendt", "Jan Ohlsen"]),
        ("Ilse Wendt Political editor", ["Ilse Wendt"]),
        ("Von Ilse Wendt, dpa", ["Ilse Wendt"]),
        ("Von Ilse Wendt, dpa-AFX und Jan Ohlsen", ["Ilse Wendt", "Jan Ohlsen"]),
        ("Ilse Wendt und dpa", ["Ilse Wendt", "dpa"]),
        ("door Ilse Wendt", ["Ilse Wendt"]),
        ("By ILSE WENDT; Jan Ohlsen contributed reporting.", ["ILSE WENDT", "Jan Ohlsen"]),
        ("Ilse Wendt in Nordwik and Jan Ohlsen, staff writers", ["Ilse Wendt", "Jan Ohlsen"]),
        ("Wendt, Ilse, Redakteurin", ["Wendt, Ilse"]),
        ("Staff Writer", ["Staff Writer"]),
        ("agency/desk", ["agency/desk"]),
        (" ;, ", [","]),
        ("", []),
    ],
)
def test_names_are_told_apart(written: str, names: list[str]) -> None:
    assert list(split_authors(written)) == names


@pytest.mark.parametrize(
    ("line", "rest"),
    [
        ("By Ilse Wendt, harbour  correspondent", "By Ilse Wendt"),
        ("Von Ilse Wendt, Redakteurin", "Von Ilse Wendt"),
        ("Von Ilse Wendt, Jan Ohlsen", "Von Ilse Wendt, Jan Ohlsen"),
        ("Wendt", "Wendt"),
    ],
)
def test_what_an_author_is_can_be_left_out_of_a_line(line: str, rest: str) -> None:
    assert without_role(line) == rest
