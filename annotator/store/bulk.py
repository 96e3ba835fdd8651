"""Many articles at once: into a project as one change of its history, and out of it in one pass."""

import hashlib
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import orjson

from annotator.core.errors import UserError
from annotator.core.identity import new_id, timestamp
from annotator.core.models import Change, Comment, Draft, ExportArticle, RelationRow, RowChange, SpanRow, State
from annotator.store import annotations, articles, entries, history
from annotator.store.answers import Answer, Duplicate, IdConflict
from annotator.store.comments import COLUMNS as COMMENT_COLUMNS
from annotator.store.comments import comment_row
from annotator.store.database import Database
from annotator.store.groups import GROUP
from annotator.store.merging import Merging
from annotator.store.recurring import mark_recurring
from annotator.store.tables import insert_row, read_row

_EXPORT_STEP = 25  # little enough to stay in the processor's cache: 200 take a third longer
_RANK = {"done": 0, "started": 1, "skipped": 2}

_SPAN_COLUMNS = (
    "article_id, id, annotator, label, start, end, segments, attributes, actor_id, concept_id, note, origin, "
    "created_at, updated_at"
)
_RELATION_COLUMNS = "article_id, id, annotator, label, head, child, origin, created_at"
# In the order of SpanRow, RelationRow and CommentRow.
_SPAN_FIELDS = (
    "id, label, start, end, segments, attributes, actor_id, concept_id, note, annotator, created_at, updated_at, "
    "origin"
)
_RELATION_FIELDS = "id, label, head, child, annotator"
_COMMENT_FIELDS = """id, (select id from span s where s.article_id = comment.article_id and s.id = comment.span_id
    and s.deleted = 0), annotator, text, open, created_at, updated_at"""


def digest(text: str) -> str:
    """What two texts share that differ in white space alone."""
    return hashlib.blake2b(" ".join(text.split()).encode(), digest_size=16).hexdigest()


class BulkImport:
    """Adds articles in batches, each of them whole and committed; together one change, undone at once.

    Others may change the project between two batches. ``codebook_id`` names the row of the codebook that the
    drafts are made for. ``merging``: the labels of a draft with an article's text are added to the article's.
    ``renumbered`` counts the articles whose numbers in their files another article has, so that they got new ids.
    """

    def __init__(self, db: Database, annotator: str, codebook_id: str | None, merging: bool = False) -> None:
        self._db = db
        self._annotator = annotator
        self._codebook_id = codebook_id
        self._merging = merging
        self._seen = 0  # the last entry of the history that the known entries of the registers are of
        self._listed = 0
        self._first = 0  # the id of the first article
        self._known: dict[str, set[str]] = {"actor": set(), "concept": set()}
        self.change: Change | None = None
        self.renumbered = 0

    def add(self, drafts: Sequence[Draft]) -> list[Answer]:
        """Writes the drafts that are new, in order.

        For each draft: the new article's id, the key of the article that it duplicates, what was added to that,
        or a reason against it.
        Raises UserError if the codebook is another one by now, or if what came in before has been taken back.
        """
        with self._db.transaction() as conn:
            self._check(conn)
            answers, fresh = self._sort(conn, drafts)
            if fresh:
                self._first = self._first or fresh[0][0]
                self._write(conn, self._begin(conn), fresh)
            if self._merging or any(draft.package for draft in drafts):
                # After the articles, as another draft may have the text of one that is new.
                answers = self._merge(conn, drafts, answers)
        return answers

    def _merge(self, conn: sqlite3.Connection, drafts: Sequence[Draft], answers: Sequence[Answer]) -> list[Answer]:
        recorder = history.Recorder(conn, self._annotator)
        merging = Merging(recorder, self._merging)
        merged = [merging.answer(*pair) for pair in zip(drafts, answers, strict=True)]
        if recorder.rows:
            self._list(conn, self._begin(conn), recorder.rows)
        return merged

    def _begin(self, conn: sqlite3.Connection) -> int:
        """The id of the import's change, which begins with the first that it brings."""
        if self.change is None:
            at = timestamp()
            id_ = history.begin_bulk(conn, self._annotator, "import", at)
            conn.execute("insert or ignore into annotator values (?, ?)", (self._annotator, at))
            self.change = Change(id_, "do", "import", self._annotator, at, None, (), bulk=True)
        return self.change.id

    def _list(self, conn: sqlite3.Connection, batch: int, rows: list[RowChange]) -> None:
        history.add_bulk_rows(conn, batch, rows, self._listed)
        self._listed += len(rows)

    def _check(self, conn: sqlite3.Connection) -> None:
        if annotations.codebook_id(conn) != self._codebook_id:
            raise UserError("The codebook was changed while the import ran: import the rest again.")
        if self.change is not None and history.is_undone(conn, self.change.id):
            raise UserError("The import was taken back while it ran.")
        last = entries.last_change(conn)
        if last != self._seen:
            # Entries of the registers may have been deleted or merged.
            self._seen = last
            for known in self._known.values():
                known.clear()

    def _sort(
        self, conn: sqlite3.Connection, drafts: Sequence[Draft]
    ) -> tuple[list[Answer], list[tuple[int, Draft, str]]]:
        """The answer to each draft, and those that are new with their article id and digest."""
        digests = [digest(draft.article.text) for draft in drafts]
        keys = [draft.article.key for draft in drafts if draft.article.key]
        by_digest = dict(_look_up(conn, "digest, key", "digest", digests))
        by_key = dict(_look_up(conn, "key, digest", "key", keys))
        last = articles.last_id(conn)
        answers: list[Answer] = []
        fresh: list[tuple[int, Draft, str]] = []
        for draft, mark in zip(drafts, digests, strict=True):
            key = draft.article.key or new_id()
            if mark in by_digest:
                answers.append(Duplicate(by_digest[mark]))
            elif key in by_key and (draft.complete or not key.isdecimal()):
                answers.append(IdConflict(f"the id {key!r} belongs to an article with another text"))
            else:
                if key in by_key:  # tables count their rows from 1
                    key = new_id()
                    self.renumbered += 1
                last += 1
                by_digest[mark], by_key[key] = key, mark
                draft.article = replace(draft.article, id=last, key=key)
                fresh.append((last, draft, mark))
                answers.append(last)
        return answers, fresh

    def _write(self, conn: sqlite3.Connection, batch: int, fresh: list[tuple[int, Draft, str]]) -> None:
        at = timestamp()
        me = self._annotator
        rows = [articles.article_row(draft.article, mark, batch, at) for _, draft, mark in fresh]
        columns = ", ".join(f'"{name}"' for name in rows[0])
        marks = ", ".join("?" * len(rows[0]))
        conn.executemany(f"insert into article ({columns}) values ({marks})", [tuple(r.values()) for r in rows])
        self._write_spans(conn, fresh)
        conn.executemany(
            "insert into zone (article_id, id, start, end, kind, score, annotator, created_at) "
            "values (?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (id_, z.id, z.start, z.end, z.kind, z.score, z.annotator or me, z.created_at or at)
                for id_, draft, _ in fresh
                for z in draft.zones
            ],
        )
        conn.executemany(
            "insert into article_state (article_id, annotator, state, reason, updated_at) values (?, ?, ?, ?, ?)",
            [
                (id_, draft.annotator or me, draft.state.value, draft.reason, at)
                for id_, draft, _ in fresh
                if draft.state is not State.NEW
            ],
        )
        pages = [(id_, draft.article.text) for id_, draft, _ in fresh if draft.is_page]
        if pages:
            mark_recurring(conn, pages, self._first)
        names = {draft.annotator for _, draft, _ in fresh if draft.annotator}
        names |= {span.annotator for _, draft, _ in fresh for span in draft.spans if span.annotator}
        names |= {
            relation.annotator for _, draft, _ in fresh for relation in draft.relations if relation.annotator
        }
        said = [(id_, comment) for id_, draft, _ in fresh for comment in draft.comments]
        if said:
            names |= {comment.annotator for _, comment in said if comment.annotator}
            self._write_comments(conn, said, at)
        conn.executemany("insert or ignore into annotator values (?, ?)", [(name, at) for name in sorted(names)])
        self._write_registers(conn, batch, [draft for _, draft, _ in fresh], at)

    def _write_spans(self, conn: sqlite3.Connection, fresh: list[tuple[int, Draft, str]]) -> None:
        me = self._annotator
        attributes, segments, origin = (
            annotations.attributes_text,
            annotations.segments_text,
            annotations.origin_text,
        )
        last, last_text = None, ""
        spans: dict[bool, list[tuple[object, ...]]] = {False: [], True: []}
        relations: dict[bool, list[tuple[object, ...]]] = {False: [], True: []}
        for id_, draft, _ in fresh:
            for s in draft.spans:
                pieces, given = s.segments, s.attributes
                if s.origin is not last:  # nearly all of an article have the same
                    last, last_text = s.origin, origin(s.origin)
                spans[last.decision == "open"].append(
                    (
                        id_,
                        s.id,
                        s.annotator or me,
                        s.label,
                        pieces[0][0],
                        pieces[-1][1],
                        None if len(pieces) == 1 else segments(pieces),
                        attributes(given) if given else "{}",
                        s.actor_id,
                        s.concept_id,
                        s.note,
                        last_text,
                        s.created_at,
                        s.updated_at,
                    )
                )
            proposed = {s.id: s.origin for s in draft.spans if s.origin.decision == "open"}
            for r in draft.relations:
                from_ = r.origin
                if from_.decision != "open" and (r.head in proposed or r.child in proposed):
                    # What links a suggestion came with it, and is one itself, as its end may never come to be.
                    from_ = replace(proposed.get(r.head) or proposed[r.child], score=None)
                relations[from_.decision == "open"].append(
                    (id_, r.id, r.annotator or me, r.label, r.head, r.child, origin(from_), r.created_at)
                )
        for is_open, table in ((False, "span"), (True, "suggestion")):
            conn.executemany(
                f"insert into {table} ({_SPAN_COLUMNS}) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                spans[is_open],
            )
        if spans[True]:
            # Articles come in the order of their ids.
            conn.execute(
                """update suggestion set score = json_extract(origin, '$.score')
                where article_id between ? and ?""",
                (fresh[0][0], fresh[-1][0]),
            )
        for is_open, table in ((False, "relation"), (True, "suggestion_relation")):
            conn.executemany(
                f"insert into {table} ({_RELATION_COLUMNS}) values (?, ?, ?, ?, ?, ?, ?, ?)", relations[is_open]
            )

    def _write_comments(self, conn: sqlite3.Connection, said: list[tuple[int, Comment]], at: str) -> None:
        rows = [
            replace(
                comment,
                article_id=id_,
                annotator=comment.annotator or self._annotator,
                created_at=comment.created_at or at,
                updated_at=comment.updated_at or at,
            )
            for id_, comment in said
        ]
        columns, values = ", ".join(COMMENT_COLUMNS), ", :".join(COMMENT_COLUMNS)
        conn.executemany(f"insert into comment ({columns}) values (:{values})", [comment_row(row) for row in rows])

    def _write_registers(self, conn: sqlite3.Connection, batch: int, drafts: list[Draft], at: str) -> None:
        """Adds actors and concepts that the register lacks; one that it has already stays as it is."""
        listed: list[RowChange] = []
        for draft in drafts:
            for actor in draft.actors.values():
                if actor.id not in self._known["actor"]:
                    listed += self._register(conn, "actor", annotations.actor_row(actor, at))
            for concept in draft.concepts.values():
                if concept.id not in self._known["concept"]:
                    listed += self._register(conn, "concept", annotations.concept_row(concept, at))
        self._list(conn, batch, listed)

    def _register(self, conn: sqlite3.Connection, table: str, row: dict[str, object]) -> list[RowChange]:
        id_ = str(row["id"])
        self._known[table].add(id_)
        before = read_row(conn, table, 0, id_)
        if before is not None and not before["deleted"]:
            return []
        insert_row(conn, table, row)
        return [RowChange(table, 0, id_, before, read_row(conn, table, 0, id_))]


def _look_up(conn: sqlite3.Connection, columns: str, where: str, values: list[str]) -> list[tuple[str, str]]:
    if not values:
        return []
    marks = ", ".join("?" * len(values))
    return conn.execute(
        f"select {columns} from article where deleted = 0 and {where} in ({marks})", values
    ).fetchall()


def export_rows(
    conn: sqlite3.Connection,
    annotator: str | None = None,
    suggestions: bool = False,
    comments: bool = False,
    within: tuple[int, int] | None = None,
) -> Iterator[ExportArticle]:
    """All articles in the order of import with what one annotator's layer (None: every layer) holds.

    ``suggestions`` adds the open ones; ``comments`` adds those, whoever wrote them; ``within`` are the first and
    the last id to read. Reads in steps, so that memory stays flat; call it inside a snapshot.
    """
    first, end = within or (1, None)
    last = first - 1
    while end is None or last < end:
        step = conn.execute(
            f"""select id, key, title, text, source, authors, published, url, lang, file, split,
            {GROUP.format(article="a")} from article a
            where id > ? and id <= coalesce(?, id) and deleted = 0 order by id limit ?""",
            (last, end, _EXPORT_STEP),
        ).fetchall()
        if not step:
            return
        first, last = step[0][0], step[-1][0]
        spans, relations, zones, states = _collect(conn, first, last, annotator)
        proposed = _add_open(conn, first, last, spans, relations) if suggestions else {}
        for found, key in ((spans, _span_order), (relations, _relation_order), (zones, None)):
            for part in found.values():
                part.sort(key=key)
        said = _comments(conn, first, last) if comments else {}
        for row in step:
            id_ = row[0]
            mine = spans.get(id_, [])
            progress = states.get(id_, [])
            layer, status, reason = _layer(progress, mine, annotator)
            done = frozenset(row[0] for row in progress if row[1] == State.DONE)
            article = articles.as_article(row)
            rest = relations.get(id_, []), zones.get(id_, []), said.get(id_, []), proposed.get(id_, frozenset())
            yield ExportArticle(article, layer, status, mine, *rest, done, reason)


_Rows = dict[int, list[Any]]
_States = list[tuple[str, str, str | None]]  # annotator, state, reason


def _collect(conn: sqlite3.Connection, first: int, last: int, annotator: str | None) -> tuple[_Rows, ...]:
    """Spans, relations, zones and states of the articles from ``first`` to ``last``, by article."""
    layer = "and annotator = :annotator" if annotator else ""
    return tuple(
        _listed(conn, table, columns, where, first=first, last=last, annotator=annotator)
        for table, columns, where in (
            ("span", _SPAN_FIELDS, layer),
            ("relation", _RELATION_FIELDS, layer),
            ("zone", "start, end, kind", ""),
            ("article_state", "annotator, state, reason", layer),
        )
    )


def _add_open(
    conn: sqlite3.Connection, first: int, last: int, spans: _Rows, relations: _Rows
) -> dict[int, frozenset[str]]:
    """Adds the open suggestions; returns the ids of the relations among them by article."""
    for into, table, columns in (
        (spans, "suggestion", _SPAN_FIELDS),
        (relations, "suggestion_relation", _RELATION_FIELDS),
    ):
        found = _listed(conn, table, columns, "and decision = 'open'", first=first, last=last)
        for id_, more in found.items():
            into.setdefault(id_, []).extend(more)
    return {id_: frozenset(row[0] for row in more) for id_, more in found.items()}


def _listed(conn: sqlite3.Connection, table: str, columns: str, where: str, **given: object) -> _Rows:
    """The rows of the articles from ``:first`` to ``:last`` by article."""
    # As one JSON array an article, SQLite hands over spans in 24 µs an article; as rows, in 43.
    found = conn.execute(
        f"""select article_id, json_group_array(json_array({columns})) from {table}
        where article_id between :first and :last and deleted = 0 {where} group by article_id""",
        given,
    )
    return {id_: orjson.loads(text) for id_, text in found}


def _comments(conn: sqlite3.Connection, first: int, last: int) -> _Rows:
    """The comments of these articles by article, oldest first."""
    found: _Rows = {}
    for article_id, *row in conn.execute(
        f"""select article_id, {_COMMENT_FIELDS} from comment where article_id between ? and ? and deleted = 0
        order by article_id, created_at, id""",
        (first, last),
    ):
        found.setdefault(article_id, []).append(tuple(row))
    return found


def _span_order(row: SpanRow) -> tuple[int, int, str, str]:
    return row[2], -row[3], row[1], row[0]


def _relation_order(row: RelationRow) -> tuple[str, str, str, str]:
    return row[1], row[2], row[3], row[0]


def _layer(states: _States, spans: list[SpanRow], annotator: str | None) -> tuple[str | None, str, str | None]:
    """Whose layer the record is said to be, state and reason: the furthest state's, else the only annotator's."""
    begun = [row for row in states if row[1] != State.NEW]
    if begun:
        return min(begun, key=lambda row: (_RANK[row[1]], row[0]))
    names = {span[9] for span in spans}
    return annotator or (names.pop() if len(names) == 1 else None), State.NEW.value, None
