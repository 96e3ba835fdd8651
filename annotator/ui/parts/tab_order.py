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
    before = cards[0].window().previousInFocusChain()
    if before is None or (cards[-1].isAncestorOf(before) and not again):
        return
    while any(card.isAncestorOf(before) for card in cards):
        following = before.previousInFocusChain()
        if following is None:
            return
        before = following
    for card in cards:
        for control in card.findChildren(QWidget):
            if control.focusPolicy() & Qt.FocusPolicy.TabFocus:
                QWidget.setTabOrder(before, control)
                before = control


def put_before(later: QWidget, control: QWidget) -> None:
    """Lets Tab come to a control right before another one of its window."""
    # Behind a widget that takes no keyboard, Qt puts nothing.
    before = later.previousInFocusChain()
    while before is not None and before is not later and not before.focusPolicy() & Qt.FocusPolicy.TabFocus:
        before = before.previousInFocusChain()
    if before is not None and before is not later:
        QWidget.setTabOrder(before, control)
