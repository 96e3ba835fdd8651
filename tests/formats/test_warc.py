"""Web archives as warcio writes them: which of their records are articles, and that bad ones harm no others."""

from __future__ import annotations

import gzip
import io
import socket
import tarfile
import tracemalloc
import zipfile
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas
from warcio.statusandheaders import StatusAndHeaders

from annotator.core.models import Article, Draft, Refusal
from annotator.formats import warc
from annotator.formats.readers import read_stream
from annotator.formats.readers.warc import WarcReader
from tests.formats.fuzzing import CODEBOOK, damaged, draft, read
from tests.formats.warc_files import BODY, FEED, HOME, HTML, PACKED, PAGE, SITE, TEXT, Archive, arc, chunked


@pytest.fixture(autouse=True)
def _offline(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object) -> None:
        raise AssertionError("something tried to reach the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def articles(data: bytes, name: str = "in/a.warc") -> list[Article]:
    items = list(read_stream(io.BytesIO(data), name, CODEBOOK))
    assert all(isinstance(item, Draft) for item in items), items
    return [item.article for item in items if isinstance(item, Draft)]


def reasons(data: bytes, name: str = "in/a.warc") -> list[str]:
    return [str(item) for item in read_stream(io.BytesIO(data), name, CODEBOOK) if isinstance(item, Refusal)]


def test_a_page_is_an_article_with_its_address() -> None:
    (found,) = articles(Archive().page().bytes())
    assert found.title == "Der Hafen bleibt vorerst zu"
    assert found.text.splitlines()[-1] == TEXT[-1]
    assert (found.url, found.lang, found.file) == (f"{SITE}/1", "de", "a.warc")
    assert (found.published or "")[:10] == "2025-03-13"


def test_the_day_of_the_crawl_is_no_date_of_publication() -> None:
    body = PAGE.replace(' property="article:published_time" content="2025-03-13T18:30:00+01:00"', "").encode()
    (found,) = articles(Archive().page(body, WARC_Date="2024-01-02T03:04:05Z").bytes())
    assert found.published is None


@pytest.mark.parametrize("encoding", PACKED)
@pytest.mark.parametrize("transfer", ["", "chunked"])
def test_what_servers_pack_is_unpacked(encoding: str, transfer: str) -> None:
    body = PACKED[encoding](BODY)
    more = {"Content_Encoding": encoding} | ({"Transfer_Encoding": transfer} if transfer else {})
    (found,) = articles(Archive().page(chunked(body) if transfer else body, **more).bytes())
    assert TEXT[0] in found.text


@pytest.mark.parametrize("encoding", PACKED)
def test_what_the_crawler_has_unpacked_already_stays(encoding: str) -> None:
    data = Archive().page(Content_Encoding=encoding.partition(",")[0], Transfer_Encoding="chunked").bytes()
    assert TEXT[0] in articles(data)[0].text


def test_the_server_tells_the_encoding_of_a_page() -> None:
    (found,) = articles(
        Archive().page(PAGE.encode("cp1251", "ignore"), kind='text/html; charset="Windows-1251"').bytes()
    )
    assert "Der Hafen" in found.text
    (found,) = articles(
        Archive()
        .page(PAGE.replace("Böhm", "Бём").encode("cp1251", "ignore"), kind="text/html;charset=cp1251")
        .bytes()
    )
    assert "Ada Бём" in found.text


def test_what_is_no_article_is_passed_over() -> None:
    archive = (
        Archive()
        .page(b"", "/old", status="301 Moved Permanently", Location="/1")
        .page(path="/404", status="404 Not Found")
    )
    archive.page(path="/500", status="500 Error").page(b"\x89PNG", "/a.png", "image/png")
    archive.page(b"var a", "/a.js", "text/javascript").page(b"p {}", "/a.css", "text/css").page(
        b"{}", "/a", "application/json"
    )
    archive.page(b"User-agent: *", "/robots.txt", "text/plain").page(b"x", "/.well-known/x", "text/plain")
    archive.page(b'{"a": "Hafen"}', "/api", "text/plain").page(b"<urlset/>", "/sitemap.xml", "text/xml")
    archive.page(b"p {}", "/b.css", "text/plain")
    archive.record("metadata", b"via: x", warc_content_type="text/plain")
    archive.record(
        "request",
        b"",
        http_headers=StatusAndHeaders("GET / HTTP/1.1", [("Host", "bote.example")], is_http_request=True),
    )
    archive.record("resource", b"Text", "urn:text:https://bote.example/1", warc_content_type="text/plain")
    archive.record(
        "revisit",
        b"",
        http_headers=StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1"),
    )
    assert reasons(archive.bytes()) == ["in/a.warc: there is no page in it, but 17 other records"]
    assert len(articles(archive.page().bytes())) == 1


def test_pages_without_article_are_told_of_in_one_sentence() -> None:
    archive = Archive()
    for number in range(5):
        archive.page(HOME, f"/list/{number}")
    assert reasons(archive.page().bytes()) == [
        "in/a.warc: 5 pages have no article text of 100 characters or more: "
        f"{SITE}/list/0, {SITE}/list/1, {SITE}/list/2, …"
    ]
    assert reasons(Archive().page(HOME, "/").bytes()) == [
        f"in/a.warc: 1 page has no article text of 100 characters or more: {SITE}/"
    ]


def test_texts_pdfs_and_feeds_are_read_by_their_readers() -> None:
    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.drawString(72, 700, "The harbour stays shut.")
    canvas.save()
    archive = Archive().page(out.getvalue(), "/a.pdf", "application/pdf").page(out.getvalue(), "/b", "")
    archive.page(b"Hafen zu\n\nDer Hafen bleibt zu.\n", "/a.txt", "text/plain")
    archive.page(FEED, "/feed", "application/rss+xml").page(BODY, "/c", "")
    archive.record("conversion", b"Der Kai bleibt zu.\n", warc_content_type="text/plain")
    archive.record("resource", BODY, f"{SITE}/d", warc_content_type="text/html")
    items = read(WarcReader(), archive.bytes(), "in/a.warc")
    found = [item.article for item in items if isinstance(item, Draft)]
    assert [(a.text.splitlines()[-1], a.url) for a in found] == [
        ("The harbour stays shut.", f"{SITE}/a.pdf"),
        ("The harbour stays shut.", f"{SITE}/b"),
        ("Der Hafen bleibt zu.", f"{SITE}/a.txt"),
        ("Der Kran steht still.", "/kran"),
        (TEXT[-1], f"{SITE}/c"),
        ("Der Kai bleibt zu.", f"{SITE}/1"),
        (TEXT[-1], f"{SITE}/d"),
    ]
    assert [a.source for a in found if a.source != "Bote"][:3] == ["bote.example"] * 3
    assert [item.reason for item in items if isinstance(item, Refusal)] == [f"{SITE}/feed: the entry has no text"]


@pytest.mark.parametrize("pack", ["gz", "one gz", "zip", "tar", "tgz"])
def test_a_web_archive_may_be_packed(pack: str) -> None:
    plain = Archive().page().page(path="/2").bytes()
    members = Archive(packed=True).page().page(path="/2").bytes()
    out = io.BytesIO()
    name, shown = "in/a.warc.gz", "a.warc.gz"
    if pack == "gz":
        out.write(members)
    elif pack == "one gz":
        out.write(gzip.compress(plain))
    elif pack == "zip":
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr("crawl/x.warc.gz", members)
        name, shown = "in/a.zip", "a.zip/crawl/x.warc.gz"
    else:
        with tarfile.open(fileobj=out, mode="w:gz" if pack == "tgz" else "w") as tar:
            entry = tarfile.TarInfo("x.warc")
            entry.size = len(plain)
            tar.addfile(entry, io.BytesIO(plain))
        name, shown = f"in/a.{pack}", f"a.{pack}/x.warc"
    found = articles(out.getvalue(), name)
    assert [(a.url, a.file) for a in found] == [(f"{SITE}/1", shown), (f"{SITE}/2", shown)]


def test_of_a_wacz_file_the_web_archives_are_read() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("archive/data.warc.gz", Archive(packed=True).page().bytes())
        archive.writestr("indexes/index.cdx.gz", gzip.compress(b"example,bote)/1 2025 {}"))
        archive.writestr(
            "pages/pages.jsonl", '{"format": "json-pages-1.0"}\n{"url": "https://x", "text": "Hafen"}\n'
        )
        archive.writestr("datapackage.json", '{"profile": "data-package"}')
    (found,) = articles(out.getvalue(), "in/a.wacz")
    assert (found.url, found.file) == (f"{SITE}/1", "a.wacz/archive/data.warc.gz")


def test_an_archive_that_breaks_off_keeps_what_came_before() -> None:
    packed = Archive(packed=True).page(HOME, "/").page().page(path="/2").bytes()
    items = list(read_stream(io.BytesIO(packed[:-200]), "a.warc.gz", CODEBOOK))
    assert [isinstance(item, Draft) for item in items] == [True, False, False]
    assert str(items[1]).startswith("a.warc.gz: 1 page has no article text")
    assert str(items[2]) == "a.warc.gz: it ends too early"
    plain = Archive().page().page(path="/2").bytes()
    items = list(read_stream(io.BytesIO(plain[:-200]), "a.warc", CODEBOOK))
    assert isinstance(items[0], Draft)
    assert [str(item) for item in items[1:]] == [
        f"a.warc: {SITE}/2: it is cut off",
        "a.warc: the file ends inside a record",
    ]
    two = Archive(packed=True).page().bytes(), Archive(packed=True).page().bytes()
    items = list(read_stream(io.BytesIO(two[0] + b"\x1f\x8b\x09" + two[1]), "a.warc.gz", CODEBOOK))
    assert isinstance(items[0], Draft)
    assert str(items[1]) == "a.warc.gz: it is damaged"


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"WARC_Truncated": "length"}, "it was cut off when it was stored"),
        ({"WARC_Segment_Number": "1"}, "it is stored in several parts"),
        ({"Content_Length": "99999"}, "it is cut off"),
        ({"Content_Encoding": "zstd"}, "it is packed as zstd, which can't be read"),
        ({"Content_Encoding": "br, br, br, br"}, "it is packed more than 3 times"),
    ],
)
def test_pages_that_are_not_whole_are_refused(more: dict[str, str], reason: str) -> None:
    data = Archive().page(BODY, "/x", HTML, "200 OK", **more).page().bytes()
    items = read(WarcReader(), data)
    assert items[0] == Refusal("in/file", None, f"{SITE}/x: {reason}")
    assert isinstance(items[1], Draft)


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "Deflate", "br", "gzip, br"])
def test_bombs_are_refused(encoding: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warc, "MAX_PAYLOAD", 1 << 20)
    bomb = PACKED[encoding](b"<p>" + b"a" * (64 << 20))
    tracemalloc.start()
    try:
        items = read(WarcReader(), Archive().page(bomb, Content_Encoding=encoding).page().bytes())
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert items[0] == Refusal("in/file", None, f"{SITE}/1: it unpacks to more than 1 MiB")
    assert isinstance(items[1], Draft)
    assert peak < 60 << 20


def test_a_page_that_is_too_long_is_passed_over_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warc, "MAX_PAYLOAD", 1 << 20)
    items = read(WarcReader(), Archive().page(b"a" * (3 << 20), "/x").page().bytes())
    assert items[0] == Refusal("in/file", None, f"{SITE}/x: it is longer than 1 MiB")
    assert isinstance(items[1], Draft)


def test_what_is_damaged_spoils_no_other_record() -> None:
    one, two = Archive().page(path="/2").bytes(), Archive().page(path="/3").bytes()
    wrong = two.replace(b"Content-Length: ", b"Content-Length: x", 2)
    items = read(WarcReader(), one + b"Muell\nMuell\n" + wrong + one)
    assert [item.article.url for item in items if isinstance(item, Draft)] == [f"{SITE}/2", f"{SITE}/2"]
    assert any("is passed over" in str(item) or "are passed over" in str(item) for item in items)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"Der Hafen\n" * 9, "the file is no web archive"),
        (b"WARC/1.0\r\nWARC-Type: response\r\n\r\n", "a record doesn't tell how long it is"),
        (b"WARC/1.0\r\n" + b"A: b\r\n" * 400_000, "the head of a record doesn't end"),
        (b"WARC/1.0\r\nA: " + b"b" * (3 << 20), "the head of a record doesn't end"),
        (Archive().bytes(), "there is no page in it, but 1 other records"),
    ],
    ids=["none", "no length", "headers", "header", "no page"],
)
def test_what_can_not_be_read_is_refused(data: bytes, reason: str) -> None:
    assert read(WarcReader(), data)[0] == Refusal("in/file", None, reason)


def test_arc_files_are_web_archives() -> None:
    assert [a.url for a in articles(arc(BODY, BODY), "in/a.arc")] == [f"{SITE}/1", f"{SITE}/2"]
    assert [a.url for a in articles(gzip.compress(arc(BODY)), "in/a.arc.gz")] == [f"{SITE}/1"]


def test_a_long_archive_takes_little_memory() -> None:
    video = bytes(1 << 20)
    part = Archive().page(video, "/v", "video/mp4").page().bytes()

    class Long(io.RawIOBase):
        def __init__(self) -> None:
            self.left, self.pending = 200, b""

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
            if not self.pending and self.left:
                self.left -= 1
                self.pending = part
            piece, self.pending = self.pending[: len(buffer)], self.pending[len(buffer) :]
            buffer[: len(piece)] = piece
            return len(piece)

    stream = io.BufferedReader(Long())
    reading: Iterator[Draft | Refusal] = WarcReader().read(stream, "a.warc", CODEBOOK)
    next(reading)
    tracemalloc.start()
    try:
        count = sum(isinstance(item, Draft) for item in reading)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert count == 199
    assert peak < 30 << 20


@pytest.mark.parametrize(
    "url", ["https://[::1/x", "https://bote.example/ä b", "https:///", "HTTPS://BOTE.EXAMPLE:x/"]
)
def test_strange_addresses_are_no_crash(url: str) -> None:
    http = StatusAndHeaders("200 OK", [("Content-Type", "text/plain")], protocol="HTTP/1.1")
    data = Archive().record("response", b"Der Hafen bleibt zu.", url, http_headers=http).bytes()
    assert draft(WarcReader(), data).article.text == "Der Hafen bleibt zu."


def test_addresses_in_angle_brackets_are_addresses() -> None:
    data = Archive().page().bytes().replace(f"URI: {SITE}/1".encode(), f"URI: <{SITE}/1>".encode())
    assert draft(WarcReader(), data).article.url == f"{SITE}/1"


def test_a_reader_that_fails_on_a_page_spoils_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    from annotator.formats.readers.html import page_draft

    def failing(data: bytes, *others: object) -> Draft:
        if b"Kaputt" in data:
            raise KeyError("x")
        return page_draft(data, *others)  # type: ignore[arg-type]

    monkeypatch.setattr("annotator.formats.readers.warc.page_draft", failing)
    items = read(WarcReader(), Archive().page(b"Kaputt", "/x").page().bytes())
    assert items[0] == Refusal("in/file", None, f"{SITE}/x: reading it failed (KeyError)")
    assert isinstance(items[1], Draft)


WHOLE = (
    Archive()
    .page(gzip.compress(BODY), Content_Encoding="gzip")
    .page(chunked(BODY), Transfer_Encoding="chunked")
    .bytes()
)
FOREIGN = (b"WARC/1.0\r\n", b"\r\n\r\n", b"Content-Length: 9", b"HTTP/1.1 200 OK\r\n", b"filedesc://", b"\xff")


@given(data=st.data())
def test_damaged_archives_are_articles_or_refusals(data: st.DataObject) -> None:
    whole = data.draw(st.sampled_from([WHOLE, arc(BODY, FEED)]))
    read(WarcReader(), data.draw(damaged(whole, FOREIGN)))
