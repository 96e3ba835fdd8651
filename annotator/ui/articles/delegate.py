"""Paints a row of the article list: state dot, title on up to two lines, and a muted line of what is in it."""

from __future__ import annotations

from PySide6.QtCore import (
    QCoreApplication,
    QDate,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFont, QFontInfo, QFontMetricsF, QPainter, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from annotator.core.models import ArticleSummary, State
from annotator.core.offsets import Utf16Map
from annotator.ui.articles.model import FOLDED_ROLE, SUMMARY_ROLE
from annotator.ui.parts.flag import paint_flag
from annotator.ui.parts.theme import Theme
from annotator.ui.parts.widgets import paint_state_dot
from annotator.ui.parts.writing import isolated, runs_leftwards

TITLE_LINES = 2
_SEPARATOR = "\u00a0· "
# Laying out a "title" that is a whole article would hold up scrolling; two lines never show more than this.
_LONGEST_TITLE = 400

# Measures in steps of 4 px at a font of 13 px.
_INSET = 0.25
_TOP = 2.25
_GAP = 0.75
_LEFT = 8.5
_RIGHT = 2.5
_DOT = 2.75
_DOT_LEFT = 2.25
_CORNER = 1.75
_FLAG = 3.0


def short_date(published: str | None) -> str:
    """13 Mar 2025 in the person's language; a date that is not whole is shown as it is stored."""
    if not published:
        return ""
    date = QDate.fromString(published[:10], Qt.DateFormat.ISODate)
    if not date.isValid():
        return published
    pattern = QCoreApplication.translate("ArticleDelegate", "d MMM yyyy", "date in the article list")
    return QLocale().toString(date, pattern)


def contents(summary: ArticleSummary) -> str:
    """What is in the article: "11 spans, 4 suggested"."""
    parts = []
    if summary.spans == 1:
        parts.append(QCoreApplication.translate("ArticleDelegate", "1 span"))
    elif summary.spans:
        parts.append(QCoreApplication.translate("ArticleDelegate", "%Ln spans", "", summary.spans))
    if summary.suggestions and summary.state not in (State.DONE, State.SKIPPED):
        parts.append(QCoreApplication.translate("ArticleDelegate", "%Ln suggested", "", summary.suggestions))
    return ", ".join(parts) or QCoreApplication.translate("ArticleDelegate", "no labels")


def alike_sign(summary: ArticleSummary, folded: int = 0) -> str:
    """The sign of near-duplicates: "+3" where so many are folded away, "≈ 3" where there are so many; or ""."""
    number = QLocale().toString
    if folded:
        return f"+{number(folded)}"
    return f"≈\u00a0{number(summary.alike)}" if summary.alike else ""


def meta_text(summary: ArticleSummary) -> str:
    """The whole muted line, "source · date · lang · split · contents", breaking only between its parts."""
    rest = short_date(summary.published), summary.lang, summary.split, contents(summary)
    return _join(_name(summary.source), *rest)


def fitting_meta(summary: ArticleSummary, metrics: QFontMetricsF, width: float) -> str:
    """The muted line on one line of ``width`` pixels.

    What is in the article stays, and its split; the source is shortened first, then the language goes, then the
    date.
    """
    date, what = short_date(summary.published), _join(summary.split, contents(summary))
    for rest in (_join(date, summary.lang, what), _join(date, what), what):
        if not summary.source:
            if metrics.horizontalAdvance(rest) <= width:
                return rest
            continue
        room = width - metrics.horizontalAdvance(_SEPARATOR + rest)
        if room >= min(metrics.horizontalAdvance(summary.source), 5 * metrics.horizontalAdvance("m")):
            source = metrics.elidedText(summary.source, Qt.TextElideMode.ElideRight, room)
            return _join(_name(source), rest)
    return metrics.elidedText(what, Qt.TextElideMode.ElideRight, width)


class ArticleDelegate(QStyledItemDelegate):
    """Paints rows of one height; all measures follow the font of the view."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme

    def set_theme(self, theme: Theme) -> None:
        """Paints in these colours from now on; the view has to be repainted."""
        self._theme = theme

    def row_height(self, font: QFont) -> int:
        """Pixels of each row in a view with this font: two lines of title, one of meta, and the padding."""
        title, meta = QFontMetricsF(_title_font(font)), QFontMetricsF(_meta_font(font))
        padding = (2 * (_INSET + _TOP) + _GAP) * _unit(font)
        return round(TITLE_LINES * title.height() + meta.height() + padding)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """As wide as there is room, and as high as every other row."""
        return QSize(option.rect.width(), self.row_height(option.font))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paints the row; an article that is gone is an empty row."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        unit = _unit(option.font)
        rect = QRectF(option.rect).adjusted(0, _INSET * unit, 0, -_INSET * unit)
        self._paint_ground(painter, option.state, rect, _CORNER * unit)
        summary = index.data(SUMMARY_ROLE)
        if isinstance(summary, ArticleSummary):
            title, folded = index.data(Qt.ItemDataRole.DisplayRole), index.data(FOLDED_ROLE)
            self._paint_article(painter, option, rect, summary, title, folded or 0)
        painter.restore()

    def _paint_ground(self, painter: QPainter, state: QStyle.StateFlag, rect: QRectF, corner: float) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        if state & QStyle.StateFlag.State_Selected:
            painter.setBrush(self._theme.color("selected"))
            painter.drawRoundedRect(rect, corner, corner)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(self._theme.color("hover"))
            painter.drawRoundedRect(rect, corner, corner)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._theme.color("accent"), 1.5))
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), corner, corner)

    def _paint_article(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        rect: QRectF,
        summary: ArticleSummary,
        title: str,
        folded: int,
    ) -> None:
        unit, title_font, meta_font = _unit(option.font), _title_font(option.font), _meta_font(option.font)
        line = QFontMetricsF(title_font).height()
        top = rect.top() + _TOP * unit

        def placed(left: float, y: float, width: float, height: float) -> QRectF:
            logical = QRect(round(left), round(y), round(width), round(height))
            return QRectF(QStyle.visualRect(option.direction, option.rect, logical))

        dot = placed(rect.left() + _DOT_LEFT * unit, top + (line - _DOT * unit) / 2, _DOT * unit, _DOT * unit)
        paint_state_dot(painter, dot, summary.state, self._theme)
        if summary.flagged:
            # Below the dot, where no title stands in its way.
            flag = dot.translated(0, line).adjusted(0, 0, (_FLAG - _DOT) * unit, (_FLAG - _DOT) * unit)
            paint_flag(painter, flag, self._theme)

        left = rect.left() + _LEFT * unit
        area = placed(left, top, rect.right() - _RIGHT * unit - left, rect.bottom() - top)
        painter.setPen(self._theme.color("text"))
        used = _draw_lines(painter, area, title[:_LONGEST_TITLE], title_font, TITLE_LINES)

        top += used * line + _GAP * unit
        metrics = QFontMetricsF(meta_font)
        right = rect.right() - _RIGHT * unit
        painter.setPen(self._theme.color("muted"))
        sign = alike_sign(summary, folded)
        if sign:
            # At the edge, where it stays however little room there is.
            width = metrics.horizontalAdvance(sign) + 1
            _draw_lines(painter, placed(right - width, top, width, line), sign, meta_font, 1, option.direction)
            right -= width + 2 * unit
        area = placed(left, top, right - left, rect.bottom() - top)
        if used < TITLE_LINES:
            _draw_lines(painter, area, meta_text(summary), meta_font, 2, option.direction)
        else:
            text = fitting_meta(summary, metrics, area.width())
            _draw_lines(painter, area, text, meta_font, 1, option.direction)


def _draw_lines(
    painter: QPainter,
    area: QRectF,
    text: str,
    font: QFont,
    most: int,
    direction: Qt.LayoutDirection = Qt.LayoutDirection.LayoutDirectionAuto,
) -> int:
    """Draws the text on at most so many lines, the last one elided, and says how many it took.

    Right-to-left text stands at the right. Lines are one font height apart, whatever fonts step in for
    characters that the font lacks.
    """
    layout, starts = _laid_out(text, font, area.width(), most + 1, direction)
    if len(starts) > most:
        cut = Utf16Map(text).to_codepoints(starts[most - 1])
        # One pixel less, lest rounding wraps the ellipsis; a line separator keeps the lines above as they are.
        last = QFontMetricsF(font).elidedText(text[cut:], Qt.TextElideMode.ElideRight, area.width() - 1)
        text = f"{text[:cut].rstrip()}\u2028{last}" if cut else last
        layout, starts = _laid_out(text, font, area.width(), most, direction)
    layout.draw(painter, area.topLeft())
    return len(starts)


def _laid_out(
    text: str, font: QFont, width: float, most: int, direction: Qt.LayoutDirection
) -> tuple[QTextLayout, list[int]]:
    """The text on at most so many lines, and where each starts (UTF-16 units)."""
    if direction == Qt.LayoutDirection.LayoutDirectionAuto:
        leftwards = runs_leftwards(text)
        direction = Qt.LayoutDirection.RightToLeft if leftwards else Qt.LayoutDirection.LeftToRight
    rightwards = direction == Qt.LayoutDirection.LeftToRight
    options = QTextOption(Qt.AlignmentFlag.AlignLeft if rightwards else Qt.AlignmentFlag.AlignRight)
    options.setTextDirection(direction)
    options.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout = QTextLayout(text, font)
    layout.setTextOption(options)
    metrics = QFontMetricsF(font)
    starts: list[int] = []
    layout.beginLayout()
    while len(starts) < most:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        line.setPosition(QPointF(0, len(starts) * metrics.height() + metrics.ascent() - line.ascent()))
        starts.append(line.textStart())
    layout.endLayout()
    return layout, starts


def _join(*parts: str | None) -> str:
    return _SEPARATOR.join(_unbroken(p) for p in parts if p)


def _unbroken(part: str) -> str:
    # A long source may still break, and the contents after their comma.
    return part if len(part) > 24 else part.replace(" ", "\u00a0").replace(",\u00a0", ", ")


def _name(source: str | None) -> str:
    """The source's name on one line, where one written right to left does not reorder what follows it."""
    return isolated(" ".join(source.split())) if source else ""


def _title_font(font: QFont) -> QFont:
    title = QFont(font)
    title.setWeight(QFont.Weight.DemiBold)
    return title


def _meta_font(font: QFont) -> QFont:
    meta = QFont(font)
    if font.pixelSize() > 0:
        meta.setPixelSize(max(1, round(font.pixelSize() * 12 / 13)))
    else:
        meta.setPointSizeF(font.pointSizeF() * 12 / 13)
    return meta


def _unit(font: QFont) -> float:
    """Four pixels where the font has 13."""
    return QFontInfo(font).pixelSize() * 4 / 13
