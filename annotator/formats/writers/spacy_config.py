"""The config of a spaCy pipeline that fits what was written: for the CPU, from nothing, without vectors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from annotator.formats.writers.streams import ALL

if TYPE_CHECKING:
    from spacy.language import Language

SPANS_KEY = "sc"
"""Where spans are: ``doc.spans[SPANS_KEY]``, as is usual with spaCy's span categoriser."""
DEV = ("dev", "validation", "valid", "val")
"""What the split may be called by which training is watched."""

_NGRAMS = 10  # tokens: all stretches of up to so many are looked at, where nearly all spans are of them
_SHARE = 0.995  # of spans
_LEAST = 0.1  # of 1: what the span finder finds likely enough a border; to reject is the span categoriser's task
_BATCH = 16  # articles at once: what is rated of them is in memory
_WIDTH = 96
_EMBED = {
    "@architectures": "spacy.MultiHashEmbed.v2",
    "width": _WIDTH,
    "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE"],
    "rows": [5000, 1000, 2500, 2500],
    "include_static_vectors": False,
}
_ENCODE = {
    "@architectures": "spacy.MaxoutWindowEncoder.v2",
    "width": _WIDTH,
    "depth": 4,
    "window_size": 1,
    "maxout_pieces": 3,
}
_TOK2VEC = {"@architectures": "spacy.Tok2Vec.v2", "embed": _EMBED, "encode": _ENCODE}
_NER = {
    "@architectures": "spacy.TransitionBasedParser.v2",
    "state_type": "ner",
    "extra_state_tokens": False,
    "hidden_width": 64,
    "maxout_pieces": 2,
    "use_upper": True,
    "nO": None,
    "tok2vec": _TOK2VEC,
}
# By spaCy's own scorer half of all stretches are found before anything is learned, millions that the span
# categoriser has to rate; after some steps it finds hardly any, and learns no more. This one begins with 0.05.
_SCORER = {
    "@layers": "Sigmoid.v1",
    "nO": None,
    "nI": None,
    "init_W": {"@initializers": "zero_init.v1"},
    "init_b": {"@initializers": "uniform_init.v1", "lo": -3.0, "hi": -3.0},
}


def common_language(languages: Mapping[str | None, int]) -> str | None:
    """The language whose tokenizer all articles get: that of more than half of them, None where there is none."""
    known = Counter({lang: count for lang, count in languages.items() if lang})
    return next((lang for lang, count in known.items() if 2 * count > known.total()), None)


@dataclass(frozen=True, slots=True)
class Plan:
    """What a config is for.

    ``lang`` is that of the tokens; ``place`` is spans or ents; ``paths`` are those of the splits, relative to the
    config, by the names of their files; ``lengths`` counts spans by their number of tokens, ``languages`` the
    project's articles.
    """

    lang: str
    place: str
    paths: Mapping[str, str]
    lengths: Counter[int] = field(default_factory=Counter)
    languages: Mapping[str | None, int] = field(default_factory=dict)

    @property
    def train(self) -> str | None:
        return self.paths.get("train", self.paths.get(ALL))

    @property
    def dev(self) -> str | None:
        return next((self.paths[name] for name in DEV if name in self.paths), None)


def config_text(nlp: Language, plan: Plan) -> str:
    """The whole config, which spaCy fills nothing into, below a comment how to train by it.

    ``nlp`` is the blank pipeline whose tokens the articles have; it gets its components.
    """
    if plan.place == "ents":
        nlp.add_pipe("ner", config={"model": _NER})
    else:
        _add_spancat(nlp, plan.lengths)
    config = nlp.config
    config["nlp"]["batch_size"] = _BATCH
    config["paths"] |= {"train": plan.train, "dev": plan.dev}
    # The span categoriser learns from what the span finder finds.
    config["training"]["annotating_components"] = [name for name in nlp.pipe_names if name == "span_finder"]
    config["training"]["batcher"]["size"] |= {"start": 500, "stop": 1000, "compound": 1.005}
    return "\n".join((*(f"# {line}" for line in _sentences(plan)), "", str(config.to_str()), ""))


def _add_spancat(nlp: Language, lengths: Counter[int]) -> None:
    """A span categoriser that rates all short stretches, or where spans are long what a span finder finds."""
    longest = _quantile(lengths, _SHARE)
    if longest <= _NGRAMS:
        suggester: dict[str, Any] = {
            "@misc": "spacy.ngram_range_suggester.v1",
            "min_size": 1,
            "max_size": max(longest, 1),
        }
    else:
        nlp.add_pipe(
            "span_finder",
            config={
                "spans_key": SPANS_KEY,
                "threshold": _LEAST,
                "max_length": longest,
                "model": {
                    "@architectures": "spacy.SpanFinder.v1",
                    "scorer": {**_SCORER, "nO": 2},
                    "tok2vec": _TOK2VEC,
                },
            },
        )
        suggester = {"@misc": "spacy.preset_spans_suggester.v1", "spans_key": SPANS_KEY}
    model = {
        "@architectures": "spacy.SpanCategorizer.v1",
        "reducer": {"@layers": "spacy.mean_max_reducer.v1", "hidden_size": 128},
        "scorer": _SCORER,
        "tok2vec": _TOK2VEC,
    }
    nlp.add_pipe("spancat", config={"spans_key": SPANS_KEY, "suggester": suggester, "model": model})


def _quantile(lengths: Counter[int], share: float) -> int:
    """The least length of which, or shorter, at least that share is; 0 of none."""
    least = share * lengths.total()
    places = sorted(lengths)
    sums = accumulate(lengths[length] for length in places)
    return next((length for length, count in zip(places, sums, strict=True) if count >= least), 0)


def about(plan: Plan) -> str:
    """The same for the data card, and how the articles are read."""
    how, command, *rest = _sentences(plan)
    first = next(iter(plan.paths.values()), "train.spacy")
    code = [
        "import spacy",
        "from spacy.training import Corpus",
        "",
        f"nlp = spacy.blank({plan.lang!r})",
        f"docs = [example.reference for example in Corpus({first!r})(nlp)]",
    ]
    return "\n".join(
        (how, "", f"    {command}", "", " ".join(rest), "", *(f"    {line}".rstrip() for line in code))
    )


def _sentences(plan: Plan) -> Iterator[str]:
    train, dev = plan.train or "TRAIN.spacy", plan.dev or "DEV.spacy"
    yield "Train in this folder, on the CPU and without anything to download:"
    yield f"python -m spacy train config.cfg --paths.train {train} --paths.dev {dev} --output model"
    if plan.dev is None:
        yield "There is no split that is called dev: DEV.spacy stands for articles that are not learned from."
    counts = sorted(plan.languages.items(), key=lambda one: (-one[1], one[0] or ""))
    named = ", ".join(f"{lang or 'unknown'} {count}" for lang, count in counts)
    yield f"Tokens are those of spacy.blank({plan.lang!r}) for all articles (by language: {named or 'none'})."
