"""Where the export dialog writes: names, formats by names, files that are there or can't be written."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from annotator.core.models import Article, Draft
from annotator.project import Project
from annotator.ui.exporting.export_dialog import ExportDialog
from annotator.ui.files import file_dialogs
from annotator.ui.parts.worker import Job
from tests.ui.exporting.harbour import (
    box,
    button,
    combo,
    export,
    field,
    harbour,
    keys,
    message,
    open_dialog,
)

project = harbour


def test_exports_beside_the_project(qtbot: QtBot, project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    dialog = open_dialog(qtbot, project)
    out = project.path.with_name("hafen.jsonl")
    assert field(dialog).text() == str(out)
    assert button(dialog, "Export").isDefault()
    export(qtbot, dialog)
    assert keys(out) == ["a", "b", "c"]
    assert message(dialog) == "3 articles written, 2 of them not done. Cut out, as it is not article text: 1 zone."
    assert dialog.report is not None
    assert dialog.report.written == 3
    assert button(dialog, "Close").hasFocus()
    button(dialog, "Show in folder").click()
    assert opened == [QUrl.fromLocalFile(str(out.parent))]


def test_a_typed_file_is_replaced_after_a_question_only(qtbot: QtBot, project: Project, tmp_path: Path) -> None:
    old = tmp_path / "alt.jsonl"
    old.write_text("old", encoding="utf-8")
    dialog = open_dialog(qtbot, project)
    field(dialog).setText("alt.jsonl")
    button(dialog, "Export").click()
    assert message(dialog) == f"{old} exists already. Replace it?"
    assert not dialog.is_running()
    assert old.read_text(encoding="utf-8") == "old"
    assert button(dialog, "Replace").hasFocus()
    button(dialog, "Replace").click()
    qtbot.waitUntil(lambda: not dialog.is_running())
    assert keys(old) == ["a", "b", "c"]


def test_an_earlier_folder_is_replaced_after_a_question_only(qtbot: QtBot, project: Project) -> None:
    dialog = open_dialog(qtbot, project)
    box(dialog, "A folder with a file for each split").click()
    out = project.path.with_name("hafen-jsonl")
    export(qtbot, dialog)
    (out / "all.jsonl").write_text("old", encoding="utf-8")
    button(dialog, "Export").click()
    assert message(dialog) == f"{out} exists already. Replace it?"
    assert (out / "all.jsonl").read_text(encoding="utf-8") == "old"
    button(dialog, "Replace").click()
    qtbot.waitUntil(lambda: not dialog.is_running())
    assert keys(out / "all.jsonl") == ["a", "b", "c"]


def test_a_browsed_file_is_replaced_at_once(
    qtbot: QtBot, project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = tmp_path / "alt.jsonl"
    old.write_text("old", encoding="utf-8")
    monkeypatch.setattr(file_dialogs, "save_file", lambda *_: old)
    dialog = open_dialog(qtbot, project)
    button(dialog, "Browse for the file to write").click()
    export(qtbot, dialog)
    assert keys(old) == ["a", "b", "c"]
    # Once only: the next time the question may be a different one.
    button(dialog, "Export").click()
    assert "Replace it?" in message(dialog)


def test_without_a_file_there_is_nothing_to_do(qtbot: QtBot, project: Project) -> None:
    dialog = open_dialog(qtbot, project)
    field(dialog).setText("  ")
    assert not button(dialog, "Export").isEnabled()
    field(dialog).setText("~/x.jsonl")
    assert dialog.out() == Path.home() / "x.jsonl"


@pytest.mark.parametrize("name", ["hafen.annotator", "missing/x.jsonl", "."])
def test_impossible_files_are_a_sentence(qtbot: QtBot, project: Project, name: str) -> None:
    dialog = open_dialog(qtbot, project)
    field(dialog).setText(name)
    export(qtbot, dialog)
    assert message(dialog).endswith(".")
    assert dialog.report is None
    assert field(dialog).hasFocus()
    assert len(project.article_ids()) == 3


def test_a_full_disk_keeps_the_old_file(
    qtbot: QtBot, project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = tmp_path / "hafen.jsonl"
    old.write_text("old", encoding="utf-8")

    def fsync(handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", fsync)
    dialog = open_dialog(qtbot, project)
    button(dialog, "Export").click()
    button(dialog, "Replace").click()
    qtbot.waitUntil(lambda: not dialog.is_running())
    assert message(dialog).startswith("The disk is full")
    assert old.read_text(encoding="utf-8") == "old"
    assert sorted(p.suffix for p in tmp_path.iterdir() if p.name.startswith(".")) == []
    assert button(dialog, "Export").isEnabled()


def test_a_read_only_file_is_kept(
    qtbot: QtBot, project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = tmp_path / "hafen.jsonl"
    old.write_text("old", encoding="utf-8")
    old.chmod(0o444)
    real = os.access
    # An administrator, as who tests may run, can write anywhere.
    monkeypatch.setattr(
        os, "access", lambda path, mode: (mode != os.W_OK or Path(path) != old) and real(path, mode)
    )
    dialog = open_dialog(qtbot, project)
    button(dialog, "Export").click()
    button(dialog, "Replace").click()
    qtbot.waitUntil(lambda: not dialog.is_running())
    assert "read-only" in message(dialog)
    assert old.read_text(encoding="utf-8") == "old"


def test_escape_cancels_and_keeps_the_old_file(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # An export that goes on until it is cancelled.
    monkeypatch.setattr(Job, "_step", lambda job, _done, _total: not job._cancel.wait(60))
    project = Project.create(tmp_path / "viel.annotator", "mara")
    project.import_drafts([Draft(Article(0, str(n), "T", f"Meldung {n}.")) for n in range(20)])
    old = tmp_path / "viel.jsonl"
    old.write_text("old", encoding="utf-8")
    dialog = open_dialog(qtbot, project, None)
    button(dialog, "Export").click()
    button(dialog, "Replace").click()
    job = dialog.job
    assert job is not None
    assert button(dialog, "Cancel export").hasFocus()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert job.cancelled
    assert dialog.isVisible()
    qtbot.waitUntil(lambda: not dialog.is_running())
    project.close()
    assert message(dialog) == f"Cancelled: nothing was written, and {old} is as it was."
    assert old.read_text(encoding="utf-8") == "old"
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_the_name_follows_the_format(qtbot: QtBot, project: Project) -> None:
    dialog = open_dialog(qtbot, project)
    folder = box(dialog, "A folder with a file for each split")
    folder.click()
    assert field(dialog).text().endswith("hafen-jsonl")
    folder.click()
    assert field(dialog).text().endswith("hafen.jsonl")
    field(dialog).setText(str(project.path.with_name("meins.jsonl")))
    folder.click()
    assert field(dialog).text().endswith("meins-jsonl")


def test_no_format_is_called_as_another(qtbot: QtBot, project: Project) -> None:
    dialog = open_dialog(qtbot, project)
    choice = combo(dialog, "Format")
    names: dict[str, str] = {}
    for number in (*range(choice.count()), *reversed(range(choice.count()))):
        choice.setCurrentIndex(number)
        name = Path(field(dialog).text()).name
        assert names.setdefault(choice.currentData(), name) == name, "wherever one comes from"
    assert len(set(names.values())) == choice.count()
    assert names["jsonl"] == "hafen.jsonl"
    assert names["prodigy"] == "hafen-prodigy.jsonl"
    assert names["spans-csv"] == "hafen.csv"
    assert names["statements-csv"] == "hafen-statements-csv.csv"
    assert names["brat"] == "hafen-brat"


def test_a_data_card_goes_beside_the_file(qtbot: QtBot, project: Project) -> None:
    dialog = open_dialog(qtbot, project)
    box(dialog, "Data card (README.md) beside the file").click()
    box(dialog, "Split articles that are not yet").click()
    export(qtbot, dialog)
    card = project.path.with_name("hafen.jsonl.README.md").read_text("utf-8")
    assert "train/dev/test 80/10/10" in card
    box(dialog, "A folder with a file for each split").click()
    assert box(dialog, "Data card (README.md) beside the file").isHidden()


def type_name(dialog: ExportDialog, name: str) -> None:
    """As a person does, who goes on with Tab."""
    field(dialog).setFocus()
    field(dialog).selectAll()
    QTest.keyClicks(field(dialog), name)
    QTest.keyClick(field(dialog), Qt.Key.Key_Tab)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("mein.csv", "spans-csv"),
        ("mein.XLSX", "spans-xlsx"),
        ("mein.csv.gz", "spans-csv"),
        ("mein.qdpx", "refi-qda"),
        ("mein.jsonl.zst", "jsonl"),
        ("mein.txt", "jsonl"),
        ("mein", "jsonl"),
    ],
)
def test_a_typed_ending_chooses_the_format(qtbot: QtBot, project: Project, typed: str, name: str) -> None:
    dialog = open_dialog(qtbot, project)
    type_name(dialog, typed)
    assert combo(dialog, "Format").currentData() == name
    assert field(dialog).text() == str(project.path.with_name(typed)) or field(dialog).text() == typed
    export(qtbot, dialog)
    assert dialog.report is not None
    assert project.path.with_name(typed).is_file()


def test_an_ending_that_the_format_has_leaves_it(qtbot: QtBot, project: Project) -> None:
    dialog = open_dialog(qtbot, project)
    choice = combo(dialog, "Format")
    choice.setCurrentIndex(choice.findData("statements-csv"))
    type_name(dialog, "aussagen.csv")
    assert choice.currentData() == "statements-csv"
    choice.setCurrentIndex(choice.findData("brat"))
    type_name(dialog, "korpus")
    assert choice.currentData() == "brat"
    type_name(dialog, "spannen.csv")
    assert choice.currentData() == "spans-csv"
    box(dialog, "A folder with a file for each split").click()
    type_name(dialog, "ordner.jsonl")
    assert choice.currentData() == "spans-csv", "a folder may be called anything"


def test_what_was_browsed_chooses_the_format(
    qtbot: QtBot, project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = tmp_path / "alt.csv"
    old.write_text("old", encoding="utf-8")
    monkeypatch.setattr(file_dialogs, "save_file", lambda *_: old)
    dialog = open_dialog(qtbot, project)
    button(dialog, "Browse for the file to write").click()
    assert combo(dialog, "Format").currentData() == "spans-csv"
    export(qtbot, dialog)
    assert old.read_bytes() != b"old", "the file dialog has asked already"


def test_a_compressed_name_follows_the_format(qtbot: QtBot, project: Project) -> None:
    dialog = open_dialog(qtbot, project)
    choice = combo(dialog, "Format")
    field(dialog).setText(str(project.path.with_name("mein.2025.jsonl.gz")))
    for name, called in (
        ("spans-csv", "mein.2025.csv.gz"),
        ("label-studio", "mein.2025.json.gz"),
        ("spans-xlsx", "mein.2025.xlsx"),
        ("brat", "mein.2025-brat"),
    ):
        choice.setCurrentIndex(choice.findData(name))
        assert field(dialog).text() == str(project.path.with_name(called))


def test_what_cannot_be_written_splits_nothing(qtbot: QtBot, project: Project) -> None:
    dialog = open_dialog(qtbot, project)
    box(dialog, "Split articles that are not yet").click()
    field(dialog).setText("missing/x.jsonl")
    export(qtbot, dialog)
    assert message(dialog) == f"The folder {project.path.with_name('missing')} does not exist."
    assert {row.split for row in project.summaries(project.article_ids())} == {None}
