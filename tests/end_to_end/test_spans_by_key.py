"""Spans, attributes, notes and zones by key. What is done is in the file."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit

from tests.end_to_end.window import ALT, CTRL, SHIFT, Driver, Key, Windows, open_windows
from tests.making import make_draft, make_span

windows = open_windows

TEXT = """Ratschefin Jule Petersen sagte: „Wir wollen fahren.“ Der Verband schwieg dazu.

Die Fähre bleibt am Kai."""


@pytest.fixture
def driver(windows: Windows) -> Driver:
    return windows.open(TEXT)


def test_the_selection_grows_and_shrinks(driver: Driver) -> None:
    driver.caret_to("wollen")
    seen = []
    for _ in range(6):
        driver.press(Key.Key_Up, CTRL)
        seen.append(driver.pane.selected_text())
    assert seen[:3] == ["wollen", "Wir wollen fahren", "Wir wollen fahren."]
    assert "„Wir wollen fahren.“" in seen
    assert seen[-1].startswith("Ratschefin Jule")
    back = []
    for _ in range(6):
        back.append(driver.pane.selected_text())
        driver.press(Key.Key_Down, CTRL)
    assert back == seen[::-1]


def test_growing_from_an_active_span_labels_what_surrounds_it(driver: Driver) -> None:
    driver.label("wollen", "u")
    driver.press(Key.Key_Up, CTRL)
    driver.press("c")
    assert driver.exported() == [("CLAIM", "Wir wollen fahren"), ("CUE", "wollen")]


@pytest.mark.parametrize(
    ("place", "key", "expected"),
    [
        ("tersen", "u", ("CUE", "Petersen")),
        ("tersen", "1", ("ACTOR", "Ratschefin Jule Petersen")),
        ("wollen", "q", ("QUOTE", "„Wir wollen fahren.“")),
        ("„Wir", "2", ("QUOTE", "„Wir wollen fahren.“")),
        ("wollen", "c", ("CLAIM", "Wir wollen fahren")),
    ],
)
def test_without_a_selection_the_labels_usual_unit_is_taken(
    driver: Driver, place: str, key: str, expected: tuple[str, str]
) -> None:
    driver.pane.set_caret(TEXT.index(place))
    driver.press(key)
    assert driver.exported() == [expected]


def test_between_words_there_is_nothing_to_label(driver: Driver) -> None:
    driver.pane.set_caret(TEXT.index("\n\n") + 1)
    driver.press("a")
    assert driver.spans == []
    assert "Select some text" in driver.told


def test_labelling_the_same_twice_makes_one_span(driver: Driver) -> None:
    first = driver.label("Jule Petersen", "a")
    assert driver.label("Jule Petersen", "a").id == first.id
    assert driver.exported() == [("ACTOR", "Jule Petersen")]
    other = driver.label("Jule Petersen", "q")
    driver.press("a")
    assert driver.active.id == other.id
    assert "already" in driver.message
    assert sorted(label for label, _ in driver.exported()) == ["ACTOR", "QUOTE"]


def test_relabel_delete_and_escape(driver: Driver) -> None:
    span = driver.label("Jule Petersen", "a")
    driver.press("c")
    assert driver.active.id == span.id
    assert driver.exported() == [("CLAIM", "Jule Petersen")]
    driver.press(Key.Key_Escape)
    assert driver.pane.active is None
    driver.press(Key.Key_Delete)
    assert driver.told == "No span is selected."
    driver.press(Key.Key_Tab)
    # Backspace is for suggestions: in their rhythm it must not take a person's own label away.
    driver.press(Key.Key_Backspace)
    assert "Del" in driver.told
    assert driver.active.id == span.id
    driver.press(Key.Key_Delete)
    assert driver.exported() == []
    driver.press("z", CTRL)
    assert driver.active.id == span.id


def test_tab_goes_round_the_spans_in_the_order_of_the_text(driver: Driver) -> None:
    driver.press(Key.Key_Tab)
    assert "no spans" in driver.told
    for needle, key in (("Der Verband", "a"), ("„Wir wollen fahren.“", "q"), ("wollen", "u"), ("Die Fähre", "a")):
        driver.label(needle, key)
    order = ["„Wir wollen fahren.“", "wollen", "Der Verband", "Die Fähre"]
    assert driver.words == order
    driver.pane.set_caret(0)
    seen = []
    for _ in range(5):
        driver.press(Key.Key_Tab)
        seen.append(driver.pane.selected_text())
    assert seen == [*order, order[0]]
    for expected in (order[3], order[2], order[1]):
        driver.press(Key.Key_Backtab, SHIFT)
        assert driver.pane.selected_text() == expected
    driver.caret_to("schwieg")
    driver.press(Key.Key_Backtab, SHIFT)
    assert driver.pane.selected_text() == "Der Verband"
    driver.caret_to("schwieg")
    driver.press(Key.Key_Tab)
    assert driver.pane.selected_text() == "Die Fähre"
    assert driver.pane.hasFocus()


def test_both_edges_move_by_word_and_by_character(driver: Driver) -> None:
    driver.label("Petersen", "a")
    for key, held, expected in (
        (Key.Key_Right, SHIFT, "Petersen sagte"),
        (Key.Key_Left, SHIFT, "Petersen"),
        (Key.Key_Left, SHIFT | CTRL, "Jule Petersen"),
        (Key.Key_Left, SHIFT | CTRL, "Ratschefin Jule Petersen"),
        (Key.Key_Left, SHIFT | CTRL, "Ratschefin Jule Petersen"),
        (Key.Key_Right, SHIFT | CTRL, "Jule Petersen"),
        (Key.Key_Left, SHIFT | ALT, "Jule Peterse"),
        (Key.Key_Right, SHIFT | ALT, "Jule Petersen"),
        (Key.Key_Right, SHIFT | ALT | CTRL, "ule Petersen"),
        (Key.Key_Left, SHIFT | ALT | CTRL, "Jule Petersen"),
        (Key.Key_Left, SHIFT, "Jule"),
        (Key.Key_Left, SHIFT, "Jule"),
        (Key.Key_Right, SHIFT | CTRL, "Jule"),
    ):
        driver.press(key, held)
        assert driver.exported() == [("ACTOR", expected)]
    driver.press("z", CTRL, times=10)
    assert driver.exported() == [("ACTOR", "Petersen")]


def test_without_an_active_span_the_same_keys_extend_the_selection(driver: Driver) -> None:
    driver.caret_to("Jule")
    driver.press(Key.Key_Right, SHIFT, times=2)
    assert driver.pane.selected_text() == "Jule Petersen"
    driver.press(Key.Key_Left, SHIFT)
    assert driver.pane.selected_text() == "Jule"


def test_a_note_by_key(driver: Driver) -> None:
    driver.press("n")
    assert "Select a span first" in driver.told
    driver.label("Jule Petersen", "a")
    driver.press("n")
    assert isinstance(QApplication.focusWidget(), QPlainTextEdit)
    driver.write("Ist sie die Ratschefin?")
    driver.press(Key.Key_Return)
    assert driver.pane.hasFocus()
    assert driver.record()["spans"][0]["note"] == "Ist sie die Ratschefin?"
    driver.press("n")
    driver.write(" Ja")
    assert driver.window.status._shown == (("Enter", "save"), ("Esc", "leave it as it was"))
    driver.press(Key.Key_Return, CTRL)
    assert driver.record()["spans"][0]["note"] == "Ist sie die Ratschefin? Ja"
    driver.press("n")
    driver.write(" Nein")
    driver.press(Key.Key_Escape)
    assert driver.pane.hasFocus()
    assert driver.record()["spans"][0]["note"] == "Ist sie die Ratschefin? Ja"
    driver.press("n")
    driver.press("a", CTRL)
    driver.press(Key.Key_Backspace)
    driver.press(Key.Key_Return)
    assert driver.record()["spans"][0]["note"] is None
    assert driver.exported() == [("ACTOR", "Jule Petersen")]


@pytest.mark.parametrize("leave", ["next article", "close", "tab"])
def test_a_note_that_is_being_typed_is_kept_however_it_is_left(windows: Windows, leave: str) -> None:
    driver = windows.open(TEXT, "Ein anderer Artikel.")
    path = driver.project.path
    driver.label("Jule Petersen", "a")
    driver.press("n")
    driver.write("halb")
    if leave == "next article":
        driver.press(Key.Key_PageDown, CTRL)
        assert driver.text == "Ein anderer Artikel."
    elif leave == "tab":
        driver.press(Key.Key_Tab)
    else:
        driver.close()
        driver = windows.open(path=path)
    assert driver.record(1)["spans"][0]["note"] == "halb"


def test_digits_run_over_all_choices_of_the_label(driver: Driver) -> None:
    driver.label("„Wir wollen fahren.“", "q")
    driver.press("2")
    driver.press("7")
    attributes = driver.record()["spans"][0]["attributes"]
    assert (attributes["form"], attributes["medium"]) == ("indirect", "writing")
    driver.press("5")
    driver.press("9")
    driver.press("9")
    attributes = driver.record()["spans"][0]["attributes"]
    assert (attributes["form"], attributes["medium"]) == ("indirect_free_indirect", None)
    driver.press("0")
    assert "number 0" in driver.told
    driver.press("z", CTRL)
    assert driver.record()["spans"][0]["attributes"]["medium"] == "unknown"


def test_alt_and_a_letter_turn_to_an_attribute(driver: Driver) -> None:
    driver.label("„Wir wollen fahren.“", "q")
    driver.press("m", ALT)
    driver.press("3")
    assert driver.record()["spans"][0]["attributes"]["medium"] == "thought"
    driver.press("f", ALT)
    driver.press("3")
    assert driver.record()["spans"][0]["attributes"]["form"] == "reported"
    driver.press("m", ALT)
    driver.press(Key.Key_Escape)
    driver.press(Key.Key_Tab)
    driver.press("1")
    assert driver.record()["spans"][0]["attributes"]["form"] == "direct"


def test_an_attribute_that_is_typed(driver: Driver) -> None:
    driver.label("Wir wollen fahren", "c")
    driver.press("2")
    driver.press("c", ALT)
    assert isinstance(QApplication.focusWidget(), QLineEdit)
    driver.write("demand")
    driver.press(Key.Key_Return)
    assert driver.pane.hasFocus()
    attributes = driver.record()["spans"][0]["attributes"]
    assert (attributes["stance"], attributes["category"]) == ("oppose", "demand")
    driver.press("c", ALT)
    driver.press(Key.Key_Backspace)
    driver.press(Key.Key_Return)
    assert driver.record()["spans"][0]["attributes"]["category"] is None


def test_escape_leaves_a_typed_attribute(driver: Driver) -> None:
    driver.label("Wir wollen fahren", "c")
    driver.press("c", ALT)
    driver.press(Key.Key_Escape)
    assert driver.pane.hasFocus()


def test_zones_by_key(driver: Driver) -> None:
    driver.caret_to("Fähre")
    driver.press("z")
    start = TEXT.index("Die Fähre")
    assert [(z["start"], z["end"]) for z in driver.record()["zones"]] == [(start, len(TEXT))]
    assert driver.record(keep_zones=False)["text"] == TEXT[:start]
    driver.press("z")
    assert driver.record()["zones"] == []
    driver.pane.select(*driver.place("Ratschefin "))
    driver.press("z")
    assert [(z["start"], z["end"]) for z in driver.record()["zones"]] == [(0, 11)]
    driver.press("z", CTRL)
    assert driver.record()["zones"] == []
    driver.press("z", CTRL | SHIFT)
    assert len(driver.record()["zones"]) == 1
    driver.pane.set_caret(TEXT.index("\n\n") + 1)
    driver.press("z")
    assert driver.told == "This line is empty."


def test_the_keyboard_reaches_every_region_and_no_tab_is_lost(driver: Driver) -> None:
    window = driver.window
    driver.label("Jule Petersen", "a")
    regions = [window.pane, window.inspector, window.span_list, window.status, window.articles, window.label_bar]
    for region in (*regions[1:], regions[0]):
        driver.press(Key.Key_F6)
        focus = driver.focus
        assert focus is region or region.isAncestorOf(focus)
    for region in reversed(regions):
        driver.press(Key.Key_F6, SHIFT)
        if region is not regions[0]:
            focus = driver.focus
            assert focus is region or region.isAncestorOf(focus)
    driver.pane.setFocus()
    assert QApplication.focusWidget() is window.pane
    assert driver.pane.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_the_list_of_spans_begins_at_its_first(windows: Windows) -> None:
    drafts = []
    for title in ("Eins", "Zwei"):
        text = " ".join(f"{title}{n}" for n in range(60))
        spans = [make_span("ACTOR", word.span(), annotator="Mara") for word in re.finditer(r"\w+", text)]
        drafts.append(make_draft(text, title=title, spans=spans))
    driver = windows.open(*drafts)
    view = driver.window.span_list.view
    bar = view.verticalScrollBar()
    view.scrollToBottom()
    low = bar.value()
    assert low > 100
    driver.press("z")  # something else changes
    assert bar.value() == low
    driver.press(Key.Key_PageDown, CTRL)
    assert driver.title == "Zwei"
    assert bar.value() == 0
