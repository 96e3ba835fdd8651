"""A project as windows and the command line use it: open, label, undo, import, export.

They import from here and from core alone; what they need of the rooms below (the commands, say) is named in
``__all__``.
"""

from __future__ import annotations

import importlib.util
import sys
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, BinaryIO

from annotator.core.codebook import Codebook
from annotator.core.codebook_file import read_codebook
from annotator.core.errors import UserError
from annotator.core.files import OPEN_PROJECTS
from annotator.core.identity import new_id, timestamp
from annotator.core.models import ArticleSummary, Change, Draft, OpenArticle, Refusal, Span, State
from annotator.core.offsets import clean_text
from annotator.core.resources import resource, sample_data
from annotator.store import annotations as layers
from annotator.store import articles, entries, history, search
from annotator.store.annotations import relation_from_row, span_from_row, zone_from_row
from annotator.store.codebooks import Codebooks
from annotator.store.comments import Comments, comment_from_row, comments
from annotator.store.database import Database, translated
from annotator.store.derived import Derived
from annotator.store.groups import Groups
from annotator.store.growing_runs import GrowingRuns
from annotator.store.register import Register
from annotator.store.tables import insert_row

if TYPE_CHECKING:
    # Not needed to open a window, so imported where they are used.
    from annotator import commands
    from annotator.commands import Command
    from annotator.formats.mapping import Mapping
    from annotator.formats.web import Source
    from annotator.jobs.export_preview import Exporting
    from annotator.jobs.files import ExportFilter, ExportReport, ImportReport, Progress, Writing
    from annotator.jobs.suggesting import Suggesting
    from annotator.store.occurrences import Occurrences
    from annotator.store.queries import Queries
    from annotator.store.statistics import Statistics

    Going = Callable[[], bool]

__all__ = [
    "SUFFIXES",
    "OpenArticle",
    "Project",
    "commands",
    "comment_from_row",
    "load_commands",
    "mark_zones",
    "read_codebook",
    "relation_from_row",
    "span_from_row",
    "zone_from_row",
]

SUFFIXES = (".annotator", ".db")


def _imported_when_used(name: str) -> ModuleType:
    """A module that is loaded by the first look into it."""
    if name in sys.modules:
        return sys.modules[name]
    spec = importlib.util.find_spec(name)
    assert spec is not None, name
    assert spec.loader is not None, name
    spec.loader = importlib.util.LazyLoader(spec.loader)
    module = sys.modules[name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if not TYPE_CHECKING:
    # 15 ms, and no window needs them before the first label.
    commands = _imported_when_used("annotator.commands")


def load_commands() -> None:
    """Loads the commands now, lest the first label waits for them."""
    importlib.import_module("annotator.commands.base")


def mark_zones(draft: Draft, titled: bool = False) -> None:
    """Marks what of a draft's text is no article; see :mod:`annotator.formats.zones.drafts`."""
    # Compiles its patterns, which would hold up the start.
    from annotator.formats.zones.drafts import mark_zones as mark

    mark(draft, titled)


class Project:
    """One open project file, in the name of one annotator. Each thread opens its own."""

    def __init__(self, db: Database, annotator: str, everyone: bool = True) -> None:
        self._db = db
        self.annotator = clean_text(annotator)
        self.everyone = everyone
        self.least_score = 0.0  # of the suggestions that the list counts
        with translated(db.path):
            # The version first: what is written after it shows as another version, and is looked at then.
            self._version = db.data_version()
            self._codebook_id, self.codebook = layers.codebook(db.conn)
            self._seen, self._last_article = entries.last_change(db.conn), articles.last_id(db.conn)
            self._runs = GrowingRuns(db.conn)
        self._own: set[int] = set()
        self.settle = db.settle
        self.register = Register(db, self)
        self.codebooks = Codebooks(db)
        self.comments = Comments(db)
        self.groups = Groups(db)
        self.derived = Derived(db)

    @classmethod
    def open(cls, path: Path, annotator: str, everyone: bool = True) -> Project:
        """Opens a project; raises UserError. ``everyone``: other annotators' labels are shown too."""
        db = Database(path)
        try:
            return cls(db, annotator, everyone)
        except BaseException:
            db.close()
            raise

    @classmethod
    def create(cls, path: Path, annotator: str, codebook: Path | None = None, sample: bool = False) -> Project:
        """Makes a project with a codebook (default: news) and, if asked, the sample articles."""
        if path.suffix not in SUFFIXES:
            raise UserError(f"{path.name}: a project's name ends in {' or '.join(SUFFIXES)}.")
        book = read_codebook(codebook or resource("codebooks", "news.toml"))
        row = layers.codebook_row(book, new_id(), timestamp())
        project = cls(Database.create(path, lambda conn: insert_row(conn, "codebook", row)), annotator)
        if sample:
            project.import_paths([sample_data("sample.jsonl")])
        return project

    @cached_property
    def queries(self) -> Queries:
        """What finds articles and spans by queries; not needed to open a window."""
        from annotator.store.queries import Queries

        return Queries(self._db, self)

    @cached_property
    def occurrences(self) -> Occurrences:
        """What finds all occurrences of a text; not needed to open a window."""
        from annotator.store.occurrences import Occurrences

        return Occurrences(self._db)

    @cached_property
    def suggesting(self) -> Suggesting:
        """What suggesters propose in this project; not needed to open a window."""
        from annotator.jobs.suggesting import Suggesting

        return Suggesting(self._db, self)

    @cached_property
    def exporting(self) -> Exporting:
        """Previews of exports, and splits; not needed to open a window."""
        from annotator.jobs.export_preview import Exporting

        return Exporting(self._db, self)

    @property
    def path(self) -> Path:
        return self._db.path

    @property
    def read_only(self) -> bool:
        return self._db.read_only

    def close(self) -> None:
        self._db.close()

    def wait_at_most(self, seconds: float) -> None:
        """How long to wait for what another program is writing, before a UserError says so."""
        self._db.wait_at_most(seconds)

    def article_ids(self, state: State | None = None) -> array[int]:
        """Ids in the order of the list."""
        with translated(self.path):
            return articles.article_ids(self._db.conn, self.annotator, self.everyone, state)

    def clusters(self) -> dict[int, int]:
        """The articles that have near-duplicates, each with the number of its group."""
        return self.groups.clusters()

    def summaries(self, ids: Sequence[int]) -> list[ArticleSummary]:
        """What the list shows of these articles; those that are gone are left out."""
        with translated(self.path):
            return articles.summaries(self._db.conn, ids, self.annotator, self.everyone, self.least_score)

    def state_counts(self) -> dict[State, int]:
        """How many articles are in each state."""
        with translated(self.path):
            return articles.state_counts(self._db.conn, self.annotator, self.everyone)

    def state(self, article_id: int) -> State:
        """How far the article is, as the list shows it."""
        with translated(self.path):
            return articles.state_of(self._db.conn, article_id, self.annotator, self.everyone)

    def search(self, query: str) -> Iterator[list[int]]:
        """Ids of matching articles in chunks, a short one first."""
        with translated(self.path):
            yield from search.search(self._db.conn, query)

    def load(self, article_id: int) -> OpenArticle | None:
        """The article with all that is shown of it; None if it is gone."""
        conn = self._db.conn
        layer = None if self.everyone else self.annotator
        with translated(self.path):
            article = articles.article(conn, article_id)
            if article is None:
                return None
            return OpenArticle(
                article,
                layers.spans(conn, article_id, layer) + layers.suggestions(conn, article_id),
                layers.relations(conn, article_id, layer) + layers.suggested_relations(conn, article_id),
                layers.zones(conn, article_id),
                comments(conn, article_id),
                articles.state_of(conn, article_id, self.annotator, self.everyone),
            )

    def all_spans(self, article_id: int) -> list[Span]:
        """The article's spans by position, of all annotators, whether their labels are shown or not."""
        with translated(self.path):
            return layers.spans(self._db.conn, article_id)

    def annotators(self) -> list[str]:
        """The names of all who have a layer here."""
        with translated(self.path):
            return layers.annotators(self._db.conn)

    def history_of(self, article_id: int, row_id: str) -> list[Change]:
        """The changes that touched one row, oldest first."""
        with translated(self.path):
            return entries.history_of(self._db.conn, article_id, row_id)

    # Changing

    def apply(self, command: Command, progress: Progress | None = None) -> Change | None:
        """Does it: on disk when this returns. None if there was nothing to change; raises UserError.

        ``progress`` is told how far a long command is; a false answer raises Cancelled, and nothing has changed.
        """
        with history.recording(self._db, self.annotator, command.name, progress) as (recorder, done):
            command.run(recorder, self._follow_codebook())
        return self.noted(done[0]) if done else None

    def undo(self, progress: Progress | None = None) -> Change | None:
        """Takes back the annotator's last change, in whichever article and session it was made."""
        return self.noted(history.undo(self._db, self.annotator, commands.check_restored, progress))

    def redo(self, progress: Progress | None = None) -> Change | None:
        """Brings back what undo took back last."""
        return self.noted(history.redo(self._db, self.annotator, commands.check_restored, progress))

    def pass_over(self, redo: bool = False) -> None:
        """Leaves out of undo (redo) the change that is next and that can't be taken (brought) back."""
        history.pass_over(self._db, self.annotator, redo)

    def is_wide(self, redo: bool = False) -> bool:
        """Whether undo (or redo) would touch so many rows that it had better run in a thread of its own."""
        with translated(self.path):
            found = (history.next_redo if redo else history.next_undo)(self._db.conn, self.annotator)
            return found is not None and history.is_wide(self._db.conn, found[0])

    def _follow_codebook(self) -> Codebook:
        """The codebook that is in the file now, taken over where another window has changed it."""
        if layers.codebook_id(self._db.conn) != self._codebook_id:
            self._codebook_id, self.codebook = layers.codebook(self._db.conn)
        return self.codebook

    def next_undo(self) -> str | None:
        """The name of the command that undo would take back."""
        with translated(self.path):
            found = history.next_undo(self._db.conn, self.annotator)
        return found and found[1]

    def next_redo(self) -> str | None:
        """The name of the command that redo would bring back."""
        with translated(self.path):
            found = history.next_redo(self._db.conn, self.annotator)
        return found and found[1]

    def poll(self) -> list[Change]:
        """The changes that other windows and programs made since the last call; cheap when there are none."""
        with translated(self.path):
            version = self._db.data_version()
            if version == self._version:
                return []
            self._version = version
            # Before the changes: an import may go on meanwhile, and what it brings then is for the next call.
            last_article = articles.last_id(self._db.conn)
            changes = self._runs.changes_since(self._db, self._seen, self._last_article)
            self._seen = max([self._seen, *(change.id for change in changes)])
            self._last_article = last_article
            self._follow_codebook()
            own, self._own = self._own, set()
            return [change for change in changes if change.id not in own]

    def noted(self, change: Change | None) -> Change | None:
        """The change, one that this project made itself and will not be told of again."""
        if change is not None:
            self._own.add(change.id)
            if change.wide or any(row.table == "codebook" for row in change.rows):
                with translated(self.path):
                    self._follow_codebook()
        return change

    # Import and export

    def import_paths(
        self,
        paths: Iterable[Path],
        format: str | None = None,
        progress: Progress | None = None,
        mapping: Mapping | None = None,
        whole_pages: bool = False,
        merge_labels: bool = False,
    ) -> ImportReport:
        """Adds the articles of files and folders; progress counts bytes; see ``run_import``, ``read_path``."""
        from annotator.formats.readers.files import FileImport

        files = FileImport(paths, format, progress, mapping, whole_pages, OPEN_PROJECTS.__contains__)
        return self._import(files.items(self._follow_codebook()), files.going, merge_labels=merge_labels)

    def import_stream(
        self,
        stream: BinaryIO,
        name: str,
        format: str | None = None,
        mapping: Mapping | None = None,
        whole_pages: bool = False,
        merge_labels: bool = False,
    ) -> ImportReport:
        """Adds the articles that a stream holds."""
        from annotator.formats.readers import read_stream

        book = self._follow_codebook()
        drafts = read_stream(stream, name, book, format, mapping=mapping, whole_pages=whole_pages)
        return self._import(drafts, merge_labels=merge_labels)

    def import_addresses(
        self, sources: Iterable[Source], progress: Progress | None = None, whole_pages: bool = False
    ) -> ImportReport:
        """Fetches web addresses, those in lists too, and adds their articles; progress counts addresses."""
        from annotator.formats.web import WebImport

        web = WebImport(sources, progress, whole_pages)
        with translated(self.path):
            known = articles.keys_of_addresses(self._db.conn, web.addresses)
        report = self._import(web.items(self._follow_codebook(), known), web.going)
        report.tell_known(known)
        report.cancelled = web.stopped
        return report

    def import_drafts(self, drafts: Iterable[Draft | Refusal], merge_labels: bool = False) -> ImportReport:
        """Adds articles that are in memory; where much is to be caught up with, it is left to :class:`Derived`."""
        self._follow_codebook()
        return self._import(iter(drafts), promptly=True, merge_labels=merge_labels)

    def _import(self, drafts: Iterator[Draft | Refusal], going: Going = lambda: True, **how: bool) -> ImportReport:
        from annotator.jobs.files import run_import

        report = run_import(self._db, self.annotator, drafts, going, self._codebook_id, **how)
        self.noted(report.change)
        return report

    def export(
        self, out: Path | None, wanted: ExportFilter, progress: Progress | None = None, how: Writing | None = None
    ) -> ExportReport:
        """Writes the project to ``out`` (None: only tells what would be written); progress counts articles."""
        from annotator.jobs.files import run_export

        return run_export(self._db, self._follow_codebook(), out, wanted, progress, how)

    def problems(self) -> Iterator[str]:
        """What is wrong with the file, a sentence each."""
        from annotator.store.check import problems

        with translated(self.path):
            yield from problems(self._db.conn, self._follow_codebook())

    def statistics(self) -> Statistics:
        """Counts of what the project holds."""
        from annotator.store.statistics import statistics

        with translated(self.path):
            return statistics(self._db.conn, self._follow_codebook())
