"""What suggesters are given and what they give back.

All offsets are code points of the article's text, end exclusive; scores lie between 0 and 1.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from annotator.core.codebook import Codebook
from annotator.core.models import Actor, AttributeValue, Segments

if TYPE_CHECKING:
    from annotator.suggest.reading import Reading

ENTRY_POINTS = "annotator.suggesters"
KINDS = ("rule", "model", "llm")

T = TypeVar("T")


@dataclass(slots=True, eq=False)
class Proposal:
    """A span that is proposed, or (``existing`` is its id) one that is there already and can be linked to.

    ``reason`` is one line for the person who decides. ``cue`` is where the words stand that announce a quote, if
    its suggester knows, for those that look for its speaker; it is not kept.
    """

    label: str
    segments: Segments
    score: float
    reason: str = ""
    attributes: dict[str, AttributeValue] = field(default_factory=dict)
    actor_id: str | None = None
    concept_id: str | None = None
    cue: Segments = ()
    existing: str | None = None

    @property
    def start(self) -> int:
        return self.segments[0][0]

    @property
    def end(self) -> int:
        return self.segments[-1][1]


@dataclass(slots=True, eq=False)
class Link:
    """A relation that is proposed, from ``head`` to ``child``, which are known or are proposed with it."""

    label: str
    head: Proposal
    child: Proposal
    score: float


@dataclass(slots=True)
class Suggestions:
    """What a suggester finds in one article.

    ``instead`` overrules what suggesters before this one proposed: pairs of a known proposal that does not exist
    yet and the one of this suggester's that stands in its place, and gets its links; None where nothing does, and
    then it stays if links lead to it and none from it. ``dropped`` counts what a model proposed that is not in
    the text.
    """

    proposals: list[Proposal] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    instead: list[tuple[Proposal, Proposal | None]] = field(default_factory=list)
    dropped: int = 0


@dataclass(slots=True)
class Context:
    """What is known of the project beside the article; the same for all articles of a run.

    ``mentions`` maps the folded words (:func:`annotator.core.names.fold`) of ACTOR spans that people have linked
    to the ids of their entries. ``with_article`` tells whether this project's ACTOR spans begin with the article
    ("the president") that stands before them, ``with_apposition`` whether they go on behind a comma ("Tams, the
    mayor").
    """

    codebook: Codebook
    actors: Sequence[Actor] = ()
    mentions: Mapping[str, str] = field(default_factory=dict)
    with_article: bool = True
    with_apposition: bool = True
    _prepared: dict[str, Any] = field(default_factory=dict, repr=False)

    def prepared(self, key: str, make: Callable[[], T]) -> T:
        """What ``make`` returns, made once for the whole run: an index over the register, say."""
        if key not in self._prepared:
            self._prepared[key] = make()
        found: T = self._prepared[key]
        return found

    def __getstate__(self) -> tuple[Any, ...]:
        # Another process makes its own of what is prepared.
        habits = self.with_article, self.with_apposition
        return self.codebook, tuple(self.actors), dict(self.mentions), habits

    def __setstate__(self, state: tuple[Any, ...]) -> None:
        self.codebook, self.actors, self.mentions, (self.with_article, self.with_apposition) = state
        self._prepared = {}


class OutOfUseError(Exception):
    """What a suggester ends with that a person has to mend first; the text is the sentence that tells her so."""


class HiccupError(Exception):
    """What a suggester ends with that may be over with the next article; the text is a sentence, too."""


class Suggester(Protocol):
    """Proposes labels for one article.

    ``kind`` is rule, model or llm. ``version`` changes whenever the same article may get other suggestions; what
    was suggested by another version is made anew. ``needs`` names suggesters that run before this one, as it
    builds on what they propose.
    """

    name: str
    version: str
    kind: str
    needs: tuple[str, ...]

    def suggest(self, reading: Reading, known: Sequence[Proposal], context: Context) -> Suggestions:
        """Proposals for the article, in any order.

        ``known`` holds the spans that the article has (``existing``) and what suggesters before this one proposed;
        links may lead from and to these. Of a known proposal that does not exist yet, a suggester may fill in what
        is not set: attributes, ``actor_id``, ``concept_id``.
        """
