"""A GLiNER model, from a folder: it finds what the titles of the codebook's labels say, without training."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from annotator.core.codebook import Codebook
from annotator.suggest.base import Context, Proposal, Suggestions
from annotator.suggest.engines import folders
from annotator.suggest.engines.entities import Labels, pieces, proposals
from annotator.suggest.reading import Reading

_KIND = "GLiNER model"
_LONGEST = 1_200  # code points at once: a model cuts off what is beyond some 384 words
_LEAST = 0.5  # score
_UNITS = ("word", "name")  # it finds spans of a dozen words at most


class GlinerModel:
    """Asked for the titles of all labels whose spans are words or names."""

    kind = "model"
    needs: tuple[str, ...] = ()

    def __init__(self, where: str) -> None:
        folders.require("gliner")
        self._path = folders.model_folder(where, _KIND, ("gliner_config.json",))
        self.name = f"gliner:{folders.folder_name(self._path)}"
        self.version = folders.stamp(self._path)

    def suggest(self, reading: Reading, known: Sequence[Proposal], context: Context) -> Suggestions:
        labels = context.prepared("engines.labels", lambda: Labels(context.codebook))
        titles = context.prepared("engines.titles", lambda: _titles(context.codebook))
        found: list[tuple[str, int, int, float]] = []
        for lo, hi in pieces(reading, _LONGEST) if titles else ():
            for one in self._model.predict_entities(reading.text[lo:hi], list(titles), threshold=_LEAST):
                found.append((titles[one["label"]], lo + one["start"], lo + one["end"], float(one["score"])))
        return Suggestions(proposals(reading, labels, found, self.name))

    @cached_property
    def _model(self) -> Any:
        with folders.loading(self._path, _KIND):
            from gliner import GLiNER

            return GLiNER.from_pretrained(str(self._path), local_files_only=True)


def _titles(codebook: Codebook) -> dict[str, str]:
    """What the model is asked for, and the labels that it stands for."""
    return {label.title or label.name: label.name for label in codebook.labels if label.unit in _UNITS}
