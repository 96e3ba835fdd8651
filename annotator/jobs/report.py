"""What became of an import, for each article and each file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from annotator.core.models import Change, Refusal
from annotator.formats.values import shorten
from annotator.jobs.report_dates import FileDates
from annotator.store.answers import Merged, total


class Imported(NamedTuple):
    """An article that came in.

    ``key`` is its id outside the project, ``encoding`` its file's; ``zones`` counts what is no article text by
    kind. ``group`` names the near-duplicates that it is one of, as exports do; None where it is none. ``line`` is
    that of a :class:`Draft`.
    """

    file: str
    article_id: int
    key: str
    title: str
    encoding: str | None
    lang: str | None
    zones: dict[str, int]
    group: str | None = None
    line: int | None = None


class Repeat(NamedTuple):
    """An article that was there already, with the ``key`` of the one that is there; ``line`` is a Draft's."""

    file: str
    key: str
    line: int | None = None
    title: str = ""


class Taken(NamedTuple):
    """What a name of another tool was taken for: ``ACTOR with kind person``; the first file that has it."""

    file: str
    name: str
    told: str


class Named(NamedTuple):
    """What an article is called that is there: the file that it came from, without a folder, or ""."""

    file: str
    title: str


_FILES = 10  # of which sentences tell what was not read
_ANNOTATORS = 10  # that a sentence tells
_NAMES = 20  # of other tools that a sentence tells


@dataclass(slots=True)
class ImportReport:
    """What became of an import. ``duplicates`` are articles that were there already.

    ``unused`` are those of them that have labels, which stay outside; ``merged`` are further ones, whose labels
    were added to the article that was there, be it that their archive had brought it. ``unread`` are columns of
    tables from which nothing was taken, by file, and ``dates`` what became of the dates of articles that came in.
    ``others`` are what articles are called that were there before and are named here, by key. ``renumbered``
    counts the articles that got new ids, as others have the numbers that they had in their files. ``taken`` are
    names of other tools that are something else here, each once. ``remarks`` are what else is to be told of a
    file: what was left out, or may be wrong.
    """

    articles: list[Imported] = field(default_factory=list)
    duplicates: list[Repeat] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    cancelled: bool = False
    change: Change | None = None
    unused: list[Repeat] = field(default_factory=list)
    unread: dict[str, list[str]] = field(default_factory=dict)
    merged: list[tuple[Repeat, Merged]] = field(default_factory=list)
    others: dict[str, Named] = field(default_factory=dict)
    renumbered: int = 0
    dates: dict[str, FileDates] = field(default_factory=dict)
    taken: list[Taken] = field(default_factory=list)
    remarks: dict[str, list[str]] = field(default_factory=dict)

    @property
    def imported(self) -> int:
        return len(self.articles)

    @property
    def first_id(self) -> int | None:
        """The id of the first article that came in."""
        return self.articles[0].article_id if self.articles else None

    @property
    def near_duplicates(self) -> int:
        """How many of the articles are in a group with others."""
        return sum(article.group is not None for article in self.articles)

    @property
    def notable_dates(self) -> dict[str, FileDates]:
        """Those of files with dates that were not understood, or may be wrong."""
        return {file: dates for file, dates in self.dates.items() if dates.is_notable}

    @property
    def repeated(self) -> int:
        """How many articles were there already, be it that labels were added to them."""
        return len(self.duplicates) + len(self.merged) - len(self.layers)

    @property
    def layers(self) -> list[Merged]:
        """What was added as the layers of further annotators in one archive."""
        return [merged for _, merged in self.merged if merged.layer]

    @property
    def labels_added(self) -> int:
        """How many labels were added to articles that were there already, or had come before in their archive."""
        return sum(merged.labels for _, merged in self.merged)

    def tell_known(self, addresses: Mapping[str, str]) -> None:
        """Adds web addresses that were not fetched, with the keys of their articles, which were there."""
        self.duplicates[:0] = [Repeat(*found) for found in addresses.items()]

    def add_dates(self, file: str, dates: FileDates) -> None:
        """Adds what became of dates in a file."""
        self.dates.setdefault(file, FileDates()).add(dates)

    def add_taken(self, taken: Iterable[Taken]) -> None:
        """Adds names of other tools; one that was taken for the same before is left out."""
        known = {(one.name, one.told) for one in self.taken}
        self.taken += [one for one in taken if (one.name, one.told) not in known]

    def add_remarks(self, file: str, remarks: Iterable[str]) -> None:
        """Adds what is to be told of a file, each once."""
        known = self.remarks.setdefault(file, [])
        known += [remark for remark in remarks if remark not in known]

    def extend(self, part: ImportReport) -> None:
        """Adds what became of the next part of the same import."""
        self.articles += part.articles
        self.duplicates += part.duplicates
        self.refused += part.refused
        self.cancelled |= part.cancelled
        self.unused += part.unused
        self.merged += part.merged
        self.unread |= part.unread
        self.others |= part.others
        self.renumbered += part.renumbered
        for file, dates in part.dates.items():
            self.add_dates(file, dates)
        self.add_taken(part.taken)
        for file, remarks in part.remarks.items():
            self.add_remarks(file, remarks)

    def __str__(self) -> str:
        return f"imported {self.imported}, duplicates {self.repeated}, refused {len(self.refused)}"

    def sentences(self) -> list[str]:
        """What a person should know beside the counts, one sentence each."""
        zones: Counter[str] = Counter()
        for article in self.articles:
            zones.update(article.zones)
        lines = []
        if zones:
            kinds = ", ".join(f"{number} {kind}" for kind, number in zones.most_common())
            lines.append(f"Marked as not article text: {kinds}.")
        if self.near_duplicates:
            groups = len({article.group for article in self.articles} - {None})
            one = "1 article is" if self.near_duplicates == 1 else f"{self.near_duplicates} articles are"
            lines.append(f"{one} in {groups} {'group' if groups == 1 else 'groups'} of near-duplicates.")
        if self.renumbered:
            one = "1 article" if self.renumbered == 1 else f"{self.renumbered} articles"
            lines.append(
                f"{one} got a new id, as other articles have the numbers that were theirs in their files."
            )
        if self.unused:
            one = "1 duplicate has" if len(self.unused) == 1 else f"{len(self.unused)} duplicates have"
            lines.append(f"{one} labels, which were not added to those that are there.")
        if layers := [merged for merged in self.layers if merged.adds]:
            articles = len({merged.key for merged in layers})
            one = "1 article" if articles == 1 else f"{articles} articles"
            lines.append(f"Layers of further annotators ({_annotators(layers)}) in {one}: {total(layers)}.")
        others = [merged for _, merged in self.merged if not merged.layer]
        if others:
            one = "1 article that was" if len(others) == 1 else f"{len(others)} articles that were"
            lines.append(f"In {one} there already: {total(others)}.")
        if self.taken:
            told = ", ".join(f"{shorten(one.name)} as {one.told}" for one in self.taken[:_NAMES])
            more = f" and {len(self.taken) - _NAMES} more" if len(self.taken) > _NAMES else ""
            lines.append(f"Names of other tools were read as what the codebook has: {told}{more}.")
        lines += [
            f"{file}: not read: {named_columns(columns)}." for file, columns in list(self.unread.items())[:_FILES]
        ]
        if len(self.unread) > _FILES:
            lines.append(f"There are such columns in {len(self.unread) - _FILES} more files.")
        notable = self.notable_dates
        lines += [f"{file}: {dates}." for file, dates in list(notable.items())[:_FILES]]
        if len(notable) > _FILES:
            lines.append(f"There are such dates in {len(notable) - _FILES} more files.")
        for file, remarks in list(self.remarks.items())[:_FILES]:
            lines += [f"{file}: {remark}." for remark in remarks[:_FILES]]
            if len(remarks) > _FILES:
                lines.append(f"{file}: {len(remarks) - _FILES} more such sentences are in the report.")
        if len(self.remarks) > _FILES:
            lines.append(f"There is more to say of {len(self.remarks) - _FILES} files: see the report.")
        return lines


def _annotators(layers: Iterable[Merged]) -> str:
    names = sorted({merged.layer for merged in layers})
    more = f" and {len(names) - _ANNOTATORS} more" if len(names) > _ANNOTATORS else ""
    return ", ".join(map(shorten, names[:_ANNOTATORS])) + more


def named_columns(columns: Sequence[str]) -> str:
    """Columns by their names: ``columns "Art", "Partei"``."""
    return f"column{'s' * (len(columns) > 1)} " + ", ".join(f'"{shorten(name)}"' for name in columns)


def together(one: ImportReport, other: ImportReport) -> ImportReport:
    """What became of two imports, the later one second, for which what the first took from a file is no duplicate.

    Nor is again what was one for the first. What another file brought in is one.
    """
    known = {(article.file, article.key) for article in one.articles}
    known |= {(repeat.file, repeat.key) for repeat in (*one.duplicates, *(repeat for repeat, _ in one.merged))}

    def is_new(repeat: Repeat) -> bool:
        return (repeat.file, repeat.key) not in known

    both = ImportReport(
        one.articles + other.articles,
        one.duplicates + list(filter(is_new, other.duplicates)),
        one.refused + other.refused,
        one.cancelled or other.cancelled,
        other.change or one.change,
        one.unused + list(filter(is_new, other.unused)),
        one.unread | other.unread,
        one.merged + [(repeat, m) for repeat, m in other.merged if m.adds or is_new(repeat)],
        one.others | other.others,
    )
    for file, dates in (*one.dates.items(), *other.dates.items()):
        both.add_dates(file, dates)
    both.add_taken((*one.taken, *other.taken))
    for file, remarks in (*one.remarks.items(), *other.remarks.items()):
        both.add_remarks(file, remarks)
    return both


def lacking_labels(report: ImportReport) -> list[Path]:
    """The files that have labels which the codebook lacks, be it that articles were refused for that, in order."""
    from annotator.formats.foreign import EXTEND

    refused = (refusal.file for refusal in report.refused if EXTEND in refusal.reason)
    told = (file for file, remarks in report.remarks.items() if any(EXTEND in remark for remark in remarks))
    return _files((*refused, *told))


def unused_labels(report: ImportReport) -> list[Path]:
    """The files that have labels of articles which were there already, in order."""
    return _files(repeat.file for repeat in report.unused)


def _files(names: Iterable[str]) -> list[Path]:
    """The files of these names that are there, each once."""
    # Each asked for once: a file may have thousands of them, and its disk be far away.
    paths = map(Path, dict.fromkeys(names))
    # What lies in an archive is called by the names of both.
    found = (next((place for place in (path, *path.parents) if place.is_file()), None) for path in paths)
    return list(dict.fromkeys(path for path in found if path is not None))


def _is_of(name: str, files: set[str]) -> bool:
    return not files.isdisjoint((name, *map(str, Path(name).parents)))


def without_files(report: ImportReport, files: Iterable[Path]) -> ImportReport:
    """The report without what was refused of these files and is told of them, which are imported again."""
    again = {str(path) for path in files}
    return replace(
        report,
        refused=[refusal for refusal in report.refused if not _is_of(refusal.file, again)],
        remarks={file: told for file, told in report.remarks.items() if not _is_of(file, again)},
    )


def without_duplicates(report: ImportReport, files: Iterable[Path]) -> ImportReport:
    """The report with nothing but the new articles of these files, which are imported again."""
    again = {str(path) for path in files}
    return replace(
        without_files(report, files),
        duplicates=[one for one in report.duplicates if not _is_of(one.file, again)],
        unused=[one for one in report.unused if not _is_of(one.file, again)],
        merged=[one for one in report.merged if not _is_of(one[0].file, again)],
        unread={file: columns for file, columns in report.unread.items() if not _is_of(file, again)},
    )


def without_articles(report: ImportReport, files: Iterable[Path]) -> ImportReport:
    """The report without what became of these files."""
    names = {str(path) for path in files}
    return replace(
        without_files(report, files),
        articles=[article for article in report.articles if article.file not in names],
        duplicates=[one for one in report.duplicates if one.file not in names],
        unused=[one for one in report.unused if one.file not in names],
        merged=[one for one in report.merged if one[0].file not in names],
        unread={file: columns for file, columns in report.unread.items() if file not in names},
        dates={file: dates for file, dates in report.dates.items() if file not in names},
        taken=[one for one in report.taken if one.file not in names],
    )


def unread_tables(report: ImportReport) -> Iterator[Path]:
    """The files with columns from which nothing was taken and of which may be said what they are, in order."""
    from annotator.formats.columns import read_columns

    files = (path for path in map(Path, report.unread) if path.is_file())
    return (path for path in files if read_columns(path) is not None)


def unknown_tables(report: ImportReport) -> list[Path]:
    """The files that were refused because no column is known to hold their text, in order."""
    from annotator.formats.mapping import ASKED

    files = dict.fromkeys(Path(refusal.file) for refusal in report.refused if ASKED in refusal.reason)
    return [path for path in files if path.is_file()]
