"""Near-duplicates: signatures, the keys that lead to them, and how well both tell likeness."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.near import NEAR, similarity, sketch

WORDS = [f"wört{n}" for n in range(5000)]


def text(seed: int, length: int = 300) -> list[str]:
    return random.Random(seed).choices(WORDS, k=length)


def replaced(words: list[str], number: int, seed: int = 7) -> list[str]:
    chance = random.Random(seed)
    words = list(words)
    for place in chance.sample(range(len(words)), number):
        words[place] = f"neu{place}"
    return words


def shingles(words: list[str]) -> set[tuple[str, ...]]:
    return set(zip(words, words[1:], words[2:], strict=False))


def jaccard(one: list[str], other: list[str]) -> float:
    left, right = shingles(one), shingles(other)
    return len(left & right) / len(left | right)


@pytest.mark.parametrize("number", [0, 3, 10, 30, 60, 150, 300])
def test_similarity_is_about_the_share_of_common_shingles(number: int) -> None:
    one = text(1)
    other = replaced(one, number)
    first, second = sketch([" ".join(one), " ".join(other)])
    assert first is not None
    assert second is not None
    # Five times the standard deviation of 96 drawings.
    assert abs(similarity(first[0], second[0]) - jaccard(one, other)) < 0.26


def test_near_texts_nearly_always_share_a_key() -> None:
    found = 0
    for seed in range(60):
        one = text(seed)
        other = replaced(one, 28, seed)
        assert 0.5 < jaccard(one, other) < 0.65
        first, second = sketch([" ".join(one), " ".join(other)])
        assert first is not None
        assert second is not None
        found += bool(set(first[1]) & set(second[1]))
    assert found >= 48


def test_other_texts_are_not_alike() -> None:
    sketches = [found for found in sketch([" ".join(text(seed)) for seed in range(40)]) if found]
    assert len(sketches) == 40
    assert all(similarity(a[0], b[0]) < NEAR / 2 for a in sketches for b in sketches if a is not b)


def test_case_and_white_space_dont_matter() -> None:
    words = text(3)
    first, second = sketch([" ".join(words), "\n\n".join(words).upper()])
    assert first == second


def test_a_text_written_without_blanks_is_compared_by_its_characters() -> None:
    chance = random.Random(5)
    one = "".join(chance.choices("工会周一宣布将举行更多罢工发言人在谈判失败后表示港口经营者拒绝", k=200))
    other = one[:150] + "完全不同的结尾" + one[157:]
    first, second = sketch([one, other])
    assert first is not None
    assert second is not None
    assert similarity(first[0], second[0]) > 0.7


def test_short_texts_have_no_signature() -> None:
    assert sketch(["", "Kurz.", " ".join(WORDS[:25])]) == [None, None, None]
    assert sketch([" ".join(WORDS[:26])]) != [None]


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=300), max_size=4))
def test_any_text(texts: list[str]) -> None:
    found = sketch(texts)
    assert found == [sketch([text])[0] for text in texts]
    assert all(len(entry[0]) == 96 and len(set(entry[1])) == 24 for entry in found if entry)
