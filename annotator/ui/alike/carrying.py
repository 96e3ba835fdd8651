"""Carries labels over to near-duplicates, and says what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from annotator.core.comparison import Comparison
from annotator.core.errors import UserError
from annotator.core.models import Change, OpenArticle, Span
from annotator.project import Project, commands
from annotator.ui.parts.worker import Progress
from annotator.ui.session import Session

_AT_ONCE = 10  # articles whose texts are compared within a moment


@dataclass(frozen=True)
class Carried:
    """What came of it: numbers of suggestions, of articles, and of labels that were left out."""

    change: Change | None
    suggestions: int
    articles: int
    differing: int  # their words are others there
    present: int  # labelled so already, or proposed before


def own_labels(opened: OpenArticle | None, annotator: str) -> list[Span]:
    """What would be carried over."""
    return [span for span in opened.spans if span.annotator == annotator and not span.is_open] if opened else []


def carry(session: Session, article_id: int, to: Sequence[int], window: QWidget) -> str | None:
    """Carries the person's labels over to these articles; a sentence about it.

    None, told by ``session.failed``, where that can't be done.
    """
    project = session.project
    if project is None:
        return None
    if len(to) > _AT_ONCE:
        from annotator.ui.parts.long_command import run_long

        title = QCoreApplication.translate("Carrying", "Carrying labels over to %Ln articles", "", len(to))
        result = run_long(window, session, title, lambda own, progress: _carry(own, article_id, to, progress))
        return sentence(result) if isinstance(result, Carried) else None
    try:
        carried = _carry(project, article_id, to)
    except UserError as error:
        session.failed.emit(str(error))
        return None
    if carried.change is not None:
        session.take(carried.change)
    return sentence(carried)


def _carry(project: Project, article_id: int, to: Sequence[int], progress: Progress | None = None) -> Carried:
    change = project.apply(commands.CarryLabels(article_id, tuple(to)), progress)
    made = sum(row.table == "suggestion" for row in change.rows) if change else 0
    opened = project.load(article_id)
    own = own_labels(opened, project.annotator)
    differing = 0
    for other_id in to:
        other = project.load(other_id)
        if opened is not None and other is not None:
            comparison = Comparison(opened.article.text, other.article.text)
            differing += sum(not comparison.has_same_words(span.segments) for span in own)
    return Carried(change, made, len(to), differing, len(own) * len(to) - made - differing)


def sentence(carried: Carried) -> str:
    """What came of it, as a person reads it."""
    tr = QCoreApplication.translate
    where = (
        tr("Carrying", "in 1 near-duplicate")
        if carried.articles == 1
        else tr("Carrying", "in %Ln near-duplicates", "", carried.articles)
    )
    match carried.suggestions:
        case 0:
            made = tr("Carrying", "No new suggestions")
        case 1:
            made = tr("Carrying", "1 suggestion")
        case number:
            made = tr("Carrying", "%Ln suggestions", "", number)
    left = []
    if carried.differing:
        some = tr("Carrying", "the words of %Ln labels differ there", "", carried.differing)
        left.append(tr("Carrying", "the words of 1 label differ there") if carried.differing == 1 else some)
    if carried.present:
        some = tr("Carrying", "%Ln are there already", "", carried.present)
        left.append(tr("Carrying", "1 is there already") if carried.present == 1 else some)
    rest = tr("Carrying", "Left out: %1.").replace("%1", ", ".join(left)) if left else ""
    return f"{made} {where}. {rest}".strip()
