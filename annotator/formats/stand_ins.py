"""Keeps trafilatura from dropping characters that Python does not take for printable.

Persian words have joiners in them that nobody sees, and so have emoji; signs that are newer than Python's tables
are unknown to it. Letters that are on no page of news stand for them while it works.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import Any
from unicodedata import category

_FIRST, _MOST = 0x12000, 900  # cuneiform signs
# What says where a line may break and how it runs: a text is the same without.
_DROPPED = re.compile("[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_CANDIDATES = re.compile(r"[^\x00-\u052f\u0900-\u1fff\u3000-\u9fff\uac00-\ud7ff\ue000-\ufaff]|[\u200c\u200d]")


def without_marks(text: str) -> str:
    """The text without what only says where its lines may break and how they run, as the extraction gives it."""
    return text if text.isascii() else _DROPPED.sub("", text)


class StandIns:
    """Which letters stand for which characters of a page's texts."""

    def __init__(self, texts: Iterable[str]) -> None:
        found = {character for text in texts for character in _CANDIDATES.findall(text)}
        kept = sorted(c for c in found if not _DROPPED.match(c) and category(c) in ("Cf", "Cn"))
        free = (code for code in range(_FIRST, _FIRST + _MOST) if chr(code) not in found)
        self._there = {ord(character): code for character, code in zip(kept, free, strict=False)}
        self._back = {code: character for character, code in self._there.items()}

    def put(self, text: str) -> str:
        return text.translate(self._there)

    def take_back(self, text: str | None) -> str | None:
        return text and text.translate(self._back)

    def __bool__(self) -> bool:
        return bool(self._there)


@contextmanager
def standing_in(tree: Any) -> Iterator[StandIns]:
    """The page's stand-ins, which are in the tree (lxml) for as long as this lasts."""
    stand_ins = StandIns(_texts(tree))
    changed: list[tuple[Any, str, str]] = []
    for element in tree.iter() if stand_ins else ():
        for name, text in _strings(element):
            if (put := stand_ins.put(text)) != text:
                with suppress(ValueError):  # lxml takes back no text with control characters that it gave
                    _set(element, name, put)
                    changed.append((element, name, text))
    try:
        yield stand_ins
    finally:
        for element, name, text in changed:
            _set(element, name, text)


def _texts(tree: Any) -> Iterator[str]:
    for element in tree.iter():
        for _, text in _strings(element):
            if not text.isascii():
                yield text


def _strings(element: Any) -> Iterator[tuple[str, str]]:
    """Text, tail, and what a page says of itself."""
    for name in ("text", "tail"):
        text = getattr(element, name)
        if text:
            yield name, text
    if element.tag == "meta" and (content := element.get("content")):
        yield "content", content


def _set(element: Any, name: str, text: str) -> None:
    if name == "content":
        element.set(name, text)
    else:
        setattr(element, name, text)
