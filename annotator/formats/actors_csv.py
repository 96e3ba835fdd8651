"""The register of actors as a table for spreadsheets, and back.

Aliases, and affiliations such as ``role:Harbour adviser (2019–2021-05)``, are separated by ``|``; a ``|`` or
``\\`` of their own has a ``\\`` before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from annotator.core.errors import UserError
from annotator.core.identity import new_id
from annotator.core.models import Actor, Refusal, Row
from annotator.core.register_rules import checked_actor, one_line
from annotator.formats.cells import DELIMITERS, csv_file, joined
from annotator.formats.register_table import RegisterTable

COLUMNS = ("id", "name", "kind", "aliases", "affiliations", "wikidata", "colour", "note")
_PIECE = re.compile(r"(?:\\.|[^\\|])+", re.DOTALL)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
# A hyphen parts years alone: "2020-05" is a month.
_BETWEEN = r"(?:[–—/]|\s-\s|(?<=\b\d{4})-(?=\d{4}\s*\)))"
_DATES = re.compile(rf"\s*\(\s*([\d-]*?)\s*{_BETWEEN}\s*([\d-]*)\s*\)\Z")
_NUMBERED = re.compile(r"\([^()]*\d[^()]*\)\Z")


@dataclass(frozen=True, slots=True)
class ActorRow:
    """A row as it was read: what the columns that the table has say of an actor; "" is the id of one without."""

    line: int
    actor: Actor
    columns: frozenset[str]


def write_actors(actors: Iterable[Actor], delimiter: str = DELIMITERS[0]) -> bytes:
    """The table as a file's bytes."""
    return csv_file([COLUMNS, *map(_cells, actors)], delimiter)


def read_actors(data: bytes, file: str) -> RegisterTable[ActorRow]:
    """The rows of a table of actors, and why others are none. Raises UserError."""
    return RegisterTable(data, file, "actors", COLUMNS, _row)


def match_actors(
    rows: Iterable[ActorRow], register: Mapping[str, Actor], file: str
) -> tuple[list[Actor], list[Refusal]]:
    """The actors that the rows make, new ones and those of the register as they are then; and rows that make none.

    A row is about the actor of its id, else of its Wikidata id, else of exactly its name; columns that the table
    lacks keep their values.
    """
    matcher = _Matcher(register)
    actors, refused = [], []
    for row in rows:
        try:
            actors.append(matcher.match(row))
        except UserError as error:
            refused.append(Refusal(file, row.line, str(error).rstrip(".")))
    return actors, refused


class _Matcher:
    def __init__(self, register: Mapping[str, Actor]) -> None:
        self._known = dict(register)
        self._lines: dict[str, int] = {}
        self._by_wikidata: dict[str, list[str]] = {}
        self._by_name: dict[str, list[str]] = {}
        for actor in register.values():
            self._list(actor)

    def match(self, row: ActorRow) -> Actor:
        given = row.actor
        id_ = self._find(given)
        if id_ is None:
            actor = replace(given, id=given.id or new_id())
        elif id_ in self._lines:
            raise UserError(f"Line {self._lines[id_]} is about the same actor.")
        else:
            actor = replace(self._known[id_], **{name: getattr(given, name) for name in row.columns - {"id"}})
        actor = checked_actor(actor)
        self._lines[actor.id] = row.line
        if id_ is None:
            self._known[actor.id] = actor
            self._list(actor)
        return actor

    def _list(self, actor: Actor) -> None:
        self._by_name.setdefault(actor.name, []).append(actor.id)
        if actor.wikidata:
            self._by_wikidata.setdefault(actor.wikidata, []).append(actor.id)

    def _find(self, given: Actor) -> str | None:
        if given.id in self._known:
            return given.id
        same_name = [
            id_
            for id_ in self._by_name.get(given.name, [])
            if not (given.kind and self._known[id_].kind) or given.kind == self._known[id_].kind
        ]
        for ids in (self._by_wikidata.get(given.wikidata or "", []), same_name):
            if len(ids) > 1:
                raise UserError(
                    f"{len(ids)} actors of the register could be meant by {given.name!r}: give its id."
                )
            if ids:
                return ids[0]
        return None


def _cells(actor: Actor) -> Iterator[str]:
    yield actor.id
    yield actor.name
    yield actor.kind or ""
    yield joined(actor.aliases)
    yield joined(map(_affiliation_text, actor.affiliations))
    yield actor.wikidata or ""
    yield actor.colour or ""
    yield actor.note or ""


def _pieces(cell: str) -> list[str]:
    pieces = [_ESCAPED.sub(r"\1", piece) for piece in _PIECE.findall(cell)]
    return [piece for piece in map(one_line, pieces) if piece]


def _affiliation_text(row: Row) -> str:
    text, start, end = f"{row['type']}:{row['value']}", row.get("from") or "", row.get("to") or ""
    # A value that itself ends as dates do is followed by empty ones.
    is_doubtful = _DATES.search(text) or _NUMBERED.search(text)
    return f"{text} ({start}–{end})" if start or end or is_doubtful else text


def _affiliation(text: str) -> Row:
    kind, colon, value = text.partition(":")
    if not colon:
        raise UserError(f"The affiliation {text!r} is not like role:adviser (2019–2021).")
    dates = _DATES.search(value)
    if dates is None and _NUMBERED.search(value):
        raise UserError(
            f"The affiliation {text!r} ends in brackets that can't be read as dates such as (2019–2021-05) or "
            "(2020–); where they belong to the name, (–) has to follow"
        )
    start, end = dates.groups() if dates else (None, None)
    if dates:
        value = value[: dates.start()]
    return {"type": kind.strip(), "value": value.strip(), "from": start or None, "to": end or None}


def _row(line: int, cells: dict[str, str], columns: frozenset[str]) -> ActorRow:
    values: dict[str, Any] = dict(cells)
    values["aliases"] = tuple(_pieces(values["aliases"]))
    values["affiliations"] = tuple(map(_affiliation, _pieces(values["affiliations"])))
    values["id"] = one_line(values["id"])
    return ActorRow(line, checked_actor(Actor(**values)), columns)
