"""Says at once what an export will leave out: labels, and links of labels, in what is not article text."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.core.models import Change, Span
from annotator.core.offsets import lies_within
from annotator.project import relation_from_row, span_from_row
from annotator.ui.session import Session


class ZoneWarning(QObject):
    """Looks at each label, link and zone that is made in the article on screen, and tells of it once."""

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
        if article is None or project is None or change.bulk or change.wide:
            return
        if change.kind != "do" or change.annotator != project.annotator:
            return
        made = [
            (row.table, row.after)
            for row in change.rows
            if row.article_id == article.id and row.before is None and row.after is not None
        ]
        zones = [(zone.start, zone.end) for zone in self._session.zones.values()]
        for start, end in ((row["start"], row["end"]) for table, row in made if table == "zone"):
            touched = (span for span in project.all_spans(article.id) if span.start < end and start < span.end)
            whole = [span for span in touched if lies_within(span.segments, [*zones, (start, end)])]
            left_out = [span for span in whole if not lies_within(span.segments, zones)]
            if left_out:
                self._tell_of_zone(left_out, project.annotator)
        spans = [span_from_row(row) for table, row in made if table == "span"]
        if any(lies_within(span.segments, zones) for span in spans):
            self._tell(self.tr("Exports leave this label out: it is not article text. Z on it makes it that."))
            return
        there = self._session.spans | {span.id: span for span in spans}
        links = [relation_from_row(row) for table, row in made if table == "relation"]
        ends = [there[id_] for link in links for id_ in (link.head, link.child) if id_ in there]
        if any(lies_within(span.segments, zones) for span in ends):
            self._tell(self.tr("Exports leave this link out: one of its ends is not article text."))

    def _tell_of_zone(self, left_out: list[Span], annotator: str) -> None:
        number, others = len(left_out), sum(span.annotator != annotator for span in left_out)
        told = self.tr("1 label in it") if number == 1 else self.tr("%Ln labels in it", "", number)
        if others:
            one, several = self.tr("1 of another annotator"), self.tr("%Ln of other annotators", "", others)
            told += f" ({one if others == 1 else several})"
        self._tell(self.tr("Not article text. Exports leave out %1; Z takes it back.").replace("%1", told))

    def _tell(self, sentence: str) -> None:
        self._sentence = sentence
        self._soon.start()
