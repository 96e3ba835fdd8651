"""The title of a page's article, and what the page's own title says of its site."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from annotator.formats.stand_ins import without_marks

_LONGEST_TITLE = 300
_LONGEST_SAID = 4000  # code points of what is said, blanks among them, that are looked at
_SURE_WORDS = 4
_SITE_WORDS = 5  # of a site's name at most
_START = re.compile(r"/|https?://[^/?#]+/?", re.I)
_LOGO = re.compile(r"(?:\b|_)(?:logo|brand|(?:site|blog)-?(?:title|name))(?:\b|_)", re.I)
_GO_HOME = re.compile(r"(?:logo|home|homepage|startseite|zur startseite|accueil|inicio|start)\b\s*:?\s*", re.I)
_COLON = re.compile(
    r":\s+|\s+(?:[|–—·•:»›/_-]|::|//)\s+|\s*[|_|]\s*"
)  # what may stand beside a name that is known
_BETWEEN = re.compile(r"\s+(?:[|–—·•:»›/_-]|::|//)\s+|\s*[|_|]\s*")


def headlines(tree: Any, original: Callable[[str], str]) -> tuple[list[str], list[str]]:
    """What stands in the first headings, and what the site is called where it links to its start or has its logo.

    ``original`` gives the address that a link had before an archive of the web copied the page.
    """
    shown: list[str] = []
    logos: list[str] = []
    for heading in tree.iterfind(".//h1"):
        text = _headline(heading)
        named = f"{heading.get('class', '')} {heading.get('id', '')}"
        links = [link for link in heading.iter("a") if _headline(link) == text]
        is_logo = _LOGO.search(named) or any(_is_start(link, original) for link in links)
        (logos if is_logo else shown).append(text)
    for link in tree.iter("a"):
        if _is_start(link, original):
            logos += [one_line(link), link.get("title", ""), *(image.get("alt", "") for image in link.iter("img"))]
    for image in tree.iter("img"):
        if _LOGO.search(" ".join(filter(None, map(image.get, ("class", "id", "src", "alt"))))):
            logos.append(image.get("alt", ""))
    cleaned = (_GO_HOME.sub("", " ".join(logo.split())) for logo in logos)
    return shown, list(dict.fromkeys(filter(None, cleaned)))


def logo_text(tree: Any) -> str:
    """What stands where the site's name stands by what its element is called; "" if that is nowhere or unclear."""
    found = set()
    for element in tree.iter("a", "p", "span", "div"):
        if _LOGO.search(f"{element.get('class', '')} {element.get('id', '')}"):
            text = _GO_HOME.sub("", one_line(element))
            if 0 < len(text.split()) <= _SITE_WORDS:
                found.add(text)
    return next(iter(found)) if len(found) == 1 else ""


def _is_start(link: Any, original: Callable[[str], str]) -> bool:
    return link.get("rel") == "home" or _START.fullmatch(original(link.get("href", ""))) is not None


def _headline(element: Any) -> str:
    """The text in a heading: what breaks part, or elements that begin with a capital letter, is no one word."""
    written = ""
    for piece in element.xpath(".//text() | .//br"):
        if not isinstance(piece, str):
            written += " "
            continue
        glued = written[-1:].islower() and piece[:1].isupper()
        written += f" {piece}" if glued else piece
    return " ".join(without_marks(written).split())


def one_line(element: Any) -> str:
    """The text in an element with single blanks."""
    return " ".join(without_marks(element.text_content()).split())


def plain(said: str) -> str:
    """What is said in one line with single blanks, cut where no title is as long."""
    return " ".join(without_marks(said[:_LONGEST_SAID]).split())


def page_title(
    title: str, shown: Iterable[str], said: Iterable[str], site: Iterable[str], lines: Callable[[], Iterable[str]]
) -> str | None:
    """The headline that the page shows where it shows one, else the title without the site's name around it.

    ``said`` is what the page says elsewhere, ``lines`` gives those that it shows. What pages say to search engines
    and networks is often another, shorter title, or that of the section; what is said twice goes before what is
    said once.
    """
    names = {letters(name) for name in site} - {""}
    others = names | {""}
    titles = [*said]
    heads = [line for line in dict.fromkeys(shown) if letters(line) not in others]
    if len(heads) == 1 and len(heads[0]) <= _LONGEST_TITLE:
        words = heads[0].split()
        if len(words) >= _SURE_WORDS or _is_said(words, titles):
            # Some part a kicker from it by a colon that only the title has.
            same = (one for one in titles if letters(one) == letters(heads[0]))
            return max(heads[0], next(same, ""), key=lambda line: line.count(" ") + line.count(": "))
        if any(letters(heads[0]) in map(letters, _BETWEEN.split(line)[1:]) for line in titles):
            names.add(letters(heads[0]))  # of a section
            others.add(letters(heads[0]))
    if not heads and (part := _shown_part(titles, lines)):
        return part
    own = [_without_site(line, names) for line in (plain(title), *titles)]
    times = Counter(letters(line) for line in own[1:])
    best = next((line for line in own if letters(line) not in others), own[0] or next(iter(heads), ""))
    twice = (line for line in own if letters(line) not in others and times[letters(line)] > 1)
    return (next(twice, best) if times[letters(best)] < 2 else best) or None


def _is_said(words: list[str], titles: Iterable[str]) -> bool:
    """Whether a short headline is what a title begins or ends with, and not the name of a section between."""
    headline = letters(" ".join(words))
    for parts in map(_BETWEEN.split, titles):
        first = parts[0].casefold()
        if headline in (letters(parts[0]), letters(parts[-1])):
            return True
        if len(words) > 1 and all(word.casefold() in first for word in words):
            return True
    return False


def _shown_part(titles: Iterable[str], lines: Callable[[], Iterable[str]]) -> str | None:
    """A part of a title in several parts that the page shows on a line of its own, as a headline."""
    parts = {
        letters(part): part
        for title in titles
        if len(found := _BETWEEN.split(title)) > 1
        for part in found
        if len(part.split()) >= _SURE_WORDS
    }
    return next((parts[key] for line in lines() if (key := letters(line)) in parts), None) if parts else None


def _without_site(title: str, names: set[str]) -> str:
    for is_last in (True, False):
        for site, rest in _ends(title, _COLON, is_last):
            if rest and (letters(site) in names or (is_last and letters(_BETWEEN.split(site)[0]) in names)):
                return _without_site(rest, names)
    return title.strip()


def site_in_title(titles: Iterable[str], shown: Iterable[str], names: Iterable[str]) -> tuple[str, str]:
    """The part at an end of a title that is one of the ``names``, and the one that stands beside the headline.

    Either may be "".
    """
    known = {letters(name) for name in names} - {""}
    heads = {letters(line) for line in shown} - {""}
    beside = ""
    for title in titles:
        for is_last in (True, False):
            for site, rest in _ends(title, _COLON, is_last):
                if len(site.split()) > _SITE_WORDS:
                    continue
                if letters(site) in known:
                    return site, beside
                if letters(rest) in heads:
                    beside = beside or site
    return "", beside


def _ends(title: str, between: re.Pattern[str], is_last: bool) -> Iterator[tuple[str, str]]:
    """The parts at one end of the title, the shortest first, each with the rest."""
    marks = [match for match in between.finditer(title) if match.start() and match.end() < len(title)]
    for mark in reversed(marks) if is_last else marks:
        before, after = title[: mark.start()], title[mark.end() :]
        yield (after, before) if is_last else (before, after)


def letters(name: str) -> str:
    """What two ways to write the same name have in common."""
    return "".join(c for c in name.casefold() if c.isalnum())
