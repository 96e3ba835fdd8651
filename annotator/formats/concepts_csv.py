"""The hierarchy of concepts as a table for spreadsheets, and back.

``parent`` is the name of the concept above, or its id where several have that name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from annotator.core.errors import UserError
from annotator.core.identity import new_id
from annotator.core.models import Concept, Refusal
from annotator.core.register_rules import checked_concept, one_line
from annotator.formats.cells import DELIMITERS, csv_file
from annotator.formats.register_table import RegisterTable

COLUMNS = ("id", "name", "parent", "note")


@dataclass(frozen=True, slots=True)
class ConceptRow:
    """A row as it was read; ``parent`` of its concept is a name or an id, and "" the id of one without."""

    line: int
    concept: Concept
    columns: frozenset[str]


def write_concepts(concepts: Mapping[str, Concept], delimiter: str = DELIMITERS[0]) -> bytes:
    """The table as a file's bytes: concepts by id, each followed by those below it."""
    named = Counter(concept.name for concept in concepts.values())
    below: dict[str | None, list[Concept]] = {}
    for concept in concepts.values():
        below.setdefault(concept.parent, []).append(concept)
    rows: list[tuple[str, ...]] = []
    waiting = below.get(None, [])[::-1]
    while waiting:
        concept = waiting.pop()
        above = concepts[concept.parent] if concept.parent else None
        parent = "" if above is None else above.name if named[above.name] == 1 else above.id
        rows.append((concept.id, concept.name, parent, concept.note or ""))
        waiting += below.get(concept.id, [])[::-1]
    return csv_file([COLUMNS, *rows], delimiter)


def read_concepts(data: bytes, file: str) -> RegisterTable[ConceptRow]:
    """The rows of a table of concepts, and why others are none. Raises UserError."""
    return RegisterTable(data, file, "concepts", COLUMNS, _row)


def match_concepts(
    rows: Iterable[ConceptRow], register: Mapping[str, Concept], file: str
) -> tuple[list[Concept], list[Refusal]]:
    """The concepts that the rows make, each after the one above it, and rows that make none.

    A row is about the concept of its id, else of exactly its name below that parent, else of exactly its name
    where there is one alone, in the table, too; columns that the table lacks keep their values.
    """
    return _Matcher(register, list(rows), file).matched()


class _Matcher:
    def __init__(self, register: Mapping[str, Concept], rows: list[ConceptRow], file: str) -> None:
        self._register = register
        self._rows = rows
        self._file = file
        self._refused: list[Refusal] = []
        self._named: dict[str, list[Concept]] = {}
        for concept in register.values():
            self._named.setdefault(concept.name, []).append(concept)
        self._in_table = Counter(row.concept.name for row in rows)

    def matched(self) -> tuple[list[Concept], list[Refusal]]:
        taken: dict[str, ConceptRow] = {}
        places: dict[tuple[str, str | None], str] = {}
        for row in self._rows:
            try:
                id_ = self._find(row) or row.concept.id
                if not id_:
                    id_ = places.setdefault((row.concept.name, row.concept.parent), new_id())
                if id_ in taken:
                    raise UserError(f"Line {taken[id_].line} is about the same concept.")
                taken[id_] = row
            except UserError as error:
                self._refuse(row, error)
        # Without a row that is refused others may have nobody above them.
        while True:
            made, wrong = self._placed(taken)
            if not wrong:
                break
            for id_, reason in wrong.items():
                self._refuse(taken.pop(id_), reason)
        whole = {**self._register, **made}
        return sorted(made.values(), key=lambda concept: len(_above(concept, whole))), self._refused

    def _refuse(self, row: ConceptRow, error: UserError) -> None:
        self._refused.append(Refusal(self._file, row.line, str(error).rstrip(".")))

    def _find(self, row: ConceptRow) -> str | None:
        """The id of the register's concept that a row is about."""
        given = row.concept
        if given.id in self._register:
            return given.id
        same = self._named.get(given.name, [])
        if "parent" in row.columns:
            there = [concept for concept in same if self._is_below(concept, given.parent)]
            same = there or (same if len(same) == 1 and self._in_table[given.name] == 1 else [])
        if len(same) > 1:
            raise UserError(f"{len(same)} concepts could be meant by {given.name!r}: give its id.")
        return same[0].id if same else None

    def _is_below(self, concept: Concept, parent: str | None) -> bool:
        above = self._register[concept.parent] if concept.parent else None
        return parent is None if above is None else parent in (above.id, above.name)

    def _placed(self, taken: Mapping[str, ConceptRow]) -> tuple[dict[str, Concept], dict[str, UserError]]:
        """The concepts of the rows with the ids of those above them, and by id what is wrong with others."""
        made: dict[str, Concept] = {}
        for id_, row in taken.items():
            before = self._register.get(id_)
            if before is None:
                made[id_] = replace(row.concept, id=id_)
            else:
                values = {name: getattr(row.concept, name) for name in row.columns - {"id"}}
                made[id_] = replace(before, **values)
        whole = {**self._register, **made}
        named: dict[str, list[str]] = {}
        for concept in whole.values():
            named.setdefault(concept.name, []).append(concept.id)
        wrong: dict[str, UserError] = {}
        for id_, row in taken.items():
            if "parent" in row.columns and (parent := row.concept.parent):
                ids = [parent] if parent in whole else named.get(parent, [])
                if len(ids) == 1:
                    made[id_] = whole[id_] = replace(made[id_], parent=ids[0])
                elif ids:
                    wrong[id_] = UserError(f"{len(ids)} concepts are called {parent!r}: give the parent's id.")
                else:
                    wrong[id_] = UserError(f"There is no concept {parent!r} to put it below.")
        if not wrong:
            for id_, concept in made.items():
                if id_ in _above(concept, whole):
                    wrong[id_] = UserError("It would be below itself.")
        return made, wrong


def _above(concept: Concept, concepts: Mapping[str, Concept]) -> list[str]:
    """The ids of the concepts above one, the nearest first; with its own where it lies below itself."""
    found: list[str] = []
    parent = concept.parent
    while parent is not None and parent not in found:
        found.append(parent)
        parent = concepts[parent].parent
    return found


def _row(line: int, cells: dict[str, str], columns: frozenset[str]) -> ConceptRow:
    concept = Concept(one_line(cells["id"]), cells["name"], one_line(cells["parent"]), cells["note"])
    return ConceptRow(line, checked_concept(concept), columns)
