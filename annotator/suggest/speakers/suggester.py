"""The suggester "speakers"."""

from __future__ import annotations

from collections.abc import Sequence

from annotator.core.models import AttributeValue, Segments
from annotator.suggest.base import Context, Link, Proposal, Suggestions
from annotator.suggest.reading import Reading
from annotator.suggest.speakers.attribution import Attributor
from annotator.suggest.speakers.cues import Cue
from annotator.suggest.speakers.scene import Scene
from annotator.suggest.speakers.subjects import Speaker


class Speakers:
    """Proposes the cue and the speaker of each quote that is known."""

    name = "speakers"
    version = "1"
    kind = "rule"
    needs = ("quotes",)

    def suggest(self, reading: Reading, known: Sequence[Proposal], context: Context) -> Suggestions:
        quotes = sorted((p for p in known if p.label == "QUOTE"), key=lambda p: (p.start, -p.end))
        made = Suggestions()
        if not quotes:
            return made
        scene = Scene(reading, quotes)
        attributor = Attributor(scene)
        place = _Places([p for p in known if p.label == "ACTOR"], context.with_article, made)
        for quote in quotes:
            found = attributor.attribute(quote)
            if found is None:
                continue
            if found.cue is not None:
                cue = place.cue(_segments(scene, found.cue), found.score, found.reason)
                made.links.append(Link("cue", quote, cue, found.score))
            for speaker in found.speakers:
                actor = place.actor(speaker, found.score, found.reason)
                made.links.append(Link("speaker", quote, actor, found.score))
        return made


class _Places:
    """The spans that the quotes of an article are linked to, each proposed once."""

    def __init__(self, actors: list[Proposal], with_article: bool, made: Suggestions) -> None:
        self._known = actors
        self._with_article = with_article
        self._made = made
        self._cues: dict[Segments, Proposal] = {}
        self._actors: dict[Segments, Proposal] = {}

    def cue(self, segments: Segments, score: float, reason: str) -> Proposal:
        found = self._cues.get(segments)
        if found is None:
            found = self._cues[segments] = Proposal("CUE", segments, score, reason)
            self._made.proposals.append(found)
        return found

    def actor(self, speaker: Speaker, score: float, reason: str) -> Proposal:
        """The span of a speaker: one that is known and covers it, or a new one."""
        start = speaker.start if self._with_article else speaker.bare
        segments = ((start, speaker.end),)
        found = self._actors.get(segments)
        if found is None:
            covering = [p for p in self._known if p.start <= speaker.bare and speaker.end <= p.end]
            found = min(covering, key=lambda p: p.end - p.start, default=None)
            if found is None:
                found = Proposal("ACTOR", segments, score, reason, _attributes(speaker))
                self._made.proposals.append(found)
            self._actors[segments] = found
        return found


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
