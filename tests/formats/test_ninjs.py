"""ninjs: each object is read with its metadata, and other JSON beside it as ever."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.models import Draft, Refusal
from annotator.formats.mapping import Mapping
from annotator.formats.readers import read_stream
from annotator.formats.readers.ninjs import NinjsReader
from annotator.project import Project
from tests.formats.fuzzing import CODEBOOK, damaged, draft, read, refusal

WHOLE = (Path(__file__).parent / "data" / "news" / "ninjs.json").read_bytes()
ONE: dict[str, Any] = {
    "uri": "urn:x:1",
    "versioncreated": "2025-03-13T18:30:00Z",
    "body_text": "Der Hafen\n\nist zu.",
}


def made(**keys: Any) -> bytes:
    return json.dumps(ONE | keys).encode()


def test_versions_1_and_2_are_read_with_their_metadata() -> None:
    items = read(NinjsReader(), WHOLE)
    first, second = (item.article for item in items if isinstance(item, Draft))
    assert first.text == "Der Hafen bleibt bis Montag zu.\n\n„Wir warten“, sagte Ada Böhm."
    assert (first.title, first.source, first.lang) == ("Der Hafen bleibt zu", "Küstendienst", "de")
    assert (first.authors, first.published) == (("Ada Olm", "Bert Kahl"), "2025-03-13T17:05:00+01:00")
    assert (first.key, first.url) == ("urn:newsml:kuestendienst.example:2025-03-13:42#2", None)
    assert second.text == "The harbour stays shut.\n\nTwelve ships wait."
    assert (second.title, second.source, second.lang) == ("Harbour stays shut", "Coast Wire", "en")
    assert (second.authors, second.published) == (("Jo Ohm",), "2025-03-15T06:00:00Z")
    assert second.url == "https://coast.example/42"
    assert [item.reason for item in items if isinstance(item, Refusal)] == [
        "it is a picture, not a text",
        "it was cancelled by its publisher",
        "it has no article text",
    ]


def test_one_object_is_one_article_also_where_its_only_list_is_that_of_its_texts() -> None:
    assert draft(NinjsReader(), made()).article.text == "Der Hafen\n\nist zu."
    standard = {"name": "ninjs", "version": "3.0"}
    data = json.dumps(
        {"standard": standard, "uri": "u", "bodies": [{"value": "Der Hafen"}], "byline": "Von Ada Olm"}
    )
    found = draft(NinjsReader(), data.encode()).article
    assert (found.text, found.authors) == ("Der Hafen", ("Ada Olm",))


def test_html_goes_before_plain_text_which_has_no_paragraphs() -> None:
    picture = "<figure><img src=a.jpg><figcaption>Kran</figcaption></figure>"
    page = f"<article><h1>Hafen zu</h1><p>Eins &amp;</p>{picture}<p>zwei.</p></article>"
    assert draft(NinjsReader(), made(body_html=page, headline="Hafen zu")).article.text == "Eins &\n\nzwei."
    assert draft(NinjsReader(), made(body_text="", body_xhtml="<div>Anders</div>")).article.text == "Anders"
    bodies = [
        {"contenttype": "application/xml", "value": "<TTNITF><P>x</P></TTNITF>"},
        {"contenttype": "text/plain", "value": "Eins zwei"},
        {"contenttype": "text/html", "value": "<p>Eins</p><p>zwei</p>"},
    ]
    assert draft(NinjsReader(), made(bodies=bodies)).article.text == "Eins\n\nzwei"


def test_version_3_has_capital_letters_and_superdesk_a_guid() -> None:
    data = {
        "guid": "urn:x:3",
        "versionCreated": "2025-03-13T18:30:00Z",
        "pubStatus": "usable",
        "copyrightHolder": "KD",
        "by": "Von Ada Olm, kd",
        "headlines": [{"value": "Hafen zu"}],
        "bodies": [{"contentType": "text/html", "value": "<p>Der Hafen.</p>"}],
    }
    (item,) = read_stream(io.BytesIO(json.dumps(data).encode()), "a.json", CODEBOOK)
    assert isinstance(item, Draft)
    found = item.article
    assert (found.key, found.title, found.text) == ("urn:x:3", "Hafen zu", "Der Hafen.")
    assert (found.source, found.authors, found.published) == ("KD", ("Ada Olm",), "2025-03-13T18:30:00Z")
    (item,) = read_stream(io.BytesIO(json.dumps(data | {"by": "kd"}).encode()), "a.json", CODEBOOK)
    assert isinstance(item, Draft)
    assert item.article.authors == ()


def test_lines_of_ninjs_are_articles() -> None:
    lines = made() + b"\n" + made(uri="urn:x:2", type="video") + b'\n{"id": "3", "text": "Drei"}\n'
    items = list(read_stream(io.BytesIO(lines), "a.jsonl", CODEBOOK))
    assert [item.article.key for item in items if isinstance(item, Draft)] == ["urn:x:1", "3"]
    assert items[1] == Refusal("a.jsonl", 2, "it is a video, not a text")


def test_other_objects_in_the_list_are_read_as_any_json() -> None:
    data = b"[" + made() + b', {"Titel": "Hafen", "Text": "Der Hafen"}]'
    assert [item.article.title for item in read(NinjsReader(), data) if isinstance(item, Draft)][1] == "Hafen"


def test_a_mapping_of_keys_goes_before() -> None:
    mapping = Mapping({"text": "slugline"})
    data = made(slugline="Der Kai.")
    (item,) = read_stream(io.BytesIO(data), "a.json", CODEBOOK, mapping=mapping)
    assert isinstance(item, Draft)
    assert item.article.text == "Der Kai."


@pytest.mark.parametrize(
    "key", ["body_text", "bodies", "headline", "headlines", "byline", "infosource", "authors"]
)
@pytest.mark.parametrize("value", [None, 3, [], {}, [1], [{}], [{"value": 1}], ["x"], {"name": 1}])
def test_values_of_other_kinds_are_no_crash(key: str, value: Any) -> None:
    read(NinjsReader(), made(**{key: value}))


def test_bad_files_are_refused() -> None:
    (item,) = read(NinjsReader(), b"[" + b"[" * 100_000 + b"]" * 100_000 + b"]")
    assert isinstance(item, Refusal)
    assert refusal(NinjsReader(), b"[]") == "the list is empty"


@given(data=st.data())
def test_damaged_files_are_articles_or_refusals(data: st.DataObject) -> None:
    read(NinjsReader(), data.draw(damaged(WHOLE, (b"[", b"{", b'"', b"\\ud800", b"null"))))


def test_an_update_is_an_article_of_its_own(tmp_path: Path) -> None:
    project = Project.create(tmp_path / "p.annotator", "anna")
    for version, text in ((1, "Der Hafen bleibt zu."), ("1", "Der Hafen bleibt zu."), (2, "Der Hafen ist offen.")):
        (tmp_path / "a.json").write_bytes(made(uri="urn:x:1", version=version, body_text=text))
        project.import_paths([tmp_path / "a.json"])
    opened = [project.load(id_) for id_ in project.article_ids()]
    assert [found.article.key for found in opened if found] == ["urn:x:1", "urn:x:1#2"]
    project.close()
