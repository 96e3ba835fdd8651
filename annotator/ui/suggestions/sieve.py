"""Which of an article's open suggestions are shown."""

from __future__ import annotations

from collections.abc import Iterable

from annotator.core.chains import at_least
from annotator.core.models import Relation, RowChange, Span, State
from annotator.project import span_from_row


class Sieve:
    """Holds all open suggestions of one article, and lets through those that are good enough.

    What a suggestion that is let through links to is let through, too. Who is done with an article, or has skipped
    it, has said no word about what is still open there: it stays in the file, out of sight. So does all of it
    while they are ``hidden``.
    """

    def __init__(self) -> None:
        self.least = 0.0
        self.hidden = False
        self._all: dict[str, Span] = {}
        self.shown: dict[str, Span] = {}
        self.held = 0  # by their score

    def fill(self, suggestions: Iterable[Span]) -> None:
        """Takes over all suggestions of an article; to be followed by :meth:`sift`."""
        self._all = {span.id: span for span in suggestions}

    def take(self, row: RowChange) -> None:
        """Notes that a suggestion is another one, decided on, or gone."""
        self._all.pop(row.row_id, None)
        if row.after is not None and row.after["decision"] == "open":
            self._all[row.row_id] = span_from_row(row.after)

    def sift(self, relations: Iterable[Relation], state: State) -> list[str]:
        """Chooses anew; the ids of what is shown now and was not, was and is not, or is another than it was."""
        before = self.shown
        if self.hidden or state in (State.DONE, State.SKIPPED):
            self.shown, self.held = {}, 0
        else:
            links = (r for r in relations if r.origin.decision == "open")
            good = at_least(self._all, links, self.least) if self.least else self._all
            self.shown = {id_: span for id_, span in self._all.items() if id_ in good}
            self.held = len(self._all) - len(self.shown)
        ids = dict.fromkeys((*before, *self.shown))
        return [id_ for id_ in ids if before.get(id_) != self.shown.get(id_)]
