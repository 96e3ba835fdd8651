"""A page with its marks: spans, relations, zones and numbered candidates. Nothing can be selected in it.

All offsets are code points, end exclusive.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QWidget

from annotator.core.codebook import Codebook
from annotator.core.models import Article, Relation, Span, Zone
from annotator.ui.pane.highlights import Highlights
from annotator.ui.pane.index import SpanIndex
from annotator.ui.pane.layout import TextGeometry
from annotator.ui.pane.page import ReadingPage
from annotator.ui.pane.relation_marks import Drawn, RelationMarks
from annotator.ui.pane.zones import ZoneMarks
from annotator.ui.parts.theme import Theme


class MarkedPage(ReadingPage):
    """Shows one article with its marks, and repaints the lines alone whose marks change."""

    marks_changed = Signal()
    """Spans, zones, their colours or the whole article are others now."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._codebook = Codebook("none")
        self._index = SpanIndex()
        self._zones: list[Zone] = []
        self._relations: dict[str, Relation] = {}
        self._candidates: dict[int, str] = {}
        self._linked: frozenset[str] = frozenset()
        self._flagged: frozenset[str] = frozenset()
        self._pinned: str | None = None
        self._active: str | None = None
        self._zone_key = "Z"
        super().__init__(parent)
        self.set_theme(self.theme)

    def set_codebook(self, codebook: Codebook) -> None:
        self._codebook = codebook
        self._style_marks()
        self.viewport().update()
        self.marks_changed.emit()

    def _style_marks(self) -> None:
        self.marks.set_style(self._codebook, self.theme)
        self.links.set_style(self._codebook, self.theme, self.interface_font, self.size_em)

    @property
    def codebook(self) -> Codebook:
        return self._codebook

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        palette = self.palette()
        chosen = theme.color("accent")
        chosen.setAlphaF(0.28)
        for role, colour in (
            (QPalette.ColorRole.Base, theme.color("surface")),
            (QPalette.ColorRole.Text, theme.color("text")),
            (QPalette.ColorRole.Highlight, chosen),
            (QPalette.ColorRole.HighlightedText, theme.color("text")),
        ):
            palette.setColor(role, colour)
        self.setPalette(palette)
        # Under a style sheet a palette is not passed on to the viewport once that has been polished.
        self.viewport().setPalette(palette)
        self._style_marks()
        self.zone_marks.set_style(self.interface_font, theme, self.size_em)
        if self._zones:
            self.places.finish()
            self.zone_marks.format_all()
        self.layout_changed()
        self.viewport().update()
        self.marks_changed.emit()

    def show_article(
        self, article: Article | None, spans: Iterable[Span], relations: Iterable[Relation], zones: Iterable[Zone]
    ) -> None:
        """Shows an article with its marks from its beginning; no span is active then."""
        self._index = SpanIndex(spans if article else ())
        self._relations = {relation.id: relation for relation in relations} if article else {}
        self._zones = list(zones) if article else []
        self._active = self._pinned = None
        self._candidates, self._linked, self._flagged = {}, frozenset(), frozenset()
        self.show_text(article)
        self.marks_changed.emit()

    def prepare(self, geometry: TextGeometry) -> None:
        self.marks = Highlights(geometry, self._index, self._codebook, self.theme, self.size_em)
        self.marks.active, self.marks.candidates = self._active, self._candidates
        self.marks.linked, self.marks.flagged, self.marks.pinned = self._linked, self._flagged, self._pinned
        self.links = RelationMarks(
            geometry, self._index, self._codebook, self.theme, self.interface_font, self.size_em
        )
        self.links.active = self._active
        self.links.set_relations(self._relations.values())
        self.zone_marks = ZoneMarks(geometry, self.interface_font, self.theme, self.size_em)
        self.zone_marks.key = self._zone_key
        self.zone_marks.set_zones(self._zones)

    def layout_changed(self) -> None:
        super().layout_changed()
        self.marks.forget()

    def spans(self) -> list[Span]:
        """The spans in text order."""
        return [span for i in self._index.ordered_ids() if (span := self._index.get(i)) is not None]

    def span(self, span_id: str) -> Span | None:
        return self._index.get(span_id)

    def zones(self) -> list[Zone]:
        return list(self._zones)

    def ordered_span_ids(self) -> list[str]:
        """Ids by start; of spans that start together, the longest first."""
        return self._index.ordered_ids()

    def spans_at(self, offset: int) -> list[str]:
        """Ids of the spans over the character at ``offset``, innermost first."""
        return self._index.at(offset)

    def spans_between(self, start: int, end: int) -> list[Span]:
        """The spans with words between two offsets, in text order."""
        return self._index.overlapping(start, end)

    def upsert_span(self, span: Span) -> None:
        """Shows a new span, or one that has changed."""
        self.show_span(span)
        self.marks_changed.emit()

    def show_span(self, span: Span) -> None:
        """Shows a span as it is while an edge is dragged; nobody is told."""
        old = self._index.get(span.id)
        lines = self.visible_lines()
        for changed in filter(None, (old, span)):
            self.update_area(self.marks.dirty(changed, lines))
        self._index.put(span)
        self.links.forget()
        for changed in filter(None, (old, span)):
            self.marks.forget_between(changed.start, changed.end)
            self.update_area(self.marks.dirty(changed, lines))
        if self.links.is_linked(span.id):
            self.viewport().update()

    def replace_spans(self, changed: Iterable[Span], gone: Iterable[str]) -> None:
        """Shows many spans that are new or have changed, and others no longer; unknown ids change nothing."""
        for span_id in gone:
            self._index.remove(span_id)
        for span in changed:
            self._index.put(span)
        self.links.forget()
        self.marks.forget_between(0, len(self.text))
        self.viewport().update()
        self.marks_changed.emit()

    def remove_span(self, span_id: str) -> None:
        """Shows a span no longer; an unknown id changes nothing."""
        span = self._index.get(span_id)
        if span is None:
            return
        if self.links.is_linked(span_id):
            self.viewport().update()
        self.update_area(self.marks.dirty(span, self.visible_lines()))
        self._index.remove(span_id)
        self.links.forget()
        self.marks.forget_between(span.start, span.end)
        self.marks_changed.emit()

    def upsert_relation(self, relation: Relation) -> None:
        """Shows a new relation, or one that has changed, while one of its ends is active."""
        self._relations[relation.id] = relation
        if self.links.put(relation):
            self.viewport().update()

    def remove_relation(self, relation_id: str) -> None:
        """Shows a relation no longer; an unknown id changes nothing."""
        self._relations.pop(relation_id, None)
        if self.links.remove(relation_id):
            self.viewport().update()

    def point_out(self, relation_id: str | None) -> None:
        """Draws one relation of the active span stronger than the others; None, none."""
        if self.links.pointed_out != relation_id:
            self.links.pointed_out = relation_id
            self.viewport().update()

    def drawn_relations(self) -> list[Drawn]:
        """The curves and names that are on the screen now."""
        top = self.scrolled
        view = QRectF(0, top, self.viewport().width(), self.viewport().height())
        return self.links.drawn(view, self.visible_lines(), self.signs_on_top()) if self.links.active else []

    def signs_on_top(self) -> list[QRectF]:
        """What is painted over the words and names, and would hide these."""
        return []

    def pin(self, span_id: str | None) -> None:
        """Keeps the ring around a span while none is active, as while text is selected for it; None ends that."""
        self._pinned = self.marks.pinned = span_id
        self.viewport().update()

    @property
    def pinned(self) -> str | None:
        return self._pinned

    def set_flagged(self, span_ids: Collection[str]) -> None:
        """Puts a small flag on spans about which something is asked; the others have none. Unknown ids wait."""
        before, self._flagged = self._flagged, frozenset(span_ids)
        self.marks.flagged = self._flagged
        lines = self.visible_lines()
        for span_id in before ^ self._flagged:
            span = self._index.get(span_id)
            if span is not None:
                self.update_area(self.marks.dirty(span, lines))

    def set_zones(self, zones: Iterable[Zone]) -> None:
        """Replaces the zones; only paragraphs whose zones differ are laid out again."""
        after = list(zones)
        if after != self._zones:
            self.places.finish()
            self._zones = after
            self.zone_marks.set_zones(after)
            self.layout_changed()
            self.viewport().update()
            self.marks_changed.emit()

    def set_zone_key(self, key: str) -> None:
        """Sets the key that is shown beside zones; an empty one shows none."""
        self._zone_key = self.zone_marks.key = key
        self.viewport().update()

    def set_candidates(self, candidates: Mapping[int, str], linked: Collection[str] = ()) -> None:
        """Puts numbers on spans, to be chosen by digit or click; an empty mapping ends that.

        Those that are ``linked`` already have a tick.
        """
        self._candidates, self._linked = dict(candidates), frozenset(linked)
        self.marks.candidates, self.marks.linked = self._candidates, self._linked
        self.viewport().update()

    @property
    def candidates(self) -> dict[int, str]:
        return dict(self._candidates)
