"""What an export wrote, and what it did not, in words."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, fields
from typing import Any

import orjson

from annotator.formats.cells import csv_file
from annotator.formats.writers.losses import Loss, Losses
from annotator.jobs.export_filter import ExportFilter


@dataclass(slots=True)
class ExportReport:
    """What was written, and what was not.

    ``left_out`` counts articles by their status; ``losses`` are those of the format.
    """

    written: int = 0
    not_done: int = 0
    left_out: dict[str, int] = field(default_factory=dict)
    not_found: int = 0  # articles that the query doesn't find
    too_few: int = 0  # articles that fewer annotators labelled than have to agree
    spans_filtered: int = 0  # by label, origin or agreement
    relations_filtered: int = 0
    comments_filtered: int = 0
    values_disputed: int = 0  # attributes, actors and concepts of spans that are agreed on
    zones_cut: int = 0
    spans_in_zones: int = 0
    spans_shortened: int = 0  # by zones that lie in them
    relations_in_zones: int = 0
    foreign_relations: int = 0
    comments_in_zones: int = 0
    foreign_comments: int = 0
    lacking: int = 0  # spans without an attribute that the codebook requires
    notes: list[str] = field(default_factory=list)  # on the query
    losses: Losses = field(default_factory=Losses)
    cancelled: bool = False
    dry_run: bool = False  # nothing was written, and all of this is what would be

    def add(self, other: ExportReport) -> None:
        """Adds what came of further articles."""
        for name in _SUMS:
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for status, number in other.left_out.items():
            self.left_out[status] = self.left_out.get(status, 0) + number
        self.losses.add_all(other.losses)

    def sentences(self, wanted: ExportFilter) -> list[str]:
        """What a person should know of the export, one sentence each."""
        lines = [
            f"{_number(self.written, 'article')} {'would be written' if self.dry_run else 'written'}"
            + (f", {self.not_done} not done." if self.not_done else ".")
        ]
        if self.left_out:
            counts = ", ".join(f"{n} {status}" for status, n in sorted(self.left_out.items()))
            lines.append(f"Left out by --status {wanted.status}: {counts}.")
        if self.not_found:
            lines.append(f"Left out by --query: {_number(self.not_found, 'article')}.")
        if self.too_few:
            lines.append(f"Left out by --agreement, as too few labelled them: {_number(self.too_few, 'article')}.")
        if self.spans_filtered:
            lines.append(
                "Left out by --label, --origin or --agreement: "
                + _with_these(self.spans_filtered, self.relations_filtered, self.comments_filtered)
                + "."
            )
        if self.values_disputed:
            lines.append(
                "Left unset by --agreement, as too few gave the same: "
                f"{_number(self.values_disputed, 'value')} (attributes, actors, concepts)."
            )
        if self.zones_cut:
            lines.append(f"Cut out: {_number(self.zones_cut, 'zone')}{self._lost()} (--keep-zones keeps them).")
        if self.spans_shortened:
            lines.append(f"Shortened by what was cut out of them: {_number(self.spans_shortened, 'span')}.")
        for foreign, thing, how in (
            (self.foreign_relations, "relation", "with"),
            (self.foreign_comments, "comment", "on"),
        ):
            if foreign:
                lines.append(f"Left out: {_number(foreign, thing)} {how} a span that is not exported.")
        if self.lacking:
            lines.append(f"{_number(self.lacking, 'span')} without an attribute that the codebook requires.")
        return lines + self.losses.sentences() + [f"Note on the query: {note}" for note in self.notes]

    def as_json(self, wanted: ExportFilter) -> bytes:
        """The report as JSON: counts, those of the format's losses by kind, and each loss that is listed."""
        content: dict[str, Any] = {
            field.name: getattr(self, field.name) for field in fields(self) if field.name != "losses"
        }
        content["losses"] = dict(sorted(self.losses.counts.items()))
        content["sentences"] = self.sentences(wanted)
        content["listed"] = [asdict(loss) for loss in self.losses.listed]
        return orjson.dumps(content, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)

    def as_csv(self, wanted: ExportFilter) -> bytes:
        """The report as CSV for spreadsheets: the sentences, then a row for each loss that is listed."""
        names = [field.name for field in fields(Loss)]
        return csv_file(
            [
                ["what", *names[1:]],
                *([sentence, *[None] * len(names[1:])] for sentence in self.sentences(wanted)),
                *([getattr(loss, name) for name in names] for loss in self.losses.listed),
            ]
        )

    def _lost(self) -> str:
        """What went with the zones."""
        if not self.spans_in_zones:
            return ""
        return ", with " + _with_these(self.spans_in_zones, self.relations_in_zones, self.comments_in_zones)


_SUMS = tuple(field.name for field in fields(ExportReport) if field.type == "int")


def _with_these(spans: int, relations: int, comments: int) -> str:
    """Spans and what hung on them."""
    parts = [_number(spans, "span"), _number(relations, "relation")]
    if comments:
        parts.append(_number(comments, "comment"))
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def _number(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
