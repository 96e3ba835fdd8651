"""Speakers in Chinese, which writes no blanks between words: 李海说：“…”, “…”她笑着告诉记者, 据公司介绍，….

The clause of a verb of speech begins with who speaks; what stands between the two tells when, where, to whom and
how, and what stands before a 的 is the speaker's only where it is no clause of its own.
"""

from __future__ import annotations

import re
from functools import lru_cache

from annotator.core.clusters import Range
from annotator.suggest.lexicon import lexicon
from annotator.suggest.speakers.beside import HIDDEN, Found, hidden, moved
from annotator.suggest.unspaced import NO_SOURCE, any_of, any_verb, may_speak

LANG = "zh"
_CLAUSES = re.compile(r"[^，,；;：:。！？!?\s]+")
_STOP = re.compile(r"[。！？!?\n]|[^\S\n]{2,}")
_LONGEST = 48  # signs of a clause up to its verb
_BEHIND = 120  # signs behind a quote that are looked at
_REST = 14  # signs between the verb and a part of somebody's words: 批评这项政策是“…”
_BEFORE_COMMA = 12  # the same where something else follows: 告诉记者，
_TIMES = r"(?:\d{1,4}[年月日号號])+(?:上午|下午|晚[间間]?|凌晨)?|[週周][一二三四五六日]|星期[一二三四五六日天]"
_PLACES = r"[当當](?=记者|記者)|[^的，]{1,10}[会會]上|有(?![关關人的些])"
_PRONOUN = r"(?:[他她它我你咱][们們]?|对方|對方|双方|雙方|后者|後者|前者)"
_IS_PRONOUN = re.compile(rf"{_PRONOUN}(?![的国國方人])")
# Where the subject ends, beside the asides of the lexicon; these are parts of words, too.
_THEN = (
    r"在(?![校职職任野])|[于於](?=[\d今昨当當近上下周本此])|[对對](?![外方岸])|向(?=..)|就(?=[^业業任医醫学學读讀]..)|曾(?=[在对對向多])|"
    r"主持(?!人)|公[开開](?=[^招])|回[应應](?=.)|[^\s的][着著](?=.)|[^\s的]了(?=[^解])|被(?=..)|表示(?=[反不支遗遺欢歡感抗])"
)
# Between a quotation and who says it: “…”在接受采访时，李海说.
_ASIDE = (
    r"(?:在|[站坐]在|[当當]|面[对對]|[谈談][到及]|[说說提]到|[谈談说說聊提]起|回[忆憶]起?|[对對]此|[望看拿指][着著])"
    r"[^，。“「]{1,30}"
)
# Who does this says nothing by itself; the subject stands before: 李海放下手机，叹了口气说.
_ACTS = re.compile(
    r"[叹嘆]|[^\s]了|[摇搖点點]了?[头頭]|[笑哭站坐拿望看指流含].?[着著了]|沉默|放下|接[着著]|[继繼][续續]|[转轉]身|低[声聲]|[还還又再]|"
    r"[随隨][后後]|最[后後]|[无無]奈|哽咽|苦笑|[语語][气氣]"
)
# “…”李海叹了口气。
_REACTS = (
    r"[叹嘆]了?[口气氣]|[摇搖点點]了?[摇搖点點]?[着著]?[头頭]|[笑哭][着著了道]|[抹擦]了?[抹擦]?[着著]?[眼泪淚]|[红紅]了?[着著]?眼|[流掉]下|[指望看拍][着著]|"
    r"[挥揮]了?[挥揮]?手|[耸聳]了?[耸聳]?肩|[皱皺][着著]?眉|哽咽|[一满滿][脸臉]|面露|[语語][气氣]"
)
# At the very end of what stands before the verb.
_ENDS = re.compile(
    r"(?:(?<=..)|(?<=[他她我们們人]))(?:[还還也则則又亦都均更再才就已曾仍便却卻只并並]|(?<![老副])[总總]|[^地]{2}地|[^着著]{1,2}[着著]|"
    r"[时時]|[以之]?[后後])\Z"
)
_OF = "的"
_COLONS = ("：", ":")
_SPOTS = frozenset("上里裡中内內下外旁前后後")  # 墙上写着：“…”
_WHO_DOES = tuple("者人官员員团團")  # 评论员, 主张者
# What makes what stands before 的 a clause of its own, no part of the speaker: 负责维修的工程师, 住在船上的老人.
_CLAUSE = re.compile(
    r"(?:[在从從曾正已被把将將对對为為由与與刚剛卖賣做跑摆擺未没沒]|[打踢攻][进進入]|参演|參演|主演|[执執]教|[获獲]得|[赢贏夺奪]得|身[穿着著]|手持|患有|目前在|[创創][办辦立]|[带帶率]领|[带帶率]領|路[过過]|[毕畢][业業]|就[读讀]|[任供]职|[任供]職|赶来|趕來|[获獲]救|[家现現]?住|和.+一起|[负負][责責]|[担擔]任|[从從]事|[参參][与與加]|[来來]自|[经經][营營]|居住|"
    r"目睹|目[击擊]|[拥擁]有|出席|主管|分管|主持|研究|[长長]期|熟悉|[陪带帶]|前[来來]|首次|一直|同[样樣]|有\d).*的."
)
_IS_DONE = re.compile("[了过過着著]")
_TO = frozenset("对對向")
# The common family names, by which the name of a person is told where no title is.
_SURNAMES = (
    "王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何高林郑鄭谢謝罗羅梁宋唐许許韩韓冯馮邓鄧曹彭曾肖蕭田董袁潘于蒋蔣蔡余杜叶葉程苏蘇魏吕呂丁任沈姚卢盧姜崔钟鍾谭譚陆陸汪范金石廖贾賈夏韦韋方白邹鄒孟熊秦邱"
    "江尹薛阎閻段雷侯龙龍史陶黎贺賀顾顧毛郝龚龔邵钱錢严嚴武戴莫孔汤湯温溫康施牛樊葛邢安齐齊乔喬伍庞龐颜顏倪庄莊聂聶章鲁魯岳翟殷詹申欧歐耿关關兰蘭焦俞左柳甘祝包宁寧尚舒阮柯纪紀梅童凌毕畢季裴霍涂塗苗谷曲翁蓝藍辛管柴鲍鮑华華祁房饶饒艾尤穆卓简簡麦麥戚岑费費卫衛"
)
_NAME = re.compile(rf"[{_SURNAMES}][^的\s]{{1,2}}\Z")
_COUNTED = re.compile(r"[一两兩几幾数數多\d]+[名位个個家些群对對]|某")


def find(text: str, floor: int, start: int, end: int) -> Found | None:
    """Who says what stands from ``start`` to ``end``, as far as the line tells that begins at ``floor``."""
    words = _patterns()
    sentence = max(floor, _sentence(text, floor, start))
    masked = hidden(text[sentence:start])
    if source := words.source.search(masked):
        return _at(source, bounds(text, *moved(source.span("who"), sentence)), sentence)
    if found := _leading(text, sentence, masked):
        return found
    after = hidden(text[end : end + _BEHIND].partition("\n")[0])
    if behind := words.after.match(after):
        speaker = bounds(text, *moved(behind.span("who"), end))
        if speaker is not None:
            return _at(behind, speaker, end)
    if does := words.does.match(after):
        speaker = bounds(text, *moved(does.span("who"), end))
        if speaker is not None:
            return Found(speaker, None)
    # “…，”她指着空座位: who acts right behind what is said says it.
    pronoun = _IS_PRONOUN.match(text, end + (text[end : end + 1] in ("，", ",")))
    return Found(pronoun.span(), None) if pronoun else None


def earlier(text: str, floor: int, until: int) -> Found | None:
    """Who says something in the last sentence before ``until`` in which anybody does."""
    stop = until
    while stop > floor:
        begin = _sentence(text, floor, stop - 1)
        masked = hidden(text[begin:stop])
        clauses = list(_CLAUSES.finditer(masked))
        for clause in clauses[:2]:
            if found := _said(text, begin, clause, _BEFORE_COMMA):
                return found
        stop = begin
    return None


def _sentence(text: str, floor: int, at: int) -> int:
    """Where the sentence begins that ``at`` lies in; what quotation marks hold divides none."""
    masked = hidden(text[floor:at])
    return floor + max((stop.end() for stop in _STOP.finditer(masked)), default=0)


def _leading(text: str, sentence: int, masked: str) -> Found | None:
    """Who says it by the clauses of the sentence before it, the nearest first."""
    clauses = list(_CLAUSES.finditer(masked))
    for number, clause in enumerate(reversed(clauses)):
        is_next = number == 0
        rest = _REST if is_next and clause.end() == len(masked) else _BEFORE_COMMA
        if found := _said(text, sentence, clause, rest):
            return found
        if is_next and masked.endswith(_COLONS):
            # 教练赛后难掩失望：“…”: no verb of speech, but something that somebody does.
            who = bounds(text, *moved(clause.span(), sentence))
            if who is not None and who[1] < sentence + clause.end() and text[who[1] - 1] not in _SPOTS:
                return Found(who, None)
        if is_next and number + 1 < len(clauses) and (cue := _patterns().verb.search(clause[0])):
            # 李海放下手机，说：“…”: who acts in the first clause says it.
            who = bounds(text, *moved(clauses[0].span(), sentence), acts=True)
            if who is not None and who[1] < sentence + clauses[0].end():
                return Found(who, moved(cue.span(), sentence + clause.start()))
    return None


def _said(text: str, by: int, clause: re.Match[str], rest: int) -> Found | None:
    """Who speaks and the verb in a clause that one ends, but for a few signs; None where none does."""
    masked = clause[0]
    if len(masked) > _LONGEST + rest:
        return None
    for cue in reversed(list(_patterns().verb.finditer(masked, 1))):
        if len(masked) - cue.end() > rest or _OF in masked[cue.end() :][:2]:
            return None
        first = clause.start() + by
        who = bounds(text, first, first + cue.start())
        if who is not None:
            return Found(who, moved(cue.span(), first))
    return None


def bounds(text: str, lo: int, hi: int, *, acts: bool = False) -> Range | None:
    """Where the speaker stands in what stands before the verb; None where it is nobody.

    ``acts`` tells that the stretch is a clause of its own, whose subject is looked for.
    """
    words = _patterns()
    while lead := words.leads.match(text, lo, hi):
        lo = lead.end()
    if pronoun := _IS_PRONOUN.match(text, lo, hi):
        return pronoun.span()
    masked = hidden(text[lo:hi])
    if _ACTS.match(masked):
        return None
    phrase = words.then.search(masked, 1)
    of = masked.rfind(_OF, 0, -1)
    if of > 0 and _COUNTED.match(masked) is None and not (acts and phrase):
        is_before = phrase is not None and phrase.start() < of
        is_joined = _CLAUSE.match(masked) is not None or (
            (is_before or _IS_DONE.search(masked, 0, of) is not None)
            and not (phrase and phrase[0] in _TO)
            and (may_speak(LANG).search(masked) is not None or _NAME.search(masked, of + 1) is not None)
        )
        if is_joined:
            # 负责维修的|工程师: what is joined is no part of the speaker.
            lo, masked = lo + of + 1, masked[of + 1 :]
            if pronoun := _IS_PRONOUN.match(text, lo, hi):
                return pronoun.span()
            phrase = words.then.search(masked, 1)
    elif of > 0 and not acts:
        phrase = words.then.search(masked, of + 2)
    masked = masked[: phrase.start()] if phrase else masked
    while ends := _ENDS.search(masked):
        masked = masked[: ends.start()]
    verb = words.verb.search(masked, 2)
    if verb is not None and _OF not in masked and masked[verb.end() :] not in _WHO_DOES:
        masked = masked[: verb.start()]  # 李海表示反对并
    hi = lo + len(masked)
    is_word = bool(masked) and (masked[-1].isalnum() or masked[-1] == HIDDEN)
    if not is_word or not masked.strip(HIDDEN) or words.nobody.fullmatch(masked):
        return None
    return lo, hi


class _Patterns:
    def __init__(self) -> None:
        words = lexicon(LANG)
        verbs = any_verb(words.verbs)
        sign = r"[^\s，。；：:！？!?,;]"
        self.verb = re.compile(rf"(?<!被)(?:{verbs})|(?:{any_of(words.nouns)})\Z")
        self.does = re.compile(rf"(?:{_ASIDE}[，,])?(?P<who>(?!的){sign}{{2,24}}?)(?:{_REACTS})")
        self.leads = re.compile(rf"(?:{any_of(words.leads)}|{_TIMES}|{_PLACES})(?=..)")
        self.then = re.compile(rf"(?:(?<=..)|(?<=[他她我们們]))(?:{_THEN}|{_TIMES}|{any_of(words.asides)})")
        self.nobody = re.compile(any_of(words.nobody))
        self.source = re.compile(
            rf"(?:\A|(?<=[，,；;：:\s])|(?<=[。！？”」]))(?:另)?(?P<cue>{any_of(words.before)}){NO_SOURCE}"
            rf"(?P<who>{sign}{{1,30}}?)(?:{verbs}|报道|報道|報導|消息|的?说法|的說法)?[，,][^。]*\Z"
        )
        self.after = re.compile(
            rf"[，,]?\s?(?:{_ASIDE}[，,])?(?P<who>(?!的){sign}{{1,30}}?)(?<!被)(?P<cue>{verbs})(?!的)"
        )


@lru_cache(maxsize=1)
def _patterns() -> _Patterns:
    return _Patterns()


def _at(match: re.Match[str], speaker: Range | None, by: int) -> Found | None:
    return Found(speaker, moved(match.span("cue"), by)) if speaker is not None else None
