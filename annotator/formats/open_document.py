"""OpenDocument texts (.odt): their paragraphs as they would be printed now, and who made them.

Source: OASIS, Open Document Format for Office Applications 1.3, part 3; white space by its section 6.1.2.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from annotator.formats.office import Package
from annotator.formats.word import Paragraph, WordDocument, table

KIND = "an OpenDocument text"
_PART = 32 << 20
_SMALL = 4 << 20
_MOST_BLANKS = 1000  # that one element may stand for
_BLANKS = re.compile("[ \t\r\n]+")
# Not printed, or not where it stands: comments, notes, what a tracked change has deleted, indexes, forms.
_GONE = frozenset(
    (
        *(
            "annotation",
            "annotation-end",
            "note",
            "tracked-changes",
            "hidden-text",
            "hidden-paragraph",
            "ruby-text",
        ),
        *(
            "table-of-content",
            "alphabetical-index",
            "illustration-index",
            "table-index",
            "object-index",
            "user-index",
        ),
        *("bibliography", "number", "forms", "script", "object", "object-ole", "plugin"),
    )
)
_BOXES = ("frame", "text-box", "custom-shape", "g", "a")
_CHARACTERS = {"tab": "\t", "line-break": "\n"}


def read_open_document(data: bytes) -> WordDocument:
    """The document in a file's bytes. Raises ValueError with a sentence.

    Tracked changes are taken as accepted; comments, notes, headers, footers, indexes and hidden text are left out.
    """
    package = Package(data, KIND)
    if package.has("META-INF/manifest.xml"):
        manifest = package.tree("META-INF/manifest.xml", _SMALL)
        if next(manifest.iter("encryption-data"), None) is not None:
            raise ValueError("it is protected by a password")
    content = package.tree("content.xml", _PART)
    body = content.find("body/text")
    if body is None:
        raise ValueError("the file is no OpenDocument text: it has another content")
    styles = _Styles(content)
    if package.has("styles.xml"):
        styles.add(package.tree("styles.xml", _PART))
    document = WordDocument(_Body(styles).paragraphs(body))
    if package.has("meta.xml"):
        known = {entry.tag: (entry.text or "").strip() for entry in package.tree("meta.xml", _SMALL).iter()}
        document.title = known.get("title", "")
        document.creator = known.get("initial-creator") or known.get("creator", "")
        document.language = known.get("language", "")
    return document


class _Styles:
    """What paragraphs and stretches of text are by the names of their styles."""

    def __init__(self, content: Element) -> None:
        self._parents: dict[str, str] = {}
        self._hidden: set[str] = set()
        self.add(content)

    def add(self, tree: Element) -> None:
        for style in tree.iter("style"):
            name = _attribute(style, "name")
            self._parents.setdefault(name, _attribute(style, "parent-style-name"))
            properties = style.find("text-properties")
            if properties is not None and _attribute(properties, "display") == "none":
                self._hidden.add(name)

    def usual(self, name: str) -> str:
        """The style's English name in lower case; of one made for a few words that which it is made from."""
        seen = set()
        while name not in seen and (parent := self._parents.get(name, "")) and not _is_usual(name):
            seen.add(name)
            name = parent
        return name.replace("_20_", " ").lower()

    def hides(self, element: Element) -> bool:
        return _attribute(element, "style-name") in self._hidden


class _Body:
    def __init__(self, styles: _Styles) -> None:
        self._styles = styles

    def paragraphs(self, parent: Element) -> list[Paragraph]:
        """The paragraphs and tables below the element that aren't empty."""
        found: list[Paragraph] = []
        for block in _blocks(parent):
            if block.tag == "table":
                found += table([[self.paragraphs(cell) for cell in _cells(row)] for row in _rows(block)])
                continue
            text, boxes = _Text(self._styles).of(block)
            if text.strip():
                found.append(Paragraph(text, self._style(block)))
            for box in boxes:
                found += self.paragraphs(box)
        return found

    def _style(self, paragraph: Element) -> str:
        if paragraph.tag == "h":
            return f"heading {_attribute(paragraph, 'outline-level') or 1}"
        return self._styles.usual(_attribute(paragraph, "style-name"))


class _Text:
    """Puts the text of one paragraph together: white space as it is written counts as one blank."""

    def __init__(self, styles: _Styles) -> None:
        self._styles = styles
        self._parts: list[str] = []
        self._boxes: list[Element] = []
        self._is_blank = True  # what was put last, so that no other blank follows; so is the beginning

    def of(self, paragraph: Element) -> tuple[str, list[Element]]:
        """The text, and boxes of text that are anchored in the paragraph."""
        if not self._styles.hides(paragraph):
            self._put_all(paragraph)
        return "".join(self._parts).rstrip(" \t\n"), self._boxes

    def _put_all(self, parent: Element) -> None:
        self._put(parent.text)
        for child in parent:
            tag = child.tag
            if tag in _CHARACTERS:
                self._add(_CHARACTERS[tag])
            elif tag == "s":
                self._add(" " * _number(_attribute(child, "c")))
            elif tag in _BOXES and tag != "a":
                self._boxes += _boxes(child)
            elif tag not in _GONE and not self._styles.hides(child):
                self._put_all(child)
            self._put(child.tail)

    def _put(self, written: str | None) -> None:
        text = _BLANKS.sub(" ", written or "")
        if self._is_blank:
            text = text.removeprefix(" ")
        if text:
            self._parts.append(text)
            self._is_blank = text.endswith(" ")

    def _add(self, character: str) -> None:
        self._parts.append(character)
        self._is_blank = False


def _blocks(parent: Element) -> Iterator[Element]:
    """Paragraphs, headings and tables, also those in lists, sections and boxes."""
    for child in parent:
        if child.tag in ("p", "h", "table"):
            yield child
        elif child.tag not in _GONE:
            yield from _blocks(child)


def _rows(parent: Element) -> Iterator[Element]:
    for child in parent:
        if child.tag == "table-row":
            yield child
        elif child.tag in ("table-header-rows", "table-rows", "table-row-group"):
            yield from _rows(child)


def _cells(row: Element) -> Iterator[Element]:
    return (cell for cell in row if cell.tag in ("table-cell", "covered-table-cell"))


def _boxes(parent: Element) -> Iterator[Element]:
    """The outermost boxes of text below the element."""
    for child in parent:
        if child.tag == "text-box":
            yield child
        elif child.tag in _BOXES:
            yield from _boxes(child)


def _is_usual(style: str) -> bool:
    return style == "Title" or style.startswith("Heading")


def _number(text: str) -> int:
    """How many blanks an element stands for: one where it doesn't say."""
    return min(int(text), _MOST_BLANKS) if text.isascii() and text.isdigit() else 1


def _attribute(element: Element, name: str) -> str:
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")
