"""The actions of the menu View, a part of the table of all actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.ui.actions.spec import ActionSpec, row

if TYPE_CHECKING:
    # PySide6 says that it returns an object.
    def QT_TRANSLATE_NOOP(context: str, text: str) -> str: ...  # noqa: N802
else:
    from PySide6.QtCore import QT_TRANSLATE_NOOP

VIEW_ACTIONS: tuple[ActionSpec, ...] = (
    row("view.theme_light", QT_TRANSLATE_NOOP("Actions", "Light theme"), "", "theme_light", choice="theme"),
    row("view.theme_dark", QT_TRANSLATE_NOOP("Actions", "Dark theme"), "", "theme_dark", choice="theme"),
    row(
        "view.theme_system",
        QT_TRANSLATE_NOOP("Actions", "Theme of the system"),
        "",
        "theme_system",
        choice="theme",
    ),
    row("view.zoom_in", QT_TRANSLATE_NOOP("Actions", "Larger text"), "Ctrl++ Ctrl+=", "zoom_in", rule=True),
    row("view.zoom_out", QT_TRANSLATE_NOOP("Actions", "Smaller text"), "Ctrl+-", "zoom_out"),
    row("view.zoom_reset", QT_TRANSLATE_NOOP("Actions", "Usual text size"), "Ctrl+0", "zoom_reset"),
    row("view.wider", QT_TRANSLATE_NOOP("Actions", "Wider column"), "Ctrl+.", "widen_column"),
    row("view.narrower", QT_TRANSLATE_NOOP("Actions", "Narrower column"), "Ctrl+,", "narrow_column"),
    row(
        "view.everyone",
        QT_TRANSLATE_NOOP("Actions", "Show everyone's labels"),
        "",
        "show_everyone",
        checkable=True,
        rule=True,
    ),
    row(
        "view.fold",
        QT_TRANSLATE_NOOP("Actions", "Fold near-duplicates"),
        "",
        "fold_near_duplicates",
        checkable=True,
    ),
    row(
        "view.suggests",
        QT_TRANSLATE_NOOP("Actions", "Suggest while reading"),
        "",
        "suggest_while_reading",
        checkable=True,
    ),
    row(
        "view.suggestions",
        QT_TRANSLATE_NOOP("Actions", "Show suggestions"),
        "F9",
        "show_suggestions",
        checkable=True,
        card="label",
    ),
    row("view.least_score", QT_TRANSLATE_NOOP("Actions", "Least score of suggestions…"), "", "choose_least_score"),
    row(
        "view.order_imported",
        QT_TRANSLATE_NOOP("Actions", "List as imported"),
        "",
        "order_imported",
        choice="order",
        rule=True,
    ),
    row(
        "view.order_uncertainty",
        QT_TRANSLATE_NOOP("Actions", "List the most uncertain first"),
        "",
        "order_uncertainty",
        choice="order",
    ),
    row(
        "view.order_yield",
        QT_TRANSLATE_NOOP("Actions", "List those with the most suggestions first"),
        "",
        "order_yield",
        choice="order",
    ),
    row(
        "view.annotator_name",
        QT_TRANSLATE_NOOP("Actions", "Annotator's name…"),
        "",
        "ask_annotator_name",
        rule=True,
    ),
    row(
        "view.guidelines",
        QT_TRANSLATE_NOOP("Actions", "Guidelines"),
        "Ctrl+G",
        "toggle_guidelines",
        "window",
        rule=True,
    ),
    row(
        "view.next_region",
        QT_TRANSLATE_NOOP("Actions", "Next region of the window"),
        "F6",
        "next_region",
        rule=True,
    ),
    row(
        "view.previous_region",
        QT_TRANSLATE_NOOP("Actions", "Previous region of the window"),
        "Shift+F6",
        "previous_region",
    ),
    row("view.menu_bar", QT_TRANSLATE_NOOP("Actions", "Menu bar"), "F10", "menu_bar"),
)
