"""A spaCy pipeline, from a folder or installed as a package: its entities, and its span groups."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import cached_property
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.core.errors import UserError
from annotator.suggest.base import Context, Proposal, Suggestions
from annotator.suggest.engines import folders
from annotator.suggest.engines.entities import Labels, pieces, proposals
from annotator.suggest.reading import Reading

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

_KIND = "spaCy pipeline"
_LONGEST = 100_000  # code points at once: spaCy takes some GB for 1,000,000, and refuses more
_SCORE = 0.7  # its entities have none


class SpacyPipeline:
    """Entities become mentions of actors, span groups (of a spancat, say) what the codebook calls so.

    A label that the codebook has stands for itself, whichever of the two it comes from.
    """

    kind = "model"
    needs: tuple[str, ...] = ()

    def __init__(self, where: str) -> None:
        folders.require("spacy")
        self._where: Path | str
        try:
            found = version(where) if where.isidentifier() else ""
        except PackageNotFoundError:
            found = ""
        if found and not Path(where).is_dir():
            self._where, self.version = where, found
            self.name = f"spacy:{where}"
        else:
            self._where = path = folders.model_folder(where, _KIND, ("config.cfg",))
            self.version = f"{_version(path)}+{folders.stamp(path)}"
            self.name = f"spacy:{folders.folder_name(path)}"

    def suggest(self, reading: Reading, known: Sequence[Proposal], context: Context) -> Suggestions:
        labels = context.prepared("engines.labels", lambda: Labels(context.codebook))
        found: list[tuple[str, int, int, float]] = []
        for lo, hi in pieces(reading, _LONGEST):
            doc = self._pipeline(reading.text[lo:hi])
            found += [(name, lo + start, lo + end, score) for name, start, end, score in _found(doc)]
        return Suggestions(proposals(reading, labels, found, self.name))

    @cached_property
    def _pipeline(self) -> Language:
        with folders.loading(self._where, _KIND):
            import spacy

            return spacy.load(self._where)


def _found(doc: Doc) -> Iterator[tuple[str, int, int, float]]:
    for entity in doc.ents:
        yield entity.label_, entity.start_char, entity.end_char, _SCORE
    for group in doc.spans.values():
        scores = group.attrs.get("scores")
        for at, span in enumerate(group):
            score = float(scores[at]) if scores is not None and at < len(scores) else _SCORE
            yield span.label_, span.start_char, span.end_char, min(max(score, 0.0), 1.0)


def _version(path: Path) -> str:
    """The version that the pipeline gives itself."""
    try:
        meta = json.loads((path / "meta.json").read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise UserError(f"The folder {path} is no {_KIND}: it has no meta.json that can be read.") from error
    return str(meta.get("version", "")) if isinstance(meta, dict) else ""
