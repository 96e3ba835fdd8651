"""What becomes of existing labels: one row a question, with a list to choose the answer from."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from annotator.ui.codebook.decisions import Decisions, Place, Question
from annotator.ui.codebook.fields import Choice
from annotator.ui.parts.theme import scale_of


class QuestionForm(QWidget):
    """Shows questions; ``answered`` carries the place and the new name, or None for away."""

    answered = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        unit = scale_of(self)
        self.setAccessibleName(self.tr("What is to become of existing labels?"))
        self.choices: dict[Place, Choice] = {}
        self._texts: dict[Place, QLabel] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, round(4 * unit), 0)
        self._grid.setHorizontalSpacing(round(12 * unit))
        self._grid.setVerticalSpacing(round(8 * unit))
        self._grid.setColumnStretch(0, 1)

    def show_questions(self, questions: Mapping[Place, Question], decisions: Decisions) -> None:
        """Shows these questions with what is decided; the rows that are there already stay, with the keyboard."""
        for place in [p for p in self.choices if p not in questions]:
            for widget in (self._texts.pop(place), self.choices.pop(place)):
                self._grid.removeWidget(widget)
                widget.hide()
                widget.deleteLater()
        while self._grid.takeAt(0) is not None:
            pass
        for row, question in enumerate(questions.values()):
            self._fill(question, decisions)
            self._grid.addWidget(self._texts[question.place], row, 0)
            self._grid.addWidget(self.choices[question.place], row, 1)
            self._grid.setRowStretch(row, 0)
        self._grid.setRowStretch(len(questions), 1)
        # By Tab, in the order of the questions.
        shown = [self.choices[place] for place in questions]
        for one, other in pairwise(shown):
            QWidget.setTabOrder(one, other)

    def _fill(self, question: Question, decisions: Decisions) -> None:
        place = question.place
        if place not in self.choices:
            self._texts[place] = text = QLabel()
            text.setWordWrap(True)
            text.setTextFormat(Qt.TextFormat.PlainText)
            self.choices[place] = choice = Choice()
            choice.setPlaceholderText(self.tr("Choose …"))
            choice.chosen.connect(lambda new: self.answered.emit(place, new))
            text.setBuddy(choice)
        text, choice = self._texts[place], self.choices[place]
        text.setText(_question_text(question))
        choice.setAccessibleName(text.text())
        become: list[tuple[object, str]] = [
            (name, self.tr("become %1").replace("%1", name)) for name in question.become
        ]
        offered = [*become, (None, _away_text(question))]
        if [(choice.values()[n], choice.itemText(n)) for n in range(choice.count())] != offered:
            choice.set_values(offered)
        if decisions.is_answered(place):
            choice.show_value(decisions.answered(place))


def spans_text(number: int) -> str:
    """A number of spans in words."""
    translate = QCoreApplication.translate
    return translate("Codebook", "1 span") if number == 1 else translate("Codebook", "%Ln spans", "", number)


def relations_text(number: int) -> str:
    """A number of relations in words."""
    translate = QCoreApplication.translate
    more = translate("Codebook", "%Ln relations", "", number)
    return translate("Codebook", "1 relation") if number == 1 else more


def _question_text(question: Question) -> str:
    translate = QCoreApplication.translate
    _, name, *more = question.place
    match question.kind:
        case "label":
            text = translate("Codebook", "%1 labelled %2")
        case "attribute":
            text = translate("Codebook", "%1 labelled %2, where %3 is set")
        case "value":
            text = translate("Codebook", "%1 labelled %2, where %3 is “%4”")
        case _:
            text = translate("Codebook", "%1 of the kind %2")
            return text.replace("%1", relations_text(question.spans)).replace("%2", name)
    for number, word in enumerate((spans_text(question.spans), name, *more), 1):
        text = text.replace(f"%{number}", word)
    return text


def _away_text(question: Question) -> str:
    translate = QCoreApplication.translate
    match question.kind:
        case "label":
            text = translate("Codebook", "delete %1")
        case "relation":
            return translate("Codebook", "delete %1").replace("%1", relations_text(question.spans))
        case _:
            text = translate("Codebook", "unset it in %1")
    return text.replace("%1", spans_text(question.spans))
