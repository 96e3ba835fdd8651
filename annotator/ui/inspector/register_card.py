"""The inspector's card about the actor or concept that the active span points to."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from annotator.core.errors import UserError
from annotator.core.models import Actor, Concept, Span
from annotator.ui.labelling import Labelling
from annotator.ui.parts.segmented import caption
from annotator.ui.parts.stylesheet import set_role
from annotator.ui.parts.theme import scale_of
from annotator.ui.parts.widgets import Card, KeyCap
from annotator.ui.session import Session

_ALIASES = 6  # that the card shows at most


class RegisterCard(Card):
    """Hidden where a span can have neither; says so where it could and has none.

    ``choose_wanted``: the person wants to choose an entry; ``register_wanted``: to see the one with this id in its
    register's window.
    """

    choose_wanted = Signal()
    register_wanted = Signal(str)

    def __init__(self, session: Session, labelling: Labelling, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._session = session
        self._labelling = labelling
        self._span: Span | None = None
        self._shown_id = ""
        unit = scale_of(self)
        self._name = QLabel()
        self._name.setWordWrap(True)
        self._name.setTextFormat(Qt.TextFormat.PlainText)
        self._name.setAccessibleName(self.tr("Name"))
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setAccessibleName(self.tr("What is known of it"))
        set_role(self._text, "small")
        self._choose = self._button(self.tr("Choose…"))
        self._choose.clicked.connect(self.choose_wanted)
        self._open = self._button(self.tr("Open register"))
        self._open.clicked.connect(lambda: self.register_wanted.emit(self._shown_id))
        row = QHBoxLayout()
        row.setSpacing(round(6 * unit))
        row.addWidget(self._choose)
        row.addWidget(labelling.keys.show_on(KeyCap("", self), "actors.choose"))
        row.addStretch(1)
        row.addWidget(self._open)
        for widget in (self._name, self._text):
            self.body.addWidget(widget)
        self.body.addLayout(row)
        # Numbers of mentions and names change without the span changing.
        session.actors_changed.connect(lambda _ids: self._again())
        session.concepts_changed.connect(lambda _ids: self._again())
        self.hide()

    def show_span(self, span: Span | None) -> None:
        """Shows the entry of a span, or of the span that it is linked to (a quote's speaker)."""
        self._span = span
        register = self._register_of(span) if span is not None else None
        self.setVisible(register is not None)
        if span is None or register is None:
            return
        try:
            self._show(span, register)
        except UserError as error:
            self._fill("", str(error), "")

    def _show(self, span: Span, register: str) -> None:
        project = self._session.project
        actor_id, concept_id = self._ids(span)
        if project is None:
            return
        if register == "concept":
            self.set_heading(self.tr("CONCEPT"))
            concept = project.register.concept(concept_id)
            if concept is not None:
                count = project.register.count_concept_mentions(concept.id)
                self._fill(concept.name, self._concept_text(concept, count), concept.id)
                return
            self._fill("", self.tr("This claim has no concept yet."), "")
            return
        self.set_heading(self.tr("ACTOR"))
        actor = project.register.actor(actor_id)
        if actor is not None:
            self._fill(actor.name, self._actor_text(actor, project.register.count_mentions(actor.id)), actor.id)
        else:
            self._fill("", self.tr("This mention has no actor yet."), "")

    def _fill(self, name: str, text: str, id_: str) -> None:
        self._shown_id = id_
        self._name.setText(name)
        self._name.setVisible(bool(name))
        font = self._name.font()
        font.setBold(True)
        self._name.setFont(font)
        self._text.setText(text)
        self._text.setVisible(bool(text))
        project = self._session.project
        self._choose.setEnabled(project is not None and not project.read_only)

    def _again(self) -> None:
        if self._span is not None and self.isVisible():
            self.show_span(self._session.spans.get(self._span.id))

    def _register_of(self, span: Span) -> str | None:
        """Which register the card is about; None if the span has to do with neither."""
        label = self._labelling.codebook.label(span.label)
        if label is not None and label.points_to is not None:
            return label.points_to
        return "actor" if next(self._linked(span), None) is not None else None

    def _ids(self, span: Span) -> tuple[str | None, str | None]:
        if span.actor_id or span.concept_id:
            return span.actor_id, span.concept_id
        linked = next((other.actor_id for other in self._linked(span) if other.actor_id is not None), None)
        return linked, None

    def _linked(self, span: Span) -> Iterator[Span]:
        """The spans that may stand for an actor and that this one is linked to."""
        book = self._labelling.codebook
        for relation in self._session.relations.values():
            other = self._session.spans.get(relation.child) if relation.head == span.id else None
            label = book.label(other.label) if other is not None else None
            if other is not None and label is not None and label.points_to == "actor":
                yield other

    def _actor_text(self, actor: Actor, count: int) -> str:
        roles = [self._affiliation(row) for row in actor.affiliations]
        aliases = ", ".join(actor.aliases[:_ALIASES]) + (" …" if len(actor.aliases) > _ALIASES else "")
        first = " · ".join(part for part in (caption(actor.kind or ""), self._mentions(count)) if part)
        lines = [first, *roles, self.tr("Also: %1").replace("%1", aliases) if aliases else "", actor.note or ""]
        return "\n".join(line for line in lines if line)

    def _concept_text(self, concept: Concept, count: int) -> str:
        project = self._session.project
        parent = project.register.concept(concept.parent) if project is not None else None
        above = self.tr("Below: %1").replace("%1", parent.name) if parent is not None else ""
        claims = self.tr("1 claim") if count == 1 else self.tr("%Ln claims", "", count)
        return "\n".join(line for line in (claims, above, concept.note or "") if line)

    def _mentions(self, count: int) -> str:
        return self.tr("1 mention") if count == 1 else self.tr("%Ln mentions", "", count)

    @staticmethod
    def _affiliation(row: dict[str, object]) -> str:
        dates = "–".join(str(row.get(end) or "") for end in ("from", "to"))
        return f"{row.get('value') or ''} ({dates})" if dates != "–" else str(row.get("value") or "")

    @staticmethod
    def _button(text: str) -> QPushButton:
        button = QPushButton(text)
        set_role(button, "quiet")
        button.setAutoDefault(False)
        button.setAccessibleName(text)
        return button
