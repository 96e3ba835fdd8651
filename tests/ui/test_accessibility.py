"""Every control has a name for screen readers and is reached by key."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QSplitterHandle,
    QTableView,
    QWidget,
)

from annotator.ui.articles.dialogs import MetadataDialog, PasteDialog, SkipDialog
from annotator.ui.exporting.export_dialog import ExportDialog
from annotator.ui.files.import_dialog import ImportDialog
from annotator.ui.files.web_dialog import WebDialog
from annotator.ui.parts.segmented import SegmentedControl
from tests.end_to_end.window import POPUPS, SHIFT, Driver, Key, Windows, open_windows

windows = open_windows

pytestmark = POPUPS

TEXT = "Jule Petersen sagte: „Wir wollen fahren.“ Der Verband schwieg dazu."
_TAB = Qt.FocusPolicy.TabFocus


def spoken(widget: QWidget) -> str:
    """What a screen reader says of a widget."""
    found = QAccessible.queryAccessibleInterface(widget)
    return (widget.accessibleName() or (found.text(QAccessible.Text.Name) if found else "")).strip()


def controls(root: QWidget) -> list[QWidget]:
    """The visible widgets that the keyboard or the mouse can be in."""
    return [
        w
        for w in (root, *root.findChildren(QWidget))
        if w.isVisible() and w.isEnabled() and w.focusPolicy() != Qt.FocusPolicy.NoFocus and _own(w)
    ]


def _own(widget: QWidget) -> bool:
    """Not a part that Qt makes inside of a control."""
    parent = widget.parentWidget()
    inside_combo = isinstance(parent, QComboBox) or widget.objectName().startswith("qt_")
    return not isinstance(widget, QSplitterHandle | QMenu) and not inside_combo


def nameless(root: QWidget) -> list[str]:
    return [f"{type(w).__name__} {w.objectName()}" for w in controls(root) if not spoken(w)]


def by_tab(driver: Driver, start: QWidget, root: QWidget) -> list[QWidget]:
    """What Tab reaches from a widget, until it comes round."""
    start.setFocus(Qt.FocusReason.TabFocusReason)
    reached: list[QWidget] = []
    for _ in range(80):
        focus = QApplication.focusWidget()
        assert focus is not None
        if focus in reached:
            break
        reached.append(focus)
        driver.press(Key.Key_Tab)
    return [w for w in reached if w is root or root.isAncestorOf(w)]


@pytest.fixture
def driver(windows: Windows) -> Driver:
    driver = windows.open(TEXT, "Ein zweiter Artikel.")
    driver.label("Jule Petersen", "a")
    driver.label("„Wir wollen fahren.“", "q")
    driver.press("s")
    driver.press("1")
    return driver


def test_the_window_and_its_menus_have_names(driver: Driver) -> None:
    window = driver.window
    assert nameless(window) == []
    for region in (r for r in window.view.regions if r.isVisible()):
        assert spoken(region), region
    for shown in window.menuBar().actions():
        menu = shown.menu()
        assert isinstance(menu, QMenu)
        assert menu.title()
        assert all(action.text() for action in menu.actions() if not action.isSeparator())
    driver.label("Wir wollen fahren", "c")
    assert nameless(window) == []
    driver.press(Key.Key_F1)
    assert nameless(window) == []
    driver.press(Key.Key_Escape)
    driver.window.view.show_palette()
    assert nameless(window) == []


def test_a_message_is_named_by_what_it_says(driver: Driver) -> None:
    driver.window.show_error("The disk is full.")
    assert driver.window.messages.accessibleName() == "The disk is full."
    driver.window.ask_name("Mara")
    assert nameless(driver.window.messages) == []


def test_the_rows_of_lists_are_spoken(driver: Driver) -> None:
    role = Qt.ItemDataRole.AccessibleTextRole
    spans, articles = driver.window.span_list.model, driver.window.articles._model
    assert spans.index(0, 0).data(role) == "ACTOR: Jule Petersen"
    assert articles.index(0, 0).data(role) == "Article 1, Started, 2 labels"


def test_every_region_is_reached_from_the_text_and_the_text_from_every_region(driver: Driver) -> None:
    window = driver.window
    for region in (window.articles, window.label_bar, window.inspector, window.span_list, window.status):
        driver.pane.setFocus()
        for _ in range(len(window.view.regions)):
            driver.press(Key.Key_F6)
            focus = driver.focus
            if focus is region or region.isAncestorOf(focus):
                break
        else:
            raise AssertionError(f"{region.accessibleName()} is not reached")
        for _ in range(len(window.view.regions)):
            driver.press(Key.Key_F6, SHIFT)
            if driver.pane.hasFocus():
                break
        assert driver.pane.hasFocus()


def test_tab_reaches_all_of_the_inspector(driver: Driver) -> None:
    inspector = driver.window.inspector
    wanted = [w for w in controls(inspector) if w.focusPolicy() & _TAB]
    kinds = {type(w).__name__ for w in wanted}
    assert {"Chip", "Note"} <= kinds
    reached = by_tab(driver, wanted[0], inspector)
    assert set(reached) >= set(wanted)
    assert len(inspector.findChildren(SegmentedControl)) >= 2


def test_a_value_is_set_by_tab_and_space(driver: Driver) -> None:
    segment = next(w for w in controls(driver.window.inspector) if spoken(w).startswith("Form: "))
    segment.setFocus(Qt.FocusReason.TabFocusReason)
    driver.press(Key.Key_Right)
    driver.press(Key.Key_Space)
    assert driver.record()["spans"][1]["attributes"]["form"] == "indirect"
    driver.press(Key.Key_F6, SHIFT)
    assert driver.pane.hasFocus()


def test_labels_by_tab_and_space(driver: Driver) -> None:
    bar = driver.window.label_bar
    driver.pane.select(*driver.place("Der Verband"))
    first = controls(bar)[0]
    first.setFocus(Qt.FocusReason.TabFocusReason)
    driver.press(Key.Key_Space)
    assert ("ACTOR", "Der Verband") in driver.exported()


def test_the_span_list_by_arrow_keys(driver: Driver) -> None:
    view = driver.window.span_list.view
    assert isinstance(view, QTableView)
    driver.label("Der Verband", "a")
    view.setFocus(Qt.FocusReason.TabFocusReason)
    driver.press(Key.Key_Up)
    assert driver.pane.selected_text() == "„Wir wollen fahren.“"
    driver.press(Key.Key_Up)
    assert driver.pane.selected_text() == "Jule Petersen"
    driver.press(Key.Key_Return)
    assert driver.pane.hasFocus()
    assert driver.pane.selected_text() == "Jule Petersen"


def paste_dialog(driver: Driver) -> QDialog:
    data = QMimeData()
    data.setText("Ein Text.")
    return PasteDialog(data, driver.window)


def metadata_dialog(driver: Driver) -> QDialog:
    assert driver.window.session.article is not None
    return MetadataDialog(driver.window.session.article, driver.window)


def import_dialog(driver: Driver) -> QDialog:
    source = driver.project.path.with_name("bad.jsonl")
    source.write_text("kaputt\n", encoding="utf-8")
    dialog = ImportDialog(driver.project.path, "Mara", [source], driver.window)
    driver.qtbot.waitUntil(lambda: not dialog.is_running())
    return dialog


DIALOGS: dict[str, Callable[[Driver], QDialog]] = {
    "paste": paste_dialog,
    "metadata": metadata_dialog,
    "skip": lambda driver: SkipDialog(driver.window),
    "export": lambda driver: ExportDialog(driver.project, 1, None, driver.window),
    "import": import_dialog,
    "web": lambda driver: WebDialog(["https://bote.example/1", "kaputt"], driver.window),
}


@pytest.mark.parametrize("name", DIALOGS)
def test_a_dialog_has_names_and_tab_goes_round_all_of_it(driver: Driver, name: str) -> None:
    dialog = DIALOGS[name](driver)
    dialog.show()
    dialog.activateWindow()
    driver.qtbot.waitUntil(dialog.isActiveWindow)
    assert dialog.windowTitle()
    assert nameless(dialog) == []
    assert dialog.focusWidget() is not None
    if name == "skip":
        dialog.findChild(QLineEdit).setText("off topic")  # type: ignore[union-attr]
    wanted = [w for w in controls(dialog) if w.focusPolicy() & _TAB]
    assert len(wanted) >= 2
    reached = by_tab(driver, dialog.focusWidget(), dialog)
    missed = [f"{type(w).__name__} {spoken(w)}" for w in wanted if w not in reached]
    assert missed == []
    dialog.close()
    dialog.deleteLater()


def test_the_welcome_page(windows: Windows, tmp_path: Path) -> None:
    windows.open(TEXT).close()
    (tmp_path / "p.annotator").rename(tmp_path / "moved.annotator")
    driver = windows.open(welcome=True)
    page = driver.window._welcome
    assert page is not None
    assert page.isVisible()
    assert nameless(driver.window) == []
    wanted = [w for w in controls(page) if w.focusPolicy() & _TAB]
    assert {spoken(w) for w in wanted} >= {"New project…", "Open project…", "Open the sample"}
    focus = QApplication.focusWidget()
    assert focus is not None
    assert page.isAncestorOf(focus)
    assert set(by_tab(driver, focus, page)) >= set(wanted)


def test_text_fields_let_tab_out(driver: Driver) -> None:
    driver.window.labelling.activate(driver.spans[1].id)
    driver.press("n")
    field = QApplication.focusWidget()
    assert isinstance(field, QPlainTextEdit)
    driver.press(Key.Key_Tab)
    assert QApplication.focusWidget() is not field
    assert field.toPlainText() == ""


def test_lists_without_a_current_row_show_that_they_have_the_keyboard(driver: Driver) -> None:
    window = driver.window
    driver.press(Key.Key_Escape)
    window.articles.search_field.setText("nirgends zu finden")
    driver.qtbot.waitUntil(lambda: window.articles._model.rowCount() == 0)
    for view in (window.span_list.view, window.articles.findChild(QTableView)):
        assert view is not None
        assert not view.currentIndex().isValid()
        driver.pane.setFocus()
        driver.settle()
        before = view.grab().toImage()
        view.setFocus(Qt.FocusReason.TabFocusReason)
        driver.settle()
        assert view.grab().toImage() != before
