"""Filtering by labels and replacing them by key, from the window to the file and back by one undo."""

from __future__ import annotations

from contextlib import closing

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.core.models import Actor, Draft
from annotator.project import Project, commands
from annotator.ui.parts import worker
from annotator.ui.recode.recode_dialog import RecodeDialog
from annotator.ui.recode.recoding import Recoding
from annotator.ui.register.registering import Registering
from tests.end_to_end.window import CTRL, POPUPS, SHIFT, Driver, Key, Windows, click_key, open_windows
from tests.making import make_draft, make_relation, make_span, query, segments_in

windows = open_windows

TEXT = "Die Werft ruht. „Wir bleiben“, sagte Ohlsen. „Nie wieder“, erklärte Kok. „Doch“, rief sie."
QUOTES = {"q1": "„Wir bleiben“", "q2": "„Nie wieder“", "q3": "„Doch“"}
CUES = {"q1": "sagte", "q2": "erklärte", "q3": "rief"}


def draft(title: str, annotator: str = "Mara") -> Draft:
    text = f"{TEXT} {title}"
    spans = [make_span("QUOTE", *segments_in(text, QUOTES[q]), id=q, annotator=annotator) for q in QUOTES]
    spans += [make_span("CUE", *segments_in(text, CUES[q]), id=f"{q}c", annotator=annotator) for q in CUES]
    return make_draft(
        text, title=title, spans=spans, relations=[make_relation("cue", q, f"{q}c", annotator) for q in QUOTES]
    )


def forms(driver: Driver, article_id: int) -> list[str | None]:
    spans = {span["id"]: span for span in driver.record(article_id)["spans"]}
    return [spans[q]["attributes"]["form"] for q in QUOTES]


def dialog_of(driver: Driver) -> RecodeDialog:
    recoding = driver.window.controllers.controller("recoding")
    assert isinstance(recoding, Recoding)
    assert recoding.dialog is not None
    return recoding.dialog


@POPUPS
def test_quotes_without_a_form_by_their_cue_and_back_by_one_undo(windows: Windows, qtbot: QtBot) -> None:
    driver = windows.open(draft("Eins"), draft("Zwei"), make_draft("Ein Text ohne Zitat."))
    before = query(driver.project.path, "select * from span")
    driver.press(Key.Key_H, CTRL)
    dialog = dialog_of(driver)
    # The person's keyboard has the umlaut; the test's has not.
    QTest.keyClicks(dialog.line, "label:QUOTE form:none cue:{sagte, ")
    dialog.line.insert("erklärte}")
    qtbot.waitUntil(lambda: dialog.preview.rowCount() == 4 and not dialog.is_looking)
    assert dialog.actions_row.attribute.currentText() == "Form (Quote)"
    assert [dialog.preview.change(row) for row in range(4)] == [("not set", "direct")] * 4
    click_key(dialog.apply_button, Key.Key_Space)
    qtbot.waitUntil(lambda: not dialog.is_looking)
    assert forms(driver, 1) == forms(driver, 2) == ["direct", "direct", None]
    assert driver.told == "4 labels changed."
    assert [span.attributes.get("form") for span in driver.spans if span.label == "QUOTE"] == [
        "direct",
        "direct",
        None,
    ]
    click_key(dialog.line, Key.Key_Escape)
    QApplication.processEvents()
    driver.front()
    driver.pane.setFocus()
    driver.press("z", CTRL)
    assert query(driver.project.path, "select * from span") == before
    driver.press("z", CTRL | SHIFT)
    assert forms(driver, 2) == ["direct", "direct", None]


def test_the_list_shows_what_a_query_finds_and_the_text_its_first_label(windows: Windows, qtbot: QtBot) -> None:
    driver = windows.open(make_draft("Ein Text ohne Zitat.", title="Leer"), draft("Eins"), draft("Zwei"))
    driver.press("f", CTRL)
    QTest.keyClicks(driver.window.articles.search_field, "cue:rief ")
    qtbot.waitUntil(lambda: list(driver.window.articles._model.ids) == [2, 3])
    driver.press(Key.Key_Down)
    qtbot.waitUntil(lambda: driver.title == "Eins")
    assert driver.active.id == "q3"
    driver.press(Key.Key_Down)
    qtbot.waitUntil(lambda: driver.title == "Zwei")
    assert driver.active.id == "q3"
    driver.press("f", CTRL)
    driver.press(Key.Key_Escape)
    qtbot.waitUntil(lambda: list(driver.window.articles._model.ids) == [1, 2, 3])


@POPUPS
def test_names_of_the_registers_are_completed_and_found_by_a_part(windows: Windows, qtbot: QtBot) -> None:
    path = windows.project(draft("Eins"), draft("Zwei"))
    with closing(Project.open(path, "Mara")) as project:
        start = f"{TEXT} Zwei".index("Ohlsen")
        change = project.apply(commands.AddSpan(2, "ACTOR", ((start, start + 6),)))
        assert change is not None
        mention = (2, change.rows[0].row_id)
        project.apply(commands.SetActor((mention,), None, Actor("o", "Merle Ohlsen", "person", ("Classen",))))
    driver = windows.open(path=path)
    registering = driver.window.controllers.controller("registering")
    assert isinstance(registering, Registering)
    qtbot.waitUntil(lambda: registering.index.ready)
    driver.press("f", CTRL)
    line = driver.window.articles.search_field
    QTest.keyClicks(line, "actor:mer")
    assert line.is_suggesting
    driver.press(Key.Key_Down)
    driver.press(Key.Key_Return)
    assert line.text() == 'actor:"Merle Ohlsen" '
    qtbot.waitUntil(lambda: list(driver.window.articles._model.ids) == [2])
    for found in ("actor:classen", "actor:ohlsen", "actor:=classen"):
        line.setText(found)
        driver.window.articles._load()
        qtbot.waitUntil(lambda: list(driver.window.articles._model.ids) == [2])
        line.setText("")
        driver.window.articles._load()
        qtbot.waitUntil(lambda: list(driver.window.articles._model.ids) == [1, 2])
    driver.press(Key.Key_H, CTRL)
    dialog = dialog_of(driver)
    QTest.keyClicks(dialog.line, "actor:mer")
    assert dialog.line.is_suggesting
    dialog.close()
    qtbot.waitUntil(lambda: not worker._running)


def test_a_window_may_close_while_it_searches(windows: Windows, qtbot: QtBot) -> None:
    driver = windows.open(*(draft(f"Artikel {n}") for n in range(40)))
    driver.window.articles.search_field.setText("text:nirgends or cue:rief")
    driver.window.articles._load()
    driver.close()
    qtbot.waitUntil(lambda: not worker._running)
