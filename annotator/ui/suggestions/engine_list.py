"""The engines in the list of suggesters: on or off, where they are, added and removed."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from annotator.ui.parts.dialog_parts import push_button
from annotator.ui.parts.stylesheet import set_role
from annotator.ui.parts.theme import scale_of
from annotator.ui.suggestions.engines import Engine, Engines, consent_sentence
from annotator.ui.suggestions.suggester_row import SuggesterRow


class EngineList(QWidget):
    """``changed`` says that others are to run now; ``added`` has the row of one that is new."""

    changed = Signal()
    added = Signal(QWidget)

    def __init__(self, engines: Engines, folder: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._engines = engines
        self._folder = folder
        self.rows: dict[str, SuggesterRow] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(round(10 * scale_of(self)))
        top = QHBoxLayout()
        heading = QLabel(self.tr("Engines"))
        set_role(heading, "heading")
        self.add_button = push_button(self.tr("Add…"), lambda: self.add())
        self.add_button.setAccessibleName(self.tr("Add an engine"))
        top.addWidget(heading, 1)
        top.addWidget(self.add_button)
        self._column.addLayout(top)
        self._none = QLabel(self.tr("Models of your own: none is needed, and none is asked without a tick here."))
        self._none.setWordWrap(True)
        set_role(self._none, "small")
        self._column.addWidget(self._none)
        for engine in engines.all():
            self._append(engine)
        self._none.setHidden(bool(self.rows))

    def add(self, given: Engine | None = None) -> None:
        """Asks for one more engine, or for the consent that a ``given`` one lacks in this project."""
        from annotator.ui.suggestions.engine_dialog import EngineDialog

        dialog = EngineDialog(self._folder, given, self)
        engine = dialog.engine if dialog.exec() == QDialog.DialogCode.Accepted else None
        dialog.deleteLater()
        if engine is None:
            return
        self._engines.add(engine)
        if engine.spec in self.rows:
            self.rows[engine.spec].choose(on=True)
        else:
            self.added.emit(self._append(engine))
        self._none.hide()
        self.changed.emit()

    def _append(self, engine: Engine) -> QWidget:
        server = engine.server
        row = SuggesterRow(engine.spec, engine.title, engine.place if server is None else consent_sentence(server))
        row.choose(self._engines.is_on(engine))
        row.toggled.connect(lambda _name, on: self._switch(engine, on))
        remove = push_button(self.tr("Remove"), lambda: self._remove(engine))
        remove.setAccessibleName(self.tr("Remove %1").replace("%1", engine.title))
        row.aside.addWidget(remove)
        self.rows[engine.spec] = row
        self._column.addWidget(row)
        return row

    def _switch(self, engine: Engine, on: bool) -> None:
        if on and not self._engines.is_agreed(engine):
            self.add(engine)
        else:
            self._engines.switch(engine, on)
        # A server that nobody has agreed to stays off.
        self.rows[engine.spec].choose(self._engines.is_on(engine))
        self.changed.emit()

    def _remove(self, engine: Engine) -> None:
        self._engines.remove(engine)
        row = self.rows.pop(engine.spec)
        row.hide()
        row.deleteLater()
        self._none.setHidden(bool(self.rows))
        self.add_button.setFocus()
        self.changed.emit()
