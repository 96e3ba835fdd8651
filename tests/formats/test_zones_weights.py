"""Weights are learned from pages, and written as they are read."""

from __future__ import annotations

from pathlib import Path

from annotator.formats.zones import weights
from tests.benchmarks.learn_zones import Page, learn, source, steps_of
from tests.formats.zone_pages import ENGLISH, FRENCH, PAGE, PARAGRAPHS

RECORDS = [
    {
        "url": "https://bote.example/1",
        "title": "Fähre nach Ostersand fährt nur am Vormittag",
        "page_text": PAGE,
        "with": [PARAGRAPHS[0][:40], PARAGRAPHS[2][:40]],
        "without": ["Möwen stehlen Brötchen", "5 Kommentare", "Startseite"],
    },
    {
        "url": "https://web.archive.org/web/2020/http://www.lantern.example/2",
        "title": "Old tram line to reopen after thirty years",
        "page_text": ENGLISH,
        "with": ["The tram that once ran from the fish market"],
        "without": ["Leave a comment", "Observatory loses its telescope"],
    },
    {
        "url": "https://depeche.example/3",
        "title": "Le phare de Kervaden rallumé après dix ans",
        "page_text": FRENCH,
        "with": ["Le gardien, qui avait pris sa retraite"],
        "without": ["Une école sans ampoule", "Mentions légales"],
    },
]


def test_what_is_learned_finds_the_headlines_again() -> None:
    pages = [Page(record) for record in RECORDS]
    assert [page.domain for page in pages] == ["bote.example", "lantern.example", "depeche.example"]
    headline, line = learn(pages)
    assert [page.lines[page.best(headline)].text for page in pages] == [record["title"] for record in RECORDS]
    assert line["prose2"] > 0 > line["prose0"]


def test_a_level_is_learned_as_one_step_more_than_the_level_before() -> None:
    assert steps_of("next-short=2") == ["next-short", "next-short>0", "next-short>1"]
    assert steps_of("next-short=0") == ["next-short"]
    assert steps_of("cue-more") == ["cue-more"]
    headline, _ = learn([Page(record) for record in RECORDS])
    # All headlines are in the same place; lines farther away are the less likely the farther they are.
    near, far = headline["next=1"], [headline[f"next={level}"] for level in (4, 5, 6)]
    assert near > far[0] > far[1] > far[2]
    assert not any(">" in name for name in headline)


def test_a_title_in_two_lines_is_known_by_its_first() -> None:
    record = RECORDS[0] | {
        "title": "Fähre nach Ostersand – wer zahlt den Anleger?",
        "page_text": PAGE.replace(
            "Fähre nach Ostersand fährt nur am Vormittag", "Fähre nach Ostersand –\n\nwer zahlt den Anleger?"
        ),
    }
    page = Page(record)
    assert [page.lines[i].text for i in page.headlines] == ["Fähre nach Ostersand –"]


def test_known_lines_hold_the_pieces() -> None:
    page = Page(RECORDS[0])
    assert {page.lines[i].text: right for i, right in page.known.items()} == {
        PARAGRAPHS[0]: True,
        PARAGRAPHS[2]: True,
        "Möwen stehlen Brötchen vor dem Rathaus": False,
        "5 Kommentare": False,
        "Startseite": False,
    }


def test_weights_are_written_as_they_stand() -> None:
    assert source(weights.HEADLINE, weights.LINE) == Path(weights.__file__).read_text("utf-8")
