"""What new spans begin with: the default of an attribute, chosen or typed as its type asks."""

from __future__ import annotations

import contextlib

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from annotator.core.models import AttributeValue
from annotator.ui.codebook.draft_items import DraftAttribute
from annotator.ui.codebook.fields import Choice, Line


class DefaultField(QStackedWidget):
    """A list to choose from where the type has values, else a line; several values are parted by commas."""

    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._type = ""
        self._choice = Choice()
        self._line = Line()
        for widget in (self._choice, self._line):
            self.addWidget(widget)
        self._choice.chosen.connect(self.changed)
        self._line.typed.connect(lambda text: self.changed.emit(self._typed(text)))

    def setAccessibleName(self, name: str) -> None:  # noqa: N802
        """Names the control that is in it, as that is what the keyboard reaches."""
        super().setAccessibleName(name)
        for widget in (self._choice, self._line):
            widget.setAccessibleName(name)

    def show_attribute(self, attribute: DraftAttribute) -> None:
        """Shows an attribute's default."""
        self._type = attribute.type
        nothing = (None, self.tr("nothing"))
        match attribute.type:
            case "choice":
                self._offer([nothing, *((value.name, value.name) for value in attribute.values)], attribute)
            case "boolean":
                self._offer([nothing, (True, self.tr("yes")), (False, self.tr("no"))], attribute)
            case _:
                self._line.setPlaceholderText("2025-03-13" if attribute.type == "date" else self.tr("nothing"))
                shown = _shown(attribute.default)
                # While one types a number, "2." is not made "2.0".
                if self._typed(self._line.text()) != attribute.default:
                    self._line.show_text(shown)
                self.setCurrentWidget(self._line)
        self.setFocusProxy(self._line if self.currentWidget() is self._line else self._choice)

    def _offer(self, values: list[tuple[object, str]], attribute: DraftAttribute) -> None:
        if self._choice.values() != [value for value, _ in values]:
            self._choice.set_values(values)
        self._choice.show_value(attribute.default)
        self.setCurrentWidget(self._choice)

    def _typed(self, text: str) -> AttributeValue:
        text = text.strip()
        if not text:
            return None
        if self._type == "choices":
            return [part.strip() for part in text.split(",") if part.strip()] or None
        if self._type == "number":
            with contextlib.suppress(ValueError):
                return int(text)
            with contextlib.suppress(ValueError):
                return float(text.replace(",", "."))
        return text


def _shown(value: AttributeValue) -> str:
    if value is None:
        return ""
    return ", ".join(value) if isinstance(value, list) else str(value)
