"""Deciding on what a suggester proposes: accepting makes data, rejecting is remembered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import ClassVar

from annotator.commands.base import allows, has_room, mark_started
from annotator.commands.segments import AddSegment, RemoveSegment
from annotator.commands.spans import RelabelSpan, ResizeSpan, SetAttribute, edited, require_span
from annotator.core.chains import chain, left_without_use
from annotator.core.codebook import Codebook
from annotator.core.errors import UserError
from annotator.core.models import Relation, Span
from annotator.store.annotations import (
    origin_text,
    relation_row,
    relations_of,
    span_from_row,
    span_row,
    spans,
    suggested_relations,
    suggestions,
    twin,
)
from annotator.store.history import Recorder

Edit = RelabelSpan | ResizeSpan | SetAttribute | AddSegment | RemoveSegment


@dataclass(frozen=True, slots=True)
class AcceptSuggestions:
    """Makes spans of suggestions, with all that their links lead to.

    A quote comes with its cue and its speaker, a claim with its claimant and its quote, which brings its own.
    """

    name: ClassVar[str] = "accept suggestion"
    article_id: int
    suggestion_ids: tuple[str, ...]

    def run(self, recorder: Recorder, codebook: Codebook) -> None:
        accept(recorder, codebook, self.article_id, self.suggestion_ids)


@dataclass(frozen=True, slots=True)
class AcceptLinks:
    """Takes over what is proposed to belong to a span: its links, and the suggestions that they lead to."""

    name: ClassVar[str] = "accept suggestion"
    article_id: int
    span_id: str

    def run(self, recorder: Recorder, codebook: Codebook) -> None:
        require_span(recorder, self.article_id, self.span_id)
        accept(recorder, codebook, self.article_id, (), head=self.span_id)


@dataclass(frozen=True, slots=True)
class EditSuggestion:
    """Takes a suggestion over, with all that its links lead to, and changes the span that it becomes.

    ``edit`` names the suggestion as its span. The span counts as edited, unless nothing was left to change.
    """

    name: ClassVar[str] = "edit suggestion"
    article_id: int
    edit: Edit

    def run(self, recorder: Recorder, codebook: Codebook) -> None:
        span_id = accept(recorder, codebook, self.article_id, (self.edit.span_id,))[self.edit.span_id]
        before = len(recorder.rows)
        replace(self.edit, span_id=span_id).run(recorder, codebook)
        if len(recorder.rows) > before:
            origin = edited(require_span(recorder, self.article_id, span_id).origin)
            recorder.update("span", self.article_id, span_id, origin=origin_text(origin))


@dataclass(frozen=True, slots=True)
class RejectSuggestion:
    """Says no to a suggestion, to the links that were proposed for it, and to what is of no use without it."""

    name: ClassVar[str] = "reject suggestion"
    article_id: int
    suggestion_id: str

    def run(self, recorder: Recorder, codebook: Codebook) -> None:
        row = recorder.read("suggestion", self.article_id, self.suggestion_id)
        if row is None or not span_from_row(row).is_open or row["decision"] != "open":
            raise UserError("This suggestion has been decided on already.")
        open_ = {s.id: s for s in suggestions(recorder.conn, self.article_id)}
        links = suggested_relations(recorder.conn, self.article_id)
        rejected = [self.suggestion_id, *left_without_use(self.suggestion_id, links, open_, codebook)]
        for id_ in rejected:
            recorder.update("suggestion", self.article_id, id_, decision="rejected")
        for relation in links:
            if not {relation.head, relation.child}.isdisjoint(rejected):
                recorder.update("suggestion_relation", self.article_id, relation.id, decision="rejected")


def accept(
    recorder: Recorder,
    codebook: Codebook,
    article_id: int,
    suggestion_ids: Iterable[str],
    head: str | None = None,
) -> dict[str, str]:
    """Makes spans of suggestions and all that their links lead to; the id of the span of each.

    That is the annotator's own span where there was the same already. ``head`` is a span that is there, whose
    proposed links are taken over, too. Raises UserError if nothing is open.
    """
    open_ = {s.id: s for s in suggestions(recorder.conn, article_id)}
    links = suggested_relations(recorder.conn, article_id)
    own = [link for link in links if link.head == head]
    taken = chain((*suggestion_ids, *(link.child for link in own)), links, open_)
    if not taken and not own:
        raise UserError("This suggestion has been decided on already.")
    accepted = {id_: accept_span(recorder, open_[id_]) for id_ in taken}
    labels = {s.id: s.label for s in spans(recorder.conn, article_id)}
    for relation in links:
        begin, child = accepted.get(relation.head, relation.head), accepted.get(relation.child, relation.child)
        concerned = relation in own or {relation.head, relation.child} & accepted.keys()
        if not concerned or not {begin, child} <= labels.keys():
            continue
        link = replace(relation, head=begin, child=child)
        there = [r for r in relations_of(recorder.conn, article_id, begin) if r.child != child]
        if allows(codebook, link.label, labels[begin], labels[child]) and has_room(
            codebook, labels[begin], link, there
        ):
            accept_relation(recorder, link)
        else:  # what is linked otherwise by now; a file from before links went with a label may hold more
            recorder.update("suggestion_relation", article_id, relation.id, decision="rejected")
    mark_started(recorder, article_id)
    return accepted


def accept_span(recorder: Recorder, suggestion: Span) -> str:
    """Makes a span of it; the id of that, or of the annotator's own where there was the same already."""
    span = replace(
        suggestion,
        annotator=recorder.annotator,
        origin=replace(suggestion.origin, decision="accepted"),
        created_at=recorder.at,
        updated_at=recorder.at,
    )
    own = twin(recorder.conn, span)
    if own is None:
        recorder.insert("span", span_row(span))
    recorder.update("suggestion", span.article_id, suggestion.id, decision="accepted")
    return own or span.id


def accept_relation(recorder: Recorder, suggestion: Relation) -> None:
    """Makes a relation of one that is proposed, unless there is the same already. Its ends are spans."""
    relation = replace(
        suggestion,
        annotator=recorder.annotator,
        origin=replace(suggestion.origin, decision="accepted"),
        created_at=recorder.at,
    )
    there = relations_of(recorder.conn, relation.article_id, relation.head)
    if not any((r.label, r.head, r.child) == (relation.label, relation.head, relation.child) for r in there):
        recorder.insert("relation", relation_row(relation))
    recorder.update("suggestion_relation", relation.article_id, suggestion.id, decision="accepted")
