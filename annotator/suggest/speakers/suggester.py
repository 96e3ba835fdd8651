"""The suggester "speakers"."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from annotator.core.clusters import Range
from annotator.core.models import AttributeValue, Segments
from annotator.suggest.base import Context, Link, Proposal, Suggestions
from annotator.suggest.mentions import Mention
from annotator.suggest.reading import Reading
from annotator.suggest.speakers import unspaced
from annotator.suggest.speakers.attribution import Attributor
from annotator.suggest.speakers.cues import Cue
from annotator.suggest.speakers.finder import Speaker, without_apposition
from annotator.suggest.speakers.places import Attribution
from annotator.suggest.speakers.scene import DIRECT, Scene

_NEAR = 16  # spans that begin before a speaker and are looked at
# Why a cue is one, by its kind (see Cue).
_CUES = {
    "verb": "verb of speech",
    "inverted": "verb of speech beside the quote",
    "before": "names a source",
    "after": "names a source",
    "noun": "noun of speech",
    "own": "tells whose words they are",
}


class Speakers:
    """Proposes the cue and the speaker of each quote that is known and has no speaker yet.

    Of one that has been linked to its speaker the cue alone.
    """

    name = "speakers"
    version = "14"
    kind = "rule"
    needs = ("quotes",)

    def suggest(self, reading: Reading, known: Sequence[Proposal], context: Context) -> Suggestions:
        quotes = sorted((p for p in known if p.label == "QUOTE"), key=lambda p: (p.start, -p.end))
        made = Suggestions()
        if not quotes:
            return made
        place = _Places(_without_quotes([p for p in known if p.label == "ACTOR"], quotes), context, made)
        linked = {(link.label, id(link.head)) for link in reading.links}
        # What another suggester says of a quote is whole: no cue is added to that.
        proposed = {id(ln.head) for ln in reading.links if ln.label == "speaker" and not _is_there(ln)}
        if reading.lang in unspaced.LANGUAGES:
            _unspaced(reading, [quote for quote in quotes if id(quote) not in proposed], linked, place)
            return made
        scene = Scene(reading, quotes)
        attributor = Attributor(scene)
        nested = _nested(reading, quotes)
        for quote in quotes:
            found = nested.get(id(quote)) or attributor.attribute(quote)
            if found is None or id(quote) in proposed:
                continue
            if found.cue is not None and ("cue", id(quote)) not in linked:
                cue = place.cue(_segments(scene, found.cue), found.score, _CUES[found.cue.kind])
                made.links.append(Link("cue", quote, cue, found.score))
            for speaker in () if ("speaker", id(quote)) in linked else found.speakers:
                actor = place.actor(speaker, found.score, found.reason)
                made.links.append(Link("speaker", quote, actor, found.score))
        return made


def _is_there(link: Link) -> bool:
    """Whether the link was made rather than proposed, as far as its ends tell."""
    return link.head.existing is not None and link.child.existing is not None


def _nested(reading: Reading, quotes: list[Proposal]) -> dict[int, Attribution]:
    """Who says the direct quotes within direct quotes whose cue is in these, too: “He asked: ‘Why?’”."""
    direct = [quote for quote in quotes if quote.attributes.get("form", DIRECT) == DIRECT]
    around: list[tuple[Proposal, Proposal]] = []
    outer: Proposal | None = None
    for quote in direct:
        if outer is None or quote.end > outer.end:
            outer = quote
        elif any(start <= quote.start and quote.end <= end for start, end in outer.segments):
            around.append((quote, outer))
    if not around:
        return {}
    scene = Scene(reading, [quote for quote, _ in around])
    inside = {id(outer): Attributor(scene, outer) for _, outer in around}
    found = {id(quote): inside[id(outer)].within(quote) for quote, outer in around}
    return {quote: one for quote, one in found.items() if one is not None}


def _without_quotes(actors: list[Proposal], quotes: list[Proposal]) -> list[Proposal]:
    """The actors that no quote lies in: a paragraph that was labelled by mistake has said nothing in it."""
    starts = [quote.start for quote in quotes]

    def holds_one(actor: Proposal) -> bool:
        inside = quotes[bisect_left(starts, actor.start) : bisect_left(starts, actor.end)]
        return any(quote.end <= actor.end for quote in inside)

    return [actor for actor in actors if not holds_one(actor)]


class _Places:
    """The spans that the quotes of an article are linked to, each proposed once."""

    def __init__(self, actors: list[Proposal], context: Context, made: Suggestions) -> None:
        self._known = sorted(actors, key=lambda p: p.start)
        self._starts = [p.start for p in self._known]
        self._has_own = any(p.existing is not None for p in actors)
        self._context = context
        self.made = made
        self._cues: dict[Segments, Proposal] = {}
        self._actors: dict[Segments, Proposal] = {}

    def cue(self, segments: Segments, score: float, reason: str) -> Proposal:
        found = self._cues.get(segments)
        if found is None:
            found = self._cues[segments] = Proposal("CUE", segments, score, reason)
            self.made.proposals.append(found)
        return found

    def actor(self, speaker: Speaker, score: float, reason: str) -> Proposal:
        """The span of a speaker: one that is known and covers it, or a new one."""
        if not self._context.with_apposition:
            speaker = without_apposition(speaker)
        start = speaker.start if self._context.with_article else speaker.bare
        attributes = _attributes(speaker)
        return self.words(start, speaker.bare, speaker.end, score, reason, attributes, speaker.mention)

    def words(
        self,
        start: int,
        bare: int,
        end: int,
        score: float,
        reason: str,
        attributes: dict[str, AttributeValue],
        mention: Mention | None = None,
    ) -> Proposal:
        """The span of the words of a speaker; one that is known covers them without their article.

        A person's own may be shorter, if it has the name or the head of the mention.
        """
        segments = ((start, end),)
        found = self._actors.get(segments)
        if found is None:
            found = self._covering(bare, end)
            if found is None and mention is not None and self._has_own:
                found = self._within(start, end, mention)
            if found is None:
                found = Proposal("ACTOR", segments, score, reason, attributes)
                self.made.proposals.append(found)
            self._actors[segments] = found
        return found

    def _covering(self, start: int, end: int) -> Proposal | None:
        """The shortest known span that covers a place."""
        at = bisect_right(self._starts, start)
        near = [p for p in self._known[max(0, at - _NEAR) : at] if p.end >= end]
        return min(near, key=lambda p: p.end - p.start, default=None)

    def _within(self, start: int, end: int, mention: Mention) -> Proposal | None:
        """The longest span of a person's that has a part of the name, else of the head: "Ilse Brandt" of
        "Ministerin Ilse Brandt"."""
        at, to = bisect_left(self._starts, start), bisect_left(self._starts, end)
        inside = [p for p in self._known[at:to] if p.end <= end and p.existing is not None]
        name = mention.named, mention.named + len(mention.name)
        for lo, hi in (name, (mention.bare, mention.head)):
            found = [p for p in inside if p.start < hi and lo < p.end]
            if found:
                return max(found, key=lambda p: p.end - p.start)
        return None


def _unspaced(reading: Reading, quotes: list[Proposal], linked: set[tuple[str, int]], place: _Places) -> None:
    """The same for languages that are read sign by sign, by what stands next to the quotes."""
    links = place.made.links
    speakers = {id(link.head): link.child for link in reading.links if link.label == "speaker"}
    last: tuple[Range, Proposal] | None = None  # the line of the quote before with its end there, and its speaker
    around: Proposal | None = None
    for quote in quotes:
        line = reading.line_of(quote.start)
        floor = begin = reading.lines[line][0] if line >= 0 else 0
        is_direct = quote.attributes.get("form", DIRECT) == DIRECT
        is_nested = around is not None and _is_within(quote, around)
        if is_nested and around is not None:
            floor = around.start + 1  # who says the whole is not who is quoted in it
        elif is_direct:
            around = quote
        # Of an interrupted quotation the words about the speaker stand between its pieces.
        end = quote.segments[0][1] if is_direct else quote.end
        found = unspaced.find(reading.text, reading.lang, floor, quote.start, end)
        actor = speakers.get(id(quote))
        reason, score = "subject of the sentence", 0.7
        if found is not None and found.cue is not None:
            reason = f"belongs to “{reading.text[slice(*found.cue)]}”"
            if ("cue", id(quote)) not in linked:
                links.append(Link("cue", quote, place.cue((found.cue,), 0.7, _CUES["inverted"]), 0.7))
        same = last is not None and last[0][0] == begin
        if found is None and actor is None and not is_nested and not _is_announced(reading.text, quote):
            since = last[0][1] if last is not None and same else begin
            found = unspaced.earlier(reading.text, reading.lang, since, quote.start, is_next=same)
            if found is None and line > 0 and quote.start == begin:
                found = unspaced.announced(reading.text, reading.lang, *reading.lines[line - 1])
            reason, score = "subject of a sentence before", 0.5
        if actor is None and found is not None:
            actor = place.words(found.speaker[0], *found.speaker, score, reason, {})
            links.append(Link("speaker", quote, actor, score))
        elif (
            actor is None
            and last is not None
            and same
            and not is_nested
            and not _is_announced(reading.text, quote)
        ):
            actor = last[1]
            links.append(Link("speaker", quote, actor, 0.5))
        if actor is not None:
            last = (begin, quote.end), actor


def _is_within(quote: Proposal, around: Proposal) -> bool:
    return any(start < quote.start and quote.end < end for start, end in around.segments)


def _is_announced(text: str, quote: Proposal) -> bool:
    """Whether a colon stands before the quote, so that somebody else may be named there."""
    return text[quote.start - 1 : quote.start] in ("：", ":")


def _attributes(speaker: Speaker) -> dict[str, AttributeValue]:
    attributes: dict[str, AttributeValue] = {"mention": speaker.mention.kind}
    if speaker.mention.who:
        attributes["kind"] = speaker.mention.who
    return attributes


def _segments(scene: Scene, cue: Cue) -> Segments:
    """The places of a cue's words, neighbours as one."""
    found: list[tuple[int, int]] = []
    previous = -2
    for at in cue.words:
        word = scene.words[at]
        if at == previous + 1:
            found[-1] = (found[-1][0], word.end)
        else:
            found.append((word.start, word.end))
        previous = at
    return tuple(found)
