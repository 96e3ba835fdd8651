"""The right side of the codebook's editor: the page of a label, of a relation, or of the codebook itself."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QTabWidget, QWidget

from annotator.ui.codebook.attribute_form import LEAST, AttributePage
from annotator.ui.codebook.book_form import BookForm
from annotator.ui.codebook.draft import DraftCodebook
from annotator.ui.codebook.draft_check import Item, Trouble
from annotator.ui.codebook.draft_items import DraftAttribute, DraftLabel, DraftRelation
from annotator.ui.codebook.guideline_form import GuidelineForm
from annotator.ui.codebook.label_form import LabelForm
from annotator.ui.codebook.relation_form import RelationForm
from annotator.ui.parts.dialog_parts import Scrolled


class LabelTabs(QTabWidget):
    """All of one label, on three pages."""

    edited = Signal()

    def __init__(self, draft: DraftCodebook) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Pages of the label"))
        self.tabBar().setAccessibleName(self.tr("Pages of the label"))
        self.label: DraftLabel | None = None
        self.form = LabelForm(draft)
        self.attributes = AttributePage()
        self.guideline = GuidelineForm()
        self.addTab(Scrolled(self.form, least=LEAST), self.tr("Label"))
        self.addTab(self.attributes, self.tr("Attributes"))
        self.addTab(self.guideline, self.tr("Guideline"))
        self.form.edited.connect(self.edited)
        self.attributes.edited.connect(self._count)
        self.attributes.edited.connect(self.edited)
        self.guideline.edited.connect(self.edited)

    def show_label(self, label: DraftLabel) -> None:
        """Shows another label, or the same anew; the page stays."""
        self.label = label
        self.form.show_label(label)
        self.attributes.show_label(label)
        self.guideline.show_label(label)
        self._count()

    def show_troubles(self, troubles: Sequence[Trouble]) -> None:
        """Says at each field what is wrong with it."""
        self.form.show_troubles(troubles)
        self.attributes.show_troubles(troubles)

    def _count(self) -> None:
        number = len(self.label.attributes) if self.label else 0
        text = self.tr("Attributes (%1)").replace("%1", str(number)) if number else self.tr("Attributes")
        self.setTabText(1, text)


class Pages(QStackedWidget):
    """Shows what is chosen at the left; ``edited`` is sent after each change."""

    edited = Signal()

    def __init__(self, draft: DraftCodebook) -> None:
        super().__init__()
        self.item: Item = draft
        self._draft = draft
        self.book = BookForm(draft)
        self.label = LabelTabs(draft)
        self.relation = RelationForm(draft)
        for page in (self.book, self.label, self.relation):
            self.addWidget(page)
            page.edited.connect(self.edited)

    def show_item(self, item: Item, attribute: DraftAttribute | None = None) -> None:
        """Shows the page of an item; of a label's ``attribute``, if one is given."""
        self.item = item
        page: QWidget = self.book
        if isinstance(item, DraftLabel):
            page = self.label
            self.label.show_label(item)
            if attribute is not None:
                self.label.setCurrentWidget(self.label.attributes)
                self.label.attributes.show_attribute(attribute)
        elif isinstance(item, DraftRelation):
            page = self.relation
            self.relation.show_relation(item)
        else:
            self.book.show_book()
        self.setCurrentWidget(page)

    def show_troubles(self, troubles: Sequence[Trouble]) -> None:
        """Says at each field of the page what is wrong with it."""
        # The other pages may still hold what has been removed.
        for page in (self.book, self.label, self.relation):
            if page is self.currentWidget():
                page.show_troubles(troubles)

    def focus_trouble(self, trouble: Trouble) -> None:
        """Puts the keyboard where something is wrong; its item must be shown."""
        match trouble.item:
            case DraftAttribute():
                self.label.attributes.form.focus_field(trouble.field)
            case DraftLabel():
                self.label.form.focus_field(trouble.field)
            case DraftRelation():
                self.relation.focus_field(trouble.field)
            case _:
                self.book.name.setFocus()

    def begin(self) -> None:
        """Puts the caret into the title of what is shown, all of it selected."""
        forms = {DraftLabel: self.label.form.title, DraftRelation: self.relation.title}
        line = forms.get(type(self.item), self.book.title)
        if isinstance(self.item, DraftLabel):
            self.label.setCurrentIndex(0)
        line.setFocus()
        line.selectAll()
