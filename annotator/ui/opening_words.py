"""What is said when a project opens: that it can't be changed, and what is wrong with keys."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QCoreApplication

from annotator.project import Project
from annotator.ui.actions.key_trouble import key_troubles, taken_keys
from annotator.ui.actions.making import Keys
from annotator.ui.actions.spec import ActionSpec
from annotator.ui.parts.message_bar import MessageBar

_SHORTLY = 20  # seconds


def tell_at_opening(
    bar: MessageBar,
    project: Project | None,
    settings: Mapping[str, object],
    keys: Keys,
    rows: Iterable[ActionSpec],
) -> None:
    """Shows in the bar what there is to say; settings, keys and rows as for key_troubles.

    Keys that labels have taken are told for a while alone, as the codebook wants it so.
    """
    rows = tuple(rows)
    said = key_troubles(settings, keys, rows)
    if project is not None and project.read_only:
        translate = QCoreApplication.translate
        said.insert(0, translate("Opening", "This project is read-only: you can look, but not label."))
    taken = taken_keys(keys, rows)
    if said or taken:
        bar.show_message(" ".join([*said, taken]).strip(), seconds=0 if said else _SHORTLY)
