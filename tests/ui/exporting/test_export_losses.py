"""What the export dialog tells of what is left out or changed."""

from __future__ import annotations

import json
import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from annotator.formats.writers.losses import SENTENCES, Losses
from annotator.jobs.files import ExportReport
from annotator.project import Project
from annotator.ui.exporting import loss_panel, wording
from annotator.ui.exporting.loss_panel import LossPanel
from annotator.ui.parts.segmented import SegmentedControl
from tests.ui.exporting.harbour import (
    box,
    export,
    field,
    harbour,
    losses,
    open_dialog,
    preview,
    status,
)
from tests.ui.test_translations import marked

project, marking = harbour, marked


@pytest.mark.parametrize(
    ("report", "sentences"),
    [
        (ExportReport(), ["0 articles written."]),
        (ExportReport(written=1), ["1 article written."]),
        (ExportReport(written=1, not_done=1), ["1 article written, not done yet."]),
        (
            ExportReport(written=2, spans_in_zones=1, relations_in_zones=2),
            ["2 articles written.", "Left out with what is not article text: 1 span, 2 relations."],
        ),
        (
            ExportReport(written=2, spans_in_zones=3, foreign_relations=1),
            [
                "2 articles written.",
                "Left out with what is not article text: 3 spans.",
                "Left out, as a span at their end is not exported: 1 relation.",
            ],
        ),
        (
            ExportReport(written=2, spans_in_zones=1, comments_in_zones=2, foreign_comments=1, lacking=3),
            [
                "2 articles written.",
                "Left out with what is not article text: 1 span, 2 comments.",
                "Left out, as their span is not exported: 1 comment.",
                "Without an attribute that the codebook requires: 3 spans.",
            ],
        ),
    ],
)
def test_sentences_count_rightly(qtbot: QtBot, report: ExportReport, sentences: list[str]) -> None:
    assert wording.written(report) == sentences


def test_what_is_left_out_is_told_before(qtbot: QtBot, project: Project) -> None:
    dialog = open_dialog(qtbot, project)
    assert losses(qtbot, dialog) == [
        "3 articles go out, 2 of them not done.",
        "Cut out, as it is not article text: 1 zone.",
    ]
    box(dialog, "Keep what is not article text").click()
    assert losses(qtbot, dialog)[1:] == ["Nothing is left out."]
    status(dialog).choose_digit("3")
    assert losses(qtbot, dialog) == ["1 article goes out.", "Left out by the filter: 1 new, 1 started."]
    assert not project.path.with_name("hafen.jsonl").exists()


def test_labels_that_are_not_wanted_stay(qtbot: QtBot, project: Project) -> None:
    dialog = open_dialog(qtbot, project)
    labels = next(c for c in dialog.findChildren(SegmentedControl) if c.accessibleName() == "Labels")
    labels.choose(1)
    assert json.loads(preview(dialog))["spans"] == []
    found = losses(qtbot, dialog)
    assert "Left out, as their label, origin or agreement is not wanted: 1 span." in found


def test_one_annotator_has_nobody_to_agree_with(qtbot: QtBot, project: Project) -> None:
    dialog = open_dialog(qtbot, project)
    annotators, agreement = (
        next(one for one in dialog.findChildren(QComboBox) if one.accessibleName() == name)
        for name in ("Labels and progress of", "Annotators who agree")
    )
    agreement.setCurrentIndex(1)
    assert "Left out, as too few annotators labelled them: 3 articles." in losses(qtbot, dialog)
    annotators.setCurrentIndex(annotators.findData("mara"))
    assert not agreement.isEnabled()
    assert losses(qtbot, dialog)[0] == "3 articles go out, 2 of them not done."
    annotators.setCurrentIndex(0)
    assert agreement.isEnabled()
    assert "Left out, as too few annotators labelled them: 3 articles." in losses(qtbot, dialog)


def test_a_crash_of_the_look_is_told(qtbot: QtBot, project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_args: object) -> None:
        raise RuntimeError("bug")

    monkeypatch.setattr(loss_panel, "run", crash)
    with qtbot.captureExceptions() as errors:
        dialog = open_dialog(qtbot, project)
        panel = dialog.findChild(LossPanel)
        assert isinstance(panel, LossPanel)
        qtbot.waitUntil(lambda: "Something went wrong" in panel.text())
    assert [kind for kind, _, _ in errors] == [RuntimeError]


def test_closing_ends_the_look_at_all_articles(qtbot: QtBot, project: Project) -> None:
    dialog = open_dialog(qtbot, project)
    panel = dialog.findChild(LossPanel)
    assert isinstance(panel, LossPanel)
    panel._timer.setInterval(0)
    status(dialog).choose_digit("2")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_what_a_format_loses_is_translated(marked: None) -> None:
    found = Losses()
    for number, kind in enumerate(SENTENCES, 1):
        found.count(kind, number)
    told = wording.lost(found)
    assert len(told) == len(SENTENCES)
    assert all(re.fullmatch(r"⟦.+⟧\.", line) for line in told)
    assert told[1] == "⟦2 spans left out, as they don't begin and end with tokens⟧."


def test_what_a_format_loses_is_told_in_the_same_words_as_elsewhere() -> None:
    found = Losses()
    for number, kind in enumerate(SENTENCES, 1):
        found.count(kind, number)
    assert wording.lost(found) == found.sentences()


@pytest.mark.parametrize("fails", [False, True])
def test_an_export_in_between_does_not_end_the_look(qtbot: QtBot, project: Project, fails: bool) -> None:
    dialog = open_dialog(qtbot, project)
    if fails:
        field(dialog).setText(str(project.path))
    export(qtbot, dialog)
    assert losses(qtbot, dialog)[0] == "3 articles go out, 2 of them not done."
