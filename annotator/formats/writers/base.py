"""What every writer is given and what it promises: records, options, the target, and what was lost on the way.

A format is a row of ``registry.FORMATS``; its module has ``make(setup, target) -> Writer`` and, where what it
writes is not read best as it is, ``shown(name, content) -> str`` for the preview.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, BinaryIO, Literal, NotRequired, Protocol, TypedDict, get_args

from annotator.core.codebook import Codebook
from annotator.core.models import Actor, Concept
from annotator.formats.cells import DELIMITERS
from annotator.formats.writers.losses import Losses

Content = Literal["pieces", "relations", "attributes", "entries", "notes", "zones", "comments", "suggestions"]
"""What a format may be able to hold beside stretches with a label; suggestions are told apart from labels."""

ALL_CONTENT: frozenset[Content] = frozenset(get_args(Content))


class RecordMeta(TypedDict):
    source: str | None
    authors: Sequence[str]
    published: str | None
    url: str | None
    lang: str | None
    file: str | None


class RecordSpan(TypedDict):
    """A span. ``segments`` are sorted pairs of start and end; ``start`` and ``end`` enclose them (code points)."""

    id: str
    label: str
    start: int
    end: int
    segments: Sequence[Sequence[int]]
    text: str
    attributes: Mapping[str, Any]
    actor: Mapping[str, Any] | None
    concept: Mapping[str, Any] | None
    note: str | None
    annotator: str
    created_at: str
    updated_at: str
    origin: Mapping[str, Any]


class RecordRelation(TypedDict):
    id: str
    label: str
    head: str
    child: str
    annotator: str


class RecordZone(TypedDict):
    start: int
    end: int
    kind: str


class RecordComment(TypedDict):
    id: str
    span: str | None
    annotator: str
    text: str
    open: bool
    created_at: str
    updated_at: str


class Record(TypedDict):
    """An article as it is exported: the record of the documentation, as plain values that nobody changes."""

    id: str
    title: str
    text: str
    offset_unit: str
    meta: RecordMeta
    annotator: str | None
    status: str
    split: str | None
    group: str | None
    spans: list[RecordSpan]
    relations: list[RecordRelation]
    zones: list[RecordZone]
    codebook: str
    comments: NotRequired[list[RecordComment]]
    reason: NotRequired[str | None]


@dataclass(frozen=True, slots=True)
class Options:
    """How to write, where a format leaves a choice (``Format.options`` names those that it heeds).

    ``tokenizer`` names one of ``tokens.TOKENIZERS``; ``misaligned`` says what becomes of spans that don't begin
    and end with tokens: snap (they grow to the borders of their tokens) or drop. ``scheme`` is that of tags: BIO
    or BIOES. ``place`` is where spaCy keeps spans: spans (they may overlap) or ents; CoNLL has a column for each
    label, or one for all. ``shard`` is the largest number of articles in a file of a folder, 0 for any.
    ``template`` is the text of a template, None for the usual one. ``delimiter`` is what parts the cells of CSV,
    one of ``cells.DELIMITERS``.
    """

    tokenizer: str = "words"
    misaligned: str = "snap"
    scheme: str = "BIO"
    place: str = "spans"
    shard: int = 0
    template: str | None = None
    delimiter: str = DELIMITERS[0]


@dataclass(frozen=True, slots=True)
class Setup:
    """What a writer knows from the start: the codebook, the registers by id, and how it is to write.

    The registers have what the articles that will come point to, with the concepts above, if not all entries.
    ``labels`` are the names of the labels that may occur, in the codebook's order; ``splits`` the names of the
    parts that may occur, with None for articles that have none. ``languages`` counts the articles of each language
    (ISO 639, None where it isn't known), whatever their status. ``keep_zones`` says whether texts are whole.
    """

    codebook: Codebook
    losses: Losses
    options: Options = Options()
    actors: Mapping[str, Actor] = field(default_factory=dict)
    concepts: Mapping[str, Concept] = field(default_factory=dict)
    labels: tuple[str, ...] = ()
    splits: tuple[str | None, ...] = (None,)
    languages: Mapping[str | None, int] = field(default_factory=dict)
    keep_zones: bool = False


class Target(Protocol):
    """Where an export goes: one file, or a folder of files. Nothing is in its place before all is written."""

    @property
    def is_folder(self) -> bool: ...

    def create(self, name: str) -> BinaryIO:
        """A new file of that name in the folder (``/`` parts folders); of a target that is one file, that file.

        It can be written on and, unless it is compressed, be sought in. Whoever creates it closes it.
        """
        ...


class Writer(ABC):
    """Writes the articles of one export, in two steps: what is made of each, and where it goes.

    For the data card it may have ``front_matter()``, YAML between lines of ``---``, and ``about``, a paragraph of
    Markdown on its files, and ``filled``, the splits of which it has written a file where that may be none or not
    all; they are asked for once it has finished.
    """

    @abstractmethod
    def encode(self, record: Record) -> Any:
        """What is to be written of an article; what the format can't hold of it goes to the losses.

        It depends on the record alone, not on what was written before, so that processes can share the work:
        what it makes passes from one to another.
        """

    @abstractmethod
    def place(self, made: Any) -> None:
        """Writes what :meth:`encode` made of the next article."""

    @abstractmethod
    def finish(self) -> None:
        """Writes what comes at the end, and closes all files. Not called where an export is given up."""

    def write(self, record: Record) -> None:
        """Writes an article."""
        self.place(self.encode(record))


def lacking(record: Record, holds: Iterable[Content], losses: Losses) -> None:
    """Counts what of the record a format has no place for."""
    missing = ALL_CONTENT.difference(holds)
    if not missing:
        return
    key, spans = record["id"], record["spans"]
    if "pieces" in missing:
        for span in spans:
            if len(span["segments"]) > 1:
                losses.add("pieces", key, span)
    if "attributes" in missing:
        values = list(chain.from_iterable([span["attributes"].values() for span in spans]))
        losses.count("attributes", len(values) - values.count(None))
    if "entries" in missing:
        entries = [span["actor"] for span in spans] + [span["concept"] for span in spans]
        losses.count("entries", len(entries) - entries.count(None))
    if "notes" in missing:
        losses.count("notes", len(spans) - [span["note"] for span in spans].count(None))
    if "relations" in missing:
        losses.count("relations", len(record["relations"]))
    if "zones" in missing:
        losses.count("zones", len(record["zones"]))
    if "comments" in missing:
        losses.count("comments", len(record.get("comments", ())))
