"""Speakers in languages that are read sign by sign: Chinese, Japanese, Korean and Vietnamese."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Protocol, cast

from annotator.core.patterns import late
from annotator.suggest.speakers.beside import Found

_REACH = 160  # code points before a quote within its line

_ANNOUNCES = {
    "zh": late(r"[：:]\s*\Z"),
    "ja": late(r"(?:こう|次のように|以下のように)[^。]{0,20}(?:[。：]\s*\Z)"),
    "ko": late(r"(?:이렇게|다음과 같이)[^.]{0,20}[.:]\s*\Z"),
    "vi": late(r"[:.”\"]\s*\Z"),  # a paragraph that is nothing but speech goes on
}
# Of an interview without marks: 李海：因为没人听. Where marks follow, a verb may stand there, too.
_LABEL = late(r"\s*(?P<who>\w{1,16})[：:]\s*")
_MARKS = tuple('“「『‘"')

# Imported when an article is in the language: they are large, and most projects have none of these.
_MODULES = {"zh": "chinese", "ja": "japanese", "ko": "korean", "vi": "vietnamese"}
LANGUAGES = _MODULES.keys()


class _Language(Protocol):
    """What the module of a language has."""

    def find(self, text: str, floor: int, start: int, end: int) -> Found | None: ...

    def earlier(self, text: str, floor: int, until: int) -> Found | None: ...


@cache
def _of(lang: str) -> _Language:
    return cast(_Language, import_module(f"annotator.suggest.speakers.{_MODULES[lang]}"))


def find(text: str, lang: str, floor: int, start: int, end: int) -> Found | None:
    """Who says the quote from ``start`` to ``end`` in a line that begins at ``floor``."""
    label = _LABEL.fullmatch(text, floor, start)
    if label and not text.startswith(_MARKS, start):
        return Found(label.span("who"), None)
    return _of(lang).find(text, max(floor, start - _REACH), start, end)


def announced(text: str, lang: str, start: int, end: int) -> Found | None:
    """Who is said in a line to speak in the next: 李海说：, 田村さんはこう話す。, 김 시장은 이렇게 말했다."""
    match = _ANNOUNCES[lang].search(text, max(start, end - _REACH), end)
    return _of(lang).earlier(text, max(start, end - _REACH), match.end()) if match else None


def earlier(text: str, lang: str, floor: int, until: int, *, is_next: bool) -> Found | None:
    """Who speaks in a sentence before ``until`` of the same line: where no subject is named, it goes on.

    ``is_next`` tells that somebody has spoken in this line before ``floor``.
    """
    found = _of(lang).earlier(text, max(floor, until - 2 * _REACH), until)
    if found is not None and is_next and lang == "ja":
        from annotator.suggest.speakers.japanese import is_person

        return found if is_person(text, found.speaker) else None
    return found
