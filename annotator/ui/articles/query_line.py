"""A line for a query: it suggests how to go on while one types, and marks what can't be understood."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from annotator.core.codebook import Codebook
from annotator.core.offsets import Utf16Map
from annotator.ui.parts.theme import theme_of

if TYPE_CHECKING:
    # Not needed before something is typed.
    from annotator.core.query import QueryError
    from annotator.core.query_complete import Names
    from annotator.ui.articles.query_popup import QueryPopup


class QueryLine(QLineEdit):
    """Ctrl+Space asks for suggestions, Down goes into them, Enter or Tab takes one, Escape closes them.

    Until one goes into them, all keys but Down and Escape mean what they meant before; only where what is typed
    can't be understood as it is, Enter takes the first.
    """

    suggestions_closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._codebook: Callable[[], Codebook | None] = lambda: None
        self._names: Names | None = None
        self._popup: QueryPopup | None = None
        self._start = 0
        self._brought_blank = False
        self._is_marked = False
        self.setToolTip(self.tr("Words, or a query. Ctrl+Space: what it can say"))
        self.textEdited.connect(lambda: self._suggest())

    def set_codebook(self, codebook: Callable[[], Codebook | None]) -> None:
        """Whose labels and attributes are suggested; None while there is no project."""
        self._codebook = codebook

    def set_names(self, names: Names) -> None:
        """What finds the names of entries of the registers."""
        self._names = names

    @property
    def is_suggesting(self) -> bool:
        """Whether suggestions are on screen."""
        return self._popup is not None and self._popup.isVisible()

    def mark(self, error: QueryError | None) -> None:
        """Underlines what can't be understood; None takes the line away."""
        if error is None and not self._is_marked:
            return
        self._is_marked = error is not None
        attributes = []
        if error is not None:
            units = Utf16Map(self.text())
            start, end = (units.to_utf16(min(place, units.length)) for place in (error.start, error.end))
            line = QTextCharFormat()
            line.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
            line.setUnderlineColor(theme_of(self).color("danger"))
            kind = QInputMethodEvent.AttributeType.TextFormat
            attributes.append(
                QInputMethodEvent.Attribute(kind, start - self.cursorPosition(), max(1, end - start), line)
            )
        # What an input method does for the text that it composes is the only way to format a part of this line.
        QApplication.sendEvent(self, QInputMethodEvent("", attributes))

    def event(self, event: QEvent) -> bool:
        """Keeps Tab, while a suggestion is chosen, from leaving the line."""
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Tab
            and self._popup is not None
            and self.is_suggesting
            and self._popup.chosen() is not None
        ):
            self._popup.take()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.take_key(event):
            return
        # The blank that a suggestion brought is the one that the person types by habit.
        left = self.text()[: self._points(self.cursorPosition())] if self._brought_blank else ""
        is_spare = event.text() == " " and left.endswith(" ")
        self._brought_blank = False
        if not is_spare:
            super().keyPressEvent(event)

    def take_key(self, event: QKeyEvent) -> bool:
        """Uses a key for the suggestions; False if it means something else."""
        # Meta is what Qt calls Control on a Mac, where ⌘ and Space are the system's own.
        control = event.modifiers() in (Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.MetaModifier)
        if event.key() == Qt.Key.Key_Space and control:
            self._suggest(asked=True)
            return True
        popup = self._popup
        if popup is None or not popup.isVisible():
            return False
        match event.key():
            case Qt.Key.Key_Down:
                popup.step(1)
            case Qt.Key.Key_Up:
                popup.step(-1)
            case Qt.Key.Key_Escape:
                self.close_suggestions()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if popup.chosen() is not None:
                popup.take()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if self._is_marked:
                popup.step(1)
                popup.take()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.close_suggestions()
                return False
            case _:
                return False
        return True

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.close_suggestions()

    def close_suggestions(self) -> None:
        """Takes the suggestions off the screen."""
        if self._popup is not None and self._popup.isVisible():
            self._popup.hide()
            self.suggestions_closed.emit()

    def _suggest(self, asked: bool = False) -> None:
        from annotator.core.query_complete import complete
        from annotator.ui.articles.query_popup import QueryPopup

        codebook = self._codebook()
        found = None
        if codebook is not None:
            found = complete(self.text(), self._points(self.cursorPosition()), codebook, asked, self._names)
        if found is None and not asked:
            self.close_suggestions()
            return
        if self._popup is None:
            self._popup = QueryPopup(self)
            self._popup.taken.connect(self._take)
            self._popup.help_wanted.connect(self.show_help)
        cursor = self._points(self.cursorPosition())
        self._start = found.start if found else cursor
        self._popup.offer(found.suggestions if found else (), self.text()[self._start : cursor], with_help=asked)

    def _points(self, position: int) -> int:
        return Utf16Map(self.text()).to_codepoints(position)

    def _unit(self, point: int) -> int:
        return Utf16Map(self.text()).to_utf16(point)

    def _take(self, text: str, _row: int) -> None:
        """Puts a suggestion in the place of the word at the cursor, and goes on suggesting."""
        start, cursor = self._unit(self._start), self.cursorPosition()
        if self.text()[self._points(cursor) :].startswith(" ") and text.endswith(" "):
            text = text.rstrip()
        self.setSelection(start, cursor - start)
        self.insert(text)
        self._brought_blank = text.endswith(" ")
        self._suggest()

    def show_help(self) -> None:
        """Explains the language of queries."""
        from annotator.ui.articles.query_help import QueryHelp

        help = QueryHelp(self._codebook(), self.window())
        help.exec()
        help.deleteLater()
