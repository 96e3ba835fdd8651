"""Runs of suggesters: what they are given of the file, and what they propose, written as one change."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from annotator.core.identity import new_id, timestamp
from annotator.core.models import (
    AttributeValue,
    Change,
    Origin,
    RowChange,
    Segments,
)
from annotator.store import annotations as layers
from annotator.store.database import Database
from annotator.store.history import begin_bulk, is_undone, visible
from annotator.store.proposed import COMMAND, HIDDEN
from annotator.store.suggestion_input import STAMP
from annotator.store.tables import read_row

_Place = tuple[str, int, int, str | None]  # label, start, end, segments as their column holds them


class Proposed(NamedTuple):
    """A span that a suggester proposes; ``existing`` is the id of one that is there, which is only linked to."""

    label: str
    segments: Segments
    score: float
    reason: str
    attributes: dict[str, AttributeValue]
    actor_id: str | None
    concept_id: str | None
    existing: str | None


class ProposedLink(NamedTuple):
    """A relation that is proposed between two places of the list of proposed spans of the article."""

    label: str
    head: int
    child: int
    score: float


@dataclass(slots=True)
class SuggesterFindings:
    """What one suggester proposes in one article; ``spans`` are indices of ``ArticleFindings.spans``."""

    name: str
    kind: str
    version: str
    mark: str  # what the article is then marked with
    spans: list[int] = field(default_factory=list)
    links: list[ProposedLink] = field(default_factory=list)


@dataclass(slots=True)
class ArticleFindings:
    """What suggesters propose in one article, in the state that ``stamp`` names."""

    article_id: int
    stamp: str
    spans: list[Proposed]
    by: list[SuggesterFindings]


@dataclass(slots=True)
class Counts:
    """What a run has written."""

    articles: int = 0
    suggestions: int = 0
    relations: int = 0
    withdrawn: int = 0


class SuggestionRun:
    """Writes what suggesters propose, in batches of whole articles; together one change, undone at once.

    ``layer`` is the annotator whose spans count as there (None: everybody's). An ``automatic`` run, which nobody
    asked for, is passed over by undo and does not propose again what was taken back.
    """

    def __init__(self, db: Database, annotator: str, layer: str | None, automatic: bool = False) -> None:
        self._db = db
        self._annotator = annotator
        self._layer = layer
        self._automatic = automatic
        self._at = timestamp()
        self._touched: list[tuple[str, int, str]] = []  # table, article, id; of an automatic run alone
        self.counts = Counts()
        self.change: Change | None = None

    def change_with_rows(self) -> Change | None:
        """The change of an automatic run with the rows that it touched, as they are; None if there are none."""
        if self.change is None:
            return None
        conn = self._db.conn
        rows = tuple(RowChange(*key, None, visible(read_row(conn, *key))) for key in self._touched)
        article_id = rows[0].article_id if rows else None
        return replace(self.change, article_id=article_id, rows=rows, bulk=False)

    def add(self, found: Sequence[ArticleFindings]) -> bool:
        """Writes what was found; False, with nothing written, if the run has been taken back meanwhile.

        An article that has changed since it was read is left out, as its places may be others now.
        """
        before = replace(self.counts), self.change, len(self._touched)
        try:
            with self._db.transaction() as conn:
                if self.change is not None and is_undone(conn, self.change.id):
                    return False
                for one in found:
                    row = conn.execute(
                        f"select {STAMP} from article a where id = ? and deleted = 0", (one.article_id,)
                    ).fetchone()
                    if row is not None and row[0] == one.stamp:
                        self._write(conn, one)
                        self.counts.articles += 1
        except BaseException:
            # Nothing of it was written.
            self.counts, self.change, touched = before
            del self._touched[touched:]
            raise
        return True

    def _begin(self, conn: sqlite3.Connection, table: str, article_id: int, id_: str) -> int:
        """The id of the change that this row is of, entered with the first."""
        if self._automatic:
            self._touched.append((table, article_id, id_))
        if self.change is None:
            run = begin_bulk(
                conn, self._annotator, COMMAND, self._at, passed=article_id if self._automatic else None
            )
            conn.execute("insert or ignore into annotator values (?, ?)", (self._annotator, self._at))
            self.change = Change(run, "do", COMMAND, self._annotator, self._at, None, (), bulk=True)
        return self.change.id

    def _write(self, conn: sqlite3.Connection, found: ArticleFindings) -> None:
        article_id = found.article_id
        there = _places(conn, article_id, self._layer, self._automatic)
        live = _live(conn, article_id)
        ids = {n: span.existing for n, span in enumerate(found.spans) if span.existing in live and span.existing}
        for by in found.by:
            for n in by.spans:
                span = found.spans[n]
                place = _place(span.label, span.segments)
                at_place = there.get(place)
                if at_place is None:
                    ids[n] = self._insert(conn, article_id, span, _origin(by))
                    there[place] = (ids[n], "open")
                elif at_place[1] in ("open", "accepted", "span"):
                    ids[n] = at_place[0]
                    if at_place[1] == "open":
                        self._refresh(conn, article_id, at_place[0], span, by, found.by)
        linked = [id_ for by in found.by for id_ in self._link(conn, article_id, by, ids)]
        # After all of them: what one proposes no more, another one may propose now.
        names = json.dumps([by.name for by in found.by])
        self._withdraw(conn, "suggestion", article_id, names, set(ids.values()))
        self._withdraw(conn, "suggestion_relation", article_id, names, set(linked))
        self._unlink(conn, article_id)
        for by in found.by:
            conn.execute(
                "insert or replace into suggested values (?, ?, ?, ?, ?)",
                (article_id, by.name, by.mark, found.stamp, self.change.id if self.change else None),
            )

    def _insert(self, conn: sqlite3.Connection, article_id: int, span: Proposed, origin: Origin) -> str:
        id_ = new_id()
        start, end = span.segments[0][0], span.segments[-1][1]
        conn.execute(
            """insert into suggestion (article_id, id, annotator, label, start, end, segments, attributes,
            actor_id, concept_id, note, origin, created_at, updated_at, reason, batch, score)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, null, ?, ?, ?, ?, ?, ?)""",
            (
                *(article_id, id_, self._annotator, span.label, start, end, layers.segments_text(span.segments)),
                *(layers.attributes_text(span.attributes), *_entries(conn, span)),
                *(
                    _scored(origin, span.score),
                    self._at,
                    self._at,
                    span.reason,
                    self._begin(conn, "suggestion", article_id, id_),
                    span.score,
                ),
            ),
        )
        self.counts.suggestions += 1
        return id_

    def _refresh(
        self,
        conn: sqlite3.Connection,
        article_id: int,
        id_: str,
        span: Proposed,
        by: SuggesterFindings,
        every: Sequence[SuggesterFindings],
    ) -> None:
        """Brings an open suggestion up to what is said of it now: by the suggester that made it, or by another one
        if that has been asked, too, and leaves it to this one. What others made stays as it is."""
        now = (span.reason, span.score, layers.attributes_text(span.attributes), *_entries(conn, span), by.name)
        *old, name = conn.execute(
            """select reason, score, attributes, actor_id, concept_id, json_extract(origin, '$.name')
            from suggestion where article_id = ? and id = ?""",
            (article_id, id_),
        ).fetchone()
        if name in {one.name for one in every} and (*old, name) != now:
            self._begin(conn, "suggestion", article_id, id_)
            conn.execute(
                """update suggestion set reason = ?, score = ?, attributes = ?, actor_id = ?, concept_id = ?,
                origin = ?, updated_at = ? where article_id = ? and id = ?""",
                (*now[:-1], _scored(_origin(by), span.score), self._at, article_id, id_),
            )

    def _link(
        self, conn: sqlite3.Connection, article_id: int, by: SuggesterFindings, ids: dict[int, str]
    ) -> list[str]:
        """Writes the links that are new; the ids of all that are proposed."""
        there = _links(conn, article_id, self._automatic)
        kept: list[str] = []
        for link in by.links:
            head, child = ids.get(link.head), ids.get(link.child)
            if head is None or child is None:
                continue  # one end was rejected
            known = there.get((link.label, head, child))
            if known is not None:
                kept.append(known)
                continue
            id_ = new_id()
            scored = _scored(_origin(by), link.score)
            conn.execute(
                """insert into suggestion_relation (article_id, id, annotator, label, head, child, origin,
                created_at, batch, score) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                (
                    *(article_id, id_, self._annotator, link.label, head, child, scored),
                    *(self._at, self._begin(conn, "suggestion_relation", article_id, id_), link.score),
                ),
            )
            kept.append(id_)
            self.counts.relations += 1
        return kept

    def _withdraw(self, conn: sqlite3.Connection, table: str, article_id: int, names: str, kept: set[str]) -> None:
        """Takes away what these suggesters proposed before and none does any more, unless it was decided on."""
        old = conn.execute(
            f"""select id from {table} where article_id = ? and decision = 'open' and deleted = 0
            and json_extract(origin, '$.name') in (select value from json_each(?))""",
            (article_id, names),
        ).fetchall()
        self._take_away(conn, table, article_id, [id_ for (id_,) in old if id_ not in kept])

    def _unlink(self, conn: sqlite3.Connection, article_id: int) -> None:
        """Takes away the links of other suggesters from or to what was withdrawn."""
        if self.change is None:
            return
        loose = conn.execute(
            """select r.id from suggestion_relation r where r.article_id = ?1 and r.decision = 'open'
            and r.deleted = 0 and exists (select 1 from suggestion s where s.article_id = ?1
            and s.id in (r.head, r.child) and s.gone = ?2 and s.deleted = 1)""",
            (article_id, self.change.id),
        ).fetchall()
        self._take_away(conn, "suggestion_relation", article_id, [id_ for (id_,) in loose])

    def _take_away(self, conn: sqlite3.Connection, table: str, article_id: int, ids: Sequence[str]) -> None:
        for id_ in ids:
            conn.execute(
                f"update {table} set deleted = 1, gone = ? where article_id = ? and id = ?",
                (self._begin(conn, table, article_id, id_), article_id, id_),
            )
        self.counts.withdrawn += len(ids)


def _origin(by: SuggesterFindings) -> Origin:
    return Origin(by.kind, by.name, by.version, None, "open")


def _scored(origin: Origin, score: float) -> str:
    kind, name, version = origin.kind, origin.name, origin.version
    return layers.origin_text(Origin(kind, name, version, score, "open"))


def _place(label: str, segments: Segments) -> _Place:
    return label, segments[0][0], segments[-1][1], layers.segments_text(segments)


def _places(
    conn: sqlite3.Connection, article_id: int, layer: str | None, automatic: bool
) -> dict[_Place, tuple[str, str]]:
    """What lies where: the id of a span of the layer (None: anybody's) with "span", a suggestion's with its
    decision.

    What was accepted and then deleted or relabelled counts as rejected; what was taken back with its run, for an
    automatic one, as "hidden".
    """
    found: dict[_Place, tuple[str, str]] = {}
    live = _live(conn, article_id)
    gone = f"deleted in (0, {HIDDEN})" if automatic else "deleted = 0"
    for label, start, end, segments, id_, decision, deleted in conn.execute(
        f"""select label, start, end, segments, id, decision, deleted from suggestion
        where article_id = ? and {gone} order by deleted desc, decision = 'open'""",
        (article_id,),
    ):
        if decision == "accepted" and live.get(id_) != label:
            decision = "rejected"
        found[label, start, end, segments] = (id_, "hidden" if deleted else decision)
    for label, start, end, segments, id_ in conn.execute(
        """select label, start, end, segments, id from span
        where article_id = ? and deleted = 0 and (? is null or annotator = ?)""",
        (article_id, layer, layer),
    ):
        found[label, start, end, segments] = (id_, "span")
    return found


def _entries(conn: sqlite3.Connection, span: Proposed) -> tuple[str | None, str | None]:
    """The ids of its actor and concept, unless these have left the registers since the suggesters were told."""
    found = []
    for table, id_ in (("actor", span.actor_id), ("concept", span.concept_id)):
        there = id_ and conn.execute(f"select 1 from {table} where id = ? and deleted = 0", (id_,)).fetchone()
        found.append(id_ if there else None)
    return found[0], found[1]


def _live(conn: sqlite3.Connection, article_id: int) -> dict[str, str]:
    """The labels of the article's spans by id."""
    return dict(
        conn.execute("select id, label from span where article_id = ? and deleted = 0", (article_id,)).fetchall()
    )


def _links(conn: sqlite3.Connection, article_id: int, automatic: bool) -> dict[tuple[str, str, str], str]:
    """The ids of relations and of suggested ones, however they were decided, by label and ends."""
    gone = f"deleted in (0, {HIDDEN})" if automatic else "deleted = 0"
    rows = conn.execute(
        f"""select label, head, child, id from suggestion_relation where article_id = ? and {gone}
        union all select label, head, child, id from relation where article_id = ? and deleted = 0""",
        (article_id, article_id),
    )
    return {(label, head, child): id_ for label, head, child, id_ in rows}
