"""Find and replace over labels: a query, what to do, what that would change, and the doing of it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QLocale, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QLabel, QPushButton, QWidget

from annotator.core.errors import UserError
from annotator.core.models import Change
from annotator.core.query import Query, QueryError, parse_query
from annotator.project import Project, commands
from annotator.ui.articles.query_line import QueryLine
from annotator.ui.parts.change_names import change_title
from annotator.ui.parts.dialog_parts import fit, frame
from annotator.ui.parts.long_command import run_long
from annotator.ui.parts.stylesheet import set_role
from annotator.ui.parts.worker import Progress
from annotator.ui.recode.recode_action import ActionChooser
from annotator.ui.recode.recode_preview import PreviewModel, PreviewView
from annotator.ui.recode.recode_search import RecodeSearch
from annotator.ui.register.foot import RegisterFoot
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
        self._changing: int | None = None  # how many would change, once that is known
        _, column = frame(self)
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
        self.foot = RegisterFoot((), self.reject, self.undo)
        self.apply_button = QPushButton()
        self.apply_button.setAutoDefault(False)
        self.apply_button.clicked.connect(lambda: self.replace())
        set_role(self.apply_button, "primary")
        self.foot.add(self.apply_button)
        top = QHBoxLayout()
        top.addWidget(self._hint, 1)
        top.addWidget(self.everyone)
        column.addWidget(self.line)
        column.addLayout(top)
        column.addWidget(self.actions_row)
        column.addWidget(self.view, 1)
        outer = self.layout()
        assert outer is not None
        outer.addWidget(self.foot)
        self._search = RecodeSearch(self)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_DEBOUNCE_MS)
        self._judge_soon = QTimer(self)
        self._judge_soon.setSingleShot(True)
        self._judge_soon.setInterval(_DEBOUNCE_MS)
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
        self._search.judged.connect(self._on_judged)
        self._search.others.connect(self._on_others)
        self._search.failed.connect(self._fail)
        self._judge_soon.timeout.connect(self._judge)
        self.preview.more_wanted.connect(lambda: self._search.more(self.preview.last))
        self.preview.ticked_changed.connect(self._show_state)
        self.actions_row.changed.connect(self._on_action)
        self.view.opened.connect(self.mention_chosen)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self).activated.connect(self.undo)
        self.line.installEventFilter(self)
        self.foot.left.connect(self.view.setFocus)
        self._session.changed.connect(self._on_change)
        self._session.failed.connect(self._on_failed)
        self._session.project_changed.connect(self.reject)
        self._session.codebook_changed.connect(self.reject)
        self._on_action()

    @property
    def is_looking(self) -> bool:
        """Whether the labels are still being looked for."""
        waiting = self._pause.isActive() or self._judge_soon.isActive()
        return waiting or self._search.running or self._search.is_judging

    def look(self) -> None:
        """Looks for what the line says now."""
        self._pause.stop()
        self._search.stop()
        self._judge_soon.stop()
        self.preview.clear()
        self.preview.with_annotators = self.everyone.isChecked()
        self._query, self._total, self._is_counted, self._changing = None, 0, False, None
        text, error = self.line.text(), None
        try:
            query = parse_query(text, self._project.codebook)
        except QueryError as refusal:
            error = refusal
        else:
            self._query = query if query.of_spans else None
        self.line.mark(error)
        hint = ""
        if error is not None:
            self._say("" if self.line.is_suggesting else str(error), "error")
        elif not text.strip():
            self._say(self.tr("Say which labels: Ctrl+Space suggests, as in the search of the list."), "small")
            hint = self.tr(
                "Type above which labels you mean, such as\n%1\nand choose what is to become of them. "
                "What would change is listed here before you change it."
            ).replace("%1", _EXAMPLE)
        elif self._query is None:
            self._say(self.tr("This finds articles: say which labels you mean, such as label:QUOTE."), "error")
        else:
            self._say(self.tr("Looking …"), "small")
            self.actions_row.follow(self._query)
            self._search.start(self._project, self._query, self.everyone.isChecked())
        self.view.set_hint(hint)
        self._show_state()

    def _on_counted(self, total: int, complete: bool) -> None:
        self._total, self._is_counted = total, complete
        if not complete and not total:
            return
        self._say_count()
        if complete and not total:
            notes = (
                "".join(f"\n{note[:1].upper()}{note[1:]}." for note in self._query.notes) if self._query else ""
            )
            nothing = self.tr("There is no such label. Change the line above to look for others.")
            self.view.set_hint(nothing + notes)
            if not self.everyone.isHidden() and not self.everyone.isChecked():
                self._search.count_others()
        if complete:
            self._judge()
        else:
            self._show_state()

    def _say_count(self, others: int = 0) -> None:
        number = QLocale().toString
        if not self._is_counted:
            said = self.tr("%1 labels so far …").replace("%1", number(self._total))
        elif self._total == 1:
            said = self.tr("1 label found")
        else:
            said = self.tr("%1 labels found").replace("%1", number(self._total))
        if others:
            said += " · " + self.tr("%1 of other annotators").replace("%1", number(others))
        elif self._changing is not None and self._changing != self._total:
            said += " · " + self.tr("%1 would change").replace("%1", number(self._changing))
        self._say(said, "small")

    def _on_others(self, others: int) -> None:
        if others:
            self._say_count(others)
            sentence = self.tr("You have no such label, but others have. “%1” lists theirs.")
            self.view.set_hint(sentence.replace("%1", self.everyone.text()))

    def _judge(self) -> None:
        """Counts what would change, here or, of more than is here, in a thread of its own."""
        self._judge_soon.stop()
        self._search.stop_judging()
        action, codebook = self._action, self._project.codebook
        self._changing = None
        if not self._is_counted or action is None:
            pass
        elif isinstance(action, commands.recode.Delete | commands.recode.Flag):
            self._changing = self._total
        elif self.preview.is_complete:
            self._changing = self.preview.changing()
        else:
            changed = commands.recode.Fate.CHANGED
            self._search.judge(lambda span: action.judge(codebook, span)[0] is changed)
        if self._is_counted and self._total:
            self._say_count()
        self._show_state()

    def _on_judged(self, changing: int) -> None:
        self._changing = changing
        self._say_count()
        self._show_state()

    def _on_action(self) -> None:
        codebook = self._project.codebook
        refused = ""
        try:
            self._action = action = self.actions_row.action()
        except UserError as error:
            self._action = action = None
            refused = str(error)
        self.foot.refuse(refused)
        judge = None if action is None else lambda span: action.judge(codebook, span)
        self.preview.set_action(self.actions_row.change, judge)
        if self._is_counted and not self.preview.is_complete:
            # Typing a note is another action with each letter.
            self._search.stop_judging()
            self._changing = None
            self._judge_soon.start()
            self._show_state()
        else:
            self._judge()

    def _show_state(self) -> None:
        chosen = (self._total if self._changing is None else self._changing) - self.preview.spared()
        ready = self._is_counted and chosen > 0 and self._action is not None and not self._project.read_only
        self.apply_button.setEnabled(ready)
        if self._changing is None or not self._total:
            text = self.tr("Change labels")
        elif chosen == 0:
            text = self.tr("Nothing to change")
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
            sentence = self.actions_row.told(command.outcome)
            self.look()
            self.view.setFocus()
            self.foot.say(sentence, undoable=command.outcome.changed > 0)
            self.told.emit(sentence)

    def undo(self) -> None:
        """Takes back the last change."""
        if self._project.is_wide(redo=False):

            def work(own: Project, progress: Progress) -> Change | None:
                return own.undo(progress)

            change: object = run_long(self, self._session, self.tr("Undoing"), work)
        else:
            change = self._session.undo()
        if isinstance(change, Change):
            self.look()
            text = change_title(change.kind, change.command)
            self.foot.say(text[:1].upper() + text[1:])
            self.told.emit(text)

    def _on_change(self) -> None:
        """Another change than the one that the button would take back."""
        if self.foot.is_undoable:
            self.foot.clear()

    def _on_failed(self, sentence: str) -> None:
        """Something in the window couldn't be done: what is done here is told here."""
        if self.isActiveWindow():
            self._fail(sentence)

    def _fail(self, sentence: str) -> None:
        self.foot.say(sentence, error=True)

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

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Ctrl+Z in the line takes the labels back while that is offered, not what was typed."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            return self.foot.is_undoable and event.matches(QKeySequence.StandardKey.Undo)
        return super().eventFilter(watched, event)

    def done(self, result: int) -> None:
        self._search.stop()
        super().done(result)
