"""What an extraction keeps of a page although it is no article."""

from __future__ import annotations

import pytest

from annotator.formats.zones.page import zones_in_article
from tests.formats.page_saying import SENTENCES, TITLE, with_zones


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Anzeige", "advert"),
        ("SKIP ADVERTISEMENT", "advert"),
        ("Lesen Sie auch: Was die Reeder sagen", "related"),
        ("RELATED: The storm in pictures", "related"),
        ("Seite 1 / 2", "pagination"),
        ("Die Kräne im Sturm. Foto: Li Lund", "caption"),
    ],
)
def test_lines_that_say_what_they_are_are_zones_wherever_they_stand(line: str, kind: str) -> None:
    text = "\n".join([TITLE, SENTENCES[0], line, *SENTENCES[1:]])
    (zone,) = zones_in_article(text, TITLE)
    assert (text[zone.start : zone.end], zone.kind) == (f"{line}\n", kind)


@pytest.mark.parametrize(
    "line", ["Von Jo Ohm", "13. März 2025, 14:05 Uhr", "Von Jo Ohm Stand: 24.04.2023, 14:05 Uhr"]
)
def test_a_byline_below_the_headline_is_a_zone(line: str) -> None:
    text = "\n".join([TITLE, line, *SENTENCES])
    assert [(text[z.start : z.end], z.kind) for z in zones_in_article(text, TITLE)] == [(f"{line}\n", "byline")]


def test_what_is_claimed_or_offered_behind_the_article_is_a_zone() -> None:
    text = "\n".join([TITLE, *SENTENCES, "© 2025 Nordwiker Bote. Alle Rechte vorbehalten."])
    (zone,) = zones_in_article(text, TITLE)
    assert text[zone.end :] == ""
    assert text[: zone.start].endswith(f"{SENTENCES[-1]}\n")


@pytest.mark.parametrize(
    "line", ["Der Kai war am Montag leer (siehe Foto rechts).", "Er sagte es laut: Bild: dir ein Urteil!"]
)
def test_a_sentence_that_speaks_of_a_picture_is_text(line: str) -> None:
    assert zones_in_article("\n".join([TITLE, SENTENCES[0], line, *SENTENCES[1:]]), TITLE) == []


@pytest.mark.parametrize("text", ["", TITLE, "\n".join([TITLE, *SENTENCES]), "Anzeige\nAnzeige\nSeite 1 / 2"])
def test_an_article_has_none_and_no_text_is_nothing_but_zones(text: str) -> None:
    assert zones_in_article(text, TITLE) == []


def test_a_line_that_is_a_link_leads_elsewhere_with_the_heading_above_it() -> None:
    other = "Die Fähre fährt wieder"
    text = "\n".join([TITLE, SENTENCES[0], "Mehr zum Thema", other, *SENTENCES[1:]])
    (zone,) = zones_in_article(text, TITLE, {other, TITLE})
    assert (text[zone.start : zone.end], zone.kind) == (f"Mehr zum Thema\n{other}\n", "related")


def test_an_article_about_other_pages_keeps_its_links() -> None:
    links = [f"Was die Zeitung Nummer {n} schreibt" for n in range(6)]
    assert zones_in_article("\n".join([TITLE, *SENTENCES * 10, *links]), TITLE, set(links)) == []
    assert zones_in_article("\n".join([TITLE, *SENTENCES, *links[:3]]), TITLE, set(links)) == []


def test_a_link_in_the_page_is_known() -> None:
    link = "Was die Reeder dazu am Abend sagen und was nicht"
    below = f"<p><b><a href=/x>{link}</a></b></p><p>{SENTENCES[0][:-1]}, wie es hieß.</p>"
    article, zones = with_zones(below=below)
    assert [article.text[zone.start : zone.end] for zone in zones] == [f"{link}\n"]


def test_they_are_zones_of_the_page_that_is_read() -> None:
    article, zones = with_zones(above="<p>Von Jo Ohm</p>", below="<p>Lesen Sie auch: Was die Reeder sagen</p>")
    found = [(article.text[zone.start : zone.end], zone.kind) for zone in zones]
    assert found == [("Von Jo Ohm\n", "byline"), ("\nLesen Sie auch: Was die Reeder sagen", "related")]
