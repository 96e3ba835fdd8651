"""What the press databases (Nexis, Factiva) have in common: names of fields, dates, languages, and the draft.

They label fields in the language of their pages, not in that of the article.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import BinaryIO

from annotator.core.codebook import Codebook
from annotator.core.identity import new_id, timestamp
from annotator.core.models import Draft, Refusal, Zone
from annotator.formats.bylines import split_authors
from annotator.formats.dates import MONTHS, WEEKDAYS, iso_date
from annotator.formats.encoding import MAX_BYTES, decode, decode_markup
from annotator.formats.readers.streams import read_most
from annotator.formats.record import parse_record

# English, German and French, as Nexis has them, Dutch, Spanish, Portuguese and Italian. Sources: the tables of
# fields in the R packages tm.plugin.lexisnexis and LexisNexisTools, and in AmCAT.
_LABELS = {
    "section": "section rubrik ressort rubrique rubriek sectie sección seção secção sezione",
    "length": "length länge laenge longueur lengte longitud extensión extensão comprimento lunghezza",
    "byline": "byline author autor autorin autoren auteur auteurs autores autore autori",
    "headline": "headline schlagzeile überschrift titre kop titel título titolo",
    "highlight": "highlight insert encart vorspann",
    "dateline": "dateline",
    "body": "body tekst cuerpo",
    "language": "language sprache langue taal idioma lingua língua",
    "load-date": "load-date ladedatum update date-chargement date_de_chargement laaddatum fecha-de-carga "
    "fecha_de_carga data_de_carregamento data_di_caricamento",
    "url": "url",
    "graphic": "graphic graphics grafik graphik graphique grafiek gráfico gráficos grafica notes note correction",
    "other": "publication-type pub-type type-publication publikationstyp document-type type journal-code "
    "journal_code zeitungs-code subject sujet geographic geo-localization localisation-geo company societe person "
    "personne organisation organization ticker stock-symbol symbole-boursier industry activity-sector "
    "secteur-activite correction-date distribution series name city state country bibliographie acc-no issn "
    "onderwerp publicatietype tijdschriftcode asunto tipo_de_publicación soggetto tipo_di_pubblicazione",
}
_FIELDS = {word.replace("_", " "): field for field, words in _LABELS.items() for word in words.split()}
HEADER = frozenset(("section", "length", "byline", "headline", "highlight", "dateline", "body"))
"""Fields that stand before the text."""

_LABEL = re.compile(r"([^\W\d_][^\W\d_ -]*(?:[ -][^\W\d_]+){0,2})[ \t\xa0]*:(?![^\s\xa0])[\s\xa0]*(.*)", re.DOTALL)
_NAMES = {
    "ar": "arabic arabisch arabe ara árabe arabo",
    "bg": "bulgarian bulgarisch bulgare bul",
    "ca": "catalan katalanisch cat catalán catalano catalaans",
    "cs": "czech tschechisch tchèque ces cze checo ceco tsjechisch",
    "da": "danish dänisch danois dansk dan danés danese deens dinamarquês",
    "de": "german deutsch allemand deu ger duits alemán tedesco alemão",
    "el": "greek griechisch grec ell gre griego greco grieks",
    "en": "english englisch anglais eng engels inglés inglese inglês",
    "es": "spanish spanisch espagnol español spa spaans spagnolo espanhol",
    "et": "estonian estnisch estonien est",
    "fi": "finnish finnisch finnois suomi fin fins finlandés finlandese",
    "fr": "french französisch français francais fra fre frans francés francese francês",
    "hr": "croatian kroatisch croate hrv",
    "hu": "hungarian ungarisch hongrois magyar hun hongaars húngaro ungherese",
    "it": "italian italienisch italien italiano ita italiaans",
    "ja": "japanese japanisch japonais jpn japans japonés giapponese japonês",
    "ko": "korean koreanisch coréen kor koreaans coreano",
    "lt": "lithuanian litauisch lituanien lit",
    "lv": "latvian lettisch letton lav",
    "nl": "dutch niederländisch néerlandais nederlands nld dut holandés neerlandés olandese holandês",
    "no": "norwegian norwegisch norvégien norsk nor noors noruego norvegese norueguês",
    "pl": "polish polnisch polonais polski pol pools polaco polacco polonês",
    "pt": "portuguese portugiesisch portugais português por portugees portugués portoghese",
    "ro": "romanian rumänisch roumain ron rum roemeens rumano rumeno romeno",
    "ru": "russian russisch russe rus ruso russo",
    "sk": "slovak slowakisch slovaque slk slo",
    "sl": "slovenian slowenisch slovène slv",
    "sr": "serbian serbisch serbe srp",
    "sv": "swedish schwedisch suédois svenska swe zweeds sueco svedese",
    "tr": "turkish türkisch turc tur turks turco",
    "uk": "ukrainian ukrainisch ukrainien ukr",
    "zh": "chinese chinesisch chinois zho chi chinees chino cinese chinês",
}
_LANGUAGES = {word: code for code, words in _NAMES.items() for word in words.split()}
_CODE = re.compile(r"[A-Za-z]{2}(?:[-_]\w+)*")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_WEEKDAY = re.compile(WEEKDAYS, re.IGNORECASE)
_ISO = re.compile(r"\d{4}-\d\d-\d\d")
_ISSUE = re.compile(r"([^\W\d_]{3,10}\.?|[^\W\d_]{3,10} ?[-/–] ?[^\W\d_]{3,10}) (\d{4})")
_DATE_WORDS = 9  # "Monday, January 11, 2010 9:15 AM GMT"
_LINE_WORDS = 16
RIGHTS = re.compile(
    r"[\s\xa0]*(?:copyright\b|©|\(c\)[\s\xa0]|all rights reserved|alle rechte vorbehalten|tous droits r[ée]serv"
    r"|alle rechten voorbehouden|todos los derechos reservados|todos os direitos reservados"
    r"|tutti i diritti riservati)",
    re.IGNORECASE,
)
"""How lines begin that say whose the article is."""


@dataclass(slots=True)
class PressArticle:
    """An article as a database has it; ``published`` and ``language`` as :func:`day` and :func:`language` give."""

    text: str = ""
    title: str = ""
    source: str = ""
    byline: str = ""
    published: str = ""
    language: str = ""
    url: str = ""


_LONGEST_RIGHTS = 400  # characters of such a line behind a text

MAX_ARTICLE = 4 << 20
"""Longest article, in code points with its markup, as it is taken apart line by line."""
TOO_LONG = f"it is longer than {MAX_ARTICLE >> 20} MiB"

Found = tuple[int, PressArticle | str]
"""Where an article begins (its line, from 1), and what it is or why it can't be read."""


def read_text(
    stream: BinaryIO, decode: Callable[[bytes], tuple[str, str]], on_bytes: Callable[[int], None] | None
) -> tuple[str, str]:
    """The text of the stream with line feeds at its lines' ends, and its encoding; raises ValueError."""
    data = read_most(stream, MAX_BYTES + 1)
    if on_bytes is not None:
        on_bytes(len(data))
    if len(data) > MAX_BYTES:
        raise ValueError(f"the file is longer than {MAX_BYTES >> 20} MiB")
    text, encoding = decode(data)
    return (text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text), encoding


def decode_download(data: bytes) -> tuple[str, str]:
    """The text of a page or of plain text, and its encoding; raises ValueError."""
    return decode_markup(data) if is_page(data[:100].decode("latin-1")) else decode(data)


def is_page(text: str) -> bool:
    """Whether a text, or its beginning, is HTML."""
    return text.lstrip("\ufeff\xef\xbb\xbf \t\r\n").startswith("<")


def shown_text(text: str) -> str:
    """What a page shows; any other text as it stands."""
    from annotator.formats.markup import cell_text

    return cell_text(f"{text}<br>", frozenset(("head", "title"))) if is_page(text) else text


def read_drafts(
    stream: BinaryIO,
    decode: Callable[[bytes], tuple[str, str]],
    articles: Callable[[str], Iterator[Found]],
    codebook: Codebook,
    file: str,
    on_bytes: Callable[[int], None] | None,
) -> Iterator[Draft | Refusal]:
    """The drafts of a file whose articles are found in its text as it stands, markup and all.

    The line of a refusal is where the article begins.
    """
    try:
        text, encoding = read_text(stream, decode, on_bytes)
    except ValueError as error:
        yield Refusal(file, None, str(error))
        return
    yield from drafts(articles(text), codebook, file, PurePath(file).name, encoding)


def download_drafts(
    stream: BinaryIO,
    articles: Callable[[str], Iterator[Found]],
    codebook: Codebook,
    file: str,
    on_bytes: Callable[[int], None] | None,
) -> Iterator[Draft | Refusal]:
    """The drafts of a download whose articles are found in its text, be it that of a page.

    The line of a refusal is where the article begins; of a page it is the article's number that tells it.
    """
    try:
        text, encoding = read_text(stream, decode_download, on_bytes)
    except ValueError as error:
        yield Refusal(file, None, str(error))
        return
    shown = shown_text(text)
    for item in drafts(articles(shown), codebook, file, PurePath(file).name, None if is_page(text) else encoding):
        if isinstance(item, Draft):
            item.encoding = encoding
        yield item


def drafts(
    articles: Iterator[Found], codebook: Codebook, file: str, name: str, encoding: str | None = None
) -> Iterator[Draft | Refusal]:
    """The drafts of a file; ``name`` is its name alone. Without an encoding, its lines say nothing."""
    number = 0
    for number, (line, found) in enumerate(articles, 1):
        reason = found if isinstance(found, str) else ""
        if isinstance(found, PressArticle):
            try:
                draft = _draft(found, codebook, name)
            except ValueError as error:
                reason = str(error)
            else:
                draft.encoding = encoding
                yield draft
                continue
        yield Refusal(file, line, reason) if encoding else Refusal(file, None, f"article {number}: {reason}")
    if not number:
        yield Refusal(file, None, "there is no article in it")


def _draft(article: PressArticle, codebook: Codebook, name: str) -> Draft:
    # Their numbers are no ids here: the text of an article differs between layouts, and after corrections, and one
    # with a known id and another text would be refused. The same text is known as a duplicate without them.
    draft = parse_record(
        {
            "text": article.text,
            "title": one_line(article.title) or None,
            "meta": {
                "source": one_line(article.source) or None,
                "authors": list(split_authors(one_line(article.byline))),
                "published": article.published or None,
                "url": article.url if article.url.startswith(("http://", "https://")) else None,
                "lang": article.language or None,
            },
        },
        codebook,
        name,
    )
    text = draft.article.text
    begin = _rights_begin(text)
    if 0 < begin < len(text):
        draft.zones.append(Zone(new_id(), 0, begin, len(text), "boilerplate", created_at=timestamp()))
    return draft


def _rights_begin(text: str) -> int:
    """Where the lines at a text's end begin that say whose it is; its length where there are none."""
    begin = end = len(text)
    while end > 0:
        start = text.rfind("\n", 0, end) + 1
        line = text[start:end]
        if line.strip():
            if len(line) > _LONGEST_RIGHTS or not RIGHTS.match(line):
                break
            begin = start
        end = start - 1
    return begin


def label(line: str, capitals: bool = False) -> tuple[str, str] | None:
    """Field and value of a line such as ``LENGTH: 512 words``; with ``capitals``, only of labels in capitals."""
    found = _LABEL.match(line)
    if found is None or (capitals and not found[1].isupper()):
        return None
    field = _FIELDS.get(found[1].lower())
    return None if field is None else (field, found[2].strip())


def day(line: str) -> str:
    """The date that a line begins with, as ISO 8601, though a weekday or edition comes after it; else "".

    A month alone ("February 2010", as magazines have it) is one; what names two ("July/August 2010") stays as
    it is written.
    """
    words = line.split()
    if not 2 <= len(words) <= _LINE_WORDS:
        return ""
    words = words[:1] + [word for word in words[1:] if not _WEEKDAY.fullmatch(word.strip(",;."))]
    for size in range(min(len(words), _DATE_WORDS), 0, -1):
        written = iso_date(" ".join(words[:size]).rstrip(",;"))
        if _ISO.match(written):
            return written
    issue = _ISSUE.fullmatch(" ".join(words))
    months = [MONTHS.get(name.strip(" .").lower()) for name in re.split(r"[-/–]", issue[1])] if issue else [None]
    if issue is None or None in months:
        return ""
    return f"{issue[2]}-{months[0]:02}" if len(months) == 1 else issue[0]


def language(written: str) -> str:
    """The code of a language by its name, as in ``GERMAN; DEUTSCH``, or its three letters; "" for others."""
    name = _FIRST_WORD.search(written.lower())
    if name is None:
        return ""
    return name[0] if name[0] in _NAMES else _LANGUAGES.get(name[0], "")


def language_code(written: str) -> str:
    """The code for what a table has, as ``German`` and ``deu``; "de-AT" stays, and what is not known."""
    return written if _CODE.fullmatch(written) else language(written) or written


def is_language(written: str) -> bool:
    """Whether a line is the name of a language and nothing else."""
    return written.lower() in _LANGUAGES


def one_line(text: str) -> str:
    """White space of any kind as single blanks."""
    return " ".join(text.split())
