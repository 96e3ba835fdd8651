"""What suggesters are given of the file: articles with their labels, and what is known of the project."""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from annotator.core.models import Article, Relation, Span, Zone
from annotator.core.names import fold, is_pronoun
from annotator.store import annotations as layers
from annotator.store import articles
from annotator.store.states import is_open

_MENTIONS = 5_000  # linked mentions that are read to learn from
_HABIT = 300  # ACTOR spans that are looked at for their articles

# What an article and its zones are, without reading the text.
STAMP = """a.updated_at || '/' || coalesce((select group_concat(z.start || '-' || z.end) from zone z
    where z.article_id = a.id and z.deleted = 0), '')"""


@dataclass(frozen=True, slots=True)
class Unread:
    """An article with what suggesters may know of it; ``stamp`` tells this state of it from others."""

    article: Article
    zones: list[Zone]
    spans: list[Span]
    relations: list[Relation]
    stamp: str


def unfinished(
    conn: sqlite3.Connection,
    marks: dict[str, str],
    annotator: str,
    everyone: bool = True,
    only: Sequence[int] | None = None,
) -> array[int]:
    """Ids of the articles that not all of these suggesters have been through in their present state.

    Those that the list shows this annotator as done or skipped are left out, as nobody would see what comes of it.
    ``marks`` maps a suggester's name to its version with what it knows; ``only`` are the articles asked about.
    """
    values = {"wanted": json.dumps(list(marks.items())), "only": json.dumps(None if only is None else list(only))}
    where = "" if only is None else "and a.id in (select value from json_each(:only))"
    (found,) = conn.execute(
        f"""with wanted as materialized (
            select json_extract(value, '$[0]') as name, json_extract(value, '$[1]') as mark
            from json_each(:wanted))
        select json_group_array(id) from (select a.id from article a where a.deleted = 0 {where}
            and {is_open("a.id", everyone)} and exists (
            select 1 from wanted w left join suggested s on s.article_id = a.id and s.suggester = w.name
            and s.version = w.mark and s.stamp = {STAMP} where s.suggester is null) order by a.id)""",
        {**values, "annotator": annotator},
    ).fetchone()
    return array("q", json.loads(found))


def read(conn: sqlite3.Connection, ids: Iterable[int], annotator: str | None) -> Iterator[Unread]:
    """The articles with what one annotator (None: anybody) has labelled in them; those that are gone are left
    out. To be read within one snapshot, lest a stamp is of another text."""
    for id_ in ids:
        article = articles.article(conn, id_)
        if article is not None:
            (stamp,) = conn.execute(f"select {STAMP} from article a where id = ?", (id_,)).fetchone()
            yield Unread(
                article,
                layers.zones(conn, id_),
                layers.spans(conn, id_, annotator),
                layers.relations(conn, id_, annotator),
                stamp,
            )


def register_stamp(conn: sqlite3.Connection) -> str:
    """What tells one state of the register of actors from others."""
    number, last = conn.execute("select count(*), max(updated_at) from actor where deleted = 0").fetchone()
    return f"{number}/{last}"


def linked_mentions(conn: sqlite3.Connection) -> dict[str, str]:
    """The folded words of linked spans (of the newest articles) → the entry's id; no pronouns, nothing that fits
    two."""
    found: dict[str, str | None] = {}
    rows = conn.execute(
        """select s.actor_id, substr(a.text, s.start + 1, s.end - s.start) from span s join article a
        on a.id = s.article_id where s.actor_id is not null and s.deleted = 0 and a.deleted = 0
        and exists (select 1 from actor r where r.id = s.actor_id and r.deleted = 0)
        order by s.article_id desc limit ?""",
        (_MENTIONS,),
    )
    for actor_id, text in rows:
        if not is_pronoun(text):
            words = fold(text)
            found[words] = actor_id if found.get(words, actor_id) == actor_id else None
    return {words: actor_id for words, actor_id in found.items() if actor_id is not None}


def actor_contexts(conn: sqlite3.Connection) -> list[tuple[str, str, str]]:
    """Of the newest spans that people labelled ACTOR: the 10 characters before each, its words, the 2 behind."""
    return conn.execute(
        """select substr(a.text, max(1, s.start - 9), min(10, s.start)),
        substr(a.text, s.start + 1, min(200, s.end - s.start)), substr(a.text, s.end + 1, 2)
        from span s join article a on a.id = s.article_id
        where s.label = 'ACTOR' and s.deleted = 0 and a.deleted = 0 order by s.article_id desc limit ?""",
        (_HABIT,),
    ).fetchall()
