"""Every action of the program in one table: menus, palette and keys overlay are made from it.

Keys are Qt's portable text (``Ctrl+Shift+P``); more than one may do the same. A row's ``context`` says where
its keys act: "window" everywhere in the main window; "pane" in the text pane alone, because they would eat
typing elsewhere; "span:LABEL" in the text pane while a span of that label is selected.
"""

from __future__ import annotations

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
    "edges": QT_TRANSLATE_NOOP("Actions", "Edges of the span"),
    **MENUS,
}
"""What actions and moves are grouped by in the keys overlay: some are in no menu."""


@dataclass(frozen=True)
class ActionSpec:
    """One action.

    ``text`` is English and translated when shown; ``group`` is a key of GROUPS; ``slot`` is the method of the main
    window that does it, called with ``argument`` if there is one, and with the new state if the action is
    ``checkable``. Actions of one ``choice`` exclude each other; the chosen one has a mark. A ``rule`` is drawn
    above the action in its menu.
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

    @property
    def title(self) -> str:
        """The text in the language of the interface."""
        return QCoreApplication.translate("Actions", self.text)

    @property
    def group_title(self) -> str:
        """The group's name in the language of the interface."""
        return QCoreApplication.translate("Actions", GROUPS[self.group])


def _row(
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
    )


ACTIONS: tuple[ActionSpec, ...] = (
    _row("article.new_project", QT_TRANSLATE_NOOP("Actions", "New project…"), "Ctrl+N", "new_project"),
    _row("article.open", QT_TRANSLATE_NOOP("Actions", "Open project…"), "Ctrl+O", "open_project"),
    _row("article.done_next", QT_TRANSLATE_NOOP("Actions", "Done and next"), "Ctrl+D", "done_and_next", rule=True),
    _row("article.next", QT_TRANSLATE_NOOP("Actions", "Next article"), "Ctrl+PgDown", "next_article"),
    _row("article.previous", QT_TRANSLATE_NOOP("Actions", "Previous article"), "Ctrl+PgUp", "previous_article"),
    _row("article.skip", QT_TRANSLATE_NOOP("Actions", "Skip with a reason…"), "Ctrl+Shift+D", "skip_article"),
    _row("article.reopen", QT_TRANSLATE_NOOP("Actions", "Reopen"), "", "reopen_article"),
    _row("article.quit", QT_TRANSLATE_NOOP("Actions", "Quit"), "Ctrl+Q", "close", rule=True),
    _row("label.undo", QT_TRANSLATE_NOOP("Actions", "Undo"), "Ctrl+Z", "undo"),
    _row("label.redo", QT_TRANSLATE_NOOP("Actions", "Redo"), "Ctrl+Shift+Z Ctrl+Y", "redo"),
    _row(
        "label.next_span",
        QT_TRANSLATE_NOOP("Actions", "Next span or suggestion"),
        "Tab",
        "next_span",
        "pane",
        rule=True,
    ),
    _row(
        "label.previous_span",
        QT_TRANSLATE_NOOP("Actions", "Previous span or suggestion"),
        "Shift+Tab",
        "previous_span",
        "pane",
    ),
    _row("label.grow", QT_TRANSLATE_NOOP("Actions", "Grow the selection"), "Ctrl+Up", "grow_selection", "pane"),
    _row(
        "label.shrink",
        QT_TRANSLATE_NOOP("Actions", "Shrink the selection"),
        "Ctrl+Down",
        "shrink_selection",
        "pane",
    ),
    _row("label.clear", QT_TRANSLATE_NOOP("Actions", "Clear the selection"), "Esc", "clear_selection", "pane"),
    _row(
        "label.link",
        QT_TRANSLATE_NOOP("Actions", "Link speaker or claimant"),
        "S",
        "link_speaker",
        "pane",
        rule=True,
    ),
    _row(
        "label.relation", QT_TRANSLATE_NOOP("Actions", "Link by another relation…"), "R", "link_relation", "pane"
    ),
    _row("label.note", QT_TRANSLATE_NOOP("Actions", "Note"), "N", "edit_note", "pane"),
    _row("label.zone", QT_TRANSLATE_NOOP("Actions", "Mark as not article"), "Z", "mark_zone", "pane"),
    _row("label.delete", QT_TRANSLATE_NOOP("Actions", "Delete"), "Del", "delete_span", "pane"),
    _row(
        "label.accept",
        QT_TRANSLATE_NOOP("Actions", "Accept the suggestion"),
        "Return Enter",
        "accept_suggestion",
        "pane",
        rule=True,
    ),
    _row(
        "label.reject",
        QT_TRANSLATE_NOOP("Actions", "Reject the suggestion"),
        "Backspace",
        "reject_suggestion",
        "pane",
    ),
    _row(
        "label.next_suggestion",
        QT_TRANSLATE_NOOP("Actions", "Next suggestion"),
        "F8",
        "next_suggestion",
    ),
    _row(
        "label.accept_all",
        QT_TRANSLATE_NOOP("Actions", "Accept all suggestions on screen"),
        "Ctrl+Return Ctrl+Enter",
        "accept_all_suggestions",
        "pane",
    ),
    _row(
        "label.extend_end_right",
        QT_TRANSLATE_NOOP("Actions", "Move the end right by a word"),
        "Shift+Right",
        "extend_end_right",
        "pane",
        group="edges",
    ),
    _row(
        "label.extend_end_left",
        QT_TRANSLATE_NOOP("Actions", "Move the end left by a word"),
        "Shift+Left",
        "extend_end_left",
        "pane",
        group="edges",
    ),
    _row(
        "label.extend_start_right",
        QT_TRANSLATE_NOOP("Actions", "Move the start right by a word"),
        "Ctrl+Shift+Right",
        "extend_start_right",
        "pane",
        group="edges",
    ),
    _row(
        "label.extend_start_left",
        QT_TRANSLATE_NOOP("Actions", "Move the start left by a word"),
        "Ctrl+Shift+Left",
        "extend_start_left",
        "pane",
        group="edges",
    ),
    _row(
        "label.extend_end_right_char",
        QT_TRANSLATE_NOOP("Actions", "Move the end right by a character"),
        "Alt+Shift+Right",
        "extend_end_right_char",
        "pane",
        group="edges",
    ),
    _row(
        "label.extend_end_left_char",
        QT_TRANSLATE_NOOP("Actions", "Move the end left by a character"),
        "Alt+Shift+Left",
        "extend_end_left_char",
        "pane",
        group="edges",
    ),
    _row(
        "label.extend_start_right_char",
        QT_TRANSLATE_NOOP("Actions", "Move the start right by a character"),
        "Ctrl+Alt+Shift+Right",
        "extend_start_right_char",
        "pane",
        group="edges",
    ),
    _row(
        "label.extend_start_left_char",
        QT_TRANSLATE_NOOP("Actions", "Move the start left by a character"),
        "Ctrl+Alt+Shift+Left",
        "extend_start_left_char",
        "pane",
        group="edges",
    ),
    _row("corpus.import_files", QT_TRANSLATE_NOOP("Actions", "Import files…"), "Ctrl+I", "import_files"),
    _row("corpus.import_folder", QT_TRANSLATE_NOOP("Actions", "Import a folder…"), "", "import_folder"),
    _row("corpus.paste", QT_TRANSLATE_NOOP("Actions", "Paste an article…"), "Ctrl+V", "paste_article"),
    _row("corpus.search", QT_TRANSLATE_NOOP("Actions", "Search"), "Ctrl+F", "focus_search", rule=True),
    _row("corpus.find_next", QT_TRANSLATE_NOOP("Actions", "Next hit in the text"), "F3", "find_next"),
    _row(
        "corpus.find_previous",
        QT_TRANSLATE_NOOP("Actions", "Previous hit in the text"),
        "Shift+F3",
        "find_previous",
    ),
    _row(
        "corpus.edit_article", QT_TRANSLATE_NOOP("Actions", "Title and metadata…"), "F2", "edit_article", rule=True
    ),
    _row("corpus.delete_article", QT_TRANSLATE_NOOP("Actions", "Delete the article…"), "", "delete_article"),
    _row("export.export", QT_TRANSLATE_NOOP("Actions", "Export…"), "Ctrl+E", "export"),
    _row("view.theme_light", QT_TRANSLATE_NOOP("Actions", "Light theme"), "", "theme_light", choice="theme"),
    _row("view.theme_dark", QT_TRANSLATE_NOOP("Actions", "Dark theme"), "", "theme_dark", choice="theme"),
    _row(
        "view.theme_system",
        QT_TRANSLATE_NOOP("Actions", "Theme of the system"),
        "",
        "theme_system",
        choice="theme",
    ),
    _row("view.zoom_in", QT_TRANSLATE_NOOP("Actions", "Larger text"), "Ctrl++ Ctrl+=", "zoom_in", rule=True),
    _row("view.zoom_out", QT_TRANSLATE_NOOP("Actions", "Smaller text"), "Ctrl+-", "zoom_out"),
    _row("view.zoom_reset", QT_TRANSLATE_NOOP("Actions", "Usual text size"), "Ctrl+0", "zoom_reset"),
    _row("view.wider", QT_TRANSLATE_NOOP("Actions", "Wider column"), "Ctrl+.", "widen_column"),
    _row("view.narrower", QT_TRANSLATE_NOOP("Actions", "Narrower column"), "Ctrl+,", "narrow_column"),
    _row(
        "view.everyone",
        QT_TRANSLATE_NOOP("Actions", "Show everyone's labels"),
        "",
        "show_everyone",
        checkable=True,
        rule=True,
    ),
    _row("view.annotator_name", QT_TRANSLATE_NOOP("Actions", "Annotator's name…"), "", "ask_annotator_name"),
    _row(
        "view.next_region",
        QT_TRANSLATE_NOOP("Actions", "Next region of the window"),
        "F6",
        "next_region",
        rule=True,
    ),
    _row(
        "view.previous_region",
        QT_TRANSLATE_NOOP("Actions", "Previous region of the window"),
        "Shift+F6",
        "previous_region",
    ),
    _row("view.menu_bar", QT_TRANSLATE_NOOP("Actions", "Menu bar"), "F10", "menu_bar"),
    _row("help.palette", QT_TRANSLATE_NOOP("Actions", "Commands by name…"), "Ctrl+Shift+P", "show_palette"),
    _row("help.keys", QT_TRANSLATE_NOOP("Actions", "Keys"), "F1", "show_keys"),
    _row("help.about", QT_TRANSLATE_NOOP("Actions", "About Annotator"), "", "show_about", rule=True),
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
