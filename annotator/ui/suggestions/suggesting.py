"""Suggestions while one reads: made in a thread for the article that is shown, and for the one that comes next.

They are made again when the article has been labelled, as each label tells more; what was decided stays.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Condition

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal
from PySide6.QtWidgets import QMainWindow

from annotator.core.models import Change, State
from annotator.project import Project
from annotator.ui.articles.article_list import ArticleList
from annotator.ui.pane.text_pane import TextPane
from annotator.ui.parts.worker import Job, Progress
from annotator.ui.session import BY_ITSELF, Session
from annotator.ui.settings import Settings
from annotator.ui.suggestions.choice import chosen_suggesters
from annotator.ui.suggestions.wording import title_of

# Who goes on sooner than this is paging: suggestions are made where she stays.
_PAGING_MS = 250
_CLOSED = (State.DONE, State.SKIPPED)
_TELLING = ("span", "relation", "zone", "article")  # tables that suggestions are made from
_AGAIN_MS = 300  # without a key, from a label to what follows from it
_LONGEST_AGAIN = 50_000  # code points: a longer article would hold up who labels it
_AHEAD_MS = 400  # without a key, from an article with its suggestions to those of the next one


class SuggestionJob(Job):
    """Makes suggestions for the article that was asked for last, until it is cancelled.

    It stays for all articles: a thread and an open project cost more than the suggestions themselves.
    """

    suggested = Signal(int)  # id of an article that has been looked through, whether or not anything came of it
    went_wrong = Signal(int, list)  # id of an article, and (suggester, what went wrong) of those that failed in it

    def __init__(self, path: Path, annotator: str, everyone: bool) -> None:
        super().__init__(path, annotator, self._suggest, everyone)
        self.of = (path, annotator, everyone)
        self._asked = Condition()
        self._wanted: int | None = None
        self._off: frozenset[str] = frozenset()
        self._again = False

    def ask(self, article_id: int, off: frozenset[str], again: bool = False) -> None:
        """Wants suggestions for this article, and no more for one that was asked for before and not begun.

        ``off`` are the suggesters that are not to run; with ``again``, those that have been through the article
        look at what it has been labelled with since.
        """
        with self._asked:
            self._wanted, self._off, self._again = article_id, off, again
            self._asked.notify()

    def cancel(self) -> None:
        super().cancel()
        with self._asked:
            self._asked.notify()

    def _next(self) -> tuple[int | None, bool]:
        with self._asked:
            self._asked.wait_for(lambda: self._wanted is not None or self.cancelled)
            wanted, self._wanted = self._wanted, None
            return (None if self.cancelled else wanted), self._again

    def _suggest(self, project: Project, _progress: Progress) -> None:
        while True:
            article_id, again = self._next()
            if article_id is None:
                return
            names = chosen_suggesters(project, self._off)
            again = again and project.state(article_id) not in _CLOSED
            if names != () and (again or not project.suggesting.is_current(article_id, names)):
                failures = project.suggesting.suggest_article(article_id, names).failures
                if failures:
                    self.went_wrong.emit(article_id, failures)
            self.suggested.emit(article_id)


class SuggestingWhileReading(QObject):
    """Asks for suggestions when an article is shown that isn't done; they come as any change of the file does."""

    told = Signal(str)

    def __init__(
        self, session: Session, pane: TextPane, articles: ArticleList, settings: Settings, window: QMainWindow
    ) -> None:
        super().__init__(window)
        self._session = session
        self._articles = articles
        self._settings = settings
        self.job: SuggestionJob | None = None
        self.looked_through: int | None = None  # the article in which suggesters have been last
        self._blamed: set[str] = set()  # suggesters of which it has been told that they fail
        self._shown = QElapsedTimer()
        self._now = self._timer(lambda: self._ask())
        self._ahead = self._timer(self._ask_ahead)
        self._later = self._timer(self._ask_again)
        self._state: State | None = None
        session.article_changed.connect(self._on_article)
        session.saved.connect(self._on_saved)
        session.changed.connect(self._on_changed)
        session.project_changed.connect(self.stop)
        for signal in (pane.selection_changed, pane.active_changed, session.saved):
            signal.connect(self._wait_for_quiet)
        window.destroyed.connect(self.stop)
        self._on_article()

    def _timer(self, slot: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.timeout.connect(slot)
        return timer

    def suggest_while_reading(self, on: bool) -> None:
        """From now on suggestions come by themselves, or not."""
        self._settings.suggests = on
        if on:
            self._on_article()
            return
        self.stop()
        if self._session.waiting:
            self.told.emit(self.tr("What is suggested already stays; F9 hides it."))

    def stop(self) -> None:
        """Ends the thread, after the article that it is at."""
        self._now.stop()
        self._later.stop()
        self._ahead.stop()
        if self.job is not None:
            self.job.stop()
            self.job = None

    def _on_article(self) -> None:
        paging = self._shown.isValid() and self._shown.elapsed() < _PAGING_MS
        self._shown.restart()
        self._state = self._session.state
        self._later.stop()
        self._ahead.stop()
        # At once means: when the article has been painted.
        self._now.start(_PAGING_MS if paging else 0)

    def _wait_for_quiet(self) -> None:
        """What nobody waits for yet must not hold up who is at work: two threads share one interpreter."""
        if self._ahead.isActive():
            self._ahead.start(_AHEAD_MS)
        if self._later.isActive():
            self._later.start(_AGAIN_MS)

    def _on_changed(self, change: Change) -> None:
        """What was labelled tells more: the speaker of a new quote, the entry of a name that was linked.

        So does what has become article text, or other words, by a zone that was taken back or a correction.
        """
        article = self._session.article
        if article is None or change.command == BY_ITSELF or len(article.text) > _LONGEST_AGAIN:
            return
        if any(row.article_id == article.id and row.table in _TELLING for row in change.rows):
            self._later.start(_AGAIN_MS)

    def _on_saved(self) -> None:
        """Who opens an article again that was done wants suggestions, too."""
        before, self._state = self._state, self._session.state
        if before in _CLOSED and self._state not in _CLOSED:
            self._now.start(0)

    def _ask_again(self) -> None:
        self._ask(again=True)

    def _ask(self, again: bool = False) -> None:
        article, project = self._session.article, self._session.project
        if article is None or project is None or project.read_only or not self._settings.suggests:
            return
        if self._session.state in _CLOSED:
            self._ahead.start(_AHEAD_MS)
        else:
            self._running(project).ask(article.id, self._settings.suggesters_off, again)

    def _ask_ahead(self) -> None:
        coming, project = self._articles.coming(), self._session.project
        if coming is not None and project is not None:
            self._running(project).ask(coming, self._settings.suggesters_off)

    def _running(self, project: Project) -> SuggestionJob:
        """The thread that works for this project in this person's name, begun if it isn't there."""
        wanted = (project.path, project.annotator, project.everyone)
        if self.job is not None and self.job.of != wanted:
            self.job.stop()
            self.job = None
        if self.job is None:
            self.job = job = SuggestionJob(*wanted)
            self._blamed.clear()
            job.suggested.connect(self._on_suggested)
            job.went_wrong.connect(self._on_went_wrong)
            job.failed.connect(lambda sentence: self._on_failed(job, sentence))
            job.crashed.connect(lambda _error: self._forget(job))
            job.start()
        return self.job

    def _on_suggested(self, article_id: int) -> None:
        self._session.poll()
        self.looked_through = article_id
        shown = self._session.article
        if shown is not None and shown.id == article_id and self.job is not None:
            self._ahead.start(_AHEAD_MS)

    def _on_went_wrong(self, article_id: int, failures: list[tuple[str, str]]) -> None:
        """Tells of each suggester once: what is wrong with it is so in most articles, and the others go on."""
        shown = self._session.article
        if shown is None or shown.id != article_id:
            return
        fresh = {name: what for name, what in failures if name not in self._blamed}
        self._blamed.update(fresh)
        for name, what in fresh.items():
            text = self.tr("%1 failed here, and suggests nothing in this article: %2.")
            self.told.emit(text.replace("%1", title_of(name)).replace("%2", what.rstrip(".")))

    def _on_failed(self, job: SuggestionJob, sentence: str) -> None:
        """The file can't be written now, say: the next article begins anew."""
        self._forget(job)
        self.told.emit(sentence)

    def _forget(self, job: SuggestionJob) -> None:
        if self.job is job:
            self.job = None
