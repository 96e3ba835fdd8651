"""Who a cue belongs to: the subject of a verb of speech, the agent of a passive, the name behind "laut"."""

from __future__ import annotations

from dataclasses import replace

from annotator.core.typography import word_set
from annotator.suggest.mentions import Mention
from annotator.suggest.mentions.phrases import source_end
from annotator.suggest.mentions.prefixes import LANGUAGES as SEMITIC
from annotator.suggest.reported.within import HIS, QUALE, THEM, WHICH
from annotator.suggest.speakers.bodies import IT_SAYS, bare, from_place
from annotator.suggest.speakers.bodies import LANGUAGES as PLACES
from annotator.suggest.speakers.cues import Cue
from annotator.suggest.speakers.english import English, informed, owner_of
from annotator.suggest.speakers.finder import BY, Finder, Speaker, from_word, whole
from annotator.suggest.speakers.german import German
from annotator.suggest.speakers.hindi import Hindi
from annotator.suggest.speakers.others import Other
from annotator.suggest.speakers.persian import Persian
from annotator.suggest.speakers.scene import Scene
from annotator.suggest.speakers.semitic import Semitic

_ITSELF = "se"  # before a verb of what stands somewhere in Romanian: se arată în comunicat
_OWN = word_set(
    "vlastných vlastních vlastitim lastnih svojih sopstvenim сопственим собствени собствените własnych"
)
_TOLD_TO = {"es": ("a", "al"), "pt": ("à", "ao", "aos", "às"), "ca": ("a", "al")}
_AS = word_set("jak ako как як както kako како kot")
# Languages that have one of their own.
_FINDERS: dict[str, type[Finder]] = {"en": English, "ar": Semitic, "he": Semitic, "fa": Persian, "hi": Hindi}
_PARTICIPLE = 10  # words from an article to the noun behind a participle
_FRONT = 5  # words of a source before the word that tells of it


def speaker_of(scene: Scene, cue: Cue, lo: int, hi: int) -> Speaker | None:
    """Who speaks by a cue of the sentence from word ``lo`` to ``hi``; None if nobody is told."""
    found = _speaker_of(scene, cue, lo, hi)
    return informed(scene, found) if found is not None and scene.lang == "en" else found


def _speaker_of(scene: Scene, cue: Cue, lo: int, hi: int) -> Speaker | None:
    if cue.kind == "before":
        return _behind_phrase(scene, cue, hi)
    if cue.kind == "after":
        last = cue.at
        while last > lo + 1 and scene.letters[last - 1] == "i" and scene.lang != "de":
            last -= 1  # मंत्री के अनुसार
        if last > lo + 1 and scene.lang == "hu" and scene.low[last - 1] in scene.lexicon.nouns:
            last -= 1  # Kovács elmondása szerint
        mention = scene.around(last - 1) if last > lo else None
        if mention is None and 0 < last - lo <= _FRONT and scene.lang != "de":
            mention = bare(scene, lo, last)
        elif mention is None and last > lo and scene.lang == "fi":
            mention = bare(scene, last - 1, last)  # Hanke maksaa yhtiön mukaan miljoonan.
        elif mention is not None and mention.last > last:
            mention = replace(mention, last=last, end=scene.words[last - 1].end)
        return _without_noun(scene, mention) if mention else None
    if cue.kind == "inverted":
        at = cue.at + (2 if scene.letters[cue.at + 1] in "ixb" else 1)
        mention = scene.around(at) or scene.around(at + 1) or scene.around(at + 2)
        return from_word(scene, mention, at) if mention else None
    if cue.kind == "own":
        return _possessor(scene, cue.at - 1)
    if cue.kind == "noun":
        owner = _of_noun(scene, cue, hi) or (owner_of(scene, cue.at, lo) if scene.lang == "en" else None)
        return owner or (German if scene.lang == "de" else Other)(scene, cue, lo, hi).of_noun()
    if scene.lang == "de":
        return German(scene, cue, lo, hi).find()
    finder = _FINDERS.get(scene.lang)
    if finder is not None:
        return finder(scene, cue, lo, hi).find()
    is_it = scene.low[cue.at] in IT_SAYS and (scene.lang != "ro" or scene.low[cue.at - 1] == _ITSELF)
    where = from_place(scene, cue, lo, hi) if scene.lang in PLACES and is_it else None
    found = where or Other(scene, cue, lo, hi).find()
    if scene.lang == "ro" and not is_it:
        return found
    return found or (from_place(scene, cue, lo, hi) if scene.lang in PLACES else None)


def _behind_phrase(scene: Scene, cue: Cue, hi: int) -> Speaker | None:
    at = cue.words[-1] + 1
    of = scene.lexicon.of
    while at < hi and scene.letters[at] in "vo" and (scene.low[at] in of or scene.low[at] in ("von", "vom", "of")):
        mention = scene.around(at)
        if scene.words[at].low in ("der", "des") or (mention is not None and mention.first == at):
            break
        at += 1
    if scene.lang in SEMITIC and at + 1 < hi and scene.letters[at] == "i" and scene.around(at + 1):
        at += 1  # ל|משרד
    told_to = _TOLD_TO.get(scene.lang, ())
    if at + 1 < hi and scene.low[at] in told_to and scene.low[at - 1] in scene.lexicon.verbs:
        hearer = scene.around(at + 1)  # según dijo a este diario el alcalde
        at = hearer.last if hearer is not None else at
    if at >= hi:
        return None
    is_which = scene.low[at] in WHICH or (at + 1 < hi and scene.low[at + 1] in QUALE)
    if is_which and scene.letters[cue.at - 1] == ",":
        # ministar, prema kojem …
        return _before(scene, cue.at - 1)
    if scene.low[at] in THEM or (scene.lang == "bg" and scene.low[at] in HIS):
        return whole(replace(bare(scene, at, at + 1), kind="pronoun"))
    mention = scene.around(at)
    if mention is None:
        following = scene.between(at, min(hi, at + 3))
        # Prema policiji, vozač …; po mnenju župana je most …
        apart = following and not set(",b").isdisjoint(scene.letters[at : following[0].first])
        mention = following[0] if following and not apart else _bare_source(scene, at, hi)
        if scene.lang == "ro" and mention is not None and scene.letters[at : mention.first].strip("n") == "":
            return Speaker(scene.words[at].start, mention.end, scene.words[at].start, mention)
        if mention is None and scene.lang == "de" and scene.letters[at] in "demg":
            mention = _behind_participle(scene, at, hi)
    if mention is None:
        return None
    if scene.low[cue.at] in _AS:
        return whole(mention)._replace(end=mention.core)  # Kako kaže Ana Perić, vozač je pobjegao
    return from_word(scene, mention, at) if mention.first < at else _without_noun(scene, mention)


def _behind_participle(scene: Scene, at: int, hi: int) -> Mention | None:
    """ "Bericht" in "laut dem im Mai vorgelegten Bericht", "laut einer am Montag in Bielen gezeigten Studie"."""
    comma = scene.letters.find(",", at, hi)
    reach = min(hi if comma < 0 else comma, at + _PARTICIPLE)
    told = (mention for mention in scene.between(at, reach) if scene.letters[mention.first - 1] in "as")
    return next(told, None)


def _bare_source(scene: Scene, at: int, hi: int) -> Mention | None:
    """ "prokuratury" in "według prokuratury", where no article or capital tells of it."""
    last = source_end(scene.letters, scene.lang, at, hi)
    if last == at:
        return None
    return bare(scene, at, last)


def _possessor(scene: Scene, at: int) -> Speaker | None:
    """ "seiner" in "seiner Ansicht nach", as a pronoun; in "podľa vlastných slov" the subject before it."""
    if scene.low[at] in _OWN:
        lo, _ = scene.sentence(at, at + 1)
        return next((whole(one) for one in reversed(scene.subjects(lo, at))), None)
    mention = scene.around(at) or (bare(scene, at, at + 1) if scene.low[at] in scene.lexicon.owners else None)
    if mention is None:
        return None
    word = scene.words[at]
    pronoun = replace(
        mention, start=word.start, end=word.end, kind="pronoun", name="", who="", first=at, last=at + 1
    )
    return Speaker(word.start, word.end, word.start, pronoun)


def _without_noun(scene: Scene, mention: Mention) -> Speaker:
    """ "Angaben des Ministers" is the minister."""
    for at in range(mention.first, mention.last - 1):
        if scene.words[at].low in scene.lexicon.nouns and scene.letters[at + 1] in "gevo":
            after = at + 2 if scene.letters[at + 1] in "vo" else at + 1
            return from_word(scene, mention, min(after, mention.last - 1))
    return whole(mention)


def _of_noun(scene: Scene, cue: Cue, hi: int) -> Speaker | None:
    """Whose word a noun of speech is: "Classens Vorwurf", "the claim of the union", "die Kritik von Ohlsen"."""
    at = cue.at
    if at and scene.letters[at - 1] in "KN" and (scene.lang == "en" or scene.words[at - 1].low.endswith("s")):
        mention = scene.around(at - 1)
        if mention is not None:
            end = scene.words[at - 1].end
            if scene.letters[at - 1] == "K":
                end -= 2 if scene.words[at - 1].low.endswith(("'s", "’s")) else 1
            return Speaker(mention.start, end, mention.bare if mention.bare < end else mention.start, mention)
    after = at + 1
    if after >= hi or (scene.letters[after] not in "gevo" and scene.words[after].low not in BY):
        return None
    if scene.letters[after] in "vo" or scene.words[after].low in BY:
        after += 1
    mention = scene.around(after) if after < hi else None
    if mention is None or not set("NRMO") & set(scene.letters[after : mention.last]):
        return None
    return from_word(scene, mention, after)


def _before(scene: Scene, comma: int) -> Speaker | None:
    """Who stands before a comma with a relative pronoun behind it, or the last subject of the clause."""
    lo, _ = scene.sentence(comma, comma + 1)
    mention = scene.around(comma - 1) or next(reversed(scene.subjects(lo, comma)), None)
    return whole(mention) if mention is not None else None
