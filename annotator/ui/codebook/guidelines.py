"""The guidelines beside the text: what one label means, with its examples, attributes, relations and keys."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from annotator.core.codebook import Codebook
from annotator.ui.codebook.guideline_page import write_label
from annotator.ui.codebook.item_list import ItemList, Row
from annotator.ui.codebook.markdown_view import MarkdownView
from annotator.ui.parts.icons import icon
from annotator.ui.parts.stylesheet import set_role
from annotator.ui.parts.swatch import swatch
from annotator.ui.parts.theme import Appearance

_WIDTH, _LEAST = 300, 230  # px of the look
_BESIDE = 150  # px that the list takes beside the page
_NO_LIMIT = 16_777_215  # Qt's own
_ROWS = 6  # labels that the list shows without scrolling


class GuidelinePanel(QFrame):
    """A list of the labels, and below it all that the codebook says of the chosen one.

    ``left`` is sent when the person wants back to the text, ``closed`` by the button.
    """

    left = Signal()
    closed = Signal()

    def __init__(
        self, appearance: Appearance, link_key: Callable[[], str] = lambda: "S", parent: QWidget | None = None
    ) -> None:
        """``link_key`` tells the key that links by the first relation of a label; "" if none does."""
        super().__init__(parent)
        self._link_key = link_key
        self._appearance = appearance
        self._codebook = Codebook("none")
        self._shown = ""
        set_role(self, "bar")
        self.setAccessibleName(self.tr("Guidelines"))
        self.setMinimumWidth(appearance.px(_LEAST))
        heading = QLabel(self.tr("Guidelines"))
        set_role(heading, "heading")
        self._close = QPushButton()
        set_role(self._close, "quiet")
        self._close.setAccessibleName(self.tr("Close the guidelines"))
        self._close.setToolTip(self.tr("Close the guidelines"))
        self._close.clicked.connect(self.closed)
        self.labels = ItemList(self.tr("Labels"), movable=False)
        self.labels.row_chosen.connect(lambda row: self.show_label(self._codebook.labels[row].name))
        self.page = MarkdownView(self.tr("What the codebook says of the label"))
        top = QHBoxLayout()
        top.addWidget(heading, 1)
        top.addWidget(self._close)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(appearance.px(12),) * 4)
        column.setSpacing(appearance.px(8))
        column.addLayout(top)
        self._body = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._body.setSpacing(appearance.px(8))
        self._body.addWidget(self.labels)
        self._body.addWidget(self.page, 1)
        column.addLayout(self._body, 1)
        appearance.changed.connect(self._colour)
        self._colour()

    def show_codebook(self, codebook: Codebook) -> None:
        """Shows another codebook; the label stays, if there still is one of that name."""
        self._codebook = codebook
        self._fit_list()
        if not codebook.labels:
            self._shown = ""
            self.labels.show_rows([])
            self.page.clear()
            return
        first = codebook.labels[0].name
        self.show_label(self._shown if codebook.label(self._shown) else first, again=True)

    def show_label(self, name: str, again: bool = False) -> None:
        """Shows what is said of a label; one that the codebook lacks changes nothing."""
        label = self._codebook.label(name)
        if label is None or (name == self._shown and not again):
            return
        self._shown = name
        theme = self._appearance.theme
        rows = [Row(label.title, swatch(label, theme)) for label in self._codebook.labels]
        self.labels.show_rows(rows, self._codebook.labels.index(label))
        write_label(self.page.document(), self._codebook, label, self._appearance, self._link_key())
        # Its caret went along with what was written, and a page that is shown first scrolls to it.
        self.page.moveCursor(QTextCursor.MoveOperation.Start)
        self.page.verticalScrollBar().setValue(0)

    def shown(self) -> str:
        """The name of the label that is shown; "" where there is none."""
        return self._shown

    def sizeHint(self) -> QSize:
        return QSize(self._appearance.px(_WIDTH), self._appearance.px(240))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit_list()
        super().resizeEvent(event)

    def _fit_list(self) -> None:
        """Puts the list above what is said of its labels, or beside it where the panel is low."""
        directions = QBoxLayout.Direction
        low = self.height() < self.width()
        self._body.setDirection(directions.LeftToRight if low else directions.TopToBottom)
        rows = max(1, min(_ROWS, len(self._codebook.labels)))
        height = self._appearance.px(28) * rows + self._appearance.px(6)
        self.labels.setMinimumHeight(0 if low else height)
        self.labels.setMaximumHeight(_NO_LIMIT if low else height)
        self.labels.setMaximumWidth(self._appearance.px(_BESIDE) if low else _NO_LIMIT)

    def _colour(self) -> None:
        self._fit_list()
        side = self._appearance.px(14)
        self._close.setIconSize(QSize(side, side))
        self._close.setIcon(icon("close", self._appearance.theme))
        self.show_label(self._shown, again=True)
