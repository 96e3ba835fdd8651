"""Fixtures of formats, all invented."""

from pathlib import Path

DATA = Path(__file__).parent
