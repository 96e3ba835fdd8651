"""The window, and all that needs Qt."""

import builtins

import PySide6.QtCore  # noqa: F401 (what it does to the import is undone below)

# PySide reads the source of every module that is imported after it, to see whether "from __feature__ import …"
# may concern it: 10 ms at the start. This program asks for none of these features.
builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
