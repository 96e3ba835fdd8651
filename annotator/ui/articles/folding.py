"""Which articles of the list are folded away: all of a group of near-duplicates but its first."""

from __future__ import annotations

from array import array
from collections.abc import Iterable

from annotator.ui.articles.model import ArticleSource


class Folding:
    """Sorts ids as they come to the list into those that get a row and those that are folded away.

    An article that somebody has gone to keeps its row until the list shows something else. What is known of the
    groups is read when it is first needed, and again after :meth:`forget`.
    """

    def __init__(self) -> None:
        self.is_on = False
        self.hidden: dict[int, int] = {}
        """How many are folded away, by the article whose row stands for them."""
        self._source: ArticleSource | None = None
        self._clusters: dict[int, int] | None = None
        self._first: dict[int, int] = {}  # by group, the article that stands for it
        self._away: dict[int, int] = {}  # by an article that is folded away, the one that stands for it
        self._kept: set[int] = set()

    def set_source(self, source: ArticleSource | None) -> None:
        """Takes the groups of another project."""
        self._source = source
        self.forget()
        self.begin()

    def forget(self) -> None:
        """Articles came, went or were grouped."""
        self._clusters = None

    @property
    def number(self) -> int:
        """How many articles are folded away."""
        return len(self._away)

    def begin(self, keep: int | None = None, *, again: bool = False) -> None:
        """Another list begins, in which ``keep`` has a row in any case; ``again``: the same list, read anew."""
        self._first, self._away, self.hidden = {}, {}, {}
        if not again:
            self._kept = set()
        if keep is not None:
            self._kept.add(keep)

    def rows(self, ids: array[int]) -> array[int]:
        """Those of the list's next ids that get a row."""
        if not self.is_on or self._source is None:
            return ids
        if self._clusters is None:
            self._clusters = self._source.clusters()
        if not self._clusters:
            return ids
        return array("q", self._sorted_out(ids, self._clusters))

    def _sorted_out(self, ids: Iterable[int], clusters: dict[int, int]) -> Iterable[int]:
        for id_ in ids:
            cluster = clusters.get(id_)
            if cluster is None:
                yield id_
                continue
            first = self._first.setdefault(cluster, id_)
            if first == id_ or id_ in self._kept:
                yield id_
            else:
                self._away[id_] = first
                self.hidden[first] = self.hidden.get(first, 0) + 1

    def unfold(self, article_id: int) -> int | None:
        """Gives an article a row of its own; the one whose row stood for it, None if it isn't folded away."""
        first = self._away.pop(article_id, None)
        if first is not None:
            self._kept.add(article_id)
            self.hidden[first] -= 1
        return first
