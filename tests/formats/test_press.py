"""What press databases have in common."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.formats.press import day, label, language


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("January 11, 2010 Monday", "2010-01-11"),
        ("Monday, January 11, 2010", "2010-01-11"),
        ("January 11, 2010, Monday, Final Edition", "2010-01-11"),
        ("January 11, 2010 Monday 9:15 AM GMT", "2010-01-11T09:15Z"),
        ("Montag 11. Januar 2010", "2010-01-11"),
        ("Dienstag 10.Dezember 2019 Regionalausgabe", "2019-12-10"),
        ("11. März 2010 Donnerstag", "2010-03-11"),
        ("lundi 11 janvier 2010", "2010-01-11"),
        ("10 décembre 2019 mardi 3:00 AM GMT", "2019-12-10T03:00Z"),
        ("décembre 10 2019", "2019-12-10"),
        ("zaterdag 5 oktober 2019 3:00 AM GMT", "2019-10-05T03:00Z"),
        ("24. September 2002", "2002-09-24"),
        ("11 de enero de 2010 lunes", "2010-01-11"),
        ("lunedì 11 gennaio 2010", "2010-01-11"),
        ("Februar 2010", "2010-02"),
        ("Sept. 2010", "2010-09"),
        ("Hafen/August 2010", ""),
        ("July/August 2010", "July/August 2010"),
        ("Hafen 2010", ""),
        ("The harbour, January 11, 2010", ""),
        ("Copyright 2010", ""),
        ("", ""),
    ],
)
def test_dates_are_found_at_the_beginning_of_a_line(line: str, expected: str) -> None:
    assert day(line) == expected


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("ENGLISH", "en"),
        ("GERMAN; DEUTSCH", "de"),
        ("Deutsch", "de"),
        ("Français", "fr"),
        ("FRENCH", "fr"),
        ("EN", "en"),
        ("Klingon", ""),
        ("", ""),
    ],
)
def test_languages_are_known_by_their_names(written: str, code: str) -> None:
    assert language(written) == code


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("LENGTH: 512 words", ("length", "512 words")),
        ("Länge:\xa0512 Wörter", ("length", "512 Wörter")),
        ("Journal Code: NWH", ("other", "NWH")),
        ("BODY:", ("body", "")),
        ("He said: no", None),
        ("LENGTH:no blank", None),
    ],
)
def test_labels_are_known_in_three_languages(line: str, expected: tuple[str, str] | None) -> None:
    assert label(line) == expected


def test_labels_in_small_letters_can_be_left_alone() -> None:
    assert label("Length: 512 words", capitals=True) is None
    assert label("LÄNGE: 512 Wörter", capitals=True) == ("length", "512 Wörter")


@given(st.text(max_size=120))
def test_any_line_is_understood_or_not(line: str) -> None:
    assert isinstance(day(line), str)
    assert isinstance(language(line), str)
    label(line)
