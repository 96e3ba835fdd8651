"""Statements as a table: who took which side on what, and when. What analyses of content and of discourse networks
begin with.

Statements are claims, which is what spans of a label are that points to a concept, and quotes, which is what spans
of other labels are from which a relation ``speaker`` or ``claimant`` goes. A row is one claim with one of its
claimants, or with none; or one quote with one of its speakers that no claim is expressed in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from annotator.core.codebook import Codebook, Label, RelationType
from annotator.core.register_rules import affiliations_at
from annotator.core.roles import RELATION_ROLES, role_of
from annotator.formats.cells import joined
from annotator.formats.dates import day_of
from annotator.formats.writers.base import Record, RecordRelation, RecordSpan, Setup
from annotator.formats.writers.remembering import Remembering
from annotator.formats.writers.tables.base import (
    ARTICLE,
    ORIGIN,
    STAMP,
    Attributes,
    Cell,
    Column,
    Names,
    Row,
    Shared,
    article_cells,
    by_head,
    name_of,
    origin_cells,
    place_cells,
    relation_names,
    stamp_cells,
)

_SAYING = ("claimant", "speaker")
_STATEMENT = (
    Column("statement_id"),
    Column("label", width=10),
    Column("start", width=8),
    Column("end", width=8),
    Column("segments"),
    Column("text", width=60),
)
_CLAIMANT = (
    Column("claimant_id"),
    Column("claimant", width=24),
    Column("actor_id"),
    Column("actor", width=24),
    Column("actor_kind"),
    Column("role", width=20),
    Column("party", width=16),
    Column("organisation", width=20),
)
_CONCEPT = (
    Column("concept_id"),
    Column("concept", width=40),
    Column("concept_parent", width=30),
)
_QUOTE = (
    Column("quote_id"),
    Column("quote", width=60),
    Column("quote_speaker", width=24),
)


class StatementTable:
    title = "statements"

    def __init__(self, setup: Setup) -> None:
        self.losses = setup.losses
        self._register, self._concepts = setup.actors, setup.concepts
        codebook = setup.codebook
        self._claims = frozenset(codebook.pointing_to("concept"))
        labels = sorted(_statements(codebook), key=lambda label: label.name not in self._claims)
        self._labels = frozenset(label.name for label in labels)
        self._saying = {label.name: _saying(codebook, label) for label in labels}
        quotes = self._labels - self._claims
        self._quoting = tuple(
            dict.fromkeys(
                r.name
                for r in codebook.relations
                if self._claims.intersection(r.head) and quotes.issuperset(r.child)
            )
        )
        names = Names((*ARTICLE, *_STATEMENT, *_CLAIMANT, *_CONCEPT, *_QUOTE, *STAMP, *ORIGIN))
        self._attributes = Attributes(labels, names)
        self._origins = Remembering(origin_cells).of
        self._concept_cells = Remembering(self._concept).of
        told = {*self._saying.values(), *self._quoting}
        self._others = tuple(name for name in relation_names(codebook, self._labels) if name not in told)
        others = tuple(Column(names.of(name, "relation"), width=24) for name in self._others)
        self._nobody, self._no_quote = (Shared((None,) * len(columns)) for columns in (_CLAIMANT, _QUOTE))
        self._no_others = Shared((None,) * len(others))
        self.columns = (
            *ARTICLE,
            *_STATEMENT,
            *_CLAIMANT,
            *_CONCEPT,
            *self._attributes.columns,
            *_QUOTE,
            *others,
            *STAMP,
            *ORIGIN,
        )

    def rows(self, record: Record) -> Iterator[Row]:
        article, day = article_cells(record), day_of(record["meta"]["published"])
        links = _Links(record)
        quoted = {
            r["child"]
            for r in record["relations"]
            if r["label"] in self._quoting and links.spans[r["head"]]["label"] in self._claims
        }
        made: set[str] = set()
        for span in record["spans"]:
            label = span["label"]
            if label not in self._labels or (span["id"] in quoted and label not in self._claims):
                continue
            made.add(span["id"])
            before = article, place_cells(span)
            after = (
                self._concept_cells(span["concept"]),
                self._attributes.cells(span["attributes"]),
                *(self._linked(span, links) if links.of(span["id"]) else (self._no_quote, self._no_others)),
                stamp_cells(span),
                self._origins(span["origin"]),
            )
            claimants: Sequence[RecordSpan | None] = links.children(span, self._saying[label]) or (None,)
            for claimant in claimants:
                yield (*before, self._claimant_cells(claimant, day), *after)
        self._count(record, links, made)

    def _claimant_cells(self, span: RecordSpan | None, day: str | None) -> Sequence[Cell]:
        if span is None:
            return self._nobody
        given = span["actor"]
        if given is None:
            return (span["id"], span["text"], *self._nobody[2:])
        actor = self._register.get(given["id"])
        was = [
            joined(affiliations_at(actor.affiliations, kind, day)) or None if actor is not None else None
            for kind in ("role", "party", "organisation")
        ]
        return (span["id"], span["text"], given["id"], given["name"], given["kind"], *was)

    def _concept(self, given: Mapping[str, Any] | None) -> Shared:
        if given is None:
            return Shared((None,) * len(_CONCEPT))
        concept = self._concepts.get(given["id"])
        parent = self._concepts.get(concept.parent) if concept is not None and concept.parent else None
        return Shared((given["id"], given["name"], parent.name if parent is not None else None))

    def _linked(self, span: RecordSpan, links: _Links) -> tuple[Sequence[Cell], Sequence[Cell]]:
        """The cells of the columns _QUOTE, and of other relations."""
        quotes = [quote for name in self._quoting for quote in links.children(span, name)]
        speakers = [
            speaker
            for quote in quotes
            if quote["label"] in self._saying
            for speaker in links.children(quote, self._saying[quote["label"]])
        ]
        quote: Sequence[Cell] = (
            joined(quote["id"] for quote in quotes) or None,
            joined(quote["text"] for quote in quotes) or None,
            joined(map(name_of, speakers)) or None,
        )
        others = [joined(map(name_of, links.children(span, name))) or None for name in self._others]
        return quote if quotes else self._no_quote, others

    def _count(self, record: Record, links: _Links, made: set[str]) -> None:
        """Counts what no row tells: other spans, with what is known of them alone, and their relations."""
        if len(made) == len(record["spans"]):
            return
        told = {r["child"] for head in made for r in links.of(head)}
        told |= {
            r["child"]
            for id_ in told
            if links.spans[id_]["label"] in self._labels
            for r in links.of(id_)
            if r["label"] == self._saying[links.spans[id_]["label"]]
        }
        left = [span for span in record["spans"] if span["id"] not in made]
        alone = [span for span in left if span["id"] not in told]
        given = [tuple(span["attributes"].values()) for span in left]
        self.losses.count("no_statement", len(alone))
        self.losses.count("attributes", sum([len(values) - values.count(None) for values in given]))
        self.losses.count("notes", sum([span["note"] is not None for span in left]))
        self.losses.count("entries", sum([(s["actor"] is not None) + (s["concept"] is not None) for s in alone]))
        self.losses.count(
            "relations",
            sum(
                r["head"] not in made and not (r["head"] in told and r["child"] in told)
                for r in record["relations"]
            ),
        )


class _Links:
    """The relations of one article."""

    def __init__(self, record: Record) -> None:
        self.spans = {span["id"]: span for span in record["spans"]}
        self._by_head = by_head(record["relations"])

    def of(self, head: str) -> list[RecordRelation]:
        return self._by_head.get(head, [])

    def children(self, head: RecordSpan, name: str | None) -> list[RecordSpan]:
        """The spans at the other ends of the relations of that name; each once."""
        links = self._by_head.get(head["id"])
        if links is None:
            return []
        return [self.spans[id_] for id_ in dict.fromkeys([r["child"] for r in links if r["label"] == name])]


def _statements(codebook: Codebook) -> Iterable[Label]:
    """The labels of which spans are statements."""
    for label in codebook.labels:
        said = any(_is_saying(codebook, r) for r in codebook.relations_from(label.name))
        if label.points_to == "concept" or said:
            yield label


def _saying(codebook: Codebook, label: Label) -> str | None:
    """The relation from a statement to who makes it: the claimant or the speaker, else the first to actors."""
    relations = codebook.relations_from(label.name)
    actors = set(codebook.pointing_to("actor"))
    found = next((r for r in relations if _is_saying(codebook, r)), None) or next(
        (r for r in relations if actors.issuperset(r.child)), None
    )
    return None if found is None else found.name


def _is_saying(codebook: Codebook, relation: RelationType) -> bool:
    return role_of(relation, codebook.relations, RELATION_ROLES) in _SAYING
