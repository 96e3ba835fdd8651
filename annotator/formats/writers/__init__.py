"""Writers: core objects to files. ``FORMATS`` names those that the export knows."""

from __future__ import annotations

from pathlib import Path

from annotator.core.errors import UserError

FORMATS = ("jsonl",)
_OTHERS = (".csv", ".tsv", ".xlsx", ".docx", ".pdf", ".parquet")


def refuse_other_format(path: Path) -> None:
    """Raises UserError if the file's name promises a format that no export writes."""
    if path.suffix.lower() in _OTHERS:
        raise UserError(
            f"{path.name} would hold JSON lines, not what {path.suffix} promises; name a file that ends in .jsonl."
        )
