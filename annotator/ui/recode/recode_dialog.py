"""Find and replace over labels: a query, what to do, what that would change, and the doing of it."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QHBoxLayout, QLabel, QWidget

from annotator.core.errors import UserError
from annotator.core.query import Query, QueryError, parse_query
from annotator.project import Project, commands
from annotator.ui.articles.query_line import QueryLine
from annotator.ui.parts.dialog_parts import add_button, fit, frame
from annotator.ui.parts.long_command import run_long
from annotator.ui.parts.stylesheet import set_role
from annotator.ui.parts.worker import Progress
from annotator.ui.recode.recode_action import ActionChooser
from annotator.ui.recode.recode_preview import PreviewModel, PreviewView
from annotator.ui.recode.recode_search import RecodeSearch
from annotator.ui.session import Session

_SIZE = (920, 620)
_DEBOUNCE_MS = 200
_EXAMPLE = "label:QUOTE form:none cue:{said, warned}"


class RecodeDialog(QDialog):
    """Stays open beside the text, so that one can look at a label before it is changed.

    ``told`` says what was done, ``mention_chosen`` which label is to be shown in the text.
    """

    told = Signal(str)
    mention_chosen = Signal(int, str)

    def __init__(self, session: Session, project: Project, query: str, parent: QWidget | None = None) -> None:
        """``query`` is what stands in the line at first."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Find and replace labels"))
        self._session = session
        self._project = project
        self._query: Query | None = None
        self._action: commands.recode.Action | None = None
        self._total, self._is_counted = 0, False
        self._bar, column = frame(self)
        self.line = QueryLine()
        self.line.setAccessibleName(self.tr("Which labels"))
        self.line.setPlaceholderText(self.tr("Such as %1").replace("%1", _EXAMPLE))
        self.line.set_codebook(lambda: project.codebook)
        self._hint = QLabel()
        self._hint.setWordWrap(True)
        self.actions_row = ActionChooser(session, project.codebook)
        self.everyone = QCheckBox(self.tr("Other annotators’ labels, too"))
        self.everyone.setVisible(len(project.annotators()) > 1)
        self.preview = PreviewModel(self)
        self.view = PreviewView(self.preview)
        self._buttons = QDialogButtonBox(self)
        role = QDialogButtonBox.ButtonRole
        self.apply_button = add_button(self._buttons, self.tr("Change"), role.ActionRole, self.replace)
        set_role(self.apply_button, "primary")
        add_button(self._buttons, self.tr("Close"), role.RejectRole, self.reject)
        top = QHBoxLayout()
        top.addWidget(self._hint, 1)
        top.addWidget(self.everyone)
        column.addWidget(self.line)
        column.addLayout(top)
        column.addWidget(self.actions_row)
        column.addWidget(self.view, 1)
        column.addWidget(self._buttons)
        self._search = RecodeSearch(self)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_DEBOUNCE_MS)
        self._connect()
        fit(self, *_SIZE)
        self.line.setText(query)
        self.look()
        self.line.setFocus()

    def _connect(self) -> None:
        self.line.textChanged.connect(lambda: self._pause.start())
        self.line.suggestions_closed.connect(self._pause.start)
        self.everyone.toggled.connect(lambda _on: self.look())
        self._pause.timeout.connect(self.look)
        self._search.found.connect(self.preview.add)
        self._search.counted.connect(self._on_counted)
        self._search.failed.connect(lambda sentence: self._bar.show_message(sentence, error=True))
        self.preview.more_wanted.connect(lambda: self._search.more(self.preview.last))
        self.preview.ticked_changed.connect(self._show_state)
        self.actions_row.changed.connect(self._on_action)
        self.view.opened.connect(self.mention_chosen)
        self._session.project_changed.connect(self.reject)
        self._session.codebook_changed.connect(self.reject)
        self._on_action()

    @property
    def is_looking(self) -> bool:
        """Whether the labels are still being looked for."""
        return self._pause.isActive() or self._search.running

    def look(self) -> None:
        """Looks for what the line says now."""
        self._pause.stop()
        self._search.stop()
        self.preview.clear()
        self._query, self._total, self._is_counted = None, 0, False
        text, error = self.line.text(), None
        try:
            query = parse_query(text, self._project.codebook)
        except QueryError as refusal:
            error = refusal
        else:
            self._query = query if query.of_spans else None
        self.line.mark(error)
        if error is not None:
            self._say("" if self.line.is_suggesting else str(error), "error")
        elif not text.strip():
            self._say(self.tr("Say which labels: Ctrl+Space suggests, as in the search of the list."), "small")
        elif self._query is None:
            self._say(self.tr("This finds articles: say which labels you mean, such as label:QUOTE."), "error")
        else:
            self._say(self.tr("Looking …"), "small")
            self.actions_row.follow(self._query)
            self._search.start(self._project, self._query, self.everyone.isChecked())
        self._show_state()

    def _on_counted(self, total: int, complete: bool) -> None:
        self._total, self._is_counted = total, complete
        number = QLocale().toString(total)
        if not complete:
            if not total:
                return
            self._say(self.tr("%1 labels so far …").replace("%1", number), "small")
        elif total == 1:
            self._say(self.tr("1 label found"), "small")
        else:
            self._say(self.tr("%1 labels found").replace("%1", number), "small")
        self._show_state()

    def _on_action(self) -> None:
        codebook = self._project.codebook
        self._bar.close_message()
        try:
            self._action = action = self.actions_row.action()
        except UserError as error:
            self._action = action = None
            self._bar.show_message(str(error), error=True)
        judge = None if action is None else lambda span: action.judge(codebook, span)
        self.preview.set_action(self.actions_row.change, judge)
        self._show_state()

    def _show_state(self) -> None:
        chosen = self._total - len(self.preview.left_out)
        ready = self._is_counted and chosen > 0 and self._action is not None and not self._project.read_only
        self.apply_button.setEnabled(ready)
        if not self._is_counted:
            text = self.tr("Change labels")
        elif chosen == 1:
            text = self.tr("Change 1 label")
        else:
            text = self.tr("Change %1 labels").replace("%1", QLocale().toString(chosen))
        self.apply_button.setText(text)
        self.apply_button.setAccessibleName(text)

    def replace(self) -> None:
        """Changes all that is ticked, as one change."""
        if self._action is None or self._query is None:
            return
        command = commands.Recode(
            self._query.text,
            self._action,
            without=self.preview.left_out,
            everyone=self.everyone.isChecked(),
        )

        def work(own: Project, progress: Progress) -> bool:
            own.apply(command, progress)
            return True

        if run_long(self, self._session, self.windowTitle(), work):
            sentence = self._told(command.outcome)
            self._bar.show_message(sentence, success=True)
            self.told.emit(sentence)
            self.look()

    def _told(self, outcome: commands.recode.Outcome) -> str:
        number = QLocale().toString
        parts = [
            self.tr("1 label changed.")
            if outcome.changed == 1
            else self.tr("%1 labels changed.").replace("%1", number(outcome.changed))
        ]
        if outcome.same:
            parts.append(self.tr("%1 were so already.").replace("%1", number(outcome.same)))
        if outcome.refused:
            left = self.tr("%1 were left: %2.").replace("%1", number(outcome.refused))
            parts.append(left.replace("%2", outcome.reason))
        return " ".join(parts)

    def _say(self, sentence: str, role: str) -> None:
        set_role(self._hint, role)
        self._hint.setText(sentence)
        self._hint.setAccessibleName(sentence)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in the line goes on to the labels, rather than pressing a button."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.line.hasFocus():
            self.view.setFocus()
            if not self.view.currentIndex().isValid() and self.preview.rowCount():
                self.view.setCurrentIndex(self.preview.index(0))
            return
        super().keyPressEvent(event)

    def done(self, result: int) -> None:
        self._search.stop()
        super().done(result)
