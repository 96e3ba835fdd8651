"""How each format is loaded, in code to copy: for data cards."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from annotator.formats.writers.base import Options


class Hint(NamedTuple):
    """Code that loads an export with a library; ``language`` is python, r or sh."""

    library: str
    code: str
    language: str = "python"


class Files(NamedTuple):
    """The files of an export by split ("train" where there are none): one name each, or a pattern of names.

    ``by_split`` are patterns in any case; ``labelled`` are those in which there are spans, where any has some,
    as names but for the numbers of shards. ``mixed`` says whether labels give an
    attribute of one name values that no column can hold together.
    """

    by_split: Mapping[str, str]
    labelled: Mapping[str, str]
    options: Options
    mixed: bool = False

    @property
    def one(self) -> str:
        """The first file, as Python and R write its name."""
        return _literal(next(iter(self.labelled.values())).replace(SHARDS, "-00000"))


SHARDS = "-*"
"""What the number of a file is in a pattern."""


def loading(format: str, files: Files) -> Sequence[Hint]:
    """Hints for a format; none where its libraries ask for nothing that can be said here."""
    make = _HINTS.get(format)
    return () if make is None else make(files)


_ROWS = """\
import json
from glob import glob

import datasets

{helper}
def read(pattern):
    for name in sorted(glob(pattern)):
        with open(name, encoding="utf-8") as lines:
            yield from {rows}


# Not load_dataset, which refuses a file without rows, and takes what is null in the first 10 MB, or the first
# file, for always null, and years in one file and days in another for moments.
files = {files}
data = datasets.DatasetDict(
    {{split: datasets.Dataset.from_list([*read(name)]) for split, name in files.items()}}
)"""
_AS_TEXT = """
def as_text(part):
    # Labels give one attribute values of several types, and a column has one type.
    return {key: json.dumps(part[key]) if key == "attributes" else part[key] for key in part}

"""


def _rows(files: Files) -> Hint:
    """Lines of JSON as a data set."""
    helper, rows = "", "map(json.loads, lines)"
    if files.mixed:
        helper, rows = _AS_TEXT, "(json.loads(line, object_hook=as_text) for line in lines)"
    return Hint("datasets", _ROWS.format(helper=helper, rows=rows, files=_literal(files.by_split)))


def _jsonl(files: Files) -> Sequence[Hint]:
    return (
        _rows(files),
        _pandas(
            f"articles = pandas.read_json({files.one}, lines=True, dtype=False)",
            'spans = pandas.json_normalize(articles["spans"].explode().dropna())',
        ),
        _spacy(f"pandas.read_json({files.one}, lines=True, dtype=False)"),
    )


def _parquet(files: Files) -> Sequence[Hint]:
    return (
        _datasets("parquet", files.by_split),
        _pandas(
            f"articles = pandas.read_parquet({files.one})",
            'spans = pandas.json_normalize(articles["spans"].explode().dropna())',
        ),
        _spacy(f"pandas.read_parquet({files.one})"),
    )


def _hub(files: Files) -> Sequence[Hint]:
    return (
        # Not ".", as the name of a data set is that of its folder.
        Hint(
            "datasets",
            "from pathlib import Path\n\nimport datasets\n\n"
            "data = datasets.load_dataset(str(Path.cwd()))  # or the path of this folder",
        ),
        _pandas(f"rows = pandas.read_parquet({files.one})"),
        Hint("pyarrow", f"import pyarrow.parquet\n\nrows = pyarrow.parquet.read_table({files.one})"),
    )


def _tasks(files: Files) -> Sequence[Hint]:
    return (
        _pandas(f"rows = pandas.read_json({files.one}, lines=True, dtype=False)"),
        Hint(
            "srsly (installed with spaCy)",
            f"import srsly\n\nrows = list(srsly.read_jsonl({files.one}))",
        ),
    )


def _lines(files: Files) -> Sequence[Hint]:
    return (_rows(files), *_tasks(files))


def _prodigy(files: Files) -> Sequence[Hint]:
    return (Hint("Prodigy", f"prodigy db-in my_dataset {files.one}", "sh"), *_tasks(files))


def _label_studio(files: Files) -> Sequence[Hint]:
    return (
        _pandas(f"rows = pandas.read_json({files.one}, dtype=False)"),
        Hint("srsly (installed with spaCy)", f"import srsly\n\nrows = srsly.read_json({files.one})"),
        Hint(
            "Python alone",
            f'import json\nfrom pathlib import Path\n\nrows = json.loads(Path({files.one}).read_text("utf-8"))',
        ),
    )


def _conll(files: Files) -> Sequence[Hint]:
    return (
        Hint(
            "conllu",
            "from pathlib import Path\n\nimport conllu\n\n"
            f'rows = conllu.parse(Path({files.one}).read_text("utf-8"))',
        ),
        Hint(
            "Python alone, by sentence",
            "from pathlib import Path\n\n"
            "rows = [\n"
            '    [line.split("\\t") for line in sentence.splitlines() if not line.startswith("# ")]\n'
            f'    for sentence in Path({files.one}).read_text("utf-8").split("\\n\\n")\n]',
        ),
    )


def _brat(_files: Files) -> Sequence[Hint]:
    return (
        Hint("brat", "cp -r . /path/to/brat/data/my_corpus", "sh"),
        Hint(
            "bioc",
            "from pathlib import Path\n\nfrom bioc import brat\n\n"
            'docs = []\nfor path in sorted(Path(".").rglob("*.ann")):\n'
            '    text, labels = path.with_suffix(".txt").read_bytes(), path.read_bytes()\n'
            "    docs.append(brat.loads(text.decode(), labels.decode()))",
        ),
    )


def _xmi(_files: Files) -> Sequence[Hint]:
    return (_cassis("*.xmi", "cassis.load_cas_from_xmi(file, typesystem=types)"),)


def _cas_json(_files: Files) -> Sequence[Hint]:
    return (
        _cassis("*.json", "cassis.load_cas_from_json(file, typesystem=types)"),
        Hint(
            "Python alone",
            "import json\nfrom pathlib import Path\n\n"
            'docs = [json.loads(path.read_bytes()) for path in sorted(Path(".").rglob("*.json"))]',
        ),
    )


def _doc_bins(_files: Files) -> Sequence[Hint]:
    return (
        Hint(
            "spaCy",
            "from pathlib import Path\n\nimport spacy\nfrom spacy.tokens import DocBin\n\n"
            'vocab = spacy.blank("xx").vocab\ndocs = []\n'
            'for path in sorted(Path(".").rglob("*.spacy")):\n'
            "    docs += DocBin().from_disk(path).get_docs(vocab)",
        ),
        Hint(
            "spaCy, to train",
            "python -m spacy train config.cfg --paths.train train.spacy --paths.dev dev.spacy --output model",
            "sh",
        ),
    )


def _refi_qda(files: Files) -> Sequence[Hint]:
    return (
        Hint(
            "pyrefiqda",
            "import tempfile\n\nfrom pyrefiqda import RefiProject\n\n"
            f"project = RefiProject.load({files.one}, tempfile.mkdtemp())  # where it puts the texts\n"
            "rows = project.sources.text_source",
        ),
        Hint(
            "Python alone (MAXQDA, ATLAS.ti, NVivo and QualCoder import the file)",
            "import zipfile\nfrom xml.etree import ElementTree\n\n"
            f"with zipfile.ZipFile({files.one}) as archive:\n"
            '    project = ElementTree.fromstring(archive.read("project.qde"))\n'
            'rows = project.findall(".//{urn:QDA-XML:project:1.0}PlainTextSelection")',
        ),
    )


def _csv(files: Files) -> Sequence[Hint]:
    delimiter = files.options.delimiter
    decimal, read = (",", "read.csv2") if delimiter == ";" else (".", "read.csv")
    texts = ("article_id", "published")  # which may look like numbers, in one file or in all
    how = f'sep="{delimiter}", decimal="{decimal}", low_memory=False'
    how += f", dtype={{{', '.join(f'{_literal(name)}: str' for name in texts)}}}"
    classes = ", ".join(f'{name} = "character"' for name in texts)
    return (
        _pandas(f'rows = pandas.read_csv({files.one}, {how}, parse_dates=["date"])'),
        Hint(
            "R",
            f'rows <- {read}({files.one}, fileEncoding = "UTF-8-BOM", na.strings = "", colClasses = c({classes}))',
            "r",
        ),
        Hint("datasets", _TABLES.format(how=how, files=_literal(files.by_split))),
    )


_TABLES = """\
from glob import glob

import datasets
import pandas


def read(pattern):
    # Not load_dataset, which guesses types file by file, and refuses a file without rows.
    tables = [pandas.read_csv(name, {how}) for name in sorted(glob(pattern))]
    return datasets.Dataset.from_pandas(pandas.concat(tables, ignore_index=True))


files = {files}
data = datasets.DatasetDict({{split: read(name) for split, name in files.items()}})"""


def _xlsx(files: Files) -> Sequence[Hint]:
    return (
        _pandas(f"rows = pandas.read_excel({files.one})"),
        Hint("R", f"rows <- readxl::read_excel({files.one})", "r"),
        Hint(
            "datasets",
            "import datasets\nimport pandas\n\n"
            f"data = datasets.Dataset.from_pandas(pandas.read_excel({files.one}))",
        ),
    )


def _literal(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _datasets(kind: str, files: Mapping[str, str]) -> Hint:
    return Hint(
        "datasets",
        f'import datasets\n\ndata = datasets.load_dataset("{kind}", data_files={_literal(files)})',
    )


def _pandas(*lines: str) -> Hint:
    # With dtype=False, as read_json would make a number of an id such as "007".
    return Hint("pandas", "\n".join(("import pandas", "", *lines)))


def _spacy(articles: str) -> Hint:
    return Hint(
        "spaCy",
        "import pandas\nimport spacy\n\n"
        'nlp = spacy.blank("xx")\ndocs = []\n'
        f"for article in {articles}.itertuples():\n"
        "    doc = nlp.make_doc(article.text)\n"
        '    doc.spans["sc"] = [\n'
        '        doc.char_span(span["start"], span["end"], span["label"], alignment_mode="expand")\n'
        "        for span in article.spans\n    ]\n    docs.append(doc)",
    )


def _cassis(pattern: str, load: str) -> Hint:
    return Hint(
        "dkpro-cassis",
        "import cassis\nfrom pathlib import Path\n\n"
        'with open("TypeSystem.xml", "rb") as file:\n    types = cassis.load_typesystem(file)\n'
        f'docs = []\nfor path in sorted(Path(".").rglob("{pattern}")):\n'
        f'    with path.open("rb") as file:\n        docs.append({load})',
    )


_HINTS: Mapping[str, Callable[[Files], Sequence[Hint]]] = {
    "jsonl": _jsonl,
    "parquet": _parquet,
    "hf-tokens": _hub,
    "hf-spans": _hub,
    "hf-relations": _hub,
    "conll": _conll,
    "prodigy": _prodigy,
    "label-studio": _label_studio,
    "doccano": _tasks,
    "chat": _lines,
    "attribution": _lines,
    "brat": _brat,
    "cas-xmi": _xmi,
    "cas-json": _cas_json,
    "refi-qda": _refi_qda,
    "spacy": _doc_bins,
    "spans-csv": _csv,
    "spans-xlsx": _xlsx,
    "statements-csv": _csv,
    "statements-xlsx": _xlsx,
}
