"""The spans that a span is linked to, as chips in one row of the inspector."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QPushButton, QSizePolicy, QWidget

from annotator.ui.parts.flow import FlowLayout
from annotator.ui.parts.stylesheet import set_role
from annotator.ui.parts.theme import scale_of
from annotator.ui.parts.widgets import Chip
from annotator.ui.parts.writing import elided

_LEAST = 80  # px of the look
_FIRST = 30  # links that are shown until one asks for all

# Relation's id, id of the span to go to, text, colour of its label, whether the link is only suggested.
Link = tuple[str, str, str, QColor | None, bool]


class RelationChips(QWidget):
    """Chips that lead to spans; a dash stands where there is none.

    Delete on one removes its link, or rejects it where it is suggested. Of many links the first are shown, and a
    button that shows the others.
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
        self._links: list[Link] = []
        self._chips: list[tuple[Link, Chip]] = []  # those that are shown, in their order
        self._all = False  # else the first links alone are shown
        self._empty = self._button("–", self.tr("%1: none, choose").replace("%1", name))
        self._empty.setEnabled(choosable)
        self._empty.setToolTip(self.tr("Click to choose"))
        self._empty.clicked.connect(self.wanted)
        self._more = self._button("", "")
        self._more.clicked.connect(self._show_all)
        self._more.hide()

    def _button(self, text: str, name: str) -> QPushButton:
        button = QPushButton(text, self)
        set_role(button, "quiet")
        button.setAccessibleName(name)
        self._flow.addWidget(button)
        return button

    def show_links(self, links: Iterable[Link]) -> None:
        """Shows other links; where a text is wider than there is room, its end is left out."""
        wanted = list(links)
        if wanted != self._links:
            self._links = wanted
            self._show()

    def fold(self) -> None:
        """Shows the first links alone again."""
        if self._all:
            self._all = False
            self._show()

    def _show(self) -> None:
        wanted = {link[0]: link for link in (self._links if self._all else self._links[:_FIRST])}
        kept = {link[0]: chip for link, chip in self._chips if wanted.get(link[0]) == link}
        focus = QApplication.focusWidget()
        place = next((n for n, (_, chip) in enumerate(self._chips) if chip is focus), None)
        visible = not self.isHidden()
        if len(kept) < len(wanted):
            # Else Qt lays the whole inspector out anew for each chip that comes: 15 s for 400.
            self.hide()
        for link, chip in self._chips:
            if link[0] not in kept:
                chip.hide()
                chip.deleteLater()
        self._chips = [(link, kept.get(id_) or self._chip(*link)) for id_, link in wanted.items()]
        chips = [chip for _, chip in self._chips]
        while self._flow.count():
            self._flow.takeAt(0)
        for widget in (*chips, self._empty, self._more):
            self._flow.addWidget(widget)
        for before, after in pairwise((self._empty, *chips, self._more)):
            QWidget.setTabOrder(before, after)
        self._fit()
        self._show_rest(len(self._links) - len(chips))
        self._empty.setVisible(not chips)
        self.setVisible(visible)
        if focus is not None and place is not None:
            # The keyboard stays on its chip, or goes to what has come into its place.
            there: list[QWidget] = [*chips[place : place + 1], *chips[-1:], self._empty]
            (focus if focus in kept.values() else there[0]).setFocus()

    def _show_rest(self, number: int) -> None:
        self._more.setVisible(number > 0)
        self._more.setText(self.tr("+%n more", "", number))
        self._more.setAccessibleName(f"{self.accessibleName()}: {self.tr('show %n more', '', number)}")

    def _show_all(self) -> None:
        number = len(self._chips)
        self._all = True
        self._show()
        self._chips[number][1].setFocus()

    def minimumSizeHint(self) -> QSize:
        """Long texts make no room for themselves."""
        return QSize(round(_LEAST * scale_of(self)), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        for (_, _, text, _, _), chip in self._chips:
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
