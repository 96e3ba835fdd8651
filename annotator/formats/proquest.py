"""Articles that ProQuest delivers, as text or as a page: fields with labels, ``Full text`` among them.

Empty lines part the fields. In a text a line of underscores parts the articles, in a page an anchor ``DocID_…``
begins each.

Sources: the R package tm.plugin.proquest with its samples, and what scripts for ProQuest's files take for granted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotator.formats.markup import cell_text
from annotator.formats.press import MAX_ARTICLE, TOO_LONG, Found, PressArticle, day, language, one_line
from annotator.formats.proquest_labels import NAMES, pattern

_LINE = re.compile(r"^[^\S\n]*_{40,}[^\S\n]*$", re.MULTILINE)
_OF = re.compile(r"^[^\S\n]*(?:Document|Dokument|Documento) \d+ (?:of|von|de|di) \d+[^\S\n]*$", re.MULTILINE)
_ANCHOR = re.compile(r"""<a\b[^<>]{0,100}\bname\s*=\s*["']?DocID_""", re.IGNORECASE)
_FIELD = r"^[^\S\n]*(?i:%s)[ \xa0]?:(?=\s|\Z)"
_PLAIN = re.compile(rf"(?i:{pattern('full text')})[ \xa0]?:")
_TEXT = re.compile(_FIELD % pattern("full text"), re.MULTILINE)
_SURE = re.compile(_FIELD % pattern("proquest document id", "publication info", "publication title"), re.MULTILINE)
_LABEL = re.compile(
    r"((?=[^\W_a-zß-ÿ])[^\W\d_]+(?:[ \xa0](?:/[ \xa0])?[^\W\d_]+|[/-][^\W\d_]+){0,5})[ \xa0]?:(?:[ \xa0]|\Z|\n)"
)
_KNOWN = frozenset(NAMES.values())
_ENGLISH = _KNOWN | {"publication"}
_ACCOUNT = re.compile(r"\?accountid=\w+\Z")
_NOBODY = ("anonymous", "anon", "anonym", "anonyme", "anónimo", "anonimo", "anônimo", "")
_BESIDE = frozenset(("title", "head"))


def looks_like_proquest(text: str) -> bool:
    """Whether a text, or its beginning, has such fields with articles apart by lines."""
    return _TEXT.search(text) is not None and _SURE.search(text) is not None and bool(_parting(text).search(text))


def looks_like_page(text: str) -> bool:
    """Whether a text, or its beginning, is such a page."""
    return _ANCHOR.search(text) is not None and (_PLAIN.search(text) is not None or "ProQuest" in text)


def proquest_articles(text: str) -> Iterator[Found]:
    """The articles of a text, one by one."""
    starts = [found.end() for found in _parting(text).finditer(text)]
    line, last = 1, 0
    for start, end in zip([0, *starts], [*starts, len(text)], strict=True):
        chunk = _OF.sub("", _LINE.sub("", text[start:end]))
        begin = start + len(text[start:end]) - len(text[start:end].lstrip())
        line += text.count("\n", last, begin)
        last = begin
        if len(chunk) > MAX_ARTICLE:
            yield line, TOO_LONG
        elif _SURE.search(chunk):
            yield line, _of_blocks(_blocks(chunk))


def page_articles(html: str) -> Iterator[Found]:
    """The articles of a page, one by one."""
    starts = [found.start() for found in _ANCHOR.finditer(html)]
    line, last = 1, 0
    for start, end in zip(starts, [*starts[1:], len(html)], strict=True):
        line += html.count("\n", last, start)
        last = start
        if end - start > MAX_ARTICLE:
            yield line, TOO_LONG
        else:
            yield line, _of_blocks(_blocks(cell_text(html[start:end], _BESIDE)))


def _parting(text: str) -> re.Pattern[str]:
    """What parts the articles: documents and pages that were printed have no lines of underscores."""
    return _LINE if _LINE.search(text) else _OF


def _blocks(text: str) -> list[str]:
    """What stands together, empty lines apart."""
    return [block.strip() for block in re.split(r"\n[^\S\n]*\n", text) if block.strip()]


def _label(block: str, english: bool = False) -> str:
    """What a block is called, in English where that is known, else as it stands there.

    Where the download is in English, other words are no labels: an article may end with "Verlag: Kestrel".
    """
    found = _LABEL.match(block)
    if found is None:
        return ""
    label = " ".join(found[1].lower().split())
    return label if english and label not in _ENGLISH else NAMES.get(label, label)


def _of_blocks(blocks: list[str]) -> PressArticle | str:
    begin = next((i for i, block in enumerate(blocks) if _label(block) == "full text"), None)
    if begin is None:
        return "it has no full text"
    labels = [_label(block, blocks[begin].lower().startswith("full")) for block in blocks]
    end = len(blocks)
    while end > begin + 1 and labels[end - 1]:
        end -= 1
    # What only looks like a field at the end of an article is its text.
    while end < len(blocks) and labels[end] not in _KNOWN:
        end += 1
    fields: dict[str, str] = {}
    for place in (*range(begin), *range(end, len(blocks))):
        fields.setdefault(labels[place], blocks[place].partition(":")[2].strip())
    fields.pop("", None)
    author = fields.get("author") or fields.get("credit", "").partition(";")[0]
    return PressArticle(
        text="\n\n".join([blocks[begin].partition(":")[2].strip(), *blocks[begin + 1 : end]]).strip(),
        title=fields.get("title") or ("" if labels[0] in _KNOWN else one_line(blocks[0])),
        source=_source(fields),
        byline="" if author.lower() in _NOBODY else author,
        published=_published(fields),
        language=language(fields.get("language of publication", "")),
        url=_ACCOUNT.sub("", one_line(fields.get("document url", ""))),
    )


def _source(fields: dict[str, str]) -> str:
    """The name without the place: ``The Sund Times; Sund``."""
    return (fields.get("publication title") or fields.get("publication info", "")).partition(";")[0].strip()


def _published(fields: dict[str, str]) -> str:
    from annotator.formats.zones.dates import find_date

    written = one_line(fields.get("publication date", ""))
    return (
        day(written)
        or find_date(fields.get("publication info", ""))
        or written
        or fields.get("publication year", "")
    )
