from __future__ import annotations

from typing import Any

import pytest

from tests.formats.page_saying import TITLE, article, linked, meta

CANONICAL = '<link rel="canonical" href="{}">'
URL = "https://www.bote.example/hafen"


def news(**said: Any) -> str:
    return linked({"@context": "https://schema.org", "@type": "NewsArticle", "headline": TITLE, **said})


@pytest.mark.parametrize(
    ("head", "source"),
    [
        (meta(og__site_name="Der Bote") + news(publisher={"name": "Verlag Bote GmbH & Co. KG"}), "Der Bote"),
        (meta(og__site_name="bote.example") + news(publisher={"name": "Der Bote"}), "Der Bote"),
        (meta(og__site_name="https://bote.example/") + linked({"@type": "WebSite", "name": "Bote"}), "Bote"),
        (meta(publisher="Nordwiker Bote"), "Nordwiker Bote"),
        (news(publisher="Nordwiker Bote"), "Nordwiker Bote"),
        ("", "bote.example"),
    ],
)
def test_the_source_is_what_the_site_calls_itself(head: str, source: str) -> None:
    assert article(CANONICAL.format(URL) + head).source == source


@pytest.mark.parametrize(
    ("title", "above", "source"),
    [
        (f"{TITLE} | Bote", "", "Bote"),
        (f"{TITLE} | Am Kai", '<a href="/"><img alt="Logo Am Kai"></a>', "Am Kai"),
        (f"Am Kai: {TITLE}", '<a href="https://www.bote.example/">Am Kai</a>', "Am Kai"),
        (f"{TITLE} - Politik - Am Kai", '<img class="logo" alt="Am Kai">', "Am Kai"),
        (TITLE, '<p class="site-title">Am Kai</p>', "Am Kai"),
        (f"{TITLE} | Politik", '<a href="/">Startseite</a>', "bote.example"),
    ],
)
def test_the_source_may_stand_in_the_title(title: str, above: str, source: str) -> None:
    found = article(CANONICAL.format(URL), title=title, below=f"<footer>{above}</footer>")
    assert (found.source, found.title) == (source, TITLE)


def test_without_an_address_what_stands_behind_the_headline_is_the_source() -> None:
    assert article(title=f"{TITLE} – Am Kai").source == "Am Kai"


@pytest.mark.parametrize(
    ("head", "authors"),
    [
        (meta(author="Am Kai") + news(author=["Jo Ohm", {"@type": "Organization", "name": "Am Kai"}]), ["Jo Ohm"]),
        (meta(author="Jo Ohm, Am Kai"), ["Jo Ohm"]),
        (meta(author="Jo Ohm und Li Lund") + news(author="Jo Ohm"), ["Jo Ohm", "Li Lund"]),
        (meta(byl="By Jo Ohm and Li Lund"), ["Jo Ohm", "Li Lund"]),
        (meta(article__author="https://netz.example/bote", parsely_author="x"), []),
        (news(author={"name": "Jo Ohm (Nordwik, Korrespondent)"}), ["Jo Ohm"]),
        (meta(author="Super User"), []),
        (meta(author="nordwik_admin"), []),
        (meta(author="Am Kai, dpa"), ["dpa"]),
        (CANONICAL.format("https://am-kai.de/hafen") + meta(author="de Vries Lund"), ["de Vries Lund"]),
        (meta(author="Jo Ohm, Am Kai Nordwik"), ["Jo Ohm"]),
        (news(author={"@type": "Organization", "name": "Reederei Falk"}), ["Reederei Falk"]),
        (news(author={"@type": "Organization", "name": "Am Kai"}), []),
        (meta(author="Am Kai Nord", og__site_name="Am Kai Nord"), ["Am Kai Nord"]),
    ],
)
def test_authors_are_those_that_the_page_names(head: str, authors: list[str]) -> None:
    assert list(article(meta(og__site_name="Am Kai") + head).authors) == authors


@pytest.mark.parametrize(
    "line",
    [
        "<p>Von Jo Ohm</p>",
        "<div>Von Jo Ohm, 13. März 2025, 14:05 Uhr</div>",
        "<p>By Jo Ohm, harbour correspondent</p>",
        "<div>di Jo Ohm</div>",
        "<div>Por Jo Ohm, Am Kai — Nordwik</div>",
        "<div>Door Jo Ohm op 13 maart 2025 om 09:30</div>",
        "<div>Published Mar 13, 2025 by Jo Ohm</div>",
        '<div><span class="author-name">Jo Ohm</span><span class="role">Redaktion</span></div>',
        '<span itemprop="author" itemscope><span itemprop="name">Jo Ohm</span></span>',
        '<address>Text: <a rel="author" href="/jo">Jo Ohm</a></address>',
    ],
)
def test_a_byline_beside_the_headline_names_the_author(line: str) -> None:
    comment = '<div class="comment"><span class="author-name">Bo Berg</span><p>Endlich Ruhe am Kai.</p></div>'
    assert article(meta(og__site_name="Am Kai"), line, comment).authors == ("Jo Ohm",)


@pytest.mark.parametrize(
    ("head", "published"),
    [
        (news(datePublished="2025-03-13T08:00:00+01:00", dateModified="2025-03-14"), "2025-03-13T08:00:00+01:00"),
        (meta(og__updated_time="2025-03-15T10:00:00Z") + news(datePublished="2025-03-13"), "2025-03-13"),
        ('<meta name="parsely-pub-date" content="2025-03-13T08:00:00Z">', "2025-03-13T08:00:00Z"),
        ('<meta name="DC.date.issued" content="2025-03-13T08:00+0330">', "2025-03-13T08:00+03:30"),
        (news(datePublished="2025-03-13") + meta(date="2025-03-13T08:00:00Z"), "2025-03-13T08:00:00Z"),
        (news(datePublished="1970-01-01T00:00:00Z") + meta(date="2025-03-13T08:00:00Z"), "2025-03-13T08:00:00Z"),
        (meta(article__published_time="20250313T0800+0100"), "2025-03-13T08:00+01:00"),
    ],
)
def test_the_date_is_that_of_publication(head: str, published: str) -> None:
    assert article(head).published == published


@pytest.mark.parametrize(
    ("head", "url"),
    [
        (CANONICAL.format(URL) + meta(og__url=f"{URL}/?outputType=x"), URL),
        (CANONICAL.format("/hafen") + meta(og__url="https://www.bote.example/"), URL),
        ('<base href="https://www.bote.example/x/">' + CANONICAL.format("/hafen"), URL),
        (CANONICAL.format("https://www.bote.example/") + meta(og__url=URL), URL),
        (CANONICAL.format("https://agentur.example/1") + meta(og__url=URL), URL),
        (news(mainEntityOfPage={"@type": "WebPage", "@id": URL}), URL),
        ('<meta name="parsely-link" content="https://www.bote.example/hafen">', URL),
        (CANONICAL.format("http://archiv.example/2025.03.13-101500/https://www.bote.example/hafen"), URL),
        (meta(og__url="http://localhost:8080/hafen"), None),
        (CANONICAL.format("http://[a.b/hafen") + meta(og__url="http://[a.b"), None),
        (CANONICAL.format("//[a.b") + meta(og__url=URL), URL),
    ],
)
def test_the_address_is_that_of_the_article(head: str, url: str | None) -> None:
    assert article(head).url == url


def test_the_view_for_readers_says_where_the_page_was() -> None:
    shown = f'<a class="domain reader-domain" href="{URL}">bote.example</a>'
    shown += '<div class="credits reader-credits">Jo Ohm</div>'
    found = article(above=shown)
    assert (found.url, found.source, found.authors) == (URL, "bote.example", ("Jo Ohm",))


def test_a_site_may_be_called_as_its_author() -> None:
    shown = '<p class="byline">Von <a rel="author" href="/">Jo Ohm</a></p>'
    assert article(CANONICAL.format("https://joohm.example/hafen"), above=shown).authors == ("Jo Ohm",)
