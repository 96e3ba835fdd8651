"""The pieces of a span that has several, in the inspector: where they are, and a button that removes each."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from annotator.core.models import Segments, Span
from annotator.ui.actions.acting import ActingKeys
from annotator.ui.parts.stylesheet import set_role
from annotator.ui.parts.widgets import Card, KeyCap
from annotator.ui.parts.writing import elided
from annotator.ui.session import Session

_SHOWN = 60  # code points of a piece; the width cuts it further


class _Piece(QPushButton):
    """A button whose text is cut to its width."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._whole = text
        set_role(self, "quiet")
        self.setStyleSheet("text-align: left;")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def resizeEvent(self, event: QResizeEvent) -> None:
        room = self.width() - 3 * self.fontMetrics().averageCharWidth()
        cut = elided(self.fontMetrics(), self._whole, room)
        self.setText(cut.replace("&", "&&"))
        super().resizeEvent(event)


class SegmentsCard(Card):
    """Shown only while a span has several pieces."""

    chosen = Signal(int, int)
    """A piece (code points) was clicked: the person wants to see it."""
    removed = Signal(str, int, int)
    """The id of the span, and the piece that is to be removed."""
    parting_wanted = Signal()

    def __init__(self, session: Session, keys: ActingKeys) -> None:
        super().__init__(self.tr("PIECES"))
        self._session = session
        self._shown: tuple[str, Segments] | None = None
        self._rows: list[QWidget] = []
        self._part = QPushButton(self.tr("Make each a span of its own"))
        set_role(self._part, "quiet")
        self._part.setAccessibleName(self._part.text())
        self._part.clicked.connect(self.parting_wanted)
        foot = QHBoxLayout()
        foot.addWidget(self._part)
        foot.addStretch(1)
        foot.addWidget(keys.show_on(KeyCap("", self), "label.split"))
        self.body.addLayout(foot)
        self.hide()

    def show_span(self, span: Span | None) -> None:
        """Shows the pieces of another span, or those that it has now."""
        several = span is not None and len(span.segments) > 1
        self.setVisible(several)
        wanted = (span.id, span.segments) if span is not None and several else None
        if wanted == self._shown:
            return
        self._shown = wanted
        for row in self._rows:
            row.hide()
            row.deleteLater()
        self._rows = []
        if wanted is None:
            return
        span_id, segments = wanted
        self.set_aside(str(len(segments)))
        for number, (start, end) in enumerate(segments, 1):
            row = self._row(number, span_id, start, end)
            self._rows.append(row)
            self.body.insertWidget(number - 1, row)
            row.show()

    def _row(self, number: int, span_id: str, start: int, end: int) -> QWidget:
        text = self._session.article.text if self._session.article else ""
        words = " ".join(text[start : min(end, start + _SHOWN)].split())
        name = QLabel(str(number))
        set_role(name, "muted")
        name.setFixedWidth(2 * name.fontMetrics().horizontalAdvance("0"))
        piece = _Piece(words)
        piece.setAccessibleName(self.tr("Piece %1: %2").replace("%1", str(number)).replace("%2", words))
        piece.setToolTip(" ".join(text[start:end].split()))
        piece.clicked.connect(lambda: self.chosen.emit(start, end))
        remove = QPushButton("×")
        set_role(remove, "quiet")
        remove.setAccessibleName(self.tr("Remove piece %1").replace("%1", str(number)))
        remove.setToolTip(remove.accessibleName())
        remove.clicked.connect(lambda: self.removed.emit(span_id, start, end))
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(name, 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(piece, 1)
        layout.addWidget(remove, 0)
        return row
