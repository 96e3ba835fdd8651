"""Pages are fetched from a site on this computer: what it allows, how it fails, and with what manners."""

from __future__ import annotations

import gzip
import shutil
import socket
import ssl
import struct
import subprocess
import threading
import tracemalloc
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from annotator import __version__
from annotator.core.codebook import Codebook
from annotator.core.models import Draft, Refusal
from annotator.formats.web import Fetcher, WebImport, fetching, requests, robots
from tests.web_server import SENTENCES, Reply, Site, html, page, redirect, serve

CODEBOOK = Codebook("news")
Handler = BaseHTTPRequestHandler


class Clock:
    """Time that passes only while somebody sleeps; ``waits`` sums up the waits between requests."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        assert seconds > 0
        self.now += seconds


@pytest.fixture
def site() -> Iterator[Site]:
    with serve() as site:
        yield site


@pytest.fixture
def clock() -> Clock:
    return Clock()


class Web:
    """Fetches with a clock of its own."""

    def __init__(self, clock: Clock, context: ssl.SSLContext | None = None) -> None:
        self.clock, self.context = clock, context
        self.going: Callable[[int, int], bool] = lambda done, total: True
        self.last: WebImport

    def __call__(self, *addresses: str, known: tuple[str, ...] = ()) -> list[Draft | Refusal]:
        def fetcher(going: Callable[[], bool]) -> Fetcher:
            return Fetcher(going, self.context, self.clock, self.clock.sleep)

        self.last = WebImport(addresses, lambda done, total: self.going(done, total), fetcher)
        return list(self.last.items(CODEBOOK, known))

    def draft(self, address: str) -> Draft:
        (item,) = self(address)
        assert isinstance(item, Draft), item
        return item

    def reason(self, address: str) -> str:
        (item,) = self(address)
        assert isinstance(item, Refusal), item
        assert item.file == address
        return item.reason


@pytest.fixture
def web(clock: Clock) -> Web:
    return Web(clock)


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
        (b"https://bote.example/1\nhttps://bote.example/2\n", "text/plain", "nothing is fetched unasked"),
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


# Redirects


def test_redirects_in_a_circle(site: Site, web: Web) -> None:
    site["/a"], site["/b"] = redirect("/b"), redirect(site.at("/a"))
    assert web.reason(site.at("/a")) == "its redirects lead in a circle"
    assert site.pages == ["/a", "/b"]


def test_at_most_five_redirects(site: Site, web: Web) -> None:
    for n in range(6):
        site[f"/{n}"] = redirect(f"/{n + 1}")
    site["/6"] = "Am Ende"
    assert web.draft(site.at("/1")).article.title == "Am Ende"
    assert web.reason(site.at("/0")) == "it is redirected more than 5 times"


def test_robots_txt_is_asked_for_on_the_new_host(site: Site, web: Web) -> None:
    with serve() as second:
        second["/robots.txt"] = Reply(b"User-agent: *\nDisallow: /")
        second["/b"] = "Zwei"
        site["/a"] = redirect(f"{second.other}/b")
        assert web.reason(site.at("/a")) == "the site's robots.txt asks not to fetch it"
    assert second.asked == ["/robots.txt"]


@pytest.mark.parametrize(
    "target", ["ftp://x.example/", "file:///etc/passwd", "http://u:p@x.example/", "http://[::/"]
)
def test_redirects_to_what_is_no_page(site: Site, web: Web, target: str) -> None:
    site["/a"] = redirect(target)
    assert web.reason(site.at("/a")).startswith("it is redirected, but to another kind of address")


def test_a_site_elsewhere_may_not_redirect_into_the_own_network(
    site: Site, web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    site["/b"] = "Drinnen"
    with serve() as second:
        second["/a"] = redirect(site.at("/b"))
        is_local = requests._is_local
        port = int(second.root.rpartition(":")[2])
        monkeypatch.setattr(requests, "_is_local", lambda s: is_local(s) and s.getpeername()[1] != port)
        assert web.reason(second.at("/a")) == "it redirects to this computer or its own network"
    assert site.asked == []


# Trouble


def drip(site: Site, head: bytes, drop: bytes) -> Callable[[Handler], None]:
    """Answers with the head, and then without end."""

    def act(handler: Handler) -> None:
        handler.wfile.write(head)
        while not site.ending.wait(0.01):
            handler.wfile.write(drop)

    return act


@pytest.mark.parametrize(
    "head",
    [b"HTTP/1.1 200 OK\r\nX: ", b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"],
    ids=["head", "body"],
)
def test_a_server_that_drips(site: Site, web: Web, head: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(requests, "TOTAL_S", 0.3)
    site["/a"] = Reply(act=drip(site, head, b"x"))
    assert web.reason(site.at("/a")) == "the answer was not complete after 0 s"


def test_a_server_that_says_nothing(site: Site, web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(requests, "READ_S", 0.2)
    site["/a"] = Reply(act=lambda handler: site.ending.wait(5))
    assert web.reason(site.at("/a")) == "no answer within 0 s"


def reset(handler: Handler) -> None:
    """Closes so that the client gets a reset."""
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.connection.close()


def rest_missing(handler: Handler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n<html>")


def nonsense(handler: Handler) -> None:
    handler.wfile.write(b"\x16\x03 what?\r\n\r\n")


def many_headers(handler: Handler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 500 + b"\r\n")


@pytest.mark.parametrize("act", [reset, rest_missing, nonsense, many_headers])
def test_a_connection_that_breaks_off(site: Site, web: Web, act: Callable[[Handler], None]) -> None:
    site["/a"], site["/b"] = Reply(act=act), "Danach"
    broken, good = web(site.at("/a"), site.at("/b"))
    assert isinstance(broken, Refusal)
    assert broken.reason == "the connection broke off"
    assert isinstance(good, Draft)


def test_nobody_listens_there(web: Web) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        reasons = [str(item) for item in web(f"http://127.0.0.1:{port}/a", f"http://127.0.0.1:{port}/b")]
    assert [
        f"there is no connection to the server ({word})" in r for word in ("connection refused",) for r in reasons
    ]


def test_a_name_that_is_not_known(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []

    def unknown(host: object, *_rest: object, **_more: object) -> None:
        asked.append(host)
        raise socket.gaierror(socket.EAI_NONAME, "no such name")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert web.reason("https://fähre.invalid/a") == "the name of the server is not known, or there is no network"
    assert asked == ["xn--fhre-loa.invalid"]


def test_a_page_that_is_too_long(site: Site, web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "MAX_PAGE", 1 << 20)
    site["/a"] = Reply(bytes(3 << 20), headers={"Content-Type": "text/html"})
    assert web.reason(site.at("/a")) == "the page is longer than 1 MiB"
    site["/b"] = Reply(act=drip(site, b"HTTP/1.1 200 OK\r\n\r\n", b"x" * 300_000))
    assert web.reason(site.at("/b")) == "the page is longer than 1 MiB"


@pytest.mark.parametrize("coding", ["gzip", "deflate", "gzip, gzip"])
def test_a_small_answer_that_unpacks_to_a_huge_one(
    site: Site, web: Web, coding: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "MAX_PAGE", 1 << 20)
    body = zlib.compress(bytes(200 << 20)) if coding == "deflate" else gzip.compress(bytes(200 << 20))
    body = gzip.compress(body) if "," in coding else body
    site["/a"] = Reply(body, headers={"Content-Type": "text/html", "Content-Encoding": coding})
    tracemalloc.start()
    try:
        assert web.reason(site.at("/a")) == "the page is longer than 1 MiB"
        assert tracemalloc.get_traced_memory()[1] < 16 << 20
    finally:
        tracemalloc.stop()


def test_packed_pages_are_unpacked_and_damaged_ones_refused(site: Site, web: Web) -> None:
    packed = gzip.compress(page("Gepackt").encode())
    headers = {"Content-Type": "text/html", "Content-Encoding": "gzip"}
    site["/a"], site["/b"] = Reply(packed, headers=headers), Reply(b"\x1f\x8bno gzip", headers=headers)
    assert web.draft(site.at("/a")).article.title == "Gepackt"
    assert web.reason(site.at("/b")) == "the answer is damaged: it can't be unpacked"


# Cancelling


def test_cancelling_between_two_addresses(site: Site, web: Web) -> None:
    site["/a"], site["/b"] = "Eins", "Zwei"
    web.going = lambda done, total: (done, total) < (1, 2)
    (only,) = web(site.at("/a"), site.at("/b"))
    assert isinstance(only, Draft)
    assert web.last.stopped
    assert site.pages == ["/a"]


def test_cancelling_a_request_that_hangs(site: Site, web: Web) -> None:
    hanging = threading.Event()

    def hang(handler: Handler) -> None:
        hanging.set()
        site.ending.wait(20)

    site["/a"] = Reply(act=hang)
    web.going = lambda done, total: not hanging.is_set()
    assert web(site.at("/a")) == []
    assert web.last.stopped


def test_cancelling_while_a_name_is_looked_up(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    asked, answered = threading.Event(), threading.Event()

    def slow(*_given: object, **_more: object) -> None:
        asked.set()
        answered.wait(20)
        raise socket.gaierror(socket.EAI_AGAIN, "later")

    monkeypatch.setattr(socket, "getaddrinfo", slow)
    web.going = lambda done, total: not asked.is_set()
    try:
        assert web("https://bote.example/") == []
        assert web.last.stopped
        assert not answered.is_set()
    finally:
        answered.set()


# TLS


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A key and a certificate that nobody but itself has signed."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl, which makes the certificate, isn't there")
    out = tmp_path / "server.pem"
    made = f"openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -keyout {out}.k -out {out}.c"
    subprocess.run(
        [*made.split(), "-addext", "subjectAltName=DNS:localhost"], check=True, capture_output=True, timeout=60
    )
    out.write_text(Path(f"{out}.k").read_text() + Path(f"{out}.c").read_text())
    return out


def test_certificates_are_checked(certificate: Path, web: Web, clock: Clock) -> None:
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(certificate)
    with serve(server) as site:
        site["/a"] = "Verschlüsselt"
        assert web.reason(f"{site.other}/a").startswith("the server's certificate is not valid (self")
        trusting = Web(clock, ssl.create_default_context(cafile=str(certificate)))
        assert trusting.draft(f"{site.other}/a").article.title == "Verschlüsselt"
        assert trusting.reason(site.at("/a")).startswith(
            "the server's certificate is not valid (IP address mismatch"
        )
        assert site.pages == ["/a"]
        # Without TLS where there is some.
        assert web.reason(site.at("/a").replace("https", "http")) == "the connection broke off"


def test_no_tls_where_it_should_be(site: Site, web: Web) -> None:
    assert web.reason(site.at("/a").replace("http", "https")) == "there is no secure connection to the server"
