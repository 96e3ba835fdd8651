"""Data of other annotation tools on its way in: their names found in the codebook, their labels put into a record.

Another tool's label, relation, attribute or value is the codebook's of that name, whatever its case; ``PERSON``,
``ORG`` and their like are actors of a kind, if the codebook has these. The draft tells which names of labels and
relations were taken so. All that the codebook lacks is named in one
ValueError: an article without some of its labels would be taken for one that never had them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from annotator.core.codebook import REGISTERS, Attribute, Codebook, Label, RelationType
from annotator.core.identity import new_id
from annotator.core.models import Comment, Draft, State
from annotator.core.roles import LABEL_ROLES, in_role
from annotator.formats.foreign_codebook import CollectingCodebook, Wanted, folded
from annotator.formats.foreign_metadata import About, about
from annotator.formats.foreign_names import Lookup, Named, as_title
from annotator.formats.record import parse_record
from annotator.formats.values import kind_of, quote, shorten

Origin = Mapping[str, Any]

# What the usual entity recognisers (CoNLL-2003, OntoNotes, spaCy) call actors. Places are not among them, as most
# places in a text don't act.
_SYNONYMS: Mapping[str, tuple[str, str, str]] = {
    "per": ("actor", "kind", "person"),
    "pers": ("actor", "kind", "person"),
    "person": ("actor", "kind", "person"),
    "org": ("actor", "kind", "organisation"),
    "organization": ("actor", "kind", "organisation"),
    "organisation": ("actor", "kind", "organisation"),
}
_YES = ("true", "yes", "1")
_NO = ("false", "no", "0")
_NAMED = 12  # so many missing names are told; a file of the wrong kind may have thousands

EXTEND = "add this to it (--extend-codebook)"
"""What the refusal of an article says whose labels the codebook lacks."""
ANSWERED = {State.STARTED: "Answered without a label", State.SKIPPED: "Skipped"}
"""What a comment says of whoever has no label in a text, and whose state it is not."""


class Names:
    """Finds what a codebook calls the things of another tool."""

    def __init__(self, codebook: Codebook) -> None:
        self.codebook = codebook
        self._found: dict[str, tuple[Label, dict[str, str]] | None] = {}
        self._labels, self._relations = Lookup(codebook.labels), Lookup(codebook.relations)

    def label(self, name: str) -> tuple[Label, dict[str, str]] | None:
        """The label, and what the name alone says of its attributes; None if the codebook has no such."""
        if name not in self._found:
            self._found[name] = self._find(name)
        return self._found[name]

    def called(self, name: str) -> Label | None:
        """The label that has this name itself, or one alike."""
        return self._labels(name)

    def take_literally(self, name: str) -> None:
        """From now on the name stands for nothing but a label that has it itself."""
        label = self.called(name)
        self._found[name] = None if label is None else (label, {})

    def _find(self, name: str) -> tuple[Label, dict[str, str]] | None:
        label = self.called(name)
        if label is not None:
            return label, {}
        role, kind, value = _SYNONYMS.get(folded(name), ("", "", ""))
        label = self.in_role(role) if role else None
        attribute = label.attribute(kind) if label else None
        if label is None or attribute is None or value not in attribute.values:
            return None
        return label, {kind: value}

    def in_role(self, role: str) -> Label | None:
        """The label that stands for actors, say (core/roles.py)."""
        return next(iter(in_role(role, self.codebook.labels, LABEL_ROLES)), None)

    def relation(self, name: str) -> RelationType | None:
        """A relation of the name that it has in the codebook, which several may share."""
        return self._relations(name)

    @staticmethod
    def attribute(label: Label, name: str) -> Attribute | None:
        return label.attribute(name) or Lookup(label.attributes)(name)

    @staticmethod
    def value(attribute: Attribute, value: Any) -> Any:
        """The value as the attribute holds it; what it can't hold is left for the record to refuse."""
        if attribute.type == "choices":
            return [_choice(attribute, v) for v in (value if isinstance(value, list) else [value])]
        if isinstance(value, list):
            if len(value) == 1:
                return Names.value(attribute, value[0])
            joined = all(isinstance(v, str) for v in value) and attribute.type in ("text", "longtext")
            return "\n".join(value) if joined else value
        if attribute.type == "choice":
            return _choice(attribute, value)
        if attribute.type == "boolean" and isinstance(value, str):
            return {**dict.fromkeys(_YES, True), **dict.fromkeys(_NO, False)}.get(value.casefold(), value)
        return _number(value) if attribute.type == "number" and isinstance(value, str) else value


class ForeignArticle:
    """One article of another tool, made a draft by way of a record once all its labels are told."""

    def __init__(
        self,
        codebook: Codebook | Names,
        tool: str,
        text: Any,
        *others: Mapping[str, Any],
        told: About | None = None,
    ) -> None:
        """``tool`` is the origin of its labels; ``others`` may have metadata, the first one that has it wins.

        Articles of one file may share the ``codebook``'s names. ``told`` is what was found in the others, where
        that has been looked for already.
        """
        self.names = codebook if isinstance(codebook, Names) else Names(codebook)
        self._tool = tool
        self._text = text
        self._missing: dict[str, dict[str, None]] = {
            "label": {},
            "relation": {},
            "attribute": {},
            "value": {},
        }
        self._wanted = Wanted()
        self._called: dict[str, str] = {}  # the labels of the spans by their ids, in the other tool's words
        self._linked: list[tuple[str, str | None, str | None]] = []  # by relations that there are not
        self._ends: list[tuple[str, str | None, str | None]] = []  # of those that there are
        self._spans: list[dict[str, Any]] = []
        self._relations: list[dict[str, Any]] = []
        self._comments: list[dict[str, Any]] = []
        self._told = about(*others) if told is None else told
        self._record: dict[str, Any] = {"text": text, **self._told.record}
        self._taken: dict[str, str] = {}

    def set(self, **values: Any) -> None:
        """Sets keys of the record, such as ``annotator`` or ``offset_unit``, unless the value is None."""
        self._record.update({key: value for key, value in values.items() if value is not None})

    def span(
        self,
        label: Any,
        start: Any,
        end: Any,
        *,
        id: str | None = None,
        segments: Sequence[Sequence[int]] | None = None,
        text: str | None = None,
        attributes: Iterable[tuple[str, Any]] = (),
        origin: Origin | None = None,
        **values: Any,
    ) -> None:
        """Adds a span; offsets as the record's ``offset_unit`` says, ``values`` are other keys of its spans."""
        number = len(self._spans) + 1
        if not isinstance(label, str) or not label.strip():
            label = None if isinstance(label, str) else label
            raise ValueError(f"span {number}: " + ("it has no label" if label is None else _no_string(label)))
        label, given = as_title(label), [(as_title(name), value) for name, value in attributes]
        found = self._label(label, given)
        pieces = None if segments is None else [list(piece) for piece in segments]
        entry = {"id": id, "start": start, "end": end, "segments": pieces, "text": text, **values}
        entry["origin"] = {"kind": "import", "name": self._tool} if origin is None else dict(origin)
        if id is not None:
            self._called[id] = found[0].name if found else label
        if found is None:
            self._missing["label"][label] = None
            self._wanted.label(label, given, next((key for key in REGISTERS if values.get(key)), None))
        else:
            entry["label"], entry["attributes"] = found[0].name, dict(found[1])
            entry["attributes"].update(self._values(found[0], given))
        self._spans.append(entry)

    def _label(self, name: str, attributes: Iterable[tuple[str, Any]]) -> tuple[Label, dict[str, str]] | None:
        """What the codebook has for a label; nothing where the attributes contradict what its name says of them.

        A Person who is a victim by her attribute "kind" is none of the codebook's kind "person".
        """
        found = self.names.label(name)
        if found is None:
            return None
        label, said = found
        for key, value in attributes if said else ():
            attribute = self.names.attribute(label, key)
            held = self.names.value(attribute, value) if attribute else None
            if attribute and held not in (None, said.get(attribute.name, held)):
                return None
        self._take(name, label, "".join(f" with {key} {value}" for key, value in said.items()))
        return found

    def _take(self, name: str, thing: Named, more: str = "") -> None:
        """Notes what a name of the other tool is taken for, unless it is the codebook's, or the title."""
        if name not in (thing.name, thing.title):
            self._taken[name] = thing.name + more

    def _values(self, label: Label, given: Iterable[tuple[str, Any]]) -> Iterable[tuple[str, Any]]:
        for name, value in given:
            attribute = self.names.attribute(label, name)
            if attribute is None:
                self._missing["attribute"][f"{name} of {label.name}"] = None
                self._wanted.attribute(label.name, name, value)
            else:
                held = self.names.value(attribute, value)
                for lacks in self._wanted.value(label.name, attribute, held):
                    self._missing["value"][f"{shorten(lacks)} of {label.name} {attribute.name}"] = None
                yield attribute.name, held

    def relation(self, label: Any, head: str | None, child: str | None, *, origin: Origin | None = None) -> None:
        """Adds a relation between two spans, told by the ids that they were added with."""
        if not isinstance(label, str) or not label.strip():
            label = None if isinstance(label, str) else label
            raise ValueError(
                f"relation {len(self._relations) + 1}: " + (_no_string(label) if label else "it has no label")
            )
        label = as_title(label)
        kind = self.names.relation(label)
        if kind is None:
            self._missing["relation"][label] = None
            self._linked.append((label, head, child))
        else:
            self._take(label, kind)
            self._ends.append((kind.name, head, child))
        name = kind and kind.name
        self._relations.append({"label": name, "head": head, "child": child, "origin": origin and dict(origin)})

    def say(self, text: str, span: str | None = None, annotator: str | None = None) -> None:
        """Keeps what has no place in a record as a comment, on a span if its id is given."""
        self._comments.append({"text": text, "span": span, "annotator": annotator})

    def draft(self, file: str) -> Draft:
        """The draft, its spans with new ids; raises ValueError with one sentence."""
        self._look_at_ends()
        if any(self._missing.values()):
            self._tell_wanted()
            raise ValueError(lacking(self.names.codebook, self._missing))
        try:
            draft = parse_record(
                {**self._record, "spans": self._spans, "relations": self._relations, "comments": self._comments},
                self.names.codebook,
                file,
            )
        except ValueError:
            self._tell_wanted()
            raise
        draft.unread, draft.taken = self._told.unread, self._taken
        fresh = {span.id: new_id() for span in draft.spans}
        for span in draft.spans:
            span.id = fresh[span.id]
        for relation in draft.relations:
            relation.head, relation.child = fresh[relation.head], fresh[relation.child]
        draft.comments = [
            replace(comment, span_id=fresh[comment.span_id]) if comment.span_id else comment
            for comment in draft.comments
        ]
        if draft.state is State.NEW and any(not span.is_open for span in draft.spans):
            draft.state = State.STARTED
        return draft

    def _look_at_ends(self) -> None:
        """Notes the relations that the codebook has, but not between labels such as theirs.

        Raises ValueError for one that it lacks and that links nothing, as no codebook makes that good.
        """
        for label, *told in self._linked:
            for end, id_ in zip(("head", "child"), told, strict=True):
                if id_ not in self._called:
                    raise ValueError(
                        f"the {end} of a relation {shorten(label)}, {quote(id_)}, is no span of this record"
                    )
        for name, *ends in self._ends:
            head, child = (self._called.get(end or "") for end in ends)
            kinds = [kind for kind in self.names.codebook.relations if kind.name == name]
            if head and child and not any(head in kind.head and child in kind.child for kind in kinds):
                self._missing["relation"][f"{name} from {head} to {child}"] = None
                self._wanted.ends.setdefault(name, {})[head, child] = None

    def _tell_wanted(self) -> None:
        codebook = self.names.codebook
        if isinstance(codebook, CollectingCodebook):
            for label, head, child in self._linked:
                self._wanted.relation(label, self._called.get(head or ""), self._called.get(child or ""))
            codebook.wanted.add(self._wanted)


def read_entry(value: str, register: str | None) -> tuple[str | None, str]:
    """The register and the id of an entry that a format has as ``actor:ID``.

    ``register`` is that which the label points to, if it is known; it holds for an id alone.
    """
    told, colon, id_ = value.partition(":")
    return (told, id_) if colon and told in REGISTERS and register in (told, None) else (register, value)


def lacking(codebook: Codebook, missing: Mapping[str, Iterable[str]]) -> str:
    """The refusal of an article for what the codebook lacks: names, by what they are names of."""
    told = {what: list(names) for what, names in missing.items()}
    parts = [f"the {what}{'s' * (len(names) > 1)} {_listed(names)}" for what, names in told.items() if names]
    things = " and ".join([", ".join(parts[:-1]), parts[-1]]) if parts[1:] else parts[0]
    return f"the codebook {codebook.reference} lacks {things}; {EXTEND} and import again"


def merge(into: Draft, other: Draft) -> None:
    """Adds what another draft of the same text says to a draft; what is there already is left out.

    That a further annotator skipped it, or found nothing in it, becomes a comment.
    """
    known = {(s.annotator, s.label, s.segments, s.is_open) for s in into.spans}
    fresh = [s for s in other.spans if (s.annotator, s.label, s.segments, s.is_open) not in known]
    kept = {s.id for s in fresh}
    linked = {end for relation in other.relations for end in (relation.head, relation.child)}
    linked |= {comment.span_id for comment in other.comments if comment.span_id}
    into.spans += [s for s in other.spans if s.id in kept or s.id in linked]
    into.relations += other.relations
    said = {(comment.annotator, comment.text) for comment in into.comments}
    into.comments += [c for c in other.comments if c.span_id or (c.annotator, c.text) not in said]
    into.unread = tuple(dict.fromkeys((*into.unread, *other.unread)))
    into.taken = {**into.taken, **other.taken}
    if into.state is not State.STARTED and (other.state is State.STARTED or into.state is State.NEW):
        # A draft has one state, which is whose it says.
        who, state = into.annotator, State(into.state)
        into.state, into.annotator = other.state, other.annotator
    else:
        who, state = other.annotator, other.state
    if who in (None, into.annotator, *(span.annotator for span in into.spans)) or state not in ANSWERED:
        return
    if (who, ANSWERED[state]) not in said:
        into.comments.append(Comment(new_id(), 0, None, who or "", ANSWERED[state]))


def _choice(attribute: Attribute, value: Any) -> Any:
    if not isinstance(value, str) or value in attribute.values:
        return value
    return next((known for known in attribute.values if folded(known) == folded(value)), value)


def _number(value: str) -> Any:
    try:
        return int(value) if value.lstrip("+-").isdecimal() else float(value)
    except ValueError:
        return value


def _listed(names: Iterable[str]) -> str:
    told = [shorten(name) for name in names]
    return ", ".join(told[:_NAMED]) + (f" and {len(told) - _NAMED} more" if len(told) > _NAMED else "")


def _no_string(value: Any) -> str:
    return f"label is {kind_of(value)}, not a string"
