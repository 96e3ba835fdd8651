"""The query language: what is understood, what is words, and what is refused where."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from annotator.core.codebook import Attribute, Codebook, Label, RelationType
from annotator.core.query import And, Kind, Not, Or, Query, QueryError, Term, Words, fold, parse_query

CODEBOOK = Codebook(
    "probe",
    labels=(
        Label(
            "QUOTE",
            "Quote",
            "Q",
            "#000000",
            "#FFFFFF",
            attributes=(
                Attribute("form", values=("direct", "indirect", "free_indirect"), required=True),
                Attribute("score", "number"),
                Attribute("checked", "boolean"),
                Attribute("said_on", "date"),
                Attribute("kind", values=("speech", "letter")),
            ),
        ),
        Label(
            "ACTOR",
            "Actor",
            "A",
            "#000000",
            "#FFFFFF",
            attributes=(Attribute("kind", values=("person", "place")),),
            points_to="actor",
        ),
        Label("CUE", "Cue", "U", "#000000", "#FFFFFF"),
    ),
    relations=(
        RelationType("speaker", "Speaker", ("QUOTE",), ("ACTOR",)),
        RelationType("cue", "Cue", ("QUOTE",), ("CUE",)),
    ),
)


def parse(text: str) -> Query:
    return parse_query(text, CODEBOOK)


def term(text: str) -> Term:
    root = parse(text).root
    assert isinstance(root, Term), root
    return root


def values(text: str) -> list[str]:
    return [value.text for case in term(text).cases for value in case.values]


def words(text: str) -> tuple[str, ...]:
    root = parse(text).root
    assert isinstance(root, Words), root
    return root.words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("fähre hafen", ("fähre", "hafen")),
        ("Fa\u0308hre", ("Fähre",)),
        ("Berlin: Die Fähre", ("Berlin", "Die", "Fähre")),
        ("Berlin:Mitte", ("Berlin", "Mitte")),
        ("Label: ein Wort", ("Label", "ein", "Wort")),
        ("12:30 https://news.example/a?b=c", ("12", "30", "https", "news", "example", "a", "b", "c")),
        ("www.form:direct", ("www", "form", "direct")),
        ("saint-elme - still", ("saint", "elme", "still")),
        ("fähre and hafen", ("fähre", "and", "hafen")),
        ("fähre or", ("fähre", "or")),
        ("(fähre", ("fähre",)),
        ("fähre)) ()", ("fähre",)),
        ('"fähre', ("fähre",)),
        ("fähre -", ("fähre",)),
    ],
)
def test_plain_words(text: str, found: tuple[str, ...]) -> None:
    assert words(text) == found
    assert parse(text).is_plain


@pytest.mark.parametrize("text", ["", "  ", "()", "-", '"', '""', "🙂", "(())"])
def test_nothing_is_asked_for(text: str) -> None:
    assert parse(text).root is None


def test_last_word_is_a_beginning_while_it_is_typed() -> None:
    assert parse("fähre haf").root == Words(("fähre", "haf"), beginning=True)
    assert parse("fähre hafen ").root == Words(("fähre", "hafen"))
    assert parse("fähre form:direct").root == And((Words(("fähre",)), term("form:direct")))
    assert parse("form:direct haf").root == And((term("form:direct"), Words(("haf",), beginning=True)))
    assert parse('"liegen still"').root == Words(("liegen", "still"), phrase=True)


def test_expressions() -> None:
    direct, none, quote = term("form:direct"), term("form:none"), term("label:QUOTE")
    assert parse("label:QUOTE form:none").root == And((quote, none))
    assert parse("form:direct or form:none").root == Or((direct, none))
    assert parse("label:QUOTE (form:direct OR form:none)").root == And((quote, Or((direct, none))))
    assert parse("form:direct or form:none label:QUOTE").root == Or((direct, And((none, quote))))
    assert parse("-form:direct").root == Not(direct)
    assert parse("not form:direct").root == Not(direct)
    assert parse("not -form:direct").root == direct
    assert parse("-(form:direct or fähre)").root == Not(Or((direct, Words(("fähre",)))))


def test_values() -> None:
    assert values("label:quote") == ["QUOTE"]
    assert values("form:{direct, Indirect}") == ["direct", "indirect"]
    assert values("form:*direct") == ["direct", "indirect", "free_indirect"]
    assert values('cue:{sagte, "wies zurück", SAGT*}') == ["sagte", "wies zurück", "sagt*"]
    assert values("cue:{sagte") == ["sagte"]
    assert values('speaker:"Mara Ohlsen"') == ["mara ohlsen"]
    assert values("speaker:„Mara Ohlsen“") == ["mara ohlsen"]
    assert values('speaker:"Mara') == ["mara"]
    assert values('speaker:"Mara ""M"" Ohlsen"') == values('speaker:„Mara "M" Ohlsen“') == ['mara "m" ohlsen']
    assert values('cue:{"""Ja""", "x"}') == ['"ja"', "x"]
    assert values('speaker:"Mara ""M') == ['mara "m']
    assert values("published:2025-03") == ["2025-03"]
    assert [v.wild for v in term('cue:{sag*, "sag*"}').cases[0].values] == [True, False]


def test_not_set_and_set() -> None:
    assert (term("form:none").unset, term("form:none").any) == (True, False)
    assert (term("speaker:any").unset, term("speaker:any").any) == (False, True)
    both = term("form:{direct, none}")
    assert (both.unset, [v.text for v in both.cases[0].values]) == (True, ["direct"])
    assert not term('actor:"none"').unset
    assert values('actor:"none"') == ["none"]


def test_comparisons() -> None:
    assert [(term(f"score{op}0.5").compare, term(f"score{op}0,5").cases[0].values[0].number) for op in "<>"] == [
        ("<", 0.5),
        (">", 0.5),
    ]
    assert term("score:>=2").compare == ">="
    assert term("published>=2025-01").kind is Kind.PUBLISHED
    assert term("text:=Fähre").compare == "="
    assert term("checked:yes").cases[0].values[0].number == 1
    assert values("said_on<2025") == ["2025"]


def test_which_label() -> None:
    assert [case.labels for case in term("kind:person").cases] == [("ACTOR",)]
    assert [case.labels for case in term("kind:none").cases] == [("QUOTE",), ("ACTOR",)]
    assert [case.labels for case in term("actor.kind:none").cases] == [("ACTOR",)]
    assert [case.labels for case in term("speaker:none").cases] == [("QUOTE",)]
    assert [case.labels for case in term("actor:none").cases] == [("ACTOR",)]
    assert term("concept:any").cases == ()
    assert values("missing:required") == ["form"]
    assert term("article.flag:open").own
    assert not term("flag:open").own


@pytest.mark.parametrize(
    ("text", "start", "sentence"),
    [
        ("fähre form:dircet", 11, "Did you mean direct? It can be direct, indirect, free_indirect, none or any"),
        ("label:QUOT", 6, "Did you mean QUOTE?"),
        ("label:none", 6, "label can't be 'none'"),
        ("form:", 0, "form needs a value such as direct"),
        ("cue:{}", 0, "cue needs a value"),
        ("form>direct", 5, "form has no order"),
        ("score:viel", 6, "a number such as 0.5"),
        ("published:2025-13", 10, "a date such as 2025-03-13"),
        ("published:gestern", 10, "a date such as 2025-03-13"),
        ("checked:maybe", 8, "yes, no, none or any"),
        ("QUOTE.fomr:direct", 6, "it has form, score, checked, said_on, kind, speaker or cue"),
        ("status:finished", 7, "new, started, done or skipped"),
        ("kind:letters", 5, "Did you mean letter?"),
        ('title:""', 6, "quotation marks are empty"),
    ],
)
def test_refusals_name_the_place_and_what_is_possible(text: str, start: int, sentence: str) -> None:
    with pytest.raises(QueryError) as raised:
        parse(text)
    assert raised.value.start == start
    assert sentence in str(raised.value)
    assert str(raised.value).startswith(f"At character {start + 1}: ")


def test_what_it_speaks_of() -> None:
    assert parse("form:direct fähre").of_spans
    assert not parse("status:done fähre with:QUOTE").of_spans
    assert not parse("article.flag:open").of_spans
    assert not parse("form:direct").is_plain


def test_too_much_is_refused_in_words() -> None:
    with pytest.raises(QueryError, match="100 terms"):
        parse("status:done " * 101)
    with pytest.raises(QueryError, match="brackets"):
        parse("-(" * 60 + "a" + ")" * 60)
    with pytest.raises(QueryError, match="1,000 values"):
        parse("cue:{" + "a," * 1001 + "}")
    with pytest.raises(QueryError, match="longer than"):
        parse("cue:" + "a" * 1001)
    assert len(words("fähre " * 5000)) == 100


PIECES = st.sampled_from(
    [
        "form:",
        "form:direct",
        "label:QUOTE",
        "cue:{a, b",
        "}",
        "-",
        "(",
        ")",
        " ",
        '"',
        "or",
        "not",
        "fähre",
        "score>",
    ]
)


@given(
    st.text(max_size=40) | st.lists(PIECES, max_size=14).map("".join) | st.lists(PIECES, max_size=10).map(" ".join)
)
@example("\ud800:\x00")
@example("not -(")
@example('-""')
@example("a (or) not or")
def test_any_text_is_a_query_or_refused_in_place(text: str) -> None:
    refusal = None
    try:
        assert parse(text).text == text
    except QueryError as error:
        refusal = error
    assert refusal is None or 0 <= refusal.start <= refusal.end <= len(text)


@given(st.lists(st.text("abcdefghäöü", min_size=4, max_size=8), min_size=1, max_size=6))
def test_text_without_signs_is_words(found: list[str]) -> None:
    assert words(" ".join(found)) == tuple(found)


@given(st.text(max_size=30))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    # Composed and without capitals may each undo a bit of the other, in letters that hardly any text has.
    assert fold(fold(fold(text))) == fold(fold(text))


@pytest.mark.parametrize(
    ("text", "field", "start"),
    [("lable:QUOTE", "label", 0), ("fähre spaeker:none", "speaker", 6), ("-Lable:QUOTE", "label", 1)],
)
def test_a_field_with_a_slip_in_it_is_told(text: str, field: str, start: int) -> None:
    with pytest.raises(QueryError, match=f"did you mean {field}") as caught:
        parse_query(text, CODEBOOK)
    assert caught.value.start == start


@pytest.mark.parametrize("text", ["Autor:innen", "Sprecher:in", "Berlin:Mitte", "lab:x"])
def test_other_words_before_a_colon_are_words(text: str) -> None:
    assert parse_query(text, CODEBOOK).is_plain


def test_brackets_without_end_take_no_time() -> None:
    # Looking through all that stands in each pair took minutes.
    assert parse_query("(" * 50_000 + ")" * 50_000, CODEBOOK).root is None
    with pytest.raises(QueryError, match="too deep"):
        parse_query("(" * 50_000 + "a" + ")" * 50_000, CODEBOOK)


@pytest.mark.parametrize(
    ("text", "notes"),
    [
        ("foo:bar", ["there is no field foo; taken as words"]),
        ("foo:bar foo:baz", ["there is no field foo; taken as words"]),
        ("X.foo:bar", ["there is no field X.foo; taken as words"]),
        ("(fähre or", ["the bracket at character 1 is not closed"]),
        (
            "fähre) (hafen",
            ["the bracket at character 6 closes nothing", "the bracket at character 8 is not closed"],
        ),
        ('"fähre', ["the quotation mark at character 1 is not closed"]),
        ('speaker:"Mara', ["the quotation mark at character 9 is not closed"]),
        ("cue:{sagte, rief", ["the bracket at character 5 is not closed"]),
        ("label:CUE and", ["and is taken as a word: what stands side by side holds together anyway"]),
        ("https://deich.example/a Autor:innen 12:30 Berlin: Mitte", []),
        ('(fähre or "am Hafen") cue:{sagte} speaker:"M O"', []),
    ],
)
def test_notes_on_what_is_words(text: str, notes: list[str]) -> None:
    assert list(parse_query(text, CODEBOOK).notes) == notes
