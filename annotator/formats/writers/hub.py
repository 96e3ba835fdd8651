"""What makes a folder of data files a data set of Hugging Face's: the front matter of its README.md."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from annotator.formats.writers.arrow import SUFFIX, read_rows
from annotator.formats.writers.base import Setup, Target
from annotator.formats.writers.features import Columns, declaration
from annotator.formats.writers.streams import split_name

README = "README.md"
# JSON is YAML but for characters that YAML wants escaped, or takes for line ends.
_ESCAPED = re.compile(r"[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def front_matter(setup: Setup, columns: Columns, task: str | None = None) -> str:
    """YAML between lines of ``---``: which files are which split, and what their columns are."""
    lines = ["---"]
    if task is not None:
        lines += ["task_categories:", f"- {task}"]
    lines += ["configs:", "- config_name: default", "  data_files:"]
    lines += [f"  - {_flow({'split': name, 'path': paths})}" for name, paths in _data_files(setup).items()]
    lines += ["dataset_info:", "  features:"]
    lines += [f"  - {_flow(feature)}" for feature in declaration(columns)]
    return "\n".join([*lines, "---", ""])


def write_readme(target: Target, matter: str, about: str) -> None:
    """README.md of a folder."""
    if target.is_folder:
        with target.create(README) as file:
            file.write(f"{matter}\n{about}\n".encode())


def shown(name: str, content: bytes) -> str:
    """A file of the folder to read: a line for each column of each row."""
    if name == README:
        return content.decode()
    rows = read_rows(content)
    return "\n\n".join("\n".join(f"{n}: {json.dumps(v, ensure_ascii=False)}" for n, v in r.items()) for r in rows)


def _data_files(setup: Setup) -> dict[str, list[str]]:
    """The files of each split, by what datasets calls it: dev is its validation, and a name has letters, digits
    and underscores alone. Articles without a split are train where there is no other, unassigned otherwise.
    """
    number = "-[0-9][0-9][0-9][0-9][0-9]" if setup.options.shard else ""
    found: dict[str, list[str]] = {}
    for split in setup.splits or (None,):
        stem = split_name(split)
        if split is None:
            name = "unassigned" if len(setup.splits) > 1 else "train"
        else:
            name = {"dev": "validation", "all": "unassigned"}.get(stem) or re.sub(r"\W", "_", stem)
        paths = found.setdefault(name, [])
        if (path := f"{stem}{number}{SUFFIX}") not in paths:
            paths.append(path)
    return found


def _flow(value: Mapping[str, Any]) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return _ESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
