"""Proposes what was learned of this project."""

from __future__ import annotations

from collections.abc import Sequence

from annotator.core.codebook import Codebook
from annotator.core.models import Segments
from annotator.suggest.base import Context, Proposal, Suggestions
from annotator.suggest.evaluation import shared
from annotator.suggest.learned.choosing import choice_features, matches
from annotator.suggest.learned.features import features
from annotator.suggest.learned.model import Model
from annotator.suggest.learned.tagging import place
from annotator.suggest.reading import Reading
from annotator.suggest.registry import LEARNED


class Learned:
    """The suggester of a project's model; it builds on, and comes after, the suggesters that the model knows.

    For each label that it finds better than they do, its proposals stand instead of theirs.
    """

    name = LEARNED
    kind = "model"

    def __init__(self, model: Model) -> None:
        self._model = model
        self.version = model.version
        self.needs = model.stacks_on
        self._reasons = {
            label: f"learned from {len(model.articles)} articles (F1 {rating.learned.f1:.2f})"
            for label in model.labellers
            if (rating := model.rating(label)) is not None
        }

    def suggest(self, reading: Reading, known: Sequence[Proposal], context: Context) -> Suggestions:
        made = Suggestions()
        seen = features(reading, known) if self._model.labellers else []
        for label, labeller in self._model.labellers.items():
            if context.codebook.label(label) is None:
                continue
            existing = [one.segments for one in known if one.label == label and one.existing is not None]
            fresh = [
                Proposal(
                    label,
                    segments,
                    labeller.score(found.probability),
                    self._reasons.get(label, ""),
                )
                for found in labeller.chain.find(seen)
                if not _overlaps(segments := place(reading, found.stretches), existing)
            ]
            before = [one for one in known if one.label == label and one.existing is None]
            self._stand_instead(fresh, before, made)
            made.proposals += fresh
        self._choose(reading, [*known, *made.proposals], made, context.codebook)
        return made

    def _stand_instead(self, fresh: list[Proposal], before: list[Proposal], made: Suggestions) -> None:
        if not before:
            return
        taken = {id(old): None for old in before}
        of_same = matches([one.segments for one in fresh], before[0].label, before)
        for new, old in zip(fresh, of_same, strict=True):
            if old is not None:
                del taken[id(old)]
                new.attributes = dict(old.attributes)
                new.actor_id, new.concept_id, new.cue = old.actor_id, old.concept_id, old.cue
                if old.segments != new.segments:
                    made.instead.append((old, new))
        made.instead += [(old, None) for old in before if id(old) in taken]

    def _choose(self, reading: Reading, proposals: list[Proposal], made: Suggestions, codebook: Codebook) -> None:
        """Sets choice attributes: of the proposals made here whatever was set, of others where nothing is."""
        own = {id(one) for one in made.proposals}
        for (name, attribute), chooser in self._model.choosers.items():
            label = codebook.label(name)
            allowed = label.attribute(attribute) if label is not None else None
            if allowed is None:
                continue
            for one in proposals:
                ruled = one.attributes.get(attribute)
                if one.label == name and one.existing is None and (id(one) in own or ruled is None):
                    value = chooser.choose(choice_features(reading, one.segments, ruled))
                    if value in allowed.values:
                        one.attributes[attribute] = value


def _overlaps(segments: Segments, others: Sequence[Segments]) -> bool:
    return any(shared(segments, other) for other in others)
