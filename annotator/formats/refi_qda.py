"""REFI-QDA projects (``.qdpx``), which ATLAS.ti, MAXQDA, NVivo, QualCoder and others exchange.

Source: REFI-QDA Standard 1.5 (qdasoftware.org), urn:QDA-XML:project:1.0. A ZIP archive of ``project.qde`` and the
texts of its sources. A coding is a span of the label that is called like its code; a code below one that is
called like a label is an entry of the register that this label points to, or a value of one of its attributes,
surely so below a code that is called like the attribute. In our own exports the topmost code is always the label.
What one person says of a selection by several codes is one span, unless they contradict one another. Codes of one
name are called by those above them, too. Links between selections are relations, but for "continued by", which
joins the pieces of a span; notes, and what is about a whole source or which cases and sets it is in, are
comments. Positions count code points from the start of the plain text; as programs differ in whether a mark and
both characters of a line end count, the names of the selections, which most of them take from the text, decide.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any, BinaryIO
from xml.etree.ElementTree import Element
from zipfile import BadZipFile, ZipFile

from annotator.core.codebook import Codebook, Label
from annotator.core.models import Draft, Refusal
from annotator.formats.encoding import MAX_BYTES, decode
from annotator.formats.foreign import ForeignArticle, Names, read_entry
from annotator.formats.foreign_codebook import folded
from annotator.formats.refi_codebook import Code, read_codes
from annotator.formats.refi_positions import BOM, number, proved
from annotator.formats.refi_xml import PROJECT, ProjectError, find, guid, inside, tag, tree
from annotator.formats.values import quote, shorten

TOOL = "refi-qda"
ORIGIN = "Annotator"
"""The origin of projects that we export."""
CONTINUED = "continued by"
"""The link from a piece of a span to the next, as ATLAS.ti calls it."""
_LONGEST_PROJECT = 64 << 20
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
_INTERNAL = "internal://"
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


@dataclass(slots=True)
class Project:
    """An open project: what its sources refer to, by normalised GUID."""

    archive: ZipFile
    root: Element
    codes: dict[str, Code] = field(default_factory=dict)
    users: dict[str, str] = field(default_factory=dict)
    notes: dict[str, Element] = field(default_factory=dict)
    variables: dict[str, str] = field(default_factory=dict)
    values: dict[str, list[Element]] = field(default_factory=dict)  # of cases, by the GUID of their source
    links: dict[str, list[tuple[int, str | None, str]]] = field(
        default_factory=dict
    )  # by origin: place, name, target
    members: dict[str, str] = field(default_factory=dict)  # of the archive, by their own name in small letters
    continues: dict[str, str] = field(default_factory=dict)  # the piece before, by that after it
    groups: dict[str, list[str]] = field(default_factory=dict)  # cases and sets, by the GUID of their source

    @property
    def is_ours(self) -> bool:
        return self.root.get("origin") == ORIGIN

    def sources(self) -> Iterator[Element]:
        yield from inside(self.root, "Sources")


def open_project(stream: BinaryIO) -> Project:
    """Opens the archive in a seekable stream; raises ProjectError, or BadZipFile where it is damaged."""
    archive = ZipFile(stream)
    name = next((n for n in archive.namelist() if n.rpartition("/")[2].lower() == PROJECT), None)
    if name is None:
        raise ProjectError(f"it has no {PROJECT}")
    project = Project(archive, tree(_member(archive, name, _LONGEST_PROJECT)))
    project.codes = read_codes(project.root, project.is_ours)
    for user in inside(project.root, "Users"):
        project.users[guid(user)] = user.get("name") or user.get("id") or ""
    project.notes = {guid(note): note for note in inside(project.root, "Notes")}
    project.variables = {guid(v): v.get("name", "") for v in inside(project.root, "Variables")}
    for member in archive.namelist():
        project.members.setdefault(member.rpartition("/")[2].lower(), member)
    for place, link in enumerate(inside(project.root, "Links")):
        ends = guid(link, "originGUID"), guid(link, "targetGUID")
        if link.get("name") == CONTINUED:
            project.continues[ends[1]] = ends[0]
        else:
            for origin, target in [ends, ends[::-1]] if link.get("direction") == "Bidirectional" else [ends]:
                project.links.setdefault(origin, []).append((place, link.get("name"), target))
    for case in inside(project.root, "Cases"):
        values = [e for e in case if tag(e) == "VariableValue"]
        for reference in case:
            if tag(reference) == "SourceRef":
                project.values.setdefault(guid(reference, "targetGUID"), []).extend(values)
    for kind, member in (("Case", "SourceRef"), ("Set", "MemberSource")):
        for group in inside(project.root, f"{kind}s"):
            for reference in group:
                if tag(reference) == member and group.get("name"):
                    told = project.groups.setdefault(guid(reference, "targetGUID"), [])
                    told.append(f"{kind}: {group.get('name')}")
    return project


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
    for source in project.sources():
        name = shorten(source.get("name") or source.get("guid") or tag(source))
        try:
            draft = _Source(project, source, codebook).draft(PurePath(file).name)
        except ValueError as error:
            yield Refusal(file, None, f"source {name}: {error}")
        except _DAMAGED:
            yield Refusal(file, None, f"source {name}: its text is damaged or encrypted")
        else:
            yield draft


class _Source:
    def __init__(self, project: Project, source: Element, codebook: Codebook) -> None:
        kind = tag(source)
        if kind in _OTHERS:
            raise ValueError(f"it is {_OTHERS[kind]}, not a text")
        self._project = project
        self._names = Names(codebook)
        self._source = source
        body = source if kind == "TextSource" else find(source, "Representation")
        if body is None:
            raise ValueError("it has no plain text")
        if any(find(e, "Coding") is not None for e in source if tag(e) == "PDFSelection"):
            raise ValueError("its labels are places on the pages of a PDF, not of a text")
        self._selections = [e for e in body if tag(e) == "PlainTextSelection"]
        text, unit, shift = proved(_text(project, body), self._selections)
        self._shift = shift
        metadata, said = self._values()
        name = source.get("name")
        self._article = ForeignArticle(codebook, TOOL, text, metadata, {"title": name} if name else {})
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
        return self._article.draft(file)

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
            elif tag(child) == "NoteRef":
                note = self._project.notes.get(guid(child, "targetGUID"))
                if note is not None:
                    self._article.say(_note(self._project, note), annotator=self._user(note))

    def _select(self, selection: Element) -> None:
        codings = [e for e in selection if tag(e) == "Coding"]
        start, end = (number(selection, key, self._shift) for key in ("startPosition", "endPosition"))
        notes = self._notes(selection)
        description = find(selection, "Description")
        if description is not None and description.text and description.text.strip():
            notes.append(description.text.strip())
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
        called = code.name if self._names.label(code.name) else code.full
        span = _Span(id_, called, user, coding.get("creationDateTime"), [place], selection.get("modifiedDateTime"))
        span.notes = self._notes(coding)
        if self._project.is_ours and code.above:
            self._say_ours(span, code)
            return span
        for depth, above in enumerate(code.above):
            found = self._names.label(above)
            if found is None:
                continue
            label = found[0]
            named = self._names.attribute(label, code.above[0]) if depth else None
            if named is None and self._names.label(code.name):
                return span
            if named and named.type == "choices":
                span.label, span.several = above, {named.name: [code.name]}
                return span
            attribute = named.name if named else None if label.points_to else _attribute_with(label, code.name)
            if attribute is not None:
                span.label, span.attributes = above, [(attribute, code.name)]
                return span
            if label.points_to:
                identity = _identity(label.points_to, code.name)
                span.label, span.entry = above, {label.points_to: {"id": identity, "name": code.name}}
                return span
        return span

    def _say_ours(self, span: _Span, code: Code) -> None:
        """What a code of our own exports says that is below a label's."""
        span.label = code.above[-1]
        found = self._names.label(span.label)
        if len(code.above) == 1:
            register, id_ = read_entry(code.identity, found[0].points_to if found else None)
            if register:
                span.entry = {register: {"id": id_, "name": code.name}}
            return
        name = code.above[0]
        named = self._names.attribute(found[0], name) if found else None
        # As long as nobody knows better, there may be several values.
        if named is None or named.type == "choices":
            span.several = {name: [code.name]}
        else:
            span.attributes = [(name, code.name)]

    def _code(self, coding: Element) -> Code:
        reference = find(coding, "CodeRef")
        code = self._project.codes.get(guid(reference, "targetGUID")) if reference is not None else None
        if code is None:
            raise ValueError("a coding refers to a code that there is not")
        return code

    def _notes(self, element: Element) -> list[str]:
        found = [self._project.notes.get(guid(e, "targetGUID")) for e in element if tag(e) == "NoteRef"]
        return [_note(self._project, note) for note in found if note is not None]

    def _user(self, element: Element) -> str | None:
        return self._project.users.get(guid(element, "creatingUser")) or None


def _attribute_with(label: Label, value: str) -> str | None:
    wanted = folded(value)
    return next((a.name for a in label.attributes if any(folded(v) == wanted for v in a.values)), None)


def _text(project: Project, element: Element) -> str:
    content = find(element, "PlainTextContent")
    if content is not None:
        return content.text or ""
    path = element.get("plainTextPath")
    if not path:
        raise ValueError("it has no plain text")
    if not path.startswith(_INTERNAL):
        raise ValueError(f"its text {quote(path)} lies outside of the file, and nothing is fetched")
    # The standard has names only, others (openQDA …) name the folder with them.
    member = project.members.get(path.removeprefix(_INTERNAL).replace("\\", "/").rpartition("/")[2].lower())
    if member is None:
        raise ValueError(f"its text {quote(path)} is not in the file")
    data = _member(project.archive, member, MAX_BYTES)
    text, encoding = decode(data)
    return BOM + text if encoding == "utf-8" and data.startswith(BOM.encode()) else text


def _note(project: Project, note: Element) -> str:
    """A note's text, with its name if that says something else."""
    try:
        text = _text(project, note).strip(BOM + " \r\n\t")
    except ValueError:
        text = ""
    name = note.get("name") or ""
    return f"{name}: {text}" if name and text and not text.startswith(name) else text or name or "(an empty note)"


def _member(archive: ZipFile, name: str, longest: int) -> bytes:
    with archive.open(name) as stream:
        data = stream.read(longest + 1)
    if len(data) > longest:
        raise ProjectError(f"{shorten(name)} is longer than {longest >> 20} MiB")
    return data


def _identity(register: str, name: str) -> str:
    """An identity that a code's name keeps in all sources and imports, laid out like a UUID."""
    digits = hashlib.blake2b(
        f"refi-qda\n{register}\n{name}".encode("utf-8", "replace"), digest_size=16
    ).hexdigest()
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"
