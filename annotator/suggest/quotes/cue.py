"""The words that announce a quotation, its medium that they tell of, and the reason for the analyst."""

from __future__ import annotations

from collections.abc import Sequence

from annotator.core.models import Segments
from annotator.core.typography import word_set
from annotator.suggest.quotes.view import View, is_weak, particle_of
from annotator.suggest.quotes.words import CALLS, SO, WRITINGS
from annotator.suggest.reading import Token
from annotator.suggest.unspaced import LANGUAGES, verb_within

# With all other verbs, a letter or report nearby tells that it was written.
_SPOKEN = word_set(
    "sagen rufen erzählen antworten sprechen say tell shout reply dire répondre decir dire dizer zeggen"
)


def announcing(view: View) -> Token | None:
    """The verb that announces the quotation, or the word ("so", "according") or noun that stands for one."""
    near = (view.cue_before, view.cue_after) if _leads_in(view) else (view.cue_after, view.cue_before)
    following = [token for token in view.following[:3] if token.is_word]
    if view.is_apart and following and (following[0] is view.cue_after or following[0].low in SO):
        return following[0]  # whatever stands before the quotation: Ohlsen klagte: „…“, meinte Berg.
    verbs = [verb for verb in (*near, view.cue_later) if verb is not None]
    strong = [verb for verb in verbs if not is_weak(view.reading, verb)]
    if strong and strong[0] is not view.cue_later:
        return strong[0]
    if following and following[0].low in SO:
        return following[0]
    around = [*reversed(view.before), *view.after]
    called = next((token for token in around if token.low in CALLS), None)
    if called is not None or strong:
        return called or strong[0]
    nouns = view.reading.lexicon.nouns
    return next((token for token in around if token.low in nouns), verbs[0] if verbs else None)


def _leads_in(view: View) -> bool:
    """Whether the clause of the verb before goes on with it: accused them of “…”, a charge she called …"""
    before, after = view.cue_before, view.cue_after
    if before is None or after is None or view.previous is None or not view.previous.is_word:
        return False
    behind = [token for token in view.following if token.is_word]
    between = [token for token in view.before if token.start > before.start]
    return behind[:1] != [after] and all(token.is_word for token in between)


def cue_of(view: View, token: Token | None) -> Segments:
    """Where the announcing word stands, its separable prefix as a second segment; empty where there is none."""
    if token is None:
        return ()
    particle = _particle(view, token)
    return ((token.start, token.end), (particle.start, particle.end)) if particle else ((token.start, token.end),)


def _particle(view: View, verb: Token) -> Token | None:
    wanted = view.reading.lexicon.particles.get(verb.low)
    return particle_of(view.reading, verb, wanted) if wanted else None


def medium_of(view: View, token: Token | None) -> str:
    """Speech, writing or thought by the announcing word; empty where the text doesn't tell."""
    if token is None:
        return ""
    low = token.low
    lexicon = view.reading.lexicon
    lemma = lexicon.verbs.get(low, "")
    if not lemma and view.reading.lang in LANGUAGES and (verb := verb_within(view.reading.lang).search(low)):
        lemma = lexicon.verbs[verb[0]]  # 李海写道
    if lemma in lexicon.writing or lemma == "mitteilen":
        return "writing"
    if lemma in lexicon.thought:
        return "thought"
    written = not (WRITINGS.isdisjoint(view.before_low[-12:]) and WRITINGS.isdisjoint(view.after_low[:12]))
    if low in SO or low in ("heißt", "hieß", "heiße", "heisst", "hiess", "heisse"):
        return "writing" if written else ""
    return "writing" if written and lemma not in _SPOKEN else "speech"


def reason_of(view: View, seen: Sequence[str], token: Token | None) -> str:
    """One line for the analyst: "„…“ after 'sagte'", which is the announcing word."""
    text, candidate = view.reading.text, view.candidate
    lo, hi = candidate.inside
    marks = f"{text[candidate.start : lo].strip()[:2]}…{text[hi : candidate.end].strip()[-2:]}"
    if "colon" in seen:
        return f"{marks} after a colon" + (f" and {token.text!r}" if token else "")
    if token is not None:
        return f"{marks} {'before' if token.start >= candidate.end else 'after'} {token.text!r}"
    if view.mood is not None:
        return f"{marks} in reported speech ({view.mood.text!r})"
    return f"{marks} around {view.length} words"
