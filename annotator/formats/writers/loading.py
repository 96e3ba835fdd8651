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
        return json.dumps(next(iter(self.labelled.values())), ensure_ascii=False)


def loading(format: str, files: Files) -> Sequence[Hint]:
    """Hints for a format; none where its libraries ask for nothing that can be said here."""
    make = _HINTS.get(format)
    return () if make is None else make(files)


def _jsonl(files: Files) -> Sequence[Hint]:
    named = json.dumps(files.by_split, ensure_ascii=False)
    return (
        Hint("datasets", f'import datasets\n\ndata = datasets.load_dataset("json", data_files={named})'),
        Hint(
            "pandas",
            f"import pandas\n\narticles = pandas.read_json({files.one}, lines=True)\n"
            'spans = pandas.json_normalize(articles["spans"].explode().dropna())',
        ),
        Hint(
            "spaCy",
            "import pandas\nimport spacy\n\n"
            'nlp = spacy.blank("xx")\ndocs = []\n'
            f"for article in pandas.read_json({files.one}, lines=True).itertuples():\n"
            "    doc = nlp.make_doc(article.text)\n"
            '    doc.spans["sc"] = [\n'
            '        doc.char_span(span["start"], span["end"], span["label"], alignment_mode="expand")\n'
            "        for span in article.spans\n    ]\n    docs.append(doc)",
        ),
    )


def _csv(files: Files) -> Sequence[Hint]:
    delimiter = files.options.delimiter
    decimal, read = (",", "read.csv2") if delimiter == ";" else (".", "read.csv")
    named = json.dumps(files.labelled, ensure_ascii=False)
    how = f'sep="{delimiter}", decimal="{decimal}"'
    return (
        Hint("pandas", f'import pandas\n\nrows = pandas.read_csv({files.one}, {how}, parse_dates=["date"])'),
        Hint("R", f'rows <- {read}({files.one}, fileEncoding = "UTF-8-BOM", na.strings = "")', "r"),
        Hint("datasets", f'import datasets\n\ndata = datasets.load_dataset("csv", data_files={named}, {how})'),
    )


def _xlsx(files: Files) -> Sequence[Hint]:
    return (
        Hint("pandas", f"import pandas\n\nrows = pandas.read_excel({files.one})"),
        Hint("R", f"rows <- readxl::read_excel({files.one})", "r"),
        Hint(
            "datasets",
            "import datasets\nimport pandas\n\n"
            f"data = datasets.Dataset.from_pandas(pandas.read_excel({files.one}))",
        ),
    )


_HINTS: Mapping[str, Callable[[Files], Sequence[Hint]]] = {
    "jsonl": _jsonl,
    "spans-csv": _csv,
    "spans-xlsx": _xlsx,
    "statements-csv": _csv,
    "statements-xlsx": _xlsx,
}
