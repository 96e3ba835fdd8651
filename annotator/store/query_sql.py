"""Turns the expression of a query into conditions of SQL. Every value goes in as a parameter.

A condition speaks of the article ``a`` or of the span ``s``; which articles are asked about at all stands in
``wanted(id)``, between ``:low`` and ``:high`` (see queries.py).
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from annotator.core.loose import is_indexed
from annotator.core.query import REMARKS, And, Case, Kind, Node, Not, Or, Term, Value, Words, leaves
from annotator.store.query_dates import is_date
from annotator.store.query_names import actors_called, concepts_called, names_text
from annotator.store.search import match_words
from annotator.store.states import state_query

_TRUE, _FALSE = "1", "0"
_FIELDS = {kind: f"a.{kind.value}" for kind in (Kind.TITLE, Kind.SOURCE, Kind.FILE, Kind.URL, Kind.SPLIT)}
_REGISTER = {Kind.ACTOR: "actor_id", Kind.CONCEPT: "concept_id"}
_WHOLE = frozenset({Kind.BY, Kind.COMMENTER, Kind.ZONE})  # compared as a whole, unlike other free text


@dataclass(frozen=True, slots=True)
class Layer:
    """Whose labels are asked about: one annotator's or everyone's."""

    annotator: str
    everyone: bool = True


def speaks_of_spans(node: Node) -> bool:
    """Whether some term is about a span; comments alone may be the article's as well."""
    return any(isinstance(t, Term) and t.of_span and t.kind not in REMARKS for t in leaves(node))


class Compiler:
    """Collects the parameters of one statement while it makes its conditions."""

    def __init__(self, conn: sqlite3.Connection, layer: Layer, few: bool = False) -> None:
        """``few``: for so few articles that actors are better looked up one by one than all by their names."""
        self._conn = conn
        self._layer = layer
        self._few = few
        self.parameters: dict[str, object] = {"annotator": layer.annotator}

    def own(self, alias: str) -> str:
        """The condition that rows of ``alias`` are of the layer, after ``and``."""
        return "" if self._layer.everyone else f"and {alias}.annotator = :annotator"

    def of_article(self, node: Node, negated: bool = False) -> str:
        """A condition on ``a``: that the article fits, or that one of its spans does."""
        match node:
            case Not(part):
                return self.of_article(part, not negated)
            case Words():
                return _no(self._words(node), negated)
            case Term() if not speaks_of_spans(node):
                return _no(self._article_term(node), negated)
            case Term():
                return self._some_span([node], negated)
            case _ if isinstance(node, Or) != negated:
                return _any(self.of_article(part, negated) for part in node.parts)
            case _:
                plain = [part for part in node.parts if not speaks_of_spans(part) and not _remarks(part)]
                rest = [part for part in node.parts if not any(part is one for one in plain)]
                if not any(map(speaks_of_spans, rest)):
                    plain, rest = list(node.parts), []
                found = [self.of_article(part, negated) for part in plain]
                if rest:
                    without = _all(self._without_span(part, negated) for part in rest)
                    found.append(_any([without, self._some_span(rest, negated)]))
                return _all(found)

    def of_span(self, node: Node, negated: bool = False) -> str:
        """A condition on ``a`` and ``s``: that this span fits."""
        match node:
            case Not(part):
                return self.of_span(part, not negated)
            case Words():
                return _no(self._words(node), negated)
            case Term() if not node.of_span:
                return _no(self._article_term(node), negated)
            case Term():
                return _any(self._case(node, case, negated) for case in node.cases)
            case _:
                parts = (self.of_span(part, negated) for part in node.parts)
                return _any(parts) if isinstance(node, Or) != negated else _all(parts)

    def _some_span(self, parts: list[Node], negated: bool) -> str:
        condition = _all(self.of_span(part, negated) for part in parts)
        if condition == _FALSE:
            return _FALSE
        return f"""exists (select 1 from span s where s.article_id = a.id and s.deleted = 0 {self.own("s")}
            and {condition})"""

    def _without_span(self, node: Node, negated: bool) -> str:
        """Like :meth:`of_article`, of the article itself: what is said of spans is not true of it."""
        match node:
            case Not(part):
                return self._without_span(part, not negated)
            case Term() if speaks_of_spans(node):
                return _FALSE
            case And() | Or():
                parts = (self._without_span(part, negated) for part in node.parts)
                return _any(parts) if isinstance(node, Or) != negated else _all(parts)
            case _:
                return self.of_article(node, negated)

    def _value(self, value: object) -> str:
        name = f"v{len(self.parameters)}"
        self.parameters[name] = value
        return f":{name}"

    def _values(self, values: Iterable[object]) -> str:
        return f"({', '.join(self._value(value) for value in values)})"

    # Words

    def _words(self, node: Words) -> str:
        match = match_of(node)
        if match is None:
            # A word of another script may be glued to one that the index does not know.
            sought = (node.words,) if node.phrase else ((word,) for word in node.words)
            return _all(self._within(words) for words in sought)
        return f"""a.id in (select rowid from article_fts where article_fts match {self._value(match)}
            and rowid between :low and :high)"""

    def _within(self, words: tuple[str, ...]) -> str:
        """What the index can't answer is looked for in the texts themselves."""
        return f"within(a.title, a.text, {self._value(json.dumps(words))})"

    # Articles

    def _article_term(self, term: Term) -> str:
        values = term.cases[0].values
        match term.kind:
            case Kind.STATUS:
                states = self._values(value.text for value in values)
                return f"coalesce(({state_query('a.id', self._layer.everyone)}), 'new') in {states}"
            case Kind.WITH | Kind.WITHOUT:
                labels = "" if term.any else f"and x.label in {self._values(value.text for value in values)}"
                found = f"""exists (select 1 from span x where x.article_id = a.id {labels} and x.deleted = 0
                    {self.own("x")})"""
                return _no(found, term.kind is Kind.WITHOUT)
            case Kind.PUBLISHED:
                return self._present(term, "nullif(a.published, '')", lambda it: self._days(term, it, values))
            case Kind.LANG:
                return self._present(term, "nullif(a.lang, '')", lambda it: self._languages(it, values))
            case Kind.AUTHOR:
                names = f"select 1 from json_each(a.authors) n where {self._text(term, 'n.value', values)}"
                there = f"exists ({names})" if values else _FALSE
                return _any([_if(term.any, "a.authors <> '[]'"), _if(term.unset, "a.authors = '[]'"), there])
            case Kind.ZONE:
                zones = "select 1 from zone z where z.article_id = a.id and z.deleted = 0"
                kinds = f"exists ({zones} and {self._text(term, 'z.kind', values)})"
                return self._some(term, f"exists ({zones})", kinds if values else _FALSE)
            case _ if term.kind in REMARKS:
                where = "m.article_id = a.id and m.deleted = 0"
                if term.own:
                    where += " and m.span_id is null"
                else:
                    where += """ and (m.span_id is null or exists (select 1 from span x
                        where x.article_id = m.article_id and x.id = m.span_id and x.deleted = 0))"""
                return self._remark(term, values, where)
            case _:
                why = f"({state_query('a.id', self._layer.everyone, 'reason')})"  # Kind.SKIPPED
                column = f"nullif({_FIELDS.get(term.kind, why)}, '')"
                return self._present(term, column, lambda it: self._text(term, it, values))

    def _days(self, term: Term, column: str, values: tuple[Value, ...]) -> str:
        """Compares as much of a date as the value has: a year with years, a month with months.

        What is no date ("03/04/2025", "2025-02-30") is neither before one nor after it.
        """
        compare = "=" if term.compare == ":" else term.compare
        compared = _any(
            f"substr({column}, 1, {len(value.text)}) {compare} {self._value(value.text)}" for value in values
        )
        return _all([compared, is_date(column)])

    def _languages(self, column: str, values: tuple[Value, ...]) -> str:
        """A language includes its variants: de-AT is de."""
        found = []
        for value in values:
            name = self._value(value.text)
            variants = self._value(f"{_escaped(value.text)}-%")
            found.append(f"folded({column}) = {name} or folded({column}) like {variants} escape '\\'")
        return _any(found)

    # Spans

    def _case(self, term: Term, case: Case, negated: bool) -> str:
        """What is asked of spans with these labels. What is opposite still speaks of these alone."""
        scope = f"s.label in {self._values(case.labels)}" if case.labels else _TRUE
        return _all([scope, _no(self._span_term(term, case), negated)])

    def _span_term(self, term: Term, case: Case) -> str:
        values = case.values
        match term.kind:
            case Kind.LABEL:
                return _TRUE if term.any else f"s.label in {self._values(value.text for value in values)}"
            case Kind.ATTRIBUTE:
                return self._attribute(term, case)
            case Kind.RELATION:
                return self._relation(term, values)
            case Kind.ACTOR | Kind.CONCEPT:
                column = f"s.{_REGISTER[term.kind]}"
                fits = self._points_to(term, column, values) if values else _FALSE
                return self._present(term, column, lambda _column: fits)
            case Kind.TEXT:
                return self._span_text(term, values)
            case Kind.NOTE:
                return self._present(term, "s.note", lambda it: self._text(term, it, values))
            case Kind.BY:
                return self._text(term, "s.annotator", values)
            case Kind.ORIGIN:
                kinds = self._values(value.text for value in values)
                return f"coalesce(json_extract(s.origin, '$.kind'), '') in {kinds}"
            case Kind.MISSING:
                blank = "coalesce(trim(json_extract(s.attributes, {})), '') = ''"
                return _any(blank.format(self._path(value.text)) for value in values)
            case _:
                where = "m.article_id = s.article_id and m.span_id = s.id and m.deleted = 0"
                return self._remark(term, values, where)

    def _span_text(self, term: Term, values: tuple[Value, ...]) -> str:
        place = "s.article_id, s.start, s.end, s.segments"
        if term.compare == "=":
            return self._whole(f"piece({place})", values)
        found = []
        for value in values:
            if value.wild:
                found.append(f"piece({place}) like {self._value(f'%{_pattern(value)}%')} escape '\\'")
            else:
                found.append(f"has({place}, {self._value(value.text)})")
        return _any(found)

    def _path(self, name: str) -> str:
        return self._value(f'$."{name}"')

    def _attribute(self, term: Term, case: Case) -> str:
        path = self._path(term.name)
        column = f"json_extract(s.attributes, {path})"
        if case.type == "choices":
            chosen = self._values(value.text for value in case.values)
            has = f"exists (select 1 from json_each(s.attributes, {path}) c where c.value in {chosen})"
            return self._some(term, f"{column} is not null", has if case.values else _FALSE)
        return self._present(term, column, lambda it: self._attribute_is(term, case, it))

    def _attribute_is(self, term: Term, case: Case, column: str) -> str:
        values = case.values
        match case.type:
            case "choice":
                return f"{column} in {self._values(v.text for v in values)}" if values else _FALSE
            case "boolean" | "number":
                compare = "=" if term.compare == ":" else term.compare
                return _any(f"{column} {compare} {self._value(value.number)}" for value in values)
            case "date":
                return self._days(term, column, values)
            case _:
                return self._text(term, column, values)

    def _relation(self, term: Term, values: tuple[Value, ...]) -> str:
        """Relations are looked up once for all wanted articles: they have no index by their ends, and one look
        for each span would read all relations of its article each time."""
        name, own = self._value(term.name), self.own("r")
        linked = f"""(+s.article_id, +s.id) in (select r.article_id, r.head from wanted w
            cross join relation r on r.article_id = w.id
            cross join span c on c.article_id = r.article_id and c.id = r.child
            where r.label = {name} and r.deleted = 0 and c.deleted = 0 {own}"""
        if not values:
            return self._some(term, f"{linked})", _FALSE)
        text = self._whole("piece(c.article_id, c.start, c.end, c.segments)", values)
        actor = self._points_to(term, "c.actor_id", values)
        return self._some(term, f"{linked})", f"{linked} and ({text} or {actor}))")

    def _points_to(self, term: Term, column: str, values: tuple[Value, ...]) -> str:
        """Whether the id in a column is of an entry that is called so."""
        whole = term.compare == "="
        if term.kind is Kind.CONCEPT:
            ids = concepts_called(self._conn, values, whole)
        elif self._few:
            names = self._value(names_text(values, whole))
            return f"""exists (select 1 from actor x where x.id = {column} and x.deleted = 0
                and called(x.name, x.aliases, {names}))"""
        else:
            ids = actors_called(self._conn, values, whole)
        return f"{column} in (select value from json_each({self._value(json.dumps(ids))}))"

    # Both

    def _remark(self, term: Term, values: tuple[Value, ...], where: str) -> str:
        every = f"exists (select 1 from comment m where {where}"
        match term.kind:
            case Kind.FLAG:
                is_open = f"{every} and m.open = 1)"
                return _any([_no(is_open, True) if term.unset else _FALSE, is_open if values else _FALSE])
            case Kind.COMMENTER:
                return f"{every} and {self._text(term, 'm.annotator', values)})"
            case _:
                with_text = f"{every} and {self._text(term, 'm.text', values)})" if values else _FALSE
                return self._some(term, f"{every})", with_text)

    def _some(self, term: Term, there: str, fits: str) -> str:
        """What is there at all, what isn't, or what is and fits, as the term asks."""
        return _any([_if(term.any, there), _no(there, True) if term.unset else _FALSE, fits])

    def _present(self, term: Term, column: str, fits: Callable[[str], str]) -> str:
        # Two-valued, so that its opposite takes what has no value.
        condition = fits(column)
        there = f"{column} is not null"
        return self._some(term, there, condition if condition == _FALSE else f"coalesce({condition}, 0)")

    def _text(self, term: Term, column: str, values: tuple[Value, ...]) -> str:
        """Whether free text has one of the values in it; whether it is one, where the term asks for that."""
        column = f"folded({column})"
        if term.compare == "=" or term.kind in _WHOLE:
            return self._whole(column, values)
        found = []
        for value in values:
            if value.wild:
                found.append(f"{column} like {self._value(f'%{_pattern(value)}%')} escape '\\'")
            else:
                found.append(f"instr({column}, {self._value(value.text)}) > 0")
        return _any(found)

    def _whole(self, column: str, values: tuple[Value, ...]) -> str:
        """Whether folded text is one of the values."""
        plain = [value.text for value in values if not value.wild]
        found = [f"{column} in {self._values(plain)}"] if plain else []
        for value in values:
            if value.wild:
                found.append(f"{column} like {self._value(_pattern(value))} escape '\\'")
        return _any(found)


def match_of(node: Node) -> str | None:
    """The expression of FTS5 for words and what combines them; None for what it can't say."""
    match node:
        case Words(words, beginning, phrase) if all(map(is_indexed, words)):
            return f'"{" ".join(words)}"' if phrase else match_words(words, beginning)
        case And(parts) | Or(parts):
            found = [match_of(part) for part in parts]
            if any(part is None for part in found):
                return None
            return (" AND " if isinstance(node, And) else " OR ").join(f"({part})" for part in found)
        case _:
            return None


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _pattern(value: Value) -> str:
    return _escaped(value.text).replace("*", "%")


def _remarks(node: Node) -> bool:
    return any(isinstance(term, Term) and term.kind in REMARKS and term.of_span for term in leaves(node))


def _if(wanted: bool, condition: str) -> str:
    return condition if wanted else _FALSE


def _no(condition: str, negated: bool) -> str:
    if not negated:
        return condition
    return {_TRUE: _FALSE, _FALSE: _TRUE}.get(condition) or f"not ({condition})"


def _any(conditions: Iterable[str]) -> str:
    found = [condition for condition in conditions if condition != _FALSE]
    if _TRUE in found:
        return _TRUE
    return f"({' or '.join(found)})" if found else _FALSE


def _all(conditions: Iterable[str]) -> str:
    found = [condition for condition in conditions if condition != _TRUE]
    if _FALSE in found:
        return _FALSE
    return f"({' and '.join(found)})" if found else _TRUE
