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
        ("agency/desk", ["agency/desk"]),
        (" ;, ", [","]),
        ("", []),
    ],
)
def test_names_are_told_apart(written: str, names: list[str]) -> None:
    assert list(split_authors(written)) == names
