"""Bylines and dates as newspapers write them."""

from __future__ import annotations

import pytest

from annotator.core.models import Article, Draft
from annotator.formats.zones.bylines import authors_of, outlet_of
from annotator.formats.zones.dates import find_date
from annotator.formats.zones.drafts import mark_zones


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Von Ludger Brams, Brakesund", ("Ludger Brams",)),
        ("Von Ludger Brams und Merle van der Classen", ("Ludger Brams", "Merle van der Classen")),
        ("By Zoë Márquez", ("Zoë Márquez",)),
        ("By Zoë Márquez and Conrad Whitlock, Saltmere", ("Zoë Márquez", "Conrad Whitlock")),
        ("Analysis by Conrad Whitlock", ("Conrad Whitlock",)),
        ("Par Maëlle Quennec et Sami Darouiche", ("Maëlle Quennec", "Sami Darouiche")),
        ("De notre correspondante Anouk Vasseur", ("Anouk Vasseur",)),
        ("Die Fragen stellte Ludger Brams", ("Ludger Brams",)),
        ("Autor: Ludger Brams", ("Ludger Brams",)),
        ("Von Ludger Brams | 13. März 2025", ("Ludger Brams",)),
        ("By Zoë Márquez on March 13, 2025", ("Zoë Márquez",)),
        ("di Ludger Brams", ("Ludger Brams",)),
        ("am 3. Februar 2024 um 11:20 Uhr von Ludger Brams", ("Ludger Brams",)),
        ("12.03.2024 | Von Ludger Brams", ("Ludger Brams",)),
        ("Publicado por Zoë Márquez", ("Zoë Márquez",)),
        ("Posted on March 13, 2025 by Ludger Brams", ("Ludger Brams",)),
        ("Publié le mar, 05/09/2023 - 14:20 par Sami Darouiche", ("Sami Darouiche",)),
        ("Von Redaktion", ()),
    ],
)
def test_bylines(line: str, names: tuple[str, ...]) -> None:
    assert authors_of(line) == names


@pytest.mark.parametrize(
    ("line", "names", "outlet"),
    [
        ("Von Henrike Sollwedel, Lauterbacher Bote", ("Henrike Sollwedel",), "Lauterbacher Bote"),
        ("Von Ada Olm und Bert Kahl | Neue Sund-Zeitung", ("Ada Olm", "Bert Kahl"), "Neue Sund-Zeitung"),
        ("By Ada Olm, The Saltmere Gazette, March 13, 2025", ("Ada Olm",), "The Saltmere Gazette"),
        ("Von Ada Olm, Peter Post und Lea Rosenblatt", ("Ada Olm", "Peter Post", "Lea Rosenblatt"), None),
        ("Von Montag an gilt Tempo 30.", None, None),
    ],
)
def test_papers_are_no_authors(line: str, names: tuple[str, ...] | None, outlet: str | None) -> None:
    assert (authors_of(line), outlet_of(line)) == (names, outlet)


def test_a_byline_tells_the_source() -> None:
    draft = Draft(Article(0, "", "", "Hafen bleibt zu\nVon Ada Olm, Lauterbacher Bote\n\nDer Hafen bleibt zu.\n"))
    mark_zones(draft)
    assert (draft.article.authors, draft.article.source) == (("Ada Olm",), "Lauterbacher Bote")


@pytest.mark.parametrize(
    "line",
    [
        "Von Montag an gilt Tempo 30.",
        "By Thursday the bridge will be closed.",
        "Par hasard, le pont tient.",
        "Von der See weht ein kalter Wind",
        "Hafenstreik: Senatorin lehnt ab",
        "Text",
        "",
    ],
)
def test_sentences_and_headlines_are_no_bylines(line: str) -> None:
    assert authors_of(line) is None


@pytest.mark.parametrize(
    ("text", "lang", "date"),
    [
        ("2025-03-13T08:00", None, "2025-03-13"),
        ("Stand: 13.3.2025, 8 Uhr", None, "2025-03-13"),
        ("13.03.25", None, "2025-03-13"),
        ("Donnerstag, 13. März 2025", "de", "2025-03-13"),
        ("2. Jänner 2025", "de", "2025-01-02"),
        ("Publié le 1er mars 2025 à 9h30", "fr", "2025-03-01"),
        ("13 mars 2025", "fr", "2025-03-13"),
        ("São Paulo, 1º de março de 2025", "pt", "2025-03-01"),
        ("Roma, 1° marzo 2025", "it", "2025-03-01"),
        ("13 March 2025, 07:40", "en", "2025-03-13"),
        ("March 13th, 2025", "en", "2025-03-13"),
        ("Thursday, Mar 13, 2025", "en", "2025-03-13"),
        ("3/4/2025", "fr", "2025-04-03"),
        ("3/4/2025", "en", None),
        ("3/4/2025", None, None),
        ("13/3/2025", "en", "2025-03-13"),
        ("3/13/2025", "en", "2025-03-13"),
        ("13. März 2025, aktualisiert am 14. März 2025", "de", "2025-03-13"),
        ("31. Februar 2025", "de", None),
        ("Version 10.11.12.13", None, None),
        ("Telefon 040/2025", None, None),
        ("heute", None, None),
    ],
)
def test_dates(text: str, lang: str | None, date: str | None) -> None:
    assert find_date(text, lang) == date


def test_what_a_file_gives_is_kept() -> None:
    text = (
        "Fähre fährt\n\nVon Wiebke Hansen\n13.3.2025\n\nDie Fähre fährt seit Montag wieder, aber nur am Vormittag."
    )
    bare = Draft(Article(0, "", "erste Zeile", text))
    mark_zones(bare)
    assert (bare.article.title, bare.article.authors, bare.article.published) == (
        "Fähre fährt",
        ("Wiebke Hansen",),
        "2025-03-13",
    )
    given = Draft(Article(0, "k", "Titel", text, "Bote", ("Ole Petersen",), "2024-01-01"))
    mark_zones(given, titled=True)
    assert (given.article.title, given.article.source, given.article.authors, given.article.published) == (
        "Titel",
        "Bote",
        ("Ole Petersen",),
        "2024-01-01",
    )
    assert [z.kind for z in given.zones] == ["byline"]


BODY = "Die Fähre fährt nur noch am Vormittag, teilte die Gemeinde Brakesund mit.\n\nAm Abend bleibt sie im Hafen."


def marked(head: str) -> tuple[Article, str]:
    """What a text with these lines above it tells, and its text without zones."""
    draft = Draft(Article(0, "", "", f"{head}\n\n{BODY}"))
    mark_zones(draft)
    left = draft.article.text
    for zone in reversed(draft.zones):
        left = left[: zone.start] + left[zone.end :]
    return draft.article, left


@pytest.mark.parametrize(
    "head",
    [
        "Titel: Die Fähre bleibt\nQuelle: Sundblatt\nDatum: 13.03.2025\nAutor: Ludger Brams\nURL: https://s.example/1",
        "Source : Sundblatt\nPage: 3\nDate: March 13, 2025\nHeadline: Die Fähre bleibt\nAuthor: Ludger Brams"
        "\nLink: https://s.example/1",
        "Medium:\tSundblatt\nDatum:\t13. März 2025\nAutor:\tBrams, Ludger\nURL:\thttps://s.example/1"
        "\nSchlagzeile:\tDie Fähre bleibt",
    ],
)
def test_labels_above_a_text_are_its_metadata_and_no_text(head: str) -> None:
    article, left = marked(head)
    assert (article.title, article.source, article.published) == ("Die Fähre bleibt", "Sundblatt", "2025-03-13")
    assert article.authors in (("Ludger Brams",), ("Brams, Ludger",))
    assert article.url == "https://s.example/1"
    assert left == BODY


@pytest.mark.parametrize("head", ["Quelle: Sundblatt", "Brams: Und die Fähre?\nOlm: Sie bleibt."])
def test_one_label_or_a_conversation_is_no_head(head: str) -> None:
    assert marked(head)[1].startswith(head)
