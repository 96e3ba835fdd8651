"""Interrupted quotations: which pieces belong together, and which must stay apart."""

from __future__ import annotations

import pytest
from hypothesis import example, given

from annotator.core.quotation import continuations, interrupted_at
from tests.core.test_boundaries_any_text import assert_whole, cases, texts
from tests.making import segments_in

# The pieces are what stands in { }.
JOINED = [
    "{„Wir bleiben“}, sagte Ohlsen, {„bis jemand zuhört.“} Dann ging er.",
    "Am Tor: {„Wir bleiben“}, sagte Ohlsen, {„Niemand hört zu.“}",
    "{„Wir bleiben“}, so der Sprecher Dr. Harms am 3. Mai, {„bis jemand zuhört“}.",
    "{„Wir bleiben!“}, rief sie, {„und zwar alle!“}",
    "{„Das“}, fügte sie hinzu, {„ist kein Spiel.“}",
    "{„Wir bleiben hier“}, wisperte Ohlsen, {„bis jemand zuhört.“}",
    "{„Warum“} – so Harms – {„hört uns keiner zu?“}",
    "{„Der Streik bleibt“} laut Tjark Ohlsen {„auch im Winter möglich“}.",
    "{»Wir bleiben«}, sagte Ohlsen, {»bis jemand zuhört.«}",
    "{«Wir bleiben»}, sagte Ohlsen, {«bis jemand zuhört.»}",
    "{„A“}, sagte sie, {„B“}, fragte sie, {„C“}.",
    "Sie las vor: „Er meinte: {‚Wir bleiben‘}, sagte er, {‚bis zuletzt‘}.“",
    "{“We stay,”} she said, {“until someone listens.”}",
    '{"We stay,"} Ohlsen said, {"until someone listens."}',
    '{"We stay,"} said Mr. Ohlsen. {"until someone listens."}',
    "{‘We stay’}, she said, {‘until someone listens.’}",
    "{“Who,”} asked the harbour master, {“would load it?”}",
    "{« Nous restons »}, a dit M. Morvan, {« jusqu’à demain. »}",
    "{« Nous restons »}, ajoute-t-elle, {« jusqu’à demain. »}",
    "{« Nous restons ! »} lance-t-il, {« et tous ensemble. »}",
    "{« Personne »}, selon lui, {« ne viendra. »}",
]
APART = [
    "„Wir bleiben“, sagte Ohlsen. „Niemand hört zu.“",
    "„Wir bleiben“, sagte Ohlsen und fügte hinzu: „Niemand hört zu.“",
    "„Wir bleiben“, sagte Ohlsen, und Harms erwiderte, „Nein.“",
    "„Wir bleiben“, sagte Ohlsen, der als „Fährmann“ bekannt ist.",
    "„Wir bleiben“, sagte sie. Dann schwieg sie, sagte sie, „bis zuletzt“.",
    "„Wir bleiben“, sagte Ohlsen,\n„bis jemand zuhört.“",
    "Er nannte das „Unsinn“, „Quatsch“ und „Lüge“.",
    "„Das Boot“, ein Roman von Harms, „Die Fähre“ und mehr.",
    "Die Lage sei „ernst“ und „dramatisch“, sagte sie.",
    "Die Lage sei „ernst“, heute gar, „dramatisch“.",
    "“We stay,” she said. “Nobody listens.”",
    '"We stay," he said, adding, "Nobody listens."',
    '"We stay here," he said, adding, "until someone listens."',
    "« Nous restons », a dit M. Morvan. « Personne ne viendra. »",
    "„Wir bleiben“, sagte sie, »bis zuletzt«.",
    "„Wir bleiben“ laut Ohlsen „Niemand“.",
    "„Wir bleiben“ und laut Ohlsen „niemals gehen“.",
    f"„Wir bleiben“, sagte {'sehr ' * 60}laut Ohlsen, „bis zuletzt“.",
]


def pieces_of(marked: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without { }, and where the pieces that stood in them are."""
    text, found = "", []
    for part in marked.split("{"):
        piece, closed, rest = part.partition("}")
        if closed:
            found.append((len(text), len(text) + len(piece)))
        text += piece + rest
    return text, found


@pytest.mark.parametrize("marked", JOINED)
def test_one_sentence_of_several_pieces(marked: str) -> None:
    text, pieces = pieces_of(marked)
    assert len(pieces) > 1
    for start, end in pieces:
        others = [piece for piece in pieces if piece != (start, end)]
        assert interrupted_at(text, start, end) == pieces
        assert interrupted_at(text, start + 2, start + 2) == pieces
        assert continuations(text, ((start, end),)) == others
    assert continuations(text, tuple(pieces)) == []


@pytest.mark.parametrize("text", APART)
def test_what_is_not_one_sentence(text: str) -> None:
    assert [interrupted_at(text, i, i) for i in range(len(text)) if interrupted_at(text, i, i)] == []


def test_a_quote_labelled_without_its_marks_goes_on_without() -> None:
    text = "„Wir bleiben“, sagte Ohlsen, „bis jemand zuhört.“"
    first, second = segments_in(text, "Wir bleiben", "bis jemand zuhört.")
    assert continuations(text, (first,)) == [second]
    assert continuations(text, (second,)) == [first]


def test_a_quote_labelled_with_the_comma_after_it() -> None:
    text = "„Wir bleiben“, sagte Ohlsen, „bis jemand zuhört.“"
    first, second = segments_in(text, "„Wir bleiben“,", "„bis jemand zuhört.“")
    assert continuations(text, (first,)) == [second]


@pytest.mark.parametrize(
    "whole", ["„Wir bleiben“, sagte Ohlsen", "„Wir bleiben“, sagte Ohlsen, „bis jemand zuhört.“"]
)
def test_nothing_is_missing_where_the_words_between_are_labelled_too(whole: str) -> None:
    text = "„Wir bleiben“, sagte Ohlsen, „bis jemand zuhört.“"
    assert continuations(text, segments_in(text, whole)) == []


def test_the_quotation_around_an_interrupted_one_is_not_taken_for_it() -> None:
    text = "„Er meinte: ‚Wir bleiben‘, sagte er, ‚bis zuletzt‘“, berichtete sie, „und ging.“"
    outer = segments_in(text, "„Er meinte: ‚Wir bleiben‘, sagte er, ‚bis zuletzt‘“", "„und ging.“")
    inner = segments_in(text, "‚Wir bleiben‘", "‚bis zuletzt‘")
    assert continuations(text, outer[:1]) == [outer[1]]
    assert continuations(text, inner[:1]) == [inner[1]]


@given(cases)
def test_any_range_of_any_text(case: tuple[str, int, int, int]) -> None:
    text, one, other, _ = case
    start, end = min(one, other), max(one, other)
    pieces = interrupted_at(text, start, end)
    assert pieces == sorted(pieces)
    for piece in pieces:
        assert interrupted_at(text, *piece) == pieces
    if start < end:
        missing = continuations(text, ((start, end),))
        for piece in missing:
            assert_whole(text, piece)
            assert piece[1] <= start or end <= piece[0]
            assert "\n" not in text[piece[0] : piece[1]]
        if missing:
            assert continuations(text, tuple(sorted([(start, end), *missing]))) == []


@given(texts, texts, texts)
@example("a", ", sagte sie, ", "b")
def test_any_text_between_two_quotations(one: str, gap: str, other: str) -> None:
    text = f"„{one}“{gap}„{other}“"
    for at in range(len(text)):
        for piece in continuations(text, ((at, at + 1),)):
            assert not piece[0] <= at < piece[1]
