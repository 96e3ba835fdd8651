"""Every text that a person sees goes through Qt's translation."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QMimeData, QTranslator
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QMenu, QWidget

import annotator.ui
from annotator.ui.articles.dialogs import PasteDialog, SkipDialog
from annotator.ui.exporting.export_dialog import ExportDialog
from tests.end_to_end.window import POPUPS, Windows, open_windows

windows = open_windows

pytestmark = POPUPS

SHOWING = {
    "setText",
    "setWindowTitle",
    "setTitle",
    "setToolTip",
    "setStatusTip",
    "setWhatsThis",
    "setPlaceholderText",
    "setAccessibleName",
    "setAccessibleDescription",
    "setInformativeText",
    "setHeading",
    "set_heading",
    "set_aside",
    "set_text",
    "show_message",
    "show_sentence",
    "addAction",
    "addMenu",
    "addItem",
    "addButton",
    "addTab",
    "add_button",
    "setTabText",
    "setLabelText",
    "drawText",
    "emit",
    "tell",
    "show_error",
    "UserError",
    "QLabel",
    "QPushButton",
    "QCheckBox",
    "QRadioButton",
    "QGroupBox",
    "QAction",
    "QMenu",
    "QListWidgetItem",
    "Card",
    "Chip",
}
# Names of the program, keys, addresses, and marks that are the same in every language.
SAME = re.compile(
    r"Annotator|https?://\S*|F\d+|(?:Ctrl|Alt|Shift|Tab|Esc|Enter|Del|Backspace)(?:\+\S+)?|[A-Z]|\d{4}(?:-\d\d)*"
)
LETTERS = re.compile(r"[A-Za-z]{2,}")


def bare_texts(path: Path) -> Iterator[str]:
    """Words in calls that show something, and that don't pass a call to tr() or translate() first."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and _name(node.func) in SHOWING:
            for argument in (*node.args, *(word.value for word in node.keywords)):
                for text in _literals(argument):
                    if LETTERS.search(SAME.sub("", text.replace("\t", " "))):
                        yield f"{path.name}:{node.lineno}: {text!r}"


def _name(func: ast.expr) -> str:
    return func.attr if isinstance(func, ast.Attribute) else func.id if isinstance(func, ast.Name) else ""


def _literals(node: ast.expr) -> Iterator[str]:
    """The strings that become part of an expression's value as they are written."""
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.JoinedStr(values=parts):
            for part in parts:
                yield from _literals(part)
        case ast.BinOp(left=left, right=right):
            yield from _literals(left)
            yield from _literals(right)
        case ast.IfExp(body=body, orelse=other):
            yield from _literals(body)
            yield from _literals(other)
        case ast.Call(func=ast.Attribute(value=inner, attr="replace" | "format" | "upper" | "join")):
            yield from _literals(inner)


def test_the_scan_finds_bare_texts(tmp_path: Path) -> None:
    source = tmp_path / "some.py"
    source.write_text(
        'QLabel("Bare words")\nlabel.setText(f"{n} bare" if n else self.tr("fine"))\n'
        'label.setText(self.tr("fine").replace("%1", name))\nKeyCap("Ctrl+F")\nlabel.setText("–")\n',
        encoding="utf-8",
    )
    assert [text.partition(": ")[0] for text in bare_texts(source)] == ["some.py:1", "some.py:2"]


def test_no_text_is_shown_as_it_is_written() -> None:
    paths = sorted(Path(annotator.ui.__file__).parent.rglob("*.py"))
    assert len(paths) > 100
    assert [text for path in paths for text in bare_texts(path)] == []


class Marking(QTranslator):
    """A language in which every sentence is English in double square brackets."""

    def translate(self, context: str, text: str, disambiguation: str | None = None, n: int = -1) -> str:
        return f"⟦{text}⟧"

    def isEmpty(self) -> bool:  # noqa: N802
        return False


@pytest.fixture
def marked(qapp: object) -> Iterator[None]:
    translator = Marking()
    assert QCoreApplication.installTranslator(translator)
    yield
    QCoreApplication.removeTranslator(translator)


def english(root: QWidget) -> set[str]:
    """All words that a widget shows or speaks and that were not translated."""
    found: set[str] = set()
    for widget in (root, *root.findChildren(QWidget)):
        texts = [widget.toolTip(), widget.accessibleName(), widget.accessibleDescription()]
        match widget:
            case QAbstractButton() | QLabel():
                texts.append(widget.text())
            case QLineEdit():
                texts.append(widget.placeholderText())
            case QMenu():
                texts += [widget.title(), *(action.text().partition("\t")[0] for action in widget.actions())]
        found |= {text for text in texts if LETTERS.search(text) and "⟦" not in text and _counts(text)}
    return found


def _counts(text: str) -> bool:
    return LETTERS.search(SAME.sub("", text)) is not None


TEXT = "1204 😀: „1999“ 2025 – 7."


def test_a_translation_reaches_window_menus_and_dialogs(marked: None, windows: Windows) -> None:
    driver = windows.open(TEXT, annotator="77")
    # Codebook and file names are the person's own words.
    book = driver.project.codebook
    own = {driver.project.path.name}
    own |= {text for label in book.labels for text in (label.title, label.example, label.guideline)}
    own |= {text for relation in book.relations for text in (relation.title, relation.guideline)}
    own |= {attribute.title for label in book.labels for attribute in label.attributes}
    own |= {value.replace("_", " ") for label in book.labels for a in label.attributes for value in a.values}
    assert {action.text() for action in driver.window.menuBar().actions()} >= {"⟦Label⟧", "⟦View⟧"}
    driver.label("1999", "q")

    def left(widget: QWidget) -> set[str]:
        """The English words that don't come from the codebook, whole or with other words around them."""
        return {t for t in english(widget) if not any(o.casefold() in t.casefold() for o in own if len(o) > 2)}

    assert left(driver.window) == set()
    driver.window.view.show_keys()
    assert left(driver.window) == set()
    driver.window.view.show_palette()
    assert left(driver.window) == set()
    data = QMimeData()
    data.setText(TEXT)
    for dialog in (
        PasteDialog(data, driver.window),
        SkipDialog(driver.window),
        ExportDialog(driver.project, 1, None, driver.window),
    ):
        assert dialog.windowTitle().startswith("⟦")
        assert left(dialog) == set()
        dialog.deleteLater()


def test_a_translation_reaches_the_welcome_page(marked: None, windows: Windows) -> None:
    driver = windows.open(welcome=True, annotator="77")
    assert driver.window._welcome is not None
    assert english(driver.window) == set()


def test_what_is_told_is_translated(marked: None, windows: Windows) -> None:
    driver = windows.open(TEXT, annotator="77")
    driver.press("s")
    assert driver.told.startswith("⟦")
    driver.window.undoing.undo()
    assert driver.told == "⟦There is nothing to undo.⟧"
