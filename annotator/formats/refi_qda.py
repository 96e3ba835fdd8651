"""REFI-QDA projects (``.qdpx``), which ATLAS.ti, MAXQDA, NVivo, QualCoder and others exchange.

Source: REFI-QDA Standard 1.5 (qdasoftware.org), urn:QDA-XML:project:1.0. A ZIP archive of ``project.qde`` and the
texts of its sources. A coding is a span of the label that is called like its code; a topmost code that is called
like a label has below it entries of the register that this label points to, or values of its attributes, and a
code anywhere below one that is called like an attribute, too, is its value. Our own exports are known by their
GUIDs. What one person says of a selection by several codes is one span, unless they contradict one another. A new
label has the code's description and memos for a guideline, its colour, and those above it in its title. Links
between selections are relations, but for "continued by", which joins the pieces of a span; notes, and what is
about a whole source or which cases and sets it is in, are comments. Positions count code points from the start of
the plain text, or otherwise (see :mod:`annotator.formats.refi_positions`).
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any, BinaryIO
from xml.etree.ElementTree import Element
from zipfile import BadZipFile

from annotator.core.codebook import Codebook
from annotator.core.models import Actor, Concept, Draft, Refusal
from annotator.formats.foreign import EXTEND, ForeignArticle, Names
from annotator.formats.foreign_codebook import CollectingCodebook, Wanted, folded
from annotator.formats.refi_codebook import Code, Codes
from annotator.formats.refi_positions import OURS, Positions, Ways, number
from annotator.formats.refi_project import Project, open_project
from annotator.formats.refi_xml import ProjectError, find, guid, tag
from annotator.formats.values import named, shorten

TOOL = "refi-qda"
_OTHERS = {"PictureSource": "a picture", "AudioSource": "a recording", "VideoSource": "a video"}
_META = (
    "title",
    "headline",
    "source",
    "outlet",
    "author",
    "authors",
    "date",
    "published",
    "url",
    "lang",
    "language",
)
_DAMAGED = (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)


@dataclass(slots=True)
class _Span:
    """What the codings of a selection say of one span; ``entry`` is that of the label's register."""

    id: str
    label: str
    user: str | None
    made: str | None
    places: list[list[int]]
    updated: str | None = None
    notes: list[str] = field(default_factory=list)
    attributes: list[tuple[str, Any]] = field(default_factory=list)
    several: dict[str, list[str]] = field(default_factory=dict)
    entry: dict[str, Any] = field(default_factory=dict)

    def takes(self, other: _Span) -> bool:
        """Adds what another coding of the same selection says, if it is of the same span."""
        known = dict(self.attributes)
        if (self.label, self.user) != (other.label, other.user) or (self.entry and other.entry):
            return False
        if any(known.get(name, value) != value for name, value in other.attributes):
            return False
        self.attributes += [pair for pair in other.attributes if pair[0] not in known]
        for name, values in other.several.items():
            self.several.setdefault(name, []).extend(values)
        self.entry = self.entry or other.entry
        self.notes += [note for note in other.notes if note not in self.notes]
        return True


def read_project(stream: BinaryIO, codebook: Codebook, file: str) -> Iterator[Draft | Refusal]:
    """A draft or a refusal for each source of the archive in a seekable stream, or one refusal for all of it."""
    try:
        project = open_project(stream)
    except ProjectError as error:
        yield Refusal(file, error.line, str(error))
        return
    except _DAMAGED:
        yield Refusal(file, None, "the file is damaged, encrypted, or no archive")
        return
    whole = _Whole(project, codebook)
    for source in project.sources():
        name = shorten(source.get("name") or source.get("guid") or tag(source))
        try:
            draft = _Source(whole, source).draft(PurePath(file).name)
        except ValueError as error:
            yield Refusal(file, None, f"source {name}: {error}")
        except _DAMAGED:
            yield Refusal(file, None, f"source {name}: its text is damaged or encrypted")
        else:
            yield draft


class _Whole:
    """What the sources of a project have in common: its codes, its way to count, and what is of none of them."""

    def __init__(self, project: Project, codebook: Codebook) -> None:
        self.project = project
        self.names = Names(codebook)
        self.codes = Codes(project.codes, self.names, project.is_ours)
        self.ways = None if project.is_ours else self._ways()
        self.actors: dict[str, Actor] = {}
        self.concepts: dict[str, Concept] = {}
        self._list_entries()
        if isinstance(codebook, CollectingCodebook):
            codebook.wanted.add(self._wanted())
        self.remarks = self._remarks()

    def _ways(self) -> Ways:
        ways = Ways(self.project.root.get("origin", ""))
        for source in self.project.sources():
            try:
                positions = _positions(self.project, source)
            except (ValueError, *_DAMAGED):
                continue
            if positions.differ:
                ways.add(positions)
        return ways

    def _list_entries(self) -> None:
        """What is an entry of a register is one, be anything coded with it or not."""
        for code in filter(lambda code: code.is_codable, self.codes):
            for register, entry in self.codes.meaning(code).entry.items():
                id_ = entry["id"]
                is_told = self.project.is_ours or code.described == f"{register}:{id_}"
                note = "\n".join(code.said[is_told:]) or None
                if register == "actor":
                    self.actors[id_] = Actor(id_, entry["name"], note=note)
                else:
                    self.concepts[id_] = Concept(id_, entry["name"], note=note)

    def _new(self) -> Iterator[Code]:
        """The codes that would be labels, if the codebook had these."""
        for code in self.codes:
            meaning = self.codes.meaning(code)
            if code.is_codable and code.name and meaning.is_label and self.codes.label(meaning) is None:
                yield code

    def _wanted(self) -> Wanted:
        wanted = Wanted()
        for code in self._new():
            label = self.codes.meaning(code).label
            wanted.label(label, ())
            wanted.about.setdefault(label, code.about())
        return wanted

    def _remarks(self) -> tuple[str, ...]:
        """What the report tells of the project."""
        used = {
            guid(reference, "targetGUID")
            for source in self.project.sources()
            for selection in source.iter()
            if tag(selection) == "PlainTextSelection"
            for coding in selection
            for reference in coding
            if tag(reference) == "CodeRef"
        }
        said = []
        if unused := [code.full for code in self._new() if code.guid not in used]:
            one = "the code" if len(unused) == 1 else "the codes"
            said.append(f"the codebook lacks {one} {named(unused)}, of which no text has a coding; {EXTEND}")
        left = self.project.left_out()
        if unsaid := [code.full for code in self.codes if self._is_unsaid(code)]:
            one = "the code" if len(unsaid) == 1 else "the codes"
            left.append(f"what is said of {one} {named(unsaid)}")
        return (*said, f"left out: {', '.join(left)}") if left else tuple(said)

    def _is_unsaid(self, code: Code) -> bool:
        """Whether the codebook or register has nothing of what is said of a code."""
        meaning = self.codes.meaning(code)
        label = self.codes.label(meaning)
        if self.project.is_ours or not code.said or meaning.entry or (label is None and code.is_codable):
            return False
        if not code.is_codable and any(code.name in one.above for one in self.codes if one.is_codable):
            return False
        known = " ".join(label.guideline.split()) if label is not None and meaning.is_label else ""
        return not all(" ".join(text.split()) in known for text in code.said)


def _body(source: Element) -> Element:
    """What has the plain text of a source, and its selections."""
    kind = tag(source)
    if kind in _OTHERS:
        raise ValueError(f"it is {_OTHERS[kind]}, not a text")
    body = source if kind == "TextSource" else find(source, "Representation")
    if body is None:
        raise ValueError("it has no plain text")
    if any(find(e, "Coding") is not None for e in source if tag(e) == "PDFSelection"):
        raise ValueError("its labels are places on the pages of a PDF, not of a text")
    return body


def _positions(project: Project, source: Element) -> Positions:
    body = _body(source)
    return Positions(project.text(body), [e for e in body if tag(e) == "PlainTextSelection"])


class _Source:
    def __init__(self, whole: _Whole, source: Element) -> None:
        self._whole = whole
        self._project = project = whole.project
        self._source = source
        body = _body(source)
        self._selections = [e for e in body if tag(e) == "PlainTextSelection"]
        positions = Positions(project.text(body), self._selections)
        way, self._is_proved = whole.ways.of(positions) if whole.ways is not None else (OURS, True)
        text, unit, self._shift = positions.counted(way)
        metadata, said = self._values()
        name = source.get("name")
        title = {"title": name} if name else {}
        self._article = ForeignArticle(whole.names, TOOL, text, metadata, title)
        self._article.set(offset_unit=unit)
        for line in said + project.groups.get(guid(source), []):
            self._article.say(line)
        for element in {id(source): source, id(body): body}.values():
            self._about_the_whole(element)
        self._spans: list[_Span] = []
        self._ends: dict[str, _Span] = {}

    def draft(self, file: str) -> Draft:
        for selection in self._selections:
            self._select(selection)
        for span in self._spans:
            self._article.span(
                span.label,
                min(start for start, _ in span.places),
                max(end for _, end in span.places),
                id=span.id,
                segments=span.places if len(span.places) > 1 else None,
                attributes=[*span.attributes, *span.several.items()],
                note="\n".join(span.notes) or None,
                annotator=span.user,
                created_at=span.made,
                updated_at=span.updated,
                **span.entry,
            )
        links = [
            (*link, head) for origin, head in self._ends.items() for link in self._project.links.get(origin, ())
        ]
        for _, name, target, head in sorted(links, key=lambda link: link[0]):
            if child := self._ends.get(target):
                self._article.relation(name, head.id, child.id)
        draft = self._article.draft(file)
        draft.actors |= self._whole.actors
        draft.concepts |= self._whole.concepts
        draft.remarks = self._whole.remarks
        if not self._is_proved:
            name = shorten(self._source.get("name") or guid(self._source))
            doubt = "nothing proves how its positions are counted; see if its labels fit"
            draft.remarks += (f"source {name}: {doubt}",)
        return draft

    def _values(self) -> tuple[dict[str, str], list[str]]:
        """What the variables of the source and its cases say: metadata, and what is none."""
        metadata: dict[str, str] = {}
        said: list[str] = []
        own = [e for e in self._source if tag(e) == "VariableValue"]
        for element in own + self._project.values.get(guid(self._source), []):
            reference = find(element, "VariableRef")
            name = self._project.variables.get(guid(reference, "targetGUID"), "") if reference is not None else ""
            value = "".join(e.text or "" for e in element if tag(e).endswith("Value")).strip()
            if name and value and folded(name) in _META:
                metadata.setdefault(name, value)
            elif value:
                said.append(f"{name or 'Variable'}: {value}")
        return metadata, said

    def _about_the_whole(self, element: Element) -> None:
        for child in element:
            if tag(child) == "Coding":
                self._article.say(f"Code: {self._code(child).full}", annotator=self._user(child))
            elif tag(child) == "Description" and child.text and child.text.strip():
                self._article.say(child.text.strip())
        for note in self._project.notes_of(element):
            self._article.say(self._project.note(note), annotator=self._user(note))

    def _select(self, selection: Element) -> None:
        codings = [e for e in selection if tag(e) == "Coding"]
        start, end = (number(selection, key, self._shift) for key in ("startPosition", "endPosition"))
        notes = self._project.said(selection)
        if not codings:
            about = shorten(selection.get("name") or f"{start}-{end}")
            self._article.say(f"{about}: {'; '.join(notes)}" if notes else f"Marked without a code: {about}")
        found: list[_Span] = []
        for coding in codings:
            span = self._coded(selection, coding, [start, end])
            if not any(known.takes(span) for known in found):
                found.append(span)
        begun = self._ends.get(self._project.continues.get(guid(selection), ""))
        if begun and [(span.label, span.user) for span in found] == [(begun.label, begun.user)]:
            begun.places.append([start, end])
            self._ends[guid(selection)] = begun
            return
        for span in found:
            span.notes = [*notes, *span.notes]
            self._ends.setdefault(guid(selection), span)
        self._spans += found

    def _coded(self, selection: Element, coding: Element, place: list[int]) -> _Span:
        """What one coding says."""
        code = self._code(coding)
        user = self._user(coding) or self._user(selection)
        id_ = guid(coding) or f"{guid(selection)} {len(self._spans)}"
        meaning = self._whole.codes.meaning(code)
        span = _Span(id_, meaning.label, user, coding.get("creationDateTime"), [place])
        span.updated = selection.get("modifiedDateTime")
        span.attributes, span.entry = list(meaning.attributes), dict(meaning.entry)
        span.several = {name: list(values) for name, values in meaning.several.items()}
        span.notes = self._project.said(coding)
        return span

    def _code(self, coding: Element) -> Code:
        reference = find(coding, "CodeRef")
        code = self._whole.codes.get(guid(reference, "targetGUID")) if reference is not None else None
        if code is None:
            raise ValueError("a coding refers to a code that there is not")
        return code

    def _user(self, element: Element) -> str | None:
        return self._project.users.get(guid(element, "creatingUser")) or None
