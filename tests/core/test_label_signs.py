"""Keys and colours that new labels get by themselves."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from itertools import combinations

from annotator.core.codebook import Codebook, Label, parse_codebook
from annotator.core.colour_check import problems
from annotator.core.label_signs import COMMAND_KEYS, PALETTE, free_colours, free_key, with_signs
from annotator.core.resources import resource

NEWS = parse_codebook(tomllib.loads(resource("codebooks", "news.toml").read_text("utf-8")))


def extended(*names: str, colours: tuple[str, str] = ("#991111", "#FF8080")) -> Codebook:
    """The default codebook with more labels, all of these colours and without keys."""
    light, dark = colours
    new = (Label(name, name.replace("_", " "), "", light, dark, light) for name in names)
    return with_signs(replace(NEWS, labels=(*NEWS.labels, *new)), NEWS)


def colours_of(codebook: Codebook) -> list[tuple[str, str]]:
    return [(label.colour, label.colour_dark) for label in codebook.labels]


def test_every_colour_of_the_palette_can_be_read_and_is_there_once() -> None:
    labels = tuple(Label(f"L{n}", f"L{n}", "", light, dark, light) for n, (light, dark) in enumerate(PALETTE))
    assert [problem for problem in problems(Codebook("x", labels=labels)) if problem.other is None] == []
    assert not any(one[page] == other[page] for one, other in combinations(PALETTE, 2) for page in (0, 1))


def test_a_key_is_the_first_free_letter_of_the_name() -> None:
    assert free_key("Ort_2", "OR") == "T"
    assert free_key("Ort", "ORT") == ""


def test_colours_are_those_that_all_can_tell_then_the_most_different_then_the_least_used() -> None:
    assert free_colours([]) == PALETTE[0]
    used: list[tuple[str, str]] = []
    for _ in range(2 * len(PALETTE)):
        used.append(free_colours(used))
    assert set(used[: len(PALETTE)]) == set(used[len(PALETTE) :]) == set(PALETTE)


def test_new_labels_have_keys_first_letters_first_and_none_of_a_command() -> None:
    made = extended("Schiff", "Ort", "Hafen", "Sturm", "Orte", "Rat")
    assert {label.name: label.key for label in made.labels[4:]} == {
        # S does something; H is the first letter of another, which has it therefore.
        "Schiff": "I",
        "Ort": "O",
        "Hafen": "H",
        "Sturm": "M",
        "Orte": "",
        "Rat": "",
    }
    assert made.labels[:4] == NEWS.labels
    many = extended(*(f"Kategorie_{n}" for n in range(60)))
    keys = [label.key for label in many.labels if label.key]
    assert len(keys) == len(set(keys))
    assert not COMMAND_KEYS & set(keys)


def test_new_labels_look_like_none_that_there_is() -> None:
    made = extended("Ort", "Hafen", "Sturm", "Rat", "Boot", "Netz")
    assert problems(made) == []
    assert made.labels[4].colour == made.labels[4].tint == "#991111", "what looks like no other stays as it is"
    many = extended(*(f"Kategorie_{n}" for n in range(18)))
    assert len(set(colours_of(many))) == 22


def test_keys_and_colours_of_their_own_stay() -> None:
    own = Label("Ort", "Ort", "K", "#991111", "#FF8080", "#FFAACC")
    made = with_signs(replace(NEWS, labels=(*NEWS.labels, own)), NEWS)
    assert made.labels[-1] == own


def test_a_colour_that_a_label_came_with_stays_where_the_dark_page_alone_needs_another() -> None:
    dark = NEWS.labels[0].colour_dark
    made = extended("Theses", colours=("#4C1408", dark)).labels[-1]
    assert (made.colour, made.tint) == ("#4C1408", "#4C1408")
    assert made.colour_dark != dark
