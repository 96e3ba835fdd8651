"""The record (one article as a JSON object) on its way in: checked, and made a draft.

Offsets in a record count code points of its text, or UTF-16 units where ``offset_unit`` says ``utf16``; those of
the draft count code points of :func:`~annotator.core.offsets.clean_text` of that text. Nothing is mended or
guessed: a record that contradicts itself or the codebook is refused as a whole, with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from annotator.core.codebook import Codebook, Label
from annotator.core.identity import new_id, timestamp
from annotator.core.models import (
    Actor,
    Article,
    AttributeValue,
    Comment,
    Concept,
    Draft,
    Origin,
    Relation,
    Segments,
    Span,
    State,
    Zone,
)
from annotator.core.offsets import LineEndMap, Utf16Map, clean_text, normalise_segments
from annotator.formats.record_comments import comment
from annotator.formats.values import article_text, finite, identifier, kind_of, quote, shorten, string

TITLE_LENGTH = 200
"""Code points of a text's first line that become its title where the record has none."""

_ORIGIN_KINDS = ("human", "import", "rule", "model", "llm")
_DECISIONS = ("accepted", "edited", "open")
_IMPORTED = Origin(kind="import")
_FIRST_LINE = re.compile(r"\S[^\n]*")


def parse_record(data: Mapping[str, Any], codebook: Codebook, file: str) -> Draft:
    """The draft that a record describes; ``file`` is the article's file unless the record names one.

    Only ``text`` is needed; the rest may be missing or null, and unknown keys are ignored. Spans that name no
    annotator belong to the record's. Raises ValueError with one plain sentence.
    """
    raw = article_text(data.get("text"))
    text = clean_text(raw)
    state = _state(data.get("status"))
    draft = Draft(
        article=_article(data, text, file),
        annotator=string(data, "annotator"),
        state=state,
        reason=string(data, "reason") if state is State.SKIPPED else None,
        complete="codebook" in data,
    )
    offsets = _Offsets(raw, data.get("offset_unit"))
    _Layer(draft, offsets, codebook, timestamp()).fill(data)
    return draft


def _article(data: Mapping[str, Any], text: str, file: str) -> Article:
    meta = data.get("meta")
    if meta is None:
        meta = {}
    elif not isinstance(meta, dict):
        raise ValueError(f"meta is {kind_of(meta)}, not an object")
    title = string(data, "title")
    # In a record of this program an empty one is known to be empty.
    if title is None or not (title or "codebook" in data):
        title = _first_line(text)
    return Article(
        id=0,
        key=identifier(data, "id") or "",
        title=title,
        text=text,
        source=string(meta, "source", "meta."),
        authors=_authors(meta.get("authors")),
        published=string(meta, "published", "meta."),
        url=string(meta, "url", "meta."),
        lang=string(meta, "lang", "meta."),
        file=string(meta, "file", "meta.") if "file" in meta else clean_text(file),
        # Tools that know no null write "" for none, which would be one group of them all.
        split=string(data, "split") or None,
        group=string(data, "group") or None,
    )


def _first_line(text: str) -> str:
    line = _FIRST_LINE.search(text)
    return line.group()[:TITLE_LENGTH].rstrip() if line else ""


def _authors(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        value = [value] if value else []
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(author, str) for author in value):
        raise ValueError("meta.authors is not a list of strings")
    return tuple(clean_text(author) for author in value)


def _state(value: Any) -> State:
    if value is None:
        return State.NEW
    try:
        return State(value)
    except ValueError:
        raise ValueError(f"the status {quote(value)} is not one of {', '.join(State)}") from None


class _Offsets:
    """Checks a record's offsets against its text and moves them to the stored text's code points."""

    __slots__ = ("_ends", "_length", "_unit", "_utf16")

    def __init__(self, raw: str, unit: Any) -> None:
        if unit not in (None, "codepoint", "utf16"):
            raise ValueError(f"the offset_unit {quote(unit)} is neither codepoint nor utf16")
        self._utf16 = Utf16Map(raw) if unit == "utf16" else None
        self._ends = LineEndMap(raw) if "\r\n" in raw else None
        self._length = self._utf16.length16 if self._utf16 else len(raw)
        self._unit = "UTF-16 units" if self._utf16 else "characters"

    def stretch(self, start: Any, end: Any) -> tuple[int, int]:
        """The stored text's stretch; raises ValueError unless ``0 <= start <= end <=`` the text's length."""
        # bool is an int to Python, but true is no offset.
        if type(start) is not int or type(end) is not int:
            name, value = ("start", start) if type(start) is not int else ("end", end)
            raise ValueError(
                f"it has no {name}" if value is None else f"{name} is {kind_of(value)}, not an integer"
            )
        if not 0 <= start <= end <= self._length:
            if start < 0:
                raise ValueError(f"start {start} is negative")
            if end < start:
                raise ValueError(f"end {end} lies before start {start}")
            raise ValueError(f"end {end} lies beyond the text ({self._length} {self._unit})")
        if self._utf16 is None and self._ends is None:
            return start, end
        return self._move(start), self._move(end)

    def _move(self, offset: int) -> int:
        if self._utf16 is not None:
            moved = self._utf16.to_codepoints(offset)
            if self._utf16.to_utf16(moved) != offset:
                raise ValueError(f"{offset} lies inside a character")
            offset = moved
        return offset if self._ends is None else self._ends.move(offset)


class _Layer:
    """Fills a draft with the spans, relations, zones, comments and register entries of its record."""

    def __init__(self, draft: Draft, offsets: _Offsets, codebook: Codebook, now: str) -> None:
        self._draft = draft
        self._text = draft.article.text
        self._annotator = draft.annotator or ""
        self._stretch = offsets.stretch
        self._codebook = codebook
        self._now = now
        self._labels: dict[str, str] = {}
        self._origins: dict[str, Origin] = {}
        self._used: set[str] = set()
        self._last_origin = _IMPORTED
        self._last_origin_dict = _IMPORTED.as_dict()

    def fill(self, data: Mapping[str, Any]) -> None:
        for key, parse, into in (
            ("spans", self._span, self._draft.spans),
            ("relations", self._relation, self._draft.relations),
            ("zones", self._zone, self._draft.zones),
            ("comments", self._comment, self._draft.comments),
        ):
            if data.get(key) is None:
                continue
            self._used = set()
            add: Any = into.append
            for number, entry in enumerate(_entries(data, key), 1):
                try:
                    add(parse(entry))
                except ValueError as error:
                    raise ValueError(f"{_place(key[:-1], number, entry)}: {error}") from None

    def _span(self, entry: dict[str, Any]) -> Span:
        get = entry.get
        name = get("label")
        label = self._codebook.label(name) if isinstance(name, str) else None
        if label is None:
            raise ValueError(self._unknown("label", name))
        span_id = self._id(entry)
        segments = self._segments(entry)
        if get("text") is not None:
            self._compare(entry, segments)
        # Most records name neither: not asking for each of them saves a twentieth of an import.
        created = (string(entry, "created_at") if "created_at" in entry else None) or self._now
        updated = (string(entry, "updated_at") if "updated_at" in entry else None) or created
        annotator = (string(entry, "annotator") if "annotator" in entry else None) or self._annotator
        attributes, note = get("attributes"), get("note")
        actor, concept, origin = get("actor"), get("concept"), get("origin")
        self._labels[span_id] = label.name
        self._origins[span_id] = _IMPORTED if origin is None else self._origin(origin)
        return Span(
            span_id,
            0,
            annotator,
            label.name,
            segments,
            {} if attributes is None else _attributes(label, attributes),
            None if actor is None else self._actor(actor),
            None if concept is None else self._concept(concept),
            None if note is None else string(entry, "note"),
            self._origins[span_id],
            created,
            updated,
        )

    def _segments(self, entry: dict[str, Any]) -> Segments:
        start, end, given = entry.get("start"), entry.get("end"), entry.get("segments")
        if given is None or (type(start) is type(end) is int and given == [[start, end]]):
            whole = self._stretch(start, end)
            if whole[0] == whole[1]:
                raise ValueError("a span needs at least one character")
            return (whole,)
        if not isinstance(given, list) or not all(isinstance(s, list) and len(s) == 2 for s in given):
            raise ValueError("segments is not a list of [start, end]")
        segments = normalise_segments([self._stretch(s[0], s[1]) for s in given])
        enclosing = (segments[0][0], segments[-1][1])
        if (start is not None or end is not None) and self._stretch(start, end) != enclosing:
            raise ValueError(f"start {start} and end {end} do not enclose its segments exactly")
        return segments

    def _compare(self, entry: dict[str, Any], segments: Segments) -> None:
        given = entry["text"]
        if not isinstance(given, str):
            raise ValueError(f"text is {kind_of(given)}, not a string")
        start, end = segments[0][0], segments[-1][1]
        found = self._text[start:end]
        if given != found and clean_text(given) != found:
            raise ValueError(f"text {quote(given)} does not match {quote(found)} at {start}-{end}")

    def _relation(self, entry: dict[str, Any]) -> Relation:
        name = entry.get("label")
        types = [r for r in self._codebook.relations if r.name == name]
        if not types:
            raise ValueError(self._unknown("relation", name))
        head, head_label = self._end(entry, "head")
        child, child_label = self._end(entry, "child")
        if not any(head_label in r.head and child_label in r.child for r in types):
            raise ValueError(f"the codebook has no {name} from {head_label} to {child_label}")
        origin = entry.get("origin")
        return Relation(
            self._id(entry),
            0,
            string(entry, "annotator") or self._annotator,
            types[0].name,
            head,
            child,
            self._origin_between(head, child) if origin is None else self._origin(origin),
            string(entry, "created_at") or self._now,
        )

    def _origin_between(self, head: str, child: str) -> Origin:
        """A record says nothing of a relation's origin: it is the head's, and a suggestion while an end is one."""
        ends = (self._origins[head], self._origins[child])
        return next((origin for origin in ends if origin.decision == "open"), ends[0])

    def _end(self, entry: dict[str, Any], key: str) -> tuple[str, str]:
        span_id = identifier(entry, key)
        if span_id is None:
            raise ValueError(f"it has no {key}")
        label = self._labels.get(span_id)
        if label is None:
            raise ValueError(f"{key} {quote(span_id)} is no span of this record")
        return span_id, label

    def _zone(self, entry: dict[str, Any]) -> Zone:
        start, end = self._stretch(entry.get("start"), entry.get("end"))
        if start == end:
            raise ValueError("a zone needs at least one character")
        kind = string(entry, "kind")
        if not kind:
            raise ValueError("it has no kind")
        return Zone(self._id(entry), 0, start, end, kind, created_at=self._now)

    def _comment(self, entry: dict[str, Any]) -> Comment:
        return comment(entry, self._id(entry), self._annotator, self._now, self._origins)

    def _id(self, entry: dict[str, Any]) -> str:
        given = identifier(entry, "id")
        if given is None:
            return new_id()
        if given in self._used:
            raise ValueError("this id comes twice in the record")
        self._used.add(given)
        return given

    def _origin(self, value: Any) -> Origin:
        # Most spans of a record have the same origin, written with all its keys.
        if value == self._last_origin_dict:
            return self._last_origin
        self._last_origin = _origin(value)
        self._last_origin_dict = self._last_origin.as_dict()
        return self._last_origin

    def _actor(self, value: Any) -> str:
        entry_id, name = _register_entry(value, "actor")
        actor = Actor(entry_id, name, string(value, "kind", "actor."))
        if self._draft.actors.setdefault(entry_id, actor) != actor:
            raise ValueError(f"the actor {quote(entry_id)} has two names or kinds in this record")
        return entry_id

    def _concept(self, value: Any) -> str:
        entry_id, name = _register_entry(value, "concept")
        concept = Concept(entry_id, name)
        if self._draft.concepts.setdefault(entry_id, concept) != concept:
            raise ValueError(f"the concept {quote(entry_id)} has two names in this record")
        return entry_id

    def _unknown(self, what: str, name: Any) -> str:
        if not isinstance(name, str):
            return "it has no label" if name is None else f"label is {kind_of(name)}, not a string"
        return f"the {what} {shorten(name)} is not in the codebook {self._codebook.reference}"


def _entries(data: Mapping[str, Any], key: str) -> list[dict[str, Any]]:
    entries = data[key]
    if not isinstance(entries, list):
        raise ValueError(f"{key} is {kind_of(entries)}, not a list")
    for number, entry in enumerate(entries, 1):
        if not isinstance(entry, dict):
            raise ValueError(f"{key[:-1]} {number} is {kind_of(entry)}, not an object")
    return entries


def _attributes(label: Label, values: Any) -> dict[str, AttributeValue]:
    """The set attributes, without nulls."""
    if not isinstance(values, dict):
        raise ValueError(f"attributes is {kind_of(values)}, not an object")
    kept: dict[str, AttributeValue] = {}
    for name, value in values.items():
        if value is None:
            continue
        attribute = next((a for a in label.attributes if a.name == name), None)
        if attribute is None:
            raise ValueError(f"{label.name} has no attribute {shorten(name)}")
        checked = attribute.check(_attribute_value(name, value))
        if checked is not None:
            kept[name] = checked
    return kept


def _attribute_value(name: str, value: Any) -> AttributeValue:
    """The value as a project can store it: a scalar or a list of strings, without lone surrogates."""
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, list) and all(isinstance(v, str) for v in value):
        return [clean_text(v) for v in value]
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        finite(value, f"the attribute {name}")
        return value
    raise ValueError(f"the attribute {name} is {kind_of(value)}, not a value or a list of strings")


def _register_entry(value: Any, what: str) -> tuple[str, str]:
    if not isinstance(value, dict):
        raise ValueError(f'{what} is {kind_of(value)}, not an object with "id" and "name"')
    entry_id, name = string(value, "id", f"{what}."), string(value, "name", f"{what}.")
    if not entry_id or not name:
        raise ValueError(f"{what} has no {'name' if entry_id else 'id'}")
    return entry_id, name


def _origin(value: Any) -> Origin:
    if not isinstance(value, dict):
        raise ValueError(f"origin is {kind_of(value)}, not an object")
    kind, score, decision = value.get("kind"), value.get("score"), value.get("decision")
    if kind not in _ORIGIN_KINDS:
        raise ValueError(f"origin.kind {quote(kind)} is not one of {', '.join(_ORIGIN_KINDS)}")
    if decision is not None and decision not in _DECISIONS:
        raise ValueError(f"origin.decision {quote(decision)} is not one of {', '.join(_DECISIONS)}")
    if score is not None:
        if isinstance(score, bool) or not isinstance(score, int | float):
            raise ValueError(f"origin.score is {kind_of(score)}, not a number")
        score = finite(score, "origin.score")
    name, version = string(value, "name", "origin."), string(value, "version", "origin.")
    return Origin(kind, name, version, score, decision)


def _place(what: str, number: int, entry: dict[str, Any]) -> str:
    """``span "x"`` by its id if it has one, else ``span 3`` by its place from 1."""
    given = entry.get("id")
    return f"{what} {quote(given) if isinstance(given, str) and given else number}"
