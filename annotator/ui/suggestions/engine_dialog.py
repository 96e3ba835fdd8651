"""Asking for one more engine: its kind, where it is, and, for a server, whether texts may be sent there."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QWidget,
)

from annotator.jobs.suggesters import engine_problem
from annotator.ui.files import file_dialogs
from annotator.ui.parts.dialog_parts import add_button, fit, frame, push_button
from annotator.ui.parts.stylesheet import set_role
from annotator.ui.parts.theme import scale_of
from annotator.ui.suggestions.engines import FOLDERS, SERVER, Engine, consent_sentence, kind_title, server_of

_WIDTH = 560


class EngineDialog(QDialog):
    """``engine`` is what the person chose; nothing is loaded or sent here.

    ``given`` is one that she has chosen before, whose server she has not agreed to in this project.
    """

    def __init__(self, folder: str, given: Engine | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Add an engine"))
        self._start = folder
        self._problem = ""
        _, column = frame(self)
        self._form = QFormLayout()
        self._form.setHorizontalSpacing(round(14 * scale_of(self)))
        self._form.setVerticalSpacing(round(10 * scale_of(self)))
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.kind = QComboBox()
        for kind in (*FOLDERS, SERVER):
            self.kind.addItem(kind_title(kind), kind)
        self.folder = QLineEdit()
        self.url = QLineEdit()
        self.url.setPlaceholderText("http://127.0.0.1:8080/v1")
        self.model = QLineEdit()
        self._place = QWidget()
        row = QHBoxLayout(self._place)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.folder, 1)
        row.addWidget(push_button(self.tr("Browse…"), self._browse))
        for title, name, field in (
            (self.tr("Kind"), self.kind, self.kind),
            (self.tr("Folder"), self.folder, self._place),
            (self.tr("Address of the server"), self.url, self.url),
            (self.tr("Model"), self.model, self.model),
        ):
            name.setAccessibleName(title)
            self._form.addRow(title, field)
        column.addLayout(self._form)
        self.consent = QCheckBox()
        self.agreement = QLabel()
        self.agreement.setWordWrap(True)
        self.agreement.installEventFilter(self)
        agreed = QHBoxLayout()
        agreed.addWidget(self.consent)
        agreed.addWidget(self.agreement, 1)
        column.addLayout(agreed)
        self._note = QLabel()
        self._note.setWordWrap(True)
        set_role(self._note, "small")
        column.addWidget(self._note)
        column.addStretch(1)
        box = QDialogButtonBox(self)
        add_button(box, self.tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole, self.reject)
        self._add = add_button(box, self.tr("Add"), QDialogButtonBox.ButtonRole.AcceptRole, self.accept)
        self._add.setDefault(True)
        column.addWidget(box)
        self.kind.currentIndexChanged.connect(self._show)
        self.url.textChanged.connect(self._show_server)
        for line in (self.folder, self.model):
            line.textChanged.connect(self._check)
        self.consent.toggled.connect(self._check)
        if given is not None:
            self.kind.setCurrentIndex(self.kind.findData(given.kind))
            self.url.setText(given.place)
            self.model.setText(given.model)
        self._show()
        fit(self, _WIDTH)

    @property
    def engine(self) -> Engine | None:
        """What is entered; None while it names no engine."""
        kind = str(self.kind.currentData())
        if kind == SERVER:
            place = self.url.text().strip().partition("#")[0]
            return Engine.of(Engine(kind, place, self.model.text().strip()).spec)
        place = self.folder.text().strip()
        return Engine(kind, place) if place else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """A press on the sentence is one on its box."""
        if watched is self.agreement and event.type() == QEvent.Type.MouseButtonPress:
            self.consent.toggle()
            return True
        return super().eventFilter(watched, event)

    def accept(self) -> None:
        if self._is_ready():
            super().accept()

    def _is_ready(self) -> bool:
        engine = self.engine
        return engine is not None and not self._problem and (engine.server is None or self.consent.isChecked())

    def _show(self) -> None:
        on_server = self.kind.currentData() == SERVER
        self._form.setRowVisible(self._place, not on_server)
        for field in (self.url, self.model):
            self._form.setRowVisible(field, on_server)
        is_spacy = self.kind.currentData() == "spacy"
        self.folder.setPlaceholderText(self.tr("or the name of an installed pipeline") if is_spacy else "")
        self._show_server()

    def _show_server(self) -> None:
        """Names the server; whoever names another one has agreed to nothing yet."""
        server = server_of(self.url.text()) if self.kind.currentData() == SERVER else None
        sentence = "" if server is None else consent_sentence(server)
        if sentence != self.agreement.text():
            self.consent.setChecked(False)
        self.agreement.setText(sentence)
        self.consent.setAccessibleName(sentence)
        for widget in (self.consent, self.agreement):
            widget.setVisible(bool(sentence))
        self._check()

    def _check(self) -> None:
        """Says what is wrong with what is entered, as far as that shows now."""
        engine = self.engine
        self._problem = "" if engine is None else engine_problem((engine.spec,))
        on_server = self.kind.currentData() == SERVER
        if on_server and engine is None and self.url.text().strip() and server_of(self.url.text()) is None:
            self._problem = self.tr("An address begins with http:// or https:// and names a server, but no login.")
        sent = "" if on_server else self.tr("The folder is read on this computer; nothing is sent anywhere.")
        self._note.setText(self._problem or sent)
        self._note.setVisible(bool(self._note.text()))
        self._add.setEnabled(self._is_ready())

    def _browse(self) -> None:
        chosen = file_dialogs.choose_folder(
            self, self.tr("Folder of the model"), self.folder.text() or self._start
        )
        if chosen is not None:
            self.folder.setText(str(chosen))
