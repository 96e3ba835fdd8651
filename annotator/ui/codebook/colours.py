"""The colours of a label: chosen, shown as they will look, and checked for contrast and for colour blindness."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QColorDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from annotator.core.codebook import Codebook, Label
from annotator.core.colour_check import LEAST_CONTRAST, PAGES, VISIONS, alike, contrast, problems, proposal
from annotator.ui.codebook.draft import DraftCodebook
from annotator.ui.codebook.draft_check import Trouble
from annotator.ui.codebook.draft_items import DraftLabel, is_colour
from annotator.ui.codebook.fields import Field, Line
from annotator.ui.codebook.sample import Sample
from annotator.ui.codebook.wording import trouble_text
from annotator.ui.parts.theme import scale_of

_OWN = "own"  # the checked label's name among the others', which go by their numbers
_ALIKE_NAMED = 2  # labels that look like it


class ColourFields(QWidget):
    """Three colours, a sample of what comes of them, and what is wrong with them."""

    edited = Signal()

    def __init__(self, draft: DraftCodebook) -> None:
        super().__init__()
        unit = scale_of(self)
        self._draft = draft
        self._label: DraftLabel | None = None
        self.sample = Sample()
        self.light = ColourField(self.tr("Colour on the light page"))
        self.dark = ColourField(self.tr("Colour on the dark page"))
        self.tint = ColourField(self.tr("Ground on the light page"))
        self._fields = {"colour": self.light, "colour_dark": self.dark, "tint": self.tint}
        row = QHBoxLayout()
        row.setSpacing(round(12 * unit))
        for name, field in self._fields.items():
            row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
            field.chosen.connect(lambda colour, name=name: self._set(name, colour))
        self.light.wanted.connect(lambda: self.take_near(dark=False))
        self.dark.wanted.connect(lambda: self.take_near(dark=True))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(round(8 * unit))
        column.addLayout(row)
        column.addWidget(self.sample)

    def show_label(self, label: DraftLabel) -> None:
        """Shows another label, or the same anew."""
        self._label = label
        self.light.show_colour(label.colour)
        self.dark.show_colour(label.colour_dark)
        self.tint.show_colour(label.tint or label.colour)
        self._check()

    def show_troubles(self, own: Mapping[str, Trouble]) -> None:
        """Says what is wrong with the spelling of a colour; where nothing is, how well it can be seen."""
        self._check()
        for name, field in self._fields.items():
            if name in own:
                field.say(trouble_text(own[name]))

    def field(self, name: str) -> Field:
        """The field of a colour: colour, colour_dark or tint."""
        return self._fields[name]

    def take_near(self, dark: bool) -> None:
        """Takes the nearest colour that can be read and told from all others."""
        if self._label is None or not self._is_spelled(self._label):
            return
        found = proposal(self._codebook(), _OWN, dark)
        field = self.dark if dark else self.light
        if found is None:
            field.say(self.tr("No colour is left that all can tell from the others."), offers=False)
        else:
            field.show_colour(found)
            self._set("colour_dark" if dark else "colour", found)

    def _set(self, name: str, colour: str) -> None:
        label = self._label
        if label is None or getattr(label, name) == colour:
            return
        if name == "colour":
            label.set_colour(colour)
            self.tint.show_colour(label.tint)
        else:
            setattr(label, name, colour)
        self._check()
        self.edited.emit()

    def _check(self) -> None:
        label = self._label
        if label is None or not self._is_spelled(label):
            return
        self.sample.show_label(label.frozen(), self._draft.labels.index(label))
        self.tint.say("")
        codebook = self._codebook()
        own = codebook.require_label(_OWN)
        for field, dark in ((self.light, False), (self.dark, True)):
            sentences = self._sentences(codebook, own, dark)
            if sentences:
                field.say(" ".join(sentences), refuses=False, offers=True)
            else:
                ratio = contrast(_colour(own, dark), PAGES[dark])
                text = self.tr("Contrast %1; all can tell it from the other labels.")
                field.say(text.replace("%1", f"{ratio:.1f}"), refuses=False)

    def _sentences(self, codebook: Codebook, own: Label, dark: bool) -> list[str]:
        """What is wrong with the label's colour on one page."""
        alone = problems(Codebook("check", labels=(own,)))
        sentences = [self._contrast_text(own, dark) for problem in alone if problem.dark == dark]
        found = [
            (other.title, visions)
            for other in codebook.labels
            if other is not own and (visions := alike(_colour(own, dark), _colour(other, dark)))
        ]
        found.sort(key=lambda one: next(iter(VISIONS)) not in one[1])  # first those that are alike for everybody
        sentences += [_alike_text(title, visions) for title, visions in found[:_ALIKE_NAMED]]
        more = len(found) - _ALIKE_NAMED
        return [*sentences, self.tr("%n more labels look like it.", "", more)] if more > 0 else sentences

    def _contrast_text(self, own: Label, dark: bool) -> str:
        ratio = contrast(_colour(own, dark), PAGES[dark])
        if ratio < LEAST_CONTRAST:
            text = self.tr("Hard to read: its contrast is %1, it needs %2.")
            return text.replace("%1", f"{int(ratio * 10) / 10:.1f}").replace("%2", f"{LEAST_CONTRAST}")
        return self.tr("Its line hardly shows on its ground.")

    def _codebook(self) -> Codebook:
        """The labels whose colours are spelled well, by number, as names may be wrong or twice while one types."""
        labels = [
            replace(label.frozen(), name=_OWN if label is self._label else str(number))
            for number, label in enumerate(self._draft.labels)
            if self._is_spelled(label)
        ]
        return Codebook("check", labels=tuple(labels))

    @staticmethod
    def _is_spelled(label: DraftLabel) -> bool:
        return all(is_colour(colour) for colour in (label.colour, label.colour_dark, label.tint or label.colour))


class ColourField(Field):
    """A colour as ``#RRGGBB``, typed or chosen; ``wanted`` asks for a near one that is better."""

    chosen = Signal(str)
    wanted = Signal()

    def __init__(self, name: str) -> None:
        self.line = Line("#1060F0")
        self.line.setMaxLength(7)
        self.button = QPushButton()
        self.button.setAutoDefault(False)
        self.button.setAccessibleName(QCoreApplication.translate("Codebook", "Choose: %1").replace("%1", name))
        self.button.setToolTip(self.button.accessibleName())
        super().__init__(name, self.line, beside=self.button)
        self.button.setFixedWidth(round(34 * scale_of(self)))
        self.near = QPushButton(self.tr("Use a near colour that passes"))
        self.near.setAutoDefault(False)
        self.near.setAccessibleName(f"{name}: {self.near.text()}")
        self.near.clicked.connect(self.wanted)
        self.near.hide()
        self._column.addWidget(self.near)
        self.line.typed.connect(self._on_typed)
        self.button.clicked.connect(self._choose)

    def show_colour(self, colour: str) -> None:
        """Shows a colour."""
        if _full(self.line.text()) != colour:
            self.line.show_text(colour)
        self._paint(colour)

    def say(self, text: str, refuses: bool = True, offers: bool = False) -> None:
        """Says something; ``offers``: with the button that takes a near colour."""
        super().say(text, refuses)
        if hasattr(self, "near"):
            self.near.setVisible(offers)

    def _on_typed(self, text: str) -> None:
        colour = _full(text)
        self._paint(colour)
        self.chosen.emit(colour)

    def _choose(self) -> None:
        before = self.line.text()
        dialog = QColorDialog(QColor(before), self)
        dialog.setWindowTitle(self.button.accessibleName())
        # What is wrong with a colour shows while one still chooses.
        dialog.currentColorChanged.connect(lambda colour: self._take(colour.name().upper()))
        if not dialog.exec():
            self._take(before)
        dialog.deleteLater()

    def _take(self, text: str) -> None:
        self.line.setText(text)
        self._on_typed(text)

    def _paint(self, colour: str) -> None:
        unit = scale_of(self)
        ground = colour if is_colour(colour) else "transparent"
        self.button.setStyleSheet(f"QPushButton {{ background: {ground}; }}")
        self.button.setIconSize(QSize(round(16 * unit), round(16 * unit)))


def _colour(label: Label, dark: bool) -> str:
    return label.colour_dark if dark else label.colour


def _full(text: str) -> str:
    text = text.strip().upper()
    return text if text.startswith("#") or not text else f"#{text}"


def _alike_text(other: str, visions: tuple[str, ...]) -> str:
    translate = QCoreApplication.translate
    usual, *blind = VISIONS
    if usual in visions:
        return translate("Codebook", "Looks like %1.").replace("%1", other)
    names = {
        "protanopia": translate("Codebook", "protanopia"),
        "deuteranopia": translate("Codebook", "deuteranopia"),
        "tritanopia": translate("Codebook", "tritanopia"),
    }
    whom = translate("Codebook", " or ").join(names[vision] for vision in blind if vision in visions)
    text = translate("Codebook", "Looks like %1 to people with %2.")
    return text.replace("%1", other).replace("%2", whom)
