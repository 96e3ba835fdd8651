"""Times of the record, as a person reads them."""

from __future__ import annotations

from PySide6.QtCore import QDateTime, QLocale, Qt


def local_time(stamp: str) -> str:
    """A UTC stamp in the local zone and the locale's short form, today's without the date."""
    time = QDateTime.fromString(stamp, Qt.DateFormat.ISODateWithMs).toLocalTime()
    if not time.isValid():
        return stamp
    form = QLocale.FormatType.ShortFormat
    if time.date() == QDateTime.currentDateTime().date():
        return QLocale().toString(time.time(), form)
    return QLocale().toString(time, form)
