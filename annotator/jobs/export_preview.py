"""What an export will be like, before it is made: the preview of one article, and the splits."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.commands import SetSplits
from annotator.formats.writers.losses import Losses
from annotator.formats.writers.registry import FORMATS, find_format
from annotator.formats.writers.targets import MARK, MemoryTarget
from annotator.jobs.export_filter import ExportFilter
from annotator.jobs.export_run import ExportRun, Order, found_articles
from annotator.jobs.exporting import Writing, require_begin
from annotator.jobs.progress import Progress
from annotator.jobs.splitting import KeptPlan, SplitPlan, SplitReport, split_articles
from annotator.store.annotations import codebook
from annotator.store.bulk import export_rows
from annotator.store.database import Database

if TYPE_CHECKING:
    from annotator.project import Project


@dataclass(frozen=True, slots=True)
class Preview:
    """What an export makes of one article: its files as text, by name ("" for the only one), and what it loses.

    Those of the article alone come first.
    """

    files: dict[str, str]
    losses: Losses

    @property
    def text(self) -> str:
        """All files, each below its name; "" where nothing would be written."""
        return "\n\n".join(f"— {name} —\n{content}" if name else content for name, content in self.files.items())


class Exporting:
    """Looks at the articles of one project as an export would."""

    def __init__(self, db: Database, project: Project) -> None:
        self._db = db
        self._project = project

    def preview(self, article_id: int, wanted: ExportFilter, how: Writing | None = None) -> Preview | None:
        """What an export would write of one article; None if it would leave it out. Raises UserError."""
        how = how or Writing()
        form = find_format(how.format or FORMATS[0].name)
        with self._db.snapshot() as conn:
            _, labels = codebook(conn)
            found = found_articles(conn, labels, wanted, only=article_id)
            run = ExportRun(conn, Order(labels, wanted, form, how.options, found), only=article_id)
            within = article_id, article_id
            for item in export_rows(conn, wanted.annotator, wanted.suggestions, wanted.comments, within):
                record = run.record(item)
                losses = run.setup.losses
                if record is None:
                    return Preview({}, losses) if losses.counts else None
                target = MemoryTarget(how.folder or not form.suffixes)
                writer = form.writer(run.setup, target)
                common = set(target.files())
                writer.write(record)
                writer.finish()
                # The article's own files before those that are the same for all.
                made = sorted(target.files().items(), key=lambda file: file[0] in common)
                files = {name: form.shown(name, content) for name, content in made}
                files.pop(MARK, None)
                return Preview(files, losses)
        return None

    def require_begin(self, out: Path, wanted: ExportFilter, how: Writing) -> None:
        """Raises UserError where an export couldn't even begin, before articles are split for its sake."""
        require_begin(self._db, self._project.codebook, out, wanted, how)

    def split(
        self, wanted: ExportFilter, plan: SplitPlan, progress: Progress | None = None, dry: bool = False
    ) -> SplitReport:
        """Gives each article that an export takes a split, as one change; ``dry`` only tells which.

        What has a split keeps it, unless the plan says otherwise. Raises UserError, Cancelled.
        """
        splits, report = split_articles(self._db, wanted, plan, progress)
        report.dry_run = dry
        if splits and not dry:
            kept = KeptPlan(report.plan, report.new + report.moved, report.whole)
            report.change = self._project.apply(SetSplits(splits, kept.dumps()), progress)
        return report
