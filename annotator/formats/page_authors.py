"""Who wrote the article of a page, as it is said in meta elements or stands beside the headline."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from annotator.formats.bylines import split_authors, without_role
from annotator.formats.page_lines import PageLine
from annotator.formats.page_titles import letters, one_line

_TOLD = """author article:author og:article:author byl dc.creator dcterms.creator parsely-author sailthru.author
    citation_author twitter:creator:name article.author"""
_MARKED = (
    "//*[@itemprop='author']",
    "//a[contains(concat(' ', @rel, ' '), ' author ')]",
    "//*[contains(@class, 'author-name') or contains(@class, 'author__name') or contains(@class, 'byline-name')"
    " or contains(@class, 'authorName') or contains(@class, 'reader-credits')]",
)
_ELSEWHERE = frozenset({"aside", "footer", "nav", "form"})
_OTHERS = re.compile(r"comment|related|teaser|sidebar|promo|recommend", re.I)
_ADDRESS = re.compile(r"https?:|www\.|\S+@\S+", re.I)
# What stands in the title of a link to an author's other articles.
_BEFORE = re.compile(r"(?:view all posts by|alle beiträge (?:anzeigen )?von|voir tous les articles de)\s+", re.I)
_BRACKETS = re.compile(r"\s*[(\[][^()\[\]]{0,80}[)\]]")
_NOBODY = frozenset({"noauthor", "superuser", "root", "webmaster", "unknown"})
_ADMIN = re.compile(r"admin(?:istrator)?\Z", re.I)
_NAME = re.compile(r"[^\W\d_][\w.’'`-]*(?: [^\W\d_][\w.’'`-]*){1,4}")
_PLACE = re.compile(r"\s[–—]\s.*", re.S)  # behind a name and its paper
_LONGEST = 80  # code points of a name that is shown
_NEAR = 12  # lines around the headline


def authors_in(written: Iterable[str], others: Collection[str] = ()) -> tuple[str, ...]:
    """The names in what is written, each once, without those of the ``others``, such as the site."""
    away = {letters(name) for name in others} | _NOBODY | {""}
    # The site's for a region, say; the parts of an address have small letters.
    offices = tuple(f"{name} ".casefold() for name in others if name != name.lower())
    names: dict[str, str] = {}
    for text in written:
        if _ADDRESS.match(text.strip()):
            continue
        parts = [part for part in _BEFORE.sub("", _BRACKETS.sub("", text)).split(",") if letters(part) not in away]
        for name in split_authors(",".join(parts)):
            is_away = letters(name) in away or name.casefold().startswith(offices) or _ADMIN.search(name)
            if not is_away:
                names.setdefault(letters(name), name)
    return tuple(names.values())


def told_authors(meta: Mapping[str, Sequence[str]]) -> list[str]:
    """What the meta elements say, by the first name that there is."""
    return next((list(meta[name]) for name in _TOLD.split() if any(map(_is_name, meta.get(name, ())))), [])


def _is_name(text: str) -> bool:
    return _ADDRESS.match(text.strip()) is None and " " in text.strip()


def marked_authors(tree: Any) -> Iterator[str]:
    """What the page shows in elements that are made for names; nothing of who wrote comments or other articles."""
    for path in _MARKED:
        found = False
        for element in tree.xpath(path):
            if any(_is_elsewhere(above) for above in (element, *element.iterancestors())):
                continue
            name = element.find(".//*[@itemprop='name']")
            text = one_line(element if name is None else name) or element.get("content", "")
            names = authors_in([text]) if len(text) <= _LONGEST else ()
            if names and all(map(_NAME.fullmatch, names)):
                found = True
                yield text
        if found:
            return


def _is_elsewhere(element: Any) -> bool:
    names = f"{element.get('class', '')} {element.get('id', '')}"
    return element.tag in _ELSEWHERE or (element.tag not in ("html", "body") and bool(_OTHERS.search(names)))


def line_authors(lines: Sequence[PageLine], title: str) -> tuple[str, ...]:
    """The names in a byline near the headline."""
    from annotator.formats.zones.bylines import authors_of

    key = letters(title)
    at = next((n for n, line in enumerate(lines) if line.heads and letters(line.text) == key), None)
    if at is None:
        at = next((n for n, line in enumerate(lines) if letters(line.text) == key), None)
    if at is None:
        return ()
    near = [*lines[at + 1 : at + 1 + _NEAR], *reversed(lines[max(0, at - 3) : at])]
    usable = (
        without_role(_PLACE.sub("", line.text))
        for line in near
        if line.hint not in ("comments", "related", "advert")
    )
    return next((names for text in usable if (names := authors_of(text))), ())
