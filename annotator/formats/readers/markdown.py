"""Markdown (.md): one file is one article, its metadata in front of it if there are any."""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Callable, Iterator, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING, BinaryIO

from annotator.core.codebook import Codebook
from annotator.core.models import Draft, Refusal
from annotator.core.offsets import clean_text
from annotator.formats.encoding import decode
from annotator.formats.mapping import Mapping, find_columns
from annotator.formats.markup import cell_text
from annotator.formats.record import parse_record

if TYPE_CHECKING:
    from markdown_it.token import Token

MAX_BYTES = 4 << 20
"""Longest file that is read: what some short texts nest takes long to parse, and no article is longer."""

_YAML = re.compile(r"---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_TOML = re.compile(r"\+\+\+[ \t]*\n(.*?)^\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_PAIR = re.compile(r"(\s*)(?:-\s+)?([^\W\d][\w.-]*(?: [\w.-]+)*)\s*:(?:\s+(.*))?\Z")
_COMMENT = re.compile(r"(?<!\s)\s+#.*\Z")
_ENTRY = re.compile(r""""(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^,]+""")
_DOUBLE = re.compile(r'"((?:[^"\\]|\\.)*)"\s*(?:#.*)?\Z')
_SINGLE = re.compile(r"'((?:[^']|'')*)'\s*(?:#.*)?\Z")
_ESCAPED = re.compile(r"\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_ESCAPES = {"n": "\n", "t": "\t", "_": "\xa0"}
_BLOCK = re.compile(r"[|>][0-9+-]{0,2}\Z")
_WIKI_LINK = re.compile(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]")  # as Obsidian's clipper names authors
_ADDRESS = re.compile(r"https?://\S+")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


class MarkdownReader:
    """Reads the text as it would be shown: links by their words, no markup, no HTML."""

    name = "markdown"
    suffixes: tuple[str, ...] = (".md", ".markdown", ".mdown", ".mkd")
    binary = False

    def accepts(self, path: PurePath, head: bytes) -> bool:
        """By the name: any plain text is Markdown, too."""
        return path.suffix.lower() in self.suffixes

    def read(
        self, stream: BinaryIO, file: str, codebook: Codebook, on_bytes: Callable[[int], None] | None = None
    ) -> Iterator[Draft | Refusal]:
        """One draft, paragraphs apart by an empty line, or one refusal."""
        data = stream.read(MAX_BYTES + 1)
        if on_bytes is not None:
            on_bytes(len(data))
        try:
            if len(data) > MAX_BYTES:
                raise ValueError(f"the file is longer than {MAX_BYTES >> 20} MiB")
            draft = _draft(decode(data)[0], codebook, PurePath(file).name)
        except ValueError as error:
            yield Refusal(file, None, str(error))
        else:
            yield draft


def _draft(source: str, codebook: Codebook, file: str) -> Draft:
    # 25 ms to import.
    from markdown_it import MarkdownIt

    from annotator.formats.bylines import split_authors
    from annotator.formats.dates import iso_date
    from annotator.formats.zones.drafts import mark_document

    source = clean_text(source)
    known, start = _front_matter(source)
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(source[start:])
    paragraphs = list(_paragraphs(tokens))
    names = [name for value in known.get("authors", []) for name in split_authors(value)]
    single = {name: values[0] for name, values in known.items() if values}
    if _ADDRESS.fullmatch(single.get("source", "")):
        single.setdefault("url", single.pop("source"))
    title = " ".join((single.get("title") or _heading(paragraphs)).split())
    draft = parse_record(
        {
            "id": single.get("id"),
            "text": "\n\n".join(text for text, _ in paragraphs),
            "title": title,
            "meta": {
                "authors": names,
                "published": iso_date(single.get("published", "")) or None,
                **{name: single.get(name) for name in ("source", "url", "lang")},
            },
        },
        codebook,
        file,
    )
    return mark_document(draft, bool(title), ())


def _heading(paragraphs: Sequence[tuple[str, int]]) -> str:
    """The first of the highest headings, if any is of the first or second level."""
    return next((text for wanted in (1, 2) for text, level in paragraphs if level == wanted), "")


def _paragraphs(tokens: Sequence[Token]) -> Iterator[tuple[str, int]]:
    """Each block's text, and its level if it is a heading, else 0. The rows of a table are lines of one block."""
    level = 0
    rows: list[list[str]] = []
    in_table = False
    for token in tokens:
        match token.type:
            case "heading_open":
                level = int(token.tag[1:])
            case "paragraph_open":
                level = 0
            case "table_open":
                rows, in_table = [], True
            case "tr_open":
                rows.append([])
            case "table_close":
                in_table = False
                yield "\n".join("\t".join(row).rstrip() for row in rows), 0
            case "inline" if in_table:
                rows[-1].append(" ".join(_inline(token).split()))
            case "inline" if text := _inline(token).strip("\n"):
                yield text, level
            case "fence" | "code_block" if token.content.strip():
                yield token.content.strip("\n"), 0
            case "html_block" if text := cell_text(token.content).strip():
                yield text, 0


def _inline(token: Token) -> str:
    """The words; pictures are left out."""
    parts: list[str] = []
    for child in token.children or ():
        match child.type:
            case "text" | "code_inline":
                parts.append(child.content)
            case "softbreak":
                parts.append(" ")
            case "hardbreak":
                parts.append("\n")
            case "html_inline" if _BREAK.match(child.content):
                parts.append("\n")
    return "".join(parts)


def _front_matter(source: str) -> tuple[dict[str, list[str]], int]:
    """Field → values from the metadata in front of the text, and where the text begins."""
    for form, read in ((_YAML, _yaml), (_TOML, _toml)):
        found = form.match(source)
        if found and (pairs := read(found[1])):
            # Columns need one for the text, which is none of these.
            columns = find_columns([*pairs, "text"], Mapping({"text": "text"}))
            keys = list(pairs)
            return {name: pairs[keys[at]] for name, at in columns.items() if at < len(keys)}, found.end()
    return {}, 0


def _toml(block: str) -> dict[str, list[str]]:
    try:
        values = tomllib.loads(block)
    except tomllib.TOMLDecodeError:
        return {}
    return {
        key: [str(v) for v in (value if isinstance(value, list) else [value])] for key, value in values.items()
    }


def _yaml(block: str) -> dict[str, list[str]]:
    """The pairs that such a block usually has: values on a line or several, lists in brackets or a line each."""
    pairs: dict[str, tuple[str, list[str]]] = {}
    more: list[str] = []
    for line in block.split("\n"):
        pair = None if line.startswith((" ", "\t", "-")) else _PAIR.match(_without_comment(line))
        if pair:
            more = []
            pairs[pair[2]] = (pair[3] or "").strip(), more
        elif line.strip():
            more.append(line)
    return {key: _yaml_pair(first, more) for key, (first, more) in pairs.items()}


def _yaml_pair(first: str, more: list[str]) -> list[str]:
    """The values that stand behind a key and on the lines after it."""
    if _BLOCK.match(first):
        return _yaml_values(" ".join(line.strip() for line in more))
    lines = [_without_comment(line) for line in more]
    if first:
        return _yaml_values(" ".join([first, *(line.strip() for line in lines if line[:1] in (" ", "\t"))]))
    values: list[str] = []
    for line in lines:
        # An author may be given as several lines: "- name: Ilse Wendt", "  email: …".
        nested = _PAIR.match(line)
        if nested is None:
            values += _yaml_values(line.strip().removeprefix("-").strip())
        elif nested[2].lower() == "name":
            values += _yaml_values(nested[3] or "")
    return values


def _without_comment(line: str) -> str:
    return line if '"' in line or "'" in line else _COMMENT.sub("", line)


def _yaml_values(written: str) -> list[str]:
    written = _WIKI_LINK.sub(r"\1", written).strip()
    inner = written[1:-1] if written.startswith("[") and written.endswith("]") else ""
    values = map(_unquoted, _ENTRY.findall(inner) if inner else [written])
    return [value for value in values if value and value not in ("null", "~")]


def _unquoted(written: str) -> str:
    """What a value means; a comment may follow one in quotation marks."""
    written = written.strip()
    if (double := _DOUBLE.match(written)) is not None:
        text = _ESCAPED.sub(_unescaped, double[1])
        # An emoji may be written as two halves.
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").strip()
    single = _SINGLE.match(written)
    return written if single is None else single[1].replace("''", "'").strip()


def _unescaped(found: re.Match[str]) -> str:
    code = found[1] or found[2] or found[3]
    if code is None:
        return _ESCAPES.get(found[4], found[4])
    return chr(int(code, 16)) if int(code, 16) <= sys.maxunicode else "\ufffd"
