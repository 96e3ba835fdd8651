"""What an article still lacks when a person calls it done."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject

from annotator.core.models import Span
from annotator.ui.actions.key_text import with_keys
from annotator.ui.session import Session


class Completing(QObject):
    """Looks for own spans without an attribute that the codebook requires, and objects once."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._objected = False  # and the person has turned to nothing else since
        session.article_changed.connect(self.forget)
        session.saved.connect(self.forget)

    def objection(self) -> tuple[str, str] | None:
        """The first span that lacks something, by id, and a sentence.

        None where nothing is lacking, and for who asks again right after: she wants it all the same.
        """
        spans = [] if self._objected else self._incomplete()
        return (spans[0].id, self._sentence(spans)) if spans else None

    def note_objection(self) -> None:
        """The objection is told, and its span is shown."""
        self._objected = True

    def forget(self) -> None:
        """Something else has been done since: it is to be told once more."""
        self._objected = False

    def _incomplete(self) -> list[Span]:
        """The annotator's own spans that lack a required attribute, in the order of the text."""
        project = self._session.project
        if project is None:
            return []
        me, codebook = project.annotator, project.codebook
        # Looked at first, as a long article may have 10,000 spans.
        asking = {label.name for label in codebook.labels if any(a.required for a in label.attributes)}
        own = (s for s in self._session.spans.values() if s.label in asking and s.annotator == me)
        found = [span for span in own if not span.is_open and codebook.missing(span)]
        return sorted(found, key=lambda span: (span.start, -span.end, span.id))

    def _sentence(self, spans: Sequence[Span]) -> str:
        project = self._session.project
        if project is None:
            return ""
        missing = [a.title or a.name for span in spans for a in project.codebook.missing(span)]
        one = self.tr(
            "1 span lacks a required attribute (%1); Ctrl+D again marks the article as done all the same."
        )
        more = self.tr(
            "%n spans lack a required attribute (%1); Ctrl+D again marks the article as done all the same.",
            "",
            len(spans),
        )
        told = with_keys(one if len(spans) == 1 else more)
        return told.replace("%1", ", ".join(dict.fromkeys(missing)))
