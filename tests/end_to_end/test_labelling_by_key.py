"""A page from start to finish by keyboard alone: label, undo, redo, restart, undo again, export."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from annotator.jobs.files import ExportFilter
from annotator.project import Project
from tests.end_to_end.window import CTRL, SHIFT, Driver

PAGE = """Politik & Küste Inselrat lehnt Fährpause ab

Inselrat lehnt Fährpause ab

Die Reederei hofft auf eine dreitägige Fährpause. Ratschefin Jule Petersen sagte im Inselfunk: \
„Wir wollen fahren. Eine Pause hilft niemandem“. Der Fährverband müsse endlich zahlen, forderte Petersen.

Seite 1 / 2
Nächste Seite"""


@pytest.fixture
def driver(qtbot: Any, tmp_path: Path) -> Driver:
    path = tmp_path / "page.annotator"
    project = Project.create(path, "Mara")
    source = tmp_path / "page.txt"
    source.write_text(PAGE, encoding="utf-8")
    project.import_paths([source])
    project.close()
    return Driver(qtbot, path, tmp_path / "settings.ini")


def test_a_page_by_keys_alone(driver: Driver, qtbot: Any, tmp_path: Path) -> None:
    press = driver.press
    # Down to the name by sentences and words, then the phrase: title and name.
    while driver.pane.caret != PAGE.index("Ratschefin"):
        press(Qt.Key.Key_Right, CTRL)
        assert driver.pane.caret <= PAGE.index("Ratschefin")
    press(Qt.Key.Key_Up, CTRL, times=2)
    assert driver.pane.selected_text() == "Ratschefin Jule Petersen"
    press("a")
    actor = driver.spans[0]
    assert (actor.label, PAGE[actor.start : actor.end]) == ("ACTOR", "Ratschefin Jule Petersen")
    # The quotation with its marks.
    for _ in range(3):
        press(Qt.Key.Key_Right)
    driver.caret_to("Wir wollen")
    while not driver.pane.selected_text().startswith("„"):
        press(Qt.Key.Key_Up, CTRL)
    assert driver.pane.selected_text() == "„Wir wollen fahren. Eine Pause hilft niemandem“"
    press("q")
    press("1")
    press("s")
    assert driver.pane.candidates == {1: actor.id}
    press("1")
    quote = next(s for s in driver.spans if s.label == "QUOTE")
    assert quote.attributes == {"form": "direct"}
    assert [(r.label, r.head, r.child) for r in driver.relations] == [("speaker", quote.id, actor.id)]
    # A claim with its claimant and stance.
    driver.caret_to("Der Fährverband")
    while len(driver.pane.selected_text()) < len("Der Fährverband müsse endlich zahlen"):
        press(Qt.Key.Key_Up, CTRL)
    assert driver.pane.selected_text() == "Der Fährverband müsse endlich zahlen"
    press("c")
    press("1")
    press("s")
    press("1")
    claim = next(s for s in driver.spans if s.label == "CLAIM")
    assert claim.attributes == {"stance": "support"}
    assert ("claimant", claim.id, actor.id) in [(r.label, r.head, r.child) for r in driver.relations]
    complete = driver.record()

    press("z", CTRL, times=3)
    assert [s.label for s in driver.spans] == ["ACTOR", "QUOTE"]
    assert [r["label"] for r in driver.record()["relations"]] == ["speaker"]
    press("z", CTRL | SHIFT, times=3)
    assert driver.record() == complete

    driver.close()
    again = Driver(qtbot, tmp_path / "page.annotator", tmp_path / "settings.ini")
    assert again.record() == complete
    again.press("z", CTRL, times=4)
    assert [s.label for s in again.spans] == ["ACTOR", "QUOTE"]
    again.press("y", CTRL, times=4)
    assert again.record() == complete
    assert again.window.session.project is not None
    out = tmp_path / "out.jsonl"
    again.window.session.project.export(out, ExportFilter(keep_zones=True))
    record = json.loads(out.read_text(encoding="utf-8"))
    assert record == complete
    assert all(s["text"] == record["text"][s["start"] : s["end"]] for s in record["spans"])
    again.close()
