"""A line to choose an actor or a concept by its name, of registers of any size."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget
from shiboken6 import isValid

from annotator.core.entry_index import Entry, EntryIndex
from annotator.core.models import Actor, Concept
from annotator.core.query_complete import Suggestion
from annotator.project import Project
from annotator.ui.articles.query_popup import QueryPopup
from annotator.ui.parts.worker import Job, Progress
from annotator.ui.session import Session


class EntryLine(QLineEdit):
    """Type to find, Down and Enter take one; empty means none. ``changed`` says that another one is chosen.

    The register is read in a thread of its own when the line is first shown one.
    """

    changed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._register = ""
        self._index = EntryIndex(())
        self._names: dict[str, str] = {}
        self._found: list[Entry] = []
        self._popup: QueryPopup | None = None
        self._job: Job | None = None
        self.entry_id: str | None = None
        self.textEdited.connect(self._on_text)

    @property
    def is_complete(self) -> bool:
        """Whether what is typed is an entry, or nothing."""
        return self.entry_id is not None or not self.text().strip()

    def name_of(self, entry_id: str | None) -> str | None:
        """What an entry of the register is called; None for none, or while the register is being read."""
        return self._names.get(entry_id) if entry_id else None

    def show_register(self, register: str) -> None:
        """Chooses from the register of actors or of concepts from now on."""
        if register == self._register:
            return
        self._register = register
        self.clear()
        self.entry_id = None
        self._names, self._index = {}, EntryIndex(())
        is_actor = register == "actor"
        self.setAccessibleName(self.tr("Actor") if is_actor else self.tr("Concept"))
        self.setPlaceholderText(self.tr("Name; leave it empty for none"))
        project = self._session.project
        if project is None:
            return

        def work(own: Project, _progress: Progress) -> tuple[dict[str, str], EntryIndex]:
            values = own.register.actors() if is_actor else own.register.concepts()
            return {v.id: v.name for v in values.values()}, EntryIndex(_entry(v) for v in values.values())

        self._job = Job(project.path, project.annotator, work)
        self._job.finished_with.connect(lambda result: self._on_read(register, result))
        self._job.start()

    def _on_read(self, register: str, result: tuple[dict[str, str], EntryIndex]) -> None:
        if isValid(self) and register == self._register:
            self._names, self._index = result
            self.changed.emit()
            if self.hasFocus() and self.text() and self.entry_id is None:
                self._on_text()

    def _on_text(self) -> None:
        self.entry_id = None
        text = self.text().strip()
        self._found = [hit.entry for hit in self._index.search(text)] if text else []
        if self._popup is None:
            self._popup = QueryPopup(self)
            self._popup.taken.connect(lambda _text, row: self._take(self._found[row]))
        if self._found:
            rows = [Suggestion(entry.name, entry.kind or "value") for entry in self._found]
            self._popup.offer(rows, self.text(), with_help=False)
        else:
            self._popup.hide()
        self.changed.emit()

    def _take(self, entry: Entry) -> None:
        self.setText(entry.name)
        self.entry_id = entry.id
        self.changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        popup = self._popup
        if popup is None or not popup.isVisible():
            super().keyPressEvent(event)
            return
        match event.key():
            case Qt.Key.Key_Down:
                popup.step(1)
            case Qt.Key.Key_Up:
                popup.step(-1)
            case Qt.Key.Key_Escape:
                popup.hide()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                if popup.chosen() is None:
                    popup.step(1)
                popup.take()
            case _:
                super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self._popup is not None:
            self._popup.hide()


def _entry(value: Actor | Concept) -> Entry:
    kind = value.kind if isinstance(value, Actor) else None
    aliases = value.aliases if isinstance(value, Actor) else ()
    return Entry(value.id, value.name, kind, aliases, 0, "")
