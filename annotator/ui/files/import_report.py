"""What an import refused or found to be there already, as a table to read, copy and save."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from pathlib import Path, PurePath
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from annotator.core.errors import UserError
from annotator.core.web_addresses import is_address
from annotator.jobs import ImportReport
from annotator.ui.parts.theme import scale_of

_ROOT = QModelIndex()
_FILE = 1  # the column


def import_sentence(report: ImportReport) -> str:
    """What became of an import, without a full stop: "3 articles imported, 2 were there already, 1 refused"."""

    def tr(text: str, number: int) -> str:
        return QCoreApplication.translate("ImportReport", text, "", number)

    match report.imported:
        case 0:
            parts = [tr("No article imported", 0)]
        case 1:
            parts = [tr("1 article imported", 1)]
        case number:
            parts = [tr("%Ln articles imported", number)]
    duplicates = len(report.duplicates)
    if duplicates:
        one = tr("1 was there already", 1)
        parts.append(one if duplicates == 1 else tr("%Ln were there already", duplicates))
    if report.refused:
        parts.append(tr("%Ln refused", len(report.refused)))
    return ", ".join(parts)


class ReportRow(NamedTuple):
    """One file, or line of it, that added nothing; ``line`` is "" for a whole file."""

    kind: str
    file: str
    line: str
    reason: str


class ReportModel(QAbstractTableModel):
    """The rows of a report: what was refused, then the duplicates."""

    def __init__(self, report: ImportReport, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        refused, duplicate = self.tr("refused"), self.tr("duplicate")
        there = self.tr("the same text is in the project already")
        fetched = self.tr("the article of this address is in the project already")
        self.rows = [
            ReportRow(refused, r.file, "" if r.line is None else str(r.line), r.reason) for r in report.refused
        ]
        self.rows += [
            ReportRow(duplicate, file, "", fetched if is_address(file) else there) for file, _ in report.duplicates
        ]
        self.titles = ReportRow(self.tr("What"), self.tr("File"), self.tr("Line"), self.tr("Why"))

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.titles)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.titles[section]
        return None

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        text = self.rows[index.row()][index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return _short(text) if index.column() == _FILE else text
        if role == Qt.ItemDataRole.ToolTipRole:
            return text
        return None


class ReportView(QTableView):
    """The report's table; the key for copying takes the selected rows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Refused files and lines, and duplicates"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        # In line with the header's words.
        self.setStyleSheet(f"QTableView::item {{ padding: 0px {round(8 * scale_of(self))}px; }}")
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def show_report(self, report: ImportReport) -> int:
        """Shows a report; the number of its rows."""
        model = ReportModel(report, self)
        self.setModel(model)
        unit = scale_of(self)
        self.verticalHeader().setDefaultSectionSize(round(26 * unit))
        header = self.horizontalHeader()
        name = 320 if any(is_address(row.file) for row in model.rows) else 200
        for column, width in enumerate((96, name, 56)):
            header.resizeSection(column, round(width * unit))
        header.setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
        return model.rowCount()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    def copy(self) -> None:
        """Puts the selected rows on the clipboard, parted by tabs, as spreadsheets take them."""
        rows = self._rows()
        chosen = sorted({index.row() for index in self.selectedIndexes()})
        if chosen:
            QGuiApplication.clipboard().setText(_table([rows[number] for number in chosen], "\t"))

    def copy_all(self) -> None:
        """Puts all rows on the clipboard."""
        QGuiApplication.clipboard().setText(_table(self._rows(), "\t"))

    def save(self, path: Path) -> None:
        """Writes all rows as CSV; raises UserError."""
        model = self.model()
        titles = [model.titles] if isinstance(model, ReportModel) else []
        try:
            # With a byte order mark, without which Excel takes UTF-8 for Windows-1252.
            path.write_text(_table([*titles, *self._rows()], ","), encoding="utf-8-sig", newline="")
        except OSError as error:
            sentence = (
                self.tr("%1 can't be written: %2.").replace("%1", str(path)).replace("%2", str(error.strerror))
            )
            raise UserError(sentence) from error

    def _rows(self) -> list[ReportRow]:
        model = self.model()
        return model.rows if isinstance(model, ReportModel) else []


def _short(file: str) -> str:
    """A file without its folder, a web address without its scheme."""
    scheme, mark, rest = file.partition("://")
    return rest.removeprefix("www.") if mark and scheme in ("http", "https") else PurePath(file).name


def _table(rows: Iterable[ReportRow], separator: str) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator="\n").writerows(rows)
    return out.getvalue()
