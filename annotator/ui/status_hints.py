"""Keeps the status line and the label bar true: counts, and the keys that act now."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from annotator.core.models import Span
from annotator.ui.inspector.comment_field import CommentField
from annotator.ui.inspector.typed_fields import Note, TypedLine
from annotator.ui.label_bar import LabelBar
from annotator.ui.labelling import Labelling
from annotator.ui.linking import Linking
from annotator.ui.pane.text_pane import TextPane
from annotator.ui.segmenting import Segmenting
from annotator.ui.session import Session
from annotator.ui.status_line import Hint, StatusLine
from annotator.ui.suggestions import taking_over


class StatusHints(QObject):
    """Looks at what is active, and says which keys do what with it."""

    def __init__(
        self,
        session: Session,
        pane: TextPane,
        labelling: Labelling,
        linking: Linking,
        segmenting: Segmenting,
        status: StatusLine,
        bar: LabelBar,
    ) -> None:
        super().__init__(pane)
        self._session = session
        self._pane = pane
        self._labelling = labelling
        self._keys = labelling.keys
        self._linking = linking
        self._segmenting = segmenting
        self._status = status
        self._bar = bar
        # As the inspector: after the pane has been painted.
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self.show_now)
        for signal in (
            pane.active_changed,
            pane.selection_changed,
            linking.changed,
            segmenting.changed,
            session.article_changed,
            session.span_changed,
            session.spans_changed,
            session.relation_changed,
            session.saved,
        ):
            signal.connect(self._soon.start)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._soon.start)

    def show_now(self) -> None:
        """Shows what is true now."""
        waiting = self._session.waiting
        self._bar.show_suggestions(waiting, self._session.sieve.held, round(100 * self._session.sieve.least))
        active = self._labelling.active
        self._bar.show_active(self._labelling.codebook.label(active.label) if active is not None else None)
        number = len(self._session.spans) - waiting
        counts = self.tr("1 span") if number == 1 else self.tr("%n spans", "", number)
        if waiting:
            counts += " · " + self.tr("%n suggested", "", waiting)
        if self._session.sieve.hidden:
            counts += " · " + self.tr("suggestions hidden")
        self._status.show_counts(counts if self._session.article else "")
        self._status.show_hints(tuple(hint for hint in self._hints() if hint[0]))

    def _hints(self) -> list[Hint]:
        if self._session.article is None:
            return [
                (self._keys.first("corpus.import_files"), self.tr("import")),
                (self._keys.first("corpus.paste"), self.tr("paste")),
            ]
        if self._linking.relation is not None:
            name = self._linking.relation.title.lower()
            return [("1–9", self.tr("choose %1, or click it").replace("%1", name)), ("Esc", self.tr("cancel"))]
        if self._segmenting.is_on:
            return [("Enter", self.tr("add the words")), ("Esc", self.tr("cancel"))]
        done = (self._keys.first("article.done_next"), self.tr("done, next"))
        focus = QApplication.focusWidget()
        if isinstance(focus, CommentField):
            return [
                ("Enter", self.tr("save")),
                ("Ctrl+Enter", self.tr("ask the team")),
                ("Esc", self.tr("back to the text")),
            ]
        if isinstance(focus, (Note, TypedLine)):
            return [("Enter", self.tr("save")), ("Esc", self.tr("leave it as it was"))]
        if focus is not None and focus.objectName() == "picker-line":
            return []  # the popup says itself which keys act
        if focus is not None and not self._pane.hasFocus():
            return [(self._keys.first("view.next_region"), self.tr("next region")), done]
        active = self._labelling.active
        accept, grow = self._keys.first("label.accept"), self._keys.first("label.grow")
        hints: list[Hint] = []
        if active is not None and active.is_open:
            hints = [(accept, self._accepting(active)), (self._keys.first("label.reject"), self.tr("reject"))]
        elif active is not None:
            kinds = self._labelling.codebook.relations_from(active.label)
            number = len({link.child for link in taking_over.links_of(self._session, active)})
            hints = [(accept, self.tr("accept %n suggested", "", number))] if number else []
            linked = any(active.label in kind.child for kind in self._labelling.codebook.relations)
            what = kinds[0].title.lower() if kinds else self.tr("link") if linked else ""
            hints += [(self._keys.first("label.link"), what)] if what else []
            hints.append((self._keys.first("label.delete"), self.tr("delete")))
        elif self._pane.selection is not None:
            hints = [(grow, self.tr("grow"))]
        else:
            hints = [(accept, self.tr("next suggestion"))] if self._session.waiting else []
            hints.append((grow, self.tr("select")))
        return [*hints, done]

    def _accepting(self, suggestion: Span) -> str:
        """What Enter does: the suggestion may bring others along."""
        number = len(taking_over.chain_of(self._session, suggestion)) - 1
        return self.tr("accept with %n more", "", number) if number else self.tr("accept")
