"""The articles of many files, with how far reading them is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from annotator.core.codebook import Codebook
from annotator.core.models import Draft, Refusal
from annotator.formats.mapping import Mapping
from annotator.formats.readers import read_path
from annotator.formats.readers.walk import size_of, walk

Progress = Callable[[int, int], bool]


class FileImport:
    """The articles of files, and of all files below folders, in order; archives are read through.

    ``progress`` is told how many bytes are read, and of how many. ``is_open`` says which files belong to a project
    that is open: below folders they are passed over without a word. The rest is for :func:`read_path`.
    """

    def __init__(
        self,
        paths: Iterable[Path],
        format: str | None = None,
        progress: Progress | None = None,
        mapping: Mapping | None = None,
        whole_pages: bool = False,
        is_open: Callable[[Path], bool] = lambda _path: False,
    ) -> None:
        paths = list(paths)
        self._open = [path for path in paths if is_open(path)]
        self._files = [path for path in walk(paths) if not is_open(path)]
        self._format, self._mapping, self._whole_pages = format, mapping, whole_pages
        self._progress = progress
        self._total = sum(size_of(path) for path in self._files)
        self._done = 0

    def going(self) -> bool:
        """Whether to go on."""
        return self._progress is None or self._progress(min(self._done, self._total), self._total)

    def items(self, codebook: Codebook) -> Iterator[Draft | Refusal]:
        """What the files hold."""
        for path in self._open:
            yield Refusal(str(path), None, "it is the project that is open, or belongs to it")
        for path in self._files:
            yield from read_path(path, codebook, self._format, self._add, self._mapping, self._whole_pages)

    def _add(self, size: int) -> None:
        self._done += size
