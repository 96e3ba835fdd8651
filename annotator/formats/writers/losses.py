"""What a format can't hold of what a project has: counted by kind, and the first of each kind listed.

Kinds have their sentences here, which the window translates (ui/exporting/wording.py).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

LISTED = 10_000
"""So many losses are listed one by one; the rest is counted."""

SENTENCES: Mapping[str, tuple[str, str]] = {
    # kind: (one, many); %n is the number.
    "snapped": ("1 span grew to the borders of its tokens", "%n spans grew to the borders of their tokens"),
    "misaligned": (
        "1 span left out, as it doesn't begin and end with tokens",
        "%n spans left out, as they don't begin and end with tokens",
    ),
    "overlapping": (
        "1 span left out, as it overlaps another one",
        "%n spans left out, as they overlap others",
    ),
    "ambiguous": (
        "1 span left out, as its words don't tell where in the text it stands",
        "%n spans left out, as their words don't tell where in the text they stand",
    ),
    "elsewhere": (
        "1 span in the tags of its label alone, as it overlaps one of another label",
        "%n spans in the tags of their labels alone, as they overlap those of others",
    ),
    "unrelated": (
        "1 span left out, as it belongs to no quote",
        "%n spans left out, as they belong to no quote",
    ),
    "unpaired": ("1 span left out, as it stands in no pair", "%n spans left out, as they stand in no pair"),
    "trimmed": (
        "1 span written without white space at its ends, or without a piece that is white space",
        "%n spans written without white space at their ends, or without pieces that are white space",
    ),
    "blank": (
        "1 span left out, as it is nothing but white space",
        "%n spans left out, as they are nothing but white space",
    ),
    "characters": (
        "1 character that XML can't hold replaced",
        "%n characters that XML can't hold replaced",
    ),
    "pieces": (
        "1 span of several pieces written as one stretch or as several spans",
        "%n spans of several pieces written as one stretch or as several spans",
    ),
    "no_statement": ("1 span left out, as it is no statement", "%n spans left out, as they are no statements"),
    "no_row": ("1 article without a row", "%n articles without a row"),
    "cut": (
        "1 text cut, as a cell holds 32,767 characters",
        "%n texts cut, as a cell holds 32,767 characters",
    ),
    "unread": (
        "1 article left out, as it has no label and is not done",
        "%n articles left out, as they have no label and are not done",
    ),
    "untold": (
        "1 article without a label, of which the format doesn't tell whether it is done",
        "%n articles without a label, of which the format doesn't tell whether they are done",
    ),
    "begun": (
        "1 article without a label written as answered, though it is started and not done",
        "%n articles without a label written as answered, though they are started and not done",
    ),
    "mixed": (
        "1 article with labels of several annotators, whom the format doesn't tell apart",
        "%n articles with labels of several annotators, whom the format doesn't tell apart",
    ),
    "attributes": ("1 attribute left out", "%n attributes left out"),
    "entries": ("1 link to an actor or concept left out", "%n links to actors and concepts left out"),
    "notes": ("1 note left out", "%n notes left out"),
    "relations": ("1 relation left out", "%n relations left out"),
    "zones": ("1 zone not marked", "%n zones not marked"),
    "comments": ("1 comment left out", "%n comments left out"),
    "places": (
        "1 comment on a span written as one on its article",
        "%n comments on spans written as ones on their articles",
    ),
    "open": ("1 suggestion left out", "%n suggestions left out"),
    "twice": ("1 span left out, as another one is the same", "%n spans left out, as others are the same"),
    "empty": ("1 article without text left out", "%n articles without text left out"),
}


@dataclass(frozen=True, slots=True)
class Loss:
    """One span that a format changed or left out.

    Offsets are code points of the exported text; ``became`` is what the span's text is in the export, None where
    it is left out.
    """

    kind: str
    article: str
    label: str
    start: int
    end: int
    text: str
    became: str | None = None


@dataclass(slots=True)
class Losses:
    """Counts losses by kind (a key of SENTENCES)."""

    counts: Counter[str] = field(default_factory=Counter)
    listed: list[Loss] = field(default_factory=list)

    def count(self, kind: str, number: int = 1) -> None:
        """Counts what can't be pointed at."""
        if number:
            self.counts[kind] += number

    def add(self, kind: str, article: str, span: Mapping[str, Any], became: str | None = None) -> None:
        """Counts and lists one span of the record of ``article``."""
        self.counts[kind] += 1
        if len(self.listed) < LISTED:
            place = span["start"], span["end"], span["text"]
            self.listed.append(Loss(kind, article, span["label"], *place, became))

    def add_all(self, others: Losses) -> None:
        """Counts and lists what others did after this."""
        self.counts.update(others.counts)
        self.listed += others.listed[: LISTED - len(self.listed)]

    def taken(self) -> Losses:
        """What has come since the last time; it is counted and listed here no more."""
        taken = Losses(self.counts, self.listed)
        self.counts, self.listed = Counter(), []
        return taken

    def counted(self) -> list[tuple[int, str, str]]:
        """For each kind that occurred, in the order of SENTENCES: how often, its words for one and for many."""
        return [(self.counts[kind], one, many) for kind, (one, many) in SENTENCES.items() if self.counts[kind]]

    def sentences(self) -> list[str]:
        """A sentence for each kind that occurred."""
        return [
            (one if number == 1 else many).replace("%n", str(number)) + "." for number, one, many in self.counted()
        ]
