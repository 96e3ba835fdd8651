"""Statements as CSV."""

from __future__ import annotations

from annotator.formats.writers.base import Setup, Target, Writer
from annotator.formats.writers.tables.delimited import csv_writer
from annotator.formats.writers.tables.delimited import shown as shown
from annotator.formats.writers.tables.statements import StatementTable


def make(setup: Setup, target: Target) -> Writer:
    return csv_writer(setup, target, StatementTable(setup))
