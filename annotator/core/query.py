"""The query language: one line that says which articles and which spans are meant.

It is the filter of the article list, the first half of find and replace over labels, and what ``annotator find``
takes.

================================  ================================================================================
``fähre hafen``                   articles with all these words; the last as a beginning while it is typed
``"fähre nach"``                  the words side by side
``status:done source:Deichpost``  terms of the article: ``status``, ``skipped`` (why), ``title``, ``source``,
                                  ``author``, ``file``, ``url``, ``lang``, ``split``, ``published``, ``with``,
                                  ``without``, ``zone``
``published>=2025-01``            dates and numbers compare; ``published:2025-03`` is all March; what is no date is
                                  passed over, and found by ``published:any -published>=1000``
``with:QUOTE without:CLAIM``      articles that have (no) span of the label; also ``with:any``
``label:QUOTE``                   terms of a span: ``label``, ``text``, ``note``, ``by`` (the annotator),
                                  ``origin``, ``actor``, ``concept``, ``missing:required``
``form:direct`` ``score>0.5``     an attribute by its name
``speaker:"Mara Ohlsen"``         a relation by its name: the text of the span it leads to, or that span's actor
``actor:ohlsen concept:port``     entries of the registers by words of their names
``cue:{sagte, erklärte}``         one of several values
``form:none`` ``speaker:any``     not set, or set to anything; in quotation marks they are values like others
``QUOTE.form:direct``             of which label, where several have an attribute of that name
``flag:open`` ``comment:any``     comments of the span or, where no span is spoken of, of the article and its
                                  spans; ``commenter:anna``; ``article.flag:open`` is the article's own
``-form:direct`` ``not fähre``    the opposite
``a or b`` ``(a or b) c``         either; what stands side by side holds together
================================  ================================================================================

Terms of spans that stand side by side speak of the same span: ``label:QUOTE form:none`` finds quotes without a
form. The opposite of such a term speaks of the spans that it could be true of: ``-form:direct`` finds quotes of
another form or none, no actors. An article is found if one of its spans is.

Capitals make no difference anywhere. ``text``, ``note``, ``comment``, ``skipped``, ``title``, ``source``,
``author``, ``file``, ``url`` and free attributes are found by a part of them, actors and concepts by whole words
of a name or alias; ``:=`` asks for the whole. Other values are whole, with ``*`` for anything: ``cue:sag*``.
``concept:`` includes the concepts below, ``concept:=`` does not. Values with blanks or brackets stand in quotation
marks, in which two of ``"`` are one that belongs to the value: ``by:"Anna ""Nan"" Kok"``; ``by:„Anna "Nan" Kok“``
says the same.

A word before a colon that is no field, or with a blank after the colon, is a word like others, so that pasted text
finds itself; :attr:`Query.notes` tell of it. What is no value of a field is refused (:class:`QueryError`).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from annotator.core.codebook import Codebook
from annotator.core.errors import UserError
from annotator.core.loose import is_indexed


class Kind(StrEnum):
    """What a term asks about."""

    LABEL = "label"
    ATTRIBUTE = "attribute"
    RELATION = "relation"
    ACTOR = "actor"
    CONCEPT = "concept"
    TEXT = "text"
    NOTE = "note"
    BY = "by"
    ORIGIN = "origin"
    MISSING = "missing"
    FLAG = "flag"
    COMMENT = "comment"
    COMMENTER = "commenter"
    STATUS = "status"
    SKIPPED = "skipped"
    TITLE = "title"
    SOURCE = "source"
    AUTHOR = "author"
    FILE = "file"
    URL = "url"
    LANG = "lang"
    SPLIT = "split"
    PUBLISHED = "published"
    WITH = "with"
    WITHOUT = "without"
    ZONE = "zone"


REMARKS = frozenset({Kind.FLAG, Kind.COMMENT, Kind.COMMENTER})
ARTICLE_KINDS = frozenset(
    {
        Kind.STATUS,
        Kind.SKIPPED,
        Kind.TITLE,
        Kind.SOURCE,
        Kind.AUTHOR,
        Kind.FILE,
        Kind.URL,
        Kind.LANG,
        Kind.SPLIT,
        Kind.PUBLISHED,
        Kind.WITH,
        Kind.WITHOUT,
        Kind.ZONE,
    }
)


class QueryError(UserError):
    """A query that can't be understood; ``start`` and ``end`` are code points of its text."""

    def __init__(self, sentence: str, start: int, end: int) -> None:
        super().__init__(sentence)
        self.start, self.end = start, end


@dataclass(frozen=True, slots=True)
class Words:
    """Words of the text or title: all of them or, as a ``phrase``, side by side.

    ``beginning``: the last one may go on.
    """

    words: tuple[str, ...]
    beginning: bool = False
    phrase: bool = False


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a term. ``wild``: each ``*`` stands for anything; ``number`` where the field holds numbers."""

    text: str
    wild: bool = False
    number: float | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """What a term asks of spans with these labels (none named: all); ``type`` is that of an attribute."""

    labels: tuple[str, ...] = ()
    values: tuple[Value, ...] = ()
    type: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """One field and what it is to be. ``compare`` is one of ``: = < <= > >=``.

    ``unset`` takes what has no value, ``any`` what has one; ``own`` asks for remarks on the article alone.
    """

    kind: Kind
    name: str
    compare: str = ":"
    cases: tuple[Case, ...] = (Case(),)
    unset: bool = False
    any: bool = False
    own: bool = False

    @property
    def of_span(self) -> bool:
        """Whether it speaks of a span (remarks may also be the article's)."""
        return self.kind not in ARTICLE_KINDS and not self.own


@dataclass(frozen=True, slots=True)
class And:
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    part: Node


Node = Words | Term | And | Or | Not


@dataclass(frozen=True, slots=True)
class Query:
    """A query that was understood. ``root`` is None where nothing is asked for.

    ``notes`` say what is taken as words, or left out, though it looks as if it were meant otherwise.
    """

    text: str
    root: Node | None
    notes: tuple[str, ...] = field(default=(), compare=False)

    @property
    def of_spans(self) -> bool:
        """Whether it says something about spans."""
        return self.root is not None and any(isinstance(t, Term) and t.of_span for t in leaves(self.root))

    @property
    def is_indexed(self) -> bool:
        """Whether it is a search for words and nothing else, all of which the index of words knows."""
        return self.is_plain and isinstance(self.root, Words) and all(map(is_indexed, self.root.words))

    @property
    def is_plain(self) -> bool:
        """Whether it is a search for words and nothing else."""
        return isinstance(self.root, Words) and not self.root.phrase


def leaves(node: Node) -> Iterator[Words | Term]:
    """The words and terms of an expression, from left to right."""
    match node:
        case And(parts) | Or(parts):
            for part in parts:
                yield from leaves(part)
        case Not(part):
            yield from leaves(part)
        case _:
            yield node


def sought_words(node: Node) -> Iterator[Words]:
    """The words that a text has to have, or may have, from left to right; what is ruled out is none of them."""
    match node:
        case And(parts) | Or(parts):
            for part in parts:
                yield from sought_words(part)
        case Words():
            yield node


def parse_query(text: str, codebook: Codebook) -> Query:
    """Understands a query; raises QueryError with the place and what is possible there."""
    from annotator.core.query_parse import parse

    return Query(text, *parse(text, codebook))


def fold(text: str) -> str:
    """The text as values are compared: composed, without capitals, line ends and several blanks as one blank."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    return " ".join(text.casefold().split())
