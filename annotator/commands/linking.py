"""What the commands on actors and on concepts have in common: pointing spans to an entry of a register."""

from __future__ import annotations

from collections.abc import Iterable

from annotator.core.codebook import Codebook
from annotator.core.errors import ConflictError, UserError
from annotator.core.models import Row
from annotator.store.history import CHANGED_SINCE, Recorder
from annotator.store.pointers import REGISTERS, pointing

Mentions = tuple[tuple[int, str], ...]  # (article id, span id)

_STEP = 200  # rows between two words about progress
_GONE = {
    "actor": "This actor is not in the register any more.",
    "concept": "This concept is not there any more.",
}


def require_entry(recorder: Recorder, register: str, entry_id: str | None) -> Row:
    """All columns of the entry, or a UserError."""
    row = recorder.read(register, 0, entry_id) if entry_id else None
    if row is None:
        raise UserError(_GONE[register])
    return row


def require_mentions(
    recorder: Recorder, codebook: Codebook, register: str, mentions: Mentions, entry_id: str | None = None
) -> list[Row]:
    """The rows of the spans, each once; refuses what may not point there.

    With ``entry_id`` those are refused, too, that don't point to that entry.
    """
    rows = []
    for n, (article_id, span_id) in enumerate(dict.fromkeys(mentions)):
        if n % _STEP == 0:
            recorder.step(n, 2 * len(mentions))
        row = recorder.read("span", article_id, span_id)
        if row is None:
            raise UserError("This span is not there any more.")
        label = codebook.require_label(row["label"])
        if label.points_to != register:
            raise UserError(f"A span with the label {label.name} can't point to {_an(register)}.")
        if entry_id is not None and row[f"{register}_id"] != entry_id:
            raise UserError(f"One of these spans points to another {register} by now.")
        rows.append(row)
    return rows


def point(recorder: Recorder, register: str, rows: list[Row], entry_id: str | None) -> None:
    """Lets the spans point to the entry, or (None) to nothing."""
    for n, row in enumerate(rows):
        if n % _STEP == 0:
            recorder.step(len(rows) + n, 2 * len(rows))
        if row[f"{register}_id"] != entry_id:
            columns = {f"{register}_id": entry_id, "updated_at": recorder.at}
            recorder.update("span", row["article_id"], row["id"], **columns)
    _show_no_article(recorder)


def move(recorder: Recorder, register: str, from_ids: Iterable[str], into: str | None) -> None:
    """Lets whatever points to one of ``from_ids``, in any layer, point to ``into`` or (None) to nothing."""
    found = [
        (table, *key)
        for from_id in from_ids
        for table in ("span", "suggestion")
        for key in pointing(recorder.conn, table, register, from_id)
    ]
    for n, (table, article_id, row_id) in enumerate(found):
        if n % _STEP == 0:
            recorder.step(n, len(found))
        columns = {f"{register}_id": into, "updated_at": recorder.at}
        recorder.update(table, article_id, row_id, **columns)
    _show_no_article(recorder)


def check_entries(recorder: Recorder) -> None:
    """Refuses an undo or redo after which something would point to an entry that is gone, or to itself.

    Somebody else may have deleted or merged the entry, or moved a concept, since the change that is reverted.
    Articles that are deleted count no more than their entries, which may have gone with them.
    """
    rows = {(row.table, row.article_id, row.row_id): row for row in recorder.rows}.values()  # the last of each
    articles = {row.article_id for row in rows}
    live = {id_ for id_ in articles if recorder.read("article", id_, "") is not None}
    wanted = {
        (register, row.after[f"{register}_id"])
        for row in rows
        if row.after is not None
        and row.article_id in live
        and (row.table == "span" or (row.table == "suggestion" and row.after["decision"] == "open"))
        for register in REGISTERS
        if row.after[f"{register}_id"] is not None
    }
    parents = {row.row_id: row.after for row in rows if row.table == "concept" and row.after is not None}
    gone = any(recorder.read(register, 0, entry_id) is None for register, entry_id in wanted)
    sound: set[str] = set()
    if gone or any(
        lies_below_itself(recorder, concept_id, row["parent"], sound) for concept_id, row in parents.items()
    ):
        raise ConflictError(CHANGED_SINCE)


def lies_below_itself(
    recorder: Recorder, concept_id: str, parent: str | None, sound: set[str] | None = None
) -> bool:
    """Whether a concept with this parent would be among its own parents, or below one that is not there.

    ``sound`` are concepts that are known to lie right, to which those that turn out so are added.
    """
    known = set() if sound is None else sound
    seen = {concept_id}
    while parent is not None and parent not in known:
        if parent in seen:
            return True
        seen.add(parent)
        row = recorder.read("concept", 0, parent)
        if row is None:
            return True
        parent = row["parent"]
    known |= seen
    return False


def _show_no_article(recorder: Recorder) -> None:
    """What was done in several articles is about none of them: undoing it leaves the one on screen there."""
    articles = {row.article_id for row in recorder.rows if row.article_id}
    if len(articles) > 1:
        recorder.article_id = None


def _an(register: str) -> str:
    return f"an {register}" if register[0] in "aeiou" else f"a {register}"
