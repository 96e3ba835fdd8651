"""The dialogs that ask for files and folders."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialogButtonBox,
    QFileDialog,
    QFileSystemModel,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolButton,
    QTreeView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from annotator.project import Project
from annotator.ui.files import file_dialogs
from annotator.ui.parts.theme import Appearance
from tests.end_to_end.window import POPUPS
from tests.making import make_draft

Answer = Callable[[QFileDialog], None]


@pytest.fixture
def parent(qtbot: QtBot, qapp: QApplication) -> QWidget:
    Appearance("light").apply(qapp)
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "in"  # beside what other fixtures make
    made.mkdir()
    for name in ("a.txt", "b.txt", "p.annotator", "p.annotator-wal", "p.annotator-shm"):
        (made / name).touch()
    (made / "sub").mkdir()
    return made


def answer(what: Answer) -> list[QFileDialog]:
    """Does this with the next dialog once it is shown, and keeps it."""
    seen: list[QFileDialog] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QFileDialog):
            seen.append(dialog)
            timer.stop()
            try:
                what(dialog)
            except BaseException:
                dialog.reject()  # else it would wait for ever
                raise

    timer = QTimer(QApplication.instance())
    timer.timeout.connect(look)
    timer.start(5)
    return seen


def typing(name: str) -> Answer:
    """Types a name and accepts."""

    def what(dialog: QFileDialog) -> None:
        field = dialog.findChild(QLineEdit, "fileNameEdit")
        assert isinstance(field, QLineEdit)
        field.setText(name)
        dialog.accept()

    return what


def shown(dialog: QFileDialog) -> list[str]:
    tree = dialog.findChild(QTreeView, "treeView")
    assert isinstance(tree, QTreeView)
    model, root = tree.model(), tree.rootIndex()
    return sorted(model.index(row, 0, root).data() for row in range(model.rowCount(root)))


def test_one_file_and_several(parent: QWidget, folder: Path) -> None:
    answer(typing("a.txt"))
    assert file_dialogs.open_file(parent, "Open", folder, "Texts (*.txt)") == folder / "a.txt"
    answer(typing('"a.txt" "b.txt"'))
    chosen = file_dialogs.open_files(parent, "Import", folder, "Texts (*.txt)")
    assert chosen == [folder / "a.txt", folder / "b.txt"]


def test_several_files_of_two_folders_are_typed(parent: QWidget, folder: Path, qtbot: QtBot) -> None:
    (folder / "sub" / "c.txt").touch()
    names = f'"{folder / "a.txt"}" "{folder / "sub" / "c.txt"}"'

    def type_them(dialog: QFileDialog) -> None:
        field = dialog.findChild(QLineEdit, "fileNameEdit")
        assert isinstance(field, QLineEdit)
        qtbot.waitUntil(field.hasFocus)
        for letter in names:
            QTest.keyClicks(field, letter)
            qtbot.wait(1)  # Qt selects the row of what is typed once it has looked into its folder
        QTest.keyClick(field, Qt.Key.Key_Return)

    answer(type_them)
    chosen = file_dialogs.open_files(parent, "Import", folder.parent, "Texts (*.txt)")
    assert chosen == [folder / "a.txt", folder / "sub" / "c.txt"]


def test_the_kinds_of_files_are_named_without_their_endings(parent: QWidget, folder: Path) -> None:
    kinds: list[str] = []

    def look(dialog: QFileDialog) -> None:
        box = dialog.findChild(QComboBox, "fileTypeCombo")
        assert isinstance(box, QComboBox)
        kinds.extend(box.itemText(n) for n in range(box.count()))
        dialog.reject()

    answer(look)
    file_dialogs.open_files(parent, "Import", folder, "Articles (*.txt *.html);;All files (*)")
    assert kinds == ["Articles", "All files"]


def test_a_file_to_write_and_a_folder(parent: QWidget, folder: Path) -> None:
    proposed: list[str] = []

    def keep(dialog: QFileDialog) -> None:
        field = dialog.findChild(QLineEdit, "fileNameEdit")
        assert isinstance(field, QLineEdit)
        proposed.append(field.text())
        dialog.accept()

    answer(keep)
    assert file_dialogs.save_file(parent, "Export", folder / "new.txt", "Texts (*.txt)") == folder / "new.txt"
    assert proposed == ["new.txt"]
    answer(typing("a.txt"))
    there = file_dialogs.save_file(parent, "Export", folder / "x.txt", "Texts (*.txt)", confirm=False)
    assert there == folder / "a.txt"
    answer(typing("sub"))
    assert file_dialogs.choose_folder(parent, "Import", folder) == folder / "sub"


@POPUPS
def test_rows_have_icons_with_room_for_them_or_none(parent: QWidget, folder: Path) -> None:
    """Qt warns of an icon that it has no room for, where the row is selected."""
    found: dict[str, tuple[bool, bool]] = {}

    def look(dialog: QFileDialog) -> None:
        for name in ("lookInCombo", "sidebar"):
            part = dialog.findChild(QWidget, name)
            view = part
            if isinstance(part, QComboBox):
                part.showPopup()
                view = part.view()
            if isinstance(view, QAbstractItemView) and isinstance(
                rows := view.itemDelegate(), QStyledItemDelegate
            ):
                option = QStyleOptionViewItem()
                view.initViewItemOption(option)
                rows.initStyleOption(option, view.model().index(0, 0, view.rootIndex()))
                room = option.features & QStyleOptionViewItem.ViewItemFeature.HasDecoration
                found[name] = not option.icon.isNull(), bool(room) and not option.decorationSize.isEmpty()
        dialog.reject()

    answer(look)
    assert file_dialogs.choose_folder(parent, "Folder", folder) is None
    assert found == {"lookInCombo": (False, False), "sidebar": (True, True)}


def test_giving_up_chooses_nothing(parent: QWidget, folder: Path) -> None:
    for _ in range(4):
        answer(QFileDialog.reject)
        assert not file_dialogs.open_file(parent, "", folder, "")
        answer(QFileDialog.reject)
        assert file_dialogs.open_files(parent, "", folder, "") == []
        answer(QFileDialog.reject)
        assert file_dialogs.save_file(parent, "", folder / "x", "") is None
        answer(QFileDialog.reject)
        assert file_dialogs.choose_folder(parent, "", folder) is None


def test_a_filter_hides_what_belongs_to_a_project(parent: QWidget, folder: Path, qtbot: QtBot) -> None:
    names: list[list[str]] = []

    def look(dialog: QFileDialog) -> None:
        qtbot.waitUntil(lambda: len(shown(dialog)) > 1)
        names.append(shown(dialog))
        dialog.reject()

    answer(look)
    file_dialogs.open_file(parent, "Open project", folder, "Annotator projects (*.annotator *.db)")
    assert names == [["p.annotator", "sub"]]


def test_folders_that_are_gone_to_and_new_files_are_listed(parent: QWidget, folder: Path, qtbot: QtBot) -> None:
    (folder / "sub" / "c.txt").touch()
    came_back: list[bool] = []

    def look(dialog: QFileDialog) -> None:
        qtbot.waitUntil(lambda: shown(dialog) == ["a.txt", "b.txt", "sub"])
        dialog.setDirectory(str(folder / "sub"))
        qtbot.waitUntil(lambda: shown(dialog) == ["c.txt"])
        (folder / "sub" / "new.txt").touch()
        qtbot.waitUntil(lambda: shown(dialog) == ["c.txt", "new.txt"])
        dialog.setDirectory(str(folder))
        qtbot.waitUntil(lambda: shown(dialog) == ["a.txt", "b.txt", "sub"])
        came_back.append(True)
        dialog.reject()

    answer(look)
    file_dialogs.open_files(parent, "Import", folder, "Texts (*.txt)")
    assert came_back


def test_a_folder_that_is_not_there_gives_way_to_the_nearest_around_it(parent: QWidget, folder: Path) -> None:
    found: list[str] = []

    def look(dialog: QFileDialog) -> None:
        found.append(dialog.directory().absolutePath())
        dialog.reject()

    for ask in (file_dialogs.open_file, file_dialogs.save_file):
        answer(look)
        ask(parent, "Open", folder / "gone" / "deeper", "Texts (*.txt)")
    answer(look)
    file_dialogs.choose_folder(parent, "Folder", folder / "gone")
    assert found == [str(folder)] * 3


def test_back_leads_to_where_one_has_been(parent: QWidget, folder: Path, qtbot: QtBot) -> None:
    """Not to the folder of icons that the dialog is made with."""
    been: list[tuple[str, bool]] = []

    def look(dialog: QFileDialog) -> None:
        back = dialog.findChild(QToolButton, "backButton")
        assert isinstance(back, QToolButton)

        def note() -> None:
            been.append((Path(dialog.directory().absolutePath()).name, back.isEnabled()))

        note()
        dialog.setDirectory(str(folder / "sub"))
        note()
        for _ in range(2):
            QTest.mouseClick(back, Qt.MouseButton.LeftButton)
            note()
        forward = dialog.findChild(QToolButton, "forwardButton")
        assert isinstance(forward, QToolButton)
        QTest.mouseClick(forward, Qt.MouseButton.LeftButton)
        note()
        dialog.reject()

    answer(look)
    file_dialogs.open_file(parent, "Open", folder, "Texts (*.txt)")
    assert been[:2] == [("in", False), ("sub", True)]
    assert been[2][0] == been[3][0] == "in"
    assert been[3:] == [("in", False), ("sub", True)]


def test_names_have_the_room_and_buttons_no_pictures(parent: QWidget, folder: Path, qtbot: QtBot) -> None:
    found: list[bool] = []

    def look(dialog: QFileDialog) -> None:
        qtbot.waitUntil(lambda: len(shown(dialog)) > 1)
        tree = dialog.findChild(QTreeView, "treeView")
        box = dialog.findChild(QDialogButtonBox)
        assert isinstance(tree, QTreeView)
        assert isinstance(box, QDialogButtonBox)
        found.append(tree.isColumnHidden(2))
        found.append(tree.horizontalScrollBar().maximum() == 0)
        found.append(tree.columnWidth(0) > tree.columnWidth(1))
        found.append(all(button.icon().isNull() for button in box.buttons()))
        parts = [*dialog.findChildren(QLineEdit), *dialog.findChildren(QAbstractItemView, "sidebar"), tree]
        found.append(all(part.accessibleName() for part in parts if part.objectName() == "fileNameEdit"))
        model = tree.model()
        found.append(isinstance(model, QFileSystemModel))
        dialog.reject()

    answer(look)
    file_dialogs.open_file(parent, "Open", folder, "Texts (*.txt)")
    assert found == [True] * 6


def locks(folder: Path) -> set[str]:
    """The locks of this process on the files of this folder, by what the system tells of its open files: its list
    of all locks is not of one moment, and lacks some where other programs take and drop theirs.
    """
    nodes = {str(path.stat().st_ino) for path in folder.iterdir()}
    found = set()
    for opened in Path("/proc/self/fdinfo").iterdir():
        with suppress(FileNotFoundError):  # projects of other tests may be closed meanwhile
            lines = opened.read_text(encoding="ascii").splitlines()
            found |= {line.split(maxsplit=2)[2] for line in lines if line.startswith("lock:")}
    return {lock for lock in found if lock.split()[4].rsplit(":", 1)[1] in nodes}


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux tells its locks")
@pytest.mark.parametrize("ask", ["open_file", "open_files", "save_file", "choose_folder"])
def test_looking_at_a_folder_drops_no_lock_of_the_project_in_it(
    parent: QWidget, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ask: str
) -> None:
    """Qt would open each file for its icon; the folder is also the one that the program was started in."""
    monkeypatch.chdir(tmp_path)
    with closing(Project.create(tmp_path / "p.annotator", "anna")) as project:
        project.import_drafts([make_draft()])
        before = locks(tmp_path)
        assert len(before) == 2, before  # of the database and of its shared memory

        def wait(dialog: QFileDialog) -> None:
            QTimer.singleShot(600, dialog.reject)

        seen = answer(wait)
        start = tmp_path / "out.jsonl" if ask == "save_file" else tmp_path
        getattr(file_dialogs, ask)(parent, "Open", start, *([] if ask == "choose_folder" else ["All (*)"]))
        assert seen
        assert locks(tmp_path) == before
