"""Carrying labels over to the near-duplicates of an article, where the text is the same, as suggestions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from annotator.commands.base import require_article
from annotator.core.codebook import Codebook
from annotator.core.errors import UserError
from annotator.core.identity import new_id
from annotator.core.models import Origin, Span
from annotator.core.text_edit import TextEdit
from annotator.store import groups
from annotator.store.annotations import relation_row, relations, span_row, spans, suggested_twin
from annotator.store.history import Recorder

_ORIGIN = Origin("rule", "near-duplicate", "1", None, "open")


@dataclass(frozen=True, slots=True)
class CarryLabels:
    """Proposes the annotator's own labels of an article, with their relations, in its near-duplicates.

    ``to`` are the articles that get them, by default all of the group. Each label keeps attributes, actor and
    concept. Left out are labels whose words are others there, what is labelled so already, and what was proposed
    before, whatever became of it.
    """

    name: ClassVar[str] = "carry labels"
    article_id: int
    to: tuple[int, ...] = ()

    def run(self, recorder: Recorder, codebook: Codebook) -> None:
        article = require_article(recorder, self.article_id)
        own = spans(recorder.conn, self.article_id, recorder.annotator)
        if not own:
            raise UserError("You have no labels in this article that could be carried over.")
        group = set(groups.members(recorder.conn, self.article_id)) - {self.article_id}
        wanted = self.to or tuple(sorted(group))
        if not wanted or not group.issuperset(wanted):
            raise UserError("Labels are carried over between near-duplicates only.")
        for number, other in enumerate(wanted):
            recorder.step(number, len(wanted))
            edit = TextEdit(article["text"], require_article(recorder, other)["text"])
            self._carry(recorder, own, edit, other)
        # It is about no single article: undoing it leaves the one on screen there.
        recorder.article_id = None

    def _carry(self, recorder: Recorder, own: list[Span], edit: TextEdit, other: int) -> None:
        there = {(span.label, span.segments): span.id for span in spans(recorder.conn, other, recorder.annotator)}
        carried: dict[str, str] = {}
        for span in own:
            segments = edit.same_words(span.segments)
            if segments is None:
                continue
            if (span.label, segments) in there:
                carried[span.id] = there[span.label, segments]
                continue
            copy = replace(
                span,
                id=new_id(),
                article_id=other,
                segments=segments,
                note=None,
                origin=_ORIGIN,
                created_at=recorder.at,
                updated_at=recorder.at,
            )
            if suggested_twin(recorder.conn, copy) is None:
                carried[span.id] = copy.id
                recorder.insert("suggestion", {**span_row(copy), "reason": None, "decision": "open"})
        real = set(there.values())
        for relation in relations(recorder.conn, self.article_id, recorder.annotator):
            ends = carried.get(relation.head), carried.get(relation.child)
            if ends[0] is None or ends[1] is None or real.issuperset(ends):
                continue
            copied = replace(
                relation,
                id=new_id(),
                article_id=other,
                head=ends[0],
                child=ends[1],
                origin=_ORIGIN,
                created_at=recorder.at,
            )
            recorder.insert("suggestion_relation", {**relation_row(copied), "decision": "open"})
