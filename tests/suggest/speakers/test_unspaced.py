"""Places proposed in Chinese, Japanese, Korean and Vietnamese lie in order and within the text, whatever it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.codebook_file import read_codebook
from annotator.core.models import Article
from annotator.core.resources import resource
from annotator.suggest import pipeline, registry
from annotator.suggest.base import Context
from annotator.suggest.speakers import unspaced

BOOK = read_codebook(resource("codebooks", "news.toml"))
NEWS = Path(__file__).parent.parent / "news"
PIECES = {
    "zh": (
        *(
            "“",
            "”",
            "「",
            "」",
            "‘",
            "’",
            "，",
            "。",
            "：",
            "、",
            "\n",
            "的",
            "他",
            "她们",
            "李海",
            "港务局",
            "局长",
        ),
        *(
            "说",
            "表示",
            "告诉记者",
            "据",
            "介绍",
            "在会上",
            "笑着",
            "同时",
            "则",
            "后",
            "负责",
            "一名",
            "有",
            "对此",
            "了",
        ),
    ),
    "ja": (
        *(
            "「",
            "」",
            "『",
            "』",
            "（",
            "）",
            "、",
            "。",
            "\n",
            "は",
            "が",
            "も",
            "から",
            "によると",
            "に",
            "と",
            "との",
        ),
        *(
            "田村さん",
            "市",
            "首相",
            "語った",
            "批判",
            "考え",
            "を示した",
            "という",
            "勤める",
            "さらに",
            "のは",
            "言われた",
        ),
    ),
    "ko": (
        *(
            '"',
            "“",
            "”",
            "(",
            ")",
            ". ",
            ", ",
            " ",
            "\n",
            "은 ",
            "는 ",
            "이 ",
            "고 ",
            "라며 ",
            "는 반응",
            "에 따르면 ",
        ),
        *("김 시장", "시민", "키우는 ", "학부모", "말했다", "아이를 ", "이에 ", "반박했고", "입장이다"),
    ),
    "vi": (
        *('"', "“", "”", "(", ")", ". ", ", ", " - ", ": ", " ", "\n", "theo ", "dẫn lời ", "đó là lời của "),
        *("ông ", "Bà ", "chị Lan ", "Phạm Văn Bé ", "Sở Y tế ", "giám đốc ", "một số ", "Tuy nhiên, ", "cũng "),
        *("nói ", "cho biết ", "nghẹn ngào ", "câu hỏi ", "trong ", "thêm "),
    ),
}


def is_fit(text: str, lang: str) -> None:
    """All rules run, none fails, and what they propose lies in order within the text."""
    rules = [one for one in registry.suggesters() if one.kind == "rule"]
    for suggested in pipeline.suggest(Article(1, "a", "", text, lang=lang), (), (), rules, Context(BOOK)):
        assert suggested.failure == ""
        for proposal in suggested.proposals:
            at = 0
            for start, end in proposal.segments:
                assert at <= start < end <= len(text)
                at = end


@given(st.data(), st.sampled_from(sorted(PIECES)))
def test_any_text(data: st.DataObject, lang: str) -> None:
    text = "".join(data.draw(st.lists(st.sampled_from(PIECES[lang]), max_size=40)))
    is_fit(text, lang)


@given(st.data(), st.sampled_from(sorted(PIECES)))
def test_any_quote(data: st.DataObject, lang: str) -> None:
    text = "".join(data.draw(st.lists(st.sampled_from(PIECES[lang]), min_size=1, max_size=40)))
    floor, start, end = sorted(data.draw(st.integers(0, len(text))) for _ in range(3))
    for found in (
        unspaced.find(text, lang, floor, start, end),
        unspaced.earlier(text, lang, floor, start, is_next=False),
    ):
        if found is not None:
            for place in (found.speaker, found.cue or found.speaker):
                assert 0 <= place[0] < place[1] <= len(text)


@pytest.mark.parametrize("lang", sorted(PIECES))
def test_articles_that_end_or_begin_anywhere(lang: str) -> None:
    text = (NEWS / f"{lang}.txt").read_text("utf-8")
    for at in range(0, len(text), 7):
        is_fit(text[:at], lang)
        is_fit(text[at:], lang)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        (
            "zh",
            "港口的工人都来了。“明天停工。”他说。",
        ),  # a 的 far before a pronoun ended the speaker before it began
        ("zh", "的“明天停工。”他说"),
        ("ja", "の「明日」と、は"),
    ],
)
def test_what_once_failed(lang: str, text: str) -> None:
    is_fit(text, lang)


@pytest.mark.parametrize(
    ("lang", "text", "speaker"),
    [
        ("zh", "林海波在信中写道：\n“港口没有明天，我们也没有。”", "林海波"),
        ("ja", "田村さんはこう話す。\n「ここにはもう誰もいません」", "田村さん"),
        ("ko", '김 시장은 이렇게 말했다.\n"우리는 다시 시작합니다."', "김 시장"),
        ("ja", "田村さんは港に住む。\n「ここにはもう誰もいません」", ""),
    ],
)
def test_the_line_before_may_announce_who_speaks(lang: str, text: str, speaker: str) -> None:
    rules = [one for one in registry.suggesters() if one.kind == "rule"]
    made = pipeline.suggest(Article(1, "a", "", text, lang=lang), (), (), rules, Context(BOOK))
    links = [link for one in made for link in one.links if link.label == "speaker"]
    assert [text[link.child.start : link.child.end] for link in links] == [speaker] * bool(speaker)
