"""Articles come in by menu, drop and paste, and go out by the dialog."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QPushButton

from annotator.project import Project
from annotator.ui.articles.dialogs import PasteDialog
from annotator.ui.exporting.export_dialog import ExportDialog
from annotator.ui.files import file_dialogs
from annotator.ui.files.import_dialog import ImportDialog
from tests.end_to_end.window import CTRL, POPUPS, Driver, Key, Windows, labels_of, open_windows
from tests.formats.mixed_files import BROKEN, write_mixed
from tests.making import query

windows = open_windows

pytestmark = POPUPS

TEXT = "Der erste Artikel spricht von Fähren."
HTML = """<html lang="de"><head><title>Seite</title><base href="https://kurier.example/f.html"></head><body>
<h1>Fährpause abgelehnt</h1><p>Der Rat lehnt ab.</p><p>„Wir fahren“, sagte Petersen.</p>
<script>alert(1)</script></body></html>"""


def texts(driver: Driver) -> list[str]:
    return [
        text for (text,) in query(driver.project.path, "select text from article where deleted = 0 order by id")
    ]


def files(folder: Path) -> list[Path]:
    folder.mkdir()
    (folder / "a.txt").write_text("Text aus einer Datei.\r\nZweite Zeile.", encoding="utf-8")
    (folder / "b.txt").write_bytes("Öffnung in der Größe „ß“.".encode("windows-1252"))
    (folder / "c.jsonl").write_text(
        '{"text": "Eine Zeile 😀."}\nkaputt\n{"text": "Noch eine."}\n', encoding="utf-8"
    )
    return sorted(folder.iterdir())


class Report:
    """Waits until an import dialog shows what became of the files, keeps what it says, and closes it."""

    text = ""

    def __call__(self, dialog: ImportDialog) -> None:
        while dialog.is_running():
            QApplication.processEvents()
        self.text = "\n".join(labels_of(dialog))
        close = next(b for b in dialog.findChildren(QPushButton) if b.text() == "Close")
        assert close.hasFocus()
        QTest.keyClick(close, Key.Key_Space)


def test_files_are_imported_and_a_bad_line_is_refused(windows: Windows, tmp_path: Path) -> None:
    driver = windows.open(TEXT)
    driver.window.articles.focus_search()
    report = Report()
    with driver.answering(ImportDialog, report):
        driver.window.intake.import_paths(files(tmp_path / "in"))
    assert driver.pane.hasFocus(), "the first of them is there to be labelled"
    driver.window.articles.focus_search()
    assert texts(driver)[1:] == [
        "Text aus einer Datei.\nZweite Zeile.",
        "Öffnung in der Größe „ß“.",
        "Eine Zeile 😀.",
        "Noch eine.",
    ]
    assert report.text == "4 articles imported, 1 refused"
    assert driver.told == report.text
    assert driver.text == "Text aus einer Datei.\nZweite Zeile."
    with driver.answering(ImportDialog, report):
        driver.window.intake.import_paths(sorted((tmp_path / "in").iterdir()))
    assert report.text == "No article imported, 4 were there already, 1 refused"
    assert not driver.pane.hasFocus(), "no other article is there"
    assert len(texts(driver)) == 5


def test_one_good_file_needs_no_closing(windows: Windows, tmp_path: Path) -> None:
    driver = windows.open(TEXT)
    driver.window.intake.import_paths(files(tmp_path / "in")[:1])
    assert len(texts(driver)) == 2
    driver.qtbot.waitUntil(lambda: not isinstance(QApplication.activeWindow(), ImportDialog))
    driver.press("a")
    assert driver.pane.hasFocus()
    assert driver.exported(2) == [("ACTOR", "Text")]


def test_a_file_that_is_there_already_says_so(windows: Windows, tmp_path: Path) -> None:
    driver = windows.open(TEXT)
    source = files(tmp_path / "in")[0]
    driver.window.intake.import_paths([source])
    report = Report()
    with driver.answering(ImportDialog, report):
        driver.window.intake.import_paths([source])
    assert report.text == "No article imported, 1 was there already"
    assert len(texts(driver)) == 2


@pytest.mark.parametrize("place", ["list", "window", "pane", "label bar"])
def test_files_and_folders_are_dropped(windows: Windows, tmp_path: Path, place: str) -> None:
    driver = windows.open(TEXT)
    window = driver.window
    target = {
        "list": window.articles._view.viewport(),
        "window": window,
        "pane": window.pane.viewport(),
        "label bar": window.label_bar,
    }[place]
    folder = tmp_path / "in"
    first = files(folder)[0]
    first.rename(tmp_path / "single.txt")
    for path in folder.iterdir():
        if path.suffix == ".jsonl":
            path.unlink()
    with driver.answering(ImportDialog, Report()):
        assert driver.drop(target, [folder, tmp_path / "single.txt"])
        driver.qtbot.waitUntil(lambda: driver.window.articles._model.rowCount() == 3)
    assert len(texts(driver)) == 3


def test_a_project_that_is_dropped_is_opened(windows: Windows) -> None:
    other = windows.project("Ein anderes Projekt.", name="other.annotator")
    driver = windows.open(TEXT)
    assert driver.drop(driver.window, [other])
    driver.qtbot.waitUntil(lambda: driver.project.path.name == "other.annotator")
    assert driver.text == "Ein anderes Projekt."


def paste(driver: Driver, data: QMimeData, key: Key = Key.Key_Return, title: str = "") -> None:
    QGuiApplication.clipboard().setMimeData(data)

    def answer(dialog: PasteDialog) -> None:
        field = dialog.focusWidget()
        assert isinstance(field, QLineEdit)
        if title:
            QTest.keyClicks(field, title)
        QTest.keyClick(field, key)

    with driver.answering(PasteDialog, answer):
        driver.press("v", CTRL)


def of_text(text: str) -> QMimeData:
    data = QMimeData()
    data.setText(text)
    return data


def test_text_is_pasted(windows: Windows) -> None:
    driver = windows.open(TEXT)
    text = "Rat lehnt ab\n\nEin Satz mit 😀 und\u00a0Umlauten: äöü."
    paste(driver, of_text(text))
    assert texts(driver) == [TEXT, text]
    assert driver.text == text
    assert driver.title == "Rat lehnt ab"
    assert driver.pane.hasFocus()
    paste(driver, of_text(text))
    assert driver.told == "This text is in the project already."
    paste(driver, of_text("Etwas anderes."), Key.Key_Escape)
    assert texts(driver) == [TEXT, text]
    driver.press("z", CTRL)
    assert texts(driver) == [TEXT]
    assert driver.text == TEXT


def test_html_is_pasted_in_the_list(windows: Windows) -> None:
    driver = windows.open(TEXT)
    driver.window.articles._view.setFocus()
    data = QMimeData()
    data.setHtml(HTML)
    paste(driver, data, title="Rat lehnt ab")
    record = driver.record(2)
    assert record["title"] == "Rat lehnt ab"
    assert record["meta"]["url"] == "https://kurier.example/f.html"
    assert record["meta"]["lang"] == "de"
    assert "„Wir fahren“, sagte Petersen." in record["text"]
    assert "alert" not in record["text"]
    assert "<" not in record["text"]


def test_the_pasted_text_can_be_edited_first(windows: Windows) -> None:
    driver = windows.open(TEXT)
    QGuiApplication.clipboard().setText("Ein Text.")

    def answer(dialog: PasteDialog) -> None:
        field = dialog.findChild(QPlainTextEdit)
        assert field is not None
        field.setFocus()
        QTest.keyClick(field, Key.Key_End, CTRL)
        QTest.keyClick(field, Key.Key_Return)
        QTest.keyClicks(field, "Mehr.")
        QTest.keyClick(field, Key.Key_Return, CTRL)

    with driver.answering(PasteDialog, answer):
        driver.press("v", CTRL)
    assert texts(driver)[1] == "Ein Text.\nMehr."


def test_an_empty_clipboard_says_so(windows: Windows) -> None:
    driver = windows.open(TEXT)
    QGuiApplication.clipboard().clear()
    driver.press("v", CTRL)
    assert driver.told == "There is no text on the clipboard."


def test_copied_files_are_imported(windows: Windows, tmp_path: Path) -> None:
    driver = windows.open(TEXT)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(files(tmp_path / "in")[0]))])
    QGuiApplication.clipboard().setMimeData(data)
    driver.press("v", CTRL)
    assert len(texts(driver)) == 2


def test_without_a_project_a_new_one_is_asked_for(
    windows: Windows, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    driver = windows.open(welcome=True)
    monkeypatch.setattr(file_dialogs, "save_file", lambda *_a, **_k: tmp_path / "made")
    monkeypatch.setattr(file_dialogs, "open_files", lambda *_a: files(tmp_path / "in")[:1])
    driver.press("i", CTRL)
    assert driver.project.path.name == "made.annotator"
    assert driver.text.startswith("Text aus einer Datei.")
    driver.press("a")
    assert driver.exported() == [("ACTOR", "Text")]


def test_the_export_dialog_writes_the_file(windows: Windows, tmp_path: Path) -> None:
    driver = windows.open(TEXT, "Der zweite Artikel.")
    driver.label("Fähren", "a")
    driver.press("d", CTRL)
    out = tmp_path / "records.jsonl"

    def answer(dialog: ExportDialog) -> None:
        field = dialog.focusWidget()
        assert isinstance(field, QLineEdit)
        field.selectAll()
        QTest.keyClicks(field, str(out))
        done = next(b for b in dialog.findChildren(QPushButton) if b.text() == "Export")
        assert done.isEnabled()
        QTest.keyClick(field, Key.Key_Return)
        while dialog.is_running():
            driver.settle()
        assert dialog.report is not None
        assert dialog.report.written == 2
        QTest.keyClick(dialog, Key.Key_Escape)

    with driver.answering(ExportDialog, answer):
        driver.press("e", CTRL)

    def same_file(dialog: ExportDialog) -> None:
        assert dialog.out() == out
        dialog.reject()

    records = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [r["status"] for r in records] == ["done", "new"]
    assert records[0] == driver.record(1)
    assert records[0]["spans"][0]["text"] == "Fähren"
    with driver.answering(ExportDialog, same_file):
        driver.press("e", CTRL)
    again = Project.create(tmp_path / "again.annotator", "Mara")
    again.import_paths([out])
    assert [len(s.text) for s in (again.load(n).article for n in (1, 2))] == [37, 19]  # type: ignore[union-attr]
    again.close()


def test_a_mixed_folder_of_300_files_is_dropped(windows: Windows, tmp_path: Path) -> None:
    articles = write_mixed(tmp_path / "in")
    driver = windows.open(TEXT)
    seen: list[str] = []

    def look(dialog: ImportDialog) -> None:
        while dialog.is_running():
            QApplication.processEvents()
        chooser = dialog.findChild(QComboBox)
        assert isinstance(chooser, QComboBox)
        seen.extend(chooser.itemText(n) for n in range(chooser.count()))
        seen.append(labels_of(dialog)[0])
        QTest.keyClick(dialog, Key.Key_Escape)

    with driver.answering(ImportDialog, look):
        driver.window.intake.take_paths([tmp_path / "in"])
    refused = len(BROKEN)
    assert f"refused ({refused})" in seen
    assert f"imported ({articles})" in seen
    assert seen[-1].startswith(f"{articles} articles imported, {refused} refused")
    assert len(driver.project.article_ids()) == articles + 1
    assert not list(driver.project.problems())
