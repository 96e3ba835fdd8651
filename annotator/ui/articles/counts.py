"""How many articles are in each state, and where the list says so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from time import monotonic

from PySide6.QtCore import QLocale, QObject, QTimer
from PySide6.QtWidgets import QLabel, QLineEdit, QProgressBar, QWidget
from shiboken6 import isValid

from annotator.core.models import State
from annotator.project import Project
from annotator.ui.articles.model import ArticleSource
from annotator.ui.parts.stylesheet import set_role
from annotator.ui.parts.widgets import FilterChips
from annotator.ui.parts.worker import Job, Progress

_AT_ONCE = 2_000  # articles that are counted within 3 ms; 100,000 take 130
_AFTER_MS = 1_000  # from a change of states to counting anew, where there are more
_SHARE = 20  # and it may take this fraction of the time at most


class Counts(QObject):
    """Shows the numbers in the chips, the search field, ``label`` and ``bar``.

    What is done to one article is followed at once. Where there are many articles, a thread of its own counts
    them: when the project is opened, when articles come or go, and some time after states have changed, as another
    window may have changed others.
    """

    def __init__(self, field: QLineEdit, chips: FilterChips, parent: QWidget) -> None:
        super().__init__(parent)
        self._field = field
        self._chips = chips
        self._source: ArticleSource | None = None
        self._counts: dict[State, int] = {}
        self._number = 0  # articles, as far as known
        self._folded = 0  # articles that have no row
        self._job: Job | None = None
        self._cost = 0.0  # seconds that counting took last
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self.count)
        self.label = QLabel(parent)
        self.label.setWordWrap(True)
        set_role(self.label, "small")
        self.bar = QProgressBar(parent)
        self.bar.setAccessibleName(self.tr("Articles done"))
        self.bar.setTextVisible(False)
        self._show()

    def set_source(self, source: ArticleSource | None, number: int) -> None:
        """Counts another project's articles, of which there are so many."""
        self._source, self._number = source, number
        self._counts = {}
        if number > _AT_ONCE:
            self._show()
        self.count()

    def give_way(self, is_low: bool) -> None:
        """Leaves the room to the list, where that has too little."""
        self._chips.shorten(is_low)
        self.label.setHidden(is_low)
        self.bar.setHidden(is_low)

    def show_folded(self, number: int) -> None:
        """Says how many articles the list shows no row of, because it shows their near-duplicates."""
        if number != self._folded:
            self._folded = number
            self._show()

    def count(self) -> None:
        """Counts all articles anew."""
        source = self._source
        self._later.stop()
        # A count that is under way knows nothing of what has changed meanwhile, and is not waited for.
        self._job = None
        if isinstance(source, Project) and self._number > _AT_ONCE:
            self._start(source)
        else:
            self._take({} if source is None else source.state_counts())

    def follow(self, before: Mapping[int, State], articles: Iterable[int]) -> None:
        """Counts on for articles that may have changed: the known states of some, and which they are."""
        source, wanted = self._source, set(articles)
        if source is None or not self._counts or self._number <= _AT_ONCE or not wanted <= before.keys():
            self._count_soon()
            return
        after = {summary.id: summary.state for summary in source.summaries(list(wanted))}
        changed = [(before[id_], after.get(id_)) for id_ in wanted if before[id_] is not after.get(id_)]
        if not changed:
            return
        for old, new in changed:
            self._counts[old] = max(0, self._counts.get(old, 0) - 1)
            if new is not None:
                self._counts[new] = self._counts.get(new, 0) + 1
        self._show()
        self._count_soon()

    def _count_soon(self) -> None:
        if self._number <= _AT_ONCE:
            self.count()
        elif not self._later.isActive():
            self._later.start(max(_AFTER_MS, round(self._cost * _SHARE * 1000)))

    def _start(self, project: Project) -> None:
        began = monotonic()

        def work(own: Project, _progress: Progress) -> dict[State, int]:
            return own.state_counts()

        def finished(result: object) -> None:
            # The job may outlive the window.
            if not isValid(self) or self._job is not job:
                return
            self._job = None
            self._cost = monotonic() - began
            if isinstance(result, dict):
                self._take(result)

        job = self._job = Job(project.path, project.annotator, work, project.everyone)
        job.finished_with.connect(finished)
        job.failed.connect(lambda _sentence: finished(None))
        job.crashed.connect(lambda _error: finished(None))
        job.start()

    def _take(self, counts: Mapping[State, int]) -> None:
        self._counts = dict(counts)
        self._number = sum(counts.values())
        self._show()

    def _show(self) -> None:
        total, done = sum(self._counts.values()), self._counts.get(State.DONE, 0)
        number = QLocale().toString
        match total:
            case 0:
                self._field.setPlaceholderText(self.tr("Search articles"))
            case 1:
                self._field.setPlaceholderText(self.tr("Search 1 article"))
            case _:
                self._field.setPlaceholderText(self.tr("Search %Ln articles", "", total))
        self._chips.set_counts(self._counts)
        done_of = self.tr("{done} of {total} done").format(done=number(done), total=number(total)) if total else ""
        folded = self.tr("%Ln folded away", "", self._folded) if self._folded else ""
        self.label.setText(" · ".join(part for part in (done_of, folded) if part))
        self.bar.setRange(0, max(1, total))
        self.bar.setValue(done)
