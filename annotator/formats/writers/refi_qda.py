"""REFI-QDA projects (``.qdpx``), which ATLAS.ti, MAXQDA, NVivo, QualCoder and others import.

Source: REFI-QDA Standard 1.5 (qdasoftware.org), urn:QDA-XML:project:1.0. A ZIP archive of ``project.qde`` and the
texts. A span is a selection with a coding for its label, for each attribute and for its entry; its pieces are
selections, linked one to the next. Positions count code points.

The parts of the project stand in another order than they come to be, so that they are gathered in temporary files.
"""

from __future__ import annotations

import re
import shutil
import tempfile
import weakref
from contextlib import ExitStack
from io import BytesIO
from typing import IO, BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from annotator.formats.refi_codebook import own_guid
from annotator.formats.refi_project import CONTINUED, ORIGIN
from annotator.formats.refi_xml import PROJECT
from annotator.formats.writers.base import Record, RecordSpan, Setup, Target, Writer
from annotator.formats.writers.refi_codes import Codes
from annotator.formats.writers.streams import StreamWriter, as_it_is
from annotator.formats.writers.xml_text import quoted

_IN_MEMORY = 1 << 20
_NAME_LENGTH = 60
_BOM = "\ufeff"  # as programs begin the texts of notes with it, it is none of the note
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the earliest that ZIP knows: equal exports are equal bytes
_TIME = re.compile(
    r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?\Z"
)
_META = ("source", "authors", "published", "url", "lang")


def make(setup: Setup, target: Target) -> Writer:
    return StreamWriter(setup, target, ".qdpx", as_it_is, lambda file: _Project(setup, file))


def shown(_name: str, content: bytes) -> str:
    with ZipFile(BytesIO(content)) as archive:
        return archive.read(PROJECT).decode()


class _Project:
    """One archive. ``_texts`` has the texts of the sources, ``_sources`` where each ends (bytes)."""

    def __init__(self, setup: Setup, file: BinaryIO) -> None:
        self._setup = setup
        self._file = file
        self._codes = Codes(setup)
        self._users: dict[str, str] = {}
        self._sources: list[tuple[str, int]] = []
        temporary = ExitStack()
        # An export that is given up never gets to its end.
        weakref.finalize(self, temporary.close)
        self._texts, *self._parts = (
            temporary.enter_context(tempfile.SpooledTemporaryFile(_IN_MEMORY))  # noqa: SIM115
            for _ in range(4)
        )

    def write(self, record: Record) -> None:
        id_ = own_guid("source", record["id"])
        sources, notes, links = self._parts
        self._texts.write(record["text"].encode())
        self._sources.append((id_, self._texts.tell()))
        name = self._quoted(record["title"])
        lines = [f'<TextSource guid="{id_}" name="{name}" plainTextPath="internal://{id_}.txt">\n']
        for span in record["spans"]:
            lines += self._selections(record, span, notes, links)
        lines += [self._variable(name, record) for name in _META]
        sources.write("".join([*lines, "</TextSource>\n"]).encode())
        for relation in record["relations"]:
            head, child = (_selection(record, relation[end], 0) for end in ("head", "child"))
            self._link(links, relation["label"], own_guid("link", record["id"], relation["id"]), head, child)

    def finish(self) -> None:
        with ZipFile(self._file, "w", ZIP_DEFLATED) as archive:
            with archive.open(_entry(PROJECT), "w", force_zip64=True) as qde:
                qde.write(self._head().encode())
                for name, part in zip(("Sources", "Notes", "Links"), self._parts, strict=True):
                    if part.tell():
                        part.seek(0)
                        qde.write(f"<{name}>\n".encode())
                        shutil.copyfileobj(part, qde, _IN_MEMORY)
                        qde.write(f"</{name}>\n".encode())
                qde.write(b"</Project>\n")
            self._texts.seek(0)
            start = 0
            for id_, end in self._sources:
                archive.writestr(_entry(f"sources/{id_}.txt"), self._texts.read(end - start))
                start = end

    def _head(self) -> str:
        name = self._setup.codebook.title or self._setup.codebook.name
        users = "".join(f'<User guid="{id_}" name="{self._quoted(u)}"/>\n' for u, id_ in self._users.items())
        variables = "".join(
            f'<Variable guid="{own_guid("variable", one)}" name="{one}" typeOfVariable="Text"/>\n' for one in _META
        )
        return (
            '<?xml version="1.0" encoding="utf-8"?>\n'
            f'<Project xmlns="urn:QDA-XML:project:1.0" name="{self._quoted(name)}" origin="{ORIGIN}">\n'
            + (f"<Users>\n{users}</Users>\n" if users else "")
            + f"{self._codes.xml()}<Variables>\n{variables}</Variables>\n"
        )

    def _selections(self, record: Record, span: RecordSpan, notes: IO[bytes], links: IO[bytes]) -> list[str]:
        """The selections of the span's pieces: the first has all of its codes, the others that of its label."""
        user = self._user(span["annotator"])
        made = user + _time("creationDateTime", span["created_at"])
        codes = self._codes.of(span)
        note = self._note(record, span, notes, made)
        found = []
        for number, (start, end) in enumerate(span["segments"]):
            id_ = _selection(record, span["id"], number)
            if number:
                before = _selection(record, span["id"], number - 1)
                self._link(links, CONTINUED, own_guid("continued", id_), before, id_)
            codings = "".join(
                f'<Coding guid="{own_guid("coding", id_, code)}"{made}><CodeRef targetGUID="{code}"/>'
                f"{'' if number or place else note}</Coding>"
                for place, code in enumerate(codes[:1] if number else codes)
            )
            found.append(
                f'<PlainTextSelection guid="{id_}" name="{self._quoted(_beginning(record["text"], start, end))}" '
                f'startPosition="{start}" endPosition="{end}"{made}'
                f"{_time('modifiedDateTime', span['updated_at'])}>{codings}</PlainTextSelection>\n"
            )
        return found

    def _note(self, record: Record, span: RecordSpan, notes: IO[bytes], made: str) -> str:
        """The reference to the span's note, if it has one."""
        text = span["note"]
        if text is None or not text.replace(_BOM, "").strip():
            return ""
        id_ = own_guid("note", record["id"], span["id"])
        content = f"<PlainTextContent>{self._quoted(text)}</PlainTextContent>"
        notes.write(f'<Note guid="{id_}"{made}>{content}</Note>\n'.encode())
        return f'<NoteRef targetGUID="{id_}"/>'

    def _variable(self, name: str, record: Record) -> str:
        meta = record["meta"]
        value = "; ".join(meta["authors"]) if name == "authors" else meta[name]  # type: ignore[literal-required]
        if not value or not value.strip():
            return ""
        reference = f'<VariableRef targetGUID="{own_guid("variable", name)}"/>'
        return f"<VariableValue>{reference}<TextValue>{self._quoted(value)}</TextValue></VariableValue>\n"

    def _user(self, name: str) -> str:
        self._users.setdefault(name, own_guid("user", name))
        return f' creatingUser="{self._users[name]}"'

    def _link(self, links: IO[bytes], name: str, id_: str, head: str, child: str) -> None:
        ends = f'originGUID="{head}" targetGUID="{child}"'
        links.write(f'<Link guid="{id_}" name="{name}" direction="OneWay" {ends}/>\n'.encode())

    def _quoted(self, text: str) -> str:
        return quoted(text, self._setup.losses)


def _selection(record: Record, span: str, number: int) -> str:
    """The identity of a piece, counted from 0."""
    return own_guid("selection", record["id"], span, str(number))


def _beginning(text: str, start: int, end: int) -> str:
    """What most programs call a selection: the text's beginning, white space as one blank."""
    name = " ".join(text[start : min(end, start + 2 * _NAME_LENGTH)].split())
    return name if len(name) <= _NAME_LENGTH else f"{name[:_NAME_LENGTH]}…"


def _time(name: str, value: str) -> str:
    """An attribute with a time; none where XML would not take it for one."""
    return f' {name}="{value}"' if _TIME.match(value) else ""


def _entry(name: str) -> ZipInfo:
    info = ZipInfo(name, _FIRST_DAY)
    info.compress_type, info.external_attr = ZIP_DEFLATED, 0o644 << 16
    return info
