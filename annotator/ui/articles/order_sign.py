"""The sign above the list that says in which order it is, where that is not the usual one."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from annotator.ui.articles.ordering import Order
from annotator.ui.parts.stylesheet import set_role


def order_title(order: Order) -> str:
    """An order as a person reads it."""
    tr = QCoreApplication.translate
    match order:
        case "uncertainty":
            return tr("Order", "Most uncertain first")
        case "yield":
            return tr("Order", "Most suggestions first")
        case _:
            return tr("Order", "As imported")


class OrderSign(QPushButton):
    """Names the order; pressed, it has the list ordered anew, by what is suggested now."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "sign")
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setToolTip(self.tr("Order the list anew, by what is suggested now"))
        self.hide()

    def show_order(self, order: Order) -> None:
        """Names the order; the usual one needs no sign."""
        self.setText("\N{DOWNWARDS ARROW} " + order_title(order))
        self.setAccessibleName(self.tr("%1: order the list anew").replace("%1", order_title(order)))
        self.setVisible(order != "imported")
