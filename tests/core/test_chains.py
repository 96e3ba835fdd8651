"""Which suggestions belong together."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.chains import at_least, chain, heads, left_without_use
from annotator.core.codebook_file import read_codebook
from annotator.core.models import Origin, Relation, Span
from annotator.core.resources import resource
from tests.making import OPEN, make_relation, make_span

NEWS = read_codebook(resource("codebooks", "news.toml"))
LINKS = [
    make_relation("expressed_in", "claim", "quote", origin=OPEN),
    make_relation("claimant", "claim", "actor", origin=OPEN),
    make_relation("speaker", "quote", "actor", origin=OPEN),
    make_relation("cue", "quote", "cue", origin=OPEN),
]
LABELS = {"claim": "CLAIM", "quote": "QUOTE", "cue": "CUE", "actor": "ACTOR"}
IDS = list(LABELS)


def suggestions(**scores: float | None) -> dict[str, Span]:
    """The claim, its quote, the cue and the actor; with 0.9 unless another score is given."""
    return {
        id_: make_span(label, (n, n + 1), id=id_, origin=replace(OPEN, score=scores.get(id_, 0.9)))
        for n, (id_, label) in enumerate(LABELS.items())
    }


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        (["claim"], ["claim", "quote", "actor", "cue"]),
        (["quote"], ["quote", "actor", "cue"]),
        (["cue", "claim"], ["cue", "claim", "quote", "actor"]),
        (["nobody"], []),
    ],
)
def test_a_chain_follows_links_to_the_end(first: list[str], expected: list[str]) -> None:
    assert chain(first, LINKS, IDS) == expected


def test_a_chain_ends_at_what_is_decided() -> None:
    assert chain(["claim"], LINKS, ["claim", "cue", "actor"]) == ["claim", "actor"]


def test_what_comes_along_is_no_head() -> None:
    assert heads(["actor", "quote", "claim", "cue"], LINKS) == ["claim"]
    assert heads(["actor", "quote", "cue"], LINKS) == ["quote"]
    assert heads(["actor", "cue"], LINKS) == ["actor", "cue"]


def test_a_ring_has_a_head() -> None:
    ring = [make_relation("x", "a", "b"), make_relation("x", "b", "c"), make_relation("x", "c", "a")]
    assert heads(["d", "b", "a", "c"], ring) == ["d", "b"]
    assert heads(["a"], [make_relation("x", "a", "a")]) == ["a"]


relations = st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef")), max_size=12)


@given(relations, st.permutations("abcdef"))
def test_heads_bring_all_and_none_brings_a_head_before_it(pairs: list[tuple[str, str]], ids: list[str]) -> None:
    links = [make_relation("x", *pair) for pair in pairs]
    found = heads(ids, links)
    assert set(chain(found, links, ids)) == set(ids)
    assert found == sorted(set(found), key=ids.index)


def test_a_rejected_quote_takes_its_cue_and_its_own_speaker_with_it() -> None:
    assert left_without_use("quote", LINKS[2:], suggestions(), NEWS) == ["actor", "cue"]


def test_what_another_one_needs_stays() -> None:
    """The claimant of the claim is the quote's speaker, too; and the quote of a rejected claim is one still."""
    assert left_without_use("quote", LINKS, suggestions(), NEWS) == ["cue"]
    assert left_without_use("claim", LINKS, suggestions(), NEWS) == []
    shared = [*LINKS[2:], make_relation("cue", "other", "cue", origin=OPEN)]
    assert left_without_use("quote", shared, suggestions(), NEWS) == ["actor"]


@pytest.mark.parametrize(
    "kept",
    [
        {"origin": Origin("rule", "actors", "1", 0.9, "open")},
        {"origin": replace(OPEN, score=None)},
        {"actor_id": "merle"},
    ],
)
def test_a_mention_that_stands_for_itself_stays(kept: dict[str, object]) -> None:
    spans = suggestions()
    spans["actor"] = replace(spans["actor"], **kept)  # type: ignore[arg-type]
    assert left_without_use("quote", LINKS[2:], spans, NEWS) == ["cue"]


def test_a_good_suggestion_shows_what_it_links_to() -> None:
    assert at_least(suggestions(actor=0.4), LINKS, 0.5) == set(IDS)
    assert at_least(suggestions(claim=0.4, cue=0.1), LINKS, 0.5) == {"quote", "cue", "actor"}
    assert at_least(suggestions(claim=0.4, quote=0.4), LINKS, 0.5) == {"cue", "actor"}
    assert at_least(suggestions(claim=None), LINKS, 1.0) == set(IDS)
    assert at_least(suggestions(), LINKS, 0.95) == set()


@given(st.lists(st.floats(0, 1), min_size=4, max_size=4), st.floats(0, 1), st.floats(0, 1))
def test_a_higher_score_shows_no_more(scores: list[float], one: float, other: float) -> None:
    spans = suggestions(**dict(zip(IDS, scores, strict=True)))
    low, high = sorted((one, other))
    assert at_least(spans, LINKS, high) <= at_least(spans, LINKS, low)
    shown: set[str] = at_least(spans, LINKS, low)
    links: list[Relation] = [link for link in LINKS if link.head in shown]
    assert all(link.child in shown for link in links)
