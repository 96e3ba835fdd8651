"""What makes a folder of data files a data set of Hugging Face's: the front matter of its README.md."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from annotator.formats.writers.base import Record, Setup, Target, Writer
from annotator.formats.writers.hub.arrow import SUFFIX, Row, parquet_writer, read_rows
from annotator.formats.writers.hub.features import Columns, declaration
from annotator.formats.writers.streams import split_name

# JSON is YAML but for characters that YAML wants escaped, or takes for line ends.
_ESCAPED = re.compile(r"[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


_Made = tuple[str | None, tuple[str, tuple[int, list[Row]]]]  # the split, the file, characters and rows


class HubWriter(Writer):
    """Writes Parquet files, and tells what their README.md needs: its front matter, and ``about``, in Markdown.

    ``task`` is what Hugging Face calls what the data set is for, if anything; ``metadata`` is as in
    :func:`parquet_writer`. In a folder a split without rows has
    no file, as datasets can't load it.
    """

    def __init__(
        self,
        setup: Setup,
        target: Target,
        columns: Columns,
        rows: Callable[[Record], Iterable[Row]],
        about: str,
        task: str | None = None,
        metadata: Mapping[str, str] | None = None,
    ) -> None:
        self._setup = setup
        self._is_folder = target.is_folder
        self._columns = columns
        self._files = parquet_writer(setup, target, columns, rows, metadata)
        self._task = task
        self._about = about
        self._splits: set[str | None] = set()
        self.filled: set[str | None] = set()

    @property
    def about(self) -> str:
        bare = sorted({split_name(split) for split in self._splits} - {split_name(split) for split in self.filled})
        if not bare or not self._is_folder:
            return self._about
        none = f"no file for {', '.join(f'`{name}`' for name in bare)}, as no article there has a row."
        return f"{self._about}\n\nThere is {none}"

    def encode(self, record: Record) -> _Made:
        made = self._files.encode(record)
        self._setup.losses.count("no_row", not made[1][1])
        return record["split"], made

    def place(self, made: _Made) -> None:
        split, part = made
        self._splits.add(split)
        if part[1][1]:
            self.filled.add(split)
        if part[1][1] or not self._is_folder:
            self._files.place(part)

    def finish(self) -> None:
        self._files.finish()

    def front_matter(self) -> str:
        """YAML between lines of ``---``: which files of a folder are which split, and what their columns are.

        Asked for at the end, when it is known which splits have rows.
        """
        lines = ["---"]
        if self._task is not None:
            lines += ["task_categories:", f"- {self._task}"]
        if self._is_folder and (files := self._data_files()):
            lines += ["configs:", "- config_name: default", "  data_files:"]
            lines += [f"  - {_flow({'split': name, 'path': paths})}" for name, paths in files.items()]
        lines += ["dataset_info:", "  features:"]
        lines += [f"  - {_flow(feature)}" for feature in declaration(self._columns)]
        return "\n".join([*lines, "---", ""])

    def _data_files(self) -> dict[str, list[str]]:
        """The files of each split, by what datasets calls it: dev is its validation, and a name has letters,
        digits and underscores alone. Articles without a split are train where there is no other, unassigned
        otherwise.
        """
        splits = [split for split in self._setup.splits if split in self.filled]
        number = "-[0-9][0-9][0-9][0-9][0-9]" if self._setup.options.shard else ""
        found: dict[str, list[str]] = {}
        for split in splits:
            stem = split_name(split)
            if split is None:
                name = "unassigned" if len(splits) > 1 else "train"
            else:
                name = {"dev": "validation", "all": "unassigned"}.get(stem) or re.sub(r"\W", "_", stem)
            paths = found.setdefault(name, [])
            if (path := f"{stem}{number}{SUFFIX}") not in paths:
                paths.append(path)
        return found


def shown(_name: str, content: bytes) -> str:
    """A file to read: a line for each column of each row."""
    rows = read_rows(content)
    return "\n\n".join("\n".join(f"{n}: {json.dumps(v, ensure_ascii=False)}" for n, v in r.items()) for r in rows)


def _flow(value: Mapping[str, Any]) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return _ESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
