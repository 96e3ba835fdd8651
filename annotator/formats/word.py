"""Word documents (.docx): their paragraphs as they would be printed now, and who made them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from annotator.formats.office import Package

KIND = "a Word document"
_PART = 32 << 20
_SMALL = 4 << 20
_LONG_CELL = 400  # characters: a cell with more, in several paragraphs, lays out an article rather than a table
# Taken out or moved away by a tracked change, or not printed.
_GONE = frozenset(("del", "moveFrom", "rt", "pPr", "rPr", "tblPr", "sectPr", "sdtPr", "instrText", "delText"))
_CHARACTERS = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "\u2011"}
_CHANGED_AWAY = ("del", "moveFrom")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph's text, or a table's rows as lines with tabs; ``style`` is its English name, in lower case."""

    text: str
    style: str = ""


@dataclass(slots=True)
class WordDocument:
    paragraphs: list[Paragraph] = field(default_factory=list)
    title: str = ""
    creator: str = ""
    language: str = ""


def read_word(data: bytes) -> WordDocument:
    """The document in a file's bytes. Raises ValueError with a sentence.

    Tracked changes are taken as accepted; comments, notes, headers, footers and hidden text are left out.
    """
    package = Package(data, KIND)
    main = package.main_part("word/document.xml", _SMALL)
    related = dict(package.related(main, _SMALL).values())
    tree = package.tree(main, _PART)
    body = tree.find("body")
    if tree.tag != "document" or body is None:
        raise ValueError(f"the file is no Word document: it begins with {tree.tag!r}")
    document = WordDocument(_Body(_style_names(package, related.get("styles"))).paragraphs(body))
    core = next((part for kind, part in package.related("", _SMALL).values() if kind == "core-properties"), "")
    if package.has(core):
        properties = {entry.tag: (entry.text or "").strip() for entry in package.tree(core, _SMALL)}
        document.title, document.creator = properties.get("title", ""), properties.get("creator", "")
        document.language = properties.get("language", "")
    return document


class _Body:
    def __init__(self, styles: dict[str, str]) -> None:
        self._styles = styles

    def paragraphs(self, parent: Element) -> list[Paragraph]:
        """The paragraphs and tables below the element that aren't empty."""
        found: list[Paragraph] = []
        carried = ""
        for block in _blocks(parent):
            if block.tag == "tbl":
                found += self._table(block)
                continue
            boxes: list[Element] = []
            text = carried + _text(block, boxes)
            # Where the mark of a paragraph is deleted, it goes on in the next.
            gone = any(block.find(f"pPr/rPr/{tag}") is not None for tag in _CHANGED_AWAY)
            carried = text if gone else ""
            if text.strip() and not gone:
                found.append(Paragraph(text, self._style(block)))
            for box in boxes:
                found += self.paragraphs(box)
        if carried.strip():
            found.append(Paragraph(carried))
        return found

    def _style(self, paragraph: Element) -> str:
        style = paragraph.find("pPr/pStyle")
        return "" if style is None else self._styles.get(_value(style), "")

    def _table(self, element: Element) -> list[Paragraph]:
        return table(
            [
                [self.paragraphs(cell) for cell in _children(row, "tc") if cell.find("tcPr/cellDel") is None]
                for row in _children(element, "tr")
                if row.find("trPr/del") is None
            ]
        )


def table(rows: list[list[list[Paragraph]]]) -> list[Paragraph]:
    """A table, by its rows, their cells and the paragraphs in these: one paragraph, or all of a layout."""
    cells = [cell for row in rows for cell in row if cell]
    single = all(sum(map(bool, row)) <= 1 for row in rows)
    if single or any(len(cell) > 1 and sum(len(p.text) for p in cell) > _LONG_CELL for cell in cells):
        return [paragraph for cell in cells for paragraph in cell]
    lines = ["\t".join(" ".join(" ".join(p.text for p in cell).split()) for cell in row) for row in rows]
    text = "\n".join(line.rstrip() for line in lines if line.strip())
    return [Paragraph(text)] if text else []


def _blocks(parent: Element) -> Iterator[Element]:
    """Paragraphs and tables, also those in content controls and around insertions."""
    for child in parent:
        if child.tag in ("p", "tbl"):
            yield child
        elif child.tag == "AlternateContent":
            for choice in child[:1]:
                yield from _blocks(choice)
        elif child.tag not in _GONE:
            yield from _blocks(child)


def _children(parent: Element, tag: str) -> Iterator[Element]:
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in ("sdt", "sdtContent", "customXml", "ins", "moveTo"):
            yield from _children(child, tag)


def _text(parent: Element, boxes: list[Element]) -> str:
    """The text of a paragraph or run; boxes of text that are anchored in it are put into ``boxes``."""
    parts: list[str] = []
    for child in parent:
        tag = child.tag
        if tag == "t":
            parts.append(child.text or "")
        elif tag in _CHARACTERS:
            parts.append(_CHARACTERS[tag])
        elif tag == "br":
            parts.append("\n" if _attribute(child, "type") in ("", "textWrapping") else "")
        elif tag in ("drawing", "pict", "object"):
            boxes += _boxes(child)
        elif tag == "AlternateContent":
            for choice in child[:1]:
                parts.append(_text(choice, boxes))
        elif tag == "r" and _is_hidden(child):
            continue
        elif tag not in _GONE and len(child):
            parts.append(_text(child, boxes))
    return "".join(parts)


def _boxes(parent: Element) -> Iterator[Element]:
    """The outermost boxes of text below the element."""
    for child in parent:
        if child.tag == "txbxContent":
            yield child
        elif child.tag != "Fallback":
            yield from _boxes(child)


def _is_hidden(run: Element) -> bool:
    vanish = run.find("rPr/vanish")
    return vanish is not None and _value(vanish) not in ("0", "false", "off")


def _style_names(package: Package, part: str | None) -> dict[str, str]:
    """Style id → its name, which is English whatever the language of Word ("heading 1")."""
    if part is None or not package.has(part):
        return {}
    return {
        _attribute(style, "styleId"): _value(name).lower()
        for style in package.tree(part, _PART).iter("style")
        if (name := style.find("name")) is not None
    }


def _value(element: Element) -> str:
    return _attribute(element, "val")


def _attribute(element: Element, name: str) -> str:
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")
