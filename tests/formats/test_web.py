"""Pages are fetched from a site on this computer: what it allows, what becomes of it, and with what manners."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from annotator import __version__
from annotator.core.models import Draft, Refusal
from annotator.formats.web import robots
from tests.formats.web_cases import Clock, Web, clock, site, web
from tests.web_server import SENTENCES, Reply, Site, html, page, redirect, serve

__all__ = ["clock", "site", "web"]


def test_a_page_becomes_an_article_and_nothing_else_is_fetched(site: Site, web: Web) -> None:
    site["/hafen"] = "Hafen bleibt zu"
    article = web.draft(site.at("/hafen")).article
    assert article.title == "Hafen bleibt zu"
    assert all(sentence in article.text for sentence in SENTENCES)
    assert "Menü" not in article.text
    assert (article.url, article.file, article.lang) == (site.at("/hafen"), site.at("/hafen"), "de")
    assert site.asked == ["/robots.txt", "/hafen"]
    assert site.agents == {f"Annotator/{__version__}"}


def test_the_pages_own_address_is_kept_beside_the_one_asked_for(site: Site, web: Web) -> None:
    site["/kurz"] = redirect("/lang?utm_source=brief&id=3")
    site["/lang?utm_source=brief&id=3"] = "Ohne eigene Adresse"
    article = web.draft(site.at("/kurz")).article
    assert (article.url, article.file) == (site.at("/lang?id=3"), site.at("/kurz"))
    site["/b"] = html("Mit Adresse", '<link rel="canonical" href="https://bote.example/hafen">')
    assert web.draft(site.at("/b")).article.url == "https://bote.example/hafen"
    site["/c"] = html("Mit Titelseite", '<link rel="canonical" href="https://bote.example/">')
    assert web.draft(site.at("/c")).article.url == site.at("/c")


def test_the_servers_encoding_counts(site: Site, web: Web) -> None:
    body = page("Größe").replace("<head>", '<head><meta charset="koi8-r">').encode("windows-1252")
    site["/a"] = Reply(body, headers={"Content-Type": "text/html; charset=ISO-8859-1"})
    assert SENTENCES[0] in web.draft(site.at("/a")).article.text
    # Said to be Latin-1, but good UTF-8.
    site["/b"] = Reply(page("Größe").encode(), headers={"Content-Type": "text/html; charset=latin1"})
    assert web.draft(site.at("/b")).article.title == "Größe"
    site["/c"] = Reply(page("Größe").encode(), headers={"Content-Type": "text/html; charset=bogus-7"})
    assert web.draft(site.at("/c")).article.title == "Größe"
    site["/d"] = Reply(
        "Плохая погода в порту.".encode("koi8-r"), headers={"Content-Type": "text/plain; charset=koi8-r"}
    )
    draft = web.draft(site.at("/d"))
    assert (draft.article.text, draft.encoding) == ("Плохая погода в порту.", "koi8-r")


def test_content_and_type_find_the_reader(site: Site, web: Web) -> None:
    feed = (
        '<rss version="2.0"><channel><title>Bote</title>'
        + "".join(
            f"<item><title>Meldung {n}</title><link>https://bote.example/{n}</link>"
            f"<description>Die Fähre {n} legt heute nicht ab.</description></item>"
            for n in (1, 2)
        )
        + "</channel></rss>"
    )
    site["/feed"] = Reply(feed.encode(), headers={"Content-Type": "text/html"})
    first, second = web(site.at("/feed"))
    assert isinstance(first, Draft)
    assert isinstance(second, Draft)
    assert [first.article.url, second.article.url] == ["https://bote.example/1", "https://bote.example/2"]
    assert site.at("/feed") not in (first.article.file, second.article.file)
    site["/x.php"] = Reply(b"Nur Text, in einer Zeile.", headers={"Content-Type": "text/plain"})
    text = web.draft(site.at("/x.php")).article
    assert (text.text, text.url, text.file) == ("Nur Text, in einer Zeile.", site.at("/x.php"), site.at("/x.php"))
    site["/y"] = Reply(page("Ohne Angabe").encode())
    assert web.draft(site.at("/y")).article.title == "Ohne Angabe"
    site["/z"] = Reply(rb"{\rtf1\ansi Ein Brief aus dem Hafen.}", headers={"Content-Type": "application/msword"})
    assert web.draft(site.at("/z")).article.text == "Ein Brief aus dem Hafen."


@pytest.mark.parametrize(
    ("body", "kind", "reason"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(99), "image/png", "it is no article but image/png"),
        (b"\x89PNG\r\n\x1a\n" + bytes(99), "text/html", "the file is a PNG image, not text"),
        (b"%PDF-1.4 gone", "application/pdf", "it has no end"),
        (b"", "text/html", "the page is empty"),
        (b"<html><body><nav></nav></body></html>", "text/html", "no article text was found in the page"),
        (b"https://bote.example/1\nhttps://bote.example/2\n", "text/plain", "save it as a file"),
        (gzip.compress(b"<urlset><url/></urlset>", mtime=0), "application/gzip", "save it as a file"),
        (b"<sitemapindex/>", "application/xml", "it is an index of sitemaps"),
        (b"\0\1\2\3" * 50, "application/octet-stream", "binary"),
        (b"PK\x03\x04broken", "application/zip", "damaged"),
    ],
)
def test_what_is_no_article_is_refused(site: Site, web: Web, body: bytes, kind: str, reason: str) -> None:
    site["/a"] = Reply(body, headers={"Content-Type": kind})
    assert reason in web.reason(site.at("/a"))
    assert site.pages == ["/a"]


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (404, "the server answers 404 (Not Found)"),
        (410, "the server answers 410 (Gone)"),
        (403, "the server answers 403 (Forbidden)"),
        (401, "the page needs a login (401)"),
        (500, "the server answers 500 (Internal Server Error)"),
        (599, "the server answers 599"),
        (204, "the server answers 204 (No Content)"),
        (304, "the server answers 304 (Not Modified)"),
        (302, "the server answers 302 (Found)"),
    ],
)
def test_a_server_that_has_no_page(site: Site, web: Web, status: int, reason: str) -> None:
    site["/a"] = Reply(status=status)
    assert web.reason(site.at("/a")) == reason


# robots.txt


@pytest.mark.parametrize(
    ("rules", "allowed"),
    [
        ("User-agent: *\nDisallow: /", False),
        ("User-agent: *\nDisallow: /privat/", True),
        ("User-agent: *\nDisallow: /*.html$", False),
        ("User-agent: *\nDisallow: /\nAllow: /a/", True),
        ("User-agent: annotator\nDisallow: /\n\nUser-agent: *\nDisallow:", False),
        ("User-agent: Annotator/9 # us\nDisallow:\n\nUser-agent: *\nDisallow: /", True),
        ("User-agent: OtherBot\nDisallow: /\n", True),
        ("User-agent: OtherBot\nUser-agent: Annotator\nDisallow: /\n", False),
        ("\ufeffuser-agent:*\r\ndisallow:/a\r\n", False),
        ("<html><body>Disallow: /</body></html>", True),
        ("\0\1\2", True),
        ("", True),
    ],
)
def test_the_site_is_asked_what_it_allows(site: Site, web: Web, rules: str, allowed: bool) -> None:
    site["/robots.txt"] = Reply(rules.encode())
    site["/a/b.html"] = "Erlaubt"
    if allowed:
        assert web.draft(site.at("/a/b.html")).article.title == "Erlaubt"
    else:
        assert web.reason(site.at("/a/b.html")) == "the site's robots.txt asks not to fetch it"
        assert site.pages == []


def test_a_robots_txt_that_fails_forbids_and_is_asked_for_once(site: Site, web: Web) -> None:
    site["/robots.txt"] = Reply(status=500)
    reasons = [str(item) for item in web(site.at("/a"), site.at("/b"))]
    assert reasons == [
        f"{site.at(path)}: the site's robots.txt can't be read: the server answers 500 (Internal Server Error)"
        for path in ("/a", "/b")
    ]
    assert site.asked == ["/robots.txt"]


def test_a_robots_txt_elsewhere_is_followed(site: Site, web: Web) -> None:
    site["/robots.txt"] = redirect("/regeln.txt", 301)
    site["/regeln.txt"] = Reply(b"User-agent: *\nDisallow: /a")
    assert "robots.txt" in web.reason(site.at("/a"))


def test_a_robots_txt_of_many_names_and_rules_costs_little(site: Site, web: Web) -> None:
    names = "".join(f"User-agent: a{n}\n" for n in range(9000))
    rules = "".join(f"Disallow: /{n}\n" for n in range(20000)) + f"Disallow: /{'*a' * 900}b\n"
    site["/robots.txt"] = Reply((names + "User-agent: *\n" + rules).encode())
    site["/x"] = "Frei"
    # Without the bound it takes minutes.
    assert web.draft(site.at("/x")).article.title == "Frei"
    assert "robots.txt" in web.reason(site.at("/19"))


@given(st.binary(max_size=400), st.text("ab/*$%?ä", max_size=20))
@example(b"User-agent: *\nDisallow: /" + b"*a" * 900 + b"b", "a" * 4000)
def test_any_robots_txt_is_read(data: bytes, path: str) -> None:
    rules = robots.parse(b"User-agent: *\nDisallow: /" + path.encode() + b"\n" + data)
    assert rules.objection(f"https://bote.example/{path}") in (None, "the site's robots.txt asks not to fetch it")
    assert 0 <= rules.delay <= robots.MAX_DELAY


# Manners


def test_a_second_passes_between_two_requests_to_a_site(site: Site, web: Web, clock: Clock) -> None:
    site["/a"], site["/b"] = "Eins", "Zwei"
    web(site.at("/a"), site.at("/b"))
    assert site.asked == ["/robots.txt", "/a", "/b"]
    assert clock.now == pytest.approx(1002)


def test_another_site_need_not_wait(site: Site, web: Web, clock: Clock) -> None:
    site["/a"] = "Eins"
    with serve() as second:
        second["/a"] = "Zwei"
        web(site.at("/a"), f"{second.other}/a")
    assert clock.now == pytest.approx(1002)  # each: once, after its robots.txt


@pytest.mark.parametrize(("asked", "seconds"), [("2.5", 2.5), ("9999", 30), ("0.1", 1), ("viel", 1), ("-3", 1)])
def test_the_delay_that_a_site_asks_for(site: Site, web: Web, clock: Clock, asked: str, seconds: float) -> None:
    site["/robots.txt"] = Reply(f"User-agent: *\nCrawl-delay: {asked}\n".encode())
    site["/a"], site["/b"] = "Eins", "Zwei"
    web(site.at("/a"))
    before = clock.now
    web(site.at("/a"), site.at("/b"))
    assert clock.now - before == pytest.approx(1 + seconds)


def test_a_busy_server_is_asked_again_when_it_says(site: Site, web: Web, clock: Clock) -> None:
    busy = Reply(status=429, headers={"Retry-After": "7"}, more=[html("Doch noch")])
    site["/a"] = busy
    assert web.draft(site.at("/a")).article.title == "Doch noch"
    assert site.pages == ["/a", "/a"]
    assert clock.now == pytest.approx(1008)


def test_a_busy_server_may_name_a_date(site: Site, web: Web, clock: Clock) -> None:
    at = format_datetime(datetime.now(UTC) + timedelta(seconds=50), usegmt=True)
    site["/a"] = Reply(status=503, headers={"Retry-After": at}, more=[html("Später")])
    assert web.draft(site.at("/a")).article.title == "Später"
    assert 1030 < clock.now < 1052


@pytest.mark.parametrize("value", ["bald", "-5", "١", "Wed, 99 Nov 2026"])
def test_a_busy_server_that_stays_busy_is_left_alone(site: Site, web: Web, value: str) -> None:
    # Headers go out in Latin-1.
    header = value.encode().decode("latin-1")
    site["/a"] = Reply(status=503, headers={"Retry-After": header})
    assert web.reason(site.at("/a")) == "the server answers 503 (Service Unavailable)"
    assert site.pages == ["/a"] * 3


def test_a_server_that_asks_for_hours_is_not_asked_again(site: Site, web: Web) -> None:
    site["/a"] = Reply(status=429, headers={"Retry-After": "3600"})
    site["/b"] = "Zwei"
    found = [item.reason for item in web(site.at("/a"), site.at("/b")) if isinstance(item, Refusal)]
    assert found == ["the server answers 429 (Too Many Requests) and asks to come back in 3,600 s"] * 2
    assert site.pages == ["/a"]


def test_an_address_that_is_listed_twice_is_fetched_once(site: Site, web: Web) -> None:
    site["/a?id=1"] = "Eins"
    same = [f"{site.root}/a?id=1{more}" for more in ("", "#absatz", "&utm_source=brief", "&fbclid=x#y")]
    assert len(web(*same)) == 1
    assert site.pages == ["/a?id=1"]
    assert len(web(site.at("/s?1"), site.at("/s?2"))) == 2


def test_what_is_known_is_not_fetched(site: Site, web: Web) -> None:
    site["/a"], site["/b"] = "Eins", "Zwei"
    web(site.at("/a"), site.at("/b"), known=(site.at("/a"),))
    assert site.pages == ["/b"]
