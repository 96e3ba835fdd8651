"""The real window, driven as a person drives it: keys and mouse, then a look at the file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.core.models import Relation, Span
from annotator.jobs import ExportFilter
from annotator.project import Project
from annotator.ui.main_window import MainWindow
from annotator.ui.settings import Settings
from annotator.ui.start import make_window

CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
NONE = Qt.KeyboardModifier.NoModifier


class Driver:
    """A person at the window; counts the keys that she presses."""

    def __init__(self, qtbot: Any, path: Path | None, settings: Path, annotator: str = "Mara") -> None:
        self.qtbot = qtbot
        self.settings = Settings(settings)
        if annotator:
            self.settings.annotator = annotator
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self.window: MainWindow = make_window(app, self.settings, path)
        self.window.resize(1200, 800)
        self.window.show()
        qtbot.waitExposed(self.window)
        self.settle()
        self.keys = 0

    @property
    def pane(self):  # type: ignore[no-untyped-def]
        return self.window.pane

    @property
    def spans(self) -> list[Span]:
        return [self.window.session.spans[id_] for id_ in self.pane.ordered_span_ids()]

    @property
    def relations(self) -> list[Relation]:
        return list(self.window.session.relations.values())

    @property
    def text(self) -> str:
        assert self.window.session.article is not None
        return self.window.session.article.text

    def settle(self) -> None:
        """Lets what follows a change (inspector, list) happen."""
        for _ in range(3):
            QApplication.processEvents()

    def press(self, key: Qt.Key | str, modifiers: Qt.KeyboardModifier = NONE, times: int = 1) -> None:
        """Presses a key where the keyboard is."""
        for _ in range(times):
            target = QApplication.focusWidget() or self.pane
            QTest.keyClick(target, key, modifiers)
            self.keys += 1
        self.settle()

    def caret_to(self, needle: str, occurrence: int = 0) -> None:
        """Puts the caret before a piece of the text, as a click there would."""
        start = -1
        for _ in range(occurrence + 1):
            start = self.text.index(needle, start + 1)
        self.pane.set_caret(start)

    def point(self, offset: int) -> QPoint:
        """Where in the pane's viewport the character at ``offset`` begins, a little inside it."""
        self.pane.ensure_visible(offset, offset)
        self.settle()
        box = self.pane.box_at(offset)
        return QPoint(round(box.left()) + 2, round(box.center().y()))

    def drag(self, start: int, end: int, modifiers: Qt.KeyboardModifier = NONE) -> None:
        """Drags with the mouse from before ``start`` to just before ``end``."""
        view = self.pane.viewport()
        first, last = self.point(start), self.point(end)
        QTest.mousePress(view, Qt.MouseButton.LeftButton, modifiers, first)
        QTest.mouseMove(view, QPoint((first.x() + last.x()) // 2, (first.y() + last.y()) // 2))
        QTest.mouseMove(view, last)
        QTest.mouseRelease(view, Qt.MouseButton.LeftButton, modifiers, last)
        self.settle()

    def close(self) -> None:
        self.window.close()
        self.window.deleteLater()
        self.settle()

    def record(self, article_id: int = 1) -> dict[str, Any]:
        """The record of an article, read from the file by another connection."""
        assert self.window.session.project is not None
        project = Project.open(self.window.session.project.path, "reader")
        try:
            record = project.preview(article_id, ExportFilter(keep_zones=True))
            assert record is not None
            return record
        finally:
            project.close()
