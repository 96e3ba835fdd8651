"""Finding what was searched for within the text of the article."""

from __future__ import annotations

import re

from PySide6.QtCore import QObject, Signal

from annotator.ui.articles.article_list import ArticleList
from annotator.ui.pane.text_pane import TextPane


class Finding(QObject):
    """Goes from hit to hit of the search; a hit is selected, ready to be labelled."""

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
        if self._hits():
            self._pane.set_caret(0)
            self._go(1)

    def _go(self, step: int) -> None:
        query = self._articles.search_field.text().strip()
        if not query:
            self._articles.focus_search()
            return
        hits = self._hits()
        if not hits:
            self.told.emit(self.tr("“%1” is not in this text.").replace("%1", query))
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
        place = self.tr("Hit %1 of %2").replace("%1", str(hits.index(chosen) + 1))
        self.told.emit(place.replace("%2", str(len(hits))))

    def _hits(self) -> list[tuple[int, int]]:
        """Where the query stands in the text, else any of its words (code points); upper and lower case alike."""
        words = self._articles.search_field.text().split()
        for wanted in ([r"\s+".join(map(re.escape, words))], [re.escape(word) for word in words]):
            pattern = re.compile("|".join(wanted), re.IGNORECASE)
            found = [match.span() for match in pattern.finditer(self._pane.text) if match.end() > match.start()]
            if found:
                return found
        return []
