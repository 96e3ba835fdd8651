"""New identifiers and time stamps, made where things are made."""

from __future__ import annotations

import datetime
import getpass
import os


def new_id() -> str:
    """A random UUID (version 4), so that two projects merge without renumbering."""
    # Its layout is that of RFC 9562, section 5.4; the module uuid takes 3 ms to import and twice as long for each.
    octets = bytearray(os.urandom(16))
    octets[6] = octets[6] & 0x0F | 0x40
    octets[8] = octets[8] & 0x3F | 0x80
    digits = octets.hex()
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


def timestamp() -> str:
    """The present in UTC, ISO 8601 with milliseconds: ``2025-03-13T14:02:11.042Z``."""
    now = datetime.datetime.now(datetime.UTC)
    return now.strftime("%Y-%m-%dT%H:%M:%S.") + f"{now.microsecond // 1000:03d}Z"


def account_name() -> str:
    """The account's name, which labels carry until another is given."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # the last one before Python 3.13, on Windows
        return "annotator"
