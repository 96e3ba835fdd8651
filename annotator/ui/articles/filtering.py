"""The query in the search field: understood, or refused in place; and what the list says of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QLocale, QObject, Signal
from PySide6.QtWidgets import QLabel, QWidget

from annotator.core.codebook import Codebook
from annotator.core.errors import UserError
from annotator.core.models import State
from annotator.project import Project
from annotator.ui.articles.model import ArticleSource
from annotator.ui.articles.query_line import QueryLine
from annotator.ui.parts.speech import announce
from annotator.ui.parts.stylesheet import set_role
from annotator.ui.parts.widgets import state_title

if TYPE_CHECKING:
    from annotator.core.query import Query, QueryError, Words


class QueriedSource(ArticleSource, Protocol):
    """What the list and its queries need of a project."""

    codebook: Codebook


class Filter(QObject):
    """Reads the query from a line, and tells below it (``hint``) what it finds or what is wrong.

    ``query`` is the last one that was understood; None while the line is empty.
    """

    span_wanted = Signal(str)
    failed = Signal(str)

    def __init__(self, line: QueryLine, parent: QWidget) -> None:
        super().__init__(parent)
        self.query: Query | None = None
        self._line = line
        self._is_wrong = False
        self._said = ("", 0)
        self._source: QueriedSource | None = None
        self.hint = QLabel(parent)
        self.hint.setWordWrap(True)
        self.hint.hide()
        line.set_codebook(lambda: self._source.codebook if self._source else None)

    def set_source(self, source: QueriedSource | None) -> None:
        """Takes labels and attributes from another project."""
        self._source = source
        self.query = None

    def understand(self) -> bool:
        """Reads the line; False if it can't be understood."""
        self.query, error = self._read(self._line.text())
        self._line.mark(error)
        # While suggestions tell how to go on, what is half typed is no mistake.
        if error is not None and not self._line.is_suggesting:
            self._say(str(error), "error")
        elif error is None and self._is_wrong:
            self.hint.hide()
        self._is_wrong = error is not None
        return error is None

    def _read(self, text: str) -> tuple[Query | None, QueryError | None]:
        if self._source is None or not text.strip():
            return None, None
        from annotator.core.query import QueryError, parse_query  # nobody searches before the first paint

        try:
            return parse_query(text, self._source.codebook), None
        except QueryError as error:
            return self.query, error

    def show_count(self, count: int, complete: bool) -> None:
        """Says how many articles the query has found, if it is more than words."""
        query = self.query
        if complete and query is not None and query.root is not None:
            self._tell(query.text, count)
        if query is not None and query.notes and not count and complete:
            note = query.notes[0]
            self._say(f"{note[:1].upper()}{note[1:]}.", "small")
            return
        if query is None or query.root is None or query.is_plain:
            self.hint.hide()
            self.hint.clear()
            return
        if query.of_spans:
            sentence = (
                self.tr("1 article with such labels") if count == 1 else self.tr("%1 articles with such labels")
            )
        else:
            sentence = self._found(count)
        self._say(sentence.replace("%1", QLocale().toString(count)) + ("" if complete else " …"), "small")

    def _tell(self, text: str, count: int) -> None:
        """Lets a screen reader say how many articles were found, once for each query and number."""
        if (text, count) != self._said:
            self._said = text, count
            announce(self._line, self._found(count))

    def _found(self, count: int) -> str:
        if not count:
            return self.tr("No article found")
        sentence = self.tr("1 article found") if count == 1 else self.tr("%1 articles found")
        return sentence.replace("%1", QLocale().toString(count))

    def show_span(self, article_id: int) -> None:
        """Asks for the first span of the article that the query is about, if it is about spans."""
        found = self.spans_in(article_id)
        if found:
            self.span_wanted.emit(found[0])

    def spans_in(self, article_id: int) -> list[str] | None:
        """Ids of the article's spans that the query is about, by position; None if it is not about spans."""
        if self.query is None or not self.query.of_spans or not isinstance(self._source, Project):
            return None
        try:
            return self._source.queries.spans_in(self.query, article_id)
        except UserError as error:
            self.failed.emit(str(error))
            return None

    def words(self) -> list[Words]:
        """What the text is searched for by what stands in the line, understood already or not."""
        query, _ = self._read(self._line.text())
        if query is None or query.root is None:
            return []
        from annotator.core.query import sought_words

        return list(sought_words(query.root))

    def sentence(self, state: State | None) -> str:
        """What an empty list says; ``state`` is that which it shows alone."""
        query = self._line.text().strip()
        if self._source is None:
            return self.tr("No project is open")
        if query and state:
            text = self.tr("Nothing found for “{query}” among the articles shown by “{state}”")
            return text.format(query=query, state=state_title(state))
        if query:
            return self.tr("Nothing found for “{query}”").format(query=query)
        match state:
            case State.NEW:
                return self.tr("No article is new")
            case State.STARTED:
                return self.tr("No article is started yet")
            case State.DONE:
                return self.tr("No article is done yet")
            case State.SKIPPED:
                return self.tr("No article is skipped")
            case _:
                return self.tr("No articles yet")

    def _say(self, sentence: str, role: str) -> None:
        set_role(self.hint, role)
        self.hint.setText(sentence)
        self.hint.setAccessibleName(sentence)
        self.hint.show()
