"""How many suggestions wait in an article, as the list counts them and as the text shows them."""

from __future__ import annotations

import sqlite3
from types import SimpleNamespace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from annotator.core.chains import at_least
from annotator.store.suggestion_counts import waiting

_IDS = [f"s{n}" for n in range(8)]
_SCORES = st.one_of(st.none(), st.sampled_from([0.2, 0.5, 0.9]))
_TABLES = """
create table suggestion (article_id, id, score, decision, deleted);
create table suggestion_relation (article_id, head, child, decision, deleted);
"""


@given(
    st.dictionaries(st.sampled_from(_IDS), _SCORES),
    st.sets(st.tuples(st.sampled_from([*_IDS, "span"]), st.sampled_from([*_IDS, "span"]))),
    st.sets(st.sampled_from(_IDS)),
    st.sampled_from([0.0, 0.5, 0.8]),
)
def test_the_list_counts_what_the_text_shows(
    scores: dict[str, float | None], links: set[tuple[str, str]], decided: set[str], least: float
) -> None:
    conn = sqlite3.connect(":memory:")
    conn.executescript(_TABLES)
    conn.executemany(
        "insert into suggestion values (1, ?, ?, ?, 0)",
        [(id_, score, "accepted" if id_ in decided else "open") for id_, score in scores.items()],
    )
    conn.executemany("insert into suggestion_relation values (1, ?, ?, 'open', 0)", links)
    # Of another article, and taken back: neither counts.
    conn.execute("insert into suggestion values (2, 's0', 0.9, 'open', 0), (1, 's9', 0.9, 'open', 1)")
    shown: Any = {
        id_: SimpleNamespace(origin=SimpleNamespace(score=score))
        for id_, score in scores.items()
        if id_ not in decided
    }
    ends: Any = [SimpleNamespace(head=head, child=child) for head, child in links]
    assert waiting(conn, [1], least).get(1, 0) == len(at_least(shown, ends, least))
    conn.close()
