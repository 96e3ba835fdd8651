"""The labels that a change of the codebook touches: counted, read, and many of them rewritten at once."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter

import orjson

from annotator.core.codebook import Codebook, parse_codebook
from annotator.core.codebook_plan import Use
from annotator.core.codebook_recoding import UNDECIDED, Recoding
from annotator.core.models import Row, RowChange
from annotator.store.history import BATCH_HIDDEN, Recorder

# What an import brought in that is taken back counts no more; it comes back only where the codebook fits it.
_SHOWN = f"and article_id not in (select id from article where deleted = {BATCH_HIDDEN})"
WIDE = 2_000  # rows of one change from which on windows don't look at them (history.py)
# article id, id, the changed columns before and after; both with ``deleted``
Rewrite = tuple[int, str, Row, Row]
# article id, id, name, head, child (span ids), labels of head and child (None: there is no such span)
Link = tuple[int, str, str, str, str, str | None, str | None]


@dataclass(slots=True)
class Survey:
    """What a change of the codebook would touch: each use, and how many spans and relations in all."""

    uses: list[Use] = field(default_factory=list)
    spans: int = 0
    relations: int = 0


def survey(conn: sqlite3.Connection, recoding: Recoding) -> Survey:
    """Counts what the recoding touches."""
    found = Survey()
    for name, label in recoding.labels.items():
        if label.is_same:
            continue
        if label.is_renamed:
            number = count_labelled(conn, name)
            if not number:
                continue
            found.spans += number
            found.uses.append(Use("label", name, spans=number, decided=label.target is not UNDECIDED))
            if not isinstance(label.target, str):
                continue
        touched: Counter[str] = Counter()
        misfits: Counter[tuple[str, str]] = Counter()
        for text, number in attribute_texts(conn, name).items():
            values = orjson.loads(text)
            recoded, unfit = label.recode(values)
            if not label.is_renamed and (unfit or recoded != values):
                found.spans += number
            misfits.update(dict.fromkeys(unfit, number))
            open_ = {attribute for attribute, _ in unfit}
            # One that has another name is touched, though its value may stay.
            touched.update({a: number for a in values if a not in open_ and recoded.get(a) != values[a]})
        found.uses += (Use("attribute", name, attribute, "", n, True) for attribute, n in touched.items())
        order = {attribute: n for n, attribute in enumerate(label.attributes)}
        for (attribute, value), number in sorted(misfits.items(), key=lambda item: (order[item[0][0]], -item[1])):
            found.uses.append(Use("value" if value else "attribute", name, attribute, value, number))
    if not recoding.keeps_relations:
        for (name, head, child), number in sorted(relation_counts(conn).items()):
            target = recoding.relation(name, head, child)
            if target != name and not recoding.is_undecided(head) and not recoding.is_undecided(child):
                found.relations += number
                found.uses.append(Use("relation", head, name, child, number, target is not UNDECIDED))
    return found


def highest_version(conn: sqlite3.Connection) -> int:
    """The highest version that the project ever had, one that was taken back included."""
    (version,) = conn.execute("select coalesce(max(version), 0) from codebook").fetchone()
    return int(version)


def before(conn: sqlite3.Connection, version: int) -> Codebook:
    """The codebook that was in force before the one of this version, or would be without it."""
    (data,) = conn.execute(
        """select data from codebook where deleted = 0 and version < ?
        order by version desc, created_at desc limit 1""",
        (version,),
    ).fetchone()
    return parse_codebook(orjson.loads(data))


def count_labelled(conn: sqlite3.Connection, label: str) -> int:
    """How many spans carry the label."""
    (number,) = conn.execute(
        f"select count(*) from span where label = ? and deleted = 0 {_SHOWN}", (label,)
    ).fetchone()
    return int(number)


def attribute_texts(conn: sqlite3.Connection, label: str) -> Counter[str]:
    """How often each set of attributes occurs at spans of the label, as its column holds it; not the empty one."""
    rows = conn.execute(
        f"select attributes from span where label = ? and deleted = 0 and attributes <> '{{}}' {_SHOWN}", (label,)
    )
    return Counter(text for (text,) in rows)


def labelled(conn: sqlite3.Connection, table: str, label: str, bare: bool) -> Iterator[tuple[int, str, str, str]]:
    """(article id, id, attributes as text, updated_at) of the spans, or suggestions, of a label.

    ``bare``: of those without attributes, too.
    """
    where = "" if bare else "and attributes <> '{}'"
    yield from conn.execute(
        f"select article_id, id, attributes, updated_at from {table} where label = ? and deleted = 0 {where}",
        (label,),
    )


def rewrite(recorder: Recorder, table: str, rows: Sequence[Rewrite]) -> None:
    """Writes many rows at once, and notes of each the columns alone that change.

    A row takes 33 µs and 0.7 kB, by ``recorder.update`` 63 µs and 3 kB. For more than WIDE rows only, after which
    windows read all anew: a smaller change is shown by its rows, which have to be whole.
    """
    for columns, group in groupby(rows, lambda row: tuple(row[3])):
        sets = ", ".join(f"{column} = ?" for column in columns)
        recorder.conn.executemany(
            f"update {table} set {sets} where article_id = ? and id = ?",
            ((*after.values(), article_id, id_) for article_id, id_, _, after in group),
        )
    for article_id, id_, before, after in rows:
        recorder.record(RowChange(table, article_id, id_, before, after))


def imported(conn: sqlite3.Connection, batch: int) -> Iterator[tuple[str, str]]:
    """The labels of an import's spans and suggestions, each with the attributes that it has, as text."""
    for table in ("span", "suggestion"):
        yield from conn.execute(
            f"""select distinct label, attributes from {table} where deleted = 0
            and article_id in (select id from article where batch = ? and deleted = 0)""",
            (batch,),
        )


def relation_counts(conn: sqlite3.Connection) -> Counter[tuple[str, str, str]]:
    """How many relations there are of each name, label of the head and label of the child."""
    rows = conn.execute(
        f"""select r.label, h.label, c.label from relation r
        join span h on h.article_id = r.article_id and h.id = r.head and h.deleted = 0
        join span c on c.article_id = r.article_id and c.id = r.child and c.deleted = 0
        where r.deleted = 0 and {_SHOWN.removeprefix("and ").replace("article_id", "r.article_id")}"""
    )
    return Counter(rows)


def linked(conn: sqlite3.Connection, table: str) -> Iterator[Link]:
    """The relations, or suggested ones, with the labels of their ends (of a suggested one: also suggestions)."""
    label = "(select label from span s where s.article_id = r.article_id and s.id = r.{end} and s.deleted = 0)"
    if table == "suggestion_relation":
        other = label.replace("from span", "from suggestion")
        label = f"coalesce({label}, {other})"
    yield from conn.execute(
        f"""select article_id, id, label, head, child, {label.format(end="head")}, {label.format(end="child")}
        from {table} r where deleted = 0"""
    )


def twins(conn: sqlite3.Connection, labels: list[str]) -> Iterator[tuple[int, str, str]]:
    """(article id, span to keep, span to drop) where labels that become one lie on the same stretch of one layer.

    Kept is the one whose label comes first.
    """
    marks = ", ".join("?" * len(labels))
    rows = conn.execute(
        f"""select article_id, annotator, start, end, segments, label, id from span
        where label in ({marks}) and deleted = 0 order by article_id, annotator, start, end, segments""",
        labels,
    )
    for (article_id, *_), group in groupby(rows, itemgetter(0, 1, 2, 3, 4)):
        there = sorted(((label, id_) for *_, label, id_ in group), key=lambda row: labels.index(row[0]))
        yield from ((article_id, there[0][1], id_) for label, id_ in there[1:] if label != there[0][0])
