"""Which text of a Label Studio task its regions are of, and in which unit they count (see label_studio)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from annotator.core.offsets import Utf16Map
from annotator.formats.label_studio_html import HyperText
from annotator.formats.values import quote, shorten

_TEXT_KEYS = ("text", "article", "body", "content")
_LINK = re.compile(r"(?:https?|s3|gs|azure-blob|file)://\S+\Z|/data/\S+\Z")
# The editor writes the line ends of a region's text as a backslash and an n.
_BLANK = re.compile(r"(?:\\n|\s)+")


@dataclass(slots=True)
class Region:
    """A stretch with what was said of it; offsets as the file has them."""

    id: str
    start: int
    end: int
    text: str | None = None
    labels: list[str] = field(default_factory=list)
    values: list[tuple[str, Any]] = field(default_factory=list)
    texts: list[tuple[str, Any]] = field(default_factory=list)  # typed, not chosen
    notes: list[str] = field(default_factory=list)
    score: float | None = None
    is_of_page: bool = False
    tag: str | None = None  # that shows the text


def find_text(data: Mapping[str, Any], regions: Sequence[Region]) -> tuple[str, str, str | None]:
    """The key of the text that the regions are of, it, and the unit in which they count; raises ValueError."""
    texts = {key: value for key, value in data.items() if isinstance(value, str) and value.strip()}
    pages = {}
    if any(region.is_of_page for region in regions):
        pages = {key: HyperText(value) for key, value in texts.items()}
        texts = {key: page.counted for key, page in pages.items()}
    keys = [key for key in _TEXT_KEYS if key in texts] or sorted(texts, key=lambda key: -len(texts[key]))
    if not keys:
        raise ValueError("its data have no text")
    wrong: tuple[str, Region] | None = None
    for key in dict.fromkeys([*keys, *texts]):
        for unit in (None, "utf16"):
            failed = _misplaced(texts[key], unit, regions)
            if failed is None and (regions or key == keys[0]):
                if _LINK.match(texts[key]):
                    raise ValueError(f"its {key} is only the link {quote(texts[key])}, and nothing is fetched")
                return (key, *_of_page(pages[key], unit, regions)) if pages else (key, texts[key], unit)
            if failed is not None:
                wrong = wrong or (key, failed)
    assert wrong is not None
    key, region = wrong
    if _LINK.match(texts[key]):
        raise ValueError(f"its {key} is only the link {quote(texts[key])}, and nothing is fetched")
    if len(tags := {r.tag: None for r in regions if r.tag}) > 1:
        raise ValueError(
            f"its labels are in several texts ({', '.join(map(shorten, tags))}), and an article is one"
        )
    told = f"{quote(region.text)} does" if region.text else "a region does"
    raise ValueError(f"{told} not stand at {region.start}-{region.end} of its {shorten(key)}")


def _of_page(page: HyperText, unit: str | None, regions: Sequence[Region]) -> tuple[str, None]:
    """The text of a page, to which the regions are moved."""
    units = Utf16Map(page.counted) if unit else None
    for region in regions:
        places = (region.start, region.end)
        start, end = (units.to_codepoints(place) for place in places) if units else places
        region.start, region.end = page.place(start, end)
    return page.text, None


def _misplaced(text: str, unit: str | None, regions: Sequence[Region]) -> Region | None:
    units = Utf16Map(text) if unit else None
    length = units.length16 if units else len(text)
    for region in regions:
        if not 0 <= region.start < region.end <= length:
            return region
        if region.text is None:
            continue
        places = (region.start, region.end)
        start, end = (units.to_codepoints(p) for p in places) if units else places
        if _BLANK.sub(" ", text[start:end]).strip() != _BLANK.sub(" ", region.text).strip():
            return region
    return None
