"""Lines that name who wrote an article, and when."""

from __future__ import annotations

import re

_LEAD = re.compile(
    r"(?:(?:(?:ein(?:e|en)?|an?|une?)\s+)?(?:artikel|beitrag|gastbeitrag|kommentar|analyse|interview"
    r"|reportage|bericht|glosse"
    r"|kolumne|essay|article|analysis|comment|commentary|opinion|report|column|story|text|texte|entretien"
    r"|récit|enquête|post author)\s+)?"
    r"(?:von|by|par|por|door|(?-i:[Dd]i))\s*:?\s+"
    r"|(?:autor|autorin|autoren|author|authors|auteur|auteurs|auteure|text|texte|written by|posted by|published by"
    r"|geschrieben von|verfasst von|veröffentlicht von|publié par|écrit par|rédigé par|propos recueillis par"
    r"|die fragen stellten?|das (?:gespräch|interview) führten?|aus \w+ berichtet|كتبت?|מאת"
    r"|tekst|texto|testo|scritto da|publicado por|escrito por)\s*:?\s+"
    r"|(?:veröffentlicht|erstellt|published|posted|publié)\s+(?=[^|]{0,40}\d)[^|]{4,40}?\s(?:von|by|par)\s+"
    r"|(?:am\s+|on\s+|le\s+)?\d{1,2}\.?\s?(?:[^\W\d_]{3,10}\.?|\d{1,2}\.)\s?(?:19|20)\d\d,?"
    r"(?:\s(?:um|at|à|[|–-]))?(?:\s\d{1,2}[:.h]\d\d)?(?:\suhr)?(?:\s[|–-])?\s(?:von|by|par)\s+"
    r"|(?:de notre|de nos|from our|von unserem|von unserer)\s+(?:\w+\s+)?(?:correspondante?s?"
    r"|correspondents?|envoyée?s?|korrespondenten|korrespondentin|mitarbeiter|mitarbeiterin|reporter|reporterin)"
    r"(?:\s+(?:à|in|en|permanent|spéciale?)\s?\w*)?,?\s+",
    re.IGNORECASE,
)
_SPLIT = re.compile(r"\s*(?:,|;|&|/|\||·|•|\bund\b|\band\b|\bet\b| [-–—] )\s*")
_NAME = re.compile(
    r"(?:(?:Dr|Prof|Mr|Mrs|Ms)\.? )*[^\W\d_][\w'’.-]*"
    r"(?: (?:von|van|der|den|de|del|della|di|du|da|la|le|ter|zu|zum|al|el|bin|ibn|y|[^\W\d_][\w'’.-]*)){1,4}"
)
_PARTICLES = frozenset(
    (
        "von",
        "van",
        "der",
        "den",
        "de",
        "del",
        "della",
        "di",
        "du",
        "da",
        "la",
        "le",
        "ter",
        "zu",
        "zum",
        "al",
        "el",
        "bin",
        "ibn",
        "y",
    )
)
_MOST = 12  # words
_LONGEST = 400  # code points of a line that may be one
# What papers are called and hardly anybody: "Lauterbacher Bote", but not "Peter Post" or "Ada Rosenblatt".
_OUTLET = re.compile(
    r"(?:\w+ )+(?:[\w-]*(?:zeitung|anzeiger|rundschau|nachrichten)|(?:tage?|abend|morgen|wochen|volks)blatt"
    r"|(?:abend|morgen)post|bote|kurier|allgemeine|herald|gazette|tribune|chronicle|times)",
    re.IGNORECASE,
)


def authors_of(line: str) -> tuple[str, ...] | None:
    """The names in a byline; empty where it names a place or one word only; None where it is no byline.

    The line must hold nothing else: "Von Montag an gilt Tempo 30." is a sentence, not the work of Mr Montag.
    """
    parts = _parts(line)
    if parts is None:
        return None
    outlet = outlet_of(line)
    names = [p for p in parts if p != outlet and _NAME.fullmatch(p) and p.split()[-1] not in _PARTICLES]
    return tuple(dict.fromkeys(names))


def outlet_of(line: str) -> str | None:
    """The paper that a byline names behind those who wrote for it."""
    return next((part for part in (_parts(line) or ())[1:] if _OUTLET.fullmatch(part)), None)


def _parts(line: str) -> list[str] | None:
    """What a byline names, one by one; None where it is none."""
    lead = _LEAD.match(line) if len(line) <= _LONGEST else None
    if lead is None or len(line.split()) > _MOST + 4:
        return None
    rest = _cut(line[lead.end() :]).strip(" .:-–—|")
    if not rest or len(rest.split()) > _MOST:
        return None
    parts = [part for part in _SPLIT.split(rest) if part]
    words = (word for part in parts for word in part.split())
    return parts if all(word in _PARTICLES or not word[:1].islower() for word in words) else None


_TAIL = re.compile(
    r"(?<!\w)(?:,|\||·|•|-|–|—|\(|\bam\b|\bon\b|\ble\b|/)?\s*(?:(?:veröffentlicht|published|publié|posted|updated"
    r"|aktualisiert)\b.*|(?:stand|am|on|le|el|op|em)\b(?=.*\d).*"
    r"|(?:mo|di|mi|do|fr|sa|so|mon|tue|wed|thu|fri|sat|sun)[a-zäéè]{0,9}[.,] ?\d.*|\d.*"
    r"|[^\W\d_]{3,9}\.? \d{1,2}(?:,|\.|st|nd|rd|th)? ?(?:19|20)\d\d.*)$",
    re.IGNORECASE,
)


def _cut(text: str) -> str:
    """Without the date and what follows it."""
    return _TAIL.sub("", text, count=1)
