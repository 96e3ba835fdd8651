"""How a REFI-QDA project counts positions in the text of a source, which its programs do in several ways."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from annotator.core.offsets import Utf16Map
from annotator.formats.values import quote

BOM = "\ufeff"


def proved(raw: str, selections: list[Element]) -> tuple[str, str | None, int]:
    """The text, the unit of its positions, and how many of them lie before its start."""
    bare = raw.removeprefix(BOM)
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
        start, end = (number(selection, key, shift) for key in ("startPosition", "endPosition"))
    except ValueError:
        return False
    if unit:
        units = Utf16Map(text)
        start, end = units.to_codepoints(start), units.to_codepoints(end)
    return bool(name) and 0 <= start < end <= len(text) and " ".join(text[start:end].split()).startswith(name)


def number(element: Element, key: str, shift: int) -> int:
    value = element.get(key, "")
    if not value.isdecimal() or len(value) > 12:
        raise ValueError(f"the {key} of a selection is {quote(value)}, not a number")
    return int(value) - shift
