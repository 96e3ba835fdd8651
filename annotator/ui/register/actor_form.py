"""Everything that the register knows of one actor, to be read and edited; leaving a field saves it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QIcon, QKeyEvent
from PySide6.QtWidgets import (
    QColorDialog,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from annotator.core.errors import UserError
from annotator.core.models import Actor
from annotator.core.register_rules import ACTOR_KINDS, checked_actor
from annotator.ui.parts.segmented import caption
from annotator.ui.parts.stylesheet import set_role
from annotator.ui.parts.theme import scale_of
from annotator.ui.register.actor_list import dot
from annotator.ui.register.affiliations import Affiliations
from annotator.ui.register.name_chips import NameChips
from annotator.ui.register.wrong import mark

_NOTE_LINES = 3
_CHECKED = ("name", "wikidata")  # lines that may hold what no actor can have
_ANY = Actor("any", "Any")


class ActorForm(QWidget):
    """``edited`` carries the actor as it is to be.

    A field that can't be so is marked and counts as it was before: all others are saved nevertheless.
    """

    edited = Signal(object)
    refused = Signal(str)  # why a field can't be taken; "" when that is no longer so
    dropped = Signal(str)  # the same, of a field that is no longer shown
    left = Signal()  # Escape: the person goes back to where she came from

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Actor"))
        self._actor: Actor | None = None
        self._wrong: dict[str, str] = {}  # what can't be taken and why, by field
        unit = scale_of(self)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, round(6 * unit), 0)
        self._grid.setHorizontalSpacing(round(12 * unit))
        self._grid.setVerticalSpacing(round(10 * unit))
        self._grid.setColumnStretch(1, 1)
        self.name = QLineEdit()
        self.kind = QComboBox()
        self.kind.setEditable(True)
        self.aliases = NameChips(self.tr("Other names"))
        self.affiliations = Affiliations()
        self.wikidata = QLineEdit()
        self.wikidata.setPlaceholderText(self.tr("Such as Q64"))
        self.colour = _ColourButton()
        self.note = _Note()
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(round(_NOTE_LINES * self.note.fontMetrics().lineSpacing() + 22 * unit))
        for title, field in (
            (self.tr("Name"), self.name),
            (self.tr("Kind"), self.kind),
            (self.tr("Other names"), self.aliases),
            (self.tr("Affiliations"), self.affiliations),
            (self.tr("Wikidata"), self.wikidata),
            (self.tr("Note"), self.note),
        ):
            self._add(title, field)
        # Beside the id, as the form is higher than the room that most screens leave it.
        self._grid.addWidget(self.colour, self._grid.rowCount() - 2, 2)
        self.colour.setAccessibleName(self.tr("Colour"))
        before: QWidget = self.wikidata
        for button in self.colour.findChildren(QPushButton):
            self.setTabOrder(before, button)
            before = button
        self._grid.setRowStretch(self._grid.rowCount(), 1)
        self.name.editingFinished.connect(self.save)
        self.wikidata.editingFinished.connect(self.save)
        self.kind.activated.connect(lambda _row: self.save())
        line = self.kind.lineEdit()
        if line is not None:
            line.setAccessibleName(self.tr("Kind"))
            line.editingFinished.connect(self.save)
        for source in (self.aliases, self.affiliations, self.colour):
            source.changed.connect(self.save)
        self.note.left.connect(self.save)
        self.show_actor(None)

    @property
    def actor(self) -> Actor | None:
        """The actor that is shown, as it is in the register."""
        return self._actor

    def show_actor(self, actor: Actor | None, kinds: tuple[str, ...] = ACTOR_KINDS) -> None:
        """Shows an actor. The same one again keeps what is being written, where that has not changed meanwhile."""
        if actor is not None and actor == self._actor:
            return
        before, self._actor = self._actor, actor
        self.setEnabled(actor is not None)
        shown = actor or Actor("", "")
        same = before is not None and before.id == shown.id
        written = self._written(before if same and before is not None else shown)
        if not same and self._wrong:
            self.dropped.emit(next(iter(self._wrong.values())))
        blockers = [QSignalBlocker(widget) for widget in (self.name, self.kind, self.wikidata, self.note)]
        for name, show in (
            ("name", self._show_name),
            ("kind", lambda actor: self._show_kind(actor, kinds)),
            ("aliases", lambda actor: self.aliases.show_names(actor.aliases)),
            ("affiliations", lambda actor: self.affiliations.show_rows(actor.affiliations)),
            ("wikidata", lambda actor: self.wikidata.setText(actor.wikidata or "")),
            ("colour", lambda actor: self.colour.show_colour(actor.colour)),
            ("note", lambda actor: self.note.setPlainText(actor.note or "")),
        ):
            now = getattr(shown, name)
            # A field that has just been saved may have passed the keyboard on to one beside it.
            if not same or now not in (getattr(before, name), getattr(written, name)):
                show(shown)
            elif name == "affiliations":
                self.affiliations.keep()
        del blockers
        self._check()

    def _show_name(self, actor: Actor) -> None:
        self.name.setText(actor.name)
        self.name.setCursorPosition(0)

    def _show_kind(self, actor: Actor, kinds: tuple[str, ...]) -> None:
        self.kind.clear()
        self.kind.addItem("", None)
        for kind in dict.fromkeys((*kinds, *((actor.kind,) if actor.kind else ()))):
            self.kind.addItem(caption(kind), kind)
        self.kind.setCurrentIndex(max(0, self.kind.findData(actor.kind)))

    def written(self) -> Actor | None:
        """The actor as it is written now; None while none is shown."""
        return self._written(self._actor) if self._actor is not None else None

    def _written(self, actor: Actor) -> Actor:
        """The actor with what is written; where that can't be taken, with what the actor has."""
        for name, value in self._values().items():
            if name not in _CHECKED or not _complaint(name, value):
                actor = replace(actor, **{name: value})
        return actor

    def _check(self) -> None:
        """Marks the fields that can't be taken, and says what is wrong with the first of them."""
        before = next(iter(self._wrong.values()), "")
        values = self._values()
        found = {}
        for name, field in zip(_CHECKED, (self.name, self.wikidata), strict=True):
            found[name] = _complaint(name, values[name]) if self._actor is not None else ""
            mark(field, found[name])
        found["affiliations"] = self.affiliations.complaint()
        self._wrong = {name: complaint for name, complaint in found.items() if complaint}
        now = next(iter(self._wrong.values()), "")
        if now != before:
            self.refused.emit(now)

    def _values(self) -> dict[str, Any]:
        text = " ".join(self.kind.currentText().split())
        place = self.kind.findText(text)
        kind = self.kind.itemData(place) if place >= 0 else text
        return {
            "name": self.name.text(),
            "kind": str(kind) if kind else None,
            "aliases": self.aliases.names(),
            "affiliations": self.affiliations.rows(),
            "wikidata": self.wikidata.text().strip() or None,
            "colour": self.colour.colour(),
            "note": self.note.toPlainText() or None,
        }

    def save(self) -> None:
        """Hands on what is written, if anything is otherwise than in the register."""
        written = self.written()
        if written is None or self._actor is None:
            return
        self._check()
        try:
            checked = checked_actor(written)
            same = checked == checked_actor(self._actor)
        except UserError as error:
            self.refused.emit(str(error))
            return
        if not same:
            self.edited.emit(checked)

    def finish(self) -> None:
        """Saves what was written and not left yet."""
        self.aliases.finish()
        self.save()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _add(self, title: str, field: QWidget) -> None:
        row = self._grid.rowCount()
        label = QLabel(title)
        set_role(label, "muted")
        label.setContentsMargins(0, round(6 * scale_of(self)), 0, 0)
        label.setBuddy(field)
        if not field.accessibleName():
            field.setAccessibleName(title)
        self._grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(field, row, 1, 1, 1 if field is self.wikidata else 2)


def _complaint(name: str, value: object) -> str:
    """Why no actor can have this value in a field; "" if one can."""
    try:
        checked_actor(replace(_ANY, **{name: value}))  # type: ignore[arg-type]
    except UserError as error:
        return str(error)
    return ""


class _Note(QPlainTextEdit):
    """Some lines; leaving them saves."""

    left = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.left.emit()
        super().focusOutEvent(event)


class _ColourButton(QWidget):
    """The actor's colour: a button that shows it and asks for another, and one that takes it away."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._colour: str | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(round(6 * scale_of(self)))
        self._choose = QPushButton()
        self._choose.setAutoDefault(False)
        self._choose.clicked.connect(self._ask)
        self._none = QPushButton(self.tr("No colour"))
        self._none.setAccessibleName(self._none.text())
        self._none.setAutoDefault(False)
        set_role(self._none, "quiet")
        self._none.clicked.connect(lambda: self._set(None))
        row.addWidget(self._choose)
        row.addWidget(self._none)
        row.addStretch(1)
        self.show_colour(None)

    def colour(self) -> str | None:
        """The colour as ``#RRGGBB``; None for none."""
        return self._colour

    def show_colour(self, colour: str | None) -> None:
        """Shows a colour."""
        self._colour = colour
        self._choose.setText(f" {colour}" if colour else self.tr("Colour…"))
        self._choose.setAccessibleName(self.tr("Colour: %1").replace("%1", colour or self.tr("none")))
        side = round(10 * scale_of(self))
        self._choose.setIconSize(QSize(side, side))
        self._choose.setIcon(QIcon(dot(colour, side)) if colour else QIcon())
        self._none.setVisible(colour is not None)

    def _ask(self) -> None:
        chosen = QColorDialog.getColor(QColor(self._colour or "#2F5FD0"), self, self.tr("Colour of the actor"))
        if chosen.isValid():
            self._set(chosen.name().upper())

    def _set(self, colour: str | None) -> None:
        if colour != self._colour:
            self.show_colour(colour)
            self.changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._set(None)
        else:
            super().keyPressEvent(event)
