"""Which kind of zone a line is, by what it says and where it stands."""

from __future__ import annotations

import re
from collections.abc import Sequence

from annotator.formats.zones.bylines import authors_of
from annotator.formats.zones.lines import SHORT, Line, separators
from annotator.formats.zones.words import STRONG, Cue

_PAGES = re.compile(
    r"(?:seite|page|pagina|página|الصفحة) ?\d{1,3} ?(?:/|von|of|sur|di|de|من) ?\d{1,3}|(?:zur |à la "
    r"|go to )?(?:nächsten?|next|suivante|vorherigen?|previous)"
    r" (?:seite|page)|page (?:suivante|précédente)|الصفحة التالية|weiter(?:lesen)?(?: auf seite \d+)?"
    r"|continue reading|read more|lire la suite|(?:\d{1,3} )+\d{1,3}"
    r"|(?:lesen sie|weiter|lies) (?:auf|mehr auf) (?:der )?(?:nächsten|folgenden) seite.{0,80}"
)
_CAPTION = re.compile(
    r"(?:caption|bildunterschrift|légende"
    r"|(?:foto|photo(?:graph(?:ie)?)?|bild|image|picture|grafik|illustration|crédits?|credits?|bildquelle"
    r"|bildnachweis)s?(?: ?(?:photos?|von|by))? ?[:©]|©(?! ?(?:19|20)\d\d)"
    r"|(?:image|photo) (?:source|caption|credit),"
    r"|(?:foto|photo|bild|image|picture)s? (?:via|by|courtesy of)(?: [^ .!?:,]+){1,3}$)"
)
_CREDITED = re.compile(
    r"[ (](?:foto|photo(?:graph(?:ie)?)?|bild|image|picture|grafik|illustration|crédit|credit|archivfoto"
    r"|symbolbild)s?(?: photo)?: ?(?:[^.!?:]|(?<=[ .:]\w)\.){2,50}\)?$"
    r"|[,.(] ?(?:foto|photo|bild|image|picture)s? (?:via|by|courtesy of)(?: [^ .!?:,]+){1,3}\)?$"
    r"|© ?[^\d.!?]{2,40}$|\((?:foto|photo|bild|image)\b[^()]{0,60}\)$"
    r"|\([\w-]{2,20} (?:foto|photo|image)s? ?/[^()]{0,60}\)$"
)
_LONGEST_CREDIT = 90  # characters, at a caption's end
_ADVERT = re.compile(
    r"[-–—\[( ]*(?:anzeige|werbung|(?:skip )?advertisement|publicité|annonce|annonce publicitaire|sponsored"
    r"|advertorial|pubblicità|publicidad|story continues below"
    r"|article continues (?:below|after).{0,30})[-–—\]) :.]*"
)
_ALSO = re.compile(
    r"(?:lesen sie (?:auch|hier|dazu|mehr)|lies auch|auch lesenswert|mehr (?:zum thema|dazu|lesen)"
    r"|read (?:also|more|next)|also read|see also|related|siehe auch|lire aussi"
    r"|à lire (?:aussi|également)|voir aussi|leggi anche|zum thema)\b ?[:»>–|-]"
)
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright) ?(?:\w+ )?(?:19|20)\d\d"
    r"|^(?:copyright )?(?:©|\(c\))[^.!?]{0,50}\b(?:19|20)\d\d\b"
    r"|all rights reserved|alle rechte vorbehalten|tous droits réservés"
)
_STAMP = re.compile(
    r"\d+(?:er|st|nd|rd|th)?|uhr|gmt|mez|cet|est|bst|am|pm|um|à|le|on|at|the|den|vom|der|um|h|stand|und|and"
    r"|et|aktualisiert|updated?|veröffentlicht"
    r"|published|publié|posted|erstellt|mis|jour|last|zuletzt|datum|date|geändert|modifié|min(?:uten?|utes)?"
    r"|lesezeit|read|de|lecture"
    r"|[^\W\d_]{0,9}(?:tag|day|mittwoch|sonnabend|di)|(?:lun|mar|mercre|jeu|vendre|same|dimanche)(?:di)?|mo"
    r"|mi|do|fr|sa|so|mon|tue|wed|thu|fri|sat|sun"
    r"|jan|feb|mär|mar|apr|jun|jul|aug|sep|sept|okt|oct|nov|dez|dec|januar|februar|märz|april|mai|juni|juli"
    r"|august|september|oktober|november|dezember"
    r"|january|february|march|may|june|july|october|december|janvier|février|mars|avril|juin|juillet|août"
    r"|septembre|octobre|novembre|décembre"
)
_SKIP = re.compile(
    r"(?:skip|jump) to (?:the )?(?:main )?(?:content|navigation|menu)|(?:direkt )?zum (?:haupt)?inhalt"
    r"(?: springen| wechseln| überspringen)?|navigation überspringen"
    r"|(?:aller|passer) (?:directement )?au (?:contenu|menu)(?: principal)?|accéder au contenu"
)
_TOKEN = re.compile(r"[^\W\d_]+|\d+")
_RELATED_MORE = re.compile(r"مقالات ذات صلة|اقرأ أيض")
_LEAST_SEGMENTS = 2


def is_pages(line: Line) -> bool:
    """Whether the line only leads through the pages of an article."""
    return line.words <= SHORT and _PAGES.fullmatch(line.key.rstrip(" .:…»>→")) is not None


def is_caption(line: Line) -> bool:
    """Whether the line describes a picture, by its credit."""
    if line.words > 45:
        return False
    key = line.key
    return _CAPTION.match(key) is not None or _CREDITED.search(key, max(0, len(key) - _LONGEST_CREDIT)) is not None


def is_advert(line: Line) -> bool:
    """Whether the line announces that what follows was paid for."""
    return line.words <= 6 and _ADVERT.fullmatch(line.key) is not None


def is_also(line: Line) -> bool:
    """Whether the line points to another article."""
    return line.words <= 25 and _ALSO.match(line.key) is not None


def is_copyright(line: Line) -> bool:
    """Whether the line claims the rights in the page."""
    return line.words <= 25 and _COPYRIGHT.search(line.key) is not None


def is_stamp(line: Line) -> bool:
    """Whether the line says when the article appeared, and nothing else."""
    if not line.dated or line.words > 16 or line.text[-1] == ":":
        return False
    others = [t for t in _TOKEN.findall(line.key) if _STAMP.fullmatch(t) is None]
    return len(others) <= 1


def is_skip(line: Line) -> bool:
    """Whether the line is the link by which readers of a page go past its menu."""
    return line.words <= 5 and _SKIP.fullmatch(line.key) is not None


def is_byline(line: Line) -> bool:
    """Whether the line says who wrote the article or when it appeared."""
    return is_stamp(line) or (line.words <= 16 and authors_of(line.text) is not None)


def is_trail(line: Line) -> bool:
    """Whether the line is a way from the start page: short parts with marks between them."""
    return line.words <= SHORT and not line.ends and separators(line.text)


def heads_list(line: Line) -> bool:
    """Whether the line is a heading over other articles."""
    if line.words > 8 or (line.ends and line.text[-1] in ".!"):
        return False
    return bool(line.cues & Cue.RELATED) or _RELATED_MORE.search(line.key) is not None


def is_call(line: Line) -> bool:
    """Whether the line asks to share, follow, print or comment."""
    return line.words <= 8 and bool(line.cues & (Cue.SOCIAL | Cue.COMMENTS)) and not line.text.endswith(".")


def kind_on_page(lines: Sequence[Line], i: int, headline: int | None, before: str | None) -> str:
    """The kind of a line that the model took out of a page; ``before`` is that of the line above, if it was "
    "taken out."""
    line = lines[i]
    cues = line.cues & STRONG
    if is_pages(line):
        return "pagination"
    # In a menu it is one of the links, before and after which there are others.
    if is_advert(line) or (cues & Cue.SUBSCRIBE and (line.words > 2 or before == "advert")):
        return "advert"
    if headline is not None and i != headline and abs(i - headline) < 12 and line.key == lines[headline].key:
        return "repeated headline"
    if headline is not None and headline - 5 < i < headline and _leads(lines, i, headline):
        return "breadcrumb"
    by = is_byline(line) or (cues & Cue.BYLINE and not cues & Cue.FORM)
    if headline is not None and headline - 3 < i < headline + 8 and by:
        return "byline"
    if is_copyright(line):
        return "boilerplate"
    if headline is not None and i > headline and is_caption(line):
        return "caption"
    if heads_list(line) or is_also(line):
        return "related"
    if cues & Cue.PAGES and not cues & (Cue.LEGAL | Cue.FORM):
        return "pagination"
    # Two lines in a row of a word or two are a menu.
    listed = before == "related" and (line.words > 2 or lines[i - 1].words > 2)
    if listed and not cues & (Cue.COMMENTS | Cue.LEGAL | Cue.FORM | Cue.SOCIAL | Cue.TAGS | Cue.NAVIGATION):
        return "related"
    return "boilerplate"


def _leads(lines: Sequence[Line], i: int, headline: int) -> bool:
    """Whether it is a trail, or a section's name that stands alone above the headline."""
    line = lines[i]
    if line.key.endswith(lines[headline].key) or is_trail(line):
        return True
    if i < headline - 1 or line.words > 3 or line.dated or line.ends or line.cues & Cue.BYLINE:
        return False
    return line.gap and (i == 0 or lines[i - 1].words > 3 or not lines[i - 1].gap)
