"""Words with tags, one a line: CoNLL-2003, IOB1, IOB2, BIOES and BILOU, and GermEval 2014 with its two layers.

Source: conll.cnts.ua.ac.be/conll2003/ner (columns separated by blanks or tabs, the last one the tag, an empty line
after each sentence, ``-DOCSTART-`` before each document) and GermEval 2014 (number, word, outer and inner tag, a
line with ``#`` before each sentence). The words' text is put together again with the usual spaces, a sentence a
line, since the format has lost it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from annotator.core.codebook import Codebook
from annotator.core.models import Draft
from annotator.formats.foreign import ForeignArticle
from annotator.formats.values import shorten

TOOL = "conll"
_START = "-DOCSTART-"
_TAG = re.compile(r"(?:O|[BIESLUM]-\S.*)\Z")
_COMMENT = re.compile(r"#\s*\w[\w .:]*=")
_DOCUMENT_NAME = re.compile(r"#\s*newdoc(?:\s+id)?\s*=\s*(\S.*)")
_BEGINS, _ENDS = "BSU", "ESL"
_COLUMNS = re.compile(r"#\s*global\.columns\s*=\s*FORM\s+(\S.*)")
_HEAD_LINES = 30
_LEAST_LINES = 3

_NO_SPACE_BEFORE = set(",.;:!?)]}%…") | {
    "...",
    "..",
    "''",
    "”",
    "’",
    "n't",
    "N'T",
    "n’t",
    "-RRB-",
    "-RSB-",
    "-RCB-",
}
_NO_SPACE_BEFORE |= {
    a + s for a in "'’" for s in ("s", "S", "re", "ve", "ll", "d", "m", "RE", "VE", "LL", "D", "M")
}
_NO_SPACE_AFTER = set("([{„‚¿¡$£") | {"``", "‘", "-LRB-", "-LSB-", "-LCB-"}
# Which mark closes a quotation that another one opened: “ closes in German and opens in English.
_CLOSED_BY = {"„": '“”"', "“": "”", "«": "»", "»": "«", '"': '"', "'": "'", "‚": "‘’", "‹": "›", "›": "‹"}


class LineError(ValueError):
    """What is wrong with a line; ``line`` counts from the document's first one, 0."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line


@dataclass(slots=True)
class _Sentence:
    words: list[str]
    layers: list[list[str]]


def looks_like_conll(head: bytes, whole: bool) -> bool:
    """Whether a file that begins like this has a word and its tag on each line, or documents of such lines.

    ``whole`` says that the head is all of the file.
    """
    lines = head.removeprefix(b"\xef\xbb\xbf").decode("latin-1").split("\n", _HEAD_LINES)
    lines = lines[:_HEAD_LINES] if len(lines) > _HEAD_LINES or whole else lines[:-1]
    rows = [_cells(line) for line in lines if not _is_between(line)]
    return len(rows) >= _LEAST_LINES and len({len(row) for row in rows}) == 1 and all(map(_is_tagged, rows))


def columns_named(text: str) -> int:
    """How many columns of tags lines like ``# global.columns = FORM ACTOR QUOTE`` name; 0 where there is none."""
    found = _COLUMNS.search(text) if "global.columns" in text else None
    return len(found[1].split()) if found else 0


def has_words(text: str) -> bool:
    """Whether a document has more than comments."""
    return not all(map(_is_between, text.split("\n")))


def conll_draft(text: str, codebook: Codebook, file: str, layers: int = 0) -> Draft:
    """The draft of one document's lines; raises LineError, or ValueError about all of it, with one sentence.

    ``layers`` is how many of the last columns are tags, where the file names its columns; 0: those that the format
    has.
    """
    article_text: list[str] = []
    spans: list[tuple[str, int, int]] = []
    length = 0
    for sentence in _sentences(text, layers):
        joined, places = detokenised(sentence.words)
        for tags in sentence.layers:
            spans += [(label, length + places[a][0], length + places[b][1]) for label, a, b in _spans(tags)]
        article_text.append(joined)
        length += len(joined) + 1
    found = _DOCUMENT_NAME.search(text) if "newdoc" in text else None
    name = found[1].strip() if found else None
    article = ForeignArticle(codebook, TOOL, "\n".join(article_text), {"id": name})
    for label, start, end in sorted(spans, key=lambda s: (s[1], -s[2])):
        article.span(label, start, end)
    return article.draft(file)


def detokenised(words: Sequence[str]) -> tuple[str, list[tuple[int, int]]]:
    """The words as a sentence with the usual spaces, and each one's place in it."""
    parts: list[str] = []
    places: list[tuple[int, int]] = []
    length = 0
    opened: list[str] = []
    glued = True  # nothing stands between the last word and the next one
    for index, word in enumerate(words):
        opens, closes = _quotation(word, opened, words, index)
        if not (glued or closes or (word in _NO_SPACE_BEFORE and not opens)):
            parts.append(" ")
            length += 1
        places.append((length, length + len(word)))
        parts.append(word)
        length += len(word)
        glued = opens or (word in _NO_SPACE_AFTER and not closes)
    return "".join(parts), places


def _quotation(word: str, opened: list[str], words: Sequence[str], index: int) -> tuple[bool, bool]:
    """Whether the word is a mark that opens a quotation, and whether one that closes it."""
    if opened and word in _CLOSED_BY[opened[-1]]:
        opened.pop()
        return False, True
    if word not in _CLOSED_BY:
        return False, False
    if word == "'" and "'" not in words[index + 1 :]:
        return False, True  # the apostrophe of "the workers' strike"
    opened.append(word)
    return True, False


def _sentences(text: str, layers: int) -> list[_Sentence]:
    """The words and tags of each sentence; raises LineError."""
    sentences: list[list[list[str]]] = [[]]
    columns = 0
    for number, line in enumerate(text.split("\n")):
        if _is_between(line):
            if sentences[-1]:
                sentences.append([])
            continue
        cells = _cells(line)
        columns = columns or len(cells)
        if len(cells) != columns:
            raise LineError(number, f"it has {len(cells)} columns, the lines before have {columns}")
        if not _is_tagged(cells):
            reason = f"{shorten(cells[-1])} is no tag such as O or B-ACTOR" if cells[1:] else "its word has no tag"
            raise LineError(number, reason)
        sentences[-1].append(cells)
    sentences = [rows for rows in sentences if rows]
    if layers:
        word, first = 0, -layers
    else:
        word, first = (1, 2) if _is_germeval(sentences) else (0, -1)
    return [
        _Sentence([row[word] for row in rows], [[row[i] for row in rows] for i in range(first % columns, columns)])
        for rows in sentences
    ]


def _is_between(line: str) -> bool:
    """Whether the line is not a word's: empty, the start of a document, or a comment."""
    if not line.strip() or line.startswith(_START):
        return True
    if not line.startswith("#"):
        return False
    # With tabs a token may begin with #; without, a comment may end in what looks like a tag.
    return ("\t" not in line and _COMMENT.match(line) is not None) or not _is_tagged(_cells(line))


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip(" \r").split("\t")] if "\t" in line else line.split()


def _is_tagged(cells: Sequence[str]) -> bool:
    return len(cells) > 1 and all(cells) and _TAG.match(cells[-1]) is not None


def _is_germeval(sentences: Sequence[Sequence[Sequence[str]]]) -> bool:
    """Whether the first column counts the words and the last two are tags, in every sentence."""
    return all(
        len(row) == 4 and row[0] == str(number) and _TAG.match(row[2])
        for rows in sentences
        for number, row in enumerate(rows, 1)
    )


def _spans(tags: Sequence[str]) -> Iterator[tuple[str, int, int]]:
    """Label, first and last word of each stretch, in any of the usual ways to tag one.

    A stretch that goes on without having begun begins there, as it usually does in IOB1.
    """
    label, start = "", 0
    for index, tag in enumerate([*tags, "O"]):
        kind, _, name = tag.partition("-")
        if label and (kind == "O" or kind in _BEGINS or name != label):
            yield label, start, index - 1
            label = ""
        if kind == "O":
            continue
        if not label:
            label, start = name, index
        if kind in _ENDS or kind == "U":
            yield label, start, index
            label = ""
