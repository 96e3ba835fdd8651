"""Mending the text of an article: its labels go with it, whoever they belong to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from annotator.commands.base import require_article
from annotator.commands.uniting import unite
from annotator.core.codebook import Codebook
from annotator.core.errors import ConflictError, UserError
from annotator.core.identity import new_id
from annotator.core.models import Comment, Row, RowChange, Segments
from annotator.core.offsets import clean_text
from annotator.core.text_edit import TextEdit
from annotator.store.annotations import relations_of, segments_text, suggested_relations
from annotator.store.bulk import digest
from annotator.store.comments import comment_row
from annotator.store.history import CHANGED_SINCE, Recorder
from annotator.store.places import (
    PLACED,
    Placed,
    is_proposed_since,
    moved_since,
    placed,
    same_text,
    segments_of,
    text_before,
)

_QUOTED = 60  # characters of a label's text in a comment


@dataclass(frozen=True, slots=True)
class CorrectText:
    """Gives an article another text. ``before`` is the one that was corrected: refused if it is another by now.

    Spans, suggestions and zones of all annotators move with the edit (see :meth:`core.text_edit.TextEdit.move`).
    Spans whose own text was touched get an open comment; those of which nothing is left are deleted with their
    relations, which an open comment on the article says. Two of one layer and label that come to lie on the same
    place become one, with what each of them has.
    """

    name: ClassVar[str] = "correct text"
    article_id: int
    text: str
    before: str | None = None

    def run(self, recorder: Recorder, codebook: Codebook) -> None:
        text = clean_text(self.text)
        row = require_article(recorder, self.article_id)
        if self.before is not None and self.before != row["text"]:
            raise UserError("Somebody else has corrected this article meanwhile; please look at its text again.")
        if text == row["text"]:
            return
        if not text.strip():
            raise UserError("An article needs some text.")
        mark = digest(text)
        twin = same_text(recorder.conn, mark, self.article_id)
        if twin is not None:
            raise UserError(f"Another article has this text already: „{twin}“.")
        edit = TextEdit(row["text"], text)
        columns = {"text": text, "digest": mark, "length": len(text), "updated_at": recorder.at}
        recorder.update("article", self.article_id, "", **columns)
        self._move(recorder, codebook, edit)

    def _move(self, recorder: Recorder, codebook: Codebook, edit: TextEdit) -> None:
        places: dict[tuple[str, str, Segments], str] = {}
        moves = [(item, *edit.move(item.segments)) for item in placed(recorder.conn, self.article_id)]
        # Those that keep their text first: where another one comes to lie on the same place, they stay.
        for item, segments, touched in sorted(moves, key=lambda move: move[2]):
            before = edit.old[item.segments[0][0] : item.segments[-1][1]]
            if segments is None:
                _delete(recorder, self.article_id, item)
            elif item.table != "span":
                _place(recorder, self.article_id, item, segments)
            elif (twin := places.setdefault((item.annotator, item.label, segments), item.id)) != item.id:
                unite(recorder, codebook, self.article_id, twin, item.id)
                item = replace(item, id=twin)
            else:
                _place(recorder, self.article_id, item, segments, touched)
            if touched and item.table == "span":
                after = None if segments is None else edit.new[segments[0][0] : segments[-1][1]]
                self._say(recorder, item, before, after)

    def _say(self, recorder: Recorder, item: Placed, before: str, after: str | None) -> None:
        """Asks to look at a span whose text was touched, or, of one that is gone, at the article."""
        me, at = recorder.annotator, recorder.at
        span_id = None if after is None else item.id
        outcome = (
            f"{item.label} {_quoted(before)} is gone" if after is None else f"{_quoted(before)} → {_quoted(after)}"
        )
        text = f"Text corrected: {outcome}."
        comment = Comment(new_id(), self.article_id, span_id, me, text, True, at, at)
        recorder.insert("comment", comment_row(comment))


def _place(recorder: Recorder, article_id: int, item: Placed, segments: Segments, touched: bool = False) -> None:
    columns: dict[str, object] = {"start": segments[0][0], "end": segments[-1][1]}
    if item.table != "zone":
        columns["segments"] = segments_text(segments)
    if touched:
        columns["updated_at"] = recorder.at
    recorder.update(item.table, article_id, item.id, **columns)


def _delete(recorder: Recorder, article_id: int, item: Placed) -> None:
    for relation in relations_of(recorder.conn, article_id, item.id) if item.table == "span" else ():
        recorder.delete("relation", article_id, relation.id)
    for proposed in suggested_relations(recorder.conn, article_id):
        if item.id in (proposed.head, proposed.child):
            recorder.delete("suggestion_relation", article_id, proposed.id)
    recorder.delete(item.table, article_id, item.id)


def check_places(recorder: Recorder) -> None:
    """Refuses an undo or redo after which a label would lie on another text than the one it was given to.

    Somebody may have labelled the text since a correction that is taken back, or corrected it since a label was
    deleted that comes back. What suggesters have proposed since goes with the text, as nobody has seen to it.
    """
    edits: dict[int, TextEdit | None] = {}
    for row in list(recorder.rows):
        if row.table == "article" and row.before and row.after and _corrects(row.before, row.after):
            edit = edits[row.article_id] = TextEdit(row.before["text"], row.after["text"])
            taken_along = {(r.table, r.row_id) for r in recorder.rows if r.article_id == row.article_id}
            for item in placed(recorder.conn, row.article_id):
                if (item.table, item.id) in taken_along or _stays(edit, item.table, item.segments):
                    continue
                if is_proposed_since(recorder.conn, row.article_id, item, _target(recorder)):
                    _take_along(recorder, row.article_id, item, edit)
                    continue
                # What was there when the correction was made, and did not move with it, lies where it should.
                if moved_since(recorder.conn, row.article_id, item, _target(recorder)):
                    raise ConflictError(CHANGED_SINCE)
    corrected = set(edits)
    for row in recorder.rows:
        if row.table not in PLACED or row.article_id in corrected or not _comes_back(row):
            continue
        assert row.after is not None
        if row.article_id not in edits:
            edits[row.article_id] = _corrections_since(recorder, row.article_id)
        edit_since = edits[row.article_id]
        if edit_since is not None and not _stays(edit_since, row.table, segments_of(row.after)):
            raise ConflictError(CHANGED_SINCE)


def _corrects(before: Row, after: Row) -> bool:
    # Of a wide change, such as that of all splits, a row holds no more than what it alters.
    return "text" in before and before["text"] != after["text"]


def _take_along(recorder: Recorder, article_id: int, item: Placed, edit: TextEdit) -> None:
    segments, _ = edit.move(item.segments)
    if segments is None:
        _delete(recorder, article_id, item)
    else:
        _place(recorder, article_id, item, segments)


def _target(recorder: Recorder) -> int:
    assert recorder.target is not None
    return recorder.target


def _comes_back(row: RowChange) -> bool:
    """Whether the row has a place that it did not have before the undo or redo."""
    if row.after is None:
        return False
    return row.before is None or segments_of(row.before) != segments_of(row.after)


def _corrections_since(recorder: Recorder, article_id: int) -> TextEdit | None:
    """How the article's text has changed since the change that is taken back or brought back."""
    then = text_before(recorder.conn, article_id, _target(recorder))
    if then is None:
        return None
    now = recorder.read("article", article_id, "")
    return TextEdit(then, now["text"]) if now is not None and now["text"] != then else None


def _stays(edit: TextEdit, table: str, segments: Segments) -> bool:
    after, touched = edit.move(segments)
    return after == segments and (not touched or table == "zone")


def _quoted(text: str) -> str:
    text = " ".join(text.split())
    return f"„{text if len(text) <= _QUOTED else text[: _QUOTED - 1] + '…'}“"
