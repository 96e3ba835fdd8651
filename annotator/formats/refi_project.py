"""An open REFI-QDA project: what its sources refer to (see :mod:`annotator.formats.refi_qda`)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO
from xml.etree.ElementTree import Element
from zipfile import ZipFile

from annotator.formats.encoding import MAX_BYTES, decode
from annotator.formats.refi_codebook import Code, read_codes
from annotator.formats.refi_positions import BOM
from annotator.formats.refi_xml import PROJECT, ProjectError, find, guid, inside, tag, tree
from annotator.formats.values import named, quote, shorten

ORIGIN = "Annotator"
"""The origin of projects that we export."""
CONTINUED = "continued by"
"""The link from a piece of a span to the next, as ATLAS.ti calls it."""
_LONGEST_PROJECT = 64 << 20
_INTERNAL = "internal://"


@dataclass(slots=True)
class Project:
    """What the sources of a project refer to, by normalised GUID."""

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
    linked: dict[str, list[Element]] = field(default_factory=dict)  # notes, by what links join them to
    groups: dict[str, list[str]] = field(default_factory=dict)  # cases and sets, by the GUID of their source

    @property
    def is_ours(self) -> bool:
        return self.root.get("origin") == ORIGIN

    def sources(self) -> Iterator[Element]:
        yield from inside(self.root, "Sources")

    def text(self, element: Element) -> str:
        """The plain text of a source or note, with its mark; raises ValueError if there is none."""
        content = find(element, "PlainTextContent")
        if content is not None:
            return content.text or ""
        path = element.get("plainTextPath")
        if not path:
            raise ValueError("it has no plain text")
        if not path.startswith(_INTERNAL):
            raise ValueError(f"its text {quote(path)} lies outside of the file, and nothing is fetched")
        # The standard has names only, others (openQDA …) name the folder with them.
        member = self.members.get(path.removeprefix(_INTERNAL).replace("\\", "/").rpartition("/")[2].lower())
        if member is None:
            raise ValueError(f"its text {quote(path)} is not in the file")
        data = _member(self.archive, member, MAX_BYTES)
        text, encoding = decode(data)
        return BOM + text if encoding == "utf-8" and data.startswith(BOM.encode()) else text

    def note(self, note: Element) -> str:
        """A note's text, with its name if that says something else."""
        try:
            text = self.text(note).strip(BOM + " \r\n\t")
        except ValueError:
            text = ""
        name = note.get("name") or ""
        says_more = bool(name and text) and not text.startswith(name)
        return f"{name}: {text}" if says_more else text or name or "(an empty note)"

    def said(self, element: Element) -> list[str]:
        """What the description of an element and its notes say."""
        described = find(element, "Description")
        text = (described.text or "").strip() if described is not None else ""
        return [*([text] if text else []), *map(self.note, self.notes_of(element))]

    def notes_of(self, element: Element) -> list[Element]:
        """The notes that an element refers to, and those that are linked with it."""
        found = [self.notes.get(guid(e, "targetGUID")) for e in element if tag(e) == "NoteRef"]
        return [note for note in found if note is not None] + self.linked.get(guid(element), [])

    def left_out(self) -> list[str]:
        """What there is in the project that is of no article and of no code, in words."""
        said = ["the project's description"] if self.said(self.root) else []
        referred = {guid(e, "targetGUID") for e in self.root.iter() if tag(e) == "NoteRef"}
        referred |= {guid(note) for notes in self.linked.values() for note in notes}
        alone = [note.get("name") or "without a name" for id_, note in self.notes.items() if id_ not in referred]
        said += [f"the memo{'s' * (len(alone) > 1)} {named(alone)}"] if alone else []
        for kind, member in _GROUPS:
            empty = [
                group.get("name") or ""
                for group in inside(self.root, f"{kind}s")
                if group.get("name") and not any(tag(one) == member for one in group)
            ]
            said += [f"the {kind.lower()}{'s' * (len(empty) > 1)} {named(empty)} without a text"] if empty else []
        number = self._loose_links()
        said += [f"{number} link{'s' * (number > 1)} of codes, or between texts"] if number else []
        number = sum(1 for _ in inside(self.root, "Graphs"))
        return said + ([f"{number} graph{'s' * (number > 1)}"] if number else [])

    def _loose_links(self) -> int:
        """How many links are not between two labelled selections of one source."""
        source_of = {
            guid(selection): number
            for number, source in enumerate(self.sources())
            for selection in source.iter()
            if tag(selection) == "PlainTextSelection" and find(selection, "Coding") is not None
        }
        ends = [(guid(link, "originGUID"), guid(link, "targetGUID")) for link in inside(self.root, "Links")]
        return sum(
            not (one in self.notes or other in self.notes)
            and (one not in source_of or source_of[one] != source_of.get(other))
            for one, other in ends
        )


_GROUPS = (("Case", "SourceRef"), ("Set", "MemberSource"))


def open_project(stream: BinaryIO) -> Project:
    """Opens the archive in a seekable stream; raises ProjectError, or BadZipFile where it is damaged."""
    archive = ZipFile(stream)
    name = next((n for n in archive.namelist() if n.rpartition("/")[2].lower() == PROJECT), None)
    if name is None:
        raise ProjectError(f"it has no {PROJECT}")
    project = Project(archive, tree(_member(archive, name, _LONGEST_PROJECT)))
    for user in inside(project.root, "Users"):
        project.users[guid(user)] = user.get("name") or user.get("id") or ""
    project.notes = {guid(note): note for note in inside(project.root, "Notes")}
    project.variables = {guid(v): v.get("name", "") for v in inside(project.root, "Variables")}
    for member in archive.namelist():
        project.members.setdefault(member.rpartition("/")[2].lower(), member)
    _read_links(project)
    for case in inside(project.root, "Cases"):
        values = [e for e in case if tag(e) == "VariableValue"]
        for reference in case:
            if tag(reference) == "SourceRef":
                project.values.setdefault(guid(reference, "targetGUID"), []).extend(values)
    for kind, member in _GROUPS:
        for group in inside(project.root, f"{kind}s"):
            about = ": ".join([kind, group.get("name") or "", *project.said(group)])
            for reference in group:
                if tag(reference) == member and group.get("name"):
                    project.groups.setdefault(guid(reference, "targetGUID"), []).append(about)
    project.codes = read_codes(project.root, project.is_ours, project.said)
    return project


def _read_links(project: Project) -> None:
    for place, link in enumerate(inside(project.root, "Links")):
        ends = guid(link, "originGUID"), guid(link, "targetGUID")
        if link.get("name") == CONTINUED:
            project.continues[ends[1]] = ends[0]
            continue
        for one, other in (ends, ends[::-1]):
            if one in project.notes and other not in project.notes:  # NVivo's annotations
                project.linked.setdefault(other, []).append(project.notes[one])
        for origin, target in [ends, ends[::-1]] if link.get("direction") == "Bidirectional" else [ends]:
            project.links.setdefault(origin, []).append((place, link.get("name"), target))


def _member(archive: ZipFile, name: str, longest: int) -> bytes:
    with archive.open(name) as stream:
        data = stream.read(longest + 1)
    if len(data) > longest:
        raise ProjectError(f"{shorten(name)} is longer than {longest >> 20} MiB")
    return data
