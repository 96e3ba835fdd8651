"""The inspector's card about where a span was suggested, why, and what Enter and Backspace do with it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from annotator.core.chains import left_without_use
from annotator.core.models import Span
from annotator.ui.labelling import Labelling
from annotator.ui.parts.stylesheet import set_role
from annotator.ui.parts.theme import scale_of
from annotator.ui.parts.widgets import Card, KeyCap, percents
from annotator.ui.session import Session

_SHOWN = 32  # code points of each span that comes along
_MOST = 6  # of them


class SuggestionCard(Card):
    """Hidden for what nobody suggested. It stays where it is when a suggestion is accepted."""

    def __init__(self, session: Session, labelling: Labelling, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._session = session
        self._labelling = labelling
        self._reasons: tuple[int, dict[str, str]] | None = None  # of which article
        self.set_heading(self.tr("SUGGESTION"))
        self._from = self._line(self.tr("Who suggests it"))
        self._why = self._line(self.tr("Reason"))
        set_role(self._why, "small")
        self._accept, self._accept_row = self._key_row("Enter")
        self._reject, self._reject_row = self._key_row("Backspace")
        session.article_changed.connect(self._forget)
        session.spans_changed.connect(self._forget)
        self.hide()

    def origin_line(self, span: Span) -> str:
        """Who suggested a span, how sure, and why; empty for what nobody suggested."""
        origin = span.origin
        if origin.kind in ("human", "import"):
            return ""
        score = "" if origin.score is None else percents(round(100 * origin.score))
        return " · ".join(part for part in (origin.name or origin.kind, score, self._reason(span)) if part)

    def show_span(self, span: Span | None) -> None:
        """Shows where a span comes from."""
        suggested = span is not None and span.origin.kind not in ("human", "import")
        self.setVisible(suggested)
        if span is None or not suggested:
            return
        origin = span.origin
        self.set_aside("" if origin.score is None else percents(round(100 * origin.score)))
        name = f"{origin.name or origin.kind} {origin.version or ''}".strip()
        became = {"accepted": self.tr("%1, accepted"), "edited": self.tr("%1, accepted with changes")}
        self._from.setText(became.get(origin.decision or "", "%1").replace("%1", name))
        reason = self._reason(span)
        self._why.setText(reason)
        self._why.setVisible(bool(reason))
        for row in (self._accept_row, self._reject_row):
            row.setVisible(span.is_open)
        if span.is_open:
            self._show_keys(span)

    def _show_keys(self, span: Span) -> None:
        """What comes along with it, and what goes with it."""
        open_ = {id_: other for id_, other in self._session.spans.items() if other.is_open}
        taken = self._session.chain_of(span)[1:]
        gone = left_without_use(span.id, self._session.proposed_links, open_, self._labelling.codebook)
        self._accept.setText(
            self.tr("accepts it with %1").replace("%1", self._named(taken)) if taken else self.tr("accepts it")
        )
        self._reject.setText(
            self.tr("rejects it with %1").replace("%1", self._named(gone)) if gone else self.tr("rejects it")
        )

    def _named(self, span_ids: list[str]) -> str:
        found = [self._words(self._session.spans[id_]) for id_ in span_ids[:_MOST]]
        return ", ".join(found) + (" …" if len(span_ids) > _MOST else "")

    def _words(self, span: Span) -> str:
        article, label = self._session.article, self._labelling.codebook.label(span.label)
        text = " ".join(article.text[span.start : span.end].split()) if article else ""
        shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN].rstrip()} …"
        return f"{label.title.lower() if label else span.label} “{shown}”"

    def _reason(self, span: Span) -> str:
        project = self._session.project
        if project is None:
            return ""
        if self._reasons is None or self._reasons[0] != span.article_id:
            self._reasons = span.article_id, project.suggesting.reasons(span.article_id)
        return self._reasons[1].get(span.id, "")

    def _forget(self, _ids: object = None) -> None:
        self._reasons = None

    def _line(self, name: str) -> QLabel:
        label = QLabel()
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setAccessibleName(name)
        self.body.addWidget(label)
        return label

    def _key_row(self, key: str) -> tuple[QLabel, QWidget]:
        """A key's cap, and beside it what the key does."""
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(round(8 * scale_of(self)))
        text = QLabel()
        text.setWordWrap(True)
        text.setTextFormat(Qt.TextFormat.PlainText)
        set_role(text, "small")
        row.addWidget(KeyCap(key), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(text, 1)
        self.body.addWidget(whole)
        return text, whole
