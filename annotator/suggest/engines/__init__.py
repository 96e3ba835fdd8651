"""Engines: suggesters that a person names by what they are and where they lie, beside those that there are.

None is loaded, and nothing is read or sent, unless it is named. Models come from folders of this computer only
and are never fetched; articles are sent to no other server than the one named. The libraries are extras of this
package, imported when the first article is read.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Protocol, runtime_checkable

from annotator.core.errors import UserError
from annotator.suggest.base import Context, HiccupError, OutOfUseError, Proposal, Suggester, Suggestions
from annotator.suggest.reading import Reading

NOT_ASKED = "not asked any more"
"""What is said of articles for which an engine that is out of use was not tried."""

_MOST_HICCUPS = 3
_FORMS = "spacy:FOLDER, transformers:FOLDER, gliner:FOLDER or openai:ADDRESS#MODEL"
_MODULES = {
    "spacy": "annotator.suggest.engines.spacy_pipeline:SpacyPipeline",
    "transformers": "annotator.suggest.engines.token_classifier:TokenClassifier",
    "gliner": "annotator.suggest.engines.gliner_model:GlinerModel",
    "openai": "annotator.suggest.engines.chat:Chat",
}


def engine(spec: str) -> Suggester:
    """The engine that ``KIND:WHERE`` names, such as ``spacy:/models/actors``; nothing is loaded yet.

    Raises UserError for what can't be one: no such kind, its library not installed, nothing there.
    """
    kind, colon, where = spec.partition(":")
    if kind not in _MODULES or not colon or not where.strip():
        raise UserError(f"{spec!r} is no engine; it is {_FORMS}.")
    module, _, name = _MODULES[kind].partition(":")
    made: Suggester = getattr(import_module(module), name)(where.strip())
    return made


@runtime_checkable
class _Stoppable(Protocol):
    def stop(self) -> None: ...


class Guarded:
    """An engine that others run beside: what a person has to mend puts it out of use, and ends nothing else.

    It is not asked again then, as a server that is away would be waited for in each article. So it is after
    hiccups in several articles in a row.
    """

    def __init__(self, made: Suggester) -> None:
        self._made = made
        self.name, self.version, self.kind, self.needs = made.name, made.version, made.kind, made.needs
        self.problem = ""
        self._hiccups = 0  # in a row

    def suggest(self, reading: Reading, known: Sequence[Proposal], context: Context) -> Suggestions:
        if self.problem:
            raise OutOfUseError(NOT_ASKED)
        try:
            found = self._made.suggest(reading, known, context)
        except UserError as error:
            self.problem = str(error)
            raise OutOfUseError(self.problem) from error
        except HiccupError as error:
            self._hiccups += 1
            if self._hiccups == _MOST_HICCUPS:
                self.problem = str(error)
            raise
        except Exception:
            self._hiccups = 0  # a fault of this article alone: whoever was asked did answer
            raise
        self._hiccups = 0
        return found

    def stop(self) -> None:
        """Ends a question under way, from another thread, for an engine that can; it is asked no more."""
        self.problem = "stopped"
        if isinstance(self._made, _Stoppable):
            self._made.stop()


def engines(specs: tuple[str, ...]) -> list[Suggester]:
    """The engines in order. Raises UserError, also where two have the same name."""
    made: dict[str, Suggester] = {}
    for spec in specs:
        one = engine(spec)
        if one.name in made:
            raise UserError(
                f"Two engines have the name {one.name!r}: give one of them by itself, or rename a folder."
            )
        made[one.name] = one
    return list(made.values())
