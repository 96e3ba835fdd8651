"""Title and author in a document's properties, where programs write much that nobody has said."""

from __future__ import annotations

import re

from annotator.formats.bylines import split_authors

_NO_TITLE = re.compile(
    r"(?:microsoft )?(?:word|powerpoint)\b.*|(?:dokument|document|layout|seite|page) ?\d*|untitled.*"
    r"|unbenannt.*|sans titre.*|\(?(?:anonymous|unspecified)\)?|[^ ]*_[^ ]*|\d+"
    r"|.*\.(?:docx?|rtf|odt|pdf|indd|qxp|html?|xml|tmp|ai)",
    re.IGNORECASE | re.DOTALL,
)
_LONGEST = 1000  # code points; no title is longer, and the patterns are made for short ones
_NOBODY = re.compile(
    r"python-docx|(?:microsoft )?office.?user|microsoft(?: corporation)?|users?|admin(?:istrator)?|unknown"
    r"|un-named|root|owner|scan(?:ner)?|\(?(?:anonymous|unspecified)\)?",
    re.IGNORECASE,
)


def known_title(written: str) -> str:
    """The title on one line; empty if it is a program's, a file's name, or too long to be one."""
    title = " ".join(written.split())
    return "" if len(title) > _LONGEST or _NO_TITLE.fullmatch(title) else title


def known_authors(written: str) -> list[str]:
    """The names; none if it is a program's or an account's that several use."""
    return [name for name in split_authors(written) if not _NOBODY.fullmatch(name)]
