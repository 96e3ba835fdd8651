"""Proposes what was learned of this project."""

from __future__ import annotations

from collections.abc import Sequence

from annotator.core.codebook import Codebook
from annotator.suggest.base import Context, Proposal, Suggestions
from annotator.suggest.evaluation import overlapping
from annotator.suggest.learned.choosing import choice_features
from annotator.suggest.learned.features import features
from annotator.suggest.learned.model import Labeller, Model
from annotator.suggest.learned.sieving import sieve_features, stand
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
            if context.codebook.label(label) is not None:
                self._label(label, labeller, reading, seen, known, made)
        self._choose(reading, [*known, *made.proposals], made, context.codebook)
        return made

    def _label(
        self,
        label: str,
        labeller: Labeller,
        reading: Reading,
        seen: list[list[str]],
        known: Sequence[Proposal],
        made: Suggestions,
    ) -> None:
        existing = [one.segments for one in known if one.label == label and one.existing is not None]
        before = [one for one in known if one.label == label and one.existing is None]
        found = labeller.chain.find(seen) if labeller.chain is not None else []
        places = [place(reading, one.stretches) for one in found]
        # What people labelled is right as it is.
        taken = {n for n, _ in overlapping(places, existing)}
        fresh = [
            Proposal(label, segments, labeller.score(one.probability), self._reasons.get(label, ""))
            for n, (one, segments) in enumerate(zip(found, places, strict=True))
            if n not in taken
        ]
        sieve = labeller.sieve
        through = [
            sieve is not None and sieve.likely(sieve_features(reading, seen, one)) >= sieve.least for one in before
        ]
        standing = stand(label, [one.segments for one in fresh], before, through)
        for old, n in standing.instead:
            new = None if n is None else fresh[n]
            if new is not None:
                new.attributes = dict(old.attributes)
                new.actor_id, new.concept_id, new.cue = old.actor_id, old.concept_id, old.cue
            made.instead.append((old, new))
        made.proposals += [fresh[n] for n in standing.new]

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
