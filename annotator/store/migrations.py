"""The schema, as the steps that lead to it. Imported only when a file has to be made or brought up to date."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def _without(*names: str) -> Iterator[None]:
    """Has imports find no such packages, but those that are loaded already."""
    away = [name for name in names if name not in sys.modules]
    for name in away:
        sys.modules[name] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        for name in away:
            del sys.modules[name]


# It loads these wherever they are installed, to know their data frames and numbers, of which there are none here:
# the first new project would take two seconds.
with _without("pandas", "numpy"):
    from sqlite_utils import Database, Migrations

migrations = Migrations("annotator")

# Spans and suggestions lie in the order of their articles (primary key, no row ids): opening an article reads
# neighbouring pages, an import appends, and a file's own span ids need be unique within their article only.
_SPAN_COLUMNS = """
    article_id integer not null,
    id text not null,
    annotator text not null,
    label text not null,
    start integer not null,
    end integer not null,
    segments text,
    attributes text not null default '{}',
    actor_id text,
    concept_id text,
    note text,
    origin text not null,
    created_at text not null,
    updated_at text not null,
"""
_RELATION_COLUMNS = """
    article_id integer not null,
    id text not null,
    annotator text not null,
    label text not null,
    head text not null,
    child text not null,
    origin text not null,
    created_at text not null,
"""

_FIRST = [
    "create table setting (key text primary key, value text not null) without rowid",
    """create table codebook (
        id text primary key, name text not null, version integer not null, data text not null,
        created_at text not null, deleted integer not null default 0) without rowid""",
    "create table annotator (name text primary key, created_at text not null) without rowid",
    # The text comes last, so that the other columns are found without reading its overflow pages.
    """create table article (
        id integer primary key, key text not null, title text not null, source text,
        authors text not null default '[]', published text, url text, lang text, file text, split text,
        "group" text, digest text not null, length integer not null, batch integer not null,
        created_at text not null, updated_at text not null, deleted integer not null default 0,
        text text not null)""",
    "create unique index article_key on article(key) where deleted = 0",
    "create index article_digest on article(digest) where deleted = 0",
    "create index article_live on article(id) where deleted = 0",
    "create index article_batch on article(batch)",
    """create table article_state (
        article_id integer not null, annotator text not null, state text not null, reason text,
        updated_at text not null, deleted integer not null default 0,
        primary key (article_id, annotator)) without rowid""",
    "create index article_state_state on article_state(annotator, state, article_id)",
    """create table zone (
        article_id integer not null, id text not null, start integer not null, end integer not null,
        kind text not null, score real, annotator text, created_at text not null,
        deleted integer not null default 0, primary key (article_id, id)) without rowid""",
    f"""create table span ({_SPAN_COLUMNS} deleted integer not null default 0,
        primary key (article_id, id)) without rowid""",
    "create index span_actor on span(actor_id) where actor_id is not null",
    "create index span_concept on span(concept_id) where concept_id is not null",
    f"""create table relation ({_RELATION_COLUMNS} deleted integer not null default 0,
        primary key (article_id, id)) without rowid""",
    f"""create table suggestion ({_SPAN_COLUMNS} reason text, decision text not null default 'open',
        deleted integer not null default 0, primary key (article_id, id)) without rowid""",
    f"""create table suggestion_relation ({_RELATION_COLUMNS} decision text not null default 'open',
        deleted integer not null default 0, primary key (article_id, id)) without rowid""",
    """create table actor (
        id text primary key, name text not null, kind text, aliases text not null default '[]',
        affiliations text not null default '[]', wikidata text, colour text, note text,
        created_at text not null, updated_at text not null, deleted integer not null default 0) without rowid""",
    "create index actor_name on actor(name)",
    """create table concept (
        id text primary key, name text not null, parent text, note text, created_at text not null,
        updated_at text not null, deleted integer not null default 0) without rowid""",
    # undone: 0 in force, 1 undone and can be redone, 2 undone for good, 3 in force and passed over by undo. Never
    # set on undo and redo entries.
    """create table change (
        id integer primary key autoincrement, kind text not null, command text not null,
        annotator text not null, at text not null, article_id integer, target integer,
        bulk integer not null default 0, undone integer not null default 0)""",
    "create index change_stack on change(annotator, undone, id) where kind = 'do'",
    """create table change_row (
        change_id integer not null, seq integer not null, tbl text not null, article_id integer not null,
        row_id text not null, before text, after text, primary key (change_id, seq)) without rowid""",
    "create index change_row_row on change_row(row_id, article_id)",
    """create virtual table article_fts using fts5(
        title, text, content='article', content_rowid='id', tokenize="unicode61 remove_diacritics 2")""",
    # Inserts are indexed in bulk (see search.py); edits keep the index right on their own. What is not indexed
    # yet must not be taken out of the index, which would damage it.
    """create trigger article_fts_update after update of title, text on article
        when (old.title <> new.title or old.text <> new.text)
        and new.id <= (select cast(value as integer) from setting where key = 'indexed') begin
        insert into article_fts(article_fts, rowid, title, text) values ('delete', old.id, old.title, old.text);
        insert into article_fts(rowid, title, text) values (new.id, new.title, new.text);
        end""",
]

_SECOND = [
    # Of a span, or (span_id null) of the article. An open one asks the team something: it is what a flag shows.
    """create table comment (
        article_id integer not null, id text not null, span_id text, annotator text not null, text text not null,
        open integer not null default 0, created_at text not null, updated_at text not null,
        deleted integer not null default 0, primary key (article_id, id)) without rowid""",
    "create index comment_open on comment(article_id) where open = 1 and deleted = 0",
    # Counts, filters and the queue of unlinked mentions are answered from this index alone.
    "create index span_label on span(label, article_id, actor_id, concept_id) where deleted = 0",
    # Concordances, counts and uses of the registers, too: in 3,000,000 spans 0.1 s instead of 2.1.
    "drop index span_actor",
    "create index span_actor on span(actor_id, article_id, updated_at) where actor_id is not null and deleted = 0",
    "drop index span_concept",
    """create index span_concept on span(concept_id, article_id, updated_at)
        where concept_id is not null and deleted = 0""",
    "create index suggestion_actor on suggestion(actor_id) where actor_id is not null",
    "create index suggestion_concept on suggestion(concept_id) where concept_id is not null",
    # What is deleted is taken off such counts: 2 ms for 29,413 mentions instead of 30.
    "create index article_deleted on article(id) where deleted <> 0",
]

_THIRD = [
    # Near-duplicates (see grouping.py). A cluster is named by its first article.
    "create table near (article_id integer primary key, cluster integer not null, signature blob not null)",
    "create index near_cluster on near(cluster, article_id)",
    """create table near_key (key integer not null, article_id integer not null,
        primary key (key, article_id)) without rowid""",
    # Pairs of lines that pages have in common (see recurring.py).
    """create table page_line (key integer not null, article_id integer not null,
        primary key (key, article_id)) without rowid""",
]

_FOURTH = [
    # Suggestions made by a run (see suggesting.py): the change that brought them, and the one that took them away
    # again as they were not proposed any more; the score for queues.
    *(
        f"alter table {table} add column {column}"
        for table in ("suggestion", "suggestion_relation")
        for column in ("batch integer", "gone integer", "score real")
    ),
    *(
        f"create index {table}_{column} on {table}({column}) where {column} is not null"
        for table in ("suggestion", "suggestion_relation")
        for column in ("batch", "gone")
    ),
    "update suggestion set score = json_extract(origin, '$.score')",
    # Counts of the list and the queues are answered from this index alone.
    """create index suggestion_open on suggestion(article_id, score)
        where decision = 'open' and deleted = 0""",
    # Which suggester, of which version and knowing what, has been through which state of an article.
    """create table suggested (
        article_id integer not null, suggester text not null, version text not null, stamp text not null,
        batch integer, primary key (article_id, suggester)) without rowid""",
    "create index suggested_batch on suggested(batch) where batch is not null",
    # What was learned from the labels of this project; no history, as it can be learned again.
    """create table model (
        name text primary key, version text not null, meta text not null, created_at text not null,
        data blob not null)""",
]


def _run(db: Database, statements: list[str]) -> None:
    for statement in statements:
        db.execute(statement)


@migrations()
def m001_first(db: Database) -> None:
    """Articles, zones, spans, relations, suggestions, registers, layers, history and search."""
    _run(db, _FIRST)


@migrations()
def m002_comments(db: Database) -> None:
    """Comments and flags, and an index of spans by label."""
    _run(db, _SECOND)


@migrations()
def m003_groups(db: Database) -> None:
    """Near-duplicates, and lines that recur on pages."""
    _run(db, _THIRD)


@migrations()
def m004_suggesters(db: Database) -> None:
    """Runs of suggesters, and what is learned."""
    _run(db, _FOURTH)


def migrate(conn: sqlite3.Connection, mark_version: Callable[[], None]) -> None:
    """Applies what is missing and then marks the version, each step in its own transaction."""
    db = Database(conn)
    migrations.apply(db)
    mark_version()
