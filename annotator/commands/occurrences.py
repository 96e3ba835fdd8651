"""Labelling, linking and unlabelling many places at once, over one article or all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import ClassVar

from annotator.commands.base import mark_started, require_article
from annotator.commands.linking import require_entry
from annotator.commands.spans import checked_attributes
from annotator.commands.suggestions import accept_span
from annotator.core.codebook import Codebook
from annotator.core.errors import UserError
from annotator.core.identity import new_id
from annotator.core.models import AttributeValue, Segments, Span
from annotator.store.annotations import relations_of, span_row, spans, suggestions
from annotator.store.history import Recorder

Place = tuple[int, int, int]  # article id, start, end

_STEP = 200  # places between two questions whether to go on


@dataclass(frozen=True, slots=True)
class LabelOccurrences:
    """Labels places that lack this label in the annotator's own layer; those that have it stay as they are.

    ``actor_id`` is given to the new spans. Attributes not given take the codebook's defaults. Where this label is
    suggested already, the suggestion is taken over, and keeps what it knows beside that; links that are proposed
    for it stay open. ``found`` is what stood at each place when it was looked for: refused where something else
    stands there now.
    """

    name: ClassVar[str] = "label occurrences"
    label: str
    places: tuple[Place, ...]
    actor_id: str | None = None
    attributes: dict[str, AttributeValue] = field(default_factory=dict)
    found: tuple[str, ...] | None = None

    def run(self, recorder: Recorder, codebook: Codebook) -> None:
        pattern = _pattern(recorder, codebook, self.label, self.actor_id, self.attributes)
        for article_id, places in _by_article(recorder, self.places, self.found):
            there = _own(recorder, article_id, self.label)
            _add(recorder, article_id, [place for place in places if place not in there], pattern)
        _started(recorder, self.places)


@dataclass(frozen=True, slots=True)
class LinkOccurrences:
    """Links places to an actor: the own spans of this label that are there, and new ones where there are none.

    Attributes, suggestions and ``found`` as for :class:`LabelOccurrences`.
    """

    name: ClassVar[str] = "link occurrences"
    label: str
    actor_id: str
    places: tuple[Place, ...]
    attributes: dict[str, AttributeValue] = field(default_factory=dict)
    found: tuple[str, ...] | None = None

    def run(self, recorder: Recorder, codebook: Codebook) -> None:
        pattern = _pattern(recorder, codebook, self.label, self.actor_id, self.attributes)
        for article_id, places in _by_article(recorder, self.places, self.found):
            there = _own(recorder, article_id, self.label)
            _add(recorder, article_id, [place for place in places if place not in there], pattern)
            for span in (there[place] for place in places if place in there):
                if span.actor_id != self.actor_id:
                    columns = {"actor_id": self.actor_id, "updated_at": recorder.at}
                    recorder.update("span", article_id, span.id, **columns)
        _started(recorder, self.places)


@dataclass(frozen=True, slots=True)
class UnlabelOccurrences:
    """Deletes the annotator's own spans of this label at these places, with the relations that hang on them."""

    name: ClassVar[str] = "unlabel occurrences"
    label: str
    places: tuple[Place, ...]
    found: tuple[str, ...] | None = None

    def run(self, recorder: Recorder, codebook: Codebook) -> None:
        codebook.require_label(self.label)
        for article_id, places in _by_article(recorder, self.places, self.found):
            there = _own(recorder, article_id, self.label)
            for span in (there[place] for place in places if place in there):
                for relation in relations_of(recorder.conn, article_id, span.id):
                    recorder.delete("relation", article_id, relation.id)
                recorder.delete("span", article_id, span.id)


@dataclass(frozen=True, slots=True)
class _Pattern:
    """What new spans are to be: ``given`` are the attributes that the person chose (None: not to be set),
    ``attributes`` all that are set."""

    label: str
    actor_id: str | None
    given: dict[str, AttributeValue]
    attributes: dict[str, AttributeValue]

    def given_to(self, suggestion: Span) -> Span:
        """The suggestion with what the person chose; the rest is as it was suggested."""
        chosen = suggestion.attributes | self.given
        attributes: dict[str, AttributeValue] = {n: value for n, value in chosen.items() if value is not None}
        return replace(suggestion, attributes=attributes, actor_id=self.actor_id or suggestion.actor_id)


def _pattern(
    recorder: Recorder,
    codebook: Codebook,
    name: str,
    actor_id: str | None,
    given: dict[str, AttributeValue],
) -> _Pattern:
    """What new spans start with; refuses what a span of this label can't have."""
    label = codebook.require_label(name)
    if actor_id is not None:
        require_entry(recorder, "actor", actor_id)
        if label.points_to != "actor":
            raise UserError(f"A span with the label {name} can't point to an actor.")
    attributes = checked_attributes(codebook, name, label.defaults | given)
    return _Pattern(name, actor_id, {one: attributes.get(one) for one in given}, attributes)


def _by_article(
    recorder: Recorder, places: tuple[Place, ...], found: tuple[str, ...] | None
) -> Iterator[tuple[int, list[tuple[int, int]]]]:
    """The places of each article, each once and in order; refuses those where something else stands."""
    wanted = dict.fromkeys(places) if found is None else dict(zip(places, found, strict=True))
    grouped: dict[int, dict[tuple[int, int], str | None]] = {}
    for (article_id, start, end), text in wanted.items():
        grouped.setdefault(article_id, {})[start, end] = text
    done = told = 0
    recorder.step(0, len(wanted))
    for article_id in sorted(grouped):
        text = require_article(recorder, article_id)["text"]
        for (start, end), expected in grouped[article_id].items():
            if not 0 <= start < end <= len(text):
                raise UserError(f"The text has {len(text)} characters only.")
            if expected is not None and text[start:end] != expected:
                raise UserError(
                    "A text has been corrected since these places were found; please look for them again."
                )
        yield article_id, sorted(grouped[article_id])
        done += len(grouped[article_id])
        if done - told >= _STEP:
            told = done
            recorder.step(done, len(wanted))
    if len(grouped) > 1:
        # It is about no single article: undoing it leaves the one on screen there.
        recorder.article_id = None


def _own(recorder: Recorder, article_id: int, label: str) -> dict[tuple[int, int], Span]:
    """The annotator's spans of this label that are of one piece, by place."""
    own = spans(recorder.conn, article_id, recorder.annotator)
    return {(s.start, s.end): s for s in own if s.label == label and len(s.segments) == 1}


def _add(recorder: Recorder, article_id: int, places: list[tuple[int, int]], pattern: _Pattern) -> None:
    # Several suggesters may propose the same span: the first makes it, and nobody is to decide on the others.
    suggested: dict[Segments, list[Span]] = {}
    for suggestion in suggestions(recorder.conn, article_id) if places else ():
        if suggestion.label == pattern.label:
            suggested.setdefault(suggestion.segments, []).append(suggestion)
    for place in places:
        for suggestion in suggested.get((place,), ()):
            accept_span(recorder, pattern.given_to(suggestion))
        if (place,) not in suggested:
            span = Span(
                id=new_id(),
                article_id=article_id,
                annotator=recorder.annotator,
                label=pattern.label,
                segments=(place,),
                attributes=pattern.attributes,
                actor_id=pattern.actor_id,
                created_at=recorder.at,
                updated_at=recorder.at,
            )
            recorder.insert("span", span_row(span))


def _started(recorder: Recorder, places: tuple[Place, ...]) -> None:
    """Who labels in one article has started it; who labels in the whole corpus has read none of them."""
    articles = {article_id for article_id, _, _ in places}
    if len(articles) == 1 and recorder.rows:
        mark_started(recorder, articles.pop())
