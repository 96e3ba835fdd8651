from __future__ import annotations

import io
import plistlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.codebook import Codebook
from annotator.core.models import Draft, Refusal
from annotator.formats.readers import read_stream
from annotator.formats.readers.webarchive import WebarchiveReader
from tests.formats.page_saying import PARAGRAPHS, SENTENCES, TITLE

URL = "https://www.bote.example/hafen"
HTML = f"<html><head><title>{TITLE} | Bote</title></head><body><h1>{TITLE}</h1>{PARAGRAPHS}<footer>© Bote</footer>"


def packed(html: str = HTML, encoding: str = "UTF-8", kind: Any = plistlib.FMT_BINARY, **more: Any) -> bytes:
    page = {
        "WebResourceData": html.encode(encoding),
        "WebResourceMIMEType": "text/html",
        "WebResourceTextEncodingName": encoding,
        "WebResourceURL": URL,
    }
    image = {"WebResourceData": bytes(5000), "WebResourceMIMEType": "image/png", "WebResourceURL": f"{URL}/a.png"}
    return plistlib.dumps({"WebMainResource": page | more, "WebSubresources": [image]}, fmt=kind)


def read(data: bytes, whole: bool = False) -> Draft | Refusal:
    (item,) = read_stream(io.BytesIO(data), "in/a.webarchive", Codebook("news"), whole_pages=whole)
    return item


@pytest.mark.parametrize("kind", [plistlib.FMT_BINARY, plistlib.FMT_XML])
@pytest.mark.parametrize("encoding", ["UTF-8", "windows-1252", "utf-16"])
def test_the_page_is_read_with_its_address_and_encoding(kind: Any, encoding: str) -> None:
    found = read(packed(kind=kind, encoding=encoding))
    assert isinstance(found, Draft)
    article = found.article
    assert article.text.split("\n") == SENTENCES
    assert (article.title, article.source, article.url) == (TITLE, "Bote", URL)
    assert article.file == "a.webarchive"


def test_whole_pages_keep_what_is_around_the_article() -> None:
    found = read(packed(), whole=True)
    assert isinstance(found, Draft)
    assert found.article.text.endswith("© Bote\n")
    assert found.zones


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"bplist00", "the file is no web archive, or damaged"),
        (packed()[:-20], "the file is no web archive, or damaged"),
        (packed(kind=plistlib.FMT_XML)[:-40], "the file is no web archive, or damaged"),
        (plistlib.dumps([1]), "the file is no saved page: there is no HTML in it"),
        (plistlib.dumps({"WebMainResource": {}}), "the file is no saved page: there is no HTML in it"),
        (packed(WebResourceMIMEType="application/pdf"), "the file is no saved page: there is no HTML in it"),
        (packed("<html><body></body></html>"), "no article text was found in the page"),
    ],
)
def test_what_is_no_saved_page_is_refused(data: bytes, reason: str) -> None:
    assert read(data) == Refusal("in/a.webarchive", None, reason)


def test_an_address_of_this_computer_is_none() -> None:
    found = read(packed(WebResourceURL="file:///hafen.html", WebResourceTextEncodingName=3))
    assert isinstance(found, Draft)
    assert found.article.url is None


def test_files_are_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("annotator.formats.readers.webarchive._MOST", 1 << 20)
    assert isinstance(read(packed()), Draft)
    assert read(packed() + bytes(1 << 20)) == Refusal("in/a.webarchive", None, "the file is longer than 1 MiB")


@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), max_size=8))
def test_a_damaged_file_is_never_a_crash(changes: list[tuple[int, int]]) -> None:
    data = bytearray(packed())
    for place, value in changes:
        data[place % len(data)] = value
    (item,) = WebarchiveReader().read(io.BytesIO(bytes(data)), "a.webarchive", Codebook("news"))
    assert isinstance(item, Draft | Refusal)
