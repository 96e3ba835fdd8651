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
        # A page of the menu, with a subtitle.
        ("Fähren", "Hafen\nFähren\nInseln\nAnleger\nWerften\n\n{}\n\nDie Reederei fährt seit hundert Jahren."),
        # A section of the menu, with a headline below.
        ("Die Reederei fährt seit hundert Jahren", "Hafen\nFähren\nInseln\nAnleger\nWerften\n\nFähren\n\n{}"),
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


NEWS = "Die Fähre nach Ostersand fährt wieder"
SHARE = "Tweet\nShare this\nEmail\nPrint\n\n"
OTHERS = (
    "Kreis bestellt zweiten Gutachter für Ostersand\n\n12. März 2025\n\n"
    "Fischer fahren ohne Genehmigung nach Ostersand\n\n10. März 2025\n\n"
    "Hafenmeisterin wartet auf das Geld vom Kreis\n\n9. März 2025\n\n"
)


@pytest.mark.parametrize(
    "page",
    [
        # Subtitle and caption between headline and byline.
        "{}\n\nDer Kreis hat einen zweiten Gutachter bestellt\n\nVon Wiebke Hansen\n\n14. März 2025\n\n",
        "{}\n\nDie Fähre im Hafen von Ostersand, hinten der Anleger.\n\nVon Wiebke Hansen\n\n14. März 2025\n\n",
        # The same line with the trail in front of it.
        "Sie lesen: {}\n\nAnmelden\n\n{}\n\n14. März 2025\n\n",
        # Other articles, each with its date, between headline and text.
        "{}\n\n" + SHARE + "Related News\n\n" + OTHERS + "Von Wiebke Hansen\n\n14. März 2025\n\n",
        # No more than a name and how long ago.
        "{}\n\nWiebke Hansen\n\nvor 3 Stunden\n\nTeilen\nFacebook\n\nMehr zum Hafen\n\nInseln\n\n",
    ],
)
def test_the_headline_is_told_from_what_news_pages_put_below_it(page: str) -> None:
    assert find_zones(around(page.replace("{}", NEWS) + BODY)).title == NEWS


@pytest.mark.parametrize(
    "title", ["Fünf Ordner für dein Postfach sind genug", "So merkt man sich ein sicheres Passwort"]
)
def test_a_headline_may_speak_of_what_pages_ask_for(title: str) -> None:
    assert find_zones(around(f"{title}\n\nVon Wiebke Hansen\n\n14. März 2025\n\n{BODY}")).title == title


def test_a_headline_without_blanks_is_told_by_what_the_text_takes_up() -> None:
    text = (
        "Home\n登录\n首页\n新闻\n体育\n财经\n\n本网站全新改版上线欢迎体验\n\n"
        "北岛渡轮恢复通航\n\n2025-03-14 08:12\n\n"
        "自周一起，前往北岛的渡轮恢复通航，但只在上午开行。渡轮公司希望先弄清楚由谁支付新码头的费用，"
        "并提到一份县里从未签署的合同。\n\n"
        "北岛的居民对此感到不满，需要看医生的人只能在大陆住旅馆，或者请渔民帮忙，而渔民几周来一直没有许可证。\n\n"
        "Facebook\nTwitter\n分享\n\n© 2025\n\nImpressum\n"
    )
    assert find_zones(text).title == "北岛渡轮恢复通航"
