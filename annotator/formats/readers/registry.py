"""Which readers there are, and which of them a file gets.

Another package adds a reader by an entry point of the group ``annotator.readers`` that names a class like those
here, or an instance of one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import PurePath
from typing import Any, BinaryIO, Protocol, runtime_checkable

from annotator.core.codebook import Codebook
from annotator.core.errors import UserError
from annotator.core.files import is_project
from annotator.core.models import Draft, Refusal
from annotator.formats.encoding import binary_kind, head_text
from annotator.formats.mapping import Mapping
from annotator.formats.news_xml import root_name
from annotator.formats.readers.brat import BratReader
from annotator.formats.readers.cas import CasReader
from annotator.formats.readers.conll import ConllReader
from annotator.formats.readers.dna import DnaReader
from annotator.formats.readers.doccano import DoccanoReader
from annotator.formats.readers.docx import DocxReader
from annotator.formats.readers.epub import EpubReader
from annotator.formats.readers.europresse import EuropresseReader
from annotator.formats.readers.factiva import FactivaReader
from annotator.formats.readers.feed import FeedReader
from annotator.formats.readers.genios import GeniosReader
from annotator.formats.readers.html import HtmlReader
from annotator.formats.readers.html_table import HtmlTableReader
from annotator.formats.readers.json import JsonReader
from annotator.formats.readers.jsonl import JsonlReader
from annotator.formats.readers.label_studio import LabelStudioReader
from annotator.formats.readers.mail import MailReader
from annotator.formats.readers.markdown import MarkdownReader
from annotator.formats.readers.mhtml import MhtmlReader
from annotator.formats.readers.newsml import NewsmlReader
from annotator.formats.readers.nexis import NexisReader
from annotator.formats.readers.ninjs import NinjsReader
from annotator.formats.readers.nitf import NitfReader
from annotator.formats.readers.ods import OdsReader
from annotator.formats.readers.odt import OdtReader
from annotator.formats.readers.parquet import ParquetReader
from annotator.formats.readers.pdf import PdfReader
from annotator.formats.readers.prodigy import ProdigyReader
from annotator.formats.readers.proquest import ProquestReader
from annotator.formats.readers.refi_qda import RefiQdaReader
from annotator.formats.readers.ris import RisReader
from annotator.formats.readers.rtf import RtfReader
from annotator.formats.readers.table import CsvReader
from annotator.formats.readers.tei import TeiReader
from annotator.formats.readers.text import TextReader
from annotator.formats.readers.urls import UrlsReader
from annotator.formats.readers.warc import WarcReader
from annotator.formats.readers.webarchive import WebarchiveReader
from annotator.formats.readers.xlsx import XlsxReader
from annotator.formats.values import shorten

GROUP = "annotator.readers"
_TABLE_OF_IT = "write a table (CSV) or lines of JSON of it"
_SAVED_TEXT = "save it as .docx or .odt"
_MAKE_TEXT = "makes .docx or .html of it"
_ADVICE = {
    **dict.fromkeys(
        (".bib", ".bibtex", ".enw", ".enl", ".nbib"),
        "references are read from RIS and CSL JSON: export them as one of these",
    ),
    **{
        suffix: f"it is a project of {tool}: export it as REFI-QDA (.qdpx)"
        for tool, suffixes in (
            ("QualCoder", (".qda",)),
            ("NVivo", (".nvp", ".nvpx")),
            ("MAXQDA", (".mx18", ".mx20", ".mx22", ".mx24")),
            ("ATLAS.ti", (".hpr7", ".hpr8", ".atlproj", ".atlproj9", ".atlproj22", ".atlproj23")),
        )
        for suffix in suffixes
    },
    **dict.fromkeys((".fodt", ".pages", ".wpd", ".wps"), f"it is a document of an office program: {_SAVED_TEXT}"),
    **dict.fromkeys(
        (".fods", ".numbers", ".xlsb"), "it is a table of an office program: save it as .xlsx or .csv"
    ),
    **dict.fromkeys((".ppt", ".pptx", ".odp", ".key"), "it is a presentation: save it as PDF"),
    **dict.fromkeys((".mobi", ".azw", ".azw3", ".fb2"), "it is a book: Calibre makes .epub of it"),
    **dict.fromkeys(
        (".tex", ".latex", ".rst", ".org", ".adoc"), f"it is the source of a document: pandoc {_MAKE_TEXT}"
    ),
    **dict.fromkeys((".msg", ".pst", ".ost"), "it is mail of Outlook: save the messages as .eml or text"),
    **dict.fromkeys((".srt", ".vtt"), "it holds subtitles: save its words as .txt"),
    ".enex": "it holds notes of Evernote: export them as HTML",
    ".opml": "it lists feeds: save these themselves (.xml)",
    **dict.fromkeys((".rds", ".rda", ".rdata"), f"it is data of R: {_TABLE_OF_IT}"),
    **dict.fromkeys((".sav", ".dta"), f"it is data of a statistics program: {_TABLE_OF_IT}"),
    **dict.fromkeys((".feather", ".arrow"), f"it is a table in columns for programs: {_TABLE_OF_IT}"),
    **dict.fromkeys((".pkl", ".pickle"), f"it is data of Python, which is not safe to read: {_TABLE_OF_IT}"),
}
_XML = {
    "opml": "it lists feeds: save these themselves (.xml)",
    "mediawiki": "it is the dump of a wiki: WikiExtractor makes lines of JSON of it, which can be read",
    "xml": "there is no reader for it; if it holds references, export them as RIS or CSL JSON",
}
TEXT_OF_PAIR = ".txt"
ARCHIVE_SUFFIXES = (".zip", ".tar", ".tgz", ".gz", ".zst", ".xz", ".bz2", ".wacz")

OnBytes = Callable[[int], None]


class Reader(Protocol):
    """Reads one format. ``name`` is what ``--format`` calls it.

    ``suffixes`` are what its files' names end in, lower case, with the dot. ``binary`` says whether its files
    begin like a well-known binary format (ZIP containers, PDF …): others are never asked about such a file.
    """

    @property
    def name(self) -> str: ...

    @property
    def suffixes(self) -> tuple[str, ...]: ...

    @property
    def binary(self) -> bool: ...

    def accepts(self, path: PurePath, head: bytes) -> bool:
        """Whether a file with this name and beginning is of the format."""
        ...

    def read(
        self, stream: BinaryIO, file: str, codebook: Codebook, on_bytes: OnBytes | None = None
    ) -> Iterator[Draft | Refusal]:
        """What the stream, which may not be seekable, holds, in order.

        ``on_bytes`` is told how many more bytes were read, before each item. Raises OSError where the stream can't
        be read; everything else wrong becomes a Refusal.
        """
        ...


@runtime_checkable
class MappedReader(Protocol):
    """A reader of columns or keys, which have other names in each file."""

    def mapped(self, mapping: Mapping) -> Reader:
        """The reader that takes them as the mapping says."""
        ...


@runtime_checkable
class PageReader(Protocol):
    """A reader of pages that leaves out what is around the article, unless it is asked for."""

    def whole_pages(self) -> Reader:
        """The reader that keeps it, as zones."""
        ...


class Neighbours(Protocol):
    """The files beside one that is read, in its folder or its archive."""

    def has(self, suffix: str) -> bool:
        """Whether there is one of the same name with this suffix."""
        ...

    def __call__(self, suffix: str) -> bytes | None:
        """What it holds, cut off after MAX_BYTES + 1; None if there is none."""
        ...


@runtime_checkable
class PairedReader(Protocol):
    """A reader of text files that have their labels in another beside them, whose names end in ``partner``."""

    @property
    def partner(self) -> str: ...

    def read(
        self,
        stream: BinaryIO,
        file: str,
        codebook: Codebook,
        on_bytes: OnBytes | None = None,
        beside: Callable[[str], bytes | None] | None = None,
    ) -> Iterator[Draft | Refusal]: ...


# The first that accepts a file gets it: what is told by content comes first, plain text takes what is left.
READERS: tuple[Reader, ...] = (
    XlsxReader(),
    OdsReader(),
    DocxReader(),
    OdtReader(),
    PdfReader(),
    ParquetReader(),
    EpubReader(),
    RefiQdaReader(),
    RtfReader(),
    DnaReader(),
    WarcReader(),
    MailReader(),
    MhtmlReader(),
    WebarchiveReader(),
    FeedReader(),
    NewsmlReader(),
    NitfReader(),
    TeiReader(),
    FactivaReader(),
    EuropresseReader(),
    NexisReader(),
    ProquestReader(),
    GeniosReader(),
    RisReader(),
    CasReader(),
    LabelStudioReader(),
    DoccanoReader(),
    ProdigyReader(),
    NinjsReader(),
    JsonlReader(),
    JsonReader(),
    UrlsReader(),
    HtmlTableReader(),
    HtmlReader(),
    BratReader(),
    ConllReader(),
    MarkdownReader(),
    CsvReader(),
    TextReader(),
)
# Found once: to ask a protocol of each file costs half as much as reading it.
_PAIRED: tuple[tuple[Reader, PairedReader], ...] = tuple((r, r) for r in READERS if isinstance(r, PairedReader))
PARTNERS = frozenset(reader.partner for _, reader in _PAIRED)
"""What the names of files end in that are read with the text beside them."""


@dataclass(frozen=True, slots=True)
class Plugins:
    """Readers of other packages, and a sentence for each that can't be had."""

    readers: tuple[Reader, ...]
    problems: tuple[str, ...]


@cache
def plugins() -> Plugins:
    """What the installed packages add; looked for once."""
    from importlib.metadata import entry_points

    found: list[Reader] = []
    problems: list[str] = []
    for entry in entry_points(group=GROUP):
        try:
            loaded = entry.load()
            reader = loaded() if isinstance(loaded, type) else loaded
            _check(reader, {known.name for known in (*READERS, *found)})
        except Exception as error:  # noqa: BLE001 – it is not our code, and must not end what works without it
            problems.append(f"the plug-in {entry.name} can't be used ({_words(error)})")
        else:
            found.append(reader)
    return Plugins(tuple(found), tuple(problems))


def all_readers() -> tuple[Reader, ...]:
    """In the order in which they are asked: plug-ins first, as plain text takes what is left."""
    return plugins().readers + READERS


def suffixes() -> tuple[str, ...]:
    """What the names of files end in that can be read, archives too."""
    return tuple(dict.fromkeys((*(s for r in all_readers() for s in r.suffixes), *ARCHIVE_SUFFIXES)))


def named(name: str) -> Reader:
    """The reader that ``--format`` calls so; raises UserError."""
    reader = next((r for r in all_readers() if r.name == name), None)
    if reader is None:
        known = ", ".join(r.name for r in all_readers())
        raise UserError(f"There is no format {name!r} to read; there are {known}{_problems()}.")
    return reader


def accepting(path: PurePath, head: bytes) -> Reader | None:
    """The reader of a file with this name and beginning."""
    binary = binary_kind(head) is not None
    return next((r for r in all_readers() if (r.binary or not binary) and accepts(r, path, head)), None)


def paired(path: PurePath, neighbours: Neighbours | None) -> Reader | None:
    """The reader of a text file with labels beside it."""
    if neighbours is None or path.suffix.lower() != TEXT_OF_PAIR:
        return None
    return next((reader for reader, pair in _PAIRED if neighbours.has(pair.partner)), None)


def as_paired(reader: Reader) -> PairedReader | None:
    """The reader, if it is one that reads two files."""
    return next((pair for known, pair in _PAIRED if known is reader), None)


def accepts(reader: Reader, path: PurePath, head: bytes) -> bool:
    """Whether the reader takes the file; a reader that fails doesn't."""
    try:
        return bool(reader.accepts(path, head))
    except Exception:  # noqa: BLE001 – whatever a file can do to a reader, another may know it
        return False


def unknown(path: PurePath, head: bytes) -> str:
    """Why there is no reader for the file."""
    if is_project(head):
        return "the file is an Annotator project: export its records (.jsonl), and import those"
    kind = binary_kind(head)
    suffix = path.suffix.lower()
    if suffix in _ADVICE:
        return f"{_ADVICE[suffix]}{_problems()}"
    if kind is not None:
        return f"the file is {kind}, not text{_problems()}"
    if any(reader.binary and suffix in reader.suffixes for reader in all_readers()):
        return f"it doesn't begin as {suffix} files do: it is damaged, or something else by that name{_problems()}"
    return f"{_advice(path, head)}{_problems()}"


def _advice(path: PurePath, head: bytes) -> str:
    suffix = path.suffix.lower()
    root = root_name(head_text(head)) if suffix == ".xml" else None
    if root is None:
        return f"{path.suffix} files are not known; if you know what it is, name the format"
    known = _XML.get(root)
    return known or f"there is no reader for XML that begins with <{shorten(root)}>: make a table or JSON of it"


def failure(reader: Reader, error: Exception) -> str:
    """What to say of a file on which a reader failed as it should not."""
    plugin = "plug-in's " if reader in plugins().readers else ""
    return f"the {plugin}reader {reader.name} failed on it ({_words(error)})"


def _check(reader: Any, taken: set[str]) -> None:
    if not isinstance(reader.name, str) or not reader.name:
        raise TypeError("its name is no text")
    if reader.name in taken:
        raise ValueError(f"there is a format {reader.name} already")
    if not isinstance(reader.suffixes, tuple) or not all(isinstance(s, str) for s in reader.suffixes):
        raise TypeError("its suffixes are no tuple of texts")
    if not isinstance(reader.binary, bool):
        raise TypeError("its binary is not True or False")
    if not callable(reader.accepts) or not callable(reader.read):
        raise TypeError("it has no accepts and read to call")


def _problems() -> str:
    return "".join(f"; {problem}" for problem in plugins().problems)


def _words(error: Exception) -> str:
    words = " ".join(str(error).split())
    return f"{type(error).__name__}: {words}" if words else type(error).__name__
