"""JSON of services, in their shapes: what stands around the articles is told of each of them."""

from __future__ import annotations

import io
import json
from typing import Any

from annotator.core.models import Article, Draft, Refusal
from annotator.formats.readers import read_stream
from annotator.formats.readers.json import JsonReader
from tests.formats.fuzzing import CODEBOOK, read

TEXT = "Der Hafen von Nordwik bleibt zu, sagte Ada Böhm."


def articles(value: Any) -> list[Article]:
    items = read(JsonReader(), json.dumps(value).encode(), "in/news.json")
    assert all(isinstance(item, Draft) for item in items), items
    return [item.article for item in items if isinstance(item, Draft)]


def meta(article: Article) -> tuple[Any, ...]:
    return (article.title, article.source, article.authors, article.published, article.url, article.lang)


def test_a_json_feed_is_the_source_of_its_items() -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Nordwiker Bote",
        "home_page_url": "https://bote.example",
        "language": "de",
        "authors": [{"name": "Redaktion"}],
        "items": [
            {
                "id": "1",
                "url": "https://bote.example/1",
                "title": "Hafen zu",
                "content_html": f"<p>{TEXT}</p><p>Mehr.</p>",
                "date_published": "2025-03-12T18:04:00+01:00",
                "authors": [{"name": "Mara Lind"}],
            },
            {"id": "2", "content_text": TEXT, "author": {"name": "Tim Ruh"}, "language": "en"},
            {"id": "3", "content_text": TEXT + " "},
        ],
    }
    one, two, three = articles(feed)
    address, day = "https://bote.example/1", "2025-03-12T18:04:00+01:00"
    assert meta(one) == ("Hafen zu", "Nordwiker Bote", ("Mara Lind",), day, address, "de")
    assert one.text == f"{TEXT}\n\nMehr."
    assert (two.authors, two.lang, two.source) == (("Tim Ruh",), "en", "Nordwiker Bote")
    assert three.authors == ("Redaktion",)


def test_items_of_a_feed_reader_have_the_address_of_the_article() -> None:
    item = {
        "id": "tag:google.com,2005:reader/item/1",
        "title": "Hafen zu",
        "published": 1741799040,
        "canonical": [{"href": "https://bote.example/1"}],
        "alternate": [{"href": "https://bote.example/1?rss", "type": "text/html"}],
        "summary": {"direction": "ltr", "content": f"<p>{TEXT}</p>"},
        "author": "Mara Lind",
        "origin": {"streamId": "feed/1", "title": "Nordwiker Bote", "htmlUrl": "https://bote.example"},
    }
    feedly = item | {"content": {"content": f"<p>{TEXT}</p><p>Mehr.</p>"}, "canonical": None}
    one, two = articles({"id": "user/1", "title": "Starred", "updated": 1741799041, "items": [item, feedly]})
    address = "https://bote.example/1"
    assert meta(one) == ("Hafen zu", "Nordwiker Bote", ("Mara Lind",), "2025-03-12T17:04:00Z", address, None)
    assert (two.text, two.url) == (f"{TEXT}\n\nMehr.", f"{address}?rss")


def message(number: int, text: Any, **more: Any) -> dict[str, Any]:
    return {"id": number, "type": "message", "date": "2025-03-12T18:04:00", "date_unixtime": "1741799040"} | {
        "from": "Nordwiker Bote",
        "from_id": "channel1",
        "text": text,
        **more,
    }


def test_no_word_of_a_message_of_telegram_is_lost() -> None:
    pieces = [
        "Der Hafen bleibt zu. ",
        {"type": "bold", "text": "Ada Böhm"},
        " sagte: „Wir warten.“ Mehr: ",
        {"type": "link", "text": "https://bote.example/1"},
    ]
    chat = {
        "name": "Nordwiker Bote",
        "type": "public_channel",
        "id": 1,
        "messages": [
            {"id": 1, "type": "service", "date": "2025-03-01T10:00:00", "action": "create_channel", "text": ""},
            message(2, pieces),
            message(3, "", photo="(File not included.)"),
            message(4, TEXT, **{"from": "Jens Ohlsen"}),
        ],
    }
    one, two = articles(chat)
    assert one.text == "Der Hafen bleibt zu. Ada Böhm sagte: „Wir warten.“ Mehr: https://bote.example/1"
    assert (one.source, one.authors, one.published) == ("Nordwiker Bote", (), "2025-03-12T18:04:00")
    assert (two.text, two.authors, two.key) == (TEXT, ("Jens Ohlsen",), "4")
    both = articles({"about": "…", "chats": {"about": "…", "list": [chat, chat | {"name": "Zweiter"}]}})
    assert [article.source for article in both] == ["Nordwiker Bote", "Nordwiker Bote", "Zweiter", "Zweiter"]


def test_lists_of_other_services_are_left_as_they_are() -> None:
    (article,) = articles({"items": [{"title": "Hafen", "text": TEXT, "origin": {"name": "x"}}]})
    assert (article.title, article.text) == ("Hafen", TEXT)
    (refusal,) = read(JsonReader(), b'{"version": "https://jsonfeed.org/version/1", "items": []}', "in/news.json")
    assert isinstance(refusal, Refusal)


def test_a_text_that_is_none_gives_way_to_another() -> None:
    row = {"title": "Hafen zu", "text": None, "maintext": TEXT, "date_publish": "2025-03-12 18:04:00"}
    for text in (None, "", " "):
        (article,) = articles(row | {"text": text})
        assert (article.text, article.published) == (TEXT, "2025-03-12T18:04:00")
    (article,) = articles([{"content": None, "body": TEXT}])
    assert article.text == TEXT
    (refusal,) = read(JsonReader(), json.dumps([row | {"maintext": ""}]).encode(), "in/news.json")
    assert refusal == Refusal("in/news.json", 1, "its text is empty")


def test_lines_are_read_as_scrapy_calls_them() -> None:
    line = json.dumps({"title": "Hafen zu", "content": TEXT}).encode()
    (draft,) = read_stream(io.BytesIO(line + b"\n"), "items.jl", CODEBOOK)
    assert isinstance(draft, Draft)
    assert draft.article.text == TEXT
    (refusal,) = read_stream(io.BytesIO(b"function port(x)\n  x\nend\n"), "port.jl", CODEBOOK)
    assert isinstance(refusal, Refusal)
    assert refusal.reason.startswith(".jl files are not known")
