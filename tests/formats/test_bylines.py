from __future__ import annotations

import pytest

from annotator.formats.bylines import split_authors


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
        ("von Ohlsen, Ada", ["von Ohlsen, Ada"]),
        ("Ada von der Ohe", ["Ada von der Ohe"]),
        ("Sandra Undt", ["Sandra Undt"]),
        ("Ilse Wendt, Harbour Correspondent", ["Ilse Wendt"]),
        ("Ilse Wendt, Redakteurin; Jan Ohlsen, Senior political editor", ["Ilse Wendt", "Jan Ohlsen"]),
        ("Ilse Wendt Political editor", ["Ilse Wendt"]),
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
