from __future__ import annotations

import io
import json
import math
from collections.abc import Callable
from pathlib import PurePath
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.models import Article, Draft, Refusal
from annotator.formats.mapping import Mapping
from annotator.formats.readers import HEAD_BYTES, read_stream
from annotator.formats.readers.json import JsonReader
from annotator.formats.readers.jsonl import JsonlReader
from tests.formats import foreign_cases
from tests.formats.fuzzing import CODEBOOK, damaged, draft, read, refusal

ARTICLE: dict[str, Any] = {
    "headline": "Kräne &amp; Schiffe",
    "body": "<p>Eins</p><p>Zwei</p>",
    "source": {"id": None, "name": "Hafenbote"},
    "author": "Ilse Wendt und Jan Ohlsen",
    "publishedAt": "2025-03-13T08:05:00Z",
    "link": "https://bote.example/1",
    "extra": {"language": "de"},
    "id": 7,
    "views": 12,
}
LIST = json.dumps({"status": "ok", "total": 2, "articles": [ARTICLE, ARTICLE | {"id": 8}]}, indent=1).encode()


def articles(data: bytes, reader: JsonReader | JsonlReader | None = None) -> list[Article]:
    items = read(reader or JsonReader(), data, "in/news.json")
    assert all(isinstance(item, Draft) for item in items), items
    return [item.article for item in items if isinstance(item, Draft)]


def known(article: Article) -> tuple[Any, ...]:
    return (article.key, article.title, article.text, article.source, article.authors, article.published)


@pytest.mark.parametrize(
    "data",
    [json.dumps([ARTICLE]), json.dumps([ARTICLE], indent=2), json.dumps(ARTICLE, indent=1), json.dumps(ARTICLE)],
)
def test_keys_are_guessed_by_their_names(data: str) -> None:
    (article,) = articles(data.encode())
    assert known(article) == (
        "7", "Kräne & Schiffe", "Eins\n\nZwei", "Hafenbote", ("Ilse Wendt", "Jan Ohlsen"), "2025-03-13T08:05:00Z",
    )  # fmt: skip
    assert (article.url, article.lang, article.file) == ("https://bote.example/1", "de", "news.json")


def test_keys_that_are_not_read_are_told() -> None:
    row = {
        "title": "Hafen",
        "source": {"name": "Bote", "id": 3},
        "tags": ["a"],
        "paid": True,
        "note": "",
        "score": 4,
    }
    told = ("source.id", "tags", "score")
    for reader in (JsonReader(), JsonlReader()):
        for text in ("text", "content"):
            (item,) = read(reader, json.dumps(row | {text: "Der Hafen bleibt zu."}).encode(), "in/a.json")
            assert isinstance(item, Draft)
            assert (item.article.source, item.unread) == ("Bote", told)
    others = ("title", "source", "authors", "published", "url", "lang", "id")
    mapping = Mapping(dict.fromkeys(others, "") | {"text": "content"})
    (item,) = read(JsonReader().mapped(mapping), json.dumps(row | {"content": "Zu."}).encode(), "in/a.json")
    assert isinstance(item, Draft)
    assert item.unread == ()


def test_a_list_may_be_wrapped() -> None:
    assert [article.key for article in articles(LIST)] == ["7", "8"]


@pytest.mark.parametrize("name", ["news.json", "news.txt", "news"])
@pytest.mark.parametrize("wrap", [lambda rows: {"status": "ok", "articles": rows}, lambda rows: rows])
def test_a_list_on_one_line_may_be_longer_than_what_tells_a_format(
    name: str, wrap: Callable[[list[dict[str, Any]]], Any]
) -> None:
    """Its first article has a text, the object around it has none: it is no line of records."""
    rows = [{"title": f"Hafen {n}", "text": f"{n}: {'Der Hafen bleibt zu. ' * 50}"} for n in range(100)]
    data = json.dumps(wrap(rows)).encode()
    assert len(data) > HEAD_BYTES
    items = list(read_stream(io.BytesIO(data), name, CODEBOOK))
    assert [item.article.title for item in items if isinstance(item, Draft)] == [row["title"] for row in rows]
    assert len(items) == len(rows)


@pytest.mark.parametrize("name", ["news.json", "news.jsonl"])
def test_what_is_not_a_number_to_python_is_nothing(name: str) -> None:
    """As json.dump writes what pandas lacks."""
    rows = [{"title": "Hafen", "text": f"Text {n}", "author": math.nan, "source": "Bote"} for n in range(2)]
    lines = "\n".join(map(json.dumps, rows)).encode()
    for data in (json.dumps(rows).encode(), lines) if name == "news.json" else (lines,):
        items = list(read_stream(io.BytesIO(data), name, CODEBOOK))
        assert [known(item.article)[1:5] for item in items if isinstance(item, Draft)] == [
            ("Hafen", f"Text {n}", "Bote", ()) for n in range(2)
        ]
    assert str(*read_stream(io.BytesIO(b'{"text": NaN}'), "a.jsonl", CODEBOOK)) == "a.jsonl:1: its text is empty"


def test_a_list_may_lie_in_objects_around_it() -> None:
    inner = {"page": 1, "results": [{"title": "Kräne", "body": "Eins", "source": {"title": "Hafenbote"}}]}
    for wrapped in ({"articles": inner}, {"response": inner, "status": "ok"}, {"a": {"b": inner}}):
        (article,) = articles(json.dumps(wrapped).encode())
        assert known(article)[1:4] == ("Kräne", "Eins", "Hafenbote")
    deep = {"a": {"b": {"c": {"d": inner}}}}
    (refused,) = read(JsonReader(), json.dumps(deep).encode())
    assert isinstance(refused, Refusal)
    assert "no key is known to hold the text" in refused.reason


@pytest.mark.parametrize("indent", [None, 1])
def test_tables_that_pandas_wrote_are_read_row_by_row(indent: int | None) -> None:
    rows = [{"text": "Eins", "title": "Kräne"}, {"text": "Zwei", "title": "Schiffe"}]
    columns = {name: {str(number): row[name] for number, row in enumerate(rows)} for name in rows[0]}
    split = {"columns": list(rows[0]), "index": [0, 1], "data": [list(row.values()) for row in rows]}
    for table in (columns, {"a": rows[0], "b": rows[1]}, split, {"schema": {"fields": []}, "data": rows}):
        items = list(read_stream(io.BytesIO(json.dumps(table, indent=indent).encode()), "in/a.json", CODEBOOK))
        assert [(i.article.title, i.article.text) for i in items if isinstance(i, Draft)] == [
            ("Kräne", "Eins"),
            ("Schiffe", "Zwei"),
        ]


def test_what_trafilatura_writes_is_read() -> None:
    written: dict[str, str | None] = {
        "title": "Kräne",
        "author": "Ilse Wendt; Jan Ohlsen",
        "hostname": "bote.example",
        "date": "2025-03-13",
    }
    written |= {"id": None, "comments": "", "raw_text": "Eins Zwei", "text": "Eins\nZwei", "language": "de"}
    written |= {"source": "https://bote.example/1", "source-hostname": "Hafenbote"}
    (article,) = articles(json.dumps(written).encode())
    assert known(article) == (
        "", "Kräne", "Eins\nZwei", "Hafenbote", ("Ilse Wendt", "Jan Ohlsen"), "2025-03-13",
    )  # fmt: skip
    assert (article.url, article.lang) == ("https://bote.example/1", "de")


@pytest.mark.parametrize(
    "other",
    [
        {"status": "published"},
        {"comments": 12},
        {"comments": ["Ha!"]},
        {"relations": ""},
        {"group": 5},
        {"title": 5},
    ],
)
def test_what_is_called_as_in_a_record_but_is_no_such_thing_is_no_reason_to_refuse(other: dict[str, Any]) -> None:
    (article,) = articles(json.dumps({"headline": "Kräne", "text": "Eins"} | other).encode())
    assert article.text == "Eins"


def test_lists_of_what_other_tools_write_a_line() -> None:
    span = {"start": 0, "end": 4, "label": "ACTOR"}
    data = [
        {"text": "Ilse came.", "spans": [span], "answer": "accept"},
        {"text": "Ilse went.", "spans": [span], "answer": "reject"},
        {"text": "Ilse sang.", "label": [[0, 4, "ACTOR"]]},
    ]
    found = foreign_cases.drafts(foreign_cases.read(JsonReader(), json.dumps(data).encode()))
    assert [[span.label for span in draft.spans] for draft in found] == [["ACTOR"], [], ["ACTOR"]]
    assert [c.text for c in found[1].comments] == ["Rejected in Prodigy: ACTOR “Ilse”"]


def test_lists_give_authors_and_paragraphs() -> None:
    record = {
        "title": "T",
        "content": ["Eins", "Zwei", 3],
        "authors": [{"name": "Ilse Wendt"}, "Jan Ohlsen", None],
    }
    (article,) = articles(json.dumps([record]).encode())
    assert (article.text, article.authors) == ("Eins\n\nZwei", ("Ilse Wendt", "Jan Ohlsen"))


NEWS = {"title": "Hafen", "text": "Der Hafen bleibt zu.", "date": "2025-03-13"}
HIT = {"_index": "news", "_id": "a1", "_source": NEWS}
POST = {
    "id": 12, "date": "2025-03-13T10:00:00", "link": "https://bote.example/1", "author": 3,
    "title": {"rendered": "Hafen &#8211; zu"}, "content": {"rendered": "<p>Der Hafen.</p>", "protected": False},
    "excerpt": {"rendered": "<p>Der.</p>"},
}  # fmt: skip
LINKED_DATA = {
    "@type": "NewsArticle", "headline": "Hafen", "articleBody": "Der Hafen.", "datePublished": "2025-03-13",
    "author": [{"@type": "Person", "name": "Ada Böhm"}], "inLanguage": "de",
    "publisher": {"@type": "Organization", "name": "Bote", "logo": {"@type": "ImageObject", "url": "https://x"}},
}  # fmt: skip


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (HIT, ("a1", "Hafen", "Der Hafen bleibt zu.", None, (), "2025-03-13")),
        ({"took": 3, "_shards": {"total": 1}, "hits": {"total": {"value": 1}, "hits": [HIT]}},
         ("a1", "Hafen", "Der Hafen bleibt zu.", None, (), "2025-03-13")),
        ([POST], ("12", "Hafen – zu", "Der Hafen.", None, (), "2025-03-13T10:00:00")),
        (LINKED_DATA, ("", "Hafen", "Der Hafen.", "Bote", ("Ada Böhm",), "2025-03-13")),
        ({"article": {"headline": "Hafen", "body": "Der Hafen.", "date": "2025-03-13"}},
         ("", "Hafen", "Der Hafen.", None, (), "2025-03-13")),
    ],
    ids=["Elasticsearch's hit", "Elasticsearch's answer", "WordPress", "linked data", "an article in an object"],
)  # fmt: skip
def test_what_programs_write(data: Any, expected: tuple[Any, ...]) -> None:
    (article,) = articles(json.dumps(data).encode())
    assert known(article) == expected


def test_a_text_of_paragraphs_is_one() -> None:
    for key in ("text", "body"):
        (article,) = articles(json.dumps({"title": "Hafen", key: ["Eins", "Zwei"], "author": "Ada"}).encode())
        assert (article.title, article.text, article.authors) == ("Hafen", "Eins\n\nZwei", ("Ada",))
    assert str(*read(JsonReader(), b'{"text": ["Eins", 2]}', "a.json")) == (
        "a.json:1: text is a list, not a string"
    )


def test_a_text_of_objects_is_that_of_its_paragraphs() -> None:
    contents = [
        {"type": "kicker", "content": "World"},
        {"type": "sanitized_html", "subtype": "paragraph", "content": "They <b>wait</b>."},
        {"type": "image", "fullcaption": "A quay"},
        {"type": "date", "content": 1741860000000},
        {"text": "They &amp; we."},
        None,
    ]
    for key in ("contents", "text"):
        (article,) = articles(json.dumps({"title": "Harbour", key: contents}).encode())
        assert article.text == "They wait.\n\nThey & we."


def test_the_paragraphs_of_an_agencys_news_are_the_text() -> None:
    (article,) = articles(
        json.dumps([{"title": "Hafen", "news": ["Er ruht.", "Wir warten."], "provider": "AFP"}]).encode()
    )
    assert (article.text, article.source) == ("Er ruht.\n\nWir warten.", "AFP")


def test_the_first_paragraphs_that_dow_jones_has_apart_stand_before_the_text() -> None:
    record = {
        "an": "NWN1",
        "source_code": "NWN",
        "title": "Hafen",
        "snippet": "Der Hafen ruht.",
        "body": "Wir warten.",
    }
    (draft,) = read(JsonReader(), json.dumps([record]).encode(), "a.json")
    assert isinstance(draft, Draft)
    assert draft.article.text == "Der Hafen ruht.\n\nWir warten."
    assert draft.unread == ("an", "source_code")
    (article,) = articles(json.dumps([record | {"body": "Der Hafen ruht. Wir warten."}]).encode())
    assert article.text == "Der Hafen ruht. Wir warten."


def test_lists_of_an_articles_authors_are_no_articles() -> None:
    record = {"title": "Hafen", "body": "", "author": [{"family": "Olm", "given": "Ada"}]}
    assert str(*read(JsonReader(), json.dumps(record).encode(), "a.json")) == "a.json:1: its text is empty"


def test_lines_of_any_keys_are_read_too() -> None:
    line = json.dumps(ARTICLE).encode()
    assert [known(a) for a in articles(line + b"\n" + line, JsonlReader())] == [known(articles(line)[0])] * 2
    mapped = JsonlReader().mapped(Mapping({"text": "source.name", "title": "views"}))
    (article,) = articles(line, mapped)
    assert (article.text, article.title) == ("Hafenbote", "12")


def test_a_text_of_that_name_stays_as_it_is_and_the_rest_is_guessed() -> None:
    (article,) = articles(
        b'{"text": "a &amp; <p>b", "headline": "T", "date": "13.03.2025", "author": "A B; C D"}', JsonlReader()
    )
    assert (article.text, article.title, article.published) == ("a &amp; <p>b", "T", "2025-03-13")
    assert article.authors == ("A B", "C D")


@pytest.mark.parametrize("key", ["text", "body"])
def test_what_only_names_an_article_is_not_its_address(key: str) -> None:
    first = {key: "Der Hafen ruht.", "source": "https://www.bote.example/hafen", "uri": "urn:bote:1"}
    second = {key: "Das Tor ruht.", "uri": "tag:bote,2025:1"}
    found = articles(json.dumps([first, second]).encode())
    assert [(article.source, article.url) for article in found] == [
        ("bote.example", "https://www.bote.example/hafen"),
        (None, None),
    ]


@pytest.mark.parametrize("meta", [{"description": "x"}, [], "harbour"])
@pytest.mark.parametrize("key", ["text", "body"])
def test_what_others_call_meta_is_no_reason_to_refuse(key: str, meta: Any) -> None:
    value = {"headline": "Hafen", key: "Der Hafen ruht.", "date": "2025-03-13", "meta": meta, "source": "Bote"}
    (found,) = articles(json.dumps([value]).encode())
    assert (found.title, found.text, found.source) == ("Hafen", "Der Hafen ruht.", "Bote")
    assert found.published == "2025-03-13"


def test_our_records_are_not_guessed_at() -> None:
    line = b'{"text": "x", "headline": "no", "meta": {"source": "Bote"}, "date": "2025-01-01"}'
    (article,) = articles(line, JsonlReader(Mapping({"text": "headline"})))
    assert (article.text, article.title, article.source, article.published) == ("x", "x", "Bote", None)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"[]", "the list is empty"),
        (b"{}", 'it has no "text"'),
        (b'[{"a": 1, "b": {"c": "x"}}]', 'it has no "text", and no key is known to hold the text; '
         'say which by --map text=KEY: its keys are "a", "b.c"'),
        (b"[3]", "it is a number, not an object"),
        (b'[{"text": " "}]', "its text is empty"),
        (b'[{"text": "x"', "the file ends too early"),
        (b"3", "the file is no list of JSON objects"),
        (b'{"text": ' + b"[" * 100_000, "the file ends too early"),
    ],
)  # fmt: skip
def test_what_is_no_article_is_refused(data: bytes, reason: str) -> None:
    items = read(JsonReader(), data)
    assert str(items[-1]).partition(": ")[2] == reason


def test_a_key_that_is_not_there_is_refused() -> None:
    (item,) = read(JsonReader().mapped(Mapping({"text": "x"})), b'[{"text": "a"}]')
    assert str(item) == 'in/file:1: there is no key "x"; its keys are "text"'


@pytest.mark.parametrize(
    ("name", "head", "is_json", "is_lines"),
    [
        ("a.json", LIST, True, False),
        ("a.json", json.dumps(ARTICLE).encode() * 2, True, False),
        ("a.json", b'{"headline": 1}\n{"headline": 2}\n', False, True),
        ("a.json", b'{"headline": 1}\n', True, False),
        ("a.txt", b"[]", False, False),
    ],
)
def test_lists_and_lines_are_told_apart(name: str, head: bytes, is_json: bool, is_lines: bool) -> None:
    assert JsonReader().accepts(PurePath(name), head) is is_json
    assert JsonlReader().accepts(PurePath(name), head) is is_lines


def test_long_lists_are_read_an_article_at_a_time() -> None:
    data = b"[" + b",".join([json.dumps({"text": "x" * 1000}).encode()] * 5000) + b"]"
    stream = io.BytesIO(data)
    first = next(JsonReader().read(stream, "a.json", CODEBOOK))
    assert isinstance(first, Draft)
    assert stream.tell() < len(data) / 2


@given(st.data())
def test_damaged_files_are_articles_or_refusals(data: st.DataObject) -> None:
    foreign = (b"{", b"}", b"[", b"]", b'"', b",", b"null", b'"text": 3,', b"\xff", b"\\ud83d")
    read(JsonReader(), data.draw(damaged(LIST, foreign)))
    read(JsonlReader(), data.draw(damaged(json.dumps(ARTICLE).encode(), foreign)) + b"\n{")


@given(st.dictionaries(st.text(max_size=8) | st.sampled_from(["text", "body", "title", "authors", "date", "id"]),
       st.recursive(st.none() | st.booleans() | st.integers() | st.text(),
                    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
                    max_leaves=20)))  # fmt: skip
def test_any_object_is_an_article_or_a_refusal(record: dict[str, Any]) -> None:
    read(JsonReader(), json.dumps([record]).encode())


def test_a_number_as_a_whole_is_refused() -> None:
    assert refusal(JsonReader(), b"") == "the file is no list of JSON objects"
    assert draft(JsonReader(), b'[{"text": "x"}]').article.text == "x"
