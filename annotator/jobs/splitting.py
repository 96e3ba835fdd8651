"""Splits of a project: which articles are to train on and which to test with, decided once and kept."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from annotator.core.errors import Cancelled, UserError
from annotator.core.models import SPLITS, Change, ExportArticle
from annotator.core.splitting import PLAN, Part, crossing, share_out
from annotator.formats.dates import day_of
from annotator.jobs.catching_up import catch_up
from annotator.jobs.export_filter import ExportFilter, Selection
from annotator.jobs.export_run import found_articles
from annotator.jobs.progress import Progress
from annotator.store import articles, groups
from annotator.store.annotations import codebook
from annotator.store.bulk import export_rows
from annotator.store.database import Database
from annotator.store.entries import kept

SPLIT_BY = ("source", "date", "actor")
_STEP = 200
_LARGE = 0.2  # a bundle that holds so much of all articles is worth a sentence


@dataclass(frozen=True, slots=True)
class SplitPlan:
    """How articles are shared out. ``shares`` of SPLITS sum up to 1.

    Near-duplicates always stay together; with ``by`` also articles of one source, or that have an actor in common
    (``source``, ``actor``), and with ``date`` the latest are tested on. So it is from then on, unless ``again``
    forgets the splits that there are.
    """

    shares: dict[str, float]
    seed: int = 0
    by: frozenset[str] = frozenset()
    again: bool = False


@dataclass(frozen=True, slots=True)
class KeptPlan:
    """A plan by which so many articles came into a split; ``whole`` if none of the project was passed over."""

    plan: SplitPlan
    articles: int
    whole: bool

    def dumps(self) -> str:
        plan = self.plan
        content = {"shares": plan.shares, "seed": plan.seed, "by": sorted(plan.by), "again": plan.again}
        return json.dumps({**content, "articles": self.articles, "whole": self.whole})

    @classmethod
    def loads(cls, text: str) -> KeptPlan:
        content = json.loads(text)
        plan = SplitPlan(content["shares"], content["seed"], frozenset(content["by"]), content["again"])
        return cls(plan, content["articles"], content["whole"])


def kept_plans(conn: Any) -> list[KeptPlan]:
    """The plans by which the articles have come into their splits, oldest first, but for what was undone."""
    plans: list[KeptPlan] = []
    for text in kept(conn, PLAN):
        plan = KeptPlan.loads(text)
        if plan.plan.again and plan.whole:
            plans.clear()
        plans.append(plan)
    return plans


@dataclass(slots=True)
class SplitReport:
    """Articles and spans by label in each split, by ``plan``; how many articles are new in one, or moved.

    ``whole`` if no article of the project was passed over. ``without`` counts the articles that lack what splits
    go by (source, actor, date), where any do. ``as_before`` is what they go by as earlier ones did, though it was
    not asked for; ``later`` counts the articles to train on that are later than one to test with, by date. After a
    ``dry_run`` all of it is what would be.
    """

    plan: SplitPlan
    change: Change | None = None
    articles: Counter[str] = field(default_factory=Counter)
    labels: dict[str, Counter[str]] = field(default_factory=dict)
    new: int = 0
    moved: int = 0
    groups: int = 0
    crossing: int = 0
    largest: float = 0.0
    whole: bool = False
    without: dict[str, int] = field(default_factory=dict)
    as_before: tuple[str, ...] = ()
    later: int = 0
    dry_run: bool = False

    def in_order(self) -> list[tuple[str, int]]:
        """The splits with the numbers of their articles: train, dev, test, others."""
        return sorted(self.articles.items(), key=lambda pair: _order(pair[0]))

    @property
    def is_coarse(self) -> bool:
        """Whether one group is so large that shares may be far off."""
        return self.largest >= _LARGE

    def sentences(self) -> list[str]:
        """The same in words, one sentence each."""
        lines = [
            f"{self.new} article{'' if self.new == 1 else 's'} {'would be split' if self.dry_run else 'split'}"
            + (f", {self.moved} moved to the split of their group." if self.moved else ".")
        ]
        for split, number in self.in_order():
            counts = ", ".join(f"{n} {label}" for label, n in sorted(self.labels[split].items()))
            plural = "" if number == 1 else "s"
            lines.append(f"{split}: {number} article{plural}" + (f" ({counts})." if counts else "."))
        if self.as_before:
            lines.append(
                f"As before, articles are split by {' and '.join(self.as_before)} (--resplit begins anew)."
            )
        lines.append(f"Groups that stay together: {self.groups}, parted: {self.crossing}.")
        if self.later:
            lines.append(f"Articles to train on that are later than one to test with: {self.later}.")
        if self.is_coarse:
            lines.append(f"The largest group holds {self.largest:.0%} of the articles, so shares may be far off.")
        for what, number in self.without.items():
            so = "they count as the earliest" if what == "date" else "near-duplicates alone keep them together"
            lines.append(f"Articles without {what}, so that {so}: {number}.")
        return lines


def split_articles(
    db: Database, wanted: ExportFilter, plan: SplitPlan, progress: Progress | None = None
) -> tuple[dict[int, str], SplitReport]:
    """The split of each article that an export takes, by id, and the report of it. Raises UserError, Cancelled."""
    unknown = plan.by.difference(SPLIT_BY)
    if unknown:
        raise UserError(f"Articles can't be split by {sorted(unknown)[0]!r}; by {', '.join(SPLIT_BY)} they can.")
    catch_up(db, progress)
    asked = plan.by
    plan = _going_on(db, plan)
    parts = _parts(db, wanted, plan, progress)
    sharing = share_out(parts, plan.shares, plan.seed, "date" in plan.by)
    report = SplitReport(plan, new=len(sharing.new), moved=len(sharing.moved), largest=sharing.largest)
    report.as_before = tuple(sorted(plan.by - asked))
    taken = [part for part in parts if part.wanted]
    report.whole = len(taken) == len(parts)
    for part in taken:
        split = sharing.splits[part.id]
        report.articles[split] += 1
        report.labels.setdefault(split, Counter()).update(part.labels)
    report.without = _without(taken, plan.by)
    report.groups = len({group for part in taken for group in part.ties})
    report.crossing = crossing(taken, sharing.splits)
    if "date" in plan.by:
        report.later = _later(taken, sharing.splits)
    return dict(sharing.splits), report


def _going_on(db: Database, plan: SplitPlan) -> SplitPlan:
    """The plan with what earlier ones kept together, whose splits stay."""
    if plan.again:
        return plan
    with db.snapshot() as conn:
        return replace(plan, by=plan.by.union(*(one.plan.by for one in kept_plans(conn))))


def _later(parts: list[Part], splits: Mapping[int, str]) -> int:
    """How many articles to train on are later than the earliest to test with."""
    first = min((part.date for part in parts if part.date and splits[part.id] == "test"), default=None)
    return sum(first is not None and (part.date or "") > first and splits[part.id] == "train" for part in parts)


def _without(parts: list[Part], by: frozenset[str]) -> dict[str, int]:
    """How many articles have nothing by which the plan splits them."""
    found = {
        what: sum(
            part.date is None if what == "date" else not any(g.startswith(f"{what}:") for g in part.groups)
            for part in parts
        )
        for what in SPLIT_BY
        if what in by
    }
    return {what: number for what, number in found.items() if number}


def _parts(db: Database, wanted: ExportFilter, plan: SplitPlan, progress: Progress | None) -> list[Part]:
    """Every article as one to be shared out, or as one that only keeps its group where it is."""
    parts = []
    same: dict[object, Counter[str]] = {}  # most articles have as many spans of each label as another one
    selection = Selection(wanted)
    with db.snapshot() as conn:
        found = found_articles(conn, codebook(conn)[1], wanted, progress)
        total, given = articles.count(conn), groups.given(conn)
        for n, item in enumerate(export_rows(conn, wanted.annotator)):
            if n % _STEP == 0 and progress is not None and not progress(n, total):
                raise Cancelled("Stopped: nothing was changed.")
            taken = found is None or item.article.id in found
            taken = taken and wanted.takes(item) and wanted.is_shared(item)
            narrowed = selection.of(item)
            labels = Counter(row[1] for row in narrowed.spans)
            labels = same.setdefault(tuple(sorted(labels.items())), labels)
            parts.append(_part(narrowed, plan, taken, labels, given.get(item.article.id)))
    return parts


def _part(item: ExportArticle, plan: SplitPlan, taken: bool, labels: Counter[str], given: str | None) -> Part:
    """``given`` is the group that a file gave it, whose articles need not be near-duplicates of each other."""
    article = item.article
    alike = tuple(f"group:{name}" for name in dict.fromkeys((article.group, given)) if name is not None)
    joined = []
    if "source" in plan.by and article.source:
        joined.append(f"source:{article.source}")
    if "actor" in plan.by:
        joined += sorted({f"actor:{row[6]}" for row in item.spans if row[6] is not None})
    split = None if plan.again and taken else article.split
    # What is no date that can be compared would be later than all years, or earlier.
    published = article.published if day_of(article.published) else None
    return Part(article.id, article.key, tuple(joined), labels, published, split, taken, alike)


def _order(split: str) -> tuple[int, Any]:
    return (SPLITS.index(split), "") if split in SPLITS else (len(SPLITS), split)
