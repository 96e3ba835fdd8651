"""What a person does to a project. Each command is a value with a ``name`` and a ``run`` that writes its rows."""

from annotator.commands.actors import (
    CreateActor,
    DeleteActor,
    EditActor,
    ImportActors,
    MergeActors,
    SetActor,
    SplitActor,
)
from annotator.commands.articles import DeleteArticles, EditArticle, SetSplits, SetState
from annotator.commands.base import Command
from annotator.commands.carrying import CarryLabels
from annotator.commands.codebook import SetCodebook
from annotator.commands.comments import AddComment, DeleteComment, EditComment, SetCommentOpen, ToggleFlag
from annotator.commands.concepts import (
    CreateConcept,
    DeleteConcept,
    EditConcept,
    ImportConcepts,
    MergeConcepts,
    MoveConcepts,
    SetConcept,
    SplitConcept,
)
from annotator.commands.correction import CorrectText
from annotator.commands.occurrences import LabelOccurrences, LinkOccurrences, UnlabelOccurrences
from annotator.commands.recode import Recode
from annotator.commands.relations import AddRelation, DeleteRelation
from annotator.commands.restoring import check_restored
from annotator.commands.segments import AddSegment, JoinSpans, RemoveSegment, SplitSpan
from annotator.commands.spans import AddSpan, DeleteSpans, RelabelSpan, ResizeSpan, SetAttribute, SetNote
from annotator.commands.suggestions import (
    AcceptLinks,
    AcceptSuggestions,
    Edit,
    EditSuggestion,
    RejectSuggestion,
)
from annotator.commands.zones import ZONE_KINDS, AddZone, DeleteZone, SetZoneKind

__all__ = [
    "ZONE_KINDS",
    "AcceptLinks",
    "AcceptSuggestions",
    "AddComment",
    "AddRelation",
    "AddSegment",
    "AddSpan",
    "AddZone",
    "CarryLabels",
    "Command",
    "CorrectText",
    "CreateActor",
    "CreateConcept",
    "DeleteActor",
    "DeleteArticles",
    "DeleteComment",
    "DeleteConcept",
    "DeleteRelation",
    "DeleteSpans",
    "DeleteZone",
    "Edit",
    "EditActor",
    "EditArticle",
    "EditComment",
    "EditConcept",
    "EditSuggestion",
    "ImportActors",
    "ImportConcepts",
    "JoinSpans",
    "LabelOccurrences",
    "LinkOccurrences",
    "MergeActors",
    "MergeConcepts",
    "MoveConcepts",
    "Recode",
    "RejectSuggestion",
    "RelabelSpan",
    "RemoveSegment",
    "ResizeSpan",
    "SetActor",
    "SetAttribute",
    "SetCodebook",
    "SetCommentOpen",
    "SetConcept",
    "SetNote",
    "SetSplits",
    "SetState",
    "SetZoneKind",
    "SplitActor",
    "SplitConcept",
    "SplitSpan",
    "ToggleFlag",
    "UnlabelOccurrences",
    "check_restored",
]
