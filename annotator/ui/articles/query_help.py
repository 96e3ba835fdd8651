"""What a query can say, on one page, with the labels and attributes of the project's own codebook."""

from __future__ import annotations

import html

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QTextBrowser, QWidget

from annotator.core.codebook import Codebook
from annotator.core.query_fields import Field, fields
from annotator.ui.parts.dialog_parts import add_button, fit, frame
from annotator.ui.parts.stylesheet import set_role
from annotator.ui.parts.theme import theme_of

_SIZE = (640, 560)


class QueryHelp(QDialog):
    """Explains the language; Escape closes it."""

    def __init__(self, codebook: Codebook | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Queries"))
        _, column = frame(self)
        heading = QLabel(self.tr("What a query can say"))
        set_role(heading, "title")
        page = QTextBrowser()
        set_role(page, "field")
        page.setAccessibleName(self.tr("Explanation"))
        page.setOpenLinks(False)
        page.setHtml(self._page(codebook))
        buttons = QDialogButtonBox(self)
        add_button(buttons, self.tr("Close"), QDialogButtonBox.ButtonRole.RejectRole, self.reject)
        for widget in (heading, page, buttons):
            column.addWidget(widget, int(widget is page))
        fit(self, *_SIZE)
        page.setFocus()

    def _page(self, codebook: Codebook | None) -> str:
        muted = theme_of(self).muted
        parts = [_table(self._examples()), f"<p>{self._rules()}</p>"]
        if codebook is not None:
            own = [f for f in fields(codebook).values() if f.attributes or f.kind.value == "relation"]
            parts.append(f"<p><b>{html.escape(self.tr('In this project’s codebook'))}</b></p>")
            parts.append(_table([(f"{field.name}:", _about(field)) for field in own]))
        return f"<style>td.about {{ color: {muted}; }}</style>" + "".join(parts)

    def _examples(self) -> list[tuple[str, str]]:
        return [
            ("ferry harbour", self.tr("articles with both words, the last one also as a beginning")),
            ('"ferry strike"', self.tr("the words side by side")),
            ("label:QUOTE form:none", self.tr("quotes without a form: both are said of the same label")),
            ("cue:{said, warned}", self.tr("whose cue is one of these words; cue:sa* has a beginning")),
            ("speaker:none", self.tr("without a speaker; speaker:any with one")),
            ('speaker:"Mara Ohlsen"', self.tr("by the words of the label it leads to, or by its actor")),
            ("actor:ohlsen", self.tr("by words of an actor’s or a concept’s name; actor:= wants the whole")),
            ("actor:any concept:none", self.tr("what the label points to in the registers")),
            ("text:strike text:=strike", self.tr("labels with this text in them, or of just this text")),
            ("score>0.5 published>=2025-03", self.tr("numbers and dates compare")),
            ("by:anna origin:rule note:any", self.tr("whose label it is, where it comes from, what is noted")),
            ("missing:required", self.tr("labels that lack a value which the codebook requires")),
            ("flag:open comment:source", self.tr("open questions and comments, of labels and articles")),
            ("status:new source:Post lang:de", self.tr("of articles; also title, author, file, url and zone")),
            ("with:QUOTE without:CLAIM", self.tr("articles that have the one label and not the other")),
            ("-form:direct or (a b)", self.tr("not, either … or, and brackets")),
            ("QUOTE.form:direct", self.tr("of which label, where several have such an attribute")),
        ]

    def _rules(self) -> str:
        sentences = (
            self.tr("What stands side by side holds together. Capitals make no difference."),
            self.tr('Values with blanks stand in quotation marks; "" is one in them: by:"Anna ""Nan"" Kok".'),
            self.tr("A word with a colon that is no field is searched for like any other."),
        )
        return html.escape(" ".join(sentences))


def _about(field: Field) -> str:
    labels = dict.fromkeys([*field.labels, *(label for _, names in field.attributes for label in names)])
    values = ", ".join(field.values)
    return f"{', '.join(labels)}: {values}" if values else ", ".join(labels)


def _table(rows: list[tuple[str, str]]) -> str:
    row = "<tr><td><code>{}</code>&nbsp;&nbsp;</td><td class='about'>{}</td></tr>"
    cells = "".join(row.format(html.escape(left), html.escape(right)) for left, right in rows)
    return f"<table cellpadding='3'>{cells}</table>"
