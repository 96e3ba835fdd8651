"""Who is proposed as an actor, and whom the register's entries are given to."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.codebook_file import read_codebook
from annotator.core.models import Actor, Article, Relation, Span, Zone
from annotator.core.resources import resource
from annotator.suggest.actors.suggester import Actors
from annotator.suggest.base import Context, Link, Proposal, Suggestions
from annotator.suggest.pipeline import Suggested, suggest
from annotator.suggest.reading import Reading

BOOK = read_codebook(resource("codebooks", "news.toml"))
OHLSEN = Actor("ohlsen", "Tjark Ohlsen", "person")
CLASSEN = Actor("classen", "Merle Classen", "person")
BOARD = Actor("board", "Saltmere Harbour Board", "organisation")
REGISTER = (OHLSEN, CLASSEN, BOARD, Actor("bund", "Hafenbund Freie Küste", "organisation", ("Hafenbund",)))


def actors(
    text: str,
    lang: str = "de",
    register: Sequence[Actor] = REGISTER,
    with_article: bool = False,
    spans: Sequence[Span] = (),
    zones: Sequence[Zone] = (),
) -> Suggested:
    context = Context(BOOK, register, with_article=with_article)
    found = suggest(Article(1, "", "", text, lang=lang), zones, spans, [Actors()], context)[0]
    assert not found.failure
    return found


def table(text: str, found: Suggested) -> list[tuple[str, str | None]]:
    return sorted(
        ((text[one.start : one.end], one.actor_id) for one in found.proposals), key=lambda row: text.index(row[0])
    )


def marked(
    text: str, lang: str, *words: str, quotes: Sequence[tuple[str, int]] = (), register: Sequence[Actor] = REGISTER
) -> list[tuple[str | None, object, object]]:
    """Entry, form of mention and kind that are filled into proposals of these words, in the order of the text.

    ``quotes`` are direct ones, each with the place of its speaker among the words.
    """
    reading = Reading(Article(1, "", "", text, lang=lang))
    known, at = [], 0
    for word in words:
        at = text.index(word, at)
        known.append(Proposal("ACTOR", ((at, at + len(word)),), 0.5))
        at += len(word)
    for quote, speaker in quotes:
        start = text.index(quote)
        known.append(Proposal("QUOTE", ((start, start + len(quote)),), 0.5, attributes={"form": "direct"}))
        reading.links.append(Link("speaker", known[-1], known[speaker], 0.5))
    Actors().suggest(reading, known, Context(BOOK, register))
    return [
        (one.actor_id, one.attributes.get("mention"), one.attributes.get("kind"))
        for one in known
        if one.label == "ACTOR"
    ]


TAMS = Actor("tams", "Wiebke Tams", "person")


@pytest.mark.parametrize(
    "whole",
    [
        "Wiebke Tams, Sprecherin des Hafenbunds",
        "Wiebke Tams, die Geschäftsführerin des Hafenbunds",
        "Wiebke Tams, die für den Hafenbund spricht",
    ],
)
def test_an_organisation_in_her_role_is_not_she(whole: str) -> None:
    text = f"{whole}, widersprach ihm."
    assert [row[0] for row in marked(text, "de", whole)] == [None]
    assert [row[0] for row in marked(text, "de", whole, register=(*REGISTER, TAMS))] == ["tams"]


def test_her_entry_is_known_by_what_is_labelled_in_the_article() -> None:
    """Words that the register does not have, but that somebody has linked above."""
    text = "W. Tams kam spät. Dann sprach W. Tams, Sprecherin des Hafenbunds, im Rat."
    start = text.index("W. Tams, Sprecherin")
    told = Proposal("ACTOR", ((start, text.index(", im Rat")),), 0.5)
    reading = Reading(Article(1, "", "", text, lang="de"))
    labelled = Proposal("ACTOR", ((0, 7),), 1.0, actor_id="tams", existing="own")
    Actors().suggest(reading, [labelled, told], Context(BOOK, (*REGISTER, TAMS)))
    assert told.actor_id == "tams"


def test_a_name_of_the_register_with_its_title() -> None:
    text = "Am Tor 3 sprach Gewerkschaftschef Tjark Ohlsen."
    found = actors(text)
    assert table(text, found) == [("Gewerkschaftschef Tjark Ohlsen", "ohlsen")]
    proposal = found.proposals[0]
    assert (proposal.score, proposal.reason) == (0.95, "in the register: Tjark Ohlsen")
    assert proposal.attributes == {"mention": "name", "kind": "person"}


@pytest.mark.parametrize(
    ("lang", "text", "words"),
    [
        ("de", "Es sprach Prof. Dr. Merle Classen.", "Prof. Dr. Merle Classen"),
        ("en", "Then port senator Merle Classen spoke.", "port senator Merle Classen"),
        ("en", "Yesterday said Merle Classen no.", "Merle Classen"),
        ("fr", "Ici, la sénatrice Merle Classen parle.", "sénatrice Merle Classen"),
        ("de", "Das Kabinett. Senatorin; Merle Classen kam.", "Merle Classen"),
    ],
)
def test_titles_and_roles_in_front(lang: str, text: str, words: str) -> None:
    found = [row for row in table(text, actors(text, lang)) if row[1] is not None]
    assert found == [(words, "classen")]


def test_the_article_belongs_to_the_span_where_the_project_has_it_so() -> None:
    text = "Gestern tagte der Hafenbund."
    assert table(text, actors(text)) == [("Hafenbund", "bund")]
    assert table(text, actors(text, with_article=True)) == [("der Hafenbund", "bund")]


def test_nothing_is_found_in_zones_and_across_lines() -> None:
    text = "Tjark\nOhlsen. Von Tjark Ohlsen"
    assert actors(text, zones=[Zone("z", 1, 15, len(text), "byline")]).proposals == []


def test_no_second_span_for_what_somebody_has_marked() -> None:
    text = "Es sprach Gewerkschaftschef Tjark Ohlsen."
    start = text.index("Gewerk")
    mine = Span("mine", 1, "", "ACTOR", ((start, start + 30),))
    assert actors(text, spans=[mine]).proposals == []


def test_an_organisation_within_a_description_is_an_actor_of_its_own() -> None:
    text = "Das sagte die Sprecherin der Reederei Boysen."
    start = text.index("Sprecherin")
    mine = Span("mine", 1, "", "ACTOR", ((start, len(text) - 1),))
    register = (Actor("boysen", "Reederei Boysen", "organisation"),)
    assert table(text, actors(text, register=register, spans=[mine])) == [("Reederei Boysen", "boysen")]


def test_what_exists_is_never_changed() -> None:
    text = "Es sprach Ohlsen, dann Tjark Ohlsen."
    mine = Span("mine", 1, "", "ACTOR", ((10, 16),))
    actors(text, spans=[mine])
    assert mine.actor_id is None
    assert mine.attributes == {}


def test_last_names_mean_who_was_named_in_full() -> None:
    text = "Tjark Ohlsen kam. Ohlsens Rede war kurz. Dann ging Ohlsen."
    assert marked(text, "de", "Ohlsens", "Ohlsen") == [("ohlsen", "name", "person")] * 2


def test_a_last_name_in_a_heading_means_who_is_named_in_full_below() -> None:
    text = "Ohlsen droht\n\nGewerkschaftschef Tjark Ohlsen droht."
    assert marked(text, "de", "Ohlsen")[0][0] == "ohlsen"


def test_one_alias_of_two_means_whom_the_article_names() -> None:
    register = (
        Actor("a", "Enno Harksen", "person", ("Harksen",)),
        Actor("b", "Ina Harksen", "person", ("Harksen",)),
    )
    text = "Harksen kam."
    assert table(text, actors(text, register=register)) == [("Harksen", None)]
    text = "Harksen kam. Denn Ina Harksen mag Häfen."
    assert table(text, actors(text, register=register)) == [("Harksen", "b"), ("Ina Harksen", "b")]


def test_a_role_means_who_was_introduced_with_it() -> None:
    text = "Hafensenatorin Merle Classen kam. Gewerkschaftschef Tjark Ohlsen ging. Die Senatorin blieb."
    assert marked(text, "de", "Die Senatorin") == [("classen", "nominal", "person")]


def test_a_role_in_a_heading_means_who_is_introduced_with_it_below() -> None:
    text = "Senatorin lehnt ab\n\nHafensenatorin Merle Classen lehnt ab."
    assert marked(text, "de", "Senatorin")[0][0] == "classen"


def test_short_names_of_organisations() -> None:
    text = "The Harbour Board met. The board’s chair left."
    assert marked(text, "en", "Harbour Board", "board") == [
        ("board", "name", "organisation"),
        ("board", "nominal", "organisation"),
    ]


@pytest.mark.parametrize(
    ("lang", "text", "pronoun", "actor"),
    [
        (
            "de",
            "Hafensenatorin Merle Classen kam. Hier spricht Bürgermeister Tjark Ohlsen. Da lachte sie.",
            "sie",
            "classen",
        ),
        ("de", "Hafensenatorin Merle Classen traf Tjark Ohlsen, den Bürgermeister. Er schwieg.", "Er", "ohlsen"),
        ("en", "Mr Tjark Ohlsen met Mrs Merle Classen. He was late.", "He", "ohlsen"),
        ("en", "Mrs Merle Classen met Mr Tjark Ohlsen. She was late.", "She", "classen"),
        ("fr", "Madame Merle Classen et monsieur Tjark Ohlsen. Elle a parlé.", "Elle", "classen"),
        ("en", "Tjark Ohlsen left the Harbour Board. It met again.", "It", "board"),
        ("en", "Tjark Ohlsen left. We met again.", "We", None),
    ],
)
def test_pronouns_mean_the_nearest_of_their_gender_and_kind(
    lang: str, text: str, pronoun: str, actor: str | None
) -> None:
    assert marked(text, lang, pronoun)[0][:2] == (actor, "pronoun")


def test_pronouns_do_not_mean_whom_a_quote_mentions() -> None:
    text = "Tjark Ohlsen ging. „Merle Classen fehlt.“ Er lachte."
    assert marked(text, "de", "Tjark Ohlsen", "Er", quotes=[("„Merle Classen fehlt.“", 0)])[1][0] == "ohlsen"


def test_who_says_i_is_the_quotes_speaker() -> None:
    text = "Merle Classen schwieg. „Ich bleibe“, sagte Tjark Ohlsen."
    assert marked(text, "de", "Ich", "Tjark Ohlsen", quotes=[("„Ich bleibe“", 1)])[0][0] == "ohlsen"


def test_words_that_people_have_linked_elsewhere() -> None:
    mentions = {"die kranchefin": "classen", "classen-meyer": "classen"}
    context = Context(BOOK, REGISTER, mentions, with_article=False)
    text = "Es sprach Classen-Meyer. Die Kranchefin lachte."
    found = suggest(Article(1, "", "", text, lang="de"), (), (), [Actors()], context)[0]
    assert table(text, found) == [("Classen-Meyer", "classen"), ("Kranchefin", "classen")]
    assert found.proposals[0].reason == "linked to Merle Classen elsewhere"
    at = text.index("Die")
    known = [Proposal("ACTOR", ((at, at + 14),), 0.5)]
    Actors().suggest(Reading(Article(1, "", "", text, lang="de")), known, context)
    assert known[0].actor_id == "classen"


def test_proposals_of_others_keep_what_they_say() -> None:
    text = "Tjark Ohlsen kam."
    mine = Proposal("ACTOR", ((0, 12),), 0.5, attributes={"mention": "nominal"}, actor_id="classen")
    Actors().suggest(Reading(Article(1, "", "", text, lang="de")), [mine], Context(BOOK, REGISTER))
    assert mine.actor_id == "classen"
    assert mine.attributes["mention"] == "nominal"


def test_a_codebook_without_actors_or_their_attributes() -> None:
    reading = Reading(Article(1, "", "", "Tjark Ohlsen kam.", lang="de"))
    bare = type(BOOK)("bare", labels=tuple(label for label in BOOK.labels if label.name == "CUE"))
    assert Actors().suggest(reading, [], Context(bare, REGISTER)) == Suggestions()


@given(
    st.text("TOjarkhlsenMCr Der sie,.:„“\n’s🐈\u200d\x00", max_size=80),
    st.lists(st.tuples(st.sampled_from(["ACTOR", "QUOTE"]), st.integers(0, 80), st.integers(1, 30)), max_size=6),
    st.sampled_from(["de", "en", "fr", "", "ar"]),
    st.booleans(),
)
def test_any_text_and_any_spans(
    text: str, ranges: list[tuple[str, int, int]], lang: str, with_article: bool
) -> None:
    text = f"Tjark Ohlsen. {text} Senatorin Merle Classen"
    spans = [
        Span(f"s{n}", 1, "", label, ((start, end),))
        for n, (label, start, length) in enumerate(ranges)
        if start < (end := min(len(text), start + length))
    ]
    relations = [
        Relation(f"r{n}", 1, "", "speaker", head.id, child.id) for n, (head, child) in enumerate(pairwise(spans))
    ]
    context = Context(BOOK, REGISTER, with_article=with_article)
    found = suggest(Article(1, "", "", text, lang=lang), (), spans, [Actors()], context, relations)[0]
    assert not found.failure
    for proposal in found.proposals:
        assert 0 < proposal.score < 1
        assert proposal.reason
        assert not text[proposal.start].isspace()
        assert not text[proposal.end - 1].isspace()


@pytest.mark.parametrize(
    ("lang", "text", "names"),
    [
        ("de", "Kranführerin Svea Lüders stieg herab.", ["Kranführerin Svea Lüders"]),
        ("de", "„Nein“, sagte Piet Lorenzen.", ["Piet Lorenzen"]),
        ("de", "Piet Lorenzen schwieg. Dann ging Lorenzen.", ["Piet Lorenzen", "Lorenzen"]),
        ("de", "Piet Lorenzen schwieg. Lorenzens Hut blieb.", ["Piet Lorenzen", "Lorenzens"]),
        ("de", "Piet Lorenzen, Sprecher der Werft, schwieg.", ["Piet Lorenzen"]),
        ("de", "Die Reederei Boysen schwieg.", ["Reederei Boysen"]),
        ("de", "Die SPD schwieg.", ["SPD"]),
        ("en", "Then Gwen Tregarth left.", ["Gwen Tregarth"]),
        ("en", "The mayor, Gwen Tregarth, left. Tregarth smiled.", ["Gwen Tregarth", "Tregarth"]),
        ("en", "Then the Kestrel Bay council voted.", ["Kestrel Bay council"]),
        ("en", "Yesterday the Amalgamated Quay Workers met.", ["Amalgamated Quay Workers"]),
        ("en", "Talks with the GPB failed.", ["GPB"]),
        ("fr", "Le maire, Firmin Lescaut, est parti.", ["Firmin Lescaut"]),
        ("fr", "Le texte est voté avec la GPB.", ["GPB"]),
        ("fr", "Hier, la sénatrice Merle Classen est venue.", ["sénatrice Merle Classen"]),
    ],
)
def test_names_that_no_register_has(lang: str, text: str, names: list[str]) -> None:
    found = actors(text, lang, register=())
    named = [one for one in found.proposals if one.attributes["mention"] == "name"]
    assert [text[one.start : one.end] for one in named] == names
    assert all(one.attributes["kind"] for one in named)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("de", "Im Netzwerk Mole lagen 12 Tonnen Kaffee am Hafen Nord."),
        ("de", "Am Montag brachte das Schiff Mehl und Diesel nach Holmsand."),
        ("de", "Unruhige Nächte folgten. Eine Fahrt nach Brakesund kostet Geld."),
        ("de", "Das Buch „Wilde Küste“ kostet Geld. Er kam mit dem LKW."),
        ("en", "On Fish Street the ferry to the Gull Islands stopped on Monday."),
        ("en", "Ships of the USA left. A boat in the GPB dock sank."),
        ("en", "Dockers At Saltmere Harbour Walk Out After Night Of Rain"),
        ("fr", "Le ferry pour Port-Anselme reste au quai des Salines."),
    ],
)
def test_capitals_that_name_nobody(lang: str, text: str) -> None:
    assert actors(text, lang, register=()).proposals == []


def test_a_name_ends_without_the_blanks_before_the_small_word_behind_it() -> None:
    text = "Merle Duin  kerk is dicht."
    assert [text[one.start : one.end] for one in actors(text, "nl").proposals] == ["Merle Duin"]


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        (
            "de",
            "Die Europäische Union klagt. Die Union schweigt.",
            [("Europäische Union", None), ("Union", "union")],
        ),
        ("en", "The European Union sues. The Union waits.", [("European Union", None), ("Union", "union")]),
    ],
)
def test_the_entry_of_one_word_is_not_a_longer_name_that_ends_with_it(
    lang: str, text: str, expected: list[tuple[str, str | None]]
) -> None:
    found = actors(text, lang, [Actor("union", "Union", "organisation")])
    assert sorted((text[one.start : one.end], one.actor_id) for one in found.proposals) == sorted(expected)


def test_a_last_name_means_who_has_it_in_this_article_though_she_has_no_entry() -> None:
    text = "Tjark Ohlsen sprach. Maria Ohlsen sagte nichts. Ohlsen ging."
    found = actors(text, "de")
    entries = {(text[one.start : one.end], one.start): one.actor_id for one in found.proposals}
    assert entries == {("Tjark Ohlsen", 0): "ohlsen", ("Maria Ohlsen", 21): None, ("Ohlsen", 48): None}


def test_articles_of_other_languages_belong_to_the_span_too() -> None:
    text = "El senador Julio Barrientos viajó. La ministra Elena Cortázar viajó."
    found = actors(text, "es", with_article=True)
    assert {text[one.start : one.end] for one in found.proposals} == {
        "El senador Julio Barrientos",
        "La ministra Elena Cortázar",
    }


def test_an_ampersand_joins_the_words_of_a_name() -> None:
    text = "Die Kettler & Söhne GmbH klagt."
    assert [text[one.start : one.end] for one in actors(text).proposals] == ["Kettler & Söhne GmbH"]


@pytest.mark.parametrize(
    "text", ["The report says that Ms Anna Berg knew.", "The report says that ministers knew of it."]
)
def test_that_behind_a_verb_is_no_article(text: str) -> None:
    found = actors(text, "en", with_article=True)
    assert not [one for one in found.proposals if text[one.start : one.end].startswith("that")]


@pytest.mark.parametrize(
    ("text", "pronoun", "entry"),
    [
        ("Der Hafenbund kritisierte das Gesetz. Er forderte mehr Geld.", "Er", "bund"),
        ("Der Hafenbund kritisierte Tjark Ohlsen. Er forderte mehr Geld.", "Er", "ohlsen"),
    ],
)
def test_a_pronoun_that_opens_a_sentence_may_mean_the_body_that_opens_the_one_before(
    text: str, pronoun: str, entry: str
) -> None:
    *_, (found, *_) = marked(text, "de", pronoun)
    assert found == entry
