"""Spans of several segments: adding and removing one, joining spans into one and taking it apart again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from annotator.commands.spans import DeleteSpans, ResizeSpan, edited, require_span
from annotator.commands.uniting import move_links
from annotator.core.codebook import Codebook
from annotator.core.errors import UserError
from annotator.core.identity import new_id
from annotator.core.models import AttributeValue, Relation, Segments, Span
from annotator.store.annotations import attributes_text, relation_row, relations_of, span_row, twin
from annotator.store.comments import comments
from annotator.store.history import Recorder


@dataclass(frozen=True, slots=True)
class AddSegment:
    """Adds the stretch ``start`` to ``end`` (code points) to a span; segments that it touches merge with it."""

    name: ClassVar[str] = "add segment"
    article_id: int
    span_id: str
    start: int
    end: int

    def run(self, recorder: Recorder, codebook: Codebook) -> None:
        span = require_span(recorder, self.article_id, self.span_id)
        segments = (*span.segments, (self.start, self.end))
        ResizeSpan(self.article_id, self.span_id, segments).run(recorder, codebook)


@dataclass(frozen=True, slots=True)
class RemoveSegment:
    """Takes the segment from ``start`` to ``end`` (code points) off a span, which keeps at least one."""

    name: ClassVar[str] = "remove segment"
    article_id: int
    span_id: str
    start: int
    end: int

    def run(self, recorder: Recorder, codebook: Codebook) -> None:
        span = require_span(recorder, self.article_id, self.span_id)
        kept = tuple(segment for segment in span.segments if segment != (self.start, self.end))
        if kept == span.segments:
            raise UserError("The span has no such segment any more.")
        if not kept:
            raise UserError("This is the span's only segment; delete the span instead.")
        ResizeSpan(self.article_id, self.span_id, kept).run(recorder, codebook)


@dataclass(frozen=True, slots=True)
class JoinSpans:
    """Makes one span of several with the same label: the first keeps its id and takes in the others' segments.

    What the first lacks (values, actor, concept) it takes from the others in their order; notes are put together;
    relations, proposed ones too, and comments move to it. The others are deleted. ``segments`` (code points) are
    taken in as well.
    """

    name: ClassVar[str] = "join spans"
    article_id: int
    span_ids: tuple[str, ...]
    segments: Segments = ()

    def run(self, recorder: Recorder, codebook: Codebook) -> None:
        spans = [require_span(recorder, self.article_id, id_) for id_ in dict.fromkeys(self.span_ids)]
        if len(spans) + len(self.segments) < 2 or not spans:
            raise UserError("Joining takes at least two spans.")
        if len({span.label for span in spans}) > 1:
            labels = " and ".join(dict.fromkeys(span.label for span in spans))
            raise UserError(f"Spans with different labels ({labels}) can't be joined.")
        if len({span.annotator for span in spans}) > 1:
            raise UserError("Spans of different annotators can't be joined.")
        first, others = spans[0], tuple(spans[1:])
        self._move_relations(recorder, codebook, first, others)
        self._move_comments(recorder, first, others)
        DeleteSpans(self.article_id, tuple(span.id for span in others)).run(recorder, codebook)
        segments = tuple(segment for span in spans for segment in span.segments)
        ResizeSpan(self.article_id, first.id, (*segments, *self.segments)).run(recorder, codebook)
        if not others:
            return
        notes = dict.fromkeys(span.note for span in spans if span.note)
        recorder.update(
            "span",
            self.article_id,
            first.id,
            attributes=attributes_text(_filled(spans)),
            actor_id=next((span.actor_id for span in spans if span.actor_id), None),
            concept_id=next((span.concept_id for span in spans if span.concept_id), None),
            note="\n".join(notes) or None,
            updated_at=recorder.at,
        )

    def _move_relations(
        self, recorder: Recorder, codebook: Codebook, first: Span, others: tuple[Span, ...]
    ) -> None:
        """Those that would be there twice, or lead from the span to itself, go with their span."""
        for span in others:
            for table in ("relation", "suggestion_relation"):
                move_links(recorder, codebook, table, span.id, first)

    def _move_comments(self, recorder: Recorder, first: Span, others: tuple[Span, ...]) -> None:
        gone = {span.id for span in others}
        for comment in comments(recorder.conn, self.article_id):
            if comment.span_id in gone:
                recorder.update("comment", self.article_id, comment.id, span_id=first.id)


@dataclass(frozen=True, slots=True)
class SplitSpan:
    """Makes a span of its own of each segment but the first, with the same values and relations.

    The first segment's span keeps the id and the comments.
    """

    name: ClassVar[str] = "split span"
    article_id: int
    span_id: str

    def run(self, recorder: Recorder, codebook: Codebook) -> None:
        span = require_span(recorder, self.article_id, self.span_id)
        if len(span.segments) < 2:
            raise UserError("This span has one segment only.")
        relations = relations_of(recorder.conn, self.article_id, self.span_id)
        ResizeSpan(self.article_id, self.span_id, span.segments[:1]).run(recorder, codebook)
        for segment in span.segments[1:]:
            piece = _piece(recorder, span, (segment,))
            recorder.insert("span", span_row(piece))
            for relation in relations:
                kind = codebook.relation(relation.label, span.label if relation.head == span.id else None)
                if relation.head == span.id or kind is None or kind.many:
                    copy = _copy(recorder, relation, span.id, piece.id)
                    recorder.insert("relation", relation_row(copy))


def _filled(spans: list[Span]) -> dict[str, AttributeValue]:
    """The first span's values, and of those that it lacks the next one's that has them."""
    values: dict[str, AttributeValue] = {}
    for span in spans:
        for name, value in span.attributes.items():
            if value is not None:
                values.setdefault(name, value)
    return values


def _piece(recorder: Recorder, span: Span, segments: Segments) -> Span:
    piece = replace(
        span,
        id=new_id(),
        segments=segments,
        origin=edited(span.origin),
        created_at=recorder.at,
        updated_at=recorder.at,
    )
    if twin(recorder.conn, piece):
        raise UserError(f"One of the segments carries the label {span.label} as a span of its own already.")
    return piece


def _copy(recorder: Recorder, relation: Relation, old: str, new: str) -> Relation:
    head, child = (new if end == old else end for end in (relation.head, relation.child))
    return replace(relation, id=new_id(), head=head, child=child, created_at=recorder.at)
