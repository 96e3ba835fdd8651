"""Direct quotations: candidates between marks, weighed by what is seen in and around them."""

from __future__ import annotations

from annotator.suggest.base import Context, Proposal
from annotator.suggest.quotes.evidence import WEIGHTS, evidence, score
from annotator.suggest.quotes.marks import candidates
from annotator.suggest.quotes.view import View
from annotator.suggest.reading import Reading

LEAST = 0.5


def direct(reading: Reading, context: Context) -> list[Proposal]:
    """The direct quotations of an article, in order."""
    found: list[Proposal] = []
    end = 0
    for candidate in candidates(reading):
        view = View(reading, candidate)
        names = list(evidence(view, candidate.end <= end))
        total = score(sum(WEIGHTS[name] for name in names))
        if total >= LEAST:
            end = max(end, candidate.end)
            cue = view.cue_after or view.cue_before or view.cue_later
            found.append(
                Proposal(
                    "QUOTE",
                    candidate.segments,
                    round(total, 3),
                    ", ".join(names),
                    {"form": "direct"},
                    cue=(((cue.start, cue.end),) if cue else ()),
                )
            )
    return found
