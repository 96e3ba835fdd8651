"""The real window for every test of this folder that asks for it."""

from tests.end_to_end.window import windows

__all__ = ["windows"]
