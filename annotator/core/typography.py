"""The units that print shows in one line: grapheme clusters, words, sentences and quotations.

Made for German, English and French, and harmless elsewhere. Offsets are code points, end exclusive; a text is
as :func:`annotator.core.offsets.clean_text` leaves it. Words follow Unicode Standard Annex #29, section 4, adapted
to compounds, elisions and abbreviations. The functions that take ``lo`` and ``hi`` look at that stretch alone,
and take time in proportion to it.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from annotator.core.clusters import SHAPES, Range, cluster_start, is_wordish
from annotator.core.word_cache import WordCache


def trim(text: str, lo: int, hi: int) -> Range:
    """The stretch without white space at its ends, and with its first cluster whole; ``(lo, lo)`` if blank."""
    part = text[lo:hi]
    start = hi - len(part.lstrip())
    if start >= hi:
        return lo, lo
    if text[start] >= "\u0300":  # all before it begin clusters
        start = max(lo, cluster_start(text, start))
    return start, lo + len(part.rstrip())


_WORD = re.compile(
    r"""
    (?: [Aa]m*+ (?: \.[Aa]m*+(?![Aaobdhy0_mj]) )++ (?: \.(?![mj]) )?        # U.S., z.B.
      | [Aaobdhy0_][Aaobdhy0_mj]*+ )
    (?: (?: [-']|f++                                                        # Jean-Luc, don't
          | \.(?=a) | [:*·](?=a)                                            # example.org, Bürger:innen
          | (?<=0)[.,:](?=0) | (?<=0)s(?=000(?!0))                          # 1,204  16:30  10 000
          | (?<=A)&(?=A)                                                    # AT&T
          | (?<=[bm])"(?=b) )                                               # מנכ"ל
        [Aaobdhy0_][Aaobdhy0_mj]*+ )*+
    | l?+[ce](?:m*+j[mj]*+[ce])*+[mj]*+(?:t[mj]*+)*+ | [lt][mj]*+
    | rr?[mj]*+ | p(?:m*+jp)*[mj]*+
    """,
    re.VERBOSE,
)
# Only before a vowel or h, so that "c'mon" and "M'Bappé" stay whole; "aujourd'hui" and "quelqu'un" aren't listed.
_ELISION = re.compile(
    "(?:[cdjlmnstv]|qu|(?:jus|lors|puis|quoi)qu|[dns]ell|(?:a|co|da|ne|su|que|be)ll|quest|sant|un|gl)['’ʼ]"
    "(?=[aeiouyhœæà-åè-ïò-öù-ü])",
    re.IGNORECASE,
)


def words(text: str, lo: int, hi: int) -> list[Range]:
    """The words of a stretch that begins and ends between words: also numbers, emoji and single ideographs.

    A hyphen compound is one word, an elided article or pronoun (``l’``, ``qu’``) one of its own.
    """
    found: list[Range] = []
    shapes = text[lo:hi].translate(SHAPES)
    for match in _WORD.finditer(shapes):
        start, end = match.start() + lo, match.end() + lo
        while "'" in shapes[start - lo : end - lo] and (elision := _ELISION.match(text, start, end)):
            found.append((start, elision.end()))
            start = elision.end()
        found.append((start, end))
    return found


# It begins with a set of characters, not with what tells the two kinds of stops apart: such patterns are searched
# for four times as fast. The second lookbehind keeps a long run of full stops from being tried from each of them.
_SENTENCE_END = re.compile(
    r"""
    [.!?…‽؟۔।。！？]
    (?: (?<=[.!?…‽؟۔।])(?<![.!?…‽؟۔।]{2}) (?P<more>[.!?…‽؟۔।]*+)
        (?: [“”"'’‘«‹)\]] | \s?[»›](?=[\s,.;:!?)]|$) )*+ (?=\s|$)
      | (?<=[。！？])[。！？]*+ [」』”’）]*+ )
    """,
    re.VERBOSE,
)
_NEXT_WORD = re.compile(r"""[\s"'“”„‚‘’«»‹›(\[–—-]{0,9}(\w{0,24}['’]?)""")
_BETWEEN_TOKENS = re.compile(r"""[\s(\[„“"'’«»/–—-]""")
_LONGEST_TOKEN = 24
_NEVER_LAST = re.compile(r"\b(?:z\.\s?B|d\.\s?h|u\.\s?a|i\.\s?d\.\s?R|i\.\s?e|e\.\s?g|p\.\s?ex|c\.-à-d)$")
_GERMAN_BEFORE = re.compile(
    r"(?:^|\b(?:am|der|die|das|dem|den|des|vom|zum|zur|im|beim|bis|seit|ab|jede[rns]?|eine?[nmrs]?|sein\w*|ihr\w*)"
    r"\s|\d\.\s?)$",
    re.IGNORECASE,
)
_ACRONYM = re.compile(r"(?:\w\.)*\w$")


def word_set(words: str) -> frozenset[str]:
    """The words of a list written with white space between them; "don't" is "don’t", too."""
    return frozenset(words.split()) | frozenset(words.replace("'", "’").split())


_TITLES = word_set(
    "Dr Prof Mr Mrs Ms St Ste M MM Mme Mmes Mlle Me Mgr Hr Fr Frl Ing Dipl Hon Gov Gen Col Lt Sgt Capt "
    "Cmdr Rep Sen Rev Maj Adm Hl Dres Mag Messrs Pr Vve Atty Cpl Det Insp Supt Asst med jur phil rer nat habil"
)
_ABBREVIATIONS = word_set(
    "ca bzw vgl ggf ggfs evtl inkl exkl sog zzgl geb gest mio mrd tsd str verh ehem stv stellv vors präs "
    "jr sr inc ltd corp dept univ vs cf env av boul bd approx resp tel hrsg einschl gegr co chr jan feb "
    "febr aug sept okt oct nov dez dec janv févr juil déc u.s"
)
_BEFORE_NUMBER = word_set("nr no nos art abs p pp s vol fig abb ziff kap chap ch sec § rn az tab anm bl mar apr")
_COUNTED = word_set(
    "januar jänner februar märz april mai juni juli august september oktober november dezember "
    "jahrhundert jahrhunderts mal liga bundesliga weltkrieg weltkriegs weltkrieges platz runde klasse "
    "lebensjahr geburtstag jahrestag stock auflage senat bundestag"
)
# Words that begin a sentence with a capital and are no part of a name; also German, which writes nouns so.
_FUNCTION_WORDS = word_set(
    "der die das den dem des ein eine einen einem einer eines kein keine keinen mein sein seine ihr ihre "
    "unser unsere er sie es wir ich du man dies diese dieser dieses diesem diesen jene jener jeder jede "
    "jedes alle viele einige manche beide solche in im an am auf aus bei beim bis durch für gegen mit "
    "nach ohne seit über um unter von vom vor während wegen zu zum zur zwischen trotz laut hinter neben "
    "statt und oder aber doch denn sondern auch nur noch schon so wie was wer wo wann warum wenn weil "
    "dass ob als da damit dann danach dabei dazu daher darum dort hier heute gestern jetzt nun zudem "
    "außerdem allerdings jedoch dennoch deshalb zwar sogar etwa nicht nein ja obwohl the a this that "
    "these those he she it they we you i his her its their our my your on at by for from to of with "
    "without about after before during under over between against into through since until if when while "
    "where why how what who which and or but nor yet because although though however meanwhile also there "
    "here then now today yesterday not no yes is are le la les un une du de ce cet cette ces il elle ils "
    "elles nous vous je tu son sa ses leur leurs notre votre mon ma en dans sur sous pour par avec sans "
    "chez entre vers depuis pendant après avant contre selon malgré et ou mais donc car que qui quand "
    "comme si où lors lorsque au aux à l’ d’ c’ j’ n’ s’ qu’"
)


def is_title(word: str) -> bool:
    """Whether a word, without its full stop, is the abbreviation of a title that a name follows."""
    return word in _TITLES


def is_function_word(word: str) -> bool:
    """Whether a word, in whatever case, is an article, pronoun, preposition or the like, and so no name."""
    return _IS_FUNCTION_WORD[word]


def _is_function_word(word: str) -> bool:
    folded = word.replace("'", "’").casefold()
    return folded in _FUNCTION_WORDS or folded.partition("’")[0] in _FUNCTION_WORDS  # "It's"


_IS_FUNCTION_WORD = WordCache(_is_function_word)


def sentences(text: str, lo: int, hi: int) -> list[Range]:
    """The sentences of a line, without the white space between them; closing marks belong to the sentence."""
    found: list[Range] = []
    start = lo
    for match in _SENTENCE_END.finditer(text, lo, hi):
        if _ends_sentence(text, start, hi, match):
            found.append(trim(text, start, match.end()))
            start = match.end()
    last = trim(text, start, hi)
    return [*found, last] if last[0] < last[1] else found


def _ends_sentence(text: str, lo: int, hi: int, match: re.Match[str]) -> bool:
    following = _NEXT_WORD.match(text, match.end(), hi)
    word = following[1] if following else ""
    if not word or match["more"] is None:
        return True
    if word[0].islower():
        return False
    if match.start() > lo and text[match.start() - 1] in "([":
        return False  # "[…]" and "(!)" stand in the middle of a sentence.
    if match["more"] or text[match.start()] != ".":
        return True
    return match.end() > match.end("more") or not _abbreviates(text, lo, match.start(), word)


def _abbreviates(text: str, lo: int, dot: int, word: str) -> bool:
    """Whether the full stop at ``dot``, which ``word`` follows, belongs to an abbreviation or a number."""
    before = text[max(lo, dot - 40) : dot].lstrip()
    token = _BETWEEN_TOKENS.split(before[-_LONGEST_TOKEN:])[-1]
    folded = token.casefold()
    if is_title(token) or ("." in before[-8:] and _NEVER_LAST.search(before)):
        return True
    counts = token.isdecimal() and len(token) <= 2
    if word[0].isdecimal():
        return counts or len(token) == 1 or folded in _ABBREVIATIONS or folded in _BEFORE_NUMBER
    if is_function_word(word):
        return False
    if counts:
        return word.casefold() in _COUNTED or _GERMAN_BEFORE.search(before[: -len(token)]) is not None
    return folded in _ABBREVIATIONS or (_ACRONYM.fullmatch(token) is not None and not token[0].isdecimal())


# One set of characters first, to be searched for fast; of them, ` , < > are marks only in pairs, 'em has none.
_MARKS = re.compile(
    "[„“”‟‚‘’‛«»‹›\"＂״〝〞〟'「」『』《》`,<>](?:(?<=')'|(?<=`)`|(?<=,),|(?<=<)<|(?<=>)>|"
    r"(?<![`,<>])(?!(?<=\s['’‘])(?:em|til|twas|tis|\d0s)\b))"
)
# What each mark may close, the wrong ones included that word processors and web pages make.
_CLOSES = {
    mark: frozenset(openers.split())
    for mark, openers in {
        "“": "„ “ ” \"", "”": "„ “ \" ” ‟", '"': '" „ “', "‘": "‚", "’": "‚ ‘ ‛", "'": "' ‚ ‘",
        "«": "»", "»": "« »",
        "‹": "›", "›": "‹ ›", "」": "「", "』": "『", "》": "《", "＂": "＂", "״": "״", "〞": "〝", "〟": "〝",
        "''": "`` '' ,,", "<<": ">>", ">>": "<<",
    }.items()
}  # fmt: skip
_ALWAYS_OPENS = frozenset("„‚‟‛「『《〝") | {"``"}
# These close whatever stands around them if one of these is open: French writes a space before ».
_CLOSES_FIRST = {"”": "„“", "»": "«", "›": "‹", "」": "「", "』": "『", "》": "《", "〞": "〝", "〟": "〝"}
_APOSTROPHES = frozenset("'’‘\"״")  # within a word; also the gershayim of a Hebrew abbreviation
# Hebrew and Arabic write conjunctions and prepositions as one with what is quoted: ו"כולם ראו", بـ"الكارثة".
# An abbreviation (ב"כ, מ"פים) has no closing mark behind it.
_GLUED = re.compile(
    r"(?:[וש]?[ובהכלמש]|כש|[وف]?[بلكوف]\u0640?)(?P<mark>[\"״”“])(?=[\u05d0-\u05ea]{2}|[\u0621-\u064a\dA-Za-z])"
    r"(?:[^\"״”“\n]|(?<=[\u05d0-\u05ea])[\"״”](?=[\u05d0-\u05ea]))*(?<=[\w.!?…,%)'؟،])[\"״”“](?!\w)"
)
_PREFIX = 3  # letters, at most
# To the next mark that closes behind a stop, or that opens.
_QUOTED_ON = re.compile(r"\s\w[^‘’'\n]{0,200}(?:(?<=\w)[’'](?=\w|\s)[^‘’'\n]{0,200}){0,3}(?<=[,.!?…])([’'])")
_DEPTH = 8
_NO_MARKS: frozenset[str] = frozenset()


class Marks(NamedTuple):
    """The quotation marks of a line: ranges of matching ones, inner before outer, and the places of those that
    match none: ``opening`` are marks that nobody closed, ``closing`` those that close nothing.
    """

    pairs: list[Range]
    opening: list[int]
    closing: list[int]


def quotations(text: str, lo: int, hi: int) -> list[Range]:
    """The quotations of a line with their marks, inner before outer; those that nobody closed are left out."""
    return quotation_marks(text, lo, hi).pairs


def quotation_marks(text: str, lo: int, hi: int) -> Marks:
    """The quotation marks of a line.

    Which way a mark looks is told by what stands around it and by what is open; at most 8 may be nested.
    """
    found = Marks([], [], [])
    opened: list[tuple[int, str]] = []
    behind = -1  # the last opening mark's end
    ink = lo + len(text[lo:hi].rstrip())
    for match in _MARKS.finditer(text, lo, hi):
        at, end, mark = match.start(), match.end(), match[0]
        left, right = text[at - 1] if at > lo else " ", text[end] if end < hi else " "
        behind_prefix = "\u05d0" <= left <= "\u064a" and (mark == "«" or is_behind_prefix(text, lo, at))
        glued = _is_ideograph(left) or "\uac00" <= right <= "\ud7a3" or behind_prefix  # Korean "…"고
        if mark in _APOSTROPHES and is_wordish(left) and is_wordish(right) and not glued:
            continue
        closes = _CLOSES.get(mark, _NO_MARKS)
        index = next((i for i in reversed(range(len(opened))) if opened[i][1] in closes), -1) if opened else -1
        begins = left.isspace() or left in "([{–—-/" or (bool(opened) and behind == at) or behind_prefix
        # French l’« Élysée », and Chinese, which has no spaces.
        begins = begins or (index < 0 and mark in "«“‘" and (left in "'’:：，。！？、；" or _is_ideograph(left)))
        if index >= 0 and mark in "’'" and left in "sxzSXZ" and _goes_on(text, mark, end, hi):
            continue
        if _opens(mark, opened[index][1] if index >= 0 else "", begins and end < ink, right):
            opened.append((at, mark))
            behind = end
            del opened[:-_DEPTH]
        elif mark == "’" and left.isspace():
            continue
        elif index >= 0:
            found.pairs.append((opened[index][0], end))
            del opened[index:]
        elif mark not in _APOSTROPHES or (mark == '"' and not left.isdecimal()):
            found.closing.append(at)
    found.opening.extend(at for at, mark in opened if mark not in _APOSTROPHES or mark in '"‘')
    return found


def is_behind_prefix(text: str, lo: int, at: int) -> bool:
    """Whether a mark opens a quotation right behind a Hebrew or Arabic prefix in a line that begins at ``lo``."""
    begin = at
    while begin > lo and at - begin <= _PREFIX and is_wordish(text[begin - 1]):
        begin -= 1
    found = _GLUED.match(text, begin)
    return found is not None and found.start("mark") == at


def _goes_on(text: str, mark: str, lo: int, hi: int) -> bool:
    """Whether a mark behind the s of a possessive (‘The dockers’ offer,’ she said) has its quotation end later."""
    following = _QUOTED_ON.match(text, lo, hi)
    return following is not None and following[1] == mark


def _is_ideograph(char: str) -> bool:
    return SHAPES[ord(char)] == "c"


def with_both_marks(text: str, lo: int, hi: int, start: int, end: int) -> Range:
    """The range from ``start`` to ``end``, with the other mark of each quotation of the line of which it has one.

    The other mark is taken in only where no word lies between it and the range; nobody wants so“ without the „.
    """
    for first, last in quotations(text, lo, hi):
        inside = trim(text, first + 1, last - 1)
        if first < start <= inside[0] and start < last <= end:
            start = first
        elif start <= first < end and inside[1] <= end < last:
            end = last
    return start, end


def _opens(mark: str, open_mark: str, begins: bool, right: str) -> bool:
    """Whether a mark opens a quotation.

    ``open_mark`` is the one it could close, ``begins`` says that no word ends before it, ``right`` follows it.
    """
    if mark in _ALWAYS_OPENS:
        return True
    if mark == "’" or (open_mark and open_mark in _CLOSES_FIRST.get(mark, "")):
        return False
    if mark == "'" and right.isdecimal():
        return False  # '90s
    return begins and (not right.isspace() or mark in "«‹" or (mark in '“"' and not open_mark))
