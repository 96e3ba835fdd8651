"""The middle of the window: the labels, the text and its map; or what to do while there is no text."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from annotator.ui.actions.making import Keys
from annotator.ui.label_bar import LabelBar
from annotator.ui.pane.span_map import SpanMap
from annotator.ui.pane.text_pane import TextPane


class Reader(QWidget):
    """Shows the text where there is one."""

    import_requested = Signal()
    folder_requested = Signal()
    paste_requested = Signal()

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
        self._pages = QStackedWidget()
        self._pages.addWidget(self._text)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(label_bar)
        column.addWidget(self._pages, 1)

    def show_text(self, shown: bool, others: bool) -> None:
        """Shows the text, or what to do; ``others`` says whether there are articles to choose from."""
        self._label_bar.setVisible(shown)
        if shown:
            self._pages.setCurrentWidget(self._text)
            return
        # Needed by few, so made when the first of them comes.
        from annotator.ui.empty_state import EmptyState

        if self._pages.count() == 1:
            empty = EmptyState(self._keys)
            empty.import_requested.connect(self.import_requested)
            empty.folder_requested.connect(self.folder_requested)
            empty.paste_requested.connect(self.paste_requested)
            self._pages.addWidget(empty)
        page = self._pages.widget(1)
        if isinstance(page, EmptyState):
            page.show_articles(others)
            self._pages.setCurrentWidget(page)

    def take_focus(self) -> None:
        """Puts the keyboard into the text, or to the first thing to do."""
        page = self._pages.currentWidget()
        (self._pane if page is self._text or page is None else page).setFocus()
