"""Attributes that are required before an article is done."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from annotator.commands import SetState
from annotator.core.models import State
from annotator.project import Project
from annotator.ui.inspector.field_name import FieldName
from annotator.ui.parts.segmented import SegmentedControl
from tests.end_to_end.window import CTRL, Driver, Key, Windows, open_windows
from tests.making import OPEN, make_draft, make_span

windows = open_windows

CODEBOOK = """
name = "strict"
[[labels]]
name = "QUOTE"
key = "Q"
colour = "#A85507"
attributes = [
  { name = "form", values = ["direct", "indirect"], required = true },
  { name = "remark", type = "text", required = true },
  { name = "medium", values = ["speech", "writing"] },
]
"""
TEXT = "„Eins“ und „Zwei“ und „Drei“."


@pytest.fixture
def driver(windows: Windows, tmp_path: Path) -> Driver:
    (tmp_path / "strict.toml").write_text(CODEBOOK, "utf-8")
    project = Project.create(tmp_path / "strict.annotator", "importer", tmp_path / "strict.toml")
    whole = {"form": "direct", "remark": "calm"}
    spans = [
        make_span("QUOTE", (0, 6), id="whole", annotator="Mara", attributes=whole),
        make_span("QUOTE", (11, 17), id="second", annotator="Mara", attributes={"form": "direct"}),
        make_span("QUOTE", (22, 28), id="third", annotator="Mara"),
        make_span("QUOTE", (0, 3), id="others", annotator="Bo"),
        make_span("QUOTE", (0, 2), id="open", origin=OPEN),
    ]
    project.import_drafts([make_draft(TEXT, title="Eins", spans=spans), make_draft("Zwei.", title="Zwei")])
    project.close()
    return windows.open(path=project.path)


TWO = "2 spans lack a required attribute (Remark, Form); Ctrl+D again marks the article as done all the same."


def state(driver: Driver) -> State:
    return driver.project.summaries([1])[0].state


def test_done_goes_to_the_first_span_that_lacks_something(driver: Driver) -> None:
    driver.press("d", CTRL)
    assert state(driver) is not State.DONE
    assert driver.title == "Eins"
    assert driver.active.id == "second"
    assert driver.pane.hasFocus()
    assert driver.told == TWO


def test_done_again_right_after_is_done(driver: Driver) -> None:
    driver.press("d", CTRL, times=2)
    assert state(driver) is State.DONE
    assert driver.title == "Zwei"


def test_after_a_change_it_is_told_once_more(driver: Driver) -> None:
    driver.press("d", CTRL)
    driver.window.labelling.activate("third")
    driver.settle()
    driver.press("1")
    driver.press("d", CTRL)
    assert state(driver) is not State.DONE
    assert driver.told.startswith("2 spans lack a required attribute (Remark); ")
    for span_id in ("second", "third"):
        driver.window.labelling.set_attribute(driver.window.session.spans[span_id], "remark", "loud")
    driver.settle()
    driver.press("d", CTRL)
    assert state(driver) is State.DONE


def test_after_a_look_at_another_span_it_is_told_once_more(driver: Driver) -> None:
    driver.press("d", CTRL)
    driver.press(Key.Key_Tab)
    assert driver.active.id == "third"
    driver.press("d", CTRL)
    assert state(driver) is not State.DONE
    assert driver.active.id == "second"
    assert driver.told == TWO
    driver.press("d", CTRL)
    assert state(driver) is State.DONE


def test_after_another_article_it_is_told_once_more(driver: Driver) -> None:
    driver.press("d", CTRL)
    driver.press(Key.Key_PageDown, CTRL)
    driver.press(Key.Key_PageUp, CTRL)
    assert driver.title == "Eins"
    driver.press("d", CTRL)
    assert state(driver) is not State.DONE
    assert driver.told == TWO


def test_one_span_is_told_in_the_singular(driver: Driver) -> None:
    driver.window.labelling.set_attribute(driver.window.session.spans["third"], "remark", "loud")
    driver.window.labelling.set_attribute(driver.window.session.spans["third"], "form", "direct")
    driver.settle()
    driver.press("d", CTRL)
    assert driver.told == (
        "1 span lacks a required attribute (Remark); Ctrl+D again marks the article as done all the same."
    )


def test_where_nothing_is_required_done_is_done(windows: Windows) -> None:
    driver = windows.open(make_draft(TEXT, spans=[make_span("CUE", (0, 6), annotator="Mara")]), "Zwei.")
    driver.press("d", CTRL)
    assert state(driver) is State.DONE


def test_the_command_itself_asks_nothing(driver: Driver) -> None:
    """Other programs may mark articles as done; only the window asks back."""
    assert driver.project.apply(SetState((1,), State.DONE)) is not None


def test_fields_say_that_they_are_required(driver: Driver) -> None:
    driver.window.labelling.activate("third")
    driver.settle()
    inspector = driver.window.inspector

    def marked() -> dict[str, str]:
        """The names of fields with an asterisk, and its role."""
        found = {}
        for name in inspector.findChildren(FieldName):
            title, mark = name.findChildren(QLabel)
            if mark.isVisible():
                found[title.text()] = mark.property("role")
        return found

    controls = {c.accessibleName(): c for c in inspector.findChildren(SegmentedControl) if c.isVisible()}
    assert marked() == {"Form": "error", "Remark": "error"}
    words = "Required before the article is done"
    assert controls["Form"].accessibleDescription() == f"{words}, and not set yet"
    assert controls["Medium"].accessibleDescription() == ""
    driver.press("1")
    assert marked() == {"Form": "muted", "Remark": "error"}
    assert controls["Form"].accessibleDescription() == words
