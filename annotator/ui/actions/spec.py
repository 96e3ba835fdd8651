"""What an action is, in which menus actions stand, and the rows that a codebook adds to the table of them.

Keys are Qt's portable text (``Ctrl+Shift+P``); more than one may do the same. A row's ``context`` says where
its keys act: "window" everywhere in the main window; "pane" in the text pane alone, because they would eat
typing elsewhere; "span:LABEL" in the text pane while a span of that label is selected.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from annotator.core.codebook import Codebook, Label

if TYPE_CHECKING:
    # PySide6 says that it returns an object.
    def QT_TRANSLATE_NOOP(context: str, text: str) -> str: ...  # noqa: N802
else:
    from PySide6.QtCore import QT_TRANSLATE_NOOP

MENUS = {
    "article": QT_TRANSLATE_NOOP("Actions", "Article"),
    "label": QT_TRANSLATE_NOOP("Actions", "Label"),
    "span": QT_TRANSLATE_NOOP("Actions", "Span"),
    "actors": QT_TRANSLATE_NOOP("Actions", "Actors"),
    "corpus": QT_TRANSLATE_NOOP("Actions", "Corpus"),
    "export": QT_TRANSLATE_NOOP("Actions", "Export"),
    "view": QT_TRANSLATE_NOOP("Actions", "View"),
    "help": QT_TRANSLATE_NOOP("Actions", "Help"),
}
"""The menus in their order. One without actions is not shown."""
GROUPS = {
    "moves": QT_TRANSLATE_NOOP("Actions", "Caret in the text"),
    "mouse": QT_TRANSLATE_NOOP("Actions", "Mouse in the text"),
    "codebook": QT_TRANSLATE_NOOP("Actions", "Labels and attributes"),
    "label": MENUS["label"],
    "span": MENUS["span"],
    "edges": QT_TRANSLATE_NOOP("Actions", "Edges of the span"),
    "many": QT_TRANSLATE_NOOP("Actions", "Many labels at once"),
    **MENUS,
}
"""What actions and moves are grouped by in the keys overlay: some are in no menu."""


@dataclass(frozen=True)
class ActionSpec:
    """One action.

    ``text`` is English and translated when shown; ``group`` is a key of GROUPS; ``slot`` is the method of the main
    window that does it, called with ``argument`` if there is one, and with the new state if the action is
    ``checkable``. Actions of one ``choice`` exclude each other; the chosen one has a mark. A ``rule`` is drawn
    above the action in its menu. ``card`` is the key of GROUPS under which the keys overlay shows it, if that is
    not its group.
    """

    id: str
    text: str
    keys: tuple[str, ...]
    group: str
    slot: str
    context: str = "window"
    argument: str = ""
    checkable: bool = False
    choice: str = ""
    rule: bool = False
    card: str = ""

    @property
    def title(self) -> str:
        """The text in the language of the interface."""
        return QCoreApplication.translate("Actions", self.text)

    @property
    def group_title(self) -> str:
        """The group's name in the language of the interface."""
        return QCoreApplication.translate("Actions", GROUPS[self.group])


def row(
    id: str,
    text: str,
    keys: str,
    slot: str,
    context: str = "window",
    *,
    checkable: bool = False,
    choice: str = "",
    group: str = "",
    rule: bool = False,
    card: str = "",
) -> ActionSpec:
    """A row of the table: keys are parted by blanks, and the id begins with the group unless that is given."""
    return ActionSpec(
        id=id,
        text=text,
        keys=tuple(keys.split()),
        group=group or id.partition(".")[0],
        slot=slot,
        context=context,
        checkable=checkable,
        choice=choice,
        rule=rule,
        card=card,
    )


def attribute_keys(label: Label) -> dict[str, str]:
    """For each attribute of a label the key that turns to it: Alt and the first letter that is still free."""
    taken: dict[str, str] = {}
    for attribute in label.attributes:
        letters = [c for c in attribute.name.upper() if c.isascii() and c.isalpha()]
        free = next((c for c in letters if f"Alt+{c}" not in taken.values()), None)
        if free is not None:
            taken[attribute.name] = f"Alt+{free}"
    return taken


def keyed_first(labels: Iterable[Label]) -> list[Label]:
    """Labels in the order in which they are offered where there is no room for all: those with a key first."""
    return sorted(labels, key=lambda label: not label.key)


def label_rows(codebook: Codebook) -> tuple[ActionSpec, ...]:
    """The rows that a codebook adds: its labels by letter and digit, and the attributes of each by Alt+letter.

    Label rows call ``apply_label`` with the label's name, attribute rows ``turn_to_attribute`` with the
    attribute's; their ids are ``label:QUOTE`` and ``attribute:QUOTE.form``.
    """
    rows = []
    for number, label in enumerate(codebook.labels, start=1):
        keys = (*((label.key,) if label.key else ()), *((str(number),) if number <= 9 else ()))
        rows.append(
            ActionSpec(f"label:{label.name}", label.title, keys, "codebook", "apply_label", "pane", label.name)
        )
    for label in codebook.labels:
        shortcuts = attribute_keys(label)
        for attribute in label.attributes:
            key = shortcuts.get(attribute.name)
            rows.append(
                ActionSpec(
                    id=f"attribute:{label.name}.{attribute.name}",
                    text=f"{label.title}: {attribute.title or attribute.name}",
                    keys=(key,) if key else (),
                    group="codebook",
                    slot="turn_to_attribute",
                    context=f"span:{label.name}",
                    argument=attribute.name,
                )
            )
    return tuple(rows)
