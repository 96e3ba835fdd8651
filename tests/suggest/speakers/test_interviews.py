"""Who speaks in interviews, where a colon, a dash or the question before tells it and no verb does."""

from __future__ import annotations

import pytest

from annotator.core.codebook_file import read_codebook
from annotator.core.models import Article
from annotator.core.resources import resource
from annotator.suggest import pipeline, registry
from annotator.suggest.base import Context

LABELLED = """Q: Why did you shut the gate?
MERLE CLASSEN: Because nobody listened in May. I said so at the time.
I would do it again.
Q: And the night ferry?
MERLE CLASSEN: It stays in port.
Q: Until when?
A: Until Monday.
Q: And then?
A: We shall see."""

DASHED = """La alcaldesa Lucía Bernal recibe en su despacho.
— ¿Por qué ahora?
— Porque nadie escuchaba en mayo.
— ¿Y el puerto?
— Sigue cerrado hasta el lunes."""

MARKED = """Il maestro Tullio Landi riceve a Brakesund.
Che cosa ascolta, quando è solo?
«La radio, le previsioni del mare.»
Si ritirerà mai?
«Mai, finché c’è un’orchestra.»"""


def said(text: str, lang: str) -> list[tuple[str, list[str]]]:
    """Each direct quote with its speakers."""
    context = Context(read_codebook(resource("codebooks", "news.toml")))
    rules = registry.suggesters(("quotes", "speakers"))
    found = pipeline.suggest(Article(1, "a", "", text, lang=lang), (), (), rules, context)
    links = [link for one in found for link in one.links if link.label == "speaker"]
    quotes = sorted((p for one in found for p in one.proposals if p.label == "QUOTE"), key=lambda p: p.start)
    return [
        (
            " … ".join(text[start:end] for start, end in quote.segments),
            [text[link.child.start : link.child.end] for link in links if link.head is quote],
        )
        for quote in quotes
        if quote.attributes["form"] == "direct"
    ]


def test_whose_turn_it_is_stands_before_a_colon() -> None:
    assert said(LABELLED, "en") == [
        ("Because nobody listened in May. I said so at the time.\nI would do it again.", ["MERLE CLASSEN"]),
        ("It stays in port.", ["MERLE CLASSEN"]),
        ("Until Monday.", []),
        ("We shall see.", []),
    ]


def test_whoever_is_named_first_answers_and_nobody_asks() -> None:
    assert said(DASHED, "es") == [
        ("¿Por qué ahora?", []),
        ("Porque nadie escuchaba en mayo.", ["La alcaldesa Lucía Bernal"]),
        ("¿Y el puerto?", []),
        ("Sigue cerrado hasta el lunes.", ["La alcaldesa Lucía Bernal"]),
    ]
    assert said(MARKED, "it") == [
        ("«La radio, le previsioni del mare.»", ["Il maestro Tullio Landi"]),
        ("«Mai, finché c’è un’orchestra.»", ["Il maestro Tullio Landi"]),
    ]


@pytest.mark.parametrize(
    ("lang", "text", "pieces", "speaker"),
    [
        ("it", '"Restiamo qui - ha detto il sindaco -, anche domani"',
         '"Restiamo qui … anche domani"', "il sindaco"),
        ("it", "«L’idea è nata in mare, confessa la pescatrice. Nessuno ci credeva»",
         "«L’idea è nata in mare … Nessuno ci credeva»", "la pescatrice"),
        ("es", "«Nos quedamos, dijo el alcalde, hasta el lunes»", "«Nos quedamos … hasta el lunes»", "el alcalde"),
    ],
)  # fmt: skip
def test_words_about_the_speaker_stand_within_the_marks(lang: str, text: str, pieces: str, speaker: str) -> None:
    assert said(text, lang) == [(pieces, [speaker])]
