"""Contrast and difference of colours, and what is said and proposed where they lack."""

from __future__ import annotations

import tomllib
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.codebook import Codebook, Label, parse_codebook
from annotator.core.colour_check import (
    LEAST_CONTRAST,
    LEAST_DIFFERENCE,
    PAGES,
    VISIONS,
    Triple,
    alike,
    contrast,
    difference,
    over,
    problems,
    proposal,
    readable,
    seen,
)
from annotator.core.resources import resource

COLOURS = st.integers(0, 0xFFFFFF).map("#{:06X}".format)


def book(*colours: str, dark: str = "", tint: str = "") -> Codebook:
    """Labels A, B, … of these colours; in the dark of one that is far from the others, or ``dark``."""
    spread = ("#5C9BFF", "#F0B357", "#5CCFBF", "#E2B2F8")
    labels = [
        Label(name, name, "", colour, dark or spread[n % 4], tint or colour)
        for n, (name, colour) in enumerate(zip("ABCDEFGHIJ", colours, strict=False))
    ]
    return Codebook("x", labels=tuple(labels))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485), 2.0425),
        ((50.0, 2.5, 0.0), (73.0, 25.0, -18.0), 27.1492),
        ((22.7233, 20.0904, -46.6940), (23.0331, 14.9730, -42.5619), 2.0373),
        ((90.8027, -2.0831, 1.4410), (91.1528, -1.6435, 0.0447), 1.4441),
    ],
)
def test_difference_agrees_with_the_published_pairs(one: Triple, other: Triple, expected: float) -> None:
    assert difference(one, other) == pytest.approx(expected, abs=1e-4)


def test_contrast_agrees_with_wcag() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.005)


def test_greys_look_grey_to_everybody() -> None:
    for vision in VISIONS:
        for grey in ("#000000", "#808080", "#FFFFFF"):
            _, a, b = seen(grey, vision)
            assert max(abs(a), abs(b)) < 0.1, (grey, vision)


def test_red_and_green_are_alike_for_some_only() -> None:
    assert alike("#C04040", "#7A6A30") == ("protanopia", "deuteranopia")
    assert alike("#FF0000", "#00FF00") == ()
    assert alike("#1060F0", "#1061F1") == tuple(VISIONS)


def test_a_colour_laid_over_a_page() -> None:
    assert over("#000000", 0.5, "#FFFFFF") == "#808080"
    assert over("#123456", 0.0, "#ABCDEF") == "#ABCDEF"
    assert over("#123456", 1.0, "#ABCDEF") == "#123456"


def test_the_sample_codebook_is_well() -> None:
    news = parse_codebook(tomllib.loads(resource("codebooks", "news.toml").read_text(encoding="utf-8")))
    assert problems(news) == []
    for label in news.labels:
        assert proposal(news, label.name, False) == label.colour
        assert proposal(news, label.name, True) == label.colour_dark


def test_what_is_hard_to_read_is_told() -> None:
    (light,) = problems(book("#F0B357"))
    assert str(light) == "A is hard to read on the light page: its contrast is 1.8, it needs 4.5."
    assert (light.label, light.dark, light.other) == ("A", False, None)
    (dark,) = problems(book("#1060F0", dark="#203040"))
    assert str(dark) == "A is hard to read on the dark page: its contrast is 1.2, it needs 4.5."
    (barely,) = problems(book("#787878"))
    assert "its contrast is 4.4, it needs 4.5" in str(barely)


def test_an_underline_that_hardly_shows_is_told() -> None:
    (found,) = problems(book("#757575", tint="#000000"))
    assert str(found) == (
        "The underline of A hardly shows on its tint: its contrast is 2.8, it needs 3 on the light page."
    )


def test_what_looks_alike_is_told() -> None:
    (found,) = problems(book("#1060F0", "#1565E8"))
    assert str(found) == "A and B look alike on the light page."
    assert (found.label, found.other) == ("B", "A")
    (found,) = problems(book("#B03030", "#6A5A20"))
    assert str(found) == "A and B look alike on the light page with protanopia or deuteranopia."


def test_the_dark_page_counts_for_itself() -> None:
    found = problems(book("#1060F0", "#A85507", dark="#5C9BFF"))
    assert [str(problem) for problem in found] == ["A and B look alike on the dark page."]
    assert found[0].dark


def test_a_proposal_is_near_and_passes() -> None:
    crowded = book("#1060F0", "#1565E8", "#0B7468")
    found = proposal(crowded, "B", False)
    assert found is not None
    assert problems(book("#1060F0", found, "#0B7468")) == []
    assert difference(seen(found, "usual sight"), seen("#1565E8", "usual sight")) < 30


def test_a_tint_of_its_own_stays() -> None:
    found = proposal(book("#B8B8B8", tint="#000000"), "A", False)
    assert found is not None
    assert problems(book(found, tint="#000000")) == []


def test_no_proposal_where_no_room_is_left() -> None:
    greys = [f"#{n:02X}{n:02X}{n:02X}" for n in range(0, 0x77, 2)]
    blues = [f"#{n:02X}{n:02X}{min(255, 2 * n + 60):02X}" for n in range(0, 0x77, 3)]
    yellows = [f"#{n:02X}{n:02X}00" for n in range(0, 0x90, 3)]
    hues = [
        f"#{r:02X}{g:02X}{b:02X}" for r in range(0, 256, 32) for g in range(0, 256, 32) for b in range(0, 256, 32)
    ]
    colours = [*greys, *blues, *yellows, *hues]
    labels = tuple(Label(f"L{n}", "", "", colour, "#FFFFFF", colour) for n, colour in enumerate(colours))
    assert proposal(Codebook("x", labels=labels), "L0", False) is None


@given(st.lists(COLOURS, min_size=2, max_size=4, unique=True), st.booleans())
def test_proposals_always_mend(colours: list[str], dark: bool) -> None:
    """Whatever the colours, those proposed one label after the other leave nothing to say."""
    labels = tuple(Label(name, name, "", c, c, c) for name, c in zip("ABCD", colours, strict=False))
    for label in labels:
        found = proposal(Codebook("x", labels=labels), label.name, dark)
        assert found is not None
        assert contrast(found, PAGES[dark]) >= LEAST_CONTRAST
        mended = Label(label.name, "", "", *(label.colour, found) if dark else (found, label.colour_dark), found)
        labels = tuple(mended if one.name == label.name else one for one in labels)
    assert [problem for problem in problems(Codebook("x", labels=labels)) if problem.dark == dark] == []


@given(COLOURS, st.booleans())
def test_a_colour_is_made_readable(colour: str, dark: bool) -> None:
    made = readable(colour, dark)
    label = Label("A", "A", "", *(made, made), made)
    assert not [one for one in problems(Codebook("x", labels=(label,))) if one.dark == dark]
    assert readable(made, dark) == made


def test_a_readable_colour_stays_and_others_keep_their_hue() -> None:
    assert readable("#1060f0", False) == "#1060F0"
    assert (readable("#00FF00", False), readable("#0000FF", True)) == ("#008A00", "#7575FF")


@given(COLOURS, COLOURS)
def test_difference_is_symmetric_and_none_to_itself(one: str, other: str) -> None:
    for vision in VISIONS:
        first, second = seen(one, vision), seen(other, vision)
        assert difference(first, second) == pytest.approx(difference(second, first), abs=1e-9)
        assert difference(first, first) == 0


def test_labels_of_the_sample_differ_for_everybody() -> None:
    news = parse_codebook(tomllib.loads(resource("codebooks", "news.toml").read_text(encoding="utf-8")))
    for one, other in combinations(news.labels, 2):
        for vision in VISIONS:
            assert difference(seen(one.colour, vision), seen(other.colour, vision)) >= LEAST_DIFFERENCE
