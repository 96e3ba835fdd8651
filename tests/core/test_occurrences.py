"""Occurrences of a text, by examples and against a plain search of every stretch."""

from __future__ import annotations

import re
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.boundaries import word_at
from annotator.core.clusters import cluster_end, cluster_start
from annotator.core.occurrences import Search

PLAIN = {"whole_words": False, "inflected": False}


def found(sought: str, text: str, **options: bool) -> list[str]:
    return [text[start:end] for start, end in Search(sought, **options).find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Uschakows Plan", ["Uschakows"]),
        ("Uschakow's plan", ["Uschakow's"]),
        ("Uschakow’s plan", ["Uschakow’s"]),
        ("Herr Uschakow, der", ["Uschakow"]),
        ("„Uschakow“", ["Uschakow"]),
        ("(Uschakow)", ["Uschakow"]),
        ("l’Uschakow", ["Uschakow"]),
        ("Uschakowskis Plan", []),
        ("der Uschakow-Plan", []),
        ("Neuuschakow und NeuUschakow", []),
        ("uschakow und USCHAKOW", []),
        ("Uschakow.", ["Uschakow"]),
        ("Uschakow", ["Uschakow"]),
        ("", []),
    ],
)
def test_a_name_in_its_forms(text: str, expected: list[str]) -> None:
    assert found("Uschakow", text) == expected
    if "Uschakows" not in text:
        assert found("Uschakows", text) == expected, "an s may be missing"


def test_the_form_that_was_sought_is_always_found() -> None:
    for name in ("Hans", "Jens", "Uschakows", "Uschakow’s", "Gauss", "s", "'s", "Kommission der Wahrheits"):
        assert found(name, f"Und {name} kam.") == [name]
    assert found("Fritz'", "Fritz' Boot, Fritz, Fritzens") == ["Fritz", "Fritz"], "the mark is no part of the word"


def test_endings_can_be_left_out() -> None:
    text = "Demokraten, Demokrat, Demokrats, Demokratin, demokratisch"
    assert found("Demokrat", text) == ["Demokraten", "Demokrat", "Demokrats"]
    assert found("Demokrat", text, inflected=False) == ["Demokrat"]
    assert found("Demokrat", text, whole_words=False) == [
        "Demokraten",
        "Demokrat",
        "Demokrats",
        "Demokrat",
    ]
    assert found("Anna Berg", "Anna Bergs, Anna Bergen, Anna Berge") == ["Anna Bergs"]
    assert found("bureau", "les bureaux du bureau") == ["bureaux", "bureau"]


def test_case() -> None:
    text = "WHO, who, Who, STRASSE, Straße"
    assert found("WHO", text) == ["WHO"]
    assert found("WHO", text, match_case=False) == ["WHO", "who", "Who"]
    assert found("straße", text, match_case=False) == ["STRASSE", "Straße"]
    assert found("strasse", text, match_case=False) == ["STRASSE", "Straße"]


def test_white_space_and_line_breaks() -> None:
    text = "Juri Uschakow, Juri\nUschakow, Juri\u00a0 Uschakow, Juri\n\nUschakow, JuriUschakow"
    assert found("Juri Uschakow", text) == ["Juri Uschakow", "Juri\nUschakow", "Juri\u00a0 Uschakow"]
    assert found(" Juri\nUschakow\n", text) == ["Juri Uschakow", "Juri\nUschakow", "Juri\u00a0 Uschakow"]
    assert found("Juri\n \nUschakow", text) == ["Juri\n\nUschakow"]
    assert found(" \n", text) == []
    assert found("", text) == []


def test_marks_in_one_code_point_or_two() -> None:
    text = "Müller, Mu\u0308ller, Muller, Mül\u0301ler"
    for sought in ("Müller", "Mu\u0308ller"):
        assert found(sought, text) == ["Müller", "Mu\u0308ller"]
    assert found("Mull", "Mull\u0301", **PLAIN) == []
    assert found("ộ", "ộ ọ\u0302 ô\u0323 o\u0302\u0323 o\u0323\u0302 ô", **PLAIN) == [
        "ộ", "ọ\u0302", "ô\u0323", "o\u0302\u0323", "o\u0323\u0302",
    ]  # fmt: skip


def test_apostrophes_and_hyphens() -> None:
    assert found("l'Élysée", "l’Élysée, l'Élysée") == ["l’Élysée", "l'Élysée"]
    assert found("al-Assad", "al‑Assad, al‐Assad") == ["al‑Assad", "al‐Assad"]


def test_no_occurrence_splits_a_cluster() -> None:
    family = "👨‍👩‍👧"
    assert found("👨", f"{family} 👨", **PLAIN) == ["👨"]
    assert found("👧", f"{family} 👧", **PLAIN) == ["👧"]
    assert found(family, f"a{family}b", **PLAIN) == [family]
    assert found("🇩🇪", "🇫🇷🇩🇪", **PLAIN) == ["🇩🇪"]
    assert found("🇷🇩", "🇫🇷🇩🇪", **PLAIN) == []


def test_occurrences_do_not_overlap() -> None:
    assert Search("anna", **PLAIN).find("annanna annanna") == [(0, 4), (8, 12)]
    assert Search("aa", **PLAIN).find("aaaaa") == [(0, 2), (2, 4)]
    # What is none must not hide one that begins within it.
    assert Search("a a", inflected=False).find("ba a a") == [(3, 6)]


def test_one_search_for_many_texts() -> None:
    search = Search("Müller")
    texts = ["Muller", "Müller", "Mu\u0308ller", "", "MÜLLER", "Müllers"]
    assert [bool(search.find(text)) for text in texts] == [False, True, True, False, False, True]
    assert [bool(search.find(text)) for text in texts] == [False, True, True, False, False, True]


LETTERS = (
    "a A b s S ß ẞ ss ü Ü u\u0308 \u0301 \u0323 ô ộ İ ı ſ K ŉ ΐ ᾳ ﬁ 각 \u1100\u1161 東 京 1 es en 👨‍👩‍👧 👨 🇩🇪 🇫"
)
OTHERS = (
    " ",
    "\n",
    "\n\n",
    "\u00a0",
    "\u2028",
    ".",
    ",",
    "-",
    "'",
    "’",
    "\u00ad",
    "\u200d",
    "\x00",
    "]",
    "^",
    "\\",
)
pieces = st.sampled_from((*LETTERS.split(), *OTHERS))
texts = st.one_of(st.text(max_size=30), st.lists(pieces, max_size=20).map("".join))
needles = st.one_of(st.text(max_size=4), st.lists(pieces, max_size=3).map("".join))


def plain_search(search: Search, text: str) -> list[tuple[int, int]]:
    """Every stretch between borders of clusters, from the left."""
    hits: list[tuple[int, int]] = []
    sought = search.fold(search.sought)
    start = 0
    while sought and start < len(text):
        ends = [
            end
            for end in range(start + 1, len(text) + 1)
            if cluster_start(text, start) == start
            and cluster_end(text, end) == end
            and text[start:end].strip() == text[start:end]
            and search.fold(text[start:end]) == sought
        ]
        if ends:
            hits.append((start, ends[0]))
        start = ends[0] if ends else start + 1
    return hits


@given(texts, needles, st.booleans())
def test_finds_what_a_plain_search_finds(text: str, sought: str, match_case: bool) -> None:
    search = Search(sought, whole_words=False, match_case=match_case, inflected=False)
    assert search.find(text) == plain_search(search, text)


@given(texts, needles, texts, st.booleans())
def test_whatever_is_cut_out_is_found(before: str, sought: str, after: str, match_case: bool) -> None:
    text = before + sought + after
    start, end = len(before), len(before + sought)
    if sought.strip() == sought != "" and cluster_start(text, start) == start and cluster_end(text, end) == end:
        search = Search(sought, whole_words=False, match_case=match_case, inflected=False)
        hits = search.find(text)
        assert any(first < end and start < last for first, last in hits)


@given(texts, needles, st.booleans(), st.booleans(), st.booleans())
def test_any_text(text: str, sought: str, whole_words: bool, match_case: bool, inflected: bool) -> None:
    search = Search(sought, whole_words, match_case, inflected)
    hits = search.find(text)
    base = search.base()
    last = 0
    for start, end in hits:
        assert last <= start < end <= len(text)
        last = end
        assert (cluster_start(text, start), cluster_end(text, end)) == (start, end)
        folded = search.fold(text[start:end])
        assert folded.startswith(base)
        if not inflected:
            assert folded == search.fold(sought.strip())
        else:
            assert folded[len(base) :].casefold() in ("", "s", "'s", "'", "es", "en", "n", "e", "x")
        for at in (start, end) if whole_words else ():
            word = word_at(text, at)
            assert word is None or not word[0] < at < word[1]
    if not whole_words:
        assert len(hits) >= len(Search(sought, True, match_case, inflected).find(text)) or inflected


@given(texts, needles)
def test_normal_forms_make_no_difference(text: str, sought: str) -> None:
    counts = {
        len(Search(normalize(one, sought), **PLAIN).find(normalize(other, text)))
        for one in ("NFC", "NFD")
        for other in ("NFC", "NFD")
    }
    assert len(counts) == 1


def test_ends_where_ascii_says_so() -> None:
    text = "Die Bank, eine Bank. Banken und Bänke; Sandbank und Bank-Chef."
    expected = [m.span() for m in re.finditer(r"\bBank\b(?!-)", text)]
    assert Search("Bank", inflected=False).find(text) == expected
