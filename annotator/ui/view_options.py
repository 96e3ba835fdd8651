"""How the window looks, who labels in it, and ways to find one's way about."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QWidget

from annotator import __version__
from annotator.ui.actions.acting import ActingKeys
from annotator.ui.actions.making import show_keys
from annotator.ui.actions.spec import ActionSpec
from annotator.ui.actions.table import ACTIONS
from annotator.ui.articles.ordering import Order
from annotator.ui.pane.text_pane import TextPane
from annotator.ui.parts.theme import READING_SIZE, Appearance, Mode
from annotator.ui.session import Session
from annotator.ui.settings import COLUMN_RANGE, Settings

_COLUMN_STEP = 5


class ViewOptions(QObject):
    """The actions of the menus View and Help. What is chosen is remembered."""

    annotator_changed = Signal(str)
    annotator_replaced = Signal()  # after annotator_changed: another person labels from now on
    layers_changed = Signal()
    folding_changed = Signal(bool)  # whether near-duplicates are folded in the list
    order_chosen = Signal(str, bool)  # of the list; whether to go to its first article

    def __init__(
        self,
        session: Session,
        pane: TextPane,
        settings: Settings,
        appearance: Appearance,
        keys: ActingKeys,
        window: QMainWindow,
    ) -> None:
        super().__init__(window)
        self._session = session
        self._pane = pane
        self._settings = settings
        self._appearance = appearance
        self._window = window
        self.regions: tuple[QWidget, ...] = ()
        self.reveal: Callable[[QWidget], object] = lambda _region: None  # shows one that has given way
        self.actions: Mapping[str, QAction] = {}
        self._keys = keys
        self.rows: Callable[[], tuple[ActionSpec, ...]] = lambda: ACTIONS
        self._overlay: QWidget | None = None
        self._palette: QWidget | None = None
        self._labels: QWidget | None = None
        appearance.changed.connect(self._dress_pane)
        keys.changed.connect(self._show_own_keys)

    def start(self) -> None:
        """Shows what was chosen before."""
        self._pane.set_column(self._settings.column)
        self._pane.set_line_height(self._settings.line_height)
        self._dress_pane()
        self.actions[f"view.theme_{self._appearance.mode}"].setChecked(True)
        self.actions["view.everyone"].setChecked(self._settings.everyone)
        self.actions["corpus.whole_pages"].setChecked(self._settings.whole_pages)
        self.actions["view.suggests"].setChecked(self._settings.suggests)
        self.actions["view.suggestions"].setChecked(self._settings.suggestions_shown)
        self._session.set_suggestions_shown(self._settings.suggestions_shown)
        self.actions["view.fold"].setChecked(self._settings.folded)
        self.folding_changed.emit(self._settings.folded)
        self.actions[f"view.order_{self._settings.order}"].setChecked(True)
        self.order_chosen.emit(self._settings.order, False)

    def _show_own_keys(self) -> None:
        """What shows the key of an action, beside caps: menus, and zones in the text."""
        show_keys(self.actions, self._keys.table)
        self._pane.set_zone_key(self._keys.first("label.zone"))

    def _dress_pane(self) -> None:
        self._pane.set_theme(self._appearance.theme)
        self._pane.set_reading_font(self._appearance.reading_font())

    def theme_light(self) -> None:
        self._set_theme("light")

    def theme_dark(self) -> None:
        self._set_theme("dark")

    def theme_system(self) -> None:
        self._set_theme("system")

    def _set_theme(self, mode: Mode) -> None:
        self._appearance.set_mode(mode)
        self._settings.theme = mode

    def zoom_in(self) -> None:
        self._zoom(self._appearance.reading_size + 1)

    def zoom_out(self) -> None:
        self._zoom(self._appearance.reading_size - 1)

    def zoom_reset(self) -> None:
        self._zoom(READING_SIZE)

    def _zoom(self, size: int) -> None:
        """Sets the text's size, and with it the interface's in proportion."""
        self._appearance.set_reading(size=size)
        self._appearance.set_scale(self._appearance.reading_size / READING_SIZE)
        self._settings.reading_size = self._appearance.reading_size

    def widen_column(self) -> None:
        self._set_column(self._settings.column + _COLUMN_STEP)

    def narrow_column(self) -> None:
        self._set_column(self._settings.column - _COLUMN_STEP)

    def _set_column(self, chars: int) -> None:
        low, high = COLUMN_RANGE
        self._settings.column = min(max(chars, low), high)
        self._pane.set_column(self._settings.column)

    def show_everyone(self, everyone: bool) -> None:
        """Shows everyone's labels, or one's own alone."""
        self._settings.everyone = everyone
        self._session.set_everyone(everyone)
        self.layers_changed.emit()

    def show_suggestions(self, shown: bool) -> None:
        """Shows suggestions in the text, or hides them."""
        self._settings.suggestions_shown = shown
        self._session.set_suggestions_shown(shown)

    def keep_whole_pages(self, kept: bool) -> None:
        """From now on what is around the article of a web page comes along, as zones, or stays out."""
        self._settings.whole_pages = kept

    def fold_near_duplicates(self, folded: bool) -> None:
        """Shows the first of each group of near-duplicates in the list, or all articles."""
        self._settings.folded = folded
        self.folding_changed.emit(folded)

    def order_imported(self) -> None:
        self._set_order("imported")

    def order_uncertainty(self) -> None:
        self._set_order("uncertainty")

    def order_yield(self) -> None:
        self._set_order("yield")

    def _set_order(self, order: Order) -> None:
        """Orders the list by what is suggested now; chosen again, anew."""
        self._settings.order = order
        self.order_chosen.emit(order, True)

    def ask_annotator_name(self) -> None:
        """Asks whose labels these are."""
        from PySide6.QtWidgets import QInputDialog

        name, accepted = QInputDialog.getText(
            self._window,
            self.tr("Annotator's name"),
            self.tr("From now on your labels carry this name:"),
            QLineEdit.EchoMode.Normal,
            self._settings.annotator or "",
        )
        before = self._settings.annotator
        if accepted and name.strip():
            self.set_annotator(name.strip())
        if self._session.article is not None:
            self._pane.setFocus()
        if self._settings.annotator != before:
            self.annotator_replaced.emit()

    def set_annotator(self, name: str) -> None:
        """From now on labels carry this name."""
        self._settings.annotator = name
        self._session.set_annotator(name)
        self.annotator_changed.emit(name)

    def next_region(self) -> None:
        self._go_region(1)

    def previous_region(self) -> None:
        self._go_region(-1)

    def _go_region(self, step: int) -> None:
        """Moves the keyboard to the next region of the window that can take it."""
        focus = QApplication.focusWidget()
        inside = [
            n
            for n, region in enumerate(self.regions)
            if focus is not None and (focus is region or region.isAncestorOf(focus))
        ]
        place = inside[-1] if inside else -1 if step > 0 else 0
        for n in range(1, len(self.regions) + 1):
            region = self.regions[(place + n * step) % len(self.regions)]
            self.reveal(region)
            target = _first_focusable(region)
            if target is not None:
                target.setFocus(Qt.FocusReason.TabFocusReason)
                return

    def show_palette(self) -> None:
        """Opens the list of all commands."""
        from annotator.ui.actions.palette import CommandPalette

        if self._palette is None:
            self._palette = CommandPalette(self._window)
        self._palette.open(self.actions, self.rows(), self._keys.table)  # type: ignore[attr-defined]

    def choose_label(self) -> None:
        """Opens the list of all labels, where there is a text; that of the selected span is marked."""
        from annotator.ui.actions.label_palette import LabelPalette

        project, active = self._session.project, self._session.spans.get(self._pane.active or "")
        if project is None or self._session.article is None:
            return
        if self._labels is None:
            self._labels = LabelPalette(self._window)
        # Chosen or not, one goes on in the text.
        self._pane.setFocus()
        self._labels.offer_labels(project.codebook, self.actions, active.label if active else None)  # type: ignore[attr-defined]

    def show_keys(self) -> None:
        """Lays the keys over the window."""
        from annotator.ui.actions.keys_overlay import KeysOverlay

        if self._overlay is None:
            self._overlay = KeysOverlay(self._window)
        self._overlay.open(self.rows(), self._keys.table)  # type: ignore[attr-defined]

    def show_about(self) -> None:
        """Says what this program is."""
        from PySide6.QtWidgets import QMessageBox

        QMessageBox.about(
            self._window,
            self.tr("About Annotator"),
            self.tr("Annotator %1: actors, quotes and claims in news articles, labelled by hand.").replace(
                "%1", __version__
            ),
        )


def _first_focusable(region: QWidget) -> QWidget | None:
    for widget in (region, *region.findChildren(QWidget)):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible() and widget.isEnabled():
            return widget
    return None
