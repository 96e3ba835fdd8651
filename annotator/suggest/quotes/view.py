"""A candidate with the words in it and around it, as the evidence is read from them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from functools import lru_cache

from annotator.core.clusters import Range
from annotator.core.lazily import lazily
from annotator.core.patterns import late
from annotator.core.quotation import is_verb_of_saying
from annotator.core.typography import is_function_word, word_set
from annotator.core.word_cache import WordCache
from annotator.suggest.datelines import DATELINE
from annotator.suggest.lexicon import Lexicon, lexicon
from annotator.suggest.quotes.marks import Candidate
from annotator.suggest.quotes.words import ARTICLES, MOOD, SAID, SPEAKERS, VERBAL
from annotator.suggest.reading import Reading, Token
from annotator.suggest.stems import is_form
from annotator.suggest.unspaced import verb_ends, verb_within

_INSIDE = 60  # tokens; of longer quotations the beginning will do
_AROUND = 30  # tokens to either side
_MARKS = frozenset("„“”‟‚‘’‛«»‹›\"＂״〝〞〟'「」『』`")
_STOPS = frozenset(".!?…;:。！？；：؟।۔")
_ENDS = _STOPS | _MARKS
_COMMAS = frozenset(",，、،—–-")
_DASHES = frozenset("—–")
_COMMAS_BEHIND = (",", "،")
_IDEOGRAPHS = late(r"[\u3040-\u30ff\u3400-\u9fff]")
_ENGLISH_ARTICLES = word_set("the a an his their our your its my no any")
# Subjects and objects, not what somebody says: 「海の日」を楽しみに…, "고요한 물"은 ….
_OTHER_PARTICLES = {"ja": late("[をがにでへや]"), "ko": late("(?:[은을를의에와과가]|이(?!라))")}
# Signs of Chinese that few names have, and much of what people say: not, be, can, want, you, question words; and
# adverbs that begin a predicate: entirely, seriously, obviously.
_SMALL_SIGNS = late(
    "[的了不没沒是会會要能就都也还還再又才只别別吗嗎吧呢啊着著你我他她它们們这這那怎什么麼太很被把让讓给給跟像]|"
    "毫[无無]|相[当當]|非常|十分|极其|極其|[严嚴]重|明[显顯]|完全|[绝絕]对|絕對|根本|[确確]实|確實|令人|[难難]以|[无無]法|"
    "缺乏|[过過][于於]|仍|尚未|必[须須]|[应應]该|應該|可以|值得|有待|[从從]未|一定|永[远遠]|有[点點]|已[经經]|必定|理[当當]"
)
# What a sentence ends with, in Japanese behind a sign that is no hiragana: 夢だった, 増やす, 話を聞いて, 늦었다.
_PREDICATES = {
    "ja": late(r"[^\u3040-\u309f][^\u4e00-\u9fff]*?[だたいるうくすつむぶよねかんぞなてばのに][。！？…]*\Z"),
    "ko": late(r"[다요까자라죠네지][.!?…]*\Z"),
}
_NEXT_TO = 3  # signs between a Chinese verb and what is quoted: 批评市府“…”
_NONE = frozenset(("",))
# French verbs with "s'" whose forms the lexicon has under another lemma, too.
_REFLEXIVE = frozenset(("alarmer", "interroger"))
VERB_FIRST = frozenset(("ar", "he"))  # where who speaks stands behind the verb
_LEAST_CLAUSE, _MOST_CLAUSE = 2, 4  # words of a verb with a name
_SUBJECT = 8  # words of who speaks, and the colon
_CLAUSE = 14  # tokens between a verb and its separable particle
_NAME = 4  # words of a body's name
_INFLECTED = frozenset(("cs", "sk", "sl", "hr", "bs", "sr", "bg", "pl", "ru", "uk"))
_SHOUTED = 2  # words
_LAST = 2  # syllables of the verb that ends a sentence
_NEAR_BEHIND = 7  # tokens behind a quotation in which its verb stands
# The commas and tokens up to a verb that stands behind its subject and all appositions: “…”, bà Lan, chủ quán, kể.
_APPOSED = {"vi": (3, 18)}
_NEAR = 4  # the same where it need not end the clause


def is_cue(reading: Reading, token: Token) -> bool:
    """Whether a word is a form of a verb of speech; one that needs a particle is with that behind it."""
    low = token.low
    if not cue_words(reading.lang)[low]:
        return False
    if low not in reading.lexicon.verbs:
        return True
    if _is_noun(reading, token):
        return False
    needed = reading.lexicon.particles.get(low, _NONE)
    return "" in needed or particle_of(reading, token, needed) is not None


@lru_cache(maxsize=64)
def cue_words(lang: str) -> WordCache[bool]:
    """Whether a word in small letters is a form of a verb of speech where what stands around it allows that."""
    verbs = lexicon(lang).verbs

    def may_be_cue(low: str) -> bool:
        if not verbs:
            return low in SAID or is_verb_of_saying(low)
        if low in verbs:
            return True
        if low > "\u3000":
            return verb_within(lang).search(low) is not None
        if low.startswith(("s'", "s’")):  # s'exclame, but not s'annonce
            lemma = verbs.get(low[2:].partition("-")[0], "")
            return lemma.startswith(("s'", "se ")) or lemma in _REFLEXIVE
        return "-" in low and low.partition("-")[0] in verbs  # ajoute-t-elle

    return WordCache(may_be_cue)


def _is_noun(reading: Reading, token: Token) -> bool:
    """Whether a form of a verb is a noun here: German „Die Frage“, English “the offer”."""
    if reading.lang == "en":
        at = reading.token_at(token.start)
        return at > 0 and reading.tokens[at - 1].low in _ENGLISH_ARTICLES
    if reading.lang == "fa":
        at = reading.token_at(token.start)  # به گفته وزیر
        return at > 0 and reading.tokens[at - 1].low in reading.lexicon.prepositions
    return reading.lang == "de" and token.is_capital


def is_weak(reading: Reading, token: Token) -> bool:
    """Whether a verb tells of thought, as many do that tell of much else."""
    return reading.lexicon.verbs.get(token.low) in reading.lexicon.thought


def particle_of(reading: Reading, verb: Token, wanted: frozenset[str]) -> Token | None:
    """The separable particle that stands apart behind a verb, at the end of its clause; near it but in German."""
    if wanted == _NONE:
        return None
    near = 0 if reading.lang in ("de", "") else _NEAR
    first = reading.token_at(verb.end)
    tokens = reading.tokens[first : first + _CLAUSE]
    for i, token in enumerate(tokens):
        if token.text in _STOPS and token.text != ":":
            return None
        ends = i < near or i + 1 == len(tokens) or not tokens[i + 1].is_word
        if token.low in wanted and ends:
            return token
    return None


def _is_short_clause(following: list[Token], words: Lexicon) -> bool:
    """Whether a comma and a verb with a name stand behind, and nothing else: «انتهى كل شيء»، تمتم سليم عيتاني."""
    told = following[1:]
    if following[0].text not in _COMMAS_BEHIND or not _LEAST_CLAUSE <= len(told) <= _MOST_CLAUSE:
        return False
    no_names = words.prepositions | words.nobody | words.function_words
    return all(token.is_word and token.low not in no_names for token in told)


class View:
    """The surroundings of one candidate.

    ``first`` is the index of its first token, which is its mark if it has one, ``behind`` that of the first token
    after it. ``words`` are the first words inside, ``before`` the last tokens before it within its sentence and
    ``after`` the first after it there, all in order; ``words_low``, ``before_low`` and ``after_low`` are the same
    in small letters. ``previous`` is the token right before it, in its sentence. ``length`` is how many words
    there are inside; ``capital`` tells whether it begins with a capital or a number, ``small`` whether with a
    small letter (iPod does not count as one).
    """

    def __init__(self, reading: Reading, candidate: Candidate) -> None:
        self.reading = reading
        self.candidate = candidate
        tokens = reading.tokens
        self.first = first = reading.token_at(candidate.start)
        self.behind = behind = reading.token_at(candidate.end)
        lo, hi = candidate.inside
        inside = reading.token_at(lo)
        inside_end = min(inside + _INSIDE, reading.token_at(hi))
        self.words = [one for one in tokens[inside:inside_end] if one.text[0].isalnum()]
        self.words_low = [one.low for one in self.words]
        self.sentence = lo, hi = self._sentence()
        self.before = tokens[max(0, first - _AROUND, reading.token_at(lo)) : first]
        self.before_low = [one.low for one in self.before]
        self.after = tokens[behind : min(behind + _AROUND, reading.token_at(hi))]
        self.after_low = [one.low for one in self.after]
        self.previous = self.before[-1] if self.before else None
        self.length = self._length()
        head = self.words[0] if self.words else None
        self.capital = head is not None and (head.is_capital or head.text[0].isdecimal())
        self.small = head is not None and head.text == head.low and head.text[0].islower()

    @property
    def has_small_word(self) -> bool:
        """Whether an article, pronoun, preposition or the like of the text's language is inside."""
        if self.reading.lang == "zh":
            return _SMALL_SIGNS.search(self.reading.text, *self.candidate.inside) is not None
        predicate = _PREDICATES.get(self.reading.lang)
        if predicate is not None and predicate.search(self.reading.text, *self.candidate.inside):
            return True
        function_words = self.reading.lexicon.function_words
        if not function_words.isdisjoint(self.words_low):
            return True
        return any(is_function_word(word.text) for word in self.words)

    def _length(self) -> int:
        """How many words there are inside; without spaces half the characters, or half the syllables."""
        lo, hi = self.candidate.inside
        signs = len(_IDEOGRAPHS.findall(self.reading.text, lo, min(hi, lo + 200)))
        if self.reading.lang == "vi" and self.cue_before is None and self.cue_later is None:
            signs = len(self.words)  # each syllable stands alone, and few are no quotation by themselves
        return len(self.words) if not signs else max(1, (signs + 1) // 2)

    def _sentence(self) -> Range:
        """The sentence or sentences that the candidate touches."""
        sentences = self.reading.sentences
        if not sentences:
            return self.candidate.start, self.candidate.end
        first = max(0, self.reading.sentence_of(self.candidate.start))
        # Ohlsen sagte:⏎„…“
        begins = sentences[first][0] >= self.candidate.start
        if begins and first and self.reading.text[sentences[first - 1][1] - 1] in ":：":
            first -= 1
        last = max(first, bisect_right(sentences, (self.candidate.end - 1, len(self.reading.text))) - 1)
        begin = min(sentences[first][0], self.candidate.start)
        dateline = DATELINE.match(self.reading.text, begin, self.candidate.start + 1)
        return dateline.end() if dateline else begin, max(sentences[last][1], self.candidate.end)

    @lazily
    def following(self) -> list[Token]:
        """The tokens after the candidate, up to a stop or another mark, within the line even in a new sentence."""
        index = self.reading.line_of(self.candidate.end - 1)
        hi = self.reading.lines[index][1] if index >= 0 else self.candidate.end
        tokens = self.reading.tokens[self.behind : min(self.behind + _AROUND, self.reading.token_at(hi))]
        end = next((n for n, token in enumerate(tokens) if token.text in _ENDS), len(tokens))
        return tokens[:end]

    @lazily
    def has_case(self) -> bool:
        """Whether it is written in letters of which there are capitals."""
        return any(word.low != word.text.upper() for word in self.words)

    @lazily
    def name_like(self) -> bool:
        """Whether all words are written with a capital, but for small ones within, and none is a function word."""
        words = self.words
        if not words or len(words) > 12 or not any(word.text != word.low for word in words):
            return False
        if len(words) <= _SHOUTED and self.reading.text[self.candidate.inside[1] - 1] == "!":
            return False  # le gritó “¡Fuera!”
        if not VERBAL.isdisjoint(self.words_low[1:-1]) or self.words_low[0] in SPEAKERS:
            return False
        return all(
            word.text != word.low
            or not word.text[0].islower()
            or (0 < i < len(words) - 1 and (len(word.text) <= 3 or is_function_word(word.text)))
            for i, word in enumerate(words)
        )

    @lazily
    def cue_after(self) -> Token | None:
        """A verb of speech among the first words behind, as in “…”, said X or “…” X said."""
        text, (_, end) = self.reading.text, self.candidate.inside
        particle = _OTHER_PARTICLES.get(self.reading.lang)
        if particle is not None and particle.match(text, self.candidate.end):
            return None
        commas = 0
        previous = self.previous.low if self.previous else ""
        # In Turkish "de" is "too".
        behind_article = self.capital and previous in ARTICLES and self.reading.lang != "tr"
        apart = not (self.name_like or behind_article) or text[end - 1] in ",.!?…।" or previous in (":", "：")
        if self.reading.lang == "de" and not self.after and not text.startswith(",", self.candidate.end):
            return None  # German would not tell of the speaker in a new sentence.
        # “…,” his wife, Simone, wrote.
        most, reach = (2 if text[end - 1] == "," else 1), _NEAR_BEHIND
        if self.reading.lang in _APPOSED:
            most, reach = _APPOSED[self.reading.lang]
        before = ""
        # Về khoản “tự nguyện”, bà giải thích …: but mọi thứ “đã quá muộn”, bà nói.
        amid = self.reading.lang == "vi" and self.small and self.previous is not None and self.previous.is_word
        for token in self.following[-_LAST:] if amid else self.following[:reach]:
            # «…», — said X: a comma and a dash are one mark.
            commas += token.text in _COMMAS and before not in _COMMAS
            before = token.text
            # The “Gazette” said: a name that speaks.
            if (apart or (commas and not behind_article)) and is_cue(self.reading, token):
                return None if self._opens_another(token) else token
            if commas > most:
                return None
        return None

    def _opens_another(self, cue: Token) -> bool:
        """Whether a verb announces the next quotation: “…,” while Ohlsen tweeted: “…”"""
        behind = self.reading.token_at(cue.end)
        if self.reading.lang not in VERB_FIRST:
            return behind < len(self.reading.tokens) and self.reading.tokens[behind].text == ":"
        # …»، فأجاب الشاهد: «…
        near = self.reading.tokens[behind : behind + _SUBJECT]
        return next((token.text for token in near if not token.is_word), "") == ":"

    @lazily
    def is_inverted(self) -> bool:
        """Whether a word and somebody stand behind it as verb and speaker do: «Це ганьба», — обурюється Роза Прус.

        German, English and French have lexicons large enough to know the verb.
        """
        if self.reading.lang == "vi":
            return self._is_told_behind()
        reach = 7 if self.reading.lang in _INFLECTED else 5
        text, following = self.reading.text, [token for token in self.following[:reach] if token.is_word]
        marks = {token.text for token in self.following[:2]}
        apart = not marks.isdisjoint(_DASHES) or text[self.candidate.inside[1] - 1] in ",!?…"
        apart = apart or (self.length > 2 and text.startswith(_COMMAS_BEHIND, self.candidate.end))
        if not apart or len(following) < 2 or self.reading.lang in ("de", "en", "fr") or self.name_like:
            return False
        words = self.reading.lexicon
        if following[0].low in words.auxiliaries and len(following) > 2:
            del following[0]  # ha avanzado su abogado, se felicitaba la portavoz
        verb = following[0]
        if verb.text != verb.low or is_function_word(verb.text) or len(verb.text) < 3:
            return False
        # An article or the like may stand before who speaks.
        near = following[1 : 2 if len(following[1].text) > 3 else 3]
        if self.reading.lang in _INFLECTED and self.length > 2:
            near = following[1:4]  # „…“, не скри радостта си треньорът
        if self.reading.lang in VERB_FIRST and self.length > 2 and _is_short_clause(self.following, words):
            return True
        return any(who.is_capital or words.may_speak(who.low) for who in near)

    def _is_told_behind(self) -> bool:
        """Whether somebody stands behind a comma, whatever the Vietnamese verb: “Tôi mừng lắm”, chị Lan cười."""
        following, words = self.following, self.reading.lexicon
        if self.previous is not None or len(following) < 3 or following[0].text != "," or self.name_like:
            return False
        who = following[1]
        if who.is_capital or who.low in words.pronouns or who.low in words.before:
            return True
        return any(words.may_speak(" ".join(one.low for one in following[1:end])) for end in (2, 3, 4))

    @property
    def ends_sentence(self) -> bool:
        """Whether a stop that ends a sentence stands inside."""
        return self.reading.text[self.candidate.inside[1] - 1] in ".!?।؟"

    @lazily
    def is_apart(self) -> bool:
        """Whether a comma, a dash or a stop separates the candidate from what follows."""
        last = self.reading.text[self.candidate.inside[1] - 1]
        return last in ",.!?…।؟" or (bool(self.following) and self.following[0].text in _COMMAS)

    @lazily
    def cue_before(self) -> Token | None:
        """The last verb of speech before it in its sentence."""
        return self._first_cue(reversed(self.before))

    @property
    def is_right_behind_cue(self) -> bool:
        """Whether a verb of speech stands before it, with a comma between, or little else in Chinese."""
        cue, before = self.cue_before, self.before
        if cue is None or not before:
            return False
        if before[-1].text == ",":
            return cue in before[-2:-1]
        if self.reading.lang != "zh":
            return cue in before[-1:] and not self.name_like
        if before[-1].text == "，":
            # 局长介绍，“一站式服务大厅”已建成: no quotation, but the subject of what is told.
            if self.length < 5 and not self.has_small_word and self.following[:1] and self.following[0].is_word:
                return False
            before = before[:-1]
        return cue in before[-1:] and verb_ends("zh", _NEXT_TO).search(cue.text) is not None

    @property
    def is_behind_body(self) -> bool:
        """Whether the noun of a body stands right before a few words with a capital: udruga „Zeleni val“."""
        previous, lang = self.previous, self.reading.lang
        if previous is None or not self.capital or self.length > _NAME or lang not in _INFLECTED:
            return False
        return previous.is_word and is_form(lang, previous.low, "organisations")

    @lazily
    def cue_later(self) -> Token | None:
        """The first verb of speech behind it in its sentence."""
        return self._first_cue(self.after)

    def _first_cue(self, tokens: Iterable[Token]) -> Token | None:
        may_be_cue = cue_words(self.reading.lang)
        return next((one for one in tokens if may_be_cue[one.low] and is_cue(self.reading, one)), None)

    @lazily
    def mood(self) -> Token | None:
        """A German verb in the mood of reported speech in the sentence."""
        if self.reading.lang not in ("de", ""):
            return None
        if MOOD.isdisjoint(self.before_low) and MOOD.isdisjoint(self.after_low):
            return None
        around = [*reversed(self.before), *self.after]
        return next((token for token in around if token.low in MOOD), None)
