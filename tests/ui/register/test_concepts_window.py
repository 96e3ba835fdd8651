"""The window of the concepts, driven by mouse and key, and what is in the project then."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from annotator import commands as do
from annotator.core.models import Concept
from annotator.project import Project
from annotator.ui.files import file_dialogs
from annotator.ui.register.concepts_merging import MergeConceptsDialog, SplitConceptDialog
from annotator.ui.register.concepts_window import ConceptsWindow
from annotator.ui.register.index import RegisterIndex
from annotator.ui.session import Session
from tests.commands.registers import drafts
from tests.end_to_end.window import answering

Key = Qt.Key
ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
NOTHING = Qt.KeyboardModifier.NoModifier
TREE = (("ferry", None), ("night", "ferry"), ("port", None), ("quay", None))
NAMES = {
    "ferry": "Die Fähre soll fahren",
    "night": "Die Nachtfähre soll fahren",
    "port": "Hafengebühren sollen sinken",
    "quay": "Kais sollen wachsen",
}


@pytest.fixture
def session(make_project: Callable[..., Project], qtbot: QtBot) -> Iterator[Session]:
    project = make_project(*drafts())
    for id_, parent in TREE:
        project.apply(do.CreateConcept(Concept(id_, NAMES[id_], parent)))
    project.apply(do.SetConcept(((1, "c1"), (2, "d1")), "ferry"))
    project.apply(do.SetAttribute(2, "d1", "stance", "oppose"))
    session = Session()
    session.open(project.path, "anna")
    yield session
    session.close()


@pytest.fixture
def window(session: Session, qtbot: QtBot) -> Iterator[ConceptsWindow]:
    main = QWidget()
    qtbot.addWidget(main)
    index = RegisterIndex(session, main)
    qtbot.waitUntil(lambda: index.ready)
    window = ConceptsWindow(session, index, main)
    window.show()
    window.activateWindow()
    qtbot.waitExposed(window)
    qtbot.waitUntil(lambda: bool(window.page.view.selected()))
    yield window
    window.close()


def test_where_others_are_not_shown_their_claims_are_counted_alone(
    session: Session, window: ConceptsWindow, qtbot: QtBot
) -> None:
    page = window.page
    qtbot.waitUntil(lambda: page.mentions.rowCount() == 2)
    assert page._heading.text() == "2 claims"
    session.set_everyone(False)
    qtbot.waitUntil(lambda: page.mentions.rowCount() == 1)
    qtbot.waitUntil(lambda: page._heading.text() == "1 claim · 1 not shown")
    qtbot.waitUntil(lambda: "oppose" not in page.form.stances.text())
    session.set_everyone(True)
    qtbot.waitUntil(lambda: page._heading.text() == "2 claims")


def tree(session: Session) -> dict[str, str | None]:
    assert session.project is not None
    return {id_: concept.parent for id_, concept in session.project.register.concepts().items()}


def press(widget: QWidget, key: Qt.Key | str, modifiers: Qt.KeyboardModifier = NOTHING) -> None:
    QTest.keyClick(widget, key, modifiers)  # type: ignore[arg-type]
    QApplication.processEvents()


def shown(window: ConceptsWindow, parent: QModelIndex | None = None) -> list[str]:
    model, above = window.page.model, parent or QModelIndex()
    return [str(model.index(row, 0, above).data()) for row in range(model.rowCount(above))]


def button(window: QWidget, text: str) -> QAbstractButton:
    return next(b for b in window.findChildren(QPushButton) if b.text() == text)


def chosen(window: ConceptsWindow) -> list[str]:
    return [concept.id for concept in window.page.view.selected()]


def test_tree_and_the_chosen_concept(window: ConceptsWindow, qtbot: QtBot) -> None:
    page = window.page
    assert shown(window) == [NAMES["ferry"], NAMES["port"], NAMES["quay"]]
    assert shown(window, page.model.index_of("ferry")) == [NAMES["night"]]
    page.show_concept("night")
    assert chosen(window) == ["night"]
    assert page.form.place.text() == NAMES["ferry"]
    page.show_concept("ferry")
    assert page.form.name.toPlainText() == NAMES["ferry"]
    qtbot.waitUntil(lambda: page.form.stances.text() == "oppose 1 · not set 1")
    assert page.mentions.rowCount() == 2
    assert page.model.index_of("ferry").siblingAtColumn(1).data() == "2"


def test_no_stance_where_the_codebook_has_none(window: ConceptsWindow, qtbot: QtBot) -> None:
    assert window.page.form.stances.isVisible()
    session = window.page._session
    assert session.project is not None
    from dataclasses import replace

    book = session.project.codebook
    labels = tuple(replace(label, attributes=()) for label in book.labels)
    session.project.codebook = replace(book, labels=labels)
    window.page.show_concept("port")
    qtbot.waitUntil(lambda: not window.page.form.stances.isVisible())


def test_search_and_similar(window: ConceptsWindow) -> None:
    page = window.page
    page.view.setFocus()
    press(page.view, "s")
    for letter in "inken":
        press(page.search, letter)
    assert shown(window) == [NAMES["port"]]
    assert chosen(window) == ["port"]
    page.search.type_on("Nachtfähren fahren")
    assert shown(window)[0] == NAMES["night"]
    page.search.type_on("Zylinder")
    assert shown(window) == []
    assert not page.form.isEnabled()
    press(page.search, Key.Key_Escape)
    assert len(shown(window)) == 3
    assert window.isVisible()


def test_rename_by_key(window: ConceptsWindow, session: Session, qtbot: QtBot) -> None:
    page = window.page
    page.show_concept("port")
    press(page.view, Key.Key_F2)
    assert page.form.name.hasFocus()
    QTest.keyClicks(page.form.name, "Hafen kosten nichts")
    press(page.form.name, Key.Key_Return)
    assert session.project is not None
    found = session.project.register.concept("port")
    assert found is not None
    assert found.name == "Hafen kosten nichts"
    assert shown(window) == [NAMES["ferry"], "Hafen kosten nichts", NAMES["quay"]]
    assert chosen(window) == ["port"]
    page.form.note.setFocus()
    QTest.keyClicks(page.form.note, "Notiz")
    page.view.setFocus()
    found = session.project.register.concept("port")
    assert found is not None
    assert found.note == "Notiz"
    press(window, Key.Key_Z, CTRL)
    press(window, Key.Key_Z, CTRL)
    assert shown(window)[1] == NAMES["port"]
    press(window, Key.Key_Z, CTRL | SHIFT)
    assert shown(window)[1] == "Hafen kosten nichts"


def test_empty_sentence_is_refused(window: ConceptsWindow, session: Session) -> None:
    page = window.page
    concept = chosen(window)[0]
    page.form.name.setPlainText(" ")
    page.form.note.setPlainText("Eine Notiz.")
    page.form.save()
    assert window.foot.text() == "A concept needs a name."
    assert page.form.name.property("role") == "wrong"
    assert session.project is not None
    found = session.project.register.concept(concept)
    assert found is not None
    assert (found.name, found.note) == (NAMES[concept], "Eine Notiz.")
    page.form.name.setPlainText("Ein anderer Satz")
    page.form.save()
    assert window.foot.text() == ""
    assert page.form.name.property("role") != "wrong"


def test_what_is_written_of_a_concept_that_is_deleted_elsewhere_is_not_another_ones(
    window: ConceptsWindow, session: Session
) -> None:
    page = window.page
    page.show_concept("quay")
    page.form.note.setFocus()
    QTest.keyClicks(page.form.note, "Notiz")
    assert session.project is not None
    with closing(Project.open(session.project.path, "berta")) as other:
        other.apply(do.DeleteConcept("quay"))
    session.poll()
    QApplication.processEvents()
    assert window.foot.text() == f"“{NAMES['quay']}” is not among the concepts any more."
    assert window.focusWidget() is page.view
    window.close()
    assert all(concept.note is None for concept in session.project.register.concepts().values())


def test_new_ones(window: ConceptsWindow, session: Session) -> None:
    page = window.page
    page.show_concept("night")
    button(window, "New").click()
    assert page.form.name.hasFocus()
    beside = chosen(window)[0]
    assert tree(session)[beside] == "ferry"
    button(window, "New below").click()
    assert tree(session)[chosen(window)[0]] == beside
    assert page.view.isExpanded(page.model.index_of(beside))


def test_move_by_key(window: ConceptsWindow, session: Session) -> None:
    page = window.page
    page.show_concept("quay")
    press(page.view, Key.Key_Right, ALT)
    assert tree(session)["quay"] == "port"
    assert page.view.isExpanded(page.model.index_of("port"))
    assert chosen(window) == ["quay"]
    press(page.view, Key.Key_Left, ALT)
    assert tree(session)["quay"] is None
    press(page.view, Key.Key_X, CTRL)
    assert "1 concept taken" in window.foot.text()
    page.show_concept("night")
    press(page.view, Key.Key_V, CTRL)
    assert tree(session)["quay"] == "night"
    press(window, Key.Key_Z, CTRL)
    assert tree(session)["quay"] is None


def test_not_below_itself(window: ConceptsWindow, session: Session) -> None:
    page = window.page
    page.show_concept("ferry")
    press(page.view, Key.Key_X, CTRL)
    page.show_concept("night")
    press(page.view, Key.Key_V, CTRL)
    press(page.view, Key.Key_Right, ALT)
    assert tree(session) == dict(TREE)


def test_drop(window: ConceptsWindow, session: Session, qtbot: QtBot) -> None:
    model = window.page.model
    data = model.mimeData([model.index_of("night"), model.index_of("ferry")])
    move = Qt.DropAction.MoveAction
    assert not model.canDropMimeData(data, move, -1, -1, model.index_of("night"))
    assert model.canDropMimeData(data, move, -1, -1, model.index_of("port"))
    model.dropMimeData(data, move, -1, -1, model.index_of("port"))
    qtbot.waitUntil(lambda: tree(session)["ferry"] == "port")
    # What lies below it goes along, and one undo takes all of it back.
    assert tree(session)["night"] == "ferry"
    window.undo()
    assert tree(session) == dict(TREE)
    data = model.mimeData([model.index_of("night")])
    model.dropMimeData(data, move, -1, -1, QModelIndex())
    qtbot.waitUntil(lambda: tree(session)["night"] is None)


def test_merge(window: ConceptsWindow, session: Session) -> None:
    page = window.page
    page.show_concept("ferry")
    seen: list[str] = []

    def choose(dialog: QDialog) -> None:
        assert isinstance(dialog, MergeConceptsDialog)
        QTest.keyClicks(dialog.search, "hafeng")
        seen.append(dialog.preview())
        QTest.keyClick(dialog.search, Key.Key_Return)

    with answering(QDialog, choose):
        button(window, "Merge into…").click()
    assert seen == [
        f"{NAMES['port']}\n2 claims in all, 2 of them from: {NAMES['ferry']}\n1 concept below goes along"
    ]
    assert tree(session) == {"night": "port", "port": None, "quay": None}
    assert chosen(window) == ["port"]
    assert page.mentions.rowCount() == 0 or page.mentions.mention(0) is not None
    button(window, "Undo").click()
    assert tree(session) == dict(TREE)


def test_merge_offers_all_concepts_while_nothing_is_typed(window: ConceptsWindow, session: Session) -> None:
    concepts = [window.page._index.concepts.values["port"]]
    dialog = MergeConceptsDialog(concepts, window.page._index, window)
    offered = {dialog.list.item(row).data(Qt.ItemDataRole.UserRole) for row in range(dialog.list.count())}
    assert offered == {"ferry", "night", "quay"}
    dialog.deleteLater()


def test_merge_of_several_offers_them(window: ConceptsWindow, session: Session) -> None:
    page = window.page
    page.show_concept("quay", "ferry")
    with answering(QDialog, lambda dialog: dialog.accept()):
        button(window, "Merge into…").click()
    # The one with more claims stays.
    assert tree(session) == {"ferry": None, "night": "ferry", "port": None}


def test_merge_can_be_left(window: ConceptsWindow, session: Session) -> None:
    with answering(QDialog, lambda dialog: QTest.keyClick(dialog, Key.Key_Escape)):
        button(window, "Merge into…").click()
    assert tree(session) == dict(TREE)


def test_split(window: ConceptsWindow, session: Session, qtbot: QtBot) -> None:
    page = window.page
    page.show_concept("ferry")
    qtbot.waitUntil(lambda: page.mentions.rowCount() == 2)
    assert not button(window, "Split off the selected…").isEnabled()
    page.concordance.selectRow(1)

    def split(dialog: QDialog) -> None:
        assert isinstance(dialog, SplitConceptDialog)
        dialog.name.clear()
        dialog.accept()
        assert dialog.isVisible()
        QTest.keyClicks(dialog.name, "Alles soll ruhen")
        QTest.keyClick(dialog.name, Key.Key_Return)

    with answering(QDialog, split):
        button(window, "Split off the selected…").click()
    (new,) = set(tree(session)) - set(NAMES)
    assert chosen(window) == [new]
    assert session.project is not None
    assert [m.span_id for m in session.project.register.concept_mentions(new)] == ["d1"]
    qtbot.waitUntil(lambda: page.model.index_of(new).siblingAtColumn(1).data() == "1")


def test_delete_asks_where_claims_say_it(window: ConceptsWindow, session: Session) -> None:
    page = window.page
    page.show_concept("ferry")
    with answering(QDialog, lambda box: QTest.keyClick(box, Key.Key_Escape)):
        press(page.view, Key.Key_Delete)
    assert tree(session) == dict(TREE)

    def confirm(box: QDialog) -> None:
        assert isinstance(box, QMessageBox)
        assert "2 claims stay" in box.informativeText()
        button(box, "Delete").click()

    with answering(QDialog, confirm):
        press(page.view, Key.Key_Delete)
    assert tree(session) == {"night": None, "port": None, "quay": None}
    page.show_concept("quay")
    press(page.view, Key.Key_Delete)
    assert "quay" not in tree(session)


def test_claim_is_opened(window: ConceptsWindow, qtbot: QtBot) -> None:
    page, said = window.page, []
    window.mention_chosen.connect(lambda article, span: said.append((article, span)))
    page.show_concept("ferry")
    qtbot.waitUntil(lambda: page.mentions.rowCount() == 2)
    page.concordance.selectRow(1)
    press(page.concordance, Key.Key_Return)
    place = page.concordance.visualRect(page.mentions.index(0, 0)).center()
    for click in (QTest.mouseClick, QTest.mouseDClick):
        click(page.concordance.viewport(), Qt.MouseButton.LeftButton, NOTHING, place)
    assert said == [(2, "d1"), (1, "c1")]


def test_follows_the_project(window: ConceptsWindow, session: Session, qtbot: QtBot) -> None:
    page = window.page
    page.show_concept("ferry")
    assert session.project is not None
    other = Project.open(session.project.path, "ben")
    other.apply(do.CreateConcept(Concept("new", "Alles soll ruhen", "ferry")))
    other.apply(do.SetConcept(((2, "d1"),), "new"))
    other.close()
    session.poll()
    assert shown(window, page.model.index_of("ferry")) == ["Alles soll ruhen", NAMES["night"]]
    assert chosen(window) == ["ferry"]
    qtbot.waitUntil(lambda: page.mentions.rowCount() == 1)
    qtbot.waitUntil(lambda: page.model.index_of("new").siblingAtColumn(1).data() == "1")


def test_escape_closes_and_keeps_what_was_written(window: ConceptsWindow, session: Session) -> None:
    window.page.show_concept("port")
    window.page.form.name.setPlainText("Gebühren weg")
    press(window, Key.Key_Escape)
    assert not window.isVisible()
    assert session.project is not None
    found = session.project.register.concept("port")
    assert found is not None
    assert found.name == "Gebühren weg"


def test_concepts_go_to_a_file_and_come_back(
    window: ConceptsWindow, session: Session, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "concepts.csv"
    monkeypatch.setattr(file_dialogs, "save_file", lambda *a, **b: path)
    monkeypatch.setattr(file_dialogs, "open_file", lambda *a, **b: path)
    button(window, "Export CSV…").click()
    assert window.foot.text() == f"{len(NAMES)} concepts written to concepts.csv."
    before = tree(session)
    with path.open("a", encoding="utf-8") as file:
        file.write(";Kräne sollen wachsen;quay;\n")
    button(window, "Import CSV…").click()
    QApplication.processEvents()
    assert window.foot.text() == f"Concepts: 1 added, 0 changed, {len(NAMES)} as they were, 0 refused."
    assert set(tree(session)) - set(before) != set()
    window.undo()
    assert tree(session) == before
