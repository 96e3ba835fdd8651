"""Names that stand alone in languages without capitals, known by other places of the article."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from annotator.suggest.mentions.mention import Mention

LANGUAGES = frozenset(("fa", "hi"))


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
