"""Words with tags, one a line: CoNLL-2003, IOB1, IOB2, BIOES and BILOU, and GermEval 2014 with its two layers.

Source: conll.cnts.ua.ac.be/conll2003/ner (columns separated by blanks or tabs, the last one the tag, an empty line
after each sentence, ``-DOCSTART-`` before each document) and GermEval 2014 (number, word, outer and inner tag, ``#``
before a sentence's source). The words' text is put together again with the usual spaces, a sentence a line, since
the format has lost it.
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
DOCUMENT_START = b"-DOCSTART-"
_TAG = re.compile(r"O|[BIESLUM]-\S.*\Z")
_TAG_AT_END = re.compile(rb"\S[^\n]*[ \t](?:O|[BIESLUM]-\S+)[ \t\r]*\Z")
_COMMENT = re.compile(rb"#(?:\s*\w[\w .:]*=|\t|\s+(?:newdoc|newpar|sent_id|text|global\.columns)\b|\s*https?:)")
_DOCUMENT_NAME = re.compile(r"#\s*newdoc(?:\s+id)?\s*=\s*(\S.*)")
_BEGINS, _ENDS = "BSU", "ESL"
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
# Which mark may close a quotation that another one opened: “ closes in German and opens in English, « and » either.
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
    lines = head.removeprefix(b"\xef\xbb\xbf").split(b"\n", _HEAD_LINES)
    lines = lines[:_HEAD_LINES] if len(lines) > _HEAD_LINES or whole else lines[:-1]
    told = [line for line in lines if line.strip() and not _COMMENT.match(line)]
    tagged = [line for line in told if not line.startswith(DOCUMENT_START)]
    columns = {len(line.split()) for line in tagged}
    return len(tagged) >= _LEAST_LINES and len(columns) == 1 and all(_TAG_AT_END.match(line) for line in tagged)


def conll_draft(text: str, codebook: Codebook, file: str) -> Draft:
    """The draft of one document's lines; raises LineError, or ValueError about all of it, with one sentence."""
    name: str | None = None
    article_text: list[str] = []
    spans: list[tuple[str, int, int]] = []
    length = 0
    for sentence in _sentences(text):
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
        if not (glued or closes or word in _NO_SPACE_BEFORE and not opens):
            parts.append(" ")
            length += 1
        places.append((length, length + len(word)))
        parts.append(word)
        length += len(word)
        glued = opens or word in _NO_SPACE_AFTER and not closes
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


def _sentences(text: str) -> Iterator[_Sentence]:
    rows: list[list[str]] = []
    columns = 0
    numbers: list[int] = []
    for number, line in enumerate(text.split("\n")):
        line = line.strip("\r")
        if not line.strip() or line.startswith(DOCUMENT_START.decode()) or _COMMENT.match(line.encode()):
            if rows:
                yield _sentence(rows, numbers)
                rows, numbers = [], []
            continue
        cells = line.strip(" ").split("\t") if "\t" in line else line.split()
        columns = columns or len(cells)
        if len(cells) < 2:
            raise LineError(number, "it has no tag beside its word")
        if len(cells) != columns:
            raise LineError(number, f"it has {len(cells)} columns, the lines before {columns}")
        rows.append([cell.strip() for cell in cells])
        numbers.append(number)
    if rows:
        yield _sentence(rows, numbers)


def _sentence(rows: list[list[str]], numbers: list[int]) -> _Sentence:
    numbered = len(rows[0]) == 4 and all(row[0].isdecimal() and _TAG.match(row[2]) for row in rows)
    word, first = (1, 2) if numbered else (0, -1)
    for number, row in zip(numbers, rows, strict=True):
        if not row[word]:
            raise LineError(number, "its word is empty")
        for tag in row[first:]:
            if not _TAG.match(tag):
                raise LineError(number, f"{shorten(tag) or 'nothing'} is no tag such as O or B-ACTOR")
    layers = [list(column) for column in zip(*(row[first:] for row in rows), strict=True)]
    return _Sentence([row[word] for row in rows], layers)


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
