"""Random articles with labels for the tests of the export, in every script that has surprised a program."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from annotator.core.models import Actor, Comment, Concept, Draft, Origin, Span, State
from annotator.core.offsets import normalise_segments
from tests.making import OPEN, make_comment, make_draft, make_relation, make_span, make_zone

ALPHABET = "aä ß\n.„“🙂👨\u200d👩👧e\u0301\u0308\u2028\u00a0نצ\U00010348\x00\t\\\"'\ufeff"
WORDS = st.text(ALPHABET, max_size=12)
NAMES = st.text(ALPHABET, min_size=1, max_size=8)
SAID = st.text(ALPHABET, max_size=12).map(str.strip)
PEOPLE = st.sampled_from(["", "bert", "Çelik 🙂"])
ATTRIBUTES: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "ACTOR": {"kind": st.sampled_from(["person", None]), "mention": st.sampled_from(["name", "pronoun"])},
    "QUOTE": {"form": st.sampled_from(["direct", "indirect"])},
    "CUE": {},
    "CLAIM": {"stance": st.sampled_from(["support", "oppose"]), "category": WORDS},
}
RELATIONS = {
    ("QUOTE", "ACTOR"): ("speaker", "addressee"),
    ("QUOTE", "CUE"): ("cue",),
    ("CLAIM", "ACTOR"): ("claimant", "target"),
    ("CLAIM", "QUOTE"): ("expressed_in",),
}
ORIGINS = st.builds(
    Origin,
    st.sampled_from(["human", "import", "rule", "model", "llm"]),
    st.none() | NAMES,
    st.none() | NAMES,
    st.none() | st.floats(0, 1),
    st.sampled_from([None, "accepted", "edited"]),
)


@st.composite
def drafts(draw: st.DrawFn, open_too: bool = True) -> list[Draft]:
    """Articles of one project; ``open_too``: with suggestions."""
    actors = [Actor(f"actor-{n}", draw(NAMES), draw(st.none() | WORDS)) for n in range(2)]
    concepts = [Concept(f"concept-{n}", draw(NAMES)) for n in range(2)]
    found = []
    for number in range(draw(st.integers(1, 3))):
        text = f"{number} {draw(st.text(ALPHABET, max_size=60))}"
        spans = draw(st.lists(_spans(text, actors, concepts, open_too), max_size=6))
        draft = make_draft(
            text,
            draw(st.sampled_from(["", f"key-{number}", f"🙂{number}"])),
            draw(NAMES),
            draw(st.none() | PEOPLE.filter(bool)),
            draw(st.sampled_from(State)),
            spans,
            zones=[make_zone(*place, draw(NAMES)) for place in draw(st.lists(_places(len(text)), max_size=3))],
            source=draw(st.none() | WORDS),
            authors=tuple(draw(st.lists(WORDS, max_size=2))),
            published=draw(st.none() | WORDS),
            url=draw(st.none() | WORDS),
            lang=draw(st.none() | WORDS),
            file=draw(st.none() | NAMES),
            split=draw(st.none() | WORDS.filter(bool)),
            group=draw(st.none() | WORDS.filter(bool)),
        )
        for head in spans:
            for child in spans:
                for label in RELATIONS.get((head.label, child.label), ()):
                    if draw(st.booleans()):
                        draft.relations.append(make_relation(label, head.id, child.id, draw(PEOPLE)))
        draft.comments = draw(st.lists(_comments([s.id for s in spans if not s.is_open]), max_size=4))
        used = {span.actor_id for span in spans}, {span.concept_id for span in spans}
        draft.actors = {actor.id: actor for actor in actors if actor.id in used[0]}
        draft.concepts = {concept.id: concept for concept in concepts if concept.id in used[1]}
        found.append(draft)
    return found


def _places(length: int) -> st.SearchStrategy[tuple[int, int]]:
    return st.tuples(st.integers(0, length - 1), st.integers(1, length)).filter(lambda place: place[0] < place[1])


@st.composite
def _comments(draw: st.DrawFn, spans: list[str]) -> Comment:
    is_open = draw(st.booleans())
    return make_comment(
        draw(SAID.filter(lambda text: is_open or text)),
        draw(st.sampled_from([None, *spans])),
        is_open,
        annotator=draw(PEOPLE),
        created_at=draw(NAMES),
        updated_at=draw(NAMES),
    )


@st.composite
def _spans(draw: st.DrawFn, text: str, actors: list[Actor], concepts: list[Concept], open_too: bool) -> Span:
    label = draw(st.sampled_from(sorted(ATTRIBUTES)))
    attributes = {name: draw(values) for name, values in ATTRIBUTES[label].items() if draw(st.booleans())}
    return make_span(
        label,
        *normalise_segments(draw(st.lists(_places(len(text)), min_size=1, max_size=3))),
        annotator=draw(PEOPLE),
        origin=OPEN if open_too and draw(st.integers(0, 3)) == 0 else draw(ORIGINS),
        attributes=attributes,
        actor_id=draw(st.sampled_from([None, *(a.id for a in actors)])) if label == "ACTOR" else None,
        concept_id=draw(st.sampled_from([None, *(c.id for c in concepts)])) if label == "CLAIM" else None,
        note=draw(st.none() | WORDS),
        created_at=draw(NAMES),
        updated_at=draw(NAMES),
    )
