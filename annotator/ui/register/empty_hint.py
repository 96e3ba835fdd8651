"""Words in the middle of a list that has no row: what it is for, or that nothing was found."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractItemView, QLabel

from annotator.ui.parts.stylesheet import set_role
from annotator.ui.parts.theme import scale_of

_MARGIN = 24  # px of the look


class EmptyHint(QLabel):
    """Lies over a view as long as its model has no row and ``words`` says something."""

    def __init__(self, view: QAbstractItemView, words: Callable[[], str]) -> None:
        super().__init__(view)
        self._view, self._words = view, words
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        set_role(self, "muted")
        self.hide()
        model = view.model()
        for signal in (model.modelReset, model.rowsInserted, model.rowsRemoved):
            signal.connect(self.refresh)
        view.viewport().installEventFilter(self)

    def refresh(self) -> None:
        """Shows the words, or nothing, as the list is now."""
        self.setText("" if self._view.model().rowCount() else self._words())
        self.setVisible(bool(self.text()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.Resize:
            side = round(_MARGIN * scale_of(self))
            self.setGeometry(self._view.viewport().geometry().adjusted(side, 0, -side, 0))
        return super().eventFilter(watched, event)
