"""Words with tags, one a line: CoNLL-2003, IOB1, IOB2, BIOES and BILOU, and GermEval 2014 with its two layers.

Source: conll.cnts.ua.ac.be/conll2003/ner (columns separated by blanks or tabs, the last one the tag, an empty line
after each sentence, ``-DOCSTART-`` before each document), GermEval 2014 (number, word, outer and inner tag, a
line with ``#`` before each sentence) and universaldependencies.org/ext-format.html (``# global.columns`` names the
columns, ``# text`` has the sentence). Between word and last tag further columns of tags are read, but for phrases
such as CoNLL-2003 has them; columns that are not read are told. The words' text is put together again with the
usual spaces where the file doesn't tell it, a sentence a line, since the format has lost it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from annotator.core.codebook import Codebook
from annotator.core.models import Draft
from annotator.formats.foreign import ForeignArticle
from annotator.formats.values import shorten

TOOL = "conll"
_START = "-DOCSTART-"
_TAG = re.compile(r"(?:O|[BIESLUMW]-\S.*)\Z")
_COMMENT = re.compile(r"#\s*\w[\w .:]*=")
_DOCUMENT_NAME = re.compile(r"#\s*newdoc(?:\s+id)?\s*=\s*(\S.*)")
_TEXT = re.compile(r"#\s*text\s*=\s*(\S.*)")
_BEGINS, _ENDS = "BSUW", "ESL"
_COLUMNS = re.compile(r"#\s*global\.columns\s*=\s*(\S.*)")
# What the columns of CoNLL-U are called, which may be names of labels, too.
_STANDARD = frozenset(("ID", "LEMMA", "UPOS", "XPOS", "FEATS", "HEAD", "DEPREL", "DEPS", "MISC"))
# What chunkers tag: CoNLL-2000's, and after PNP those of TreeTagger.
_PHRASES = frozenset(("NP", "VP", "PP", "ADJP", "ADVP", "SBAR", "PRT", "CONJP", "INTJ", "LST", "UCP", "PNP"))
_PHRASES |= {"NC", "VC", "PC", "ADJC", "ADVC"}
_NOTHING = frozenset(("", "_", "-", "O"))
_BETWEEN_WORDS = re.compile(r"\d+[-.]\d+\Z")  # the number of a word that is two, or of none that is there
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
    text: str | None = None  # if the file tells it


_Row = tuple[int, list[str]]  # with the number of its line


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where the numbers of the words are, if they are there, the words and the tags; how the rest is called."""

    count: int | None
    word: int
    tags: Sequence[int]
    unread: tuple[str, ...]


def looks_like_conll(head: bytes, whole: bool) -> bool:
    """Whether a file that begins like this has a word and its tag on each line, or documents of such lines.

    ``whole`` says that the head is all of the file.
    """
    lines = lines_of(head.removeprefix(b"\xef\xbb\xbf").decode("latin-1")).split("\n", _HEAD_LINES)
    lines = lines[:_HEAD_LINES] if len(lines) > _HEAD_LINES or whole else lines[:-1]
    rows = [_cells(line) for line in lines if not _is_between(line)]
    return len(rows) >= _LEAST_LINES and len({len(row) for row in rows}) == 1 and all(map(_is_tagged, rows))


def lines_of(text: str) -> str:
    """The text with ``\\n`` at the end of each line, be they Windows' or those of old Macs."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def columns_named(text: str) -> tuple[str, ...]:
    """The columns that a line like ``# global.columns = FORM ACTOR QUOTE`` names; none where there is no such."""
    found = _COLUMNS.search(text) if "global.columns" in text else None
    names = tuple(found[1].split()) if found else ()
    return names if "FORM" in names and len(names) > 1 else ()


def has_words(text: str) -> bool:
    """Whether a document has more than comments."""
    return not all(map(_is_between, text.split("\n")))


def conll_draft(text: str, codebook: Codebook, file: str, columns: Sequence[str] = ()) -> Draft:
    """The draft of one document's lines; raises LineError, or ValueError about all of it, with one sentence.

    ``columns`` are the names of the columns, where the file tells them.
    """
    article_text: list[str] = []
    spans: list[tuple[str, int, int]] = []
    length = 0
    sentences, unread = _sentences(text, columns)
    for sentence in sentences:
        joined, places = _placed(sentence) or detokenised(sentence.words)
        for tags in sentence.layers:
            spans += [(label, length + places[a][0], length + places[b][1]) for label, a, b in _spans(tags)]
        article_text.append(joined)
        length += len(joined) + 1
    found = _DOCUMENT_NAME.search(text) if "newdoc" in text else None
    name = found[1].strip() if found else None
    article = ForeignArticle(codebook, TOOL, "\n".join(article_text), {"id": name})
    # Two columns may say the same.
    for label, start, end in sorted(dict.fromkeys(spans), key=lambda s: (s[1], -s[2])):
        article.span(label, start, end)
    draft = article.draft(file)
    draft.unread = unread
    return draft


def _placed(sentence: _Sentence) -> tuple[str, list[tuple[int, int]]] | None:
    """The sentence as the file tells it, and the places of its words; None where they don't fit."""
    places: list[tuple[int, int]] = []
    end = 0
    for word in sentence.words:
        start = (sentence.text or "").find(word, end)
        if start < 0 or sentence.text is None or sentence.text[end:start].strip():
            return None
        end = start + len(word)
        places.append((start, end))
    return (sentence.text, places) if sentence.text and not sentence.text[end:].strip() else None


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


def _sentences(text: str, names: Sequence[str]) -> tuple[list[_Sentence], tuple[str, ...]]:
    """The words and tags of each sentence, and the columns that are neither; raises LineError."""
    sentences: list[list[_Row]] = [[]]
    told: list[str | None] = [None]
    width = 0
    for number, line in enumerate(text.split("\n")):
        if _is_between(line):
            if sentences[-1]:
                sentences.append([])
                told.append(None)
            found = _TEXT.match(line)
            told[-1] = found[1].strip() if found else told[-1]
            continue
        cells = _cells(line)
        width = width or len(cells)
        if len(cells) != width:
            raise LineError(number, f"it has {len(cells)} columns, the lines before have {width}")
        sentences[-1].append((number, cells))
    columns = _columns(sentences, width, names)
    count, word, tags = columns.count, columns.word, columns.tags
    if count is not None:
        sentences = [[row for row in rows if not _BETWEEN_WORDS.match(row[1][count])] for rows in sentences]
    for number, cells in (row for rows in sentences for row in rows):
        wrong = next((cells[i] for i in tags if not _TAG.match(cells[i])), None)
        if width < 2 or not cells[word]:
            raise LineError(number, "its word has no tag" if cells[word] else "it has no word")
        if wrong is not None:
            raise LineError(number, f"{shorten(wrong)} is no tag such as O or B-ACTOR")
    read = [
        _Sentence([cells[word] for _, cells in rows], [[cells[i] for _, cells in rows] for i in tags], text)
        for rows, text in zip(sentences, told, strict=True)
        if rows
    ]
    return read, columns.unread


def _columns(sentences: Sequence[Sequence[_Row]], width: int, names: Sequence[str]) -> _Columns:
    rows = [cells for sentence in sentences for _, cells in sentence]
    columns = [[row[i] for row in rows] for i in range(width)]
    if len(names) == width:
        count, word = names.index("ID") if "ID" in names else None, names.index("FORM")
        are_tags = [all(map(_TAG.match, cells)) for cells in columns]
        tags = [i for i, name in enumerate(names) if i != word and (name not in _STANDARD or are_tags[i])]
        called = list(names)
    else:
        count, word = (0, 1) if width > 2 and _are_counted(sentences) else (None, 0)
        tags = [i for i in range(word + 1, width - 1) if _are_tags(columns[i]) and not _are_phrases(columns[i])]
        tags.append(width - 1)
        called = [f"{i} (phrases)" if _are_phrases(cells) else str(i) for i, cells in enumerate(columns, 1)]
    rest = (i for i in range(width) if i not in (count, word, *tags) and not _NOTHING.issuperset(columns[i]))
    return _Columns(count, word, tags, tuple(called[i] for i in rest))


def _are_tags(cells: Collection[str]) -> bool:
    """Whether most that are anything are tags: the others are refused as mistakes, not passed over."""
    told = [cell for cell in cells if cell != "O"]
    return 2 * sum(_TAG.match(cell) is not None for cell in told) > len(told)


def _are_phrases(cells: Collection[str]) -> bool:
    return _are_tags(cells) and _PHRASES.issuperset(cell.partition("-")[2] for cell in cells if cell != "O")


def _is_between(line: str) -> bool:
    """Whether the line is not a word's: empty, the start of a document, or a comment."""
    if not line.strip() or line.startswith(_START):
        return True
    if not line.startswith("#"):
        return False
    # With tabs a token may begin with #; without, a comment may end in what looks like a tag.
    return ("\t" not in line and _COMMENT.match(line) is not None) or not _is_tagged(_cells(line))


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip(" ").split("\t")] if "\t" in line else line.split()


def _is_tagged(cells: Sequence[str]) -> bool:
    return len(cells) > 1 and all(cells) and _TAG.match(cells[-1]) is not None


def _are_counted(sentences: Sequence[Sequence[_Row]]) -> bool:
    """Whether the first column counts the words of every sentence, from 1 or 0, and one has several words."""
    counts = [[cells[0] for _, cells in rows if not _BETWEEN_WORDS.match(cells[0])] for rows in sentences if rows]
    first = 0 if any(count[:1] == ["0"] for count in counts) else 1
    return max(map(len, counts), default=0) > 1 and all(
        count == [str(number) for number in range(first, first + len(count))] for count in counts
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
        if kind in _ENDS or kind in "UW":
            yield label, start, index
            label = ""
