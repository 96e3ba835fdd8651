"""Marking stretches as not article text, and back."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from annotator.commands.base import require_article
from annotator.core.codebook import Codebook
from annotator.core.errors import UserError
from annotator.core.identity import new_id
from annotator.core.models import Zone
from annotator.store.annotations import zone_row
from annotator.store.history import Recorder

ZONE_KINDS = (
    "breadcrumb",
    "byline",
    "caption",
    "pagination",
    "related",
    "advert",
    "repeated headline",
    "boilerplate",
)


@dataclass(frozen=True, slots=True)
class AddZone:
    """Marks a stretch as not article text. One that fills whole lines takes the line ends after it along."""

    name: ClassVar[str] = "add zone"
    article_id: int
    start: int
    end: int
    kind: str = "boilerplate"
    id: str = field(default_factory=new_id)

    def run(self, recorder: Recorder, codebook: Codebook) -> None:
        text: str = require_article(recorder, self.article_id)["text"]
        if not 0 <= self.start < self.end <= len(text):
            raise UserError(f"The text has {len(text)} characters only.")
        start, end = whole_lines(text, self.start, self.end)
        recorder.insert(
            "zone",
            zone_row(
                Zone(
                    self.id,
                    self.article_id,
                    start,
                    end,
                    _named(self.kind),
                    annotator=recorder.annotator,
                    created_at=recorder.at,
                )
            ),
        )


@dataclass(frozen=True, slots=True)
class DeleteZone:
    """Makes a zone article text again."""

    name: ClassVar[str] = "delete zone"
    article_id: int
    zone_id: str

    def run(self, recorder: Recorder, codebook: Codebook) -> None:
        recorder.delete("zone", self.article_id, self.zone_id)


@dataclass(frozen=True, slots=True)
class SetZoneKind:
    """Says what kind of zone it is."""

    name: ClassVar[str] = "set zone kind"
    article_id: int
    zone_id: str
    kind: str

    def run(self, recorder: Recorder, codebook: Codebook) -> None:
        recorder.update("zone", self.article_id, self.zone_id, kind=_named(self.kind))


def _named(kind: str) -> str:
    if not kind.strip():
        raise UserError("A zone needs a kind.")
    return kind


def whole_lines(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch with the line ends that would be left over as blank lines if it were cut."""
    if start and text[start - 1] != "\n":
        return start, end
    if end < len(text) and text[end] != "\n":
        return start, end
    while end < len(text) and text[end] == "\n":
        end += 1
    return start, end
