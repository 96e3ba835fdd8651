"""Which spans a drag from one to another may link, and why others it may not."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from annotator.core.codebook import Codebook, RelationType
from annotator.core.models import Span


class Link(NamedTuple):
    """A relation that may go from ``head`` to ``child``."""

    kind: RelationType
    head: Span
    child: Span


def links_between(codebook: Codebook, one: Span, other: Span) -> list[Link]:
    """The relations that a drag from ``one`` to ``other`` can mean.

    Those from the one to the other, or where there are none, those back: who drags from the speaker to the quote
    means the same as who drags from the quote to the speaker.
    """
    if one.id == other.id:
        return []
    for head, child in ((one, other), (other, one)):
        kinds = [kind for kind in codebook.relations_from(head.label) if child.label in kind.child]
        if kinds:
            return [Link(kind, head, child) for kind in kinds]
    return []


def partners(codebook: Codebook, label: str) -> dict[str, list[str]]:
    """The labels that spans of this one can be linked to or from, each with the titles of the relations."""
    found: dict[str, list[str]] = {}
    for kind in codebook.relations:
        others = [*(kind.child if label in kind.head else ()), *(kind.head if label in kind.child else ())]
        for other in dict.fromkeys(others):
            found.setdefault(other, []).append(kind.title.lower())
    return found


def why_not(codebook: Codebook, one: Span, other: Span) -> str:
    """Why no relation fits two spans: "Claim links to Actor (claimant, target) or Quote (…), not to Cue."."""
    tr = QCoreApplication.translate
    if one.id == other.id:
        return tr("Links", "A span can't be linked to itself.")
    found = partners(codebook, one.label)
    if not found:
        return tr("Links", "The codebook has no relations for %1.").replace("%1", _title(codebook, one.label))
    allowed = [f"{_title(codebook, label)} ({', '.join(kinds)})" for label, kinds in found.items()]
    sentence = tr("Links", "%1 links to %2, not to %3.")
    for place, text in (
        ("%1", _title(codebook, one.label)),
        ("%2", _alternatives(allowed)),
        ("%3", _title(codebook, other.label)),
    ):
        sentence = sentence.replace(place, text)
    return sentence


def _title(codebook: Codebook, label: str) -> str:
    found = codebook.label(label)
    return found.title if found else label


def _alternatives(texts: list[str]) -> str:
    if len(texts) == 1:
        return texts[0]
    joined = QCoreApplication.translate("Links", "%1 or %2")
    return joined.replace("%1", ", ".join(texts[:-1])).replace("%2", texts[-1])
