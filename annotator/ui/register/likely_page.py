"""Pairs of actors that are likely the same, to be merged or told apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.project import Project, commands
from annotator.ui.actions.letter_keys import letter_key
from annotator.ui.parts.dialog_parts import push_button
from annotator.ui.parts.stylesheet import set_role
from annotator.ui.parts.theme import scale_of
from annotator.ui.parts.widgets import KeyCap
from annotator.ui.parts.worker import Job, Progress
from annotator.ui.parts.writing import isolated
from annotator.ui.register.index import RegisterIndex
from annotator.ui.register.likely_pairs import PairFacts, PairModel
from annotator.ui.register.register_page import Run
from annotator.ui.register.tables import PlainTable
from annotator.ui.session import Session

if TYPE_CHECKING:
    from annotator.core.likeness import LikelyPair

_SHOW = "show_both"  # what Enter and a double click do


class LikelyPage(QWidget):
    """Compares all actors in a thread of its own; M merges a pair, D tells it apart, Enter shows both."""

    both_wanted = Signal(str, str)
    told = Signal(str)
    failed = Signal(str)
    counted = Signal(int)

    def __init__(self, session: Session, index: RegisterIndex, run: Run, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Actors that are likely the same"))
        self._session = session
        self._index = index
        self._run = run
        self._job: Job | None = None
        self._compared = False
        self._apart: set[frozenset[str]] = set()  # pairs that the person has told apart
        self.model = PairModel(index, self)
        self.view = _Pairs(self.model)
        self._sentence = QLabel()
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        set_role(self._sentence, "muted")
        self._facts = PairFacts(index)
        self._about_pair: list[QPushButton] = []
        unit = scale_of(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(round(14 * unit),) * 4)
        column.setSpacing(round(10 * unit))
        column.addWidget(self.view, 1)
        column.addWidget(self._sentence, 1)
        column.addWidget(self._facts)
        row = QHBoxLayout()
        row.setSpacing(round(6 * unit))
        for key, text, slot in (
            ("M", self.tr("Merge"), self.merge),
            ("D", self.tr("Different"), self.tell_apart),
            ("Return", self.tr("Show both"), self.show_both),
        ):
            row.addWidget(KeyCap(key, self))
            self._about_pair.append(push_button(text, slot))
            row.addWidget(self._about_pair[-1])
        row.addStretch(1)
        self._again = push_button(self.tr("Compare again"), self.compare)
        row.addWidget(self._again)
        column.addLayout(row)
        self.view.selectionModel().currentRowChanged.connect(lambda _now, _before: self._show_facts())
        self.view.wanted.connect(lambda name: getattr(self, name)())
        index.changed.connect(self._on_register)
        index.counted.connect(self._on_counted)
        self._show_sentence()

    def activate(self) -> None:
        """The page has come to the front: compares, the first time, and takes the keyboard."""
        if not self._compared:
            self.compare()
        self.view.setFocus()

    def compare(self) -> None:
        """Compares all actors with each other."""
        project = self._session.project
        if project is None or self._job is not None:
            return
        self._compared = True
        self._job = Job(project.path, project.annotator, _compare)
        self._job.finished_with.connect(self._take)
        self._job.failed.connect(self._on_failed)
        self._job.crashed.connect(lambda _error: self._on_failed(""))
        self._job.start()
        self._show_sentence()

    def stop(self) -> None:
        """Forgets what is being compared."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
            self._compared = False

    def merge(self) -> None:
        """Makes one actor of the pair."""
        row, pair = self._current()
        if pair is None:
            return
        uses, actors = self._index.actors.uses, self._index.actors.values
        name = actors[pair.first_id].name if pair.first_id in actors else ""
        if self._run(commands.MergeActors(pair.first_id, (pair.second_id,)), uses(pair.second_id)):
            self.view.setFocus()
            self._go_to(row)
            self.told.emit(self.tr("Merged into %1.").replace("%1", isolated(name)))

    def tell_apart(self) -> None:
        """Shows the pair no longer, as long as this window lives."""
        row, pair = self._current()
        if pair is not None:
            self._apart.add(frozenset((pair.first_id, pair.second_id)))
            self.model.remove(row)
            self.view.setFocus()
            self._go_to(row)

    def show_both(self) -> None:
        """Shows both actors of the pair in the register."""
        _, pair = self._current()
        if pair is not None:
            self.both_wanted.emit(pair.first_id, pair.second_id)

    def _current(self) -> tuple[int, LikelyPair | None]:
        row = self.view.currentIndex().row()
        return row, self.model.pair(row)

    def _take(self, pairs: object) -> None:
        self._job = None
        if isinstance(pairs, list):
            self.model.show([p for p in pairs if frozenset((p.first_id, p.second_id)) not in self._apart])
        self._go_to(0)

    def _on_failed(self, sentence: str) -> None:
        self._job = None
        self._show_sentence()
        if sentence:
            self.failed.emit(sentence)

    def _on_register(self) -> None:
        if not self._compared or not self.model.rowCount():
            return
        actors, row = self._index.actors.values, self.view.currentIndex().row()
        pairs = self.model.pairs()
        if any(pair.first_id not in actors or pair.second_id not in actors for pair in pairs):
            self.model.show(pairs)
            self._go_to(row)

    def _on_counted(self) -> None:
        self.view.viewport().update()
        self._show_facts()

    def _go_to(self, row: int) -> None:
        last = self.model.rowCount() - 1
        if last >= 0:
            self.view.selectRow(min(max(row, 0), last))
        self._show_sentence()
        self.counted.emit(self.model.rowCount())

    def _show_facts(self) -> None:
        _, pair = self._current()
        self._facts.show_pair(pair)

    def _show_sentence(self) -> None:
        self._show_facts()
        none = self.model.rowCount() == 0
        busy = self._job is not None
        self._again.setEnabled(not busy)
        if none and (self.view.hasFocus() or any(button.hasFocus() for button in self._about_pair)):
            self._again.setFocus()
        self.view.setVisible(not none)
        self._sentence.setVisible(none)
        for button in self._about_pair:
            button.setEnabled(not none)
        self._sentence.setText(
            self.tr("All actors are being compared …") if busy else self.tr("No two actors look like the same.")
        )


class _Pairs(PlainTable):
    """The table of pairs; ``wanted`` carries the name of what a key does."""

    wanted = Signal(str)

    def __init__(self, model: PairModel, parent: QWidget | None = None) -> None:
        super().__init__(model, 30, parent)
        self.setAccessibleName(self.tr("Pairs of actors"))
        self.setWordWrap(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._align_header()
        unit, header = scale_of(self), self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(3, QHeaderView.ResizeMode.Fixed)
        header.resizeSection(3, round(80 * unit))
        self.doubleClicked.connect(lambda _index: self.wanted.emit(_SHOW))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        names = {
            Qt.Key.Key_M: "merge",
            Qt.Key.Key_D: "tell_apart",
            Qt.Key.Key_Return: _SHOW,
            Qt.Key.Key_Enter: _SHOW,
        }
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and (key := letter_key(event)) in names:
            self.wanted.emit(names[key])
        else:
            super().keyPressEvent(event)


def _compare(project: Project, _progress: Progress) -> list[LikelyPair]:
    from annotator.core.likeness import likely_same

    return list(likely_same(project.register.actors().values()))
