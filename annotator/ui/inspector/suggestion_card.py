"""The inspector's words about a suggestion: who makes it and why; its buttons, and what goes the same way."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

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
    """Accepts or rejects an open suggestion, and tells which others go the same way; hidden for any other span."""

    decided = Signal()  # by a button: the keys for what comes next are those of the text

    def __init__(self, session: Session, labelling: Labelling, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._session = session
        self._labelling = labelling
        self._reasons: tuple[int, dict[str, str]] | None = None  # of which article
        self.set_heading(self.tr("SUGGESTION"))
        self._accept = self._add_decision(self.tr("Accept"), "label.accept", "accept_suggestion")
        self._reject = self._add_decision(self.tr("Reject"), "label.reject", "reject_suggestion")
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
        """Shows what can be done with the span, if it is a suggestion."""
        self.setVisible(span is not None and span.is_open)
        if span is None or not span.is_open:
            return
        open_ = {id_: other for id_, other in self._session.spans.items() if other.is_open}
        taken = taking_over.chain_of(self._session, span)[1:]
        gone = left_without_use(
            span.id, taking_over.proposed_links(self._session), open_, self._labelling.codebook
        )
        self._show_others(self._accept, taken)
        self._show_others(self._reject, gone)

    def _show_others(self, text: QLabel, span_ids: list[str]) -> None:
        """A line for each suggestion that goes the same way."""
        lines = [self._words(self._session.spans[id_]) for id_ in span_ids[:_MOST]]
        more = ["…"] if len(span_ids) > _MOST else []
        text.setText("\n".join([self.tr("and with it"), *lines, *more]))
        text.setVisible(bool(span_ids))

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

    def _add_decision(self, title: str, action: str, slot: str) -> QLabel:
        """A button with its key, and below it a text for what goes the same way."""
        button = QPushButton(title)
        set_role(button, "quiet")
        button.setAccessibleName(title)
        button.setAutoDefault(False)
        # Its key is the text's: a click is not to take the keyboard from there, nor Tab to stop here on its way.
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(lambda: self._decide(slot))
        row = QHBoxLayout()
        row.setSpacing(round(4 * scale_of(self)))
        row.addWidget(button)
        row.addWidget(self._labelling.keys.show_on(KeyCap(""), action))
        row.addStretch(1)
        self.body.addLayout(row)
        text = QLabel()
        text.setWordWrap(True)
        text.setTextFormat(Qt.TextFormat.PlainText)
        text.setContentsMargins(round(7 * scale_of(self)), 0, 0, 0)
        set_role(text, "small")
        self.body.addWidget(text)
        return text

    def _decide(self, slot: str) -> None:
        self._labelling.find_slot(slot)()
        self.decided.emit()
