"""Downloads from press databases for the tests: the fixtures, and ones made of given articles."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from hypothesis import strategies as st

from annotator.core.models import Draft

PRESS = Path(__file__).parent / "data" / "press"
_MONTHS = "January February March April May June July August September October November December"
MONTHS = _MONTHS.split()
_MONATE = "Januar Februar März April Mai Juni Juli August September Oktober November Dezember"
MONATE = _MONATE.split()
TAGE = ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"]
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]

Fields = tuple[str, str | None, tuple[str, ...], str | None, str | None]


@dataclass(frozen=True, slots=True)
class Told:
    """What a made download says of an article."""

    title: str
    source: str
    authors: tuple[str, ...]
    day: date
    lang: str
    paragraphs: tuple[str, ...]

    @property
    def fields(self) -> Fields:
        return self.title, self.source, self.authors, self.day.isoformat(), self.lang

    @property
    def english_day(self) -> str:
        return f"{MONTHS[self.day.month - 1]} {self.day.day}, {self.day.year} {DAYS[self.day.weekday()]}"

    @property
    def german_day(self) -> str:
        return f"{TAGE[self.day.weekday()]} {self.day.day}. {MONATE[self.day.month - 1]} {self.day.year}"


_WORDS = "der Hafen bleibt zu Streik Kai Ärzte warten „Nein“ sagte Böhm heute, während <alle> & niemand gingen 1,5"
WORDS = _WORDS.split()
SENTENCE = st.lists(st.sampled_from(WORDS), min_size=1, max_size=40).map(
    lambda words: "So " + " ".join(words) + "."
)
NAME = st.sampled_from(["Ada Olm", "Bert Kahl", "Dora Lind", "Hélène Voß"])
ARTICLE = st.builds(
    Told,
    title=st.lists(
        st.sampled_from(["Hafen", "bleibt", "zu", "Streik", "am Kai", "Ärzte"]), min_size=1, max_size=8
    ).map(" ".join),
    source=st.sampled_from(["Nordwiker Nachrichten", "The Sund Times (Sund)", "Das Magazin"]),
    authors=st.lists(NAME, max_size=2, unique=True).map(tuple),
    day=st.dates(date(1980, 1, 1), date(2029, 12, 31)),
    lang=st.sampled_from(["de", "en"]),
    paragraphs=st.lists(SENTENCE, min_size=1, max_size=4).map(tuple),
)
ARTICLES = st.lists(ARTICLE, min_size=1, max_size=5)


def told(draft: Draft) -> Fields:
    """What the draft says of its article."""
    article = draft.article
    return article.title, article.source, article.authors, article.published, article.lang


def docx(lines: list[str]) -> bytes:
    """A Word document with these paragraphs."""
    import docx as library

    document = library.Document()
    for line in lines:
        document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def rtf(lines: list[str]) -> bytes:
    """An RTF document with these paragraphs."""
    coded = "".join(c if ord(c) < 128 else f"\\u{ord(c)}?" for line in lines for c in f"{line}\\par\n")
    return b"{\\rtf1\\ansi\\uc1 " + coded.replace("\t", "\\tab ").encode("ascii") + b"}"
