"""The relations of the active span: curves behind the words, each with its name beside the other end.

An end that is off the screen is not looked for, as that would lay out all the text up to it: its curve leaves at
the edge, and what lies there is named once for each relation.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen

from annotator.core.codebook import Codebook
from annotator.core.models import Relation, Span
from annotator.ui.pane.curves import Stroke, draw_curve
from annotator.ui.pane.index import SpanIndex
from annotator.ui.pane.layout import Line, TextGeometry
from annotator.ui.pane.routes import Routes, is_shown
from annotator.ui.parts.theme import Theme
from annotator.ui.parts.writing import isolated

_MOST = 16  # curves at once, the nearest; an actor that is spoken of in every line has dozens on one screen
_RIMS = 8  # curves that have a rim
_NAME = 24  # code points of a text that is named at the edge


_Kind = tuple[str, bool, bool]  # label of a relation, whether it leads outwards, whether it is suggested
_End = tuple[int, int, _Kind, Relation, Span]  # start and end of the span at the other end, and what leads there


@dataclass(slots=True)
class Drawn:
    """One curve on the screen, with the tag that names it. ``ids`` are the relations that it stands for."""

    ids: list[str]
    path: QPainterPath
    tag: QRectF
    text: str
    colour: QColor
    dashed: bool


class RelationMarks:
    """The relations of one article in its layout. ``size`` is the reading font's em."""

    def __init__(
        self, geometry: TextGeometry, index: SpanIndex, codebook: Codebook, theme: Theme, font: QFont, size: float
    ) -> None:
        self.geometry = geometry
        self.index = index
        self.active: str | None = None
        self.pointed_out: str | None = None
        self._relations: dict[str, Relation] = {}
        self._of_span: dict[str, dict[str, None]] = {}
        self._kept: tuple[str, list[_End]] | None = None
        self.set_style(codebook, theme, font, size)

    def set_style(self, codebook: Codebook, theme: Theme, font: QFont, size: float) -> None:
        """Takes names from the codebook, colours from the theme, and the tags' face from the interface."""
        self._codebook = codebook
        self._theme = theme
        self._size = size
        self._unit = size / 17
        self.routes = Routes(self.geometry, size)
        self._face = QFont(font)
        self._face.setPixelSize(max(8, round(9.5 * self._unit)))
        self._face.setWeight(QFont.Weight.DemiBold)

    def set_relations(self, relations: Iterable[Relation]) -> None:
        """Replaces all relations."""
        self._relations, self._of_span = {}, {}
        self.forget()
        for relation in relations:
            self.put(relation)

    def put(self, relation: Relation) -> bool:
        """Adds or replaces a relation; whether what is drawn changes by that."""
        drawn = self.remove(relation.id)
        self._relations[relation.id] = relation
        self.forget()
        for end in (relation.head, relation.child):
            self._of_span.setdefault(end, {})[relation.id] = None
        return drawn or self.active in (relation.head, relation.child)

    def remove(self, relation_id: str) -> bool:
        """Takes a relation out; whether what is drawn changes by that."""
        relation = self._relations.pop(relation_id, None)
        if relation is None:
            return False
        self.forget()
        for end in (relation.head, relation.child):
            self._of_span.get(end, {}).pop(relation_id, None)
        return self.active in (relation.head, relation.child)

    def is_linked(self, span_id: str) -> bool:
        """Whether a curve of the active span touches this span."""
        if self.active is None or self.active not in self._of_span:
            return False
        return any(span_id in (r.head, r.child) for r in self._of_active())

    def forget(self) -> None:
        """To be called when spans have changed."""
        self._kept = None

    def _ends(self, active: Span) -> list[_End]:
        """The relations of the active span with the spans at their other ends; an actor may have thousands."""
        if self._kept is None or self._kept[0] != active.id:
            found = []
            for relation in self._of_active():
                outwards = relation.head == active.id
                other = self.index.get(relation.child if outwards else relation.head)
                if other is not None:
                    kind = (relation.label, outwards, _is_open(relation))
                    found.append((other.start, other.end, kind, relation, other))
            self._kept = (active.id, found)
        return self._kept[1]

    def _of_active(self) -> list[Relation]:
        return [self._relations[id_] for id_ in self._of_span.get(self.active or "", ())]

    def paint_curves(self, painter: QPainter, drawn: Sequence[Drawn]) -> None:
        """The curves, to be drawn before the words; the one that is pointed out last and strongest."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        some = any(self.pointed_out in one.ids for one in drawn)
        for one in sorted(drawn, key=lambda one: self.pointed_out in one.ids):
            strong = self.pointed_out in one.ids
            colour = QColor(one.colour)
            if some and not strong:
                colour.setAlphaF(0.4)
            # A rim keeps few curves apart; of many it would take more time than all the rest of the page.
            ground = self._theme.color("surface") if strong or len(drawn) <= _RIMS else None
            stroke = Stroke(colour, ground, (2.4 if strong else 1.4) * self._unit, one.dashed)
            draw_curve(painter, one.path, stroke, (9 if strong else 7) * self._unit)

    def paint_tags(self, painter: QPainter, drawn: Sequence[Drawn]) -> None:
        """The names of the relations, to be drawn after the words."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._face)
        surface = self._theme.color("surface")
        for one in drawn:
            strong = self.pointed_out in one.ids
            pen = QPen(one.colour, max(1.0, 0.9 * self._unit))
            if one.dashed:
                pen.setDashPattern([3, 2])
            painter.setPen(pen)
            painter.setBrush(one.colour if strong else surface)
            painter.drawRoundedRect(one.tag, 4 * self._unit, 4 * self._unit)
            painter.setPen(surface if strong else one.colour)
            painter.drawText(one.tag, Qt.AlignmentFlag.AlignCenter, one.text)

    def find(self, point: QPointF, drawn: Sequence[Drawn]) -> str | None:
        """The id of the span at the other end of the relation whose tag is under a point."""
        for one in drawn:
            if one.tag.contains(point):
                relation = self._relations[one.ids[0]]
                return relation.child if relation.head == self.active else relation.head
        return None

    def drawn(self, view: QRectF, lines: Sequence[Line], taken: Iterable[QRectF] = ()) -> list[Drawn]:
        """What there is to draw on the part of the document that is on the screen; names keep off ``taken``."""
        active = self.index.get(self.active) if self.active else None
        if active is None or not lines or self.active not in self._of_span:
            return []
        near: list[tuple[Relation, Span]] = []
        far: dict[tuple[_Kind, bool], list[tuple[Relation, Span]]] = {}
        start, end = lines[0].start, lines[-1].end
        active_shown = is_shown(active, start, end)
        for first, last, kind, relation, other in self._ends(active):
            if first < end and last > start and is_shown(other, start, end):
                near.append((relation, other))
            elif active_shown:
                far.setdefault((kind, first >= end), []).append((relation, other))
        found: list[Drawn] = []
        boxes = list(taken)
        near.sort(key=lambda pair: abs(pair[1].start - active.start))
        for relation, other in near[:_MOST]:
            found.append(self._near(relation, active, other, view, lines, boxes))
            boxes.append(found[-1].tag)
        for (_, below), pairs in far.items():
            found.append(self._far(pairs, active, view, lines, below, boxes))
            boxes.append(found[-1].tag)
        return found

    def _near(
        self,
        relation: Relation,
        active: Span,
        other: Span,
        view: QRectF,
        lines: Sequence[Line],
        taken: Sequence[QRectF],
    ) -> Drawn:
        """A curve to an end that is on the screen; the active one may be beyond the edge."""
        outwards = relation.head == active.id
        if is_shown(active, lines[0].start, lines[-1].end):
            path = self.routes.between(*((active, other) if outwards else (other, active)), lines, view)
        else:
            below = active.start >= lines[-1].end
            here = self.routes.leave_at(other, lines, below)
            edge = QPointF(self.routes.margin(view), view.bottom() if below else view.top())
            path = self.routes.across(edge, here, view) if outwards else self.routes.across(here, edge, view)
        line, place = self.routes.beginning(other, lines)
        text = self._title(relation)
        top = line.baseline - 0.8 * self._size - 12 * self._unit
        tag = self._tag(QPointF(self.geometry.edge_x(line, place) + 3 * self._unit, top), text, view, taken)
        return Drawn([relation.id], path, tag, text, self._colour(other), _is_open(relation))

    def _far(
        self,
        pairs: list[tuple[Relation, Span]],
        active: Span,
        view: QRectF,
        lines: Sequence[Line],
        below: bool,
        taken: Sequence[QRectF],
    ) -> Drawn:
        """One curve for all ends beyond one edge that one relation leads to."""
        relation, other = pairs[0]
        arrow = "↓" if below else "↑"
        name = " ".join(self.geometry.text[other.start : other.end].split())
        name = isolated(name if len(name) <= _NAME else f"{name[:_NAME].rstrip()}…")
        text = f"{arrow} {self._title(relation)}: {name}" + (f" +{len(pairs) - 1}" if len(pairs) > 1 else "")
        here = self.routes.leave_at(active, lines, below)
        height = 15 * self._unit
        y = view.bottom() - height - 2 * self._unit if below else view.top() + 2 * self._unit
        far = abs(here.y() - y) > 4 * self._size
        corner = QPointF(view.right() if far else here.x() - 2 * self._size, y)
        tag = self._tag(corner, text, view, taken, height)
        x = self.routes.margin(view) if far else here.x()
        edge = QPointF(
            min(max(x, tag.left() + 4), tag.right() - 6 * self._unit), tag.top() if below else tag.bottom()
        )
        outwards = relation.head == active.id
        path = self.routes.across(here, edge, view) if outwards else self.routes.across(edge, here, view)
        ids = [found.id for found, _ in pairs]
        return Drawn(ids, path, tag, text, self._colour(other), _is_open(relation))

    def _title(self, relation: Relation) -> str:
        head = self.index.get(relation.head)
        kind = self._codebook.relation(relation.label, head.label if head else None)
        return kind.title if kind else relation.label

    def _colour(self, span: Span) -> QColor:
        label = self._codebook.label(span.label)
        return self._theme.colour(label) if label else self._theme.color("muted")

    def _tag(
        self, corner: QPointF, text: str, view: QRectF, taken: Sequence[QRectF], height: float = 0.0
    ) -> QRectF:
        """The box of a name: within the page, and beside those that are there already."""
        width = QFontMetricsF(self._face).horizontalAdvance(text) + 10 * self._unit
        tag = QRectF(corner.x(), corner.y(), width, height or 13 * self._unit)
        for box in taken:
            if tag.intersects(box):
                tag.moveLeft(box.right() + 3 * self._unit)
        if tag.right() > view.right() - 2:
            tag.moveRight(view.right() - 2)
            for box in taken:
                if tag.intersects(box):
                    left = QRectF(tag)
                    left.moveRight(box.left() - 3 * self._unit)
                    if left.left() > view.left() + 2 and not any(left.intersects(other) for other in taken):
                        tag = left
                        continue
                    # No room beside them: above or below, whichever is within the page.
                    up = tag.center().y() > view.center().y()
                    tag.moveTop(box.top() - tag.height() - 2 if up else box.bottom() + 2)
        tag.moveLeft(max(tag.left(), view.left() + 2))
        return tag


def _is_open(relation: Relation) -> bool:
    return relation.origin.decision == "open"
