"""Downloads from press databases in files that are something else by their format, such as Word documents."""

from __future__ import annotations

from collections.abc import Iterator

from annotator.formats.factiva import looks_like_text, text_articles
from annotator.formats.genios import genios_articles, looks_like_genios
from annotator.formats.nexis import looks_like_nexis, nexis_articles
from annotator.formats.press import Found
from annotator.formats.proquest import looks_like_proquest, proquest_articles

_HEAD = 1 << 18  # characters, as a list of all articles may come before the first


def press_articles(text: str) -> Iterator[Found] | None:
    """The articles of a download whose text this is; None if it is none."""
    head = text[:_HEAD]
    if looks_like_nexis(head):
        return nexis_articles(text)
    if looks_like_proquest(head):
        return proquest_articles(text)
    if looks_like_genios(head):
        return genios_articles(text)
    return text_articles(text) if looks_like_text(head) else None
