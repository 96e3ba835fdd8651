"""Breaks of lines that the extraction made one of."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from annotator.formats.page_breaks import with_breaks
from annotator.formats.page_lines import PageLine
from annotator.formats.readers.html import HtmlReader
from tests.formats.fuzzing import draft

LINES = [
    "Fähre fällt aus",
    "Von Ada Böhm",
    "Die Fähre von Nordwik nach Sund fährt heute nicht.",
    "Grund ist der Sturm, der seit der Nacht weht.",
]


def shown(*lines: str) -> list[PageLine]:
    return [PageLine(line, None, 0.0, heads=False) for line in lines]


def test_a_short_item_keeps_its_paragraphs_and_its_byline_is_a_zone() -> None:
    title, byline, *paragraphs = LINES
    body = f"<h1>{title}</h1><div class=byline>{byline}</div>" + "".join(f"<p>{p}</p>" for p in paragraphs)
    page = (
        f"<html><head><title>{title}</title></head><body><nav>Start</nav><article>{body}</article></body></html>"
    )
    found = draft(HtmlReader(), page.encode(), "a.html")
    assert found.article.text.split("\n") == LINES
    assert [(z.kind, found.article.text[z.start : z.end].strip()) for z in found.zones] == [("byline", byline)]


def test_a_text_of_linked_data_alone_keeps_its_paragraphs() -> None:
    paragraphs = [f"Am Tag {day} blieb der Hafen von Nordwik zu, wie die Behörde sagte." for day in range(9)]
    for between in ("\n\n", "<br>", "</p><p class='x'>"):
        said = {"@type": "NewsArticle", "headline": "Hafen zu", "articleBody": between.join(paragraphs)}
        script = f"<script type='application/ld+json'>{json.dumps(said)}</script>"
        page = f"<html><head><title>Hafen zu</title>{script}</head><body><div id=root></div></body></html>"
        assert draft(HtmlReader(), page.encode(), "a.html").article.text.split("\n") == paragraphs


def test_only_lines_that_say_just_the_same_give_breaks() -> None:
    text = " ".join(LINES[1:3])
    assert with_breaks(text, [], shown(*LINES)) == "\n".join(LINES[1:3])
    assert with_breaks(text, ["Anderes."], shown(*LINES[2:])) == text
    assert with_breaks(text, [f"{LINES[1]}\n{LINES[2]}"], []) == "\n".join(LINES[1:3])
    assert with_breaks(text, [], shown(LINES[1], LINES[2] + " Mehr.")) == text


@given(st.lists(st.text("ab .", min_size=1, max_size=4), max_size=8), st.integers(0, 8), st.integers(0, 8))
def test_letters_stay_as_they_are(lines: list[str], first: int, last: int) -> None:
    text = " ".join(lines[first:last])
    assert "".join(with_breaks(text, [], shown(*lines)).split()) == "".join(text.split())
