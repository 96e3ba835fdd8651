"""An article and spans for the tests of the text pane."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, Qt
from pytestqt.qtbot import QtBot

from annotator.core.codebook import Codebook, Label
from annotator.core.models import Article, Span
from annotator.ui.pane.text_pane import TextPane

CODEBOOK = Codebook(
    "news",
    labels=(
        Label("ACTOR", "Actor", "A", "#1D5FD1", "#7FB0FF", "#1D5FD1"),
        Label("QUOTE", "Quote", "Q", "#A85507", "#F0B357", "#E8A33D"),
    ),
)
TEXT = (
    "Der Verband lehnt ab. Frau Berg sagte: „Wir 😀 warten noch.“ Danach schwieg sie.\n"
    "Die Reeder hoffen weiter auf eine schnelle Schlichtung.\n\n"
    "Das Ministerium blockiert jeden Kompromiss."
)


def article(text: str = TEXT) -> Article:
    return Article(1, "a", "Verband lehnt ab", text, source="Küstenkurier", authors=("H. Vogt",), lang="de")


def span(span_id: str, start: int, end: int, label: str = "ACTOR") -> Span:
    return Span(span_id, 1, "m", label, ((start, end),))


def of(words: str, span_id: str = "s", label: str = "ACTOR") -> Span:
    start = TEXT.index(words)
    return span(span_id, start, start + len(words), label)


def shown_pane(qtbot: QtBot) -> TextPane:
    """A pane with the article, on the screen and with the focus."""
    pane = TextPane()
    qtbot.addWidget(pane)
    pane.resize(820, 500)
    pane.set_codebook(CODEBOOK)
    pane.show()
    qtbot.waitExposed(pane)
    pane.setFocus()
    pane.set_article(article())
    return pane


def pane_without_caret(qtbot: QtBot) -> TextPane:
    """A pane with the article that has no focus: the caret would be one more thing that is painted."""
    pane = shown_pane(qtbot)
    pane.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    pane.clearFocus()
    return pane


def point_of(pane: TextPane, offset: int, share: float = 0.5) -> QPoint:
    """A point of the viewport on the character at an offset, ``share`` of its width from its left."""
    line = pane.places.line_at(offset)
    left, right = pane.places.x_ranges(line, offset, offset + 1)[0]
    at = QPointF(left + share * (right - left), line.baseline - 4) - QPointF(0, pane.scrolled)
    return at.toPoint()


def chosen(pane: TextPane) -> str | None:
    """The selected text."""
    return None if pane.selection is None else pane.text[slice(*pane.selection)]
