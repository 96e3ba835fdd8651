"""What is wrong with the keys that somebody has chosen, and which ones labels have taken."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QCoreApplication

from annotator.ui.actions.key_text import key_text
from annotator.ui.actions.making import Keys, conflicts, read_keys
from annotator.ui.actions.spec import ActionSpec


def key_troubles(settings: Mapping[str, object], keys: Keys, rows: Iterable[ActionSpec]) -> list[str]:
    """Sentences for a person: what the settings say that can't be, and keys that would do two things.

    ``settings`` as for load_keys, which has made ``keys`` of them; ``rows`` are all actions there are now.
    """
    unknown = [id_ for id_ in settings if id_ not in keys]
    unread = [f"{id_}={_written(own)}" for id_, own in settings.items() if id_ in keys and read_keys(own) is None]
    clashes = [clash for clash in _clashes(keys, rows) if not _is_taken(*clash)]
    twice = [f"{key_text(key)} ({one.id}, {other.id})" for key, one, other in clashes]
    translate = QCoreApplication.translate
    sentences = (
        (unknown, translate("KeyTrouble", "The settings have keys for actions that there are not: %1.")),
        (unread, translate("KeyTrouble", "The settings have keys that can't be read; the usual ones act: %1.")),
        (twice, translate("KeyTrouble", "Keys do two things, which the settings can change: %1.")),
    )
    return [sentence.replace("%1", ", ".join(found)) for found, sentence in sentences if found]


def taken_keys(keys: Keys, rows: Iterable[ActionSpec]) -> str:
    """A sentence about keys that labels and attributes have taken from other actions; "" if there are none."""
    found = [
        f"{key_text(key)} ({(one if other.group == 'codebook' else other).title.rstrip('…')})"
        for key, one, other in _clashes(keys, rows)
        if _is_taken(key, one, other)
    ]
    sentence = QCoreApplication.translate(
        "KeyTrouble", "Labels have keys of other actions, which Commands has by name: %1."
    )
    return sentence.replace("%1", ", ".join(found)) if found else ""


def _clashes(keys: Keys, rows: Iterable[ActionSpec]) -> list[tuple[str, ActionSpec, ActionSpec]]:
    known = {row.id: row for row in rows}
    return [(key, known[one], known[other]) for key, one, other in conflicts(keys, known.values())]


def _is_taken(_key: str, one: ActionSpec, other: ActionSpec) -> bool:
    """Whether the codebook's row goes before the other one, which the pane does, but nothing of the window."""
    codebook = [row for row in (one, other) if row.group == "codebook"]
    return len(codebook) == 1 and "window" not in (one.context, other.context)


def _written(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
