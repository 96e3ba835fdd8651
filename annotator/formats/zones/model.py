"""Tells the lines of an article from those of the page around it.

Each line has log odds for being article text: the sum of the weights of its features, learned by logistic
regression. The best path through all lines then pays for each change between article and page, so that a line is
not taken out of its neighbours' company lightly. What no article says stays out whatever the path says.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from annotator.formats.zones.features import core_of, features, prose_of
from annotator.formats.zones.headline import candidates
from annotator.formats.zones.lines import MIDDLE, SHORT, Line, long_cues
from annotator.formats.zones.weights import HEADLINE, LINE
from annotator.formats.zones.words import STRONG, Cue

_LEAVING, _ENTERING = 1.0, 2.0  # what it costs to change from article to page, and back
_LEANING = 0.7  # towards article text: what is lost hurts more than what is left over
_INTERRUPTION = -1.0  # an advert or a caption is taken out and says little of what is around it
_LEAST_GOING_ON = 2  # paragraphs: a single one may tell of another article
_NEVER = (
    Cue.COMMENTS
    | Cue.ADVERT
    | Cue.SOCIAL
    | Cue.PAGES
    | Cue.SUBSCRIBE
    | Cue.FORM
    | Cue.RELATED
    | Cue.TAGS
    | Cue.NAVIGATION
    | Cue.LEGAL
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What the model makes of a page: for each line whether it is article text, and how sure that is (to 1)."""

    headline: int | None
    article: list[bool]
    sure: list[float]


def read_page(lines: Sequence[Line]) -> Reading:
    """Reads all lines of a page at once; about 20 µs a line."""
    prose = prose_of(lines)
    headline = choose_headline(lines, prose)
    weigh = LINE.get
    odds = [
        sum([weigh(name, 0.0) for name in found]) + _LEANING
        for found in features(lines, prose, headline if headline is not None else 0)
    ]
    article = _path(
        [
            max(value, _INTERRUPTION) if _interrupts(line) else value
            for line, value in zip(lines, odds, strict=True)
        ]
    )
    _take_out(lines, prose, article)
    _go_on(lines, prose, article)
    if headline is not None:
        article[headline] = True
    sure = []
    for kept, value in zip(article, odds, strict=True):
        chance = 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, value))))
        sure.append(round(max(0.5, chance if kept else 1.0 - chance), 3))
    return Reading(headline, article, sure)


def choose_headline(lines: Sequence[Line], prose: Sequence[int]) -> int | None:
    """The number of the line that is most likely the headline; None where no line may be it."""
    best, chosen = -math.inf, None
    for i, found in candidates(lines, core_of(lines, prose, 12.0), core_of(lines, prose, 4.0), prose):
        score = sum([HEADLINE.get(name, 0.0) for name in found])
        if score > best:
            best, chosen = score, i
    return chosen


def _interrupts(line: Line) -> bool:
    return line.words <= SHORT and bool(line.cues & (Cue.ADVERT | Cue.SUBSCRIBE | Cue.CAPTION))


def _path(odds: Sequence[float]) -> list[bool]:
    """The cheapest way through the lines (Viterbi)."""
    if not odds:
        return []
    page, article = 0.0, odds[0]
    came: list[tuple[bool, bool]] = []
    for value in odds[1:]:
        from_article = article - _LEAVING > page
        stay = article >= page - _ENTERING
        came.append((from_article, stay))
        page, article = (
            article - _LEAVING if from_article else page,
            (article if stay else page - _ENTERING) + value,
        )
    state = article > page
    path = [state]
    for from_article, stay in reversed(came):
        state = stay if state else from_article
        path.append(state)
    path.reverse()
    return path


def _take_out(lines: Sequence[Line], prose: Sequence[int], article: list[bool]) -> None:
    """Takes out what no article says: "Share this", a byline with its date, the headline under "Read also"."""
    for i, line in enumerate(lines):
        cues = line.cues & STRONG
        if line.words <= SHORT:
            # Of a sentence that is asked which says what no paragraph does.
            said = long_cues(line.key) if line.ends and line.words > 8 else cues
            if said & _NEVER:
                article[i] = False
            if line.pure or (cues & Cue.BYLINE and line.dated) or (cues & Cue.CAPTION and line.words <= 10):
                article[i] = False
        elif line.words <= MIDDLE and cues & (_NEVER | Cue.COOKIES):
            article[i] = False
        before = lines[i - 1] if i else None
        if (
            before is not None
            and not article[i - 1]
            and before.words <= 6
            and before.cues & Cue.RELATED
            and 3 <= line.words <= 18
            and prose[i] != 2
        ):
            article[i] = False


def _go_on(lines: Sequence[Line], prose: Sequence[int], article: list[bool]) -> None:
    """Keeps paragraphs right below "Page 1 of 2": whoever pastes the pages of an article one below the other."""
    run: list[int] = []
    follows = False
    for i, line in enumerate(lines):
        if line.words <= SHORT and line.cues & STRONG & Cue.PAGES:
            follows, run = any(article[:i]), []
        elif follows and prose[i] == 2 and not line.cues & STRONG:
            run.append(i)
            if len(run) >= _LEAST_GOING_ON:
                for kept in run:
                    article[kept] = True
        else:
            follows = False
