"""Mentions that point to no actor yet, one after the other, each with whom it may mean."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSplitter, QVBoxLayout, QWidget

from annotator.core.errors import UserError
from annotator.core.models import Mention, Span
from annotator.project import commands
from annotator.ui.actions.letter_keys import digit_of
from annotator.ui.parts.dialog_parts import push_button
from annotator.ui.parts.long_command import run_long
from annotator.ui.parts.stylesheet import set_role
from annotator.ui.parts.theme import READING_FAMILIES, scale_of
from annotator.ui.parts.widgets import Card
from annotator.ui.parts.writing import isolated
from annotator.ui.register.candidate_list import CandidateList
from annotator.ui.register.candidates import NUMBERED, ActorSource, Choice
from annotator.ui.register.index import RegisterIndex
from annotator.ui.register.mentions import MentionModel, MentionView
from annotator.ui.register.register_page import Run
from annotator.ui.register.same_words import AlikeOffer, link_alike
from annotator.ui.register.unlinked_count import UnlinkedCount
from annotator.ui.session import Session

_NEW = "new"
_DIGITS = tuple(str(n) for n in range(1, NUMBERED + 1))
_NEAR_END = 20  # rows from the end of what is read, from which on more is read


class UnlinkedPage(QWidget):
    """The queue, and the candidates of the mention that the keyboard is on.

    A digit links, Enter links to the first candidate, + or Ctrl+Enter makes a new actor, Right goes on, Left back,
    and letters find any other actor.
    """

    mention_chosen = Signal(int, str)
    told = Signal(str)
    failed = Signal(str)

    def __init__(
        self,
        session: Session,
        index: RegisterIndex,
        run: Run,
        count: UnlinkedCount,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Unlinked mentions"))
        self._session = session
        self._index = index
        self._run = run
        self._count = count
        self._moving = False  # the row is about to be another one: its candidates are shown once it is
        self._stale = True
        self._wanted = ""  # the span to go to when the queue is read anew
        self._spans: tuple[int, dict[str, Span]] = (0, {})  # of the article whose mention was looked at last
        self._source: ActorSource | None = None
        self.model = MentionModel(self, grouped=True)
        self.view = _Queue(self.model)
        self.candidates = CandidateList()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self.reload)
        self._lay_out()
        self.view.pressed_key.connect(self._on_key)
        self.view.opened.connect(self.mention_chosen)
        self.view.selectionModel().currentRowChanged.connect(self._on_row)
        self.candidates.taken.connect(self._take)
        self.candidates.left.connect(self.view.setFocus)
        self.model.failed.connect(self.failed, Qt.ConnectionType.QueuedConnection)
        index.changed.connect(self._refill)
        index.counted.connect(self._refill)
        for signal in (session.articles_touched, session.corpus_changed, session.codebook_changed):
            signal.connect(self._on_changed)

    def _lay_out(self) -> None:
        unit = scale_of(self)
        margin, gap = round(14 * unit), round(10 * unit)
        self.view.setAccessibleName(self.tr("Mentions without an actor"))
        self._none = QLabel(self.tr("Every mention has its actor."))
        self._none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        set_role(self._none, "muted")
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(margin, margin, gap, margin)
        column.addWidget(self.view, 1)
        column.addWidget(self._none, 1)
        self._card = Card()
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.RichText)
        self._text.setAccessibleName(self.tr("The mention in its sentence"))
        font = self._text.font()
        font.setFamilies(list(READING_FAMILIES))
        self._text.setFont(font)
        self._card.body.addWidget(self._text)
        self._open = push_button(self.tr("Show in the article"), self._open_article)
        right = QWidget()
        beside = QVBoxLayout(right)
        beside.setContentsMargins(margin, margin, margin, margin)
        beside.setSpacing(gap)
        beside.addWidget(self._card)
        beside.addWidget(self.candidates, 1)
        self._alike = AlikeOffer(self)
        self._alike.wanted.connect(self.link_alike)
        row = QHBoxLayout()
        row.setSpacing(round(6 * unit))
        for widget in (self._open, self._alike):
            row.addWidget(widget)
        row.addStretch(1)
        beside.addLayout(row)
        whole = QSplitter(Qt.Orientation.Horizontal)
        whole.addWidget(left)
        whole.addWidget(right)
        whole.setSizes([round(560 * unit), round(440 * unit)])
        whole.setHandleWidth(1)
        whole.setChildrenCollapsible(False)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(whole)

    # What is shown

    def activate(self) -> None:
        """The page has come to the front: shows the queue as it is now, and takes the keyboard."""
        if self._stale:
            self.reload()
        self.view.setFocus()

    def reload(self) -> None:
        """Reads the queue anew, and stays at the mention that the keyboard is on, if that is among the first."""
        project, current = self._session.project, self.view.current()
        wanted = self._wanted or (current.span_id if current is not None else "")
        self._wanted = ""
        self._stale = False
        self._spans = (0, {})
        if project is None:
            self.model.show(None)
        else:
            register, codebook = project.register, project.codebook
            self.model.own = project.annotator
            self.model.show(lambda after, limit: register.unlinked(codebook, after, limit))
        rows = (n for n in range(self.model.rowCount()) if (m := self.model.mention(n)) and m.span_id == wanted)
        self._go_to(next(rows, 0))
        self._count.count()

    def expect(self, span_id: str) -> None:
        """Goes to this mention when the queue is read anew, if it is among the first."""
        self._wanted = span_id

    def _on_changed(self) -> None:
        if not self._count.paused:
            self._stale = True
            if self.isVisible():
                self._soon.start()

    def _show_candidates(self) -> None:
        if not self.isVisible():
            return
        mention = self.view.current()
        empty = self.model.rowCount() == 0
        self.view.setVisible(not empty)
        self._none.setVisible(empty)
        for widget in (self._card, self.candidates, self._open):
            widget.setVisible(mention is not None)
        self._source = self._source_of(mention)
        self.candidates.show_source(self._source)
        if mention is not None:
            self._card.set_heading(mention.title)
            before, text, after = (_escaped(part) for part in (mention.before, mention.text, mention.after))
            self._text.setText(f"… {before}<b>{text}</b>{after} …")

    def _refill(self) -> None:
        """Shows the candidates as the register has them now."""
        if self.isVisible() and not self._count.paused:
            self._source = self._source_of(self.view.current())
            self.candidates.refill(self._source)

    def _source_of(self, mention: Mention | None) -> ActorSource | None:
        if mention is None:
            return None
        span, recent = self._look_up(mention)
        return ActorSource(self._index, span, mention.text, recent)

    def _look_up(self, mention: Mention) -> tuple[Span, list[str]]:
        """The mention's span, and the actors of its article, the one spoken of last before it first."""
        article_id, spans = self._spans
        if article_id != mention.article_id:
            try:
                found = self._session.project.load(mention.article_id) if self._session.project else None
            except UserError as error:
                self.failed.emit(str(error))
                found = None
            spans = {span.id: span for span in found.spans} if found is not None else {}
            self._spans = mention.article_id, spans
        recent = self._index.recent("actor", mention.start, spans.values())
        plain = Span(
            mention.span_id,
            mention.article_id,
            mention.annotator,
            mention.label,
            ((mention.start, mention.end),),
        )
        return spans.get(mention.span_id, plain), recent

    # What keys do

    def _on_key(self, key: str) -> None:
        match key:
            case "enter":
                self.candidates.take_current()
            case _ if key == _NEW:
                self.candidates.take_new()
            case "skip":
                self._go_to(self.view.currentIndex().row() + 1)
            case "back":
                self._go_to(self.view.currentIndex().row() - 1)
            case _ if key in _DIGITS:
                self.candidates.take_number(key)
            case _:
                self.candidates.type_on(key)

    def _take(self, choice: Choice, typed: str) -> None:
        mention = self.view.current()
        if mention is None or self._source is None:
            return
        key = ((mention.article_id, mention.span_id),)
        if choice.kind == "new":
            made = self._source.new(typed)
            command = commands.SetActor(key, made.id, create=made)
            told = self.tr("New actor: %1").replace("%1", isolated(made.name))
            actor_id, name = made.id, made.name
        else:
            command = commands.SetActor(key, choice.id)
            actor_id, name = choice.id, choice.name
            told = self.tr("%1 → %2").replace("%1", isolated(mention.text)).replace("%2", isolated(choice.name))
        row = self.view.currentIndex().row()
        self._count.paused = True
        done = self._run(command, 1)
        self._count.paused = False
        if not done:
            self.reload()
            return
        self._spans = (0, {})
        self._count.take_one()
        self._moving = True
        self.model.remove(mention.span_id)
        self._go_to(row)
        self.view.setFocus()
        self._alike.offer((mention.text, actor_id, name))
        self.told.emit(told)

    def link_alike(self, text: str, actor_id: str, name: str) -> None:
        """Links all mentions that say the same as the one linked last to the same actor; undo is one step."""
        here = max(0, self.view.currentIndex().row())
        rows = (self.model.mention(row) for row in range(here, self.model.rowCount()))
        self.expect(next((mention.span_id for mention in rows if mention and mention.text != text), ""))
        number = run_long(self, self._session, self.tr("Linking all of them"), link_alike(text, actor_id))
        if isinstance(number, int):
            self._alike.offer(None)
            one, many = self.tr("1 mention of “%1” → %2"), self.tr("%Ln mentions of “%1” → %2", "", number)
            self.told.emit(
                (one if number == 1 else many).replace("%1", isolated(text)).replace("%2", isolated(name))
            )
        self.view.setFocus()

    def _on_row(self) -> None:
        if not self._moving:
            self._show_candidates()

    def _go_to(self, row: int) -> None:
        self._moving = True
        if row >= self.model.rowCount() - _NEAR_END and self.model.canFetchMore():
            self.model.fetchMore()
        last = self.model.rowCount() - 1
        index = self.model.index(min(max(row, 0), last), 0) if last >= 0 else QModelIndex()
        if index.isValid():
            self.view.selectRow(index.row())
            self.view.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
            self.view.scrollTo(index)
        self._moving = False
        self._show_candidates()

    def _open_article(self) -> None:
        mention = self.view.current()
        if mention is not None:
            self.mention_chosen.emit(mention.article_id, mention.span_id)


class _Queue(MentionView):
    """The list of mentions; a key that is about the current one is told by name, or by the text that it types."""

    pressed_key = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        names = {
            Qt.Key.Key_Return: "enter",
            Qt.Key.Key_Enter: "enter",
            Qt.Key.Key_Right: "skip",
            Qt.Key.Key_Left: "back",
        }
        # A French keyboard has its digits with Shift.
        quiet = Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier
        key, text, plain = Qt.Key(event.key()), event.text(), not event.modifiers() & ~quiet
        ctrl = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.ControlModifier
        if text == "+" or (ctrl and names.get(key) == "enter"):
            self.pressed_key.emit(_NEW)
        elif plain and key in names:
            self.pressed_key.emit(names[key])
        elif plain and text.isprintable() and text.strip():
            self.pressed_key.emit(digit_of(event) or text)
        else:
            super().keyPressEvent(event)


def _escaped(text: str) -> str:
    import html

    return html.escape(text)
