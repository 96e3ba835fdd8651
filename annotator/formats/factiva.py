"""Articles that Factiva (Dow Jones) delivers, taken out of one text: pages, search results in XML, plain text.

Pages and texts come with two-letter codes of fields (``HD`` headline, ``LP`` lead paragraph, ``TD`` text, ``SN``
source …), or without them in a fixed order: headline, author, number of words, date, time, source, its code, page,
language, copyright, text, ``Document`` with the number of the article.
Sources: the R package tm.plugin.factiva with its samples, and what parsers of downloads take for granted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from itertools import islice

from annotator.formats.press import (
    MAX_ARTICLE,
    RIGHTS,
    TOO_LONG,
    Found,
    PressArticle,
    day,
    is_language,
    language,
    one_line,
)

_DIV = re.compile(
    r"""<div\b[^<>]{0,200}?\bclass\s*=\s*["']?article\s+([a-z]{2})(?:[a-z]{2})?Article\b""", re.IGNORECASE
)
_PAGE_TITLE = re.compile(r"<title[^<>]{0,100}>\s{0,100}Factiva\s{0,100}</title>", re.IGNORECASE)
_XML_START = re.compile(r"<(?:[\w.-]{1,40}:)?article(?=[\s>])[^<>]{0,2000}>")
_XML_MARK = re.compile(
    r"<(?:[\w.-]{1,40}:)?(?:ppsarticle\w*|accessionNo)\b|http://global\.factiva\.com/pps", re.IGNORECASE
)
_TOKEN = re.compile(r"<!--|<(/?)([a-z][a-z0-9]*+)([^<>]*+)>", re.IGNORECASE)
_HIDDEN = {"<!--": "-->", "script": "</script", "style": "</style"}
_BLOCK_TAGS = "p div td th tr table tbody pre li ul ol h1 h2 h3 h4 blockquote form body html"
_BLOCKS = frozenset(_BLOCK_TAGS.split())
_MARKS = (
    ("para", re.compile(r"articleParagraph", re.IGNORECASE)),
    ("title", re.compile(r"""\bid\s*=\s*["']?hd\b|[a-z]Headline\b""")),
    ("author", re.compile(r"""\bclass\s*=\s*["']?author\b""")),
)
_BREAK = "\x01"
_FIELD_CODES = (
    "HD BY CR WC PD ET SN SC NGC GC ED PG VOL LA CY LP TD CT RF CO IN NS RE IPC IPD PUB AN SE CLM CX ART DLN"
)
_CODES = frozenset(_FIELD_CODES.split())
_CODE_LINE = re.compile(r"([A-Z]{2,3})(?:[\t\xa0]| {2,}|\Z)[\s\xa0]*(.*)\Z", re.DOTALL)
_HAS_CODES = re.compile(r"^[^\S\n]*(?:HD|SN|PD)(?:[\t\xa0]| {2,}|$)", re.MULTILINE)
_NUMBER = re.compile(r"(?:Documento?|Dokument)\s+[A-Za-z]{1,12}\d[A-Za-z0-9]{8,30}\Z")
_NUMBER_LINE = re.compile(
    r"^[^\S\n]*(?:AN[^\S\n]+)?(?:Documento?|Dokument)[^\S\n]+[A-Za-z]{1,12}\d[A-Za-z0-9]{8,30}[^\S\n]*$",
    re.MULTILINE,
)
_WORD = r"words?|W.{1,2}rter|Wort|mots?|woord(?:en)?|palabras?|palavras?|parol[ae]"
_WORDS = re.compile(rf"\d[\d.,'’\s\xa0]*(?:{_WORD})", re.IGNORECASE)
_WORDS_LINE = re.compile(rf"^[^\S\n]*\d[\d.,'’ \xa0]*(?:{_WORD})[^\S\n]*$", re.MULTILINE)
# In a language whose months are not known, too.
_DATE = re.compile(r"\d{1,2}\.?(?: de)? [^\W\d_]{3,12}\.?(?: de)? \d{4}")
_TIME = re.compile(r"\d{1,2}[:.]\d\d(?: ?[AP]M)?(?: (?:GMT|UTC))?", re.IGNORECASE)
_BY = re.compile(r"(?:by|von|par|por|door|di)\s", re.IGNORECASE)
_NAME = r"[^\W\d_a-zß-ÿ][\w.’'-]*(?: (?:(?:von|van|de|der|zu) )*[^\W\d_a-zß-ÿ][\w.’'-]*){1,3}"
_NAMES = re.compile(rf"{_NAME}(?:(?:, | and | und | et |; ){_NAME}){{0,3}}")
_TRIED = 20  # lines that may tell the number of words, before a text is taken for no download
_HEAD = 12  # lines of a head without codes
_XML_FIELDS = {
    "headline": "title",
    "byline": "byline",
    "sourcename": "source",
    "baselanguage": "language",
    "publicationdate": "published",
    "leadparagraph": "text",
    "tailparagraphs": "text",
}

Block = tuple[str, str]  # what its tag says that it is (or ""), its text


def looks_like_page(text: str) -> bool:
    """Whether a text, or its beginning, is a page of articles that was saved in Factiva."""
    return text.lstrip("\ufeff \t\r\n")[:1] == "<" and (_PAGE_TITLE.search(text) or _DIV.search(text)) is not None


def looks_like_xml(text: str) -> bool:
    """Whether a text, or its beginning, is Factiva's XML."""
    return text.lstrip("\ufeff \t\r\n\0")[:1] == "<" and _XML_MARK.search(text) is not None


def looks_like_text(text: str) -> bool:
    """Whether a text, or its beginning, is a list of articles with codes of fields or in Factiva's order."""
    for words in islice(_WORDS_LINE.finditer(text), _TRIED):
        after = [line.strip() for line in text[words.end() : words.end() + 1000].split("\n") if line.strip()]
        if after and day(after[0]) and any(RIGHTS.match(line) for line in after[1:_HEAD]):
            return True
    return _has_codes(text)


def page_articles(html: str) -> Iterator[Found]:
    """The articles of a page, one by one."""
    starts = list(_DIV.finditer(html))
    line, last = 1, 0
    for number, start in enumerate(starts):
        line += html.count("\n", last, start.start())
        last = start.start()
        end = starts[number + 1].start() if number + 1 < len(starts) else len(html)
        if end - start.start() > MAX_ARTICLE:
            yield line, TOO_LONG
            continue
        blocks = list(_html_blocks(html[start.start() : end]))
        article = _of_blocks(blocks)
        article.language = article.language or start[1].lower()
        yield line, article


def xml_articles(xml: str) -> Iterator[Found]:
    """The articles of a file in XML, one by one, so that one that is not well-formed spoils no other."""
    line, last, at = 1, 0, 0
    while (start := _XML_START.search(xml, at)) is not None:
        line += xml.count("\n", last, start.start())
        last = start.start()
        name = start[0][1:].split(None, 1)[0].rstrip(">")
        close = f"</{name}>"
        end = xml.find(close, start.end())
        at = len(xml) if end < 0 else end + len(close)
        if end < 0:
            yield line, "the file ends inside this article"
        elif at - last > MAX_ARTICLE:
            yield line, TOO_LONG
        else:
            yield line, _of_xml(xml[last:at])


def text_articles(text: str) -> Iterator[Found]:
    """The articles of a plain text, one by one; each ends with a line that has its number."""
    line, last, at = 1, 0, 0
    ends = [*(found.span() for found in _NUMBER_LINE.finditer(text)), (len(text), len(text))]
    for end, after in ends:
        begin = at + len(text[at:end]) - len(text[at:end].lstrip())
        chunk = text[begin:end]
        at = after
        if not chunk.strip() or (end == len(text) and not (_WORDS_LINE.search(chunk) or _has_codes(chunk))):
            continue
        line += text.count("\n", last, begin)
        last = begin
        if len(chunk) > MAX_ARTICLE:
            yield line, TOO_LONG
        else:
            yield line, _of_codes(chunk) if _has_codes(chunk) else _of_lines(chunk)


def _has_codes(text: str) -> bool:
    return {found[0].strip()[:2] for found in _HAS_CODES.finditer(text)} == {"HD", "SN", "PD"}


def _html_blocks(html: str) -> Iterator[Block]:
    """The text between the tags that begin or end a line; what is in bold or a link stays in its block."""
    parts: list[str] = []
    mark = ""
    for text, tag, attributes in _tags(html):
        parts.append(text)
        if tag == "br":
            parts.append(_BREAK)
        elif tag.lstrip("/") in _BLOCKS:
            if whole := _clean("".join(parts)):
                yield mark, whole
            parts.clear()
            mark = "para" if tag == "pre" else ""
        mark = next((name for name, found in _MARKS if found.search(attributes)), mark)


def _tags(html: str) -> Iterator[tuple[str, str, str]]:
    """The text before each tag, the tag's name (with a slash at an end), its attributes; the end is a block's.

    Comments, scripts and styles are left out; where one doesn't end, it is not taken for one.
    """
    last = at = 0
    hidden = dict(_HIDDEN)
    while (token := _TOKEN.search(html, at)) is not None:
        at = token.end()
        name = (token[2] or token[0]).lower()
        if name in hidden and not token[1]:
            end = html.find(hidden[name], at)
            if end >= 0:
                yield html[last : token.start()], "", ""
                last = at = end + len("-->") if name == "<!--" else end
            else:
                del hidden[name]
            continue
        yield html[last : token.start()], (token[1] or "") + name, "" if token[1] else token[3] or ""
        last = at
    yield html[last:], "/html", ""


def _clean(text: str) -> str:
    lines = unescape(text).split(_BREAK)
    return "\n".join(one_line(line) for line in lines).strip()


def _of_blocks(blocks: list[Block]) -> PressArticle:
    codes = {text for mark, text in blocks if mark != "para" and text in _CODES}
    if codes & {"HD", "SN", "LP", "TD"}:
        return _of_fields(_by_code(blocks))
    article = PressArticle()
    first = next((i for i, (mark, _) in enumerate(blocks) if mark == "para"), len(blocks))
    head = [block for block in blocks[:first] if not _NUMBER.fullmatch(block[1])]
    article.title = " ".join(text for mark, text in head if mark == "title")
    article.byline = " ".join(text for mark, text in head if mark == "author")
    plain = [text for mark, text in head if not mark]
    if (
        not article.byline
        and len(plain) > 1
        and _WORDS.fullmatch(plain[1])
        and _is_byline(plain[0], article.title)
    ):
        article.byline = plain[0]
    _take_order(plain, article)
    article.text = "\n\n".join(text for mark, text in blocks[first:] if mark == "para")
    return article


def _by_code(blocks: list[Block]) -> dict[str, list[str]]:
    fields: dict[str, list[str]] = {}
    current: list[str] = []
    for mark, text in blocks:
        if mark != "para" and text in _CODES and text not in fields:
            current = fields[text] = []
        else:
            current.append(text)
    return fields


def _of_fields(fields: dict[str, list[str]]) -> PressArticle:
    def value(code: str) -> str:
        return one_line(" ".join(fields.get(code, [])))

    time = value("ET")
    return PressArticle(
        text="\n\n".join((*fields.get("LP", []), *fields.get("TD", []))),
        title=value("HD"),
        source=value("SN"),
        byline=value("BY"),
        published=_moment(value("PD"), time),
        language=language(value("LA")),
    )


def _moment(date: str, time: str) -> str:
    """The date, with the time if it is one."""
    whole = day(f"{date} {time.replace('.', ':')}") if _TIME.fullmatch(time) else ""
    return whole or day(date) or date


def _take_order(lines: list[str], article: PressArticle) -> bool:
    """Takes the fields of a head without codes, from the number of words on; False if that is not there."""
    words = next((i for i, line in enumerate(lines) if _WORDS.fullmatch(line)), None)
    after = lines if words is None else lines[words + 1 :]
    dated = next((i for i, line in enumerate(after) if day(line) or _DATE.fullmatch(line)), None)
    if dated is None:
        return words is not None
    rest = after[dated + 1 :]
    time = rest.pop(0) if rest and _TIME.fullmatch(rest[0]) else ""
    article.published = _moment(after[dated], time)
    if rest and not RIGHTS.match(rest[0]):
        article.source = rest[0]
    article.language = next((language(line) for line in rest[1:] if is_language(line)), "")
    return words is not None


def _of_xml(xml: str) -> PressArticle | str:
    from xml.parsers import expat

    values: dict[str, list[list[str]]] = {}
    path: list[str] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        path.append(tag.rpartition(":")[2].lower())
        field = _XML_FIELDS.get(path[1]) if len(path) > 1 else None
        if field is not None and (len(path) == 2 or path[-1] in ("paragraph", "para", "datetime", "date")):
            values.setdefault(field, []).append([attributes.get("value", "")])

    def data(text: str) -> None:
        field = _XML_FIELDS.get(path[1]) if len(path) > 1 else None
        if field is not None:
            values[field][-1].append(text)

    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = lambda _tag: path.pop()
    parser.CharacterDataHandler = data
    try:
        parser.Parse(xml.encode(errors="replace"), True)
    except expat.ExpatError as error:
        return f"its XML is damaged: {expat.errors.messages.get(error.code)}"
    texts = {field: map("".join, pieces) for field, pieces in values.items()}
    lines = {field: [clean for text in found if (clean := one_line(text))] for field, found in texts.items()}
    return PressArticle(
        text="\n\n".join(lines.get("text", [])),
        title=" ".join(lines.get("title", [])),
        source=" ".join(lines.get("source", [])),
        byline=" ".join(lines.get("byline", [])),
        published=next((found for text in lines.get("published", []) if (found := _xml_day(text))), ""),
        language=language(" ".join(lines.get("language", []))),
    )


def _xml_day(text: str) -> str:
    from annotator.formats.dates import iso_date

    return iso_date(text)


def _of_codes(chunk: str) -> PressArticle:
    fields: dict[str, list[str]] = {}
    current: list[str] = []
    for line in chunk.split("\n"):
        written = line.strip(" \r")
        found = _CODE_LINE.match(written)
        if found is not None and found[1] in _CODES and found[1] not in fields:
            current = fields[found[1]] = []
            written = found[2]
        if written.strip():
            current.append(written.strip())
    return _of_fields(fields)


def _of_lines(chunk: str) -> PressArticle | str:
    article = PressArticle()
    lines = list(_lines(chunk))
    words = next((i for i, (_, line) in enumerate(lines) if _WORDS.fullmatch(line)), None)
    if words is None:
        return "it has no number of words, which begins what is said of it"
    named = [line for _, line in lines[:words]]
    if len(named) > 1 and _is_byline(named[-1], named[-2]):
        article.byline = named.pop()
    article.title = named[-1] if named else ""
    head = lines[words : words + _HEAD]
    rights = next((i for i, (_, line) in enumerate(head) if RIGHTS.match(line)), None)
    if rights is None:
        rights = next((i for i, (_, line) in enumerate(head) if is_language(line)), 1)
    _take_order([line for _, line in head[: rights + 1]], article)
    article.text = chunk[head[min(rights, len(head) - 1)][0] :].strip()
    return article


def _is_byline(line: str, before: str) -> bool:
    """Whether the last line before the number of words is the author's, not a headline below a section's name."""
    if _BY.match(line):
        return True
    return len(line.split()) < len(before.split()) and _NAMES.fullmatch(line) is not None


def _lines(chunk: str) -> Iterator[tuple[int, str]]:
    """The lines that aren't empty, each with the place where it ends."""
    at = 0
    for line in chunk.split("\n"):
        at += len(line) + 1
        if line.strip():
            yield at, line.strip()
