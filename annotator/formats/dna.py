"""Discourse Network Analyzer's ``.dna`` files: SQLite databases of documents and statements.

Source: github.com/leifeld/dna, Sql.java (DNA 3.0) and SqlConnection.java (DNA 2.0). A statement becomes a span of
the label that is called like its type, else a claim; its concept is the claim's, its agreement the stance. DNA
doesn't say where in the text the person or organisation is: it goes into the span's note, and where its name
stands in the text, the nearest place is suggested as the claimant. Other variables are attributes where the label
has one of their name, else lines of the note. What DNA says of a person, an organisation or a concept as such
(type, alias and the like) is the note of the entry that it becomes, and stands behind its name in notes of spans.
Offsets are Java's UTF-16 units in a text whose line ends are single characters.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from annotator.core.codebook import Codebook, Label
from annotator.core.models import Draft, Row
from annotator.core.offsets import Utf16Map, clean_text
from annotator.core.roles import RELATION_ROLES, in_role
from annotator.formats.foreign import ForeignArticle, Names

Tables = Mapping[str, Sequence[Row]]
About = Mapping[tuple[str, str], str]
"""What is said of a variable's value, by the variable's name, its case folded, and the value."""

TOOL = "dna"
_TABLES = ("DOCUMENTS", "STATEMENTS", "STATEMENTTYPES", "VARIABLES", "CODERS")
_VALUES = ("DATABOOLEAN", "DATAINTEGER", "DATASHORTTEXT", "DATALONGTEXT")
_STANCES = {0: "oppose", 1: "support"}
_KINDS = {"person": "person", "organization": "organisation", "organisation": "organisation"}
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Document:
    """A row of the table of documents, with its statements; ``about`` is that of all the file."""

    number: Any
    row: Mapping[str, Any]
    statements: tuple[Statement, ...]
    published: str | None
    about: About


@dataclass(slots=True)
class Statement:
    """A stretch of a document with the values of its type's variables."""

    type: str
    start: Any
    stop: Any
    coder: str | None
    values: dict[str, Any] = field(default_factory=dict)


def documents(tables: Tables) -> Iterator[Document]:
    """The documents of a file's tables, in their order; raises ValueError with one sentence if they aren't DNA's.

    ``tables`` are the rows of each table by its name in capitals.
    """
    try:
        yield from _Tables(tables).documents()
    except KeyError as error:
        raise ValueError(f"the file is damaged, or no database of the program: it lacks {error}") from None


def dna_draft(document: Document, codebook: Codebook, file: str) -> Draft:
    """The draft that a document makes; raises ValueError with one sentence."""
    row = document.row
    text = row.get("Text")
    if isinstance(text, str):
        text = clean_text(text)
    meta = {
        "title": row.get("Title"),
        "source": row.get("Source"),
        "author": row.get("Author"),
        "published": document.published,
    }
    article = ForeignArticle(codebook, TOOL, text, meta)
    article.set(offset_unit="utf16")
    for key in ("Section", "Type", "Notes"):
        if isinstance(row.get(key), str) and row[key].strip():
            article.say(f"{key}: {row[key].strip()}")
    names = article.names
    for number, statement in enumerate(document.statements, 1):
        _add(article, names, statement, str(number), text if isinstance(text, str) else "", document.about)
    draft = article.draft(file)
    notes = {_identity(variable, value): note for (variable, value), note in document.about.items()}
    draft.actors = {id_: replace(entry, note=notes.get(id_)) for id_, entry in draft.actors.items()}
    draft.concepts = {id_: replace(entry, note=notes.get(id_)) for id_, entry in draft.concepts.items()}
    return draft


def _add(article: ForeignArticle, names: Names, statement: Statement, id_: str, text: str, about: About) -> None:
    found = names.label(statement.type)
    label = found[0] if found else None
    folded = {name.casefold(): value for name, value in statement.values.items()}
    if label is None and "concept" in folded:
        label = names.in_role("claim")
    if label is None and set(folded) <= {"note"}:
        article.say(
            f"{_quoted(text, statement)}: {folded.get('note') or statement.type}", annotator=statement.coder
        )
        return
    concept: dict[str, str] | None = None
    attributes: list[tuple[str, Any]] = []
    notes: list[str] = []
    for name, value in statement.values.items():
        if value is None or value == "":
            continue
        stance = label.attribute("stance") if label else None
        if label and names.attribute(label, name):
            attributes.append((name, value))
        elif name.casefold() == "concept" and label and label.points_to == "concept":
            concept = {"id": _identity("concept", str(value)), "name": str(value)}
        elif name.casefold() == "agreement" and stance and value in _STANCES and _STANCES[value] in stance.values:
            attributes.append((stance.name, _STANCES[value]))
        else:
            said = about.get((name.casefold(), str(value)))
            notes.append(f"{name}: {value}" + (f" ({said})" if said else ""))
    article.span(
        label.name if label else statement.type,
        statement.start,
        statement.stop,
        id=id_,
        attributes=attributes,
        concept=concept,
        note="\n".join(notes) or None,
        annotator=statement.coder,
    )
    if label and label.points_to == "concept":
        _suggest_claimant(article, names, label, statement, id_, text)


def _suggest_claimant(
    article: ForeignArticle, names: Names, label: Label, statement: Statement, id_: str, text: str
) -> None:
    actor = names.in_role("actor")
    relation = next(
        (r for r in in_role("claimant", names.codebook.relations, RELATION_ROLES) if label.name in r.head), None
    )
    if actor is None or relation is None or actor.name not in relation.child:
        return
    for variable, kind in _KINDS.items():
        value = next((v for name, v in statement.values.items() if name.casefold() == variable), None)
        place = _nearest(text, value, statement) if isinstance(value, str) else None
        if place is None:
            continue
        known = actor.attribute("kind")
        article.span(
            actor.name,
            *place,
            id=f"{id_} {variable}",
            attributes=[("kind", kind)] if known and kind in known.values else [],
            actor={"id": _identity(variable, str(value)), "name": value, "kind": kind},
            origin={"kind": "rule", "name": TOOL, "decision": "open"},
            annotator=statement.coder,
        )
        article.relation(relation.name, id_, f"{id_} {variable}")
        return


def _nearest(text: str, name: str, statement: Statement) -> tuple[int, int] | None:
    """Where the name stands nearest to the statement, in UTF-16 units; None if it doesn't."""
    if type(statement.start) is not int or not name.strip():
        return None
    units = Utf16Map(text)
    start = units.to_codepoints(statement.start)
    pattern = re.compile(rf"(?<!\w){re.escape(name.strip())}(?!\w)")
    found = min(pattern.finditer(text), key=lambda match: abs(match.start() - start), default=None)
    return (units.to_utf16(found.start()), units.to_utf16(found.end())) if found else None


def _quoted(text: str, statement: Statement) -> str:
    if type(statement.start) is not int or type(statement.stop) is not int:
        return statement.type
    units = Utf16Map(text)
    return f"“{text[units.to_codepoints(statement.start) : units.to_codepoints(statement.stop)]}”"


def _identity(register: str, name: str) -> str:
    """An identity that a name keeps in all documents and imports, laid out like a UUID."""
    digits = hashlib.blake2b(f"dna\n{register}\n{name}".encode("utf-8", "replace"), digest_size=16).hexdigest()
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


class _Tables:
    """The tables of a file, in either version."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        if not tables.keys() >= set(_TABLES):
            raise ValueError("it is an SQLite database, but none of the Discourse Network Analyzer's")
        if "ROLES" in tables:
            raise ValueError("it is of a version of the Discourse Network Analyzer after 3.0")
        self._has_entities = "ENTITIES" in tables

    def documents(self) -> Iterator[Document]:
        statements, about = self._statements(), self._about()
        for row in self._sorted("DOCUMENTS", "ID"):
            number = row["ID"]
            found = sorted(statements.get(number, ()), key=lambda s: (str(type(s.start)), s.start))
            yield Document(number, row, tuple(found), self._published(row.get("Date")), about)

    def _sorted(self, table: str, column: str) -> list[Row]:
        # Numbers, as a rule; whatever else a damaged file holds sorts among its like.
        return sorted(
            self._tables.get(table, ()),
            key=lambda row: (str(type(row[column])), row[column] is not None and row[column]),
        )

    def _pairs(self, table: str, column: str) -> dict[Any, Any]:
        return {row["ID"]: row[column] for row in self._tables.get(table, ())}

    def _statements(self) -> dict[Any, list[Statement]]:
        types, coders = self._pairs("STATEMENTTYPES", "Label"), self._pairs("CODERS", "Name")
        by_id: dict[Any, Statement] = {}
        by_document: dict[Any, list[Statement]] = {}
        for row in self._sorted("STATEMENTS", "ID"):
            kind = row["StatementTypeId"]
            coder = _string(coders.get(row["Coder"]))
            statement = Statement(str(types.get(kind, kind)), row["Start"], row["Stop"], coder)
            by_id[row["ID"]] = statement
            by_document.setdefault(row["DocumentId"], []).append(statement)
        variables = self._pairs("VARIABLES", "Variable")
        entities = self._pairs("ENTITIES", "Value")
        for table in _VALUES:
            for row in self._sorted(table, "VariableId"):
                if row["StatementId"] in by_id:
                    of_entity = table == "DATASHORTTEXT" and self._has_entities
                    value = entities.get(row["Entity"]) if of_entity else row["Value"]
                    variable = row["VariableId"]
                    by_id[row["StatementId"]].values[str(variables.get(variable, variable))] = value
        return by_document

    def _about(self) -> About:
        """DNA 3 has any attributes of entities, DNA 2 a type, an alias and notes of values."""
        variables = self._pairs("VARIABLES", "Variable")
        called = self._pairs("ATTRIBUTEVARIABLES", "AttributeVariable")
        of = {row["ID"]: (row["VariableId"], row["Value"]) for row in self._tables.get("ENTITIES", ())}
        said: dict[Any, list[str]] = {}
        for row in self._sorted("ATTRIBUTEVALUES", "AttributeVariableId"):
            if row["AttributeValue"]:
                name = called.get(row["AttributeVariableId"], row["AttributeVariableId"])
                said.setdefault(of.get(row["EntityId"]), []).append(f"{name}: {row['AttributeValue']}")
        for row in self._tables.get("ATTRIBUTES", ()):
            told = [f"{name}: {row[name]}" for name in ("Type", "Alias", "Notes") if row.get(name)]
            if told:
                said.setdefault((row["VariableId"], row["Value"]), []).extend(told)
        return {
            (str(variables.get(key[0], key[0])).casefold(), str(key[1])): "; ".join(dict.fromkeys(told))
            for key, told in said.items()
            if key is not None
        }

    def _published(self, date: Any) -> str | None:
        """The day, with the time unless it is midnight; DNA 2 counts milliseconds, DNA 3 seconds."""
        if type(date) is not int:
            return None
        try:
            moment = _EPOCH + timedelta(seconds=date if self._has_entities else date / 1000)
        except OverflowError:
            return None
        at_midnight = (moment.hour, moment.minute) == (0, 0)
        return f"{moment:%Y-%m-%d}" if at_midnight else f"{moment:%Y-%m-%dT%H:%M:%S}"


def _string(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None
