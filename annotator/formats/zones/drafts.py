"""Drafts told what of their text is no article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from annotator.core.identity import new_id, timestamp
from annotator.core.models import Draft, Zone
from annotator.formats.zones.page import find_zones

LONGEST_DOCUMENT = 40_000
"""Code points of a document that may be an article; what is longer is a report, with lists of other kinds."""


def mark_zones(draft: Draft, titled: bool = False) -> None:
    """Gives the draft the zones of its text, and what they tell of title, source, authors, date and language.

    What the draft has already stays: metadata that a file gives says more than what stands on a page. ``titled``
    says that its title was given, too, and not made of its first line.
    """
    article = draft.article
    parts = find_zones(article.text, article.lang)
    now = timestamp()
    draft.is_page = True
    draft.zones += [Zone(new_id(), 0, z.start, z.end, z.kind, z.score, created_at=now) for z in parts.zones]
    draft.article = replace(
        article,
        title=article.title if titled or not parts.title else parts.title,
        source=article.source or parts.source,
        authors=article.authors or parts.authors,
        published=article.published or parts.published,
        url=article.url or parts.url,
        lang=article.lang or parts.lang,
    )


def mark_document(draft: Draft, titled: bool, authors: Sequence[str]) -> Draft:
    """As :func:`mark_zones`, for an article out of a document, whose ``authors`` in its properties may be typists.

    They are named where the text names nobody. What is longer than any article is left as it is.
    """
    if len(draft.article.text) <= LONGEST_DOCUMENT:
        mark_zones(draft, titled)
    if not draft.article.authors:
        draft.article = replace(draft.article, authors=tuple(authors))
    return draft
