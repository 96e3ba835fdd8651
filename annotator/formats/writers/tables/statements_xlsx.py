"""Statements as an Excel workbook."""

from __future__ import annotations

from annotator.formats.writers.base import Setup, Target, Writer
from annotator.formats.writers.tables.statements import StatementTable
from annotator.formats.writers.tables.workbook import shown as shown
from annotator.formats.writers.tables.workbook import xlsx_writer


def make(setup: Setup, target: Target) -> Writer:
    return xlsx_writer(setup, target, StatementTable(setup))
