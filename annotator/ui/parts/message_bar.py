"""A line at the top of a region that says something, or asks for one word, without stopping the work."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from annotator.ui.parts.icons import icon
from annotator.ui.parts.stylesheet import set_role
from annotator.ui.parts.theme import scale_of, theme_of

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)

Action = tuple[str, Callable[[], object]]


class MessageBar(QFrame):
    """Hidden until it has something to show; a new message takes the place of the one before.

    ``closed`` is sent when it goes away by its button, by Esc, or because it was answered; by time, only if it
    had the keyboard, which stays where it is otherwise.
    """

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._answered: Callable[[str], object] | None = None
        self._is_failure = False
        self._said = ""  # before the question that is asked now
        self._buttons: list[QPushButton] = []
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._answer = QLineEdit()
        self._answer.setMinimumWidth(round(180 * scale_of(self)))
        self._answer.returnPressed.connect(self._give_answer)
        self._close = QPushButton()
        set_role(self._close, "quiet")
        self._close.setAccessibleName(self.tr("Close this message"))
        self._close.setToolTip(self.tr("Close"))
        self._close.clicked.connect(self.close_message)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._go_by_itself)
        self._row = QHBoxLayout(self)
        unit = scale_of(self)
        self._row.setContentsMargins(round(16 * unit), round(6 * unit), round(8 * unit), round(6 * unit))
        self._row.setSpacing(round(8 * unit))
        for widget, stretch in ((self._text, 1), (self._answer, 0), (self._close, 0)):
            self._row.addWidget(widget, stretch)
        self.hide()
        # Last: a style that changes asks for the parts above.
        set_role(self, "banner")

    def text(self) -> str:
        """What is shown; "" while hidden."""
        return "" if self.isHidden() else self._text.text()

    def show_message(
        self,
        text: str,
        buttons: Sequence[Action] = (),
        error: bool = False,
        seconds: float = 0,
        success: bool = False,
    ) -> None:
        """Says something: a warning, unless it tells of an ``error`` or of a ``success``.

        Each button closes the bar, then does its work. It goes by itself after ``seconds``, if that is not 0.
        """
        self._answered = None
        self._answer.hide()
        self._show(text, buttons, "alert" if error else "success" if success else "banner")
        if seconds:
            self._timer.start(round(seconds * 1000))

    def show_failure(self, sentence: str) -> None:
        """Says what could not be done, until the person closes it or something can be done again."""
        self.show_message(sentence, error=True)
        self._is_failure = True

    def take_back_failure(self) -> None:
        """Hides what :meth:`show_failure` said, if that still stands; nobody has answered it."""
        if self._is_failure and not self.isHidden():
            self.hide()

    def ask(self, question: str, default: str, accept: str, answered: Callable[[str], object]) -> None:
        """Asks for one line of text; ``answered`` gets it, stripped, when the person accepts a non-empty one.

        What was shown before is shown again afterwards.
        """
        said = self.text()
        self._answered = answered
        self._answer.setText(default)
        self._answer.selectAll()
        self._answer.setAccessibleName(question)
        self._answer.show()
        self._show(question, (), "banner")
        self._said = said
        button = self._add_button(accept, self._give_answer)
        set_role(button, "primary")

    def close_message(self) -> None:
        """Hides the bar; the keyboard goes on to the next widget if it was in here."""
        if self.isHidden():
            return
        self._timer.stop()
        self._answered = None
        said = self._said
        self.hide()
        self.closed.emit()
        if said:
            self.show_message(said)

    def take_back(self, sentence: str) -> None:
        """Hides what :meth:`show_message` said, if that still stands, or would come back after a question."""
        if self._said == sentence:
            self._said = ""
        elif self.text() == sentence:
            self._timer.stop()
            self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_message()
        elif event.key() in _ENTER and isinstance(button := self.focusWidget(), QPushButton):
            button.click()  # not what a dialog around it does at Enter
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange and not self.isHidden():
            self._draw_close()
        super().changeEvent(event)

    def focus_answer(self) -> None:
        """Moves the keyboard into the answer, or to the first button where nothing is asked."""
        if self._answered is not None:
            self._answer.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            (self._buttons or [self._close])[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, text: str, buttons: Sequence[Action], role: str) -> None:
        self._timer.stop()
        self._is_failure = False
        self._said = ""
        for button in self._buttons:
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons.clear()
        self._text.setText(text)
        self.setAccessibleName(text)
        set_role(self, role)
        self._draw_close()
        for title, action in buttons:
            self._add_button(title, self._closing(action))
        self.show()
        # Here, as few starts have something to say, and its classes take a while to make.
        from PySide6.QtGui import QAccessible, QAccessibleEvent

        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def _add_button(self, title: str, action: Callable[[], object]) -> QPushButton:
        button = QPushButton(title)
        button.setAccessibleName(title)
        button.setAutoDefault(False)
        button.clicked.connect(lambda: action())
        self._row.insertWidget(self._row.count() - 1, button)
        self._buttons.append(button)
        return button

    def _closing(self, action: Callable[[], object]) -> Callable[[], object]:
        def run() -> None:
            self.close_message()
            action()

        return run

    def _go_by_itself(self) -> None:
        focus = QApplication.focusWidget()
        if focus is not None and self.isAncestorOf(focus):
            self.close_message()
        else:
            self.hide()

    def _give_answer(self) -> None:
        answer, answered = self._answer.text().strip(), self._answered
        if answer and answered is not None:
            self.close_message()
            answered(answer)

    def _draw_close(self) -> None:
        side = round(14 * scale_of(self))
        self._close.setIconSize(QSize(side, side))
        self._close.setIcon(icon("close", theme_of(self)))
