"""Writes all that a codebook says of one label into a document, its keys and relations included."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import (
    QFont,
    QKeySequence,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)

from annotator.core.codebook import Attribute, Codebook, Label, RelationType
from annotator.ui.actions.spec import attribute_keys
from annotator.ui.codebook.markdown_view import FEATURES
from annotator.ui.codebook.wording import type_name, unit_name
from annotator.ui.parts.segmented import caption
from annotator.ui.parts.theme import BASE_SIZE, Appearance

_translate = QCoreApplication.translate


def write_label(
    document: QTextDocument, codebook: Codebook, label: Label, appearance: Appearance, link_key: str
) -> None:
    """Fills the document anew; ``link_key`` links by the label's first relation."""
    _Page(document, codebook, appearance, link_key).write(label)


class _Page:
    def __init__(self, document: QTextDocument, codebook: Codebook, appearance: Appearance, link_key: str) -> None:
        document.clear()
        self._cursor = QTextCursor(document)
        self._codebook = codebook
        self._appearance = appearance
        self._theme = appearance.theme
        self._link_key = link_key
        self._empty = True

    def write(self, label: Label) -> None:
        self._title(label)
        if label.guideline:
            self._markdown(label.guideline, 6)
        if label.examples:
            self._heading(_translate("Codebook", "Examples"))
            for example in label.examples:
                start = self._markdown(example, 4)
                self._mark(start, label)
        if label.attributes:
            self._heading(_translate("Codebook", "Attributes"))
            keys = attribute_keys(label)
            for attribute in label.attributes:
                self._attribute(attribute, keys.get(attribute.name, ""))
        self._relations(label)

    def _title(self, label: Label) -> None:
        large = QTextCharFormat()
        large.setFontWeight(QFont.Weight.DemiBold)
        large.setProperty(QTextFormat.Property.FontPixelSize, self._appearance.px(17))
        large.setForeground(self._theme.colour(label))
        self._block(0)
        self._cursor.insertText(label.title, large)
        number = self._codebook.labels.index(label) + 1
        keys = [key for key in (label.key, str(number) if number <= 9 else "") if key]
        text = _translate("Codebook", "labels %1 where nothing is selected").replace("%1", unit_name(label.unit))
        if keys:
            names = _translate("Codebook", " or ").join(keys)
            text = _translate("Codebook", "Key %1, %2").replace("%1", names).replace("%2", text)
        self._block(2)
        self._cursor.insertText(text, self._quiet())

    def _heading(self, text: str) -> None:
        small = self._quiet()
        small.setFontWeight(QFont.Weight.DemiBold)
        small.setFontCapitalization(QFont.Capitalization.AllUppercase)
        small.setProperty(QTextFormat.Property.FontPixelSize, self._appearance.px(11))
        self._block(14)
        self._cursor.insertText(text, small)

    def _attribute(self, attribute: Attribute, key: str) -> None:
        self._block(6)
        self._cursor.insertText(attribute.title or attribute.name, self._strong())
        parts = [type_name(attribute.type)]
        if attribute.required:
            parts.append(_translate("Codebook", "required"))
        if key:
            parts.append(QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText))
        self._cursor.insertText("  " + " · ".join(parts), self._quiet())
        if attribute.values:
            self._block(2)
            self._cursor.insertText(" · ".join(caption(value) for value in attribute.values), self._plain())
        if attribute.guideline:
            self._markdown(attribute.guideline, 2)

    def _relations(self, label: Label) -> None:
        out = self._codebook.relations_from(label.name)
        into = [r for r in self._codebook.relations if label.name in r.child and r not in out]
        if not out and not into:
            return
        self._heading(_translate("Codebook", "Relations"))
        for relation in out:
            key = self._link_key if relation is out[0] else ""
            self._relation(relation, f"→ {self._titles(relation.child)}", key)
        for relation in into:
            self._relation(relation, f"← {self._titles(relation.head)}", "")

    def _relation(self, relation: RelationType, ends: str, key: str) -> None:
        self._block(6)
        self._cursor.insertText(relation.title, self._strong())
        several = (
            _translate("Codebook", "several possible") if relation.many else _translate("Codebook", "one only")
        )
        self._cursor.insertText(f"  {' · '.join(filter(None, (ends, several, key)))}", self._quiet())
        if relation.guideline:
            self._markdown(relation.guideline, 2)

    def _titles(self, names: tuple[str, ...]) -> str:
        found = (self._codebook.label(name) for name in names)
        return ", ".join(label.title for label in found if label is not None)

    def _markdown(self, text: str, above: float) -> int:
        """Writes Markdown into a block of its own; the position at which it begins."""
        self._block(above)
        start = self._cursor.position()
        self._cursor.insertMarkdown(text, FEATURES)
        # A list begins a block of its own and leaves an empty one.
        self._cursor.setPosition(start)
        if not self._cursor.block().text() and self._cursor.block().next().isValid():
            self._cursor.deleteChar()
        self._cursor.movePosition(QTextCursor.MoveOperation.End)
        return start

    def _mark(self, start: int, label: Label) -> None:
        """Shows what stands in brackets, from a position on, as it would be labelled."""
        document = self._cursor.document()
        marked = QTextCharFormat()
        marked.setBackground(self._theme.tint(label))
        marked.setFontUnderline(True)
        marked.setUnderlineColor(self._theme.colour(label))
        found = document.find("[", start)
        while not found.isNull():
            end = document.find("]", found.selectionEnd())
            if end.isNull():
                return
            found.setPosition(found.selectionEnd())
            found.setPosition(end.selectionStart(), QTextCursor.MoveMode.KeepAnchor)
            found.mergeCharFormat(marked)
            found = document.find("[", end.selectionEnd())

    def _block(self, above: float) -> None:
        """Begins a block of its own, ``above`` pixels of the look below the one before."""
        form = QTextBlockFormat()
        form.setTopMargin(self._appearance.px(above) if above else 0)
        if self._empty:
            self._cursor.setBlockFormat(form)
        else:
            self._cursor.insertBlock(form, self._plain())
        self._empty = False

    def _plain(self) -> QTextCharFormat:
        plain = QTextCharFormat()
        plain.setForeground(self._theme.color("text"))
        plain.setProperty(QTextFormat.Property.FontPixelSize, self._appearance.px(BASE_SIZE))
        return plain

    def _strong(self) -> QTextCharFormat:
        strong = self._plain()
        strong.setFontWeight(QFont.Weight.DemiBold)
        return strong

    def _quiet(self) -> QTextCharFormat:
        quiet = self._plain()
        quiet.setForeground(self._theme.color("muted"))
        quiet.setProperty(QTextFormat.Property.FontPixelSize, self._appearance.px(BASE_SIZE - 1))
        return quiet
