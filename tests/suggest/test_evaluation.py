"""Precision, recall and F1, exact, trimmed and overlapping; the same as nervaluate's where that can tell."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nervaluate import Evaluator

from annotator.core.models import Segments
from annotator.suggest.evaluation import TOGETHER, Evaluation, Place, Score, Scores, Tie, likeness, pairs, trimmed
from tests.making import segments_in

TEXT = "„Wir bleiben“, sagte Tjark Ohlsen am Tor. „Die Fähre“, rief Merle Classen, „muss fahren.“"


def place(label: str, *pieces: str, by: str = "") -> Place:
    return Place(label, segments_in(TEXT, *pieces), by)


def evaluated(gold: list[Place], suggested: list[Place], **ties: list[Tie]) -> Evaluation:
    found = Evaluation()
    found.add(TEXT, gold, suggested, ties.get("ties", ()), ties.get("suggested_ties", ()))
    found.finish()
    return found


def numbers(score: Score) -> tuple[int, int, int]:
    return score.gold, score.suggested, score.right


def test_a_place_with_marks_is_right_when_trimmed_and_when_overlapping() -> None:
    found = evaluated([place("QUOTE", "„Wir bleiben“")], [place("QUOTE", "Wir bleiben", by="quotes")])
    scores = found.spans["quotes", "QUOTE"]
    assert numbers(scores.exact) == (1, 1, 0)
    assert numbers(scores.trimmed) == (1, 1, 1)
    assert numbers(scores.overlap) == (1, 1, 1)
    assert (scores.exact.f1, scores.trimmed.f1) == (0.0, 1.0)


def test_another_label_is_never_right() -> None:
    found = evaluated([place("ACTOR", "Tjark Ohlsen")], [place("CUE", "Tjark Ohlsen", by="x")])
    assert numbers(found.spans[TOGETHER, TOGETHER].overlap) == (1, 1, 0)
    assert numbers(found.spans["x", "CUE"].overlap) == (0, 1, 0)
    assert ("x", "ACTOR") not in found.spans


def test_an_interrupted_quote_is_found_only_with_both_its_segments() -> None:
    whole = place("QUOTE", "„Die Fähre“", "„muss fahren.“")
    half = place("QUOTE", "„Die Fähre“", by="quotes")
    between = place("QUOTE", "rief Merle Classen", by="quotes")
    found = evaluated([whole], [half])
    assert numbers(found.spans["quotes", "QUOTE"].exact) == (1, 1, 0)
    assert numbers(found.spans["quotes", "QUOTE"].overlap) == (1, 1, 1)
    assert numbers(evaluated([whole], [between]).spans["quotes", "QUOTE"].overlap) == (1, 1, 0)


def test_labels_within_one_another_are_counted_each() -> None:
    gold = [place("QUOTE", TEXT), place("ACTOR", "Tjark Ohlsen"), place("ACTOR", "Ohlsen")]
    found = evaluated(gold, [Place(label, segments, "x") for label, segments, _ in gold])
    assert numbers(found.spans[TOGETHER, TOGETHER].exact) == (3, 3, 3)
    assert numbers(found.spans[TOGETHER, TOGETHER].overlap) == (3, 3, 3)


def test_one_suggestion_finds_one_place_at_most() -> None:
    gold = [place("ACTOR", "Tjark"), place("ACTOR", "Ohlsen")]
    found = evaluated(gold, [place("ACTOR", "Tjark Ohlsen", by="x")])
    assert numbers(found.spans["x", "ACTOR"].overlap) == (2, 1, 1)


def test_the_closest_are_paired_first() -> None:
    gold: list[Segments] = [((0, 10),), ((10, 30),)]
    assert pairs(gold, [((8, 30),), ((0, 9),)]) == [(1, 0), (0, 1)]
    assert likeness(((0, 10),), ((5, 15),)) == pytest.approx(1 / 3)


def test_what_two_suggest_counts_for_each_and_once_together() -> None:
    actor = place("ACTOR", "Tjark Ohlsen")
    found = evaluated([actor], [actor._replace(by="a"), actor._replace(by="b")])
    assert numbers(found.spans["a", "ACTOR"].exact) == (1, 1, 1)
    assert numbers(found.spans["b", "ACTOR"].exact) == (1, 1, 1)
    assert numbers(found.spans[TOGETHER, "ACTOR"].exact) == (1, 1, 1)


def test_gold_of_articles_without_suggestions_counts() -> None:
    found = Evaluation()
    found.add(TEXT, [place("ACTOR", "Merle Classen")], [place("ACTOR", "Merle Classen", by="a")])
    found.add(TEXT, [place("ACTOR", "Tjark Ohlsen"), place("CUE", "sagte")], [])
    found.finish()
    assert found.articles == 2
    assert numbers(found.spans["a", "ACTOR"].exact) == (2, 1, 1)
    assert numbers(found.spans[TOGETHER, "CUE"].exact) == (1, 0, 0)
    assert numbers(found.spans[TOGETHER, TOGETHER].exact) == (3, 1, 1)


def test_a_relation_is_right_if_both_its_ends_overlap() -> None:
    quote, actor, other = (
        place("QUOTE", "„Wir bleiben“"),
        place("ACTOR", "Tjark Ohlsen"),
        place("ACTOR", "Merle Classen"),
    )
    near = Tie("speaker", place("QUOTE", "Wir bleiben"), place("ACTOR", "Ohlsen"), "speakers")
    far = Tie("speaker", place("QUOTE", "Wir bleiben"), place("ACTOR", "Merle"), "speakers")
    wrong = Tie("addressee", quote, actor, "speakers")
    gold = [Tie("speaker", quote, actor)]
    found = evaluated([quote, actor, other], [], ties=gold, suggested_ties=[near, far, wrong])
    assert numbers(found.relations["speakers", "speaker"]) == (1, 2, 1)
    assert numbers(found.relations["speakers", "addressee"]) == (0, 1, 0)
    assert numbers(found.relations[TOGETHER, "speaker"]) == (1, 2, 1)


def test_relations_of_quotes_that_overlap_are_paired_with_their_like() -> None:
    """The same relations in another order are all right."""
    ohlsen = place("ACTOR", "Tjark Ohlsen")
    heads = [Place("QUOTE", (piece,)) for piece in ((0, 10), (5, 20), (15, 30))]
    ties = [Tie("speaker", head, ohlsen) for head in heads]
    found = evaluated([], [], ties=ties, suggested_ties=[ties[1], ties[2], ties[0]])
    assert numbers(found.relations[TOGETHER, "speaker"]) == (3, 3, 3)


def test_trimming_keeps_what_is_nothing_but_marks() -> None:
    assert trimmed("„…“", ((0, 3),)) == ((0, 3),)
    assert trimmed("„Ja!“ ", ((0, 6),)) == ((1, 3),)


def test_nothing_scores_nothing() -> None:
    assert (Score().precision, Score().recall, Score().f1) == (0.0, 0.0, 0.0)


# In each slot of 10 code points: where the gold place and the suggested one begin and end, if there is one.
_PLACE = st.none() | st.tuples(st.integers(0, 4), st.integers(5, 9))
_SLOTS = st.lists(st.tuples(_PLACE, _PLACE), min_size=1, max_size=8)


@given(_SLOTS)
def test_it_agrees_with_nervaluate_where_no_place_overlaps_two(
    slots: list[tuple[tuple[int, int] | None, tuple[int, int] | None]],
) -> None:
    gold, suggested = (
        [
            Place("ACTOR", ((10 * n + slot[side][0], 10 * n + slot[side][1]),), "x")  # type: ignore[index]
            for n, slot in enumerate(slots)
            if slot[side]
        ]
        for side in (0, 1)
    )
    theirs = Evaluator([_entities(gold)], [_entities(suggested)], tags=["ACTOR"], loader="dict").evaluate()
    ours = evaluated(gold, suggested).spans.get(("all", "ACTOR"), Scores())
    for score, scheme in ((ours.exact, "strict"), (ours.overlap, "ent_type")):
        assert theirs["overall"][scheme].correct == score.right
        assert theirs["overall"][scheme].precision == pytest.approx(score.precision)
        assert theirs["overall"][scheme].recall == pytest.approx(score.recall)
        assert theirs["overall"][scheme].f1 == pytest.approx(score.f1)


def _entities(places: list[Place]) -> list[dict[str, object]]:
    return [{"label": one.label, "start": one.segments[0][0], "end": one.segments[0][1] - 1} for one in places]
