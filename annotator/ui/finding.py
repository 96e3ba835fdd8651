"""Finding within the article what was searched for: words in its text, or the spans that a query is about."""

from __future__ import annotations

import re

from PySide6.QtCore import QObject, Signal

from annotator.ui.articles.article_list import ArticleList
from annotator.ui.pane.text_pane import TextPane
from annotator.ui.parts.writing import isolated


class Finding(QObject):
    """Goes from hit to hit of the search; words are selected, ready to be labelled, and spans are made active."""

    told = Signal(str)

    def __init__(self, pane: TextPane, articles: ArticleList) -> None:
        super().__init__(pane)
        self._pane = pane
        self._articles = articles
        articles.search_field.opened.connect(self._go_on_in_text)

    def find_next(self) -> None:
        """Selects the next hit, after the last one the first."""
        self._go(1)

    def find_previous(self) -> None:
        """Selects the hit before, before the first one the last."""
        self._go(-1)

    def _go_on_in_text(self) -> None:
        spans = self._articles.found_spans()
        if spans is not None:
            # The first of an article that was just opened is active already.
            if self._pane.active not in spans:
                self._pane.set_caret(0)
                self._go_to_span(spans, 1)
            self._pane.setFocus()
        elif self._hits():
            self._pane.set_caret(0)
            self._go(1)

    def _go_to_span(self, spans: list[str], step: int) -> None:
        """Makes the next or previous of these spans active, all round."""
        shown = [id_ for id_ in self._pane.ordered_span_ids() if id_ in set(spans)]
        if not shown:
            self.told.emit(self.tr("No such label is in this article."))
            return
        if self._pane.active in shown:
            number = (shown.index(self._pane.active) + step) % len(shown)
        else:
            starts = [span.start for id_ in shown if (span := self._pane.span(id_)) is not None]
            number = sum(start < self._pane.caret for start in starts) % len(shown) if step > 0 else -1
        chosen = shown[number]
        span = self._pane.span(chosen)
        self._pane.set_active(chosen)
        if span is not None:
            self._pane.ensure_visible(span.start, span.end)
        self._pane.setFocus()
        self._tell_place(shown.index(chosen), len(shown))

    def _tell_place(self, number: int, total: int) -> None:
        place = self.tr("Hit %1 of %2").replace("%1", str(number + 1))
        self.told.emit(place.replace("%2", str(total)))

    def _go(self, step: int) -> None:
        query = self._articles.search_field.text().strip()
        if not query:
            self._articles.focus_search()
            return
        spans = self._articles.found_spans()
        if spans is not None:
            self._go_to_span(spans, step)
            return
        hits = self._hits()
        if not hits:
            self.told.emit(self.tr("“%1” is not in this text.").replace("%1", isolated(query)))
            return
        start, end = self._pane.selection or (self._pane.caret, self._pane.caret)
        if step > 0:
            after = [hit for hit in hits if hit[0] >= end]
            chosen = after[0] if after else hits[0]
        else:
            before = [hit for hit in hits if hit[1] <= start]
            chosen = before[-1] if before else hits[-1]
        self._pane.select(*chosen)
        self._pane.ensure_visible(*chosen)
        self._pane.setFocus()
        self._tell_place(hits.index(chosen), len(hits))

    def _hits(self) -> list[tuple[int, int]]:
        """Where the words of the query stand in the text, side by side if they do (code points).

        Case, accents, points and widths don't matter, as they don't where the list is searched.
        """
        from annotator.core.loose import LooseText, loose, words_pattern  # nobody searches before the first paint

        sought = self._articles.filter.words()
        plain = [word for words in sought if not words.phrase for word in words.words]
        phrases = [_phrase(words.words) for words in sought if words.phrase]
        typed = r"\s+".join(re.escape(loose(part)) for part in self._articles.search_field.text().split())
        together = [words_pattern(words.words).pattern for words in sought if not words.phrase]
        text = LooseText(self._pane.text)
        each = [re.escape(loose(word)) for word in plain]
        for wanted in ([typed] if not phrases else [], phrases + together, phrases + each):
            found = list(text.places(re.finditer("|".join(filter(None, wanted)), text.folded)))
            if found:
                return found
        return []


def _phrase(words: tuple[str, ...]) -> str:
    """A pattern for whole words side by side; where the index knows none, they may stand amid other letters."""
    from annotator.core.loose import is_indexed, words_pattern

    pattern = words_pattern(words).pattern
    return rf"(?<!\w){pattern}(?!\w)" if all(map(is_indexed, words)) else pattern
