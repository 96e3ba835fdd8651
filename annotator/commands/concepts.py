"""Concepts, the propositions that claims are about: made, edited, moved, linked, merged and split."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from annotator.commands.linking import (
    Mentions,
    lies_below_itself,
    move,
    point,
    require_entry,
    require_mentions,
)
from annotator.core.codebook import Codebook
from annotator.core.errors import UserError
from annotator.core.models import Concept
from annotator.core.register_rules import checked_concept
from annotator.store.annotations import concept_from_row, concept_row
from annotator.store.history import Recorder
from annotator.store.pointers import children

_STEP = 200  # concepts between two words about progress


@dataclass(frozen=True, slots=True)
class CreateConcept:
    """Adds a concept."""

    name: ClassVar[str] = "create concept"
    concept: Concept

    def run(self, recorder: Recorder, codebook: Codebook) -> None:
        _insert(recorder, self.concept)


@dataclass(frozen=True, slots=True)
class EditConcept:
    """Gives the concept of that id all these values; another parent moves it with all that is below it."""

    name: ClassVar[str] = "edit concept"
    concept: Concept

    def run(self, recorder: Recorder, codebook: Codebook) -> None:
        require_entry(recorder, "concept", self.concept.id)
        _write(recorder, self.concept)


@dataclass(frozen=True, slots=True)
class MoveConcepts:
    """Puts concepts, with all that is below them, below another one or (None) to the top.

    One that lies below another of them stays there.
    """

    name: ClassVar[str] = "move concepts"
    concept_ids: tuple[str, ...]
    parent: str | None

    def run(self, recorder: Recorder, codebook: Codebook) -> None:
        moved = [concept_from_row(require_entry(recorder, "concept", id_)) for id_ in self.concept_ids]
        for concept in moved:
            if not set(_parents(recorder, concept)) & set(self.concept_ids):
                _write(recorder, replace(concept, parent=self.parent))


@dataclass(frozen=True, slots=True)
class DeleteConcept:
    """Takes a concept away: those below it go to its parent, claims stay and point to nothing."""

    name: ClassVar[str] = "delete concept"
    concept_id: str

    def run(self, recorder: Recorder, codebook: Codebook) -> None:
        row = require_entry(recorder, "concept", self.concept_id)
        for child in children(recorder.conn, self.concept_id):
            recorder.update("concept", 0, child, parent=row["parent"], updated_at=recorder.at)
        move(recorder, "concept", (self.concept_id,), None)
        recorder.delete("concept", 0, self.concept_id)


@dataclass(frozen=True, slots=True)
class SetConcept:
    """Says what the claims say; None says nothing about it any more.

    With ``create`` the concept is made in the same change.
    """

    name: ClassVar[str] = "set concept"
    mentions: Mentions
    concept_id: str | None
    create: Concept | None = None

    def run(self, recorder: Recorder, codebook: Codebook) -> None:
        rows = require_mentions(recorder, codebook, "concept", self.mentions)
        target = self.concept_id
        if self.create is not None:
            _insert(recorder, self.create)
            target = self.create.id
        if target is not None:
            require_entry(recorder, "concept", target)
        point(recorder, "concept", rows, target)


@dataclass(frozen=True, slots=True)
class MergeConcepts:
    """Makes one concept of several: all claims, and the concepts below the others, are ``into``'s then.

    Where ``into`` lies below one of the others it takes that one's place. Notes are put one below the other.
    """

    name: ClassVar[str] = "merge concepts"
    into: str
    others: tuple[str, ...]

    def run(self, recorder: Recorder, codebook: Codebook) -> None:
        concept = concept_from_row(require_entry(recorder, "concept", self.into))
        ids = [id_ for id_ in dict.fromkeys(self.others) if id_ != self.into]
        others = {id_: concept_from_row(require_entry(recorder, "concept", id_)) for id_ in ids}
        parent = concept.parent
        for id_ in _parents(recorder, concept):
            if id_ in others:
                parent = others[id_].parent  # of the topmost one in the end, as the loop goes upwards
        notes = dict.fromkeys(one.note for one in (concept, *others.values()) if one.note)
        _write(recorder, replace(concept, parent=parent, note="\n\n".join(notes) or None))
        for id_ in ids:
            for child in children(recorder.conn, id_):
                if child not in others:
                    recorder.update("concept", 0, child, parent=self.into, updated_at=recorder.at)
        move(recorder, "concept", ids, self.into)
        # The lower ones first: a redo keeps a concept that has others below it.
        for id_ in sorted(ids, key=lambda id_: len(_parents(recorder, others[id_])), reverse=True):
            recorder.delete("concept", 0, id_)


@dataclass(frozen=True, slots=True)
class SplitConcept:
    """Makes a new concept of some claims of one."""

    name: ClassVar[str] = "split concept"
    concept_id: str
    create: Concept
    mentions: Mentions

    def run(self, recorder: Recorder, codebook: Codebook) -> None:
        require_entry(recorder, "concept", self.concept_id)
        rows = require_mentions(recorder, codebook, "concept", self.mentions, self.concept_id)
        _insert(recorder, self.create)
        point(recorder, "concept", rows, self.create.id)


@dataclass(frozen=True, slots=True)
class ImportConcepts:
    """Adds these concepts, or writes over those that have their ids; each comes after the one above it."""

    name: ClassVar[str] = "import concepts"
    concepts: tuple[Concept, ...]

    def run(self, recorder: Recorder, codebook: Codebook) -> None:
        for n, concept in enumerate(self.concepts):
            if n % _STEP == 0:
                recorder.step(n, len(self.concepts))
            if recorder.read("concept", 0, concept.id) is None:
                _insert(recorder, concept)
            else:
                _write(recorder, concept)


def _insert(recorder: Recorder, concept: Concept) -> None:
    if not concept.id:
        raise ValueError("a concept needs an id")
    if recorder.read("concept", 0, concept.id) is not None:
        raise UserError(f"There is a concept of the id {concept.id} already.")
    concept = checked_concept(concept)
    _check_parent(recorder, concept)
    recorder.insert("concept", concept_row(concept, recorder.at))


def _write(recorder: Recorder, concept: Concept) -> None:
    concept = checked_concept(concept)
    _check_parent(recorder, concept)
    before = require_entry(recorder, "concept", concept.id)
    columns = {"name": concept.name, "parent": concept.parent, "note": concept.note}
    if {name: before[name] for name in columns} != columns:
        recorder.update("concept", 0, concept.id, **columns, updated_at=recorder.at)


def _check_parent(recorder: Recorder, concept: Concept) -> None:
    if concept.parent is None:
        return
    require_entry(recorder, "concept", concept.parent)
    if lies_below_itself(recorder, concept.id, concept.parent):
        raise UserError("A concept can't be moved below itself.")


def _parents(recorder: Recorder, concept: Concept) -> list[str]:
    """The concepts above this one, the nearest first."""
    found: list[str] = []
    parent = concept.parent
    while parent is not None and parent not in found:
        found.append(parent)
        row = recorder.read("concept", 0, parent)
        parent = row["parent"] if row else None
    return found
