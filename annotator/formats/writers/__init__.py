"""Writers: core objects to files. ``FORMATS`` names those that the export knows."""

from __future__ import annotations

FORMATS = ("jsonl",)
