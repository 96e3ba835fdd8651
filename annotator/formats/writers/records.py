"""The record of an article: always the same keys and types (resources/record.schema.json)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import orjson

from annotator.core.codebook import Codebook
from annotator.core.models import Actor, Concept, ExportArticle, Origin, RelationRow, Segments, Span, SpanRow
from annotator.core.offsets import Cut
from annotator.core.word_cache import WordCache
from annotator.formats.writers.base import Record, RecordComment, RecordSpan


class RecordMaker:
    """Makes records. What a record could not hold is counted in ``spans_left_out``, ``relations_left_out`` and
    ``comments_left_out``.

    With ``fragments`` parts of a record are JSON already, as only orjson can write it and nothing else read it:
    that halves the time of an export as JSONL. Otherwise records are plain values, and equal parts of several
    spans are the same objects, which nobody may change.

    Unless ``keep_zones``, zones are cut out of the text and offsets moved; a span that lay wholly inside zones
    is left out, and so are its relations and comments; ``spans_shortened`` counts those that lose a part.
    ``foreign_relations`` and ``foreign_comments`` count those left out because a span of theirs is not in the
    layer that is exported. ``lacking`` counts the spans written that lack an attribute which the codebook
    requires.
    """

    def __init__(
        self,
        codebook: Codebook,
        actors: Mapping[str, Actor],
        concepts: Mapping[str, Concept],
        keep_zones: bool = False,
        comments: bool = False,
        fragments: bool = False,
        groups: Mapping[str, str] | None = None,
    ) -> None:
        self._groups = groups or {}
        self._codebook = codebook
        self._keep_zones = keep_zones
        self._with_comments = comments
        self._part: Callable[[Any], Any] = _fragment if fragments else _plain
        self._actors: dict[str | None, Any] = {
            a.id: self._part({"id": a.id, "name": a.name, "kind": a.kind}) for a in actors.values()
        }
        self._concepts: dict[str | None, Any] = {
            c.id: self._part({"id": c.id, "name": c.name}) for c in concepts.values()
        }
        # By what is stored, as few differ.
        self._attributes = WordCache(self._all_attributes)
        self._origins = WordCache(self._whole_origin)
        self._is_open = WordCache(_is_open)
        # The labels that require attributes: whether the attributes of a span lack one.
        self._lacking = {
            label.name: WordCache(partial(self._lacks, label.name))
            for label in codebook.labels
            if any(a.required for a in label.attributes)
        }
        self.zones_cut = 0
        self.spans_left_out = 0
        self.spans_shortened = 0
        self.relations_left_out = 0
        self.foreign_relations = 0
        self.comments_left_out = 0
        self.foreign_comments = 0
        self.lacking = 0

    def record(self, item: ExportArticle) -> Record:
        """The record of an article."""
        article = item.article
        cut = Cut(article.text, [zone[:2] for zone in item.zones]) if item.zones and not self._keep_zones else None
        self.zones_cut += 0 if cut is None else len(item.zones)
        text = article.text if cut is None else cut.text
        spans = self._spans(item.spans, text, cut)
        self.spans_left_out += len(item.spans) - len(spans)
        there = {span["id"] for span in spans} if item.relations or item.comments else set()
        relations = self._relations(item, there) if item.relations else []
        zones = item.zones if cut is None else []
        record: Record = {
            "id": article.key,
            "title": article.title,
            "text": text,
            "offset_unit": "codepoint",
            "meta": {
                "source": article.source,
                "authors": article.authors,
                "published": article.published,
                "url": article.url,
                "lang": article.lang,
                "file": article.file,
            },
            "annotator": item.annotator,
            "status": item.status,
            "split": article.split,
            "group": article.group and self._groups.get(article.group, article.group),
            "spans": spans,
            "relations": [
                {"id": id_, "label": label, "head": head, "child": child, "annotator": annotator}
                for id_, label, head, child, annotator in relations
            ],
            "zones": [{"start": start, "end": end, "kind": kind} for start, end, kind in zones],
            "codebook": self._codebook.reference,
        }
        if self._with_comments:
            record["comments"] = self._comments(item, there) if item.comments else []
            record["reason"] = item.reason
        return record

    def _relations(self, item: ExportArticle, there: set[str]) -> list[RelationRow]:
        """The relations whose two ends are in the record."""
        kept = [r for r in item.relations if r[2] in there and r[3] in there]
        if len(kept) < len(item.relations):
            known = {row[0] for row in item.spans}
            foreign = sum(r[2] not in known or r[3] not in known for r in item.relations)
            self.foreign_relations += foreign
            self.relations_left_out += len(item.relations) - len(kept) - foreign
        return kept

    def _comments(self, item: ExportArticle, there: set[str]) -> list[RecordComment]:
        """The comments on the article and on the spans that are in the record."""
        kept = [row for row in item.comments if row[1] is None or row[1] in there]
        if len(kept) < len(item.comments):
            known = {row[0] for row in item.spans}
            foreign = sum(row[1] is not None and row[1] not in known for row in item.comments)
            self.foreign_comments += foreign
            self.comments_left_out += len(item.comments) - len(kept) - foreign
        return [
            {
                "id": id_,
                "span": span,
                "annotator": annotator,
                "text": text,
                "open": bool(is_open),
                "created_at": made,
                "updated_at": set_,
            }
            for id_, span, annotator, text, is_open, made, set_ in kept
        ]

    def _spans(self, rows: list[SpanRow], text: str, cut: Cut | None) -> list[RecordSpan]:
        if cut is not None:
            rows = self._cut(rows, cut)
        self._count_lacking(rows)
        attributes, origins, actors, concepts = self._attributes, self._origins, self._actors, self._concepts
        return [
            {
                "id": id_,
                "label": label,
                "start": start,
                "end": end,
                "segments": ((start, end),) if pieces is None else orjson.loads(pieces),
                "text": text[start:end],
                "attributes": attributes[stored],
                "actor": None if actor is None else actors.get(actor),
                "concept": None if concept is None else concepts.get(concept),
                "note": note,
                "annotator": annotator,
                "created_at": made,
                "updated_at": set_,
                "origin": origins[origin],
            }
            for id_, label, start, end, pieces, stored, actor, concept, note, annotator, made, set_, origin in rows
        ]

    def _cut(self, rows: list[SpanRow], cut: Cut) -> list[SpanRow]:
        """The spans as they lie in the text without its zones, those that lie wholly in zones left out."""
        found: list[SpanRow] = []
        for row in rows:
            whole: Segments = ((row[2], row[3]),) if row[4] is None else orjson.loads(row[4])
            segments = cut.segments(whole)
            if segments:
                self.spans_shortened += _length(segments) < _length(whole)
                pieces = orjson.dumps(segments).decode() if len(segments) > 1 else None
                found.append((*row[:2], segments[0][0], segments[-1][1], pieces, *row[5:]))
        return found

    def _count_lacking(self, rows: list[SpanRow]) -> None:
        """Counts the spans that lack an attribute that is required; a suggestion need not have it yet."""
        lacking, is_open = self._lacking, self._is_open
        if lacking:
            self.lacking += sum(
                [row[1] in lacking and lacking[row[1]][row[5]] and not is_open[row[12]] for row in rows]
            )

    def _lacks(self, label: str, attributes: str) -> bool:
        return bool(self._codebook.missing(Span("", 0, "", label, (), orjson.loads(attributes))))

    def _all_attributes(self, text: str) -> Any:
        """The stored attributes with every attribute of the codebook as a key."""
        given = orjson.loads(text)
        return self._part({name: given.get(name) for name in self._codebook.attribute_names})

    def _whole_origin(self, text: str) -> Any:
        """The stored origin with all its keys."""
        return self._part(Origin(**orjson.loads(text)).as_dict())


def _is_open(origin: str) -> bool:
    return orjson.loads(origin).get("decision") == "open"  # type: ignore[no-any-return]


def _length(segments: Segments) -> int:
    return sum(end - start for start, end in segments)


def _fragment(value: Any) -> orjson.Fragment:
    return orjson.Fragment(orjson.dumps(value))


def _plain(value: Any) -> Any:
    return value
