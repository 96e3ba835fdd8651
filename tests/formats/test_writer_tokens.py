"""Tokens of exports: where they are in any text, and how spans are put on them."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import Any, cast
from unicodedata import category

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from annotator.core.clusters import cluster_end, cluster_start
from annotator.core.errors import UserError
from annotator.formats.writers.base import Record, RecordSpan
from annotator.formats.writers.losses import Losses
from annotator.formats.writers.tokens import TOKENIZERS, Aligner, SpacyTokenizer, Tokens, tokenizer, words

TRICKY = [
    *"aÄß_’'\"-–.,;„“»«()5 \n\t\u00a0\u2028\u00ad\u200b\u200c\u200d\ufeff\x00\x1c\x85",
    *"\u0301\u0308\u20e3\ufe0f\u0b3e\u09bf\u0e31\U0001f3fd\U000e0067\U000e007f",
    *"習はカタ々ｶ한ภลនမہی\U00020001\U00010348𝒳",
    *"🙂👩🚀❤🇩🇪🇫🏴➡",
    *("Ohlsen's", "don't", "Chef-Vertrauter", "„Wir“", "👩🏽\u200d🚀", "3,5 %", "e\u0301", "z.B."),
]
TEXTS = st.lists(st.sampled_from(TRICKY) | st.characters(codec="utf-8"), max_size=25).map("".join)
many = settings(suppress_health_check=list(HealthCheck))


# What a token is, as one would write it who had all the time.
UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u312f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)
MORE_MARKS = "\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f"
FAR = r"(?![\x00-\u02c1])"


@cache
def rule() -> re.Pattern[str]:
    """Made when it is asked for: looking through all characters at import costs each process of a run a second."""
    marks = "".join(chr(code) for code in range(0x300, 0x110000) if category(chr(code))[0] == "M") + MORE_MARKS
    symbol = rf"(?:[\U0001f1e6-\U0001f1ff]{{2}}|[^\w\s])(?:{FAR}[{marks}\u200c])*+"
    return re.compile(
        rf"[^\W{UNSPACED}](?:[^\W{UNSPACED}]|\u00ad|[{marks}\u200c\u200d])*+"
        rf"|[{UNSPACED}](?:{FAR}[{marks}\u200c\u200d])*+"
        rf"|{symbol}(?:\u200d{symbol})*+\u200d?"
    )


def strings(text: str, name: str = "words", lang: str | None = None) -> list[str]:
    return tokenizer(name)(text, lang).texts


def ranges(tokens: Tokens) -> list[tuple[int, int]]:
    return list(zip(tokens.starts, tokens.ends(), strict=True))


def check(text: str, tokens: Tokens) -> None:
    """Tokens in order, none empty, none over another, and all of the text but white space is in one."""
    found = ranges(tokens)
    assert all(0 <= start < end <= len(text) for start, end in found)
    assert all(one[1] <= other[0] for one, other in pairwise(found))
    assert [text[start:end] for start, end in found] == tokens.texts
    covered = {place for start, end in found for place in range(start, end)}
    assert all(char.isspace() for place, char in enumerate(text) if place not in covered)


@many
@given(TEXTS)
def test_words_and_spaces_of_any_text(text: str) -> None:
    for name in ("words", "spaces"):
        tokens = tokenizer(name)(text, None)
        check(text, tokens)
        assert not any(char.isspace() for token in tokens.texts for char in token)


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(TEXTS)
def test_words_are_those_of_the_plain_rule(text: str) -> None:
    assert ranges(words(text, None)) == [match.span() for match in rule().finditer(text)]
    spaces = tokenizer("spaces")(text, None)
    assert ranges(spaces) == [match.span() for match in re.finditer(r"\S+", text)]


def test_each_character_is_a_token_of_the_plain_rule() -> None:
    """Before a Latin letter, behind one, and before a mark."""
    for code in (*range(0x3400), *range(0xA000, 0x20000, 7)):
        text = f"{chr(code)}a{chr(code)} {chr(code)}\u0301"
        assert ranges(words(text, None)) == [match.span() for match in rule().finditer(text)], hex(code)


@many
@given(TEXTS)
def test_words_split_no_grapheme_cluster(text: str) -> None:
    """Unless it begins with white space. Single jamo aside, which are letters here."""
    assume(not re.search("[\u1160-\u11ff\ud7b0-\ud7fb]", text))
    for start, end in ranges(words(text, None)):
        first = cluster_start(text, start)
        assert first == start or text[first].isspace()
        assert cluster_end(text, end) == end


SPACY = SpacyTokenizer()


@settings(max_examples=15, suppress_health_check=list(HealthCheck))
@given(TEXTS, st.sampled_from(["de", "en", "fr", "xx", "de-AT", "ja", "tlh", None]))
def test_spacy_of_any_text(text: str, lang: str | None) -> None:
    check(text, SPACY(text, lang))
    doc = SPACY.tokenizer(lang)(text)
    assert doc.text == text
    assert SPACY(text, lang).texts == [t.text for t in doc if not t.is_space]


@settings(max_examples=15, suppress_health_check=list(HealthCheck))
@given(TEXTS.filter(str.strip), st.data(), st.sampled_from(["de", "xx"]))
def test_spacy_has_a_span_for_whatever_is_placed(text: str, data: st.DataObject, lang: str) -> None:
    tokens = SPACY(text, lang)
    place = data.draw(st.tuples(st.integers(0, len(text) - 1), st.integers(1, len(text))).filter(in_order))
    doc = SPACY.tokenizer(lang)(text)
    for first, last in Aligner("snap", Losses()).place(*one_span(text, place), tokens):
        assert doc.char_span(tokens.starts[first], tokens.end(last - 1)) is not None


def in_order(place: tuple[int, int]) -> bool:
    return place[0] < place[1]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Ohlsen's Hafen-Chef", "Ohlsen ' s Hafen - Chef"),
        ("„Wir“, so Ö. Şen", "„ Wir “ , so Ö . Şen"),
        ("Müller-Lüdenscheidts", "Müller - Lüdenscheidts"),
        ("die Müllers’ und l’État", "die Müllers ’ und l ’ État"),
        ("Mu\u0308ller", "Mu\u0308ller"),
        ("3,5 % – 1.000 €", "3 , 5 % – 1 . 000 €"),
        ("Don\u00adau", "Don\u00adau"),
        ("👩🏽\u200d🚀👨\u200d👩\u200d👧🇩🇪🇫🇷❤️!", "👩🏽\u200d🚀 👨\u200d👩\u200d👧 🇩🇪 🇫🇷 ❤️ !"),
        ("習近平主席", "習 近 平 主 席"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("বাংলাদেশ தமிழ் हिन्दी", "বাংলাদেশ தமிழ் हिन्दी"),
        ("ฟู้ด", "ฟู้ ด"),
        ("", ""),
    ],
)
def test_words(text: str, tokens: str) -> None:
    assert strings(text) == tokens.split()


def test_spaces() -> None:
    assert strings("„Wir  bleiben“,\u00a0so\nŞen.", "spaces") == ["„Wir", "bleiben“,", "so", "Şen."]


def test_spacy_by_language() -> None:
    assert strings("don't, z.B. er", "spacy", "en")[:2] == ["do", "n't"]
    assert strings("don't, z.B. er", "spacy", "de") == ["don't", ",", "z.B.", "er"]


def test_no_such_tokens() -> None:
    with pytest.raises(UserError, match="no tokens called 'bytes'; there are words, spaces, spacy"):
        tokenizer("bytes")
    assert list(TOKENIZERS) == ["words", "spaces", "spacy"]


def one_span(text: str, *segments: tuple[int, int]) -> tuple[Record, RecordSpan]:
    start, end = segments[0][0], segments[-1][1]
    span: Any = {"label": "A", "start": start, "end": end, "segments": segments, "text": text[start:end]}
    record: Any = {"id": "a", "text": text, "spans": [span]}
    return cast("Record", record), cast("RecordSpan", span)


def placed(
    text: str, *segments: tuple[int, int], how: str = "snap", pieces: bool = True
) -> tuple[list[tuple[int, int]], list[tuple[str, str | None]]]:
    """Where a span is put on words, and what is said of it."""
    losses = Losses()
    found = Aligner(how, losses).place(*one_span(text, *segments), words(text, None), pieces)
    assert sum(losses.counts.values()) == len(losses.listed)
    return found, [(loss.kind, loss.became) for loss in losses.listed]


def test_span_of_whole_tokens() -> None:
    assert placed("Er kam an.", (0, 6)) == ([(0, 2)], [])
    assert placed("Er kam an.", (0, 2), (7, 9)) == ([(0, 1), (2, 3)], [])
    assert placed("Er kam an.", (0, 2), (7, 9), pieces=False) == ([(0, 3)], [])


def test_span_that_grows_or_is_left_out() -> None:
    for place, became in (((1, 5), "Er kam"), ((2, 6), "kam"), ((2, 7), "kam"), ((4, 5), "kam")):
        found, said = placed("Er kam an.", place)
        assert said == [("snapped", became)]
        assert len(found) == 1
        assert placed("Er kam an.", place, how="drop") == ([], [("misaligned", None)])


def test_span_of_white_space() -> None:
    for how in ("snap", "drop"):
        assert placed("Er kam an.", (2, 3), how=how) == ([], [("misaligned", None)])
    # A piece of nothing else goes, and is told of.
    assert placed("Er kam an.", (0, 2), (6, 7)) == ([(0, 1)], [("snapped", "Er")])


def test_pieces_in_one_token() -> None:
    assert placed("Hafenstreik", (0, 5), (6, 11)) == ([(0, 1)], [("snapped", "Hafenstreik")])
    assert placed("Hafenstreik endet", (0, 5), (6, 17)) == ([(0, 2)], [("snapped", "Hafenstreik endet")])


@many
@given(TEXTS.filter(bool), st.data(), st.sampled_from(["words", "spaces"]))
def test_nothing_is_changed_in_silence(text: str, data: st.DataObject, name: str) -> None:
    places = st.tuples(st.integers(0, len(text) - 1), st.integers(1, len(text))).filter(in_order)
    start, end = data.draw(places)
    tokens = tokenizer(name)(text, None)
    record, span = one_span(text, (start, end))
    snap, drop = Losses(), Losses()
    grown = Aligner("snap", snap).place(record, span, tokens)
    kept = Aligner("drop", drop).place(record, span, tokens)
    for found, losses in ((grown, snap), (kept, drop)):
        exact = [(tokens.starts[first], tokens.end(last - 1)) for first, last in found] == [(start, end)]
        assert exact == (not losses.listed)
    assert kept in ([], grown)
    if grown:
        first, last = grown[0]
        inked = text[start:end].strip()
        assert inked in text[tokens.starts[first] : tokens.end(last - 1)]
        assert tokens.end(first) > start
        assert tokens.starts[last - 1] < end
    else:
        assert not text[start:end].strip()
