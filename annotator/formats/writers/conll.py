"""Words with tags, one a line, as CoNLL-2003 and CoNLL-U Plus have them: columns parted by tabs, the word first.

Source: conll.cnts.ua.ac.be/conll2003/ner (-DOCSTART- before each document, an empty line after each sentence,
IOB2 or BIOES) and universaldependencies.org/ext-format.html (``# global.columns`` names the columns,
``# newdoc id`` the document). With ``place`` spans there is a column of tags for each label, in which labels
overlap as they like; with ents there is one, and of spans that overlap the longest stays. A sentence ends only
where no span goes on, so that no span is cut in two. A span of several pieces is as many stretches.
"""

from __future__ import annotations

from bisect import bisect_left

from annotator.formats.writers.base import Record, RecordSpan, Setup, Target, Writer
from annotator.formats.writers.contexts import every_sentence
from annotator.formats.writers.parts import has_text
from annotator.formats.writers.streams import line_writer
from annotator.formats.writers.tokens import Aligner, Range, Tokens, tokenizer
from annotator.formats.writers.weaving import woven

_ONLY = "NER"  # what the only column of tags is called
_OUTSIDE = "\tO"


def make(setup: Setup, target: Target) -> Writer:
    documents = _Documents(setup)
    return line_writer(setup, target, ".conll", documents.document, documents.head())


class _Documents:
    """Makes the lines of a record's document."""

    def __init__(self, setup: Setup) -> None:
        self._losses = setup.losses
        self._options = setup.options
        self._tokenizer = tokenizer(setup.options.tokenizer)
        self._aligner = Aligner(setup.options.misaligned, setup.losses)
        self._columns = setup.labels if setup.options.place == "spans" else (_ONLY,)
        self._is_long = setup.options.scheme == "BIOES"

    def head(self) -> bytes:
        """What columns there are, and how texts were parted."""
        names = " ".join(("FORM", *self._columns))
        return (
            f"# global.columns = {names}\n"
            f"# tokenizer = {self._options.tokenizer}\n"
            f"# scheme = {self._options.scheme}\n\n"
        ).encode()

    def document(self, record: Record) -> bytes:
        if not has_text(record, self._losses, holds_relations=False):
            return b""
        tokens = self._tokenizer(record["text"], record["meta"]["lang"])
        number = len(tokens)
        columns = {name: [_OUTSIDE] * number for name in self._columns}
        inside = bytearray(number)  # 1 for words that a span goes on with: no sentence begins there
        for span, stretches in self._placed(record, tokens):
            tags = columns[span["label"] if self._columns != (_ONLY,) else _ONLY]
            if any(tags[first:last].count(_OUTSIDE) < last - first for first, last in stretches):
                self._losses.add("overlapping", record["id"], span)
                continue
            for first, last in stretches:
                tags[first:last] = self._tags(span["label"], last - first)
                inside[first + 1 : last] = b"\1" * (last - first - 1)
        ends = ["\n"] * number
        for first in {bisect_left(tokens.starts, start) for start, _ in every_sentence(record["text"])}:
            if 0 < first < number and not inside[first]:
                ends[first - 1] = "\n\n"
        name = " ".join(record["id"].split())
        head = f"-DOCSTART-{_OUTSIDE * len(columns)}\n\n# newdoc id = {name}\n# status = {record['status']}\n"
        return f"{head}{woven(number, tokens.texts, *columns.values(), ends)}\n".encode()

    def _placed(self, record: Record, tokens: Tokens) -> list[tuple[RecordSpan, list[Range]]]:
        """The spans with their stretches of tokens, the longest first."""
        placed = ((span, self._aligner.place(record, span, tokens)) for span in record["spans"])
        found = [(span, stretches) for span, stretches in placed if stretches]
        return sorted(found, key=lambda each: -sum(last - first for first, last in each[1]))

    def _tags(self, label: str, number: int) -> list[str]:
        """The cells of a stretch of so many tokens, with the tabs before them."""
        tags = [f"\tB-{label}", *[f"\tI-{label}"] * (number - 1)]
        if self._is_long:
            tags[-1] = f"\tE-{label}" if number > 1 else f"\tS-{label}"
        return tags
