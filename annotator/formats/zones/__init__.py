"""Article text told from page text, for what was pasted or saved as plain text."""

from annotator.formats.zones.page import FoundZone, PageParts, find_zones

__all__ = ["FoundZone", "PageParts", "find_zones"]
