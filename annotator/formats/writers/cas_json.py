"""UIMA's CAS as JSON (see :mod:`annotator.formats.writers.cas`).

Source: github.com/apache/uima-uimaj-io-jsoncas, version 0.4 of its specification.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import Any

import orjson

from annotator.formats.writers.base import Record, Setup, Target, Writer
from annotator.formats.writers.cas import ARRAY, SOFA, TYPE_SYSTEM, CasMaker, Structure, Type, type_system
from annotator.formats.writers.names import article_path
from annotator.formats.writers.streams import indented


def make(setup: Setup, target: Target) -> Writer:
    return _JsonWriter(setup, target)


class _JsonWriter:
    def __init__(self, setup: Setup, target: Target) -> None:
        self._setup = setup
        self._target = target
        self._maker = CasMaker(setup)
        self._types = orjson.Fragment(orjson.dumps({one.name: _described(one) for one in self._maker.types}))
        with target.create(TYPE_SYSTEM) as file:
            file.write(type_system(self._maker.types).encode())

    def write(self, record: Record) -> None:
        sofa = {"sofaNum": 1, "sofaID": "_InitialView", "mimeType": "text/plain", "sofaString": record["text"]}
        found: list[dict[str, Any]] = [{"%ID": SOFA, "%TYPE": "uima.cas.Sofa"} | sofa]
        article = self._maker.article(record)
        arrays = count(article.ids.stop)
        lists: list[dict[str, Any]] = []
        found.append(_structure(article.metadata, arrays, lists))
        for type_, ranges in article.segments:
            found += [
                {"%ID": id_, "%TYPE": type_, "@sofa": SOFA, "begin": begin, "end": end}
                for id_, (begin, end) in enumerate(ranges, len(found) + SOFA)
            ]
        found += [_structure(one, arrays, lists) for one in article.structures]
        members = list(article.ids)
        views = {"_InitialView": {"%SOFA": SOFA, "%MEMBERS": members}}
        data = {"%TYPES": self._types, "%FEATURE_STRUCTURES": found + lists, "%VIEWS": views}
        with self._target.create(f"{article_path(self._setup, record)}.json") as file:
            file.write(orjson.dumps(data, option=orjson.OPT_APPEND_NEWLINE))

    def finish(self) -> None:
        pass


def shown(name: str, content: bytes) -> str:
    return content.decode() if name == TYPE_SYSTEM else indented(content)


def _structure(one: Structure, arrays: Iterator[int], lists: list[dict[str, Any]]) -> dict[str, Any]:
    """An annotation; its values of several texts are structures of their own, which join ``lists``."""
    made: dict[str, Any] = {"%ID": one.id, "%TYPE": one.type, "@sofa": SOFA, "begin": one.begin, "end": one.end}
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
