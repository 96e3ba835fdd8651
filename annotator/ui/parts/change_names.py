"""What changes are called, as a person reads it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale


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
        "add segment": tr("Change", "piece added"),
        "remove segment": tr("Change", "piece removed"),
        "join spans": tr("Change", "spans joined"),
        "split span": tr("Change", "span parted"),
        "add comment": tr("Change", "commented"),
        "edit comment": tr("Change", "comment edited"),
        "set comment open": tr("Change", "comment closed or opened again"),
        "delete comment": tr("Change", "comment deleted"),
        "toggle flag": tr("Change", "flag"),
        "create actor": tr("Change", "actor added to the register"),
        "edit actor": tr("Change", "actor edited"),
        "delete actor": tr("Change", "actor deleted"),
        "set actor": tr("Change", "actor linked"),
        "merge actors": tr("Change", "actors merged"),
        "split actor": tr("Change", "actor split"),
        "import actors": tr("Change", "actors imported"),
        "import concepts": tr("Change", "concepts imported"),
        "create concept": tr("Change", "concept added"),
        "edit concept": tr("Change", "concept edited"),
        "move concepts": tr("Change", "concepts moved"),
        "delete concept": tr("Change", "concept deleted"),
        "set concept": tr("Change", "concept linked"),
        "merge concepts": tr("Change", "concepts merged"),
        "split concept": tr("Change", "concept split"),
        "label occurrences": tr("Change", "occurrences labelled"),
        "link occurrences": tr("Change", "occurrences linked"),
        "unlabel occurrences": tr("Change", "labels of occurrences removed"),
        "carry labels": tr("Change", "labels proposed in near-duplicates"),
        "replace labels": tr("Change", "labels replaced"),
        "set splits": tr("Change", "articles split into train, dev and test"),
        "change codebook": tr("Change", "codebook changed"),
        "correct text": tr("Change", "text corrected"),
        "accept suggestion": tr("Change", "suggestion accepted"),
        "edit suggestion": tr("Change", "suggestion edited"),
        "reject suggestion": tr("Change", "suggestion rejected"),
        "add zone": tr("Change", "marked as not article text"),
        "delete zone": tr("Change", "made article text again"),
        "set zone kind": tr("Change", "kind of zone"),
        "set state": tr("Change", "progress"),
        "edit article": tr("Change", "title and metadata"),
        "delete article": tr("Change", "article deleted"),
        "suggest": tr("Change", "suggestions"),
        "import": tr("Change", "import"),
    }
    return names.get(command, command)


def change_title(kind: str, command: str, suggestions: int = 1) -> str:
    """The name with what became of it: "undone: linked". ``suggestions`` is how many of them were decided on."""
    name = change_name(command)
    if command == "accept suggestion" and suggestions > 1:
        name = QCoreApplication.translate("Change", "%1 suggestions accepted")
        name = name.replace("%1", QLocale().toString(suggestions))
    match kind:
        case "undo":
            return QCoreApplication.translate("Change", "undone: %1").replace("%1", name)
        case "redo":
            return QCoreApplication.translate("Change", "redone: %1").replace("%1", name)
    return name
