"""The kind of a zone beside or below its words: it leaves what else is drawn there."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from annotator.core.models import Span, Zone
from annotator.ui.pane.text_pane import TextPane
from tests.ui.pane_fakes import article, pane_without_caret

TEXT = (
    "Die Reederei teilte am Dienstag mit, Werbung dass die Verhandlungen mit dem Verband weitergehen. "
    "Jule Petersen schwieg. Lesen Sie auch: Was der Streik für die Inseln bedeutet und wen er trifft."
)
LABELS = ("teilte am Dienstag mit", "dass die Verhandlungen", "Petersen schwieg.")


@pytest.fixture
def pane(qtbot: QtBot) -> TextPane:
    return pane_without_caret(qtbot)


def zone(words: str, kind: str) -> Zone:
    return Zone(words, 1, TEXT.index(words), TEXT.index(words) + len(words), kind)


def bare_below_labels(pane: TextPane) -> set[tuple[int, int]]:
    """The pixels of the bare page below the words of labels, where their underlines are."""
    shot, bare = pane.viewport().grab().toImage(), pane.theme.color("surface").rgb()
    found = set()
    for words in LABELS:
        start = TEXT.index(words)
        for line in pane.visible_lines():
            for left, right in pane.places.x_ranges(line, start, start + len(words)):
                top, bottom = (round(y - pane.scrolled) for y in (line.baseline, line.bottom))
                points = ((x, y) for x in range(round(left), round(right)) for y in range(top, bottom))
                found |= {point for point in points if shot.pixel(*point) == bare}
    return found


@pytest.mark.parametrize("width", range(300, 700, 20))
def test_the_kind_of_a_zone_leaves_the_underlines_beside_it(
    pane: TextPane, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    pane.resize(width, 500)
    places = [(words, TEXT.index(words)) for words in LABELS]
    spans = [Span(words, 1, "m", "QUOTE", ((start, start + len(words)),)) for words, start in places]
    zones = [zone("Werbung", "boilerplate"), zone(TEXT[TEXT.index("Lesen") :], "related")]
    pane.set_article(article(TEXT), spans, zones=zones)
    bare = bare_below_labels(pane)
    monkeypatch.setattr(pane.zone_marks, "paint", lambda *_: None)
    assert bare <= bare_below_labels(pane)
