"""Which spans a drag may link, and what is said of the others."""

from __future__ import annotations

import pytest

from annotator.core.codebook import Codebook
from annotator.core.models import Span
from annotator.ui.pane.link_rules import links_between, partners, why_not
from tests.ui.pane.link_fakes import CODEBOOK, SPANS

BY_ID = {span.id: span for span in SPANS}


def found(one: str, other: str) -> list[tuple[str, str, str]]:
    links = links_between(CODEBOOK, BY_ID[one], BY_ID[other])
    return [(link.kind.name, link.head.id, link.child.id) for link in links]


def test_the_direction_of_the_drag_comes_first() -> None:
    assert found("q", "ohlsen") == [("speaker", "q", "ohlsen"), ("addressee", "q", "ohlsen")]
    assert found("claim", "q") == [("expressed_in", "claim", "q")]


def test_a_drag_against_the_direction_means_the_same() -> None:
    assert found("ohlsen", "q") == found("q", "ohlsen")
    assert found("said", "q") == [("cue", "q", "said")]


@pytest.mark.parametrize(("one", "other"), [("q", "q"), ("said", "ohlsen"), ("tor", "q"), ("q", "tor")])
def test_what_fits_no_relation(one: str, other: str) -> None:
    assert found(one, other) == []


def test_partners_are_those_of_both_directions() -> None:
    assert partners(CODEBOOK, "QUOTE") == {
        "ACTOR": ["speaker", "addressee"],
        "CUE": ["cue"],
        "CLAIM": ["expressed in"],
    }
    assert partners(CODEBOOK, "PLACE") == {}


@pytest.mark.parametrize(
    ("one", "other", "sentence"),
    [
        ("claim", "said", "Claim links to Actor (claimant) or Quote (expressed in), not to Cue."),
        ("said", "ohlsen", "Cue links to Quote (cue), not to Actor."),
        (
            "q",
            "tor",
            "Quote links to Actor (speaker, addressee), Cue (cue) or Claim (expressed in), not to Place.",
        ),
        ("tor", "q", "The codebook has no relations for Place."),
        ("q", "q", "A span can't be linked to itself."),
    ],
)
def test_why_not(one: str, other: str, sentence: str) -> None:
    assert why_not(CODEBOOK, BY_ID[one], BY_ID[other]) == sentence


def test_every_pair_is_linked_or_explained() -> None:
    for one in SPANS:
        for other in SPANS:
            links = links_between(CODEBOOK, one, other)
            assert bool(links) == (one.id != other.id and other.label in partners(CODEBOOK, one.label))
            for kind, head, child in links:
                assert (head.label in kind.head, child.label in kind.child) == (True, True)


def test_a_label_that_the_codebook_lacks() -> None:
    gone = Span("x", 1, "m", "GONE", ((0, 1),))
    assert links_between(Codebook("none"), gone, BY_ID["q"]) == []
    assert why_not(CODEBOOK, gone, BY_ID["q"]) == "The codebook has no relations for GONE."
