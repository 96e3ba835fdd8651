"""What a person does with projects and whole articles: opening, importing, going on, exporting."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Signal
from PySide6.QtWidgets import QDialog, QWidget

from annotator.core.errors import UserError
from annotator.core.models import State
from annotator.project import SUFFIXES, Project, commands
from annotator.ui.actions.key_text import with_keys
from annotator.ui.articles.article_list import ArticleList
from annotator.ui.completing import Completing
from annotator.ui.session import Session
from annotator.ui.settings import Settings


class Corpus(QObject):
    """The actions that concern projects and articles. Dialogs are imported when they are first needed."""

    told = Signal(str)
    failed = Signal(str)
    article_wanted = Signal()  # another article is there: the keyboard belongs in its text
    span_wanted = Signal(str)  # something is to be done about this span of the article

    def __init__(self, session: Session, articles: ArticleList, settings: Settings, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._articles = articles
        self._settings = settings
        self._window = window
        self.annotator = ""
        self.may_leave: Callable[[], bool] = lambda: True  # the open project, for another one
        self._export_choices: dict[str, object] = {}
        self.completing = Completing(session, self)
        articles.article_chosen.connect(self.show_article)
        articles.deletion_requested.connect(lambda _id: self.delete_article())
        session.corpus_changed.connect(articles.refresh)
        session.articles_touched.connect(articles.refresh_articles)

    # Projects

    def open_path(self, path: Path) -> bool:
        """Opens a project file; False if the person wants to stay, or, with a sentence shown, if that can't be."""
        if not self.may_leave():
            return False
        try:
            self._session.open(path, self.annotator, self._settings.everyone)
        except UserError as error:
            self.failed.emit(str(error))
            return False
        self._settings.add_recent(path)
        return True

    def new_project(self) -> None:
        """Asks for a name and makes a project of it."""
        path = self._ask_path(self.tr("New project"), self.tr("project.annotator"))
        if path is not None:
            self._make(path, sample=False)

    def open_sample(self) -> bool:
        """Makes a project of the sample articles in the person's documents, or opens the one made before.

        False, with a sentence shown, if that can't be.
        """
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        path = Path(folder or ".") / "annotator-sample.annotator"
        if path.exists():
            return self.open_path(path)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            self.failed.emit(
                self.tr("%1 can't be made: %2.").replace("%1", str(path)).replace("%2", str(error.strerror))
            )
            return False
        return self._make(path, sample=True)

    def open_project(self) -> None:
        """Asks for a project file and opens it."""
        from annotator.ui.files import file_dialogs

        path = file_dialogs.open_file(self._window, self.tr("Open project"), self.folder(), self._filter())
        if path is not None:
            self.open_path(path)

    def _make(self, path: Path, sample: bool) -> bool:
        if not self.may_leave():
            return False
        try:
            project = Project.create(path, self.annotator, sample=sample)
        except UserError as error:
            self.failed.emit(str(error))
            return False
        project.everyone = self._settings.everyone
        self._session.adopt(project)
        self._settings.add_recent(path)
        return True

    def _ask_path(self, title: str, name: str) -> Path | None:
        from annotator.ui.files import file_dialogs

        # Project.create never replaces a file, so the dialog need not ask about that.
        path = file_dialogs.save_file(
            self._window, title, Path(self.folder()) / name, self._filter(), confirm=False
        )
        if path is None:
            return None
        return path if path.suffix in SUFFIXES else path.with_name(path.name + SUFFIXES[0])

    def _filter(self) -> str:
        return self.tr("Annotator projects (%1)").replace("%1", " ".join(f"*{suffix}" for suffix in SUFFIXES))

    def folder(self) -> str:
        project = self._session.project
        if project is not None:
            return str(project.path.parent)
        return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)

    # Articles

    def show_article(self, article_id: int) -> None:
        """Shows an article, and remembers it for the next start."""
        self._session.show(article_id)
        self._articles.note_shown(article_id)
        if self._session.project is not None:
            self._settings.set_last_article(self._session.project.path, article_id)

    def next_article(self) -> None:
        self._go(1)

    def previous_article(self) -> None:
        self._go(-1)

    def _go(self, step: int) -> None:
        if self._articles.step(step):
            self.article_wanted.emit()
        else:
            self.told.emit(
                self.tr("This is the last article.") if step > 0 else self.tr("This is the first article.")
            )

    def done_and_next(self) -> None:
        """The article has been read completely; on to the next that isn't.

        Where own spans lack what the codebook requires, goes to the first of them; the same again right after
        that marks the article as done all the same.
        """
        objection = self.completing.objection()
        if objection is not None:
            self.span_wanted.emit(objection[0])
            self.told.emit(objection[1])
            self.completing.note_objection()
        elif self._set_state(State.DONE):
            self._go_on()

    def skip_article(self) -> None:
        """Asks for a reason, marks the article as skipped and goes on."""
        if self._session.article is None:
            return
        from annotator.ui.articles.dialogs import SkipDialog

        dialog = SkipDialog(self._window)
        if dialog.exec() == QDialog.DialogCode.Accepted and self._set_state(State.SKIPPED, dialog.reason()):
            self._go_on()
        dialog.deleteLater()

    def reopen_article(self) -> None:
        """Takes "done" or "skipped" back."""
        self._set_state(State.STARTED)

    def _set_state(self, state: State, reason: str | None = None) -> bool:
        """Whether it is the person's own state from now on, or was it before; else `failed` has told why not."""
        article = self._session.article
        if article is None:
            return False
        failures: list[str] = []
        keep = failures.append
        # Not by what the article's state is then: it may be that of somebody else.
        self._session.failed.connect(keep)
        self._session.run(commands.SetState((article.id,), state, reason))
        self._session.failed.disconnect(keep)
        return not failures

    def _go_on(self) -> None:
        following = self._articles.next_open()
        if following is None:
            self.told.emit(self.tr("Every article in the list is done."))
        elif self._articles.select_article(following):
            self.article_wanted.emit()

    def edit_article(self) -> None:
        """Asks for title and metadata."""
        article = self._session.article
        if article is None:
            return
        from annotator.ui.articles.dialogs import MetadataDialog

        dialog = MetadataDialog(article, self._window)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self._session.run(dialog.command())
        dialog.deleteLater()

    def delete_article(self) -> None:
        """Takes the article out of the project, after asking if it has labels."""
        article = self._session.article
        if article is None:
            return
        number = len(self._session.project.all_spans(article.id)) if self._session.project else 0
        if number:
            from PySide6.QtWidgets import QMessageBox

            question = self.tr("Delete this article with its labels (%n)? Undo brings it back.", "", number)
            buttons = QMessageBox.StandardButton.Ok | QMessageBox.StandardButton.Cancel
            answer = QMessageBox.question(self._window, self.tr("Delete"), question, buttons)
            if answer != QMessageBox.StandardButton.Ok:
                return
        if self._session.run(commands.DeleteArticles((article.id,))):
            self.told.emit(with_keys(self.tr("Article deleted; Ctrl+Z brings it back.")))

    def focus_search(self) -> None:
        self._articles.focus_search()

    # Export

    def export(self) -> None:
        """Asks what to export, and does it."""
        project = self._session.project
        if project is None:
            return
        from annotator.ui.exporting.export_dialog import ExportDialog

        article = self._session.article
        dialog = ExportDialog(project, article.id if article else None, self._export_choices, self._window)
        dialog.exec()
        self._export_choices = dict(dialog.values())
        dialog.deleteLater()

    def project_or_ask(self) -> Project | None:
        """The open project, or one that the person names now; None if that is called off."""
        if self._session.project is None:
            self.new_project()
        return self._session.project
