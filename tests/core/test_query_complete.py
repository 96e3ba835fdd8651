"""What a query that is being typed may go on with."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.query import QueryError, parse_query
from annotator.core.query_complete import complete
from tests.core.test_query import CODEBOOK


def offered(text: str, cursor: int | None = None, asked: bool = False) -> list[str]:
    found = complete(text, len(text) if cursor is None else cursor, CODEBOOK, asked)
    return [suggestion.text for suggestion in found.suggestions] if found else []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("for", ["form:"]),
        ("fähre -for", ["form:"]),
        ("(spea", ["speaker:"]),
        ("quo", ["label:QUOTE "]),
        ("QUOTE.s", ["score:", "said_on:", "speaker:"]),
        ("article.", ["flag:", "comment:", "commenter:"]),
        ("form:", ["direct ", "indirect ", "free_indirect ", "none ", "any "]),
        ("form:dir", ["direct ", "indirect ", "free_indirect "]),
        ("form:{direct, n", ["none", "indirect", "free_indirect", "any"]),
        ("label:c", ["CUE ", "ACTOR "]),
        ("status:", ["new ", "started ", "done ", "skipped "]),
        ("checked:", ["yes ", "no ", "none ", "any "]),
        ("fo", []),
        ("", []),
        ("fähre ", []),
        ("Berlin:", []),
        ("form: ", []),
        ('"fo', []),
        ("title:x", []),
    ],
)
def test_offered(text: str, found: list[str]) -> None:
    assert offered(text) == found


def test_all_fields_when_asked() -> None:
    assert {"label:", "form:", "speaker:", "status:", "flag:"} <= set(offered("fähre ", asked=True))


def test_it_replaces_the_word_at_the_cursor() -> None:
    text = "fähre form:dir status:done"
    found = complete(text, 14, CODEBOOK)
    assert found is not None
    assert text[: found.start] + found.suggestions[0].text.rstrip() + text[found.end :] == (
        "fähre form:direct status:done"
    )


@given(st.text(alphabet='abcformlQUOTE:.{}"-( ,=<>', max_size=20))
def test_what_is_offered_is_understood(text: str) -> None:
    """A value that is offered is one; a field that is offered lacks its value alone."""
    found = complete(text, len(text), CODEBOOK)
    for suggestion in found.suggestions if found else ():
        assert found is not None
        try:
            parse_query(text[: found.start] + suggestion.text, CODEBOOK)
        except QueryError as error:
            if suggestion.what == "value":
                # It is something else that is wrong.
                assert error.start < found.start  # noqa: PT017
