"""Speakers in languages that are read sign by sign: Chinese, Japanese, Korean and Vietnamese."""

from __future__ import annotations

import re
from collections.abc import Callable

from annotator.suggest.speakers import chinese, japanese, korean, vietnamese
from annotator.suggest.speakers.beside import Found

_REACH = 160  # code points before a quote within its line

_ANNOUNCES = {
    "zh": re.compile(r"[：:]\s*\Z"),
    "ja": re.compile(r"(?:こう|次のように|以下のように)[^。]{0,20}(?:[。：]\s*\Z)"),
    "ko": re.compile(r"(?:이렇게|다음과 같이)[^.]{0,20}[.:]\s*\Z"),
    "vi": re.compile(r"[:.”\"]\s*\Z"),  # a paragraph that is nothing but speech goes on
}
# Of an interview without marks: 李海：因为没人听. Where marks follow, a verb may stand there, too.
_LABEL = re.compile(r"\s*(?P<who>\w{1,16})[：:]\s*")
_MARKS = tuple('“「『‘"')

Find = Callable[[str, int, int, int], Found | None]
_FIND: dict[str, Find] = {
    "zh": chinese.find,
    "ja": japanese.find,
    "ko": korean.find,
    "vi": vietnamese.find,
}
LANGUAGES = _FIND.keys()
_EARLIER: dict[str, Callable[[str, int, int], Found | None]] = {
    "zh": chinese.earlier,
    "ja": japanese.earlier,
    "ko": korean.earlier,
    "vi": vietnamese.earlier,
}


def find(text: str, lang: str, floor: int, start: int, end: int) -> Found | None:
    """Who says the quote from ``start`` to ``end`` in a line that begins at ``floor``."""
    label = _LABEL.fullmatch(text, floor, start)
    if label and not text.startswith(_MARKS, start):
        return Found(label.span("who"), None)
    return _FIND[lang](text, max(floor, start - _REACH), start, end)


def announced(text: str, lang: str, start: int, end: int) -> Found | None:
    """Who is said in a line to speak in the next: 李海说：, 田村さんはこう話す。, 김 시장은 이렇게 말했다."""
    match = _ANNOUNCES[lang].search(text, max(start, end - _REACH), end)
    return _EARLIER[lang](text, max(start, end - _REACH), match.end()) if match else None


def earlier(text: str, lang: str, floor: int, until: int, *, is_next: bool) -> Found | None:
    """Who speaks in a sentence before ``until`` of the same line: where no subject is named, it goes on.

    ``is_next`` tells that somebody has spoken in this line before ``floor``.
    """
    found = _EARLIER[lang](text, max(floor, until - 2 * _REACH), until)
    if found is not None and is_next and lang == "ja" and not japanese.is_person(text, found.speaker):
        return None
    return found
