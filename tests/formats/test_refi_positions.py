"""REFI-QDA: how the positions of a whole project are counted."""

from __future__ import annotations

from functools import partial

import pytest

from annotator.core.models import Draft
from annotator.formats.foreign_codebook import extended
from annotator.formats.readers.refi_qda import RefiQdaReader
from tests.formats.foreign_cases import CODEBOOK, drafts, labels, read
from tests.formats.test_refi_qda import project, selection, text_source

READER = RefiQdaReader()
EMOJI = "🙂🙂🙂 The ferry stays, Ilse said."
LINES = "The ferry\r\nstays,\r\n\r\nIlse said."
DOUBT = "source Two: nothing proves how its positions are counted; see if its labels fit"


def both(first: str, second: str, one: str, two: str, origin: str = "") -> list[Draft]:
    """The articles of a project with two sources that have these selections."""
    sources = text_source(first) + text_source(second, path="internal://B.txt", name="Two", guid="B")
    data = project(sources, origin=origin, A=one.encode(), B=two.encode())
    return drafts(read(READER, data, "a", extended(CODEBOOK, partial(read, READER, data, "a"))))


def place(text: str, words: str, unit: str = "utf-32-le") -> tuple[int, int]:
    """Where the words are in the text, in code points or UTF-16 units."""
    size = 4 if unit == "utf-32-le" else 2
    start = len(text[: text.index(words)].encode(unit)) // size
    return start, start + len(words.encode(unit)) // size


@pytest.mark.parametrize("unit", ["utf-32-le", "utf-16-le"])
def test_what_one_source_proves_holds_for_the_others(unit: str) -> None:
    """The program called the selection of the other one by a number."""
    first, second = both(
        selection(*place(EMOJI, "ferry", unit), "ferry"),
        selection(*place(EMOJI + ".", "Ilse", unit), "2:1"),
        EMOJI,
        EMOJI + ".",
    )
    assert (labels(first), labels(second)) == ([("CLAIM", "ferry")], [("CLAIM", "Ilse")])
    assert not [remark for draft in (first, second) for remark in draft.remarks if "positions" in remark]


def test_line_ends_are_counted_alike_in_all_sources() -> None:
    single = LINES.replace("\r\n", "\n")
    for text in (LINES, single):
        _, second = both(
            selection(*place(text, "Ilse"), "Ilse"), selection(*place(text, "said"), "3"), LINES, LINES + "!"
        )
        assert labels(second) == [("CLAIM", "said")]


def test_one_selection_that_cuts_words_at_both_ends_tells() -> None:
    text = LINES.replace("\r\n", "\n")
    data = project(text_source(selection(*place(text, "Ilse"), "Quote 7")), A=LINES.encode())
    (draft,) = drafts(read(READER, data))
    assert labels(draft) == [("CLAIM", "Ilse")]


def test_a_source_with_names_of_its_own_is_believed() -> None:
    """Sources that were written by another version, say."""
    first, second = both(
        selection(*place(EMOJI, "ferry", "utf-16-le"), "ferry")
        + selection(*place(EMOJI, "Ilse", "utf-16-le"), "Ilse"),
        selection(*place(EMOJI + ".", "Ilse"), "Ilse"),
        EMOJI,
        EMOJI + ".",
    )
    assert labels(first) == [("CLAIM", "ferry"), ("CLAIM", "Ilse")]
    assert labels(second) == [("CLAIM", "Ilse")]


@pytest.mark.parametrize(("origin", "found"), [("NVivo", "b"), ("ATLAS.ti 23", ")")])
def test_what_nothing_proves_is_told(origin: str, found: str) -> None:
    """Either way is a stretch that cuts no word; ATLAS.ti is known to count line ends once."""
    _, second = both(selection(0, 3, "The"), selection(4, 5, "2"), LINES, "a\r\n(b)(c)", origin)
    assert labels(second) == [("CLAIM", found)]
    assert DOUBT in second.remarks


def test_positions_beyond_the_text_are_none() -> None:
    _, second = both(selection(0, 3, "The"), selection(4, 7, "2"), LINES, "🙂🙂 ab")
    assert labels(second) == [("CLAIM", " ab")]
    assert DOUBT not in second.remarks
