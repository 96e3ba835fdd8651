"""What a data card counts, article by article: memory grows with what there is to tell, not with the articles."""

from __future__ import annotations

from collections import Counter
from dataclasses import InitVar, dataclass, field

from annotator.core.codebook import CHOICES, Codebook
from annotator.formats.dates import day_of
from annotator.formats.writers.base import Record, RecordSpan

_KEPT = 10_000  # sources told apart; what comes later is counted together
OTHERS = ""
_SUMS = (
    *("articles", "empty", "negative", "characters", "languages", "spans", "relations", "attributes", "origins"),
    *("annotators", "actors", "concepts", "linked"),
)


@dataclass(slots=True)
class Counts:
    """Of each split (None: of no split) the articles by status, spans by label, relations by name.

    ``attributes`` are by label, name and value: the values of choices and booleans, None for what was set to
    anything else. ``origins`` are by kind and decision. ``groups`` are those of near-duplicates; ``crossing`` of
    them have articles in more than one split.
    """

    codebook: InitVar[Codebook]
    articles: Counter[tuple[str | None, str]] = field(default_factory=Counter)
    empty: Counter[str | None] = field(default_factory=Counter)
    negative: Counter[str | None] = field(default_factory=Counter)
    characters: Counter[str | None] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)
    sources: Counter[str] = field(default_factory=Counter)
    spans: Counter[tuple[str | None, str]] = field(default_factory=Counter)
    relations: Counter[tuple[str | None, str]] = field(default_factory=Counter)
    attributes: Counter[tuple[str, str, str | None]] = field(default_factory=Counter)
    origins: Counter[tuple[str, str | None]] = field(default_factory=Counter)
    annotators: Counter[str] = field(default_factory=Counter)
    actors: set[str] = field(default_factory=set)
    concepts: set[str] = field(default_factory=set)
    linked: Counter[str] = field(default_factory=Counter)
    groups: dict[str, str] = field(default_factory=dict)
    crossing: set[str] = field(default_factory=set)
    first: str | None = None
    last: str | None = None
    changed: str | None = None
    _listed: frozenset[tuple[str, str]] = field(default=frozenset(), repr=False)

    def __post_init__(self, codebook: Codebook) -> None:
        self._listed = frozenset(
            (label.name, attribute.name)
            for label in codebook.labels
            for attribute in label.attributes
            if attribute.type in (*CHOICES, "boolean")
        )

    def add(self, record: Record) -> None:
        """Counts an article."""
        split, meta = record["split"], record["meta"]
        self.articles[split, record["status"]] += 1
        self.characters[split] += len(record["text"])
        self.languages[meta["lang"] or OTHERS] += 1
        source = meta["source"] or OTHERS
        self._add_source(source, 1)
        day = day_of(meta["published"])
        if day is not None:
            self._add_days(day, day)
        if not record["spans"]:
            self.empty[split] += 1
            self.negative[split] += record["status"] == "done"
        group = record["group"]
        if group is not None and split is not None:
            self._add_group(group, split)
        self.relations.update([(split, relation["label"]) for relation in record["relations"]])
        self._add_spans(split, record["spans"])

    def add_all(self, others: Counts) -> None:
        """Counts what others did of further articles."""
        for name in _SUMS:
            getattr(self, name).update(getattr(others, name))
        for source, number in others.sources.items():
            self._add_source(source, number)
        for group, split in others.groups.items():
            self._add_group(group, split)
        self.crossing |= others.crossing
        if others.first and others.last:
            self._add_days(others.first, others.last)
        if others.changed:
            self.changed = max(self.changed or "", others.changed)

    def _add_source(self, source: str, number: int) -> None:
        self.sources[source if source in self.sources or len(self.sources) < _KEPT else OTHERS] += number

    def _add_group(self, group: str, split: str) -> None:
        if self.groups.setdefault(group, split) != split:
            self.crossing.add(group)

    def _add_days(self, first: str, last: str) -> None:
        self.first = min(self.first or first, first)
        self.last = max(self.last or last, last)

    def splits(self) -> list[str | None]:
        """The splits that there are, the usual ones first, None last."""
        order = {"train": 0, "dev": 1, "test": 2, None: 4}
        return sorted({split for split, _ in self.articles}, key=lambda split: (order.get(split, 3), split or ""))

    def _add_spans(self, split: str | None, spans: list[RecordSpan]) -> None:
        # A counter counts a whole list in a quarter of the time that it takes for one after the other.
        self.spans.update([(split, span["label"]) for span in spans])
        origins = [span["origin"] for span in spans]
        self.origins.update([(origin["kind"], origin["decision"]) for origin in origins])
        self.annotators.update([span["annotator"] for span in spans])
        if spans:
            self.changed = max(self.changed or "", *[span["updated_at"] for span in spans])
        for span in spans:
            if span["actor"] is not None:
                self.actors.add(span["actor"]["id"])
                self.linked["actor"] += 1
            if span["concept"] is not None:
                self.concepts.add(span["concept"]["id"])
                self.linked["concept"] += 1
            for name, value in span["attributes"].items():
                if value is not None:
                    several = value if isinstance(value, list) else [value]
                    for one in several if (span["label"], name) in self._listed else (None,):
                        self.attributes[span["label"], name, one if one is None else str(one)] += 1
