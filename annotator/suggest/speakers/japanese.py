"""Speakers in Japanese, which writes no blanks: 田村さんは「…」と語った, 「…」と主将の岡本選手。

The topic of the sentence says what is quoted in it. Particles tell where it stands; what a verb or adjective joins
to it stands before it (港に勤める男性) and is no part of it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from annotator.core.clusters import Range
from annotator.suggest.lexicon import lexicon
from annotator.suggest.speakers.beside import HIDDEN, Found, hidden, moved
from annotator.suggest.unspaced import any_of, any_verb, may_speak

LANG = "ja"
_WORD = rf"[一-龥々ヶァ-ヴー０-９0-9A-Za-zＡ-Ｚａ-ｚ・{HIDDEN}]"
_STOP = re.compile(r"[。！？!?\n]|(?<!、)　+")
# Topic and subject: not in では, こと, だが, まずは; nor where a word goes on.
_PARTICLE = re.compile(
    rf"(?<=[一-龥々ヶァ-ヴーA-Za-zＡ-Ｚａ-ｚ＝{HIDDEN}んらちみりきこよ子])(?<!から)(?:は|が(?![丘谷浦崎島池浜峰関])|も)(?![ずっ])"
)
_AGE = re.compile(r"(?:[（(][^（）()]{1,8}[）)])?(?:＝[^＝。]{1,24}＝)?\Z")  # 木村さん（71）＝北町＝
_TIME = r"(?:\d{1,4}[年月日])+(?:[朝夜夕]|午前|午後)?(?:の[^は]{1,8}で)?"
# A verb or adjective joins a clause to a noun: 港に勤める|男性, 船に詳しい|教授; a particle is the sentence's.
_JOINED = re.compile(
    rf"(?:[うくすつぬむぶぐる]|[ぁ-ん]た|[んい]だ|った|しい|ない|たい|よい|[良多高長若近深強]い|"
    rf"(?<={_WORD})(?:[をにでへはも]|[でにと]は|[でに]も|が(?![丘谷浦崎島原池浜峰岡森関]))|など)(?={_WORD})"
)
_NOT_JOINED = re.compile(r"(?:いう|ある)\Z|\A(?:つくる|みる)\Z")
_COUNTED = re.compile(r"(?:人口)?約?[\d０-９千万億,]+(?:人|世帯|平方キロ)の(?=..)")
_IS_TIME = r"[^ぁ-ん]*[年月日時]"
_PASSIVE = (
    r"(?:言わ|いわ|聞か|問わ|叱ら|怒鳴ら|励まさ|諭さ)れ|(?:告げ|尋ね|伝え|責め|声をかけ|呼びかけ|求め)られ|"
    r"(?:質問|批判|指摘|説明|注意|指示|忠告|助言|依頼|宣告|警告|制止|非難|激励|罵倒)され"
)
_BESIDE = re.compile(r"(?:「[^「」\n]*」)+")
_WHERE = re.compile(
    r"[^。「」]{0,24}(?:[でに日後]|対し)、"
)  # between a topic and another: 官房長官は会見で、関係は「良好」
# Who speaks next may be the topic of a sentence that tells something else: a person, but hardly a group.
_IS_PERSON = re.compile(
    r"(?:さん|さま|くん|ちゃん|[氏様君相]|選手|監督|大臣|知事|[市町村区社会院部局団隊署委員]長|教授|議員|代表|主将|弁護士)\Z"
)
_MENTION = r"[^\s。、：！？…「」『』（）,.:;!?]"


class _Patterns(NamedTuple):
    leads: re.Pattern[str]
    nobody: re.Pattern[str]
    bracket: re.Pattern[str]  # 「…」（船会社幹部）
    told: re.Pattern[str]  # 社員は上司に「…」
    passive: re.Pattern[str]  # 「…」と言われた
    source: re.Pattern[str]  # 市によると、「…」
    whose: re.Pattern[str]  # 住民から「…」との声
    after: re.Pattern[str]  # 「…」と田村さんは語った
    cleft: re.Pattern[str]  # 「…」と話すのは田村さん
    named: re.Pattern[str]  # 「…」と主将の岡本選手。
    said: re.Pattern[str]  # 「…」と…語った
    stands: re.Pattern[str]  # 「…」。田村さんは目を細める。
    before: re.Pattern[str]  # 田村さんは語った。「…」


@lru_cache(maxsize=1)
def _patterns() -> _Patterns:
    words = lexicon(LANG)
    forms = words.verbs
    verbs, sources, nouns = any_verb(forms), any_of(words.after), any_of(words.nouns)
    # 批判し、: the clause goes on; 批判。: a noun ends it.
    stems = any_of(chain.from_iterable((verb[:-1], verb[:-2]) for verb in forms if verb.endswith("した")))
    verbs += rf"|(?:{stems})(?=[、。])"
    who = rf"(?P<who>{_MENTION}{{1,24}}?)(?:[（(][^（）()]{{1,8}}[）)])?"
    noun = rf"(?:との|という|といった|などの|などといった|とする)(?P<noun>{nouns})"
    said = (
        rf"{noun}|(?:だ|である)?(?:などとも?|とも?|など|って|の(?:声|言葉))(?:[^。「]{{0,30}}?(?P<cue>{verbs}))?"
    )
    age = r"(?:[（(][^（）()]{1,8}[）)])?"
    return _Patterns(
        leads=re.compile(rf"{any_of(words.leads)}|{_TIME}"),
        nobody=re.compile(rf"{any_of(words.nobody)}|{_IS_TIME}"),
        bracket=re.compile(r"[（(](?P<who>[^（）()\d]{2,24})[）)](?=と|な|。|、|\s|\Z)"),
        told=re.compile(r"(?P<who>[^。、]{1,30})(?:に|から)、?\Z"),
        passive=re.compile(rf"(?:だ|である)?とも?、?[^。「]{{0,12}}?(?P<cue>{_PASSIVE})"),
        source=re.compile(rf"(?P<who>[^。、]{{1,40}}?)(?P<cue>{sources})、?[^。]{{0,20}}\Z"),
        whose=re.compile(rf"(?P<who>[^。、]{{1,30}}?)(?:から|の間で|の間に|の)[はも]?、?{HIDDEN}*\Z"),
        after=re.compile(
            rf"(?:などと|と|など|[―—–]*。)、?{who}(?<![でにとへ])[はが][^。「]{{0,30}}?(?P<cue>{verbs})"
        ),
        cleft=re.compile(
            rf"(?:と|。(?:そう|こう))、?(?P<cue>{verbs})のは、?(?P<who>{_MENTION}{{1,30}}?)(?:[（(]|だ|で|。|、)"
        ),
        named=re.compile(rf"と(?!の)、?(?P<cue>{verbs})?(?P<who>{_MENTION}{{1,23}}[一-龥ァ-ヶーん]){age}。"),
        said=re.compile(said),
        stands=re.compile(rf"[―—–]*。[―—–]*{who}[はも]"),
        before=re.compile(rf"(?P<cue>{verbs})[。：]?\s*\Z"),
    )


def find(text: str, floor: int, start: int, end: int) -> Found | None:
    """Who says what stands from ``start`` to ``end``, as far as the line tells that begins at ``floor``."""
    patterns = _patterns()
    masked = hidden(text[floor:start])
    sentence = max((stop.end() for stop in _STOP.finditer(masked)), default=0)
    begin, masked = floor + sentence, masked[sentence:]
    if (inside := patterns.bracket.match(text, end)) and may_speak("ja").search(inside["who"]):
        return Found(inside.span("who"), None)
    if beside := _BESIDE.match(text, end):
        end = beside.end()  # 「…」「…」といった声
    passive = patterns.passive.match(text, end)
    if passive and (teller := patterns.told.search(masked)):
        who = bounds(text, *moved(teller.span("who"), begin))
        if who is not None:
            return Found(who, passive.span("cue"))
    said = patterns.said.match(text, end)
    cue = _cue(said)
    source = patterns.source.search(masked)
    told = 0 if source is None else source.end("cue")
    if source is None or _PARTICLE.search(masked, told):
        topic = _topic(text, begin + told, masked[told:], is_told=said is not None)
        if topic is not None:
            return Found(topic, cue)
    if source is not None:
        who = bounds(text, *moved(source.span("who"), begin))
        return Found(who, moved(source.span("cue"), begin)) if who else None
    if whose := patterns.whose.search(masked):
        who = bounds(text, *moved(whose.span("who"), begin))
        is_told = said is not None and (said["noun"] is not None or not masked.rstrip(HIDDEN).endswith("の"))
        if who is not None and is_told:
            return Found(who, cue)
    for pattern in (patterns.after, patterns.cleft, patterns.named):
        if behind := pattern.match(text, end):
            who = bounds(text, *behind.span("who"))
            if who is not None:
                return Found(who, behind.span("cue") if behind["cue"] else None)
    if stands := patterns.stands.match(text, end):
        who = bounds(text, *stands.span("who"))
        if who is not None and may_speak("ja").search(text[slice(*who)]):
            return Found(who, None)
    said_before = patterns.before.search(masked) if masked else None
    if said_before and (topic := _topic(text, begin, masked, is_told=True)):
        return Found(topic, moved(said_before.span("cue"), begin))
    return None


def is_person(text: str, who: Range) -> bool:
    """Whether a name or title of a single person stands there."""
    return _IS_PERSON.search(text, *who) is not None


def _cue(said: re.Match[str] | None) -> Range | None:
    if said is None:
        return None
    return next((said.span(name) for name in ("cue", "noun") if said[name] is not None), None)


def earlier(text: str, floor: int, until: int) -> Found | None:
    """Who is the topic of the last sentence before ``until`` that has somebody for one."""
    masked = hidden(text[floor:until])
    ends = [0, *(stop.end() for stop in _STOP.finditer(masked)), len(masked)]
    for lo, hi in zip(reversed(ends[:-1]), reversed(ends[1:]), strict=True):
        for particle in _PARTICLE.finditer(masked, lo, hi):
            if particle[0] == "は" and (who := _sayer(text, floor + lo, floor + particle.start())):
                return Found(who, None)
    return None


def _topic(text: str, begin: int, masked: str, *, is_told: bool) -> Range | None:
    """Who is topic or subject in what stands before the quote: what stands right before it, or who may speak."""
    particles = list(_PARTICLE.finditer(masked))
    if last := _next_to(masked):
        who = bounds(text, begin, begin + last.start())
        may = who is not None and may_speak("ja").search(text, *who) is not None
        if who is not None and not may and len(particles) > 1:
            first = _sayer(text, begin, begin + particles[0].start())
            if first is not None and _WHERE.fullmatch(text, begin + particles[0].end(), who[0]):
                return first
        if who is not None and (is_told or may):
            return who
    others: list[Range] = []
    for particle in reversed(particles):
        where = masked[particle.end() :]
        if particle[0] != "は" and ("、" in where or len(where) > 20):
            # 矢内氏も同席し、「…」: who begins the sentence may go on to speak.
            who = _sayer(text, begin, begin + particle.start()) if particle is particles[0] else None
            if who is not None and is_person(text, who):
                others.append(who)
            continue
        if who := _sayer(text, begin, begin + particle.start()):
            return who
        if particle[0] == "は" and (who := bounds(text, begin, begin + particle.start())):
            others.append(who)
    return others[-1] if others and is_told else None


def _next_to(masked: str) -> re.Match[str] | None:
    """The particle of topic or subject that stands right before the quote."""
    last = next(reversed(list(_PARTICLE.finditer(masked, max(0, len(masked.rstrip(HIDDEN)) - 3)))), None)
    return last if last is not None and not masked[last.end() :].strip("、 " + HIDDEN) else None


def _sayer(text: str, begin: int, end: int) -> Range | None:
    who = bounds(text, begin, end)
    return who if who is not None and may_speak("ja").search(text[slice(*who)]) else None


def bounds(text: str, lo: int, hi: int) -> Range | None:
    """Where the speaker stands who ends at ``hi``; None where it is nobody."""
    if age := _AGE.search(text, lo, hi):
        hi = age.start()
    masked = hidden(text[lo:hi])
    comma = masked.rfind("、")
    if comma >= 0 and not _is_title(masked, comma):
        lo, masked = lo + comma + 1, masked[comma + 1 :]
    words = _patterns()
    while lead := words.leads.match(masked):
        lo, masked = lo + lead.end(), masked[lead.end() :]
    for joined in reversed(list(_JOINED.finditer(masked))):
        if not _NOT_JOINED.search(masked[: joined.end()]):
            lo, masked = lo + joined.end(), masked[joined.end() :]
            break
    if counted := _COUNTED.match(masked):
        lo, masked = lo + counted.end(), masked[counted.end() :]
    start = len(masked) - len(masked.lstrip(" 　"))
    lo, masked = lo + start, masked[start:]
    if lo >= hi or not masked.strip(HIDDEN) or words.nobody.fullmatch(masked):
        return None
    return lo, hi


def _is_title(masked: str, comma: int) -> bool:
    """Whether a comma stands between what somebody is and the name: 住民団体の代表、山本花子さん."""
    title = masked[masked.rfind("、", 0, comma) + 1 : comma]
    return (
        may_speak("ja").search(title) is not None
        and _PARTICLE.search(title) is None
        and _JOINED.search(title) is None
    )
