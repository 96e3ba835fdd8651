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
        # The second where the mark is labelled itself, as an export of ours may have it.
        ways += [(bare, None, 1), (raw, None, 0)]
    if len(unix) != len(bare):
        ways.append((unix, None, 0))
    if not bare.isascii():
        ways += [(text, "utf16", 0) for text in dict.fromkeys((bare, unix))]
    return max(ways, key=lambda way: _fits(way, selections))


def _fits(way: tuple[str, str | None, int], selections: list[Element]) -> tuple[int, int, int]:
    """How well the selections fit, if positions are counted this way: how many begin with their names, less those
    that cut a character (a stretch of white space has no name that would tell), and how many cut no word.

    Names don't tell the white space before them. Where no selection is named after its words, the standard holds,
    unless it cuts words and another way none of several selections'.
    """
    text, unit, shift = way
    units = Utf16Map(text) if unit else None
    named = cut = whole = 0
    for selection in selections:
        name = " ".join((selection.get("name") or "").rstrip(".…").split())
        try:
            start, end = (number(selection, key, shift) for key in ("startPosition", "endPosition"))
        except ValueError:
            continue
        if units:
            given = [start, end]
            start, end = map(units.to_codepoints, given)
            cut += [units.to_utf16(start), units.to_utf16(end)] != given
        if 0 <= start < end <= len(text):
            named += bool(name) and " ".join(text[start:end].split()).startswith(name)
            whole += not any(_is_inside(text, place) for place in (start, end)) and not text[start].isspace()
    return named, -cut, whole if named or whole == len(selections) > 1 else 0


def _is_inside(text: str, place: int) -> bool:
    """Whether the place is inside a word."""
    return 0 < place < len(text) and text[place - 1].isalnum() and text[place].isalnum()


def number(element: Element, key: str, shift: int) -> int:
    value = element.get(key, "")
    if not value.isdecimal() or len(value) > 12:
        raise ValueError(f"the {key} of a selection is {quote(value)}, not a number")
    return int(value) - shift
