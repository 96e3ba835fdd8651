"""Says at once what an export will leave out: labels, and links of labels, in what is not article text."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.core.models import Change
from annotator.core.offsets import lies_within
from annotator.project import relation_from_row, span_from_row
from annotator.ui.session import Session


class ZoneWarning(QObject):
    """Looks at each label and link that is made in the article on screen, and tells of it once."""

    told = Signal(str)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._sentence = ""
        # After whatever else is told about the change.
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(lambda: self.told.emit(self._sentence))
        session.changed.connect(self._on_changed)

    def _on_changed(self, change: Change) -> None:
        article, project = self._session.article, self._session.project
        if not self._session.zones or article is None or project is None or change.bulk or change.wide:
            return
        if change.kind != "do" or change.annotator != project.annotator:
            return
        made = [
            (row.table, row.after)
            for row in change.rows
            if row.article_id == article.id and row.before is None and row.after is not None
        ]
        spans = [span_from_row(row) for table, row in made if table == "span"]
        zones = [(zone.start, zone.end) for zone in self._session.zones.values()]
        if any(lies_within(span.segments, zones) for span in spans):
            self._tell(self.tr("Exports leave this label out: it is not article text. Z on it makes it that."))
            return
        there = self._session.spans | {span.id: span for span in spans}
        links = [relation_from_row(row) for table, row in made if table == "relation"]
        ends = [there[id_] for link in links for id_ in (link.head, link.child) if id_ in there]
        if any(lies_within(span.segments, zones) for span in ends):
            self._tell(self.tr("Exports leave this link out: one of its ends is not article text."))

    def _tell(self, sentence: str) -> None:
        self._sentence = sentence
        self._soon.start()
