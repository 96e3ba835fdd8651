"""What became of an import, for each article and each file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath
from typing import Any, NamedTuple

import orjson

from annotator.core.models import Change, Refusal
from annotator.core.offsets import clean_text
from annotator.core.web_addresses import is_address
from annotator.formats.cells import csv_file
from annotator.formats.values import shorten
from annotator.store.merging import Merged, total


class Imported(NamedTuple):
    """An article that came in.

    ``key`` is its id outside the project, ``encoding`` its file's; ``zones`` counts what is no article text by
    kind. ``group`` names the near-duplicates that it is one of, as exports do; None where it is none.
    """

    file: str
    article_id: int
    key: str
    title: str
    encoding: str | None
    lang: str | None
    zones: dict[str, int]
    group: str | None = None


@dataclass(slots=True)
class ImportReport:
    """What became of an import. ``duplicates`` are (file, key of the article that was there already).

    ``unused`` are those of them that have labels, which stay outside; ``merged`` are further ones, by file, whose
    labels were added to the article that was there; ``titles`` are those of both in the files, by key. ``unread``
    are columns of tables from which nothing was taken, by file. ``others`` are the files, or the titles, of
    articles that were there before and are named here, by key. ``renumbered`` counts the articles that got new
    ids, as others have the numbers that they had in their files.
    """

    articles: list[Imported] = field(default_factory=list)
    duplicates: list[tuple[str, str]] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    cancelled: bool = False
    change: Change | None = None
    unused: list[tuple[str, str]] = field(default_factory=list)
    unread: dict[str, list[str]] = field(default_factory=dict)
    merged: list[tuple[str, Merged]] = field(default_factory=list)
    titles: dict[str, str] = field(default_factory=dict)
    others: dict[str, str] = field(default_factory=dict)
    renumbered: int = 0

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
    def repeated(self) -> int:
        """How many articles were there already, be it that labels were added to them."""
        return len(self.duplicates) + len(self.merged)

    @property
    def labels_added(self) -> int:
        """How many labels were added to articles that were there already."""
        return sum(merged.labels for _, merged in self.merged)

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
        if self.merged:
            one = "1 article that was" if len(self.merged) == 1 else f"{len(self.merged)} articles that were"
            lines.append(f"In {one} there already: {total(merged for _, merged in self.merged)}.")
        lines += [
            f"{file}: not read: {named_columns(columns)}." for file, columns in list(self.unread.items())[:_NAMED]
        ]
        if len(self.unread) > _NAMED:
            lines.append(f"There are such columns in {len(self.unread) - _NAMED} more files.")
        return lines


OUTCOMES = ("refused", "unread", "duplicate", "near-duplicate", "imported")
_NAMED = 10  # files of which a sentence names the columns that were not read


class ReportRow(NamedTuple):
    """A line of the table of a report; ``line`` is "" where the whole file is meant.

    ``what`` is one of :data:`OUTCOMES`; ``reason`` says why, which article it is like, or what was not read.
    """

    what: str
    file: str
    line: str
    title: str
    encoding: str
    lang: str
    zones: str
    group: str
    reason: str


def rows(report: ImportReport) -> list[ReportRow]:
    """The report as a table: what was refused or not read, duplicates, the articles that came in; in order."""
    files = {a.key: short_name(a.file) for a in report.articles} | report.others
    unused = set(report.unused)
    table = [
        ReportRow("refused", r.file, "" if r.line is None else str(r.line), "", "", "", "", "", r.reason)
        for r in report.refused
    ]
    table += [
        ReportRow("unread", file, "", "", "", "", "", "", named_columns(columns))
        for file, columns in report.unread.items()
    ]
    table += [
        ReportRow(
            *("duplicate", file, "", report.titles.get(key, ""), "", "", "", ""),
            _sameness(file, files.get(key, key), (file, key) in unused),
        )
        for file, key in report.duplicates
    ]
    table += [
        ReportRow(
            *("duplicate", file, "", report.titles.get(m.key, ""), "", "", "", ""),
            f"{_sameness(file, files.get(m.key, m.key), False)}; {m}",
        )
        for file, m in report.merged
    ]
    table += [
        ReportRow(
            "near-duplicate" if article.group else "imported",
            article.file,
            "",
            article.title,
            article.encoding or "",
            article.lang or "",
            ", ".join(f"{number} {kind}" for kind, number in article.zones.items()),
            article.group or "",
            _likeness(article, files),
        )
        for article in report.articles
    ]
    return table


def short_name(file: str) -> str:
    """A file without its folder, a web address as it is."""
    return file if is_address(file) else PurePath(file).name


def _sameness(file: str, other: str, has_labels: bool) -> str:
    # Of a web address that is there already, nothing is fetched and so no text known.
    told = f"the article of this address is {other}" if is_address(file) else f"the same text as {other}"
    return f"{told}; its labels were not added" if has_labels else told


def named_columns(columns: Sequence[str]) -> str:
    """Columns by their names: ``columns "Art", "Partei"``."""
    return f"column{'s' * (len(columns) > 1)} " + ", ".join(f'"{shorten(name)}"' for name in columns)


def _likeness(article: Imported, files: dict[str, str]) -> str:
    if article.group is None:
        return ""
    return (
        "others are like it" if article.group == article.key else f"like {files.get(article.group, article.group)}"
    )


def as_json(report: ImportReport) -> bytes:
    """The report as JSON: counts, and lists of articles, duplicates and refusals.

    What of a file's name is no UTF-8, as on old disks, is U+FFFD.
    """
    content: dict[str, Any] = {
        "imported": report.imported,
        "cancelled": report.cancelled,
        "articles": [
            {
                "file": clean_text(article.file),
                "id": article.key,
                "title": article.title,
                "lang": article.lang,
                "encoding": article.encoding,
                "zones": article.zones,
                "group": article.group,
            }
            for article in report.articles
        ],
        "duplicates": [{"file": clean_text(file), "of": key} for file, key in report.duplicates],
        "unread_columns": [
            {"file": clean_text(file), "columns": columns} for file, columns in report.unread.items()
        ],
        "unused_labels": [{"file": clean_text(file), "of": key} for file, key in report.unused],
        "merged_labels": [
            {
                "file": clean_text(file),
                "of": merged.key,
                "added": merged.labels,
                "there": merged.there,
                "deleted": merged.deleted,
                "relations": merged.relations,
                "comments": merged.comments,
                "suggestions": merged.suggestions,
                "states": merged.states,
            }
            for file, merged in report.merged
        ],
        "refused": [
            {"file": clean_text(r.file), "line": r.line, "reason": clean_text(r.reason)} for r in report.refused
        ],
    }
    return orjson.dumps(content, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def as_csv(report: ImportReport) -> bytes:
    """The report's rows as CSV with a header, as spreadsheets open it."""
    return csv_file([ReportRow._fields, *rows(report)])


def together(one: ImportReport, other: ImportReport) -> ImportReport:
    """What became of two imports, the later one second, for which what the first took from a file is no duplicate.

    Nor is again what was one for the first. What another file brought in is one.
    """
    known = {(article.file, article.key) for article in one.articles}
    told = {*one.duplicates, *((file, merged.key) for file, merged in one.merged)}

    def is_new(duplicate: tuple[str, str]) -> bool:
        return duplicate not in known and duplicate not in told

    return ImportReport(
        one.articles + other.articles,
        one.duplicates + list(filter(is_new, other.duplicates)),
        one.refused + other.refused,
        one.cancelled or other.cancelled,
        other.change or one.change,
        one.unused + list(filter(is_new, other.unused)),
        one.unread | other.unread,
        one.merged + [(file, m) for file, m in other.merged if m.adds or is_new((file, m.key))],
        one.titles | other.titles,
        one.others | other.others,
    )


def lacking_labels(report: ImportReport) -> list[Path]:
    """The files of which articles were refused as the codebook lacks labels that they have, in order."""
    from annotator.formats.foreign import EXTEND

    return _files(refusal.file for refusal in report.refused if EXTEND in refusal.reason)


def unused_labels(report: ImportReport) -> list[Path]:
    """The files that have labels of articles which were there already, in order."""
    return _files(file for file, _ in report.unused)


def _files(names: Iterable[str]) -> list[Path]:
    """The files of these names that are there, each once."""
    paths = map(Path, names)
    # What lies in an archive is called by the names of both.
    found = (next((place for place in (path, *path.parents) if place.is_file()), None) for path in paths)
    return list(dict.fromkeys(path for path in found if path is not None))


def _is_of(name: str, files: set[str]) -> bool:
    return not files.isdisjoint((name, *map(str, Path(name).parents)))


def without_files(report: ImportReport, files: Iterable[Path]) -> ImportReport:
    """The report without what was refused of these files, which are imported again."""
    again = {str(path) for path in files}
    return replace(report, refused=[refusal for refusal in report.refused if not _is_of(refusal.file, again)])


def without_duplicates(report: ImportReport, files: Iterable[Path]) -> ImportReport:
    """The report with nothing but the new articles of these files, which are imported again."""
    again = {str(path) for path in files}
    return replace(
        without_files(report, files),
        duplicates=[one for one in report.duplicates if not _is_of(one[0], again)],
        unused=[one for one in report.unused if not _is_of(one[0], again)],
        merged=[one for one in report.merged if not _is_of(one[0], again)],
        unread={file: columns for file, columns in report.unread.items() if not _is_of(file, again)},
    )


def without_articles(report: ImportReport, files: Iterable[Path]) -> ImportReport:
    """The report without what became of these files."""
    names = {str(path) for path in files}
    return replace(
        without_files(report, files),
        articles=[article for article in report.articles if article.file not in names],
        duplicates=[one for one in report.duplicates if one[0] not in names],
        unused=[one for one in report.unused if one[0] not in names],
        merged=[one for one in report.merged if one[0] not in names],
        unread={file: columns for file, columns in report.unread.items() if file not in names},
    )


def unread_tables(report: ImportReport) -> list[Path]:
    """The files that have columns from which nothing was taken, in order."""
    return [path for path in map(Path, report.unread) if path.is_file()]


def unknown_tables(report: ImportReport) -> list[Path]:
    """The files that were refused because no column is known to hold their text, in order."""
    from annotator.formats.mapping import ASKED

    files = dict.fromkeys(Path(refusal.file) for refusal in report.refused if ASKED in refusal.reason)
    return [path for path in files if path.is_file()]
