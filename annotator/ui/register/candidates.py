"""What can be chosen for a span: entries of a register in the order of likelihood, a new one, or none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from heapq import nlargest
from typing import Literal, Protocol

from annotator.core.entry_index import Entry, Hit
from annotator.core.identity import new_id
from annotator.core.models import Actor, Concept, Row, Span
from annotator.core.names import base_forms, core_words, fold, is_name, is_pronoun, split_mention
from annotator.ui.register.index import RegisterIndex, Shelf, entry_id

Kind = Literal["entry", "new", "none"]
NUMBERED = 9
_LISTED = 20
_SPELT_ALIKE = 80.0  # of 100, of a word
_ALIKE = 75.0  # of 100, the likeness from which on a claim may well be meant to say the same
# What an entry scores at most for being used much alone, and for being in the article besides (see EntryIndex).
_USED_ONLY = 8.5
_RECENT_ONLY = 38.5


@dataclass(frozen=True, slots=True)
class Choice:
    """One row of the picker.

    ``matched`` is the alias that fits, empty where it is the name; ``detail`` a person's role, a concept's path;
    ``number`` the digit that chooses it, 0 for none; ``linked`` whether the span points to it now.
    """

    kind: Kind
    id: str = ""
    name: str = ""
    matched: str = ""
    detail: str = ""
    uses: int = 0
    colour: str | None = None
    number: int = 0
    linked: bool = False


class Source(Protocol):
    """What a picker offers, for one span."""

    target: str
    start: str
    """What stands in the line at first, all of it selected; it counts as nothing typed."""

    def choices(self, typed: str) -> list[Choice]:
        """The rows for what is typed ("" for nothing), the likeliest first."""
        ...


class ActorSource:
    """Actors for a mention."""

    target = "actor"
    start = ""

    def __init__(self, index: RegisterIndex, span: Span, text: str, recent: Sequence[str]) -> None:
        self._index = index
        self._span = span
        self.text = text
        self._recent = recent

    def choices(self, typed: str) -> list[Choice]:
        shelf = self._index.actors
        new = Choice("new", name=typed or new_actor(self.text, self._span).name)
        if typed:
            rows, others = self._rows(shelf.index.search(typed, self._recent, _LISTED)), []
        else:
            hits = shelf.index.best_for(self.text, self._recent, _LISTED)
            if not is_pronoun(self.text):
                # Nobody who merely was spoken of before: Enter would link a description to a stranger.
                meant = [hit for hit in hits if may_be(self.text, hit, self._recent)]
                rest = [hit for hit in hits if hit not in meant]
                rows, others = self._rows(meant), self._rows(rest[: max(0, NUMBERED - len(meant))])
            else:
                # Whoever the article spoke of last, and hardly ever somebody new.
                rows, others = self._rows(hits[:NUMBERED]), []
        linked = entry_id(self._span, self.target)
        if not typed and linked in shelf.values and linked not in (row.id for row in (*rows, *others)):
            others = [_actor_row(shelf, linked, ""), *others]
        return _ordered(rows, new, others, linked, typed)

    def _rows(self, hits: Iterable[Hit]) -> list[Choice]:
        actors = self._index.actors
        return [_actor_row(actors, hit.entry.id, hit.matched) for hit in hits if hit.entry.id in actors.values]

    def new(self, typed: str) -> Actor:
        """The actor that the row "New actor" makes."""
        made = new_actor(self.text, self._span)
        return replace(made, name=typed) if typed else made


class ConceptSource:
    """Concepts for a claim. The line starts with the claim as a sentence, to be mended for a new one."""

    target = "concept"

    def __init__(self, index: RegisterIndex, span: Span, text: str, recent: Sequence[str]) -> None:
        self._index = index
        self._span = span
        self.text = text
        self.start = as_sentence(text)
        self._recent = recent

    def choices(self, typed: str) -> list[Choice]:
        shelf = self._index.concepts
        words = typed or self.text
        found = [hit.entry.id for hit in shelf.index.search(typed, self._recent, _LISTED)] if typed else []
        similar = shelf.wording.similar(words)
        meant = dict.fromkeys((*found, *(hit.id for hit in similar if hit.score >= _ALIKE)))
        others = dict.fromkeys(hit.id for hit in similar if hit.id not in meant)
        if not typed:
            # Where nothing is worded alike, it may be said in another language, or be one of the usual.
            used = nlargest(NUMBERED, shelf.usage, key=lambda id_: shelf.usage[id_])
            others |= dict.fromkeys(i for i in (*self._recent, *used) if i in shelf.values and i not in meant)
        rows, rest = ([self._row(id_) for id_ in ids if id_ in shelf.values] for ids in (meant, others))
        linked = entry_id(self._span, self.target)
        if not typed and linked in shelf.values and linked not in (*meant, *list(others)[:NUMBERED]):
            rest = [self._row(linked), *rest]
        new = Choice("new", name=typed or self.start)
        return _ordered(rows[:_LISTED], new, rest[:NUMBERED], linked, typed)

    def _row(self, id_: str) -> Choice:
        shelf = self._index.concepts
        return Choice(
            "entry",
            id_,
            shelf.values[id_].name,
            detail=" › ".join(self._index.path(id_)),
            uses=shelf.uses(id_),
        )

    def new(self, typed: str) -> Concept:
        """The concept that the row "New concept" makes."""
        return Concept(new_id(), typed or self.start)


def source_for(index: RegisterIndex, target: str, span: Span, text: str) -> ActorSource | ConceptSource:
    """What a picker offers for a span of the article on screen; ``text`` are its words."""
    recent = index.recent(target, span.start)
    return (ActorSource if target == "actor" else ConceptSource)(index, span, text, recent)


def _actor_row(shelf: Shelf[Actor], id_: str, matched: str) -> Choice:
    actor = shelf.values[id_]
    return Choice(
        "entry",
        id_,
        actor.name,
        matched="" if matched == actor.name else matched,
        detail=" · ".join(part for part in (actor.kind or "", role_of(actor)) if part),
        uses=shelf.uses(id_),
        colour=actor.colour,
    )


def _ordered(
    rows: list[Choice], new: Choice, others: list[Choice], linked: str | None, typed: str
) -> list[Choice]:
    """Those that fit, the new one, others, none; numbered, and with the one marked that is linked now."""
    numbers = dict(zip((row.id for row in (*rows, *others)), range(1, 1 if typed else NUMBERED + 1), strict=False))
    rows, others = (
        [replace(row, number=numbers.get(row.id, 0), linked=row.id == linked) for row in part]
        for part in (rows, others)
    )
    none = [Choice("none")] if linked is not None and not typed else []
    return [*rows, *([new] if new.name else []), *others, *none]


def _is_alike(text: str, entry: Entry) -> bool:
    """Whether one of the entry's names has as many words as the mention, each of them spelt much alike."""
    from rapidfuzz.fuzz import ratio  # 35 ms to import, and most mentions need no guess

    words = core_words(split_mention(text).name or text)
    others = (core_words(name) for name in _names(entry))
    return any(
        len(other) == len(words) and all(ratio(*pair) >= _SPELT_ALIKE for pair in zip(words, other, strict=True))
        for other in others
    )


def new_actor(text: str, span: Span) -> Actor:
    """The actor that a mention tells of: its name without title and role, the role as an affiliation."""
    mention = split_mention(text)
    name = mention.name or " ".join(text.split())
    kind = span.attributes.get("kind")
    # A description alone is what the actor is called by: it need not be said twice.
    role = mention.role if mention.name else ""
    roles = ({"type": "role", "value": role, "from": None, "to": None},) if role else ()
    return Actor(new_id(), name, kind if isinstance(kind, str) else None, affiliations=roles)


def may_be(text: str, hit: Hit, recent: Sequence[str]) -> bool:
    """Whether a found actor may well be who a name means, rather than one that merely shares a word with it."""
    own = {word for name in _names(hit.entry) for word in core_words(name)}
    if any(own & set(core_words(form)) for form in _forms(text)):
        return _is_part(text, hit.entry) or _holds(text, hit.entry) or _is_alike(text, hit.entry)
    # No word in common, so one of them is spelt otherwise; or else it is here only for being used much.
    return hit.score > (_RECENT_ONLY if hit.entry.id in recent else _USED_ONLY)


def meant_actor(index: RegisterIndex, text: str, recent: Sequence[str]) -> tuple[str | None, bool]:
    """The actor that a mention means beyond doubt, and else whether it is a name that nobody in the register has.

    (None, False) is for what a person has to decide: several that could be meant, or no name at all.
    """
    hits = index.actors.index.best_for(text, recent)
    forms = {fold(form) for form in (text, *_forms(text))}
    exact = [hit.entry.id for hit in hits if forms & {fold(name) for name in _names(hit.entry)}]
    part = [hit.entry.id for hit in hits if is_name(text) and _is_part(text, hit.entry)]
    for found in (exact, part):
        here = [id_ for id_ in found if id_ in recent]
        for ids in (found, here):
            if len(ids) == 1:
                return ids[0], False
        if found:
            return None, False
    return None, is_name(text) and not any(may_be(text, hit, recent) for hit in hits)


def is_known(index: RegisterIndex, text: str, recent: Sequence[str]) -> bool:
    """Whether anybody in the register may be called so; a pronoun may always mean somebody."""
    hits = index.actors.index.best_for(text, recent)
    return is_pronoun(text) or any(may_be(text, hit, recent) for hit in hits)


def _names(entry: Entry) -> tuple[str, ...]:
    return (entry.name, *entry.aliases)


def _forms(text: str) -> tuple[str, ...]:
    """What the mention's name may be in a register, without its title and role."""
    mention = split_mention(text)
    return base_forms(mention.name or mention.role or text)


def _is_part(text: str, entry: Entry) -> bool:
    """Whether all words of the mention are in one of the entry's names: "Uschakow" of "Juri Uschakow"."""
    return any(set(core_words(form)) <= set(core_words(name)) for form in _forms(text) for name in _names(entry))


def _holds(text: str, entry: Entry) -> bool:
    """Whether one of the entry's names is part of the mention."""
    return any(set(core_words(name)) <= set(core_words(form)) for form in _forms(text) for name in _names(entry))


def meant_concept(index: RegisterIndex, text: str) -> str | None:
    """The one concept that is worded as a claim is; None if there is none, or several."""
    wanted = _plain(as_sentence(text))
    found = [id_ for id_, concept in index.concepts.values.items() if _plain(concept.name) == wanted]
    return found[0] if len(found) == 1 else None


def as_sentence(text: str) -> str:
    """A claim as the name of a concept: without quotation marks and the conjunction that it hangs on."""
    plain = " ".join(text.split()).strip(_MARKS)
    first, _, rest = plain.partition(" ")
    if rest and first.casefold() in _CONJUNCTIONS:
        plain = rest.strip(_MARKS)
    return plain[:1].upper() + plain[1:]


def role_of(actor: Actor) -> str:
    """What the actor is, in a few words: the latest role, else party or organisation."""
    return affiliation_of(actor.affiliations)


def affiliation_of(rows: Iterable[Row]) -> str:
    """The value of the latest role among affiliations, else of the latest of the others; "" without any."""
    found = sorted(rows, key=lambda row: (row.get("type") == "role", str(row.get("from") or "")))
    return str(found[-1].get("value") or "") if found else ""


def mention_text(text: str, span: Span) -> str:
    """The words of a span, without what parts its segments."""
    return " ".join(" ".join(text[start:end] for start, end in span.segments).split())


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


_MARKS = " .,;:!?…\"'„“”‚‘’«»‹›–—-"
_CONJUNCTIONS = frozenset(("dass", "daß", "that", "que", "ob", "whether", "si"))
