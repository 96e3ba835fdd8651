"""What comes into a project: files, folders, web addresses, what is dropped and what is pasted."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, QTimer, QUrl, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QWidget

from annotator.core.errors import UserError
from annotator.project import SUFFIXES
from annotator.ui.articles.article_list import ArticleList
from annotator.ui.articles.view import local_files
from annotator.ui.corpus import Corpus
from annotator.ui.session import Session
from annotator.ui.settings import Settings

_WEB = ("http", "https")


class Intake(QObject):
    """The actions that bring articles in. Dialogs are imported when they are first needed."""

    told = Signal(str)
    failed = Signal(str)
    article_wanted = Signal()  # another article is there: the keyboard belongs in its text
    addresses_offered = Signal(list)  # web addresses were dropped or pasted

    def __init__(
        self, session: Session, articles: ArticleList, settings: Settings, corpus: Corpus, window: QWidget
    ) -> None:
        super().__init__(window)
        self._session = session
        self._articles = articles
        self._settings = settings
        self._corpus = corpus
        self._window = window
        articles.paste_requested.connect(self.paste_article)
        articles.files_dropped.connect(self.take_paths)

    def import_files(self) -> None:
        """Asks for files and imports them."""
        from annotator.jobs.files import READ_SUFFIXES
        from annotator.ui.files import file_dialogs

        patterns = " ".join(f"*{suffix}" for suffix in READ_SUFFIXES)
        kinds = self.tr("Articles (%1)").replace("%1", patterns) + ";;" + self.tr("All files (*)")
        files = file_dialogs.open_files(self._window, self.tr("Import files"), self._folder(), kinds)
        self.import_paths(files)
        if files:
            self._remember(files[0].parent)

    def import_folder(self) -> None:
        """Asks for a folder and imports what is in it."""
        from annotator.ui.files import file_dialogs

        folder = file_dialogs.choose_folder(self._window, self.tr("Import a folder"), self._folder())
        if folder is not None:
            self.import_paths([folder])
            self._remember(folder.parent)

    def _folder(self) -> str:
        """Where articles were taken from last."""
        project = self._session.project
        folder = self._settings.import_folder(project.path) if project is not None else None
        return str(folder or self._corpus.folder())

    def _remember(self, folder: Path) -> None:
        if self._session.project is not None:
            self._settings.set_import_folder(self._session.project.path, folder)

    def can_take(self, data: QMimeData) -> bool:
        """Whether what is dragged over the window is something to bring in."""
        return any(url.isLocalFile() or url.scheme() in _WEB for url in data.urls())

    def take(self, data: QMimeData) -> None:
        """Brings in what was dropped on the window."""
        encoded = QUrl.ComponentFormattingOption.FullyEncoded
        files, links = local_files(data), [u.toString(encoded) for u in data.urls() if u.scheme() in _WEB]
        # The program that they come from waits until this returns.
        QTimer.singleShot(0, lambda: self.take_paths(files or links))

    def take_paths(self, paths: Sequence[Path | str]) -> None:
        """What was dropped on the window: a project is opened, anything else imported."""
        from annotator.ui.files.web_links import address_of

        projects = [path for path in paths if isinstance(path, Path) and path.suffix in SUFFIXES]
        addresses = [address for path in paths if (address := address_of(path)) is not None]
        if projects:
            self._corpus.open_path(projects[0])
        elif len(addresses) == len(paths):
            self.addresses_offered.emit(addresses)
        else:
            self.import_paths(paths)

    def import_paths(self, paths: Sequence[Path | str]) -> None:
        """Imports files, folders and (texts) web addresses, showing progress, and goes to what came first."""
        project = self._corpus.project_or_ask() if paths else None
        if project is None:
            return
        from annotator.ui.files.import_dialog import ImportDialog
        from annotator.ui.files.import_report import import_sentence

        dialog = ImportDialog(
            project.path, project.annotator, paths, self._window, whole_pages=self._settings.whole_pages
        )
        dialog.auto_close = len(paths) == 1
        dialog.exec()
        self._session.poll()
        # The change was seen when its first articles were written; those after it came without another.
        self._articles.refresh()
        report = dialog.report
        if report is not None:
            if report.first_id is not None and self._articles.select_article(report.first_id):
                self.article_wanted.emit()
            # Last: another article clears the status line.
            self.told.emit(import_sentence(report))
        dialog.deleteLater()

    def paste_article(self) -> None:
        """Makes an article of what is on the clipboard."""
        self.paste(QGuiApplication.clipboard().mimeData())

    def paste(self, content: QMimeData | None) -> None:
        """Makes an article of text or HTML, once the person has looked at title and source."""
        from annotator.ui.files.web_links import pasted_addresses

        if content is not None and (addresses := pasted_addresses(content)):
            self.addresses_offered.emit(addresses)
            return
        if content is not None and (files := local_files(content)):
            self.take_paths(files)
            return
        if content is None or not (content.hasText() or content.hasHtml()):
            self.told.emit(self.tr("There is no text on the clipboard."))
            return
        project = self._corpus.project_or_ask()
        if project is None:
            return
        from annotator.ui.articles.dialogs import PasteDialog

        dialog = PasteDialog(content, self._window, project.codebook if self._settings.whole_pages else None)
        draft = dialog.draft() if dialog.exec() == QDialog.DialogCode.Accepted else None
        dialog.deleteLater()
        if draft is None:
            return
        try:
            report = project.import_drafts([draft])
        except UserError as error:
            self.failed.emit(str(error))
            return
        if report.change is not None:
            self._session.take(report.change)
        if report.first_id is not None and self._articles.select_article(report.first_id):
            self.article_wanted.emit()
            self.told.emit(self.tr("Article added."))
        elif report.duplicates:
            self.told.emit(self.tr("This text is in the project already."))
