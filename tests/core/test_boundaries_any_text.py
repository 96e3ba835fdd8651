"""What holds of boundaries in any text at all: ranges in bounds, whole clusters, an end to growing."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from annotator.core import boundaries as b
from annotator.core.clusters import Range, cluster_at
from annotator.core.codebook import UNITS
from annotator.core.typography import words

FAMILY = "👩\u200d👩\u200d👧"
THUMB = "👍🏽"
FLAG = "🇩🇪"

# Letters and marks that act on each other, more often than chance would bring them together.
PIECES = [
    *"aZß0 .,;:!?…-–—'\"„“”‚‘’«»‹›()[]",
    *"\n\u2028\u2029\u00a0\u202f\u00ad\u200b\u200c\u200d\ufe0f\u0301\u0903\x00\t_&*",
    *"中か글ᄒ\u1161\u11abاَא👩🇩🇫❤🏽\U000e0067𝔄", FAMILY, THUMB, FLAG, "Dr. ", "z. B. ", "l’", "von der ", "Anna ",
    "\ud800", "„Ja.“ ", "« oui » ", "U.S. ", "13. März ",
]  # fmt: skip
texts = st.one_of(st.lists(st.sampled_from(PIECES), max_size=40).map("".join), st.text(max_size=60))
cases = texts.flatmap(lambda t: st.tuples(st.just(t), *[st.integers(0, len(t))] * 3))


def is_border(text: str, at: int) -> bool:
    """Told by the rules that need no look back: GB3 to GB5, GB9 and GB9a."""
    if at in (0, len(text)) or unicodedata.category(text[at - 1]) in ("Cc", "Cf", "Zl", "Zp"):
        return True
    after = text[at]
    extends = unicodedata.category(after) in ("Mn", "Me", "Mc") or after in "\u200c\u200d\U000e0067"
    return not (extends or "🏻" <= after <= "🏿")


def assert_whole(text: str, found: Range) -> None:
    start, end = found
    assert 0 <= start <= end <= len(text)
    assert is_border(text, start)
    assert is_border(text, end)


@given(texts)
@example("👩\u200d👧🇩🇪🇩e\u0301")
def test_clusters_tile_the_text(text: str) -> None:
    at = 0
    while at < len(text):
        start, end = cluster_at(text, at)
        assert start == at < end
        assert {cluster_at(text, i) for i in range(start, end)} == {(start, end)}
        assert_whole(text, (start, end))
        at = end


@given(cases)
def test_the_ladder_of_any_range(case: tuple[str, int, int, int]) -> None:
    text, one, other, anchor = case
    start, end = min(one, other), max(one, other)
    ladder = b.enclosing(text, start, end)
    last = (start, end)
    for rung in ladder:
        assert rung[0] <= last[0]
        assert last[1] <= rung[1]
        assert rung != last
        assert_whole(text, rung)
        last = rung
    assert b.enclosing(text, one, other) == b.enclosing(text, other, one)
    assert b.grow(text, start, end) == (ladder[0] if ladder else (start, end))
    small = b.shrink(text, start, end, anchor)
    assert start <= small[0] <= small[1] <= end
    assert small == (start, end) or small in b.enclosing(text, anchor, anchor)


@given(cases)
def test_growing_ends_at_the_paragraph(case: tuple[str, int, int, int]) -> None:
    text, at, _, _ = case
    paragraph = b.paragraph_at(text, at)
    found = (at, at)
    for _ in range(len(text) + 1):
        grown = b.grow(text, *found)
        if grown == found:
            break
        found = grown
    else:
        pytest.fail("growing doesn't end")
    inked = paragraph[0] < paragraph[1] and paragraph[0] <= at <= paragraph[1]
    assert found == paragraph if inked else found == (at, at)


@given(cases)
def test_single_units_of_any_text(case: tuple[str, int, int, int]) -> None:
    text, one, other, _ = case
    start, end = min(one, other), max(one, other)
    word = b.word_at(text, one)
    if word is not None:
        assert word[0] <= one <= word[1]
        assert word[0] < word[1]
        assert_whole(text, word)
    for found in (b.sentence_at(text, one), b.paragraph_at(text, one)):
        assert_whole(text, found)
        assert "\n" not in text[slice(*found)]
    quotation = b.quotation_at(text, start, end)
    if quotation is not None:
        assert quotation[0] <= start <= end <= quotation[1]
    phrase = b.phrase_at(text, start, end)
    assert phrase[0] <= start <= end <= phrase[1]


@given(cases)
def test_units_of_any_text(case: tuple[str, int, int, int]) -> None:
    text, at, _, _ = case
    line = b.paragraph_at(text, at)
    for unit in UNITS:
        found = b.unit_at(text, at, unit)
        if found is not None:
            assert line[0] <= found[0] < found[1] <= line[1]
            assert_whole(text, found)
    # Wherever Ctrl+→ stops, a label finds its unit if there is one in the sentence.
    stop = b.next_sentence(text, at)
    start, end = b.sentence_at(text, stop)
    assert (b.unit_at(text, stop, "sentence") or (start, start)) == (start, end)
    if words(text, start, end):
        assert all(b.unit_at(text, stop, unit) for unit in UNITS)


@given(cases)
def test_snapping_any_range(case: tuple[str, int, int, int]) -> None:
    text, one, other, _ = case
    start, end = min(one, other), max(one, other)
    whole = b.snap_to_graphemes(text, start, end)
    assert_whole(text, whole)
    assert b.snap_to_graphemes(text, *whole) == whole
    if start < end:
        assert whole[0] <= start
        assert end <= whole[1]
    snapped = b.snap_to_words(text, start, end)
    assert_whole(text, snapped)
    assert b.snap_to_words(text, *snapped) == snapped
    if text[start:end].strip():
        assert snapped[0] <= start + len(text[start:end]) - len(text[start:end].lstrip())
        assert snapped[1] >= start + len(text[start:end].rstrip())
    else:
        assert snapped[0] == snapped[1]


@given(cases)
def test_stops_of_any_text(case: tuple[str, int, int, int]) -> None:
    text, at, _, _ = case
    for forward, backward in ((b.next_word, b.previous_word), (b.next_sentence, b.previous_sentence)):
        after, before = forward(text, at), backward(text, at)
        assert after > at or after == at == len(text)
        assert before < at or before == at == 0
        assert_whole(text, (before, after))
        # A way back from each stop leads to where one was, or to the stop before that.
        assert backward(text, after) <= at
        assert forward(text, before) >= at
        if at == forward(text, before):
            assert backward(text, after) == at or after == at
