"""Choosing columns: the dialog itself, and its place in an import."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from annotator.jobs.files import table_columns
from annotator.project import Project
from annotator.ui.files.import_dialog import ImportDialog
from annotator.ui.files.import_report import ReportModel, ReportView
from annotator.ui.files.mapping_dialog import MappingDialog
from tests.making import query

TABLE = "Kopf;Wortlaut;Datum\nKräne;Eins.;13.03.2025\nStreik;Zwei.;gestern\n"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "press.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def open_dialog(qtbot: QtBot, *paths: Path) -> MappingDialog:
    columns = table_columns(paths[0])
    assert columns is not None
    dialog = MappingDialog(paths, columns)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def box(dialog: QWidget, name: str) -> QComboBox:
    return next(b for b in dialog.findChildren(QComboBox) if b.accessibleName() == name)


def button(dialog: QWidget, name: str) -> QPushButton:
    return next(b for b in dialog.findChildren(QPushButton) if b.accessibleName() == name)


def texts(dialog: QWidget) -> list[str]:
    return [label.text() for label in dialog.findChildren(QLabel) if label.isVisible() and label.text()]


def test_it_shows_columns_with_what_they_hold(qtbot: QtBot, table: Path) -> None:
    dialog = open_dialog(qtbot, table)
    assert "Which column of press.csv is what?" in texts(dialog)
    text, title = box(dialog, "Text"), box(dialog, "Title")
    assert [text.itemText(row) for row in range(text.count())] == ["none", "Kopf", "Wortlaut", "Datum"]
    assert (text.currentText(), box(dialog, "Published").currentText()) == ("none", "Datum")
    assert "13.03.2025" in texts(dialog)
    qtbot.waitUntil(text.hasFocus)
    assert not button(dialog, "Import").isEnabled()
    QTest.keyClicks(text, "W")
    QTest.keyClicks(title, "K")
    assert {"Eins.", "Kräne"} <= set(texts(dialog))
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert dialog.result() == MappingDialog.DialogCode.Accepted
    assert dialog.columns() == {
        "text": "Wortlaut", "title": "Kopf", "source": "", "authors": "", "published": "Datum", "url": "",
        "lang": "", "id": "",
    }  # fmt: skip


def test_escape_chooses_nothing(qtbot: QtBot, table: Path) -> None:
    dialog = open_dialog(qtbot, table, table.with_name("other.csv"))
    assert "The other file is read in the same way." in texts(dialog)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.result() == MappingDialog.DialogCode.Rejected


def test_all_controls_are_reached_by_tab_and_named(qtbot: QtBot, table: Path) -> None:
    dialog = open_dialog(qtbot, table)
    qtbot.waitUntil(box(dialog, "Text").hasFocus)
    reached = []
    for _ in range(10):
        widget = QApplication.focusWidget()
        assert widget is not None
        assert widget.accessibleName()
        reached.append(widget.accessibleName())
        QTest.keyClick(widget, Qt.Key.Key_Tab)
    assert {"Text", "Title", "Source", "Authors", "Published", "Address", "Language", "Id", "Cancel"} <= set(
        reached
    )


def test_an_import_asks_for_the_columns_it_does_not_know(qtbot: QtBot, table: Path, tmp_path: Path) -> None:
    (tmp_path / "plain.txt").write_text("Ein Artikel.", encoding="utf-8")
    project = Project.create(tmp_path / "p.annotator", "mara")
    project.close()
    dialog = ImportDialog(project.path, "mara", [tmp_path / "plain.txt", table, tmp_path / "gone.txt"])
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: not dialog.is_running())
    assert "1 article imported, 2 refused" in texts(dialog)
    assert button(dialog, "Choose columns…").isDefault()
    model = dialog._table.model()
    assert isinstance(model, ReportModel)
    reasons = [row.reason for row in model.rows if row.file == str(table)]
    assert [reason.partition(":")[0] for reason in reasons] == [
        "no column is known to hold the text; “Choose columns…” says which"
    ]

    def choose() -> None:
        asked = dialog.findChild(MappingDialog)
        assert asked is not None
        box(asked, "Text").setCurrentText("Wortlaut")
        QTest.mouseClick(button(asked, "Import"), Qt.MouseButton.LeftButton)

    QTimer.singleShot(0, choose)
    QTest.mouseClick(button(dialog, "Choose columns…"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not dialog.is_running())
    assert "3 articles imported, 1 refused, 1 date not understood" in texts(dialog)
    assert not button(dialog, "Choose columns…").isVisible()
    assert dialog.report is not None
    assert [refusal.file for refusal in dialog.report.refused] == [str(tmp_path / "gone.txt")]
    assert query(project.path, "select text, published from article order by id")[1:] == [
        ("Eins.", "2025-03-13"),
        ("Zwei.", "gestern"),
    ]


def test_without_an_answer_the_report_stays(qtbot: QtBot, table: Path, tmp_path: Path) -> None:
    project = Project.create(tmp_path / "p.annotator", "mara")
    project.close()
    dialog = ImportDialog(project.path, "mara", [table])
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: not dialog.is_running())

    def leave() -> None:
        asked = dialog.findChild(MappingDialog)
        assert asked is not None
        QTest.keyClick(asked, Qt.Key.Key_Escape)

    QTimer.singleShot(0, leave)
    QTest.mouseClick(button(dialog, "Choose columns…"), Qt.MouseButton.LeftButton)
    assert "No article imported, 1 refused" in texts(dialog)
    assert not dialog.is_running()
    table.unlink()
    QTest.mouseClick(button(dialog, "Choose columns…"), Qt.MouseButton.LeftButton)
    assert "The file can't be read any more." in texts(dialog)


def test_columns_that_were_not_read_are_told_and_may_be_chosen(qtbot: QtBot, tmp_path: Path) -> None:
    table = tmp_path / "codiert.csv"
    table.write_text(
        "Überschrift_lang;Volltext (bereinigt);Medium/Outlet;Dat.;Codierer\n"
        "Kräne stehen;Die Kräne stehen still.;Sundpost;13.03.2025;MK\n",
        encoding="utf-8",
    )
    (tmp_path / "plain.txt").write_text("Ein Artikel.", encoding="utf-8")
    project = Project.create(tmp_path / "p.annotator", "mara")
    project.close()
    dialog = ImportDialog(project.path, "mara", [table, tmp_path / "plain.txt"])
    dialog.auto_close = True
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: not dialog.is_running())
    assert "2 articles imported, 3 columns not read" in texts(dialog)
    view = dialog.findChild(ReportView)
    assert view is not None
    model = view.model()
    assert [model.index(0, column).data() for column in range(4)] == [
        "not read",
        "codiert.csv",
        "",
        'columns "Überschrift_lang", "Dat.", "Codierer"',
    ]
    assert button(dialog, "Close").isDefault(), "it may be all right"

    def choose() -> None:
        asked = dialog.findChild(MappingDialog)
        assert asked is not None
        box(asked, "Title").setCurrentText("Überschrift_lang")
        box(asked, "Published").setCurrentText("Dat.")
        QTest.mouseClick(button(asked, "Import"), Qt.MouseButton.LeftButton)

    QTimer.singleShot(0, choose)
    QTest.mouseClick(button(dialog, "Choose columns…"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert dialog.report is not None
    assert str(dialog.report) == "imported 2, duplicates 0, refused 0"
    assert query(project.path, "select title, source, published from article where deleted = 0 order by id") == [
        ("Ein Artikel.", None, None),
        ("Kräne stehen", "Sundpost", "2025-03-13"),
    ]


def test_tables_with_other_columns_are_left_as_they_are(qtbot: QtBot, tmp_path: Path) -> None:
    tables = [tmp_path / f"{name}.csv" for name in ("a", "b", "c")]
    for table, head in zip(tables, ("Kopf;Text", "Zeile;Text", "Kopf;Text"), strict=True):
        table.write_text(f"{head}\nOben {table.stem};Unten {table.stem}.\n", encoding="utf-8")
    project = Project.create(tmp_path / "p.annotator", "mara")
    project.close()
    dialog = ImportDialog(project.path, "mara", tables)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: not dialog.is_running())

    def choose() -> None:
        asked = dialog.findChild(MappingDialog)
        assert asked is not None
        assert "The other file is read in the same way." in texts(asked)
        box(asked, "Title").setCurrentText("Kopf")
        QTest.mouseClick(button(asked, "Import"), Qt.MouseButton.LeftButton)

    QTimer.singleShot(0, choose)
    QTest.mouseClick(button(dialog, "Choose columns…"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not dialog.is_running())
    assert "3 articles imported, 1 column not read" in texts(dialog)
    titles = query(project.path, "select title from article where deleted = 0 order by id")
    assert titles == [("Unten b.",), ("Oben a",), ("Oben c",)]


def test_lines_without_a_chosen_key_come_in_again_with_their_labels(qtbot: QtBot, tmp_path: Path) -> None:
    """What came in before has been taken out by then."""
    lines = (
        {"text": "Ole rief an.", "label": [[0, 3, "ACTOR"]], "paper": "Sundpost", "title": "Anruf"},
        {"text": "Ida schwieg.", "label": [[0, 3, "ACTOR"]]},
    )
    file = tmp_path / "labels.jsonl"
    file.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    project = Project.create(tmp_path / "p.annotator", "mara")
    project.close()
    dialog = ImportDialog(project.path, "mara", [file])
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: not dialog.is_running())

    def choose() -> None:
        asked = dialog.findChild(MappingDialog)
        assert asked is not None
        assert box(asked, "Title").currentText() == "title"
        box(asked, "Source").setCurrentText("paper")
        QTest.mouseClick(button(asked, "Import"), Qt.MouseButton.LeftButton)

    QTimer.singleShot(0, choose)
    QTest.mouseClick(button(dialog, "Choose columns…"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not dialog.is_running())
    assert str(dialog.report) == "imported 2, duplicates 0, refused 0"
    sources = query(
        project.path,
        "select source, label from span s join article a on a.id = article_id where a.deleted = 0 order by 1",
    )
    assert sources == [(None, "ACTOR"), ("Sundpost", "ACTOR")]
