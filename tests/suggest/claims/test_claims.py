"""What is proposed as a claim, in quotes and outside them, and what is not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.codebook_file import read_codebook
from annotator.core.models import Article, Relation, Segments, Span
from annotator.core.resources import resource
from annotator.suggest.base import Context, Proposal
from annotator.suggest.claims.suggester import Claims
from annotator.suggest.pipeline import Suggested, suggest

CONTEXT = Context(read_codebook(resource("codebooks", "news.toml")), with_article=False)


def place(text: str, words: str | list[str]) -> Segments:
    found, at = [], 0
    for piece in [words] if isinstance(words, str) else words:
        start = text.index(piece, at)
        at = start + len(piece)
        found.append((start, at))
    return tuple(found)


def claims(
    text: str,
    lang: str,
    quotes: Mapping[str, str] | Sequence[tuple[str | list[str], str]] = (),
    actors: tuple[str, ...] = (),
    cue: str = "",
    existing: tuple[str, ...] = (),
) -> Suggested:
    """What Claims proposes beside these quotes (words and form), all of which have the first actor as speaker."""
    pairs: list[tuple[str | list[str], str]] = [*(quotes.items() if isinstance(quotes, Mapping) else quotes)]
    spans = [
        Span(f"q{n}", 1, "", "QUOTE", place(text, words), {"form": form}) for n, (words, form) in enumerate(pairs)
    ]
    relations = [Relation(f"r{n}", 1, "", "speaker", f"q{n}", "a0") for n in range(len(pairs))]
    spans += [Span(f"a{n}", 1, "", "ACTOR", place(text, words)) for n, words in enumerate(actors)]
    spans += [Span(f"c{n}", 1, "", "CLAIM", place(text, words)) for n, words in enumerate(existing)]
    if cue:
        spans.append(Span("cue", 1, "", "CUE", place(text, cue)))
        relations.append(Relation("rc", 1, "", "cue", "q0", "cue"))
    found = suggest(Article(1, "", "", text, lang=lang), (), spans, [Claims()], CONTEXT, relations)
    assert not found[0].failure
    return found[0]


def words(text: str, proposal: Proposal) -> str:
    return " … ".join(text[start:end] for start, end in proposal.segments)


def all_words(text: str, found: Suggested) -> list[str]:
    return [words(text, proposal) for proposal in found.proposals if proposal.label == "CLAIM"]


@pytest.mark.parametrize(
    ("lang", "quote", "expected", "category"),
    [
        ("de", "„Der Senat muss endlich zahlen.“", "Der Senat muss endlich zahlen", "demand"),
        ("de", "„Das Angebot ist unverschämt, aber wir brauchen Ruhe.“", "wir brauchen Ruhe", "demand"),
        ("de", "„Das ist frei erfunden“", "Das ist frei erfunden", "assessment"),
        ("en", "“The board should resign.”", "The board should resign", "demand"),
        ("en", "“It was late. That offer is an outrage!”", "That offer is an outrage", "assessment"),
        ("en", "“If the ferry stops, we will starve.”", "If the ferry stops, we will starve", "assessment"),
        ("fr", "« Le port doit rouvrir. »", "Le port doit rouvrir", "demand"),
        ("fr", "« C’est un scandale »", "C’est un scandale", "assessment"),
    ],
)
def test_direct_quotes_that_demand_or_judge(lang: str, quote: str, expected: str, category: str) -> None:
    text = f"{quote}, Wiebke Tams."
    found = claims(text, lang, {quote: "direct"}, ("Wiebke Tams",))
    assert all_words(text, found) == [expected]
    assert found.proposals[0].attributes == {"category": category}
    assert {(link.label, link.child.existing) for link in found.links} == {
        ("expressed_in", "q0"),
        ("claimant", "a0"),
    }


@pytest.mark.parametrize(
    ("lang", "quote"),
    [
        ("de", "„Ich fahre Luft.“"),
        ("de", "„Müssen wir das glauben?“"),
        ("de", "„Ich muss heute noch arbeiten.“"),
        ("de", "„Sollte die Fähre fahren, kommen wir.“"),
        ("de", "„Wir werden morgen ausschlafen.“"),
        ("en", "“I must go home now.”"),
        ("en", "“We sat on the quay and drank tea.”"),
        ("en", "“Why should we wait?”"),
        ("fr", "« J’ai eu des frissons »"),
        ("xx", "“The board should resign.”"),
    ],
)
def test_direct_quotes_that_only_tell_or_ask(lang: str, quote: str) -> None:
    text = f"{quote}, Tams."
    assert claims(text, lang, {quote: "direct"}, ("Tams",)).proposals == []


def test_whatever_is_told_again_is_claimed() -> None:
    text = "Harksen warnte, ohne Fähre reiche der Diesel noch acht Tage."
    plain = claims(text, "de", {"ohne Fähre reiche der Diesel noch acht Tage": "indirect"}, ("Harksen",))
    assert all_words(text, plain) == ["ohne Fähre reiche der Diesel noch acht Tage"]
    text = "Harksen sagte, dass der Senat zahlen müsse."
    demand = claims(text, "de", {"dass der Senat zahlen müsse": "indirect"}, ("Harksen",))
    assert all_words(text, demand) == ["der Senat zahlen müsse"]
    assert demand.proposals[0].score > plain.proposals[0].score


@pytest.mark.parametrize(
    ("lang", "text", "quote", "trusted"),
    [
        ("en", "Harksen said that the ferry sailed at noon.", "the ferry sailed at noon", False),
        ("en", "Harksen said that the ferry must sail at noon.", "the ferry must sail at noon", True),
        ("fr", "Harksen dit que le ferry part à midi.", "le ferry part à midi", False),
        ("fr", "Harksen dit que le ferry doit partir à midi.", "le ferry doit partir à midi", True),
    ],
)
def test_a_claim_that_is_but_the_quote_once_more_has_a_low_score(
    lang: str, text: str, quote: str, trusted: bool
) -> None:
    found = claims(text, lang, {quote: "indirect"}, ("Harksen",))
    assert all_words(text, found) == [quote]
    assert (found.proposals[0].score > 0.5) is trusted


@pytest.mark.parametrize(
    ("lang", "quote", "expected"),
    [
        ("en", "the boats must sail “on time”", "the boats must sail “on time”"),
        ("en", 'the boats must sail "on time".', 'the boats must sail "on time"'),
        ("en", "the dockers’ offer must be called ‘fair’", "the dockers’ offer must be called ‘fair’"),
        ("en", "“fair” is what it must be", "“fair” is what it must be"),
        ("fr", "les bateaux doivent partir « à l’heure »", "les bateaux doivent partir « à l’heure »"),
        ("de", "die Boote müssen „pünktlich“ fahren", "die Boote müssen „pünktlich“ fahren"),
        ("de", "die Boote müssen fahren „wie bisher“", "die Boote müssen fahren „wie bisher“"),
    ],
)
def test_quotation_marks_stay_where_both_are_in_the_claim(lang: str, quote: str, expected: str) -> None:
    text = f"Harksen: {quote}"
    assert all_words(text, claims(text, lang, {quote: "indirect"}, ("Harksen",))) == [expected]


def test_an_actor_alone_is_none() -> None:
    text = "Le maire, Firmin Lescaut, parle."
    assert claims(text, "fr", {"Le maire, Firmin Lescaut": "indirect"}, ("Firmin Lescaut",)).proposals == []


def test_indirect_questions_are_none() -> None:
    text = "Harksen fragte, ob der Senat zahlen müsse."
    assert claims(text, "de", {"ob der Senat zahlen müsse": "indirect"}, ("Harksen",)).proposals == []


def test_an_interrupted_sentence_is_one_claim() -> None:
    text = "„Die Fähre“, sagte Tams, „muss fahren.“"
    found = claims(text, "de", [(["„Die Fähre“", "„muss fahren.“"], "direct")], ("Tams",))
    assert all_words(text, found) == ["Die Fähre … muss fahren"]


def test_sentences_on_both_sides_of_an_interruption_are_apart() -> None:
    text = "“We sat there,” said Tams. “The board must go.”"
    found = claims(text, "en", [(["“We sat there,”", "“The board must go.”"], "direct")], ("Tams",))
    assert all_words(text, found) == ["The board must go"]


def test_what_something_is_called() -> None:
    text = "Der Hafenbund nannte die Absage „ein Spiel auf Zeit“ und ging."
    quote = {"„ein Spiel auf Zeit“": "direct"}
    found = claims(text, "de", quote, ("Hafenbund",), cue="nannte")
    assert all_words(text, found) == ["ein Spiel auf Zeit"]
    assert found.proposals[0].reason == "after 'nannte'"
    assert claims(text, "de", quote, ("Hafenbund",)).proposals == []
    text = "Der neue Rat nannte sich „Oberster Rat der Küste“ und ging."
    assert claims(text, "de", {"„Oberster Rat der Küste“": "direct"}, ("Rat",), cue="nannte").proposals == []


def test_a_quote_within_a_quote_carries_its_own_claim() -> None:
    text = "“He told me: ‘The board must go.’ Then he left,” said Tams."
    quotes = [
        ("“He told me: ‘The board must go.’ Then he left,”", "direct"),
        ("‘The board must go.’", "direct"),
    ]
    found = claims(text, "en", quotes, ("Tams",))
    assert all_words(text, found) == ["The board must go"]
    assert [link.child.existing for link in found.links if link.label == "expressed_in"] == ["q1"]


@pytest.mark.parametrize(
    ("lang", "text", "actor", "expected", "stance"),
    [
        (
            "de",
            "Die Senatorin Classen lehnt eine schnelle Schlichtung ab.",
            "Classen",
            "eine schnelle Schlichtung",
            -1,
        ),
        ("de", "Den Einsatz von Fremdfirmen lehnte er erneut ab.", "er", "Den Einsatz von Fremdfirmen", -1),
        ("de", "Am Montag forderte Tams neue Bürgschaften.", "Tams", "neue Bürgschaften", 1),
        ("de", "Tams forderte von der Reederei seit Jahren eine Nachtfähre.", "Tams", "eine Nachtfähre", 1),
        ("en", "The union demands a night ferry.", "union", "a night ferry", 1),
        ("en", "Classen has ruled out quick arbitration.", "Classen", "quick arbitration", -1),
        ("en", "Classen called for an emergency sailing, in vain.", "Classen", "an emergency sailing", 1),
        ("en", "The Quay Union (QU) demanded a review.", "Quay Union", "a review", 1),
        ("en", "Classen rejected the plan and called it late.", "Classen", "the plan", -1),
        ("fr", "Le maire, Firmin Lescaut, réclame un médiateur.", "Firmin Lescaut", "un médiateur", 1),
        ("fr", "Le syndicat refuse la médiation du port.", "syndicat", "la médiation du port", -1),
    ],
)
def test_objects_of_verbs_that_want_or_refuse(
    lang: str, text: str, actor: str, expected: str, stance: int
) -> None:
    found = claims(text, lang, actors=(actor,))
    assert all_words(text, found) == [expected]
    assert found.proposals[0].attributes["stance"] == ("support" if stance > 0 else "oppose")
    assert ("claimant", "a0") in [(link.label, link.child.existing) for link in found.links]


@pytest.mark.parametrize(
    ("lang", "text", "actor"),
    [
        ("de", "Die Reederei Boysen wies den Vorwurf zurück.", "Reederei Boysen"),
        ("de", "Tams forderte den Senat auf, Bürgschaften zu prüfen.", "Tams"),
        ("de", "Tams lehnt an einem Zaun.", "Tams"),
        ("en", "The quay in the rain demands a poet. Classen left.", "Classen"),
        ("de", "Das Angebot wurde von Tams abgelehnt, Tams lehnte den Vertrag nicht ab.", "Tams"),
        ("de", "Tams forderte den „sofortigen Abzug“ der Kräne.", "Tams"),
        ("de", "Tams forderte die Küstenwache an und ging.", "Tams"),
        ("en", "The offer was rejected by Classen.", "Classen"),
        ("en", "Classen never demanded a new offer.", "Classen"),
        ("en", "Classen rejected it.", "Classen"),
        ("en", "The weather demands Classen at sea.", "Classen"),
        ("en", "Classen asked people to wait in the shed for an hour.", "Classen"),
    ],
)
def test_objects_that_tell_nothing(lang: str, text: str, actor: str) -> None:
    assert claims(text, lang, actors=(actor,)).proposals == []


@pytest.mark.parametrize(
    ("lang", "text", "subject", "claim"),
    [
        ("de", "Die Senatorin lehnt eine schnelle Schlichtung ab.", "Senatorin", "eine schnelle Schlichtung"),
        ("fr", "La mairie veut un médiateur.", "mairie", "un médiateur"),
        ("en", "Union leaders rejected a late offer.", "Union leaders", "a late offer"),
    ],
)
def test_a_subject_that_nobody_has_marked_is_proposed_as_the_claimant(
    lang: str, text: str, subject: str, claim: str
) -> None:
    found = claims(text, lang)
    assert {(one.label, words(text, one)) for one in found.proposals if one.label in ("ACTOR", "CLAIM")} == {
        ("ACTOR", subject),
        ("CLAIM", claim),
    }
    # What is wanted or refused is reported speech.
    (quote,) = (one for one in found.proposals if one.label == "QUOTE")
    assert (words(text, quote), quote.attributes["form"]) == (text.removesuffix("."), "reported")
    assert {(link.label, link.head.label, link.child.label) for link in found.links} == {
        ("claimant", "CLAIM", "ACTOR"),
        ("expressed_in", "CLAIM", "QUOTE"),
        ("speaker", "QUOTE", "ACTOR"),
        ("cue", "QUOTE", "CUE"),
    }


def test_a_claim_that_is_there_is_linked_to_its_quote_and_the_speaker_of_that() -> None:
    text = "“The ferry sails at ten,” said Tams."
    found = claims(
        text, "en", {"“The ferry sails at ten,”": "direct"}, ("Tams",), existing=("The ferry sails at ten",)
    )
    assert all_words(text, found) == []
    assert {(link.label, link.child.label) for link in found.links} == {
        ("claimant", "ACTOR"),
        ("expressed_in", "QUOTE"),
    }


def test_a_reported_quote_carries_the_object() -> None:
    text = "The union demands a night ferry."
    found = claims(text, "en", {"The union demands a night ferry": "reported"}, ("union",))
    assert all_words(text, found) == ["a night ferry"]
    assert {"claimant", "expressed_in"} <= {link.label for link in found.links}


def test_what_is_claimed_already_is_left_alone() -> None:
    text = "“The board must go,” said Tams."
    found = claims(text, "en", {"“The board must go,”": "direct"}, ("Tams",), existing=("board must go",))
    assert found.proposals == []


@given(
    st.text("„“”«»‘’\"'abM müssen.?!:;,\n—the must nobody mais doit 🐈\u200d\x00", max_size=80),
    st.lists(st.tuples(st.integers(0, 80), st.integers(1, 30)), max_size=6),
    st.sampled_from(["de", "en", "fr"]),
    st.sampled_from(["direct", "indirect", "reported", "free_indirect", None]),
)
def test_any_text_and_any_quotes(text: str, ranges: list[tuple[int, int]], lang: str, form: str | None) -> None:
    spans = []
    for n, (start, length) in enumerate(ranges):
        end = min(len(text), start + length)
        if start < end:
            attributes = {"form": form} if form else {}
            spans.append(
                Span(f"s{n}", 1, "", "ACTOR" if n % 3 == 0 else "QUOTE", ((start, end),), dict(attributes))
            )
    found = suggest(Article(1, "", "", text, lang=lang), (), spans, [Claims()], CONTEXT)[0]
    assert not found.failure
    places = sorted(place for proposal in found.proposals for place in proposal.segments)
    for (_, end), (start, _) in pairwise(places):
        assert end <= start
    for proposal in found.proposals:
        assert 0 < proposal.score < 1
        assert not words(text, proposal)[0].isspace()
        assert not words(text, proposal)[-1].isspace()
        assert words(text, proposal).strip("„“”«»‘’\"'")
