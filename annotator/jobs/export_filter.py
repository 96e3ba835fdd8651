"""What of a project goes out: articles, layers, labels."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from functools import lru_cache

import orjson

from annotator.core.models import ExportArticle, SpanRow, State

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
    annotators made at least, of the same label and the same segments; one of them goes out, the first by time.
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
    """Takes out the spans that are not wanted, and what hangs on them; counts all of it."""

    wanted: ExportFilter
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
        if self.wanted.agreement > 1:
            kept, stands_for = _agreed(kept, self.wanted.agreement)
        mine = {row[0] for row in item.spans}
        relations, seen = [], set()
        # Of what several annotators made, their relations are as much the same as their spans.
        merges = self.wanted.agreement > 1
        for id_, label, head, child, annotator in item.relations:
            if {head, child} <= stands_for.keys():
                link = label, stands_for[head], stands_for[child]
                if not merges or link not in seen:
                    seen.add(link)
                    relations.append((id_, *link, annotator))
            elif {head, child} <= mine:
                self.relations_left_out += 1
            else:
                relations.append((id_, label, head, child, annotator))  # foreign: told of where it is left out
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


def _agreed(rows: list[SpanRow], least: int) -> tuple[list[SpanRow], dict[str, str]]:
    """The spans that so many annotators made, one each, and by which of them each span is stood for."""
    same: dict[tuple[object, ...], list[SpanRow]] = defaultdict(list)
    for row in rows:
        is_open = _origin(row[12])[1] == "open"
        same[row[0] if is_open else "", *row[1:5]].append(row)
    kept, stands_for = [], {}
    for (proposed, *_), alike in same.items():
        if proposed or len({row[9] for row in alike}) >= least:
            first = min(alike, key=lambda row: (row[10], row[0]))
            kept.append(first)
            stands_for.update({row[0]: first[0] for row in alike})
    return kept, stands_for


@lru_cache(10_000)  # few differ, but where a model gives each span a score of its own
def _origin(origin: str) -> tuple[str | None, str | None]:
    """Kind and decision."""
    read = orjson.loads(origin)
    return read.get("kind"), read.get("decision")
