"""The inspector's words about a suggestion: who makes it and why, and what Enter and Backspace do with it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from annotator.core.chains import left_without_use
from annotator.core.models import Span
from annotator.ui.labelling import Labelling
from annotator.ui.parts.stylesheet import set_role
from annotator.ui.parts.theme import scale_of
from annotator.ui.parts.widgets import Card, KeyCap, percents
from annotator.ui.parts.writing import isolated
from annotator.ui.session import Session
from annotator.ui.suggestions import taking_over

_SHOWN = 36  # code points of each span that comes along
_MOST = 6  # of them


class SuggestionCard(Card):
    """What the keys do with an open suggestion, and which others go the same way; hidden for any other span."""

    def __init__(self, session: Session, labelling: Labelling, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._session = session
        self._labelling = labelling
        self._reasons: tuple[int, dict[str, str]] | None = None  # of which article
        self.set_heading(self.tr("SUGGESTION"))
        self._accept = self._key_row("Enter")
        self._reject = self._key_row("Backspace")
        session.article_changed.connect(self._forget)
        session.spans_changed.connect(self._forget)
        self.hide()

    def origin_line(self, span: Span) -> str:
        """Who suggested a span, in which version, how sure, why, and what became of it; empty if nobody did."""
        origin = span.origin
        if origin.kind in ("human", "import"):
            return ""
        name = f"{origin.name or origin.kind} {origin.version or ''}".strip()
        score = "" if origin.score is None else percents(round(100 * origin.score))
        became = {"accepted": self.tr("accepted"), "edited": self.tr("accepted with changes")}
        parts = (name, score, self._reason(span), became.get(origin.decision or "", ""))
        return " · ".join(part for part in parts if part)

    def show_span(self, span: Span | None) -> None:
        """Shows what the keys do, if the span is a suggestion."""
        self.setVisible(span is not None and span.is_open)
        if span is None or not span.is_open:
            return
        open_ = {id_: other for id_, other in self._session.spans.items() if other.is_open}
        taken = taking_over.chain_of(self._session, span)[1:]
        gone = left_without_use(
            span.id, taking_over.proposed_links(self._session), open_, self._labelling.codebook
        )
        self._accept.setText(self._sentence(self.tr("accepts it"), self.tr("accepts it, and"), taken))
        self._reject.setText(self._sentence(self.tr("rejects it"), self.tr("rejects it, and"), gone))

    def _sentence(self, alone: str, with_others: str, span_ids: list[str]) -> str:
        """What a key does, and below that a line for each other suggestion."""
        lines = [self._words(self._session.spans[id_]) for id_ in span_ids[:_MOST]]
        more = ["…"] if len(span_ids) > _MOST else []
        return "\n".join([with_others, *lines, *more]) if span_ids else alone

    def _words(self, span: Span) -> str:
        article, label = self._session.article, self._labelling.codebook.label(span.label)
        text = " ".join(article.text[span.start : span.end].split()) if article else ""
        shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN].rstrip()} …"
        return f"{label.title if label else span.label}: {isolated(shown)}"

    def _reason(self, span: Span) -> str:
        project = self._session.project
        if project is None:
            return ""
        if self._reasons is None or self._reasons[0] != span.article_id:
            self._reasons = span.article_id, project.suggesting.reasons(span.article_id)
        return self._reasons[1].get(span.id, "")

    def _forget(self, _ids: object = None) -> None:
        self._reasons = None

    def _key_row(self, key: str) -> QLabel:
        """A key's cap, and beside it what the key does."""
        row = QHBoxLayout()
        row.setSpacing(round(8 * scale_of(self)))
        text = QLabel()
        text.setWordWrap(True)
        text.setTextFormat(Qt.TextFormat.PlainText)
        text.setAccessibleName(self.tr("What the key %1 does").replace("%1", key))
        set_role(text, "small")
        row.addWidget(KeyCap(key), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(text, 1)
        self.body.addLayout(row)
        return text
