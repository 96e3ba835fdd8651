"""Codebooks and drafts for the tests of the editor."""

from __future__ import annotations

from annotator.core.codebook import Codebook
from annotator.core.resources import resource
from annotator.project import read_codebook
from annotator.ui.codebook.draft import DraftCodebook
from annotator.ui.codebook.draft_items import DraftAttribute, DraftLabel, DraftRelation, DraftValue


def news() -> Codebook:
    """The codebook that new projects have."""
    return read_codebook(resource("codebooks", "news.toml"))


def label_of(draft: DraftCodebook, name: str) -> DraftLabel:
    return next(label for label in draft.labels if label.name == name)


def attribute_of(draft: DraftCodebook, label: str, name: str) -> DraftAttribute:
    return next(attribute for attribute in label_of(draft, label).attributes if attribute.name == name)


def value_of(attribute: DraftAttribute, name: str) -> DraftValue:
    return next(value for value in attribute.values if value.name == name)


def relation_of(draft: DraftCodebook, name: str) -> DraftRelation:
    return next(relation for relation in draft.relations if relation.name == name)
