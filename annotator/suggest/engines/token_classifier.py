"""A token-classification model of transformers, from a folder."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from annotator.core.errors import UserError
from annotator.suggest.base import Context, Proposal, Suggestions
from annotator.suggest.engines import folders
from annotator.suggest.engines.entities import Labels, pieces, proposals
from annotator.suggest.reading import Reading

_KIND = "token-classification model"
_LONGEST = 50_000  # code points at once; the pipeline keeps what all windows of a text gave
_WINDOW = 512  # tokens, where the model doesn't say
_UNUSED = 2  # positions that some models (RoBERTa) count and don't use


class TokenClassifier:
    """Its labels become mentions of actors, or what the codebook calls so.

    A text that is longer than the model's window is read in windows that overlap by a quarter.
    """

    kind = "model"
    needs: tuple[str, ...] = ()

    def __init__(self, where: str) -> None:
        folders.require("transformers")
        self._path = folders.model_folder(where, _KIND, ("config.json",))
        self.name = f"transformers:{folders.folder_name(self._path)}"
        self.version = folders.stamp(self._path)

    def suggest(self, reading: Reading, known: Sequence[Proposal], context: Context) -> Suggestions:
        labels = context.prepared("engines.labels", lambda: Labels(context.codebook))
        classify, stride = self._pipeline
        found: list[tuple[str, int, int, float]] = []
        for lo, hi in pieces(reading, _LONGEST):
            for one in classify(reading.text[lo:hi], stride=stride):
                found.append((one["entity_group"], lo + one["start"], lo + one["end"], float(one["score"])))
        return Suggestions(proposals(reading, labels, found, self.name))

    @cached_property
    def _pipeline(self) -> tuple[Any, int]:
        """What classifies a text, and by how many tokens its windows overlap."""
        with folders.loading(self._path, _KIND):
            import transformers

            tokenizer = transformers.AutoTokenizer.from_pretrained(self._path, local_files_only=True)
            model = transformers.AutoModelForTokenClassification.from_pretrained(self._path, local_files_only=True)
            positions = getattr(model.config, "max_position_embeddings", None)
            window = positions if positions and positions > _UNUSED else _WINDOW
            # A tokenizer that was never told has 10³⁰.
            tokenizer.model_max_length = window = min(tokenizer.model_max_length, window - _UNUSED)
            classify = transformers.pipeline(
                "token-classification", model=model, tokenizer=tokenizer, aggregation_strategy="simple"
            )
        if not tokenizer.is_fast:
            raise UserError(f"The model in {self._path} has a slow tokenizer, which can't tell where words stand.")
        return classify, window // 4
