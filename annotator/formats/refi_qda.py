"""REFI-QDA projects (``.qdpx``), which ATLAS.ti, MAXQDA, NVivo, QualCoder and others exchange.

Source: REFI-QDA Standard 1.5 (qdasoftware.org), urn:QDA-XML:project:1.0. A ZIP archive of ``project.qde`` and the
texts of its sources. A coding is a span of the label that is called like its code; a code below one that is called
like a label is an entry of the register that this label points to, or a value of one of its attributes. Links
between selections are relations, notes and what is about a whole source comments. Positions count code points
from the start of the plain text; as programs differ in whether a mark and both characters of a line end count, the
names of the selections, which most of them take from the text, decide.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any, BinaryIO
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile

from annotator.core.codebook import Codebook, Label
from annotator.core.models import Draft, Refusal
from annotator.core.offsets import Utf16Map
from annotator.formats.encoding import MAX_BYTES, decode
from annotator.formats.foreign import ForeignArticle, Names
from annotator.formats.foreign_codebook import folded
from annotator.formats.values import quote, shorten

TOOL = "refi-qda"
PROJECT = "project.qde"
_LONGEST_PROJECT = 64 << 20
_DEPTH = 200
_BOM = "\ufeff"
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


class ProjectError(ValueError):
    """Why a project can't be read at all; ``line`` of its XML counts from 1."""

    def __init__(self, reason: str, line: int | None = None) -> None:
        super().__init__(reason)
        self.line = line


@dataclass(slots=True)
class Code:
    """A code with those above it, the nearest one first."""

    name: str
    above: tuple[str, ...]


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

    def sources(self) -> Iterator[Element]:
        yield from _child(self.root, "Sources")


def open_project(stream: BinaryIO) -> Project:
    """Opens the archive in a seekable stream; raises ProjectError, or BadZipFile where it is damaged."""
    archive = ZipFile(stream)
    name = next((n for n in archive.namelist() if n.rpartition("/")[2].lower() == PROJECT), None)
    if name is None:
        raise ProjectError(f"it has no {PROJECT}")
    project = Project(archive, _tree(_member(archive, name, _LONGEST_PROJECT)))
    _read_codes(project, _child(_child(project.root, "CodeBook"), "Codes"), ())
    for user in _child(project.root, "Users"):
        project.users[_guid(user)] = user.get("name") or user.get("id") or ""
    project.notes = {_guid(note): note for note in _child(project.root, "Notes")}
    project.variables = {_guid(v): v.get("name", "") for v in _child(project.root, "Variables")}
    for case in _child(project.root, "Cases"):
        values = [e for e in case if _tag(e) == "VariableValue"]
        for reference in case:
            if _tag(reference) == "SourceRef":
                project.values.setdefault(_guid(reference, "targetGUID"), []).extend(values)
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
        name = shorten(source.get("name") or source.get("guid") or _tag(source))
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
        kind = _tag(source)
        if kind in _OTHERS:
            raise ValueError(f"it is {_OTHERS[kind]}, not a text")
        self._project = project
        self._names = Names(codebook)
        self._source = source
        body = source if kind == "TextSource" else _find(source, "Representation")
        if body is None:
            raise ValueError("it has no plain text")
        if any(_find(e, "Coding") is not None for e in source if _tag(e) == "PDFSelection"):
            raise ValueError("its labels are places on the pages of a PDF, not of a text")
        self._selections = [e for e in body if _tag(e) == "PlainTextSelection"]
        text, unit, shift = _proved(_text(project, body), self._selections)
        self._shift = shift
        metadata, said = self._values()
        name = source.get("name")
        self._article = ForeignArticle(codebook, TOOL, text, metadata, {"title": name} if name else {})
        self._article.set(offset_unit=unit)
        for line in said:
            self._article.say(line)
        for element in {id(source): source, id(body): body}.values():
            self._about_the_whole(element)
        self._ends: dict[str, str] = {}

    def draft(self, file: str) -> Draft:
        for selection in self._selections:
            self._select(selection)
        for link in _child(self._project.root, "Links"):
            head, child = (self._ends.get(_guid(link, key)) for key in ("originGUID", "targetGUID"))
            if head and child:
                self._article.relation(link.get("name"), head, child)
        return self._article.draft(file)

    def _values(self) -> tuple[dict[str, str], list[str]]:
        """What the variables of the source and its cases say: metadata, and what is none."""
        metadata: dict[str, str] = {}
        said: list[str] = []
        own = [e for e in self._source if _tag(e) == "VariableValue"]
        for element in own + self._project.values.get(_guid(self._source), []):
            reference = _find(element, "VariableRef")
            name = self._project.variables.get(_guid(reference, "targetGUID"), "") if reference is not None else ""
            value = "".join(e.text or "" for e in element if _tag(e).endswith("Value")).strip()
            if name and value and folded(name) in _META:
                metadata.setdefault(name, value)
            elif value:
                said.append(f"{name or 'Variable'}: {value}")
        return metadata, said

    def _about_the_whole(self, element: Element) -> None:
        for child in element:
            if _tag(child) == "Coding":
                self._article.say(f"Code: {self._code(child).name}", annotator=self._user(child))
            elif _tag(child) == "Description" and child.text and child.text.strip():
                self._article.say(child.text.strip())
            elif _tag(child) == "NoteRef":
                note = self._project.notes.get(_guid(child, "targetGUID"))
                if note is not None:
                    self._article.say(_note(self._project, note), annotator=self._user(note))

    def _select(self, selection: Element) -> None:
        codings = [e for e in selection if _tag(e) == "Coding"]
        start, end = (_number(selection, key, self._shift) for key in ("startPosition", "endPosition"))
        notes = self._notes(selection)
        description = _find(selection, "Description")
        if description is not None and description.text and description.text.strip():
            notes.append(description.text.strip())
        if not codings and notes:
            self._article.say(f"{shorten(selection.get('name') or f'{start}-{end}')}: {'; '.join(notes)}")
        for coding in codings:
            id_ = _guid(coding) or f"{_guid(selection)} {len(self._ends)}"
            self._ends.setdefault(_guid(selection), id_)
            label, values = self._label(self._code(coding))
            self._article.span(
                label,
                start,
                end,
                id=id_,
                note="\n".join([*notes, *self._notes(coding)]) or None,
                annotator=self._user(coding) or self._user(selection),
                created_at=coding.get("creationDateTime"),
                **values,
            )

    def _label(self, code: Code) -> tuple[str, dict[str, Any]]:
        """The label of a code, and what the code says beyond it."""
        if self._names.label(code.name):
            return code.name, {}
        for above in code.above:
            found = self._names.label(above)
            if found is None:
                continue
            label = found[0]
            if label.points_to:
                entry = {"id": _identity(label.points_to, code.name), "name": code.name}
                return above, {label.points_to: entry}
            attribute = _attribute_with(label, code.name)
            if attribute is not None:
                return above, {"attributes": [(attribute, code.name)]}
        return code.name, {}

    def _code(self, coding: Element) -> Code:
        reference = _find(coding, "CodeRef")
        code = self._project.codes.get(_guid(reference, "targetGUID")) if reference is not None else None
        if code is None:
            raise ValueError("a coding refers to a code that there is not")
        return code

    def _notes(self, element: Element) -> list[str]:
        found = [self._project.notes.get(_guid(e, "targetGUID")) for e in element if _tag(e) == "NoteRef"]
        return [_note(self._project, note) for note in found if note is not None]

    def _user(self, element: Element) -> str | None:
        return self._project.users.get(_guid(element, "creatingUser")) or None


def _attribute_with(label: Label, value: str) -> str | None:
    wanted = folded(value)
    return next((a.name for a in label.attributes if any(folded(v) == wanted for v in a.values)), None)


def _text(project: Project, element: Element) -> str:
    content = _find(element, "PlainTextContent")
    if content is not None:
        return content.text or ""
    path = element.get("plainTextPath")
    if not path:
        raise ValueError("it has no plain text")
    if not path.startswith(_INTERNAL):
        raise ValueError(f"its text {quote(path)} lies outside of the file, and nothing is fetched")
    wanted = path.removeprefix(_INTERNAL).lower()
    for name in project.archive.namelist():
        if name.rpartition("/")[2].lower() == wanted:
            data = _member(project.archive, name, MAX_BYTES)
            text, encoding = decode(data)
            return _BOM + text if encoding == "utf-8" and data.startswith(_BOM.encode()) else text
    raise ValueError(f"its text {quote(path)} is not in the file")


def _note(project: Project, note: Element) -> str:
    """A note's text, with its name if that says something else."""
    try:
        text = _text(project, note).strip(_BOM + " \r\n\t")
    except ValueError:
        text = ""
    name = note.get("name") or ""
    return f"{name}: {text}" if name and text and not text.startswith(name) else text or name or "(an empty note)"


def _proved(raw: str, selections: list[Element]) -> tuple[str, str | None, int]:
    """The text, the unit of its positions, and how many of them lie before its start."""
    bare = raw.removeprefix(_BOM)
    unix = bare.replace("\r\n", "\n")
    ways: list[tuple[str, str | None, int]] = [(bare, None, 0)]
    if len(bare) != len(raw):
        ways.append((bare, None, 1))
    if len(unix) != len(bare):
        ways.append((unix, None, 0))
    if not bare.isascii():
        ways += [(text, "utf16", 0) for text in dict.fromkeys((bare, unix))]
    return max(ways, key=lambda way: sum(_is_named(way, selection) for selection in selections))


def _is_named(way: tuple[str, str | None, int], selection: Element) -> bool:
    """Whether the selection's name is the beginning of what it selects, if positions are counted this way."""
    text, unit, shift = way
    name = " ".join((selection.get("name") or "").rstrip(".…").split())
    try:
        start, end = (_number(selection, key, shift) for key in ("startPosition", "endPosition"))
    except ValueError:
        return False
    if unit:
        units = Utf16Map(text)
        start, end = units.to_codepoints(start), units.to_codepoints(end)
    return bool(name) and 0 <= start < end <= len(text) and " ".join(text[start:end].split()).startswith(name)


def _number(element: Element, key: str, shift: int) -> int:
    value = element.get(key, "")
    if not value.isdecimal() or len(value) > 12:
        raise ValueError(f"the {key} of a selection is {quote(value)}, not a number")
    return int(value) - shift


def _read_codes(project: Project, parent: Element | tuple[()], above: tuple[str, ...]) -> None:
    for element in parent:
        if _tag(element) == "Code":
            name = (element.get("name") or "").strip()
            project.codes[_guid(element)] = Code(name, above)
            _read_codes(project, element, (name, *above))


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


def _tag(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _child(element: Element | tuple[()], name: str) -> Element | tuple[()]:
    """The first child of that name; nothing to go through where there is none."""
    found = _find(element, name)
    return () if found is None else found


def _find(element: Element | tuple[()], name: str) -> Element | None:
    return next((child for child in element if _tag(child) == name), None)


def _guid(element: Element, key: str = "guid") -> str:
    return element.get(key, "").strip("{} ").lower()


def _tree(data: bytes) -> Element:
    """The XML as a tree; raises ProjectError. A document type, which alone can declare entities, is refused."""
    builder = TreeBuilder()
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    depth = 0

    def doctype(*_: object) -> None:
        raise ProjectError("its project declares a document type, which no project has", parser.CurrentLineNumber)

    def start(name: str, attributes: Mapping[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEPTH:
            raise ProjectError("its project is nested too deeply", parser.CurrentLineNumber)
        builder.start(name, dict(attributes))

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(name)

    parser.StartDoctypeDeclHandler = doctype
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = builder.data
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise ProjectError(f"its project is invalid XML: {expat.ErrorString(error.code)}", error.lineno) from None
    except ProjectError:
        raise
    except (LookupError, ValueError):
        raise ProjectError("its project declares an encoding that is not known", 1) from None
    root = builder.close()
    if _tag(root) != "Project":
        raise ProjectError(f"its {PROJECT} is no project")
    return root
