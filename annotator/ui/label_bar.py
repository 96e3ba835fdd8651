"""The line above the text: a button for each label that there is room for, and how many suggestions wait."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QIcon, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from annotator.core.codebook import Codebook, Label
from annotator.ui.actions.acting import ActingKeys
from annotator.ui.actions.spec import keyed_first
from annotator.ui.parts.stylesheet import set_role
from annotator.ui.parts.swatch import SWATCH, swatch
from annotator.ui.parts.tab_order import put_before
from annotator.ui.parts.theme import Appearance, scale_of, theme_of
from annotator.ui.parts.widgets import KeyCap, percents

_GAP = 8
_AT_LEAST = 4  # labels by their keys, whatever the codebook
_LEAST_NAME = 5  # characters on average: of less, nobody could tell which label it is
_FEW = 6  # labels that are told by their keys alone where there is no room for names
_MORE_NAME = 9  # characters on the button for labels without room, a picture included
_LISTED = 40  # labels that its tool tip names
_ARROW = 14  # px of the look that its arrow takes


class LabelBar(QFrame):
    """Labels with their keys; a click labels as the key does. A button at the end lists those without room."""

    label_chosen = Signal(str)
    label_pointed = Signal(str)  # by the mouse or the keyboard, but not chosen
    more_clicked = Signal()
    suggestions_clicked = Signal()
    least_clicked = Signal()

    def __init__(self, appearance: Appearance, keys: ActingKeys) -> None:
        super().__init__()
        self._appearance = appearance
        self._labels: list[Label] = []  # in the order in which they are shown
        self._buttons: list[tuple[Label, _LabelButton]] = []  # of the first of these, made when there is room
        self._shown = 0  # how many labels are
        self._active: Label | None = None
        self.setAccessibleName(self.tr("Labels"))
        set_role(self, "head")
        # Before all else, as F6 goes to the first control.
        self._named = QWidget()
        self._row = QHBoxLayout(self._named)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(_GAP)
        self._keys = keys
        self.more = _MoreButton("", "")
        keys.show_on(self.more.cap, "label.choose")
        self.more.clicked.connect(self.more_clicked)
        # Never shown: as wide as a label by its key.
        self._bare = _LabelButton("", "Q")
        self._bare.setIcon(QIcon(QPixmap(SWATCH)))
        self._bare.setParent(self)
        self._bare.hide()
        self._waiting = QPushButton()
        set_role(self._waiting, "quiet")
        self._waiting.clicked.connect(self.suggestions_clicked)
        self._cap = keys.show_on(KeyCap(""), "label.next_suggestion")
        self.least = QPushButton()
        set_role(self.least, "quiet")
        self.least.clicked.connect(self.least_clicked)
        self._counts = (0, 0, 0)
        self._suggested = False  # ever, with this codebook
        self._layout = layout = QHBoxLayout(self)
        layout.setSpacing(_GAP)
        layout.setContentsMargins(18, 8, 18, 8)
        layout.addWidget(self._named)
        layout.addWidget(self.more)
        layout.addStretch(1)
        layout.addWidget(self._waiting)
        layout.addWidget(self._cap)
        layout.addWidget(self.least)
        appearance.changed.connect(self._on_appearance)
        self._say_counts()

    def show_codebook(self, codebook: Codebook) -> None:
        """Makes the buttons of another codebook, those of labels with a key first."""
        for _, button in self._buttons:
            self._row.removeWidget(button)
            button.deleteLater()
        self._labels, self._buttons, self._active = keyed_first(codebook.labels), [], None
        self._suggested = self._counts[0] > 0
        self._fit()

    def show_active(self, label: Label | None) -> None:
        """Says which label the selected span has, where that is none of those shown."""
        if label is not self._active:
            self._active = label
            self._show_more()

    def show_suggestions(self, number: int, held: int, least: int) -> None:
        """Says how many suggestions wait in the article, and how many have less than ``least`` percent."""
        if (number, held, least) != self._counts:
            self._counts = number, held, least
            self._suggested = self._suggested or number > 0
            self._say_counts()

    def _say_counts(self) -> None:
        number, held, least = self._counts
        self._waiting.setAccessibleName(self.tr("Go to the next suggestion"))
        percent = percents(least)
        self.least.setText(f"≥ {percent}" if number else self.tr("%n below %1", "", held).replace("%1", percent))
        self.least.setAccessibleName(self.tr("Least score of suggestions: %1").replace("%1", percent))
        self.least.setToolTip(self.tr("Which suggestions are shown; %n more have a lower score", "", held))
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """As wide for any codebook: neither the text beside nor the window must be wider for what there is."""
        margins = self._layout.contentsMargins()
        width = _AT_LEAST * (self._bare.sizeHint().width() + _GAP) - _GAP + margins.left() + margins.right()
        return QSize(width, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    # What there is room for

    def _fit(self) -> None:
        margins = self._layout.contentsMargins()
        inside = self.width() - margins.left() - margins.right()
        self._fit_suggestions(inside - self._fit_labels(inside))

    def _fit_labels(self, inside: int) -> int:
        """Shows as many labels as fit, the longest names cut short; the pixels that they take.

        Where there is no room for the names of a few labels, these show their keys alone.
        """
        room, least = inside, _LEAST_NAME * self.fontMetrics().averageCharWidth()
        number = self._number_fitting(room, least)
        fit = number == len(self._labels)
        named = fit or not self._fit_bare(room)
        if not named:
            number = len(self._labels)
        elif not fit:
            room -= self._room_behind(inside)
            # A few with their names cut short, but no more of them than can be read well.
            number = max(min(_FEW, self._number_fitting(room, least)), self._number_fitting(room, 2 * least))
        self._shown = number
        seen = [button for _, button in self._buttons[:number]]
        bare = sum(button.width_without_name() for button in seen) + _GAP * max(0, number - 1)
        most = _share([button.name_width for button in seen], room - bare) if named else 0
        for place, (_, button) in enumerate(self._buttons):
            if place >= number:
                button.hide()
            elif button.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide):
                button.show()  # as it was hidden; a new one is shown by Qt, in its place
            button.shorten(most)
        self._named.setVisible(number > 0)
        self._show_more()
        used = sum(button.sizeHint().width() + _GAP for button in seen)
        return used + (self.more.minimumWidth() + _GAP if number < len(self._labels) else 0)

    def _fit_bare(self, room: int) -> bool:
        """Whether these are a few labels, and their keys alone fit."""
        few = len(self._labels) <= _FEW and all(label.key for label in self._labels)
        return few and self._number_fitting(room, 0) == len(self._labels)

    def _number_fitting(self, room: int, least: int) -> int:
        """How many labels fit, each with its name or ``least`` pixels of it; their buttons are made."""
        for place, label in enumerate(self._labels):
            if place == len(self._buttons):
                self._make_button(label)
            button = self._buttons[place][1]
            room -= button.width_without_name() + min(button.name_width, least)
            if room < 0:
                return place
            room -= _GAP
        return len(self._labels)

    def _room_behind(self, inside: int) -> int:
        """Pixels for the button that stands for labels without room, and for a number of suggestions with its key.

        The same whatever they say: no label moves as one goes from span to span, and from article to article.
        """
        name = _MORE_NAME * self.fontMetrics().averageCharWidth()
        name = max(name, self.more.words_width(self._number_more(len(self._labels))))
        self.more.setIcon(QIcon())
        self.more.setFixedWidth(self.more.width_without_name() + name)
        room = self.more.minimumWidth() + _GAP
        if not self._suggested:
            return room
        shown = self._waiting.text()
        self._waiting.setText("000")
        number = self._waiting.sizeHint().width() + self._cap.sizeHint().width() + 2 * _GAP
        self._waiting.setText(shown)
        return room + number if 4 * number < inside else room

    def _show_more(self) -> None:
        """Names the selected span's label where that has no button, else how many labels have none."""
        hidden = self._labels[self._shown :]
        self.more.setVisible(bool(hidden))
        if not hidden:
            return
        active = self._active if self._active in hidden else None
        self.more.call(active.title if active is not None else self._number_more(len(hidden)))
        self.more.setIcon(swatch(active, self._appearance.theme) if active is not None else QIcon())
        self.more.shorten(self.more.minimumWidth() - self.more.width_without_name())
        name = self.tr("%n more labels", "", len(hidden))
        if key := self._keys.first("label.choose"):
            name = self.tr("%1, key %2").replace("%1", name).replace("%2", key)
        self.more.setToolTip(", ".join(label.title for label in hidden[:_LISTED]))
        self.more.setAccessibleName(name if active is None else f"{active.title}; {name}")

    def _number_more(self, number: int) -> str:
        return self.tr("%n more", "", number)

    def _fit_suggestions(self, room: int) -> None:
        """Where there is no room for it, leaves out the key, the score, the word behind the number, all of it."""
        waiting, held, _ = self._counts
        words = self.tr("1 suggestion") if waiting == 1 else self.tr("%n suggestions", "", waiting)
        self._waiting.setToolTip(words)
        least, cap = (part.sizeHint().width() + _GAP for part in (self.least, self._cap))
        self._waiting.setText(words)
        keyed = self._waiting.sizeHint().width() > room
        if keyed:
            # The key says what the number is about; by itself it would say nothing, and the foot has it, too.
            self._waiting.setText(str(waiting))
        number = self._waiting.sizeHint().width() + cap * keyed if waiting else 0
        self._waiting.setVisible(0 < number <= room)
        self.least.setVisible(waiting + held > 0 and number + least <= room)
        beside = 0 if keyed else cap + least
        self._cap.setVisible(number > 0 and number + beside <= room)

    # The buttons

    def _make_button(self, label: Label) -> None:
        button = _LabelButton(label.title, label.key)
        name = self.tr("Label %1, key %2").replace("%2", label.key) if label.key else self.tr("Label %1")
        button.setAccessibleName(name.replace("%1", label.title))
        button.setToolTip(f"{label.title}: {label.example}" if label.example else label.title)
        button.clicked.connect(lambda: self.label_chosen.emit(label.name))
        button.pointed.connect(lambda: self.label_pointed.emit(label.name))
        button.setIcon(swatch(label, self._appearance.theme))
        self._row.addWidget(button)
        put_before(self.more, button)
        self._buttons.append((label, button))

    def _on_appearance(self) -> None:
        for label, button in self._buttons:
            button.setIcon(swatch(label, self._appearance.theme))
        self._fit()


class _LabelButton(QPushButton):
    """A name with a key cap at the right."""

    pointed = Signal()

    def __init__(self, name: str, key: str) -> None:
        super().__init__()
        set_role(self, "label")
        self.setAutoDefault(False)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setIconSize(SWATCH)
        self.cap = KeyCap(key)
        self.cap.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 9, 0)
        row.addStretch(1)
        row.addWidget(self.cap)
        self._shown = ""
        self.call(name)

    def call(self, name: str) -> None:
        """Gives it another name, which is shown whole."""
        self._name = name
        self._show(name)

    def shorten(self, most: int) -> None:
        """Shows as much of the name as ``most`` pixels take; for 0 the colour and the key alone."""
        whole = self.name_width <= most
        cut = self.fontMetrics().elidedText(self._name, Qt.TextElideMode.ElideRight, most) if most else ""
        self._show(self._name if whole else cut)

    def _show(self, words: str) -> None:
        if words != self._shown:
            self._shown = words
            self.setText(words.replace("&", "&&"))

    @property
    def name_width(self) -> int:
        """Pixels that the whole name takes."""
        return self.words_width(self._name)

    def width_without_name(self) -> int:
        """Pixels that it takes without its name."""
        return self.sizeHint().width() - self.words_width(self._shown)

    def words_width(self, words: str) -> int:
        """Pixels that words take on it."""
        # As Qt counts it for the size hint.
        shown = words.replace("&", "&&")
        return self.fontMetrics().size(Qt.TextFlag.TextShowMnemonic, shown).width() if words else 0

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        cap = self.cap.sizeHint().width() + 4 if self.cap.text() else 0
        return QSize(hint.width() + cap, hint.height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def enterEvent(self, event: QEnterEvent) -> None:
        self.pointed.emit()
        super().enterEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.pointed.emit()
        super().focusInEvent(event)


class _MoreButton(_LabelButton):
    """Stands for the labels without room; its arrow says that it lists them."""

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(hint.width() + round(_ARROW * scale_of(self)), hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        unit = scale_of(self)
        right = self.cap.x() if self.cap.text() else self.width() - 9
        place = QPointF(right - 10 * unit, self.height() / 2)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme_of(self).color("muted"), 1.5 * unit))
        painter.drawPolyline([place + QPointF(x, y) * unit for x, y in ((-3.5, -1.5), (0, 2), (3.5, -1.5))])
        painter.end()


def _share(widths: list[int], room: int) -> int:
    """How wide the widest may be, so that all of them take no more than the room; narrower ones stay whole."""
    rest = max(0, room)
    for number, width in enumerate(sorted(widths)):
        share = rest // (len(widths) - number)
        if width > share:
            return share
        rest -= width
    return max(widths, default=0)
