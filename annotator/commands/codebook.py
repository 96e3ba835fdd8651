"""Giving a project another codebook, and its labels the shape that the new one asks for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import ClassVar

import orjson

from annotator.commands.base import allows
from annotator.commands.uniting import unite
from annotator.core.codebook import Codebook, parse_codebook
from annotator.core.codebook_data import codebook_data
from annotator.core.codebook_plan import Plan, question
from annotator.core.codebook_recoding import LabelRecoding, Recoding, with_roles
from annotator.core.errors import ConflictError, UserError
from annotator.core.identity import new_id
from annotator.core.models import Row, RowChange
from annotator.store import codebook_uses
from annotator.store.annotations import attributes_text, codebook_row
from annotator.store.codebook_uses import Rewrite
from annotator.store.history import CHANGED_SINCE, Recorder

_STEP = 1_000  # rows between two questions whether to go on
_FEW = 100  # and spans that are united, each of which takes longer
_REMOVED: tuple[Row, Row] = ({"deleted": 0}, {"deleted": 1})


@dataclass(frozen=True, slots=True)
class SetCodebook:
    """Puts another codebook in force, and renames, converts or removes existing labels as ``plan`` says.

    It counts the version on by itself. Refuses, saying how many there are, what the new codebook can't hold and
    the plan leaves open. Labels of all annotators change, those of deleted articles, too, which may be brought
    back; suggestions that can't be held go without asking. Where labels become one and lie on the same stretch,
    one span is kept and takes over what the other has more. Links to actors and concepts stay.
    """

    name: ClassVar[str] = "change codebook"
    codebook: Codebook
    plan: Plan = field(default_factory=Plan)

    def run(self, recorder: Recorder, codebook: Codebook) -> None:
        new = parse_codebook(codebook_data(with_roles(codebook, self.codebook, self.plan)))
        recoding = Recoding(codebook, new, self.plan)
        found = codebook_uses.survey(recorder.conn, recoding)
        undecided = [use for use in found.uses if not use.decided]
        if undecided:
            raise UserError(question(undecided))
        if replace(new, version=codebook.version) == codebook and not found.uses:
            return
        new = replace(new, version=codebook_uses.highest_version(recorder.conn) + 1)
        recorder.insert("codebook", codebook_row(new, new_id(), recorder.at))
        _Rewriting(recorder, recoding).run()
        # It is about no article: undoing it leaves the one on screen there.
        recorder.article_id = None


class _Rewriting:
    """Writes the rows of one change of the codebook.

    All that is to be written is read before anything is: two labels may change names, and what has been renamed
    already must not be taken for what is still to be.
    """

    def __init__(self, recorder: Recorder, recoding: Recoding) -> None:
        self._recorder = recorder
        self._recoding = recoding

    def run(self) -> None:
        twins = [
            twin for labels in self._recoding.merged for twin in codebook_uses.twins(self._recorder.conn, labels)
        ]
        changed = {table: list(self._links(table)) for table in ("relation", "suggestion_relation")}
        changed |= {table: list(self._spans(table)) for table in ("span", "suggestion")}
        rows_in_all, done = sum(map(len, changed.values())), 0
        total = rows_in_all + len(twins)
        for table, rows in changed.items():
            for chunk in (rows[n : n + _STEP] for n in range(0, len(rows), _STEP)):
                self._recorder.step(done, total)
                done += len(chunk)
                if rows_in_all > codebook_uses.WIDE:
                    codebook_uses.rewrite(self._recorder, table, chunk)
                else:
                    for article_id, id_, _, after in chunk:
                        self._recorder.update(table, article_id, id_, **after)
        for n, (article_id, kept, dropped) in enumerate(twins):
            if n % _FEW == 0:
                self._recorder.step(done + n, total)
            unite(self._recorder, self._recoding.new, article_id, kept, dropped)

    def _spans(self, table: str) -> Iterator[Rewrite]:
        """The spans, or suggestions, that change."""
        for name, label in self._recoding.labels.items():
            if label.is_same:
                continue
            # Most have one of a few sets of attributes, and share what becomes of it.
            known: dict[tuple[str, str], tuple[Row, Row] | None] = {}
            for article_id, id_, *now in codebook_uses.labelled(
                self._recorder.conn, table, name, label.is_renamed
            ):
                key = (now[0], now[1])
                if key not in known:
                    known[key] = self._columns(label, *key)
                found = known[key]
                if found is not None:
                    yield article_id, id_, *found

    def _columns(self, label: LabelRecoding, text: str, updated_at: str) -> tuple[Row, Row] | None:
        """The columns that change, before and after; None if it stays as it is."""
        if not isinstance(label.target, str):
            return _REMOVED
        values = orjson.loads(text)
        recoded, _ = label.recode(values)
        before: Row = {}
        after: Row = {}
        if label.is_renamed:
            before["label"], after["label"] = label.old.name, label.target
        if recoded != values:
            before["attributes"], after["attributes"] = text, attributes_text(recoded)
        if not after:
            return None
        before |= {"updated_at": updated_at, "deleted": 0}
        return before, after | {"updated_at": self._recorder.at, "deleted": 0}

    def _links(self, table: str) -> Iterator[Rewrite]:
        """The relations, or suggested ones, that change."""
        if self._recoding.keeps_relations:
            return
        # Where one gets another's name, there may be two of it.
        seen: set[tuple[int, str, str, str]] = set()
        renaming = any(self._recoding.plan.relations.values())
        changed = []
        for article_id, id_, name, head, child, *labels in codebook_uses.linked(self._recorder.conn, table):
            if None in labels:
                continue
            target = self._recoding.relation(name, *map(str, labels))
            if target != name:
                changed.append((article_id, id_, name, target, head, child))
            elif renaming:
                seen.add((article_id, name, head, child))
        for article_id, id_, name, target, head, child in changed:
            if isinstance(target, str) and (article_id, target, head, child) not in seen:
                seen.add((article_id, target, head, child))
                yield article_id, id_, {"label": name, "deleted": 0}, {"label": target, "deleted": 0}
            else:
                yield article_id, id_, *_REMOVED


def check_codebook(recorder: Recorder, codebook: Codebook) -> None:
    """Refuses an undo or redo that would leave labels which the codebook, in force then, can't hold.

    Somebody else may have changed the codebook since, or have labelled with the one that is taken back. What
    suggesters have proposed since goes instead.
    """
    if recorder.target is not None:
        for label, attributes in codebook_uses.imported(recorder.conn, recorder.target):
            if not _fits(codebook, None, {"label": label, "attributes": attributes}):
                raise ConflictError(CHANGED_SINCE)
    for row in [row for row in recorder.rows if row.table == "codebook"]:
        _check_change(recorder, row, codebook)
    labelled: dict[tuple[str, int, str], tuple[Row | None, Row | None]] = {}
    for row in recorder.rows:
        if row.table in ("span", "suggestion"):
            # A change may have touched a row twice: what counts is what it was and what it is in the end.
            key = (row.table, row.article_id, row.row_id)
            labelled[key] = (labelled.get(key, (row.before, None))[0], row.after)
    if not all(new is None or _fits(codebook, old, new) for old, new in labelled.values()):
        raise ConflictError(CHANGED_SINCE)


def _check_change(recorder: Recorder, row: RowChange, codebook: Codebook) -> None:
    gone, back = row.before, row.after
    version = (gone or back or {})["version"]
    if codebook.version > version:
        raise ConflictError(CHANGED_SINCE)
    former = parse_codebook(orjson.loads(gone["data"])) if gone else codebook_uses.before(recorder.conn, version)
    recoding = Recoding(former, codebook, Plan())
    if codebook_uses.survey(recorder.conn, recoding).uses:
        raise ConflictError(CHANGED_SINCE)
    _withdraw_unfit(recorder, recoding, codebook)


def _withdraw_unfit(recorder: Recorder, recoding: Recoding, codebook: Codebook) -> None:
    """Takes away what suggesters have proposed since, or altered, and the codebook, in force again, can't hold."""
    gone = set()
    for name, label in recoding.labels.items():
        found = (
            [] if label.is_same else codebook_uses.labelled(recorder.conn, "suggestion", name, label.is_renamed)
        )
        for article_id, id_, attributes, _ in list(found):
            if not _fits(codebook, None, {"label": name, "attributes": attributes}):
                gone.add((article_id, id_))
                _withdraw(recorder, "suggestion", article_id, id_)
    if not gone and recoding.keeps_relations:
        return
    for article_id, id_, name, head, child, *labels in list(
        codebook_uses.linked(recorder.conn, "suggestion_relation")
    ):
        loose = not gone.isdisjoint({(article_id, head), (article_id, child)})
        ends = [str(label) for label in labels if label is not None]
        if loose or (len(ends) == 2 and _is_lost(recoding, name, *ends)):
            _withdraw(recorder, "suggestion_relation", article_id, id_)


def _is_lost(recoding: Recoding, name: str, head: str, child: str) -> bool:
    """Whether the change of the codebook takes a link away; one that its ends forbade before stays."""
    if allows(recoding.new, name, head, child):
        return False
    return recoding.new.relation(name) is None or allows(recoding.old, name, head, child)


def _withdraw(recorder: Recorder, table: str, article_id: int, id_: str) -> None:
    """As suggesters do it, whose work is in nobody's way: what was decided on it can be brought back."""
    recorder.update(table, article_id, id_, deleted=1, gone=recorder.target)


def _fits(codebook: Codebook, old: Row | None, new: Row) -> bool:
    if old is not None and (old["label"], old["attributes"]) == (new["label"], new["attributes"]):
        return True
    label = codebook.label(new["label"])
    if label is None:
        return False
    known = {attribute.name: attribute for attribute in label.attributes}
    try:
        return all(known[name].check(value) == value for name, value in orjson.loads(new["attributes"]).items())
    except (KeyError, ValueError):
        return False
