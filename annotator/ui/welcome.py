"""What the window shows while no project is open."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from annotator.ui.actions.making import Keys, load_keys
from annotator.ui.corpus import Corpus
from annotator.ui.files.intake import Intake
from annotator.ui.parts.dropping import accept_copy
from annotator.ui.parts.icons import app_icon
from annotator.ui.parts.stylesheet import set_role
from annotator.ui.parts.theme import BASE_SIZE, scale_of, theme_of
from annotator.ui.parts.widgets import Card, KeyCap
from annotator.ui.parts.writing import elided

_COLUMN = 480  # px of the look
_ICON = 64
_RECENT = 5


class WelcomePage(QWidget):
    """Offers a new project, one of the disk, the sample, and those opened last; takes what is dropped on it."""

    new_requested = Signal()
    open_requested = Signal()
    sample_requested = Signal()
    path_chosen = Signal(Path)
    files_dropped = Signal(list)  # of Path

    def __init__(
        self, recent: Sequence[Path] = (), keys: Keys | None = None, parent: QWidget | None = None
    ) -> None:
        """``recent`` are projects, the last one first; those that are gone are shown, but can't be chosen."""
        super().__init__(parent)
        self.setAccessibleName(self.tr("Welcome"))
        self.setAcceptDrops(True)
        self._keys = load_keys({}) if keys is None else keys
        self._icon = QLabel()
        self._icon.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._title = QLabel("Annotator")
        set_role(self._title, "title")
        self._sentence = QLabel(self.tr("Mark who says what in news articles, and export it as training data."))
        set_role(self._sentence, "muted")
        for label in (self._title, self._sentence):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(True)
        self._recent = Card(self.tr("Recent projects"))
        self._rows: list[WelcomeRow] = []
        self._column = QWidget()
        self._lay_out()
        self.set_recent(recent)
        self._scale()

    def connect_to(self, corpus: Corpus, intake: Intake) -> None:
        """Lets these do what is chosen here."""
        self.new_requested.connect(corpus.new_project)
        self.open_requested.connect(corpus.open_project)
        self.sample_requested.connect(corpus.open_sample)
        self.path_chosen.connect(corpus.open_path)
        self.files_dropped.connect(intake.take_paths)

    def set_recent(self, paths: Sequence[Path]) -> None:
        """Shows other recent projects; the keyboard begins at the first that is there."""
        for row in self._rows:
            self._recent.body.removeWidget(row)
            row.deleteLater()
        self._rows = [self._path_row(path) for path in paths[:_RECENT]]
        for row in self._rows:
            self._recent.body.addWidget(row)
        self._recent.setHidden(not self._rows)
        self.setFocusProxy(next((row for row in self._rows if row.isEnabled()), self._new))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            accept_copy(event)

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            accept_copy(event)
            self.files_dropped.emit(paths)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.FontChange:
            self._scale()
        super().changeEvent(event)

    def _lay_out(self) -> None:
        start = Card()
        self._new = self._start_row(self.tr("New project…"), "", "article.new_project")
        self._open = self._start_row(self.tr("Open project…"), "", "article.open")
        self._sample = self._start_row(
            self.tr("Open the sample"), self.tr("Twelve articles, some of them labelled, to try things out"), ""
        )
        self._new.clicked.connect(self.new_requested)
        self._open.clicked.connect(self.open_requested)
        self._sample.clicked.connect(self.sample_requested)
        for row in (self._new, self._open, self._sample):
            start.body.addWidget(row)
        start.setAccessibleName(self.tr("Start"))
        hint = QLabel(self.tr("Or drop a project here."))
        set_role(hint, "small")
        hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for card in (start, self._recent):
            card.body.setSpacing(0)
        column = QVBoxLayout(self._column)
        column.addStretch(2)
        for label in (self._icon, self._title, self._sentence):
            column.addWidget(label)
        for card in (start, self._recent):
            column.addSpacing(BASE_SIZE)
            column.addWidget(card)
        column.addWidget(hint)
        column.addStretch(3)
        middle = QWidget()
        row_layout = QHBoxLayout(middle)
        row_layout.addStretch(1)
        row_layout.addWidget(self._column)
        row_layout.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(middle)
        # A scroll area fills its widget with the palette's window colour, which is the page's too.
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)

    def _start_row(self, title: str, detail: str, action: str) -> WelcomeRow:
        keys = self._keys.get(action, ())
        return WelcomeRow(title, detail, keys[0] if keys else "")

    def _path_row(self, path: Path) -> WelcomeRow:
        exists = os.path.exists(path)
        folder = _below_home(path.parent)
        row = WelcomeRow(path.stem, folder if exists else self.tr("%1 – not there").replace("%1", folder))
        row.setEnabled(exists)
        row.setToolTip(str(path))
        row.clicked.connect(lambda: self.path_chosen.emit(path))
        return row

    def _scale(self) -> None:
        unit = scale_of(self)
        side = round(_ICON * unit)
        self._icon.setPixmap(app_icon().pixmap(QSize(side, side), self.devicePixelRatioF()))
        self._column.setFixedWidth(round(_COLUMN * unit))
        layout = self._column.layout()
        if layout is not None:
            layout.setSpacing(round(6 * unit))


class WelcomeRow(QAbstractButton):
    """A line to choose: a title, a quieter line below it, and the key that does the same."""

    def __init__(self, title: str, detail: str = "", key: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(title)
        self._detail = detail
        self.setAccessibleName(title)
        self.setAccessibleDescription(detail)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.addStretch(1)
        self._cap = KeyCap(key)
        row.addWidget(self._cap)

    def sizeHint(self) -> QSize:
        unit = scale_of(self)
        return QSize(round(200 * unit), round((52 if self._detail else 36) * unit))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Space alone presses a button; on a page of choices Enter is expected to as well.
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, unit = theme_of(self), scale_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shape = QPainterPath()
        shape.addRoundedRect(self.rect().adjusted(1, 1, -1, -1), 8 * unit, 8 * unit)
        if self.isEnabled() and (self.underMouse() or self.isDown()):
            painter.fillPath(shape, theme.color("selected" if self.isDown() else "hover"))
        if self.hasFocus():
            painter.strokePath(shape, QPen(theme.color("accent"), 2))
        inner = self.rect().adjusted(round(12 * unit), 0, -round(12 * unit), 0)
        if not self._cap.isHidden():
            inner.setRight(self._cap.x() - round(8 * unit))
        middle = inner.center().y() + 1
        upper = (
            inner
            if not self._detail
            else QRect(inner.left(), middle - round(20 * unit), inner.width(), round(20 * unit))
        )
        self._line(
            painter, upper, self.text(), "text" if self.isEnabled() else "muted", BASE_SIZE, self.isEnabled()
        )
        if self._detail:
            lower = QRect(inner.left(), middle, inner.width(), round(18 * unit))
            self._line(painter, lower, self._detail, "muted", BASE_SIZE - 1, False)
        painter.end()

    def _line(self, painter: QPainter, rect: QRect, text: str, token: str, size: int, bold: bool) -> None:
        font = QFont(self.font())
        font.setPixelSize(max(1, round(size * scale_of(self))))
        font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
        painter.setFont(font)
        painter.setPen(theme_of(self).color(token))
        shown = elided(QFontMetrics(font), text, rect.width(), Qt.TextElideMode.ElideMiddle)
        align = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(rect, int(align), shown)


def _below_home(path: Path) -> str:
    """The path with ``~`` for the person's folder."""
    try:
        return str(Path("~") / path.relative_to(Path.home()))
    except (ValueError, RuntimeError):
        return str(path)
