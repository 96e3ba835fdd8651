"""The words that phrases are made of: tokens, with some taken apart and some put together."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from annotator.core.typography import word_set
from annotator.suggest.mentions.prefixes import LANGUAGES as SEMITIC
from annotator.suggest.mentions.prefixes import apart as prefixes_apart

if TYPE_CHECKING:
    from annotator.suggest.lexicon import Lexicon
    from annotator.suggest.reading import Reading, Token

_ELIDED = re.compile(r"(?:[ldjnscmt]|qu|lorsqu|puisqu|dall|dell|nell|sull|all|un|quest)['’](?=\w)", re.IGNORECASE)
_LOST_BLANK = re.compile(r"\.(?=[A-ZÄÖÜÉ][^\W\d_])(?<=[^\W\d_][^\W\d_]\.)")
_GLUED = re.compile(r"\w+[^\W\d_]{2}(?P<stop>\.)(?=[A-ZÄÖÜÉ])[^\W\d_]{2,}")
_INVERTED = re.compile(r"-(?:t-)?(?:ils?|elles?|on|je|nous|vous|ce)\Z")
_WITH_ELISION = frozenset(("fr", "it", "ca"))
_POSSESSIVE = re.compile(r"(?<=[^\W\d_]s)['’](?=\s\w)")
_WITH_DEMONSTRATIVES = frozenset(("es", "it", "pt", "ca"))
_DEMONSTRATIVES = word_set(
    "este esta estos estas ese esa esos esas esse essa esses essas questo questa questi queste aquest "
    "aquesta aquests aquestes aquell aquella aquells aquelles"
)
_NOUN_LETTERS = ("n", "R", "M", "O", "U")
# One of several people, whatever these are: jeden z internautów, en av skuespillerne.
_ONE_OF = {
    "pl": ("jeden z", "jedna z", "jeden ze", "jedna ze"),
    "cs": ("jeden z", "jedna z", "jeden ze", "jedna ze"),
    "sk": ("jeden z", "jedna z", "jeden zo", "jedna zo"),
    "ru": ("один из", "одна из"),
    "uk": ("один з", "одна з", "один із", "одна із", "один зі", "одна зі"),
    "hr": ("jedan od", "jedna od"),
    "sr": ("jedan od", "jedna od", "један од", "једна од"),
    "sl": ("eden od", "ena od", "eden izmed", "ena izmed"),
    "bg": ("един от", "една от"),
    "sv": ("en av", "ett av"),
    "da": ("en af", "et af"),
    "no": ("en av", "ei av", "et av"),
    "fr": ("l' un", "l’ un", "l' une", "l’ une"),
    "es": ("uno de", "una de"),
    "it": ("uno di", "una di"),
    "nl": ("een van", "één van"),
}
_OF_THEM = word_set("ellos ellas loro noi eux elles nous vous hen ons")
_OF = ("d'", "d’", "des")
_WITH_ADJECTIVES = frozenset(("fr", "es", "it", "pt", "ca"))
# Behind a verb of speech; in a source that a mark ends; before a name.
_ADJECTIVE = re.compile(
    r"(?:(?<=s)x{0,3}d[n0a]{0,2}[RM]n)|(?:(?<=i)d[0a]{0,2}[RM]n(?=[,.:;q(]))|(?:d[0a]{0,2}[RM]n(?=,[NT]))"
    r"|(?<=s)x{0,3}d[n0a]{0,2}[RM]a?od?[RMO]n(?=[,.:;q(])"
)
_SURNAME = re.compile(r"(?<=N)[RM](?![NRo])|(?<=[oi])M")
# Behind a role these are never verbs: l'ex amministratore delegato di Aurora.
_OF_ROLES = word_set(
    "delegato delegata generale delegado delegada general ejecutivo ejecutiva executivo executiva adjunto "
    "adjunta aggiunto aggiunta uscente saliente cessante général générale délégué déléguée exécutif exécutive "
    "adjoint adjointe"
)
_CLOSE = word_set(
    "proche proches próxima próximas próximo próximos cercana cercanas cercano cercanos vicina vicine vicino "
    "vicini próxima próximas ligada ligadas propera properes"
)
_WITH_PARTICLES = frozenset(("fr", "it"))
_CLITICS = ("gli", "le")
_DEFINITE = re.compile(r"\w{3,}(?:[eaio]n|et|na|ne)")
_NORDIC = frozenset(("sv", "da", "no"))
_SAID_BY = re.compile(r"(?<=s)n(?=[.,:;uq-]|\Z)|(?<=qs)n|(?<=q,s)n|(?<=s[rdx][if])n")


def with_surnames(words: list[Token], letters: str, lang: str) -> str:
    """The letters of a Romance language with a role or group told that is a name: Luis Rey, di Amici del Mare."""
    if lang in _WITH_ADJECTIVES:
        for match in _SURNAME.finditer(letters):
            if words[at := match.start()].is_capital:
                letters = f"{letters[:at]}N{letters[at + 1 :]}"
    return letters


def by_phrase(letters: str, low: list[str], lexicon: Lexicon) -> str:
    """The letters with those told that depend on the words beside a word, in any language.

    What stands between a verb and its subject is small words ("dit pour sa part Anne Morvan"), and a demonstrative
    before a noun is no pronoun ("este diario").
    """
    if lexicon.lang in _NORDIC:
        letters = _with_definite(letters, low)
    letters = _with_one_of(_with_prepositions(letters, low, lexicon), low, lexicon.lang)
    if lexicon.lang in _WITH_PARTICLES:
        letters = _with_particles(letters, low, lexicon)
    if lexicon.lang == "it":
        letters = _with_clitics(letters, low, lexicon)
    if lexicon.lang in _WITH_ADJECTIVES:
        letters = _with_adjectives(letters, low, lexicon.lang)
    begin = _by_first(lexicon.asides)
    shown = _DEMONSTRATIVES if lexicon.lang in _WITH_DEMONSTRATIVES else frozenset[str]()
    wanted = _beginnings(lexicon.asides, shown)
    places = [at for at, word in enumerate(low) if word in wanted]
    if not places:
        return letters
    found = list(letters)
    for at in places:
        word = low[at]
        for phrase in begin.get(word, ()):
            if low[at : at + len(phrase)] == phrase:
                found[at : at + len(phrase)] = "x" * len(phrase)
        if word in shown and letters[at + 1 : at + 2] in _NOUN_LETTERS:
            found[at] = "d"
    return "".join(found)


def _with_prepositions(letters: str, low: list[str], lexicon: Lexicon) -> str:
    """The letters with prepositions of one letter told that begin a sentence, and are no initials: V posudku."""
    at = letters.find("I")
    while at >= 0:
        if low[at] in lexicon.prepositions and letters[at + 1 : at + 2] != ".":
            letters = f"{letters[:at]}i{letters[at + 1 :]}"
        at = letters.find("I", at + 1)
    return letters


def _places(low: list[str], wanted: frozenset[str]) -> list[int]:
    """Where the words stand in a text, at its beginning aside; most texts have none of them."""
    return [] if wanted.isdisjoint(low) else [at for at, word in enumerate(low) if at and word in wanted]


def _with_adjectives(letters: str, low: list[str], lang: str) -> str:
    """The letters with the adjective behind a role told where it can't be a verb: dijo el presidente ruso."""
    for at in _places(low, _OF_ROLES):
        if letters[at - 1] == "R" and letters[at] == "n":
            letters = f"{letters[:at]}a{letters[at + 1 :]}"
    for at in _places(low[:-1], _CLOSE):
        if letters[at - 1] in "RMOn" and letters[at + 1] in "iop":
            # une source proche du dossier; fuentes cercanas al club
            has_article = at > 1 and letters[at - 2] in "d0a"
            letters = f"{letters[:at]}{'a' if has_article else letters[at - 1]}o{letters[at + 2 :]}"
    for match in _ADJECTIVE.finditer(letters):
        at = match.end() - 1
        word, noun = low[at], low[at - 1]
        # dijo el ministro horas después
        other = (
            lang in ("es", "pt") and word.endswith("s") != noun.endswith("s") and not word.endswith(("és", "ês"))
        )
        if not other and not word.endswith(("mente", "ment")):
            letters = f"{letters[:at]}a{letters[at + 1 :]}"
    return letters


def _with_particles(letters: str, low: list[str], lexicon: Lexicon) -> str:
    """The letters with a verb of two words told, of which one is no auxiliary: a fait savoir, fa sapere."""
    for at in [at for at, word in enumerate(low[:-1]) if word in lexicon.particles]:
        if low[at + 1] in lexicon.particles[low[at]]:
            letters = f"{letters[:at]}sx{letters[at + 2 :]}"
    return letters


def _with_clitics(letters: str, low: list[str], lexicon: Lexicon) -> str:
    """The letters with Italian pronouns told that look like articles before a verb of speech: gli domandano."""
    for at in [at for at, word in enumerate(low[:-1]) if word in _CLITICS and low[at + 1] in lexicon.verbs]:
        letters = f"{letters[:at]}xs{letters[at + 2 :]}"
    return letters


def _with_one_of(letters: str, low: list[str], lang: str) -> str:
    """The letters with the words of "one of" told, and the noun behind them as that of several people."""
    phrases = _ONE_OF.get(lang, ())
    first = {phrase.partition(" ")[0] for phrase in phrases}
    if first.isdisjoint(low):
        return letters
    found = list(letters)
    for at in [at for at, word in enumerate(low[:-2]) if word in first]:
        last = at + 2
        if f"{low[at]} {low[at + 1]}" not in phrases or (lang == "fr" and low[last] not in _OF):
            continue
        found[at:last] = "do"
        if lang == "fr":  # l'une d'elles, l'un des ministres, l'un d'entre eux
            found[last] = "d"
            last += 1
            if low[last : last + 1] == ["entre"]:
                found[last], last = "n", last + 1
        if last < len(low) and (letters[last] == "n" or low[last] in _OF_THEM):
            found[last] = "M"
    return "".join(found)


def _with_definite(letters: str, low: list[str]) -> str:
    """The letters with a noun whose ending is its article as a role where it speaks: säger kaptenen."""
    for match in _SAID_BY.finditer(letters):
        at = match.start()
        if _DEFINITE.fullmatch(low[at]):
            letters = f"{letters[:at]}R{letters[at + 1 :]}"
    return letters


@lru_cache(maxsize=64)
def _by_first(phrases: frozenset[str]) -> dict[str, list[list[str]]]:
    found: dict[str, list[list[str]]] = {}
    for phrase in sorted(phrases):
        words = phrase.split()
        found.setdefault(words[0], []).append(words)
    return found


@lru_cache(maxsize=64)
def _beginnings(phrases: frozenset[str], words: frozenset[str]) -> frozenset[str]:
    """The first words of phrases, and the words."""
    return words.union(_by_first(phrases))


def words_of(reading: Reading) -> list[Token]:
    """The article's tokens with elided articles, inverted pronouns and what a lost blank joined apart.

    The apostrophe of an English plural goes with its word: "Workers' Union".
    """
    words = reading.tokens
    if reading.lang in _WITH_ELISION:
        words = _apart(words)
    if reading.lang in SEMITIC:
        words = prefixes_apart(words, reading.lang)
    if reading.lang == "en" and _POSSESSIVE.search(reading.text):
        words = _with_apostrophes(reading, words)
    if _LOST_BLANK.search(reading.text):
        words = _unglued(words)
    return words


def _with_apostrophes(reading: Reading, tokens: list[Token]) -> list[Token]:
    """The tokens with apostrophes of possessives at their words, unless they close a quotation."""
    places = {match.start() for match in _POSSESSIVE.finditer(reading.text)}
    places -= {end - 1 for _, end in reading.quotations}
    found: list[Token] = []
    for token in tokens:
        if token.start in places:
            before = found[-1]
            found[-1] = before._replace(end=token.end, text=before.text + token.text, low=before.low + token.text)
        else:
            found.append(token)
    return found


def _apart(tokens: list[Token]) -> list[Token]:
    """The tokens with what French writes as one word with another apart: l’avocat, a-t-il."""
    found: list[Token] = []
    for token in tokens:
        elided = _ELIDED.match(token.text)
        if elided:
            found.append(_part(token, 0, elided.end()))
            token = _part(token, elided.end(), len(token.text))
        inverted = _INVERTED.search(token.text)
        if inverted and inverted.start():
            found.append(_part(token, 0, inverted.start()))
            token = _part(token, token.text.rindex("-") + 1, len(token.text))
        found.append(token)
    return found


def _unglued(tokens: list[Token]) -> list[Token]:
    """The tokens with what a lost blank joined apart, as scraped texts have it: "Ohlsen.Gestern"."""
    found: list[Token] = []
    for token in tokens:
        glued = _GLUED.fullmatch(token.text)
        if glued:
            stop = glued.start("stop")
            found += (_part(token, 0, stop), _part(token, stop, stop + 1))
            token = _part(token, stop + 1, len(token.text))
        found.append(token)
    return found


def _part(token: Token, start: int, end: int) -> Token:
    return type(token)(token.start + start, token.start + end, token.text[start:end], token.low[start:end])
