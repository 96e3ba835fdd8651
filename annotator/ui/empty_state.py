"""What the centre of the window shows while there is no text to read."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QApplication, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from annotator.ui.actions.making import Keys, load_keys
from annotator.ui.parts.stylesheet import set_role
from annotator.ui.parts.theme import BASE_SIZE, scale_of
from annotator.ui.parts.widgets import Card
from annotator.ui.welcome import WelcomeRow

_COLUMN = 400  # px of the look


class EmptyState(QWidget):
    """Says what to do: bring articles into a project that has none, or choose one of those that are there.

    Files dropped on it are left to the window.
    """

    chosen = Signal(str)  # the name of an action

    def __init__(self, keys: Keys | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        keys = load_keys({}) if keys is None else keys
        self._title = QLabel()
        set_role(self._title, "title")
        self._sentence = QLabel()
        set_role(self._sentence, "muted")
        for label in (self._title, self._sentence):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(True)
        self._choices = self._card(
            self.tr("Add articles"),
            (
                (self.tr("Import files…"), "corpus.import_files"),
                (self.tr("Import a folder…"), "corpus.import_folder"),
                (self.tr("Paste an article…"), "corpus.paste"),
            ),
            keys,
        )
        self._labels = self._card(self.tr("Labels"), ((self.tr("Choose the labels…"), "actors.codebook"),), keys)
        self._hint = QLabel(self.tr("Or drop files here."))
        set_role(self._hint, "small")
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._column = QWidget()
        self._lay_out()
        self._scale()
        self.show_articles(False)

    def show_articles(self, there: bool) -> None:
        """Whether the project has articles, of which none is chosen, or none at all."""
        focus = QApplication.focusWidget()
        inside = focus is not None and self.isAncestorOf(focus)
        first = None if there else self._choices.findChildren(WelcomeRow)[0]
        self.setFocusProxy(first)  # type: ignore[arg-type]  # PySide's types don't know None here.
        if inside and there:
            self.setFocus()  # from what is hidden now, and on to the text when there is one
        self._choices.setHidden(there)
        self._hint.setHidden(there)
        self._labels.setHidden(there)
        if there:
            self._title.setText(self.tr("No article is chosen"))
            self._sentence.setText(self.tr("Choose one in the list on the left."))
        else:
            self._title.setText(self.tr("No articles yet"))
            self._sentence.setText(
                self.tr("Files of any usual kind, folders and archives, web pages, what is on the clipboard.")
            )
        self.setAccessibleName(self._title.text())
        self.setAccessibleDescription(self._sentence.text())

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.FontChange:
            self._scale()
        super().changeEvent(event)

    def _card(self, name: str, rows: Sequence[tuple[str, str]], keys: Keys) -> Card:
        card = Card()
        card.setAccessibleName(name)
        card.body.setSpacing(0)
        for title, action in rows:
            own = keys.get(action, ())
            row = WelcomeRow(title, key=own[0] if own else "")
            row.clicked.connect(partial(self.chosen.emit, action))
            card.body.addWidget(row)
        return card

    def _lay_out(self) -> None:
        column = QVBoxLayout(self._column)
        column.addWidget(self._title)
        column.addWidget(self._sentence)
        column.addSpacing(BASE_SIZE)
        column.addWidget(self._choices)
        column.addWidget(self._hint)
        column.addSpacing(BASE_SIZE)
        column.addWidget(self._labels)
        middle = QWidget()
        grid = QGridLayout(middle)
        grid.addWidget(self._column, 1, 1)
        for edge, stretch in ((0, 2), (2, 3)):
            grid.setRowStretch(edge, stretch)
        for edge in (0, 2):
            grid.setColumnStretch(edge, 1)
        # As wide as it may be; what is left lies at both sides.
        grid.setColumnStretch(1, 100)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(middle)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)

    def _scale(self) -> None:
        unit = scale_of(self)
        self._column.setMaximumWidth(round(_COLUMN * unit))
        self._column.setMinimumWidth(round(_COLUMN * unit / 2))
        layout = self._column.layout()
        if layout is not None:
            layout.setSpacing(round(6 * unit))
