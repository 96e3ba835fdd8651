"""The markup in the column ``content`` of the tables of Swissdox@LiRI (Swiss press, mostly as ``.tsv.xz``).

``<tx>`` encloses a text, ``<ld>`` its lead, ``<p>`` paragraphs, ``<zt>`` a heading between them, ``<au>`` who
wrote it and ``<lg>`` what is said of a picture.
"""

from __future__ import annotations

import re

from annotator.formats.markup import cell_text

_AUTHOR = re.compile(r"<au>([^<>]{1,200})</au>", re.IGNORECASE)
_HEADING = re.compile(r"<(/?)zt>", re.IGNORECASE)
_BESIDE = frozenset(("au", "lg"))


def is_swissdox(cell: str) -> bool:
    """Whether a cell holds such a text."""
    return cell.lstrip()[:4].lower() == "<tx>"


def swissdox_text(cell: str) -> tuple[str, list[str]]:
    """The text without captions, headings as paragraphs, and whoever is named as an author in it."""
    named = (" ".join(cell_text(found).split()) for found in _AUTHOR.findall(cell))
    # The markup of paragraphs may be missing, so that there is no HTML to be seen.
    paragraphs = _HEADING.sub(lambda tag: "</p>" if tag[1] else "<p>", cell)
    return cell_text(f"{paragraphs}<br>", _BESIDE), [name for name in named if name]
