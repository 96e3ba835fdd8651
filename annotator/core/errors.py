"""The one kind of error that a person can mend."""

from __future__ import annotations


class UserError(Exception):
    """Something the person can mend; its message is one plain sentence, shown as it is."""


class ReadOnlyError(UserError):
    """The project's file, or its folder, can't be written to."""


class Cancelled(UserError):  # noqa: N818 (it is no error)
    """A person has stopped a command before it was done; nothing of it was written."""


class ConflictError(UserError):
    """An undo or redo contradicts what somebody else has changed since."""
