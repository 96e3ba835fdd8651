"""Find and replace over labels: one change of all spans that a query is true of, in the whole corpus."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from typing import ClassVar, Protocol

from annotator.commands.comments import AddComment
from annotator.commands.linking import Mentions, require_entry
from annotator.commands.spans import DeleteSpans, RelabelSpan, SetAttribute, SetNote
from annotator.core.codebook import Codebook
from annotator.core.errors import UserError
from annotator.core.models import AttributeValue, Span
from annotator.core.offsets import clean_text
from annotator.core.query import parse_query
from annotator.store import articles
from annotator.store.annotations import span_from_row, twin
from annotator.store.comments import open_on
from annotator.store.history import Recorder
from annotator.store.queries import spans
from annotator.store.query_sql import Layer

_STEP = 200  # spans between two words about progress


class Fate(Enum):
    """What becomes of one span: it is changed, is so already, or may not be so."""

    CHANGED = auto()
    SAME = auto()
    REFUSED = auto()


@dataclass(slots=True)
class Outcome:
    """How many spans a recoding changed, found as wanted already, and left as the codebook doesn't allow it.

    ``reason`` says why the first of the last was left.
    """

    changed: int = 0
    same: int = 0
    refused: int = 0
    reason: str = ""

    @property
    def found(self) -> int:
        return self.changed + self.same + self.refused


Judgement = tuple[Fate, str]  # with why, where it is refused
_DONE: Judgement = (Fate.CHANGED, "")
_SAME: Judgement = (Fate.SAME, "")


class Action(Protocol):
    """What is done to each span."""

    def check(self, recorder: Recorder, codebook: Codebook) -> None:
        """Raises UserError where no span could be changed so."""

    def judge(self, codebook: Codebook, span: Span) -> Judgement:
        """What will become of the span, as far as it and the codebook tell."""

    def write(self, recorder: Recorder, codebook: Codebook, span: Span) -> Judgement:
        """Changes a span that may be changed, and says whether it did."""


@dataclass(frozen=True, slots=True)
class SetValue:
    """Sets an attribute; None unsets it."""

    attribute: str
    value: AttributeValue = None

    def check(self, recorder: Recorder, codebook: Codebook) -> None:
        if self.attribute not in codebook.attribute_names:
            raise UserError(f"The codebook {codebook.reference} has no attribute {self.attribute!r}.")

    def judge(self, codebook: Codebook, span: Span) -> Judgement:
        attribute = codebook.require_label(span.label).attribute(self.attribute)
        if attribute is None:
            return Fate.REFUSED, f"{span.label} has no attribute {self.attribute}"
        value = clean_text(self.value) if isinstance(self.value, str) else self.value
        try:
            value = attribute.check(value)
        except ValueError as error:
            return Fate.REFUSED, f"{span.label}: {error}"
        return _SAME if span.attributes.get(self.attribute) == value else _DONE

    def write(self, recorder: Recorder, codebook: Codebook, span: Span) -> Judgement:
        SetAttribute(span.article_id, span.id, self.attribute, self.value).run(recorder, codebook)
        return _DONE


@dataclass(frozen=True, slots=True)
class Relabel:
    """Gives another label; attributes, links and relations that this can't have go with the old one."""

    label: str

    def check(self, recorder: Recorder, codebook: Codebook) -> None:
        codebook.require_label(self.label)

    def judge(self, codebook: Codebook, span: Span) -> Judgement:
        return _SAME if span.label == self.label else _DONE

    def write(self, recorder: Recorder, codebook: Codebook, span: Span) -> Judgement:
        if twin(recorder.conn, replace(span, label=self.label)):
            return Fate.REFUSED, f"the same stretch carries the label {self.label} already"
        RelabelSpan(span.article_id, span.id, self.label).run(recorder, codebook)
        return _DONE


@dataclass(frozen=True, slots=True)
class PointTo:
    """Lets spans point to an entry of a register (actor, concept), or (None) to nothing."""

    register: str
    entry_id: str | None

    def check(self, recorder: Recorder, codebook: Codebook) -> None:
        if self.entry_id is not None:
            require_entry(recorder, self.register, self.entry_id)

    def judge(self, codebook: Codebook, span: Span) -> Judgement:
        if codebook.require_label(span.label).points_to != self.register:
            return Fate.REFUSED, f"spans with the label {span.label} point to no {self.register}"
        there = span.actor_id if self.register == "actor" else span.concept_id
        return _SAME if there == self.entry_id else _DONE

    def write(self, recorder: Recorder, codebook: Codebook, span: Span) -> Judgement:
        columns = {f"{self.register}_id": self.entry_id, "updated_at": recorder.at}
        recorder.update("span", span.article_id, span.id, **columns)
        return _DONE


@dataclass(frozen=True, slots=True)
class AddNote:
    """Writes a note, below one that is there; nothing where that has such a line already."""

    text: str

    def check(self, recorder: Recorder, codebook: Codebook) -> None:
        if not self._line:
            raise UserError("A note needs some text.")

    def judge(self, codebook: Codebook, span: Span) -> Judgement:
        return _SAME if f"\n{self._line}\n" in f"\n{span.note or ''}\n" else _DONE

    def write(self, recorder: Recorder, codebook: Codebook, span: Span) -> Judgement:
        note = f"{span.note}\n{self._line}" if span.note else self._line
        SetNote(span.article_id, span.id, note).run(recorder, codebook)
        return _DONE

    @property
    def _line(self) -> str:
        return clean_text(self.text).strip()


@dataclass(frozen=True, slots=True)
class Flag:
    """Asks the team something about each span; nothing where the same is asked already. The text may be empty."""

    text: str = ""

    def check(self, recorder: Recorder, codebook: Codebook) -> None:
        """Any text will do."""

    def judge(self, codebook: Codebook, span: Span) -> Judgement:
        return _DONE

    def write(self, recorder: Recorder, codebook: Codebook, span: Span) -> Judgement:
        text = clean_text(self.text).strip()
        if any(comment.text == text for comment in open_on(recorder.conn, span.article_id, span.id)):
            return _SAME
        AddComment(span.article_id, span.id, text, open=True).run(recorder, codebook)
        return _DONE


@dataclass(frozen=True, slots=True)
class Delete:
    """Deletes spans and the relations that hang on them."""

    def check(self, recorder: Recorder, codebook: Codebook) -> None:
        """Any span may be deleted."""

    def judge(self, codebook: Codebook, span: Span) -> Judgement:
        return _DONE

    def write(self, recorder: Recorder, codebook: Codebook, span: Span) -> Judgement:
        DeleteSpans(span.article_id, (span.id,)).run(recorder, codebook)
        return _DONE


@dataclass(frozen=True, slots=True)
class Recode:
    """Does one thing to all spans that a query is true of: of the annotator's own layer, or of ``everyone``'s.

    ``only`` are the (article id, span id) to change among them, if not all; ``without`` those to leave. What
    became of them ``outcome`` tells afterwards. Raises UserError if the query can't be understood or names no
    labels, or if the action is impossible.
    """

    name: ClassVar[str] = "replace labels"
    query: str
    action: Action
    only: Mentions | None = None
    without: Mentions = ()
    everyone: bool = False
    outcome: Outcome = field(default_factory=Outcome, compare=False)

    def run(self, recorder: Recorder, codebook: Codebook) -> None:
        query = parse_query(self.query, codebook)
        if not query.of_spans:
            raise UserError("This finds articles, not labels: say which labels you mean, such as label:QUOTE.")
        self.action.check(recorder, codebook)
        layer = Layer(recorder.annotator, self.everyone)
        articles_only = None if self.only is None else sorted({article_id for article_id, _ in self.only})
        kept = None if self.only is None else frozenset(self.only)
        left = frozenset(self.without)
        last = articles.last_id(recorder.conn)
        for keys in spans(recorder.conn, query, layer, only=articles_only):
            chosen = [key for key in keys if key not in left and (kept is None or key in kept)]
            self._change(recorder, codebook, chosen, last)
        if len({row.article_id for row in recorder.rows}) > 1:
            recorder.article_id = None  # of many articles none is the one to show

    def _change(self, recorder: Recorder, codebook: Codebook, keys: Iterable[tuple[int, str]], last: int) -> None:
        for n, (article_id, span_id) in enumerate(keys):
            if n % _STEP == 0:
                recorder.step(article_id, last)
            row = recorder.read("span", article_id, span_id)
            assert row is not None, span_id
            span = span_from_row(row)
            judgement = self.action.judge(codebook, span)
            if judgement[0] is Fate.CHANGED:
                judgement = self.action.write(recorder, codebook, span)
            self._count(*judgement)

    def _count(self, fate: Fate, reason: str) -> None:
        match fate:
            case Fate.CHANGED:
                self.outcome.changed += 1
            case Fate.SAME:
                self.outcome.same += 1
            case Fate.REFUSED:
                self.outcome.refused += 1
                self.outcome.reason = self.outcome.reason or reason
