"""What became of suggestions, and where those lie that wait for a decision."""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Sequence
from typing import Any, NamedTuple

from annotator.core.chains import chain
from annotator.store.states import is_open

_QUEUES = {
    # A score of a half says nothing; 0 and 1 leave no doubt.
    "uncertainty": "avg(1 - abs(2 * coalesce(score, 1) - 1))",
    "yield": "count(*)",
}


class Acceptance(NamedTuple):
    """How a suggester's suggestions of one label were decided; ``edited`` ones were taken over with changes."""

    name: str
    version: str  # the newest
    kind: str
    label: str
    open: int
    accepted: int
    edited: int
    rejected: int

    @property
    def rate(self) -> float | None:
        """The share of those decided on that were accepted, edited ones among them; None before the first."""
        taken = self.accepted + self.edited
        return taken / (taken + self.rejected) if taken + self.rejected else None


def acceptance(conn: sqlite3.Connection, annotator: str, everyone: bool = True) -> list[Acceptance]:
    """Counts for each suggester and label, by name. Open is what this annotator can decide on: nothing in an
    article that the list shows as done or skipped."""
    rows = conn.execute(
        f"""select name, kind, label, max(made || ' ' || version), sum(decision = 'open' and in_sight),
        sum(decision = 'accepted' and not edited), sum(decision = 'accepted' and edited), sum(decision =
        'rejected') from (select json_extract(s.origin, '$.name') as name, json_extract(s.origin, '$.kind') as
        kind, s.label, coalesce(json_extract(s.origin, '$.version'), '') as version, s.created_at as made,
        s.decision, s.decision = 'accepted' and exists (select 1 from span p where p.article_id = s.article_id
                and p.id = s.id and json_extract(p.origin, '$.decision') = 'edited') as edited,
                s.decision = 'open' and {is_open("s.article_id", everyone)} as in_sight
            from suggestion s where s.deleted = 0
            and exists (select 1 from article a where a.id = s.article_id and a.deleted = 0))
        group by name, kind, label order by name, label""",
        {"annotator": annotator},
    )
    return [
        Acceptance(name or "", made.partition(" ")[2], kind, label, *counts)
        for name, kind, label, made, *counts in rows
    ]


def queue(
    conn: sqlite3.Connection, by: str, annotator: str, everyone: bool = True, least: float = 0.0
) -> array[int]:
    """Ids of the articles with open suggestions of at least this score; of none that is shown as done or skipped.

    ``by`` "uncertainty" puts those first of whose suggestions the suggesters are least sure on average, "yield"
    those with the most.
    """
    (found,) = conn.execute(
        f"""select json_group_array(article_id) from (select article_id from (
            select article_id, {_QUEUES[by]} as rank from suggestion indexed by suggestion_open
            where decision = 'open' and deleted = 0 and coalesce(score, 1) >= :least group by article_id) q
        where {is_open("q.article_id", everyone)} order by rank desc, article_id)""",
        {"least": least, "annotator": annotator},
    ).fetchone()
    return array("q", json.loads(found))


class _Link(NamedTuple):
    head: str
    child: str


def waiting(conn: sqlite3.Connection, ids: Sequence[int], least: float = 0.0) -> dict[int, int]:
    """How many open suggestions each of these articles has with this score, or none, or linked to from such.

    Articles without any are left out. The same as :func:`annotator.core.chains.at_least` lets through.
    """
    marks = ", ".join("?" * len(ids))
    rows = conn.execute(
        f"""select article_id, count(*), sum(coalesce(score, 1) >= ?) from suggestion
        where article_id in ({marks}) and decision = 'open' and deleted = 0 group by article_id""",
        (least, *ids),
    ).fetchall()
    found = {article_id: good for article_id, _, good in rows if good}
    mixed = [article_id for article_id, every, good in rows if 0 < good < every]
    for article_id in mixed:
        found[article_id] += _led_to(conn, article_id, least)
    return found


def _led_to(conn: sqlite3.Connection, article_id: int, least: float) -> int:
    """How many open suggestions with a lower score links lead to from those with this one, link after link.

    The list asks after each label: with 6,600 suggestions this takes 7 ms, with their rows and all links 10.
    """
    where = "where article_id = ? and decision = 'open' and deleted = 0"
    ids = f"select json_group_array(id) from suggestion {where} and coalesce(score, 1)"
    low = set(_listed(conn, f"{ids} < ?", article_id, least))
    every = f"select json_group_array(json_array(head, child)) from suggestion_relation {where}"
    links = [_Link(head, child) for head, child in _listed(conn, every, article_id) if child in low]
    if not links:
        return 0
    good = {link.head for link in links}.intersection(_listed(conn, f"{ids} >= ?", article_id, least))
    return len(chain(good, links, low | good)) - len(good)


def _listed(conn: sqlite3.Connection, query: str, *values: object) -> list[Any]:
    (found,) = conn.execute(query, values).fetchone()
    return json.loads(found)  # type: ignore[no-any-return]


def reasons(conn: sqlite3.Connection, article_id: int) -> dict[str, str]:
    """Why suggestions of an article were made, by id, of those accepted or rejected, too."""
    return dict(
        conn.execute(
            "select id, reason from suggestion where article_id = ? and reason is not null and deleted = 0",
            (article_id,),
        ).fetchall()
    )
