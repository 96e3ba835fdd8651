"""Who can be a speaker: noun phrases, names, pronouns in an article."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.models import Article
from annotator.suggest.mentions import Mention, mentions
from annotator.suggest.reading import Reading


def found(text: str, lang: str = "de") -> dict[str, Mention]:
    reading = Reading(Article(1, "a", "", text, lang=lang))
    return {text[mention.start : mention.end]: mention for mention in mentions(reading)}


CASES = [
    ("de", "Das sagte Jan Müller von der Acme AG.", "Jan Müller von der Acme AG", "name", "person"),
    ("en", "A body that Ortega has criticized met.", "Ortega", "name", ""),
    ("es", "La empresa cerró, y Barcos del Norte S.A. también.", "Barcos del Norte S.A.", "name", "organisation"),
    ("it", "La Acme S.p.A. ha chiuso.", "La Acme S.p.A.", "name", "organisation"),
    ("de", "Sie sagte dieser.", "dieser", "pronoun", ""),
    ("de", "Da kam dieser Minister.", "dieser Minister", "nominal", "person"),
    ("de", "Die Forscher:innen kamen.", "Die Forscher:innen", "nominal", "group"),
    ("de", "Die Pflegerinnen kamen.", "Die Pflegerinnen", "nominal", "group"),
    ("de", "Die neue Steuer kam.", "Die neue Steuer", "nominal", ""),
    ("de", "Jan von Wrede kam. Das sagte von Wrede.", "von Wrede", "name", ""),
    ("de", "Brakesund (kd) - Anna Berg kam.", "Anna Berg", "name", "person"),
    ("de", "So sagte es Reederei-Sprecherin Anna Berg.", "Reederei-Sprecherin Anna Berg", "name", "person"),
    ("de", "Tjark Ohlsen, Chef des Hafenbunds, ging.", "Tjark Ohlsen, Chef des Hafenbunds", "name", "person"),
    ("de", "Die Sprecherin der Reederei schwieg.", "Die Sprecherin der Reederei", "nominal", "person"),
    (
        "de",
        "Da kam der ältere Bruder des Bischofs, Georg Tams.",
        "der ältere Bruder des Bischofs, Georg Tams",
        "name",
        "person",
    ),
    ("de", "Senatorin Merle Classen (GPB) blieb.", "Senatorin Merle Classen (GPB)", "name", "person"),
    (
        "de",
        "Der Minister für Fischerei und Häfen kam.",
        "Der Minister für Fischerei und Häfen",
        "nominal",
        "person",
    ),
    ("de", "Dann kam Dr. Enno von der Brake.", "Dr. Enno von der Brake", "name", "person"),
    ("de", "Der Hafenbund wehrt sich.", "Der Hafenbund", "nominal", "organisation"),
    ("de", "Das Möweninselministerium prüft.", "Das Möweninselministerium", "nominal", "organisation"),
    ("de", "Ein Polizist winkte.", "Ein Polizist", "nominal", "person"),
    ("de", "Die Studie liegt vor.", "Die Studie", "nominal", "document"),
    ("de", "Die Fischer lachen.", "Die Fischer", "nominal", "group"),
    ("de", "Kämmerer Arno Wiesel ging.", "Kämmerer Arno Wiesel", "name", "person"),  # not the "Kammer"
    ("de", "Stadtkämmerin Ada Wiesel ging.", "Stadtkämmerin Ada Wiesel", "name", "person"),
    ("de", "Die Kreisrätin ging.", "Die Kreisrätin", "nominal", "person"),
    ("de", "Die Vorständin Ada Wiesel ging.", "Die Vorständin Ada Wiesel", "name", "person"),
    ("de", "Richter Arno Wiesel lachte.", "Richter Arno Wiesel", "name", "person"),
    ("de", "Gestern lachte Anwohner Wiesel.", "Anwohner Wiesel", "name", "person"),
    ("de", "Kritiker Merkels lachen.", "Kritiker Merkels", "name", "group"),
    ("fr", "Il accuse la maire de mépriser la ville.", "la maire", "nominal", "person"),
    ("fr", "Il demande au préfet d'agir.", "préfet", "nominal", "person"),
    ("fr", "Le chef du foyer est là.", "Le chef du foyer", "nominal", "person"),
    ("de", "Gestern lachte sie.", "sie", "pronoun", ""),
    ("en", "Then port senator Merle Classen left.", "port senator Merle Classen", "name", "person"),
    ("en", "The Harbour Board rejected it.", "The Harbour Board", "name", "organisation"),
    (
        "en",
        "A spokeswoman for the Harbour Board left.",
        "A spokeswoman for the Harbour Board",
        "nominal",
        "person",
    ),
    ("en", "The minister rejected the claim.", "The minister", "nominal", "person"),
    (
        "en",
        "Anna Berg, the minister of fisheries, left.",
        "Anna Berg, the minister of fisheries",
        "name",
        "person",
    ),
    ("en", "Saltmere's mayor left.", "Saltmere's mayor", "nominal", "person"),
    ("en", "Dr. J. Tams of the Harbour Union left.", "Dr. J. Tams of the Harbour Union", "name", "person"),
    ("en", "Fishermen cheered.", "Fishermen", "nominal", "group"),
    ("en", "Then she left.", "she", "pronoun", "person"),
    ("en", "The Dockers' Union rejected it.", "The Dockers' Union", "nominal", "organisation"),
    ("en", "Then the dockers’ union left.", "the dockers’ union", "nominal", "organisation"),
    ("en", "Then U.S. senator Anna Berg left.", "U.S. senator Anna Berg", "name", "person"),
    ("en", "State senator Anna Berg left.", "State senator Anna Berg", "name", "person"),
    ("en", "Shortly before, Anna Berg (GPB) left.", "Anna Berg (GPB)", "name", "person"),
    ("en", "HARWICK, Nov 3 (Quaywire) - Anna Berg left.", "Anna Berg", "name", "person"),
    ("en", "Others left. Some said no.", "Some", "pronoun", ""),
    ("en", "Her new phone was lost.", "Her new phone", "nominal", ""),
    ("fr", "Le porte-parole du ministère part.", "Le porte-parole du ministère", "nominal", "person"),
    ("fr", "L’avocat du syndicat part.", "L’avocat du syndicat", "nominal", "person"),
    (
        "fr",
        "La ministre de la Pêche, Anne Morvan, part.",
        "La ministre de la Pêche, Anne Morvan",
        "name",
        "person",
    ),
    ("fr", "Puis Yann Le Goff part.", "Yann Le Goff", "name", "person"),
    ("fr", "« Non », ajoute-t-elle.", "elle", "pronoun", ""),
    ("es", "Vino el ministro de Pesca, Juan Pérez.", "el ministro de Pesca, Juan Pérez", "name", "person"),
]


@pytest.mark.parametrize(("lang", "text", "words", "kind", "who"), CASES)
def test_phrases_are_found_with_what_they_tell(lang: str, text: str, words: str, kind: str, who: str) -> None:
    all_of_them = found(text, lang)
    assert words in all_of_them, list(all_of_them)
    assert (all_of_them[words].kind, all_of_them[words].who) == (kind, who)


def test_the_article_can_be_left_out_and_the_apposition_and_the_name_be_told() -> None:
    text = "Dort blieb der Chef des Hafenbunds, Tjark Ohlsen."
    mention = found(text)["der Chef des Hafenbunds, Tjark Ohlsen"]
    assert text[mention.bare : mention.core] == "Chef des Hafenbunds"
    assert text[mention.start : mention.head] == "der Chef"
    assert mention.name == "Tjark Ohlsen"


def test_gender_and_number_are_told_by_articles_endings_titles_and_pronouns() -> None:
    every = found("Frau Tams und die Sprecherin und der Minister; sie und er und wir.")
    told = {words: (mention.gender, mention.number) for words, mention in every.items()}
    assert told == {
        "Frau Tams": ("f", "s"),
        "die Sprecherin": ("f", "s"),
        "der Minister": ("m", "s"),
        "sie": ("f", ""),
        "er": ("m", "s"),
        "wir": ("", "p"),
    }


def test_what_stands_behind_a_preposition_is_no_subject() -> None:
    every = found("Nach dem Minister kam der Bischof mit Tjark Ohlsen.")
    assert [words for words, mention in every.items() if not mention.oblique] == ["der Bischof"]


def test_an_enumeration_is_no_apposition() -> None:
    assert "Tjark Ohlsen, der Minister" not in found("Tjark Ohlsen, der Minister und Anna Berg kamen.")


def test_a_phrase_ends_with_its_line() -> None:
    assert {"Tjark Ohlsen", "Anna Berg"} <= set(found("Tjark Ohlsen\nAnna Berg"))


@given(
    st.text("Der Minister sagte, „Anna Berg“ (SPD) des L’avocat du Dr. J. von\n und 3 A-b_’'", max_size=80),
    st.sampled_from(["de", "en", "fr", "es", "ru", "zh", ""]),
)
def test_any_text_has_mentions_in_order_within_it(text: str, lang: str) -> None:
    reading = Reading(Article(1, "a", "", text, lang=lang))
    at = 0
    for mention in mentions(reading):
        assert at <= mention.start <= mention.bare < mention.head <= mention.core <= mention.end <= len(text)
        assert mention.kind in ("name", "nominal", "pronoun")
        assert "\n" not in text[mention.start : mention.end]
        at = mention.end
    assert len(reading.parsed.letters) == len(reading.parsed.words)
