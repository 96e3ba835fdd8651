"""The inspector: what it shows of article and span, and that it stays true."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPlainTextEdit

from annotator.commands import SetState
from annotator.core.models import Origin, State
from annotator.ui.parts.segmented import SegmentedControl
from annotator.ui.parts.widgets import Chip
from tests.end_to_end.window import CTRL, SHIFT, Driver, Key, Windows, labels_of, open_windows
from tests.making import make_draft, make_relation, make_span

windows = open_windows

TEXT = "Jule Petersen sagte: „Wir <b>wollen</b> & fahren.“ Der Verband schwieg dazu."


@pytest.fixture
def driver(windows: Windows) -> Driver:
    return windows.open(
        make_draft(TEXT, title="Titel", source="Kurier", authors=("A. Bo",), published="2025-03-13")
    )


def shown(driver: Driver) -> str:
    return "\n".join(labels_of(driver.window.inspector))


def controls(driver: Driver) -> dict[str, SegmentedControl]:
    found = driver.window.inspector.findChildren(SegmentedControl)
    return {control.accessibleName(): control for control in found if control.isVisible()}


def test_without_a_span_the_article_is_shown(driver: Driver) -> None:
    for part in ("Kurier", "A. Bo", "2025-03-13", "0 Actor", "HOW TO LABEL", "a name, a quotation, a clause"):
        assert part in shown(driver)
    driver.label("Jule Petersen", "a")
    assert "HOW TO LABEL" not in shown(driver)
    driver.press(Key.Key_Escape)
    assert "1 Actor" in shown(driver)
    driver.press("d", CTRL)
    assert "Done" in shown(driver)


def test_why_an_article_is_skipped(driver: Driver) -> None:
    driver.window.session.run(SetState((1,), State.SKIPPED, "Sportbericht <b>"))
    driver.settle()
    assert "Skipped: Sportbericht <b>" in shown(driver)
    driver.press("d", CTRL)
    assert "Sportbericht" not in shown(driver)


def test_text_guideline_and_place_of_a_span(driver: Driver) -> None:
    driver.label("Der Verband", "a")
    driver.label("„Wir <b>wollen</b> & fahren.“", "q")
    text = shown(driver)
    assert "„Wir <b>wollen</b> & fahren.“" in text
    assert "1 of 2" in text
    assert "reported to have said" in text
    assert "QUOTE" in text
    driver.press(Key.Key_Tab)
    assert "2 of 2" in shown(driver)
    assert "ACTOR" in shown(driver)


def test_a_long_span_is_shown_in_part_and_one_of_two_parts_with_its_gap(windows: Windows) -> None:
    text = "Wort " * 200 + "Ende eins und zwei."
    start = text.index("Ende")
    spans = [
        make_span("QUOTE", (0, 990), annotator="Mara"),
        make_span("QUOTE", (start, start + 4), (start + 14, start + 18), annotator="Mara"),
    ]
    driver = windows.open(make_draft(text, spans=spans))
    driver.press(Key.Key_Tab)
    label = driver.window.inspector._text
    assert label.text().endswith("…")
    assert len(label.text()) < 300
    driver.press(Key.Key_Tab)
    assert label.text() == "Ende […] zwei"


def test_somebody_elses_label_bears_a_name(windows: Windows) -> None:
    driver = windows.open(make_draft(TEXT, spans=[make_span("ACTOR", (0, 13), annotator="Bert")]))
    own = driver.label("Der Verband", "a")
    assert "2 of 2" in labels_of(driver.window.inspector)
    driver.press(Key.Key_Tab, SHIFT)
    assert "Bert · 1 of 2" in labels_of(driver.window.inspector)
    model = driver.window.span_list.model
    read = [model.data(model.index(row, 0), Qt.ItemDataRole.AccessibleTextRole) for row in (0, 1)]
    assert read == ["ACTOR: Jule Petersen, labelled by Bert", "ACTOR: Der Verband"]
    before = driver.window.span_list.view.viewport().grab().toImage()
    driver.window.session.set_annotator("Bert")
    driver.window.labelling.activate(own.id)
    driver.settle()
    assert f"{own.annotator} · 2 of 2" in labels_of(driver.window.inspector)
    assert driver.window.span_list.view.viewport().grab().toImage() != before


def test_values_follow_keys_undo_and_other_spans(driver: Driver) -> None:
    first = driver.label("„Wir <b>wollen</b> & fahren.“", "q")
    driver.press("2")
    assert controls(driver)["Form"].value() == "indirect"
    assert controls(driver)["Form"].digit(0) == "1"
    assert controls(driver)["Medium"].digit(0) == "6"
    driver.label("fahren", "q")
    assert controls(driver)["Form"].value() is None
    driver.window.labelling.activate(first.id)
    driver.settle()
    assert controls(driver)["Form"].value() == "indirect"
    driver.press("z", CTRL, times=2)
    driver.window.labelling.activate(first.id)
    driver.settle()
    assert controls(driver)["Form"].value() is None


def test_the_places_stay_the_same_from_span_to_span(driver: Driver) -> None:
    driver.window.resize(1280, 800)
    driver.label("„Wir <b>wollen</b> & fahren.“", "q")
    place = controls(driver)["Form"].mapTo(driver.window, controls(driver)["Form"].rect().topLeft())
    driver.press("2")
    driver.press("7")
    driver.label("fahren", "q")
    driver.label("„Wir", "q")
    again = controls(driver)["Form"]
    assert again.mapTo(driver.window, again.rect().topLeft()) == place


def test_chips_follow_links(driver: Driver) -> None:
    def chips() -> list[str]:
        return [c.accessibleName() for c in driver.window.inspector.findChildren(Chip) if c.isVisible()]

    driver.label("Jule Petersen", "a")
    driver.label("Der Verband", "a")
    driver.label("„Wir <b>wollen</b> & fahren.“", "q")
    assert chips() == []
    driver.press("s")
    driver.press("1")
    assert len(chips()) == 1
    driver.press("s")
    driver.press("2")
    assert len(chips()) == 1
    driver.press("z", CTRL, times=2)
    assert chips() == []
    driver.press("y", CTRL)
    assert len(chips()) == 1


def test_history_tells_who_did_what(driver: Driver) -> None:
    driver.label("Jule Petersen", "a")
    driver.press("c")
    driver.press("1")
    driver.press("z", CTRL)
    lines = driver.window.inspector._history_text.text().splitlines()
    assert lines[0].startswith("Mara, ")
    assert [line.rpartition(": ")[2] for line in lines] == [
        "labelled",
        "label changed",
        "attribute set",
        "attribute set",
    ]
    assert "undone: attribute set" in lines[-1]


def test_origin_of_a_suggestion(windows: Windows) -> None:
    origin = Origin("rule", "quotes", "2", 0.875, "open")
    driver = windows.open(make_draft(TEXT, spans=[make_span("ACTOR", (0, 13), origin=origin)]))
    driver.press(Key.Key_Tab)
    assert "quotes 2 · 88\N{NARROW NO-BREAK SPACE}%" in labels_of(driver.window.inspector)
    assert not any("and with it" in text for text in labels_of(driver.window.inspector.suggestion))
    note = driver.window.inspector.findChild(QPlainTextEdit)
    assert note is not None
    assert not note.isEnabled()
    driver.press(Key.Key_Return)
    assert note.isEnabled()
    (line,) = driver.window.inspector._history_text.text().splitlines()
    assert "accepted" in line
    assert "quotes 2 · 88\N{NARROW NO-BREAK SPACE}% · accepted" in labels_of(driver.window.inspector)
    assert not driver.window.inspector.suggestion.isVisible()


def test_what_goes_the_way_of_a_suggestion(windows: Windows) -> None:
    origin = Origin("rule", "quotes", "2", 0.875, "open")
    spans = [
        make_span("QUOTE", (0, 13), id="q", origin=origin),
        make_span("CUE", (15, 20), id="u", origin=origin),
        make_span("ACTOR", (21, 27), id="o", origin=Origin("rule", "actors", "1", 0.875, "open")),
    ]
    relations = [make_relation("cue", "q", "u", origin=origin), make_relation("speaker", "q", "o", origin=origin)]
    driver = windows.open(make_draft(TEXT, spans=spans, relations=relations))
    driver.press(Key.Key_F8)
    shown = labels_of(driver.window.inspector.suggestion)
    words = [f"{label}: {TEXT[start:end]}" for label, start, end in (("Cue", 15, 20), ("Actor", 21, 27))]
    assert "\n".join(["and with it", *words]) in shown
    assert "\n".join(["and with it", words[0]]) in shown


def test_the_actors_entry_in_the_register(windows: Windows, tmp_path: Path) -> None:
    record = {
        "text": TEXT,
        "spans": [
            {
                "label": "ACTOR",
                "start": 0,
                "end": 13,
                "actor": {"id": "p1", "name": "Jule Petersen-Voss", "kind": "person"},
            }
        ],
    }
    source = tmp_path / "in.jsonl"
    source.write_text(json.dumps(record), encoding="utf-8")
    driver = windows.open()
    driver.window.intake.import_paths([source])
    driver.press(Key.Key_Tab)
    assert "Jule Petersen-Voss" in shown(driver)
    driver.label("Der Verband", "a")
    assert "Jule Petersen-Voss" not in shown(driver)


def test_another_projects_codebook_brings_its_own_fields(driver: Driver, windows: Windows) -> None:
    driver.label("Jule Petersen", "a")
    pages = set(driver.window.inspector._pages)
    assert pages == {"ACTOR"}
    other = windows.project("Ein anderes Projekt.", name="other.annotator")
    driver.window.corpus.open_path(other)
    driver.settle()
    assert driver.window.inspector._pages == {}
    assert "Jule" not in shown(driver)
    driver.label("Projekt", "q")
    assert set(driver.window.inspector._pages) == {"QUOTE"}


def test_a_note_grows_with_its_lines(driver: Driver) -> None:
    driver.label("Jule Petersen", "a")
    driver.press("n")
    note = driver.window.inspector.findChild(QPlainTextEdit)
    assert note is not None
    height = note.height()
    driver.write("eins")
    driver.press(Key.Key_Return, SHIFT)
    driver.write("zwei")
    driver.press(Key.Key_Return, SHIFT)
    assert note.height() > height
    driver.press(Key.Key_Return)
    assert driver.pane.hasFocus()
    assert driver.record()["spans"][0]["note"] == "eins\nzwei"
    driver.settle()
    assert note.toPlainText() == "eins\nzwei"


def test_no_label_is_cut_off(driver: Driver) -> None:
    driver.label("„Wir <b>wollen</b> & fahren.“", "q")
    inner = driver.window.inspector.widget()
    assert inner is not None
    assert inner.width() <= driver.window.inspector.viewport().width()
    for label in inner.findChildren(QLabel):
        if label.isVisible() and not label.wordWrap():
            assert label.width() >= label.sizeHint().width() - 1, label.text()


def test_chips_take_the_room_that_there_is(driver: Driver) -> None:
    driver.label("Jule Petersen", "a")
    driver.label("„Wir <b>wollen</b> & fahren.“", "q")
    driver.press("s")
    driver.press("1")
    inspector, body = driver.window.inspector, driver.window._body

    def chip() -> Chip:
        return next(c for c in inspector.findChildren(Chip) if c.isVisible())

    assert chip().text() == "Jule Petersen"
    driver.press(Key.Key_Backtab, SHIFT)
    linked = "Speaker: „Wir <b>wollen</b> & fahren.“"
    assert chip().accessibleName() == linked
    shown = []
    for width in (280, 340, 700):
        body.moveSplitter(body.width() - width, 2)
        driver.settle()
        button, row, inner = chip(), chip().parentWidget(), inspector.widget()
        assert row is not None
        assert inner is not None
        assert inner.width() <= inspector.viewport().width()
        assert button.width() >= button.sizeHint().width(), "the button itself cuts nothing"
        cut = button.text().endswith("…")
        assert cut == (width < 700)
        assert not cut or row.width() - button.width() < 20, "no room is left"
        shown.append(len(button.text()))
    assert shown == sorted(shown)
    assert chip().text().replace("&&", "&") == linked


def test_the_rows_of_the_list_of_spans_grow_with_the_text(driver: Driver) -> None:
    driver.label("Jule Petersen", "a")
    view = driver.window.span_list.view
    before = view.rowHeight(0) - view.fontMetrics().height()
    small = view.rowHeight(0)
    driver.press("+", CTRL, times=8)
    assert view.rowHeight(0) > 1.3 * small
    assert view.rowHeight(0) - view.fontMetrics().height() >= before
