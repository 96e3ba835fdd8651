"""Articles that GENIOS delivers (wiso, genios.de), taken out of one text.

Each has a headline and its text, then what is said of it (``Quelle: Bote vom 13.03.2025, S. 3``, ``Ressort``,
``Dokumentnummer`` …), its lasting address and whose it is. Older documents begin with the source, too, cut their
lines and indent paragraphs. Sources: a script for wiso's PDFs, and AmCAT's for its RTF with its samples.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotator.formats.press import MAX_ARTICLE, RIGHTS, TOO_LONG, Found, PressArticle, one_line

_ADDRESS = re.compile(r"^[^\S\n]*Dauerhafte Adresse des Dokuments:\s*(\S+)?", re.MULTILINE)
_SURE = re.compile(r"^[^\S\n]*(?:Quelle|Dokumentnummer):", re.MULTILINE)
_LABEL = re.compile(
    r"[ \t]*(Quelle|Ressort|Rubrik|Ausgabe|Mutation|Dokumentnummer|Autor|Autorin|Autoren|Serientitel|Sachgebiet"
    r"|Schlagw[oö]rter|Personen|Firmen|Land|Region|Copyright|ISSN):[ \t\xa0]*(.*)\Z",
    re.DOTALL,
)
_DATED = re.compile(
    r"""["„“]?(?P<source>[^"„“”\n]{2,80}?)["“”]?,?\s+(?:vom|v\.|den|Nr\. \S+ vom)?\s*"""
    r"(?P<day>\d{1,2}\.\s?\d{1,2}\.\s?\d{2,4}|\d{1,2}\. [A-Za-zä]{3,9} \d{4})(?!\d)",
    re.IGNORECASE,
)
_PAGE = re.compile(r"(?:Seite \d+ von \d+|Dokumente?|© GBI-Genios .*|GENIOS .*)", re.IGNORECASE)
_CONTENTS = re.compile(r"[^\S\n]*Inhaltsverzeichnis[^\S\n]*", re.IGNORECASE)
_ENTRY = re.compile(r"[ .]{4}\d{1,6}\s{0,9}\Z")
_ENTRY_END = 24  # characters at the end of an entry in a list of articles, with the page's number
_CAPTION = re.compile(r"(?:Bild|Foto|Grafik|Bildtext|Bildunterschrift|Abbildung)(?:er)?\s?:", re.IGNORECASE)
_BYLINE = re.compile(r"(?:Von|VON|von|Autor(?:in)?:|Text:)\s+(?=[A-ZÄÖÜ])")
_NAME = re.compile(r"[A-ZÄÖÜ][\w.-]+(?: (?:von|van|de))?(?: [A-ZÄÖÜ][\w.-]+){1,2}")
_ROW = re.compile(r"[^\n]*(?:\n|\Z)")
_INDENT = "   "
_HEAD = 4  # lines below a headline that may say who wrote it


def looks_like_genios(text: str) -> bool:
    """Whether a text, or its beginning, is such a download."""
    return _ADDRESS.search(text) is not None and _SURE.search(text) is not None


def genios_articles(text: str) -> Iterator[Found]:
    """The articles in the text, one by one."""
    text = text.replace("\u2028", "\n").replace("\u2029", "\n\n")
    line, last, at = 1, 0, 0
    for address in _ADDRESS.finditer(text):
        begin = at + len(text[at : address.start()]) - len(text[at : address.start()].lstrip())
        at = _after_rights(text, address.end())
        line += text.count("\n", last, begin)
        last = begin
        if address.start() - begin > MAX_ARTICLE:
            yield line, TOO_LONG
        else:
            url = address[1] or ""
            yield line, _article([row.rstrip() for row in text[begin : address.start()].split("\n")], url)
    # Where a download was cut off or pasted, the last may have no address.
    rest = text[at:].strip()
    if _SURE.search(rest):
        line += text.count("\n", last, at + len(text[at:]) - len(text[at:].lstrip()))
        yield (
            line,
            TOO_LONG if len(rest) > MAX_ARTICLE else _article([row.rstrip() for row in rest.split("\n")], ""),
        )


def _after_rights(text: str, at: int) -> int:
    """The place after the lines that say whose an article is, or are left over from a page."""
    for found in _ROW.finditer(text, at):
        row = found[0].strip()
        if (
            row
            and not (RIGHTS.match(row) or _PAGE.fullmatch(row) or row.startswith("http"))
            and found.start() > at
        ):
            return found.start()
        if found.end() == len(text):
            break
    return len(text)


def _article(lines: list[str], url: str) -> PressArticle | str:
    contents = next((i for i, line in enumerate(lines) if _CONTENTS.fullmatch(line)), None)
    if contents is not None:
        entries = [i for i, line in enumerate(lines) if i > contents and _ENTRY.search(line[-_ENTRY_END:])]
        lines = lines[max(entries, default=contents) + 1 :]
    lines = [line for line in lines if not _PAGE.fullmatch(line.strip())]
    end = max((i for i, line in enumerate(lines) if line.lstrip().startswith("Quelle:")), default=None)
    if end is None:
        return "it has no source, which is named behind its text"
    fields = _fields(lines[end:])
    article = PressArticle(
        url=url, byline=fields.get("autor") or fields.get("autorin") or fields.get("autoren", "")
    )
    _take_source(article, fields.get("quelle", ""))
    begin = _skip_head(lines, end)
    title: list[str] = []
    while begin < end and lines[begin].strip():
        title.append(lines[begin])
        begin += 1
    article.title = one_line(" ".join(title))
    rest = lines[_skip_blank(lines, begin, end) : end]
    if not article.byline and (place := _byline_place(rest)) is not None:
        article.byline = rest.pop(place).strip()
    article.text = _paragraphs(rest)
    return article


def _fields(lines: list[str]) -> dict[str, str]:
    """Values by labels in small letters, the first of each; a value may go on below its label."""
    fields: dict[str, str] = {}
    current = ""
    for line in lines:
        found = _LABEL.match(line)
        if found is not None:
            current = found[1].lower()
            if current in fields:
                current = ""
                continue
            fields[current] = found[2].strip()
        elif current and line.strip():
            fields[current] = one_line(f"{fields[current]} {line}")
    return fields


def _take_source(article: PressArticle, written: str) -> None:
    from annotator.formats.dates import iso_date

    found = _DATED.match(one_line(written))
    if found is None:
        article.source = written.partition(",")[0].strip('"„“” ')
        return
    article.source = found["source"].strip()
    article.published = iso_date(found["day"])


def _skip_blank(lines: list[str], at: int, end: int) -> int:
    while at < end and not lines[at].strip():
        at += 1
    return at


def _skip_head(lines: list[str], end: int) -> int:
    """The place of the headline, after source and section where they stand before it."""
    at = _skip_blank(lines, 0, end)
    while at < end and (_DATED.match(one_line(lines[at])) or _LABEL.match(lines[at])):
        at = _skip_blank(lines, at + 1, end)
    return at


def _byline_place(lines: list[str]) -> int | None:
    """The line that says who wrote it: among the first ones, below a second headline perhaps."""
    from annotator.formats.zones.bylines import authors_of

    # A heading may be like a name, but the text that is indented begins right below a name.
    if len(lines) > 1 and _NAME.fullmatch(lines[0].strip()) and lines[1].startswith(_INDENT):
        return 0
    head = [i for i, line in enumerate(lines) if line.strip()][:_HEAD]
    return next((i for i in head if _BYLINE.match(lines[i].strip()) and authors_of(lines[i].strip())), None)


def _paragraphs(lines: list[str]) -> str:
    """Of indented paragraphs, their lines joined; of others as they stand; without captions at the end."""
    is_cut = any(line.startswith(_INDENT) for line in lines)
    blocks: list[list[str]] = [[]]
    for line in lines:
        if not line.strip() or (is_cut and line.startswith(_INDENT)):
            blocks.append([])
        if line.strip():
            blocks[-1].append(line.strip())
    blocks = [block for block in blocks if block]
    while blocks and _CAPTION.match(blocks[-1][0]):
        blocks.pop()
    return "\n\n".join((" " if is_cut else "\n").join(block) for block in blocks)
