"""What suggesters learn of the links between known spans: those of the article, and those proposed before."""

from __future__ import annotations

from collections.abc import Sequence

from annotator.core.codebook_file import read_codebook
from annotator.core.identity import new_id
from annotator.core.models import Article, Relation, Span
from annotator.core.resources import resource
from annotator.suggest.base import Context, Link, Proposal, Suggestions
from annotator.suggest.pipeline import suggest
from annotator.suggest.reading import Reading

TEXT = "„Wir bleiben“, sagte Ohlsen am Tor."
QUOTE, CUE, SPEAKER = ((0, 13),), ((15, 20),), ((21, 27),)


class Linking:
    """Links the quote to its cue, and keeps what links it was shown."""

    name = "linking"
    version = "1"
    kind = "rule"
    needs: tuple[str, ...] = ()

    def __init__(self) -> None:
        self.seen: list[tuple[str, str | None]] = []

    def suggest(self, reading: Reading, known: Sequence[Proposal], context: Context) -> Suggestions:
        self.seen = [(link.label, link.child.existing) for link in reading.links]
        quote = next(proposal for proposal in known if proposal.label == "QUOTE")
        cue = Proposal("CUE", CUE, 0.9)
        return Suggestions([cue], [Link("cue", quote, cue, 0.9)])


def test_relations_and_earlier_links_are_known() -> None:
    context = Context(read_codebook(resource("codebooks", "news.toml")))
    spans = [
        Span("q", 1, "", "QUOTE", QUOTE, {"form": "direct"}),
        Span("a", 1, "", "ACTOR", SPEAKER),
        Span("twin", 1, "other", "ACTOR", SPEAKER),
    ]
    relations = [
        Relation(new_id(), 1, "", "speaker", "q", "a"),
        Relation(new_id(), 1, "other", "speaker", "q", "twin"),
        Relation(new_id(), 1, "", "speaker", "q", "of another article"),
    ]
    first, second = Linking(), Linking()
    suggest(Article(1, "", "", TEXT, lang="de"), (), spans, [first, second], context, relations)
    # A span of the same words in another layer is one and the same to suggesters.
    assert first.seen == [("speaker", "a"), ("speaker", "a")]
    assert second.seen == [*first.seen, ("cue", None)]
