from __future__ import annotations

import pytest

from tests.formats.page_saying import TITLE, article, linked, meta


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        ("<h1>Der Hafen<br>bleibt bis<br/>Montag zu</h1>", "Der Hafen bleibt bis Montag zu"),
        (
            "<h1><span>Sturm im Norden</span><span>Der Hafen bleibt zu</span></h1>",
            "Sturm im Norden Der Hafen bleibt zu",
        ),
        ("<h1>Der <em>Hafen</em>arbeiter von Nordwik</h1>", "Der Hafenarbeiter von Nordwik"),
        ("<h1>Der Hafen\u00adarbeiter von\u200b Nordwik</h1>", "Der Hafenarbeiter von Nordwik"),
    ],
)
def test_a_headline_in_pieces_is_one_line(heading: str, title: str) -> None:
    assert article(title="Nordwik", heading=heading).title == title


def test_a_colon_that_only_the_title_has_parts_the_kicker_from_the_headline() -> None:
    heading = f"<h1><span>Nordwik</span><span>{TITLE}</span></h1>"
    assert article(title=f"Nordwik: {TITLE}", heading=heading).title == f"Nordwik: {TITLE}"


def test_of_pages_without_headline_what_is_said_twice_is_the_title() -> None:
    said = meta(og__title=f"(N+) {TITLE}", og__site_name="Am Kai")
    said += linked({"@type": "Article", "headline": f"{TITLE} - Am Kai"})
    assert article(said, title=f"{TITLE} - Am Kai", heading=f"<h2>Nordwik{TITLE}</h2>").title == TITLE


@pytest.mark.parametrize("tag", ["b", "strong", "font size=5", "h2"])
def test_of_a_title_in_several_parts_the_one_that_the_page_shows_large_is_taken(tag: str) -> None:
    heading = f"<{tag}>{TITLE}</{tag.split()[0]}>"
    assert article(title=f"Am Kai - Lokales - {TITLE}", heading=f"<div>{heading}</div>").title == TITLE


@pytest.mark.parametrize(
    ("heading", "title", "expected"),
    [
        ("Politik", f"{TITLE} | Politik | Am Kai", TITLE),
        ("Politik", "Am Kai", "Politik"),
        ("Hafen zu", "Nordwik: Hafen ist zu | Am Kai", "Hafen zu"),
        ("Hafen", "Hafen | Am Kai", "Hafen"),
        ("Hafen", "Ausflüge im Norden", "Hafen"),
    ],
)
def test_a_short_headline_is_no_name_of_a_section_in_the_title(heading: str, title: str, expected: str) -> None:
    found = article(meta(og__site_name="Am Kai"), title=title, heading=f"<h1>{heading}</h1>")
    assert found.title == expected
