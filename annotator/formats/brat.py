"""brat's standoff format: a text in one file, its annotations in another of the same name.

Source: brat.nlplab.org/standoff.html. Text-bound annotations (T) are spans, of several pieces where they are
discontinuous; relations (R), the arguments of events (E) and equivalences (``*``) are relations, attributes (A, M)
attributes; notes (#) and normalisations (N) are the note of a span, or a comment where they are about something
else, but a normalisation by the register that the label points to (``actor:ID``) is its entry. brat repeats the
text of each span, by which the offsets are proved: they count code points, but files that went through other
programs may have lost a mark or half of their line ends since, or be counted in UTF-16 units. Events that share a
trigger are a span each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from annotator.core.codebook import REGISTERS, Codebook
from annotator.core.models import Draft
from annotator.core.offsets import Utf16Map
from annotator.formats.brat_names import BratNames
from annotator.formats.encoding import decode
from annotator.formats.foreign import ForeignArticle, Names
from annotator.formats.values import of_relation, shorten

TOOL = "brat"
_BOM = "\ufeff"
_ID = re.compile(r"[TREAMN#][^\s]*\Z")
_ROLE = re.compile(r"(?<=\D)\d+\Z")
_LINE_BREAK = re.compile("\\s*[\n\v\f\x1c\x1d\x1e\x85\u2028\u2029]\\s*\\Z")
_LINE = re.compile(rb"(?:[TREAMN#][^\s\t]{0,20}|\*)\t\S")

Pieces = list[tuple[int, int]]


class LineError(ValueError):
    """What is wrong with a line of the annotations; ``line`` counts from 1."""

    def __init__(self, line: int | None, reason: str) -> None:
        super().__init__(reason)
        self.line = line


@dataclass(slots=True)
class _Span:
    line: int
    label: str
    pieces: Pieces
    text: str
    attributes: list[tuple[str, Any]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    entries: list[tuple[str, str]] = field(default_factory=list)  # where, such as actor:3, and name


def looks_like_annotations(head: bytes) -> bool:
    """Whether a file that begins like this may hold annotations of brat's; an empty one does."""
    lines = [line for line in head.split(b"\n")[:20] if line.strip()]
    return all(_LINE.match(line) for line in lines[:-1] or lines)


def brat_draft(text: bytes, annotations: bytes, codebook: Codebook, file: str) -> Draft:
    """The draft of a text and its annotations.

    Raises LineError with one sentence about a line of the annotations, or (``line`` None) all of them; ValueError
    about the text.
    """
    raw = _decoded(text)
    if not raw.removeprefix(_BOM).strip():
        raise ValueError("its text is empty")
    found = _Annotations(_annotation_text(annotations))
    found.read()
    raw, unit, moved = _proved(raw, list(found.spans.values()))
    article = ForeignArticle(codebook, TOOL, raw)
    names = BratNames(codebook)
    article.set(offset_unit=unit)
    for (id_, span), pieces in zip(found.spans.items(), moved, strict=True):
        start, end = pieces[0][0], pieces[-1][1]
        entry: dict[str, Any] = _entry(article.names, span)
        note = "\n".join([*(f"{place} {name}".strip() for place, name in span.entries), *span.notes]) or None
        attributes = names.attributes(span.attributes)
        article.span(span.label, start, end, id=id_, segments=pieces, attributes=attributes, note=note, **entry)
    for label, head, child in found.relations:
        article.relation(label, head, child)
    for said, about in found.said:
        article.say(said, about)
    try:
        return article.draft(file)
    except ValueError as error:
        raise LineError(None, str(error)) from None


class _Annotations:
    """The lines of an annotation file, put together."""

    def __init__(self, text: str) -> None:
        self._lines: list[tuple[int, str, str, list[str]]] = list(_split(text))
        self.spans: dict[str, _Span] = {}
        self.relations: list[tuple[str, str, str]] = []
        self.said: list[tuple[str, str | None]] = []
        self._triggers: dict[str, str] = {}  # by the event's id
        self._relations: dict[str, tuple[str, str, str]] = {}
        self._told: dict[str, list[str]] = {}  # what is said of relations, by their ids

    def read(self) -> None:
        """Reads all lines, what others point to first; raises LineError."""
        readers = {
            "T": self._text_bound,
            "E": self._event,
            "R": self._relation,
            "*": self._equivalence,
            "A": self._attribute,
            "M": self._attribute,
            "N": self._normalisation,
            "#": self._note,
        }
        for line, id_, kind, fields in self._lines:
            if kind == "E":
                self._triggers[id_] = self._trigger(line, fields)
        for wanted in readers:
            if wanted == "E":
                self._part_events()
            for line, id_, kind, fields in self._lines:
                if kind == wanted:
                    try:
                        readers[kind](line, id_, fields)
                    except ValueError as error:
                        raise LineError(line, str(error)) from None
        for id_, told in self._told.items():
            label, head, child = self._relations[id_]
            about = of_relation(label, self.spans[head].text, self.spans[child].text, told)
            self.said.append((about, head))

    def _text_bound(self, line: int, id_: str, fields: list[str]) -> None:
        label, _, places = fields[0].partition(" ")
        if id_ in self.spans:
            raise ValueError(f"the id {id_} comes twice")
        if len(fields) < 2:
            raise ValueError("it lacks the text that it annotates")
        self.spans[id_] = _Span(line, label, _pieces(places), "\t".join(fields[1:]))

    def _part_events(self) -> None:
        """Gives each event but the first of a trigger a span of its own, as its arguments belong together."""
        used = set[str]()
        for event, trigger in self._triggers.items():
            if trigger in used and trigger in self.spans:
                span = self.spans[trigger]
                self.spans[event] = _Span(span.line, span.label, span.pieces, span.text)
                self._triggers[event] = event
            used.add(trigger)

    def _trigger(self, line: int, fields: list[str]) -> str:
        return fields[0].split(" ")[0].partition(":")[2]

    def _event(self, line: int, id_: str, fields: list[str]) -> None:
        _, *arguments = fields[0].split()
        head = self._span(id_)
        for argument in arguments:
            role, colon, child = argument.partition(":")
            if not colon:
                raise ValueError(f"{shorten(argument)} is no argument such as Theme:T1")
            self.relations.append((_ROLE.sub("", role), head, self._span(child)))

    def _relation(self, line: int, id_: str, fields: list[str]) -> None:
        label, *arguments = fields[0].split()
        ends = [argument.partition(":")[2] for argument in arguments]
        if len(ends) != 2 or not all(ends):
            raise ValueError("a relation has two arguments such as Arg1:T1 Arg2:T2")
        head, child = map(self._span, ends)
        self._relations[id_] = label, head, child
        self.relations.append(self._relations[id_])

    def _equivalence(self, line: int, id_: str, fields: list[str]) -> None:
        label, *members = fields[0].split()
        first, *others = map(self._span, members) if members else [""]
        self.relations += [(label, first, other) for other in others]

    def _attribute(self, line: int, id_: str, fields: list[str]) -> None:
        name, target, *value = fields[0].split(" ", 2)[:3] if " " in fields[0] else (fields[0], "")
        given = value[0] if value and value[0] else True
        if target in self._relations:
            self._told.setdefault(target, []).append(f"{name} {'yes' if given is True else given}")
            return
        span = self.spans[self._span(target)]
        if any(name == other and given != known for other, known in span.attributes):
            raise ValueError(f"{target} has two values of {shorten(name)}")
        span.attributes.append((name, given))

    def _normalisation(self, line: int, id_: str, fields: list[str]) -> None:
        _, target, entry, *_ = [*fields[0].split(" ", 2), "", ""]
        self.spans[self._span(target)].entries.append((entry, " ".join(fields[1:]).strip()))

    def _note(self, line: int, id_: str, fields: list[str]) -> None:
        _, _, target = fields[0].partition(" ")
        text = "\t".join(fields[1:]).strip()
        if not text:
            return
        if target in self.spans:
            self.spans[target].notes.append(text)
        elif target in self._relations:
            self._told.setdefault(target, []).append(text)
        else:
            known = self._triggers.get(target)
            self.said.append((text, known if known in self.spans else None))

    def _span(self, id_: str) -> str:
        """The id of a span, or of the span that an event's is about."""
        found = self._triggers.get(id_, id_)
        if found not in self.spans:
            raise ValueError(f"there is no {shorten(id_) or 'annotation that it is about'}")
        return found


def _entry(names: Names, span: _Span) -> dict[str, dict[str, str]]:
    """The entry of the register that the span points to, by the register; taken out of its normalisations."""
    found = names.label(span.label)
    registers = (found[0].points_to,) if found else REGISTERS
    for place, name in span.entries:
        resource, _, id_ = place.partition(":")
        register = resource.casefold()
        if register in registers and id_:
            span.entries.remove((place, name))
            return {register: {"id": id_, "name": name or id_}}
    return {}


def _split(text: str) -> Iterator[tuple[int, str, str, list[str]]]:
    """Number, id, kind and the other fields of each line."""
    for number, line in enumerate(text.split("\n"), 1):
        line = line.removesuffix("\r")
        if not line.strip():
            continue
        id_, *fields = line.split("\t")
        if not fields or not fields[0].strip() or not (id_ == "*" or _ID.match(id_)):
            raise LineError(
                number, "it is no annotation of brat's, such as T1, a tab, ACTOR 0 5, a tab and the text"
            )
        yield number, id_, id_[0], fields


def _pieces(places: str) -> Pieces:
    """``0 5;8 12`` as places; raises ValueError."""
    pieces = []
    for place in places.split(";"):
        match place.split():
            case [start, end] if start.isdecimal() and end.isdecimal():
                pieces.append((int(start), int(end)))
            case _:
                raise ValueError(f"{shorten(places) or 'nothing'} is no place such as 0 5 or 0 5;8 12")
    return pieces


def _decoded(data: bytes) -> str:
    """The text with its mark if it has one, as brat counts it."""
    text, encoding = decode(data)
    return _BOM + text if encoding == "utf-8" and data.startswith(_BOM.encode()) else text


def _annotation_text(data: bytes) -> str:
    if not data.strip():
        return ""
    try:
        return decode(data)[0]
    except ValueError as error:
        raise LineError(None, str(error)) from None


def _proved(text: str, spans: list[_Span]) -> tuple[str, str | None, list[Pieces]]:
    """The text without its mark, the unit that offsets are counted in, and the pieces of the spans.

    Raises LineError for the first span whose text doesn't stand at its place, however they may be counted.
    """
    bare = text.removeprefix(_BOM)
    shift = len(text) - len(bare)
    unix = bare.replace("\r\n", "\n").replace("\r", "\n")
    wrong: _Span | None = None
    ways = [(bare, None, shift), (bare, None, 0), (unix, None, 0), (bare, "utf16", 0)]
    if shift:
        # It is labelled itself, as an export of ours may have it.
        ways.append((text, None, 0))
    for candidate, unit, moved in ways:
        places = [[(start - moved, end - moved) for start, end in span.pieces] for span in spans]
        units = Utf16Map(candidate) if unit else None
        failed = next(
            (s for s, pieces in zip(spans, places, strict=True) if not _stands(candidate, units, pieces, s.text)),
            None,
        )
        if failed is None:
            return candidate, unit, [_joined(candidate, units, pieces) for pieces in places]
        wrong = wrong or failed
    assert wrong is not None
    places_ = ";".join(f"{start} {end}" for start, end in wrong.pieces)
    raise LineError(wrong.line, f'"{shorten(wrong.text)}" does not stand at {places_} of the text')


def _stands(text: str, units: Utf16Map | None, pieces: Pieces, wanted: str) -> bool:
    """Whether the pieces have this text, white space apart, since brat can't have a line end in it."""
    length = units.length16 if units else len(text)
    if any(not 0 <= start < end <= length for start, end in pieces):
        return False
    if units:
        pieces = [(units.to_codepoints(start), units.to_codepoints(end)) for start, end in pieces]
    return " ".join(" ".join(text[s:e] for s, e in pieces).split()) == " ".join(wanted.split())


def _joined(text: str, units: Utf16Map | None, pieces: Pieces) -> Pieces:
    """Pieces with nothing but a line end between them as one: brat breaks what goes over several lines."""
    joined = sorted(pieces)[:1]
    for start, end in sorted(pieces)[1:]:
        last = joined[-1][1]
        places = (units.to_codepoints(last), units.to_codepoints(start)) if units else (last, start)
        if _LINE_BREAK.match(text[slice(*places)].replace("\r", "\n")):
            joined[-1] = (joined[-1][0], max(last, end))
        else:
            joined.append((start, end))
    return joined
