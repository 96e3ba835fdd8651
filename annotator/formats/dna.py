"""Discourse Network Analyzer's ``.dna`` files: SQLite databases of documents and statements.

Source: github.com/leifeld/dna, Sql.java (DNA 3.0) and SqlConnection.java (DNA 2.0). A statement becomes a span of
the label that is called like its type, else a claim, else one of a new label. Its concept is the claim's, its
agreement the stance; all other variables are attributes, the person and the organisation among them. As DNA
doesn't say where in the text these are, the place nearest to the statement where the person's name stands, else
the organisation's, is a mention that the coder labelled, and the claimant. Persons, organisations and concepts are
entries of the registers, also those that no statement has; what DNA says of them as such (type, alias and the
like) is their note, and an organisation that a person speaks for an affiliation.
Offsets are Java's UTF-16 units in a text whose line ends are single characters.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from annotator.core.codebook import Codebook, Label
from annotator.core.models import Actor, Concept, Draft, Row
from annotator.core.offsets import Utf16Map, clean_text
from annotator.core.roles import RELATION_ROLES, in_role
from annotator.formats.foreign import ForeignArticle
from annotator.formats.values import named

Tables = Mapping[str, Sequence[Row]]
Value = tuple[str, str]
"""A variable's name, its case folded, and its value."""

TOOL = "dna"
_TABLES = ("DOCUMENTS", "STATEMENTS", "STATEMENTTYPES", "VARIABLES", "CODERS")
_VALUES = ("DATABOOLEAN", "DATAINTEGER", "DATASHORTTEXT", "DATALONGTEXT")
_STANCES = {0: "oppose", 1: "support"}
_KINDS = {"person": "person", "organization": "organisation", "organisation": "organisation"}
_AFFILIATION = {"type": "organisation", "value": "", "from": None, "to": None}
_CONCEPT, _AGREEMENT, _CLAIMANT = "concept", "agreement", "claimant"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(slots=True)
class Whole:
    """What all documents of a file have in common: what is said of values, entries of registers, and remarks."""

    about: dict[Value, str] = field(default_factory=dict)
    actors: dict[str, Actor] = field(default_factory=dict)
    concepts: dict[str, Concept] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A row of the table of documents, with its statements."""

    number: Any
    row: Mapping[str, Any]
    statements: tuple[Statement, ...]
    published: str | None
    whole: Whole


@dataclass(slots=True)
class Statement:
    """A stretch of a document with the values of its type's variables."""

    type: str
    start: Any
    stop: Any
    coder: str | None
    values: dict[str, Any] = field(default_factory=dict)

    def of(self, variable: str) -> Any:
        """The value of a variable, whatever the case of its name; None if it has none."""
        return next((value for name, value in self.values.items() if name.casefold() == variable), None)


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
    reading = _Reading(article, text if isinstance(text, str) else "", document.whole)
    for number, statement in enumerate(document.statements, 1):
        reading.add(statement, str(number))
    draft = article.draft(file)
    # One object for all of the file's drafts, as there may be thousands of entries.
    draft.actors, draft.concepts = document.whole.actors, document.whole.concepts
    draft.remarks = document.whole.remarks
    return draft


class _Reading:
    """Adds the statements of one document to an article."""

    def __init__(self, article: ForeignArticle, text: str, whole: Whole) -> None:
        self._article = article
        self._names = article.names
        self._text = text
        self._whole = whole
        self._mentions: dict[tuple[Any, ...], str] = {}

    def add(self, statement: Statement, id_: str) -> None:
        found = self._names.label(statement.type)
        label = found[0] if found else None
        variables = {name.casefold() for name in statement.values}
        if label is None and _CONCEPT in variables:
            label = self._names.in_role("claim")
        if label is None and variables <= {"note"}:
            said = statement.of("note") or statement.type
            self._article.say(f"{_quoted(self._text, statement)}: {said}", annotator=statement.coder)
            return
        concept: dict[str, str] | None = None
        attributes: list[tuple[str, Any]] = []
        notes: list[str] = []
        stance = label.attribute("stance") if label else None
        for name, value in statement.values.items():
            key = name.casefold()
            if value is None or value == "":
                continue
            is_known = label is not None and self._names.attribute(label, name) is not None
            if not is_known and key == _CONCEPT and (label is None or label.points_to == "concept"):
                concept = {"id": _identity(_CONCEPT, str(value)), "name": str(value)}
                continue
            if not is_known and key == _AGREEMENT and stance and _STANCES.get(value) in stance.values:
                attributes.append((stance.name, _STANCES[value]))
                continue
            attributes.append((name, value))
            said = self._whole.about.get((key, str(value)))
            if said and key not in _KINDS and key != _CONCEPT:
                notes.append(f"{name}: {value} ({said})")
        self._article.span(
            label.name if label else statement.type,
            statement.start,
            statement.stop,
            id=id_,
            attributes=attributes,
            concept=concept,
            note="\n".join(notes) or None,
            annotator=statement.coder,
        )
        self._link_claimant(label, statement, id_)

    def _link_claimant(self, label: Label | None, statement: Statement, id_: str) -> None:
        actor = self._names.in_role("actor")
        if actor is None or label == actor:
            return
        for variable, kind in _KINDS.items():
            value = statement.of(variable)
            place = _nearest(self._text, value, statement) if isinstance(value, str) else None
            if place is not None:
                mention = self._mention(actor, _identity(variable, value), value, kind, place, statement.coder)
                self._article.relation(self._relation(label, actor), id_, mention)
                return

    def _mention(
        self, actor: Label, entry: str, name: str, kind: str, place: tuple[int, int], coder: str | None
    ) -> str:
        """The id of the coder's span there, which several statements may share."""
        key = (coder, entry, place)
        if key not in self._mentions:
            self._mentions[key] = f"mention {len(self._mentions) + 1}"
            known = actor.attribute("kind")
            self._article.span(
                actor.name,
                *place,
                id=self._mentions[key],
                attributes=[("kind", kind)] if known and kind in known.values else [],
                actor={"id": entry, "name": name, "kind": kind},
                annotator=coder,
            )
        return self._mentions[key]

    def _relation(self, label: Label | None, actor: Label) -> str:
        """The relation to whoever makes the statement: one that fits it, else the claimant's."""
        relations = self._names.codebook.relations
        for role in (_CLAIMANT, "speaker"):
            for kind in in_role(role, relations, RELATION_ROLES):
                if label is not None and label.name in kind.head and actor.name in kind.child:
                    return kind.name
        return next((kind.name for kind in in_role(_CLAIMANT, relations, RELATION_ROLES)), _CLAIMANT)


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
        statements = self._statements()
        whole = self._whole([one for several in statements.values() for one in several])
        for row in self._sorted("DOCUMENTS", "ID"):
            number = row["ID"]
            found = sorted(statements.get(number, ()), key=lambda s: (str(type(s.start)), s.start))
            yield Document(number, row, tuple(found), self._published(row.get("Date")), whole)

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
                    if table == "DATABOOLEAN" and value in (0, 1):
                        value = bool(value)
                    variable = row["VariableId"]
                    by_id[row["StatementId"]].values[str(variables.get(variable, variable))] = value
        return by_document

    def _whole(self, statements: Sequence[Statement]) -> Whole:
        about, parents = self._about(), self._parents()
        whole = Whole({value: "; ".join(dict.fromkeys(told)) for value, told in about.items()})
        used = {
            (name.casefold(), str(value)): None
            for statement in statements
            for name, value in statement.values.items()
            if value is not None and value != ""
        }
        spoken: dict[str, dict[str, None]] = {}
        for statement in statements:
            persons, organisations = (
                [
                    value
                    for name, of in _KINDS.items()
                    if of == kind and isinstance(value := statement.of(name), str)
                ]
                for kind in ("person", "organisation")
            )
            for person in filter(None, persons):
                spoken.setdefault(person, {}).update(dict.fromkeys(map(clean_text, filter(None, organisations))))
        for variable, name in {**used, **dict.fromkeys(parents)}:
            note, id_ = whole.about.get((variable, name)), _identity(variable, name)
            parent = parents.get((variable, name))
            if variable == _CONCEPT:
                above = _identity(_CONCEPT, parent) if parent else None
                whole.concepts[id_] = Concept(id_, clean_text(name), above, note)
            elif variable in _KINDS and name.strip():
                if parent:
                    note = "; ".join([*([note] if note else []), f"child of {parent}"])
                is_person = _KINDS[variable] == "person"
                speaks = tuple(dict(_AFFILIATION, value=one) for one in spoken.get(name, ()) if is_person)
                whole.actors[id_] = Actor(id_, clean_text(name), _KINDS[variable], affiliations=speaks, note=note)
        whole.remarks = self._left_out([value for value in parents if value not in used])
        return whole

    def _parents(self) -> dict[Value, str | None]:
        """All values that the file lists, with those above them; none of these is below itself."""
        variables = self._pairs("VARIABLES", "Variable")
        found: dict[Value, str | None] = {}
        named = self._pairs("ENTITIES", "Value")
        for row in (*self._tables.get("ENTITIES", ()), *self._tables.get("ATTRIBUTES", ())):
            if isinstance(row["Value"], str) and row["Value"].strip():
                variable = str(variables.get(row["VariableId"], row["VariableId"])).casefold()
                above = row.get("ChildOf")
                parent = _string(named.get(above) if self._has_entities else above)
                found.setdefault((variable, row["Value"]), parent)
        for (variable, name), parent in list(found.items()):
            seen, above = {name}, parent
            while above is not None and above not in seen:
                seen.add(above)
                above = found.get((variable, above))
            if above is not None or (variable, parent) not in found:
                found[variable, name] = None
        return found

    def _left_out(self, unused: Sequence[Value]) -> tuple[str, ...]:
        values = [f"{variable}: {name}" for variable, name in unused if variable not in (*_KINDS, _CONCEPT)]
        told = [f"values that no statement has ({named(values)})"] if values else []
        for table, what in (("REGEXES", "search pattern"), ("STATEMENTLINKS", "statement link")):
            if number := len(self._tables.get(table, ())):
                told.append(f"{number} {what}{'s' * (number > 1)}")
        return (f"left out: {', '.join(told)}",) if told else ()

    def _about(self) -> dict[Value, list[str]]:
        """DNA 3 has any attributes of entities, DNA 2 a type, an alias and notes of values."""
        variables = self._pairs("VARIABLES", "Variable")
        called = self._pairs("ATTRIBUTEVARIABLES", "AttributeVariable")
        of = {row["ID"]: (row["VariableId"], row["Value"]) for row in self._tables.get("ENTITIES", ())}
        said: dict[Value, list[str]] = {}

        def add(key: tuple[Any, Any] | None, told: Sequence[str]) -> None:
            if key is not None and told:
                said.setdefault((str(variables.get(key[0], key[0])).casefold(), str(key[1])), []).extend(told)

        for row in self._sorted("ATTRIBUTEVALUES", "AttributeVariableId"):
            if row["AttributeValue"]:
                name = called.get(row["AttributeVariableId"], row["AttributeVariableId"])
                add(of.get(row["EntityId"]), [f"{name}: {row['AttributeValue']}"])
        for row in self._tables.get("ATTRIBUTES", ()):
            told = [f"{name}: {row[name]}" for name in ("Type", "Alias", "Notes") if row.get(name)]
            add((row["VariableId"], row["Value"]), told)
        return said

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
