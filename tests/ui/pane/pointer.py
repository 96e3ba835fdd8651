"""The mouse on a text pane, event by event."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.ui.pane.text_pane import TextPane

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier
ALT = Qt.KeyboardModifier.AltModifier


def mouse(
    pane: TextPane,
    kind: QEvent.Type,
    point: QPoint,
    held: Qt.KeyboardModifier = NONE,
    down: bool = True,
) -> None:
    moving = kind == QEvent.Type.MouseMove
    event = QMouseEvent(
        kind,
        QPointF(point),
        QPointF(pane.viewport().mapToGlobal(point)),
        Qt.MouseButton.NoButton if moving else LEFT,
        LEFT if down else Qt.MouseButton.NoButton,
        held,
    )
    QApplication.sendEvent(pane.viewport(), event)


def drag(pane: TextPane, start: QPoint, end: QPoint, held: Qt.KeyboardModifier = NONE) -> None:
    mouse(pane, QEvent.Type.MouseButtonPress, start, held)
    mouse(pane, QEvent.Type.MouseMove, (start + end) / 2, held)
    mouse(pane, QEvent.Type.MouseMove, end, held)
    mouse(pane, QEvent.Type.MouseButtonRelease, end, held, down=False)


def click(pane: TextPane, point: QPoint) -> None:
    QTest.mouseClick(pane.viewport(), LEFT, NONE, point)
