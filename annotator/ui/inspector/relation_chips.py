"""The spans that a span is linked to, as chips in one row of the inspector."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from annotator.ui.parts.flow import FlowLayout
from annotator.ui.parts.stylesheet import set_role
from annotator.ui.parts.theme import scale_of
from annotator.ui.parts.widgets import Chip
from annotator.ui.parts.writing import elided

_LEAST = 80  # px of the look

# Relation's id, id of the span to go to, text, colour of its label, whether the link is only suggested.
Link = tuple[str, str, str, QColor | None, bool]


class RelationChips(QWidget):
    """Chips that lead to spans; a dash stands where there is none.

    Delete on one removes its link, or rejects it where it is suggested.
    """

    span_chosen = Signal(str)
    removed = Signal(str)
    pointed_at = Signal(str)  # the id of the link whose chip the pointer or the keyboard is on; empty: none
    wanted = Signal()  # the dash was clicked: the person wants to make a link

    def __init__(self, name: str, description: str = "", choosable: bool = True) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setAccessibleDescription(description)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._flow = FlowLayout(self, spacing=4)
        self._choosable = choosable
        self._shown: list[Link] | None = None
        self._chips: list[tuple[Chip, str]] = []

    def show_links(self, links: Iterable[Link]) -> None:
        """Shows other links; where a text is wider than there is room, its end is left out."""
        wanted = list(links)
        if wanted == self._shown:
            return
        self._shown = wanted
        while self._flow.count():
            item = self._flow.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._chips = [(self._chip(*link), link[2]) for link in wanted]
        for chip, _ in self._chips:
            self._flow.addWidget(chip)
        self._fit()
        if not wanted:
            empty = QPushButton("–")
            set_role(empty, "quiet")
            empty.setEnabled(self._choosable)
            empty.setAccessibleName(self.tr("%1: none, choose").replace("%1", self.accessibleName()))
            empty.setToolTip(self.tr("Click to choose"))
            empty.clicked.connect(self.wanted)
            self._flow.addWidget(empty)

    def minimumSizeHint(self) -> QSize:
        """Long texts make no room for themselves."""
        return QSize(round(_LEAST * scale_of(self)), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        for chip, text in self._chips:
            chip.ensurePolished()
            metrics = chip.fontMetrics()
            beside = chip.sizeHint().width() - metrics.size(Qt.TextFlag.TextShowMnemonic, chip.text()).width()
            cut = elided(metrics, text, max(0, self.width() - beside))
            chip.setText(cut.replace("&", "&&"))

    def _chip(self, relation_id: str, span_id: str, text: str, colour: QColor | None, suggested: bool) -> Chip:
        chip = Chip(text, colour, self, proposed=suggested)
        chip.setAccessibleName(self.tr("%1 (suggested)").replace("%1", text) if suggested else text)
        tip = self.tr("%1\nClick to go there, Delete to remove the link")
        if suggested:
            tip = self.tr("%1\nSuggested. Click to go there, Delete to reject the link")
        chip.setToolTip(tip.replace("%1", text))
        chip.clicked.connect(lambda: self.span_chosen.emit(span_id))
        remove = QAction(self.tr("Reject the link") if suggested else self.tr("Remove the link"), chip)
        remove.triggered.connect(lambda: self.removed.emit(relation_id))
        chip.addAction(remove)
        chip.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        chip.setProperty("relation", relation_id)
        chip.installEventFilter(self)
        return chip

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Delete on a chip removes its link; the one that the pointer or the keyboard is on is told."""
        pressed = event.key() if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress else None
        if pressed in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit(watched.property("relation"))
            return True
        if event.type() in (QEvent.Type.Enter, QEvent.Type.FocusIn):
            self.pointed_at.emit(watched.property("relation"))
        elif event.type() in (QEvent.Type.Leave, QEvent.Type.FocusOut, QEvent.Type.Hide):
            self.pointed_at.emit("")
        return super().eventFilter(watched, event)
