"""Articles that Nexis delivers (Nexis, Nexis Uni, Lexis Advance, LexisNexis Academic), taken out of one text.

Two layouts. The older has ``1 of 250 DOCUMENTS`` before each article, labels in capitals and lines cut at some 78
characters; the newer has headline, source and date, labels, a line ``Body``, and ``End of Document`` after each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, pairwise

from annotator.formats.press import (
    HEADER,
    MAX_ARTICLE,
    RIGHTS,
    TOO_LONG,
    Found,
    PressArticle,
    day,
    label,
    language,
    one_line,
)

_SEPARATOR = re.compile(
    r"^[^\S\n]*(?:(?:FOCUS - )?[\d.,]* ?of [\d.,]+ DOCUMENTS?|Dokument [\d.,]+ von [\d.,]+"
    r"|Document [\d.,]+ (?:of|de|van) [\d.,]+|Documento [\d.,]+ d[ei] [\d.,]+)[^\S\n]*$",
    re.MULTILINE,
)
_END = re.compile(
    r"^[^\S\n]*(?:End of Document|Ende des Dokuments|Dokumentende|Fin du document|Einde van (?:het )?document"
    r"|Fin(?:al)? del documento|Fim do documento|Fine del documento)[^\S\n]*$",
    re.MULTILINE | re.IGNORECASE,
)
_BODY_LINE = re.compile(
    r"^[^\S\n]*(?:Body|Text|Haupttext|Texte|Corps|Tekst|Hoofdtekst|Cuerpo|Texto|Corpo|Testo)[^\S\n]*$",
    re.MULTILINE | re.IGNORECASE,
)
# Of a beginning in another encoding than UTF-8, marked letters can't be told.
_LENGTH_LINE = re.compile(
    r"^[^\S\n]*(?:(?:Length|L.{1,2}nge|Longueur)[^\S\n]*:[^\S\n]*\d"
    r"|\S{4,14}[^\S\n]*:[^\S\n]*[\d.,]+[^\S\n]+(?:woord(?:en)?|palabras?|palavras?|parol[ae])[^\S\n]*$)",
    re.MULTILINE | re.IGNORECASE,
)
_CAPITALS = re.compile(
    r"^[^\S\n]*(?:LENGTH|L.{1,2}NGE|LONGUEUR|LENGTE|LONGITUD|LUNGHEZZA|SECTION|RUBRI(?:E?K|QUE)|BYLINE"
    r"|AUT(?:O|EU)RE?|HEADLINE|KOP|BODY|TEKST|LANGUAGE|SPRACHE|LANGUE|TAAL|IDIOMA|LINGUA|LOAD-DATE|UPDATE"
    r"):(?:[^\S\n]|$)",
    re.MULTILINE,
)
_CLASSES = (
    re.compile(
        r"^[^\S\n]*(?:Classification|Klassifi(?:zierung|kation)|Classificatie|Clasificaci.{1,2}n"
        r"|Classifica..?o|Classificazione)[^\S\n]*$",
        re.MULTILINE | re.IGNORECASE,
    ),
    re.compile(
        r"^[^\S\n]*(?:Load-Date|Ladedatum|Date[- ](?:de )?chargement|Laaddatum|Fecha[- ]de[- ]carga"
        r"|Data de carregamento|Data di caricamento)[^\S\n]*:",
        re.MULTILINE | re.IGNORECASE,
    ),
)
_GRAPHIC = re.compile(
    r"^[^\S\n]*(?:Graphics?|Grafik|Graphique|Grafiek|Gr.{1,2}ficos?|Grafica)[^\S\n]*$",
    re.MULTILINE | re.IGNORECASE,
)
_COVER = re.compile(
    r"User Name|Benutzername|Date and Time|Datum und Uhrzeit|Job Number|Auftragsnummer"
    r"|Documents? \(\d+\)|Dokumente? \(\d+\)"
    r"|Client/Matter|Mandant|Search (?:Terms|Type)|Such(?:begriffe|typ|art)|Narrowed by|Eingegrenzt|Content Type"
    r"|Gebruikersnaam|Datum en tijd|Taaknummer|Documenten \(\d+\)|Nom d.utilisateur|Date et heure"
    r"|Nombre de usuario|Fecha y hora|Documentos \(\d+\)|Nome utente|Documenti \(\d+\)",
    re.IGNORECASE,
)
_URL = re.compile(r"https?://\S+", re.IGNORECASE)
_VISIBLE = re.compile(r"\S")
_LINK = re.compile(
    r"(?:Link to|Link zum|Link zu|Lien vers|Link naar|Enlace a) .{0,40}|(?:PDF|Image)", re.IGNORECASE
)
_HEAD = 4096  # characters after a separator in which the fields begin
_TRIED = 20  # places that may begin an article, before a text is taken for none
_TITLE_BLOCKS = 6
_HEADER_BLOCKS = 40
_WIDTH = 70  # the narrowest that lines are cut at
_CAPTIONS = 3000  # characters below a line "Graphic" that may be captions rather than an article
_NOTES = 6  # paragraphs that a note on graphics or corrections may have

Block = list[str]


def looks_like_nexis(text: str) -> bool:
    """Whether a text, or its beginning, is in one of the layouts; a text that names fields is not."""
    for separator in islice(_SEPARATOR.finditer(text), _TRIED):
        if _CAPITALS.search(text, separator.end(), separator.end() + _HEAD):
            return True
    for body in islice(_BODY_LINE.finditer(text), _TRIED):
        begin = max(0, body.start() - _HEAD)
        length = _LENGTH_LINE.search(text, begin, body.start())
        head = text[begin : length.start()].split("\n") if length is not None else ()
        if any(RIGHTS.match(line) or day(line) for line in head):
            return True
    return False


def nexis_articles(text: str) -> Iterator[Found]:
    """The articles in the text, one by one."""
    at = _SEPARATOR.search(text)
    classic = at is not None and _CAPITALS.search(text, at.end()) is not None
    line = 1
    last = 0
    for start, end in _classic_places(text) if classic else _uni_places(text):
        line += text.count("\n", last, start)
        last = start
        if end - start > MAX_ARTICLE:
            yield line, TOO_LONG
        else:
            yield line, (_classic if classic else _uni)(text[start:end])


def _classic_places(text: str) -> Iterator[tuple[int, int]]:
    start: int | None = None
    for separator in _SEPARATOR.finditer(text):
        if start is not None:
            yield start, separator.start()
        start = separator.end()
    if start is not None:
        yield start, len(text)


def _uni_places(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for end in _END.finditer(text):
        if text[start : end.start()].strip():
            yield _skip_space(text, start), end.start()
        start = end.end()
    if _BODY_LINE.search(text, start):
        yield _skip_space(text, start), len(text)


def _skip_space(text: str, at: int) -> int:
    found = _VISIBLE.search(text, at)
    return at if found is None else found.start()


def _classic(chunk: str) -> PressArticle:
    blocks = _blocks(chunk)
    article = PressArticle()
    start = _head(blocks, article)
    labelled = next((i for i in range(start, len(blocks)) if _field(blocks[i]) is not None), len(blocks))
    is_header = labelled < len(blocks) and _field(blocks[labelled]) in HEADER
    if not is_header or labelled - start > _TITLE_BLOCKS:
        labelled = min(start + 1, labelled)
    article.title = " ".join(line for block in blocks[start:labelled] for line in block if not RIGHTS.match(line))
    start = _fields(blocks, labelled, article)
    end = _trailer(blocks, start, article)
    if start < end and _field(blocks[start]) == "body":
        value = _value(blocks[start])
        blocks[start] = value.split("\n") if value else []
    article.text = _unwrapped([block for block in blocks[start:end] if block])
    return article


def _blocks(chunk: str) -> list[Block]:
    """Lines that stand together, without margins; a label begins a block of its own."""
    blocks: list[Block] = []
    apart = True
    for written in chunk.split("\n"):
        line = written.strip()
        if not line:
            apart = True
            continue
        if apart or label(line, capitals=True) is not None:
            blocks.append([])
        blocks[-1].append(line)
        apart = False
    return blocks


def _field(block: Block) -> str | None:
    found = label(block[0], capitals=True)
    return None if found is None else found[0]


def _value(block: Block) -> str:
    found = label("\n".join(block), capitals=True)
    return "" if found is None else found[1]


def _head(blocks: list[Block], article: PressArticle) -> int:
    """Takes source and date, which have no labels; gives the place of what comes after them."""
    before: list[Block] = []
    for place, block in enumerate(blocks[:_TITLE_BLOCKS]):
        if _field(block) is not None:
            break
        dated = next((i for i, line in enumerate(block) if day(line)), None)
        lines = _without_url(block[:dated], article)
        before.append([line for line in lines if not RIGHTS.match(line)])
        if dated is not None:
            article.published = day(block[dated])
            article.source = " ".join(next((lines for lines in before if lines), []))
            return place + 1
    first = next((i for i, lines in enumerate(before) if lines), None)
    if first is None:
        return 0
    article.source = " ".join(before[first])
    return first + 1


def _without_url(lines: list[str], article: PressArticle) -> list[str]:
    """The lines but for an address, which articles from the web have below their source."""
    found = next((line for line in lines if _URL.fullmatch(line)), "")
    article.url = article.url or found
    return [line for line in lines if line != found]


def _fields(blocks: list[Block], start: int, article: PressArticle) -> int:
    """Takes the labelled fields before the text; gives the place where the text begins."""
    stop = min(len(blocks), start + _HEADER_BLOCKS)
    body = next((i for i in range(start, stop) if _field(blocks[i]) == "body"), None)
    for place in range(start, len(blocks) if body is None else body):
        field = _field(blocks[place])
        if field is not None:
            _take(article, field, _value(blocks[place]))
        if body is None and field not in HEADER:
            return place
    return len(blocks) if body is None else body


def _take(article: PressArticle, field: str, value: str) -> None:
    value = one_line(value)
    if field == "byline":
        article.byline = article.byline or value
    elif field == "headline":
        article.title = value or article.title
    elif field == "language":
        article.language = article.language or language(value)
    elif field == "url":
        article.url = article.url or value.partition(" ")[0]
    elif field == "load-date" and not article.published:
        article.published = day(value)


def _trailer(blocks: list[Block], start: int, article: PressArticle) -> int:
    """Takes the labelled fields after the text; gives the place where the text ends."""
    ends = (i for i in range(len(blocks) - 1, start - 1, -1) if _field(blocks[i]) in ("language", "load-date"))
    end = next(ends, len(blocks))
    while end > start:
        if _is_trailing(blocks[end - 1]):
            end -= 1
        elif (place := _before_notes(blocks, start, end)) < end:
            end = place
        else:
            break
    for block in blocks[end:]:
        field = _field(block)
        if field is not None and field not in HEADER:
            _take(article, field, _value(block))
    return end


def _is_trailing(block: Block) -> bool:
    field = _field(block)
    if field is None:
        # "(c)" may be the third of a list.
        return RIGHTS.match(block[0]) is not None and not block[0].startswith("(c)")
    return field not in HEADER


def _before_notes(blocks: list[Block], start: int, end: int) -> int:
    """The place of a note of several paragraphs on graphics or the like that ends here, else ``end``."""
    for place in range(end - 1, max(start, end - _NOTES) - 1, -1):
        field = _field(blocks[place])
        if field is not None:
            return place if field == "graphic" else end
    return end


def _unwrapped(blocks: list[Block]) -> str:
    """The paragraphs, with lines joined that were cut because the next word had no room on them."""
    width = max([_WIDTH, *(len(line) for block in blocks for line in block)])
    paragraphs = []
    for block in blocks:
        parts = block[:1]
        for before, line in pairwise(block):
            cut = len(before) + 1 + len(line.split(maxsplit=1)[0]) > width
            parts += [" " if cut else "\n", line]
        paragraphs.append("".join(parts))
    return "\n\n".join(paragraphs)


def _uni(chunk: str) -> PressArticle | str:
    body = _BODY_LINE.search(chunk)
    if body is None:
        return "it has no body"
    article = PressArticle()
    header = [line.strip() for line in chunk[: body.start()].split("\n") if line.strip()]
    labels = [i for i, line in enumerate(header) if (found := label(line)) is not None and found[0] in HEADER]
    first = labels[0] if labels else len(header)
    head = _without_url([line for line in header[:first] if not _LINK.fullmatch(line)], article)
    _uni_head(head, article)
    end = _uni_end(chunk, body.end())
    lines = (line.strip() for line in chunk[body.end() : end].split("\n"))
    article.text = re.sub(
        r"\n{3,}", "\n\n", "\n".join("" if _LINK.fullmatch(line) else line for line in lines)
    ).strip()
    for line in (*header[first:], *(line.strip() for line in chunk[end:].split("\n"))):
        found = label(line)
        if found is not None:
            _take(article, *found)
    return article


def _uni_end(chunk: str, start: int) -> int:
    """Where the text ends: before captions, or else before what the article is classified as."""
    ends = [[found.start() for found in pattern.finditer(chunk, start)] for pattern in _CLASSES]
    end = min((places[-1] for places in ends if places), default=len(chunk))
    end = _before_classes(chunk, start, end)
    graphics = [found.start() for found in _GRAPHIC.finditer(chunk, start, end)]
    return graphics[-1] if graphics and end - graphics[-1] <= _CAPTIONS else end


def _before_classes(chunk: str, start: int, end: int) -> int:
    """The place of labelled lines that end here, where one of them names the language, else ``end``.

    Downloads without a line ``Classification`` have them.
    """
    lines = chunk[start:end].split("\n")
    first, is_class = len(lines), False
    for place in range(len(lines) - 1, -1, -1):
        found = label(lines[place].strip())
        if lines[place].strip() and (found is None or found[0] in HEADER):
            break
        if found is not None:
            first, is_class = place, is_class or found[0] == "language"
    return end - len("\n".join(lines[first:])) if is_class else end


def _uni_head(lines: list[str], article: PressArticle) -> None:
    """Takes headline, source and date, which have no labels; before the first article, a cover stands."""
    dated = next((i for i in range(len(lines) - 1, -1, -1) if day(lines[i])), None)
    rights = next((i for i, line in enumerate(lines) if RIGHTS.match(line)), len(lines))
    if dated is not None:
        article.published = day(lines[dated])
    named = lines[: dated if dated is not None else rights]
    cover = next((i for i in range(len(named) - 1, -1, -1) if _COVER.match(named[i])), -1)
    named = named[cover + 1 :][-2:]
    if named:
        article.source = named[-1]
    if len(named) > 1:
        article.title = named[0]
