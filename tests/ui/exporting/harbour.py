"""The export dialog over a project of three articles, and its parts."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from annotator.core.models import Article, Draft, Span, State, Zone
from annotator.project import Project
from annotator.ui.exporting.export_dialog import ExportDialog
from annotator.ui.exporting.loss_panel import LossPanel
from annotator.ui.exporting.record_preview import RecordPreview
from annotator.ui.parts.message_bar import MessageBar
from annotator.ui.parts.segmented import SegmentedControl

TEXT = "Häfen | Die Lotsin Ada Brink warnt vor Eis. 🚢"


@pytest.fixture
def harbour(tmp_path: Path) -> Iterator[Project]:
    """Three articles: the first is mara's and done, the second jo's and started, the third new."""
    made = Project.create(tmp_path / "hafen.annotator", "mara")
    span = Span("s1", 0, "mara", "ACTOR", ((12, 28),))
    zone = Zone("z1", 0, 0, 8, "breadcrumb")
    made.import_drafts(
        [
            Draft(Article(0, "a", "Eis", TEXT), "mara", State.DONE, [span], zones=[zone]),
            Draft(Article(0, "b", "Kran", "Der Kran steht."), "jo", State.STARTED),
            Draft(Article(0, "c", "Möwe", "Die Möwe fliegt.")),
        ]
    )
    yield made
    made.close()


def open_dialog(
    qtbot: QtBot, project: Project, number: int | None = 0, choices: Mapping[str, object] | None = None
) -> ExportDialog:
    article_id = None if number is None else project.article_ids()[number]
    dialog = ExportDialog(project, article_id, choices)
    qtbot.addWidget(dialog)
    dialog.show()
    assert QTest.qWaitForWindowActive(dialog)
    return dialog


def button(dialog: QWidget, name: str) -> QPushButton:
    return next(b for b in dialog.findChildren(QPushButton) if b.accessibleName() == name)


def box(dialog: QWidget, name: str) -> QCheckBox:
    return next(b for b in dialog.findChildren(QCheckBox) if b.accessibleName() == name)


def status(dialog: QWidget) -> SegmentedControl:
    found = dialog.findChild(SegmentedControl)
    assert isinstance(found, SegmentedControl)
    return found


def annotator(dialog: QWidget) -> QComboBox:
    return combo(dialog, "Labels and progress of")


def combo(dialog: QWidget, name: str) -> QComboBox:
    return next(c for c in dialog.findChildren(QComboBox) if c.accessibleName() == name)


def losses(qtbot: QtBot, dialog: QWidget) -> list[str]:
    """What is left out or changed, once all articles have been looked through."""
    panel = dialog.findChild(LossPanel)
    assert isinstance(panel, LossPanel)
    qtbot.waitUntil(lambda: panel.text() != "Looking through all articles…")
    return panel.text().splitlines()


def field(dialog: QWidget) -> QLineEdit:
    return next(e for e in dialog.findChildren(QLineEdit) if e.accessibleName() == "File to write")


def preview(dialog: QWidget) -> str:
    found = dialog.findChild(RecordPreview)
    assert isinstance(found, RecordPreview)
    return found.toPlainText()


def message(dialog: QWidget) -> str:
    found = dialog.findChild(MessageBar)
    assert isinstance(found, MessageBar)
    return found.text()


def export(qtbot: QtBot, dialog: ExportDialog) -> None:
    button(dialog, "Export").click()
    qtbot.waitUntil(lambda: not dialog.is_running())


def keys(path: Path) -> list[str]:
    return [json.loads(line)["id"] for line in path.read_text(encoding="utf-8").splitlines()]
