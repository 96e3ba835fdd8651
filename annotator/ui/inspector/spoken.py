"""A span in the words of a screen reader."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from annotator.core.models import Span
from annotator.ui.inspector.whose import whose
from annotator.ui.session import Session

_TEXT = 80  # code points of each piece of a span


def shown_text(session: Session, span: Span) -> str:
    """The words of a span on one line, each piece cut after 80 code points; empty while no article is shown."""
    whole = session.article.text if session.article is not None else ""
    pieces = (whole[start : min(end, start + _TEXT)] for start, end in span.segments)
    return " ".join(" […] ".join(pieces).split())


def spoken_span(session: Session, span: Span, *, flagged: bool = False) -> str:
    """Label, words, what is set, and what the page shows by a dashed line, a name or a flag."""
    tr = QCoreApplication.translate
    parts = [f"{span.label}: {shown_text(session, span)}"]
    if span.is_open:
        parts.append(tr("SpanSpeech", "suggested"))
    for name, value in span.attributes.items():
        if isinstance(value, list):
            parts.append(f"{name} {' '.join(value)}")
        elif value is not None:
            parts.append(f"{name} {value}")
    if name := whose(session, span):
        parts.append(tr("SpanSpeech", "labelled by %1").replace("%1", name))
    if flagged:
        parts.append(tr("SpanSpeech", "flagged"))
    return ", ".join(parts)
