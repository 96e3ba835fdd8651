"""What a person presses at the window: keys that are counted, and the ways to places and spans."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import Qt

from annotator.core.models import Relation, Span
from annotator.ui.register.registering import Registering
from tests.end_to_end.cheapest_keys import NONE, SHIFT, Place, Press, Stand, way_to
from tests.end_to_end.window import Driver

_Key = Qt.Key
LINKS = ("speaker", "cue", "claimant")
_EDITABLE = 4  # keys: who has to move edges farther than that rejects and labels anew


class Hands:
    """Presses keys for what an article is to have: these spans and links, and tells what it has so far."""

    def __init__(
        self, driver: Driver, gold: Iterable[Span], links: Iterable[Relation], suggesting: bool = False
    ) -> None:
        self.driver = driver
        self.session = driver.window.session
        self.suggesting = suggesting
        self._changed = False
        self.session.saved.connect(self._on_saved)
        self.gold = {(span.label, span.segments): span for span in gold}
        assert self.session.article is not None
        self.article_id = self.session.article.id
        places = {span.id: place for place, span in self.gold.items()}
        self.links = {(r.label, places[r.head], places[r.child]) for r in links if r.label in LINKS}
        self.spent: Counter[str] = Counter()
        controller = driver.window.controllers.controller("registering")
        assert isinstance(controller, Registering)
        self.registering = controller
        driver.qtbot.waitUntil(lambda: controller.index.ready)

    # What there is

    def made(self) -> dict[tuple[str, tuple[Place, ...]], Span]:
        """The spans that are data, by label and place."""
        return {(s.label, s.segments): s for s in self.session.spans.values() if not s.is_open}

    def made_links(self) -> set[tuple[str, str, str]]:
        found = self.session.relations.values()
        return {(r.label, r.head, r.child) for r in found if r.origin.decision != "open"}

    def required(self, span: Span) -> dict[str, object]:
        label = self.driver.project.codebook.require_label(span.label)
        return {a.name: span.attributes.get(a.name) for a in label.attributes if a.required}

    # Keys

    @contextmanager
    def spending(self, what: str) -> Iterator[None]:
        """Counts the keys of the body as spent for this."""
        before = self.driver.keys - sum(self.spent.values())
        yield
        self.spent[what] += self.driver.keys - sum(self.spent.values()) - before

    def press(self, key: Qt.Key | str, modifiers: Qt.KeyboardModifier = NONE) -> None:
        """Presses a key and looks at what the program suggests then, as SuggestingWhileReading has it made."""
        self.driver.press(key, modifiers)
        if self._changed and self.suggesting:
            self._changed = False
            change = self.driver.project.suggesting.suggest_article(self.article_id).change
            if change is not None:
                self.session.take(change)
                self.driver.settle()

    def _on_saved(self) -> None:
        self._changed = True

    def press_all(self, keys: Iterable[Press]) -> None:
        for key, modifiers in keys:
            self.press(key, modifiers)

    def active(self) -> Span | None:
        return self.session.spans.get(self.driver.pane.active or "")

    def _stand(self) -> Stand:
        active, pane = self.active(), self.driver.pane
        ids = pane.ordered_span_ids()
        return Stand(
            self.driver.text,
            pane.caret,
            active.segments if active else (),
            pane.segment,
            tuple(self.session.spans[id_].segments for id_ in ids),
            ids.index(active.id) if active else -1,
            pane.places,
            pane._keys._goal,
        )

    def go_to(self, span_id: str) -> None:
        """Makes a span active, by Tab or by the caret."""
        pane, ids = self.driver.pane, self.driver.pane.ordered_span_ids()
        if pane.active == span_id:
            return
        ways: list[tuple[Press, ...]] = []
        spans = self.session.spans
        place, tab = ids.index(span_id), (_Key.Key_Tab, NONE)
        if pane.active in ids:
            steps = (place - ids.index(pane.active)) % len(ids)
            ways += [(tab,) * steps, ((_Key.Key_Backtab, SHIFT),) * (len(ids) - steps)]
        low = spans[ids[place - 1]].start + 1 if place else 0
        if low <= spans[span_id].start:
            way = way_to(self._stand(), low, spans[span_id].start)
            ways += [(*way, tab)] if way is not None else []
        if not ways:
            # The only way leads over the one before it.
            self.go_to(ids[place - 1])
            ways.append((tab,))
        shortest: tuple[Press, ...] = min(ways, key=len)
        self.press_all(shortest)
        assert pane.active == span_id, "the way to a span leads elsewhere"
