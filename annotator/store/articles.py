"""Articles, their order in the list, and how far each annotator is with them."""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence

import orjson

from annotator.core.models import Article, ArticleSummary, Row, State
from annotator.store import groups
from annotator.store.comments import flagged
from annotator.store.states import RANK
from annotator.store.suggestion_counts import waiting

_COLUMNS = 'id, key, title, text, source, authors, published, url, lang, file, split, "group"'


def article(conn: sqlite3.Connection, article_id: int) -> Article | None:
    """The article; None if there is none of this id or it is deleted."""
    row = conn.execute(f"select {_COLUMNS} from article where id = ? and deleted = 0", (article_id,)).fetchone()
    return None if row is None else as_article(row)


def as_article(row: tuple[object, ...]) -> Article:
    """An article from its columns in the order of the class's fields."""
    id_, key, title, text, source, authors, *rest = row
    names = tuple(json.loads(authors)) if authors != "[]" else ()  # type: ignore[arg-type]
    return Article(id_, key, title, text, source, names, *rest)  # type: ignore[arg-type]


def text_length(conn: sqlite3.Connection, article_id: int) -> int | None:
    """Code points of the article's text, which is not read for it; None if there is no such article."""
    row = conn.execute("select length from article where id = ? and deleted = 0", (article_id,)).fetchone()
    return row and int(row[0])


def last_id(conn: sqlite3.Connection) -> int:
    """The id of the newest article, a deleted one too; 0 where there never was one."""
    (last,) = conn.execute("select coalesce(max(id), 0) from article").fetchone()
    return int(last)


def keys_of_addresses(conn: sqlite3.Connection, addresses: Iterable[str]) -> dict[str, str]:
    """The keys of the articles that come from some of these web addresses, by address.

    An article comes from its URL, and from what was asked for where another address was got, which is its file.
    """
    # Compiles its patterns, which no start needs.
    from annotator.core.web_addresses import plain

    wanted: dict[str, str] = {}
    for address in addresses:
        for form in (address, plain(address)):
            for scheme in ("http", "https"):
                wanted.setdefault(f"{scheme}:{form.partition(':')[2]}", address)
    found = conn.execute(
        """with wanted as materialized (select value from json_each(?))
        select key, url, file from article where deleted = 0 and (url in wanted or file in wanted) order by id""",
        (json.dumps(list(wanted)),),
    )
    keys: dict[str, str] = {}
    for key, url, file in found:
        for form in (url, file):
            if form in wanted:
                keys.setdefault(wanted[form], key)
    return keys


def count(conn: sqlite3.Connection) -> int:
    """How many articles there are."""
    (total,) = conn.execute("select count(*) from article where deleted = 0").fetchone()
    return int(total)


def steps(conn: sqlite3.Connection, size: int) -> Iterator[tuple[int, int, int]]:
    """All articles in steps of ``size``, in the order of import: first and last id, and how many there are."""
    last = 0
    while True:
        first, last, number = conn.execute(
            """select min(id), max(id), count(*) from
            (select id from article where id > ? and deleted = 0 order by id limit ?)""",
            (last, size),
        ).fetchone()
        if not number:
            return
        yield first, last, number


def splits(conn: sqlite3.Connection, only: int | None = None) -> tuple[str | None, ...]:
    """The splits that articles are in, None where some are in none; in the order of train, dev, test, others.

    ``only`` is the one article to look at: going through all takes a second for 200,000.
    """
    found = conn.execute(
        f"""select distinct split from article where deleted = 0 {"" if only is None else "and id = ?"}
        order by case split when 'train' then 0 when 'dev' then 1 when 'test' then 2 else 3 end, split""",
        () if only is None else (only,),
    )
    return tuple(split for (split,) in found)


def languages(conn: sqlite3.Connection, ids: Container[int] | None = None) -> dict[str | None, int]:
    """How many articles there are of each language, None where it isn't known; of ``ids`` alone where given."""
    found = conn.execute("select id, lang from article where deleted = 0 order by id")
    return dict(Counter(lang for id_, lang in found if ids is None or id_ in ids))


def article_ids(
    conn: sqlite3.Connection, annotator: str, everyone: bool = True, state: State | None = None
) -> array[int]:
    """Ids in the order of the list (that of import), of all articles or of those in one state."""
    live = "select id from article where deleted = 0"
    parameters: tuple[str, ...] = ()
    if state is None:
        wanted = live
    else:
        states, parameters = _effective(annotator, everyone)
        if state is State.NEW:
            wanted = f"{live} and id not in (select article_id from ({states}) where state <> 'new')"
        else:
            wanted = f"{live} and id in (select article_id from ({states}) where state = ?)"
            parameters = (*parameters, state.value)
    # As one value: 100,000 rows take 25 ms, this 9.
    (found,) = conn.execute(f"select json_group_array(id) from ({wanted} order by id)", parameters).fetchone()
    return array("q", orjson.loads(found))


def state_of(conn: sqlite3.Connection, article_id: int, annotator: str, everyone: bool = True) -> State:
    """The state that the list shows: this annotator's own, else (everyone) the furthest of the others'."""
    rows = conn.execute(
        f"select annotator, state from article_state where article_id = ? and deleted = 0 order by {RANK}",
        (article_id,),
    ).fetchall()
    own = [state for name, state in rows if name == annotator]
    others = [state for _, state in rows] if everyone else []
    return State((own or others or ["new"])[0])


def state_counts(conn: sqlite3.Connection, annotator: str, everyone: bool = True) -> dict[State, int]:
    """How many articles are in each state; the values sum up to the number of articles."""
    states, parameters = _effective(annotator, everyone)
    counts = dict.fromkeys(State, 0)
    found = conn.execute(
        f"""select state, count(*) from ({states}) s
        where exists (select 1 from article a where a.id = s.article_id and a.deleted = 0) group by state""",
        parameters,
    )
    for state, number in found:
        counts[State(state)] = number
    counts[State.NEW] = count(conn) - sum(n for state, n in counts.items() if state is not State.NEW)
    return counts


def _effective(annotator: str, everyone: bool) -> tuple[str, tuple[str, ...]]:
    """A query for (article_id, state) as the list shows them."""
    if not everyone:
        return "select article_id, state from article_state where annotator = ? and deleted = 0", (annotator,)
    return (
        f"""select article_id, state from (
        select article_id, state, row_number() over (
            partition by article_id order by annotator <> ?, {RANK}) as place
        from article_state where deleted = 0) where place = 1""",
        (annotator,),
    )


def summaries(
    conn: sqlite3.Connection, ids: Sequence[int], annotator: str, everyone: bool = True, least: float = 0.0
) -> list[ArticleSummary]:
    """What the list shows of these articles, in the order of ``ids``; deleted ones are left out.

    Suggestions count from this score on.
    """
    marks = ", ".join("?" * len(ids))
    layer = "" if everyone else "and annotator = ?"
    layer_values = () if everyone else (annotator,)
    found = conn.execute(
        f"select id, title, source, published, lang, split from article where id in ({marks}) and deleted = 0",
        tuple(ids),
    ).fetchall()
    spans = dict(
        conn.execute(
            f"""select article_id, count(*) from span where article_id in ({marks}) and deleted = 0 {layer}
            group by article_id""",
            (*ids, *layer_values),
        ).fetchall()
    )
    open_ = waiting(conn, ids, least)
    asked = flagged(conn, ids)
    alike = groups.counts(conn, ids)
    rows = {
        id_: ArticleSummary(
            id_,
            title,
            source,
            published,
            lang,
            state_of(conn, id_, annotator, everyone),
            spans.get(id_, 0),
            open_.get(id_, 0),
            id_ in asked,
            alike.get(id_, 0),
            split,
        )
        for id_, title, source, published, lang, split in found
    }
    return [rows[id_] for id_ in ids if id_ in rows]


def article_row(article: Article, digest: str, batch: int, at: str) -> Row:
    """The row that stores an article."""
    return {
        "id": article.id,
        "key": article.key,
        "title": article.title,
        "source": article.source,
        "authors": json.dumps(article.authors, ensure_ascii=False),
        "published": article.published,
        "url": article.url,
        "lang": article.lang,
        "file": article.file,
        "split": article.split,
        "group": article.group,
        "digest": digest,
        "length": len(article.text),
        "batch": batch,
        "created_at": at,
        "updated_at": at,
        "deleted": 0,
        "text": article.text,
    }


def files_and_titles(conn: sqlite3.Connection, keys: Iterable[str]) -> list[tuple[str, str | None, str]]:
    """The articles with these keys: key, the file that it came from, title."""
    return conn.execute(
        """select a.key, a.file, a.title from json_each(?) j join article a on a.key = j.value
        where a.deleted = 0""",
        (json.dumps(list(keys)),),
    ).fetchall()
