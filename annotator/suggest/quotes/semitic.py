"""What tells quotations from names in Arabic and Hebrew, which have no capitals."""

from __future__ import annotations

from annotator.suggest.quotes.view import VERB_FIRST, View
from annotator.suggest.quotes.words import TALKED_TO, TALKS
from annotator.suggest.semitic import ARTICLE


def is_hearer(view: View) -> bool:
    """Whether it is the name of a paper that somebody talks to: في حديث إلى «النهضة»."""
    *_, noun, preposition = ["", "", *view.before_low]
    return preposition in TALKED_TO and noun in TALKS


def is_word_of_somebody(view: View) -> bool:
    """Whether a single word may be a quotation in Arabic or Hebrew; behind a role it is a name: מנכ"ל "נובה"."""
    previous = view.previous
    if view.reading.lang not in VERB_FIRST or previous is None or not previous.is_word:
        return False
    return previous.low.startswith(ARTICLE[view.reading.lang]) or not view.reading.lexicon.may_speak(previous.low)


def follows_adjective(view: View) -> bool:
    """Whether a word with its article stands before it, which may be an adjective: בית הספר היסודי "אלונים"."""
    article = ARTICLE.get(view.reading.lang)
    return article is not None and view.before_low[-1:] != [] and view.before_low[-1].startswith(article)
