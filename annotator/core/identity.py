"""New identifiers and time stamps, made where things are made."""

from __future__ import annotations

import datetime
import getpass
import uuid


def new_id() -> str:
    """A random UUID (version 4), so that two projects merge without renumbering."""
    return str(uuid.uuid4())


def timestamp() -> str:
    """The present in UTC, ISO 8601 with milliseconds: ``2025-03-13T14:02:11.042Z``."""
    now = datetime.datetime.now(datetime.UTC)
    return now.strftime("%Y-%m-%dT%H:%M:%S.") + f"{now.microsecond // 1000:03d}Z"


def account_name() -> str:
    """The account's name, which labels carry until another is given."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "annotator"
