"""Formats that have files of their own for each article, called by its identity as far as a file may be."""

from __future__ import annotations

import re
from collections.abc import Mapping
from hashlib import blake2b

from annotator.formats.writers.base import Record, Setup, Target, Writer
from annotator.formats.writers.streams import RESERVED, split_name

_PLAIN = re.compile(r"[a-z0-9_][a-z0-9_-]{0,79}\Z")
_UNSAFE = re.compile(r"[^A-Za-z0-9_-]+")
_LONGEST = 60

Files = Mapping[str, str | bytes]
"""What is in them, by their names."""


class FilesWriter(Writer):
    """Writes the files of one article after the other."""

    def __init__(self, target: Target) -> None:
        self._target = target

    def place(self, made: Files) -> None:
        for name, content in made.items():
            with self._target.create(name) as file:
                file.write(content.encode() if isinstance(content, str) else content)

    def finish(self) -> None:
        pass


def article_path(setup: Setup, record: Record) -> str:
    """The name of an article's file without suffix, below the folder of its split where the project has splits.

    Names differ where identities do, on disks too for which a and A are the same: what is not small letters,
    digits, ``_`` and ``-`` alone ends in a number made from all of the identity. That takes no memory, as a list
    of the names that are taken would.
    """
    name = _safe(record["id"])
    return name if setup.splits == (None,) else f"{split_name(record['split'])}/{name}"


def _safe(key: str) -> str:
    if _PLAIN.match(key) and not RESERVED.match(key):
        return key
    return f"{_UNSAFE.sub('_', key)[:_LONGEST].lstrip('-')}-{blake2b(key.encode(), digest_size=6).hexdigest()}"
