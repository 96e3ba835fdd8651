"""The right region of the window: everything about the active span. Its places stay the same while one labels."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from annotator.core.codebook import Label
from annotator.core.models import Span, State
from annotator.ui.actions.key_text import key_text
from annotator.ui.inspector.comments_card import CommentsCard
from annotator.ui.inspector.fields import SpanFields
from annotator.ui.inspector.register_card import RegisterCard
from annotator.ui.inspector.segments_card import SegmentsCard
from annotator.ui.inspector.suggestion_card import SuggestionCard
from annotator.ui.inspector.whose import whose
from annotator.ui.labelling import Labelling
from annotator.ui.linking import Linking
from annotator.ui.pane.text_pane import TextPane
from annotator.ui.parts.change_names import change_title
from annotator.ui.parts.markdown import show_markdown
from annotator.ui.parts.stylesheet import set_role
from annotator.ui.parts.tab_order import put_last
from annotator.ui.parts.theme import Appearance
from annotator.ui.parts.times import local_time
from annotator.ui.parts.widgets import Card, state_title
from annotator.ui.parts.writing import isolated
from annotator.ui.session import Session

_COUNTED = 12  # labels; of more, the most frequent
_SHOWN_TEXT = 160  # code points of a long quote that the card shows


class Inspector(QScrollArea):
    """Shows the active span: its text, attributes, relations, note, actor, guideline and history."""

    span_chosen = Signal(str)
    left = Signal()

    def __init__(
        self, session: Session, pane: TextPane, labelling: Labelling, linking: Linking, appearance: Appearance
    ) -> None:
        super().__init__()
        self._session = session
        self._pane = pane
        self._labelling = labelling
        self._linking = linking
        self._appearance = appearance
        self._pages: dict[str, SpanFields] = {}
        self._span: Span | None = None
        # Labelling by key must not wait for this region: it follows when the pane has been painted.
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self.show_now)
        self._build()
        pane.active_changed.connect(self._soon.start)
        labelling.digits_moved.connect(self._number)
        labelling.note_wanted.connect(lambda: self._fields_do("focus_note"))
        labelling.attribute_wanted.connect(lambda name: self._fields_do("focus_attribute", name))
        session.span_changed.connect(self._on_changed)
        session.spans_changed.connect(self._on_changed)
        session.relation_changed.connect(self._on_changed)
        session.article_changed.connect(self._soon.start)
        session.saved.connect(self._soon.start)
        appearance.changed.connect(self._soon.start)

    def _build(self) -> None:
        self.setAccessibleName(self.tr("Inspector"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget()
        layout = QVBoxLayout(inner)
        layout.setContentsMargins(14, 14, 14, 14)
        layout.setSpacing(14)
        self._card = Card()
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setAccessibleName(self.tr("Text of the span"))
        self._card.body.addWidget(self._text)
        self._from = _label(self._card)
        self._from.setTextFormat(Qt.TextFormat.PlainText)
        self._from.setAccessibleName(self.tr("Who suggested it, and why"))
        self.suggestion = SuggestionCard(self._session, self._labelling)
        self.suggestion.decided.connect(self.left)
        self.register = RegisterCard(self._session, self._labelling)
        self.segments = SegmentsCard(self._session, self._labelling.keys)
        self.comments = CommentsCard(self._session, self._appearance, self._labelling.keys)
        self.comments.left.connect(self.left)
        self.comments.span_chosen.connect(self.span_chosen)
        self._guideline = Card(self.tr("GUIDELINE"))
        self._guideline_text = _label(self._guideline)
        self._history = Card(self.tr("HISTORY"))
        self._history_text = _label(self._history)
        self._article = Card(self.tr("ARTICLE"))
        self._article_text = _label(self._article)
        self._hint = Card(self.tr("HOW TO LABEL"))
        self._hint_text = _label(self._hint)
        layout.addWidget(self._article)
        for card in (
            *(self._card, self.suggestion, self.register, self.segments, self.comments),
            *(self._guideline, self._history),
        ):
            layout.addWidget(card)
            card.hide()
        layout.addWidget(self._hint)
        layout.addStretch(1)
        self.setWidget(inner)

    def show_project(self) -> None:
        """Forgets the fields and the keys of another codebook."""
        self._hint_text.setText(" ".join(self._how_to_label()))
        for page in self._pages.values():
            page.deleteLater()
        self._pages = {}
        self._span = None
        self._soon.start()

    def _how_to_label(self) -> list[str]:
        """Sentences, without those about keys that don't act."""
        keyed = (
            ("label.grow", self.tr("%1 grows the selection: word, phrase, quotation, sentence, paragraph.")),
            ("label.next_span", self.tr("%1 goes from span to span.")),
            ("label.link", self.tr("%1 links the speaker.")),
            ("help.keys", self.tr("%1 shows all keys.")),
        )
        keys = self._labelling.keys
        general = self.tr(
            "Select words and press a label's key; without a selection it labels what the label usually is at "
            "the caret: a name, a quotation, a clause."
        )
        said = ((keys.first(action), sentence) for action, sentence in keyed)
        return [general, *(sentence.replace("%1", key_text(key)) for key, sentence in said if key)]

    def _on_changed(self, _ids: object) -> None:
        if self._pane.active is not None:
            self._soon.start()

    def show_now(self) -> None:
        """Shows the span that is active now."""
        span = self._labelling.active
        label = self._labelling.codebook.label(span.label) if span else None
        changed = span is None or self._span is None or span.id != self._span.id
        if changed:
            self.finish_editing()
            # Whatever one looked at of the last span: of another one, the label and its fields come first.
            self.verticalScrollBar().setValue(0)
        self._span = span
        self._show_article(span is None)
        for card in (self._card, self._guideline, self._history):
            card.setVisible(span is not None)
        self.suggestion.show_span(span)
        self.segments.show_span(span)
        self.register.show_span(span)
        self.comments.show_for(self._session.article, span)
        if span is None or label is None:
            return
        self._show_span(span, label)
        put_last((self.register, self.segments, self.comments))
        guideline = "\n\n".join(part for part in (label.guideline, _quoted(label.example)) if part)
        self._guideline.setVisible(bool(guideline))
        show_markdown(self._guideline_text, guideline)
        self._history_text.setText(self._history_of(span))

    def _show_article(self, shown: bool) -> None:
        """What is known of the article, while no span is active."""
        article = self._session.article
        self._article.setVisible(shown and article is not None)
        self._hint.setVisible(shown)
        if not shown or article is None:
            return
        self._article.set_aside(state_title(self._session.state))
        known = (article.source, ", ".join(article.authors), article.published, article.url, article.file)
        # Each part by itself, so that a name from right to left turns no date or address round.
        lines = [isolated(line) for line in known if line]
        project = self._session.project
        if project is not None and self._session.state is State.SKIPPED:
            why = project.comments.why_skipped(article.id, project.annotator, project.everyone)
            if why:
                lines.insert(0, self.tr("Skipped: %1").replace("%1", isolated(why)))
        if counts := self._counts():
            lines.append(" · ".join(counts))
        self._article_text.setText("\n".join(lines))

    def _counts(self) -> list[str]:
        """How many spans each label has; of many labels, those that have the most."""
        counts, labels = self._session.counts, list(self._labelling.codebook.labels)
        rest = 0
        if len(labels) > _COUNTED:
            found = sorted(
                (label for label in labels if counts[label.name]), key=lambda label: -counts[label.name]
            )
            labels, rest = found[:_COUNTED], len(found[_COUNTED:])
        told = [f"{counts[label.name]} {label.title}" for label in labels]
        return [*told, self.tr("%n more labels", "", rest)] if rest else told

    def _show_span(self, span: Span, label: Label) -> None:
        theme = self._appearance.theme
        ids = self._pane.ordered_span_ids()
        self._card.set_heading(label.title.upper(), theme.colour(label))
        place = self.tr("%1 of %2").replace("%1", str(ids.index(span.id) + 1) if span.id in ids else "–")
        place = place.replace("%2", str(len(ids)))
        self._card.set_aside(" · ".join(part for part in (whose(self._session, span), place) if part))
        text = self._session.article.text if self._session.article else ""
        whole = " […] ".join(text[start:end] for start, end in span.segments)
        self._text.setText(whole if len(whole) <= _SHOWN_TEXT else f"{whole[:_SHOWN_TEXT].rstrip()} …")
        colour, faces = theme.colour(label).name(), ", ".join(f'"{f}"' for f in self._appearance.reading_families)
        self._text.setStyleSheet(
            f"border-left: 3px solid {colour}; padding-left: 8px; font-family: {faces}; "
            f"font-size: {self._appearance.px(15)}px;"
        )
        suggested = self.suggestion.origin_line(span)
        self._from.setText(suggested)
        self._from.setVisible(bool(suggested))
        for name, page in self._pages.items():
            page.setVisible(name == label.name)
        self._page(label).show_span(span)
        self._number()

    def _page(self, label: Label) -> SpanFields:
        if label.name not in self._pages:
            page = SpanFields(label, self._session, self._labelling, self._linking, self._appearance)
            page.span_chosen.connect(self.span_chosen)
            page.left.connect(self.left)
            self._pages[label.name] = page
            # Above the line that not every span has, so that the fields stay where they are.
            self._card.body.insertWidget(self._card.body.indexOf(self._from), page)
        return self._pages[label.name]

    def _number(self) -> None:
        if self._span is not None and self._span.label in self._pages:
            self._pages[self._span.label].number(self._labelling.numbered_attributes)

    def _fields_do(self, method: str, *arguments: str) -> None:
        self.show_now()
        if self._span is not None and self._span.label in self._pages:
            getattr(self._pages[self._span.label], method)(*arguments)

    def finish_editing(self) -> None:
        """Saves what was typed and not left yet."""
        if self._span is not None and self._span.label in self._pages:
            self._pages[self._span.label].finish()

    def _history_of(self, span: Span) -> str:
        project, origin = self._session.project, span.origin
        lines = []
        changes = project.history_of(span.article_id, span.id) if project else []
        if origin.kind == "import" or not changes:
            by = self.tr("Imported, %1") if origin.kind == "import" else "%1"
            lines.append(f"{by.replace('%1', span.annotator)}, {local_time(span.created_at)}")
        for change in changes[-6:]:
            lines.append(
                f"{change.annotator}, {local_time(change.at)}: {change_title(change.kind, change.command)}"
            )
        return "\n".join(lines)


def _label(card: Card | None) -> QLabel:
    label = QLabel()
    label.setWordWrap(True)
    label.setAlignment(Qt.AlignmentFlag.AlignTop)
    set_role(label, "small")
    if card is not None:
        card.body.addWidget(label)
    return label


def _quoted(example: str) -> str:
    return " ".join(f"*{line}*" for line in example.splitlines())
