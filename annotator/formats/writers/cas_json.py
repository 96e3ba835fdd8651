"""UIMA's CAS as JSON (see :mod:`annotator.formats.writers.cas`).

Source: github.com/apache/uima-uimaj-io-jsoncas, version 0.4 of its specification.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import Any

import orjson

from annotator.formats.writers.article_files import Files, FilesWriter, article_path
from annotator.formats.writers.base import Record, Setup, Target, Writer
from annotator.formats.writers.cas import (
    ARRAY,
    SENTENCE,
    SOFA,
    TOKEN,
    TYPE_SYSTEM,
    CasMaker,
    Segments,
    Structure,
    Type,
    type_system,
)
from annotator.formats.writers.streams import indented
from annotator.formats.writers.weaving import Numerals


def make(setup: Setup, target: Target) -> Writer:
    return _JsonWriter(setup, target)


class _JsonWriter(FilesWriter):
    def __init__(self, setup: Setup, target: Target) -> None:
        super().__init__(target)
        self._setup = setup
        self._maker = CasMaker(setup)
        self._types = orjson.Fragment(orjson.dumps({one.name: _described(one) for one in self._maker.types}))
        # Of sentences and tokens, which are many and say nothing but where they are.
        self._ids = {
            type_: Numerals('{"%ID":', f',"%TYPE":"{type_}","@sofa":{SOFA}') for type_ in (SENTENCE, TOKEN)
        }
        self._begins, self._ends = Numerals(',"begin":'), Numerals(',"end":', "},")
        self.place({TYPE_SYSTEM: type_system(self._maker.types)})

    def encode(self, record: Record) -> Files:
        article = self._maker.article(record)
        sofa = {"sofaNum": 1, "sofaID": "_InitialView", "mimeType": "text/plain", "sofaString": record["text"]}
        arrays = count(article.ids.stop)
        lists: list[dict[str, Any]] = []
        found: list[Any] = [
            {"%ID": SOFA, "%TYPE": "uima.cas.Sofa"} | sofa,
            _structure(article.metadata, arrays, lists),
            *(self._segments(one) for one in article.segments if one.ids),
            *(_structure(one, arrays, lists) for one in article.structures),
        ]
        views = {"_InitialView": {"%SOFA": SOFA, "%MEMBERS": list(article.ids)}}
        data = {"%TYPES": self._types, "%FEATURE_STRUCTURES": found + lists, "%VIEWS": views}
        return {f"{article_path(self._setup, record)}.json": orjson.dumps(data, option=orjson.OPT_APPEND_NEWLINE)}

    def _segments(self, many: Segments) -> orjson.Fragment:
        """What stands for all of these in a list of JSON, as if it were one element."""
        return orjson.Fragment(many.written(self._ids[many.type], self._begins, self._ends)[:-1])


def shown(name: str, content: bytes) -> str:
    return content.decode() if name == TYPE_SYSTEM else indented(content)


def _structure(one: Structure, arrays: Iterator[int], lists: list[dict[str, Any]]) -> dict[str, Any]:
    """An annotation; its values of several texts are structures of their own, which join ``lists``."""
    made: dict[str, Any] = {"%ID": one.id, "%TYPE": one.type, "@sofa": SOFA, "begin": one.begin, "end": one.end}
    if one.references:
        made |= {f"@{key}": id_ for key, id_ in one.references.items()}
    for key, value in one.features.items():
        if isinstance(value, list):
            made[f"@{key}"] = id_ = next(arrays)
            lists.append({"%ID": id_, "%TYPE": ARRAY, "%ELEMENTS": value})
        elif value is not None:
            made[key] = value
    return made


def _described(one: Type) -> dict[str, Any]:
    features = {
        name: {"%NAME": name, "%RANGE": "uima.cas.String[]" if range_ == ARRAY else range_}
        for name, range_ in one.features.items()
    }
    return {"%NAME": one.name, "%SUPER_TYPE": one.parent} | features
