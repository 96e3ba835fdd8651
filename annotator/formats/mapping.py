"""Which column of a table, or key of a JSON object, is which part of an article: said by a person, or guessed."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from unicodedata import combining, normalize

from annotator.core.codebook import Codebook
from annotator.core.errors import UserError
from annotator.core.models import Draft
from annotator.formats.record import parse_record
from annotator.formats.values import shorten

FIELDS = ("title", "text", "source", "authors", "published", "url", "lang", "id")
"""What of an article a column may hold."""

ASKED = "--map text="
"""What a refusal has in it if a mapping would mend it."""

_META = ("source", "published", "url", "lang")
MISSING = frozenset(("NA", "N/A", "n/a", "#N/A", "<NA>", "nan", "NaN", "NaT", "None", "null", "NULL"))
"""What programs write into cells of metadata that have no value."""

_ADDRESS = re.compile(r"https?://(?:www\.)?([^\s/:?#]+)(?::\d+)?(/\S+)?.*", re.IGNORECASE | re.DOTALL)
_NITF_BODY = re.compile(r"<(?:nitf:)?body\.content\b[^<>]*>")
_LIST = re.compile(r"\[(.*)\]", re.DOTALL)
_QUOTED = re.compile(r"""'([^']+)'|"([^"]+)\"""")
_SHOWN = 30  # columns that a refusal names
_MOST_COLUMNS = 16_384  # as a sheet of Excel has, among which names are guessed
_LONGEST_NAME = 200  # code points; what is longer is no name, and the patterns are made for short ones
# What columns are called in German, English, French, Spanish, Italian, Portuguese and Dutch and by tools, the
# surer names first; folded as by _folded.
_NAMES = {
    "text": "text fulltext volltext articletext artikeltext articlebody body bodyhtml bodytext textbody maintext "
    "fliesstext plaintext texte texteintegral textintegral content contents inhalt contenu corps artikel article "
    "story rawtext cleantext postcontent articlehtml contenthtml contenttext bodyxhtml cuerpo testo tekst "
    "selftext texto textocompleto testocompleto contenido conteudo contenuto inhoud artikeltekst",
    "title": "title titel headline uberschrift ueberschrift hauptuberschrift schlagzeile titre heading hed "
    "articletitle artikeltitel posttitle webtitle titulo titolo titular kop head",
    "source": "source quelle medium newspaper zeitung outlet publication publikation pubtitle publicationtitle "
    "sourcename namesource sourcetitle quellenname medientitel mediumname medianame publisher publishername "
    "journal media sitename website sourcehostname sourcecommonname sourcedomain fuente medio fonte domain site "
    "hostname domainurl cleanurl sourceurl hosturl mediaurl domainname "
    "provider creditline origin bron krant dagblad testata giornale jornal periodico diario",
    "authors": "author authors autor autoren autorin autorinnen auteur auteurs verfasser verfasserin byline "
    "creator publishedby journalist writer dccreator postauthor authorname autore autores autori",
    "published": "published publishedat publisheddate publicationdate publishdate datepublished pubdate "
    "datetimepub pubtime datetime date datepublish webpublicationdate postdate fecha "
    "datum erscheinungsdatum erscheinungstag veroffentlicht veroffentlichtam veroffentlichungsdatum "
    "veroeffentlicht veroeffentlichtam veroeffentlichungsdatum dateparution datedeparution dateofpublication "
    "datedepublication publiele parution dcdate issuedate timestamp zeitpunkt "
    "versioncreated fechadepublicacion fechapublicacion publicatiedatum datapubblicazione datadipubblicazione "
    "datadepublicacao datapublicacao datetimestamp createdutc updated",
    "url": "url linkhref link uri permalink href webadresse weblink lien adresseweb articleurl quellurl weburl "
    "documentidentifier enlace",
    "lang": "lang language inlanguage sprache langue languagecode langcode sprachcode idioma lingua taal",
    "id": "id articleid artikelid docid documentid dokumentid doknr docno uid uuid guid identifiant key",
}
_RANK = {name: {word: rank for rank, word in enumerate(words.split())} for name, words in _NAMES.items()}
# "body_text", "pub date", but no "image url", "text length" and "author id".
_OTHER = frozenset(
    (
        "image",
        "img",
        "bild",
        "foto",
        "photo",
        "picture",
        "video",
        "thumbnail",
        "thumb",
        "icon",
        "logo",
        "sub",
        "unter",
        "meta",
        "alt",
        "file",
        "parent",
        "related",
        "feed",
        "source",
        "publisher",
        "author",
        "autor",
        "update",
        "updated",
        "modified",
        "crawl",
        "crawled",
        "download",
        "access",
        "accessed",
        "retrieved",
    )
)
# Whole names alone: a "tag head" and a "research domain" are something else.
_NO_NOUNS = frozenset(("head", "domain", "site", "hostname", "updated", "creditline", "provider", "origin"))
# Beside such a column "data" is the day.
_DAYS_ARE_DATA = frozenset(("titolo", "testo", "titulo", "texto", "conteudo"))
_TOKEN_FIELDS = ("text", "title", "source", "published", "url")
_TOKENS = re.compile(r"[^\W\d_]+")
_BRACKETS = re.compile(r"\s*[(\[][^)\]]*[)\]]\s*")
_EITHER = re.compile(r"\s*[/|,]\s*")
_CAMEL = re.compile(r"(?<=[a-zäöüß])(?=[A-ZÄÖÜ])")
_OF = frozenset(("de", "du", "des", "der", "of", "d", "l"))
_SPLIT = re.compile(rf"\s*,\s*(?=(?:{'|'.join(FIELDS)}|author|date)\s*=)")
_ALSO = {"author": "authors", "date": "published"}


@dataclass(frozen=True, slots=True)
class Mapping:
    """``columns``: field → name of a column; an empty name says that no column is it, a missing one: guess.

    With ``some_lack_keys`` an object that lacks one of these keys says nothing of the field. Else it is refused,
    as a name may be mistyped.
    """

    columns: dict[str, str] = field(default_factory=dict)
    some_lack_keys: bool = False


def parse_mapping(given: Iterable[str]) -> Mapping | None:
    """The mapping in values of ``--map`` such as ``title=Headline,text=Volltext``; None where there are none.

    Raises UserError.
    """
    columns: dict[str, str] = {}
    for pair in (pair for value in given for pair in _SPLIT.split(value)):
        name, equals, column = (part.strip() for part in pair.partition("="))
        name = _ALSO.get(name, name)
        if not equals or name not in FIELDS:
            raise UserError(f"--map takes FIELD=COLUMN, where FIELD is one of {', '.join(FIELDS)}; not {pair!r}.")
        if name in columns:
            raise UserError(f"--map says twice what is the {name}.")
        columns[name] = column
    return Mapping(columns) if columns else None


def find_columns(header: Sequence[str], mapping: Mapping | None = None, what: str = "column") -> dict[str, int]:
    """Field → place of its column: those that the mapping names, the others guessed by their names.

    ``what`` they are is told by the sentence of the ValueError if a named one isn't there, or none is the text.
    """
    said = mapping.columns if mapping else {}
    found: dict[str, int] = {}
    for name, column in said.items():
        place = _place(header, column) if column else None
        if place is not None:
            found[name] = place
        elif column and not (what == "key" and mapping is not None and mapping.some_lack_keys):
            raise ValueError(f'there is no {what} "{shorten(column)}"; {_named(header, what)}')
    found |= known_columns(header, set(found.values()), said)
    if "text" not in found:
        how = f"say which by {ASKED}{what.upper()}: {_named(header, what)}"
        raise ValueError(f"no {what} is known to hold the text; {how}")
    return found


def known_columns(
    header: Sequence[str], taken: Collection[int] = (), said: Collection[str] = ()
) -> dict[str, int]:
    """Field → place of the columns with usual names, but for ``taken`` places and fields that are ``said``."""
    found: dict[str, int] = {}
    places = set(taken)
    for _, place, name in sorted(_candidates(header), key=lambda candidate: candidate[:2]):
        if name not in said and name not in found and place not in places:
            found[name] = place
            places.add(place)
    return found


def mapped_draft(values: dict[str, Any], codebook: Codebook, file: str) -> Draft:
    """The draft of a row: field → cell. ``authors`` may be a list. Raises ValueError with a sentence.

    HTML in the text and title becomes text, dates become ISO where they can be only one, authors are split.
    """
    # Their patterns take 15 ms to compile, and most imports have no table.
    from annotator.formats.dates import day_order, epoch_date
    from annotator.formats.markup import cell_text
    from annotator.formats.press import language_code
    from annotator.formats.swissdox import is_swissdox, swissdox_text

    authors = values.get("authors")
    cells = {name: value if isinstance(value, str) else "" for name, value in values.items()}
    cells |= {name: "" for name in _META if cells.get(name, "").strip() in MISSING}
    source, url = source_and_url(cells.get("source", "").strip(), cells.get("url", "").strip())
    text = cells.get("text", "")
    if is_swissdox(text):
        text, named = swissdox_text(text)
        authors = authors or named
    else:
        text = cell_text(_body_of_document(text))
    written = cells.get("published", "")
    published = epoch_date(written)
    draft = parse_record(
        {
            "id": cells.get("id", "").strip(),
            "title": " ".join(cell_text(cells.get("title", "")).split()),
            "text": text,
            "meta": {
                "source": source or None,
                "authors": authors if isinstance(authors, list) else authors_in_cell(cells.get("authors", "")),
                "published": published or None,
                "url": url or None,
                "lang": language_code(cells.get("lang", "").strip()) or None,
            },
        },
        codebook,
        file,
    )
    draft.day_order = day_order(written, published)
    return draft


def _body_of_document(cell: str) -> str:
    """The text's part of NITF, which the interfaces of Nexis give as a whole; any other cell as it is."""
    begin = _NITF_BODY.search(cell) if "body.content" in cell else None
    end = cell.rfind("body.content>") if begin is not None else -1
    return cell if begin is None or end <= begin.end() else f"{cell[begin.end() : cell.rfind('<', 0, end)]}<br>"


def is_text_name(written: str, surely: bool = False) -> bool:
    """Whether it is, as a whole, a usual name of the column that holds the text; ``surely``, and of no other."""
    rank = _RANK["text"].get(_folded(written))
    return rank is not None and (not surely or rank < _RANK["text"]["content"])


def lead_key(names: Sequence[str]) -> int | None:
    """The place of the first paragraphs where Dow Jones has them apart from the text: ``an, snippet, body …``."""
    return names.index("snippet") if {"an", "snippet", "body", "source_code"} <= set(names) else None


def with_lead(lead: str, text: str) -> str:
    """The text after its first paragraphs, unless it begins with them."""
    lead = lead.strip()
    return text if not lead or text.lstrip().startswith(lead) else f"{lead}\n\n{text}".strip()


def source_and_url(source: str, url: str) -> tuple[str, str]:
    """Where the source is an address: the name of its site, and it as the article's if that has none.

    What only names an article (``urn:…``) is no address.
    """
    url = "" if url.startswith(("urn:", "tag:")) else url
    address = _ADDRESS.fullmatch(source)
    if address is None:
        return source, url
    return address[1].lower(), url or (source if address[2] else "")


def authors_in_cell(cell: str) -> list[str]:
    """The names in a cell, which may be a list as Python or JSON writes it."""
    from annotator.formats.bylines import split_authors

    listed = _LIST.fullmatch(cell.strip())
    pieces = (_in_json(cell) or [one or two for one, two in _QUOTED.findall(listed[1])]) if listed else [cell]
    return list(dict.fromkeys(name for piece in pieces for name in split_authors(piece) if name not in MISSING))


def _in_json(cell: str) -> list[str]:
    """The texts in a list, or the names of the objects in it; none where it is no such list in JSON."""
    try:
        values: list[Any] = json.loads(cell)
    except (ValueError, RecursionError):
        return []
    names: list[Any] = [value.get("name") if isinstance(value, dict) else value for value in values]
    return names if all(isinstance(name, str) for name in names) else []


def _place(header: Sequence[str], column: str) -> int | None:
    for same in (str, str.casefold, _folded):
        places = [i for i, name in enumerate(header) if same(name.strip()) == same(column)]
        if places:
            return places[0]
    return None


def _named(header: Sequence[str], what: str) -> str:
    names = [f'"{shorten(name)}"' for name in header if name.strip()]
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return f"its {what}s are {', '.join(names[:_SHOWN])}{more}" if names else f"its {what}s have no names"


def _candidates(header: Sequence[str]) -> Iterable[tuple[int, int, str]]:
    """(how far from sure, place, field) for each column that may be a field."""
    days = next((place for place, name in enumerate(header) if name.strip().casefold() == "data"), None)
    if days is not None and any(_folded(name) in _DAYS_ARE_DATA for name in header if len(name) < _LONGEST_NAME):
        yield 50, days, "published"
    for place, written in enumerate(header[:_MOST_COLUMNS]):
        if len(written) > _LONGEST_NAME:
            continue
        name = _BRACKETS.sub("", written) or written
        tokens = [_folded(token) for token in _TOKENS.findall(_CAMEL.sub(" ", name))]
        head = tokens[0] if len(tokens) > 1 and tokens[1] in _OF else tokens[-1] if tokens else ""
        # Surest first: the whole name, one of two ("Datum/Zeit"), the end of a path, the noun of several words.
        whole, path = _folded(name), "." in name and not _OTHER.intersection(tokens) - {"meta"}
        ends = (_folded(name.rpartition(".")[2]),) if path else ()
        parts = [_folded(part) for part in _EITHER.split(name)]
        for key in FIELDS:
            for doubt, words in ((0, (whole,)), (30, parts), (60, ends)):
                found = next((word for word in words if word in _RANK[key]), None)
                if found is not None:
                    yield doubt + _RANK[key][found], place, key
                    break
            else:
                if (
                    key in _TOKEN_FIELDS
                    and head in _RANK[key].keys() - _NO_NOUNS
                    and not _OTHER.intersection(tokens)
                ):
                    yield 100 + _RANK[key][head], place, key


def _folded(name: str) -> str:
    """Letters alone, small, without marks: "Überschrift:" and "uberschrift" are the same."""
    return "".join(c for c in normalize("NFKD", name.casefold()) if c.isalnum() and not combining(c))
