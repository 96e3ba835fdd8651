"""The article's title and what is known of it, painted above the text and scrolling with it."""

from __future__ import annotations

from PySide6.QtCore import QDate, QLocale, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from annotator.core.models import Article
from annotator.ui.parts.theme import Theme
from annotator.ui.parts.writing import isolated, runs_leftwards

_TOP, _BELOW_TITLE, _BOTTOM = 1.3, 0.35, 1.15
"""Spaces in em of the reading font: above the title, below it, and below the meta line."""


class Header:
    """Title in bold, and "source · authors · date · language" below it."""

    def __init__(self, article: Article | None) -> None:
        self.title = article.title.strip() if article else ""
        self.meta = meta_line(article) if article else ""
        self._title_box = QRectF()
        self._meta_box = QRectF()
        self._title_font = QFont()
        self._meta_font = QFont()

    def arrange(self, left: float, width: float, reading: QFont, interface: QFont, size: float) -> float:
        """Lays the header out in a column; returns its height. ``size`` is the reading font's em."""
        self._title_font = QFont(reading)
        self._title_font.setPixelSize(round(size * 1.5))
        self._title_font.setBold(True)
        self._meta_font = QFont(interface)
        self._meta_font.setPixelSize(max(9, round(size * 0.76)))
        y = _TOP * size
        self._title_box = self._place(self.title, self._title_font, left, y, width)
        if self.title:
            y = self._title_box.bottom() + _BELOW_TITLE * size
        self._meta_box = self._place(self.meta, self._meta_font, left, y, width)
        if self.meta:
            y = self._meta_box.bottom()
        return y + (_BOTTOM * size if self.title or self.meta else 0.0)

    def paint(self, painter: QPainter, theme: Theme) -> None:
        painter.setFont(self._title_font)
        painter.setPen(theme.color("text"))
        painter.drawText(self._title_box, _flags(self.title), isolated(self.title))
        painter.setFont(self._meta_font)
        painter.setPen(theme.color("muted"))
        # Below the title, at its side: "Arabic" begins to the left, its article to the right.
        painter.drawText(self._meta_box, _flags(self.title or self.meta), self.meta)

    @staticmethod
    def _place(words: str, font: QFont, left: float, top: float, width: float) -> QRectF:
        box = QFontMetricsF(font).boundingRect(QRectF(0, 0, width, 100_000), _flags(words), isolated(words))
        return QRectF(left, top, width, box.height())


def meta_line(article: Article) -> str:
    """Source, authors, date and language of an article, as a person reads them."""
    parts = [article.source or "", ", ".join(article.authors), _date(article.published), _language(article.lang)]
    parts = [part for part in parts if part]
    # Each by itself, or the day of a date goes over to the Arabic name before it.
    return " · ".join(map(isolated, parts))


def _date(published: str | None) -> str:
    date = QDate.fromString((published or "")[:10], Qt.DateFormat.ISODate)
    return QLocale().toString(date, "d MMMM yyyy") if date.isValid() else published or ""


def _language(code: str | None) -> str:
    if not code:
        return ""
    language = QLocale(code.replace("-", "_")).language()
    return code if language == QLocale.Language.C else QLocale.languageToString(language)


def _flags(words: str) -> int:
    """Wrapped, and at the side where the writing begins."""
    side = Qt.AlignmentFlag.AlignRight if runs_leftwards(words) else Qt.AlignmentFlag.AlignLeft
    return Qt.TextFlag.TextWordWrap.value | side.value | Qt.AlignmentFlag.AlignAbsolute.value
