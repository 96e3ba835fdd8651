"""What one quotation and one claim cost in keys, in a paragraph of the sample; README tells the number."""

from __future__ import annotations

from pathlib import Path

from annotator.core.resources import sample_data
from tests.end_to_end.window import CTRL, SHIFT, Key, Windows, open_windows
from tests.making import make_draft

windows = open_windows

README = Path(__file__).parents[2] / "README.md"
QUOTE = "„Wir haben die Kräne nicht stillgelegt"
KEYS = 17


def test_a_quotation_with_all_that_belongs_to_it(windows: Windows) -> None:
    text = sample_data("articles", "01-hafenstreik.txt").read_text(encoding="utf-8")
    driver = windows.open(make_draft(text))
    driver.qtbot.waitUntil(lambda: driver.window.controllers.controller("registering").index.ready)  # type: ignore[attr-defined]
    driver.caret_to(QUOTE)
    driver.keys = 0
    press = driver.press
    press("q")  # the quotation at the caret
    press("j")  # and what it goes on with after „sagte …“
    press("1")  # direct
    press(Key.Key_Right)  # to "sagte"
    press("u")
    press("s")  # it is this quote's cue
    press(Key.Key_Right)
    press("a")  # "Gewerkschaftschef Tjark Ohlsen"
    press("s")  # is this quote's speaker
    press("e", SHIFT)  # and "Tjark Ohlsen" in the register
    press(Key.Key_Right, CTRL)  # to the next sentence
    press("c")
    press("2")  # opposes
    press("s")
    press("1")  # the claimant: Ohlsen
    press("e")
    press(Key.Key_Return)  # a new concept
    assert driver.keys == KEYS
    assert f"**{KEYS} keys**" in README.read_text(encoding="utf-8")

    spans = {span.label: span for span in driver.spans}
    assert [driver.text[s:e] for s, e in spans["QUOTE"].segments] == [
        "„Wir haben die Kräne nicht stillgelegt, um Applaus zu bekommen“",
        "„sondern weil uns seit zwei Jahren niemand zuhört.“",
    ]
    assert {label: driver.text[s.start : s.end] for label, s in spans.items() if label != "QUOTE"} == {
        "CUE": "sagte",
        "ACTOR": "Gewerkschaftschef Tjark Ohlsen",
        "CLAIM": "Den Einsatz von Fremdfirmen lehnte er erneut ab",
    }
    assert spans["QUOTE"].attributes == {"form": "direct"}
    assert spans["CLAIM"].attributes == {"stance": "oppose"}
    ids = {label: span.id for label, span in spans.items()}
    assert {(r.label, r.head, r.child) for r in driver.relations} == {
        ("cue", ids["QUOTE"], ids["CUE"]),
        ("speaker", ids["QUOTE"], ids["ACTOR"]),
        ("claimant", ids["CLAIM"], ids["ACTOR"]),
    }
    register = driver.project.register
    actor, concept = register.actor(spans["ACTOR"].actor_id), register.concept(spans["CLAIM"].concept_id)
    assert actor is not None
    assert actor.name == "Tjark Ohlsen"
    assert concept is not None
    assert concept.name == "Den Einsatz von Fremdfirmen lehnte er erneut ab"
