"""spaCy's DocBins, with a config by which ``spacy train`` makes a span categoriser or an NER pipeline of them.

A folder has ``train.spacy`` and so on by split (``all.spacy`` where articles have none), or ``train/00000.spacy``
and so on where a split has more articles than a file takes, as spaCy holds a whole file in memory; its reader
takes either. Tokens are those of one language for all articles, as the pipeline has one tokenizer only, and spaCy
passes over what its tokens don't fit.

Spans are in ``doc.spans["sc"]`` or ``doc.ents``, each piece as a span of its own; ``id_`` is the span's id, the
same for all pieces, ``kb_id_`` that of its actor or concept. More of the record is in ``doc.user_data``, as JSON
knows it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import spacy
from spacy.tokens import Doc, DocBin, Span

from annotator.formats.writers.base import Record, RecordSpan, Setup, Target, Writer
from annotator.formats.writers.spacy_config import SPANS_KEY, Plan, about, common_language, config_text
from annotator.formats.writers.streams import split_name
from annotator.formats.writers.tokens import Aligner, Range, Tokens, blank_pipeline

CONFIG = "config.cfg"
SUFFIX = ".spacy"
_SHARD = 500  # articles: a few MB
_FORGET = 2000  # articles after which spaCy forgets their words, which it keeps otherwise
_ENTS = ("ENT_IOB", "ENT_TYPE", "ENT_KB_ID", "ENT_ID")
_KEPT = ("id", "title", "meta", "annotator", "status", "split", "group", "codebook")

_Placed = tuple[RecordSpan, list[Range]]


def make(setup: Setup, target: Target) -> Writer:
    return _Writer(setup, target)


def shown(name: str, content: bytes) -> str:
    """A DocBin to read: the tokens of each article, parted by blanks, and its spans; a config as it is."""
    if name.endswith(".cfg"):
        return content.decode()
    docs = DocBin().from_bytes(content).get_docs(spacy.blank("xx").vocab)
    return "\n\n".join("\n".join(_lines(doc)) for doc in docs)


def _lines(doc: Doc) -> Iterator[str]:
    yield " ".join(repr(token.text)[1:-1] if token.is_space else token.text for token in doc)
    yield ""
    for span in doc.spans.get(SPANS_KEY, doc.ents):
        yield f"{span.label_} {span.start}–{span.end}: {' '.join(token.text for token in span)}"


class _Part:
    """The articles of one split: a file, or a folder of files if there are more articles than ``most``."""

    def __init__(self, target: Target, name: str, place: str, most: int) -> None:
        self._target = target
        self._name = name
        self._place = place
        self._most = most
        self._files = 0
        self._docs = self._new()

    def _new(self) -> DocBin:
        return DocBin(attrs=_ENTS if self._place == "ents" else (), store_user_data=True)

    def add(self, doc: Doc) -> None:
        # Not before another one comes is it known that the file is not the only one.
        if len(self._docs) == self._most:
            self._write(f"{self._name}/{self._files:05}{SUFFIX}")
        self._docs.add(doc)

    def finish(self) -> str:
        """The path of the file or folder, from where the config is."""
        if self._files:
            self._write(f"{self._name}/{self._files:05}{SUFFIX}")
            return self._name
        self._write(f"{self._name}{SUFFIX}")
        return f"{self._name}{SUFFIX}"

    def _write(self, name: str) -> None:
        with self._target.create(name) as file:
            file.write(self._docs.to_bytes())
        self._files += 1
        self._docs = self._new()


class _Writer(Writer):
    def __init__(self, setup: Setup, target: Target) -> None:
        self._setup = setup
        self._target = target
        self._lang = common_language(setup.languages)
        self._nlp = blank_pipeline(self._lang)
        self._aligner = Aligner(setup.options.misaligned, setup.losses)
        self._parts: dict[str, _Part] = {}
        self._lengths: Counter[int] = Counter()
        self._written = 0
        self.about = ""

    def encode(self, record: Record) -> Record:
        return record

    def place(self, record: Record) -> None:
        self._written += 1
        if self._written % _FORGET == 0:
            # Not by a memory zone, in which the tokenizer remembers no words: that takes twice the time.
            self._nlp = blank_pipeline(self._lang)
        doc = self._nlp.tokenizer(record["text"])
        found, stands_for = self._placed(record, doc)
        spans = self._spans(doc, found)
        if self._setup.options.place == "ents":
            doc.set_ents(spans)
        else:
            doc.spans[SPANS_KEY] = spans
        self._lengths.update(map(len, spans))
        doc.user_data.update(_user_data(record, stands_for))
        self._part(split_name(record["split"])).add(doc)

    def finish(self) -> None:
        paths = {name: part.finish() for name, part in self._parts.items()}
        plan = Plan(str(self._nlp.lang), self._setup.options.place, paths, self._lengths, self._setup.languages)
        self.about = about(plan)
        with self._target.create(CONFIG) as file:
            file.write(config_text(self._nlp, plan).encode())

    def _part(self, name: str) -> _Part:
        if name not in self._parts:
            options = self._setup.options
            self._parts[name] = _Part(self._target, name, options.place, options.shard or _SHARD)
        return self._parts[name]

    def _placed(self, record: Record, doc: Doc) -> tuple[list[_Placed], dict[str, str]]:
        """The spans of an article on tokens (of ``doc``), and which one stands for each.

        Those that are alike, as several annotators made them, are one: a span categoriser would count them as
        several. Of those that overlap the longest where they go to ``doc.ents``.
        """
        places, tokens = _tokens(doc)
        known: dict[tuple[str, tuple[Range, ...]], str] = {}
        stands_for: dict[str, str] = {}
        found: list[_Placed] = []
        for span in record["spans"]:
            ranges = [
                (places[first], places[last - 1] + 1) for first, last in self._aligner.place(record, span, tokens)
            ]
            first = known.setdefault((span["label"], tuple(ranges)), span["id"]) if ranges else span["id"]
            stands_for[span["id"]] = first
            if first == span["id"]:
                found.append((span, ranges))
            else:
                self._setup.losses.add("twice", record["id"], span)
        if self._setup.options.place == "ents":
            found = self._apart(record, found)
        return found, stands_for

    def _spans(self, doc: Doc, found: list[_Placed]) -> list[Span]:
        return [
            Span(doc, first, last, label=span["label"], kb_id=_entry(span), span_id=span["id"])
            for span, ranges in found
            for first, last in ranges
        ]

    def _apart(self, record: Record, found: list[_Placed]) -> list[_Placed]:
        """Those that don't overlap, the longest and of equal ones the first kept; in the order of the text."""
        taken: set[int] = set()
        kept = []
        for span, ranges in sorted(found, key=lambda one: -sum(last - first for first, last in one[1])):
            own = {token for first, last in ranges for token in range(first, last)}
            if taken.isdisjoint(own):
                taken |= own
                kept.append((span, ranges))
            else:
                self._setup.losses.add("overlapping", record["id"], span)
        return kept


def _tokens(doc: Doc) -> tuple[list[int], Tokens]:
    """The tokens that aren't white space, in which no span begins or ends, and which of all they are."""
    rows = doc.to_array(["IDX", "LENGTH", "IS_SPACE"]).tolist() if len(doc) else []
    text = doc.text
    words = [
        (place, start, text[start : start + length])
        for place, (start, length, blank) in enumerate(rows)
        if not blank
    ]
    return [place for place, _, _ in words], Tokens(
        [word for _, _, word in words], [start for _, start, _ in words]
    )


def _entry(span: RecordSpan) -> str:
    entry = span["actor"] or span["concept"]
    return str(entry["id"]) if entry else ""


def _user_data(record: Record, stands_for: Mapping[str, str]) -> dict[str, Any]:
    """What of the record has no place in a Doc, as JSON knows it; of spans those that stand for others, too."""
    kept: dict[str, Any] = {name: record[name] for name in _KEPT}  # type: ignore[literal-required]
    attributes = {
        span["id"]: {name: value for name, value in span["attributes"].items() if value is not None}
        for span in record["spans"]
        if stands_for[span["id"]] == span["id"]
    }
    kept["attributes"] = {id_: values for id_, values in attributes.items() if values}
    links = dict.fromkeys(
        (link["label"], stands_for[link["head"]], stands_for[link["child"]]) for link in record["relations"]
    )
    kept["relations"] = [{"label": label, "head": head, "child": child} for label, head, child in links]
    return kept
