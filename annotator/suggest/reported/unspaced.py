"""Reported speech in Chinese, Japanese and Korean: 他指出，…。, 消防は…としている。, 소방 당국은 …라고 밝혔다.

The words around a sentence tell: who speaks begins it, a verb of speech follows in Chinese and ends it in the
others; or it begins with its source (据…报道，, …によると、, …에 따르면). Japanese leaves out who
goes on speaking.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from annotator.core.clusters import Range
from annotator.core.typography import trim
from annotator.suggest.lexicon import Lexicon, lexicon
from annotator.suggest.reported.found import INDIRECT, REPORTED, Found
from annotator.suggest.reported.sentence import Sentence
from annotator.suggest.unspaced import NO_SOURCE, any_of, any_verb, may_speak

# Korean verbs, behind their objects, of what is done by words; of others where something quoted stands before.
_KOREAN_ACTS = (
    r"(?:요구|촉구|당부|약속|제안|요청|호소|비판|비난|부인|반박|일축|거절|거부|주문|권고|경고|사과|항의|건의|반대|지지|환영|규탄|다짐)했다|"
    "밝혔다|표했다"
)
_KOREAN_TELLS = (
    rf"{_KOREAN_ACTS}|(?:지적|강조|제기|예고|선언|표명|피력|토로|주장|제언|우려|고발|발표|공개)했다|"
    "전했다|나타냈다|드러냈다|내비쳤다|터뜨렸다|쏟아냈다|내놨다|내놓았다|털어놨다"
)
_KOREAN = r"(?:[^“”「」『』\"：:？?]|“[^“”？?\s]{1,8}”(?!(?:이?라)?(?:고|며|면서|는)[\s,]))"
_KOREAN_AMID = r"(?:[^\s.]{1,8}\s){0,2}?"  # 고 3일 밝혔다
_SEMICOLON = re.compile("[；;]")
_LEAST = 4  # signs that are told
_NO_MARKS = r"[^“”「」『』\"：:？?]"  # what is quoted is found elsewhere, and a question tells nothing
_WHO = r"[^\s，。、：；！？…“”「」『』,.:;!?]{1,40}?"
# Korean verbs that have things for objects: 청소를 했다 (cleaned), 편지를 썼다 (wrote a letter).
_ACTS = r"(?!했다|썼다|적었다|물었다|소개|바[랐란]|기대|떠올|돌아|알[렸려리]|보[탰태]|보고|판단|추정|선고)"

# Chinese: names and single words in marks may be amid what is told, but nothing that a comma announces.
_CHINESE = r"(?:[^“”「」『』\"：:；;？?]|(?<![，,、：:])(?:“[^“”？?]{1,20}”|「[^「」？?]{1,20}」))"
_CHINESE_WHO = r"(?:[^\s，。：；！？…“”「」『』,.:;!?]|「[^「」]{1,12}」|“[^“”]{1,12}”){1,40}?"
# What stands before the subject beside the leads of the lexicon.
_CHINESE_LEAD = (
    r"(?:[对對][于於]?|[针針][对對]|就|[关關][于於]|面[对對]|在|[当當]|截至|[谈談][到及]|[说說提]到)[^，,。“「]{1,30}|"
    r"[^，,。“「]{1,24}(?:[时時后後上中下日前]|期[间間]|之[际際])|\d[\d年月日]+"
)
_JAPANESE_LEAD = r"[^。「」、は]{1,20}(?:に対して?|について|に関して?|を受けて?|をめぐり|をめぐって|で|後|中)、"
# Behind these what is told may follow without a comma.
_WITH_CLAUSE = re.compile(
    r".*(?:[称稱说說]|表示|认为|認為|指出|[强強][调調]|宣[布佈]|透露|呼[吁籲]|警告|承[诺諾认認]|保[证證]|主[张張]|否[认認]|[坦直]言|重申|[证證][实實]|"
    r"[确確][认認]|建[议議]|提醒|[质質]疑|批[评評]|表明|[坚堅深]信|解[释釋]|回[应應]|介[绍紹]|[说說]明|告[知诉訴]|[补補]充|抱怨|要求)"
)
# Who is told it: 告诉记者，; behind some verbs anybody.
_TO = (
    r"(?:[^，,“「\s]{0,6}?[记記]者[们們]?|媒[体體]|外界|法庭|法官|警方|大家|本[报報台臺]|[他她我你][们們]?|"
    r"(?<=[诉訴知醒告诫誡嘱囑劝勸])[^，,。“「]{1,8})"
)

_HIMSELF = r"(?:自己|[他她它我你咱]|对方|對方)"
_NO_NOUN = r"(?<![的被项項个個种種条條份这這那该該其此些照按据據依合])"  # 这项建议得到了支持

# と is "with" before these, too (妻と笑った); behind a verb it is "that".
_WITH = (*"話語笑喜見み結続返応願祈迫伝誓問", "約束", "反対", "合意", "ささや")
_OPINIONS = ("見方", "見通し", "見解")
_CLAUSE = r"(?<=[るただいうくすつむぶよねか]と)"
# Single words in marks that a particle joins to the sentence: 「海の玄関」を掲げた.
_JAPANESE = r"(?:[^“”「」『』\"：:？?。]|「[^「」？?]{1,15}」(?![とっなで。]))"
_THINKS = (
    r"(?:考え|方針|意向|見通し|認識|見方|姿勢|意思|決意|見解)を[^、。「」]{0,16}?"
    r"(?:示し|明らかにし|表明し|固め|伝え|強調し|述べ|語っ)(?:た|ている)"
)
_ASKS = (
    r"(?:求め|呼びかけ|呼び掛け|訴え|要請し|指示し|促し|要求し|要望し|命じ|提案し|助言し)(?:た|ている|る)|"
    r"頼んだ|頼んでいる"
)
_ABOUT = re.compile(r".*(?:について|に関して?|をめぐり|をめぐって|に対して?)、?")


class Unspaced:
    """Runs over the sentences of an article in order."""

    def __init__(self, lang: str) -> None:
        self._patterns = _patterns(lang)
        self._words = _any_cue(lang)
        self._has_parts = lang == "zh"
        self._lemmas = lexicon(lang).verbs

    def __call__(self, sentences: Sequence[Sentence]) -> list[Found]:
        return [one for sentence in sentences for one in self._find(sentence)]

    def _find(self, sentence: Sentence) -> Iterator[Found]:
        if self._words.search(sentence.text, sentence.start, sentence.end) is None:
            return  # as most sentences, in a fraction of the time
        for start, end in self._parts(sentence):
            yield from self._find_in(sentence.text, start, end)

    def _parts(self, sentence: Sentence) -> Iterator[Range]:
        """The sentence, or what semicolons divide it into in Chinese."""
        start = sentence.start
        for mark in _SEMICOLON.finditer(sentence.text, start, sentence.end) if self._has_parts else ():
            yield start, mark.start()
            start = mark.end()
        yield start, sentence.end

    def _find_in(self, text: str, start: int, end: int) -> Iterator[Found]:
        for rule, pattern in self._patterns:
            match = pattern.match(text, start, end)
            found = match.groupdict() if match is not None else {}
            if match is not None and _may_say(found):
                name = "cue" if found["cue"] is not None else "bare"
                told = _told(text, match.span("told"), rule)
                if told[0] < told[1]:
                    lemma = self._lemmas.get(found[name], found[name])
                    form = REPORTED if rule == "act" else INDIRECT
                    yield Found((told,), form, rule, (match.span(name),), lemma)
                return


def _may_say(found: dict[str, str | None]) -> bool:
    """Whether a Japanese topic may speak: who is set apart by a comma, or by what the noun is."""
    who = found.get("who")
    return who is None or found.get("comma") is not None or may_speak("ja").search(who) is not None


def _told(text: str, told: Range, rule: str) -> Range:
    """What is told, without what it is about where that stands before: 新航路について開設を目指す考え."""
    about = _ABOUT.match(text, *told) if rule == "noun, that" else None
    if about is not None and told[1] - about.end() >= _LEAST:
        told = about.end(), told[1]
    return trim(text, *told)


@lru_cache(maxsize=4)
def _any_cue(lang: str) -> re.Pattern[str]:
    """What finds a word without which no sentence tells anything."""
    words = lexicon(lang)
    if lang == "ko":  # what stands before its verbs, which are many
        return re.compile(rf"[다라냐자]고[도는\s]|[다라]며\s|것으로\s|[을를]\s|[다라]는\s|{any_of(words.after)}")
    more = rf"|{_THINKS}|{_ASKS}|とし|とする|という|とのこと" if lang == "ja" else ""
    return re.compile(rf"{any_verb(words.verbs)}|{any_of((*words.before, *words.after))}{more}")


@lru_cache(maxsize=4)
def _patterns(lang: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    make = {"zh": _chinese, "ja": _japanese}.get(lang, _korean)
    return tuple((rule, re.compile(pattern)) for rule, pattern in make(lexicon(lang)))


def _chinese(words: Lexicon) -> Iterator[tuple[str, str]]:
    verbs = any_verb(words.verbs)
    lead = rf"(?:(?:{any_of(words.leads)}|{_CHINESE_LEAD})[，,]){{0,2}}"
    # What is told ends where something is quoted, or where who speaks does something else: ，并要求….
    another = any_of(one for one in words.verbs if len(one) > 1)
    goes_on = (
        rf"(?:但是?|而)?[他她]?[们們]?[并並也还還又则則]?且?(?:同[时時])?(?:{another}|[称稱](?![为為号號呼赞讚]))"
    )
    ends = rf"(?:(?=[，,](?:[“「『]|{goes_on}))|[。！.!]?\Z)"
    told = rf"(?P<told>(?![“「『])(?=[^。]{{{_LEAST}}}){_CHINESE}{{2,}}?){ends}"
    source = rf"[另又]?(?P<cue>{any_of(words.before)}){NO_SOURCE}{_WHO}(?:{verbs}|报道|報道|報導|消息)?[，,]"
    yield "source", rf"{lead}{source}{told}"
    # 问 may begin 问题: a comma tells that a single sign is a word.
    clauses = any_verb(one for one in words.verbs if len(one) > 1 and _WITH_CLAUSE.fullmatch(one))
    bare = rf"(?:{clauses})(?![的了过過者])(?!{_TO}[，,])|[说說称稱](?={_HIMSELF})"
    # Who acts tells something: 公司发表声明，称….
    yield "that", rf"[^“”「」：:；;]{{4,60}}?[，,][并並]?且?(?P<cue>[称稱])(?![为為号號呼赞讚]){told}"
    yield "that", rf"{lead}{_CHINESE_WHO}{_NO_NOUN}(?:(?P<cue>{verbs}){_TO}?[，,]|(?P<bare>{bare})){told}"
    # Something else stands before who tells it: 公司公布财报，经理孟洁称，….
    yield "that", rf"{_CHINESE}{{4,60}}?[，,]{_CHINESE_WHO}{_NO_NOUN}(?P<cue>{verbs}){_TO}?[，,]{told}"


def _japanese(words: Lexicon) -> Iterator[tuple[str, str]]:
    with_somebody = {one for one in words.verbs if one.startswith(_WITH) and not one.startswith(_OPINIONS)}
    said, together = any_of(words.verbs.keys() - with_somebody), any_of(with_somebody)
    stems = any_of(one[:-1] for one in words.verbs if one.endswith("した"))
    nouns = any_of(one[:-2] for one in words.verbs if one.endswith("した"))
    cue = (
        rf"(?P<cue>{said}|{_CLAUSE}(?:{together}|した|している|する)|(?:{stems}|{_CLAUSE}し)(?=、)"
        rf"|{_CLAUSE}(?:{nouns})(?=、|。?\Z))"
    )
    lead = rf"(?:(?:{any_of(words.leads)})、?|{_JAPANESE_LEAD})?"
    ends = r"(?:。?\Z|(?:[うえ上]+で|一方で?|ものの|が)?、)"
    told = rf"(?P<told>{_JAPANESE}{{{_LEAST},}}?)"
    where = r"[^。「」、]{0,24}(?:[年月日朝夜時後でに]|対し|対して)、|「[^「」]*」と[^、。「」]{1,12}、"
    who = rf"{lead}(?P<who>{_WHO})は(?P<comma>、)?(?:{where})?"
    that = rf"(?<!っ)と(?:の|も)?{cue}{ends}"
    yield "source", rf"[^。「」]{{1,24}}?(?P<cue>{any_of(words.after)})、?{told}(?:という|とのこと)?。?\Z"
    yield "that", rf"{who}{told}{that}"
    yield "noun, that", rf"{who}{told}(?<=[るただいうくすつぬむぶぐ])(?P<cue>{_THINKS}){ends}"
    yield "infinitive", rf"{who}{told}ように?(?P<cue>{_ASKS}){ends}"
    # Who speaks is told before, and goes on.
    goes_on = rf"{lead}{told}"
    yield "behind", rf"{goes_on}(?<=[るただいうくすつむぶよねか]){that}"
    yield "as heard", rf"{goes_on}(?<=[るただい])(?P<cue>という|とのことだ|とのこと)。?\Z"


def _korean(words: Lexicon) -> Iterator[tuple[str, str]]:
    verbs = rf"{any_verb(words.verbs)}|(?<=것으로\s)(?:예보했다|봤다|본다|보고\s있다|판단된다)"
    told = rf"(?P<told>{_KOREAN}{{{_LEAST},}}?)"
    # A time or place with the particle of the topic is nobody: 밤에는.
    who = r"(?!\S{1,6}(?:에|때|까지|부터)는\s)[^\n.,\"“”?!]{1,24}?"
    lead = rf"(?:(?:{any_of(words.leads)})\s)?"
    that = rf"(?:(?<=[다라냐자])고(?:도|는)?|(?<=\s것)으로)\s{_KOREAN_AMID}"
    # A verb that the sentence goes on behind: …고 항변했지만 받아들여지지 않았다.
    ends = r"(?:(?<=[만나데며고서]),?\s[^\n]*)?[.]?\Z"
    yield "source", rf"{who}에\s(?P<cue>{any_of(words.after)}),?\s{told}[.]?\Z"
    # …고 재판부는 설명했다, whatever the subject of what is told.
    yield "behind", rf"{lead}{told}{that}(?:{who}[은는이가]\s)(?P<cue>{verbs}){ends}"
    yield "that", rf"{who}[은는이가]\s{told}{that}(?P<cue>{verbs}){ends}"
    # 시장은 시간이 더 필요하다며 선을 그었다
    while_saying = r"(?<=[다라])(?:며|면서)\s[^\n.]{0,30}?"
    yield (
        "that",
        rf"{who}[은는이가]\s{told}{while_saying}(?P<cue>{verbs}|{_KOREAN_TELLS}|선을\s그었다|고개를\s저었다){ends}",
    )
    act, tells = (rf"[을를]\s(?:[가-힣]{{1,4}}\s)?(?P<cue>{one})" for one in (_KOREAN_ACTS, _KOREAN_TELLS))
    yield (
        "noun, that",
        rf"(?:{who}[은는이가]\s)?{told}(?<=[다라])는\s(?P<cue>{any_of(words.nouns)})(?:이다|[을도만이가]?\s[^.]{{1,14}}다)[.]?\Z",
    )
    yield (
        "noun, that",
        rf"{lead}{told}(?<=[다라])는\s(?:게|것이)\s{who}의\s(?P<cue>{any_of(words.nouns)})(?:이다|였다)[.]?\Z",
    )
    yield "act", rf"{lead}(?P<told>{who}[은는이가]\s{_NO_MARKS}{{2,}}?{act})[.]?\Z"
    # Without a subject, as who spoke goes on: …고도 털어놨다.
    yield "behind", rf"{lead}{told}{that}(?P<cue>{verbs}){ends}"
    # “…”며 대책을 요구했다: what else who speaks does by words.
    yield "act", rf"[^\n]*[”\"’'](?:이?라)?(?:며|면서)\s(?P<told>{_NO_MARKS}+?{tells})[.]?\Z"
