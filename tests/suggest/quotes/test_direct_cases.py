"""Direct quotations of many languages, and what stands in marks and is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.core.models import Article
from annotator.suggest.quotes.direct import direct
from annotator.suggest.reading import Reading

_LINES = Path(__file__).with_name("cases.txt").read_text("utf-8").splitlines()
CASES = [tuple(line.split("\t")) for line in _LINES if line and not line.startswith("#")]


def marked(text: str, lang: str) -> str:
    """The text with ⟦ and ⟧ around what is proposed."""
    found = direct(Reading(Article(1, "a", "", text, lang=lang)))
    places = [(one.end, 0, "⟧") for one in found] + [(one.start, 1, "⟦") for one in found]
    for at, _, mark in sorted(places, reverse=True):
        text = text[:at] + mark + text[at:]
    return text


@pytest.mark.parametrize(("lang", "wanted"), CASES)
def test_what_is_proposed(lang: str, wanted: str) -> None:
    wanted = wanted.replace("⏎", "\n")
    assert marked(wanted.replace("⟦", "").replace("⟧", ""), lang) == wanted


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 150
    assert len({lang for lang, _ in CASES}) >= 20
