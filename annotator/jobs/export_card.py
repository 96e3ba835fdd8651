"""The data card of an export: counts while it goes, and writes it at the end."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import fields
from glob import escape
from pathlib import Path

from annotator.core.codebook import Codebook
from annotator.formats.writers.base import Record, Setup, Writer
from annotator.formats.writers.cards.card import NAME, Card
from annotator.formats.writers.cards.card_counts import Counts
from annotator.formats.writers.cards.loading import SHARDS, Files, Hint, loading
from annotator.formats.writers.registry import Format
from annotator.formats.writers.streams import split_name
from annotator.jobs.agreement import Agreement
from annotator.jobs.export_filter import ExportFilter
from annotator.jobs.export_report import ExportReport
from annotator.jobs.splitting import KeptPlan

_KEPT_OPEN = ("shard", "template")  # told otherwise, or not at all


def card_beside(out: Path) -> Path:
    """Where the card of a single file is."""
    return out.with_name(f"{out.name}.{NAME}")


class Tally:
    """Counts what a card tells of records."""

    def __init__(self, codebook: Codebook, wanted: ExportFilter) -> None:
        self.counts = Counts(codebook)
        # Of what several annotators agree on, one span goes out, so that nothing is left to compare.
        self.agreement = Agreement(codebook) if wanted.agreement == 1 and wanted.annotator is None else None

    def add(self, record: Record, done: Collection[str]) -> None:
        """Counts an article, which these annotators have done."""
        self.counts.add(record)
        if self.agreement is not None:
            self.agreement.add(record, done)

    def add_all(self, others: Tally) -> None:
        """Counts what others did of further articles."""
        self.counts.add_all(others.counts)
        if self.agreement is not None and others.agreement is not None:
            self.agreement.add_all(others.agreement)


class ExportCard:
    """The card of an export; ``tally`` is to count all records before it is asked for."""

    def __init__(
        self, setup: Setup, form: Format, wanted: ExportFilter, out: Path, plans: Sequence[KeptPlan]
    ) -> None:
        self._setup, self._form, self._wanted, self._out, self._plans = setup, form, wanted, out, plans
        self.tally = Tally(setup.codebook, wanted)

    def text(self, report: ExportReport, writer: Writer, is_folder: bool) -> str:
        counts, agreement = self.tally.counts, self.tally.agreement
        by_label, by_pair = agreement.tables() if agreement is not None else ([], [])
        # What a writer may have beside what all have (base.Writer tells).
        front = getattr(writer, "front_matter", None)
        return Card(
            self._form.title,
            self._setup.codebook,
            counts,
            dict(self._settings()),
            report.sentences(self._wanted)[1:],
            self._hints(writer, is_folder),
            [_splitting(plan) for plan in self._plans],
            agreement.articles if agreement is not None else None,
            by_label,
            by_pair,
            agreement.choices() if agreement is not None else [],
            "" if front is None else front(),
            getattr(writer, "about", ""),
        ).text()

    def _settings(self) -> Iterator[tuple[str, str]]:
        wanted, options = self._wanted, self._setup.options
        yield "Format", f"{self._form.title} ({self._form.name})"
        for field in fields(options):
            if field.name in self._form.options and field.name not in _KEPT_OPEN:
                yield field.name.capitalize(), str(getattr(options, field.name))
        if "template" in self._form.options:
            yield "Template", "the usual one" if options.template is None else "another one than the usual"
        yield "Articles", "all" if wanted.status == "any" else f"those that are {_STATUS[wanted.status]}"
        if wanted.query.strip():
            yield "Query", wanted.query
        yield "Annotators", wanted.annotator or "all"
        if wanted.labels:
            yield "Labels", ", ".join(wanted.labels)
        if wanted.origins:
            yield "Origins", ", ".join(wanted.origins)
        if wanted.agreement > 1:
            yield (
                "Agreement",
                f"what {wanted.agreement} annotators made alike, once: spans, their values, relations",
            )
        if wanted.suggestions and "suggestions" in self._form.holds:
            yield "Suggestions", "open ones, too"
        yield "What is not article text (zones)", "kept" if wanted.keep_zones else "cut out, and offsets moved"

    def _hints(self, writer: Writer, is_folder: bool) -> Sequence[Hint] | None:
        splits = self.tally.counts.splits() or [None]
        filled = getattr(writer, "filled", splits)
        there = [split for split in splits if split in filled]
        return loading(self._form.name, self._files(is_folder, there)) if there else None

    def _files(self, is_folder: bool, splits: Sequence[str | None]) -> Files:
        """The files by split, as they are called in a folder of streams."""
        options, mixed = self._setup.options, _is_mixed(self._setup.codebook)
        if not is_folder:
            name = self._out.name
            return Files({"train": escape(name)}, {"train": name}, options, mixed)
        suffix = self._form.suffixes[0] if self._form.suffixes else ".parquet"
        shard = SHARDS if options.shard else ""
        names = {
            _called(split): f"{split_name(split)}{shard}{suffix}"
            for split in splits
            if split is not None or len(splits) == 1
        }
        has = {_called(split) for split, _ in self.tally.counts.spans}
        labelled = {split: name for split, name in names.items() if split in has} or names
        return Files(names, labelled, options, mixed)


def _is_mixed(codebook: Codebook) -> bool:
    """Whether labels give one attribute texts and lists, say, which no column of a table holds together."""
    kinds: dict[str, set[str]] = defaultdict(set)
    for label in codebook.labels:
        for attribute in label.attributes:
            kinds[attribute.name].add(_NO_TEXTS.get(attribute.type, "text"))
    return any(len(several) > 1 for several in kinds.values())


_NO_TEXTS = {kind: kind for kind in ("choices", "boolean", "number")}  # as what the values of other types are


def _called(split: str | None) -> str:
    """What datasets is told that a split is called: letters, digits and underscores, and not "all", its word."""
    name = "train" if split is None else re.sub(r"\W", "_", split_name(split))
    return "unassigned" if name == "all" else name


_STATUS = {"started": "started or done", "done": "done, which is read completely"}


def _splitting(kept: KeptPlan) -> str:
    plan, number = kept.plan, kept.articles
    shares = "/".join(f"{share * 100:.1f}".removesuffix(".0") for share in plan.shares.values())
    names = "/".join(plan.shares)
    together = ["near-duplicates", *(f"articles of one {what}" for what in sorted(plan.by) if what != "date")]
    latest = " The latest are for tests." if "date" in plan.by else ""
    again = "" if plan.again else " What was in a split already stayed there."
    return (
        f"{number} article{'' if number == 1 else 's'} shared out {names} {shares} by seed {plan.seed}, as evenly "
        f"by label as groups allow; kept together: {', '.join(together)}.{latest}{again}"
    )
