"""What stands beside the menus in their bar: the project's name, and buttons for commands and keys."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenuBar, QPushButton, QStyle, QStyleOptionMenuItem, QWidget

from annotator.ui.actions.acting import ActingKeys
from annotator.ui.parts.stylesheet import set_role
from annotator.ui.parts.widgets import KeyCap

_GAP = 4
_LEAST_NAME = 8  # characters


class MenuCorners(QObject):
    """Leaves all menus in sight.

    Where there is no room for all, the keys of the buttons go first, then the end of the name, then the buttons.
    """

    def __init__(
        self, bar: QMenuBar, show_palette: Callable[[], object], show_keys: Callable[[], object], keys: ActingKeys
    ) -> None:
        super().__init__(bar)
        self._bar = bar
        self._whole = ""
        # PySide would delete both with the last reference.
        self._name = QLabel()
        set_role(self._name, "project")
        self._name.setContentsMargins(14, 0, 6, 0)
        self._buttons = QWidget()
        row = QHBoxLayout(self._buttons)
        row.setContentsMargins(0, 0, 10, 0)
        row.setSpacing(_GAP)
        self._caps: list[KeyCap] = []
        for title, slot, action in (
            (self.tr("Commands"), show_palette, "help.palette"),
            (self.tr("Keys"), show_keys, "help.keys"),
        ):
            button, cap = QPushButton(title), KeyCap(keys.first(action))
            set_role(button, "quiet")
            button.setAccessibleName(title)
            button.setToolTip(cap.text())
            button.clicked.connect(slot)
            self._caps.append(cap)
            row.addWidget(button)
            row.addWidget(cap)
        self._put()
        bar.installEventFilter(self)

    def show_name(self, name: str) -> None:
        """Shows the project's name; empty while there is none."""
        self._whole = name
        self._name.setToolTip(name)
        self._fit()
        self._put()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Fits before the bar places what is in it, and again where that has another size (another face, say)."""
        if event.type() == QEvent.Type.Resize:
            self._fit()
        elif event.type() == QEvent.Type.LayoutRequest and self._fit():
            self._put()
        return super().eventFilter(watched, event)

    def _put(self) -> None:
        # Again whenever they change, as the menu bar measures its corners only then.
        self._bar.setCornerWidget(self._name, Qt.Corner.TopLeftCorner)
        self._bar.setCornerWidget(self._buttons, Qt.Corner.TopRightCorner)

    def _fit(self) -> bool:
        """Shows what there is room for; whether that is something else than before."""
        before = self._name.text(), self._buttons.isHidden(), self._caps[0].isHidden()
        metrics, margins = self._name.fontMetrics(), self._name.contentsMargins()
        whole, least = metrics.horizontalAdvance(self._whole), metrics.averageCharWidth() * _LEAST_NAME
        room = self._bar.width() - self._menus_width() - whole - margins.left() - margins.right()
        caps = sum(cap.sizeHint().width() + _GAP for cap in self._caps)
        with_caps = self._buttons.sizeHint().width() + (caps if before[2] else 0)
        for cap in self._caps:
            cap.setHidden(with_caps > room)
        lacking = with_caps - caps - room
        kept = min(whole, max(whole - lacking, least))
        short = metrics.elidedText(self._whole, Qt.TextElideMode.ElideRight, kept)
        self._name.setText(self._whole if kept == whole else short)
        self._buttons.setHidden(kept > whole - lacking)
        return before != (self._name.text(), self._buttons.isHidden(), self._caps[0].isHidden())

    def _menus_width(self) -> int:
        """Pixels that all menus take, with the edges of the bar."""
        style, metrics = self._bar.style(), self._bar.fontMetrics()
        spacing = style.pixelMetric(QStyle.PixelMetric.PM_MenuBarItemSpacing, None, self._bar)
        margin = style.pixelMetric(QStyle.PixelMetric.PM_MenuBarHMargin, None, self._bar)
        total = 2 * margin
        for action in self._bar.actions():
            option = QStyleOptionMenuItem()
            self._bar.initStyleOption(option, action)
            words = metrics.size(Qt.TextFlag.TextShowMnemonic, action.text())
            kind = QStyle.ContentsType.CT_MenuBarItem
            total += style.sizeFromContents(kind, option, words, self._bar).width() + spacing
        return total
