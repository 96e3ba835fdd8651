"""Which suggesters a person wants in a project: one answer for runs over the corpus and while reading."""

from __future__ import annotations

from annotator.jobs.suggesters import LEARNED
from annotator.project import Project


def chosen_suggesters(project: Project, off: frozenset[str]) -> tuple[str, ...] | None:
    """The suggesters to run, by name, where those of ``off`` (see Settings) are not to; None for all."""
    there = project.suggesting.names()
    learned = project.suggesting.learned()
    if learned is not None and learned.is_used:
        there = (*there, LEARNED)
    return tuple(name for name in there if name not in off) if off.intersection(there) else None
