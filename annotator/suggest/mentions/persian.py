"""Noun phrases of Persian, which has no capitals and writes nothing between a noun and what it is of.

The subject begins its clause and the verb ends it. "را" stands behind an object and has the letter "w", what
begins a clause "j".
"""

from __future__ import annotations

from annotator.core.patterns import late
from annotator.core.typography import word_set
from annotator.suggest.lexicon import Lexicon
from annotator.suggest.mentions.caseless import without_light_verb
from annotator.suggest.mentions.phrases import Phrase

_VERB = late("(?:ن?می\u200c.*|.+\u200c(?:اند|است|ایم|اید|ام))")
_HIS = ("ش", "شان", "م", "مان")
_HIS_END = late("\u200c?(?:اش|ش|شان|م|مان)$")
_PAST = ("د", "ت", "دند", "تند")
_THESE = word_set("این آن همین همان یک هر چند همه هیچ")
_SOME = word_set("یکی برخی بعضی بسیاری تعدادی گروهی جمعی عده‌ای شماری هیچ‌یک هیچیک هرکدام کدام چند‌تن دوتن تن نفر")
_AND = word_set("و یا")
_TALKS = word_set("گو گوی گویی گوها گوهای")
# Occasions that "a" is said of end the phrase that they are in: در نشستی وزیر گفت.
_OCCASIONS = word_set(
    "نشستی مراسمی همایشی گفتگویی گفت‌وگویی پیامی سخنانی یادداشتی توییتی پستی گزارشی پاسخی اظهاراتی متنی"
)
_A = "\u200cای"
# What is told or done by words, before "را", and no part of who does: وزیر این ادعا را رد کرد.
_OBJECTS = word_set(
    "خبر اخبار خبرها ادعا ادعای ادعاها ادعاهای اتهام اتهامات اتهام‌ها موضوع علت دلیل دلایل مسئولیت "
    "مسوولیت اقدام اقدامات تصمیم طرح پیشنهاد ختم آغاز پایان نام تعداد شمار آمار میزان گزارش اظهارات سخنان "
    "ماجرا وضعیت شرایط رفتار عملکرد سیاست سیاست‌های نتیجه نتایج حکم رای رأی لایحه قانون توافق قرارداد "
    "درخواست نقش حمله حملات هدف زمان تاریخ خود"
)
_NOUNS = frozenset("nRMOT0IN")
_WORD = "[nRMOT0IN]"
_NAMED = rf"(?<=O)q{_WORD}{{1,4}}q|(?<=[Rn])q{_WORD}{{1,4}}q(?!{_WORD}?s)"
_OF_THIS = rf"(?<=[RMO])d{_WORD}(?!{_WORD}*w)"  # سخنگوی این سازمان
_CHUNK = rf"d?{_WORD}(?:{_WORD}|od?{_WORD}|{_OF_THIS}|(?<=[RMO])r(?!w)|{_NAMED}){{0,8}}"
_APPOSITION = rf"(?:,0n(?=,))?,[RMO]{_WORD}{{0,7}}(?=[,.]|\Z)|,0n(?=,)"
_LIST = rf"(?<=[RO]n),n{{1,2}}o{_WORD}{{1,3}}"  # وزیر تعاون، کار و رفاه
_NAME_BEHIND = late(r",n{1,3}(?=,)")  # وزیر نیرو، رضا تهامی، …
_WHO_BEHIND = late(r"(?<=n),n{2,5}(?=,[xir]*s)")  # رضا، نگهبان ساختمان، می‌گوید
_RELATIVE = r"j[^.:qsj,]{1,8}(?:(?=,)|b(?=[isx]))"  # دیپلماتی که نخواست نامش فاش شود به ما گفت
_PHRASES = late(
    rf"(?<=i)(?P<these>dn)(?=[RMO])|(?P<of>(?<=i){_CHUNK}(?:d{_WORD}(?=[RMO])|d{_WORD}{{1,3}})?)"
    # Up to the object that "را" stands behind, or one with "this"
    rf"|(?P<phrase>{_CHUNK}(?:{_LIST})?(?:{_APPOSITION}|{_RELATIVE})?)"
    rf"(?={_WORD}w|d{_WORD}|(?!{_WORD}|w))(?P<speaks>(?=[^.:qs]{{0,30}}s))?|(?P<pronoun>r)"
)
_MANY = "ند"  # ends verbs of which several are the subject
_MOST_JOINED, _CLAUSE = 5, 25  # words behind "and", and up to the verb
_FRIDAY = ("امام", "نماز")  # of Friday
_LONGEST_NAME = 4  # words


def in_persian(low: list[str], letters: str, known: Lexicon) -> str:
    """The letters with what the beginnings and ends of words tell, and what depends on the words beside them."""
    found = without_light_verb(low, letters, known)
    for at in range(len(found) - 1, -1, -1):
        word = low[at]
        behind = found[at + 1] if at + 1 < len(found) else ""
        if word == "را":
            found[at] = "w"
        elif word == "که":
            found[at] = "j"
        elif word in _AND:
            found[at] = "o" if _is_within(low, found, at) else "u"
        elif (word == "خود" and at and found[at - 1] in _NOUNS) or (
            word == "جمعه" and at and low[at - 1] in _FRIDAY
        ):
            found[at] = "n"
        elif word == "گفت" and low[at + 1 : at + 2] == ["و"] and low[at + 2 : at + 3] and low[at + 2] in _TALKS:
            found[at : at + 3] = "nnn"
        elif word in _THESE:
            found[at] = "d" if behind in _NOUNS else "x"
        elif word == "از" and at and low[at - 1] in _SOME:
            found[at] = "o"
        elif found[at] == "n" and word.endswith(_HIS) and _HIS_END.sub("", word) in known.roles:
            found[at] = "R"  # همکارش
        elif found[at] == "n" and (_VERB.fullmatch(word) or (word.endswith(_PAST) and _is_joined(found, at))):
            found[at] = "b"
        elif found[at] == "n" and word.endswith(_A) and at and found[at - 1] in _NOUNS and _is_done(found, at):
            found[at] = "x"
        elif found[at] == "n" and at and found[at - 1] == "i" and behind in ("R", "M", "O"):
            found[at] = "x" if word.endswith(_A) or word in _OCCASIONS else "n"
    for at in [at for at, letter in enumerate(found) if letter == "w"]:
        _mark_object(low, found, at)
    return "".join(found)


def _is_within(low: list[str], found: list[str], at: int) -> bool:
    """Whether "and" stands within what somebody is of, as one alone speaks: وزیر راه و شهرسازی گفت."""
    begin = at
    while begin and found[begin - 1] in _NOUNS:
        begin -= 1
    if "".join(found[max(0, begin - 3) : begin]) in ("Rn,", "On,"):
        begin -= 3  # وزیر تعاون، کار و رفاه
    end = at + 1
    while end < len(found) and found[end] == "n":
        end += 1
    if found[begin] not in ("R", "O") or not at + 1 < end <= at + _MOST_JOINED:
        return False
    verb = next((n for n in range(end, min(len(found), end + _CLAUSE)) if found[n] in "s."), -1)
    return verb > 0 and found[verb] == "s" and not any(word.endswith(_MANY) for word in low[verb : verb + 2])


def _is_done(found: list[str], at: int) -> bool:
    """Whether a verb ends a clause right behind something, which is its object: بیانیه‌ای صادر کرد."""
    return found[at + 1 : at + 2] == ["b"] or (found[at + 1 : at + 3] == ["n", "b"])


def _is_joined(found: list[str], at: int) -> bool:
    """Whether "and" with a verb of speech, which has the same subject, follows a word: خندید و گفت."""
    return found[at + 1 : at + 3] == ["u", "s"] or found[at + 1 : at + 4] == ["u", "x", "s"]


def _mark_object(low: list[str], found: list[str], end: int) -> None:
    """Takes the words of an object, from a noun for what is told on, out of the phrase of the subject before."""
    begin = end
    while begin and found[begin - 1] in _NOUNS:
        begin -= 1
    cut = next((at for at in range(begin, end) if low[at] in _OBJECTS), end)
    found[cut:end] = "x" * (end - cut)


def persian(letters: str, lo: int, hi: int) -> list[Phrase]:
    """The noun phrases of the words from ``lo`` to ``hi``."""
    found = []
    for match in _PHRASES.finditer(letters, lo, hi):
        kind = match.lastgroup if match.lastgroup != "speaks" else "phrase"
        first, last = match.span(kind or "phrase")
        if kind == "pronoun":
            found.append(Phrase(first, first, last, last, "", "r", True))
            continue
        behind = _NAME_BEHIND if letters[first] in "RMO" else _WHO_BEHIND
        if kind == "phrase" and (more := behind.match(letters, last, hi)) is not None:
            last = more.end()
        # The first noun tells whom a phrase is of: the head of a ministry is no ministry.
        words = letters[first:last].lstrip("d0")
        head = words[:1] if words[:1] in "RMO" else "n"
        is_short = len(words.partition(",")[0]) <= _LONGEST_NAME
        if head == "n" and ((match["speaks"] is not None and is_short) or ",R" in words):
            head = "R"
        found.append(Phrase(first, first, last, last, "", head + "R" * (last - first - 1) if head != "n" else "n"))
    return found
