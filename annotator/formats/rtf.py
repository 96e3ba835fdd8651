"""Rich Text Format: its paragraphs as they would be printed now, and who made them.

Source: Rich Text Format Specification 1.9.1 (Microsoft, 2008). striprtf, the one library that is kept, knows
neither properties nor tracked changes, and puts the addresses of links into the text.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field, replace

MAX_DEPTH = 1000

_TOKEN = re.compile(
    r"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|[\r\n]+|([^\\{}\r\n]+)|\\"
)
_CHARSETS = {
    77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gbk", 136: "big5", 161: "cp1253",
    162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874",
    238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip
_CODE_PAGES = {
    10000: "mac_roman",
    932: "cp932",
    936: "gbk",
    949: "cp949",
    950: "big5",
    1361: "johab",
    65001: "utf-8",
}
_CHARACTERS = {
    "line": "\n", "softline": "\n", "lbr": "\n", "tab": "\t", "emdash": "—", "endash": "–", "emspace": "\u2003",
    "enspace": "\u2002", "qmspace": "\u2005", "bullet": "•", "lquote": "‘", "rquote": "’", "ldblquote": "“",
    "rdblquote": "”", "zwj": "\u200d", "zwnj": "\u200c",
}  # fmt: skip
_SYMBOLS = {"~": "\u00a0", "_": "\u2011", "{": "{", "}": "}", "\\": "\\", "\t": "\t"}
_UNSEEN = frozenset((
    "fonttbl", "colortbl", "stylesheet", "listtable", "listoverridetable", "revtbl", "rsidtbl", "pict",
    "object", "objdata", "header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr",
    "footerf", "footnote", "annotation", "atnid", "atnauthor", "fldinst", "xe", "tc", "rxe", "txe",
    "pntext", "listtext", "nonesttables", "themedata", "datastore", "latentstyles", "xmlnstbl", "generator",
    "filetbl", "shp", "do", "shpinst", "ud",
))  # fmt: skip
# Characters: a cell with more, or a paragraph of several in it, lays out an article rather than a table.
_LONG_CELL = 400
_LONG_PARAGRAPH = 120


@dataclass(slots=True)
class RtfDocument:
    """``text`` has paragraphs apart by an empty line, rows of tables by a line end."""

    text: str = ""
    title: str = ""
    author: str = ""


@dataclass(slots=True)
class _State:
    """What a group inherits and gives back at its end."""

    place: str = "text"  # or title, author, fonttbl; "" where nothing is shown
    encoding: str = "cp1252"
    fallback: int = 1  # characters after \u that stand for it in programs that know no Unicode
    hidden: bool = False
    deleted: bool = False


def read_rtf(data: bytes) -> RtfDocument:
    """The document in a file's bytes. Raises ValueError with a sentence.

    Tracked changes are taken as accepted; notes, headers, footers, comments and hidden text are left out.
    """
    if not data.lstrip().startswith(b"{\\rtf"):
        raise ValueError("the file is no RTF document")
    parser = _Parser(data.decode("latin-1"))
    parser.run()
    return parser.document()


@dataclass(slots=True)
class _Parser:
    source: str
    state: _State = field(default_factory=_State)
    stack: list[_State] = field(default_factory=list)
    fonts: dict[int, str] = field(default_factory=dict)
    font: int = -1
    default_font: int = -1
    code_page: str = "cp1252"
    skip: int = 0  # characters to come that only repeat a \u
    star: bool = False
    pending: bytearray = field(default_factory=bytearray)
    parts: list[str] = field(default_factory=list)
    known: dict[str, list[str]] = field(default_factory=lambda: {"title": [], "author": []})
    paragraphs: list[tuple[str, bool]] = field(default_factory=list)  # text, whether it is the row of a table
    cells: list[str] = field(default_factory=list)
    in_table: bool = False

    def run(self) -> None:
        at = 0
        while at < len(self.source):
            token = _TOKEN.match(self.source, at)
            if token is None:
                break
            at = token.end()
            word, number, code, symbol, brace, text = token.groups()
            if text is not None:
                self._bytes(text.replace("\0", ""))
            elif code is not None:
                self._bytes(chr(int(code, 16)))
            elif word == "bin":
                at += max(0, int(number or 0))
            elif word is not None:
                self._word(word, None if number is None else int(number))
            elif symbol is not None:
                self._symbol(symbol)
            elif brace == "{":
                self._flush()
                if len(self.stack) >= MAX_DEPTH:
                    raise ValueError(f"more than {MAX_DEPTH} groups are nested in it")
                self.stack.append(self.state)
                self.state = replace(self.state)
                self.skip, self.star = 0, False
            elif brace == "}":
                self._flush()
                self.skip, self.star = 0, False
                if not self.stack:
                    break
                self.state = self.stack.pop()
                if not self.stack:
                    break  # what follows the document is none of it
        self._flush()
        if self.stack:
            raise ValueError("the file is cut off: its groups are not closed")
        self._end_paragraph()

    def document(self) -> RtfDocument:
        parts: list[str] = []
        was_row = False
        for text, is_row in self.paragraphs:
            if parts:
                parts.append("\n" if is_row and was_row else "\n\n")
            parts.append(text)
            was_row = is_row
        return RtfDocument(
            "".join(parts), *(_whole("".join(self.known[name])).strip() for name in ("title", "author"))
        )

    def _bytes(self, text: str) -> None:
        if self.skip:
            skipped = min(self.skip, len(text))
            self.skip -= skipped
            text = text[skipped:]
        self.star = False
        if self.state.place in ("text", "title", "author"):
            self.pending += text.encode("latin-1")

    def _symbol(self, symbol: str) -> None:
        if symbol == "*":
            self.star = True
        elif symbol in "\r\n":
            self._word("par", None)
        elif symbol in _SYMBOLS:
            self._add(_SYMBOLS[symbol])

    def _word(self, word: str, number: int | None) -> None:
        state = self.state
        star, self.star = self.star, False
        if word == "u":
            self._flush()
            self._add(chr((number or 0) % 0x10000))
            self.skip = state.fallback
            return
        if self.skip:
            self.skip -= 1
            return
        self._flush()
        if word in _CHARACTERS:
            self._add(_CHARACTERS[word])
        elif word == "info":
            state.place = "info"
        elif word in ("title", "author") and state.place == "info":
            state.place = word
        elif word == "fonttbl":
            state.place = "fonttbl"
        elif word in _UNSEEN or (star and state.place == "text"):
            state.place = ""
        elif word in ("f", "fcharset", "deff", "ansicpg", "mac", "pc", "pca", "uc", "plain", "v", "deleted"):
            self._format(word, number)
        elif state.place == "text":
            self._layout(word)

    def _format(self, word: str, number: int | None) -> None:
        state = self.state
        value = 0 if number is None else number
        match word:
            case "f" if state.place == "fonttbl":
                self.font = value
            case "f":
                state.encoding = self.fonts.get(value, self.code_page)
            case "fcharset":
                self.fonts[self.font] = _CHARSETS.get(value, self.code_page)
            case "deff":
                self.default_font = value
            case "ansicpg":
                self.code_page = state.encoding = _known(_CODE_PAGES.get(value, f"cp{value}"))
            case "mac" | "pc" | "pca":
                self.code_page = state.encoding = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}[word]
            case "uc":
                state.fallback = max(0, value)
            case "plain":
                state.hidden = state.deleted = False
                state.encoding = self.fonts.get(self.default_font, self.code_page)
            case "v":
                state.hidden = number != 0
            case "deleted":
                state.deleted = number != 0

    def _layout(self, word: str) -> None:
        if word == "pard":
            self.in_table = False
        elif word == "intbl":
            self.in_table = True
        elif word in ("cell", "nestcell"):
            self.cells.append("".join(self.parts))
            self.parts.clear()
        elif word in ("row", "nestrow"):
            self._end_row()
        elif word in ("par", "sect", "page", "column"):
            # A mark that is deleted joins its paragraph to the next.
            if self.state.deleted:
                return
            if self.in_table and word == "par":
                self.parts.append("\n")
            else:
                self._end_paragraph()

    def _end_paragraph(self) -> None:
        if self.cells:
            self._end_row()
        text = _whole("".join(self.parts))
        self.parts.clear()
        if text.strip():
            self.paragraphs.append((text.strip("\n"), False))

    def _end_row(self) -> None:
        cells, self.cells = [_whole(cell) for cell in self.cells], []
        if any(map(_is_prose, cells)) or sum(map(bool, cells)) == 1:
            lines = [line for cell in cells for line in cell.split("\n")]
            self.paragraphs += [(line, False) for line in lines if line.strip()]
            return
        row = "\t".join(" ".join(cell.split()) for cell in cells).rstrip()
        if row:
            self.paragraphs.append((row, True))

    def _add(self, text: str) -> None:
        state = self.state
        self._flush()
        if state.place == "text" and not state.hidden and not state.deleted:
            self.parts.append(text)
        elif state.place in self.known:
            self.known[state.place].append(text)

    def _flush(self) -> None:
        """Bytes are kept until something else comes, as two may be one character."""
        if self.pending:
            text = self.pending.decode(self.state.encoding, "replace")
            self.pending.clear()
            self._add(text)


def _is_prose(cell: str) -> bool:
    lines = cell.strip().split("\n")
    return len(lines) > 1 and (len(cell) > _LONG_CELL or max(map(len, lines)) > _LONG_PARAGRAPH)


def _known(encoding: str) -> str:
    try:
        return codecs.lookup(encoding).name
    except LookupError:
        return "cp1252"


def _whole(text: str) -> str:
    """Halves of characters beyond U+FFFF, which RTF writes apart, put together."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
