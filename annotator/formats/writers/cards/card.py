"""The data card of an export: what is in it, who labelled it by which rules, and how to load it, as Markdown.

The front matter is that of Hugging Face's dataset cards; a writer may have more of it (``front_matter``). Equal
exports have equal cards: nothing in it tells when it was written.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from annotator import __version__
from annotator.core.codebook import Codebook
from annotator.formats.writers.cards.card_codebook import codebook_lines
from annotator.formats.writers.cards.card_counts import OTHERS, Counts
from annotator.formats.writers.cards.loading import Hint
from annotator.formats.writers.cards.markdown import code, fence, inline, table

NAME = "README.md"
"""What a card in a folder is called; beside a single file, it has the file's name before it, with a dot."""
_TOP = 10  # sources that are named
_LANGUAGE = re.compile(r"[a-z]{2,3}\Z")
_KEY = re.compile(r"^(\w+):", re.MULTILINE)


class Agreement(NamedTuple):
    """F1 of the spans of one label, or of two annotators. ``one`` and ``other`` are the numbers of spans."""

    what: str
    one: int
    other: int
    exact: float
    overlap: float


class Choices(NamedTuple):
    """Krippendorff's α of an attribute, in so many spans; None where it can't be told."""

    what: str
    spans: int
    alpha: float | None


@dataclass(frozen=True, slots=True)
class Card:
    """What a card tells beside its counts.

    ``title`` is that of the format. ``splitting`` says how splits were made, a sentence each, if that is known;
    ``settings`` what was chosen, by what it is; ``lost`` what was left out or changed, one each. ``by_label``,
    ``by_pair`` and ``by_attribute`` are the agreement in ``compared`` articles (None: it is not known). ``hints``
    tell how to load what there is (None: nothing).
    ``front`` is front matter of the writer, with or without the lines of ``---``, ``about`` what it says of its
    files, both Markdown.
    """

    title: str
    codebook: Codebook
    counts: Counts
    settings: Mapping[str, str]
    lost: Sequence[str]
    hints: Sequence[Hint] | None
    splitting: Sequence[str] = ()
    compared: int | None = 0
    by_label: Sequence[Agreement] = ()
    by_pair: Sequence[Agreement] = ()
    by_attribute: Sequence[Choices] = ()
    front: str = ""
    about: str = ""

    def text(self) -> str:
        """The card as a whole."""
        sections = (
            ("Articles", self._articles()),
            ("Labels", self._labels()),
            ("Splits", self._splits()),
            ("Provenance", self._provenance()),
            ("Agreement", self._agreement()),
            ("Sources and licence", self._sources()),
            ("How it was written", self._written()),
            ("How to load it", self._loading()),
            ("Codebook", codebook_lines(self.codebook)),
        )
        lines = [*self._front(), "", f"# {inline(self.codebook.title or self.codebook.name)}", "", *self._about()]
        for title, content in sections:
            lines += ["", f"## {title}", "", *content]
        return "\n".join(lines) + "\n"

    def _front(self) -> Iterator[str]:
        own = self.front.strip().removeprefix("---").removesuffix("---").strip("\n")
        known = set(_KEY.findall(own))
        yield "---"
        if "license" not in known:
            yield "license: unknown"
        languages = sorted(filter(_LANGUAGE.match, self.counts.languages))
        if languages and "language" not in known:
            yield "language:"
            yield from (f'- "{language}"' for language in languages)  # "no" alone would be false
        if own:
            yield own
        yield "---"

    def _about(self) -> Iterator[str]:
        articles, spans = self.counts.articles.total(), self.counts.spans.total()
        yield (
            f"{_number(articles, 'article')} with {_number(spans, 'labelled span')}, "
            f"codebook {inline(self.codebook.reference)}: {self.title}, written by Annotator {__version__}."
        )
        if self.counts.changed:
            yield f"The last label was set or changed at {inline(self.counts.changed)}."

    def _articles(self) -> Iterator[str]:
        counts = self.counts
        by_status: dict[str, Counter[str | None]] = {}
        for (split, status), number in counts.articles.items():
            by_status.setdefault(status, Counter())[split] += number
        rows = {"all": _sum(by_status.values())}
        rows |= {
            status: by_status[status] for status in ("done", "started", "skipped", "new") if status in by_status
        }
        rows |= {"without a label": counts.empty, "done, without a label": counts.negative}
        yield from self._by_split("articles", {**rows, "characters": counts.characters})
        yield ""
        not_done = counts.articles.total() - by_status.get("done", Counter()).total()
        yield "*Done* are articles that were read completely: what has no label there, is none."
        yield f"Not done: {not_done} of {counts.articles.total()}."
        if counts.first and counts.last:
            yield f"Published from {inline(counts.first)} to {inline(counts.last)}."
        yield f"Languages: {_ranked(counts.languages)}."

    def _labels(self) -> Iterator[str]:
        counts = self.counts
        labels = {
            code(label.name): Counter({s: n for (s, name), n in counts.spans.items() if name == label.name})
            for label in self.codebook.labels
        }
        yield from self._by_split("spans", labels)
        relations = {
            code(name): Counter({s: n for (s, label), n in counts.relations.items() if label == name})
            for name in dict.fromkeys(relation.name for relation in self.codebook.relations)
        }
        if relations:
            yield ""
            yield from self._by_split("relations", relations)
        attributes = list(self._attributes())
        if attributes:
            yield ""
            yield from table(("attribute", "spans"), attributes)
        yield ""
        yield (
            f"{_number(counts.linked['actor'], 'span')} to {_number(len(counts.actors), 'actor')}, "
            f"{_number(counts.linked['concept'], 'span')} to {_number(len(counts.concepts), 'concept')}."
        )

    def _attributes(self) -> Iterator[tuple[str, int]]:
        counts = self.counts.attributes
        for label in self.codebook.labels:
            for attribute in label.attributes:
                name = f"{code(label.name)} {code(attribute.name)}"
                values = [value for of, key, value in counts if (of, key) == (label.name, attribute.name)]
                place = {value: n for n, value in enumerate(attribute.values)}
                for value in sorted(values, key=lambda v: (place.get(v or "", len(place)), v or "")):
                    told = name if value is None else f"{name} = {inline(value)}"
                    yield told, counts[label.name, attribute.name, value]

    def _splits(self) -> Iterator[str]:
        counts = self.counts
        named = [split for split in counts.splits() if split is not None]
        if not named:
            yield "There are no splits."
            return
        yield from self.splitting or ("How they were made is not known: they came with the articles.",)
        yield (
            f"Near-duplicates: {_number(len(counts.groups), 'group')}, "
            f"of which {len(counts.crossing)} {_is(len(counts.crossing))} in more than one split."
        )

    def _provenance(self) -> Iterator[str]:
        counts = self.counts
        total = counts.spans.total()
        if not total:
            yield "There are no labels."
            return
        yield from table(
            ("origin", "spans", "share"),
            [
                (inline(f"{kind}, {decision}" if decision else kind), number, f"{number / total:.1%}")
                for (kind, decision), number in sorted(counts.origins.items(), key=lambda e: (-e[1], str(e[0])))
            ],
        )
        yield ""
        yield "*Human* are labels set by hand. Suggestions are data once somebody accepted or edited them."
        yield f"Labelled by: {_ranked(counts.annotators, 'spans')}."

    def _agreement(self) -> Iterator[str]:
        if self.compared is None:
            yield "Not measured, as not all labels of all annotators were written."
            return
        if not self.by_pair:
            yield "No article was done by two annotators."
            return
        yield (
            f"In {_number(self.compared, 'article')} that more than one annotator has done, each with or without "
            "labels: F1 of their spans, one against the other, with the same label and exactly the same place, or "
            "with some of it in common. F1 is what κ comes to where what nobody labels can't be counted (Hripcsak "
            "and Rothschild, 2005)."
        )
        for what, found in (("label", self.by_label), ("annotators", self.by_pair)):
            yield ""
            yield from table(
                (what, "spans", "spans of the other", "F1 exact", "F1 overlap"),
                [
                    (row.what, row.one, row.other, *(_figure(f, row) for f in (row.exact, row.overlap)))
                    for row in found
                ],
            )
        if not self.by_attribute:
            return
        yield ""
        yield (
            "What they chose for attributes of spans with the same label and exactly the same place, where at "
            "least two chose: Krippendorff's α for nominal data (2011). It is – where all chose the same, as "
            "nothing tells that from chance."
        )
        yield ""
        yield from table(
            ("attribute of", "spans", "α"),
            [(r.what, r.spans, "–" if r.alpha is None else f"{r.alpha:.3f}") for r in self.by_attribute],
        )

    def _sources(self) -> Iterator[str]:
        yield from table(
            ("source", "articles"),
            [
                (inline(name) if name else "not stated, or others", number)
                for name, number in _top(self.counts.sources)
            ],
        )
        yield ""
        yield "**Licence: not stated.** (Write here who may use the labels and the texts, and for what.)"

    def _written(self) -> Iterator[str]:
        if self.about:
            yield from (self.about.strip(), "")
        yield from (f"- {what}: {inline(value)}" for what, value in self.settings.items())
        yield ""
        if not self.lost:
            yield "Nothing was left out or changed."
            return
        yield "Left out or changed:"
        yield ""
        yield from (f"- {inline(sentence)}" for sentence in self.lost)

    def _loading(self) -> Iterator[str]:
        if self.hints is None:
            yield "There is nothing to load, as no article has a row."
            return
        if not self.hints:
            yield "See the manual of the program that it is for."
        for n, hint in enumerate(self.hints):
            if n:
                yield ""
            yield f"{hint.library}:"
            yield ""
            yield from fence(hint.language, hint.code)

    def _by_split(self, what: str, rows: Mapping[str, Counter[str | None]]) -> list[str]:
        """A table of numbers: all, and those of each split."""
        splits = self.counts.splits()
        if splits == [None]:
            splits = []
        header = [what, "all", *("no split" if split is None else inline(split) for split in splits)]
        return table(header, [(name, row.total(), *(row[s] for s in splits)) for name, row in rows.items()])


def _sum(counters: Iterable[Counter[str | None]]) -> Counter[str | None]:
    total: Counter[str | None] = Counter()
    for counter in counters:
        total.update(counter)
    return total


def _top(counter: Counter[str]) -> list[tuple[str, int]]:
    """The most frequent first; the rest together, with what has no name, last."""
    named = sorted(((name, n) for name, n in counter.items() if name != OTHERS), key=lambda e: (-e[1], e[0]))
    rest = counter[OTHERS] + sum(number for _, number in named[_TOP:])
    return named[:_TOP] + ([(OTHERS, rest)] if rest else [])


def _ranked(counter: Counter[str], what: str = "") -> str:
    found = ", ".join(f"{inline(name) if name else 'not stated'} {number}" for name, number in _top(counter))
    return f"{found} {what}".strip() or "none"


def _figure(f1: float, row: Agreement) -> str:
    """F1, where there is a span at all."""
    return f"{f1:.3f}" if row.one or row.other else "–"


def _number(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def _is(number: int) -> str:
    return "is" if number == 1 else "are"
