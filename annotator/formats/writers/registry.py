"""The formats that an export can have. Their modules, and the libraries that these need, are loaded late."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import cast

from annotator.core.errors import UserError
from annotator.formats.writers.base import ALL_CONTENT, Content, Options, Setup, Target, Writer
from annotator.formats.writers.tokens import TOKENIZERS

COMPRESSED = (".gz", ".zst")
_STANDOFF: frozenset[Content] = frozenset(("pieces", "relations", "attributes", "entries", "notes"))
_TOKENS = frozenset(("tokenizer", "misaligned"))
_TOKENIZER = frozenset(("tokenizer",))
_SHARD = frozenset(("shard",))
_CELLS = ALL_CONTENT - {"zones", "comments"}
_CSV, _XLSX = frozenset(("shard", "delimiter")), frozenset(("shard",))


@dataclass(frozen=True, slots=True)
class Format:
    """One format.

    ``name`` is what ``--format`` calls it, ``suffixes`` what the name of a single file ends in (none: always a
    folder), ``holds`` what it keeps beside labelled stretches, ``options`` which fields of Options it heeds,
    ``module`` where its writer is, ``extra`` which extra of the package has its library. ``text`` says whether
    what it writes is text, to be shown as it is and to be compressed where the file's name asks for it, and
    ``as_json`` whether it does nothing with records but to hand them to orjson (see RecordMaker's ``fragments``).
    Unless it ``has_status``, who trains with it can't tell an article that nobody has read from one in which there
    is nothing: the first is left out. Unless it ``holds_empty`` articles, as tools refuse a task without a text,
    those that have none once their zones are cut out are left out. Unless it ``tells_done``, those without labels
    are counted, as they may be read completely or not at all. Unless it ``tells_annotators``, articles that
    several have labelled are counted, as their labels become those of one.
    """

    name: str
    title: str
    module: str
    suffixes: tuple[str, ...] = ()
    holds: frozenset[Content] = frozenset()
    options: frozenset[str] = frozenset()
    text: bool = True
    extra: str | None = None
    as_json: bool = False
    has_status: bool = True
    holds_empty: bool = True
    tells_done: bool = True
    tells_annotators: bool = True

    def writer(self, setup: Setup, target: Target) -> Writer:
        """The writer of one export; raises UserError where the format's library isn't installed."""
        return cast("Writer", self._load().make(setup, target))

    def shown(self, name: str, content: bytes) -> str:
        """A file of the export as text to read: what the format's module makes of it, or the text that it is."""
        show = getattr(self._load(), "shown", None)
        return content.decode(errors="replace") if show is None else str(show(name, content))

    def takes(self, out: Path) -> bool:
        """Whether a single file of that name is of the format."""
        return file_suffix(out, self.text) in self.suffixes

    def libraries(self, options: Options) -> frozenset[str]:
        """The extras with libraries, slow to load, that an export needs."""
        extras = {self.extra} if self.extra is not None else set()
        if "tokenizer" in self.options and options.tokenizer == "spacy":
            extras.add("spacy")
        return frozenset(extras)

    def load(self, options: Options) -> None:
        """Loads what an export needs, lest its first article wait; raises UserError where that isn't installed."""
        self._load()
        if "tokenizer" in self.options:
            TOKENIZERS[options.tokenizer]()

    def _load(self) -> ModuleType:
        try:
            return import_module(f"annotator.formats.writers.{self.module}")
        except ModuleNotFoundError as error:
            if self.extra is None or (error.name or "").startswith("annotator"):
                raise
            raise UserError(
                f"{self.title} needs a library that isn't installed: install annotator[{self.extra}]."
            ) from error


FORMATS: tuple[Format, ...] = (
    Format("jsonl", "Records (JSON Lines)", "jsonl", (".jsonl",), ALL_CONTENT, _SHARD, as_json=True),
    Format("parquet", "Parquet", "hub.parquet", (".parquet",), ALL_CONTENT, _SHARD, text=False, extra="parquet"),
    Format(
        "hf-tokens",
        "Token classification (Hugging Face)",
        "hub.hf_tokens",
        options=_TOKENS | {"scheme"} | _SHARD,
        text=False,
        extra="parquet",
        tells_annotators=False,
    ),
    Format(
        "hf-spans",
        "Span classification (Hugging Face)",
        "hub.hf_spans",
        holds=frozenset(("pieces", "attributes")),
        options=_SHARD,
        text=False,
        extra="parquet",
    ),
    Format(
        "hf-relations",
        "Relation classification (Hugging Face)",
        "hub.hf_relations",
        holds=frozenset(("relations",)),
        options=_SHARD,
        text=False,
        extra="parquet",
        tells_annotators=False,
    ),
    Format(
        "spacy",
        "spaCy (DocBin and config)",
        "spacy",
        holds=frozenset(("relations", "attributes", "entries")),
        options=_SHARD | {"misaligned", "place"},
        text=False,
        extra="spacy",
        has_status=False,
        tells_annotators=False,
    ),
    Format(
        "chat",
        "Messages to train a language model (JSON Lines)",
        "chat",
        (".jsonl",),
        frozenset(("pieces", "relations", "attributes")),
        _SHARD | {"template"},
        has_status=False,
        holds_empty=False,
        tells_annotators=False,
    ),
    Format(
        "attribution",
        "Quotes with their speakers (JSON Lines)",
        "attribution",
        (".jsonl",),
        frozenset(("pieces", "relations", "attributes", "entries")),
        _SHARD,
    ),
    Format(
        "conll",
        "CoNLL (IOB2, BIOES)",
        "conll",
        (".conll",),
        options=_SHARD | _TOKENS | {"scheme", "place"},
        holds_empty=False,
        tells_annotators=False,
    ),
    Format(
        "prodigy",
        "Prodigy (JSON Lines)",
        "prodigy",
        (".jsonl",),
        frozenset(("relations", "suggestions")),
        _SHARD | _TOKENS,
        holds_empty=False,
    ),
    Format(
        "label-studio",
        "Label Studio (JSON)",
        "label_studio",
        (".json",),
        frozenset(("relations", "attributes", "notes", "suggestions")),
        _SHARD,
        holds_empty=False,
    ),
    Format(
        "doccano",
        "doccano (JSON Lines)",
        "doccano",
        (".jsonl",),
        frozenset(("relations", "comments")),
        _SHARD,
        holds_empty=False,
        tells_annotators=False,
    ),
    Format("brat", "brat standoff", "brat", holds=_STANDOFF, tells_done=False, tells_annotators=False),
    Format(
        "cas-xmi",
        "UIMA CAS as XMI",
        "cas_xmi",
        (),
        _STANDOFF,
        _TOKENIZER,
        tells_done=False,
        tells_annotators=False,
    ),
    Format(
        "cas-json",
        "UIMA CAS as JSON",
        "cas_json",
        (),
        _STANDOFF,
        _TOKENIZER,
        tells_done=False,
        tells_annotators=False,
    ),
    Format("refi-qda", "REFI-QDA project", "refi_qda", (".qdpx",), _STANDOFF, text=False, tells_done=False),
    Format("spans-csv", "Spans as a table (CSV)", "tables.spans_csv", (".csv",), _CELLS, _CSV),
    Format("spans-xlsx", "Spans as a table (Excel)", "tables.spans_xlsx", (".xlsx",), _CELLS, _XLSX, text=False),
    Format("statements-csv", "Statements as a table (CSV)", "tables.statements_csv", (".csv",), _CELLS, _CSV),
    Format(
        "statements-xlsx",
        "Statements as a table (Excel)",
        "tables.statements_xlsx",
        (".xlsx",),
        _CELLS,
        _XLSX,
        text=False,
    ),
)


def find_format(name: str) -> Format:
    """The format of that name; raises UserError."""
    for one in FORMATS:
        if one.name == name:
            return one
    raise UserError(f"There is no format {name!r}; there are {', '.join(f.name for f in FORMATS)}.")


def file_suffix(out: Path, compressed: bool = True) -> str:
    """The suffix that tells a file's format, lower case, with that of a compression left out."""
    name = out.name.lower()
    if compressed and name.endswith(COMPRESSED):
        name = name.rpartition(".")[0]
    return Path(name).suffix


def told_by(out: Path) -> Format | None:
    """The format that a file's name tells, the first that has its suffix; None where none has."""
    return next((f for f in FORMATS if f.takes(out)), None)


def format_of(out: Path) -> Format:
    """The format that a file's name tells, records where it tells none."""
    return told_by(out) or FORMATS[0]


def renamed(out: Path, suffix: str, compressed: bool) -> Path:
    """The path with another suffix in the place of one that tells a format; a compression's stays if it may."""
    bare = out.name
    packed = next((end for end in COMPRESSED if bare.lower().endswith(end)), "")
    bare = bare[: len(bare) - len(packed)]
    if any(Path(bare).suffix.lower() in form.suffixes for form in FORMATS):
        bare = Path(bare).stem
    return out.with_name(bare + suffix + (packed if compressed else ""))
