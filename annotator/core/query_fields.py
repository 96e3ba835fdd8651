"""The fields that a query may name, which values they take, and what a wrong one gets to hear."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from fnmatch import fnmatchcase

from annotator.core.codebook import CHOICES, Attribute, Codebook
from annotator.core.models import SPLITS, State
from annotator.core.query import ARTICLE_KINDS, Case, Kind, Value, fold

ORIGINS = ("human", "import", "rule", "model", "llm")
NONE, ANY = "none", "any"  # not set; set to anything
ARTICLE = "article"  # stands before a remark's field where a label stands before others
_SWITCHES = {"yes": 1.0, "true": 1.0, "ja": 1.0, "no": 0.0, "false": 0.0, "nein": 0.0}
_DATE = re.compile(r"\d{4}(-\d{2}){0,2}\Z")
_ORDERED = ("number", "date")


@dataclass(frozen=True, slots=True)
class Field:
    """One word that may stand before the colon.

    ``values`` are those to choose from; if ``open`` there may be others. ``keywords`` are ``none`` and ``any``
    where they make sense. ``attributes`` are the definitions under this name, by the labels that have them.
    """

    name: str
    kind: Kind
    values: tuple[str, ...] = ()
    open: bool = True
    keywords: tuple[str, ...] = (NONE, ANY)
    labels: tuple[str, ...] = ()
    attributes: tuple[tuple[Attribute, tuple[str, ...]], ...] = field(default=())

    @property
    def ordered(self) -> bool:
        """Whether its values can be compared by less and more."""
        return self.kind is Kind.PUBLISHED or any(a.type in _ORDERED for a, _ in self.attributes)

    @property
    def of_article(self) -> bool:
        return self.kind in ARTICLE_KINDS


def fields(codebook: Codebook) -> dict[str, Field]:
    """All fields by name: the program's own, then attributes, then relations; the first of a name wins."""
    found = {f.name: f for f in _own_fields(codebook)}
    for name in codebook.attribute_names:
        found.setdefault(name, _attribute_field(codebook, name))
    for relation in codebook.relations:
        found.setdefault(relation.name, _relation_field(codebook, relation.name))
    return found


def fields_of_label(codebook: Codebook, name: str) -> dict[str, Field]:
    """The attributes and relations of one label."""
    label = codebook.require_label(name)
    found = {a.name: _attribute_field(codebook, a.name, name) for a in label.attributes}
    for relation in codebook.relations_from(name):
        found.setdefault(relation.name, _relation_field(codebook, relation.name, name))
    return found


def remark_fields() -> dict[str, Field]:
    """The fields that may stand behind ``article.``."""
    return {f.name: f for f in _REMARKS}


_REMARKS = (
    Field("flag", Kind.FLAG, ("open",), open=False, keywords=(NONE,)),
    Field("comment", Kind.COMMENT),
    Field("commenter", Kind.COMMENTER, keywords=()),
)


def _own_fields(codebook: Codebook) -> list[Field]:
    labels = tuple(label.name for label in codebook.labels)
    states = tuple(state.value for state in State)
    text = tuple(Field(kind.value, kind) for kind in (Kind.SOURCE, Kind.AUTHOR, Kind.FILE, Kind.URL, Kind.LANG))
    return [
        Field("label", Kind.LABEL, labels, open=False, keywords=(ANY,)),
        Field("text", Kind.TEXT, keywords=()),
        Field("actor", Kind.ACTOR, labels=codebook.pointing_to("actor")),
        Field("concept", Kind.CONCEPT, labels=codebook.pointing_to("concept")),
        Field("note", Kind.NOTE),
        Field("by", Kind.BY, keywords=()),
        Field("origin", Kind.ORIGIN, ORIGINS, open=False, keywords=()),
        Field("missing", Kind.MISSING, ("required",), open=False, keywords=()),
        *_REMARKS,
        Field("status", Kind.STATUS, states, open=False, keywords=()),
        Field("skipped", Kind.SKIPPED),
        Field("with", Kind.WITH, labels, open=False, keywords=(ANY,)),
        Field("without", Kind.WITHOUT, labels, open=False, keywords=(ANY,)),
        Field("published", Kind.PUBLISHED),
        Field("title", Kind.TITLE, keywords=()),
        *text,
        Field("split", Kind.SPLIT, SPLITS),
        Field("zone", Kind.ZONE),
    ]


def _attribute_field(codebook: Codebook, name: str, only: str | None = None) -> Field:
    """Labels whose attributes of that name take the same values are taken together."""
    groups: list[tuple[Attribute, tuple[str, ...]]] = []
    for label in codebook.labels:
        attribute = label.attribute(name)
        if attribute is None or only not in (None, label.name):
            continue
        same = [n for n, (a, _) in enumerate(groups) if (a.type, a.values) == (attribute.type, attribute.values)]
        if same:
            groups[same[0]] = (groups[same[0]][0], (*groups[same[0]][1], label.name))
        else:
            groups.append((attribute, (label.name,)))
    values = dict.fromkeys(v for a, _ in groups for v in (("yes", "no") if a.type == "boolean" else a.values))
    is_open = any(a.type not in (*CHOICES, "boolean") for a, _ in groups)
    return Field(name, Kind.ATTRIBUTE, tuple(values), is_open, attributes=tuple(groups))


def _relation_field(codebook: Codebook, name: str, only: str | None = None) -> Field:
    heads = dict.fromkeys(h for r in codebook.relations if r.name == name for h in r.head)
    return Field(name, Kind.RELATION, labels=tuple(h for h in heads if only in (None, h)))


class ValueRefusedError(ValueError):
    """What is wrong with a value, as the end of a sentence."""


def cases_of(
    field: Field, codebook: Codebook, compare: str, texts: Sequence[tuple[str, bool]]
) -> tuple[Case, ...]:
    """What a term with this field asks of which labels; ``texts`` are values with whether they are in quotes.

    Nothing where no label could have it. Raises ValueRefusedError.
    """
    if compare in ("<", "<=", ">", ">=") and not field.ordered:
        raise ValueRefusedError(f"{field.name} has no order; write {field.name}:value")
    match field.kind:
        case Kind.ATTRIBUTE:
            return _attribute_cases(field, compare, texts)
        case Kind.ACTOR | Kind.CONCEPT if not field.labels:
            return ()
        case Kind.MISSING:
            _chosen(field, texts)
            return tuple(
                Case((label.name,), tuple(Value(a.name) for a in label.attributes if a.required))
                for label in codebook.labels
                if any(a.required for a in label.attributes)
            )
        case Kind.PUBLISHED:
            return (Case(values=tuple(_day(field.name, text) for text, _ in texts)),)
        case _ if not field.open:
            return (Case(field.labels, _chosen(field, texts)),)
        case _:
            return (Case(field.labels, tuple(_free(text, quoted) for text, quoted in texts)),)


def _attribute_cases(field: Field, compare: str, texts: Sequence[tuple[str, bool]]) -> tuple[Case, ...]:
    cases, refused = [], ""
    for attribute, labels in field.attributes:
        if compare not in (":", "=") and attribute.type not in _ORDERED:
            continue
        try:
            cases.append(Case(labels, _values(field, attribute, texts), attribute.type))
        except ValueRefusedError as error:
            refused = str(error)
    if not cases:
        raise ValueRefusedError(refused)
    return tuple(cases)


def _values(field: Field, attribute: Attribute, texts: Sequence[tuple[str, bool]]) -> tuple[Value, ...]:
    match attribute.type:
        case "choice" | "choices":
            return _chosen(field, texts, attribute.values)
        case "boolean":
            return tuple(Value(text, number=_switch(field, text)) for text, _ in texts)
        case "number":
            return tuple(Value(text, number=_number(field.name, text)) for text, _ in texts)
        case "date":
            return tuple(_day(field.name, text) for text, _ in texts)
        case _:
            return tuple(_free(text, quoted) for text, quoted in texts)


def _chosen(
    field: Field, texts: Sequence[tuple[str, bool]], values: tuple[str, ...] | None = None
) -> tuple[Value, ...]:
    """The values as they are spelled; ``*`` stands for all that fit."""
    known = field.values if values is None else values
    found: dict[str, None] = {}
    for text, quoted in texts:
        key = fold(text)
        if not quoted and "*" in key:
            pattern = key.replace("[", "[[]").replace("?", "[?]")
            fitting = [value for value in known if fnmatchcase(fold(value), pattern)]
        else:
            fitting = [value for value in known if fold(value) == key]
        if not fitting:
            raise ValueRefusedError(_impossible(field, text))
        found.update(dict.fromkeys(fitting))
    return tuple(Value(value) for value in found)


def _impossible(field: Field, text: str) -> str:
    from difflib import get_close_matches  # 3 ms, for a slip alone

    possible = (*field.values, *field.keywords)
    near = get_close_matches(fold(text), [fold(p) for p in possible], 1, 0.6)
    guess = [p for p in possible if near and fold(p) == near[0]]
    hint = f"Did you mean {guess[0]}? " if guess else ""
    return f"{field.name} can't be {text!r}. {hint}It can be {listed(possible)}"


def listed(words: Sequence[str]) -> str:
    """``a, b or c``; a long list is cut short."""
    if len(words) > 12:
        return f"{', '.join(words[:12])} …"
    return f"{', '.join(words[:-1])} or {words[-1]}" if len(words) > 1 else "".join(words)


def _free(text: str, quoted: bool) -> Value:
    folded = fold(text)
    if not folded:
        raise ValueRefusedError("the quotation marks are empty; write none for what is not set")
    return Value(folded, not quoted and "*" in folded)


def _switch(field: Field, text: str) -> float:
    if fold(text) not in _SWITCHES:
        raise ValueRefusedError(_impossible(field, text))
    return _SWITCHES[fold(text)]


def _number(name: str, text: str) -> float:
    import math

    try:
        number = float(text.replace(",", "."))
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise ValueRefusedError(f"{name} is compared with a number such as 0.5, not with {text!r}")
    return number


def _day(name: str, text: str) -> Value:
    """A year, a month or a day."""
    if _DATE.match(text):
        try:
            date.fromisoformat(text + "-01-01"[len(text) - 4 :] if len(text) < 10 else text)
        except ValueError:
            pass
        else:
            return Value(text)
    raise ValueRefusedError(
        f"{name} is compared with a date such as 2025-03-13, 2025-03 or 2025, not with {text!r}"
    )
