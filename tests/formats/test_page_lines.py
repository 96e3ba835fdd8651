"""The lines of text that a page shows."""

from __future__ import annotations

import pytest
from trafilatura import load_html

from annotator.formats.page_lines import PageLine, page_lines


def read(body: str) -> list[PageLine]:
    return page_lines(load_html(f"<html><head><title>Kopf</title></head><body>{body}</body></html>"))


def texts(body: str) -> list[str]:
    return [line.text for line in read(body)]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>eins</p><p>zwei</p>", ["eins", "zwei"]),
        ("eins<br>zwei<div>drei</div>vier", ["eins", "zwei", "drei", "vier"]),
        ("<p> ein\n  <b>Hafen</b>kai\t heute </p>", ["ein Hafenkai heute"]),
        ("<p>a\u00a0\u00a0b</p><p>\u00a0</p>", ["a\u00a0\u00a0b"]),
        ("<pre>eins\n  zwei\n\ndrei</pre>", ["eins", "zwei", "drei"]),
        ("<a>Start</a><a>Sport</a> <a>Wetter</a>", ["Start Sport Wetter"]),
        ("<button>Teilen</button><button>Drucken</button>", ["Teilen", "Drucken"]),
        ("<table><tr><td>a</td><td><b>b</b></td></tr><tr><td>c</td></tr></table>", ["a | b", "c"]),
        ("<table><tr><td>a</td><td><p>b</p>c</td></tr></table>", ["a", "b", "c"]),
        ("<table><tr><td></td><td>b</td></tr></table>", ["b"]),
        ("<ul><li>eins<ul><li>zwei</li></ul></li></ul>", ["eins", "zwei"]),
        ("vor<script>x</script>her<style>y</style><template>z</template>", ["vorher"]),
        ("<p hidden>a</p>b<p style='DISPLAY : none'>c</p><p class='x sr-only'>d</p>e", ["be"]),
        ("<dialog>a</dialog><dialog open>b</dialog><select><option>c</select><noscript>d</noscript>", ["b"]),
        ("", []),
    ],
)
def test_lines(body: str, expected: list[str]) -> None:
    assert texts(body) == expected


@pytest.mark.parametrize(
    ("tag", "hint"),
    [
        ("div class='breadcrumbs'", "breadcrumb"),
        ("ol itemtype='https://schema.example/BreadcrumbList'", "breadcrumb"),
        ("figcaption", "caption"),
        ("p class='wp-caption-text'", "caption"),
        ("span itemprop='author'", "byline"),
        ("time itemprop='datePublished'", "byline"),
        ("div id='commentList'", "comments"),
        ("div id='comments'", "comments"),
        ("div class='moreRelatedStories'", "related"),
        ("aside class='teaser'", "related"),
        ("div class='ad-slot top'", "advert"),
        ("div class='load add adam'", None),
        ("div class='has-ads'", None),
        ("div class='pagination'", "pagination"),
        ("nav", "boilerplate"),
        ("div class='shareBar'", "boilerplate"),
        ("p", None),
    ],
)
def test_what_the_markup_tells(tag: str, hint: str | None) -> None:
    (line,) = read(f"<{tag}>Hafen</{tag.split()[0]}>")
    assert line.hint == hint


def test_what_lies_in_comments_and_teasers_is_theirs_and_in_menus_what_it_says() -> None:
    found = read(
        "<div class='comments'><p class='author'>Bo</p><figure><figcaption>Bild</figcaption></figure></div>"
        "<nav><ol class='breadcrumb'><li>Start</li></ol><p>Sport</p></nav>"
    )
    assert [(line.text, line.hint) for line in found] == [
        ("Bo", "comments"),
        ("Bild", "comments"),
        ("Start", "breadcrumb"),
        ("Sport", "boilerplate"),
    ]


def test_nothing_that_holds_the_headline_is_around_the_article() -> None:
    found = read("<form><div class='related'><h1>Hafen <i>zu</i></h1><p>Satz</p></div></form><form>Suche</form>")
    assert [(line.text, line.hint, line.heads) for line in found] == [
        ("Hafen zu", None, True),
        ("Satz", None, False),
        ("Suche", "boilerplate", False),
    ]


def test_the_share_that_is_links() -> None:
    (line,) = read("<p><a href='x'>Mehr</a> dazu</p>")
    assert line.linked == 0.5


def test_elements_may_lie_in_each_other_as_deep_as_the_parser_lets_them() -> None:
    assert texts("<div>" * 200 + "Hafen") == ["Hafen"]
