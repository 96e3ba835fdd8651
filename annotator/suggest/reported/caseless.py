"""Reported speech of Persian and Hindi: clauses that no word joins to the verb, and acts by words."""

from __future__ import annotations

from annotator.core.typography import word_set
from annotator.suggest.mentions.caseless import LANGUAGES
from annotator.suggest.reported.ends import LEAST, THAT, has_words
from annotator.suggest.reported.found import INDIRECT, REPORTED, Found
from annotator.suggest.reported.sentence import QUOTED, Cue, Sentence

_AND = word_set("و اما ولی और तथा एवं लेकिन")
_COLONS = [":"], ["-"], ["–"], ["—"]
_THIS_THAT = ("اینکه", "این‌که")
_BEFORE_THAT = 4  # words from a noun of speech to it: با تاکید بر این که
_FRONT = 4  # words before a comma that begin a sentence: در مقابل، …
_TAIL = 4  # auxiliaries and small words behind the noun of a Hindi act: चेतावनी भी दी है
_SAID = word_set("कहना बताना बोलना")
# Nouns of such acts by their light verbs, and verbs.
_NOUNS = {
    "کردن": "رد تکذیب محکوم تشکر قدردانی انتقاد درخواست تقاضا اعلام تایید پیشنهاد عذرخواهی استقبال تمجید ستایش "
    "انکار متهم تهدید دعوت ابراز تشریح توصیف اعتراض شکایت گلایه توصیه پیش‌بینی مخالفت موافقت اعتراف تأکید "
    "اشاره حمایت اذعان",
    "دادن": "خبر هشدار وعده قول دستور اطلاع گزارش تذکر نوید اطمینان اخطار",
    "شدن": "خواستار منکر",
    "گفتن": "تبریک",
    "करना": "मांग अपील घोषणा इनकार खारिज आलोचना निंदा खंडन स्वागत प्रशंसा आग्रह अनुरोध आह्वान पुष्टि "
    "वादा सवाल ऐलान शिकायत स्वीकार समर्थन विरोध कटाक्ष प्रार्थना खुलासा कबूल",
    "देना": "चेतावनी आश्वासन भरोसा निर्देश धन्यवाद सलाह सुझाव बधाई धमकी जानकारी आदेश सूचना संकेत",
    "जताना": "आपत्ति चिंता उम्मीद आशंका नाराजगी दुख खेद आभार सहमति संदेह विश्वास अफसोस इच्छा",
    "लगाना": "आरोप फटकार गुहार",
    "मांगना": "माफी",
    "साधना": "निशाना",
}
_PASSIVE = word_set("गया गई गयी गए")
_CLOSING = "”\"’'»"
_VERBS = word_set("خواندن پذیرفتن बताना नकारना ठुकराना सराहना फटकारना")
_ACTS = _VERBS | {f"{noun} {verb}" for verb, nouns in _NOUNS.items() for noun in nouns.split()}
_OF_SOMETHING = {"خواندن": word_set("را"), "बताना": word_set("को इसे उसे इन्हें उन्हें इसको")}  # called it a joke


def unjoined(sentence: Sentence, cue: Cue) -> Found | None:
    """Clauses behind a colon, or behind a Persian verb alone; one with "this that" before it; acts."""
    if sentence.lexicon.lang not in LANGUAGES:
        return None
    return _behind(sentence, cue) or _act(sentence, cue)


def beside(sentence: Sentence) -> Found | None:
    """وزیر با بیان اینکه بندر بسته است، گفت: …"""
    if sentence.lexicon.lang != "fa":
        return None
    low, verbs = sentence.low, sentence.lexicon.verbs
    at = next((at for at, word in enumerate(low) if word in _THIS_THAT), 0)
    if not at and (
        this := next((at for at, word in enumerate(low[:-1]) if word == "این" and low[at + 1] == "که"), 0)
    ):
        at = this + 1
    told = next((n for n in range(at - 1, max(0, at - _BEFORE_THAT), -1) if low[n] in verbs), -1)
    # Before the comma, or before the verb that it stands beside: با بیان اینکه بودجه کم است افزود: …
    verbs_behind = (cue.at for cue in sentence.cues if cue.at > at and low[cue.last + 1 : cue.last + 2] in _COLONS)
    ends = (*(mark for mark in sentence.breaks if mark > at and low[mark] == ","), *verbs_behind)
    comma = min(ends, default=0)
    if told < 0 or not has_words(sentence, at + 1, comma) or QUOTED in low[at:comma]:
        return None
    word = sentence.words[told]
    place = sentence.span((at + 1, comma))
    return Found(place, INDIRECT, "that", ((word.start, word.end),), verbs[low[told]])


def tells_itself(sentence: Sentence, source: Found) -> bool:
    """Whether what a source tells is who said what: به گزارش موج، وزیر گفت: …"""
    if sentence.lexicon.lang not in LANGUAGES or source.rule != "source":
        return False
    behind = (cue for cue in sentence.cues if sentence.words[cue.at].start > source.start)
    return any(sentence.low[cue.last + 1 : cue.last + 2] in (*_COLONS, [QUOTED]) for cue in behind)


def _behind(sentence: Sentence, cue: Cue) -> Found | None:
    low, lexicon = sentence.low, sentence.lexicon
    begin = cue.last + 1
    is_marked = low[begin : begin + 1] in _COLONS
    # मंत्री ने कहा, सरकार बात करेगी
    is_marked = is_marked or (low[begin : begin + 1] == [","] and cue.at > 1 and cue.lemma in _SAID)
    if is_marked:
        begin += 1
    elif lexicon.lang != "fa" or not cue.at or low[cue.at - 1] in lexicon.prepositions:
        return None  # به گفته وزیر …
    first = low[begin : begin + 1]
    if not first or not sentence.words[begin].is_word or first[0] in THAT or QUOTED in low[begin - 1 : begin + 2]:
        return None
    if not is_marked and (first[0] in _AND or first[0] in lexicon.auxiliaries or low[cue.at - 1] == QUOTED):
        return None
    end = _joined(sentence, begin)
    if not is_marked and (QUOTED in low[begin:end] or low[cue.at - 1] in THAT):
        return None  # مقامی که خواست نامش فاش نشود گفت: «…»
    if not has_words(sentence, begin, end):
        return None
    rule = "that" if is_marked else "bare"
    return Found(sentence.span((begin, end)), INDIRECT, rule, sentence.cue_place(cue), cue.lemma)


def _joined(sentence: Sentence, begin: int) -> int:
    """Where the clause ends: before "and" with a verb of speech that announces the next one, else its sentence."""
    low = sentence.low
    for cue in sentence.cues:
        announces = [":"], [QUOTED], [","], *([word] for word in THAT)
        if cue.at > begin + LEAST and low[cue.last + 1 : cue.last + 2] in announces:
            joins = [at for at in range(begin, cue.at) if low[at] in _AND]
            if joins:
                return joins[-1]
        is_next = low[cue.at - 1] in _AND or low[cue.at - 1] == ","
        if cue.at > begin and is_next and cue.last + 1 < sentence.size:
            return cue.at - 1
    return sentence.size


def _act(sentence: Sentence, cue: Cue) -> Found | None:
    low = sentence.low
    if cue.lemma not in _ACTS or cue.at < 2:
        return None
    end = _end(sentence, cue)
    behind = low[end : end + 2]
    if QUOTED in behind:
        return None
    if behind and behind[0] not in _AND and behind[0] not in (",", ";", ".", "।", "۔"):
        return None
    begin = _begin(sentence, cue.at)
    if any(low[at] in _AND and low[at - 1] in sentence.lexicon.auxiliaries for at in range(begin + 1, cue.at)):
        return None  # its subject is that of another verb
    if begin and low[begin - 1] == QUOTED and (low[begin] == "," or not _is_done(sentence.words[begin - 1].text)):
        return None  # it tells who said what is quoted
    if not _PASSIVE.isdisjoint(low[cue.last + 1 : end]):
        return None  # शिकायत की गई
    if QUOTED in low[begin:end] or not has_words(sentence, begin, end, LEAST + 1):
        return None
    objects = _OF_SOMETHING.get(cue.lemma)
    if objects is not None and objects.isdisjoint(low[begin : cue.at]):
        return None
    return Found(sentence.span((begin, end)), REPORTED, "act", sentence.cue_place(cue), cue.lemma)


def _is_done(quoted: str) -> bool:
    """Whether a sentence ends within quotation marks."""
    return quoted.rstrip(_CLOSING)[-1:] in tuple(".!?…।؟")


def _begin(sentence: Sentence, at: int) -> int:
    """Where the clause begins: behind what is quoted before, or a few words that begin the sentence."""
    low = sentence.low
    begin = max((n + 1 for n in range(at) if low[n] == QUOTED), default=0)
    comma = next((mark for mark in sentence.breaks if begin < mark <= begin + _FRONT and low[mark] == ","), -1)
    is_front = comma > 0 and (low[begin] in sentence.lexicon.prepositions or low[begin] in sentence.lexicon.nobody)
    return comma + 1 if is_front else begin


def _end(sentence: Sentence, cue: Cue) -> int:
    """Where an act ends: behind the verb, in Hindi with its auxiliaries."""
    end = cue.last + 1
    last = end + _TAIL if sentence.lexicon.lang == "hi" else end
    while end < min(sentence.size, last) and sentence.low[end] in sentence.lexicon.auxiliaries:
        end += 1
    return end
