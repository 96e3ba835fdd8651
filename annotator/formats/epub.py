"""EPUB: issues of newspapers and books, a document for each article or chapter (https://www.w3.org/TR/epub-33/)."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from annotator.formats.dates import day_of, iso_date
from annotator.formats.office import Package

KIND = "an EPUB book"
LEAST = 100
"""Code points of a document that is more than a cover, a title page or a rule."""

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_SMALL, _PART = 4 << 20, 16 << 20
_MOST = 256 << 20  # bytes of all documents
_PAGES = ("application/xhtml+xml", "text/html")
# As Calibre, which makes such files of web sites, names them and itself.
_DAY_BEHIND = re.compile(r"\s*\[[^\]]*\d[^\]]*\]\s*\Z")
_PROGRAMS = re.compile(r"calibre\b.*|python-docx|unknown(?: title)?", re.I)


@dataclass(frozen=True, slots=True)
class Book:
    """What the file says of itself, and its documents in the order in which they are read: name and bytes."""

    title: str
    authors: tuple[str, ...]
    published: str | None
    language: str | None
    documents: Iterator[tuple[str, bytes]]


def read_book(data: bytes) -> Book:
    """The book in a file's bytes. Raises ValueError with a sentence, also while its documents are read."""
    package = Package(data, KIND)
    roots = (root.get("full-path") for root in package.tree(_CONTAINER, _SMALL).iter("rootfile"))
    root = next((path for path in roots if path), None)
    if root is None:
        raise ValueError("it doesn't name the list of its documents")
    listed = package.tree(root, _PART)
    folder = posixpath.dirname(root)
    items = {item.get("id", ""): item for item in listed.iter("item")}
    spine = [items[ref.get("idref", "")] for ref in listed.iter("itemref") if ref.get("idref", "") in items]
    names = [
        _place(folder, item.get("href", ""))
        for item in spine
        if item.get("media-type") in _PAGES and "nav" not in item.get("properties", "").split()
    ]
    if package.has(_ENCRYPTION):
        # Fonts may be, which is no hindrance.
        hidden = {unquote(ref.get("URI", "")) for ref in package.tree(_ENCRYPTION, _SMALL).iter("CipherReference")}
        if hidden.intersection(names):
            raise ValueError("it is protected against copies")
    title = _DAY_BEHIND.sub("", next(_said(listed, "title"), ""))
    published = next((iso_date(day) for day in _said(listed, "date")), "")
    return Book(
        title="" if _PROGRAMS.fullmatch(title) else title,
        authors=tuple(name for name in _said(listed, "creator") if not _PROGRAMS.fullmatch(name)),
        published=published if day_of(published) else None,
        language=next(_said(listed, "language"), None),
        documents=_documents(package, list(dict.fromkeys(names))),
    )


def _documents(package: Package, names: list[str]) -> Iterator[tuple[str, bytes]]:
    left = _MOST
    for name in names:
        data = package.read(name, _PART)
        left -= len(data)
        if left < 0:
            raise ValueError(f"its documents unpack to more than {_MOST >> 20} MiB")
        yield name, data


def _said(listed: Element, name: str) -> Iterator[str]:
    metadata = listed.find("metadata")
    for element in () if metadata is None else metadata.iter(name):
        if text := " ".join((element.text or "").split()):
            yield text


def _place(folder: str, href: str) -> str:
    return posixpath.normpath(posixpath.join("/", folder, unquote(href))).lstrip("/")
