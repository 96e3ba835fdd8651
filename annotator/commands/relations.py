"""Links between spans: who speaks, who claims, what expresses what."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from annotator.commands.base import allows, mark_started
from annotator.commands.spans import require_span
from annotator.commands.suggestions import accept, accept_relation
from annotator.core.codebook import Codebook
from annotator.core.errors import ConflictError, UserError
from annotator.core.identity import new_id
from annotator.core.models import Relation, RowChange
from annotator.store.annotations import relation_from_row, relation_row, relations_of, suggested_relations
from annotator.store.history import CHANGED_SINCE, Recorder


@dataclass(frozen=True, slots=True)
class AddRelation:
    """Links ``head`` to ``child``. With ``replace`` the head's other relations of this kind are removed first.

    Suggestions at its ends are taken over by that, with all that their links lead to; so is the same link where
    it is proposed.
    """

    name: ClassVar[str] = "add relation"
    article_id: int
    label: str
    head: str
    child: str
    replace: bool = False
    id: str = field(default_factory=new_id)

    def run(self, recorder: Recorder, codebook: Codebook) -> None:
        proposed = [id_ for id_ in (self.head, self.child) if self._is_proposed(recorder, id_)]
        if proposed:
            # Lest the same link, where it is proposed, finds its place taken.
            self._make_room(recorder, codebook, self.head, self.child)
        taken = accept(recorder, codebook, self.article_id, proposed) if proposed else {}
        head = require_span(recorder, self.article_id, taken.get(self.head, self.head))
        child = require_span(recorder, self.article_id, taken.get(self.child, self.child))
        kind = codebook.relation(self.label, head.label)
        if kind is None:
            raise UserError(f"The codebook {codebook.reference} has no relation {self.label!r}.")
        if not allows(codebook, self.label, head.label, child.label):
            raise UserError(
                f"The relation {kind.name} goes from {' or '.join(kind.head)} to {' or '.join(kind.child)}, "
                f"not from {head.label} to {child.label}."
            )
        if head.id == child.id:
            raise UserError("A span can't be linked to itself.")
        self._make_room(recorder, codebook, head.id, child.id)
        found = relations_of(recorder.conn, self.article_id, head.id)
        there = [r for r in found if (r.label, r.head) == (self.label, head.id)]
        for link in suggested_relations(recorder.conn, self.article_id):
            if (link.label, link.head, link.child) == (self.label, head.id, child.id):
                accept_relation(recorder, link)
                there.append(link)
        if any(r.child == child.id for r in there):
            return
        relation = Relation(
            self.id,
            self.article_id,
            recorder.annotator,
            self.label,
            head.id,
            child.id,
            created_at=recorder.at,
        )
        recorder.insert("relation", relation_row(relation))
        mark_started(recorder, self.article_id)

    def _make_room(self, recorder: Recorder, codebook: Codebook, head: str, child: str) -> None:
        """Removes what the link takes the place of."""
        row = recorder.read("span", self.article_id, head)
        kind = None if row is None else codebook.relation(self.label, row["label"])
        if kind is None or (kind.many and not self.replace):
            return
        for relation in relations_of(recorder.conn, self.article_id, head):
            if (relation.label, relation.head) == (self.label, head) and relation.child != child:
                recorder.delete("relation", self.article_id, relation.id)

    def _is_proposed(self, recorder: Recorder, span_id: str) -> bool:
        is_span = recorder.read("span", self.article_id, span_id) is not None
        return not is_span and recorder.read("suggestion", self.article_id, span_id) is not None


@dataclass(frozen=True, slots=True)
class DeleteRelation:
    """Removes one link, or says no to one that is proposed."""

    name: ClassVar[str] = "delete relation"
    article_id: int
    relation_id: str

    def run(self, recorder: Recorder, codebook: Codebook) -> None:
        if any(link.id == self.relation_id for link in suggested_relations(recorder.conn, self.article_id)):
            recorder.update("suggestion_relation", self.article_id, self.relation_id, decision="rejected")
        else:
            recorder.delete("relation", self.article_id, self.relation_id)


def check_links(recorder: Recorder, codebook: Codebook) -> None:
    """Refuses an undo or redo that would leave a link without its ends, or with ends it can't have.

    Somebody else may have linked a span, or deleted one, since the change that is reverted.
    """
    links: dict[str, Relation] = {}
    for row in recorder.rows:
        if row.table == "relation" and row.after is not None:
            links[row.row_id] = relation_from_row(row.after)
        elif row.table == "span" and _alters_links(row):
            links.update((r.id, r) for r in relations_of(recorder.conn, row.article_id, row.row_id))
    for link in links.values():
        if recorder.read("relation", link.article_id, link.id) is None:
            continue
        head = recorder.read("span", link.article_id, link.head)
        child = recorder.read("span", link.article_id, link.child)
        if not (head and child and allows(codebook, link.label, head["label"], child["label"])):
            raise ConflictError(CHANGED_SINCE)


def _alters_links(row: RowChange) -> bool:
    return row.before is None or row.after is None or row.before["label"] != row.after["label"]
