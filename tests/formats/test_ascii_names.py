from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.codebook import NAME
from annotator.formats.ascii_names import ascii_name


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Person", "Person"),
        ("Thema/Umwelt", "Thema_Umwelt"),
        (" 2. Akteur_", "Akteur"),
        ("Bürger", "Burger"),
        ("Straße, STRAẞE", "Strasse_STRASSE"),
        ("Æon, Łódź, İl, ﬁn", "Aeon_Lodz_Il_fin"),
        ("Персона", "Persona"),
        ("ОРГАНИЗАЦИЯ", "ORGANIZATSIYA"),
        ("Щит й ё", "Shchit_i_e"),
        ("Πρόσωπο", "Prosopo"),
        ("서울 사람", "seoul_saram"),
        ("カナ がき", "kana_gaki"),
        ("人名 Person", "Person"),
        ("人名", ""),
        ("۱۲", ""),
        ("x" * 100, "x" * 60),
    ],
)
def test_titles_as_names(title: str, name: str) -> None:
    assert ascii_name(title) == name


@given(st.text())
def test_names_are_such_as_codebooks_have(title: str) -> None:
    name = ascii_name(title)
    assert not name or NAME.match(name)


@given(st.from_regex(r"\A[A-Za-z]([A-Za-z0-9_]{0,58}[A-Za-z0-9])?\Z"))
def test_what_is_a_name_stays_as_it_is(name: str) -> None:
    assert ascii_name(name) == name
