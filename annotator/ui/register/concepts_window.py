"""The window of the concepts."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from annotator.core.models import Change
from annotator.project import Project, commands
from annotator.ui.actions.key_text import with_keys
from annotator.ui.parts.dialog_parts import fit
from annotator.ui.parts.long_command import run_long
from annotator.ui.parts.worker import Progress
from annotator.ui.register.concepts_page import ConceptsPage
from annotator.ui.register.index import RegisterIndex
from annotator.ui.register.register_files import concept_files
from annotator.ui.register.register_window import WIDE, RegisterWindow
from annotator.ui.session import Session


class ConceptsWindow(RegisterWindow):
    """The tree of concepts, and what the corpus says of the chosen one."""

    def __init__(self, session: Session, index: RegisterIndex, window: QWidget) -> None:
        super().__init__(session, window)
        self.page = ConceptsPage(session, index, self.run)
        self._lay_out(self.tr("Concepts"), self.page, self.page, concept_files(session, self))
        self.page.view.taken.connect(self._tell_taken)
        self.foot.left.connect(self.page.view.setFocus)
        fit(self, 1020, 720)

    def show_concept(self, concept_id: str) -> None:
        """Turns to this concept."""
        self.page.refresh()
        self.page.show_concept(concept_id)

    def run(self, command: commands.Command, rows: int) -> bool:
        """Does a command that touches about so many rows; whether anything has changed."""
        if rows <= WIDE:
            return self._session.run(command) is not None

        def work(project: Project, progress: Progress) -> Change | None:
            return project.apply(command, progress)

        return run_long(self, self._session, self.tr("Changing the concepts"), work) is not None

    def _tell_taken(self, number: int) -> None:
        one = self.tr("1 concept taken: Ctrl+V puts it below another.")
        many = self.tr("%Ln concepts taken: Ctrl+V puts them below another.", "", number)
        self._note(with_keys(one if number == 1 else many))
