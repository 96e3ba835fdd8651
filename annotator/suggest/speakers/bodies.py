"""Who speaks where a verb has no subject but a place: В полиции сообщили, …; iz uprave su poručili, …"""

from __future__ import annotations

from annotator.core.patterns import late
from annotator.core.typography import word_set
from annotator.suggest.mentions import Mention
from annotator.suggest.speakers.cues import Cue
from annotator.suggest.speakers.finder import Speaker, whole
from annotator.suggest.speakers.gender import of_verb
from annotator.suggest.speakers.scene import Scene
from annotator.suggest.stems import is_form

# Before the place that says something.
_PLACES = {
    **dict.fromkeys(("ru", "uk", "be"), ("в", "во", "у", "въ")),
    "pl": ("w", "we"),
    "es": ("en", "desde"),
    "pt": ("em", "no", "na", "nos", "nas", "num", "numa"),
    "ro": ("în", "într-un", "într-o", "din"),
    **dict.fromkeys(("hr", "bs", "sr"), ("iz", "u", "na", "od", "из", "у", "на", "од")),
    "sl": ("iz", "v", "na", "z", "s", "pri"),
    "bg": ("от", "в", "във"),
    "sk": ("z", "zo", "v", "vo", "na"),
}
LANGUAGES = frozenset(_PLACES)
_FROM = word_set("iz из от zo")  # before what has a capital, too: iz Zagreba poručuju
IT_SAYS = word_set(
    "говорится сказано сообщается отмечается указано подчеркивается подчёркивается написано утверждается "
    "йдеться ідеться зазначено зазначається повідомляється наголошується вказано "
    "czytamy napisano zapisano lee lê-se stoji стоји "
    "arată precizează menționează menţionează"
)
_WRITTEN = word_set("piše píše пише stoji stojí стоји")  # of what stands in a letter, without "se"
_SELF = word_set("se sa се")
# Verbs of more than one: what a body says has no other form.
_THEY = {
    **dict.fromkeys(
        ("hr", "bs", "sr"),
        r"\w+(?:l[ie]|[jžčšć]u|[^žčšćj\W]e|traže|[ea]no|л[ие]|[јжчшћњ]у|[^жчшћј\W]е|траже|[еа]но)",
    ),
    "sl": r"\w+(?:l[ie]|jo|edo)",
    "bg": r"\w+(?:ха|[аяе]т|ли)",
    "sk": r"\w+(?:li|ú|ia)",
}
_THEY_SAY = {lang: late(pattern) for lang, pattern in _THEY.items()}
_BEHIND = 5  # words from a verb to the place behind it
_BEFORE = 12  # words from a place to the verb behind it
_ADJECTIVES = 2  # before the noun of a body


def from_place(scene: Scene, cue: Cue, lo: int, hi: int) -> Speaker | None:
    """Who speaks where the verb has no subject but a place: В полиции сообщили, …; czytamy w komunikacie."""
    if scene.lang in _THEY_SAY:
        return _from_body(scene, cue, lo, hi)
    near = (*range(cue.at - 1, lo - 1, -1), *range(cue.at + 1, min(hi, cue.at + _BEHIND)))
    at = next((n + 1 for n in near if scene.low[n] in _PLACES[scene.lang] and scene.letters[n] != "Q"), hi)
    is_they = scene.low[cue.at].endswith("ли") or scene.low[cue.at] in IT_SAYS
    mention = scene.around(at) if at < hi else None
    if mention is not None and scene.low[at - 1] == "desde" and mention.kind != "pronoun":
        return whole(mention) if mention.who in ("organisation", "group") and _says(scene, cue) else None
    if not is_they or at >= hi or scene.letters[at] in "Q,.:0":
        return None
    if mention is not None and mention.first == at:
        return whole(mention)
    last = at
    if at < hi and scene.letters[at] == "d":
        at = last = at + 1  # se lee en una carta
    while last < min(hi, at + 2) and scene.letters[last] in "nROMC":
        last += 1
    return whole(bare(scene, at, last)) if last > at else None


def _says(scene: Scene, cue: Cue) -> bool:
    """Whether a Spanish verb, or its auxiliary, has the form of several people: denunciaron desde el sindicato."""
    return scene.low[cue.at].endswith("n") or (cue.at > 0 and scene.low[cue.at - 1] in ("han", "habían"))


def _from_body(scene: Scene, cue: Cue, lo: int, hi: int) -> Speaker | None:
    """A body behind a preposition, of which "they" say something, or a letter in which it stands."""
    low = scene.low[cue.at]
    they = _THEY_SAY[scene.lang].fullmatch(low) is not None
    itself = low in _WRITTEN or not _SELF.isdisjoint(scene.low[max(lo, cue.at - 2) : min(hi, cue.at + 3)])
    itself = itself and not of_verb(scene.lang, low)
    if not they and not itself:
        return None
    first, last = max(lo, cue.at - _BEFORE), min(hi, cue.at + _BEHIND)
    first = max(first, scene.letters.rfind("Q", first, cue.at) + 1, scene.letters.rfind(":", first, cue.at) + 1)
    for at in (*range(cue.at - 1, first - 1, -1), *range(cue.at + 1, last)):
        if at > cue.at and scene.letters[at] in "Q:":
            break
        if scene.low[at] not in _PLACES[scene.lang]:
            continue
        amid = scene.letters[at : cue.at] if at < cue.at else scene.letters[cue.at : at]
        if they and "," not in amid and (last := _body_end(scene, at, min(hi, _end(cue, at)))) > at:
            return whole(bare(scene, at + 1, last))
        if itself and (last := _letter_end(scene, at + 1, hi)) > at + 1:
            return whole(scene.around(at + 1) or bare(scene, at + 1, last))
    return None


def _end(cue: Cue, at: int) -> int:
    """Where what a preposition governs ends, at the latest: before the verb, if that follows."""
    return cue.at if at < cue.at else at + _BEFORE


def _body_end(scene: Scene, at: int, hi: int) -> int:
    """Where a body ends that a preposition at a word governs, with whose it is; ``at`` if there is none."""
    for n in range(at + 1, min(hi, at + 2 + _ADJECTIVES)):
        word = scene.words[n]
        named = word.is_capital and (
            scene.low[at] in _FROM or (len(word.text) > 1 and word.text.partition("-")[0].isupper())
        )
        if named or is_form(scene.lang, word.low, "organisations"):
            return _with_owner(scene, n + 1, hi)
        if scene.letters[n] not in "naRMO0":
            break
    return at


def _with_owner(scene: Scene, last: int, hi: int) -> int:
    """Where a body ends with the noun or name behind it, but no adverb: Ministarstva okoliša | oštro poručuju."""
    while last < hi and (scene.words[last].is_capital or scene.low[last] == "на"):
        last += 1 + (scene.low[last] == "на")  # сдружението на родителите
    last = min(last, hi)
    adverb = scene.lang != "bg" and last < hi and scene.low[last].endswith(("o", "о"))
    if last < hi and scene.letters[last] in "nRMO" and not adverb and scene.lang != "bg":
        last += 1
        while last < hi and scene.words[last].is_capital:
            last += 1
    return last


def _letter_end(scene: Scene, at: int, hi: int) -> int:
    """Where a letter, a statement or the like ends that begins at a word; ``at`` if none does."""
    mention = scene.around(at)
    if mention is not None and mention.kind == "pronoun":
        return mention.last
    for n in range(at, min(hi, at + 1 + _ADJECTIVES)):
        if is_form(scene.lang, scene.low[n], "nouns"):
            return _with_owner(scene, n + 1, hi)
        if scene.letters[n] not in "naRMO0":
            break
    return at


def bare(scene: Scene, first: int, last: int) -> Mention:
    """The words from ``first`` to ``last`` as a mention of something."""
    start, end = scene.words[first].start, scene.words[last - 1].end
    return Mention(start, end, start, end, end, "nominal", "", "", "", "", True, first, last)
