"""What is said of keys that can't be, or that would do two things."""

from __future__ import annotations

import pytest

from annotator.core.codebook import parse_codebook
from annotator.ui.actions.key_trouble import key_troubles, taken_keys
from annotator.ui.actions.making import load_keys
from annotator.ui.actions.spec import ActionSpec, label_rows
from annotator.ui.actions.table import ACTIONS


def rows(*keys: str) -> tuple[ActionSpec, ...]:
    labels = [{"name": f"L{key}", "key": key, "colour": "#1060F0"} for key in keys]
    return *ACTIONS, *label_rows(parse_codebook({"name": "small", "labels": labels}))


@pytest.mark.parametrize(
    ("settings", "labels", "expected"),
    [
        ({}, "AQ", []),
        ({"label.link": "L", "label.note": ""}, "AQ", []),
        (
            {"no.such": "X", "nor.that": "Y"},
            "AQ",
            ["The settings have keys for actions that there are not: no.such, nor.that."],
        ),
        (
            {"label.link": "Nonsense+Q", "label.zone": 7, "label.redo": ["Ctrl+Y", "Oh"]},
            "AQ",
            [
                "The settings have keys that can't be read; the usual ones act: "
                "label.link=Nonsense+Q, label.zone=7, label.redo=Ctrl+Y, Oh."
            ],
        ),
        (
            {"label.note": "S", "article.next": "Ctrl+D"},
            "AQ",
            [
                "Keys do two things, which the settings can change: "
                "Ctrl D (article.done_next, article.next), S (label.link, label.note)."
            ],
        ),
        (
            {},
            "SZN",
            [
                "Labels have keys of other actions, which Commands has by name: "
                "S (Link speaker or claimant), Z (Mark as not article text), N (Note)."
            ],
        ),
        (
            {"label.link": "A"},
            "A",
            ["Labels have keys of other actions, which Commands has by name: A (Link speaker or claimant)."],
        ),
        (
            {"article.next": "A", "no.such": "X"},
            "A",
            [
                "The settings have keys for actions that there are not: no.such.",
                "Keys do two things, which the settings can change: A (article.next, label:LA).",
            ],
        ),
    ],
)
def test_all_troubles_are_told(settings: dict[str, object], labels: str, expected: list[str]) -> None:
    keys = load_keys(settings)
    taken = taken_keys(keys, rows(*labels))
    assert [*key_troubles(settings, keys, rows(*labels)), *([taken] if taken else [])] == expected
