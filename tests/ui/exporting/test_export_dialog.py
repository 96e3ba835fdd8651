"""The export dialog over a real project: what goes out, and the preview."""

from __future__ import annotations

import json
import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QStyle, QStyleOptionComboBox
from pytestqt.qtbot import QtBot

from annotator.core.errors import UserError
from annotator.formats.writers.streams import indented
from annotator.jobs.files import FORMATS, ExportReport, Format, Options
from annotator.project import Project, commands
from annotator.ui.exporting import libraries
from annotator.ui.exporting.choice_column import ChoiceColumn
from annotator.ui.exporting.record_preview import RecordPreview
from tests.ui.exporting.harbour import (
    TEXT,
    annotator,
    box,
    button,
    combo,
    export,
    field,
    harbour,
    keys,
    losses,
    message,
    open_dialog,
    preview,
    status,
)

project = harbour


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


@pytest.mark.parametrize(
    ("format", "number", "said"),
    [
        (
            "chat",
            2,
            "This format leaves the article out: it has no label and is not done. "
            "Mark it as done if it needs none.",
        ),
        (
            "attribution",
            0,
            "This format has nothing of the article. 1 span left out, as it belongs to no quote.",
        ),
    ],
)
def test_an_empty_preview_says_why(qtbot: QtBot, project: Project, format: str, number: int, said: str) -> None:
    dialog = open_dialog(qtbot, project, number)
    choice = combo(dialog, "Format")
    choice.setCurrentIndex([form.name for form in FORMATS].index(format))
    assert preview(dialog) == said


def test_the_files_of_the_article_come_first(qtbot: QtBot, project: Project) -> None:
    dialog = open_dialog(qtbot, project)
    choice = combo(dialog, "Format")
    for format, first in (("brat", "— a.txt —"), ("cas-xmi", "— a.xmi —"), ("cas-json", "— a.json —")):
        choice.setCurrentIndex([form.name for form in FORMATS].index(format))
        assert preview(dialog).startswith(first)


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


def test_what_a_format_has_no_place_for_is_not_offered(qtbot: QtBot, project: Project) -> None:
    dialog = open_dialog(qtbot, project)
    offered = [box(dialog, "Add open suggestions"), box(dialog, "Add comments and flags")]
    offered[0].click()
    assert [one.isVisible() for one in offered] == [True, True]
    formats = combo(dialog, "Format")
    formats.setCurrentIndex(formats.findData("conll"))
    assert [one.isVisible() for one in offered] == [False, False]
    again = open_dialog(qtbot, project, 0, dialog.values())
    assert again.values() == dialog.values()
    assert not box(again, "Add open suggestions").isVisible()
    formats.setCurrentIndex(0)
    assert [one.isVisible() for one in offered] == [True, True]
    assert offered[0].isChecked()


def test_nonsense_choices_are_passed_over(qtbot: QtBot, project: Project) -> None:
    nonsense = {"status": "nearly", "annotator": 7, "keep_zones": "yes", "out": 3, "format": 4, "shard": 2}
    nonsense |= {"template": 3, "shares": 7, "seed": None, "split_by": 2, "place": "moon", "folder": 1}
    assert open_dialog(qtbot, project, 0, nonsense).values() == open_dialog(qtbot, project).values()


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


def test_articles_are_split_on_the_way(qtbot: QtBot, project: Project) -> None:
    dialog = open_dialog(qtbot, project)
    box(dialog, "Split articles that are not yet").click()
    assert losses(qtbot, dialog)[1].startswith("Split: train ")
    assert "ACTOR" in losses(qtbot, dialog)[1]
    assert losses(qtbot, dialog)[2].endswith("parted: 0.")
    assert {row.split for row in project.summaries(project.article_ids())} == {None}
    box(dialog, "A folder with a file for each split").click()
    out = project.path.with_name("hafen-jsonl")
    assert field(dialog).text() == str(out)
    export(qtbot, dialog)
    assert "Split: train " in message(dialog)
    assert (out / "train.jsonl").is_file()
    assert None not in {row.split for row in project.summaries(project.article_ids())}


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


def test_shares_that_are_no_whole_are_told_of(qtbot: QtBot, project: Project) -> None:
    dialog = open_dialog(qtbot, project)
    box(dialog, "Split articles that are not yet").click()

    def hints() -> list[str]:
        return [t.text() for t in dialog.findChildren(QLabel) if t.isVisible() and t.text().startswith("Taken as")]

    assert hints() == []
    shares = next(
        e for e in dialog.findChildren(QLineEdit) if e.accessibleName() == "Shares of train, dev and test"
    )
    shares.setText("80/20/10")
    assert hints() == ["Taken as 72.7/18.2/9.1, which sums up to 100."]
    for other in ("80/10/10", "80/x"):
        shares.setText(other)
        assert hints() == []


def test_the_window_does_not_wait_for_a_library(
    qtbot: QtBot, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = next(form for form in FORMATS if form.name == "parquet")
    waiting, threads = threading.Event(), []

    def load(self: Format, options: Options) -> None:
        threads.append(threading.current_thread())
        assert waiting.wait(60)

    monkeypatch.setattr(libraries, "_loaded", set())
    monkeypatch.setattr(Format, "load", load)
    dialog = open_dialog(qtbot, project)
    choice = combo(dialog, "Format")
    choice.setCurrentIndex(choice.findData(form.name))
    assert preview(dialog) == "Loading what this format needs …"
    # Another format can be looked at meanwhile, and the same again is loaded once.
    choice.setCurrentIndex(choice.findData("jsonl"))
    assert json.loads(preview(dialog))["id"] == "a"
    choice.setCurrentIndex(choice.findData(form.name))
    assert preview(dialog) == "Loading what this format needs …"
    waiting.set()
    qtbot.waitUntil(lambda: not preview(dialog).startswith("Loading"))
    assert json.loads(preview(dialog))["id"] == "a"
    assert len(threads) == 1
    assert threads[0] is not threading.main_thread()
    assert losses(qtbot, dialog)[0].startswith("3 articles go out")


def test_a_library_that_is_not_installed_is_told_of(
    qtbot: QtBot, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(self: Format) -> None:
        raise UserError("It needs a library that isn't installed.")

    monkeypatch.setattr(libraries, "_loaded", set())
    monkeypatch.setattr(Format, "_load", fail)
    dialog = open_dialog(qtbot, project)
    choice = combo(dialog, "Format")
    choice.setCurrentIndex(choice.findData("spacy"))
    qtbot.waitUntil(lambda: preview(dialog) == "It needs a library that isn't installed.")


def test_what_goes_wrong_while_it_loads_is_not_waited_for(
    qtbot: QtBot, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    hooked: list[type[BaseException]] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, *_: hooked.append(kind))
    load, threads = Format.load, []

    def fail_first(self: Format, options: Options) -> None:
        threads.append(threading.current_thread())
        if len(threads) == 1:
            raise ZeroDivisionError
        load(self, options)

    monkeypatch.setattr(libraries, "_loaded", set())
    monkeypatch.setattr(Format, "load", fail_first)
    dialog = open_dialog(qtbot, project)
    choice = combo(dialog, "Format")
    choice.setCurrentIndex(choice.findData("spacy"))
    qtbot.waitUntil(lambda: hooked == [ZeroDivisionError])
    qtbot.waitUntil(lambda: not preview(dialog).startswith("Loading"))


def test_where_the_thread_cant_open_the_project_the_window_says_why(
    qtbot: QtBot, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> Project:
        raise UserError("It can't be opened.")

    monkeypatch.setattr(libraries, "_loaded", set())
    dialog = open_dialog(qtbot, project)
    monkeypatch.setattr(Project, "open", fail)
    choice = combo(dialog, "Format")
    choice.setCurrentIndex(choice.findData("parquet"))
    qtbot.waitUntil(lambda: not preview(dialog).startswith("Loading"))
    assert json.loads(preview(dialog))["id"] == "a"


def test_a_record_begins_at_the_left_whatever_its_language(qtbot: QtBot) -> None:
    view = RecordPreview()
    qtbot.addWidget(view)
    view.show_text("1\tإضراب\tB-ACTOR\nإضراب\tO", coloured=False)
    block = view.document().firstBlock()
    while block.isValid():
        assert block.textDirection() == Qt.LayoutDirection.LeftToRight
        block = block.next()


def test_columns_stand_below_each_other(qtbot: QtBot) -> None:
    view = RecordPreview()
    qtbot.addWidget(view)
    view.resize(160, 300)
    view.show()
    view.show_text("Die\tO\tO\nHafenarbeitergewerkschaft\tB-ACTOR\tO\n\nruft\tO\tB-CUE", coloured=False)
    assert [view.document().findBlockByNumber(n).layout().lineCount() for n in range(4)] == [1] * 4
    places: set[tuple[object, ...]] = set()
    for number in (0, 1, 3):
        block = view.document().findBlockByNumber(number)
        place = block.layout().lineAt(0).cursorToX(block.text().rindex("\t") + 1)
        assert isinstance(place, tuple)
        places.add(place)
    assert len({place[0] for place in places}) == 1
    for text in ("Die Hafenarbeitergewerkschaft ruft zum Streik auf.\n\n\tT1", "\t".join(["sehr breit"] * 20)):
        view.show_text(text, coloured=False)
        assert view.document().firstBlock().layout().lineCount() > 1


@pytest.mark.parametrize("name", ["spacy", "conll"])
def test_no_choice_of_a_format_is_cut_off(qtbot: QtBot, project: Project, name: str) -> None:
    dialog = open_dialog(qtbot, project)
    dialog.resize(1000, 700)
    choice = combo(dialog, "Format")
    choice.setCurrentIndex(choice.findData(name))
    for shown in (one for one in dialog.findChildren(QComboBox) if one.isVisible()):
        option = QStyleOptionComboBox()
        shown.initStyleOption(option)
        words = QStyle.SubControl.SC_ComboBoxEditField
        room = shown.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, words, shown).width()
        for number in range(shown.count()):
            assert shown.fontMetrics().horizontalAdvance(shown.itemText(number)) <= room
    hints = set()
    for number in range(2):
        combo(dialog, "Spans").setCurrentIndex(number)
        hints.add(dialog._format._place.text())
    assert len(hints) == 2
    assert dialog._format._place.isVisible()


def test_a_caption_that_is_too_long_says_so(qtbot: QtBot) -> None:
    column = ChoiceColumn("Choices")
    qtbot.addWidget(column)
    words = "Messages to train a language model, one of them for each article"
    box = column.add_combo("Format", {"one": words})
    for width, tip in ((200, words), (900, "")):
        column.resize(width, 60)
        column.grab()
        assert box.toolTip() == tip
