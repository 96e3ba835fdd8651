"""What Vietnamese and Indonesian report without a word for "that": Ông cho biết cầu đã sập; Ia mengaku tidak tahu.

Neither inflects its verbs, so that a clause is told by the verb before it: some have what is said behind them,
others somebody or something that is spoken of, and report an act: Bà bác bỏ cáo buộc; Ketua menolak usulan itu.
"""

from __future__ import annotations

import re

from annotator.core.typography import word_set
from annotator.suggest.reported.ends import LEAST, has_words, report_end
from annotator.suggest.reported.found import INDIRECT, REPORTED, Found
from annotator.suggest.reported.sentence import QUOTED, Cue, Sentence

LANGUAGES = frozenset(("vi", "id", "ms"))


def _listed(words: str) -> frozenset[str]:
    return frozenset(word.strip() for word in words.split(","))


# Verbs behind which no clause stands but what or whom they are about.
_ACTS = {
    "vi": _listed(
        "bác bỏ, phủ nhận, chỉ trích, lên án, ca ngợi, khen ngợi, khen, cảm ơn, xin lỗi, chúc mừng, hoan "
        "nghênh, ủng hộ, phản đối, phản bác, cáo buộc, tố cáo, yêu cầu, đề nghị, kêu gọi, hối thúc, thúc "
        "giục, khuyên, khuyến cáo, khuyến khích, khuyến nghị, kiến nghị, đề xuất, hứa, hứa hẹn, phê bình, phê "
        "phán, tán thành, đồng tình, ra lệnh, đe dọa, xác nhận, bày tỏ, nhắc nhở, động viên, trấn an, đòi, "
        "chất vấn, chê, chê bai, lên tiếng, đính chính, gợi ý, cảnh cáo, giục, van xin, nài nỉ, tán dương, "
        "phàn nàn, chối bỏ, khuyên nhủ, khuyên can, cầu xin, nhận lỗi, mắng, chửi, trách móc, thách thức"
    ),
    "id": word_set(
        "ajak ancam apresiasi benarkan berterima desak dukung himbau instruksi kecam keluh konfirmasi kritik "
        "kutuk larang membantah meminta memohon menawarkan menentang mengimbau mengumumkan menolak menuding "
        "menuduh menuntut menyambut menyangkal menyarankan menyerukan menyetujui menyindir menyoroti "
        "meragukan minta memperingatkan mewanti-wanti protes puji sanjung sesal menyayangkan tantang tegur "
        "anjur bela menjanjikan"
    ),
}
# Verbs that tell nothing by themselves, or something of another kind.
_NEITHER = {
    "vi": _listed(
        "hỏi, viết, đáp, đáp lời, đáp trả, trả lời, phát biểu, lời, bình luận, tâm sự, than thở, than vãn, "
        "động viên, ngỏ lời, đặt câu hỏi, đặt vấn đề, tranh luận, hét lên, cười nói, thì thầm, quát, hò hét, "
        "hô hào, phản pháo, mở lời, kết lời, tiếp lời, chốt lại, phân tích, trình bày, góp ý, phản biện, giãi "
        "bày, giải trình, giải đáp, thắc mắc, dẫn lời, công bố, giới thiệu, trao đổi, gào, gào khóc, "
        "lẩm bẩm, thì thào, reo, reo lên, nói đùa, nói vui, nói dối, thú tội, kêu cứu, tuyên thệ"
    ),
    "id": word_set(
        "bertanya menulis seru ucap ujar tukas jawab pungkas sahut berteriak berbisik bentak berbicara "
        "berkomentar menanggapi lontar lanjut tutup celetuk bercanda gumam gerutu menyinggung rintih curhat"
    ),
}
# Behind a verb of speech no clause begins with these: nói về, chia sẻ với; jelas dia.
_NO_CLAUSE = {
    "vi": word_set(
        "về với chuyện lời ra rằng cùng của và hoặc câu gì được thế vậy điều này kế trên tại xong những bức "
        "hình ảnh clip video bài kinh niềm khoảnh đoạn bí nỗi"
    ),
    "id": word_set(
        "bahwa dan atau dengan kepada pada oleh hal soal tentang dalam untuk di ke dari sebagai hal-hal terkait"
    ),
}
_ADDED = word_set("thêm lại rõ tiếp")  # with the verb: cho biết thêm, nói rõ
# Before a verb these tell that nobody says it, or not now; or that it is a noun: câu hỏi, lời hứa.
_NOT = {
    "vi": word_set(
        "không chưa để muốn hãy đừng chẳng nên phải việc lời câu tiếng những các được bị cần sự bản đơn cuộc "
        "đòi đáng thăm theo khi và hoặc về lượt giấy"
    ),
    "id": word_set(
        "tidak belum untuk yang bisa dapat harus akan perlu ingin enggan tak bukan mau pernah jangan dengan "
        "sambil cara sembari seraya saat ketika usai setelah sebelum"
    ),
}
# Bare forms of Indonesian verbs, which who speaks follows: Namun, kata Budi, …
_ROOT = re.compile(r"(?!mem|men|meng|ber|di)\w+")
# What tells in Indonesian that a clause follows and no object: an auxiliary, a verb by its prefix.
_VERBAL = re.compile(
    r"(?:me[mnly]|meng|ber|di|ter)\w{3,}|tidak|tak|akan|sudah|telah|belum|masih|bisa|dapat|harus|ada|"
    r"adalah|sedang|bukan|menjadi|hanya|juga|sangat|lebih|perlu|baru|sempat|pernah|siap|mampu"
)
_WITH_CLAUSE = word_set(
    "mengaku berharap menilai percaya berjanji memastikan duga memperkirakan berpendapat khawatir klaim "
    "bilang meyakini mengira merasa beralasan bersikeras bersumpah memprediksi bersyukur"
)
_NO_SOURCE = word_set("đó kế quy lịch luật dự dõi đuổi đúng hướng hợp kịch mẫu chân cách nguyên phong từng")
_JOINS = word_set("nhưng song thời tetapi namun dan serta sekaligus")
_REACH = 9  # words up to the verb of a clause
_SUBJECT = 10  # words of who speaks, at the beginning of a sentence
_LONGEST = 3  # syllables of a Vietnamese noun of who speaks
_AMID = 6  # words of who speaks between commas


def without_that(sentence: Sentence, cue: Cue) -> Found | None:
    """What a verb tells without a word that joins it, or that it reports."""
    lang = "vi" if sentence.lexicon.lang == "vi" else "id"
    if sentence.lexicon.lang not in LANGUAGES:
        return None
    if lang == "id" and (inserted := _inserted(sentence, cue)) is not None:
        return inserted
    if not cue.at or sentence.low[cue.at - 1] in _NOT[lang] or cue.lemma in _NEITHER[lang]:
        return None
    start = _subject(sentence, cue)
    if start < 0:
        # Ông nói “…” nhưng khẳng định …: who said the one goes on with the other.
        goes_on = QUOTED in sentence.low[: cue.at] and sentence.low[cue.at - 1] in _JOINS
        return _clause(sentence, cue, lang) if goes_on and cue.lemma not in _ACTS[lang] else None
    if lang == "vi" and _is_last(sentence, cue):
        return _behind(sentence, cue)
    return _act(sentence, cue, start) if cue.lemma in _ACTS[lang] else _clause(sentence, cue, lang)


def _clause(sentence: Sentence, cue: Cue, lang: str) -> Found | None:
    low, begin = sentence.low, cue.last + 1
    if lang == "vi":
        while begin < sentence.size and low[begin] in _ADDED:
            begin += 1
    apart = low[begin : begin + 1] == [","]
    if begin + apart >= sentence.size or QUOTED in low[begin : begin + apart + 1]:
        return None
    if apart:
        begin += 1
    elif not sentence.words[begin].is_word or low[begin] in _NO_CLAUSE[lang]:
        return None
    if lang == "id" and not apart and cue.lemma not in _WITH_CLAUSE:
        near = low[begin + 1 : begin + _REACH]
        stop = next((n for n, word in enumerate(near) if word in ("yang", ",", QUOTED)), len(near))
        if not any(_VERBAL.fullmatch(word) for word in (low[begin], *near[:stop])):
            return None
    end = _end(sentence, begin)
    if not has_words(sentence, begin, end) or _is_within_marks(sentence, begin, end):
        return None
    return Found(sentence.span((begin, end)), INDIRECT, "bare", sentence.cue_place(cue), cue.lemma)


def _behind(sentence: Sentence, cue: Cue) -> Found | None:
    """Cầu sẽ đóng từ tháng sau, ông Hải nói."""
    comma = max((at for at in sentence.breaks if at < cue.at), default=0)
    if sentence.low[comma] != "," or comma + 1 >= cue.at or QUOTED in sentence.low[:comma]:
        return None
    if not has_words(sentence, 0, comma, LEAST + 1) or not _is_somebody(sentence, comma + 1, cue.at):
        return None
    return Found(sentence.span((0, comma)), INDIRECT, "behind", sentence.cue_place(cue), cue.lemma)


def _act(sentence: Sentence, cue: Cue, start: int) -> Found | None:
    end = _end(sentence, cue.last + 1)
    if QUOTED in sentence.low[start:end] or _is_within_marks(sentence, start, end):
        return None
    if not has_words(sentence, cue.last + 1, end, LEAST - 1):
        return None
    return Found(sentence.span((start, end)), REPORTED, "act", sentence.cue_place(cue), cue.lemma)


def _inserted(sentence: Sentence, cue: Cue) -> Found | None:
    """Namun, kata Budi, jalan itu rusak: the clause behind who says it, which a comma ends."""
    low, at = sentence.low, cue.at
    if (at and low[at - 1] != ",") or QUOTED in low or not _ROOT.fullmatch(low[at]) or at > _SUBJECT:
        return None
    end = next((mark for mark in sentence.breaks if cue.last < mark <= cue.last + _AMID), 0)
    if not end or low[end] != ",":
        return None
    leads = sentence.lexicon.nobody
    before = any(word not in leads and word != "," for word in low[: max(at - 1, 0)])
    if not has_words(sentence, end + 1, sentence.size):
        return None
    stretches = ((0, at - 1), (end + 1, sentence.size)) if before else ((end + 1, sentence.size),)
    return Found(sentence.span(*stretches), INDIRECT, "within", sentence.cue_place(cue), cue.lemma)


def _subject(sentence: Sentence, cue: Cue) -> int:
    """Where the subject of a verb begins, behind what leads in the sentence; -1 where nobody stands there."""
    low, lexicon = sentence.low, sentence.lexicon
    commas = [at for at in sentence.breaks if at < cue.at]
    for begin in (0, *(at + 1 for at in commas)):
        while begin < cue.at and low[begin] in lexicon.nobody:
            begin += 1  # namun, nhưng
        if begin >= cue.at:
            break
        if low[begin] in lexicon.prepositions:
            continue
        end = next((at for at in commas if at >= begin), cue.at)
        if QUOTED in low[begin : cue.at]:
            return -1
        if _is_somebody(sentence, begin, end):
            return begin
    return -1


def _is_somebody(sentence: Sentence, begin: int, end: int) -> bool:
    """Whether a name or who may speak stands among some words."""
    low, lexicon = sentence.low, sentence.lexicon
    return any(
        (sentence.words[at].is_capital and at > 0)
        or low[at] in lexicon.pronouns
        or any(lexicon.may_speak(" ".join(low[at : at + length])) for length in range(1, _LONGEST + 1))
        for at in range(begin, end)
    )


def _is_within_marks(sentence: Sentence, begin: int, end: int) -> bool:
    """Whether a mark closes among these words what opens before them: it isn't told, but said."""
    low = sentence.low[begin:end]
    return low.count("”") > low.count("“") or low.count('"') % 2 == 1


def _is_last(sentence: Sentence, cue: Cue) -> bool:
    rest = sentence.low[cue.last + 1 :]
    return ":" not in rest and QUOTED not in rest and not any(word[0].isalnum() for word in rest)


def is_no_source(sentence: Sentence, behind: int) -> bool:
    """Whether Vietnamese "theo" is followed by a thing: theo đó, theo quy định, theo kế hoạch."""
    return sentence.lexicon.lang == "vi" and sentence.low[behind] in _NO_SOURCE


def _end(sentence: Sentence, begin: int) -> int:
    """Where what is told ends: with the sentence, or before a colon or comma that something quoted follows."""
    low = sentence.low
    end = report_end(sentence, begin)
    quoted = (
        at for at in sentence.breaks if begin < at < end and low[at] in ":," and low[at + 1 : at + 2] == [QUOTED]
    )
    return next(quoted, end)
