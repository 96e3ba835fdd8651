from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.formats.label_studio_html import HyperText
from annotator.formats.readers.label_studio import LabelStudioReader
from tests.formats.foreign_cases import drafts, labels, read, reason

PAGE = (
    "<!-- <p> --><style>p > b {}</style><h1>Fog &amp; 🙂</h1>"
    "<p>“Never,”<br/>replied <b>Gwen</b>.</p>\r\n<p>5 < 6</p>"
)
COUNTED = "p > b {}Fog & 🙂“Never,”\nreplied Gwen.\n5 < 6"


def task(words: str, counted: str = COUNTED, told: str | None = None, **data: Any) -> bytes:
    start = counted.index(words)
    value = {
        "start": "/p[1]/text()[1]",
        "end": "/p[1]/text()[1]",
        "startOffset": 0,
        "endOffset": 4,
        "globalOffsets": {"start": start, "end": start + len(words)},
        "text": words if told is None else told,
        "hypertextlabels": ["ACTOR"],
    }
    region = {"id": "r", "from_name": "label", "type": "hypertextlabels", "value": value}
    return json.dumps([{"id": 1, "data": data or {"html": PAGE}, "annotations": [{"result": [region]}]}]).encode()


def test_what_is_counted_and_what_is_read() -> None:
    page = HyperText(PAGE)
    assert page.counted == COUNTED
    assert page.text == "Fog & 🙂\n“Never,”\nreplied Gwen.\n\n5 < 6\n"


@pytest.mark.parametrize("words", ["Gwen", "🙂“Never,”", "“Never,”\nreplied", "5 < 6"])
def test_regions_are_where_their_words_are(words: str) -> None:
    (draft,) = drafts(read(LabelStudioReader(), task(words)))
    assert labels(draft) == [("ACTOR", words.replace("🙂“", "🙂\n“"))]


def test_a_plain_text_may_be_hypertext() -> None:
    (draft,) = drafts(read(LabelStudioReader(), task("Gwen", "Oh, Gwen!", text="Oh, Gwen!")))
    assert labels(draft) == [("ACTOR", "Gwen")]


def test_other_words_are_refused() -> None:
    why = reason(read(LabelStudioReader(), task("Gwen", told="Ilse")))
    assert why == '"Ilse" does not stand at 32-36 of its html'


def test_regions_of_a_style_sheet_are_refused() -> None:
    assert reason(read(LabelStudioReader(), task("p > b"))).endswith("start -1 is negative")


PIECES = ("<p>", "</p>", "<br>", "<!--", "-->", "<", ">", "&amp;", "a\n", "<b ", "</")


@given(st.lists(st.sampled_from(PIECES)))
def test_each_character_that_is_counted_is_in_the_text(pieces: list[str]) -> None:
    page = HyperText("".join(pieces))
    for place, character in enumerate(page.counted):
        start, end = page.place(place, place + 1)
        assert page.text[start:end] == character
