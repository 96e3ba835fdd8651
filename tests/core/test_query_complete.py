"""What a query that is being typed may go on with."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.query import QueryError, Term, Value, fold, parse_query
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


NAMES = {
    "actor": ["Tjark Ohlsen", "DGB", "none", "Die *Wucht*", 'Karl "Kalle" Kok', 'Kai „Kalle“ "K" Kok', "DGB"],
    "concept": ["Häfen", "(Lohn)"],
}


def named(text: str, cursor: int | None = None) -> list[str]:
    def names(register: str, typed: str) -> list[str]:
        return [name for name in NAMES[register] if typed.casefold() in name.casefold()]

    found = complete(text, len(text) if cursor is None else cursor, CODEBOOK, names=names)
    return [suggestion.text for suggestion in found.suggestions] if found else []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "actor:",
            [
                *("none ", "any ", '"Tjark Ohlsen" ', "DGB ", '"none" ', '"Die *Wucht*" '),
                *('"Karl ""Kalle"" Kok" ', '"Kai „Kalle“ ""K"" Kok" '),
            ],
        ),
        ('actor:"Karl ""K', ['"Karl ""Kalle"" Kok" ']),
        ('actor:{DGB, "karl ""kalle""', ['"Karl ""Kalle"" Kok"']),
        ("fähre actor:tj", ['"Tjark Ohlsen" ']),
        ('actor:"Tj', ['"Tjark Ohlsen" ']),
        ('actor:"Tjark Oh', ['"Tjark Ohlsen" ']),
        ("actor:=tj", ['"Tjark Ohlsen" ']),
        ("actor:{DGB, tj", ['"Tjark Ohlsen"']),
        ('actor:{DGB, "tjark o', ['"Tjark Ohlsen"']),
        ("concept:h", ["Häfen ", '"(Lohn)" ']),
        ("speaker:tj", []),
        ('"actor:tj', []),
        ('title:"tj', []),
    ],
)
def test_entries_of_the_registers(text: str, found: list[str]) -> None:
    assert named(text) == found


def test_a_name_takes_the_place_of_what_was_typed_of_it() -> None:
    text = 'fähre actor:"Tja'
    found = complete(text, len(text), CODEBOOK, names=lambda _register, _typed: ["Tjark Ohlsen"])
    assert found is not None
    assert text[: found.start] + found.suggestions[0].text == 'fähre actor:"Tjark Ohlsen" '


def _term(text: str) -> Term:
    term = parse_query(text, CODEBOOK).root
    assert isinstance(term, Term)
    return term


@given(st.text(alphabet='ab*„“”»«"()-{}, :none', min_size=1).filter(lambda name: fold(name)))
def test_a_name_that_is_offered_means_itself(name: str) -> None:
    name = " ".join(name.split())
    found = complete("actor:", 6, CODEBOOK, names=lambda _register, _typed: [name])
    assert found is not None
    for suggestion in found.suggestions:
        if suggestion.what == "actor":
            term = _term(f"actor:{suggestion.text}")
            assert (term.unset, term.any) == (False, False)
            assert term.cases[0].values == (Value(fold(name)),)


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
