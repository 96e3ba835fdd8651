"""What others need of import and export, the formats of files among it. Part of the façade."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.core.codebook import Codebook
from annotator.core.models import Draft
from annotator.formats.cells import DELIMITERS
from annotator.formats.writers.atomic import replacing
from annotator.formats.writers.base import Options
from annotator.formats.writers.losses import Losses
from annotator.formats.writers.registry import FORMATS, Format, renamed, told_by
from annotator.formats.writers.tokens import TOKENIZERS
from annotator.jobs.export_filter import ORIGINS, STATUSES, ExportFilter
from annotator.jobs.export_report import ExportReport
from annotator.jobs.exporting import Writing, read_template, run_export
from annotator.jobs.importing import codebook_for, import_anew, import_layers, import_with_labels, run_import
from annotator.jobs.progress import Progress
from annotator.jobs.registers import (
    RegisterReport,
    export_actors,
    export_concepts,
    import_actors,
    import_concepts,
)
from annotator.jobs.report import (
    Imported,
    ImportReport,
    lacking_labels,
    together,
    unknown_tables,
    unread_tables,
    unused_labels,
)
from annotator.jobs.report_rows import OUTCOMES, ReportRow, as_csv, as_json, rows

if TYPE_CHECKING:
    from annotator.formats.columns import Columns as Columns
    from annotator.formats.mapping import Mapping

__all__ = [
    "DELIMITERS",
    "FORMATS",
    "ORIGINS",
    "OUTCOMES",
    "STATUSES",
    "TOKENIZERS",
    "WRITE_FORMATS",
    "ExportFilter",
    "ExportReport",
    "Format",
    "ImportReport",
    "Imported",
    "Losses",
    "Options",
    "Progress",
    "RegisterReport",
    "ReportRow",
    "Writing",
    "as_csv",
    "as_json",
    "codebook_for",
    "export_actors",
    "export_concepts",
    "import_actors",
    "import_anew",
    "import_concepts",
    "import_layers",
    "import_with_labels",
    "lacking_labels",
    "mapping_of",
    "pasted_page",
    "read_mapping",
    "read_template",
    "renamed",
    "replacing",
    "rows",
    "run_export",
    "run_import",
    "table_columns",
    "together",
    "told_by",
    "unknown_tables",
    "unread_tables",
    "unused_labels",
]

READ_FORMATS: tuple[str, ...]
"""What ``--format`` may name, the formats of plug-ins too."""
READ_SUFFIXES: tuple[str, ...]
"""What the names of files end in that can be read, with the dot."""
ARCHIVE_SUFFIXES: tuple[str, ...]
"""Those of them that files with others in them have."""
WRITE_FORMATS = tuple(one.name for one in FORMATS)


def __getattr__(name: str) -> tuple[str, ...]:
    # There are many readers, and packages to look through for more: only who asks waits for them.
    from annotator.formats.readers import registry

    if name == "READ_FORMATS":
        return tuple(reader.name for reader in registry.all_readers())
    if name == "READ_SUFFIXES":
        return registry.suffixes()
    if name == "ARCHIVE_SUFFIXES":
        return registry.ARCHIVE_SUFFIXES
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def pasted_page(html: str, codebook: Codebook) -> Draft | None:
    """A whole page from the clipboard; see :func:`annotator.formats.readers.html.pasted_page`."""
    from annotator.formats.readers.html import pasted_page

    return pasted_page(html, codebook)


def table_columns(path: Path) -> Columns | None:
    """What the columns of a table, or keys of a JSON file, are called and hold; None if it is neither."""
    from annotator.formats.columns import read_columns

    return read_columns(path)


def mapping_of(columns: dict[str, str]) -> Mapping:
    """Which columns are what, of those that a file has: field → name; "" says that none is."""
    from annotator.formats.mapping import Mapping

    return Mapping(columns, some_lack_keys=True)


def read_mapping(given: Iterable[str]) -> Mapping | None:
    """Which columns are what, from texts such as "title=Headline,text=Body"; None for none. Raises UserError."""
    from annotator.formats.mapping import parse_mapping

    return parse_mapping(given)
