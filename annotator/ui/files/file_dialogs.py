"""Asking for files and folders: by the dialogs of Windows and macOS, else by Qt's, made to look like the window.

No dialog may look into the files that it lists: the project is one of them (core/files.py). Qt's asks for icons by
content, unless it is given a provider of ours; GNOME's does so in this process and can't be kept from it.

Each function returns what was chosen, nothing (None, or an empty list) where the person gave up. A filter is Qt's:
``"Articles (*.txt *.jsonl);;All files (*)"``.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TypeVar, cast

from PySide6.QtCore import QDir, QFileInfo, QModelIndex, QPersistentModelIndex, QSize
from PySide6.QtGui import QAbstractFileIconProvider, QIcon
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFileDialog,
    QFileSystemModel,
    QHeaderView,
    QLineEdit,
    QSplitter,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolButton,
    QTreeView,
    QWidget,
)

from annotator.core.resources import resource
from annotator.ui.parts.dialog_parts import fit
from annotator.ui.parts.icons import icon
from annotator.ui.parts.stylesheet import set_role
from annotator.ui.parts.theme import scale_of, theme_of

_SIZE = (900, 560)
_NARROW = 600  # px of the look: below that, the date would leave no room for the name
_SIDEBAR = 150
_ROW = 26
_ICON = 16
_BUTTONS = {
    "backButton": "arrow-left",
    "forwardButton": "arrow-right",
    "toParentButton": "arrow-up",
    "newFolderButton": "folder-new",
}
_SIZE_COLUMN, _TYPE_COLUMN, _DATE_COLUMN = 1, 2, 3
_OURS = QDir.cleanPath(str(resource("icons")))
_AnyIndex = QModelIndex | QPersistentModelIndex
_Part = TypeVar("_Part", bound=QWidget)


def open_file(parent: QWidget, title: str, folder: str | Path, filter: str) -> Path | None:
    """Asks for one file that is there."""
    chosen = _ask(_make(parent, title, folder, filter))
    return chosen[0] if chosen else None


def open_files(parent: QWidget, title: str, folder: str | Path, filter: str) -> list[Path]:
    """Asks for files that are there."""
    dialog = _make(parent, title, folder, filter)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    # "Articles", without the dozens of endings that it stands for.
    dialog.setOption(QFileDialog.Option.HideNameFilterDetails)
    return _ask(dialog)


def save_file(parent: QWidget, title: str, path: str | Path, filter: str, *, confirm: bool = True) -> Path | None:
    """Asks for the file to write, ``path`` proposed; asks whether to replace one that is there, if ``confirm``."""
    proposed = Path(path)
    dialog = _make(parent, title, proposed.parent, filter)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.setOption(QFileDialog.Option.DontConfirmOverwrite, not confirm)
    dialog.selectFile(proposed.name)
    chosen = _ask(dialog)
    return chosen[0] if chosen else None


def choose_folder(parent: QWidget, title: str, folder: str | Path) -> Path | None:
    """Asks for a folder that is there."""
    dialog = _make(parent, title, folder, "")
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    chosen = _ask(dialog)
    return chosen[0] if chosen else None


def _make(parent: QWidget, title: str, folder: str | Path, filter: str) -> QFileDialog:
    # Qt begins to list at once, so that it is given a folder of ours until it has the provider.
    dialog = QFileDialog(parent, title, _OURS, filter)
    if sys.platform not in ("win32", "darwin"):
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setIconProvider(_ICONS)
    dialog.setDirectory(str(_nearest(Path(folder))))
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    # Qt makes the parts of its own dialog only where it uses that.
    tree = dialog.findChild(QTreeView, "treeView")
    if tree is not None:
        dialog.setViewMode(QFileDialog.ViewMode.Detail)
        _dress(dialog)
        fit(dialog, *_SIZE)
        _set_columns(tree, dialog.width() >= round(_NARROW * scale_of(dialog)))
        field = _part(dialog, QLineEdit, "fileNameEdit")
        field.textChanged.connect(lambda text: _heed_typed(tree, text) if field.hasFocus() else None)
        _forget_ours(dialog, cast("QFileSystemModel", tree.model()))
    return dialog


def _nearest(folder: Path) -> Path:
    """The folder, or the nearest around it that is there: Qt stays where it is if one isn't."""
    return next((each for each in (folder, *folder.absolute().parents) if each.is_dir()), Path.home())


def _forget_ours(dialog: QFileDialog, model: QFileSystemModel) -> None:
    """Keeps one who goes back from the folder that the dialog was made with, where she has never been."""
    back, forward = (_part(dialog, QToolButton, f"{name}Button") for name in ("back", "forward"))

    def go_on(path: str) -> None:
        if path == _OURS:
            forward.click()
            back.setEnabled(False)

    model.rootPathChanged.connect(go_on)
    back.setEnabled(False)


def _heed_typed(tree: QTreeView, typed: str) -> None:
    """Qt selects the rows of names that are typed, and takes these instead of the names: those of one folder."""
    if '"' in typed:
        tree.clearSelection()


def _ask(dialog: QFileDialog) -> list[Path]:
    accepted = dialog.exec()
    chosen = [Path(name) for name in dialog.selectedFiles()] if accepted else []
    dialog.deleteLater()
    return chosen


def _dress(dialog: QFileDialog) -> None:
    unit, theme = scale_of(dialog), theme_of(dialog)
    icons = QSize(round(_ICON * unit), round(_ICON * unit))
    for name, picture in _BUTTONS.items():
        button = _part(dialog, QToolButton, name)
        set_role(button, "quiet")
        button.setIcon(icon(picture, theme))
        button.setIconSize(icons)
        button.setFixedSize(icons * 2)
        button.setAccessibleName(button.toolTip())
    for name in ("listModeButton", "detailModeButton"):
        _part(dialog, QToolButton, name).hide()
    rows = _Rows(dialog)
    for name in ("treeView", "sidebar"):
        view = _part(dialog, QAbstractItemView, name)
        view.setItemDelegate(rows)
        view.setIconSize(icons)
    folders = _part(dialog, QComboBox, "lookInCombo")
    folders.setIconSize(QSize(0, 0))
    folders.setItemDelegate(_Names(dialog))
    labels = QFileDialog.DialogLabel
    spoken = {
        "treeView": dialog.windowTitle(),
        "sidebar": dialog.labelText(labels.LookIn),
        "lookInCombo": dialog.labelText(labels.LookIn),
        "fileNameEdit": dialog.labelText(labels.FileName),
        "fileTypeCombo": dialog.labelText(labels.FileType),
    }
    for name, text in spoken.items():
        _part(dialog, QWidget, name).setAccessibleName(text.replace("&", "").rstrip(":"))
    width = round(_SIDEBAR * unit)
    _part(dialog, QSplitter, "splitter").setSizes([width, round(_SIZE[0] * unit) - width])


def _set_columns(tree: QTreeView, with_date: bool) -> None:
    """The name takes what the size and the date leave; the type says no more than the name does."""
    header, unit = tree.header(), scale_of(tree)
    tree.setColumnHidden(_TYPE_COLUMN, True)
    tree.setColumnHidden(_DATE_COLUMN, not with_date)
    header.setStretchLastSection(False)
    header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    # Fixed, since Qt measures a date by the rows that are there first, and cuts the longer ones.
    header.resizeSection(_SIZE_COLUMN, round(110 * unit))
    header.resizeSection(_DATE_COLUMN, round(170 * unit))


def _part(dialog: QFileDialog, kind: type[_Part], name: str) -> _Part:
    return cast("_Part", dialog.findChild(kind, name))


class _NoIcons(QAbstractFileIconProvider):
    """Tells nothing of files by their content; :class:`_Rows` draws their icons, and their kind isn't shown."""

    def icon(self, _of: QFileInfo | QAbstractFileIconProvider.IconType) -> QIcon:
        return QIcon()

    def type(self, of: QFileInfo) -> str:
        # Something, as Qt shows a file once it has learned anything of it that it did not know at first.
        return "folder" if of.isDir() else "file"


_ICONS = _NoIcons()  # of all dialogs, as none keeps its own


class _Names(QStyledItemDelegate):
    """Rows without icons: Qt can't paint those of no size where a row is selected."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: _AnyIndex) -> None:  # noqa: N802
        super().initStyleOption(option, index)
        option.icon = QIcon()


class _Rows(QStyledItemDelegate):
    """Rows of the look's height, with the window's line drawings for files and folders."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: _AnyIndex) -> None:  # noqa: N802
        super().initStyleOption(option, index)
        view = option.widget
        if index.column() == 0 and isinstance(view, QAbstractItemView):
            model = index.model()
            is_file = isinstance(model, QFileSystemModel) and not model.isDir(index)
            option.icon = icon("file" if is_file else "folder", theme_of(view).muted)
            option.features |= QStyleOptionViewItem.ViewItemFeature.HasDecoration
            option.decorationSize = view.iconSize()  # of Qt's own, of which folders at the side have none

    def sizeHint(self, option: QStyleOptionViewItem, index: _AnyIndex) -> QSize:
        hint = super().sizeHint(option, index)
        return QSize(hint.width(), max(hint.height(), round(_ROW * scale_of(option.widget))))
