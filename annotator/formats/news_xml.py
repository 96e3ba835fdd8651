"""XML of newsrooms (NewsML, NITF) parsed item by item, so that a message of any length takes bounded memory.

Document types are allowed, as NITF has one, but nothing that they name is fetched, and a file that defines an
entity is refused: so none is ever expanded. Of the entities that NITF's own document type defines, which stand
for letters, the names of HTML are known.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from html.entities import html5
from pathlib import PurePath
from typing import Any, BinaryIO
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from annotator.core.codebook import Codebook
from annotator.core.models import Draft, Refusal
from annotator.formats.encoding import MarkupDecoder
from annotator.formats.record import parse_record

MAX_CHARACTERS = 16 << 20
"""Of an item's text; an article has some thousand."""
MAX_ELEMENTS = 200_000
"""Of an item, which take some 30 MB."""
MAX_DEPTH = 200
MAX_TOKEN = 8 << 20
"""Bytes of one tag or comment, which expat holds whole."""

_PIECE = 1 << 16
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
# Control characters that nobody writes: references by number to letters of Windows-1252, among them its quotes.
_WINDOWS = re.compile("[\x80-\x9f]")
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_BEGINNING = re.compile(
    r"[\s\0]*(?:<\?(?:(?!\?>).)*\?>\s*|<!--(?:(?!-->).)*-->\s*|<!DOCTYPE[^\[>]*(?:\[[^\]]*\]\s*)?>\s*)*"
    r"<(?:[\w.-]+:)?(?P<root>[A-Za-z][\w.-]*)(?P<rest>[\s/>])",
    re.S,
)
_COMPACT = re.compile(
    r"(\d{4})-?(\d\d)-?(\d\d)(?:T(\d\d):?(\d\d)(?::?(\d\d))?(?:[.,]\d+)?\s*(Z|[+-]\d\d(?::?\d\d)?)?)?"
)
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_]|\Z)", re.I)

_TOO_LONG = f"it has more than {MAX_CHARACTERS >> 20} million characters"


@dataclass(frozen=True, slots=True)
class Item:
    """An element with all in it, tags and attributes without namespace, or what is wrong with it.

    ``line`` is where it begins, None for the file's root; ``encoding`` is the file's.
    """

    element: Element | None
    line: int | None
    encoding: str
    problem: str = ""


def root_name(head: str) -> str | None:
    """The name of the element that XML beginning like this has as its root, without prefix."""
    found = _BEGINNING.match(head)
    return found["root"] if found else None


def xml_drafts(
    items: Iterable[Item],
    records: Callable[[Element], Iterable[dict[str, Any] | str]],
    file: str,
    codebook: Codebook,
    nothing: str,
) -> Iterator[Draft | Refusal]:
    """The drafts of items, each of which may be several records, or sentences why there is none.

    ``records`` raises ValueError with a sentence; ``nothing`` is said of a file without items.
    """
    name = PurePath(file).name
    empty = True
    for item in items:
        empty = False
        if item.element is None:
            yield Refusal(file, item.line, item.problem)
            continue
        try:
            found = list(records(item.element))
        except ValueError as error:
            yield Refusal(file, item.line, str(error))
            continue
        for record in found:
            yield _drafted(record, item, file, codebook, name)
    if empty:
        yield Refusal(file, None, nothing)


def _drafted(
    record: dict[str, Any] | str, item: Item, file: str, codebook: Codebook, name: str
) -> Draft | Refusal:
    if isinstance(record, str):
        return Refusal(file, item.line, record)
    try:
        draft = parse_record(record, codebook, name)
    except ValueError as error:
        return Refusal(file, item.line, str(error))
    draft.encoding = item.encoding
    return draft


def xml_items(
    stream: BinaryIO, names: Collection[str], on_bytes: Callable[[int], None] | None = None
) -> Iterator[Item]:
    """The elements called so, but for those inside another, each as soon as it was read.

    ``on_bytes`` is told how many more bytes were read, before each. Where the XML is damaged, the last is an Item
    with a problem, whose line is that of the damage.
    """
    piece = stream.read(_PIECE)
    decoder = MarkupDecoder(piece)
    parser = _Parser(names, decoder.name)
    while True:
        if on_bytes is not None:
            on_bytes(len(piece))
        problem = ""
        try:
            parser.feed(decoder.decode(piece, not piece), not piece)
        except ValueError as error:
            problem = str(error)
        yield from parser.take()
        if problem:
            yield Item(None, parser.damaged_at, decoder.name, problem)
        if problem or not piece:
            return
        piece = stream.read(_PIECE)


class _Parser:
    def __init__(self, names: Collection[str], encoding: str) -> None:
        self.damaged_at: int | None = None
        self._names = names
        self._encoding = encoding
        self._builder: TreeBuilder | None = None
        self._found: list[Item] = []
        self._depth = self._item_depth = self._elements = self._characters = self._fed = 0
        self._line: int | None = None
        self._expat = parser = expat.ParserCreate("utf-8", "}")
        parser.buffer_text = True
        parser.EntityDeclHandler = _refuse_entity
        parser.SkippedEntityHandler = self._entity
        parser.ExternalEntityRefHandler = _refuse_reference
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._data

    def feed(self, text: str, last: bool) -> None:
        """Raises ValueError with a sentence."""
        data = _NO_XML.sub("", text).encode("utf-8", "replace")
        self._fed += len(data)
        try:
            self._expat.Parse(data, last)
        except expat.ExpatError as error:
            self.damaged_at = error.lineno
            if error.code in _ENDS_TOO_EARLY and last:
                raise ValueError("the file ends too early: it is damaged or cut off") from None
            raise ValueError(f"the file is damaged: {expat.errors.messages.get(error.code)}") from None
        if self._fed - self._expat.CurrentByteIndex > MAX_TOKEN:
            raise ValueError(f"a tag of it is longer than {MAX_TOKEN >> 20} MiB")

    def take(self) -> list[Item]:
        """What has been read since it was last asked."""
        found, self._found = self._found, []
        return found

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise ValueError("it is nested too deeply")
        name = _local(tag)
        if not self._item_depth:
            if name not in self._names:
                return
            self._item_depth = self._depth
            self._line = None if self._depth == 1 else self._expat.CurrentLineNumber
            self._elements = self._characters = 0
            self._builder = TreeBuilder()
        self._elements += 1
        if self._builder is None:
            return
        if self._elements > MAX_ELEMENTS:
            self._give_up(f"it has more than {MAX_ELEMENTS:,} elements")
            return
        self._characters += sum(map(len, attributes.values()))
        if self._characters > MAX_CHARACTERS:
            self._give_up(_TOO_LONG)
            return
        self._builder.start(name, {_local(key): value for key, value in attributes.items()})

    def _end(self, tag: str) -> None:
        if self._builder is not None:
            self._builder.end(_local(tag))
            if self._depth == self._item_depth:
                self._found.append(Item(self._builder.close(), self._line, self._encoding))
                self._builder = None
        if self._depth == self._item_depth:
            self._item_depth = 0
        self._depth -= 1

    def _data(self, text: str) -> None:
        if self._builder is None:
            return
        self._characters += len(text)
        if self._characters > MAX_CHARACTERS:
            self._give_up(_TOO_LONG)
        else:
            self._builder.data(_WINDOWS.sub(_as_windows, text))

    def _entity(self, name: str, is_parameter: bool) -> None:
        if not is_parameter:
            self._data(html5.get(f"{name};", ""))

    def _give_up(self, problem: str) -> None:
        self._builder = None
        self._found.append(Item(None, self._line, self._encoding, problem))


_ENDS_TOO_EARLY = {
    expat.errors.codes[message]
    for message in (
        expat.errors.XML_ERROR_NO_ELEMENTS,
        expat.errors.XML_ERROR_UNCLOSED_TOKEN,
        expat.errors.XML_ERROR_UNCLOSED_CDATA_SECTION,
        expat.errors.XML_ERROR_PARTIAL_CHAR,
    )
}


def child(element: Element | None, *path: str) -> Element | None:
    """The first element below it by this path."""
    for name in path:
        element = next((inner for inner in element if inner.tag == name), None) if element is not None else None
    return element


def children(element: Element | None, *path: str) -> list[Element]:
    """All elements directly below the one that the path leads to, which are called like its end."""
    above = child(element, *path[:-1])
    return [inner for inner in above if inner.tag == path[-1]] if above is not None else []


def one_line(element: Element | None) -> str:
    """The text in an element, on one line."""
    return "" if element is None else _BLANKS.sub(" ", "".join(element.itertext())).strip()


def plain_blanks(text: str) -> str:
    """The text with each line end and tab a blank, and no two blanks; no-break spaces stay."""
    return _BLANKS.sub(" ", text)


def versioned(identity: str, version: str) -> str:
    """The id of a version of an item: updates keep the item's, and are articles of their own beside the first."""
    return f"{identity}#{version}" if identity and version.strip() not in ("", "1") else identity


def wire_date(written: str | None) -> str | None:
    """A date as newsrooms write it, ``20250313T183000+0100``, in ISO 8601; others as :func:`iso_date` has them."""
    # Its patterns take time to compile, which not every import needs.
    from annotator.formats.dates import iso_date

    text = (written or "").strip()
    compact = _COMPACT.fullmatch(text)
    if compact:
        year, month, day, hour, minute, second, zone = compact.groups()
        date = iso_date(year + month + day)
        time = f"T{hour}:{minute}:{second or '00'}{zone or ''}" if hour else ""
        text = date + time if "-" in date else text
    return iso_date(text) or None


def language_code(tags: Collection[str | None]) -> str | None:
    """``de`` of the first language tag such as ``de-AT``."""
    found = next((match for tag in tags if (match := _LANGUAGE.match((tag or "").strip()))), None)
    return found[1].lower() if found else None


def _as_windows(found: re.Match[str]) -> str:
    return found[0].encode("latin-1").decode("cp1252", "ignore")


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def _refuse_reference(*_others: Any) -> int:
    raise ValueError("it refers to an entity outside the file, which is not fetched")


def _refuse_entity(_name: str, _is_parameter: bool, value: str | None, *_others: Any) -> None:
    # Those outside the file are never fetched, and pictures are named so.
    if value is not None:
        raise ValueError("it defines entities, which are not expanded")
