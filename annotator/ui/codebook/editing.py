"""The codebook: its editor, and its guidelines beside the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.ui.labelling import Labelling
from annotator.ui.pane.text_pane import TextPane
from annotator.ui.parts.theme import Appearance
from annotator.ui.session import Session

if TYPE_CHECKING:
    from annotator.ui.codebook.guidelines import GuidelinePanel
    from annotator.ui.main_window import MainWindow


class CodebookEditing(QObject):
    """Opens the editor, and shows and hides the guidelines, which follow the selected label."""

    told = Signal(str)

    def __init__(
        self, session: Session, pane: TextPane, labelling: Labelling, appearance: Appearance, window: MainWindow
    ) -> None:
        super().__init__(window)
        self._session = session
        self._pane = pane
        self._labelling = labelling
        self._appearance = appearance
        self._window = window
        self.panel: GuidelinePanel | None = None
        # Labelling by key must not wait for the guidelines: they follow when the pane has been painted.
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._follow)
        pane.active_changed.connect(self._soon.start)
        session.span_changed.connect(self._on_span)
        window.label_bar.label_pointed.connect(self._on_pointed)
        session.codebook_changed.connect(self._show_codebook)
        session.project_changed.connect(self._show_codebook)

    def edit_codebook(self) -> None:
        """Opens the editor of the project's codebook."""
        if self._session.project is None:
            return
        from annotator.ui.codebook.dialog import CodebookDialog

        dialog = CodebookDialog(self._session, self._appearance, self._window, self._window.keys)
        dialog.exec()
        if dialog.outcome:
            self.told.emit(dialog.outcome)
        dialog.deleteLater()
        self._window.reader.take_focus()

    # Guidelines

    def toggle_guidelines(self) -> None:
        """Shows the guidelines beside the text, or hides them."""
        panel = self.panel or self._make_panel()
        if panel.isVisible():
            self._hide()
        elif self._session.article is None:
            self.told.emit(self.tr("The guidelines stand beside a text: open an article first."))
        else:
            self._show_codebook()
            panel.show()
            self._follow()

    def show_label(self, name: str) -> None:
        """Shows the guidelines of a label, where they are in sight."""
        if self.panel is not None and self.panel.isVisible():
            self.panel.show_label(name)

    def _make_panel(self) -> GuidelinePanel:
        from annotator.ui.codebook.guidelines import GuidelinePanel

        keys = self._window.acting
        self.panel = panel = GuidelinePanel(self._appearance, lambda: keys.first("label.link"))
        panel.hide()
        panel.closed.connect(self._hide)
        panel.left.connect(self._pane.setFocus)
        self._window.reader.put_beside(panel)
        regions = self._window.view.regions
        after = regions.index(self._pane) + 1
        self._window.view.regions = (*regions[:after], panel, *regions[after:])
        return panel

    def _hide(self) -> None:
        if self.panel is not None:
            inside = self.panel.isAncestorOf(self._window.focusWidget()) if self._window.focusWidget() else False
            self.panel.hide()
            if inside:
                self._pane.setFocus()

    def _show_codebook(self) -> None:
        if self.panel is not None:
            self.panel.show_codebook(self._labelling.codebook)

    def _on_pointed(self, name: str) -> None:
        # What is selected comes first: the mouse may only be passing by.
        if self._labelling.active is None:
            self.show_label(name)

    def _on_span(self, span_id: str) -> None:
        # It may have another label now.
        if span_id == self._pane.active:
            self._soon.start()

    def _follow(self) -> None:
        active = self._labelling.active
        if active is not None:
            self.show_label(active.label)
