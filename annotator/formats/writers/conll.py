"""Words with tags, one a line, as CoNLL-2003 and CoNLL-U Plus have them: columns parted by tabs, the word first.

Source: conll.cnts.ua.ac.be/conll2003/ner (-DOCSTART- before each document, an empty line after each sentence,
IOB2 or BIOES) and universaldependencies.org/ext-format.html (``# global.columns`` names the columns,
``# newdoc id`` the document). With ``place`` spans there is a column of tags for each label, in which labels
overlap as they like; with ents there is one, and of spans that overlap the longest stays. A sentence ends only
where no span goes on, so that no span is cut in two. A span of several pieces is as many stretches.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import accumulate

from annotator.formats.writers.base import Record, RecordSpan, Setup, Target, Writer
from annotator.formats.writers.contexts import every_sentence
from annotator.formats.writers.streams import line_writer
from annotator.formats.writers.tokens import Aligner, Range, Tokens, tokenizer
from annotator.formats.writers.weaving import woven

_ONLY = "NER"  # what the only column of tags is called
_OUTSIDE = "O"


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
        columns = {label: (label,) for label in setup.labels}
        self._columns = columns if setup.options.place == "spans" else {_ONLY: setup.labels}
        self._column_of = {label: name for name, labels in self._columns.items() for label in labels}
        self._lines = _Lines(self._columns.values(), setup.options.scheme == "BIOES")

    def head(self) -> bytes:
        """What columns there are, and how texts were parted."""
        names = " ".join(("FORM", *self._columns))
        return (
            f"# global.columns = {names}\n"
            f"# tokenizer = {self._options.tokenizer}\n"
            f"# scheme = {self._options.scheme}\n\n"
        ).encode()

    def document(self, record: Record) -> bytes:
        tokens = self._tokenizer(record["text"], record["meta"]["lang"])
        number = len(tokens)
        steps = [0] * (number + 1)  # from the number of each line to that of the next
        tagged = {name: bytearray(number) for name in self._columns}  # 1 for words that have a tag there
        inside = bytearray(number)  # 1 for words that a span goes on with: no sentence begins there
        for span, stretches in self._placed(record, tokens):
            taken = tagged[self._column_of[span["label"]]]
            # As nearly all spans have one stretch, a loop over them would take most of the time.
            if taken.find(1, *stretches[0]) >= 0 or (len(stretches) > 1 and _meets(taken, stretches)):
                self._losses.add("overlapping", record["id"], span)
                continue
            for first, last in stretches:
                taken[first:last] = b"\1" * (last - first)
                inside[first + 1 : last] = b"\1" * (last - first - 1)
                self._lines.tag(steps, span["label"], first, last)
        for first in {bisect_left(tokens.starts, start) for start, _ in every_sentence(record["text"])}:
            if 0 < first < number and not inside[first]:
                steps[first - 1] += self._lines.end
                steps[first] -= self._lines.end
        name = " ".join(record["id"].split())
        outside = f"\t{_OUTSIDE}" * len(self._columns)
        head = f"-DOCSTART-{outside}\n\n# newdoc id = {name}\n# status = {record['status']}\n"
        behind = map(self._lines.__getitem__, accumulate(steps[:-1]))
        return f"{head}{woven(number, tokens.texts, behind)}\n".encode()

    def _placed(self, record: Record, tokens: Tokens) -> list[tuple[RecordSpan, list[Range]]]:
        """The spans with their stretches of tokens, the longest first."""
        placed = [(span, self._aligner.place(record, span, tokens)) for span in record["spans"]]
        return sorted([each for each in placed if each[1]], key=_length, reverse=True)


def _meets(taken: bytearray, stretches: Iterable[Range]) -> bool:
    return any(taken.find(1, first, last) >= 0 for first, last in stretches)


def _length(placed: tuple[RecordSpan, list[Range]]) -> int:
    """How many tokens a span has."""
    stretches = placed[1]
    if len(stretches) == 1:
        first, last = stretches[0]
        return last - first
    return sum([last - first for first, last in stretches])


class _Lines(dict[int, str]):
    """What stands behind words, tags and line ends, by the number of the line: few lines differ.

    In the number each column has a place, as digits have: 0 is outside, and what another tag adds to the number is
    its own number times the weight of the place. The last place is that of ``end``, after which a sentence begins.
    """

    def __init__(self, columns: Iterable[Sequence[str]], is_long: bool) -> None:
        super().__init__()
        self._columns: list[list[str]] = []
        self._tags: dict[str, tuple[int, int, int, int]] = {}
        self.end = 1
        for labels in columns:
            for place, label in enumerate(labels):
                begin, inside, end, only = (self.end * (4 * place + number) for number in range(1, 5))
                self._tags[label] = (begin, inside, end, only) if is_long else (begin, inside, inside, begin)
            self._columns.append([_OUTSIDE, *(f"{letter}-{label}" for label in labels for letter in "BIES")])
            self.end *= 4 * len(labels) + 1

    def __missing__(self, line: int) -> str:
        cells, rest = [], line
        for tags in self._columns:
            rest, tag = divmod(rest, len(tags))
            cells.append(f"\t{tags[tag]}")
        self[line] = text = "".join([*cells, "\n\n" if rest else "\n"])
        return text

    def tag(self, steps: list[int], label: str, first: int, last: int) -> None:
        """Adds the tags of a stretch to the steps between the numbers of lines."""
        begin, inside, end, only = self._tags[label]
        if last - first == 1:
            steps[first] += only
            steps[last] -= only
        else:
            steps[first] += begin
            steps[first + 1] += inside - begin
            steps[last - 1] += end - inside
            steps[last] -= end
