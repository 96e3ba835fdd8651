"""Titles read off their headline's line, and headlines that only the whole page tells."""

from __future__ import annotations

import pytest

from annotator.formats.zones import find_zones
from tests.formats.zone_pages import PARAGRAPHS, around, kept

TITLE = "Fähre nach Ostersand fährt nur am Vormittag"
BODY = "\n\n".join(PARAGRAPHS) + "\n\n"
MENU = (
    "Home\n\nInsel Ostersand\n\nDer Hafen\n\nDie Vermieter\n\nDas Wetter\n\nDie Karte\n\nAnreise\n\nDas Moor\n\n"
)


@pytest.mark.parametrize("first", ["Fähre nach Ostersand –", "Streit auf der Insel Ostersand:"])
def test_a_headline_in_two_halves_is_one_title(first: str) -> None:
    text = around(f"{first}\n\nwer zahlt den neuen Anleger?\n\nVon Wiebke Hansen\n\n{BODY}")
    parts = find_zones(text)
    assert parts.title == f"{first} wer zahlt den neuen Anleger?"
    assert parts.title_span is not None
    assert " ".join(text[slice(*parts.title_span)].split()) == parts.title
    assert "wer zahlt den neuen Anleger?" in kept(text, parts)


@pytest.mark.parametrize("below", ["14. März 2025, 08:12 Uhr", "Kommentare", PARAGRAPHS[1]])
def test_what_is_no_second_half_stays_out_of_the_title(below: str) -> None:
    parts = find_zones(f"Fähre nach Ostersand –\n\n{below}\n\n{PARAGRAPHS[0]}\n\n{PARAGRAPHS[2]}")
    assert parts.title == "Fähre nach Ostersand –"


@pytest.mark.parametrize(
    "lines",
    [
        f"{TITLE} - Streit im Hafen\n\nStreit im Hafen {TITLE}",
        f"Streit im Hafen {TITLE}\n\nInselbote\n\n{TITLE} – Streit im Hafen",
    ],
)
def test_a_page_that_has_kicker_and_headline_in_both_orders_tells_them_apart(lines: str) -> None:
    text = around(f"{lines}\n\nVon Wiebke Hansen\n\n{BODY}")
    parts = find_zones(text)
    assert parts.title == TITLE
    assert parts.title_span is not None
    assert text[slice(*parts.title_span)] == TITLE


def test_a_kicker_that_the_page_has_in_one_order_only_is_kept() -> None:
    text = around(f"Streit im Hafen – {TITLE}\n\nVon Wiebke Hansen\n\n{BODY}")
    assert find_zones(text).title == f"Streit im Hafen – {TITLE}"


@pytest.mark.parametrize("mark", ["[>", "•", "▶"])
def test_the_mark_of_a_list_is_no_part_of_the_title(mark: str) -> None:
    text = around(f"{mark} {TITLE}\n\nVon Wiebke Hansen\n\n{BODY}")
    parts = find_zones(text)
    assert parts.title == TITLE
    assert parts.title_span is not None
    assert text[slice(*parts.title_span)] == TITLE


def test_a_text_may_begin_with_a_short_menu() -> None:
    text = f"{MENU}{TITLE}\n\nVon Wiebke Hansen\n\n{BODY}"
    parts = find_zones(text)
    assert parts.title == TITLE
    # No page is around it: what stands above stays.
    assert kept(text, parts).startswith(MENU)


@pytest.mark.parametrize("above", ["Hafen", "Inselpost\n\nHafen", "Inselpost\n\nNachrichten\nSport"])
def test_names_of_site_and_section_above_a_longer_headline_are_none(above: str) -> None:
    text = f"{above}\n\n{TITLE}\n\nVon Wiebke Hansen\n\n{BODY}"
    parts = find_zones(text)
    assert parts.title == TITLE
    assert kept(text, parts).startswith(TITLE)


@pytest.mark.parametrize("second", ["Von Wiebke Hansen", "Wie zwei Inseln sich nach dem Streit versöhnten"])
def test_a_short_headline_above_a_longer_line_stays_the_headline(second: str) -> None:
    assert find_zones(f"Gute Nachbarn\n\n{second}\n\n{BODY}").title == "Gute Nachbarn"


def test_a_short_headline_over_its_paragraph_stays_the_first_line() -> None:
    assert find_zones(f"Inselpost\n\n{BODY}").title == "Inselpost"


@pytest.mark.parametrize(
    ("title", "above"),
    [
        # A page of the menu, with a subtitle that looks more like a headline.
        ("Fähren", "Hafen\nFähren\nInseln\nAnleger\nWerften\n\n{}\n\nDie Reederei fährt seit hundert Jahren"),
        # Headings of a list between headline and first paragraph.
        (
            "Protokoll der Sitzung vom 10. März 2025",
            "{}\n\n12. März 2025 von Wiebke Hansen\n\nAnwesend: Jette Lührs\n\nProtokoll: Wiebke Hansen\n\n"
            "Anleger\n\nBeschlossen\n\nFähre",
        ),
        # Far above the first paragraph.
        (TITLE, "{}\n\nVon Wiebke Hansen\n\n14. März 2025\n\n" + "\n".join(f"Boot Nr. {i}" for i in range(440))),
    ],
)
def test_the_headline_is_told_by_rows_and_by_menus(title: str, above: str) -> None:
    assert find_zones(around(f"{above.format(title)}\n\n{BODY}")).title == title
