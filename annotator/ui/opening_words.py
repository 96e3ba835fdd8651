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


class OpeningWords:
    """Says it in a bar, until another project is opened."""

    def __init__(self, bar: MessageBar) -> None:
        self._bar = bar
        self._told = ""

    def tell(
        self, project: Project | None, settings: Mapping[str, object], keys: Keys, rows: Iterable[ActionSpec]
    ) -> None:
        """Shows what there is to say in place of what was said before; the rest as for key_troubles.

        Keys that labels have taken are told for a while alone, as the codebook wants it so.
        """
        rows = tuple(rows)
        said = key_troubles(settings, keys, rows)
        if project is not None and project.read_only:
            translate = QCoreApplication.translate
            said.insert(0, translate("Opening", "This project is read-only: you can look, but not label."))
        taken = taken_keys(keys, rows)
        if self._told:
            self._bar.take_back(self._told)
        self._told = " ".join([*said, taken]).strip()
        if self._told:
            self._bar.show_message(self._told, seconds=0 if said else _SHORTLY)
