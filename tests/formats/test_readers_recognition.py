"""Each format is known without its name being told, and none takes the files of another."""

from __future__ import annotations

import io
import plistlib
import sqlite3
import zipfile
from pathlib import Path, PurePath

import pytest

from annotator.formats.readers import HEAD_BYTES, READERS, registry

FOREIGN = Path(__file__).parent / "data" / "foreign"
NEWS = Path(__file__).parent / "data" / "news"
PRESS = Path(__file__).parent / "data" / "press"
ARTICLE = "Der Hafen von Nordwik bleibt zu.\n\n„Wir warten“, sagte Ada Böhm, die Leiterin.\n"


def zipped(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "<x/>")
    return out.getvalue()


def database(path: Path) -> bytes:
    connection = sqlite3.connect(path)
    connection.execute("create table DOCUMENTS (ID integer)")
    connection.execute("create table STATEMENTTYPES (ID integer)")
    connection.execute("create table DATASHORTTEXT (ID integer)")
    connection.close()
    return path.read_bytes()


# What a file is: its name, a name that says nothing (None: it needs its own), and its beginning.
SAMPLES: dict[str, list[tuple[str, str | None, bytes]]] = {
    "xlsx": [("a.xlsx", "a.bin", zipped("[Content_Types].xml", "xl/workbook.xml"))],
    "docx": [("a.docx", "a.bin", zipped("[Content_Types].xml", "word/document.xml"))],
    "ods": [
        ("a.ods", "a.bin", b"PK\x03\x04" + bytes(26) + b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet")
    ],
    "odt": [("a.odt", "a.bin", b"PK\x03\x04" + bytes(26) + b"mimetypeapplication/vnd.oasis.opendocument.text")],
    "refi-qda": [("a.qdpx", "a.bin", zipped("project.qde"))],
    "rtf": [("a.rtf", "a.doc", b"{\\rtf1\\ansi Der Hafen}")],
    "pdf": [("a.pdf", "a.bin", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n")],
    "parquet": [("a.parquet", "a.bin", b"PAR1\x15\x04\x15\x10")],
    "epub": [
        ("a.epub", "a.bin", b"PK\x03\x04" + bytes(26) + b"mimetypeapplication/epub+zip"),
        ("a.epub", None, zipped("META-INF/container.xml")),
    ],
    "mhtml": [
        ("a.mht", "a.eml", b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n"),
    ],
    "mail": [
        (
            "a.eml",
            "a.txt",
            b"Received: by x\r\n\tid 1\r\nFrom: Bote <post@bote.example>\r\nSubject: Hafen\r\n\r\nx",
        ),
        ("a.mbox", "INBOX", b"From - Wed Mar 12 18:04:00 2025\r\nFrom: a@b.example\r\nDate: x\r\n\r\nx"),
        ("a.emlx", None, b"12\nSubject: Hafen\n\nx"),
    ],
    "webarchive": [
        ("a.webarchive", "a.bin", plistlib.dumps({"WebMainResource": {}}, fmt=plistlib.FMT_BINARY)),
        ("a.webarchive", "a.plist", plistlib.dumps({"WebMainResource": {}})),
    ],
    "feed": [
        ("a.rss", "a.xml", b'<?xml version="1.0"?>\n<rss version="2.0"><channel><item>'),
        ("a.atom", "a.xml", b'<feed xmlns="http://www.w3.org/2005/Atom"><entry>'),
        ("a.rss", "a.xml", '<?xml version="1.0" encoding="utf-16"?><rss version="2.0">'.encode("utf-16")),
    ],
    "newsml": [
        ("a.newsml", "a.xml", (NEWS / "newsml-g2.xml").read_bytes()),
        ("a.newsml", "a.txt", (NEWS / "newsml-1.xml").read_bytes()),
        ("a.xml", "a", '<x:newsItem xmlns:x="http://iptc.org/std/nar/2006-10-01/">'.encode("utf-16")),
    ],
    "nitf": [
        ("a.nitf", "a.xml", (NEWS / "nitf.xml").read_bytes()),
        ("a.nitf", "a.txt", b'<!-- x --><nitf xmlns="http://iptc.org/std/NITF/2006-10-18/"><head/>'),
    ],
    "tei": [
        ("a.tei", "a.xml", (NEWS / "tei.xml").read_bytes()),
        ("a.xml", "a", b'<!-- x --><teiCorpus xmlns="http://www.tei-c.org/ns/1.0">'),
    ],
    "warc": [
        ("a.warc", "a.txt", b"WARC/1.1\r\nWARC-Type: warcinfo\r\n"),
        ("a.arc", "a", b"filedesc://a.arc 0.0.0.0 20250313173000 text/plain 76\n1 0 Boten\n"),
    ],
    "ninjs": [
        ("a.json", "a.txt", (NEWS / "ninjs.json").read_bytes()),
        ("a.jsonl", None, b'{"uri": "u:1", "body_text": "Der Hafen", "pubstatus": "usable"}\n{"uri": "u:2"}\n'),
    ],
    "factiva": [
        ("a.html", "a.bin", (PRESS / "factiva-codes.html").read_bytes()),
        ("a.htm", "a", (PRESS / "factiva-order.html").read_bytes()),
        ("a.xml", "a.txt", (PRESS / "factiva.xml").read_bytes()),
        ("a.txt", "a.text", (PRESS / "factiva-codes.txt").read_bytes()),
        ("a.txt", "a.text", (PRESS / "factiva-order.txt").read_bytes()),
        ("a.txt", "a.text", (PRESS / "factiva-others.txt").read_bytes()),
    ],
    "europresse": [
        ("a.html", "a.txt", (PRESS / "europresse.html").read_bytes()),
        ("a.HTML", None, b"<html><head><style>.DocPublicationName{color:red}</style></head><body><article>"),
    ],
    "proquest": [
        ("a.txt", "a", (PRESS / "proquest.txt").read_bytes()),
        ("a.html", "a.bin", (PRESS / "proquest.html").read_bytes()),
    ],
    "genios": [
        ("a.txt", "a", (PRESS / "genios.txt").read_bytes()),
        ("a.txt", None, (PRESS / "genios.txt").read_text("utf-8").encode("cp1252")),
        (
            "a.html",
            "a.bin",
            b"<p>Quelle: Bote vom 13.03.2025</p><p>Dauerhafte Adresse des Dokuments: https://x.example</p>",
        ),
    ],
    "ris": [
        ("a.ris", "a.txt", b"TY  - NEWS\r\nTI  - Hafen\r\nAB  - Er ruht.\r\nER  - \r\n"),
        ("a.ris", None, b"\n"),
    ],
    "nexis": [
        ("a.txt", "a", (PRESS / "nexis-en.txt").read_bytes()),
        ("a.txt", "a.text", (PRESS / "nexis-de.txt").read_text("utf-8").encode("cp1252")),
        ("a.txt", "a", (PRESS / "nexis-old.txt").read_bytes()),
        ("a.txt", "a", (PRESS / "nexis-fr.txt").read_bytes()),
        ("a.txt", "a", (PRESS / "nexis-uni-de.txt").read_bytes()),
        ("a.txt", "a", (PRESS / "nexis-nl.txt").read_bytes()),
        ("a.html", "a", (PRESS / "nexis-old.html").read_bytes()),
        ("a.txt", "a.text", (PRESS / "nexis-uni-others.txt").read_text("utf-8").encode("cp1252")),
    ],
    "cas": [("a.xmi", "a.xml", b'<?xml version="1.0"?><xmi:XMI xmlns:cas="http:///uima/cas.ecore">')],
    "label-studio": [("a.json", "a.txt", (FOREIGN / "label-studio.json").read_bytes())],
    "doccano": [("a.jsonl", "a.txt", (FOREIGN / "doccano.jsonl").read_bytes())],
    "prodigy": [("a.jsonl", "a.txt", (FOREIGN / "prodigy.jsonl").read_bytes())],
    "jsonl": [
        ("a.jsonl", "a.txt", b'{"id": "1", "text": "Der Hafen"}\n'),
        ("a.jsonl", "a.json", b'{"text": "x"}\n'),
    ],
    "json": [
        ("a.json", "a.txt", b'[\n{"Titel": "Hafen", "Text": "Der Hafen"}]'),
        ("a.json", "a", b'{"articles": [{"title": "Hafen", "text": "Der Hafen'),
    ],
    "urls": [
        ("a.url", None, b"[InternetShortcut]\r\nURL=https://bote.example/hafen\r\n"),
        (
            "a.webloc",
            None,
            b"<plist version='1.0'><dict><key>URL</key><string>https://x.example</string></dict></plist>",
        ),
        ("a.txt", "a.csv", b"# Hafen\nhttps://bote.example/hafen\nhttp://bote.example/kai?id=1"),
    ],
    "html-table": [
        ("a.xls", None, b"<html><body><table><tr><td>Titel</td></tr></table></body></html>"),
        ("a.xlsx", None, b"<TABLE border=1>\n<tr><td>Titel</td></tr></TABLE>"),
    ],
    "html": [
        ("a.html", "a.txt", b"<!-- saved --><!DOCTYPE html><html><body>"),
        ("a.htm", None, b"<p>Der Hafen</p>"),
    ],
    "brat": [("a.ann", None, b"T1\tACTOR 0 4\tPaul\n")],
    "conll": [("a.conll", "a.txt", (FOREIGN / "news.conll").read_bytes())],
    "markdown": [("a.md", None, b"# Hafen\n\nDer Hafen")],
    "csv": [
        ("a.csv", None, b"Titel;Text\nHafen;Der Hafen\n"),
        ("a.tsv", None, b"Titel\tText\nHafen\tDer Hafen\n"),
    ],
    "text": [("a.txt", "a", ARTICLE.encode()), ("a.txt", "a", ARTICLE.encode("cp1252"))],
}


def reader_of(name: str, data: bytes) -> str | None:
    reader = registry.accepting(PurePath(name), data[:HEAD_BYTES])
    return None if reader is None else reader.name


@pytest.mark.parametrize("name", SAMPLES)
def test_each_format_is_known_by_its_content_or_its_name(name: str) -> None:
    for own, other, data in SAMPLES[name]:
        assert reader_of(own, data) == name
        assert reader_of(own.upper(), data) == name
        if other is not None:
            assert reader_of(other, data) == name


def test_a_database_of_another_program_is_known(tmp_path: Path) -> None:
    data = database(tmp_path / "a.db")
    assert reader_of("a.dna", data) == reader_of("a.bin", data) == "dna"


def test_every_reader_has_a_sample() -> None:
    assert {reader.name for reader in READERS} == {*SAMPLES, "dna"}


@pytest.mark.parametrize("path", sorted(p for p in FOREIGN.rglob("*") if p.is_file()), ids=lambda path: path.name)
def test_the_files_of_other_tools_are_known(path: Path) -> None:
    assert reader_of(path.name, path.read_bytes()) not in (None, "json", "jsonl", "csv")


@pytest.mark.parametrize(
    "text",
    [
        ARTICLE,
        "Hafen: zu\nDatum: heute\n\nDer Hafen bleibt zu, sagte Böhm; der Kai auch.\n",
        "Start\nSport\nPolitik\n\nHafen bleibt zu\n13.03.2025, 18:30 Uhr\n",
        "From our correspondent\n\nThe harbour stays shut. <b>Again.</b>\n",
        "{Editor's note: corrected}\nThe harbour stays shut.\n",
        '{"We wait", said Ada Bo: the harbour stays shut.}\n',
        "[Ed. note] The harbour stays shut.\n",
        "Text\n\nThe harbour stays shut.\n",
        "1\tHafen\tO\n",
        "Der Hafen\n\nBODY: ein Film\n\nLENGTH: 90 minutes\n\nLANGUAGE: GERMAN\n",
        "1 of 3 DOCUMENTS\n\nThe harbour stays shut.\n",
        "Harbour\n512 words\n13 March 2025\n\nThe harbour stays shut.\n\nDocument 12\n",
        "HD\nFull pictures, they say.\n",
        "Full text: the harbour stays shut.\n\nPublication title: Kestrel Wire\n",
        "Full text: the harbour\n\n" + "_" * 60 + "\n\nThe harbour stays shut.\n",
        "%",
        "WARC/Hafen\n\nDer Hafen bleibt zu.\n",
        "<newsItem>\n\nDer Hafen bleibt zu.\n",
    ],
)
def test_plain_text_stays_plain_text(text: str) -> None:
    assert reader_of("a.txt", text.encode()) == "text"
    assert reader_of("a", text.encode()) == "text"


@pytest.mark.parametrize(
    "data",
    [
        b'{"uri": "https://bote.example/1", "title": "Hafen", "text": "Der Hafen", "versioncreated": "2025"}',
        b'[{"uri": "https://bote.example/1", "body": "Der Hafen", "firstcreated": "2025"}]',
    ],
)
def test_other_json_is_no_ninjs(data: bytes) -> None:
    assert reader_of("a.json", data) in ("json", "jsonl")


def test_tables_and_pages_about_press_databases_stay_what_they_are() -> None:
    for name in ("factiva-order.txt", "nexis-en.txt"):
        cell = (PRESS / name).read_text("utf-8").replace('"', "'")
        assert reader_of("a.csv", f'Titel;Text\nHafen;"{cell}"\n'.encode()) == "csv"
    page = b"<!DOCTYPE html><p>1 of 3 DOCUMENTS</p><p>Length: long</p><p>Body</p><p>End of Document</p>"
    assert reader_of("a.html", page) == "html"
    page = b"<!DOCTYPE html><html><head><title>Factiva for beginners</title></head><body><div class='article'>"
    assert reader_of("a.html", page) == "html"


def test_binary_files_of_no_known_kind_have_no_reader() -> None:
    for data in (b"\x89PNG\r\n\x1a\n", zipped("mimetype"), zipped("a.txt"), b"SQLite format 3\0", b"\x7fELF"):
        for name in ("a.txt", "a.jsonl", "a.html", "a"):
            assert reader_of(name, data) is None
