"""Sites that redirect, drip, break off, lie or hang, and a person who has waited long enough."""

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
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from annotator.core.models import Draft, Refusal
from annotator.formats.web import fetching, requests, robots
from tests.formats.web_cases import Clock, Web, clock, site, web
from tests.web_server import Reply, Site, page, redirect, serve

__all__ = ["clock", "site", "web"]

Handler = BaseHTTPRequestHandler


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
    site["/a"] = Reply(act=lambda handler: site.ending.wait(60))
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
    assert web.reason(site.at("/b")) == "the answer can't be unpacked: it is damaged"


@pytest.mark.parametrize("coding", ["gzip", "deflate", "raw deflate", "gzip, gzip"])
@pytest.mark.parametrize("missing", [1, 40])
def test_a_packed_page_that_is_cut_off(site: Site, web: Web, coding: str, missing: int) -> None:
    """With the length of what is left: the connection itself ends as it should."""
    text = page("Abgeschnitten", " ".join(f"Satz {n} von vielen." for n in range(2000))).encode()
    bits = {"deflate": zlib.MAX_WBITS, "raw deflate": -zlib.MAX_WBITS}.get(coding, 16 + zlib.MAX_WBITS)
    packer = zlib.compressobj(wbits=bits)
    packed = packer.compress(text) + packer.flush()
    packed = gzip.compress(packed) if "," in coding else packed
    headers = {"Content-Type": "text/html", "Content-Encoding": coding.removeprefix("raw ")}
    site["/a"], site["/b"] = Reply(packed, headers=headers), Reply(packed[:-missing], headers=headers)
    whole, part = web(site.at("/a"), site.at("/b"))
    assert isinstance(whole, Draft)
    assert isinstance(part, Refusal)
    assert part.reason == "the answer can't be unpacked: it is cut off"


def test_a_packed_robots_txt_counts_as_far_as_it_is_read(
    site: Site, web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(robots, "LONGEST", 1 << 16)
    rules = b"User-agent: *\nDisallow: /a\n" + b"# and so on\n" * 20_000
    site["/robots.txt"] = Reply(gzip.compress(rules), headers={"Content-Encoding": "gzip"})
    site["/a"], site["/b"] = "Zu", "Offen"
    assert web.reason(site.at("/a")) == "the site's robots.txt asks not to fetch it"
    assert web.draft(site.at("/b")).article.title == "Offen"


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
        site.ending.wait(60)

    site["/a"] = Reply(act=hang)
    web.going = lambda done, total: not hanging.is_set()
    assert web(site.at("/a")) == []
    assert web.last.stopped


def test_cancelling_while_a_name_is_looked_up(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    asked, answered = threading.Event(), threading.Event()

    def slow(*_given: object, **_more: object) -> None:
        asked.set()
        answered.wait(60)
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
