"""Labelling: adding, relabelling, resizing and deleting spans, their notes and attributes."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import ClassVar

from annotator.commands.base import allows, mark_started, require_inside, text_length
from annotator.core.codebook import Codebook
from annotator.core.errors import UserError
from annotator.core.fitting import fits
from annotator.core.identity import new_id
from annotator.core.models import HUMAN, AttributeValue, Origin, Relation, Segments, Span
from annotator.core.offsets import clean_text, normalise_segments
from annotator.store.annotations import (
    attributes_text,
    origin_text,
    relations_of,
    segments_text,
    span_from_row,
    span_row,
    suggested_relations,
    twin,
)
from annotator.store.history import Recorder


@dataclass(frozen=True, slots=True)
class AddSpan:
    """Labels a stretch of text (segments in code points). Attributes not given take the codebook's defaults."""

    name: ClassVar[str] = "add span"
    article_id: int
    label: str
    segments: Segments
    attributes: dict[str, AttributeValue] = field(default_factory=dict)
    id: str = field(default_factory=new_id)

    def run(self, recorder: Recorder, codebook: Codebook) -> None:
        label = codebook.require_label(self.label)
        segments = _segments(self.segments)
        require_inside(text_length(recorder, self.article_id), segments)
        span = Span(
            id=self.id,
            article_id=self.article_id,
            annotator=recorder.annotator,
            label=self.label,
            segments=segments,
            attributes=checked_attributes(codebook, self.label, label.defaults | self.attributes),
            created_at=recorder.at,
            updated_at=recorder.at,
        )
        _refuse_twin(recorder, span)
        recorder.insert("span", span_row(span))
        mark_started(recorder, self.article_id)


@dataclass(frozen=True, slots=True)
class RelabelSpan:
    """Gives a span another label; values, links and relations that the new label can't have go with the old one.

    So do links that were proposed: whoever says what the span is has said no to them.
    """

    name: ClassVar[str] = "relabel span"
    article_id: int
    span_id: str
    label: str

    def run(self, recorder: Recorder, codebook: Codebook) -> None:
        label = codebook.require_label(self.label)
        span = require_span(recorder, self.article_id, self.span_id)
        if span.label == self.label:
            return
        kept = {name: value for name, value in span.attributes.items() if fits(label, name, value)}
        _refuse_twin(recorder, replace(span, label=self.label))
        _update(
            recorder,
            span,
            label=self.label,
            attributes=attributes_text(checked_attributes(codebook, self.label, label.defaults | kept)),
            # A link into a register that the new label doesn't point to would be nonsense.
            actor_id=span.actor_id if label.points_to == "actor" else None,
            concept_id=span.concept_id if label.points_to == "concept" else None,
        )
        for relation in relations_of(recorder.conn, self.article_id, self.span_id):
            head = require_span(recorder, self.article_id, relation.head).label
            child = require_span(recorder, self.article_id, relation.child).label
            if not allows(codebook, relation.label, head, child):
                recorder.delete("relation", self.article_id, relation.id)
        for link in suggested_relations(recorder.conn, self.article_id):
            if self.span_id in (link.head, link.child) and not self._keeps(recorder, codebook, link):
                recorder.update("suggestion_relation", self.article_id, link.id, decision="rejected")

    def _keeps(self, recorder: Recorder, codebook: Codebook, link: Relation) -> bool:
        """Whether a proposed link may go from and to what its ends are now, spans or suggestions."""
        ends = [
            recorder.read("span", self.article_id, id_) or recorder.read("suggestion", self.article_id, id_)
            for id_ in (link.head, link.child)
        ]
        head, child = (None if end is None else str(end["label"]) for end in ends)
        return head is not None and child is not None and allows(codebook, link.label, head, child)


@dataclass(frozen=True, slots=True)
class ResizeSpan:
    """Gives a span other segments."""

    name: ClassVar[str] = "resize span"
    article_id: int
    span_id: str
    segments: Segments

    def run(self, recorder: Recorder, codebook: Codebook) -> None:
        segments = _segments(self.segments)
        require_inside(text_length(recorder, self.article_id), segments)
        span = require_span(recorder, self.article_id, self.span_id)
        if segments == span.segments:
            return
        _refuse_twin(recorder, replace(span, segments=segments))
        _update(
            recorder,
            span,
            start=segments[0][0],
            end=segments[-1][1],
            segments=segments_text(segments),
        )


@dataclass(frozen=True, slots=True)
class DeleteSpans:
    """Deletes spans and the relations that hang on them."""

    name: ClassVar[str] = "delete span"
    article_id: int
    span_ids: tuple[str, ...]

    def run(self, recorder: Recorder, codebook: Codebook) -> None:
        for span_id in self.span_ids:
            for relation in relations_of(recorder.conn, self.article_id, span_id):
                recorder.delete("relation", self.article_id, relation.id)
            recorder.delete("span", self.article_id, span_id)


@dataclass(frozen=True, slots=True)
class SetNote:
    """Writes, replaces or (None, blank) removes a span's note; white space at its end goes."""

    name: ClassVar[str] = "set note"
    article_id: int
    span_id: str
    note: str | None

    def run(self, recorder: Recorder, codebook: Codebook) -> None:
        span = require_span(recorder, self.article_id, self.span_id)
        note = clean_text(self.note or "").rstrip() or None
        if note != span.note:
            _update(recorder, span, note=note)


@dataclass(frozen=True, slots=True)
class SetAttribute:
    """Sets one attribute of a span; None unsets it."""

    name: ClassVar[str] = "set attribute"
    article_id: int
    span_id: str
    attribute: str
    value: AttributeValue

    def run(self, recorder: Recorder, codebook: Codebook) -> None:
        span = require_span(recorder, self.article_id, self.span_id)
        attributes = checked_attributes(codebook, span.label, span.attributes | {self.attribute: self.value})
        if attributes != span.attributes:
            _update(recorder, span, attributes=attributes_text(attributes))


def require_span(recorder: Recorder, article_id: int, span_id: str) -> Span:
    """The span, or a UserError."""
    row = recorder.read("span", article_id, span_id)
    if row is None:
        raise UserError("This span is not there any more.")
    return span_from_row(row)


def edited(origin: Origin) -> Origin:
    """The origin of a span that a person changes: a suggestion taken over counts as edited from then on."""
    return origin if origin.kind in (HUMAN.kind, "import") else replace(origin, decision="edited")


def _update(recorder: Recorder, span: Span, **columns: object) -> None:
    touches_claim = {"label", "start", "end", "segments"} & columns.keys()
    if touches_claim and edited(span.origin) != span.origin:
        columns["origin"] = origin_text(edited(span.origin))
    recorder.update("span", span.article_id, span.id, **columns, updated_at=recorder.at)


def _segments(segments: Segments) -> Segments:
    try:
        return normalise_segments(segments)
    except ValueError as error:
        raise UserError(f"Nothing was labelled: {error}.") from error


def _refuse_twin(recorder: Recorder, span: Span) -> None:
    """The same stretch with the same label twice in one layer would count twice in every table."""
    if twin(recorder.conn, span):
        raise UserError(f"This stretch carries the label {span.label} already.")


def checked_attributes(
    codebook: Codebook, label: str, attributes: dict[str, AttributeValue]
) -> dict[str, AttributeValue]:
    """The attributes that are set, as the label can have them; a UserError where it can't."""
    known = {a.name: a for a in codebook.require_label(label).attributes}
    checked: dict[str, AttributeValue] = {}
    for name, value in attributes.items():
        if name not in known:
            raise UserError(f"The label {label} has no attribute {name!r}.")
        try:
            value = known[name].check(clean_text(value) if isinstance(value, str) else value)
        except ValueError as error:
            raise UserError(f"{str(error)[:1].upper()}{str(error)[1:]}.") from error
        if value is not None:
            checked[name] = value
    return checked
