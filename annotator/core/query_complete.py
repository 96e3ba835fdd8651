"""What may follow in a query that is being typed: fields, labels, and values to choose from."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from annotator.core.codebook import Codebook
from annotator.core.query import REMARKS, Kind, fold
from annotator.core.query_fields import ANY, ARTICLE, NONE, Field, fields, fields_of_label, remark_fields

# From a register ("actor", "concept") and what is typed to the names of entries that fit, the best first.
Names = Callable[[str, str], Iterable[str]]

_REGISTERS = (Kind.ACTOR, Kind.CONCEPT)
_QUOTED = re.compile(r'[\s(){},"]')
_AMBIGUOUS = re.compile(r'[\s(){},"*„“”»«]')  # what a free value can't have outside quotation marks
_MOST = 40
_SHORTEST = 3  # letters of a word from which on fields are offered unasked
_VALUE = re.compile(
    r"""(?:^|(?<=[\s(\-]))(?:(\w+)\.)?([A-Za-z]\w*)(?::?(?:[<>]=?|=)|:)  # field and what follows it
    (\{(?:[^}]*,)?\s*)?("(?:[^"]|"")*|[^\s{}(),"]*)\Z""",
    re.VERBOSE,
)
_NAME = re.compile(r"(?:^|(?<=[\s(\-]))(?:(\w+)\.)?(\w*)\Z")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something to put in place of the word at the cursor.

    ``what`` says what it is: attribute, relation, span, article, comment, label, value, actor or concept.
    """

    text: str
    what: str


@dataclass(frozen=True, slots=True)
class Completion:
    """Suggestions for the stretch of the query between ``start`` and ``end`` (code points)."""

    start: int
    end: int
    suggestions: tuple[Suggestion, ...]


def complete(
    text: str, cursor: int, codebook: Codebook, asked: bool = False, names: Names | None = None
) -> Completion | None:
    """What could stand at the cursor; None if nothing is to be suggested.

    Plain words bring no suggestions, but for the beginning of a field or label, and when they are ``asked`` for.
    ``names`` finds what entries of the registers are called.
    """
    left = text[:cursor]
    value = _VALUE.search(left)
    is_open = left.count('"') % 2 == 1
    if is_open and not (value and value[4].startswith('"')):
        return None
    field = value and _field(codebook, value[1], value[2])
    if value and field:
        found = _values(field, value[4], value[3] is not None, names)
        return _completion(value.start(4), cursor, found, value[4])
    if is_open:
        return None
    name = _NAME.search(left)
    if not name or (name[1] is None and len(name[2]) < _SHORTEST and not asked):
        return None
    found = _names(codebook, name[1], name[2])
    return _completion(name.start(2) if name[1] is not None else name.start(), cursor, found, name[2])


def _completion(start: int, end: int, found: Iterable[Suggestion], typed: str) -> Completion | None:
    kept = tuple(found)[:_MOST]
    if not kept or [s.text.rstrip() for s in kept] == [typed]:
        return None
    return Completion(start, end, kept)


def _field(codebook: Codebook, prefix: str | None, name: str) -> Field | None:
    known = fields(codebook) if prefix is None else _fields_behind(codebook, prefix)
    return next((f for f in known.values() if f.name.casefold() == name.casefold()), None)


def _fields_behind(codebook: Codebook, prefix: str) -> dict[str, Field]:
    if prefix.casefold() == ARTICLE:
        return remark_fields()
    label = next((label.name for label in codebook.labels if label.name.casefold() == prefix.casefold()), None)
    return fields_of_label(codebook, label) if label else {}


def _values(field: Field, typed: str, in_set: bool, names: Names | None) -> Iterable[Suggestion]:
    """Those that begin so, then those that have it in them, then entries of the register."""
    typed, is_quoted = typed.removeprefix('"').replace('""', '"'), typed.startswith('"')
    key = fold(typed)
    possible = [*field.values, *(() if is_quoted else field.keywords)]
    first = [value for value in possible if fold(value).startswith(key)]
    others = [value for value in possible if key in fold(value) and value not in first]
    end = "" if in_set else " "
    for value in (*first, *others):
        yield Suggestion((_in_quotes(value) if _QUOTED.search(value) else value) + end, "value")
    if names is not None and field.kind in _REGISTERS:
        for name in dict.fromkeys(names(field.kind.value, typed)):
            is_plain = not _AMBIGUOUS.search(name) and fold(name) not in (NONE, ANY)
            yield Suggestion((name if is_plain else _in_quotes(name)) + end, field.kind.value)


def _in_quotes(value: str) -> str:
    doubled = value.replace('"', '""')
    return f'"{doubled}"'


def _names(codebook: Codebook, prefix: str | None, typed: str) -> Iterable[Suggestion]:
    key = typed.casefold()
    known = fields(codebook) if prefix is None else _fields_behind(codebook, prefix)
    for field in known.values():
        if field.name.casefold().startswith(key):
            yield Suggestion(f"{field.name}:", _what(field))
    if prefix is None:
        for label in codebook.labels:
            if key and label.name.casefold().startswith(key):
                yield Suggestion(f"label:{label.name} ", "label")


def _what(field: Field) -> str:
    match field.kind:
        case Kind.ATTRIBUTE | Kind.RELATION:
            return field.kind.value
        case kind if kind in REMARKS:
            return "comment"
        case _:
            return "article" if field.of_article else "span"
