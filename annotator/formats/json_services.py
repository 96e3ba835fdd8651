"""Lists of articles in the JSON of some services, of which part stands elsewhere than in the article's object.

JSON Feed (https://www.jsonfeed.org/version/1.1/), items of feed readers (Inoreader, Feedly, FreshRSS: what Google
Reader had), messages that Telegram Desktop exports.
"""

from __future__ import annotations

from typing import Any, TypeGuard

_FEED = "https://jsonfeed.org/version/"
# Of a message: the same a second time, and ids of who wrote it.
_SAME = frozenset(("date_unixtime", "edited_unixtime", "text_entities", "from", "from_id", "actor_id", "type"))


def service_articles(value: Any) -> list[dict[str, Any]] | None:
    """The articles in the value of a file, each with all that is told of it; None for other services' values."""
    if not isinstance(value, dict):
        return None
    items = value.get("items")
    if str(value.get("version")).startswith(_FEED) and _are_objects(items):
        return [_of_feed(item, value) for item in items]
    if _is_chat(value):
        return _messages(value)
    chats = value.get("chats")
    if isinstance(chats, dict) and _are_objects(chats.get("list")) and all(map(_is_chat, chats["list"])):
        return [message for chat in chats["list"] for message in _messages(chat)]
    if _are_objects(items) and all(_is_read(item) for item in items):
        return [_of_reader(item) for item in items]
    return None


def _of_feed(item: dict[str, Any], feed: dict[str, Any]) -> dict[str, Any]:
    told = {
        "source": feed.get("title"),
        "language": feed.get("language"),
        "authors": item.get("author") or feed.get("authors") or feed.get("author"),
    }
    told["authors"] = [told["authors"]] if isinstance(told["authors"], dict) else told["authors"]
    return {key: value for key, value in told.items() if value and not item.get(key)} | {
        key: value for key, value in item.items() if key != "author"
    }


def _is_chat(value: dict[str, Any]) -> bool:
    messages = value.get("messages")
    return _are_objects(messages) and all("date_unixtime" in entry or "text" in entry for entry in messages)


def _messages(chat: dict[str, Any]) -> list[dict[str, Any]]:
    """What somebody wrote: nothing about members that come and go, and no picture without words."""
    name = chat.get("name")
    found = []
    for message in chat["messages"]:
        if message.get("type") == "message" and message.get("text"):
            writer = message.get("from")
            told = {"source": name, "author": writer if writer != name else None}
            kept = {key: value for key, value in message.items() if key not in _SAME}
            found.append(kept | {key: value for key, value in told.items() if value})
    return found


def _is_read(item: dict[str, Any]) -> bool:
    return isinstance(item.get("origin"), dict) and any(_are_objects(item.get(key)) for key in _LINKS)


_LINKS = ("canonical", "alternate")


def _of_reader(item: dict[str, Any]) -> dict[str, Any]:
    links = [link.get("href") for key in _LINKS for link in item.get(key) or () if isinstance(link, dict)]
    bodies = [body.get("content") for key in ("content", "summary") if isinstance(body := item.get(key), dict)]
    told = {
        "url": next((link for link in links if isinstance(link, str) and link), None),
        "source": item["origin"].get("title"),
        "content": next((body for body in bodies if isinstance(body, str) and body), None),
    }
    left = {"origin", "content", "summary", *_LINKS}
    return {key: value for key, value in item.items() if key not in left} | told


def _are_objects(value: Any) -> TypeGuard[list[dict[str, Any]]]:
    return isinstance(value, list) and bool(value) and all(isinstance(entry, dict) for entry in value)
