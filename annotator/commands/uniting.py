"""Making one span of two that have come to be the same: by another codebook, or by a corrected text."""

from __future__ import annotations

from dataclasses import replace

from annotator.commands.base import has_room
from annotator.commands.spans import require_span
from annotator.core.codebook import Codebook
from annotator.core.models import Relation, Span
from annotator.store.annotations import attributes_text, relations_of, suggested_relations
from annotator.store.comments import comments
from annotator.store.history import Recorder


def unite(recorder: Recorder, codebook: Codebook, article_id: int, kept_id: str, dropped_id: str) -> None:
    """Leaves one of two spans, with what the other has more and what hangs on it, as ``codebook`` has room for."""
    kept, dropped = (require_span(recorder, article_id, id_) for id_ in (kept_id, dropped_id))
    columns = {
        "attributes": attributes_text(dropped.attributes | kept.attributes),
        "actor_id": kept.actor_id or dropped.actor_id,
        "concept_id": kept.concept_id or dropped.concept_id,
        "note": kept.note or dropped.note,
    }
    recorder.update("span", article_id, kept_id, **columns, updated_at=recorder.at)
    move_links(recorder, codebook, "relation", dropped_id, kept)
    move_links(recorder, codebook, "suggestion_relation", dropped_id, kept)
    for comment in comments(recorder.conn, article_id):
        if comment.span_id == dropped_id:
            recorder.update("comment", article_id, comment.id, span_id=kept_id)
    recorder.delete("span", article_id, dropped_id)


def move_links(recorder: Recorder, codebook: Codebook, table: str, old: str, new: Span) -> None:
    """Hangs the links of one span on another, save those that it has already or has no room for: they go."""

    def those_of(span_id: str) -> list[Relation]:
        if table == "relation":
            return relations_of(recorder.conn, new.article_id, span_id)
        proposed = suggested_relations(recorder.conn, new.article_id)
        return [link for link in proposed if span_id in (link.head, link.child)]

    for link in those_of(old):
        head, child = (new.id if end == old else end for end in (link.head, link.child))
        moved = replace(link, head=head, child=child)
        if head != child and has_room(codebook, new.label, moved, those_of(new.id)):
            recorder.update(table, link.article_id, link.id, head=head, child=child)
        else:
            recorder.delete(table, link.article_id, link.id)
