"""What changes are called, as a person reads it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication


def change_name(command: str) -> str:
    """The name of a command of the history; one that is not known is shown as it is."""
    tr = QCoreApplication.translate
    names = {
        "add span": tr("Change", "labelled"),
        "relabel span": tr("Change", "label changed"),
        "resize span": tr("Change", "span resized"),
        "delete span": tr("Change", "span deleted"),
        "set note": tr("Change", "note"),
        "set attribute": tr("Change", "attribute set"),
        "add relation": tr("Change", "linked"),
        "delete relation": tr("Change", "link removed"),
        "accept suggestion": tr("Change", "suggestion accepted"),
        "reject suggestion": tr("Change", "suggestion rejected"),
        "add zone": tr("Change", "marked as not article text"),
        "delete zone": tr("Change", "made article text again"),
        "set zone kind": tr("Change", "kind of zone"),
        "set state": tr("Change", "progress"),
        "edit article": tr("Change", "title and metadata"),
        "delete article": tr("Change", "article deleted"),
        "import": tr("Change", "import"),
    }
    return names.get(command, command)


def change_title(kind: str, command: str) -> str:
    """The name with what became of it: "undone: linked"."""
    name = change_name(command)
    match kind:
        case "undo":
            return QCoreApplication.translate("Change", "undone: %1").replace("%1", name)
        case "redo":
            return QCoreApplication.translate("Change", "redone: %1").replace("%1", name)
    return name
