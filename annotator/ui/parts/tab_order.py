"""The order in which Tab goes through what is made late: Qt puts that behind all the rest of the window."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def put_last(cards: Sequence[QWidget], again: bool = False) -> None:
    """Lets Tab reach the cards of one window one after the other, behind all the rest of the window.

    There Qt puts whatever is made later, such as the fields of a span, so that what was made early would be far
    from them. Does nothing where the last card is there already, unless ``again``, for one with new controls.
    """
    before = _reached(cards[0].window().previousInFocusChain())
    if before is None or (cards[-1].isAncestorOf(before) and not again):
        return
    while before is not None and any(card.isAncestorOf(before) for card in cards):
        before = _reached(before.previousInFocusChain())
    for card in cards:
        for control in card.findChildren(QWidget):
            if before is not None and control.focusPolicy() & Qt.FocusPolicy.TabFocus:
                QWidget.setTabOrder(before, control)
                before = control


def put_before(later: QWidget, control: QWidget) -> None:
    """Lets Tab come to a control right before another one of its window."""
    before = _reached(later.previousInFocusChain())
    if before is not None and not before.isWindow():
        QWidget.setTabOrder(before, control)


def _reached(widget: QWidget | None) -> QWidget | None:
    """The widget, or the last one before that Tab reaches: behind what it doesn't, Qt puts nothing."""
    while widget is not None and not widget.isWindow() and not widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        widget = widget.previousInFocusChain()
    return widget
