"""What of a project goes out: articles, layers, labels."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable
from dataclasses import dataclass, field, replace
from functools import lru_cache

import orjson

from annotator.core.models import ExportArticle, RelationRow, SpanRow, State

STATUSES = {
    "any": tuple(State),
    "started": (State.STARTED, State.DONE),
    "done": (State.DONE,),
}
ORIGINS = ("human", "import", "rule", "model", "llm")
"""Who or what made a span first: ``origin.kind`` of the record."""


@dataclass(frozen=True, slots=True)
class ExportFilter:
    """Which articles, layers and labels go out.

    ``status``: any, started (started or done) or done. ``annotator``: one annotator's labels and progress alone.
    ``labels`` and ``origins`` (of ORIGINS) are those wanted, all if empty. ``agreement``: spans that so many
    annotators made at least, of the same label and the same segments; one of them goes out, the first by time,
    with the values (attributes, actor, concept) that so many gave it, and with the relations that so many made.
    Open suggestions are nobody's: they don't count there, and stay beside what is agreed on.
    ``query``: articles that it finds, all if blank. ``comments``, everybody's, go along where the record has what
    they are on.
    """

    annotator: str | None = None
    status: str = "any"
    keep_zones: bool = False
    suggestions: bool = False
    comments: bool = False
    labels: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    agreement: int = 1
    query: str = ""

    def takes(self, item: ExportArticle) -> bool:
        return item.status in STATUSES[self.status]

    def is_shared(self, item: ExportArticle) -> bool:
        """Whether enough annotators labelled it, or read all of it, for ``agreement``.

        Where too few did, no span says nothing.
        """
        if self.agreement == 1:
            return True
        made = {row[9] for row in item.spans if _origin(row[12])[1] != "open"}
        return len(made | item.done) >= self.agreement


@dataclass(slots=True)
class Selection:
    """Takes out the spans that are not wanted, and what hangs on them; counts all of it.

    ``values_left_out`` are attributes, actors and concepts of spans that go out, as too few annotators gave them.
    """

    wanted: ExportFilter
    values_left_out: int = field(default=0, init=False)
    spans_left_out: int = field(default=0, init=False)
    relations_left_out: int = field(default=0, init=False)
    comments_left_out: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        self._narrows = bool(self.wanted.labels or self.wanted.origins or self.wanted.agreement > 1)

    _narrows: bool = field(default=False, init=False)

    def of(self, item: ExportArticle) -> ExportArticle:
        """The article with the wanted spans, and the relations and comments of those."""
        if not self._narrows:
            return item
        kept = [row for row in item.spans if self._is_wanted(row)]
        stands_for = {row[0]: row[0] for row in kept}
        least = self.wanted.agreement
        if least > 1:
            kept, stands_for, disputed = _agreed(kept, least)
            self.values_left_out += disputed
        mine = {row[0] for row in item.spans}
        relations, foreign = [], []
        for row in item.relations:
            id_, label, head, child, annotator = row
            if {head, child} <= stands_for.keys():
                relations.append((id_, label, stands_for[head], stands_for[child], annotator))
            elif {head, child} <= mine:
                self.relations_left_out += 1
            else:
                foreign.append(row)  # told of where it is left out
        if least > 1:
            relations, disputed = _agreed_relations(relations, least, item.proposed)
            self.relations_left_out += disputed
        relations += foreign
        self.spans_left_out += len(item.spans) - len(kept)
        comments = [
            (row[0], stands_for.get(row[1], row[1]) if row[1] else None, *row[2:])
            for row in item.comments
            if row[1] is None or row[1] in stands_for or row[1] not in mine
        ]
        self.comments_left_out += len(item.comments) - len(comments)
        return replace(item, spans=kept, relations=relations, comments=comments)

    def _is_wanted(self, row: SpanRow) -> bool:
        wanted = self.wanted
        if wanted.labels and row[1] not in wanted.labels:
            return False
        return not wanted.origins or _origin(row[12])[0] in wanted.origins


def _agreed(rows: list[SpanRow], least: int) -> tuple[list[SpanRow], dict[str, str], int]:
    """The spans that so many annotators made, one each, and by which of them each span is stood for.

    Then the number of values that they have no more, as fewer gave them.
    """
    same: dict[tuple[object, ...], list[SpanRow]] = defaultdict(list)
    for row in rows:
        is_open = _origin(row[12])[1] == "open"
        same[row[0] if is_open else "", *row[1:5]].append(row)
    kept, stands_for, disputed = [], {}, 0
    for (proposed, *_), alike in same.items():
        if proposed:
            kept.append(alike[0])
        elif len({row[9] for row in alike}) >= least:
            alike.sort(key=lambda row: (row[10], row[0]))
            span, left_out = _with_agreed_values(alike, least)
            kept.append(span)
            disputed += left_out
        else:
            continue
        stands_for.update({row[0]: alike[0][0] for row in alike})
    return kept, stands_for, disputed


def _with_agreed_values(alike: list[SpanRow], least: int) -> tuple[SpanRow, int]:
    """The first of the spans with the values that so many annotators gave, and how many values that leaves out."""
    given: dict[str, dict[bytes, set[str]]] = defaultdict(lambda: defaultdict(set))  # who gave which value
    for row in alike:
        values = {**orjson.loads(row[5]), _ACTOR: row[6], _CONCEPT: row[7]}
        for name, value in values.items():
            if value is not None:
                given[name][orjson.dumps(value)].add(row[9])
    agreed = {}
    for name, votes in given.items():
        value = max(votes, key=lambda value: len(votes[value]))
        if len(votes[value]) >= least:
            agreed[name] = orjson.loads(value)
    left_out = len(given) - len(agreed)
    actor, concept = agreed.pop(_ACTOR, None), agreed.pop(_CONCEPT, None)
    first = alike[0]
    return (*first[:5], orjson.dumps(agreed).decode(), actor, concept, *first[8:]), left_out


_ACTOR, _CONCEPT = "/actor", "/concept"  # no attribute is called so


def _agreed_relations(
    rows: Iterable[RelationRow], least: int, proposed: Container[str]
) -> tuple[list[RelationRow], int]:
    """The relations that so many annotators made, one each, with open suggestions; how many are left out."""
    same: dict[tuple[str, str, str], list[RelationRow]] = defaultdict(list)
    for row in rows:
        same[row[1:4]].append(row)
    kept, left_out = [], 0
    for alike in same.values():
        is_open = any(row[0] in proposed for row in alike)
        if is_open or len({row[4] for row in alike}) >= least:
            kept.append(alike[0])
        else:
            left_out += len(alike)
    return kept, left_out


@lru_cache(10_000)  # few differ, but where a model gives each span a score of its own
def _origin(origin: str) -> tuple[str | None, str | None]:
    """Kind and decision."""
    read = orjson.loads(origin)
    return read.get("kind"), read.get("decision")
