"""Making one span of two that have come to be the same: by another codebook, or by a corrected text."""

from __future__ import annotations

from collections.abc import Sequence

from annotator.commands.spans import require_span
from annotator.core.models import Relation
from annotator.store.annotations import attributes_text, relations_of, suggested_relations
from annotator.store.comments import comments
from annotator.store.history import Recorder


def unite(recorder: Recorder, article_id: int, kept_id: str, dropped_id: str) -> None:
    """Leaves one of two spans, with what the other has more and what hangs on it."""
    kept, dropped = (require_span(recorder, article_id, id_) for id_ in (kept_id, dropped_id))
    columns = {
        "attributes": attributes_text(dropped.attributes | kept.attributes),
        "actor_id": kept.actor_id or dropped.actor_id,
        "concept_id": kept.concept_id or dropped.concept_id,
        "note": kept.note or dropped.note,
    }
    recorder.update("span", article_id, kept_id, **columns, updated_at=recorder.at)
    move_links(recorder, "relation", relations_of(recorder.conn, article_id, dropped_id), dropped_id, kept_id)
    move_links(
        recorder, "suggestion_relation", suggested_relations(recorder.conn, article_id), dropped_id, kept_id
    )
    for comment in comments(recorder.conn, article_id):
        if comment.span_id == dropped_id:
            recorder.update("comment", article_id, comment.id, span_id=kept_id)
    recorder.delete("span", article_id, dropped_id)


def move_links(recorder: Recorder, table: str, links: Sequence[Relation], old: str, new: str) -> None:
    """Hangs the links of one span on another, save those that it has already."""
    for link in links:
        if old not in (link.head, link.child):
            continue
        head, child = (new if end == old else end for end in (link.head, link.child))
        if table == "relation":
            there = relations_of(recorder.conn, link.article_id, new)
        else:
            there = suggested_relations(recorder.conn, link.article_id)
        if head == child or any((r.label, r.head, r.child) == (link.label, head, child) for r in there):
            recorder.delete(table, link.article_id, link.id)
        else:
            recorder.update(table, link.article_id, link.id, head=head, child=child)
