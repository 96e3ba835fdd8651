"""Words with tags, one a line, as CoNLL-2003 and CoNLL-U Plus have them: columns parted by tabs, the word first.

Source: conll.cnts.ua.ac.be/conll2003/ner (-DOCSTART- before each document, an empty line after each sentence,
IOB2 or BIOES) and universaldependencies.org/ext-format.html (``# global.columns`` names the columns,
``# newdoc id`` the document). With ``place`` spans there is a column of tags for each label, in which labels
overlap as they like; with ents there is one, and of spans that overlap the longest stays. A sentence ends only
where no span goes on, so that no span is cut in two. A span of several pieces is as many stretches.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import BinaryIO

from annotator.formats.writers.base import Record, RecordSpan, Setup, Target, Writer
from annotator.formats.writers.contexts import every_sentence
from annotator.formats.writers.parts import has_text
from annotator.formats.writers.streams import StreamWriter
from annotator.formats.writers.tokens import Aligner, Range, Tokens, tokenizer

_ONLY = "NER"  # what the only column of tags is called


def make(setup: Setup, target: Target) -> Writer:
    documents = _Documents(setup)
    return StreamWriter(setup, target, ".conll", lambda file: _Stream(file, documents))


class _Stream:
    """One file, its head first."""

    def __init__(self, file: BinaryIO, documents: _Documents) -> None:
        self._write = file.write
        self._documents = documents
        self._write(documents.head().encode())

    def write(self, record: Record) -> None:
        self._write(self._documents.document(record).encode())

    def finish(self) -> None:
        pass


class _Documents:
    """Makes the lines of a record's document."""

    def __init__(self, setup: Setup) -> None:
        self._losses = setup.losses
        self._options = setup.options
        self._tokenizer = tokenizer(setup.options.tokenizer)
        self._aligner = Aligner(setup.options.misaligned, setup.losses)
        self._columns = setup.labels if setup.options.place == "spans" else (_ONLY,)
        self._is_long = setup.options.scheme == "BIOES"

    def head(self) -> str:
        """What columns there are, and how texts were parted."""
        names = " ".join(("FORM", *self._columns))
        return (
            f"# global.columns = {names}\n"
            f"# tokenizer = {self._options.tokenizer}\n"
            f"# scheme = {self._options.scheme}\n\n"
        )

    def document(self, record: Record) -> str:
        if not has_text(record, self._losses, holds_relations=False):
            return ""
        text = record["text"]
        words = self._tokenizer(text, record["meta"]["lang"])
        columns = {name: ["O"] * len(words) for name in self._columns}
        inside: set[int] = set()  # words that a span goes on with: no sentence begins there
        tagged: set[int] = set()
        for span, stretches in self._placed(record, Tokens(words)):
            tags = columns[span["label"] if self._columns != (_ONLY,) else _ONLY]
            if any(tag != "O" for first, last in stretches for tag in tags[first:last]):
                self._losses.add("overlapping", record["id"], span)
                continue
            for first, last in stretches:
                tags[first:last] = self._tags(span["label"], last - first)
                inside.update(range(first + 1, last))
                tagged.update(range(first, last))
        outside = "\tO" * len(self._columns)
        lines = [f"{text[start:end]}{outside}\n" for start, end in words]
        for number in tagged:
            start, end = words[number]
            lines[number] = "\t".join((text[start:end], *(tags[number] for tags in columns.values()))) + "\n"
        for number in _sentence_starts(text, words):
            if number not in inside:
                lines[number] = "\n" + lines[number]
        name = " ".join(record["id"].split())
        return f"-DOCSTART-{outside}\n\n# newdoc id = {name}\n# status = {record['status']}\n{''.join(lines)}\n"

    def _placed(self, record: Record, tokens: Tokens) -> list[tuple[RecordSpan, list[Range]]]:
        """The spans with their stretches of tokens, the longest first."""
        placed = ((span, self._aligner.place(record, span, tokens)) for span in record["spans"])
        found = [(span, stretches) for span, stretches in placed if stretches]
        return sorted(found, key=lambda each: -sum(last - first for first, last in each[1]))

    def _tags(self, label: str, number: int) -> list[str]:
        tags = [f"B-{label}", *[f"I-{label}"] * (number - 1)]
        if self._is_long:
            tags[-1] = f"E-{label}" if number > 1 else f"S-{label}"
        return tags


def _sentence_starts(text: str, words: Sequence[Range]) -> Iterator[int]:
    """The numbers of the words that a sentence begins with, but for the first one."""
    starts = [start for start, _ in every_sentence(text)]
    place = 0
    for number, (start, _) in enumerate(words):
        begins = False
        while place < len(starts) and starts[place] <= start:
            place, begins = place + 1, True
        if begins and number:
            yield number
