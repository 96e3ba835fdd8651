"""The import dialog over real files and a real project."""

from __future__ import annotations

import csv
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QProgressBar,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from pytestqt.qtbot import QtBot

from annotator.core.errors import UserError
from annotator.core.models import Refusal
from annotator.jobs.files import OUTCOMES, Imported, ImportReport
from annotator.jobs.report import Repeat
from annotator.project import Project
from annotator.store.answers import Merged
from annotator.store.bulk import BulkImport
from annotator.ui.files import file_dialogs
from annotator.ui.files.import_dialog import ImportDialog
from annotator.ui.files.import_report import ReportModel, ReportView, import_sentence

BROKEN = (3, 700, 1199)  # lines, counted from 1
COPY = (
    "Die Hafenarbeiter von Lund haben am Dienstag ihre Arbeit niedergelegt. Sie fordern mehr Lohn und kürzere "
    "Schichten, sagte Mara Ohlsen, die Sprecherin der Gewerkschaft, vor dem Tor. Die Reederei lehnt das ab und "
    "will erst im Herbst wieder verhandeln."
)
SUMMARY = "1,195 articles imported, 2 were there already, 3 refused"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = Project.create(tmp_path / "p.annotator", "mara")
    made.close()
    return made


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """1,200 lines: three are broken, the last two of the good ones repeat the first two."""
    lines = [json.dumps({"text": f"Meldung {n}: Die Fähre „Silbermöwe“ legt ab. 🚢"}) for n in range(1195)]
    lines += lines[:2]
    for number in BROKEN:
        lines.insert(number - 1, '{"text": "halb')
    path = tmp_path / "archiv.jsonl"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def open_dialog(qtbot: QtBot, project: Project, *paths: Path) -> ImportDialog:
    dialog = ImportDialog(project.path, "mara", paths)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def run(qtbot: QtBot, project: Project, *paths: Path) -> ImportDialog:
    dialog = open_dialog(qtbot, project, *paths)
    qtbot.waitUntil(lambda: not dialog.is_running())
    return dialog


def button(dialog: QWidget, name: str) -> QPushButton:
    return next(b for b in dialog.findChildren(QPushButton) if b.accessibleName() == name)


def outcomes(dialog: QWidget) -> QComboBox:
    chooser = dialog.findChild(QComboBox)
    assert isinstance(chooser, QComboBox)
    return chooser


def texts(dialog: QWidget) -> list[str]:
    return [label.text() for label in dialog.findChildren(QLabel) if label.isVisible() and label.text()]


def count(project: Project) -> int:
    again = Project.open(project.path, "mara")
    try:
        return len(again.article_ids())
    finally:
        again.close()


def table(dialog: QWidget) -> list[list[str]]:
    view = dialog.findChild(ReportView)
    assert isinstance(view, ReportView)
    model = view.model()
    return [
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_report_of_a_long_file_with_broken_lines(qtbot: QtBot, project: Project, archive: Path) -> None:
    dialog = open_dialog(qtbot, project, archive)
    assert "Importing archiv.jsonl" in texts(dialog)
    with qtbot.waitSignal(dialog.imported) as blocker:
        pass
    report = blocker.args[0]
    assert (report.imported, len(report.duplicates), len(report.refused)) == (1195, 2, 3)
    assert dialog.report is report
    assert not dialog.clean
    assert texts(dialog)[0].replace("1195", "1,195") == SUMMARY
    rows = table(dialog)
    assert [row[:3] for row in rows[:3]] == [["refused", "archiv.jsonl", str(line)] for line in BROKEN]
    assert "invalid JSON" in rows[0][3]
    assert [row[0] for row in rows[3:5]] == ["duplicate", "duplicate"]
    assert {row[0] for row in rows[5:]} == {"imported"}
    assert button(dialog, "Close").isDefault()
    assert button(dialog, "Close").hasFocus()
    assert count(project) == 1195


def test_nothing_refused_closes_by_itself_if_wished(qtbot: QtBot, project: Project, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Nur ein Absatz.", encoding="utf-8")
    dialog = open_dialog(qtbot, project, path)
    dialog.auto_close = True
    with qtbot.waitSignal(dialog.accepted):
        pass
    assert dialog.clean
    assert not dialog.isVisible()


def test_a_refusal_keeps_it_open(qtbot: QtBot, project: Project, tmp_path: Path) -> None:
    dialog = open_dialog(qtbot, project, tmp_path / "gone.txt")
    dialog.auto_close = True
    qtbot.waitUntil(lambda: not dialog.is_running())
    assert dialog.isVisible()
    assert table(dialog) == [["gone.txt", "there is no such file"]]


def test_every_article_is_told(qtbot: QtBot, project: Project, tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(f"Text von {name}.\n\nZwei Zeilen.", encoding="utf-8")
    dialog = open_dialog(qtbot, project, tmp_path / "a.txt", tmp_path / "b.txt")
    assert "Importing 2 files" in texts(dialog)
    qtbot.waitUntil(lambda: not dialog.is_running())
    assert texts(dialog) == ["2 articles imported"]
    assert table(dialog) == [[f"{n}.txt", f"Text von {n}.txt.", "utf-8"] for n in "ab"]
    assert button(dialog, "Save report…").isVisible()
    assert not outcomes(dialog).isVisible()


def test_one_outcome_is_looked_at(qtbot: QtBot, project: Project, archive: Path) -> None:
    dialog = run(qtbot, project, archive)
    chooser = outcomes(dialog)
    shown = [chooser.itemText(n).replace(",", "") for n in range(chooser.count())]
    assert shown == ["All (1200)", "refused (3)", "duplicate (2)", "imported (1195)"]
    chooser.setFocus()
    QTest.keyClick(chooser, Qt.Key.Key_Down)
    assert [row[:2] for row in table(dialog)] == [["archiv.jsonl", str(line)] for line in BROKEN]
    button(dialog, "Copy report").click()
    assert len(QGuiApplication.clipboard().text().splitlines()) == 3


def test_near_duplicates_and_zones_are_told(qtbot: QtBot, project: Project, tmp_path: Path) -> None:
    for name, last in (("a.txt", "Mehr dazu später."), ("b.txt", "Weitere Gespräche sind geplant.")):
        (tmp_path / name).write_text(f"{COPY} {last}\n\nSeite 1 / 2\n", encoding="utf-8")
    dialog = run(qtbot, project, tmp_path)
    assert texts(dialog)[0] == "2 articles imported, 2 near-duplicates among them"
    assert [(row[0], row[1], row[-1]) for row in table(dialog)] == [
        ("a.txt", "others are like it", "1 pagination"),
        ("b.txt", "like a.txt", "1 pagination"),
    ]
    later = tmp_path / "later"
    later.mkdir()
    (later / "c.txt").write_text(f"{COPY} Das war gestern.", encoding="utf-8")
    (later / "d.txt").write_bytes((tmp_path / "b.txt").read_bytes())
    again = run(qtbot, project, later)
    # By name, though these two came in before.
    assert sorted(row[1:3] for row in table(again)) == [
        ["c.txt", "like a.txt"],
        ["d.txt", "the same text as b.txt"],
    ]


@pytest.fixture
def first_batch(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], object]], None]:
    """Lets a test act in the worker when the first batch is in."""

    def act(then: Callable[[], object]) -> None:
        real = BulkImport.add

        def add(self: BulkImport, drafts: object) -> object:
            answers = real(self, drafts)  # type: ignore[arg-type]
            then()
            return answers

        monkeypatch.setattr(BulkImport, "add", add)

    return act


def test_cancelling_keeps_whole_articles_and_says_so(
    qtbot: QtBot, project: Project, archive: Path, first_batch: Callable[[Callable[[], object]], None]
) -> None:
    dialogs: list[ImportDialog] = []
    # The dialog's own button can't be pressed from the worker; its job may be cancelled from anywhere.
    first_batch(lambda: dialogs[0].job.cancel() if dialogs and dialogs[0].job else None)
    dialog = ImportDialog(project.path, "mara", [archive])
    dialogs.append(dialog)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: not dialog.is_running())
    assert dialog.report is not None
    assert dialog.report.cancelled
    assert 0 < dialog.report.imported < 1195
    assert count(project) == dialog.report.imported
    assert any("Cancelled" in text and "whole" in text for text in texts(dialog))
    assert not dialog.clean


@pytest.mark.parametrize("way", ["escape", "button", "close"])
def test_ways_to_cancel(qtbot: QtBot, project: Project, archive: Path, way: str) -> None:
    dialog = open_dialog(qtbot, project, archive)
    job = dialog.job
    assert job is not None
    match way:
        case "escape":
            QTest.keyClick(dialog, Qt.Key.Key_Escape)
        case "button":
            button(dialog, "Cancel").click()
        case _:
            dialog.close()
    assert job.cancelled
    assert dialog.isVisible()
    assert any(text.startswith("Stopping") for text in texts(dialog))
    qtbot.waitUntil(lambda: not dialog.is_running())
    assert dialog.isVisible()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_progress_shows_share_pace_and_time_left(
    qtbot: QtBot, project: Project, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [100.0]
    monkeypatch.setattr("annotator.ui.parts.dialog_parts.monotonic", lambda: now[0])
    dialog = open_dialog(qtbot, project, archive)
    bar = dialog.findChild(QProgressBar)
    assert isinstance(bar, QProgressBar)
    assert dialog.job is not None
    now[0] += 2
    dialog.job.progressed.emit(3_000_000_000, 12_000_000_000)
    assert bar.value() == 250
    assert "25 %" in texts(dialog)
    assert "1.5 GB/s · 6 s left" in texts(dialog)
    now[0] += 598
    dialog.job.progressed.emit(3_000_000_000, 12_000_000_000)
    assert "5.0 MB/s · 30 min left" in texts(dialog)
    now[0] += 3600
    dialog.job.progressed.emit(3_000_000_000, 12_000_000_000)
    assert "714.3 kB/s · 3 h 30 min left" in texts(dialog)
    qtbot.waitUntil(lambda: not dialog.is_running())


def test_a_full_disk_is_told_with_what_is_in(
    qtbot: QtBot, project: Project, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = BulkImport.add
    batches: list[int] = []

    def add(self: BulkImport, drafts: object) -> object:
        batches.append(1)
        if len(batches) > 1:
            raise UserError("The disk is full: nothing more fits.")
        return real(self, drafts)  # type: ignore[arg-type]

    monkeypatch.setattr(BulkImport, "add", add)
    dialog = run(qtbot, project, archive)
    shown = texts(dialog)
    assert shown[0] == "The import stopped"
    assert shown[1].startswith("The disk is full: nothing more fits. 500 articles had been imported")
    assert shown[1].endswith("Importing the same files again adds the rest.")
    assert dialog.report is None
    assert not dialog.clean
    assert count(project) == 500


def test_a_read_only_project_is_told(qtbot: QtBot, project: Project, archive: Path) -> None:
    project.path.chmod(0o444)
    dialog = run(qtbot, project, archive)
    heading, sentence, *_ = texts(dialog)
    assert heading == "The import stopped"
    assert "read-only" in sentence
    assert "again" not in sentence


def test_a_report_lies_where_the_progress_was_and_shows_what_is_in_it(
    qtbot: QtBot, project: Project, tmp_path: Path
) -> None:
    names = [f"0{n}_kommunalwahl_in_brakesund_{n}_tag.txt" for n in (1, 2)]
    for name in names:
        (tmp_path / name).write_text(f"Fähren legen wieder ab\n\n{COPY} {name}", encoding="utf-8")
    (tmp_path / "leer.txt").write_text("", encoding="utf-8")
    window = QWidget()
    qtbot.addWidget(window)
    window.setGeometry(20, 40, 700, 600)
    window.show()
    dialog = ImportDialog(project.path, "mara", [tmp_path / name for name in (*names, "leer.txt")], window)
    dialog.show()
    qtbot.waitUntil(lambda: not dialog.is_running())
    now = dialog.frameGeometry()
    assert dialog.screen().availableGeometry().contains(now)
    assert (now.center() - window.frameGeometry().center()).manhattanLength() < 60
    table = dialog.findChild(ReportView)
    assert table is not None
    model = table.model()
    assert isinstance(model, ReportModel)
    dialog.resize(1120, 520)
    title = model.fields.index("title")
    for field in ("what", "file", "title", "lang"):
        column = model.fields.index(field)
        assert table.columnWidth(column) >= table.sizeHintForColumn(column), field
    assert sum(table.columnWidth(n) for n in range(model.columnCount())) == table.viewport().width()
    dialog.resize(640, 520)
    assert sum(table.columnWidth(n) for n in range(model.columnCount())) <= table.viewport().width()
    assert table.columnWidth(title) > 0.6 * table.sizeHintForColumn(title)
    option = QStyleOptionViewItem()
    files = table.itemDelegateForColumn(model.fields.index("file"))
    assert isinstance(files, QStyledItemDelegate)
    files.initStyleOption(option, model.index(0, 0))
    assert option.textElideMode == Qt.TextElideMode.ElideMiddle


def test_a_report_takes_its_size_at_once(
    qtbot: QtBot, project: Project, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes: list[QSize] = []
    resized = ImportDialog.resizeEvent

    def record(dialog: ImportDialog, event: QResizeEvent) -> None:
        sizes.append(event.size())
        resized(dialog, event)

    monkeypatch.setattr(ImportDialog, "resizeEvent", record)
    dialog = open_dialog(qtbot, project, archive)
    before = len(sizes)
    qtbot.waitUntil(lambda: not dialog.is_running())
    QApplication.processEvents()
    # A window manager answers to each size, and to one on the way after the last was asked for.
    assert sizes[before:]
    assert set(sizes[before:]) == {dialog.size()}
    assert dialog.size() != sizes[before - 1]


def test_a_report_names_the_archive_that_a_file_lies_in(qtbot: QtBot, project: Project, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "woche.zip", "w") as made:
        made.writestr("montag/leer.txt", "")
    (tmp_path / "leer.txt").write_text("", encoding="utf-8")
    dialog = run(qtbot, project, tmp_path / "woche.zip", tmp_path / "leer.txt")
    table = dialog.findChild(ReportView)
    assert table is not None
    model = table.model()
    column = model.fields.index("file") if isinstance(model, ReportModel) else -1
    shown = {model.index(row, column).data() for row in range(model.rowCount())}
    assert shown == {"woche.zip/montag/leer.txt", "leer.txt"}


def test_report_is_copied(qtbot: QtBot, project: Project, archive: Path) -> None:
    dialog = run(qtbot, project, archive)
    clipboard = QGuiApplication.clipboard()
    button(dialog, "Copy report").click()
    lines = clipboard.text().splitlines()
    assert len(lines) == 1200
    assert lines[1].split("\t")[:3] == ["refused", str(archive), "700"]
    view = dialog.findChild(ReportView)
    assert isinstance(view, ReportView)
    view.selectRow(2)
    QTest.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert clipboard.text().split("\t")[:3] == ["refused", str(archive), "1199"]


def test_report_is_saved_as_a_table(
    qtbot: QtBot, project: Project, archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = run(qtbot, project, archive)
    target = tmp_path / "bericht.csv"
    monkeypatch.setattr(file_dialogs, "save_file", lambda *_: target)
    button(dialog, "Save report…").click()
    with target.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))
    assert rows[0] == ["what", "file", "line", "title", "encoding", "lang", "zones", "group", "reason"]
    assert len(rows) == 1201
    assert [row[2] for row in rows[1:4]] == [str(line) for line in BROKEN]
    assert any(str(target) in text for text in texts(dialog))
    monkeypatch.setattr(file_dialogs, "save_file", lambda *_: tmp_path / "no" / "b.csv")
    button(dialog, "Save report…").click()
    assert any("can't be written" in text for text in texts(dialog))


def test_reasons_have_the_most_room(qtbot: QtBot) -> None:
    title = "Fähren legen wieder ab, und der Hafen bleibt offen " * 3
    zones = {f"{kind} of the page": 12 for kind in ("menu", "footer", "breadcrumb", "advert")}
    article = Imported("a.txt", 1, "a", title, "utf-8", "de", zones)
    report = ImportReport([article], refused=[Refusal("b.docx", None, "the file is damaged or cut off " * 4)])
    view = ReportView()
    qtbot.addWidget(view)
    view.resize(900, 300)
    view.show()
    model = view.show_report(report)
    widths = {field: view.columnWidth(column) for column, field in enumerate(model.fields)}
    assert widths["reason"] > 1.2 * widths["title"]
    assert widths["title"] > 120
    assert sum(widths.values()) == view.viewport().width()


def test_long_names_dont_widen_the_dialog(qtbot: QtBot, project: Project, tmp_path: Path) -> None:
    path = tmp_path / ("x" * 200 + ".txt")
    path.write_text("Ein Text.", encoding="utf-8")
    dialog = open_dialog(qtbot, project, path)
    assert texts(dialog)[0] == f"Importing {'x' * 19}…{'x' * 15}.txt"
    qtbot.waitUntil(lambda: not dialog.is_running())


def test_a_long_sentence_doesnt_widen_the_report(qtbot: QtBot, project: Project, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("", encoding="utf-8")
    dialog = open_dialog(qtbot, project, path)
    qtbot.waitUntil(lambda: dialog.report is not None)
    narrow = dialog.minimumSizeHint().width()
    dialog._heading.setText("12 articles imported, 34 near-duplicates among them, " * 4)
    layout = dialog.layout()
    assert layout is not None
    layout.activate()
    assert dialog.minimumSizeHint().width() == narrow


@pytest.mark.parametrize(
    ("imported", "duplicates", "refused", "sentence"),
    [
        (0, 0, 0, "No article imported"),
        (1, 0, 0, "1 article imported"),
        (0, 1, 0, "No article imported, 1 was there already"),
        (3, 2, 1, "3 articles imported, 2 were there already, 1 refused"),
    ],
)
def test_sentences_of_an_import(qtbot: QtBot, imported: int, duplicates: int, refused: int, sentence: str) -> None:
    article = Imported("a.txt", 1, "a", "A", None, None, {})
    report = ImportReport(
        [article] * imported,
        duplicates=[Repeat("a.txt", "a")] * duplicates,
        refused=[Refusal("b.txt", None, "empty")] * refused,
    )
    assert import_sentence(report) == sentence


def test_layers_of_one_archive_are_told(qtbot: QtBot) -> None:
    layer = Merged("k", labels=2, layer="bo")
    report = ImportReport(merged=[(Repeat("p.zip/bo.xmi", "k"), layer)])
    model = ReportModel(report)
    assert model.outcomes.keys() == set(OUTCOMES)
    assert [(row.what, row.reason) for row in model.rows] == [
        ("layer", "the layer of bo, beside k; labels added: 2")
    ]
    assert import_sentence(report) == "No article imported, 2 labels added"


def test_labels_that_the_codebook_lacks_are_added_by_key(qtbot: QtBot, project: Project, tmp_path: Path) -> None:
    source = tmp_path / "a.jsonl"
    lines = '{"text": "Die Fähre nach Lund.", "label": [[15, 19, "PLACE"]]}\n{"text": "Ohne.", "label": []}\n'
    source.write_text(lines, encoding="utf-8")
    dialog = run(qtbot, project, source)
    assert texts(dialog)[0] == "1 article imported, 1 refused"
    add = button(dialog, "Add labels to the codebook")
    assert add.hasFocus()
    QTest.keyClick(add, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not dialog.is_running())
    assert texts(dialog)[0] == "2 articles imported"
    assert not add.isVisible()
    again = Project.open(project.path, "mara")
    assert again.codebook.label("PLACE") is not None
    assert again.next_undo() == "import"
    again.close()


def test_names_of_other_tools_are_told(qtbot: QtBot, project: Project, tmp_path: Path) -> None:
    source = tmp_path / "a.jsonl"
    source.write_text('{"text": "Mara ging.", "label": [[0, 4, "PER"]]}\n', encoding="utf-8")
    dialog = open_dialog(qtbot, project, source)
    dialog.auto_close = True
    qtbot.waitUntil(lambda: not dialog.is_running())
    assert dialog.isVisible(), "it tells before it goes"
    rows = dialog._table.model()
    assert isinstance(rows, ReportModel)
    assert [row.reason for row in rows.rows if row.what == "taken"] == ["PER as ACTOR with kind person"]
    assert rows.outcomes["taken"] == "read as"
    dialog.accept()


def test_labels_of_another_copy_are_added_by_key(qtbot: QtBot, project: Project, tmp_path: Path) -> None:
    """The file also has a new article, which is imported once."""

    def line(text: str, name: str) -> str:
        spans = [{"label": "ACTOR", "start": 0, "end": 4, "annotator": name}]
        return json.dumps({"text": text, "annotator": name, "status": "done", "spans": spans}) + "\n"

    first, source = tmp_path / "a.jsonl", tmp_path / "b.jsonl"
    first.write_text(line("Mara geht.", "mara"), encoding="utf-8")
    source.write_text(line("Mara geht.", "bert") + line("Jule geht.", "bert"), encoding="utf-8")
    assert not button(run(qtbot, project, first), "Add their labels").isVisible()
    dialog = open_dialog(qtbot, project, source)
    dialog.auto_close = True
    qtbot.waitUntil(lambda: not dialog.is_running())
    assert dialog.isVisible(), "it asks before it goes"
    assert texts(dialog)[0] == "1 article imported, 1 was there already"
    add = button(dialog, "Add their labels")
    close = button(dialog, "Close")
    assert close.hasFocus(), "it is not what happens if one does not look"
    for _ in range(10):
        if not add.hasFocus():
            QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
    assert add.hasFocus()
    QTest.keyClick(add, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not dialog.is_running())
    assert texts(dialog)[0] == "1 article imported, 1 was there already, 1 label added"
    assert not add.isVisible()
    table = dialog.findChild(ReportView)
    assert table is not None
    model = table.model()
    assert isinstance(model, ReportModel)
    assert [row.what for row in model.rows] == ["duplicate", "imported"]
    assert model.rows[0].reason.endswith("; labels added: 1; states added: 1")
    again = Project.open(project.path, "mara")
    opened = again.load(1)
    assert opened is not None
    assert {span.annotator for span in opened.spans} == {"mara", "bert"}
    assert not list(again.problems())
    # The articles and the labels of those that were there are two changes.
    for spans in (2, 1):
        assert len(again.all_spans(1)) == spans
        again.undo()
    assert len(again.article_ids()) == 1
    again.close()


def test_rows_of_one_table_that_are_alike_are_told_by_line_and_title(
    qtbot: QtBot, project: Project, tmp_path: Path
) -> None:
    path = tmp_path / "artikel.csv"
    rows = [
        ("8", "Hafen", f"{COPY} Mehr dazu später."),
        ("9", "Rat", f"{COPY} Das war gestern."),
        ("10", "Ab", "x"),
    ]
    rows.append(("11", "Rat (2)", rows[1][2]))
    path.write_text("".join(";".join(row) + "\n" for row in [("id", "title", "text"), *rows]), encoding="utf-8")
    dialog = run(qtbot, project, path)
    assert [row[:4] for row in table(dialog)] == [
        ["duplicate", "artikel.csv", "5", 'the same text as "Rat" (id 9)'],
        ["near-duplicate", "artikel.csv", "2", "others are like it"],
        ["near-duplicate", "artikel.csv", "3", 'like "Hafen" (id 8)'],
        ["imported", "artikel.csv", "4", ""],
    ]


def test_dates_that_were_not_understood_are_told(qtbot: QtBot, project: Project, tmp_path: Path) -> None:
    path = tmp_path / "artikel.csv"
    path.write_text("text;date\nDer Hafen.;gestern\nDie Fähre.;2025-03-13\n", encoding="utf-8")
    dialog = open_dialog(qtbot, project, path)
    dialog.auto_close = True
    qtbot.waitUntil(lambda: not dialog.is_running())
    assert dialog.isVisible()
    assert texts(dialog)[0] == "2 articles imported, 1 date not understood"
    assert table(dialog)[0][:4] == ["not read", "artikel.csv", "", '1 date not understood: "gestern" (line 2)']
