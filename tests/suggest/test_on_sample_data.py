"""How well actors and claims agree with the labels of the sample: floors, a little below what was reached.

Two of the five labelled articles are labelled in part, so that precision is higher than what is counted here.
"""

from __future__ import annotations

from functools import reduce

from annotator.core.codebook_file import read_codebook
from annotator.core.models import AttributeValue, Segments, Span
from annotator.core.resources import resource
from annotator.suggest.actors.suggester import Actors
from annotator.suggest.base import Context, Link, Proposal, Suggester
from annotator.suggest.claims.suggester import Claims
from annotator.suggest.pipeline import suggest
from annotator.suggest.reading import Reading
from tests.suggest.sample import Agreement, Labelled, agreement, labelled

ARTICLES, REGISTER = labelled()
BOOK = read_codebook(resource("codebooks", "news.toml"))


def found(one: Labelled, suggester: Suggester, given: tuple[str, ...], context: Context) -> list[Segments]:
    """Where the suggester proposes spans of its label, if labels of these kinds are there already."""
    spans = one.of(*given)
    suggested = suggest(one.article, one.zones, spans, [suggester], context, one.relations)[0]
    assert not suggested.failure
    label = "ACTOR" if suggester.name == "actors" else "CLAIM"
    return [proposal.segments for proposal in suggested.proposals if proposal.label == label]


def _form(span: Span) -> dict[str, AttributeValue]:
    return {"form": span.attributes["form"]} if "form" in span.attributes else {}


def measured(suggester: Suggester, label: str, given: tuple[str, ...], context: Context) -> Agreement:
    each = (
        agreement(found(one, suggester, given, context), [span.segments for span in one.of(label)])
        for one in ARTICLES
    )
    return reduce(Agreement.plus, each)


def test_names_without_a_register() -> None:
    reached = measured(Actors(), "ACTOR", ("QUOTE", "CUE"), Context(BOOK, with_article=False))
    assert reached.precision >= 0.8
    assert reached.recall >= 0.25


def test_names_with_the_register() -> None:
    reached = measured(Actors(), "ACTOR", ("QUOTE", "CUE"), Context(BOOK, REGISTER, with_article=False))
    assert reached.precision >= 0.85
    assert reached.recall >= 0.35


def test_mentions_are_given_their_entries() -> None:
    right = wrong = wanted = 0
    for one in ARTICLES:
        reading = Reading(one.article, one.zones)
        proposals = {
            span.id: Proposal(span.label, span.segments, 0.5, attributes=_form(span))
            for span in one.of("ACTOR", "QUOTE")
        }
        reading.links = [
            Link(relation.label, proposals[relation.head], proposals[relation.child], 0.5)
            for relation in one.relations
            if relation.label == "speaker"
        ]
        Actors().suggest(reading, list(proposals.values()), Context(BOOK, REGISTER, with_article=False))
        for span in one.of("ACTOR"):
            given = proposals[span.id].actor_id
            wanted += span.actor_id is not None
            right += given is not None and given == span.actor_id
            wrong += given is not None and given != span.actor_id
    assert right >= 0.9 * wanted
    assert wrong <= 3


def test_claims_of_the_labelled_quotes() -> None:
    reached = measured(Claims(), "CLAIM", ("QUOTE", "CUE", "ACTOR"), Context(BOOK, REGISTER, with_article=False))
    assert reached.precision >= 0.72
    assert reached.recall >= 0.75
