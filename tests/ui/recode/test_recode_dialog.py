"""The dialog that finds and replaces labels: what it finds, shows, offers, does and says."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from annotator.core.models import Actor
from annotator.project import Project, commands
from annotator.ui.parts import worker
from annotator.ui.recode import recode_search
from annotator.ui.recode.recode_dialog import RecodeDialog
from annotator.ui.recode.recoding import Recoding
from annotator.ui.session import Session
from tests.making import make_draft, make_relation, make_span

Key = Qt.Key
TEXT = "„Wir bleiben“, sagte sie. „Nie“, rief er."


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path) -> Iterator[Session]:
    spans = [
        make_span("QUOTE", (0, 13), id="q1", annotator="mara"),
        make_span("CUE", (15, 20), id="c1", annotator="mara"),
        make_span("QUOTE", (26, 31), id="q2", annotator="mara", attributes={"form": "direct"}),
        make_span("QUOTE", (0, 13), id="b1", annotator="bert"),
    ]
    links = [make_relation("cue", "q1", "c1", "mara")]
    project = Project.create(tmp_path / "p.annotator", "mara")
    project.import_drafts(make_draft(f"{TEXT} {n}", title=f"T{n}", spans=spans, relations=links) for n in range(3))
    project.apply(commands.CreateActor(Actor("o", "Mara Ohlsen", "person")))
    session = Session()
    session.adopt(project)
    session.show(1)
    yield session
    session.close()
    assert not worker._running


@pytest.fixture
def dialog(qtbot: QtBot, session: Session) -> Iterator[RecodeDialog]:
    window = QWidget()
    qtbot.addWidget(window)
    project = session.project
    assert project is not None
    dialog = RecodeDialog(session, project, "", window)
    with qtbot.waitExposed(dialog):
        dialog.show()
    yield dialog
    dialog.close()
    qtbot.waitUntil(lambda: not worker._running)


def find(qtbot: QtBot, dialog: RecodeDialog, text: str) -> list[str]:
    """The lines that a query brings."""
    dialog.line.setText(text)
    dialog.look()
    qtbot.waitUntil(lambda: not dialog.is_looking)
    return [f"{m.article_id}{m.span_id}" for m in map(dialog.preview.mention, range(dialog.preview.rowCount()))]


def said(dialog: RecodeDialog) -> str:
    hint = dialog._hint
    assert isinstance(hint, QLabel)
    return hint.text()


def choose(dialog: RecodeDialog, kind: str) -> None:
    dialog.actions_row.kind.setCurrentIndex(dialog.actions_row.kind.findData(kind))


def apply(qtbot: QtBot, dialog: RecodeDialog) -> str:
    told: list[str] = []
    dialog.told.connect(told.append)
    QTest.mouseClick(dialog.apply_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not dialog.is_looking)
    # Nobody manages windows here: if it took long, a dialog was shown, and none is active since.
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    return told[-1] if told else ""


def test_quotes_of_a_cue_without_a_form_become_direct(
    qtbot: QtBot, dialog: RecodeDialog, session: Session
) -> None:
    found = find(qtbot, dialog, "label:QUOTE form:none cue:{sagte, erklärte}")
    assert found == ["1q1", "2q1", "3q1"]
    assert said(dialog) == "3 labels found"
    assert dialog.actions_row.attribute.currentData() == "form"
    assert dialog.preview.change(0) == ("not set", "direct")
    assert dialog.apply_button.text() == "Change 3 labels"
    dialog.view.setFocus()
    dialog.view.setCurrentIndex(dialog.preview.index(1))
    QTest.keyClick(dialog.view, Key.Key_Space)
    assert dialog.apply_button.text() == "Change 2 labels"
    assert apply(qtbot, dialog) == "2 labels changed."
    assert session.spans["q1"].attributes == {"form": "direct"}
    assert find(qtbot, dialog, "form:none") == ["2q1"]
    session.undo()
    assert find(qtbot, dialog, "form:none") == ["1q1", "2q1", "3q1"]


def test_what_would_not_change_is_said_and_neither_ticked_nor_counted(qtbot: QtBot, dialog: RecodeDialog) -> None:
    find(qtbot, dialog, "form:any or label:CUE")
    preview = dialog.preview
    assert preview.fate(0) == (commands.recode.Fate.REFUSED, "CUE has no attribute form")
    assert preview.fate(1) == (commands.recode.Fate.SAME, "")
    assert "is so already" in str(preview.data(preview.index(1), Qt.ItemDataRole.AccessibleTextRole))
    preview.tick(1, on=True)
    assert not any(preview.is_ticked(row) for row in range(6))
    assert not preview.flags(preview.index(1)) & Qt.ItemFlag.ItemIsUserCheckable
    assert said(dialog) == "6 labels found · 0 would change"
    assert (dialog.apply_button.text(), dialog.apply_button.isEnabled()) == ("Nothing to change", False)
    value = dialog.actions_row.value
    value.setCurrentIndex(value.findData("indirect"))
    assert said(dialog) == "6 labels found · 3 would change"
    assert [preview.is_ticked(row) for row in (0, 1)] == [False, True]
    assert dialog.apply_button.text() == "Change 3 labels"
    assert apply(qtbot, dialog) == "3 labels changed. 3 were left: CUE has no attribute form."


def test_what_changes_is_counted_beyond_the_lines_that_are_here(
    qtbot: QtBot, dialog: RecodeDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recode_search, "PAGE", 2)
    dialog.view.setFixedHeight(20)
    find(qtbot, dialog, "label:QUOTE or label:CUE")
    assert not dialog.preview.is_complete
    assert said(dialog) == "9 labels found · 3 would change"
    assert dialog.apply_button.text() == "Change 3 labels"
    dialog.preview.tick(0, on=False)
    assert dialog.apply_button.text() == "Change 2 labels"
    choose(dialog, "delete")
    qtbot.waitUntil(lambda: not dialog.is_looking)
    assert dialog.apply_button.text() == "Change 8 labels"


def test_a_line_tells_its_article_and_whose_label_it_is(qtbot: QtBot, dialog: RecodeDialog) -> None:
    find(qtbot, dialog, "form:none")
    assert [dialog.preview.place(row) for row in range(2)] == [("T0", ""), ("T1", "")]
    without = dialog.view.grab().toImage()
    dialog.everyone.click()
    qtbot.waitUntil(lambda: not dialog.is_looking)
    assert {dialog.preview.place(row) for row in range(2)} == {("T0", "mara"), ("T0", "bert")}
    assert dialog.view.grab().toImage() != without


def test_others_labels_are_counted_where_there_are_none_of_ones_own(qtbot: QtBot, dialog: RecodeDialog) -> None:
    find(qtbot, dialog, "by:bert")
    assert said(dialog) == "0 labels found · 3 of other annotators"
    assert "Other annotators" in dialog.view.hint()
    find(qtbot, dialog, "form:indirect")
    assert said(dialog) == "0 labels found"
    assert "There is no such label" in dialog.view.hint()
    find(qtbot, dialog, "(form:indirect")
    assert "The bracket at character 1 is not closed." in dialog.view.hint()
    find(qtbot, dialog, "")
    assert "Type above" in dialog.view.hint()


def test_what_fails_after_the_dialog_is_gone_is_not_told_to_it(session: Session) -> None:
    project = session.project
    assert project is not None
    window = QWidget()
    dialog = RecodeDialog(session, project, "", window)
    dialog.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not isValid(dialog)
    session.failed.emit("No room on the disk.")


def test_undo_in_the_dialog(qtbot: QtBot, dialog: RecodeDialog, session: Session) -> None:
    QTest.keyClicks(dialog.line, "form:none")
    find(qtbot, dialog, "form:none")
    apply(qtbot, dialog)
    assert dialog.foot.text() == "3 labels changed."
    assert dialog.foot.is_undoable
    (button,) = (b for b in dialog.foot.findChildren(QPushButton) if b.text() == "Undo")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not dialog.is_looking)
    assert (dialog.preview.rowCount(), dialog.foot.text()) == (3, "Undone: labels replaced")
    assert session.spans["q1"].attributes == {}
    assert not dialog.foot.is_undoable
    apply(qtbot, dialog)
    dialog.line.setFocus()
    QTest.keyClick(dialog.line, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert (dialog.line.text(), session.spans["q1"].attributes) == ("form:none", {})
    qtbot.waitUntil(lambda: not dialog.is_looking)
    apply(qtbot, dialog)
    session.run(commands.SetNote(1, "q1", "danach"))
    assert not dialog.foot.is_undoable


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("form:dircet", "Did you mean direct?"),
        ("status:done", "This finds articles"),
        ("", "Say which labels"),
        ("form:indirect", "0 labels found"),
    ],
)
def test_nothing_to_do(qtbot: QtBot, dialog: RecodeDialog, text: str, sentence: str) -> None:
    assert find(qtbot, dialog, text) == []
    assert sentence in said(dialog)
    assert not dialog.apply_button.isEnabled()


def test_labels_are_replaced(qtbot: QtBot, dialog: RecodeDialog, session: Session) -> None:
    find(qtbot, dialog, "label:CUE")
    choose(dialog, "label")
    dialog.actions_row.label.setCurrentIndex(dialog.actions_row.label.findData("ACTOR"))
    assert dialog.preview.change(0) == ("Cue", "Actor")
    assert apply(qtbot, dialog) == "3 labels changed."
    assert session.spans["c1"].label == "ACTOR"


def test_an_actor_is_found_by_name(qtbot: QtBot, dialog: RecodeDialog, session: Session) -> None:
    session.run(commands.RelabelSpan(1, "c1", "ACTOR"))
    find(qtbot, dialog, "label:ACTOR")
    choose(dialog, "actor")
    entry = dialog.actions_row.entry
    qtbot.waitUntil(lambda: entry.name_of("o") is not None)
    entry.setFocus()
    QTest.keyClicks(entry, "ohl")
    assert not dialog.apply_button.isEnabled()
    QTest.keyClick(entry, Key.Key_Return)
    assert (entry.text(), entry.entry_id) == ("Mara Ohlsen", "o")
    assert dialog.preview.change(0) == ("not set", "Mara Ohlsen")
    assert apply(qtbot, dialog) == "1 label changed."
    assert session.spans["c1"].actor_id == "o"
    entry.setText("")
    entry.entry_id = None
    find(qtbot, dialog, "actor:any")
    assert dialog.preview.change(0) == ("Mara Ohlsen", "not set")


def test_notes_flags_and_deletion(qtbot: QtBot, dialog: RecodeDialog, session: Session) -> None:
    find(qtbot, dialog, "label:QUOTE")
    choose(dialog, "note")
    assert not dialog.apply_button.isEnabled()
    dialog.actions_row.line.setText("prüfen")
    assert apply(qtbot, dialog) == "6 labels changed."
    assert session.spans["q1"].note == "prüfen"
    choose(dialog, "flag")
    dialog.actions_row.line.setText("Wer spricht?")
    assert apply(qtbot, dialog) == "6 labels changed."
    assert len(session.comments) == 2
    choose(dialog, "delete")
    assert dialog.preview.change(0) == ("", "deleted")
    assert apply(qtbot, dialog) == "6 labels changed."
    assert set(session.spans) == {"c1", "b1"}


def test_free_values_and_refused_ones(qtbot: QtBot, dialog: RecodeDialog) -> None:
    row = dialog.actions_row
    row.attribute.setCurrentIndex(row.attribute.findData("category"))
    assert row.line.isVisible()
    row.line.setText("Forderung")
    assert row.action() == commands.recode.SetValue("category", "Forderung")
    row.line.clear()
    assert row.action() == commands.recode.SetValue("category", None)


def test_further_pages(qtbot: QtBot, dialog: RecodeDialog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recode_search, "PAGE", 4)
    dialog.view.setFixedHeight(20)
    found = find(qtbot, dialog, "label:any")
    assert said(dialog) == "9 labels found · 0 would change"
    while dialog.preview.canFetchMore():
        dialog.preview.fetchMore()
        qtbot.waitUntil(lambda: not dialog.is_looking)
    keys = [dialog.preview._key(row) for row in range(dialog.preview.rowCount())]
    assert len(found) >= 4
    assert len(keys) == len(set(keys)) == 9


def test_a_line_is_shown_in_the_text(qtbot: QtBot, dialog: RecodeDialog) -> None:
    find(qtbot, dialog, "label:CUE")
    dialog.line.setFocus()
    QTest.keyClick(dialog.line, Key.Key_Return)
    assert dialog.view.hasFocus()
    with qtbot.waitSignal(dialog.mention_chosen) as caught:
        QTest.keyClick(dialog.view, Key.Key_Return)
    assert caught.args == [1, "c1"]


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_one_dialog_with_what_the_list_is_searched_by(qtbot: QtBot, session: Session) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    searched = "label:CUE"
    recoding = Recoding(session, window, lambda: searched, lambda _register, _typed: ())
    recoding.replace_labels()
    first = recoding.dialog
    assert first is not None
    assert first.line.text() == "label:CUE"
    recoding.replace_labels()
    assert recoding.dialog is first
    QTest.keyClick(first.line, Key.Key_Escape)
    assert recoding.dialog is None
    searched = "Hafen"
    recoding.replace_labels()
    assert recoding.dialog is not None
    assert recoding.dialog.line.text() == ""
    session.close()
    assert recoding.dialog is None
    qtbot.waitUntil(lambda: not worker._running)
