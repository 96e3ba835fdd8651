"""Which suggesters a person wants in a project: one answer for runs over the corpus and while reading."""

from __future__ import annotations

from annotator.jobs.suggesters import LEARNED
from annotator.project import Project
from annotator.ui.settings import Settings


def chosen_suggesters(project: Project, settings: Settings) -> tuple[str, ...] | None:
    """The suggesters to run, by name; None for all that there are."""
    there = project.suggesting.names()
    if project.suggesting.learned() is not None:
        there = (*there, LEARNED)
    return settings.suggesters(there)
