"""Office files (.docx, .odt, .xlsx, .ods) and EPUB as they are packed: parts of a ZIP archive, within limits.

The XML goes through expat with document types refused: no entity is ever defined, none is expanded, nothing is
fetched. How much a part may unpack to is known before any of it is kept.
"""

from __future__ import annotations

import io
import lzma
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import unquote
from xml.etree import ElementTree
from xml.parsers import expat

from annotator.formats.readers.binary import COMPOUND

_MAX_DIRECTORY = 4 << 20  # bytes of the archive's list of parts: some 50,000 of them
_MAX_DEPTH = 200
_MAX_ELEMENTS = 1_000_000  # of a tree, which take some 150 MB
_CHUNK = 1 << 16
_END = struct.Struct("<4s4H2LH")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")

Start = Callable[[str, dict[str, str]], None]


class Package:
    """An office file, opened. Raises ValueError.

    For refusals, ``kind`` names it ("a Word document"), and ``instead`` says what to do with a too large one.
    """

    def __init__(self, data: bytes, kind: str, instead: str = "") -> None:
        self._kind = kind
        self._instead = instead
        if data.startswith(COMPOUND):
            if _ENCRYPTED in data:
                raise ValueError("it is protected by a password")
            raise ValueError(f"it is an old office document, not {kind} of today; save it as one")
        if _directory_size(data) > _MAX_DIRECTORY:
            raise ValueError("its list of parts is too long for an office document")
        with self._reading():
            if not zipfile.is_zipfile(io.BytesIO(data)):
                raise zipfile.BadZipFile("it has no list of its parts")
            self._zip = zipfile.ZipFile(io.BytesIO(data))

    def has(self, name: str) -> bool:
        return name in self._zip.NameToInfo

    def mentions(self, name: str, word: bytes, limit: int) -> bool:
        """Whether the part, as it is written, has these bytes anywhere; as :meth:`events` raises ValueError."""
        before = b""
        for piece in self._pieces(name, limit):
            if word in before + piece:
                return True
            before = piece[-len(word) :]
        return False

    def events(
        self, name: str, limit: int, start: Start, data: Callable[[str], None], end: Start
    ) -> Iterator[None]:
        """Parses the part in pieces and yields after each; names come without namespace.

        ``end`` is called with no attributes. Raises ValueError if the part is missing, damaged, longer than
        ``limit`` bytes, nested too deeply or has a document type.
        """
        depth = 0

        def opened(tag: str, attributes: dict[str, str]) -> None:
            nonlocal depth
            depth += 1
            if depth > _MAX_DEPTH:
                raise ValueError(f"{name} is nested too deeply")
            start(_local(tag), attributes)

        def closed(tag: str) -> None:
            nonlocal depth
            depth -= 1
            end(_local(tag), {})

        parser = expat.ParserCreate(namespace_separator="}")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = _refuse_doctype
        parser.StartElementHandler = opened
        parser.EndElementHandler = closed
        parser.CharacterDataHandler = data
        for piece in self._pieces(name, limit):
            self._parse(parser, name, piece, False)
            yield
        self._parse(parser, name, b"", True)
        yield

    def tree(self, name: str, limit: int) -> ElementTree.Element:
        """The part as a tree, tags without namespace, attributes with theirs after "}". Raises ValueError."""
        builder = _Builder()
        parser = ElementTree.XMLParser(target=builder)
        tags = 0
        try:
            for piece in self._pieces(name, limit):
                tags += piece.count(b"<")
                if tags > 2 * _MAX_ELEMENTS:
                    raise ValueError(f"its part {name} has more than {_MAX_ELEMENTS:,} elements")
                parser.feed(piece)
            root: ElementTree.Element = parser.close()
        except ElementTree.ParseError as error:
            raise ValueError(f"its part {name} is damaged: {expat.errors.messages.get(error.code)}") from None
        except LookupError as error:  # an encoding that there is not
            raise ValueError(f"its part {name} is damaged: {error}") from None
        _make_local(root, name)
        return root

    def read(self, name: str, limit: int) -> bytes:
        """The part as it is. Raises ValueError if it is missing, damaged or longer than ``limit`` bytes."""
        return b"".join(self._pieces(name, limit))

    def related(self, part: str, limit: int) -> dict[str, tuple[str, str]]:
        """What a part points to inside the package: id → (last word of the type, name of the part)."""
        folder, found = posixpath.dirname(part), {}
        for entry in self._relationships(part, limit):
            if entry.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, unquote(entry.get("Target", ""))))
                kind = entry.get("Type", "").rpartition("/")[2]
                found[entry.get("Id", "")] = (kind, target.lstrip("/"))
        return found

    def links(self, part: str, limit: int) -> dict[str, str]:
        """The addresses outside the package that a part links to, by their ids."""
        return {
            entry.get("Id", ""): entry.get("Target", "")
            for entry in self._relationships(part, limit)
            if entry.get("TargetMode") == "External" and entry.get("Type", "").endswith("/hyperlink")
        }

    def _relationships(self, part: str, limit: int) -> Iterator[ElementTree.Element]:
        folder, base = posixpath.split(part)
        name = posixpath.join(folder, "_rels", f"{base}.rels")
        if self.has(name):
            yield from self.tree(name, limit).iter("Relationship")

    def main_part(self, usual: str, limit: int) -> str:
        """The part that is the document itself. Raises ValueError if there is none."""
        related = self.related("", limit).values()
        name = next((target for kind, target in related if kind == "officeDocument"), usual)
        if not self.has(name):
            raise ValueError(f"the file is no {self._kind.partition(' ')[2]}: it has no {usual}")
        return name

    def _pieces(self, name: str, limit: int) -> Iterator[bytes]:
        info = self._zip.NameToInfo.get(name)
        if info is None:
            raise ValueError(f"{self._kind} has a part {name}, which is missing")
        if info.flag_bits & 1:
            raise ValueError("it is protected by a password")
        # No more than the size that the archive states is ever unpacked.
        if info.file_size > limit:
            raise ValueError(f"its part {name} unpacks to more than {limit >> 20} MiB{self._instead}")
        with self._reading():
            part = self._zip.open(info)
        with part:
            while True:
                with self._reading():
                    piece = part.read(_CHUNK)
                if not piece:
                    return
                yield piece

    def _parse(self, parser: expat.XMLParserType, name: str, piece: bytes, last: bool) -> None:
        try:
            parser.Parse(piece, last)
        except expat.ExpatError as error:
            raise ValueError(f"its part {name} is damaged: {expat.errors.messages.get(error.code)}") from None
        except LookupError as error:  # an encoding that there is not
            raise ValueError(f"its part {name} is damaged: {error}") from None

    @contextmanager
    def _reading(self) -> Iterator[None]:
        try:
            yield
        except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError) as error:
            raise ValueError(f"the file is damaged or cut off: {error}") from None
        except (NotImplementedError, RuntimeError, UnicodeDecodeError, OverflowError) as error:
            raise ValueError(f"the file can't be unpacked: {error}") from None


def _directory_size(data: bytes) -> int:
    """Bytes of the archive's list of parts, which zipfile reads whole; 0 where there is none to be found."""
    at = data.rfind(b"PK\x05\x06", max(0, len(data) - (1 << 16) - _END.size))
    if at < 0 or at + _END.size > len(data):
        return 0
    size: int = _END.unpack_from(data, at)[5]
    return size


class _Builder(ElementTree.TreeBuilder):
    def doctype(self, *_: object) -> None:
        _refuse_doctype()


def _make_local(root: ElementTree.Element, name: str) -> None:
    """Takes the namespaces off the tags; raises ValueError for a tree that is too deep to be walked."""
    level = [root]
    for _ in range(_MAX_DEPTH):
        for element in level:
            element.tag = _local(element.tag)
        level = [child for element in level for child in element]
        if not level:
            return
    raise ValueError(f"{name} is nested too deeply")


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _refuse_doctype(*_: object) -> None:
    raise ValueError("it declares a document type, as no office program does")
