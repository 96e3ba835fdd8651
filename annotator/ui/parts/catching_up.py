"""What an interrupted import, or an older program, left undone is done while nobody waits for it."""

from __future__ import annotations

from collections.abc import Callable

from annotator.project import Project
from annotator.ui.parts.worker import Job


def catch_up(project: Project, then: Callable[[], object]) -> None:
    """Tells search and groups, in a thread, of the articles that they don't know yet; ``then`` follows."""
    if project.derived.is_behind():
        job = Job(project.path, project.annotator, lambda opened, progress: opened.derived.catch_up(progress))
        job.finished_with.connect(then)
        job.start()
