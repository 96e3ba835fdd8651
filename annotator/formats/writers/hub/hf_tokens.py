"""Token classification for Hugging Face's datasets: an article a row, its tokens and their tags.

``tags`` has the spans of all labels; where they overlap, the outermost. Where there are several labels,
``tags_LABEL`` has those of one. A span of several pieces is a stretch of tags for each.
"""

from __future__ import annotations

from typing import Any

from annotator.formats.writers.base import Record, RecordSpan, Setup, Target, Writer
from annotator.formats.writers.hub import data_set
from annotator.formats.writers.hub.features import INTEGER, STRING, Classes, Columns, Several
from annotator.formats.writers.tags import Scheme
from annotator.formats.writers.tokens import Aligner, Range, Tokens, tokenizer

ALL = "tags"

shown = data_set.shown


def make(setup: Setup, target: Target) -> Writer:
    return data_set.HubWriter(
        setup, target, _columns(setup), _Rows(setup).of, _about(setup), "token-classification"
    )


def _about(setup: Setup) -> str:
    """What the columns hold, in Markdown."""
    options = setup.options
    misaligned = "grow to the borders of those" if options.misaligned == "snap" else "are left out"
    lines = (
        f"Tokens of articles with {options.scheme} tags. The tokenizer is `{options.tokenizer}`; spans that\n"
        f"don't begin and end with tokens {misaligned}. `offsets` are the start and end of each token in the\n"
        "article's text (code points, end exclusive). A span of several pieces is tagged as several."
    )
    if len(setup.labels) > 1:
        lines += (
            "\nWhere spans overlap, `tags` has the outermost alone; `tags_LABEL` has all spans of that label\n"
            "that don't overlap an outer one of the same label."
        )
    return lines


def _schemes(setup: Setup) -> dict[str, Scheme]:
    """The columns of tags."""
    name, labels = setup.options.scheme, setup.labels
    alone = {f"{ALL}_{label}": Scheme(name, (label,)) for label in labels} if len(labels) > 1 else {}
    return {ALL: Scheme(name, labels)} | alone


def _columns(setup: Setup) -> Columns:
    return {
        "id": STRING,
        "status": STRING,
        "lang": STRING,
        "tokens": Several(STRING),
        "offsets": Several(Several(INTEGER)),
        **{name: Several(Classes(scheme.names)) for name, scheme in _schemes(setup).items()},
    }


class _Rows:
    """Makes the row of an article."""

    def __init__(self, setup: Setup) -> None:
        self._losses = setup.losses
        self._schemes = _schemes(setup)
        self._tokenize = tokenizer(setup.options.tokenizer)
        self._aligner = Aligner(setup.options.misaligned, setup.losses)

    def of(self, record: Record) -> list[dict[str, Any]]:
        lang = record["meta"]["lang"]
        tokens = self._tokenize(record["text"], lang)
        tags = {name: [0] * len(tokens) for name in self._schemes}
        for span, stretches in self._placed(record, tokens):
            self._tag(record, span, stretches, tags)
        row = {
            "id": record["id"],
            "status": record["status"],
            "lang": lang,
            "tokens": tokens.texts,
            "offsets": list(zip(tokens.starts, tokens.ends(), strict=True)),
        }
        return [row | tags]

    def _placed(self, record: Record, tokens: Tokens) -> list[tuple[RecordSpan, list[Range]]]:
        """The spans with their stretches of tokens, outer ones first."""
        every = [(span, self._aligner.place(record, span, tokens)) for span in record["spans"]]
        placed = [(span, stretches) for span, stretches in every if stretches]
        return sorted(placed, key=lambda one: (one[1][0][0], -one[1][-1][1]))

    def _tag(self, record: Record, span: RecordSpan, stretches: list[Range], tags: dict[str, list[int]]) -> None:
        label = span["label"]
        alone = f"{ALL}_{label}"
        if alone in tags and not self._schemes[alone].put(tags[alone], label, stretches):
            self._losses.add("overlapping", record["id"], span)
        elif not self._schemes[ALL].put(tags[ALL], label, stretches):
            self._losses.add("elsewhere" if alone in tags else "overlapping", record["id"], span)
