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

    ``labelled`` are those in which there are spans, where any has some: datasets refuses a file without rows.
    """

    by_split: Mapping[str, str]
    labelled: Mapping[str, str]
    options: Options

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


_RECORDS = """\
import json
from glob import glob

import datasets


def read(pattern):
    for name in sorted(glob(pattern)):
        with open(name, encoding="utf-8") as lines:
            yield from map(json.loads, lines)


# Not load_dataset, which takes what is null in the first 10 MB, or the first file, for always null.
files = {}
data = datasets.DatasetDict({split: datasets.Dataset.from_list([*read(name)]) for split, name in files.items()})"""


def _jsonl(files: Files) -> Sequence[Hint]:
    return (
        Hint("datasets", _RECORDS.replace("{}", _literal(files.by_split), 1)),
        _pandas(
            f"articles = pandas.read_json({files.one}, lines=True)",
            'spans = pandas.json_normalize(articles["spans"].explode().dropna())',
        ),
        _spacy(f"pandas.read_json({files.one}, lines=True)"),
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
        _pandas(f"rows = pandas.read_json({files.one}, lines=True)"),
        Hint(
            "srsly (installed with spaCy)",
            f"import srsly\n\nrows = list(srsly.read_jsonl({files.one}))",
        ),
    )


def _lines(files: Files) -> Sequence[Hint]:
    return (_datasets("json", files.labelled), *_tasks(files))


def _prodigy(files: Files) -> Sequence[Hint]:
    return (Hint("Prodigy", f"prodigy db-in my_dataset {files.one}", "sh"), *_tasks(files))


def _label_studio(files: Files) -> Sequence[Hint]:
    return (
        _pandas(f"rows = pandas.read_json({files.one})"),
        Hint(
            "Python alone",
            f'import json\nfrom pathlib import Path\n\nrows = json.loads(Path({files.one}).read_text("utf-8"))',
        ),
    )


def _conll(files: Files) -> Sequence[Hint]:
    return (
        Hint(
            "Python alone, by sentence",
            "from pathlib import Path\n\n"
            "rows = [\n"
            '    [line.split("\\t") for line in sentence.splitlines() if not line.startswith("# ")]\n'
            f'    for sentence in Path({files.one}).read_text("utf-8").split("\\n\\n")\n]',
        ),
    )


def _brat(_files: Files) -> Sequence[Hint]:
    return (Hint("brat", "cp -r . /path/to/brat/data/my_corpus", "sh"),)


def _xmi(_files: Files) -> Sequence[Hint]:
    return (_cassis("*.xmi", "cassis.load_cas_from_xmi(file, typesystem=types)"),)


def _cas_json(_files: Files) -> Sequence[Hint]:
    return (_cassis("*.json", "cassis.load_cas_from_json(file, typesystem=types)"),)


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
    how = f'sep="{delimiter}", decimal="{decimal}"'
    return (
        _pandas(f'rows = pandas.read_csv({files.one}, {how}, parse_dates=["date"])'),
        Hint("R", f'rows <- {read}({files.one}, fileEncoding = "UTF-8-BOM", na.strings = "")', "r"),
        _datasets("csv", files.labelled, how),
    )


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


def _datasets(kind: str, files: Mapping[str, str], how: str = "") -> Hint:
    rest = f", {how}" if how else ""
    return Hint(
        "datasets",
        f'import datasets\n\ndata = datasets.load_dataset("{kind}", data_files={_literal(files)}{rest})',
    )


def _pandas(*lines: str) -> Hint:
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
