"""Labels that a file has of an article that is in the project already: they go into its layers, by annotator.

So two copies of one project, each with another person's labels, become one. Nothing that is there is changed. Of
an archive with a layer for each annotator of a text the first brings the article, and the others join it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property

from annotator.core.codebook import Codebook
from annotator.core.identity import new_id
from annotator.core.models import Actor, Comment, Concept, Draft, Relation, Segments, Span, State
from annotator.core.offsets import Cut
from annotator.store import annotations as layers
from annotator.store.answers import Answer, Conflict, Duplicate, Merged
from annotator.store.comments import comment_row, comments
from annotator.store.history import Recorder

# Rows whose ids must differ: an accepted suggestion keeps its id.
_SHARING = {
    "span": ("span", "suggestion"),
    "suggestion": ("span", "suggestion"),
    "relation": ("relation", "suggestion_relation"),
    "suggestion_relation": ("relation", "suggestion_relation"),
    "comment": ("comment",),
}
_WHOLE = "a copy's labels can be added if it was exported with its zones, --keep-zones"
_CORRECTED = (
    "if the text was corrected in one of two copies, make the same correction (F4) here, and import it again"
)


class Merging:
    """Adds the layers of drafts to the articles whose texts they have.

    Left out is what is there: of the same id and annotator, or of the same annotator, label and segments. An id
    that something else has is replaced by a new one.
    """

    def __init__(self, recorder: Recorder, every: bool) -> None:
        """``every``: not only layers that join the article that another one of their archive brought."""
        self._recorder = recorder
        self._every = every

    @cached_property
    def _codebook(self) -> Codebook:
        return layers.codebook(self._recorder.conn)[1]

    def answer(self, draft: Draft, answer: Answer) -> Answer:
        """What becomes of a draft that would have this answer without merging."""
        joins = isinstance(answer, Duplicate) and bool(draft.package) and self._joins(draft, answer)
        if isinstance(answer, int) or not (joins or (self._every and _has_layer(draft))):
            return answer
        if isinstance(answer, Conflict):
            return Conflict(f"{answer} ({_WHOLE if self._lacks_zones(draft) else _CORRECTED})")
        key = str(answer)
        id_, text = self._recorder.conn.execute(
            "select id, text from article where key = ? and deleted = 0", (key,)
        ).fetchone()
        if text != draft.article.text:
            return Conflict(
                f"its labels can't be added to {key!r}, whose text has other white space: they would shift"
            )
        merged = _Article(self._recorder, self._codebook, id_, draft).merge(key)
        return replace(merged, layer=draft.annotator or "") if joins else merged

    def _joins(self, draft: Draft, key: str) -> bool:
        """Whether the article came in this archive, and the draft's annotator has never said anything of it."""
        said = " ".join(
            f"and not exists (select 1 from {table} where article_id = article.id and annotator = :annotator)"
            for table in ("span", "relation", "comment", "article_state")
        )
        found = self._recorder.conn.execute(
            f"select 1 from article where key = :key and deleted = 0 and instr(file, :package) = 1 {said}",
            {"key": key, "annotator": draft.annotator, "package": draft.package},
        )
        return found.fetchone() is not None

    def _lacks_zones(self, draft: Draft) -> bool:
        """Whether the text of a draft is that of the article of its id without what is no article text there."""
        conn = self._recorder.conn
        row = conn.execute(
            "select id, text from article where key = ? and deleted = 0", (draft.article.key,)
        ).fetchone()
        zones = [(zone.start, zone.end) for zone in layers.zones(conn, row[0])] if row else []
        return bool(zones) and Cut(row[1], zones).text == draft.article.text


def _has_layer(draft: Draft) -> bool:
    """Whether a draft says anything of its article that belongs to an annotator's layer."""
    return bool(draft.spans or draft.comments) or draft.state is not State.NEW


class _Article:
    """One article that the layers of a draft are added to."""

    def __init__(self, recorder: Recorder, codebook: Codebook, article_id: int, draft: Draft) -> None:
        self._recorder = recorder
        self._codebook = codebook
        self._article_id = article_id
        self._draft = draft
        conn = recorder.conn
        self._rows = {table: _owners(conn, table, article_id) for table in _SHARING}
        self._spans = layers.spans(conn, article_id)
        # What the file's spans are called here, and the labels of all that a relation may link.
        self._ids: dict[str, str] = {}
        self._labels = {span.id: span.label for span in self._spans}
        self._names: set[str] = set()

    def merge(self, key: str) -> Merged:
        done = Merged(key)
        fresh = self._fresh_spans(done)
        proposed = self._fresh_suggestions(fresh)
        done.entries = self._register([*fresh, *proposed])
        for span in fresh:
            self._recorder.insert("span", layers.span_row(span))
        for span in proposed:
            more = {"reason": None, "decision": "open", "score": span.origin.score}
            self._recorder.insert("suggestion", layers.span_row(span) | more)
        done.labels, done.suggestions = len(fresh), len(proposed)
        done.relations = self._add_relations({span.id for span in fresh})
        done.comments = self._add_comments()
        self._add_state(done)
        self._recorder.conn.executemany(
            "insert or ignore into annotator values (?, ?)",
            [(name, self._recorder.at) for name in sorted(self._names)],
        )
        return done

    def _owner(self, annotator: str) -> str:
        return annotator or self._draft.annotator or self._recorder.annotator

    def _fresh_spans(self, done: Merged) -> list[Span]:
        there: dict[tuple[str, str, Segments], str] = {}
        for span in self._spans:
            there.setdefault((span.annotator, span.label, span.segments), span.id)
        fresh = []
        for span in self._draft.spans:
            if span.is_open:
                continue
            name = self._owner(span.annotator)
            known, place = self._known("span", span.id, name), (name, span.label, span.segments)
            id_ = span.id if known == "there" else there.get(place)
            if id_ is not None:
                done.there += 1
            elif known == "deleted":
                done.deleted += 1
                continue
            else:
                id_ = self._free_id("span", span.id, name)
                fresh.append(self._own(span, id_, name))
                self._labels[id_] = span.label
            self._ids[span.id] = id_
        return fresh

    def _fresh_suggestions(self, fresh: list[Span]) -> list[Span]:
        """The open suggestions whose place is neither labelled nor suggested, be it that it was rejected."""
        if not any(span.is_open for span in self._draft.spans):
            return []
        conn, place = self._recorder.conn, self._article_id
        is_open = {span.id: span.label for span in layers.suggestions(conn, place)}
        self._labels |= is_open
        there: dict[tuple[str, Segments], str] = {}
        for one in (*self._spans, *fresh, *layers.suggestions(conn, place, decided=True)):
            there.setdefault((one.label, one.segments), one.id)
        proposed = []
        for span in self._draft.spans:
            if not span.is_open:
                continue
            id_ = there.get((span.label, span.segments))
            if id_ is None:
                name = self._owner(span.annotator)
                id_ = there[span.label, span.segments] = self._free_id("suggestion", span.id, name)
                proposed.append(self._own(span, id_, name))
                self._labels[id_] = span.label
            if id_ in self._labels:
                self._ids[span.id] = id_
        return proposed

    def _own(self, span: Span, id_: str, name: str) -> Span:
        self._names.add(name)
        at = self._recorder.at
        return replace(
            span,
            id=id_,
            article_id=self._article_id,
            annotator=name,
            created_at=span.created_at or at,
            updated_at=span.updated_at or at,
        )

    def _register(self, spans: Iterable[Span]) -> int:
        """Puts the entries that added spans point to into the registers where these lack them; how many do."""
        actors: dict[str, Actor] = {}
        concepts: dict[str, Concept] = {}
        for span in spans:
            if span.actor_id in self._draft.actors:
                actors[span.actor_id] = self._draft.actors[span.actor_id]
            id_ = span.concept_id
            while id_ in self._draft.concepts and id_ not in concepts:
                concepts[id_] = self._draft.concepts[id_]
                id_ = concepts[id_].parent
        at = self._recorder.at
        rows = [("actor", layers.actor_row(actor, at)) for actor in actors.values()]
        rows += [("concept", layers.concept_row(concept, at)) for concept in concepts.values()]
        lacking = [(table, row) for table, row in rows if self._recorder.read(table, 0, row["id"]) is None]
        for table, row in lacking:
            self._recorder.insert(table, row)
        return len(lacking)

    def _add_relations(self, fresh: set[str]) -> int:
        if not self._draft.relations:
            return 0
        conn, place = self._recorder.conn, self._article_id
        real = layers.relations(conn, place)
        proposed = layers.suggested_relations(conn, place, decided=True)
        owned = {(r.annotator, r.label, r.head, r.child) for r in real}
        linked = {(r.label, r.head, r.child) for r in (*real, *proposed)}
        heads = {(r.label, r.head) for r in real}
        origins = {span.id: span.origin for span in self._draft.spans if span.is_open}
        added = 0
        for relation in self._draft.relations:
            head, child = self._ids.get(relation.head), self._ids.get(relation.child)
            if head is None or child is None or not self._may_link(relation.label, head, child):
                continue
            name, origin = self._owner(relation.annotator), relation.origin
            if origin.decision != "open" and (relation.head in origins or relation.child in origins):
                # As in any import: what links a suggestion is one itself.
                origin = replace(origins.get(relation.head) or origins[relation.child], score=None)
            table = "suggestion_relation" if origin.decision == "open" else "relation"
            if table == "relation":
                kind = self._codebook.relation(relation.label, self._labels[head])
                is_taken = kind is not None and not kind.many and (relation.label, head) in heads
                skip = (name, relation.label, head, child) in owned or (is_taken and head not in fresh)
            else:
                skip = (relation.label, head, child) in linked
            if skip or self._known(table, relation.id, name) is not None:
                continue
            link = Relation(
                self._free_id(table, relation.id, name),
                place,
                name,
                relation.label,
                head,
                child,
                origin,
                relation.created_at or self._recorder.at,
            )
            more = {"decision": "open"} if table == "suggestion_relation" else {}
            self._recorder.insert(table, layers.relation_row(link) | more)
            self._names.add(name)
            added += 1
        return added

    def _may_link(self, label: str, head: str, child: str) -> bool:
        """Whether the codebook has such a relation: an end that was there may have another label by now."""
        head_label, child_label = self._labels[head], self._labels[child]
        kind = self._codebook.relation(label, head_label)
        return kind is not None and head_label in kind.head and child_label in kind.child

    def _add_comments(self) -> int:
        if not self._draft.comments:
            return 0
        there = {(c.annotator, c.span_id, c.text) for c in comments(self._recorder.conn, self._article_id)}
        added = 0
        for comment in self._draft.comments:
            name = self._owner(comment.annotator)
            # On a span that was deleted here a comment may stay.
            span_id = comment.span_id and self._ids.get(comment.span_id, comment.span_id)
            known = self._known("comment", comment.id, name)
            if known is not None or (name, span_id, comment.text) in there:
                continue
            at = self._recorder.at
            said = Comment(
                self._free_id("comment", comment.id, name),
                self._article_id,
                span_id,
                name,
                comment.text,
                comment.open,
                comment.created_at or at,
                comment.updated_at or at,
            )
            self._recorder.insert("comment", comment_row(said))
            self._names.add(name)
            added += 1
        return added

    def _add_state(self, done: Merged) -> None:
        """Adds the state of the draft's annotator; if another is there, says that it stays."""
        state, name = self._draft.state, self._owner("")
        if state is State.NEW:
            return
        row = self._recorder.read("article_state", self._article_id, name)
        if row is not None:
            if row["state"] != state.value:
                done.state = f"it stays {row['state']} for {name} ({state.value} in the file)"
            return
        key = {"article_id": self._article_id, "annotator": name}
        values = {
            "state": state.value,
            "reason": self._draft.reason,
            "updated_at": self._recorder.at,
            "deleted": 0,
        }
        self._recorder.insert("article_state", key | values)
        self._names.add(name)
        done.states = 1

    def _known(self, table: str, row_id: str, annotator: str) -> str | None:
        """ "there" or "deleted" of an annotator's row that has this id; None if there is none, or undo took it."""
        owner, deleted = self._rows[table].get(row_id, ("", 0))
        if owner != annotator:
            return None
        if not deleted:
            return "there"
        return None if self._was_undone(table, row_id) else "deleted"

    def _free_id(self, table: str, row_id: str, annotator: str) -> str:
        """The id for a new row: the file's, unless something else has it or had it."""
        others = [self._rows[other].get(row_id) for other in _SHARING[table] if other != table]
        owner, deleted = self._rows[table].get(row_id, (annotator, 1))
        is_free = owner == annotator and deleted and not any(others)
        return row_id if is_free else new_id()

    def _was_undone(self, table: str, row_id: str) -> bool:
        found = self._recorder.conn.execute(
            """select c.kind from change_row r join change c on c.id = r.change_id
            where r.row_id = ? and r.article_id = ? and r.tbl = ? order by c.id desc limit 1""",
            (row_id, self._article_id, table),
        ).fetchone()
        return found is not None and found[0] == "undo"


def _owners(conn: sqlite3.Connection, table: str, article_id: int) -> dict[str, tuple[str, int]]:
    """Whose each row of the article is, and whether it is deleted, by id."""
    found = conn.execute(f"select id, annotator, deleted from {table} where article_id = ?", (article_id,))
    return {id_: (annotator, deleted) for id_, annotator, deleted in found}
