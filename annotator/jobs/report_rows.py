"""The report of an import as a table, which windows show, and as JSON and CSV."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any, NamedTuple

import orjson

from annotator.core.offsets import clean_text
from annotator.core.web_addresses import is_address
from annotator.formats.cells import csv_file
from annotator.formats.values import shorten
from annotator.jobs.report import Imported, ImportReport, Named, Repeat, named_columns
from annotator.store.answers import Merged

OUTCOMES = ("refused", "unread", "remark", "taken", "duplicate", "layer", "near-duplicate", "imported")


class ReportRow(NamedTuple):
    """A line of the table of a report; ``line`` is "" where the whole file is meant, or none is known.

    ``what`` is one of :data:`OUTCOMES`; ``reason`` says why, which article it is like, what was not read, for what
    a name was taken, or what else is to be told.
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
    """The report as a table, in order.

    What was refused or not read, names that were read as others, duplicates, layers that joined an article of
    their archive, the articles that came in.
    """
    named = _named(report)
    unused = set(report.unused)
    table = [ReportRow("refused", r.file, _line(r.line), "", "", "", "", "", r.reason) for r in report.refused]
    table += [
        ReportRow("unread", file, "", "", "", "", "", "", named_columns(columns))
        for file, columns in report.unread.items()
    ]
    table += [
        ReportRow("unread", file, "", "", "", "", "", "", str(dates))
        for file, dates in report.notable_dates.items()
    ]
    table += [
        ReportRow("taken", one.file, "", "", "", "", "", "", f"{shorten(one.name)} as {one.told}")
        for one in report.taken
    ]
    table += [
        ReportRow("remark", file, "", "", "", "", "", "", remark)
        for file, remarks in report.remarks.items()
        for remark in remarks
    ]
    table += [
        _repeat_row(repeat, _sameness(repeat, named) + "; its labels were not added" * (repeat in unused))
        for repeat in report.duplicates
    ]
    table += [_merged_row(repeat, merged, named) for repeat, merged in report.merged]
    table += [
        ReportRow(
            "near-duplicate" if article.group else "imported",
            article.file,
            _line(article.line),
            article.title,
            article.encoding or "",
            article.lang or "",
            ", ".join(f"{number} {kind}" for kind, number in article.zones.items()),
            article.group or "",
            _likeness(article, named),
        )
        for article in report.articles
    ]
    return table


def short_name(file: str) -> str:
    """A file without its folder, a web address as it is."""
    return file if is_address(file) else PurePath(file).name


def _named(report: ImportReport) -> dict[str, Named]:
    """What the articles that others are like are called, by key."""
    return {a.key: Named(short_name(a.file), a.title) for a in report.articles} | report.others


def _line(line: int | None) -> str:
    return "" if line is None else str(line)


def _repeat_row(repeat: Repeat, reason: str) -> ReportRow:
    return ReportRow("duplicate", repeat.file, _line(repeat.line), repeat.title, "", "", "", "", reason)


def _merged_row(repeat: Repeat, merged: Merged, named: dict[str, Named]) -> ReportRow:
    if not merged.layer:
        return _repeat_row(repeat, f"{_sameness(repeat, named)}; {merged}")
    other = _called(repeat.key, repeat.file, named)
    return _repeat_row(repeat, f"the layer of {merged.layer}, beside {other}; {merged}")._replace(what="layer")


def _sameness(repeat: Repeat, named: dict[str, Named]) -> str:
    other = _called(repeat.key, repeat.file, named)
    # Of a web address that is there already, nothing is fetched and so no text known.
    return f"the article of this address is {other}" if is_address(repeat.file) else f"the same text as {other}"


def _likeness(article: Imported, named: dict[str, Named]) -> str:
    if article.group is None:
        return ""
    if article.group == article.key:
        return "others are like it"
    return f"like {_called(article.group, article.file, named)}"


def _called(key: str, file: str, named: dict[str, Named]) -> str:
    """What an article is called beside one of this file: its own, or title and id where that says nothing."""
    other = named.get(key)
    if other is None:
        return key
    if other.file and other.file != short_name(file):
        return other.file
    return f'"{shorten(other.title)}" (id {key})' if other.title else f"the one with the id {key}"


def as_json(report: ImportReport) -> bytes:
    """The report as JSON: counts, and lists of articles, duplicates and refusals.

    What of a file's name is no UTF-8, as on old disks, is U+FFFD.
    """
    named = _named(report)

    def repeated(repeat: Repeat) -> dict[str, Any]:
        other = named.get(repeat.key)
        return {
            "file": clean_text(repeat.file),
            "line": repeat.line,
            "title": repeat.title,
            "of": repeat.key,
            "of_title": None if other is None else other.title,
        }

    content: dict[str, Any] = {
        "imported": report.imported,
        "cancelled": report.cancelled,
        "articles": [
            {
                "file": clean_text(article.file),
                "line": article.line,
                "id": article.key,
                "title": article.title,
                "lang": article.lang,
                "encoding": article.encoding,
                "zones": article.zones,
                "group": article.group,
            }
            for article in report.articles
        ],
        "duplicates": [repeated(repeat) for repeat in report.duplicates],
        "unread_columns": [
            {"file": clean_text(file), "columns": columns} for file, columns in report.unread.items()
        ],
        "dates_not_understood": [
            {"file": clean_text(file), **dates.as_json()} for file, dates in report.notable_dates.items()
        ],
        "names_read_as_others": [
            {"file": clean_text(one.file), "name": one.name, "as": one.told} for one in report.taken
        ],
        "remarks": [
            {"file": clean_text(file), "remarks": [clean_text(remark) for remark in remarks]}
            for file, remarks in report.remarks.items()
        ],
        "unused_labels": [repeated(repeat) for repeat in report.unused],
        "merged_labels": [
            {
                **repeated(repeat),
                "layer": merged.layer or None,
                "added": merged.labels,
                "there": merged.there,
                "deleted": merged.deleted,
                "relations": merged.relations,
                "comments": merged.comments,
                "suggestions": merged.suggestions,
                "states": merged.states,
                "entries": merged.entries,
            }
            for repeat, merged in report.merged
        ],
        "refused": [
            {"file": clean_text(r.file), "line": r.line, "reason": clean_text(r.reason)} for r in report.refused
        ],
    }
    return orjson.dumps(content, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def as_csv(report: ImportReport) -> bytes:
    """The report's rows as CSV with a header, as spreadsheets open it."""
    return csv_file([ReportRow._fields, *rows(report)])
