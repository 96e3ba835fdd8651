from __future__ import annotations

import io
import socket
import tracemalloc

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.codebook import Codebook
from annotator.core.models import Article, Draft, Refusal
from annotator.formats.readers import feed_split, read_stream

CODEBOOK = Codebook("news")
ITEM = """<item>
<title>Hafen &amp;amp; Stadt: &lt;i&gt;zu&lt;/i&gt;</title><link>/hafen</link>
<guid isPermaLink="false">bote-1</guid><pubDate>Thu, 13 Mar 2025 18:30:00 +0100</pubDate>
<dc:creator>Jo Ohm</dc:creator><author>ll@bote.example (Li Lund)</author>
<description>Der Hafen bleibt zu.</description>
<content:encoded><![CDATA[<p>Der Hafen von Nordwik bleibt bis Montag geschlossen.</p>
<script>alert("</p>")</script>
<p>Am Kai warten&nbsp;zwölf Schiffe <img src="http://track.example/x.png"> mit Holz.</p>
<!-- </item> -->]]></content:encoded>
</item>
"""
RSS_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>Nordwiker Bote</title><link>https://bote.example/</link><language>de-DE</language>
"""
RSS_END = "</channel></rss>"
RSS = RSS_HEAD + ITEM + RSS_END
TEXT = "Der Hafen von Nordwik bleibt bis Montag geschlossen.\n\nAm Kai warten\u00a0zwölf Schiffe mit Holz."
ATOM = """<?xml version="1.0"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title type="html">Harbour &amp;amp; Coast</title>
<entry><title>One &lt; two</title><link rel="enclosure" href="https://coast.example/1.mp3"/>
<link href="https://coast.example/1"/><author><name>Ada Bo</name></author><author><name>Li Lund</name></author>
<published>2025-03-13T18:30:00Z</published><updated>2025-03-14T00:00:00Z</updated>
<summary>The harbour stays shut.</summary>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>The harbour &amp; the quay stay shut.</p>
<p>Twelve ships wait.</p></div></content></entry>
<entry xml:lang="fr"><title>Deux</title><updated>2025-03-15T08:00:00+02:00</updated>
<content type="text">Le port reste ferm\u00e9 &lt;jusqu'\u00e0&gt; lundi.</content></entry>
</feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://blatt.example/"><title>Blatt</title>
<link>https://blatt.example/</link><dc:language>de</dc:language>
<items><rdf:Seq><rdf:li resource="https://blatt.example/1"/></rdf:Seq></items></channel>
<item rdf:about="https://blatt.example/1"><title>Eins</title><link>https://blatt.example/1</link>
<description>Der Kran steht still.</description><dc:date>2025-03-13T18:30:00+01:00</dc:date>
<dc:creator>Jo Ohm</dc:creator></item></rdf:RDF>"""


@pytest.fixture(autouse=True)
def _offline(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object) -> None:
        raise AssertionError("something tried to reach the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def read(data: str | bytes, name: str = "in/feed.xml") -> list[Draft | Refusal]:
    return list(read_stream(io.BytesIO(data.encode() if isinstance(data, str) else data), name, CODEBOOK))


def articles(data: str | bytes, name: str = "in/feed.xml") -> list[Article]:
    found = read(data, name)
    assert all(isinstance(item, Draft) for item in found), found
    return [item.article for item in found if isinstance(item, Draft)]


def reasons(data: str | bytes, name: str = "in/feed.xml") -> list[str]:
    return [str(item) for item in read(data, name) if isinstance(item, Refusal)]


@pytest.mark.parametrize("name", ["a.xml", "a.rss", "a.txt", "a"])
def test_rss_entries_are_articles(name: str) -> None:
    (found,) = articles(RSS, name)
    assert found.text == TEXT
    assert (found.title, found.source, found.file) == ("Hafen & Stadt: zu", "Nordwiker Bote", name)
    assert found.authors == ("Jo Ohm", "Li Lund")
    assert found.published == "2025-03-13T18:30:00+01:00"
    assert (found.url, found.lang, found.key) == ("https://bote.example/hafen", "de", "")


def test_what_is_said_of_pictures_is_no_text() -> None:
    feed = RSS_HEAD.replace("<rss ", '<rss xmlns:media="http://search.yahoo.com/mrss/" ') + RSS_END
    picture = "<media:content><media:title>Kai</media:title><media:description>Ein Kran</media:description>"
    item = f"<item><title>Hafen</title>%s{picture}</media:content></item>"
    (found,) = articles(
        feed.replace("</channel>", item % "<description>Der Hafen bleibt zu.</description>" + "</channel>")
    )
    assert (found.title, found.text) == ("Hafen", "Der Hafen bleibt zu.")
    (film,) = articles(feed.replace("</channel>", item % "" + "</channel>"))
    assert film.text == "Ein Kran"
    figure = "<figure><img src='a.jpg'/><figcaption>Der Kai. Foto: Ohm</figcaption></figure><p>Am Kai"
    (found,) = articles(RSS.replace("<p>Am Kai", figure))
    assert found.text == TEXT


@pytest.mark.parametrize(
    "tail",
    [
        '<p>The post <a href="x">Hafen</a> appeared first on <a href="y">Bote</a>.</p>',
        "<p>Der Beitrag Hafen erschien zuerst auf Bote.</p><p>Weiterlesen …</p>",
        "<p>L’article Hafen est apparu en premier sur Bote.</p>",
        '<a href="x">Continue reading...</a>',
    ],
)
def test_what_a_site_puts_below_each_entry_is_left_out(tail: str) -> None:
    (found,) = articles(RSS.replace("<!-- </item> -->", tail))
    assert found.text == TEXT


def test_a_last_sentence_about_reading_stays() -> None:
    (found,) = articles(RSS.replace("mit Holz.</p>", "mit Holz. She wants to Read more.</p>"))
    assert found.text.endswith("She wants to Read more.")


def test_atom_entries_are_articles() -> None:
    first, second = articles(ATOM, "a.atom")
    assert first.text == "The harbour & the quay stay shut.\n\nTwelve ships wait."
    assert (first.title, first.source, first.lang) == ("One < two", "Harbour & Coast", "en")
    assert (first.authors, first.url) == (("Ada Bo", "Li Lund"), "https://coast.example/1")
    assert (first.published, second.published) == ("2025-03-13T18:30:00Z", "2025-03-15T08:00:00+02:00")
    assert (second.text, second.lang, second.url) == ("Le port reste fermé <jusqu'à> lundi.", "fr", None)


def test_who_wrote_an_atom_feed_wrote_its_entries() -> None:
    entry = "<entry><title>One</title><id>urn:1</id>{}<content>The harbour stays shut.</content></entry>"
    entries = [
        entry.format(told)
        for told in (
            "",
            "<author><name>Li Lund</name></author>",
            "<source><title>Bote</title></source>",
        )
    ]
    for author, found in (("Ada Bo", ("Ada Bo",)), ("Coast", ())):
        head = f"<title>Coast</title><author><name>{author}</name></author>"
        given = articles(f'<feed xmlns="http://www.w3.org/2005/Atom">{head}{"".join(entries)}</feed>', "a.atom")
        assert [article.authors for article in given] == [found, ("Li Lund",), ()]
        # An id is no address.
        assert [article.url for article in given] == [None] * 3


def test_rss_0_90_entries_are_articles() -> None:
    feed = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://my.netscape.com/rdf/simple/0.9/">'
        "<channel><title>Coast</title></channel><item><title>One</title><link>https://coast.example/1</link>"
        "<description>The harbour stays shut.</description></item></rdf:RDF>"
    )
    (found,) = articles(feed, "a.rdf")
    assert (found.title, found.text, found.source, found.url) == (
        "One",
        "The harbour stays shut.",
        "Coast",
        "https://coast.example/1",
    )


def test_atom_with_a_prefix_is_the_same() -> None:
    prefixed = "".join(
        f"{'<a:' if piece[0] != '/' else '</a:'}{piece.lstrip('/')}"
        if piece.split(">")[0].split()[0].lstrip("/") in ("feed", "entry", "title", "updated", "content")
        else f"<{piece}"
        for piece in ATOM[ATOM.index("<entry xml") :].split("<")[1:]
    )
    head = '<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:title>Coast</a:title>'
    (found,) = articles(head + prefixed)
    assert (found.title, found.source, found.lang) == ("Deux", "Coast", "fr")


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("rss", '<source url="https://bote.example/rss">Der &lt;b&gt;Bote&lt;/b&gt;</source>'),
        ("atom", "<source><id>urn:bote</id><title type='html'>Der &lt;b&gt;Bote&lt;/b&gt;</title></source>"),
    ],
)
def test_an_entry_of_a_collection_names_the_feed_that_it_is_from(name: str, source: str) -> None:
    feed = RSS if name == "rss" else ATOM
    end = "</item>\n</channel>" if name == "rss" else "</entry>\n<entry xml:lang"
    assert end in feed
    first, *rest = articles(feed.replace(end, f"{source}{end}"))
    assert first.source == "Der Bote"
    assert [article.source for article in rest] == ["Harbour & Coast"] * len(rest)


def test_rss_1_entries_are_articles() -> None:
    (found,) = articles(RDF, "a.rdf")
    assert (found.text, found.title, found.source) == ("Der Kran steht still.", "Eins", "Blatt")
    assert (found.published, found.lang, found.authors) == ("2025-03-13T18:30:00+01:00", "de", ("Jo Ohm",))
    assert found.url == "https://blatt.example/1"


def test_entries_are_those_that_the_library_finds() -> None:
    for feed in (RSS_HEAD + ITEM * 3 + RSS_END, ATOM, RDF):
        entries = feedparser.parse(io.BytesIO(feed.encode()))["entries"]
        assert len(entries) == len(read(feed))


def test_other_xml_is_no_feed() -> None:
    rdf = RDF.replace("http://purl.org/rss/1.0/", "http://things.example/")
    for other in (rdf, ATOM.replace("http://www.w3.org/2005/Atom", "urn:x"), "<rssx/>"):
        assert not any(isinstance(item, Draft) for item in read(other))


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("cp1252", "iso-8859-1"),
        ("cp1252", "utf-8"),
        ("utf-8", "iso-8859-1"),
        ("utf-16", "utf-16"),
        ("utf-16", "utf-8"),
    ],
)
def test_every_encoding_gives_the_same_text(encoding: str, declared: str) -> None:
    (found,) = articles(RSS.replace('"UTF-8"', f'"{declared}"').encode(encoding))
    assert (found.text, found.source) == (TEXT, "Nordwiker Bote")


def test_entries_without_text_are_refused_and_the_others_read() -> None:
    empty = "<item><title>Nur ein Titel</title><description><![CDATA[<img src='a.png'>]]></description></item>\n"
    found = read(RSS_HEAD + empty + ITEM + empty + RSS_END)
    assert [isinstance(item, Draft) for item in found] == [False, True, False]
    assert str(found[0]) == "in/feed.xml:5: the entry has no text"
    assert str(found[2]) == f"in/feed.xml:{6 + ITEM.count(chr(10))}: the entry has no text"


def test_an_entry_that_is_no_good_xml_spoils_no_other() -> None:
    broken = ITEM.replace("</title>", "", 1)
    found = read(RSS_HEAD + ITEM + broken + ITEM.replace("Nordwik", "Süd") + RSS_END)
    assert isinstance(found[0], Draft)
    assert isinstance(found[2], Draft)
    ampersand = ITEM.replace("Der Hafen bleibt zu.", "Hafen & Stadt & Land").replace("content:encoded", "x:y")
    (first,) = articles(RSS_HEAD + ampersand + RSS_END)
    assert first.text == "Hafen & Stadt & Land"
    (first,) = articles(RSS_HEAD + ITEM.replace("von Nordwik", "von \x01\0Nordwik") + RSS_END)
    assert first.text == TEXT


def test_a_truncated_feed_keeps_what_came_before() -> None:
    whole = RSS_HEAD + ITEM * 2
    found = read(whole[:-20])
    assert isinstance(found[0], Draft)
    assert str(found[1]) == f"in/feed.xml:{5 + ITEM.count(chr(10))}: the file ends inside this entry"
    assert reasons(whole[: whole.index("<![CDATA[") + 20]) == ["in/feed.xml:5: the file ends inside this entry"]
    assert len(articles(whole)) == 2


def test_a_feed_without_entries_is_refused() -> None:
    assert reasons(RSS_HEAD + RSS_END) == ["in/feed.xml: there is no entry in the feed"]
    assert reasons("<rss version='2.0'>") == ["in/feed.xml: there is no entry in the feed"]
    assert reasons("no feed", "a.rss") == ["a.rss: the file is no feed"]


def test_an_entry_with_entities_of_its_own_is_refused_and_they_are_not_expanded() -> None:
    bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "ha" * 50}">' for n in range(9))
    doctype = f'<!DOCTYPE rss [{bomb}<!ENTITY f SYSTEM "file:///etc/passwd"><!ENTITY nbsp "&#160;">]>'
    texts = ("Hafen &e8;", "Hafen &f;", "Hafen&nbsp;zu &amp;e8;")
    items = "".join(f"<item><title>Hafen</title><description>{text}</description></item>" for text in texts)
    feed = RSS_HEAD.replace("?>", f"?>{doctype}", 1) + items + RSS_END
    tracemalloc.start()
    try:
        *refused, found = read(feed)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    reason = "it has the entity &{};, and entities are not expanded"
    assert [item.reason for item in refused if isinstance(item, Refusal)] == [
        reason.format(n) for n in ("e8", "f")
    ]
    assert isinstance(found, Draft)
    assert found.article.text == "Hafen\u00a0zu &e8;"
    assert peak < 16 << 20


def test_addresses_and_dates_that_make_no_sense() -> None:
    item = ITEM.replace("/hafen<", "http://[::1<").replace("Thu, 13 Mar 2025 18:30:00 +0100", "irgendwann")
    (found,) = articles(RSS_HEAD + item + RSS_END)
    assert (found.url, found.published) == ("http://[::1", None)


def test_long_entries_and_heads_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feed_split, "MAX_ENTRY", 3 << 20)
    monkeypatch.setattr(feed_split, "PIECE", 1 << 16)
    long = ITEM.replace("von Nordwik", "von Nordwik " * 400_000)
    found = read(RSS_HEAD + ITEM + long + ITEM + RSS_END)
    assert [isinstance(item, Draft) for item in found] == [True, False, True]
    assert str(found[1]) == f"in/feed.xml:{5 + ITEM.count(chr(10))}: it is longer than 3 MiB"
    head = RSS_HEAD + "<description>" + "Hafen " * 600_000
    assert reasons(head + "</description>" + ITEM + RSS_END) == [
        "in/feed.xml: what comes before the entries is longer than 3 MiB"
    ]
    unclosed = RSS_HEAD + ITEM + "<item><![CDATA[" + "Hafen " * 1_000_000
    assert reasons(unclosed)[-1].endswith(": it is longer than 3 MiB")


class Endless(io.RawIOBase):
    """A feed of many entries that is nowhere as a whole."""

    def __init__(self, entries: int, item: bytes) -> None:
        self._left, self._item = entries, item
        self._piece = RSS_HEAD.encode()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        if not self._piece and self._left:
            self._piece, self._left = self._item, self._left - 1
        piece = self._piece[: len(buffer)]
        self._piece = self._piece[len(piece) :]
        buffer[: len(piece)] = piece
        return len(piece)


def test_many_entries_take_little_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feed_split, "PIECE", 1 << 16)
    item = ITEM.replace("mit Holz.", "mit Holz. " + "Der Sturm dauert an. " * 1000).encode()
    list(read(RSS))  # imports the library

    def peak(entries: int) -> int:
        tracemalloc.start()
        try:
            stream = io.BufferedReader(Endless(entries, item))
            number = sum(isinstance(found, Draft) for found in read_stream(stream, "a.rss", CODEBOOK))
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
            assert number == entries

    # What has been read is forgotten: 35 more entries, of which even the bytes alone are more than that.
    assert len(item) * 35 > 700 << 10
    assert peak(40) < peak(5) + (350 << 10)


@given(
    st.sampled_from([RSS, ATOM, RDF]),
    st.lists(
        st.tuples(st.integers(0, 2000), st.sampled_from(["<", ">", "&", "]]>", "<!--", "<item>", "\0", '"', "/"]))
    ),
    st.integers(0, 2000),
)
def test_a_damaged_feed_is_never_a_crash(feed: str, changes: list[tuple[int, str]], length: int) -> None:
    for place, piece in changes:
        place %= len(feed)
        feed = feed[:place] + piece + feed[place + 1 :]
    for item in read(feed[: max(length, 1)] if length < 1000 else feed, "a.rss"):
        assert "failed on it" not in str(item)


@given(st.integers(1, 3000))
def test_entries_do_not_depend_on_how_the_file_is_read(size: int) -> None:
    data = (RSS_HEAD + ITEM * 3 + RSS_END).encode()

    class Slow(io.BytesIO):
        def read(self, _size: int | None = -1, /) -> bytes:
            return super().read(size)

    pieces = list(feed_split.split_feed(Slow(data)))
    assert [piece.xml for piece in pieces] == [piece.xml for piece in feed_split.split_feed(io.BytesIO(data))]
    assert sum(piece.size for piece in pieces) <= len(data)
