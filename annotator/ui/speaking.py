"""Tells a screen reader what happens in the text, where the keyboard stays in one place while much changes."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from annotator.core.models import Change, Span, State
from annotator.ui.inspector.spoken import shown_text, spoken_span
from annotator.ui.linking import Linking
from annotator.ui.pane.text_pane import TextPane
from annotator.ui.parts.change_names import change_name
from annotator.ui.parts.speech import announce, is_listening
from annotator.ui.parts.widgets import state_title
from annotator.ui.session import Session
from annotator.ui.status_line import StatusLine


class Speaking(QObject):
    """Says what was done, which article or span is there now, which labels the caret is in, what numbers choose.

    All that comes of one key is said at once. The place of the caret describes the text, too, for who comes back.
    """

    def __init__(self, session: Session, pane: TextPane, linking: Linking, status: StatusLine) -> None:
        super().__init__(pane)
        self._session = session
        self._pane = pane
        self._linking = linking
        self._change: Change | None = None
        self._done = self._told = self._asked = self._here = ""
        self._has_changed = False
        self._article: int | None = None
        self._place: tuple[str | None, tuple[str, ...]] = (None, ())
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._say)
        pane.active_changed.connect(self._soon.start)
        pane.selection_changed.connect(self._soon.start)
        linking.changed.connect(self._soon.start)
        session.changed.connect(self._on_change)
        session.succeeded.connect(self._on_success)
        session.article_changed.connect(self._soon.start)
        status.told.connect(self._on_told)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus)
        self._soon.start()  # for the article that is open already

    def _on_change(self, change: Change) -> None:
        self._change = change

    def _on_success(self) -> None:
        """A change of this window; what undo and redo do, they tell themselves."""
        if self._change is not None:
            self._has_changed = True
            self._done = _name(self._change) if self._change.kind == "do" else ""
            self._soon.start()

    def _on_told(self, sentence: str) -> None:
        self._told = sentence
        self._soon.start()

    def _say(self) -> None:
        # What was told says what was done, too.
        done, changed = self._told or self._done, self._has_changed
        self._done, self._told, self._has_changed = "", "", False
        if not is_listening():
            return
        asked, before = self._candidates(), self._asked
        self._asked = asked
        parts = (done, self._title(), self._where(changed), asked if asked != before else "")
        announce(self._pane, ". ".join(part.rstrip(".") for part in parts if part))

    def _title(self) -> str:
        """The article's title where it is another one than before."""
        article, before = self._session.article, self._article
        self._article = article.id if article is not None else None
        if article is None or article.id == before:
            return ""
        return " ".join(article.title.split()) or self.tr("Untitled")

    def _where(self, again: bool) -> str:
        """The active span, or the labels at the caret; "" where it is what was said last, unless ``again``."""
        pane, spans = self._pane, self._session.spans
        active = spans.get(pane.active or "")
        around = () if active else tuple(id_ for id_ in pane.spans_at(pane.caret) if id_ in spans)
        place, before = (pane.active, around), self._place
        self._place = place
        if active is not None:
            sentence = spoken_span(self._session, active)
        elif around:
            sentence = self.tr("in %1").replace("%1", ", ".join(self._label(spans[id_]) for id_ in around))
        else:
            sentence = self.tr("no label here") if pane.text else ""
        self._here = sentence
        if not pane.hasFocus():
            self._describe()
        return sentence if place != before or (again and active is not None) else ""

    def _describe(self) -> None:
        """Not while the keyboard is in the text: Orca says a description that changes, and would say all twice."""
        if self._here != self._pane.accessibleDescription():
            self._pane.setAccessibleDescription(self._here)

    def _on_focus(self, before: QWidget | None, _now: QWidget | None) -> None:
        if before is self._pane:
            self._describe()

    def _label(self, span: Span) -> str:
        return f"{span.label}, {self.tr('suggested')}" if span.is_open else span.label

    def _candidates(self) -> str:
        """The spans that have numbers now, to be chosen by them."""
        kind, spans = self._linking.relation, self._session.spans
        if kind is None:
            return ""
        chosen = ((number, spans.get(id_)) for number, id_ in self._pane.candidates.items())  # some may be gone
        found = (f"{number} {shown_text(self._session, span)}" for number, span in chosen if span is not None)
        return f"{kind.title}: {', '.join(found)}"


def _name(change: Change) -> str:
    """What was done; of an article's state, which it is now."""
    states = [row.after["state"] for row in change.rows if row.table == "article_state" and row.after is not None]
    return (
        state_title(State(states[0])) if change.command == "set state" and states else change_name(change.command)
    )
