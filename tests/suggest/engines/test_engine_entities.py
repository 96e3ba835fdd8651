"""What engines are named by, labels for those of models, words made whole, long texts in pieces."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from packaging.requirements import Requirement

from annotator.core.codebook import Codebook, Label
from annotator.core.errors import UserError
from annotator.suggest.engines import engine, folders
from annotator.suggest.engines.entities import Labels, pieces, proposals
from annotator.suggest.reading import Reading
from tests.suggest.engines.making import article, news

ROOT = Path(__file__).parent.parent.parent.parent


@pytest.mark.parametrize("spec", ["", "spacy", "spacy:", "spacy: ", "poems:/there", "http://localhost#m"])
def test_what_is_no_engine_is_told_what_one_is(spec: str) -> None:
    with pytest.raises(UserError, match="is no engine; it is spacy:FOLDER, transformers:FOLDER, gliner:FOLDER or"):
        engine(spec)


@pytest.mark.parametrize("kind", ["spacy", "transformers", "gliner"])
def test_a_library_that_lacks_is_told_how_to_be_had(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        folders, "find_spec", lambda name: None if name == kind else importlib.util.find_spec(name)
    )
    with pytest.raises(UserError, match=f"The library {kind} is not installed; .*uv sync --extra {kind}"):
        engine(f"{kind}:{tmp_path}")


def test_labels_of_models_become_those_of_the_codebook() -> None:
    labels = Labels(news())
    assert labels.of("PER") == labels.of("person") == ("ACTOR", {"kind": "person", "mention": "name"})
    assert labels.of("ORG") == ("ACTOR", {"kind": "organisation", "mention": "name"})
    assert labels.of("GPE") == labels.of("LOC") == ("ACTOR", {"kind": "place", "mention": "name"})
    assert labels.of("quote") == ("QUOTE", {})
    assert labels.of("MONEY") is None
    own = Codebook("x", labels=(Label("LOC", "Place", "P", "#000000", "#ffffff"),))
    assert Labels(own).of("LOC") == ("LOC", {}), "a label that the codebook has stands for itself"
    assert Labels(own).of("PER") is None, "no label of it points to actors"
    other = Codebook("x", labels=(Label("WHO", "Who", "W", "#000000", "#ffffff", points_to="actor"),))
    assert Labels(other).of("PER") == ("WHO", {"kind": "person", "mention": "name"})


def test_words_are_whole_and_parts_of_one_are_one() -> None:
    text = "😀 Tjark Ohlsens Boot, Merle Classen"
    reading = Reading(article(text))
    at = text.index("Ohl")
    found = [
        ("PER", at - 6, at + 2, 0.5),
        ("PER", at + 2, at + 6, 0.9),
        ("ORG", text.index("Mer"), len(text), 0.7),
    ]
    made = proposals(reading, Labels(news()), found, "m")
    assert [(text[one.start : one.end], one.score) for one in made] == [
        ("Tjark Ohlsens", 0.9),
        ("Merle Classen", 0.7),
    ]
    nested = [("QUOTE", 2, 21, 0.5), ("QUOTE", 8, 15, 0.5)]
    assert len(proposals(reading, Labels(news()), nested, "m")) == 2, "one within another stays"
    assert proposals(reading, Labels(news()), [("PER", 1, 2, 0.5)], "m") == [], "a blank is nothing"


@given(
    st.text(alphabet=st.sampled_from("ab. \n„“😀\u0308"), max_size=300),
    st.integers(min_value=1, max_value=50),
)
def test_pieces_hold_all_that_is_not_blank(text: str, longest: int) -> None:
    reading = Reading(article(text))
    found = list(pieces(reading, longest))
    assert all(0 < hi - lo <= longest for lo, hi in found)
    assert all(one[1] <= other[0] for one, other in pairwise(found))
    begins, ends = [*(lo for lo, _ in found), len(text)], [0, *(hi for _, hi in found)]
    assert not "".join(text[lo:hi] for lo, hi in zip(ends, begins, strict=True)).strip()


def test_pieces_end_with_lines_then_with_sentences() -> None:
    text = "Eins.\nZwei.\n\nDrei. Vier. Fünf.\nSechs."
    assert [text[lo:hi] for lo, hi in pieces(Reading(article(text)), 12)] == [
        "Eins.\nZwei.",
        "Drei. Vier.",
        "Fünf.\nSechs.",
    ]


def test_libraries_are_extras_and_not_loaded_before_they_are_used(tmp_path: Path) -> None:
    """A fresh interpreter that makes an engine of each kind that can be made here."""
    (tmp_path / "config.cfg").touch()
    (tmp_path / "meta.json").write_text("{}", "utf-8")
    code = """if True:
        import sys
        import annotator.jobs.suggesting
        from annotator.suggest.engines import engines
        engines((f"spacy:{sys.argv[1]}", "openai:http://localhost:1/v1#m"))
        heavy = ("spacy", "thinc", "torch", "transformers", "gliner", "urllib3")
        print([name for name in heavy if name in sys.modules])
    """
    done = subprocess.run(
        [sys.executable, "-c", code, tmp_path], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    assert extras.keys() == {"spacy", "transformers", "gliner", "parquet"}
    base = {Requirement(line).name for line in project["dependencies"]}
    for lines in extras.values():
        for requirement in map(Requirement, lines):
            assert requirement.name not in base
            assert {one.operator for one in requirement.specifier} == {">=", "<"}
