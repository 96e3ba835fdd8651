"""The fields of an article's title and metadata, and what may be written in them."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from annotator.core.models import Article
from annotator.ui.parts.stylesheet import set_role
from annotator.ui.parts.theme import scale_of

_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)([T ]\d\d:\d\d.*)?)?)?")
_DOTTED = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")
_LANG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")


def iso_date(text: str) -> str:
    """A date as ISO 8601: a year, month or day, or a day with a time, stays as it is; ``13.3.2025`` is turned.

    Raises ValueError for anything else, and for days that don't exist.
    """
    text = text.strip()
    dotted = _DOTTED.fullmatch(text)
    if dotted:
        day, month, year = (int(part) for part in dotted.groups())
        return datetime.date(year, month, day).isoformat()
    iso = _ISO.fullmatch(text)
    if iso is None:
        raise ValueError(text)
    year_text, month_text, day_text, time = iso.groups()
    datetime.date(int(year_text), int(month_text or 1), int(day_text or 1))
    if time:
        datetime.datetime.fromisoformat(text)
    return text


def split_authors(text: str) -> tuple[str, ...]:
    """Names parted by semicolons, or, where there is none, by commas; so ``Vogt, Hanna;`` is one name."""
    parts = text.split(";" if ";" in text else ",")
    return tuple(" ".join(part.split()) for part in parts if part.strip())


def join_authors(authors: tuple[str, ...]) -> str:
    """Names as :func:`split_authors` reads them."""
    if any("," in author for author in authors):
        return "; ".join(authors) + (";" if len(authors) == 1 else "")
    return ", ".join(authors)


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the form holds; None where nothing is written."""

    title: str
    source: str | None
    authors: tuple[str, ...]
    published: str | None
    url: str | None
    lang: str | None


class MetadataForm(QWidget):
    """Title, source, authors, date, address and language of an article.

    What was there already is handed back as it was unless it was edited: it may be what the form would not take.
    """

    def __init__(self, article: Article, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Title and metadata"))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(round(4 * scale_of(self)))
        self._given = article
        self.title = self._line(self.tr("Title"), article.title)
        self.source = self._line(self.tr("Source"), article.source, self.tr("Newspaper, agency, website"))
        self.authors = self._line(self.tr("Authors"), join_authors(article.authors), self.tr("Parted by commas"))
        self.published = self._line(self.tr("Date"), article.published, self.tr("YYYY-MM-DD"))
        self.url = self._line(self.tr("Address (URL)"), article.url, "https://…")
        self.lang = self._languages(article.lang)
        self._column.addStretch(1)
        self._first = {line: line.text() for line in (self.authors, self.published)}
        self._first_lang = self.lang.currentText()

    def begin(self) -> None:
        """Moves the keyboard to the title, which is selected, its beginning in sight."""
        self.title.setFocus()
        self.title.end(False)
        self.title.home(True)

    def problem(self) -> tuple[str, QWidget] | None:
        """What is wrong first, as a sentence, and the field that it is wrong in."""
        try:
            self._published()
        except ValueError:
            sentence = self.tr("The date is not one: write it as 2025-03-13, or 2025-03, or 2025.")
            return sentence, self.published
        code = self._lang()
        if code and code != self._given.lang and not _LANG.fullmatch(code):
            return self.tr("The language is not a code: write two or three letters, such as de."), self.lang
        return None

    def metadata(self) -> Metadata:
        """What is written; ValueError where :meth:`problem` has something to say of the date."""
        kept = self.authors.text() == self._first[self.authors]
        return Metadata(
            title=" ".join(self.title.text().split()),
            source=" ".join(self.source.text().split()) or None,
            authors=self._given.authors if kept else split_authors(self.authors.text()),
            published=self._published(),
            url=self.url.text().strip() or None,
            lang=self._lang(),
        )

    def _published(self) -> str | None:
        text = self.published.text()
        if text == self._first[self.published]:
            return self._given.published
        return iso_date(text) if text.strip() else None

    def _lang(self) -> str | None:
        text = self.lang.currentText()
        if text == self._first_lang:
            return self._given.lang
        number = self.lang.findText(text)
        code = self.lang.itemData(number) if number >= 0 else text.strip()
        return str(code) if code else None

    def _line(self, name: str, text: str | None, placeholder: str = "") -> QLineEdit:
        line = QLineEdit(text or "")
        line.setCursorPosition(0)
        line.setPlaceholderText(placeholder)
        self._add(name, line)
        return line

    def _languages(self, code: str | None) -> QComboBox:
        box = QComboBox()
        box.setEditable(True)
        box.addItem("", None)
        names = {"de": self.tr("German"), "en": self.tr("English"), "fr": self.tr("French")}
        for known, name in names.items():
            box.addItem(f"{name} ({known})", known)
        number = box.findData(code) if code else 0
        if number >= 0:
            box.setCurrentIndex(number)
        else:
            box.setEditText(code or "")
        line = box.lineEdit()
        if line is not None:
            line.setPlaceholderText(self.tr("A code, e.g. de, en, it"))
            line.setAccessibleName(self.tr("Language"))
        self._add(self.tr("Language"), box)
        return box

    def _add(self, name: str, field: QWidget) -> None:
        if self._column.count():
            self._column.addSpacing(round(4 * scale_of(self)))
        label = QLabel(name)
        set_role(label, "muted")
        label.setBuddy(field)
        field.setAccessibleName(name)
        self._column.addWidget(label)
        self._column.addWidget(field)
