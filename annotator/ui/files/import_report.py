"""What became of an import, as a table to read and copy."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import PurePath
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from annotator.jobs.files import OUTCOMES, ImportReport, unknown_tables
from annotator.jobs.files import rows as report_rows
from annotator.ui.parts.theme import scale_of

_ROOT = QModelIndex()
_BY_OPTION = re.compile(r"say which by --map text=\w+")  # on the command line; the window has a button for it
_SHARING = ("file", "reason", "title", "zones")  # columns that share what the others leave
_LEAST = 90  # px of the look that each of them has


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
    near = report.near_duplicates
    if near:
        parts.append(
            tr("1 near-duplicate among them", 1) if near == 1 else tr("%Ln near-duplicates among them", near)
        )
    if report.repeated:
        one = tr("1 was there already", 1)
        parts.append(one if report.repeated == 1 else tr("%Ln were there already", report.repeated))
    if report.merged:
        added = report.labels_added
        parts.append(tr("1 label added", 1) if added == 1 else tr("%Ln labels added", added))
    if report.refused:
        parts.append(tr("%Ln refused", len(report.refused)))
    columns = sum(map(len, report.unread.values()))
    if columns:
        one = tr("1 column not read", 1)
        parts.append(one if columns == 1 else tr("%Ln columns not read", columns))
    dates = sum(found.unread for found in report.dates.values())
    if dates:
        one = tr("1 date not understood", 1)
        parts.append(one if dates == 1 else tr("%Ln dates not understood", dates))
    return ", ".join(parts)


class ReportModel(QAbstractTableModel):
    """The rows of a report, all or those of one outcome; columns that nothing is in are left out."""

    def __init__(self, report: ImportReport, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        by_button = self.tr("“Choose columns…” says which")
        asked = set(map(str, unknown_tables(report)))
        self._all = self.rows = [
            row._replace(reason=_BY_OPTION.sub(lambda _found: by_button, row.reason)) if row.file in asked else row
            for row in report_rows(report)
        ]
        self.outcomes = {
            "refused": self.tr("refused"),
            "unread": self.tr("not read"),
            "taken": self.tr("read as"),
            "remark": self.tr("note"),
            "duplicate": self.tr("duplicate"),
            "layer": self.tr("layer"),
            "near-duplicate": self.tr("near-duplicate"),
            "imported": self.tr("imported"),
        }
        self._titles = {
            "what": self.tr("What"),
            "file": self.tr("File"),
            "line": self.tr("Line"),
            "reason": self.tr("Why"),
            "title": self.tr("Title"),
            "lang": self.tr("Language"),
            "encoding": self.tr("Encoding"),
            "zones": self.tr("Not article text"),
        }
        self.fields: list[str] = []
        self._choose_fields()

    def _choose_fields(self) -> None:
        several = len({row.what for row in self.rows}) > 1
        self.fields = [
            field
            for field in self._titles
            if field == "file" or (field == "what" and several) or (any(self._column(field)) and field != "what")
        ]

    def _column(self, field: str) -> Iterator[str]:
        return (getattr(row, field) for row in self.rows)

    def show_only(self, outcome: str | None) -> None:
        """Leaves the rows of one outcome, or (None) shows all."""
        self.beginResetModel()
        self.rows = [row for row in self._all if outcome in (None, row.what)]
        self._choose_fields()
        self.endResetModel()

    def counts(self) -> dict[str, int]:
        """How many rows there are of each outcome that there is."""
        found = Counter(row.what for row in self._all)
        return {outcome: found[outcome] for outcome in OUTCOMES if found[outcome]}

    def cells(self, row: int) -> list[str]:
        """The row as it is shown, files with their folders."""
        return [getattr(self.rows[row], field) for field in self.fields]

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.fields)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._titles[self.fields[section]]
        return None

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        field = self.fields[index.column()]
        text: str = getattr(self.rows[index.row()], field)
        if role == Qt.ItemDataRole.ToolTipRole:
            return text
        if field == "what":
            return self.outcomes[text]
        return _short(text) if field == "file" else text


class ReportView(QTableView):
    """The report's table; the key for copying takes the selected rows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("What became of each article, file and line"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self._widths: dict[str, int] = {}  # of what is in the columns, by field
        self._files, self._words = _Files(self), QStyledItemDelegate(self)
        self.verticalHeader().hide()
        # In line with the header's words.
        self.setStyleSheet(f"QTableView::item {{ padding: 0px {round(8 * scale_of(self))}px; }}")
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def show_report(self, report: ImportReport) -> ReportModel:
        """Shows a report; its model."""
        model = ReportModel(report, self)
        self.setModel(model)
        model.modelReset.connect(self._measure)
        self.verticalHeader().setDefaultSectionSize(round(26 * scale_of(self)))
        self._measure()
        return model

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._size_columns()

    def _measure(self) -> None:
        """How wide what is in the columns is: once for a report, as it takes 0.1 s where that has 1,000 rows."""
        model, header = self.model(), self.horizontalHeader()
        if isinstance(model, ReportModel):
            self._widths = {
                field: max(self.sizeHintForColumn(column), header.sectionSizeHint(column))
                for column, field in enumerate(model.fields)
            }
        self._size_columns()

    def _size_columns(self) -> None:
        """As wide as what is in them; where there is no room for that, long ones give way to short ones.

        Where all of them are there, reasons may take two fifths: they are what one reads, and the rest of such a
        row is empty.
        """
        model = self.model()
        if not isinstance(model, ReportModel):
            return
        header, widths = self.horizontalHeader(), dict(self._widths)
        room = self.viewport().width() - sum(widths[field] for field in widths if field not in _SHARING)
        sharing = sorted((field for field in widths if field in _SHARING), key=lambda field: widths[field])
        if len(sharing) == len(_SHARING):
            sharing.sort(key=lambda field: field != "reason")
        for place, field in enumerate(sharing):
            left = len(sharing) - place
            share = 2 * room // 5 if field == "reason" and left == len(_SHARING) else room // left
            share = max(share, round(_LEAST * scale_of(self)))
            # The widest takes all that is left.
            widths[field] = share if field == sharing[-1] else min(widths[field], share)
            room -= widths[field]
        for column, field in enumerate(model.fields):
            header.resizeSection(column, widths[field])
            self.setItemDelegateForColumn(column, self._files if field == "file" else self._words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    def copy(self) -> None:
        """Puts the selected rows on the clipboard, parted by tabs, as spreadsheets take them."""
        model = self.model()
        chosen = sorted({index.row() for index in self.selectedIndexes()})
        if chosen and isinstance(model, ReportModel):
            QGuiApplication.clipboard().setText(_table(model.cells(number) for number in chosen))

    def copy_all(self) -> None:
        """Puts all rows that are shown on the clipboard."""
        model = self.model()
        if isinstance(model, ReportModel):
            QGuiApplication.clipboard().setText(_table(map(model.cells, range(len(model.rows)))))


class _Files(QStyledItemDelegate):
    """Names of files differ at their beginning and at their end."""

    def initStyleOption(  # noqa: N802
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        option.textElideMode = Qt.TextElideMode.ElideMiddle


def _short(file: str) -> str:
    """A file without its folder but with the archive that it lies in, a web address without its scheme."""
    # Whoever has a report has loaded what this needs.
    from annotator.jobs.files import ARCHIVE_SUFFIXES

    scheme, mark, rest = file.partition("://")
    if mark and scheme in ("http", "https"):
        return rest.removeprefix("www.")
    path = PurePath(file)
    parts = path.parts
    for number, part in enumerate(parts[:-1]):
        if PurePath(part).suffix.lower() in ARCHIVE_SUFFIXES:
            return "/".join(parts[number:])
    return path.name


def _table(rows: Iterable[list[str]]) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter="\t", lineterminator="\n").writerows(rows)
    return out.getvalue()
