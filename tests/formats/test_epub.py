"""EPUB made by the specification: a container that names the package, which lists documents and their order."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.models import Draft, Refusal
from annotator.formats import epub
from annotator.formats.readers.epub import EpubReader
from tests.formats.fuzzing import CODEBOOK, damaged, read
from tests.formats.fuzzing import draft as only

PARAGRAPHS = (
    "Der Hafen von Nordwik bleibt nach dem Sturm bis Freitag geschlossen, teilte die Stadt am Mittwochabend mit.",
    "„Wir öffnen erst, wenn die Mauer sicher ist“, sagte Hafenmeisterin Ada Böhm.",
)
CONTAINER = """<?xml version="1.0"?><container xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="OEBPS/content.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>"""
META = """<dc:title>Nordwiker Bote [Mi, 12. März 2025]</dc:title><dc:creator>calibre (7.2)</dc:creator>
<dc:date>2025-03-12T05:00:00+00:00</dc:date><dc:language>de</dc:language>"""


def document(heading: str, *paragraphs: str) -> str:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml"><head>'
        f"<title>Seite</title><style>p {{}}</style></head><body><h2>{heading}</h2>{body}"
        '<script>document.write("nein")</script><img src="https://track.example/x.png"/></body></html>'
    )


def package(names: list[str], meta: str = META) -> str:
    items = "".join(
        f'<item id="i{n}" href="{name}" media-type="application/xhtml+xml"/>' for n, name in enumerate(names)
    )
    order = "".join(f'<itemref idref="i{n}"/>' for n in range(len(names)))
    return (
        '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/" version="3.0">'
        f'<metadata>{meta}</metadata><manifest>{items}<item id="nav" href="nav.xhtml" properties="nav" '
        f'media-type="application/xhtml+xml"/></manifest><spine><itemref idref="nav"/>{order}</spine></package>'
    )


def book(documents: dict[str, str], meta: str = META, **more: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        parts = {"META-INF/container.xml": CONTAINER, "OEBPS/content.opf": package([*documents], meta)}
        parts["OEBPS/nav.xhtml"] = document("Inhalt", *documents, *PARAGRAPHS)
        parts |= {f"OEBPS/{name.replace('%20', ' ')}": text for name, text in documents.items()}
        for name, text in (parts | more).items():
            made.writestr(name, text)
    return out.getvalue()


ISSUE = {
    "cover.xhtml": document("Titel"),
    "text/hafen%201.xhtml": document("Hafen bleibt zu", "Von Mara Lind", *PARAGRAPHS),
    "text/b.xhtml": document("Fähre fällt aus", *PARAGRAPHS[::-1]),
}


def test_each_document_of_an_issue_is_an_article() -> None:
    one, two = (item for item in read(EpubReader(), book(ISSUE), "in/bote.epub") if isinstance(item, Draft))
    found = one.article
    assert found.text == "\n\n".join(["Hafen bleibt zu", "Von Mara Lind", *PARAGRAPHS])
    assert (found.title, found.source, found.authors) == ("Hafen bleibt zu", "Nordwiker Bote", ("Mara Lind",))
    assert (found.published, found.lang, found.file) == ("2025-03-12T05:00:00+00:00", "de", "bote.epub")
    assert (two.article.title, two.article.authors) == ("Fähre fällt aus", ())


def test_a_book_of_one_author_has_the_author_and_no_source_that_is_its_title() -> None:
    meta = "<dc:title>Hafen bleibt zu</dc:title><dc:creator>Mara Lind</dc:creator>"
    found = only(EpubReader(), book({"a.xhtml": document("Hafen bleibt zu", *PARAGRAPHS)}, meta)).article
    assert (found.source, found.authors, found.published) == (None, ("Mara Lind",), None)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (book({"a.xhtml": document("Titel")}), "none of its documents has 100 characters or more"),
        (book(ISSUE)[:700], "the file is damaged or cut off: it has no list of its parts"),
        (
            book(
                ISSUE,
                **{"META-INF/encryption.xml": "<e><CipherReference URI='OEBPS/text/b.xhtml'/></e>"},
            ),
            "it is protected against copies",
        ),
        (
            book(ISSUE, **{"META-INF/container.xml": "<container/>"}),
            "it doesn't name the list of its documents",
        ),
        (
            book(
                ISSUE, **{"OEBPS/content.opf": "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><package/>"}
            ),
            "it declares a document type, as no office program does",
        ),
    ],
)
def test_what_is_no_issue_is_refused(data: bytes, reason: str) -> None:
    assert read(EpubReader(), data, "in/a.epub") == [Refusal("in/a.epub", None, reason)]


def test_what_is_too_long_or_missing_ends_it_with_what_came_before(monkeypatch: pytest.MonkeyPatch) -> None:
    gone: Any = package(["a.xhtml", "../../../etc/passwd"])
    data = book({"a.xhtml": ISSUE["text/b.xhtml"]}, **{"OEBPS/content.opf": gone})
    one, two = read(EpubReader(), data, "in/a.epub")
    assert isinstance(one, Draft)
    assert two == Refusal("in/a.epub", None, "an EPUB book has a part etc/passwd, which is missing")
    monkeypatch.setattr(epub, "_MOST", 10)
    (refusal,) = read(EpubReader(), data, "in/a.epub")
    assert isinstance(refusal, Refusal)
    assert refusal.reason.startswith("its documents unpack to more than")


@given(damaged(book(ISSUE)), st.just(CODEBOOK))
def test_any_damage_is_a_refusal(data: bytes, codebook: Any) -> None:
    assert all(isinstance(item, Draft | Refusal) for item in EpubReader().read(io.BytesIO(data), "a", codebook))
