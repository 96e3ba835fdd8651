"""The engines of transformers and GLiNER, against stand-ins with the signatures of these libraries.

The libraries themselves need torch, which is larger than all else together; so what is tested here is what this
program asks of them and makes of their answers, not that they answer so.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterator
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any, ClassVar

import pytest

from annotator.core.codebook import Codebook, Label
from annotator.core.errors import UserError
from annotator.suggest.engines import engine
from tests.suggest.engines.making import suggested, suggestions, words

TEXT = "🚢 Am Tor stand Ohlsen vom Hafenbund. Ohlsens Boot lag in Brakesund."


@pytest.fixture
def stand_in(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], ModuleType]:
    """Makes a module of that name importable, which the test fills."""
    for name in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE", "HF_HUB_DISABLE_TELEMETRY"):
        monkeypatch.setenv(name, "0")

    def make(name: str) -> ModuleType:
        module = ModuleType(name)
        module.__spec__ = ModuleSpec(name, None)
        monkeypatch.setitem(sys.modules, name, module)
        return module

    return make


class Classifier:
    """As transformers.TokenClassificationPipeline: entities of windows of the text, merged, as dictionaries."""

    def __init__(self, task: str, *, model: Any, tokenizer: Any, aggregation_strategy: str) -> None:
        assert (task, aggregation_strategy) == ("token-classification", "simple")
        self.tokenizer = tokenizer

    def __call__(self, text: str, *, stride: int) -> Iterator[dict[str, Any]]:
        assert 0 < stride < self.tokenizer.model_max_length
        # "Ohlsens" in two tokens, as a tokenizer of word pieces has it.
        for word, name in (("Ohl", "PER"), ("sens?", "PER"), ("Hafenbund", "ORG"), ("Tor", "MISC")):
            for match in re.finditer(word, text):
                start, end = match.span()
                yield {"entity_group": name, "score": 0.9, "word": word.lower(), "start": start, "end": end}


def transformers(module: ModuleType, longest: int = 10**30, positions: int | None = 512, fast: bool = True) -> Any:
    """Fills the stand-in; returns its tokenizer."""
    tokenizer = SimpleNamespace(model_max_length=longest, is_fast=fast)
    loaded: list[Any] = []

    def load(result: Any) -> SimpleNamespace:
        def from_pretrained(path: Path, *, local_files_only: bool) -> Any:
            assert local_files_only
            assert os.environ["HF_HUB_OFFLINE"] == os.environ["TRANSFORMERS_OFFLINE"] == "1"
            if (path / "damaged").exists():
                raise OSError("no file named\n model.safetensors")
            loaded.append(path)
            return result

        return SimpleNamespace(from_pretrained=from_pretrained)

    model = SimpleNamespace(config=SimpleNamespace(max_position_embeddings=positions))
    module.AutoTokenizer = load(tokenizer)  # type: ignore[attr-defined]
    module.AutoModelForTokenClassification = load(model)  # type: ignore[attr-defined]
    module.pipeline = Classifier  # type: ignore[attr-defined]
    tokenizer.loaded = loaded
    return tokenizer


def test_entities_of_a_token_classifier(stand_in: Callable[[str], ModuleType], tmp_path: Path) -> None:
    tokenizer = transformers(stand_in("transformers"))
    (tmp_path / "config.json").write_text("{}")
    made = engine(f"transformers:{tmp_path}")
    assert (made.name, made.kind, tokenizer.loaded) == (f"transformers:{tmp_path.name}", "model", [])
    found = suggested(made, TEXT)
    assert words(TEXT, found) == [("ACTOR", "Ohlsen"), ("ACTOR", "Hafenbund"), ("ACTOR", "Ohlsens")]
    assert [one.attributes["kind"] for one in found.proposals] == ["person", "organisation", "person"]
    assert [one.score for one in found.proposals] == [0.9] * 3
    assert tokenizer.model_max_length == 510
    suggested(made, TEXT)
    assert len(tokenizer.loaded) == 2, "tokenizer and model are loaded once"


@pytest.mark.parametrize(
    ("longest", "positions", "window"), [(10**30, 64, 62), (128, 512, 128), (10**30, None, 510), (10**30, -1, 510)]
)
def test_windows_are_those_of_the_model(
    stand_in: Callable[[str], ModuleType], tmp_path: Path, longest: int, positions: int | None, window: int
) -> None:
    tokenizer = transformers(stand_in("transformers"), longest, positions)
    (tmp_path / "config.json").write_text("{}")
    assert suggestions(engine(f"transformers:{tmp_path}"), TEXT).proposals
    assert tokenizer.model_max_length == window


def test_long_texts_have_their_offsets(
    stand_in: Callable[[str], ModuleType], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    transformers(stand_in("transformers"))
    (tmp_path / "config.json").write_text("{}")
    monkeypatch.setattr("annotator.suggest.engines.token_classifier._LONGEST", 100)
    text = f"{TEXT}\n" * 5
    assert (
        words(text, suggested(engine(f"transformers:{tmp_path}"), text))
        == [
            ("ACTOR", "Ohlsen"),
            ("ACTOR", "Hafenbund"),
            ("ACTOR", "Ohlsens"),
        ]
        * 5
    )


def test_what_is_no_token_classifier_is_one_sentence(
    stand_in: Callable[[str], ModuleType], tmp_path: Path
) -> None:
    transformers(stand_in("transformers"), fast=False)
    with pytest.raises(UserError, match=r"is no token-classification model: it has no config\.json"):
        engine(f"transformers:{tmp_path}")
    (tmp_path / "config.json").write_text("{}")
    with pytest.raises(UserError, match="has a slow tokenizer"):
        suggested(engine(f"transformers:{tmp_path}"), TEXT)
    (tmp_path / "damaged").touch()
    with pytest.raises(UserError, match=r"as a token-classification model \(OSError: no file named model\.safe"):
        suggested(engine(f"transformers:{tmp_path}"), TEXT)


def test_a_hub_that_is_imported_already_is_told(stand_in: Callable[[str], ModuleType], tmp_path: Path) -> None:
    transformers(stand_in("transformers"))
    hub = stand_in("huggingface_hub.constants")
    hub.HF_HUB_OFFLINE = False  # type: ignore[attr-defined]
    (tmp_path / "config.json").write_text("{}")
    suggested(engine(f"transformers:{tmp_path}"), TEXT)
    assert hub.HF_HUB_OFFLINE is True


class Gliner:
    """As gliner.GLiNER: entities for names of kinds that are given with the text."""

    asked: ClassVar[list[list[str]]] = []

    @classmethod
    def from_pretrained(cls, path: str, *, local_files_only: bool) -> Gliner:
        assert local_files_only
        assert os.environ["HF_HUB_OFFLINE"] == "1"
        if Path(path, "damaged").exists():
            raise ValueError("no such class")
        return cls()

    def predict_entities(self, text: str, labels: list[str], *, threshold: float) -> list[dict[str, Any]]:
        self.asked.append(labels)
        found = re.finditer("Ohlsen|Brakesund", text)
        return [
            {"start": one.start(), "end": one.end(), "text": one[0], "label": labels[0], "score": threshold}
            for one in found
        ]


def test_gliner_is_asked_for_the_titles_of_labels(
    stand_in: Callable[[str], ModuleType], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in("gliner").GLiNER = Gliner  # type: ignore[attr-defined]
    monkeypatch.setattr(Gliner, "asked", [])
    (tmp_path / "gliner_config.json").write_text("{}")
    made = engine(f"gliner:{tmp_path}")
    text = f"{TEXT}\n" * 30
    found = suggested(made, text)
    assert words(text, found) == [("ACTOR", "Ohlsen"), ("ACTOR", "Ohlsens"), ("ACTOR", "Brakesund")] * 30
    assert {one.score for one in found.proposals} == {0.5}
    assert len(Gliner.asked) > 1, "in pieces that it doesn't cut off"
    assert {tuple(labels) for labels in Gliner.asked} == {("Actor", "Cue")}, "no quotes nor clauses"
    own = Codebook("x", labels=(Label("HARBOUR", "Name of a harbour", "H", "#000000", "#ffffff"),))
    assert {one.label for one in suggestions(made, TEXT, own).proposals} == {"HARBOUR"}
    none = Codebook("x", labels=(Label("CLAIM", "Claim", "C", "#000000", "#ffffff", unit="clause"),))
    Gliner.asked.clear()
    assert suggestions(made, TEXT, none).proposals == []
    assert Gliner.asked == []


def test_what_is_no_gliner_model_is_one_sentence(stand_in: Callable[[str], ModuleType], tmp_path: Path) -> None:
    stand_in("gliner").GLiNER = Gliner  # type: ignore[attr-defined]
    with pytest.raises(UserError, match=r"is no GLiNER model: it has no gliner_config\.json"):
        engine(f"gliner:{tmp_path}")
    (tmp_path / "gliner_config.json").write_text("{}")
    (tmp_path / "damaged").touch()
    with pytest.raises(UserError, match=r"can't be loaded as a GLiNER model \(ValueError: no such class\)"):
        suggested(engine(f"gliner:{tmp_path}"), TEXT)
