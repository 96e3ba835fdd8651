"""The export dialog over a real project."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from annotator.core.models import Article, Draft, Span, State, Zone
from annotator.formats.writers.streams import indented
from annotator.jobs import FORMATS, ExportReport, Format
from annotator.project import Project, commands
from annotator.ui.exporting import loss_panel, wording
from annotator.ui.exporting.export_dialog import ExportDialog
from annotator.ui.exporting.loss_panel import LossPanel
from annotator.ui.exporting.record_preview import RecordPreview
from annotator.ui.files import file_dialogs
from annotator.ui.parts.message_bar import MessageBar
from annotator.ui.parts.segmented import SegmentedControl

TEXT = "Häfen | Die Lotsin Ada Brink warnt vor Eis. 🚢"


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Three articles: the first is mara's and done, the second jo's and started, the third new."""
    made = Project.create(tmp_path / "hafen.annotator", "mara")
    span = Span("s1", 0, "mara", "ACTOR", ((12, 28),))
    zone = Zone("z1", 0, 0, 8, "breadcrumb")
    made.import_drafts(
        [
            Draft(Article(0, "a", "Eis", TEXT), "mara", State.DONE, [span], zones=[zone]),
            Draft(Article(0, "b", "Kran", "Der Kran steht."), "jo", State.STARTED),
            Draft(Article(0, "c", "Möwe", "Die Möwe fliegt.")),
        ]
    )
    yield made
    made.close()


def open_dialog(
    qtbot: QtBot, project: Project, number: int | None = 0, choices: Mapping[str, object] | None = None
) -> ExportDialog:
    article_id = None if number is None else project.article_ids()[number]
    dialog = ExportDialog(project, article_id, choices)
    qtbot.addWidget(dialog)
    dialog.show()
    assert QTest.qWaitForWindowActive(dialog)
    return dialog


def button(dialog: QWidget, name: str) -> QPushButton:
    return next(b for b in dialog.findChildren(QPushButton) if b.accessibleName() == name)


def box(dialog: QWidget, name: str) -> QCheckBox:
    return next(b for b in dialog.findChildren(QCheckBox) if b.accessibleName() == name)


def status(dialog: QWidget) -> SegmentedControl:
    found = dialog.findChild(SegmentedControl)
    assert isinstance(found, SegmentedControl)
    return found


def annotator(dialog: QWidget) -> QComboBox:
    return combo(dialog, "Labels and progress of")


def combo(dialog: QWidget, name: str) -> QComboBox:
    return next(c for c in dialog.findChildren(QComboBox) if c.accessibleName() == name)


def losses(qtbot: QtBot, dialog: QWidget) -> list[str]:
    """What is left out or changed, once all articles have been looked through."""
    panel = dialog.findChild(LossPanel)
    assert isinstance(panel, LossPanel)
    qtbot.waitUntil(lambda: panel.text() != "Looking through all articles…")
    return panel.text().splitlines()


def field(dialog: QWidget) -> QLineEdit:
    return next(e for e in dialog.findChildren(QLineEdit) if e.accessibleName() == "File to write")


def preview(dialog: QWidget) -> str:
    found = dialog.findChild(RecordPreview)
    assert isinstance(found, RecordPreview)
    return found.toPlainText()


def message(dialog: QWidget) -> str:
    found = dialog.findChild(MessageBar)
    assert isinstance(found, MessageBar)
    return found.text()


def export(qtbot: QtBot, dialog: ExportDialog) -> None:
    button(dialog, "Export").click()
    qtbot.waitUntil(lambda: not dialog.is_running())


def keys(path: Path) -> list[str]:
    return [json.loads(line)["id"] for line in path.read_text(encoding="utf-8").splitlines()]


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


def test_filters_shape_preview_and_file(qtbot: QtBot, project: Project) -> None:
    dialog = open_dialog(qtbot, project)
    record = json.loads(preview(dialog))
    assert record["text"] == "Die Lotsin Ada Brink warnt vor Eis. 🚢"
    assert record["spans"][0]["text"] == "Lotsin Ada Brink"
    box(dialog, "Keep what is not article text").click()
    record = json.loads(preview(dialog))
    assert record["text"] == TEXT
    assert record["zones"] == [{"start": 0, "end": 8, "kind": "breadcrumb"}]
    status(dialog).choose_digit("3")
    export(qtbot, dialog)
    assert keys(project.path.with_name("hafen.jsonl")) == ["a"]
    assert message(dialog) == "1 article written. Left out by the filter: 1 new, 1 started."


def test_comments_go_along_if_asked(qtbot: QtBot, project: Project) -> None:
    project.apply(commands.AddComment(project.article_ids()[0], "s1", "Lotsin?", open=True))
    dialog = open_dialog(qtbot, project)
    assert "comments" not in json.loads(preview(dialog))
    box(dialog, "Add comments and flags").click()
    (comment,) = json.loads(preview(dialog))["comments"]
    assert (comment["span"], comment["text"], comment["open"]) == ("s1", "Lotsin?", True)
    export(qtbot, dialog)
    lines = project.path.with_name("hafen.jsonl").read_text("utf-8").splitlines()
    assert [len(json.loads(line)["comments"]) for line in lines] == [1, 0, 0]


def test_preview_says_why_an_article_is_left_out(qtbot: QtBot, project: Project) -> None:
    dialog = open_dialog(qtbot, project, 1)
    assert json.loads(preview(dialog))["id"] == "b"
    status(dialog).choose_digit("3")
    assert preview(dialog) == "This article is left out: it is not done."
    annotator(dialog).setCurrentText("mara")
    assert preview(dialog) == "This article is left out: for mara it is not done."
    status(dialog).choose_digit("2")
    assert preview(dialog) == "This article is left out: for mara it is not started or done."
    annotator(dialog).setCurrentText("jo")
    assert json.loads(preview(dialog))["annotator"] == "jo"


def test_preview_without_an_article(qtbot: QtBot, project: Project) -> None:
    assert preview(open_dialog(qtbot, project, None)) == "Open an article to see here what becomes of it."
    dialog = open_dialog(qtbot, project, 2)
    project.apply(commands.DeleteArticles((project.article_ids()[2],)))
    dialog.refresh_preview()
    assert preview(dialog) == "This article is not in the project any more."


def test_one_status_is_always_chosen(qtbot: QtBot, project: Project) -> None:
    dialog = open_dialog(qtbot, project)
    control = status(dialog)
    control.choose_digit("2")
    control.choose_digit("2")
    assert control.value() == "started"
    assert dialog.values()["status"] == "started"


def test_choices_come_back(qtbot: QtBot, project: Project, tmp_path: Path) -> None:
    dialog = open_dialog(qtbot, project)
    status(dialog).choose_digit("2")
    annotator(dialog).setCurrentText("jo")
    box(dialog, "Add open suggestions").click()
    box(dialog, "Add comments and flags").click()
    field(dialog).setText("anderswo.jsonl")
    values = dialog.values()
    assert json.loads(json.dumps(values)) == values
    again = open_dialog(qtbot, project, 0, values)
    assert again.values() == values
    assert again.out() == tmp_path / "anderswo.jsonl"
    other = Project.create(tmp_path / "fluss.annotator", "mara")
    elsewhere = open_dialog(qtbot, other, None, values)
    other.close()
    assert elsewhere.out() == tmp_path / "fluss.jsonl"
    assert annotator(elsewhere).currentText() == "Everyone"
    assert status(elsewhere).value() == "started"


def test_nonsense_choices_are_passed_over(qtbot: QtBot, project: Project) -> None:
    nonsense = {"status": "nearly", "annotator": 7, "keep_zones": "yes", "out": 3, "format": 4, "shard": 2}
    nonsense |= {"template": 3, "shares": 7, "seed": None, "split_by": 2, "place": "moon", "folder": 1}
    assert open_dialog(qtbot, project, 0, nonsense).values() == open_dialog(qtbot, project).values()


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


def test_escape_cancels_and_keeps_the_old_file(qtbot: QtBot, tmp_path: Path) -> None:
    project = Project.create(tmp_path / "viel.annotator", "mara")
    project.import_drafts([Draft(Article(0, str(n), "T", f"Meldung {n}.")) for n in range(2000)])
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


def test_preview_is_json_with_segments_on_one_line() -> None:
    record = {"text": 'a "b": [\n 1, 2]', "segments": [[10, 30], [41, 52]], "list": []}
    shown = indented(json.dumps(record).encode())
    assert json.loads(shown) == record
    assert "    [10, 30],\n    [41, 52]\n" in shown


def test_a_very_long_record_is_cut(qtbot: QtBot) -> None:
    view = RecordPreview()
    qtbot.addWidget(view)
    view.show_text("ä" * 200_000, coloured=True)
    text = view.toPlainText()
    assert len(text) < 60_000
    assert text.endswith("… (the rest is not shown here)")


def test_colours_count_in_utf16(qtbot: QtBot) -> None:
    view = RecordPreview()
    qtbot.addWidget(view)
    view.show_text('{\n  "🚢🚢": 7\n}', coloured=True)
    view.show()
    block = view.document().findBlockByNumber(1)
    qtbot.waitUntil(lambda: len(block.layout().formats()) == 2)
    # {, two spaces, then the key of four units in quotation marks, a colon, a space and the number.
    assert [(f.start, f.length) for f in block.layout().formats()] == [(2, 6), (10, 1)]


@pytest.mark.parametrize(
    ("report", "sentences"),
    [
        (ExportReport(), ["0 articles written."]),
        (ExportReport(written=1), ["1 article written."]),
        (ExportReport(written=1, not_done=1), ["1 article written, not done yet."]),
        (
            ExportReport(written=2, spans_in_zones=1, relations_in_zones=2),
            ["2 articles written.", "Left out with what is not article text: 1 span, 2 relations."],
        ),
        (
            ExportReport(written=2, spans_in_zones=3, foreign_relations=1),
            [
                "2 articles written.",
                "Left out with what is not article text: 3 spans.",
                "Left out, as a span at their end is not exported: 1 relation.",
            ],
        ),
        (
            ExportReport(written=2, spans_in_zones=1, comments_in_zones=2, foreign_comments=1, lacking=3),
            [
                "2 articles written.",
                "Left out with what is not article text: 1 span, 2 comments.",
                "Left out, as their span is not exported: 1 comment.",
                "Without an attribute that the codebook requires: 3 spans.",
            ],
        ),
    ],
)
def test_sentences_count_rightly(qtbot: QtBot, report: ExportReport, sentences: list[str]) -> None:
    assert wording.written(report) == sentences


def test_what_is_left_out_is_told_before(qtbot: QtBot, project: Project) -> None:
    dialog = open_dialog(qtbot, project)
    assert losses(qtbot, dialog) == [
        "3 articles go out, 2 of them not done.",
        "Cut out, as it is not article text: 1 zone.",
    ]
    box(dialog, "Keep what is not article text").click()
    assert losses(qtbot, dialog)[1:] == ["Nothing is left out."]
    status(dialog).choose_digit("3")
    assert losses(qtbot, dialog) == ["1 article goes out.", "Left out by the filter: 1 new, 1 started."]
    assert not project.path.with_name("hafen.jsonl").exists()


def test_a_query_takes_articles(qtbot: QtBot, project: Project) -> None:
    dialog = open_dialog(qtbot, project)
    query = next(e for e in dialog.findChildren(QLineEdit) if e.accessibleName() == "Articles that a query finds")
    QTest.keyClicks(query, "with:ACTOR")
    qtbot.waitUntil(lambda: "Left out by the query: 2 articles." in losses(qtbot, dialog))
    query.clear()
    QTest.keyClicks(query, "Kran")
    qtbot.waitUntil(lambda: preview(dialog) == "This article is left out: the query doesn't find it.")
    status(dialog).choose_digit("2")
    both = "This article is left out: the query doesn't find it, or it is not started or done."
    assert preview(dialog) == both
    status(dialog).choose_digit("1")
    query.clear()
    QTest.keyClicks(query, "label:NONSENSE")
    qtbot.waitUntil(lambda: "NONSENSE" in preview(dialog))
    query.clear()
    QTest.keyClicks(query, "with:ACTOR")
    qtbot.waitUntil(lambda: "NONSENSE" not in preview(dialog))
    export(qtbot, dialog)
    assert keys(project.path.with_name("hafen.jsonl")) == ["a"]


def test_labels_that_are_not_wanted_stay(qtbot: QtBot, project: Project) -> None:
    dialog = open_dialog(qtbot, project)
    labels = next(c for c in dialog.findChildren(SegmentedControl) if c.accessibleName() == "Labels")
    labels.choose(1)
    assert json.loads(preview(dialog))["spans"] == []
    found = losses(qtbot, dialog)
    assert "Left out, as their label, origin or agreement is not wanted: 1 span." in found


def test_articles_are_split_on_the_way(qtbot: QtBot, project: Project) -> None:
    dialog = open_dialog(qtbot, project)
    box(dialog, "Split articles that are not yet").click()
    assert losses(qtbot, dialog)[1].startswith("Split: train ")
    assert {row.split for row in project.summaries(project.article_ids())} == {None}
    box(dialog, "A folder with a file for each split").click()
    out = project.path.with_name("hafen-jsonl")
    assert field(dialog).text() == str(out)
    export(qtbot, dialog)
    assert "Split: train " in message(dialog)
    assert (out / "train.jsonl").is_file()
    assert None not in {row.split for row in project.summaries(project.article_ids())}


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


def test_a_crash_of_the_look_is_told(qtbot: QtBot, project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_args: object) -> None:
        raise RuntimeError("bug")

    monkeypatch.setattr(loss_panel, "run", crash)
    with qtbot.captureExceptions() as errors:
        dialog = open_dialog(qtbot, project)
        panel = dialog.findChild(LossPanel)
        assert isinstance(panel, LossPanel)
        qtbot.waitUntil(lambda: "Something went wrong" in panel.text())
    assert [kind for kind, _, _ in errors] == [RuntimeError]


def test_a_cancelled_export_tells_of_its_split(
    qtbot: QtBot, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = open_dialog(qtbot, project)
    box(dialog, "Split articles that are not yet").click()
    monkeypatch.setattr(Project, "export", lambda *_args: ExportReport(cancelled=True))
    button(dialog, "Export").click()
    qtbot.waitUntil(lambda: not dialog.is_running())
    assert message(dialog) == (
        "Cancelled: nothing was written. The articles have been split; undo takes that back."
    )


def test_closing_ends_the_look_at_all_articles(qtbot: QtBot, project: Project) -> None:
    dialog = open_dialog(qtbot, project)
    panel = dialog.findChild(LossPanel)
    assert isinstance(panel, LossPanel)
    panel._timer.setInterval(0)
    status(dialog).choose_digit("2")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
def test_each_format_shows_what_it_leaves_to_choose(qtbot: QtBot, project: Project, form: Format) -> None:
    dialog = open_dialog(qtbot, project)
    choice = combo(dialog, "Format")
    choice.setCurrentIndex(choice.findData(form.name))
    if form.suffixes:
        assert field(dialog).text().endswith(form.suffixes[0])
    controls = {
        "tokenizer": "Tokens",
        "misaligned": "Spans that don't begin and end with tokens",
        "scheme": "Tags",
        "place": "Spans",
        "delimiter": "What parts the cells",
    }
    shown = {name for name, title in controls.items() if combo(dialog, title).isVisible()}
    assert shown == form.options & controls.keys()
    assert button(dialog, "Template of messages…").isVisible() == ("template" in form.options)
    assert preview(dialog)
    export(qtbot, dialog)
    assert dialog.report is not None
    assert dialog.report.written == (3 if form.has_status else 1)


def test_a_data_card_goes_beside_the_file(qtbot: QtBot, project: Project) -> None:
    dialog = open_dialog(qtbot, project)
    box(dialog, "Data card (README.md) beside the file").click()
    box(dialog, "Split articles that are not yet").click()
    export(qtbot, dialog)
    card = project.path.with_name("hafen.jsonl.README.md").read_text("utf-8")
    assert "train/dev/test 80/10/10" in card
    box(dialog, "A folder with a file for each split").click()
    assert box(dialog, "Data card (README.md) beside the file").isHidden()
