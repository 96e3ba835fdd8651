"""What tells that a name, a title or what somebody is called stands between quotation marks."""

from __future__ import annotations

from annotator.core.typography import is_function_word
from annotator.core.word_cache import WordCache
from annotator.suggest.quotes.semitic import follows_adjective
from annotator.suggest.quotes.view import View
from annotator.suggest.quotes.words import (
    AND,
    ARTICLES,
    AS,
    BAPTISED,
    CALLS,
    CHARGED,
    KIND_ENDINGS,
    KINDS,
    KNOWN,
    NAMED,
    REFLEXIVE,
)
from annotator.suggest.reading import Token

_CLOSING = frozenset("“”\"»«’›‹'")
_OPENING = frozenset("„“\"»«‘›‹'`")
_FOR = frozenset(("pour", "por", "per"))
_ROMANCE = frozenset(("fr", "es", "it", "pt", "ca", "ro"))
_REFLEXIVE_DIT = frozenset(("se", "est", "était", "sont"))  # se dit, s'est dit


def is_amid_name(view: View) -> bool:
    """Whether names stand to both sides; in German, which writes nouns so, that tells nothing."""
    around = (view.previous, *view.following[:1])
    return (
        view.length < 4
        and view.reading.lang != "de"
        and len(around) == 2
        and all(token is not None and token.is_capital for token in around)
    )


def tells_a_name(view: View) -> bool:
    """Whether a colon announces a title: Das Motto des Festes: „…“"""
    return view.length < 7 and view.cue_before is None and any(_is_kind(one) for one in view.before[-12:])


def _is_kind(token: Token) -> bool:
    return token.low in NAMED or token.low in KINDS or (token.is_capital and _ENDS_AS_A_KIND[token.low])


_ENDS_AS_A_KIND = WordCache(lambda low: KIND_ENDINGS.fullmatch(low) is not None)


def is_behind_kind(view: View) -> bool:
    """Whether a word stands before it that names go with, and nothing tells that it is called so: no title."""
    last = [token for token in view.before[-2:] if token.text != ","][-1:]
    if follows_adjective(view):
        # An adjective may stand between: בית הספר היסודי "אלונים".
        last = [token for token in view.before[-2:] if _is_kind(token)] or last
    if not last or not (_is_kind(last[0]) or view.is_behind_body) or _names_nothing(view):
        return False
    called = not CALLS.isdisjoint(view.before_low[-5:])
    # called the show “quietly splendid”, called the report “fiction”
    return not (called and view.small and (view.length > 1 or view.reading.lang == "en"))


def _names_nothing(view: View) -> bool:
    """Whether a word that names go with does something else: se dit « honoré »; who asked not to be named, “…”"""
    last = view.before_low[-3:]
    said = last[-1:] == ["dit"] and last[-2:-1] and last[-2] in _REFLEXIVE_DIT
    return bool(said) or last[:-1] == ["be", "named"]


def is_named(view: View) -> bool:
    before = view.before_low
    if _names_nothing(view):
        return False
    if view.reading.lang in _ROMANCE and len(before) > 1:
        if view.capital and not BAPTISED.isdisjoint(before[-4:-1]):
            return True
        if before[-1] in _FOR and not CHARGED.isdisjoint(before[-6:-1]):
            return True  # poursuivi pour « violences aggravées »
        if before[-1] in ARTICLES and _tells_name(view, before[-4:-1]):
            return True  # conocido como el «caso Farola»
    return _tells_name(view, before[-3:])


def _tells_name(view: View, last: list[str]) -> bool:
    """Whether some words before it say that a name follows."""
    if last[-2:-1] == ["så"] and last[-1] in CALLS:
        return True  # den så kallade ”munkavlelagen”
    if last[-1] in NAMED or (last[-1] in (":", ",", "به") and last[-2:-1] and last[-2] in NAMED):
        return True
    reach = view.before_low[-8:] if view.reading.lang == "en" else last  # known in the town as “the bruise”
    if (last[-1] in AS or last[-2:] == ["com", "a"]) and not KNOWN.isdisjoint(reach):
        return True
    around = (*last, *(token.low for token in view.following[:2]))
    return not REFLEXIVE.isdisjoint(last) and not CALLS.isdisjoint(around)


def is_listed(view: View) -> bool:
    before, after = view.before[-2:], view.after[:2]
    return (len(before) == 2 and before[0].text in _CLOSING and before[1].low in AND) or (
        len(after) == 2 and after[0].low in AND and after[1].text in _OPENING
    )


def is_noun(view: View) -> bool:
    previous = view.previous
    if previous is None or not previous.is_word or is_function_word(previous.text):
        return False
    if not CALLS.isdisjoint(view.before_low[-8:]):
        return False  # Classen warf der Reederei „Feigheit“ vor.
    if view.reading.lang in ("de", ""):
        return previous.is_capital
    return previous.text[0].islower() and not previous.low.endswith(("ed", "ing"))
