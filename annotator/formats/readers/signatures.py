"""How files of office programs begin."""

from __future__ import annotations

ZIP = b"PK\x03\x04"
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""Old office documents, and those of today that are encrypted."""
