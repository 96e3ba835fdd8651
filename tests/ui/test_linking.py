"""Which spans may be linked to which, in what order they are numbered, and by which signals."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from annotator.project import commands
from annotator.ui.parts.widgets import Chip
from tests.end_to_end.window import ALT, CTRL, POPUPS, SHIFT, Driver, Key, Windows, open_windows, popup_menu
from tests.making import OPEN, make_draft, make_relation, make_span

windows = open_windows

TEXT = " ".join(f"Wort{n:02}" for n in range(30))


def word(n: int) -> tuple[int, int]:
    return n * 7, n * 7 + 6


@pytest.fixture
def driver(windows: Windows) -> Driver:
    actors = [make_span("ACTOR", word(n), id=f"a{n}", annotator="Mara") for n in (*range(10), 20, 25)]
    others = [
        make_span("QUOTE", (word(11)[0], word(15)[1]), id="q", annotator="Mara"),
        make_span("CLAIM", word(12), id="c", annotator="Mara"),
        make_span("CUE", word(16), id="u", annotator="Mara"),
        make_span("ACTOR", word(13), id="inside", annotator="Mara"),
        make_span("ACTOR", word(17), id="open", origin=OPEN),
    ]
    return windows.open(make_draft(TEXT, spans=[*actors, *others]))


def test_the_nearest_nine_that_fit_are_numbered(driver: Driver) -> None:
    driver.window.labelling.activate("q")
    driver.press("s")
    found = driver.pane.candidates
    assert list(found) == list(range(1, 10))
    assert list(found.values()) == ["inside", "a9", "open", "a8", "a7", "a6", "a20", "a5", "a4"]


def test_the_signal_says_on_and_off(driver: Driver) -> None:
    heard: list[bool] = []
    linking = driver.window.linking
    linking.changed.connect(lambda: heard.append(linking.is_on))
    driver.window.labelling.activate("q")
    driver.press("s")
    driver.press("1")
    driver.press("s")
    driver.press(Key.Key_Escape)
    linking.stop()
    assert heard == [True, False, True, False]


def test_a_suggestion_can_not_be_the_head(driver: Driver) -> None:
    driver.window.session.run(commands.DeleteSpans(1, ("q", "c")))
    driver.window.labelling.activate("open")
    driver.press("s")
    assert "can be linked first" in driver.told


def test_a_link_whose_end_another_window_deletes_is_given_up(driver: Driver) -> None:
    driver.window.labelling.activate("q")
    driver.press("s")
    driver.window.session.run(commands.DeleteSpans(1, ("q",)))
    driver.settle()
    assert not driver.window.linking.is_on
    assert driver.pane.candidates == {}


def test_a_candidate_that_is_gone_is_told(driver: Driver) -> None:
    driver.window.labelling.activate("q")
    driver.press("s")
    driver.window.session.run(commands.DeleteSpans(1, ("inside",)))
    driver.settle()
    if "inside" in driver.pane.candidates.values():
        driver.press("1")
        assert driver.message == "This span is not there any more."
    assert driver.record()["relations"] == []
    assert driver.window.session.relations == {}


def test_removing_a_link(driver: Driver) -> None:
    driver.window.labelling.activate("q")
    driver.press("s")
    driver.press("1")
    (relation,) = driver.relations
    driver.window.linking.remove(relation.id)
    assert driver.record()["relations"] == []
    assert driver.relations == []


def test_the_keys_that_act_now_are_shown(driver: Driver) -> None:
    driver.window.labelling.activate("q")
    driver.settle()
    assert [text for _, text in driver.window.status._shown] == ["speaker", "delete", "done, next"]
    driver.press("s")
    assert [text for _, text in driver.window.status._shown] == ["choose speaker, or click it", "cancel"]
    driver.press(Key.Key_Escape)
    driver.press(Key.Key_Escape)
    assert [text for _, text in driver.window.status._shown] == ["next suggestion", "select", "done, next"]


def children(driver: Driver, label: str = "speaker") -> list[str]:
    return sorted(r.child for r in driver.relations if r.label == label)


def test_several_speakers_by_shift_s(driver: Driver) -> None:
    driver.window.labelling.activate("q")
    for key in ("1", "4", "2"):
        driver.press("s", SHIFT)
        driver.press(key)
    assert children(driver) == ["a8", "a9", "inside"]
    # S alone puts one in the place of all.
    driver.press("s")
    driver.press("5")
    assert children(driver) == ["a7"]
    driver.press("z", CTRL)
    assert children(driver) == ["a8", "a9", "inside"]


def test_the_number_of_a_linked_span_unlinks_it(driver: Driver) -> None:
    driver.window.labelling.activate("q")
    for _ in range(2):
        driver.press("s", SHIFT)
        driver.press("2")
    assert children(driver) == []
    assert driver.told == "Speaker: link removed."
    driver.press("z", CTRL)
    assert children(driver) == ["a9"]
    driver.press("s")
    assert driver.pane.marks.linked == {"a9"}
    driver.press("2")
    assert children(driver) == []


def test_a_linked_span_has_a_number_however_far_away_it_is(driver: Driver) -> None:
    driver.window.session.run(commands.AddRelation(1, "speaker", "q", "a0"))
    driver.window.labelling.activate("q")
    driver.press("s")
    assert list(driver.pane.candidates.values()) == ["inside", "a9", "open", "a8", "a7", "a6", "a20", "a5", "a0"]
    driver.press("9")
    assert children(driver) == []


def test_a_badge_of_a_linked_span_looks_different(driver: Driver) -> None:
    driver.window.labelling.activate("q")
    driver.press("s")
    image = driver.pane.viewport().grab().toImage()
    box = driver.pane.marks.badges(driver.pane.visible_lines())[2]
    driver.press(Key.Key_Escape)
    driver.window.session.run(commands.AddRelation(1, "speaker", "q", "a9"))
    driver.press("s")
    other = driver.pane.marks.badges(driver.pane.visible_lines())[2]
    assert other.width() > box.width()
    assert driver.pane.viewport().grab().toImage() != image


def drag_link(driver: Driver, one: str, other: str) -> None:
    """Alt and the mouse, from the first span's first character to the other's."""
    spans = driver.window.session.spans
    driver.drag(spans[one].start, spans[other].start, ALT, (0.5, 0.5))


def test_a_drag_links_at_once_where_one_relation_fits(driver: Driver) -> None:
    drag_link(driver, "c", "q")
    assert [(r["label"], r["head"], r["child"]) for r in driver.record()["relations"]] == [
        ("expressed_in", "c", "q")
    ]
    assert driver.active.id == "c"
    drag_link(driver, "q", "c")
    assert len(driver.relations) == 1
    assert driver.told == "Expressed in: they are linked so already."
    driver.press("z", CTRL)
    assert driver.relations == []


@POPUPS
def test_a_drag_asks_which_relation_where_several_fit(driver: Driver) -> None:
    drag_link(driver, "q", "a9")
    menu = popup_menu(driver)
    assert [action.text() for action in menu.actions()] == ["&1  Speaker", "&2  Addressee"]
    driver.press("2")
    assert children(driver, "addressee") == ["a9"]
    drag_link(driver, "a8", "q")
    popup_menu(driver)
    driver.press("1")
    assert children(driver) == ["a8"]
    drag_link(driver, "q", "a7")
    popup_menu(driver).close()
    driver.settle()
    assert len(driver.relations) == 2


def test_a_drag_that_fits_no_relation_says_why(driver: Driver) -> None:
    drag_link(driver, "c", "u")
    assert driver.told == ("Claim links to Actor (claimant, target) or Quote (expressed in), not to Cue.")
    assert driver.relations == []


@POPUPS
def test_a_suggestion_at_the_end_of_a_link_is_taken_over(driver: Driver) -> None:
    drag_link(driver, "q", "open")
    popup_menu(driver)
    driver.press("1")
    assert children(driver) == ["open"]
    assert driver.window.session.spans["open"].origin.decision == "accepted"


@POPUPS
def test_a_drag_to_whom_is_suggested_tells_nothing_and_is_one_step(windows: Windows) -> None:
    driver = suggested_speaker(windows)
    drag_link(driver, "q", "a")
    popup_menu(driver)
    driver.press("1")
    assert links(driver) == {("speaker", "q", "a"), ("cue", "q", "u")}
    assert [r.origin.decision for r in driver.relations if r.label == "speaker"] == ["accepted"]
    assert driver.told == ""
    driver.press("z", CTRL)
    assert driver.window.session.spans["a"].is_open
    assert {r.origin.decision for r in driver.relations} == {"open"}


def test_s_numbers_whom_is_suggested_and_takes_over_one_in_one_step(windows: Windows) -> None:
    driver = suggested_speaker(windows)
    driver.window.labelling.activate("q")
    driver.press("s")
    assert driver.pane.candidates == {1: "other", 2: "a"}
    assert driver.pane.marks.linked == set()
    driver.press("1")
    assert [r["child"] for r in driver.record()["relations"]] == ["other"]
    assert driver.active.id == "q"
    assert not driver.window.session.spans["other"].is_open
    driver.press("z", CTRL)
    assert driver.record()["relations"] == []
    assert driver.window.session.spans["other"].is_open


def test_a_link_that_is_suggested_between_spans_is_taken_over_by_making_it(windows: Windows) -> None:
    driver = suggested_speaker(windows, open_=False)
    driver.window.labelling.activate("q")
    driver.press("s")
    driver.press("2")
    assert [(r.id, r.origin.decision) for r in driver.relations if r.label == "speaker"] == [("r", "accepted")]


def suggested_speaker(windows: Windows, open_: bool = True) -> Driver:
    """A quote whose cue and speaker are suggested, and another actor."""
    who = {"origin": OPEN} if open_ else {"annotator": "Mara"}
    spans = [
        make_span("QUOTE", (word(11)[0], word(15)[1]), id="q", annotator="Mara"),
        make_span("CUE", word(16), id="u", origin=OPEN),
        make_span("ACTOR", word(17), id="other", **who),
        make_span("ACTOR", word(18), id="a", **who),
    ]
    made = [make_relation("speaker", "q", "a", id="r", origin=OPEN), make_relation("cue", "q", "u", origin=OPEN)]
    return windows.open(make_draft(TEXT, spans=spans, relations=made))


def test_a_link_of_which_there_may_be_one_is_replaced(driver: Driver) -> None:
    book = driver.project.codebook
    relations = tuple(replace(kind, many=kind.name != "expressed_in") for kind in book.relations)
    driver.project.codebook = replace(book, relations=relations)
    driver.window.session.run(commands.AddSpan(1, "QUOTE", (word(13),), id="q2"))
    for quote in ("q", "q2"):
        driver.window.session.run(commands.AddRelation(1, "expressed_in", "c", quote))
    assert children(driver, "expressed_in") == ["q2"]


def chip_of(driver: Driver, relation: str) -> Chip:
    return next(c for c in driver.window.inspector.findChildren(Chip) if c.property("relation") == relation)


def test_what_is_suggested_is_shown_as_that_and_can_be_rejected(windows: Windows) -> None:
    driver = suggested_speaker(windows)
    driver.window.session.run(commands.AddRelation(1, "addressee", "q", "other"))
    driver.window.labelling.activate("q")
    driver.settle()
    (made,) = (r.id for r in driver.relations if r.label == "addressee")
    assert [chip_of(driver, id_).property("role") for id_ in ("r", made)] == ["proposed", "chip"]
    assert [chip_of(driver, id_).accessibleName() for id_ in ("r", made)] == ["Wort18 (suggested)", "Wort17"]
    chip_of(driver, "r").setFocus()
    driver.press(Key.Key_Delete)
    assert children(driver) == []
    assert driver.message == ""
    driver.press("z", CTRL)
    assert children(driver) == ["a"]


def test_a_suggested_chip_becomes_a_plain_one_by_being_accepted(windows: Windows) -> None:
    driver = suggested_speaker(windows)
    driver.window.labelling.activate("q")
    driver.settle()
    driver.press(Key.Key_Return)
    driver.settle()
    assert chip_of(driver, "r").property("role") == "chip"


def test_the_chip_under_the_pointer_points_its_link_out(driver: Driver) -> None:
    driver.window.labelling.activate("q")
    driver.press("s")
    driver.press("1")
    driver.settle()
    (relation,) = driver.relations
    chip = next(c for c in driver.window.inspector.findChildren(Chip) if c.property("relation") == relation.id)
    for kind, expected in ((QEvent.Type.Enter, relation.id), (QEvent.Type.Leave, None)):
        QApplication.sendEvent(chip, QEvent(kind))
        assert driver.pane.links.pointed_out == expected
    chip.setFocus()
    driver.settle()
    assert driver.pane.links.pointed_out == relation.id
    driver.press(Key.Key_Delete)
    assert driver.relations == []
    assert driver.pane.links.pointed_out is None


def links(driver: Driver) -> set[tuple[str, str, str]]:
    return {(r.label, r.head, r.child) for r in driver.relations}


def test_from_a_cue_one_key_links_the_only_quote_that_lacks_one(driver: Driver) -> None:
    driver.window.labelling.activate("u")
    driver.press("s")
    assert links(driver) == {("cue", "q", "u")}
    assert driver.active.id == "u"
    assert driver.told.startswith("Cue: Wort11")
    driver.press("z", CTRL)
    assert not links(driver)


def test_from_an_actor_the_quote_or_claim_is_chosen_where_several_are_possible(driver: Driver) -> None:
    driver.window.labelling.activate("a9")
    driver.press("s")
    assert driver.pane.candidates == {1: "q", 2: "c"}
    driver.press("2")
    assert links(driver) == {("claimant", "c", "a9")}
    assert driver.active.id == "a9"
    # The claim has its claimant now, so that the quote alone can be meant.
    driver.window.labelling.activate("a8")
    driver.press("s")
    assert links(driver) == {("claimant", "c", "a9"), ("speaker", "q", "a8")}
    # Who adds another one is asked, as nothing lacks one.
    driver.press("s")
    assert driver.pane.candidates == {1: "c"}
    driver.press(Key.Key_Escape)
    assert not driver.window.linking.is_on


def test_in_another_paragraph_it_is_asked(windows: Windows) -> None:
    text = "„Wir bleiben“\n\nOhlsen"
    spans = [
        make_span("QUOTE", (0, 13), id="q", annotator="Mara"),
        make_span("ACTOR", (15, 21), id="a", annotator="Mara"),
    ]
    driver = windows.open(make_draft(text, spans=spans))
    driver.window.labelling.activate("a")
    driver.press("s")
    assert driver.pane.candidates == {1: "q"}
    driver.press("1")
    assert links(driver) == {("speaker", "q", "a")}
    driver.press("s")
    assert "Select a span that can be linked first" in driver.told
