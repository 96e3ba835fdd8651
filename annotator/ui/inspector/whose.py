"""Whose label it is, where several people have labelled."""

from __future__ import annotations

from annotator.core.models import Span
from annotator.ui.session import Session


def whose(session: Session, span: Span) -> str:
    """The name of whoever a label of somebody else's belongs to; empty for one's own, and for suggestions."""
    project = session.project
    return "" if span.is_open or project is None or span.annotator == project.annotator else span.annotator
