"""What each word may do in a noun phrase, as one letter, so that patterns can speak of words as of letters.

N name or other capitalised word, R role, M role of several people, O organisation, C common noun, U document,
T title, I initial ("J."), K possessive ("Tams's"), n other word in small letters; d article or the like, m one
that no subject has ("dem"), g of the genitive alone ("des"), e that may be of the genitive ("der"); a adjective,
y participle, 0 number; p particle of a name, v "von", o "of", f "for", i other preposition, u "and"; r pronoun,
s verb of speech, S the same with a capital, b auxiliary, j "als", x other word. Of marks: "," "(" ")" ":",
q quotation mark, "-" dash, "." the rest.
"""

from __future__ import annotations

import re
from functools import lru_cache

from annotator.core.name_words import COMMON_NOUNS, COMPOUND_ROLES, ROLES, TITLES
from annotator.core.names import fold
from annotator.core.typography import is_function_word, word_set
from annotator.core.word_cache import WordCache
from annotator.suggest.lexicon import Lexicon, lexicon
from annotator.suggest.mentions.articles import ARTICLES
from annotator.suggest.mentions.nouns import DOCUMENTS, GROUPS, ORG_ENDS, ORGS, PEOPLE, THINGS
from annotator.suggest.semitic import spelling

_MARKS = dict.fromkeys('„“”"«»‚‘’‹›「」『』', "q") | dict.fromkeys("–—-‐‑", "-") | {c: c for c in ",():"}
_MARKS |= {"[": "(", "]": ")", "，": ",", "、": ",", "،": ",", "؛": ":", "：": ":", "&": "u", ";": ":"}

_DE = {
    "d": "jegliche jegliches sämtliche etliche die das ein eine dieses diese jenes jene jedes jede kein keine "
    "mein meine sein seine ihr ihre unser unsere dessen welche mehrere viele einige manche alle beide "
    "zahlreiche zwei drei vier fünf sechs sieben acht neun zehn weitere andere solche derselbe dieselbe "
    "dutzende hunderte tausende",
    "m": "dem den einem einen diesem diesen jenem jenen jedem jeden keinem keinen seinem seinen ihrem ihren "
    "unserem unseren meinem meinen welchem welchen vielen einigen mehreren allen zahlreichen",
    "g": "des eines seines ihres unseres meines jedes",
    "e": "der einer dieser jener jeder seiner ihrer unserer deren aller beider mehrerer einiger vieler zweier",
    "r": "er sie es ich wir man wer niemand jemand letzterer letztere ersterer erstere",
    "v": "von vom",
    "j": "als",
    "f": "für",
    "i": "in im an am auf aus bei beim bis durch gegen gegenüber mit nach ohne seit über um unter vor während "
    "wegen zu zum zur zwischen trotz laut hinter neben statt gemäß gemäss samt nebst anlässlich angesichts "
    "aufgrund dank infolge innerhalb außerhalb ausserhalb mittels mithilfe namens ins ans aufs seitens per pro "
    "entlang entgegen binnen inklusive",
    "b": "hat haben hatte hatten habe hätte hätten ist sind war waren wäre wären wird werden wurde wurden würde "
    "würden worden will wollen wollte wollten kann können konnte konnten könnte könnten muss müssen musste "
    "mussten soll sollen sollte sollten darf dürfen durfte durften mag möchte möchten ließ ließen liess liessen "
    "lässt lassen kam kommt kommen kamen ging geht steht stand stehen liegt lag bleibt blieb",
    "u": "und sowie bzw",
    "p": "de del della di da dos van ter ten bin ibn ben bint al el y af av zu du la le los",
}
_EN = {
    "d": "one the a an this that these those his her its their our my your some many several both all most "
    "other another each every two three four five six seven eight nine ten dozens",
    "r": "he she it they we i you who everyone everybody nobody someone somebody himself herself themselves",
    "o": "of",
    "f": "for from at",
    "i": "in on by to with without about after before during under over between against into through since "
    "until via near amid among around despite across within outside inside towards upon per like than as "
    "off behind opposite beside beneath above below beyond along alongside onto past",
    "b": "is are was were be been being has have had having will would can could may might must shall should do "
    "does did n't not never also went gone goes came come took take made make gave give got get kept "
    "left became seemed appeared seems appears met saw led ran held lost won sent brought began found learned "
    "learnt heard discovered knew wanted wants tried fell rose grew stood sat goes comes becomes",
    "u": "and or",
    "p": "de del della di da dos van von der den ter ten bin ibn ben bint al el la le y af av du",
}
_FR = {
    "d": "le la les l' l’ un une ce cet cette ces son sa ses leur leurs notre nos votre vos mon ma mes "
    "plusieurs certains certaines quelques deux trois quatre cinq six sept huit neuf dix chaque tous "
    "toutes",
    "r": "il elle ils elles on je j' j’ nous vous lui eux celui-ci celle-ci ceux-ci celles-ci qui tu",
    "o": "de du des d' d’",
    "f": "chargé chargée chargés",
    "a": "premiers premières derniers dernières seconds secondes nouveaux nouvelles",
    "i": "dans en sur sous pour par avec sans chez entre vers depuis pendant après avant contre selon malgré "
    "dès à au aux lors durant hors parmi envers auprès devant derrière",
    "b": "est sont était étaient fut furent sera seront serait été être a ont avait avaient eut aura aurait "
    "auraient avoir peut peuvent pouvait doit doivent devait va vont veut veulent fait font ne n' n’ se s' "
    "s’ y c' c’ pas m' m’ t' t’ qu' qu’ tient prend met vient",
    "u": "et ou ainsi",
    "p": "von van der den ter bin ibn ben bint al el y af av",
}
_ADVERBS = word_set(
    "whose whom while if nor though now yet there here today how why no yes nothing around whether than "
    "nearly whatever whoever daraus dadurch dahinter darin darum worin worüber wodurch danach täglich "
    "aktuell höhnisch klar unklar richtig falsch wichtig fraglich einig verletzt unverletzt festgenommen deutlich "
    "auffällig typisch kurios bitter erstaunlich überraschend bemerkenswert immerhin schade"
    # What begins a sentence with a capital in German, English, French, and is neither noun nor name.
    "bereits später zuvor anschließend anschliessend weiter weiterhin ferner ebenso ebenfalls schließlich "
    "schliesslich zunächst "
    "zuletzt kürzlich bislang bisher derzeit inzwischen mittlerweile damals seitdem seither somit folglich "
    "insgesamt insbesondere besonders gleichzeitig zugleich tatsächlich offenbar offensichtlich angeblich "
    "vermutlich wahrscheinlich möglicherweise vielleicht natürlich immer erst gerade genau ganz sehr mehr "
    "weniger lediglich einerseits andererseits hingegen dagegen trotzdem deswegen indem nachdem bevor "
    "sobald solange falls sofern wenngleich obgleich worauf woraufhin wobei wodurch sich einander selbst "
    "allein dabei dafür darauf daran darüber davon dort dorthin hierzu hierbei hiermit demnach demzufolge "
    "wörtlich unterdessen zufolge danach hinzu fort mit ab an auf yesterday tomorrow later earlier "
    "recently meanwhile however moreover furthermore nevertheless still just even only perhaps maybe "
    "instead again once twice soon often afterwards afterward thereafter beforehand elsewhere week weeks "
    "month months year years days hours minutes moments morning afternoon evening night weekend always "
    "finally first second third last next then so too very such asked speaking more less much least almost "
    "already ago out up down back away when whenever what where because although whereas unless too well "
    "indeed rather quite hier demain aujourd'hui ensuite puis enfin ainsi alors cependant toutefois "
    "pourtant aussi encore déjà toujours jamais plus moins très bien mal peu beaucoup trop ici là "
    "notamment ailleurs autrement plutôt d'ailleurs monday tuesday wednesday thursday friday saturday "
    "sunday january february march april june july august september october november december montag "
    "dienstag mittwoch donnerstag freitag samstag sonntag januar februar märz mai juni juli oktober "
    "dezember lundi mardi mercredi jeudi vendredi samedi dimanche janvier février avril juin juillet août "
    "septembre octobre novembre décembre"
)
_PLACES = frozenset(("falls", "fort"))  # German adverbs, but "Calder Falls", "Fort Penrose"
_OFFICES = frozenset(("ceo", "cfo", "mp", "mps", "mep", "meps", "msp", "msps"))
_UNLIKE = word_set("porte portes vorrat vorrate gerat gerate mist list teuer")  # end or begin as what they are not
_COMMON_ENDS = (
    "ung",
    "heit",
    "keit",
    "tion",
    "ismus",
    "tat",
    "ungen",
    "heiten",
    "keiten",
    "tionen",
    "nis",
    "nisse",
)
_PERSON_ENDS = (
    *("ist", "istin", "ologe", "ologin", "treuer", "enant", "jahrige", "jahriger", "kratin", "krat"),
    *("erin", "orin"),
)
_NO_PERSON_ENDS = ("frist", "geist", "zwist")
# "Lehrer:innen", "LehrerInnen", "Lehrerinnen" are many, "Lehrer:in" and "Lehrer*in" one.
_WOMEN = re.compile(r"\w{3}(?:[:*_/·-]in|in(?=nen))(nen)?(?<!binnen)\Z")
_COMPOUNDS = (*COMPOUND_ROLES, *_PERSON_ENDS, *(word for word in (*ROLES, *PEOPLE) if len(word) > 6))
_ADJECTIVE = ("e", "en", "er", "em", "es")
_FRENCH_ADJECTIVE = tuple(
    word_set(
        "al ale aux ales ais aise aises ien ienne iens iennes ique iques if ive ifs ives el elle els elles eux"
    )
    | word_set("euse ain aine ains aines ois oise oises adjoint adjointe local général générale")
)
_INFINITIVE = re.compile(r"\w{2,}(?:(?<!i)er|(?<!o)ir|[aeo]ndre|[^s]ettre|crire|[ndt]uire|[fl]aire|[dl]ire)")
_NO_INFINITIVES = word_set(
    "hiver foyer loyer danger diner dejeuner cancer enfer verger berger boulanger etranger passager messager "
    "usager manager leader poster reporter laser avenir plaisir loisir desir soupir souvenir salaire populaire "
    "scolaire navire"
)
# Those that a surname begins with, also with a capital: "Le Goff", "Van Dyck".
_NAME_ARTICLES = word_set("le la les de du des van von der den el al di del della da dos ben bin")
_NOUN_NOT_VERB = re.compile(r"(?<=[dKa])s")
_DUTCH_NAME = re.compile(r"(?<=N)[do](?=[dpN])|(?<=No)d(?=N)")
_WITHIN_NAME = re.compile(r"(?<=[NI.])[PZ]{1,2}(?=N)")
_BEGINS_NAME = re.compile(r"Z(?=N)")
_ABBREVIATION = re.compile(r"[A-Z](?:\.[A-Za-z]){1,2}")
# Adverbs that begin a sentence, but not "Emily", "Beverly", "Connolly".
_ADVERB = re.compile(
    r"\w{2,}(?:ally|bly|[ae]ntly|edly|ingly|ously|tely|vely|arly|orly|rtly|fully|lessly|ctly|stly|icly|dly|mply|ckly)"
)
_CONTRACTED = re.compile(r"(?:i|we|they)['’](?:ve|d|ll|re|m)|s?he['’](?:d|ll|s)")  # "I've told them"
_NAMES_TOO = word_set("rose fell won grew met")  # English verbs that no sentence begins with
_COMPANIES = word_set("ag gmbh kg ohg ev inc ltd llc plc co corp sa sarl se kgaa")
_COMPOUNDING = frozenset(("sv", "da", "no", "nb", "nn", "nl", "fi", "hu"))  # German has lists of its own
_WITHOUT_ENDINGS = frozenset(("nl", "fi", "hu"))  # of the article
_LAST_PART = 6  # letters, at the least
_NO_AUXILIARY = frozenset((("it", "stato"), ("it", "stati")))  # il capo dello Stato, gli Stati Uniti
_FAR = frozenset(("id", "ms", "vi"))  # whose names look like nouns of German, English and French: Rizal Amin
_STEMS = frozenset((*DOCUMENTS, *ROLES, *PEOPLE, *ORGS, *_COMPANIES))  # most words have none of them


@lru_cache(maxsize=32)
def classes(lang: str) -> WordCache[str]:
    """The letter of each word in a language."""
    words = lexicon(lang)
    table: dict[str, str] = {}
    for letter, entries in _tables(lang, words):
        for word in entries:
            table.setdefault(word, letter)

    return WordCache(lambda word: _find(word, table, words, lang))


def in_context(letters: str, lang: str) -> str:
    """The letters with those told that depend on what stands before a word: "Yann Le Goff", "the report"."""
    if "P" in letters or "Z" in letters:
        letters = _WITHIN_NAME.sub(lambda found: "N" * len(found[0]), letters).replace("P", "d")
        letters = _BEGINS_NAME.sub("d", letters).replace("Z", "i")  # "Al caffè Centrale il titolare …"
    if lang == "nl":
        letters = _DUTCH_NAME.sub("p", letters)
    return letters if lang == "de" else _NOUN_NOT_VERB.sub("n", letters)


def _tables(lang: str, words: Lexicon) -> list[tuple[str, frozenset[str] | set[str]]]:
    own = {"de": _DE, "en": _EN, "fr": _FR}.get(lang) or ARTICLES.get(lang, {"p": "de van von al bin ibn"})
    listed = [(letter, word_set(entries)) for letter, entries in own.items()]
    order = "mgedrvofiubpja"
    listed.sort(key=lambda pair: order.index(pair[0]))
    if lang not in ("de", "en", "fr"):
        listed += [
            ("x", words.nobody | words.owners),
            ("r", words.pronouns),
            ("i", words.before | words.prepositions),
            ("b", words.auxiliaries),
        ]
    verbs = frozenset(words.verbs)
    # The Greek accusative has no "ς": σύμφωνα με τον δήμαρχο.
    roles = words.roles | ({word[:-1] for word in words.roles if word.endswith("ς")} if lang == "el" else set())
    listed += [("R", roles - verbs), ("M", words.groups - verbs), ("O", words.organisations - verbs)]
    listed.append(("T", words.titles))
    adverbs = _ADVERBS - _PLACES if lang == "en" else _ADVERBS
    return [*listed, ("s", set(words.verbs)), ("x", words.function_words | words.that), ("x", adverbs)]


def _find(word: str, table: dict[str, str], words: Lexicon, lang: str) -> str:
    first = word[0]
    if not first.isalnum():
        return "p" if first == "&" and lang in ("de", "en", "fr") else _MARKS.get(first, ".")
    low = spelling(word.replace("İ", "i").lower())
    if first.isdigit():
        return "R" if low.endswith(("jährige", "jähriger", "year-old")) else "0"
    letter = table.get(low)
    if lang == "en" and _CONTRACTED.fullmatch(low):
        return "r"
    if first.isupper():
        return _capital(word, low, letter, lang)
    if letter is not None:
        return letter
    if is_function_word(word) and lang in ("de", "fr"):
        return "x"
    return (lang in _COMPOUNDING and _compound(low, lang)) or _small(word, low, lang)


def _compound(low: str, lang: str) -> str:
    """The letter of a word whose last part stands for people: sykehuskilder, vakbondsleider; "" if none does."""
    return next((letter for letter, ends in _last_parts(lang) if low.endswith(ends)), "")


@lru_cache(maxsize=8)
def _last_parts(lang: str) -> list[tuple[str, tuple[str, ...]]]:
    """The endings of such words, in Nordic languages with the article that is an ending, too: talsmanden."""
    words = lexicon(lang)
    articles = ("", "en", "n", "et") if lang not in _WITHOUT_ENDINGS else ("",)
    many = ("", "ne", "na", "ene", "erne") if lang not in _WITHOUT_ENDINGS else ("",)
    parts = (("R", words.roles, articles), ("M", words.groups, many), ("O", words.organisations, articles))
    return [
        (letter, tuple(sorted(word + end for word in of if len(word) >= _LAST_PART for end in ends)))
        for letter, of, ends in parts
    ]


def _capital(word: str, low: str, letter: str | None, lang: str) -> str:
    if word == "Ó":
        return "P"
    if word.isupper() and word.isalpha() and low not in _OFFICES and low not in ("i", "à"):
        return "O" if len(word) > 1 else "I" if letter not in ("d", "x", "b") else letter
    if low in _NAME_ARTICLES and lang != "de":
        return "Z" if letter in ("i", "o") and lang in ("it", "es", "pt", "ca") else "P"
    if _ABBREVIATION.fullmatch(word):
        return "I"  # its last full stop stands apart: "U.S."
    if lang == "en" and _ADVERB.fullmatch(low):
        return "x"
    if (lang, low) in _NO_AUXILIARY:
        return "N"
    if lang == "fr" and word == "Me":
        return "T"  # Maître: of a lawyer
    if lang == "de" and word == "Mag":
        return "T"  # of a Magister; "Mag sein" has no name behind it
    if letter is not None and letter != "s":
        # Many a Hungarian surname is a trade, and no role has a capital there: Vadász Réka.
        return (
            "N"
            if letter == "p" or (letter == "R" and lang == "hu") or (letter == "b" and low in _NAMES_TOO)
            else letter
        )
    folded = fold(word)
    if folded.replace(".", "") in TITLES or (lang == "de" and "." in folded and _ends_as_title(folded)):
        return "T"
    if lang == "en" and low.endswith(("'s", "’s", "s'", "s’")):
        return "K"
    last = folded.rsplit("-", 1)[-1]
    noun = _noun(last, lang == "de") if lang not in _FAR else ""
    if noun and not (lang == "de" and low.endswith("innen")):
        return noun
    if lang == "de" and (ending := _WOMEN.search(low)) is not None:
        return "M" if ending[1] else "R"
    if letter == "s" and lang != "de":
        return "S"
    if letter == "s" and low.endswith(("en", "t")):
        return "C"  # "das Schreiben", but "Frank Weise"
    if lang == "de" and (
        (last.endswith(_COMMON_ENDS) and len(last) > 5)
        or last in THINGS
        or last in COMMON_NOUNS
        or low in lexicon(lang).nouns
    ):
        return "C"
    return "x" if is_function_word(word) and lang != "en" else "N"


def _ends_as_title(folded: str) -> bool:
    """Whether a word is made of titles: "Dipl.-Ing"."""
    return "-" in folded and folded.rsplit("-", 1)[-1].replace(".", "") in TITLES


def _small(word: str, low: str, lang: str) -> str:
    folded = fold(word)
    if folded.replace(".", "") in TITLES and folded not in ("me", "st", "fr", "don", "pr", "col", "gen", "med"):
        return "T"
    if lang == "de":
        return "a" if low.endswith(_ADJECTIVE) and len(low) > 3 else "x"
    if lang == "en" and low.endswith(("'s", "’s", "s'", "s’")):
        return "K"
    noun = _noun(folded.replace("-", "") if folded.startswith("porte") else folded.rsplit("-", 1)[-1], False)
    if noun:
        return noun
    if lang == "en" and low.endswith("ly") and len(low) > 5:
        return "x"
    if lang == "fr" and _INFINITIVE.fullmatch(folded) and folded not in _NO_INFINITIVES:
        return "x"  # "accuse la maire de mépriser"
    if lang == "fr" and low.endswith(_FRENCH_ADJECTIVE):
        return "a"
    return "y" if lang == "en" and low.endswith("ed") else "n"


def _noun(last: str, german: bool) -> str:
    """The letter of a folded noun, the last part of a compound; "" if it is in no list."""
    if last in GROUPS:
        return "M"
    if last in _UNLIKE:
        return ""
    stems = _stems(last)
    if not german and _STEMS.isdisjoint(stems):
        return "R" if f"{last}s" in GROUPS else ""
    for stem in stems:
        if stem in DOCUMENTS:
            return "U"
        if stem in ROLES or stem in PEOPLE:
            return "R"
        if stem in ORGS or stem in _COMPANIES:
            return "R" if german and last == f"{stem}in" else "O"  # "Vorständin"
        if german and stem.endswith(ORG_ENDS):
            return "R" if last == f"{stem}in" else "O"
        if german and stem.endswith(_COMPOUNDS) and not stem.endswith(_NO_PERSON_ENDS):
            return "R"
    return "R" if f"{last}s" in GROUPS else ""


def _stems(word: str) -> tuple[str, ...]:
    if not word.endswith(("s", "n", "e", "r")):
        return (word,)
    return (word, *(word[: -len(end)] for end in ("s", "n", "es", "en", "in", "e", "er") if _has(word, end)))


def _has(word: str, end: str) -> bool:
    return word.endswith(end) and len(word) > len(end) + 2
