"""The record as JSONL: one article a line, always the same keys and types (resources/record.schema.json)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson

from annotator.core.codebook import Codebook
from annotator.core.models import Actor, Concept, ExportArticle, Origin, RelationRow, Segments, SpanRow
from annotator.core.offsets import Cut

_REMEMBERED = 10_000


class RecordWriter:
    """Makes records. What a record could not hold is counted in ``spans_left_out`` and ``relations_left_out``.

    Unless ``keep_zones``, zones are cut out of the text and offsets moved; a span that lay wholly inside zones
    is left out, and so is a relation with such a span. ``foreign_relations`` counts those left out because an
    end of theirs is not in the layer that is exported.
    """

    def __init__(
        self,
        codebook: Codebook,
        actors: Mapping[str, Actor],
        concepts: Mapping[str, Concept],
        keep_zones: bool = False,
    ) -> None:
        self._codebook = codebook
        self._keep_zones = keep_zones
        self._actors: dict[str | None, orjson.Fragment] = {
            a.id: _fragment({"id": a.id, "name": a.name, "kind": a.kind}) for a in actors.values()
        }
        self._concepts: dict[str | None, orjson.Fragment] = {
            c.id: _fragment({"id": c.id, "name": c.name}) for c in concepts.values()
        }
        self._attributes: dict[str, orjson.Fragment] = {}
        self._origins: dict[str, orjson.Fragment] = {}
        self.zones_cut = 0
        self.spans_left_out = 0
        self.relations_left_out = 0
        self.foreign_relations = 0

    def line(self, item: ExportArticle) -> bytes:
        """The record as one line of UTF-8, line end included."""
        return orjson.dumps(self._record(item), option=orjson.OPT_APPEND_NEWLINE)

    def record(self, item: ExportArticle) -> dict[str, Any]:
        """The record as a structure, for a preview."""
        loaded: dict[str, Any] = orjson.loads(self.line(item))
        return loaded

    def _record(self, item: ExportArticle) -> dict[str, Any]:
        article = item.article
        cut = Cut(article.text, [zone[:2] for zone in item.zones]) if item.zones and not self._keep_zones else None
        self.zones_cut += 0 if cut is None else len(item.zones)
        text = article.text if cut is None else cut.text
        spans = self._spans(item.spans, text, cut)
        self.spans_left_out += len(item.spans) - len(spans)
        relations = self._relations(item, {span["id"] for span in spans}) if item.relations else []
        zones = item.zones if cut is None else []
        return {
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
            "group": article.group,
            "spans": spans,
            "relations": [
                {"id": id_, "label": label, "head": head, "child": child, "annotator": annotator}
                for id_, label, head, child, annotator in relations
            ],
            "zones": [{"start": start, "end": end, "kind": kind} for start, end, kind in zones],
            "codebook": self._codebook.reference,
        }

    def _relations(self, item: ExportArticle, there: set[str]) -> list[RelationRow]:
        """The relations whose two ends are in the record."""
        kept = [r for r in item.relations if r[2] in there and r[3] in there]
        if len(kept) < len(item.relations):
            known = {row[0] for row in item.spans}
            foreign = sum(r[2] not in known or r[3] not in known for r in item.relations)
            self.foreign_relations += foreign
            self.relations_left_out += len(item.relations) - len(kept) - foreign
        return kept

    def _spans(self, rows: list[SpanRow], text: str, cut: Cut | None) -> list[dict[str, Any]]:
        known, origins = self._attributes, self._origins
        actors, concepts = self._actors, self._concepts
        spans = []
        for (
            id_,
            label,
            start,
            end,
            pieces,
            attributes,
            actor,
            concept,
            note,
            annotator,
            made,
            set_,
            origin,
        ) in rows:
            segments: Segments = ((start, end),) if pieces is None else orjson.loads(pieces)
            if cut is not None:
                segments = cut.segments(segments)
                if not segments:
                    continue
                start, end = segments[0][0], segments[-1][1]
            spans.append(
                {
                    "id": id_,
                    "label": label,
                    "start": start,
                    "end": end,
                    "segments": segments,
                    "text": text[start:end],
                    "attributes": known.get(attributes) or self._all_attributes(attributes),
                    "actor": None if actor is None else actors.get(actor),
                    "concept": None if concept is None else concepts.get(concept),
                    "note": note,
                    "annotator": annotator,
                    "created_at": made,
                    "updated_at": set_,
                    "origin": origins.get(origin) or self._whole_origin(origin),
                }
            )
        return spans

    def _all_attributes(self, text: str) -> orjson.Fragment:
        """The stored attributes with every attribute of the codebook as a key; remembered, as few differ."""
        given = orjson.loads(text)
        fragment = _fragment({name: given.get(name) for name in self._codebook.attribute_names})
        if len(self._attributes) < _REMEMBERED:
            self._attributes[text] = fragment
        return fragment

    def _whole_origin(self, text: str) -> orjson.Fragment:
        """The stored origin with all its keys, remembered likewise."""
        fragment = _fragment(Origin(**orjson.loads(text)).as_dict())
        if len(self._origins) < _REMEMBERED:
            self._origins[text] = fragment
        return fragment


def _fragment(value: Any) -> orjson.Fragment:
    return orjson.Fragment(orjson.dumps(value))
