"""Offsets against the codecs of Python and a plain model, on texts made of what shifts offsets elsewhere."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from annotator.core.models import Segments
from annotator.core.offsets import Cut, LineEndMap, Utf16Map, clean_text, lies_within, normalise_segments

FAMILY = "👩\u200d👩\u200d👧"
PIECES = [
    *"aß0 \n\r\t\x00\x0b\x0c\x85\u2028\u2029\u00a0\ufeff\ufffd\uffff\U00010000\U0010ffff𝔄👍🏽🇩🇪",
    *"e\u0301u\u0308\u200d\ufe0f\u20e3اَא中",
    *["\ud800", "\udbff", "\udc00", "\udfff", "\r\n", "\n\r", FAMILY],
]
texts = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=30).map("".join),
    st.text(st.characters(), max_size=40),
)
clean_texts = texts.map(clean_text)


def units(text: str) -> int:
    """UTF-16 units of a text, told by Python's codec."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def ranges(length: int) -> st.SearchStrategy[tuple[int, int]]:
    return st.tuples(st.integers(0, length), st.integers(0, length)).map(lambda r: (min(r), max(r)))


@given(texts.map(clean_text), st.data())
def test_many_offsets_go_where_each_goes(text: str, data: st.DataObject) -> None:
    units_of = Utf16Map(text)
    offsets = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=20)))
    assert units_of.all_to_utf16(offsets) == [units(text[:offset]) for offset in offsets]


# clean_text


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("", ""),
        ("a\r\nb\rc\nd", "a\nb\nc\nd"),
        ("\r\r\n\n\r", "\n\n\n\n"),
        ("a\u2028b\u2029c\x85d\x0be\x0cf", "a\u2028b\u2029c\x85d\x0be\x0cf"),
        ("\x00a\x00", "\x00a\x00"),
        ("\ufeffa", "\ufeffa"),
        ("a\ud800b", "a\ufffdb"),
        ("\udc00\ud800", "\ufffd\ufffd"),
        ("👍 e\u0301 " + FAMILY, "👍 e\u0301 " + FAMILY),
    ],
)
def test_clean_text(raw: str, clean: str) -> None:
    assert clean_text(raw) == clean


@given(texts)
@example("\r\n\ud800\r")
@example("\ud83d\udc4d")
def test_clean_text_has_a_utf8_form_and_is_clean_for_good(text: str) -> None:
    clean = clean_text(text)
    assert clean.encode().decode() == clean
    assert "\r" not in clean
    assert clean_text(clean) == clean
    assert len(clean) == len(text) - text.count("\r\n")


@given(texts)
def test_clean_text_changes_nothing_else(text: str) -> None:
    kept = [c for c in text if c not in "\r\n" and not "\ud800" <= c <= "\udfff"]
    assert [c for c in clean_text(text) if c not in "\n\ufffd"] == [c for c in kept if c != "\ufffd"]


# LineEndMap


def test_line_end_map() -> None:
    move = LineEndMap("a\r\nb\r\r\nc").move
    assert [move(i) for i in range(9)] == [0, 1, 2, 2, 3, 4, 5, 5, 6]


@pytest.mark.parametrize(("text", "drops"), [("", False), ("a\nb\rc", False), ("\n\r", False), ("a\r\n", True)])
def test_line_end_map_says_whether_it_moves(text: str, drops: bool) -> None:
    assert bool(LineEndMap(text)) is drops


@given(texts)
@example("\r\r\n\r\n\n")
def test_line_end_map_leads_to_the_same_character(text: str) -> None:
    ends, clean = LineEndMap(text), clean_text(text)
    moved = [ends.move(i) for i in range(len(text) + 1)]
    assert moved == sorted(moved)
    assert moved[0] == 0
    assert moved[-1] == len(clean)
    for i, char in enumerate(text):
        if char == "\n" and text[:i].endswith("\r"):
            assert moved[i] == moved[i + 1] == moved[i - 1] + 1
        else:
            assert clean[moved[i]] == clean_text(char)


@given(texts.flatmap(lambda t: st.tuples(st.just(t), ranges(len(t)))))
def test_line_end_map_moves_a_range_to_its_cleaned_text(case: tuple[str, tuple[int, int]]) -> None:
    text, (start, end) = case
    splits_a_line_end = any(text[i - 1 : i + 1] == "\r\n" for i in (start, end) if i)
    if not splits_a_line_end:
        ends = LineEndMap(text)
        assert clean_text(text)[ends.move(start) : ends.move(end)] == clean_text(text[start:end])


# Utf16Map


def test_utf16_map_of_a_family() -> None:
    both = Utf16Map(f"a{FAMILY}b")
    assert (both.length, both.length16) == (7, 10)
    assert [both.to_utf16(i) for i in range(8)] == [0, 1, 3, 4, 6, 7, 9, 10]
    assert [both.to_codepoints(i) for i in range(11)] == [0, 1, 1, 2, 3, 3, 4, 5, 5, 6, 7]


@pytest.mark.parametrize("text", ["", "abc", "äöü e\u0301\u2028\x00", "\uffff\ufffd", "\ud83d\udc4d"])
def test_utf16_map_of_texts_without_astral_characters_changes_nothing(text: str) -> None:
    both = Utf16Map(text)
    assert both.length16 == both.length == len(text)
    for i in range(len(text) + 1):
        assert both.to_utf16(i) == i
        assert both.to_codepoints(i) == i


@given(texts)
@example("\U00010000\uffff\U0010ffff")
def test_utf16_map_against_the_codec(text: str) -> None:
    both = Utf16Map(text)
    assert both.length == len(text)
    assert both.length16 == units(text)
    position = 0
    for i, char in enumerate(text):
        assert both.to_utf16(i) == position
        for within in range(units(char)):
            assert both.to_codepoints(position + within) == i
        position += units(char)
    assert both.to_utf16(len(text)) == position
    assert both.to_codepoints(position) == len(text)


@given(clean_texts.flatmap(lambda t: st.tuples(st.just(t), ranges(len(t)))))
def test_what_qt_selects_is_what_we_store(case: tuple[str, tuple[int, int]]) -> None:
    text, (start, end) = case
    both = Utf16Map(text)
    as_qt = text.encode("utf-16-le")
    selected = as_qt[2 * both.to_utf16(start) : 2 * both.to_utf16(end)].decode("utf-16-le")
    assert selected == text[start:end]


# normalise_segments


@pytest.mark.parametrize(
    ("segments", "expected"),
    [
        ([(1, 2)], ((1, 2),)),
        ([(5, 7), (0, 2)], ((0, 2), (5, 7))),
        ([(0, 2), (2, 4)], ((0, 4),)),
        ([(0, 5), (1, 2), (4, 8)], ((0, 8),)),
        ([(3, 3), (1, 2)], ((1, 2),)),
        ([[1, 2], [4, 5]], ((1, 2), (4, 5))),
        # A point within or beside a segment joins nothing.
        ([(0, 2), (2, 2), (3, 4)], ((0, 2), (3, 4))),
    ],
)
def test_normalise_segments(segments: list[tuple[int, int]], expected: Segments) -> None:
    assert normalise_segments(segments) == expected


@pytest.mark.parametrize(
    ("segments", "reason"),
    [
        ([], "at least one character"),
        ([(3, 3)], "at least one character"),
        ([(-1, 2)], "-1-2"),
        ([(0, 1), (5, 4)], "5-4"),
        ([(-3, -3)], "-3--3"),
    ],
)
def test_segments_that_are_none(segments: list[tuple[int, int]], reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        normalise_segments(segments)


@given(st.lists(ranges(40), min_size=1))
def test_normalised_segments_cover_the_same_characters(segments: list[tuple[int, int]]) -> None:
    covered = {i for s, e in segments for i in range(s, e)}
    if not covered:
        with pytest.raises(ValueError, match="at least one"):
            normalise_segments(segments)
        return
    normal = normalise_segments(segments)
    assert {i for s, e in normal for i in range(s, e)} == covered
    assert all(s < e for s, e in normal)
    assert all(one[1] < two[0] for one, two in pairwise(normal))
    assert normalise_segments(normal) == normal


@given(st.lists(ranges(20), min_size=1), st.lists(ranges(20)))
def test_what_lies_within_zones_is_gone_with_them(
    segments: list[tuple[int, int]], zones: list[tuple[int, int]]
) -> None:
    wanted = [s for s in segments if s[0] < s[1]] or [(0, 1)]
    normal = normalise_segments(wanted)
    assert lies_within(normal, zones) == (Cut("0123456789" * 2, zones).segments(normal) == ())


# Cut


def test_cut() -> None:
    cut = Cut("0123456789", [(7, 8), (2, 5)])
    assert cut.text == "015689"
    assert [cut.move(i) for i in range(11)] == [0, 1, 2, 2, 2, 2, 3, 4, 4, 5, 6]
    assert cut.segments(((0, 3), (4, 6))) == ((0, 3),)
    assert cut.segments(((2, 5), (7, 8))) == ()
    assert cut.segments(((1, 2), (5, 6))) == ((1, 3),)
    assert cut.segments(((0, 1), (9, 10))) == ((0, 1), (5, 6))


@pytest.mark.parametrize("zones", [[], [(3, 3)], [(-5, 0)], [(9, 2)], [(20, 30)]])
def test_a_cut_of_nothing(zones: list[tuple[int, int]]) -> None:
    cut = Cut("abc", zones)
    assert cut.text == "abc"
    assert [cut.move(i) for i in range(4)] == [0, 1, 2, 3]


def test_zones_beyond_the_text_are_cut_to_it() -> None:
    assert Cut("abcdef", [(-2, 2), (4, 99)]).text == "cd"
    assert Cut("abcdef", [(-2, 99)]).text == ""


zones_of_texts = clean_texts.flatmap(
    lambda t: st.tuples(
        st.just(t), st.lists(ranges(len(t)), max_size=5), st.lists(ranges(len(t)), min_size=1, max_size=4)
    )
)


@given(zones_of_texts)
def test_a_cut_against_a_set_of_characters(
    case: tuple[str, list[tuple[int, int]], list[tuple[int, int]]],
) -> None:
    text, zones, _ = case
    gone = {i for s, e in zones for i in range(s, e)}
    cut = Cut(text, zones)
    assert cut.text == "".join(c for i, c in enumerate(text) if i not in gone)
    for offset in range(len(text) + 1):
        assert cut.move(offset) == sum(i not in gone for i in range(offset))


@given(zones_of_texts)
def test_segments_keep_their_characters_through_a_cut(
    case: tuple[str, list[tuple[int, int]], list[tuple[int, int]]],
) -> None:
    text, zones, segments = case
    gone = {i for s, e in zones for i in range(s, e)}
    cut = Cut(text, zones)
    kept = [i for i in range(len(text)) if i not in gone and any(s <= i < e for s, e in segments)]
    if any(s < e for s, e in segments):
        moved = cut.segments(normalise_segments(segments))
        assert "".join(cut.text[s:e] for s, e in moved) == "".join(text[i] for i in kept)
        assert {i for s, e in moved for i in range(s, e)} == {cut.move(i) for i in kept}
        assert moved == () or moved == normalise_segments(moved)
