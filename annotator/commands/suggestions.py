"""Deciding on what a suggester proposes: accepting makes data, rejecting is remembered."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from annotator.commands.base import allows, mark_started
from annotator.core.codebook import Codebook
from annotator.core.errors import UserError
from annotator.core.models import Relation, Span
from annotator.store.annotations import (
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


@dataclass(frozen=True, slots=True)
class AcceptSuggestions:
    """Makes spans of suggestions, with what they are linked to: a quote comes with its cue and its speaker."""

    name: ClassVar[str] = "accept suggestion"
    article_id: int
    suggestion_ids: tuple[str, ...]

    def run(self, recorder: Recorder, codebook: Codebook) -> None:
        open_ = {s.id: s for s in suggestions(recorder.conn, self.article_id)}
        links = suggested_relations(recorder.conn, self.article_id)
        wanted = [id_ for id_ in self.suggestion_ids if id_ in open_]
        if not wanted:
            raise UserError("This suggestion has been decided on already.")
        chain = dict.fromkeys(wanted)
        chain.update(dict.fromkeys(r.child for r in links if r.head in chain and r.child in open_))
        accepted = {id_: self._accept_span(recorder, open_[id_]) for id_ in chain}
        labels = {s.id: s.label for s in spans(recorder.conn, self.article_id)}
        for relation in links:
            head, child = accepted.get(relation.head, relation.head), accepted.get(relation.child, relation.child)
            if not {relation.head, relation.child} & accepted.keys() or not {head, child} <= labels.keys():
                continue
            if allows(codebook, relation.label, labels[head], labels[child]):
                self._accept_relation(recorder, replace(relation, head=head, child=child))
        mark_started(recorder, self.article_id)

    def _accept_span(self, recorder: Recorder, suggestion: Span) -> str:
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
        recorder.update("suggestion", self.article_id, suggestion.id, decision="accepted")
        return own or span.id

    def _accept_relation(self, recorder: Recorder, suggestion: Relation) -> None:
        relation = replace(
            suggestion,
            annotator=recorder.annotator,
            origin=replace(suggestion.origin, decision="accepted"),
            created_at=recorder.at,
        )
        there = relations_of(recorder.conn, self.article_id, relation.head)
        if not any((r.label, r.head, r.child) == (relation.label, relation.head, relation.child) for r in there):
            recorder.insert("relation", relation_row(relation))
        recorder.update("suggestion_relation", self.article_id, suggestion.id, decision="accepted")


@dataclass(frozen=True, slots=True)
class RejectSuggestion:
    """Says no to a suggestion, and to the relations that were proposed for it."""

    name: ClassVar[str] = "reject suggestion"
    article_id: int
    suggestion_id: str

    def run(self, recorder: Recorder, codebook: Codebook) -> None:
        row = recorder.read("suggestion", self.article_id, self.suggestion_id)
        if row is None or not span_from_row(row).is_open or row["decision"] != "open":
            raise UserError("This suggestion has been decided on already.")
        recorder.update("suggestion", self.article_id, self.suggestion_id, decision="rejected")
        for relation in suggested_relations(recorder.conn, self.article_id):
            if self.suggestion_id in (relation.head, relation.child):
                recorder.update("suggestion_relation", self.article_id, relation.id, decision="rejected")
