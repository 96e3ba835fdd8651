"""Shows where a text occurs, and asks what to do there."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QLocale, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.core.models import AttributeValue
from annotator.core.occurrences import Occurrence, Search
from annotator.project import commands
from annotator.ui.parts.dialog_parts import add_button, fit, frame
from annotator.ui.parts.flow import FlowLayout
from annotator.ui.parts.stylesheet import set_role
from annotator.ui.parts.theme import scale_of
from annotator.ui.parts.writing import isolated
from annotator.ui.recode.occurrences_list import HitModel, HitView, Rule
from annotator.ui.recode.occurrences_search import MOST, OccurrenceSearch, Wanted
from annotator.ui.session import Session

_TYPING_MS = 200
LABEL, LINK, REMOVE = "label", "link", "remove"


@dataclass(frozen=True, slots=True)
class Source:
    """What the person was at: its text, and what new labels take from it; ``actor`` is a name."""

    text: str
    label: str
    actor_id: str | None = None
    actor: str = ""
    attributes: dict[str, AttributeValue] = field(default_factory=dict)


class OccurrencesDialog(QDialog):
    """Finds a text while one looks on, and lets choose what to do there; Enter does it.

    It stands beside the text: the window can be used while it is open. ``command`` holds what was decided once it
    has been accepted.
    """

    hit_shown = Signal(object)
    """An Occurrence that is to be shown in the text."""

    def __init__(
        self, session: Session, source: Source, article_id: int | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        assert session.project is not None
        self._codebook = session.project.codebook
        self._source = source
        self._article_id = article_id
        self.command: commands.Command | None = None
        corpus = article_id is None
        self.setWindowTitle(
            self.tr("All occurrences in the corpus") if corpus else self.tr("All occurrences in the article")
        )
        self._search = OccurrenceSearch(session, self)
        self._model = HitModel(self._codebook, corpus, self)
        self._view = HitView(self._model, self._codebook)
        self._bar, column = frame(self)
        self._make_controls(corpus)
        self._lay_out(column)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_TYPING_MS)
        self._timer.timeout.connect(self.search)
        self._connect()
        fit(self, 860, 560 if corpus else 440)
        self._set_rule()
        self.search()
        self._view.setFocus()

    def _make_controls(self, corpus: bool) -> None:
        self._text = QLineEdit(" ".join(self._source.text.split()))
        self._text.setAccessibleName(self.tr("Text to find"))
        self._words = self._option(self.tr("Whole words"), True)
        self._case = self._option(self.tr("Match case"), True)
        self._endings = self._option(self.tr("With endings"), True)
        self._endings.setToolTip(self.tr("Also with an ending of genitive or plural, such as -s, ’s, -en"))
        self._zones = self._option(self.tr("Also in what is not article text"), False)
        self._done = self._option(self.tr("Articles that are done, too"), True)
        if not corpus:
            self._done.hide()
        self._action = QComboBox()
        self._action.setAccessibleName(self.tr("What to do"))
        if self._source.actor_id is not None:
            self._action.addItem(self.tr("Link to %1 as").replace("%1", isolated(self._source.actor)), LINK)
        self._action.addItem(self.tr("Label as"), LABEL)
        self._action.addItem(self.tr("Remove the label"), REMOVE)
        self._label = QComboBox()
        self._label.setAccessibleName(self.tr("Label"))
        for label in self._codebook.labels:
            self._label.addItem(label.title, label.name)
        self._label.setCurrentIndex(max(0, self._label.findData(self._source.label)))
        self._all = QCheckBox(self.tr("All"))
        self._all.setAccessibleName(self.tr("All occurrences"))
        self._all.setTristate(True)
        self._counts = QLabel()
        set_role(self._counts, "muted")
        self._progress = QLabel()
        set_role(self._progress, "small")
        self._stop = QPushButton(self.tr("Stop"))
        self._stop.setAccessibleName(self.tr("Stop searching"))
        self._stop.setAutoDefault(False)
        set_role(self._stop, "quiet")

    def _option(self, text: str, on: bool) -> QCheckBox:
        box = QCheckBox(text)
        box.setAccessibleName(text)
        box.setChecked(on)
        return box

    def _lay_out(self, column: QVBoxLayout) -> None:
        unit = scale_of(self)
        options = QWidget()
        options.setAccessibleName(self.tr("How to search"))
        flow = FlowLayout(options, spacing=round(14 * unit))
        for box in (self._words, self._case, self._endings, self._zones, self._done):
            flow.addWidget(box)
        top = QHBoxLayout()
        top.setSpacing(round(8 * unit))
        top.addWidget(self._action)
        top.addWidget(self._label)
        top.addStretch(1)
        head = QHBoxLayout()
        head.setContentsMargins(round(9 * unit), 0, 0, 0)
        head.addWidget(self._all)
        head.addWidget(self._counts)
        head.addStretch(1)
        head.addWidget(self._progress)
        head.addWidget(self._stop)
        self._buttons = QDialogButtonBox(self)
        role = QDialogButtonBox.ButtonRole
        add_button(self._buttons, self.tr("Cancel"), role.RejectRole, self.reject)
        self._apply = add_button(self._buttons, self.tr("Label"), role.AcceptRole, self.accept)
        self._apply.setDefault(True)
        column.addWidget(self._text)
        column.addWidget(options)
        column.addLayout(top)
        column.addLayout(head)
        column.addWidget(self._view, 1)
        column.addWidget(self._buttons)

    def _connect(self) -> None:
        self._search.found.connect(self._model.add)
        self._search.progressed.connect(self._show_progress)
        self._search.finished.connect(self._finished)
        self._search.failed.connect(self._failed)
        self._text.textChanged.connect(lambda: self._timer.start())
        for box in (self._words, self._case, self._endings, self._zones, self._done):
            box.toggled.connect(lambda _on: self.search())
        self._stop.clicked.connect(self._stop_search)
        self._all.clicked.connect(lambda: self._model.tick_all(self._all.checkState() != Qt.CheckState.Unchecked))
        self._action.currentIndexChanged.connect(lambda _index: self._set_rule())
        self._label.currentIndexChanged.connect(lambda _index: self._set_rule())
        self._model.ticked_changed.connect(self._show_counts)
        self._view.hit_shown.connect(self.hit_shown)
        if self._article_id is not None:
            self._view.selectionModel().currentChanged.connect(lambda index, _before: self._follow(index.row()))

    # Searching

    def search(self) -> None:
        """Looks for what is in the field now."""
        self._timer.stop()
        self._bar.close_message()
        self._model.clear()
        sought = Search(
            self._text.text(), self._words.isChecked(), self._case.isChecked(), self._endings.isChecked()
        )
        self._search.start(Wanted(sought, self._article_id, self._zones.isChecked(), self._done.isChecked()))
        self._show_progress(0)

    def _show_progress(self, share: int) -> None:
        running = self._search.is_running
        self._stop.setVisible(running)
        if running:
            self._progress.setText(self.tr("Searching … %1 %").replace("%1", str(share)))
        elif self._search.was_cut:
            most = QLocale().toString(MOST)
            self._progress.setText(self.tr("The first %1; there are more").replace("%1", most))
        else:
            self._progress.clear()
        self._show_counts()

    def _finished(self) -> None:
        self._show_progress(100)
        if self._view.currentIndex().row() < 0 and self._model.rowCount():
            selection = self._view.selectionModel()
            blocked = selection.blockSignals(True)
            self._view.setCurrentIndex(self._model.index(0))
            selection.blockSignals(blocked)

    def _stop_search(self) -> None:
        self._search.stop()
        self._finished()
        self._progress.setText(self.tr("Stopped: not all articles were searched"))

    def _failed(self, sentence: str) -> None:
        self._show_progress(100)
        self._bar.show_message(sentence, error=True)

    def _follow(self, row: int) -> None:
        hit = self._model.hit(row)
        if hit is not None:
            self.hit_shown.emit(hit)

    # Deciding

    def _set_rule(self) -> None:
        action, label = self._action.currentData(), str(self._label.currentData())
        self._model.set_rule(rule_of(action, label, self._source.actor_id))

    def _show_counts(self) -> None:
        ticked, found, articles = self._model.counts()
        locale = QLocale()
        text = self.tr("%1 of %2").replace("%1", locale.toString(ticked)).replace("%2", locale.toString(found))
        if self._article_id is None:
            several = self.tr("%1 in %Ln articles", "", articles)
            text = (self.tr("%1 in 1 article") if articles == 1 else several).replace("%1", text)
        self._counts.setText(text if found else self.tr("Not found") if not self._search.is_running else "")
        state = Qt.CheckState.PartiallyChecked if ticked else Qt.CheckState.Unchecked
        self._all.setCheckState(Qt.CheckState.Checked if found and ticked == found else state)
        self._all.setEnabled(bool(found))
        verb = {LABEL: self.tr("Label %1"), LINK: self.tr("Link %1"), REMOVE: self.tr("Remove %1")}
        name = verb[self._action.currentData()].replace("%1", locale.toString(ticked))
        self._apply.setText(name)
        self._apply.setAccessibleName(name)
        self._apply.setEnabled(bool(ticked) and not self._search.is_running)

    def accept(self) -> None:
        if self._timer.isActive():
            # What is shown was found for another text.
            self.search()
        elif self._apply.isEnabled():
            self.command = self._decided(self._model.ticked())
            super().accept()

    def _decided(self, hits: list[Occurrence]) -> commands.Command:
        label, source = str(self._label.currentData()), self._source
        places, found = tuple(hit.place for hit in hits), tuple(hit.text for hit in hits)
        attributes = source.attributes if label == source.label else {}
        match self._action.currentData():
            case "link" if source.actor_id is not None:
                return commands.LinkOccurrences(label, source.actor_id, places, attributes, found)
            case "remove":
                return commands.UnlabelOccurrences(label, places, found)
        return commands.LabelOccurrences(label, places, None, attributes, found)

    def done(self, result: int) -> None:
        """Closes the dialog and ends the search."""
        self._search.stop()
        super().done(result)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down leads from the field into the list."""
        if event.key() == Qt.Key.Key_Down and self._text.hasFocus():
            self._view.setFocus()
        else:
            super().keyPressEvent(event)


def rule_of(action: str, label: str, actor_id: str | None) -> Rule:
    """What is ticked at first: what the action changes, and no name within a longer one that has the label."""

    def lacks(hit: Occurrence) -> bool:
        return not hit.has(label) and label not in hit.around

    def links(hit: Occurrence) -> bool:
        return label not in hit.around and (label, actor_id) not in hit.spans

    def carries(hit: Occurrence) -> bool:
        return hit.has(label)

    return {LABEL: lacks, LINK: links}.get(action, carries)
