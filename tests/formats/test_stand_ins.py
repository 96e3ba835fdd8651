"""Characters that trafilatura would drop, as it takes them for unprintable."""

from __future__ import annotations

import lxml.html
import pytest

from annotator.formats.readers.html import HtmlReader
from annotator.formats.stand_ins import standing_in
from tests.formats.fuzzing import draft

PERSIAN = "سخنگوی بندر می\u200cگوید شرکت\u200cها زیان دیده\u200cاند."
FLAG = "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"
EMOJI = f"Sie schickte 👩\u200d💻 und {FLAG}, dann \U0001fae8 dazu."


def page(*paragraphs: str, title: str = "T") -> bytes:
    body = "".join(f"<p>{text}</p>" for text in paragraphs)
    return (
        f"<html><head><meta charset='utf-8'><title>{title}</title></head><body><nav>Menü</nav><article>"
        f"<h1>{title}</h1>{body}</article><footer>Impressum</footer></body></html>"
    ).encode()


@pytest.mark.parametrize(
    "text", [PERSIAN, EMOJI, PERSIAN.replace("\u200c", "&zwnj;"), PERSIAN.replace("\u200c", "&#8204;")]
)
@pytest.mark.parametrize("whole", [False, True])
def test_what_nobody_sees_stays(text: str, whole: bool) -> None:
    given = [f"{number}. {text} Und so geht es weiter, Tag für Tag." for number in range(6)]
    article = draft(HtmlReader(whole), page(*given, title=text[:-1])).article
    shown = text.replace("&zwnj;", "\u200c").replace("&#8204;", "\u200c")
    assert article.text.count(shown) == 6
    assert article.title == shown[:-1]


def test_what_says_where_lines_break_goes() -> None:
    given = "Der Hafen\u00adrat\u200b tagte\u2060 am Montag wie stets im alten Rathaus."
    assert "Der Hafenrat tagte am Montag" in draft(HtmlReader(), page(*[given] * 5)).article.text


def test_the_page_is_as_it_was_afterwards() -> None:
    tree = lxml.html.fromstring(page(PERSIAN, EMOJI, "Cuneiform: \U00012000").decode())
    before = lxml.html.tostring(tree)
    with standing_in(tree) as stand_ins:
        there = lxml.html.tostring(tree, encoding="unicode")
        assert "\u200c" not in there
        assert "\u200d" not in there
        assert there.count("\U00012000") == 1, "what the page has itself stands for nothing else"
        assert PERSIAN in (stand_ins.take_back(there) or "")
    assert lxml.html.tostring(tree) == before
    with standing_in(lxml.html.fromstring("<p>ä</p>")) as none:
        assert not none
