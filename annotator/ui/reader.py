"""The middle of the window: the labels, the text and its map; or what to do while there is no text."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from annotator.ui.actions.making import Keys
from annotator.ui.label_bar import LabelBar
from annotator.ui.pane.span_map import SpanMap
from annotator.ui.pane.text_pane import TextPane
from annotator.ui.parts.theme import scale_of

_BESIDE = 600  # px of the look that the text and a panel beside it need


class Reader(QWidget):
    """Shows the text where there is one."""

    action_chosen = Signal(str)  # its name

    def __init__(self, label_bar: LabelBar, pane: TextPane, span_map: SpanMap, keys: Keys) -> None:
        super().__init__()
        self._keys = keys
        self._pane = pane
        self._text = QWidget()
        row = QHBoxLayout(self._text)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(pane, 1)
        row.addWidget(span_map)
        self._label_bar = label_bar
        # A panel may stand beside the text.
        self._beside = QSplitter(Qt.Orientation.Horizontal)
        self._beside.setHandleWidth(1)
        self._beside.setChildrenCollapsible(False)
        self._beside.addWidget(self._text)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._beside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(label_bar)
        column.addWidget(self._pages, 1)

    def show_text(self, shown: bool, others: bool) -> None:
        """Shows the text, or what to do; ``others`` says whether there are articles to choose from."""
        self._label_bar.setVisible(shown)
        if shown:
            self._pages.setCurrentWidget(self._beside)
            return
        # Needed by few, so made when the first of them comes.
        from annotator.ui.empty_state import EmptyState

        if self._pages.count() == 1:
            empty = EmptyState(self._keys)
            empty.chosen.connect(self.action_chosen)
            self._pages.addWidget(empty)
        page = self._pages.widget(1)
        if isinstance(page, EmptyState):
            page.show_articles(others)
            self._pages.setCurrentWidget(page)

    def put_beside(self, panel: QWidget) -> None:
        """Lets a panel stand at the right of the text, which gives way to it; below it in a narrow window."""
        self._beside.addWidget(panel)
        self._beside.setStretchFactor(0, 1)
        self._beside.setStretchFactor(self._beside.count() - 1, 0)
        self._turn()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._turn()
        super().resizeEvent(event)

    def _turn(self) -> None:
        """Where there is no room at its side, what stands beside the text stands below it."""
        narrow = self.width() < round(_BESIDE * scale_of(self))
        self._beside.setOrientation(Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal)

    def take_focus(self) -> None:
        """Puts the keyboard into the text, or to the first thing to do."""
        page = self._pages.currentWidget()
        (self._pane if page is self._beside or page is None else page).setFocus()
