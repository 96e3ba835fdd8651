"""What a person does to a project. Each command is a value with a ``name`` and a ``run`` that writes its rows."""

from annotator.commands.articles import DeleteArticles, EditArticle, SetState
from annotator.commands.base import Command
from annotator.commands.comments import AddComment
from annotator.commands.relations import AddRelation, DeleteRelation
from annotator.commands.spans import AddSpan, DeleteSpans, RelabelSpan, ResizeSpan, SetAttribute, SetNote
from annotator.commands.suggestions import AcceptSuggestions, RejectSuggestion
from annotator.commands.zones import ZONE_KINDS, AddZone, DeleteZone, SetZoneKind

__all__ = [
    "ZONE_KINDS",
    "AcceptSuggestions",
    "AddComment",
    "AddRelation",
    "AddSpan",
    "AddZone",
    "Command",
    "DeleteArticles",
    "DeleteRelation",
    "DeleteSpans",
    "DeleteZone",
    "EditArticle",
    "RejectSuggestion",
    "RelabelSpan",
    "ResizeSpan",
    "SetAttribute",
    "SetNote",
    "SetState",
    "SetZoneKind",
]
