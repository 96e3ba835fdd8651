"""Words as one looks for them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.clusters import cluster_end, cluster_start
from annotator.core.loose import LooseText, is_indexed, loose, query_words, words_pattern


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("cafe", "Café"),
        ("cafe", "cafe\u0301"),
        ("strasse", "STRAẞE"),
        ("strasse", "Straße"),
        ("finden", "ﬁnden"),
        ("istanbul", "İstanbul"),
        ("ısparta", "Isparta"),
        ("nguyen", "Nguyễn"),
        ("ελενη", "Ελένη"),
        ("начнем", "начнём"),
        ("2025", "２０２５"),
        ("2025", "۲۰۲۵"),
        ("tokyo", "ＴＯＫＹＯ"),
        ("שלום", "שָׁלוֹם"),
        ("وقع", "وقّع"),
        ("الامل", "الأمــل"),
        ("علی", "علي"),
        ("میخواهیم", "می\u200cخواهیم"),
        ("donaudampf", "Do\u00adnau\u00addampf"),
        ("カタ", "ｶﾀ"),
        ("breaking", "𝗕𝗿𝗲𝗮𝗸𝗶𝗻𝗴"),
    ],
)
def test_what_looks_alike_is_found(typed: str, printed: str) -> None:
    assert loose(typed) == loose(printed)


@pytest.mark.parametrize(("one", "other"), [("か", "が"), ("มา", "ม้า"), ("कि", "की"), ("й", "и")])
def test_what_tells_words_apart_stays(one: str, other: str) -> None:
    assert loose(one) != loose(other)


def test_words_keep_their_marks() -> None:
    assert query_words("die Fa\u0308hre, l'été") == ["die", "Fähre", "l", "été"]
    assert query_words("क्षितिजा शर्मा।") == ["क्षितिजा", "शर्मा"]
    assert query_words("می\u200cخواهیم \u0301") == ["می\u200cخواهیم"]
    assert query_words("שָׁלוֹם, 李晓明") == ["שָׁלוֹם", "李晓明"]
    assert query_words("ـــ شركة") == ["شركة"]


def test_which_words_the_index_knows() -> None:
    assert all(map(is_indexed, ("fähre", "Nguyễn", "Ελένη", "начнём", "2025", "საქართველო", "Հայաստան")))
    assert not any(map(is_indexed, ("李晓明", "スズキ", "สมชาย", "박철수", "شركة", "שלום", "शर्मा", "２０２５")))


def test_words_side_by_side() -> None:
    text = LooseText("Straße – «Café\u0301»!")
    assert list(text.places(words_pattern(("strasse", "cafe")).finditer(text.folded))) == [(0, 15)]


def test_signs_are_no_letters_of_the_word_beside_them() -> None:
    text = LooseText("Seevolk™ №5 20℃ Ⓐ")
    assert re.findall(r"\w+", text.folded) == ["seevolk", "5", "20"]


def test_places_are_those_of_the_text() -> None:
    text = "Do\u00adnau שָׁלוֹם Straße ﬁn 👩‍👧"
    for typed, printed in (("donau", "Do\u00adnau"), ("שלו", "שָׁלוֹ"), ("ras", "raß"), ("in", "ﬁn"), ("se", "ße")):
        searched = LooseText(text)
        (place,) = searched.places(re.finditer(re.escape(loose(typed)), searched.folded))
        assert text[slice(*place)] == printed, typed


@given(st.text(st.sampled_from("aZß é\u0301ſﬁשָעّوİı👩‍👧\u200bが゙𝔇\n"), max_size=20), st.data())
def test_each_piece_of_a_text_is_found_in_it(text: str, data: st.DataObject) -> None:
    start = cluster_start(text, data.draw(st.integers(0, len(text))))
    end = cluster_end(text, data.draw(st.integers(start, len(text))))
    sought = loose(text[start:end])
    searched = LooseText(text)
    places = list(searched.places(re.finditer(re.escape(sought), searched.folded)))
    assert all(sought in loose(text[first:last]) for first, last in places)
    assert bool(places) == bool(sought)
