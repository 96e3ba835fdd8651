"""An article with quotes, actors, a cue and a claim, and a codebook with relations, for tests of links."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from annotator.core.codebook import Codebook, Label, RelationType
from annotator.core.models import Article, Origin, Relation, Span
from annotator.ui.pane.text_pane import TextPane

CODEBOOK = Codebook(
    "news",
    labels=(
        Label("ACTOR", "Actor", "A", "#1D5FD1", "#7FB0FF", "#1D5FD1"),
        Label("QUOTE", "Quote", "Q", "#A85507", "#F0B357", "#E8A33D"),
        Label("CUE", "Cue", "U", "#0B7468", "#5CCFBF", "#0B7468"),
        Label("CLAIM", "Claim", "C", "#7327A6", "#E2B2F8", "#7327A6"),
        Label("PLACE", "Place", "P", "#555555", "#AAAAAA", "#555555"),
    ),
    relations=(
        RelationType("speaker", "Speaker", ("QUOTE",), ("ACTOR",)),
        RelationType("addressee", "Addressee", ("QUOTE",), ("ACTOR",)),
        RelationType("cue", "Cue", ("QUOTE",), ("CUE",)),
        RelationType("claimant", "Claimant", ("CLAIM",), ("ACTOR",)),
        RelationType("expressed_in", "Expressed in", ("CLAIM",), ("QUOTE",)),
    ),
)
_FILLER = "Danach geschah eine ganze Weile nichts weiter am Kai. " * 60
TEXT = (
    "Harms hörte lange zu.\n"
    + _FILLER
    + "\nAm Tor blieb es ruhig. „Wir bleiben“, sagte Ohlsen, „bis jemand zuhört.“ Petersen nickte.\n"
    + _FILLER
    + "\nBoysen schwieg."
)
OPEN = Origin("rule", decision="open")
MIDDLE = TEXT.index("Am Tor")


def of(span_id: str, label: str, *words: str) -> Span:
    starts = [TEXT.index(one) for one in words]
    return Span(span_id, 1, "m", label, tuple((n, n + len(w)) for n, w in zip(starts, words, strict=True)))


SPANS = (
    of("harms", "ACTOR", "Harms"),
    of("q", "QUOTE", "„Wir bleiben“", "„bis jemand zuhört.“"),
    of("ohlsen", "ACTOR", "Ohlsen"),
    of("said", "CUE", "sagte"),
    of("petersen", "ACTOR", "Petersen"),
    of("claim", "CLAIM", "Wir bleiben"),
    of("tor", "PLACE", "Tor"),
    of("boysen", "ACTOR", "Boysen"),
)


def linked(relation_id: str, label: str, head: str, child: str, *, suggested: bool = False) -> Relation:
    return Relation(relation_id, 1, "m", label, head, child, OPEN if suggested else Origin())


def linked_pane(qtbot: QtBot, *relations: Relation) -> TextPane:
    """A pane that shows the middle of the article, where most spans are."""
    pane = TextPane()
    qtbot.addWidget(pane)
    pane.resize(820, 500)
    pane.set_codebook(CODEBOOK)
    pane.show()
    qtbot.waitExposed(pane)
    pane.setFocus()
    pane.set_article(Article(1, "a", "Am Kai", TEXT, lang="de"), SPANS, relations)
    pane.centre_on(MIDDLE)
    return pane
