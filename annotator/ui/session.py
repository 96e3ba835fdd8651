"""The open project and the article on screen, kept equal to the file.

Everything the window changes goes through :meth:`Session.run`; everything that has changed, here or in another
window, comes back as a signal, after it is on disk.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TypeGuard, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.core.codebook import Codebook
from annotator.core.errors import ConflictError, UserError
from annotator.core.models import Article, Change, Comment, Relation, Row, RowChange, Span, State, Zone
from annotator.project import (
    OpenArticle,
    Project,
    commands,
    comment_from_row,
    relation_from_row,
    span_from_row,
    zone_from_row,
)
from annotator.ui.suggestions.sieve import Sieve
from annotator.ui.upkeep import Upkeep

PATIENCE_S = 1.5
POLL_MS = 700  # another window's change shows within two seconds, even if one poll is late


# The command of suggesters: nobody has done anything, so what was told or asked last still stands.
BY_ITSELF = "suggest"
_RELATIONS = ("relation", "suggestion_relation")
_Item = TypeVar("_Item")


class Session(QObject):
    """One window's view of one project."""

    project_changed = Signal()  # another project, or none
    article_changed = Signal()  # another article, or none, or the same read anew
    span_changed = Signal(str)  # by id; gone if it isn't in `spans` any more
    spans_changed = Signal(list)  # the same of many at once, suggestions for the most part
    relation_changed = Signal(str)
    zones_changed = Signal()
    comments_changed = Signal()  # of the article or its spans
    actors_changed = Signal(list)  # ids of entries of the register; an empty list: any of them
    concepts_changed = Signal(list)
    codebook_changed = Signal()  # the project's codebook is another one
    articles_touched = Signal(list)  # ids of articles whose row in the list may look different
    corpus_changed = Signal()  # articles came or went
    changed = Signal(object)  # a Change that is in the file, before what it touched is told by the signals above
    saved = Signal()
    succeeded = Signal()  # what was wanted in this window is in the file, so what failed before is over
    failed = Signal(str)
    conflict = Signal(bool)  # undo, or (True) redo, contradicts what somebody else has changed
    nothing_left = Signal(bool)  # undo, or (True) redo, found nothing to do

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.project: Project | None = None
        self.article: Article | None = None
        self.spans: dict[str, Span] = {}  # and the suggestions that are shown
        self.relations: dict[str, Relation] = {}
        self.zones: dict[str, Zone] = {}
        self.comments: dict[str, Comment] = {}
        # Kept, as counting the 10,000 spans of a long article at each label takes 2 ms.
        self.counts: Counter[str] = Counter()  # spans by label, suggestions apart
        self.sieve = Sieve()
        self.state = State.NEW
        self._codebook: Codebook | None = None  # that was told last
        self._timer = QTimer(self)
        self._timer.setInterval(POLL_MS)
        self._timer.timeout.connect(self.poll)
        self._upkeep = Upkeep(self)

    @property
    def waiting(self) -> int:
        """How many suggestions are shown."""
        return len(self.sieve.shown)

    def set_least_score(self, score: float) -> None:
        """Shows suggestions with this score, those without any, and what they link to."""
        if score != self.sieve.least:
            self.sieve.least = score
            if self.project is not None:
                self.project.least_score = score
            changed = self._sift()
            if changed:
                self.spans_changed.emit(changed)

    def set_suggestions_shown(self, shown: bool) -> None:
        """Shows suggestions, or none of them until they are wanted again."""
        self.sieve.hidden = not shown
        opened = self.project.load(self.article.id) if self.project and self.article else None
        if opened is not None:
            self._take_suggestions(opened)
            self.spans_changed.emit([])  # also where there are none, the window says whether they are shown

    def open(self, path: Path, annotator: str, everyone: bool = True) -> None:
        """Opens a project in place of the one that is open; raises UserError and keeps the old one."""
        self.adopt(Project.open(path, annotator, everyone))

    def adopt(self, project: Project) -> None:
        """Takes over an open project."""
        self.close()
        self.project = project
        project.least_score = self.sieve.least
        self._codebook = project.codebook
        # A window must not stand still while another one writes to the whole corpus.
        project.wait_at_most(PATIENCE_S)
        self._timer.start()
        self.project_changed.emit()

    def close(self) -> None:
        """Closes the project, if there is one."""
        if self.project is None:
            return
        self._timer.stop()
        self.project.close()
        self.project = None
        self._set_article(None)
        self.project_changed.emit()

    def show(self, article_id: int | None) -> None:
        """Reads an article from the file and makes it the current one."""
        self._set_article(article_id)

    def set_annotator(self, name: str) -> None:
        """From now on labels are this person's."""
        if self.project is not None and self.project.annotator != name:
            self.project.annotator = name
            self._read_again()

    def set_everyone(self, everyone: bool) -> None:
        """Whether other annotators' labels are shown."""
        if self.project is not None and self.project.everyone != everyone:
            self.project.everyone = everyone
            self._read_again()

    def _read_again(self) -> None:
        self._set_article(self.article.id if self.article else None)
        self.corpus_changed.emit()

    def run(self, command: commands.Command) -> Change | None:
        """Does it. Whatever a person can mend is told by `failed`, and nothing has changed then.

        That includes a text that another window has just corrected: the places were chosen in the old one.
        """
        if self.project is None:
            return None
        shown = self.article
        self.poll()
        if _is_corrected(shown, self.article) and getattr(command, "article_id", None) == shown.id:
            self.failed.emit(self.tr("Somebody else has just corrected this text; please look at it again."))
            return None
        try:
            change = self.project.apply(command)
        except UserError as error:
            self.failed.emit(str(error))
            return None
        if change is not None:
            self.take(change)
        return change

    def undo(self) -> Change | None:
        """Takes back the last change; the article it was made in is shown."""
        return self._revert(redo=False)

    def redo(self) -> Change | None:
        """Brings back what undo took back; the article it is in is shown."""
        return self._revert(redo=True)

    def _revert(self, redo: bool) -> Change | None:
        if self.project is None:
            return None
        try:
            change = self.project.redo() if redo else self.project.undo()
        except UserError as error:
            self.failed.emit(str(error))
            if isinstance(error, ConflictError):
                self.conflict.emit(redo)
            return None
        if change is None:
            self.nothing_left.emit(redo)
        else:
            self.take(change)
        return change

    def poll(self) -> None:
        """Shows what other windows and programs have changed in the file."""
        if self.project is None:
            return
        try:
            for change in self.project.poll():
                self.take(change, ours=False)
            self._upkeep.note("")
        except UserError as error:
            self._upkeep.note(str(error))

    def take(self, change: Change, ours: bool = True) -> None:
        """Brings what is on screen up to a change that is in the file: ``ours``, or made somewhere else."""
        if self.project is not None and self.project.codebook is not self._codebook:
            self._codebook = self.project.codebook
            self.codebook_changed.emit()
        self.changed.emit(change)
        many = change.bulk or change.wide
        here = self.article.id if self.article is not None else None
        own = [row for row in change.rows if here is not None and row.article_id == here]
        if here is not None and (many or any(row.table == "article" for row in own)):
            self._reread_article(here)
        else:
            self._take_rows(own)
        for table, signal in (("actor", self.actors_changed), ("concept", self.concepts_changed)):
            ids = [row.row_id for row in change.rows if row.table == table]
            if ids or many:
                signal.emit([] if many else ids)
        touched = dict.fromkeys(row.article_id for row in change.rows if row.article_id)
        if touched:
            self.articles_touched.emit(list(touched))
        if many or any(row.table == "article" and None in (row.before, row.after) for row in change.rows):
            self.corpus_changed.emit()
        if change.command != BY_ITSELF:
            self.saved.emit()
            if ours:
                self.succeeded.emit()

    def _take_rows(self, rows: list[RowChange]) -> None:
        """Brings the article on screen up to rows of it that have changed."""
        tables = {row.table for row in rows}
        for row in rows:
            match row.table:
                case "span":
                    self._take_span(row)
                case "suggestion":
                    self.sieve.take(row)
                case "relation" | "suggestion_relation":
                    self._take_relation(row)
                case "zone":
                    _put(self.zones, row, zone_from_row)
                case "comment":
                    _put(self.comments, row, comment_from_row)
        if "article_state" in tables and self.project is not None and self.article is not None:
            self.state = self.project.state(self.article.id)
        sifted = self._sift() if tables & {"suggestion", "suggestion_relation", "article_state"} else []
        # What links is told after what is linked.
        for span_id in dict.fromkeys(row.row_id for row in rows if row.table == "span"):
            self.span_changed.emit(span_id)
        if sifted:
            self.spans_changed.emit(sifted)
        for relation_id in dict.fromkeys(row.row_id for row in rows if row.table in _RELATIONS):
            self.relation_changed.emit(relation_id)
        if "zone" in tables:
            self.zones_changed.emit()
        if "comment" in tables:
            self.comments_changed.emit()

    def _take_span(self, row: RowChange) -> None:
        before = self.spans.get(row.row_id)
        if before is not None and not before.is_open:
            self.counts[before.label] -= 1
            del self.spans[row.row_id]
        if row.after is not None and self._is_shown(row):
            self.spans[row.row_id] = span = span_from_row(row.after)
            self.counts[span.label] += 1

    def _sift(self) -> list[str]:
        """Shows the suggestions that are to be shown now; the ids of those that came, went or changed."""
        changed = []
        for id_ in self.sieve.sift(self.relations.values(), self.state):
            there = self.spans.get(id_)
            # Accepting keeps the id: the suggestion that goes must not take the new span away.
            if there is None or there.is_open:
                changed.append(id_)
                self.spans.pop(id_, None)
                if id_ in self.sieve.shown:
                    self.spans[id_] = self.sieve.shown[id_]
        return changed

    def _take_relation(self, row: RowChange) -> None:
        shown = row.after if self._is_shown(row) else None
        if shown is not None:
            self.relations[row.row_id] = relation_from_row(shown)
        elif row.row_id in self.relations:
            is_open = self.relations[row.row_id].origin.decision == "open"
            if is_open == (row.table == "suggestion_relation"):
                del self.relations[row.row_id]

    def _is_shown(self, row: RowChange) -> bool:
        if row.after is None or self.project is None:
            return False
        if row.table.startswith("suggestion"):
            return bool(row.after["decision"] == "open") and not self.sieve.hidden
        return self.project.everyone or row.after["annotator"] == self.project.annotator

    def _reread_article(self, article_id: int) -> None:
        opened = self.project.load(article_id) if self.project else None
        if opened is None or _differs(self, opened):
            self._set_article(article_id)
        else:
            self._take_suggestions(opened)

    def _take_suggestions(self, opened: OpenArticle) -> None:
        """Shows the suggestions that are in the file now; all else, and what the person does, stays as it is."""
        before, self.relations = self.relations, self._shown_relations(opened)
        links = [id_ for id_ in {**before, **self.relations} if before.get(id_) != self.relations.get(id_)]
        self.sieve.fill(span for span in opened.spans if span.is_open)
        self.state = opened.state
        changed = self._sift()
        if changed:
            self.spans_changed.emit(changed)
        for relation_id in links:
            self.relation_changed.emit(relation_id)

    def _shown_relations(self, opened: OpenArticle) -> dict[str, Relation]:
        return {r.id: r for r in opened.relations if not (self.sieve.hidden and _is_open(r))}

    def _set_article(self, article_id: int | None) -> None:
        opened = None
        try:
            opened = self.project.load(article_id) if self.project and article_id is not None else None
        except UserError as error:
            self.failed.emit(str(error))
        self.article = opened.article if opened else None
        found = opened.spans if opened else []
        self.state = opened.state if opened else State.NEW
        self.relations = self._shown_relations(opened) if opened else {}
        self.sieve.fill(span for span in found if span.is_open)
        self.sieve.sift(self.relations.values(), self.state)
        self.spans = {span.id: span for span in found if not span.is_open or span.id in self.sieve.shown}
        self.counts = Counter(span.label for span in self.spans.values() if not span.is_open)
        self.zones = {zone.id: zone for zone in opened.zones} if opened else {}
        self.comments = {comment.id: comment for comment in opened.comments} if opened else {}
        self.article_changed.emit()


def _is_corrected(shown: Article | None, now: Article | None) -> TypeGuard[Article]:
    return shown is not None and now is not None and now.id == shown.id and now.text != shown.text


def _put(into: dict[str, _Item], row: RowChange, make: Callable[[Row], _Item]) -> None:
    into.pop(row.row_id, None)
    if row.after is not None:
        into[row.row_id] = make(row.after)


def _differs(session: Session, opened: OpenArticle) -> bool:
    """Whether the file holds the article, or anything of it but suggestions, otherwise than it is shown."""
    return opened.article != session.article or any(
        {item.id: item for item in found if not _is_open(item)}
        != {id_: item for id_, item in shown.items() if not _is_open(item)}
        for found, shown in (
            (opened.spans, session.spans),
            (opened.relations, session.relations),
            (opened.zones, session.zones),
            (opened.comments, session.comments),
        )
    )


def _is_open(item: object) -> bool:
    return isinstance(item, (Span, Relation)) and item.origin.decision == "open"
