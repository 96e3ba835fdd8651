"""The dialog of a training, and what it trains, over a real project and spaCy."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from annotator.core.models import Draft, State
from annotator.jobs.suggesting import Suggesting
from annotator.project import Project
from annotator.ui.suggestions.suggest_dialog import SuggestDialog
from annotator.ui.training import train_dialog
from annotator.ui.training.train_dialog import TrainDialog
from tests.end_to_end.window import Driver, Windows, open_windows
from tests.making import make_draft, make_span, segments_in

windows = open_windows
W = TypeVar("W", bound=QWidget)
NAMES = ("Ohlsen", "Classen", "Brodersen", "Nissen")


def article(number: int, state: State = State.DONE) -> Draft:
    name = NAMES[number % len(NAMES)]
    text = f"Meldung {number}. „Wir bleiben“, sagte {name} am Tor {number}. Dann fuhr die Fähre ab."
    spans = [make_span(label, *segments_in(text, piece)) for label, piece in (("CUE", "sagte"), ("ACTOR", name))]
    return make_draft(text, str(number), annotator="anna", state=state, spans=spans, lang="de")


@pytest.fixture(autouse=True)
def answers(monkeypatch: pytest.MonkeyPatch) -> list[QMessageBox.StandardButton]:
    """What is answered to questions before a window closes; yes once these are used up."""
    given: list[QMessageBox.StandardButton] = []
    monkeypatch.setattr(
        QMessageBox, "question", lambda *_: given.pop(0) if given else QMessageBox.StandardButton.Yes
    )
    return given


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with closing(Project.create(tmp_path / "p.annotator", "anna")) as made:
        made.import_drafts([article(n) for n in range(10)])
        yield made


def show(qtbot: QtBot, project: Project) -> TrainDialog:
    dialog = TrainDialog(project)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    return dialog


def named(dialog: QWidget, kind: type[W], name: str) -> W:
    return next(widget for widget in dialog.findChildren(kind) if widget.accessibleName() == name)


def buttons(dialog: QWidget) -> list[str]:
    return [b.text() for b in dialog.findChildren(QPushButton) if b.isVisible() and not b.text().startswith("Br")]


def press(dialog: QWidget, text: str) -> None:
    next(b for b in dialog.findChildren(QPushButton) if b.text() == text and b.isVisible()).click()


def steps(dialog: QWidget, number: int) -> None:
    named(dialog, QLineEdit, "Steps at most").setText(str(number))


def texts(dialog: TrainDialog) -> list[str]:
    assert dialog._result is not None
    return [label.text() for label in dialog._result.findChildren(QLabel)]


@pytest.mark.usefixtures("trained_here")
def test_a_model_is_trained_and_told_how_good_it_is(qtbot: QtBot, project: Project) -> None:
    dialog = show(qtbot, project)
    assert named(dialog, QLineEdit, "Folder of the model").text() == str(project.path.with_name("p-model"))
    steps(dialog, 2)
    assert set(buttons(dialog)) == {"Train", "Close"}
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert dialog.is_running()
    assert set(buttons(dialog)) == {"Stop", "Go on labelling"}
    qtbot.waitUntil(lambda: not dialog.is_running(), timeout=60_000)
    assert dialog.made == project.path.with_name("p-model")
    assert (dialog.made / "config.cfg").is_file()
    assert (dialog.made / "spancat").is_dir()
    said = texts(dialog)
    assert said[0].startswith("Articles that it did not learn from")
    assert said[0].endswith("(dev): 2")
    assert {"labelled", "precision", "recall", "F1", "all labels", "Actor", "Cue"} <= set(said)
    assert "Articles that it learned from, by chance, near-duplicates together: 8." in said
    assert any(text.startswith("2 steps; kept is") for text in said)
    assert set(buttons(dialog)) >= {"Back", "Close", "Suggest with it…"}
    # Another one would take its place.
    press(dialog, "Back")
    assert dialog._result is None
    kind = named(dialog, QComboBox, "Kind")
    kind.setCurrentIndex(kind.findData("ner"))
    press(dialog, "Train")
    assert dialog._bar.text().endswith("p-model exists already. Replace it?")
    press(dialog, "Replace")
    qtbot.waitUntil(lambda: not dialog.is_running(), timeout=60_000)
    assert (dialog.made / "ner").is_dir()
    assert not (dialog.made / "spancat").exists()


def test_stopped_it_writes_nothing(qtbot: QtBot, project: Project) -> None:
    dialog = show(qtbot, project)
    press(dialog, "Train")
    qtbot.waitUntil(dialog.is_running)
    press(dialog, "Stop")
    assert "Stopping…" in buttons(dialog)
    qtbot.waitUntil(lambda: not dialog.is_running(), timeout=60_000)
    assert dialog._bar.text() == "Stopped: nothing was written."
    assert dialog.made is None
    assert dialog._train.hasFocus()
    assert not project.path.with_name("p-model").exists()
    assert set(buttons(dialog)) >= {"Train", "Close"}


def test_a_training_that_ends_after_its_window_troubles_nobody(qtbot: QtBot, project: Project) -> None:
    dialog = TrainDialog(project)
    dialog.show()
    press(dialog, "Train")
    job = dialog.job
    assert job is not None
    job.cancel()
    with qtbot.waitSignal(dialog.destroyed):
        dialog.deleteLater()
    with qtbot.waitSignal(job.finished_with, timeout=60_000):
        pass


def test_what_can_be_mended_is_told(qtbot: QtBot, project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    dialog = show(qtbot, project)
    folder = named(dialog, QLineEdit, "Folder of the model")
    folder.setText(" ")
    assert not named(dialog, QPushButton, "Train").isEnabled()
    own = project.path.with_name("own")
    own.mkdir()
    (own / "thesis.txt").write_text("x", "utf-8")
    folder.setText("own")
    press(dialog, "Train")
    qtbot.waitUntil(lambda: not dialog.is_running(), timeout=60_000)
    assert "holds other files than an export's" in dialog._bar.text()
    folder.setText("other")
    assert dialog._bar.text() == ""
    dialog.close()
    monkeypatch.setattr(train_dialog, "training_problem", lambda: "The library spacy is not installed.")
    lacking = show(qtbot, project)
    assert lacking._bar.text() == "The library spacy is not installed."
    assert not named(lacking, QPushButton, "Train").isEnabled()
    named(lacking, QLineEdit, "Folder of the model").setText("elsewhere")
    assert lacking._bar.text() == "The library spacy is not installed."
    assert not named(lacking, QPushButton, "Train").isEnabled()


def test_what_is_chosen_is_what_is_learned_from(
    qtbot: QtBot, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[tuple[object, ...]] = []
    monkeypatch.setattr(Suggesting, "train_pipeline", lambda _own, *what: given.append(what))
    dialog = show(qtbot, project)
    monkeypatch.setattr(dialog, "_finished", lambda *_: dialog._set_running(False))
    dialog._choices._status.choose_digit("2")
    dialog._choices._labels.choose_digit("3")
    dialog._choices._handmade.click()
    press(dialog, "Train")
    qtbot.waitUntil(lambda: not dialog.is_running())
    out, wanted, recipe, _progress = given[0]
    assert out == project.path.with_name("p-model")
    assert (wanted.status, wanted.labels, wanted.origins) == ("started", ("CUE",), ("human", "import"))  # type: ignore[attr-defined]
    assert (recipe.task, recipe.steps) == ("spancat", 2000)  # type: ignore[attr-defined]


def opened(driver: Driver) -> TrainDialog:
    driver.window.actions_by_id["export.train"].trigger()
    (dialog,) = [found for found in driver.window.findChildren(TrainDialog) if found.isVisible()]
    driver.qtbot.waitExposed(dialog)
    return dialog


def trained(driver: Driver, number: int) -> TrainDialog:
    dialog = opened(driver)
    steps(dialog, number)
    press(dialog, "Train")
    driver.qtbot.waitUntil(lambda: not dialog.is_running(), timeout=60_000)
    return dialog


def test_labelling_goes_on_beside_a_training(windows: Windows) -> None:
    driver = windows.open(*(article(n) for n in range(10)))
    dialog = opened(driver)
    steps(dialog, 5)
    press(dialog, "Train")
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert not dialog.isVisible()
    assert dialog.is_running()
    assert "The training goes on" in driver.told
    driver.window.activateWindow()
    before = len(driver.exported())
    driver.label("Meldung", "a")
    assert len(driver.exported()) == before + 1
    other = Project.create(driver.project.path.with_name("other.annotator"), "anna")
    driver.window.session.adopt(other)
    driver.qtbot.waitUntil(lambda: not dialog.is_running(), timeout=60_000)
    assert "The training has ended" in driver.told
    assert opened(driver) is dialog, "it shows what came of it"
    assert buttons(dialog)[-1] == "Suggest with it…"
    press(dialog, "Suggest with it…")
    assert f"The model is in {dialog.made}" in driver.told, "of a project that is not open"
    driver.settle()
    assert opened(driver).project_path == other.path


def test_a_window_that_closes_asks_before_it_ends_a_training(
    windows: Windows, answers: list[QMessageBox.StandardButton]
) -> None:
    driver = windows.open(*(article(n) for n in range(10)))
    dialog = opened(driver)
    answers += [QMessageBox.StandardButton.No, QMessageBox.StandardButton.Yes]
    press(dialog, "Train")
    assert not driver.window.close()
    assert dialog.is_running()
    assert dialog.isVisible()
    assert driver.window.close()
    assert not dialog.isVisible()
    driver.qtbot.waitUntil(lambda: not dialog.is_running(), timeout=60_000)
    assert not answers
    assert dialog.made is None


def test_who_stays_for_a_comment_has_lost_no_training(windows: Windows, monkeypatch: pytest.MonkeyPatch) -> None:
    driver = windows.open(*(article(n) for n in range(10)))
    dialog = opened(driver)
    press(dialog, "Train")
    monkeypatch.setattr(driver.window.controllers, "may_leave", lambda: False)
    assert not driver.window.close()
    assert dialog.job is not None
    assert not dialog.job.cancelled
    monkeypatch.undo()
    dialog.cancel()
    driver.qtbot.waitUntil(lambda: not dialog.is_running(), timeout=60_000)


def test_what_is_not_running_goes_with_its_project(windows: Windows) -> None:
    driver = windows.open(*(article(n) for n in range(10)))
    dialog = opened(driver)
    driver.window.session.close()
    assert not dialog.isVisible()
    assert driver.window.close()


@pytest.mark.usefixtures("trained_here")
def test_the_model_is_added_to_what_suggests(windows: Windows) -> None:
    driver = windows.open(*(article(n) for n in range(10)))
    rows: list[str] = []
    others = [f"spacy:/models/{number}" for number in range(8)]
    driver.settings.engines = driver.settings.engines_off = others

    def look(dialog: SuggestDialog) -> None:
        driver.settle()
        rows.extend(dialog._engines.chosen())
        row = dialog._engine_list.rows[rows[0]]
        assert not row.visibleRegion().isEmpty(), "it is in sight"
        dialog.reject()

    dialog = trained(driver, 1)
    with driver.answering(SuggestDialog, look):
        press(dialog, "Suggest with it…")
    made = driver.project.path.with_name(f"{driver.project.path.stem}-model")
    assert rows == [f"spacy:{made}"]
    assert driver.settings.engines == [*others, f"spacy:{made}"]
