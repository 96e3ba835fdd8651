"""The registers of the open project in memory, so that a key finds an entry at once.

They are read in a thread of their own after a project has been opened, and follow what changes from then on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.core.concept_index import WORDINGS, ConceptIndex
from annotator.core.entry_index import Entry, EntryIndex
from annotator.core.models import Actor, Change, Concept, Span
from annotator.core.names import fold
from annotator.project import Project
from annotator.ui.parts.worker import Job, Progress
from annotator.ui.session import Session

Usage = dict[str, tuple[int, str]]
T = TypeVar("T", Actor, Concept)
_COUNT_AFTER_MS = 1_000  # counting anew reads an index over all spans: not after each of several changes
_FOLLOWED = 50  # entries that are read one by one; where more have changed, all are read in a thread
_TURN = 100  # entries that are indexed at a stretch
_LOOKED_AT = 20  # actors that a name finds, among which others of that name are
_SHARE = 20  # and it may take this fraction of the time at most


class Shelf(Generic[T]):
    """One register: its entries by id, how often each is used, and the index that finds them."""

    def __init__(self, values: dict[str, T], usage: Usage) -> None:
        self.values: dict[str, T] = values
        self.usage = usage
        self.index = EntryIndex(_yielding(entry_of(value, usage) for value in values.values()))

    def uses(self, id_: str) -> int:
        """How many spans of the corpus point to this entry."""
        return self.usage.get(id_, (0, ""))[0]

    def put(self, value: T) -> None:
        """Adds an entry, or takes over what has become of it."""
        self.values[value.id] = value
        self.index.update(entry_of(value, self.usage))

    def drop(self, id_: str) -> None:
        """Forgets an entry; one that is not here is no error."""
        if self.values.pop(id_, None) is not None:
            self.index.remove(id_)

    def count(self, id_: str, by: int, at: str) -> None:
        """Notes that so many more spans point to an entry since ``at``."""
        uses, last = self.usage.get(id_, (0, ""))
        self.usage[id_] = max(0, uses + by), max(last, at) if by > 0 else last
        if id_ in self.values:
            self.index.update(entry_of(self.values[id_], self.usage))

    def recount(self, usage: Usage) -> None:
        """Takes over other numbers of uses."""
        old, self.usage = self.usage, usage
        for id_, value in self.values.items():
            if old.get(id_) != usage.get(id_):
                self.index.update(entry_of(value, usage))


class ConceptShelf(Shelf[Concept]):
    """The concepts; ``wording`` finds those that are worded alike."""

    def __init__(self, values: dict[str, Concept], usage: Usage) -> None:
        super().__init__(values, usage)
        self.wording = ConceptIndex(values.values())

    def put(self, value: Concept) -> None:
        super().put(value)
        self.wording.update(value)

    def drop(self, id_: str) -> None:
        super().drop(id_)
        self.wording.remove(id_)


@dataclass(frozen=True, slots=True)
class _Read:
    """What a thread has read of a project."""

    actors: Shelf[Actor]
    concepts: ConceptShelf


class RegisterIndex(QObject):
    """Both registers of the session's project. Empty until they have been read, which takes a moment."""

    changed = Signal()  # entries came, went or are called otherwise
    counted = Signal()  # the numbers of uses are others

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._job: Job | None = None
        self._late: set[tuple[str, str]] = set()  # entries that changed while they were being read
        self._cost = 0.0  # seconds that counting took last
        self._recount = QTimer(self)
        self._recount.setSingleShot(True)
        self._recount.timeout.connect(self._start_counting)
        self._path: Path | None = None
        self._forget()
        session.project_changed.connect(self.load)
        session.actors_changed.connect(lambda ids: self._on_changed("actor", ids))
        session.concepts_changed.connect(lambda ids: self._on_changed("concept", ids))
        session.changed.connect(self._on_change)
        self.load()

    def _forget(self) -> None:
        self.actors: Shelf[Actor] = Shelf({}, {})
        self.concepts = ConceptShelf({}, {})
        self.ready = False

    def shelf(self, target: str) -> Shelf[Actor] | ConceptShelf:
        """The register that ``target`` ("actor" or "concept") names."""
        return self.actors if target == "actor" else self.concepts

    def path(self, concept_id: str | None) -> tuple[str, ...]:
        """The names of a concept's parents, the topmost first, without its own."""
        return concept_path(self.concepts.values, concept_id)

    def recent(self, target: str, at: int, spans: Iterable[Span] | None = None) -> list[str]:
        """The entries that the article's spans point to, the one spoken of last before offset ``at`` first.

        ``spans`` are those of the article on screen if no others are given.
        """
        shown = self._session.spans.values() if spans is None else spans
        linked = [s for s in shown if not s.is_open and entry_id(s, target) is not None]
        before = sorted((s for s in linked if s.start < at), key=lambda s: -s.start)
        after = sorted((s for s in linked if s.start >= at), key=lambda s: s.start)
        return list(dict.fromkeys(str(entry_id(s, target)) for s in (*before, *after)))

    def other_called(self, name: str, actor_id: str) -> Actor | None:
        """Another actor that has this name or alias; None if there is none."""
        folded = fold(name)
        for hit in self.actors.index.search(name, (), _LOOKED_AT):
            entry = hit.entry
            if entry.id != actor_id and any(fold(known) == folded for known in (entry.name, *entry.aliases)):
                return self.actors.values.get(entry.id)
        return None

    # Reading

    def load(self) -> None:
        """Reads the registers of the project that is open now."""
        self._cancel()
        self._late.clear()
        project = self._session.project
        if project is None:
            self._forget()
            self.changed.emit()
            return
        if self.ready and project.path != self._path:
            self._forget()
        self._path = project.path
        self._start(_read, self._take)

    def _start(self, work: Callable[[Project, Progress], object], done: Callable[[object], None]) -> None:
        project = self._session.project
        if project is None:
            return
        job = self._job = Job(project.path, project.annotator, work)

        def finished(result: object) -> None:
            if self._job is job:
                self._job = None
                done(result)

        job.finished_with.connect(finished)
        job.failed.connect(lambda sentence: self._session.failed.emit(sentence) if self._job is job else None)
        job.start()

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self._recount.stop()

    def _take(self, result: object) -> None:
        if isinstance(result, _Read):
            self.actors, self.concepts = result.actors, result.concepts
            self.ready = True
            for table, id_ in self._late:
                self._refresh(table, id_)
            self._late.clear()
            self.changed.emit()
            self.counted.emit()

    # Following

    def _on_changed(self, table: str, ids: list[str]) -> None:
        if not 0 < len(ids) <= _FOLLOWED:
            self.load()
            return
        if self._job is not None:
            self._late |= {(table, id_) for id_ in ids}
        for id_ in ids:
            self._refresh(table, id_)
        self.changed.emit()

    def _refresh(self, table: str, id_: str) -> None:
        project = self._session.project
        if project is None:
            return
        if table == "actor":
            actor = project.register.actor(id_)
            self.actors.put(actor) if actor is not None else self.actors.drop(id_)
        else:
            concept = project.register.concept(id_)
            self.concepts.put(concept) if concept is not None else self.concepts.drop(id_)

    def _on_change(self, change: Change) -> None:
        """Counts the spans that point elsewhere now, in whichever article they are."""
        if change.bulk or change.wide or self._job is not None:
            # What is being read may or may not know of this change.
            self.count_later()
        if change.bulk or change.wide:
            return
        moved: Counter[tuple[str, str]] = Counter()
        for row in change.rows:
            if row.table == "span":
                for target in ("actor", "concept"):
                    old, new = ((values or {}).get(f"{target}_id") for values in (row.before, row.after))
                    if old != new:
                        moved[target, old or ""] -= 1
                        moved[target, new or ""] += 1
        for (target, id_), by in moved.items():
            if id_ and by:
                self.shelf(target).count(id_, by, change.at)
        if moved:
            self.counted.emit()

    def count_later(self) -> None:
        """Counts the uses anew, when the person has paused."""
        if not self._recount.isActive():
            self._recount.start(max(_COUNT_AFTER_MS, round(self._cost * _SHARE * 1000)))

    def _start_counting(self) -> None:
        if self._job is not None:
            self.count_later()
        else:
            began = monotonic()

            def done(result: object) -> None:
                self._cost = monotonic() - began
                if isinstance(result, tuple):
                    self.actors.recount(result[0])
                    self.concepts.recount(result[1])
                    self.counted.emit()

            self._start(_count, done)


def _yielding(entries: Iterable[Entry]) -> Iterator[Entry]:
    """The entries, letting the window's thread go on every now and then: else it waits 5 ms for each turn."""
    for number, entry in enumerate(entries):
        if number % _TURN == 0:
            sleep(0)
        yield entry


def _read(project: Project, _progress: Progress) -> _Read:
    usage, concept_usage = _count(project, _progress)
    concepts = ConceptShelf(project.register.concepts(), concept_usage)
    for concept_id, text in project.register.wordings(WORDINGS):
        concepts.wording.learn(concept_id, text)
    return _Read(Shelf(project.register.actors(), usage), concepts)


def _count(project: Project, _progress: Progress) -> tuple[Usage, Usage]:
    return dict(project.register.usage()), dict(project.register.concept_usage())


def entry_of(value: Actor | Concept, usage: Mapping[str, tuple[int, str]]) -> Entry:
    """What the index holds of an entry of a register."""
    uses, last = usage.get(value.id, (0, ""))
    if isinstance(value, Actor):
        return Entry(value.id, value.name, value.kind, value.aliases, uses, last)
    return Entry(value.id, value.name, None, (), uses, last)


def entry_id(span: Span, target: str) -> str | None:
    """The actor ("actor") or concept ("concept") that a span points to."""
    return span.actor_id if target == "actor" else span.concept_id


def concept_path(concepts: Mapping[str, Concept], concept_id: str | None) -> tuple[str, ...]:
    """The names of a concept's parents, the topmost first, without its own."""
    return tuple(parent.name for parent in _parents(concepts, concept_id))[::-1]


def _parents(concepts: Mapping[str, Concept], concept_id: str | None) -> Iterator[Concept]:
    seen = {concept_id}
    found = concepts.get(concept_id or "")
    while found is not None and found.parent is not None and found.parent not in seen:
        seen.add(found.parent)
        found = concepts.get(found.parent)
        if found is not None:
            yield found
