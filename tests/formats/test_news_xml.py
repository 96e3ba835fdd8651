"""NITF, NewsML-G2 and NewsML 1.x: what their readers make of files as agencies write them, and of bad ones."""

from __future__ import annotations

import io
import socket
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.models import Draft, Refusal
from annotator.formats import news_xml
from annotator.formats.news_xml import wire_date
from annotator.formats.nitf import byline_names
from annotator.formats.readers import read_stream
from annotator.formats.readers.newsml import NewsmlReader
from annotator.formats.readers.nitf import NitfReader
from annotator.formats.readers.registry import Reader
from tests.formats.fuzzing import CODEBOOK, damaged, draft, read, refusal

NEWS = Path(__file__).parent / "data" / "news"
NITF = (NEWS / "nitf.xml").read_bytes()
G2 = (NEWS / "newsml-g2.xml").read_bytes()
ML1 = (NEWS / "newsml-1.xml").read_bytes()
READERS: dict[str, tuple[Reader, bytes]] = {
    "nitf": (NitfReader(), NITF),
    "g2": (NewsmlReader(), G2),
    "1": (NewsmlReader(), ML1),
}
TAGS = (
    b"<p>",
    b"</p>",
    b"<nitf>",
    b"<newsItem>",
    b"</NewsItem>",
    b"<!--",
    b"<![CDATA[",
    b"&x;",
    b"\xff\xfe",
    b"\0",
)


@pytest.fixture(autouse=True)
def _offline(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object) -> None:
        raise AssertionError("something tried to reach the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def nitf(body: str = "<p>Der Hafen.</p>", head: str = "", body_head: str = "", attributes: str = "") -> bytes:
    return (
        f"<nitf {attributes}><head>{head}</head><body><body.head>{body_head}</body.head>"
        f"<body.content>{body}</body.content></body></nitf>"
    ).encode()


def g2(content: str, meta: str = "", about: str = "", attributes: str = "") -> bytes:
    return (
        f'<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" {attributes}><itemMeta>{meta}</itemMeta>'
        f"<contentMeta>{about}</contentMeta><contentSet>{content}</contentSet></newsItem>"
    ).encode()


def test_nitf_is_read_whole() -> None:
    made = draft(NitfReader(), NITF)
    found = made.article
    assert found.title == "Der Hafen bleibt zu"
    assert found.text.split("\n\n") == [
        "Der Hafen von Nordwik bleibt bis Montag zu.",
        "„Wir warten“, sagte Ada Böhm\nin Nordwik.",
        "Was nun?",
        "Niemand weiß es – auch ich nicht.",
        "Jo Ohm",
        "zwölf Schiffe",
        "kein Kran",
        "Tag\tSchiffe\nMontag\t12",
        "Es bleibt dabei.",
    ]
    assert found.source == "Nordwiker Bote"
    assert found.authors == ("Ada Olm", "Bert Kahl")
    assert found.published == "2025-03-14T00:00:00+01:00"
    assert (found.url, found.lang, found.key) == ("https://bote.example/hafen", "de", "KD:kd-2025-0313-42")
    assert made.encoding == "cp1252"


@pytest.mark.parametrize(
    ("head", "body_head", "published"),
    [
        ('<docdata><date.issue norm="20250313T1830Z"/></docdata>', "", "2025-03-13T18:30:00Z"),
        ("", '<dateline><story.date norm="20250313">gestern</story.date></dateline>', "2025-03-13"),
        ("", "<dateline><story.date>13. März 2025</story.date></dateline>", "2025-03-13"),
        ("", "", None),
    ],
)
def test_nitf_says_in_several_places_when_it_was(head: str, body_head: str, published: str | None) -> None:
    assert draft(NitfReader(), nitf(head=head, body_head=body_head)).article.published == published


def test_nitf_without_person_or_publication_tells_byline_and_distributor() -> None:
    head = "<hedline><hl1>A</hl1></hedline><byline>By ADA OLM<byttl>Staff Writer</byttl></byline>"
    found = draft(NitfReader(), nitf(body_head=head + "<distributor>Coast Wire</distributor>")).article
    assert (found.authors, found.source) == (("ADA OLM",), "Coast Wire")
    holder = '<docdata><doc.copyright holder="KD"/></docdata>'
    assert draft(NitfReader(), nitf(head=holder)).article.source == "KD"


def test_nitf_with_a_namespace_and_in_utf_16_is_the_same() -> None:
    data = nitf(attributes='xmlns="http://iptc.org/std/NITF/2006-10-18/"', body="<p>Der Hafen – zu.</p>")
    made = draft(NitfReader(), data.decode().encode("utf-16"))
    assert (made.article.text, made.encoding) == ("Der Hafen – zu.", "utf-16-le")


def test_several_documents_in_one_file_are_several_articles() -> None:
    made = read(
        NitfReader(), b"<docs>\n" + nitf("<p>Eins</p>") + b"\n" + nitf("") + nitf("<p>Zwei</p>") + b"</docs>"
    )
    assert [item.article.text for item in made if isinstance(item, Draft)] == ["Eins", "Zwei"]
    assert made[1] == Refusal("in/file", 3, "it has no article text")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (nitf(head='<docdata management-status="canceled"/>'), "it was cancelled by its publisher"),
        (nitf("<media><media-caption>Ein Kran.</media-caption></media>"), "it has no article text"),
        (nitf(" \n"), "it has no article text"),
        (b"<article>Der Hafen</article>", "the file is no NITF"),
    ],
)
def test_nitf_that_is_no_article_is_refused(data: bytes, reason: str) -> None:
    assert refusal(NitfReader(), data) == reason


def test_the_items_of_a_g2_message_are_articles() -> None:
    made = read(NewsmlReader(), G2)
    first, second, third = (item.article for item in made if isinstance(item, Draft))
    assert first.title == "Der Hafen bleibt zu"
    assert first.text.split("\n\n") == [
        "Nordwik (kd) - Der Hafen bleibt bis Montag zu.",
        "«\u00a0Wir warten\u00a0», sagte Ada Böhm.",
        "Was nun?",
        "Niemand weiß es.",
    ]
    assert (first.source, first.authors, first.lang) == ("Küstendienst", ("Ada Olm", "Bert Kahl"), "de")
    assert first.published == "2025-03-13T17:05:00+01:00"
    assert first.url == "https://kuestendienst.example/42"
    assert first.key == "urn:newsml:kuestendienst.example:20250313:42#2"
    assert (second.title, second.text) == ("Harbour stays shut", "The harbour stays shut.\n\nTwelve ships wait.")
    assert (second.source, second.authors, second.lang) == ("Coast Wire", ("JO OHM",), "en")
    assert second.published == "2025-03-15T06:00:00Z"  # when the embargo ends
    assert (third.text, third.lang) == ("Le port reste fermé.\n\nDouze navires attendent.", "fr")
    assert (third.source, third.authors, third.published) == ("CD", ("Li Lund",), "2025-03-13T20:00:00Z")
    assert [item.reason for item in made if isinstance(item, Refusal)] == [
        "it was cancelled by its publisher",
        "it is a picture, not a text",
        "its text is not in it, but in another file that it names",
        "it is a package of other items, not an article",
        "it describes a concept, not an article",
    ]
    lines = [item.line for item in made if isinstance(item, Refusal)]
    assert [G2.split(b"\n")[line - 1][:12] for line in lines if line] == [
        *[b"<newsItem gu"] * 3,
        b"<packageItem",
        b"<conceptItem",
    ]


def test_an_item_alone_is_an_article() -> None:
    page = '<inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><body>{}</body></html></inlineXML>'
    about = "<headline>Hafen zu</headline>"
    text = "<h1>Hafen zu</h1><p>Er bleibt zu.<br/>Bis Montag.</p><div><p>Ada Böhm</p>wartet</div>"
    made = draft(NewsmlReader(), g2(page.format(text), about=about)).article
    assert made.text == "Er bleibt zu.\nBis Montag.\n\nAda Böhm\n\nwartet"
    assert made.title == "Hafen zu"
    notes = '<section class="main"><p>Er bleibt zu.</p></section><section class="notepad"><p>Kai 3</p></section>'
    assert draft(NewsmlReader(), g2(page.format(notes), about=about)).article.text == "Er bleibt zu."
    packed = (
        '<inlineData contenttype="text/plain" encoding="encd:base64">RGVyIEhhZmVuIGJsZWlidCB6dS4=</inlineData>'
    )
    assert draft(NewsmlReader(), g2(packed)).article.text == "Der Hafen bleibt zu."
    assert refusal(NewsmlReader(), g2(packed.replace("RGVy", "R"))) == "it has no article text"
    assert (
        refusal(NewsmlReader(), g2("", "<pubStatus qcode='stat:withheld'/>")) == "it is withheld by its publisher"
    )


def test_the_items_of_newsml_1_are_articles() -> None:
    made = read(NewsmlReader(), ML1)
    first, second = (item.article for item in made if isinstance(item, Draft))
    assert (first.title, first.lang, first.source) == ("Le port reste fermé", "fr", "SC")
    assert first.text == "Le port reste fermé jusqu'à lundi.\n\n«\u00a0Nous attendons\u00a0», a dit Mme Böhm."
    assert (first.authors, first.published) == (("Ada Olm",), "2025-03-13T17:30:00Z")
    assert first.key == "urn:newsml:kuestendienst.example:20250313:42:1"
    assert (second.title, second.text, second.lang) == ("Harbour shut", "The harbour stays shut.", "en")
    assert (second.source, second.authors, second.published) == ("Coast Wire", ("Jo Ohm",), "2025-03-13")
    assert [item.reason for item in made if isinstance(item, Refusal)] == [
        "it was cancelled by its publisher",
        "it has pictures or recordings, but no text",
        "its text is not in it, but in another file that it names",
    ]


def test_of_the_texts_of_a_newsml_1_item_the_body_is_the_article() -> None:
    parts = {
        "StyleSheet": ("text/css", ".a {color: red}"),
        "": ("text/plain", "Beilage."),
        "Contact": ("text/xhtml", "<html><body><p>Ada Olm</p></body></html>"),
        "Body": ("text/xhtml", "<html><head><title/></head><body><p>Der Hafen.</p></body></html>"),
    }
    components = "".join(
        f'<NewsComponent><Role FormalName="{role}"/><ContentItem><MimeType FormalName="{kind}"/>'
        f"<DataContent>{text}</DataContent></ContentItem></NewsComponent>"
        for role, (kind, text) in parts.items()
    )
    data = f"<NewsML><NewsItem><NewsComponent>{components}</NewsComponent></NewsItem></NewsML>".encode()
    assert draft(NewsmlReader(), data).article.text == "Der Hafen."
    assert draft(NewsmlReader(), data.replace(b'"Body"', b'"Logo"')).article.text == "Beilage."
    without = data.replace(b'"Body"', b'"Logo"').replace(b"text/plain", b"text/css")
    assert read(NewsmlReader(), without) == [Refusal("in/file", 1, "it has no article text")]


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("Von Ada Olm, dpa", ["Ada Olm"]),
        ("By JO OHM, AP", ["JO OHM"]),
        ("By Jo Ohm,", ["Jo Ohm"]),
        ("Olm, Ada", ["Olm, Ada"]),
        ("OLM, ADA", ["OLM, ADA"]),
        ("Ada Olm, Bert Kahl", ["Ada Olm", "Bert Kahl"]),
        ("", []),
    ],
)
def test_the_agency_behind_a_name_is_no_part_of_it(written: str, names: list[str]) -> None:
    assert byline_names(written) == names


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))


@pytest.mark.parametrize(
    "subset",
    ['<!ENTITY l0 "ha">' + LAUGHS, '<!ENTITY % p "x">', '<!ENTITY hafen "Nordwik">'],
    ids=["bomb", "%", "one"],
)
@pytest.mark.parametrize("name", READERS)
def test_entities_that_a_file_defines_are_refused(name: str, subset: str) -> None:
    reader, _ = READERS[name]
    data = f"<!DOCTYPE nitf [{subset}]>".encode() + nitf("<p>&l11;&hafen;</p>")
    assert refusal(reader, data.replace(b"nitf", b"NewsML") if name == "1" else data) == (
        "it defines entities, which are not expanded"
    )


def test_what_a_document_type_names_is_never_fetched() -> None:
    outside = 'SYSTEM "http://a.example/nitf.dtd"'
    data = f"<!DOCTYPE nitf {outside} [<!ENTITY % x {outside}> %x;]>".encode() + nitf("<p>Hafen&x; zu</p>")
    assert draft(NitfReader(), data).article.text == "Hafen zu"


@pytest.mark.parametrize("name", READERS)
def test_a_reference_to_another_file_is_refused(name: str) -> None:
    reader, _ = READERS[name]
    data = b'<!DOCTYPE nitf [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + nitf("<p>Hafen&x; zu</p>")
    assert refusal(reader, data.replace(b"nitf", b"NewsML") if name == "1" else data) == (
        "it refers to an entity outside the file, which is not fetched"
    )


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (nitf("<p>" * 300 + "Hafen"), "it is nested too deeply"),
        (nitf("<block>" * 300 + "<p>Hafen</p>" + "</block>" * 300), "it is nested too deeply"),
        (nitf()[:-20], "the file ends too early: it is damaged or cut off"),
        (nitf("<p>Hafen<p>"), "the file is damaged: mismatched tag"),
        (nitf("<p>&hafen;</p>"), "the file is damaged: undefined entity"),
    ],
)
def test_bad_xml_is_refused(data: bytes, reason: str) -> None:
    (item,) = read(NitfReader(), data)
    assert isinstance(item, Refusal)
    assert item.reason == reason


def test_what_comes_before_the_damage_is_read() -> None:
    made = read(NewsmlReader(), G2.replace(b'<remoteContent href="port', b"<remoteContent <"))
    assert [isinstance(item, Draft) for item in made] == [True, True, False]
    assert made[2] == Refusal("in/file", 58, "the file is damaged: not well-formed (invalid token)")


def test_wrong_bytes_are_read_as_browsers_do() -> None:
    data = "<?xml version='1.0' encoding='{}'?>".replace("'", '"')
    quoted = nitf("<p>„Wir“ – Böhm</p>").decode()
    for declared, real, name in (
        ("utf-8", "cp1252", "utf-8"),
        ("iso-8859-1", "cp1252", "cp1252"),
        ("iso-8859-1", "utf-8", "utf-8"),
        ("us-ascii", "utf-8", "utf-8"),
        ("gb2312", "gb18030", "gb18030"),
        ("unknown-8", "utf-8", "utf-8"),
    ):
        made = draft(NitfReader(), data.format(declared).encode() + quoted.encode(real))
        assert (made.article.text, made.encoding) == ("„Wir“ – Böhm", name)


def test_an_item_that_is_too_long_is_refused_and_the_next_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("MAX_CHARACTERS", "MAX_ELEMENTS"):
        monkeypatch.setattr(news_xml, name, 50)
        made = read(NitfReader(), b"<a>" + nitf("<p>Hafen</p>" * 60) + nitf("<p>Zwei</p>") + b"</a>")
        assert isinstance(made[0], Refusal)
        assert "more than" in made[0].reason
        assert isinstance(made[1], Draft)
        assert len(made) == 2


@pytest.mark.parametrize("begin", [b"<nitf a='", b"<!--", b"<nitf><!--", b"<?x ", b"<nitf "])
def test_a_tag_without_end_is_not_held(begin: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(news_xml, "MAX_TOKEN", 1 << 20)
    reason = refusal_of_endless(begin)
    assert reason == "a tag of it is longer than 1 MiB"


def refusal_of_endless(begin: bytes) -> str:
    class Endless(io.RawIOBase):
        def __init__(self) -> None:
            self.given = 0

        def read(self, size: int = -1) -> bytes:
            piece = begin if not self.given else b"a" * size
            self.given += len(piece)
            assert self.given < 8 << 20
            return piece

    (item,) = NitfReader().read(Endless(), "a.xml", CODEBOOK)  # type: ignore[arg-type]
    assert isinstance(item, Refusal)
    return item.reason


def test_a_long_message_takes_little_memory() -> None:
    item = g2(f"<inlineData>{'Der Hafen bleibt zu. ' * 2000}</inlineData>")
    data = (
        b'<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>'
        + item * 500
        + b"</itemSet></newsMessage>"
    )
    reader, stream = NewsmlReader(), io.BytesIO(data)
    tracemalloc.start()
    try:
        count = sum(isinstance(item, Draft) for item in reader.read(stream, "a.xml", CODEBOOK))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert count == 500
    assert peak < len(data) / 5


@pytest.mark.parametrize("name", READERS)
@given(data=st.data())
def test_damaged_files_are_articles_or_refusals(name: str, data: st.DataObject) -> None:
    reader, whole = READERS[name]
    read(reader, data.draw(damaged(whole, TAGS)))


@given(data=st.binary(max_size=60) | st.text(max_size=60).map(str.encode))
def test_anything_as_a_body_is_an_article_or_a_refusal(data: bytes) -> None:
    for reader in (NitfReader(), NewsmlReader()):
        read(reader, nitf().replace(b"Der Hafen.", data))
        read(reader, data)


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("20250313T183000+0100", "2025-03-13T18:30:00+01:00"),
        ("20250313T183000Z", "2025-03-13T18:30:00Z"),
        ("20250313T000000", "2025-03-13"),
        ("20250313", "2025-03-13"),
        ("2025-03-13T18:30:00.123+01:00", "2025-03-13T18:30:00+01:00"),
        ("20251399", "20251399"),
        ("gestern", "gestern"),
        ("", None),
        (None, None),
    ],
)
def test_dates_of_newsrooms(written: str | None, date: str | None) -> None:
    assert wire_date(written) == date


def test_a_name_that_says_nothing_is_enough() -> None:
    for data in (NITF, G2, ML1):
        made = list(read_stream(io.BytesIO(data), "in/a.txt", CODEBOOK))
        assert isinstance(made[0], Draft)
