"""The window: its regions, and who tells whom what."""

from __future__ import annotations

from collections import ChainMap
from typing import TYPE_CHECKING

from PySide6.QtCore import QKeyCombination, QObject, Qt, QTimer
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QMainWindow,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from annotator.ui import window_place
from annotator.ui.actions.acting import ActingKeys
from annotator.ui.actions.letter_keys import is_taken_by_focus, letter_key
from annotator.ui.actions.making import build_menus, load_keys, make_actions
from annotator.ui.actions.spec import ActionSpec, label_rows
from annotator.ui.actions.table import ACTIONS
from annotator.ui.articles.article_list import ArticleList
from annotator.ui.body import Body
from annotator.ui.context_menu import ContextMenus
from annotator.ui.controllers import Controllers
from annotator.ui.corpus import Corpus
from annotator.ui.files.intake import Intake
from annotator.ui.finding import Finding
from annotator.ui.inspector.inspector import Inspector
from annotator.ui.inspector.span_list import SpanList
from annotator.ui.label_bar import LabelBar
from annotator.ui.labelling import Labelling
from annotator.ui.linking import Linking
from annotator.ui.menu_corners import MenuCorners
from annotator.ui.opening_words import OpeningWords
from annotator.ui.pane.span_map import SpanMap
from annotator.ui.pane.text_pane import TextPane
from annotator.ui.parts.dropping import accept_copy
from annotator.ui.parts.message_bar import MessageBar
from annotator.ui.parts.places import bring_to_front
from annotator.ui.parts.theme import Appearance
from annotator.ui.reader import Reader
from annotator.ui.recent_menu import RecentMenu
from annotator.ui.resizing import Resizing
from annotator.ui.segmenting import Segmenting
from annotator.ui.session import Session
from annotator.ui.settings import Settings
from annotator.ui.status_hints import StatusHints
from annotator.ui.status_line import StatusLine
from annotator.ui.suggestions.deciding import Deciding
from annotator.ui.suggestions.least_score import LeastScore
from annotator.ui.undoing import Undoing
from annotator.ui.view_options import ViewOptions
from annotator.ui.zone_warning import ZoneWarning

if TYPE_CHECKING:
    from annotator.ui.welcome import WelcomePage


def _column(above: QWidget, middle: QWidget, below: QWidget) -> QWidget:
    """One below the other, without gaps; what height there is the middle takes."""
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(above)
    column.addWidget(middle, 1)
    column.addWidget(below)
    return whole


class MainWindow(QMainWindow):
    """One project at a time: list, text, inspector; a welcome page while there is none."""

    def __init__(self, settings: Settings, appearance: Appearance, annotator: str) -> None:
        super().__init__()
        self.settings = settings
        self.appearance = appearance
        appearance.setParent(self)
        self.session = Session(self)
        self.keys = load_keys(settings.keys)
        self.pane = TextPane()
        self.linking = Linking(self.session, self.pane)
        self.resizing = Resizing(self.session, self.pane)
        self.acting = ActingKeys(self.keys)
        self.labelling = Labelling(self.session, self.pane, self.linking, self.acting)
        self.deciding = Deciding(self.session, self.pane, self.labelling)
        self.segmenting = Segmenting(self.session, self.pane, self.labelling)
        self.articles = ArticleList(appearance.theme)
        self.articles.search_field.set_key(self.acting.first("corpus.search"))
        self.corpus = Corpus(self.session, self.articles, settings, self)
        self.corpus.annotator = annotator
        self.intake = Intake(self.session, self.articles, settings, self.corpus, self)
        self.view = ViewOptions(self.session, self.pane, settings, appearance, self.acting, self)
        self.label_bar = LabelBar(appearance, self.acting)
        self.least_score = LeastScore(self.session, self.label_bar, settings, self)
        self.inspector = Inspector(self.session, self.pane, self.labelling, self.linking, appearance)
        self.span_list = SpanList(self.session, self.pane, appearance)
        self.span_map = SpanMap(self.pane)
        self.reader = Reader(self.label_bar, self.pane, self.span_map, self.keys)
        self.undoing = Undoing(self.session, self.pane, self.labelling, self.articles, self.corpus)
        self.finding = Finding(self.pane, self.articles)
        self.messages = MessageBar()
        self._opening = OpeningWords(self.messages)
        self.status = StatusLine()
        self.hints = StatusHints(
            self.session, self.pane, self.labelling, self.linking, self.segmenting, self.status, self.label_bar
        )
        self.menus = ContextMenus(self.session, self.pane, self.labelling, self.linking, self)
        self.zone_warning = ZoneWarning(self.session, self)
        self.controllers = Controllers(
            self,
            (
                *(self, self.labelling, self.deciding, self.linking, self.resizing, self.segmenting),
                *(self.undoing, self.corpus, self.intake, self.finding, self.view, self.least_score),
            ),
        )
        self.corpus.may_leave = self.controllers.may_leave
        self.find_slot = self.labelling.find_slot = self.controllers.find_slot
        self._welcome: WelcomePage | None = None
        self._speaking: QObject | None = None
        self._codebook_actions: dict[str, QAction] = {}
        self._lay_out()
        self.actions_by_id = build_menus(self.menuBar(), self, self.keys, self.find_slot)
        RecentMenu(self.actions_by_id["article.open"], settings, self.session, self.corpus)
        self.view.actions, self.view.rows = ChainMap(self.actions_by_id, self._codebook_actions), self.rows
        middle = (self.articles, self.label_bar, self.pane, self.inspector, self.span_list)
        self.view.regions = (self.messages, *middle, self.status)
        self.view.reveal = self._body.reveal
        self._connect()
        self.view.start()
        self._splitters = {"body": self._body, "right": self._right}
        window_place.restore(self, self._splitters, settings)
        self._show_layer()

    def rows(self) -> tuple[ActionSpec, ...]:
        """All actions there are now, those of the codebook too."""
        project = self.session.project
        return (*ACTIONS, *label_rows(project.codebook)) if project else ACTIONS

    # Layout

    def _lay_out(self) -> None:
        self.setObjectName("main")
        self.setAccessibleName(self.tr("Annotator"))
        self.setAcceptDrops(True)
        self._corners = MenuCorners(self.menuBar(), self.view.show_palette, self.view.show_keys, self.acting)
        self._right = QSplitter(Qt.Orientation.Vertical)
        self._right.addWidget(self.inspector)
        self._right.addWidget(self.span_list)
        self._right.setSizes([560, 240])
        self._body = Body(self.articles, self.reader, self._right)
        for splitter in (self._body, self._right):
            splitter.setHandleWidth(1)
            splitter.setChildrenCollapsible(False)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._body)
        self.setCentralWidget(_column(self.messages, self._pages, self.status))

    def _connect(self) -> None:
        session, status = self.session, self.status
        session.project_changed.connect(self.show_project)
        session.article_changed.connect(self._show_article)
        session.failed.connect(self.messages.show_failure)
        session.succeeded.connect(self.messages.take_back_failure)
        session.codebook_changed.connect(self._show_codebook)
        self.controllers.mention_chosen.connect(self.show_mention)
        session.saved.connect(status.forget)
        session.article_changed.connect(status.forget)
        self.messages.closed.connect(self.reader.take_focus)
        self.labelling.left_alone.connect(self.messages.close_message)
        for failing in (self.corpus, self.intake, self.articles):
            failing.failed.connect(self.messages.show_failure)
        for source in (
            *(self.labelling, self.deciding, self.linking, self.segmenting, self.corpus, self.intake),
            *(self.undoing, self.finding, self.controllers, self.zone_warning),
        ):
            source.told.connect(status.tell)
        for left in (
            *(self.corpus.article_wanted, self.intake.article_wanted, self.articles.opened),
            *(self.least_score.left, self.span_list.opened, self.inspector.left),
        ):
            left.connect(self.pane.setFocus)
        self.articles.reloaded.connect(self._show_article_page)
        self.corpus.span_wanted.connect(self._go_to_span)
        self.pane.active_changed.connect(self.corpus.completing.forget)
        self.articles.search_wanted.connect(lambda: self._body.reveal(self.articles))
        self.articles.span_wanted.connect(self.labelling.activate)
        self.reader.action_chosen.connect(lambda name: self.actions_by_id[name].trigger())
        self.label_bar.suggestions_clicked.connect(self.deciding.next_suggestion)
        self.articles.context_requested.connect(self.menus.show_for_article)
        self.menus.actions = self.actions_by_id
        self.menus.list_actions = [self.actions_by_id[id_] for id_ in _LIST_ACTIONS]
        self.label_bar.label_chosen.connect(self._label_clicked)
        self.label_bar.more_clicked.connect(self.view.choose_label)
        self.least_score.changed.connect(self.hints.show_now)
        self.least_score.changed.connect(self.articles.refresh_rows)
        self.inspector.span_chosen.connect(self._go_to_span)
        self.span_list.span_chosen.connect(self.labelling.activate)
        self.span_list.context_requested.connect(self.menus.show_for_text)
        self.inspector.segments.removed.connect(self.segmenting.remove)
        self.inspector.segments.chosen.connect(self.segmenting.show_piece)
        self.inspector.segments.parting_wanted.connect(self.segmenting.split_span)
        self.inspector.register.choose_wanted.connect(self.find_slot("choose_entry"))
        self.inspector.register.register_wanted.connect(self.find_slot("show_entry"))
        self.view.annotator_changed.connect(self._on_annotator)
        self.view.annotator_replaced.connect(self._offer_own_layer)
        self.view.layers_changed.connect(self._show_layer)
        self.view.folding_changed.connect(self.articles.set_folded)
        self.articles.ordering.least = lambda: self.settings.least_score / 100
        self.view.order_chosen.connect(lambda order, go: self.articles.set_order(order, go=go))
        self.status.name.clicked.connect(self.view.ask_annotator_name)
        self.appearance.changed.connect(lambda: self.articles.set_theme(self.appearance.theme))

    # What is shown

    def show_project(self) -> None:
        """Shows the session's project, or the welcome page."""
        project = self.session.project
        if project is not None:
            self.messages.take_back_failure()
        self._corners.show_name(project.path.name if project else "")
        self.setWindowTitle(f"{project.path.name} – Annotator" if project else "Annotator")
        self._show_codebook()
        self.articles.set_source(project)
        self.status.setVisible(project is not None)
        for row in ACTIONS:
            needed = row.id.startswith(("label.", "export.", "actors.")) or row.slot in _NEEDS_PROJECT
            self.actions_by_id[row.id].setEnabled(project is not None or not needed)
        self._opening.tell(project, self.settings.keys, self.keys, self.rows())
        if project is None:
            page = self._welcome_page()
            page.set_recent(self.settings.recent)
            self._pages.setCurrentWidget(page)
            page.setFocus()
            return
        self._pages.setCurrentWidget(self._body)
        self.status.show_saved(project.read_only)
        last = self.settings.last_article(project.path)
        if last is None or not self.articles.select_article(last):
            self.articles.step(1)
        self._show_article_page()
        self.reader.take_focus()
        # After the first paint: nobody waits for it.
        QTimer.singleShot(0, self._after_opening)

    def _show_codebook(self) -> None:
        """Shows the project's codebook: colours, fields, and the actions whose keys are the pane's."""
        self.labelling.show_project()
        self.inspector.show_project()
        self.label_bar.show_codebook(self.labelling.codebook)
        rows = label_rows(self.labelling.codebook)
        for action in self._codebook_actions.values():
            action.deleteLater()
        self._codebook_actions.clear()  # as the list of labels may be open
        self._codebook_actions.update(make_actions(rows, self, self.keys, self.find_slot))

    def _after_opening(self) -> None:
        if self._speaking is None:
            from annotator.ui.speaking import Speaking

            self._speaking = Speaking(self.session, self.pane, self.linking, self.status)
        self.controllers.make_soon()

    def _welcome_page(self) -> WelcomePage:
        if self._welcome is None:
            from annotator.ui.welcome import WelcomePage

            self._welcome = WelcomePage(self.settings.recent, self.keys)
            self._welcome.connect_to(self.corpus, self.intake)
            self._pages.addWidget(self._welcome)
        return self._welcome

    def _show_article(self) -> None:
        self.labelling.show_article()
        self._show_article_page()

    def _show_article_page(self) -> None:
        project = self.session.project
        shown = self.session.article is not None
        self.reader.show_text(shown, others=not shown and project is not None and bool(project.article_ids()))

    def show_mention(self, article_id: int, span_id: str) -> None:
        """Shows a span, in whichever article it is."""
        shown = self.session.article
        if (shown is None or shown.id != article_id) and not self.articles.select_article(article_id):
            self.corpus.show_article(article_id)
        bring_to_front(self)
        self._go_to_span(span_id)

    def show_error(self, sentence: str) -> None:
        """Shows what the person can mend."""
        self.messages.show_message(sentence, error=True)

    def ask_name(self, default: str) -> None:
        """Asks once, without getting in the way, whose labels these are; no answer means the account's name."""
        self.settings.annotator = default
        self.messages.ask(
            self.tr("Your labels carry this name:"), default, self.tr("Keep it"), self.view.set_annotator
        )

    def _on_annotator(self, name: str) -> None:
        self.corpus.annotator = name
        self._show_layer()

    def _offer_own_layer(self) -> None:
        """Who labels what somebody else has labelled should not see that, or agreement says little."""
        project = self.session.project
        if project is not None and project.everyone and set(project.annotators()) - {project.annotator}:
            self.messages.show_message(
                self.tr("What others label, and have done, is shown, too."),
                [(self.tr("Show mine alone"), self.actions_by_id["view.everyone"].trigger)],
            )

    def _show_layer(self) -> None:
        """Says whose labels are made, and whether others' are out of sight."""
        only_mine = not self.settings.everyone
        self.status.show_name(self.corpus.annotator, self.tr("only my labels are shown") if only_mine else "")

    def menu_bar(self) -> None:
        """Opens the first menu; afterwards Qt gives the keyboard back to whatever has it now."""
        bar = self.menuBar()
        bar.setActiveAction(bar.actions()[0])

    def _label_clicked(self, label: str) -> None:
        self.labelling.apply_label(label)
        self.pane.setFocus()

    def _go_to_span(self, span_id: str) -> None:
        self.labelling.activate(span_id)
        self.pane.setFocus()

    # The window itself

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A shortcut that Qt did not know, as the only layout of the keyboard has no Latin letters."""
        latin, held = letter_key(event), event.modifiers()
        if latin != event.key() and held & ~Qt.KeyboardModifier.ShiftModifier:
            if is_taken_by_focus(latin, held):
                return
            wanted = QKeySequence(QKeyCombination(held, latin))
            actions = (action for action in self.actions() if wanted in action.shortcuts() and action.isEnabled())
            if (action := next(actions, None)) is not None:
                action.trigger()
                return
        super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.intake.can_take(event.mimeData()):
            accept_copy(event)

    def dropEvent(self, event: QDropEvent) -> None:
        accept_copy(event)
        self.intake.take(event.mimeData())

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.controllers.may_close():
            event.ignore()
            return
        self.inspector.finish_editing()
        window_place.remember(self, self._splitters, self.settings)
        self.settings.save()
        self.session.project_changed.disconnect(self.show_project)  # without the welcome page in its place
        self.articles.set_source(None)  # which a search may be waiting to look into
        self.session.close()
        super().closeEvent(event)


_NEEDS_PROJECT = (
    "done_and_next",
    "next_article",
    "previous_article",
    "skip_article",
    "reopen_article",
    "focus_search",
    "find_next",
    "find_previous",
    "edit_article",
    "correct_text",
    "next_question",
    "delete_article",
    "compare_near_duplicates",
    "carry_labels",
    "suggest_corpus",
)
_LIST_ACTIONS = (
    "article.done_next",
    "article.skip",
    "article.reopen",
    "corpus.edit_article",
    "corpus.compare",
    "corpus.delete_article",
)
