"""The application's style sheet, made from a theme's colours and the interface's scale.

Variants of a widget are named by the dynamic property ``role`` (see ``set_role``):
QLabel: muted, small, heading, title, keycap, error, done, project;
QFrame: card, bar, head, foot, banner, success, alert, panel, sheet, line, page, page-focus;
QPushButton: primary, danger, quiet, label, chip, proposed, filter, sign; QLineEdit, QPlainTextEdit: wrong;
QListView: plain.
"""

from __future__ import annotations

from string import Template
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from annotator.core.resources import resource

if TYPE_CHECKING:
    from annotator.ui.parts.theme import Theme

_BASE = """
QMainWindow, QDialog, QMessageBox { background: $window; }
QToolTip { background: $surface; color: $text; border: 1px solid $line; padding: ${p4}px ${p8}px; }
QLabel { background: transparent; }
QLabel[role="muted"] { color: $muted; }
QLabel[role="small"] { color: $muted; font-size: ${f12}px; }
QLabel[role="error"] { color: $danger; }
QLabel[role="done"] { color: $done; }
QLabel[role="project"] { color: $text; font-weight: 600; }
QLabel[role="title"] { font-size: ${f20}px; font-weight: 600; }
QLabel[role="heading"] {
    color: $muted; font-size: ${f11}px; font-weight: 600; letter-spacing: 0.7px; text-transform: uppercase; }
QLabel[role="keycap"] {
    color: $muted; background: $window; border: 1px solid $line; border-bottom-width: 2px;
    border-radius: ${p4}px; padding: 0px ${p5}px; font-size: ${f11}px; font-weight: 600; }
QFrame[role="card"] { background: $surface; border: 1px solid $line; border-radius: ${p10}px; }
QFrame[role="bar"] { background: $surface; border: none; }
QFrame[role="head"] { background: $surface; border: none; border-bottom: 1px solid $line; }
QFrame[role="foot"] { background: $surface; border: none; border-top: 1px solid $line; }
QFrame[role="panel"] { background: $surface; border: 1px solid $line; border-radius: ${p10}px; }
QFrame[role="page"] { background: $surface; border: 1px solid $line; border-radius: ${p8}px; padding: 1px; }
QFrame[role="page-focus"] { background: $surface; border: 2px solid $accent; border-radius: ${p8}px; }
QFrame[role="banner"] { background: $banner; border: none; border-bottom: 1px solid $line; }
QFrame[role="success"] { background: $success; border: none; border-bottom: 1px solid $line; }
QFrame[role="alert"] { background: $failure; border: none; border-bottom: 2px solid $danger; }
QFrame[role="sheet"] { background: $window; border: none; }
QFrame[role="line"] { background: $line; border: none; }
QSplitter::handle { background: $line; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
QScrollArea { background: transparent; border: none; }
QStatusBar { background: $surface; color: $muted; border-top: 1px solid $line; }
QStatusBar::item { border: none; }
QProgressBar { background: $line; border: none; border-radius: ${p2}px; max-height: ${p4}px;
    min-height: ${p4}px; }
QProgressBar::chunk { background: $done; border-radius: ${p2}px; }
"""

# Outside GNOME and KDE, Qt puts a coloured picture on every button of a dialog, and a large one in a message box.
_DIALOGS = """
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QMessageBox { icon-size: ${p24}px; messagebox-question-icon: url("$ask");
    messagebox-information-icon: url("$inform"); messagebox-warning-icon: url("$warn");
    messagebox-critical-icon: url("$warn"); }
"""

_MENUS = """
QMenuBar { background: $surface; color: $muted; border: none; border-bottom: 1px solid $line;
    padding: ${p4}px ${p8}px; }
QMenuBar::item { background: transparent; padding: ${p4}px ${p8}px; border-radius: ${p6}px; }
QMenuBar::item:selected, QMenuBar::item:pressed { background: $hover; color: $text; }
QMenuBar QToolButton#qt_menubar_ext_button { background: transparent; border: none; padding: ${p2}px;
    qproperty-icon: url("$chevron"); }
QMenu { background: $surface; color: $text; border: 1px solid $line; padding: ${p6}px; }
QMenu::item { padding: ${p6}px ${p24}px ${p6}px ${p12}px; border-radius: ${p6}px; }
QMenu::item:selected { background: $selected; }
QMenu::item:disabled { color: $muted; }
QMenu::item:checked { font-weight: 600; }
QMenu::indicator { width: ${p14}px; height: ${p14}px; left: ${p6}px; }
QMenu::indicator:non-exclusive { width: ${p12}px; height: ${p12}px; border: 1px solid $muted;
    border-radius: ${p4}px; }
QMenu::indicator:checked { image: url("$tick_text"); }
QMenu::separator { height: 1px; background: $line; margin: ${p6}px ${p4}px; }
"""

# The border of 2 px in focus takes 1 px from the padding, so that nothing moves.
_CONTROLS = """
QLineEdit, QPlainTextEdit, QComboBox, QTextEdit[role="field"] {
    background: $surface; color: $text; border: 1px solid $line; border-radius: ${p8}px;
    padding: ${p6}px ${p8}px; selection-background-color: $accent; selection-color: $on_accent;
    placeholder-text-color: $muted; }
QComboBox QLineEdit, QComboBox QLineEdit:focus { background: transparent; border: none; padding: 0px; }
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus,
QTextEdit[role="field"]:focus { border: 2px solid $accent; padding: ${p6less}px ${p8less}px; }
QLineEdit[role="wrong"], QLineEdit[role="wrong"]:focus, QPlainTextEdit[role="wrong"],
QPlainTextEdit[role="wrong"]:focus { border: 2px solid $danger;
    padding: ${p6less}px ${p8less}px; }
/* The name of a row, typed in its place: a row is no higher than its words. */
QListWidget QLineEdit, QListWidget QLineEdit:focus { border: 1px solid $accent; border-radius: ${p4}px;
    padding: 0px ${p4}px; }
QLineEdit:disabled, QComboBox:disabled, QPlainTextEdit:disabled, QTextEdit[role="field"]:disabled {
    color: $muted; background: $window; }
QComboBox { padding-right: ${p24}px; }
QComboBox:focus { padding-right: ${p24less}px; }
QComboBox::drop-down { border: none; width: ${p24}px; }
QComboBox::down-arrow { image: url("$chevron"); width: ${p12}px; height: ${p12}px; }
/* A list below the box: the popup over it leaves its own frame out of its height, and cuts the last row. */
QComboBox { combobox-popup: 0; }
QComboBox QAbstractItemView, QComboBox QAbstractItemView:focus { background: $surface; border: 1px solid $line;
    border-radius: 0px; padding: 0px; outline: none; }
QComboBox QAbstractItemView::item { padding: ${p4}px ${p6}px; }
QComboBox QAbstractItemView::item:selected { background: $selected; color: $text; }
QPushButton, QToolButton {
    background: $surface; color: $text; border: 1px solid $line; border-radius: ${p8}px;
    padding: ${p6}px ${p12}px; }
QPushButton:hover, QToolButton:hover { background: $hover; }
QPushButton:pressed, QToolButton:pressed { background: $selected; }
QPushButton:focus, QToolButton:focus { border: 2px solid $accent; padding: ${p6less}px ${p12less}px; }
QPushButton:disabled, QToolButton:disabled { color: $muted; background: $window; }
QPushButton:default, QPushButton[role="primary"] {
    background: $accent; color: $on_accent; border-color: $accent; font-weight: 600; }
QPushButton:default:hover, QPushButton[role="primary"]:hover { background: $accent_hover; }
QPushButton:default:focus, QPushButton[role="primary"]:focus { border-color: $text; }
QPushButton:default:disabled, QPushButton[role="primary"]:disabled {
    background: $line; color: $muted; border-color: $line; }
QPushButton[role="danger"] { color: $danger; }
QPushButton[role="danger"]:default { background: $danger; color: $surface; border-color: $danger; }
QPushButton[role="danger"]:default:focus { border-color: $text; }
QPushButton[role="danger"]:default:hover { background: $danger_hover; }
QPushButton[role="quiet"], QToolButton[role="quiet"] {
    background: transparent; border: 1px solid transparent; padding: ${p4}px ${p6}px; }
QPushButton[role="quiet"]:hover, QToolButton[role="quiet"]:hover { background: $hover; }
QPushButton[role="quiet"]:focus, QToolButton[role="quiet"]:focus {
    border: 2px solid $accent; padding: ${p4less}px ${p6less}px; }
QPushButton[role="sign"] { color: $muted; background: transparent; border: 2px solid transparent;
    border-radius: ${p6}px; font-size: ${f12}px; padding: ${p2}px ${p6}px; text-align: left; }
QPushButton[role="sign"]:hover { color: $text; background: $hover; }
QPushButton[role="sign"]:focus { border-color: $accent; }
QPushButton[role="label"] { font-weight: 500; padding: ${p6}px ${p10}px; text-align: left; }
QPushButton[role="label"]:focus { padding: ${p6less}px ${p10less}px; }
QPushButton[role="chip"], QPushButton[role="proposed"], QPushButton[role="filter"] {
    border-radius: ${chip}px; min-height: ${chip_text}px; max-height: ${chip_text}px;
    padding: ${p4}px ${p10}px; }
QPushButton[role="filter"] {
    color: $muted; background: transparent; font-size: ${f12}px; padding: ${p4}px ${p8}px; }
QPushButton[role="proposed"] { color: $muted; background: transparent; border: 1px dashed $muted; }
QPushButton[role="chip"]:hover, QPushButton[role="proposed"]:hover,
QPushButton[role="filter"]:hover { background: $hover; }
QPushButton[role="filter"]:checked { background: $text; color: $surface; border-color: $text; }
QPushButton[role="chip"]:checked { background: $selected; border-color: $accent; }
QPushButton[role="chip"]:focus, QPushButton[role="proposed"]:focus, QPushButton[role="filter"]:focus {
    border: 2px solid $accent; padding: ${p4less}px ${p10less}px; }
QPushButton[role="filter"]:focus { padding: ${p4less}px ${p8less}px; }
QCheckBox, QRadioButton { spacing: ${p8}px; border: 2px solid transparent; border-radius: ${p6}px;
    padding: ${p2}px; }
QCheckBox:focus, QRadioButton:focus { border-color: $accent; }
QCheckBox:disabled, QRadioButton:disabled { color: $muted; }
QCheckBox::indicator, QRadioButton::indicator {
    width: ${p14}px; height: ${p14}px; background: $surface; border: 1px solid $muted; }
QCheckBox::indicator { border-radius: ${p4}px; }
QCheckBox::indicator:checked { background: $accent; border-color: $accent; image: url("$tick"); }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { background: $window; border-color: $line; }
QCheckBox::indicator:checked:disabled { background: $muted; border-color: $muted; }
QRadioButton::indicator { border-radius: ${radio}px; }
QRadioButton::indicator:checked { border: ${p4}px solid $accent; width: ${p8}px; height: ${p8}px; }
QSlider { border: 2px solid transparent; border-radius: ${p6}px; padding: ${p2}px; }
QSlider:focus { border-color: $accent; }
QSlider::groove:horizontal { height: ${p4}px; background: $line; border-radius: ${p2}px; }
QSlider::add-page:horizontal { height: ${p4}px; background: $accent; border-radius: ${p2}px; }
QSlider::handle:horizontal { width: ${p12}px; margin: -${p5}px 0px; background: $surface;
    border: 1px solid $muted; border-radius: ${handle}px; }
QSlider::handle:horizontal:hover { border-color: $accent; }
"""

_VIEWS = """
QAbstractItemView { background: $surface; border: 1px solid $line; border-radius: ${p8}px;
    padding: 1px; outline: none;
    selection-background-color: $selected; selection-color: $text; }
QAbstractItemView:focus { border: 2px solid $accent; padding: 0px; }
QAbstractItemView[role="plain"], QAbstractItemView[role="plain"]:focus {
    background: transparent; border: none; padding: 0px; }
QListWidget::item { padding: ${p4}px ${p6}px; border-radius: ${p6}px; }
QListWidget::item:selected { background: $selected; color: $text; }
QHeaderView, QHeaderView:focus { background: $window; border: none; border-radius: 0px; padding: 0px; }
QHeaderView::section { background: $window; color: $muted; border: none; border-bottom: 1px solid $line;
    padding: ${p4}px ${p8}px; }
QTabWidget::pane { border: none; border-top: 1px solid $line; }
QTabBar::tab { background: transparent; color: $muted; padding: ${p6}px ${p12}px; border: none;
    border-bottom: 2px solid transparent; }
QTabBar::tab:selected { color: $text; border-bottom-color: $accent; }
QTabBar::tab:focus { color: $accent; }
QScrollBar { background: transparent; border: none; margin: 0px; }
QScrollBar:vertical { width: ${p10}px; }
QScrollBar:horizontal { height: ${p10}px; }
QScrollBar::handle { background: $thumb; border-radius: ${p3}px; margin: ${p2}px; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::handle:vertical { min-height: ${p32}px; }
QScrollBar::handle:horizontal { min-width: ${p32}px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0px; height: 0px; border: none; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QAbstractScrollArea::corner { background: transparent; border: none; }
"""

_LENGTHS = (2, 3, 4, 5, 6, 8, 10, 12, 14, 24, 32)
_FACES = (11, 12, 20)
_CHIP_TEXT = 16  # height of a chip's text; with 4 px of padding and the border it is a pill 26 px high


def build(theme: Theme, scale: float = 1.0) -> str:
    """The style sheet of a theme; ``scale`` multiplies faces, paddings and corners, but no line of 1 px."""

    def px(length: float) -> int:
        return max(1, round(length * scale))

    values: dict[str, object] = {
        token: getattr(theme, token)
        for token in (
            *("window", "surface", "line", "text", "muted", "accent", "on_accent"),
            *("selected", "hover", "done", "danger", "banner", "success", "failure"),
        )
    }
    values |= {f"p{n}": px(n) for n in _LENGTHS}
    values |= {f"p{n}less": px(n) - 1 for n in (4, 6, 8, 10, 12, 24)}
    values |= {f"f{n}": px(n) for n in _FACES}
    values["chip_text"] = px(_CHIP_TEXT)
    # Qt draws square corners if the radius is more than half the height.
    values["chip"] = (px(_CHIP_TEXT) + 2 * px(4) + 2) // 2
    values["danger_hover"] = theme.color("danger").darker(112).name()
    values["accent_hover"] = theme.color("accent").darker(112).name()
    values["thumb"] = theme.color("line").darker(112).name() if not theme.dark else "#4A4E56"
    values["handle"] = (px(4) + 2 * px(5)) // 2
    values["radio"] = (px(14) + 2) // 2
    # A style sheet can't colour an image: these greys and amber suit both themes, the tick is there twice.
    pictures = {"chevron": "chevron-down", "ask": "ask", "inform": "inform", "warn": "warn"}
    values |= {name: resource("icons", f"{file}.svg").as_posix() for name, file in pictures.items()}
    ticks = [resource("icons", f"tick-{name}.svg").as_posix() for name in ("light", "dark")]
    values["tick"], values["tick_text"] = reversed(ticks) if theme.dark else ticks
    return Template(_BASE + _DIALOGS + _MENUS + _CONTROLS + _VIEWS).substitute(values)


def set_role(widget: QWidget, role: str) -> None:
    """Names the variant of a widget; one that is shown already is styled anew."""
    if widget.property("role") != role:
        widget.setProperty("role", role)
        if not widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
            # It has not been styled at all yet, as it has not been shown.
            return
        style = widget.style()
        style.unpolish(widget)
        style.polish(widget)
