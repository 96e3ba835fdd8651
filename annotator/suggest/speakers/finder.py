"""What a search for the subject of a verb of speech is made of, in any language."""

from __future__ import annotations

from typing import NamedTuple

from annotator.core.typography import word_set
from annotator.suggest.mentions import Mention
from annotator.suggest.mentions.prefixes import LANGUAGES as SEMITIC
from annotator.suggest.speakers.cues import Cue
from annotator.suggest.speakers.scene import Scene

_THEIR = word_set("his her their")  # "Tams and her colleagues"
_NAMED = 3  # words of a role with a name
BY = word_set("von vom durch by par")
_DROPPING = frozenset(("es", "it", "pt", "ca", "ro"))  # leave pronouns out, so that verbs begin many a sentence
CITED = word_set("zitieren quote cite citer")


class Speaker(NamedTuple):
    """A place for the ACTOR span: code points; where it begins without its article; the mention that it is of."""

    start: int
    end: int
    bare: int
    mention: Mention


def whole(mention: Mention) -> Speaker:
    """The mention with all that belongs to it."""
    return Speaker(mention.start, mention.end, mention.bare, mention)


def without_apposition(speaker: Speaker) -> Speaker:
    """Of "Tjark Ohlsen, Chef des Hafenbunds" and "die Chefin, Gwen Tregarth" the name, with a title before it."""
    mention = speaker.mention
    if not mention.core < mention.end == speaker.end or mention.named < 0:
        return speaker
    if mention.named < mention.core:
        return speaker._replace(end=mention.core)
    return Speaker(mention.named, mention.named + len(mention.name), mention.named, mention)


def is_animate(mention: Mention) -> bool:
    """Whether a mention is likely to be somebody who can speak."""
    if mention.kind == "nominal":
        return mention.who in ("person", "organisation", "group")
    return True


def strength(scene: Scene, mention: Mention) -> int:
    """How likely somebody who speaks is meant: 2 sure, 1 a single capitalised word or a document, 0 a thing."""
    if mention.kind == "pronoun" or mention.who in ("person", "organisation", "group"):
        return 2
    if mention.kind == "name":
        if scene.is_named_elsewhere(mention) or scene.acts(mention.last):
            return 2
        return int(not (scene.lang in _DROPPING and _only_begins(scene, mention)))
    if mention.who == "document":
        return 1
    return int(scene.lang == "de" and scene.text[mention.bare : mention.head].endswith(("er", "erin")))


def _only_begins(scene: Scene, mention: Mention) -> bool:
    """Whether a single word with a capital begins a sentence, where any word has one: "Perdeu outros onze"."""
    before = scene.letters[mention.first - 1] if mention.first else ""
    begins = before in ("", ".", ":") or mention.first in scene.lines
    return begins and mention.last - mention.first == 1


def with_other(scene: Scene, speaker: Speaker) -> list[Speaker]:
    """The speaker, and the other one where two are joined by "und"."""
    mention = speaker.mention
    if mention.kind == "pronoun":
        return [speaker]
    after, before = mention.last, mention.first - 1
    if scene.letters[after : after + 1] == "u":
        other = scene.around(after + 1) if after + 1 < len(scene.words) else None
        if other and scene.lang in SEMITIC and _is_one(mention, other):
            return [speaker._replace(end=other.end)]
        if other and other.first == after + 1 and other.kind == mention.kind and is_animate(other):
            return [speaker, whole(other)]
    if before > 0 and scene.letters[before] == "u":
        other = scene.around(before - 1)
        alike = other is not None and (other.kind == mention.kind or scene.low[mention.first] in _THEIR)
        if other and alike and other.last == before and not other.oblique:
            return [whole(other), speaker]
    return [speaker]


def _is_one(mention: Mention, other: Mention) -> bool:
    """Whether two roles are of one person, as the second alone has a name: الكاتب والمحلل السياسي وليد صبري."""
    return mention.last - mention.first == 1 and other.last - other.first >= _NAMED


def from_word(scene: Scene, mention: Mention, at: int) -> Speaker:
    """The part of a mention from a word on; the article in front of it told."""
    if at <= mention.first:
        return whole(mention)
    start = scene.words[at].start
    bare = scene.words[at + 1].start if scene.letters[at] in "demg" and at + 1 < mention.last else start
    return Speaker(start, mention.end, bare, mention)


class Finder:
    """Looks for the subject of one verb within one sentence."""

    def __init__(self, scene: Scene, cue: Cue, lo: int, hi: int) -> None:
        self.scene = scene
        self.letters = scene.letters
        self.cue = cue
        self.at = cue.at
        self.lo = lo
        self.hi = hi

    def find(self) -> Speaker | None:
        """The subject of the verb."""
        raise NotImplementedError

    def of_noun(self) -> Speaker | None:
        """The subject of a clause in which a noun announces a quote."""
        raise NotImplementedError

    def subjects(self, lo: int, hi: int) -> list[Mention]:
        """The mentions that may be subjects."""
        return self.scene.subjects(lo, hi)

    def low(self, index: int) -> str:
        return self.scene.words[index].low if self.lo <= index < self.hi else ""

    def agent(self, lo: int, hi: int) -> Speaker | None:
        """Who stands behind "von", "by" or "par" in a stretch."""
        for mention in self.scene.between(lo, hi):
            if self.low(mention.first - 1) in BY and is_animate(mention):
                return whole(mention)
            at = self.letters.rfind("v", mention.first, mention.last - 1)
            if at >= 0 and set("NRMO") & set(self.letters[at : mention.last]):
                return from_word(self.scene, mention, at + 1)  # "die Gefahr von Stürmen vom Wetterdienst"
        return None

    def comma_before(self, index: int) -> int:
        """The last comma before a word that belongs to no mention; -1 if there is none in the sentence."""
        at = self.letters.rfind(",", self.lo, index)
        while at >= 0:
            inside = self.scene.around(at)
            if inside is None:
                return at
            at = self.letters.rfind(",", self.lo, inside.first)
        return -1

    def ending_at(self, index: int) -> Mention | None:
        """The mention that ends with the word before ``index``."""
        mention = self.scene.around(index - 1) if index > self.lo else None
        return mention if mention is not None and mention.last == index else None
