"""Names that stand alone in languages without capitals, known by other places of the article."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from annotator.suggest.lexicon import Lexicon
    from annotator.suggest.mentions.mention import Mention

LANGUAGES = frozenset(("fa", "hi"))
_NEAR = 4  # words from a noun to the light verb that makes a verb of speech of it


def without_light_verb(low: list[str], letters: str, known: Lexicon) -> list[str]:
    """The letters with nouns as such that need a light verb to be one of speech: सूचना विभाग."""
    found = list(letters)
    for at in [at for at, letter in enumerate(letters) if letter == "s"]:
        verbs = known.particles.get(low[at])
        if verbs is not None and "" not in verbs and verbs.isdisjoint(low[at + 1 : at + 1 + _NEAR]):
            found[at] = "n"
    return found


def know_again(found: list[Mention], low: list[str], letters: str) -> None:
    """Makes a person of a phrase that has nothing but words of somebody's name: «سمندری لبخند زد»."""
    names = {
        low[at]
        for mention in found
        if mention.who == "person"
        for at in range(mention.first, mention.last)
        if letters[at] == "n"
    }
    for mention in found:
        if not mention.who and mention.kind != "pronoun" and names.issuperset(low[mention.first : mention.last]):
            mention.who = "person"
