"""Words that run from right to left: how they are drawn, and how they stand in sentences."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QImage, QPainter
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from annotator.core.models import Article, Mention
from annotator.ui.pane.header import Header
from annotator.ui.parts.concordance import paint_context
from annotator.ui.parts.theme import LIGHT
from annotator.ui.parts.widgets import Chip
from annotator.ui.parts.writing import directed, elided, isolated, runs_leftwards
from annotator.ui.register.tables import Index, PlainTable, RowModel
from tests.end_to_end.window import Windows, open_windows
from tests.making import make_draft

windows = open_windows
HEBREW = "נמל הצפון חתם עם Nordwind"


@pytest.mark.parametrize(
    ("text", "leftwards"),
    [
        (HEBREW, True),
        ("«" + HEBREW, True),
        ("2025: " + HEBREW, True),
        ("Nordwind " + HEBREW, False),
        ("Nord", False),
        ("12", False),
        ("", False),
    ],
)
def test_the_first_letter_tells_which_way_a_text_runs(text: str, leftwards: bool) -> None:
    assert runs_leftwards(text) == leftwards


def test_isolates_stand_only_where_something_runs_from_right_to_left() -> None:
    assert isolated("Nordwind") == "Nordwind"
    assert isolated(HEBREW) == f"\u2068{HEBREW}\u2069"
    assert directed("Nord", leftwards=False) == "Nord"
    assert directed("Nord", leftwards=True) == "\u2067Nord\u2069"
    assert directed(HEBREW, leftwards=False) == f"\u2066{HEBREW}\u2069"


def test_what_is_cut_ends_where_the_writing_ends(qtbot: QtBot) -> None:
    metrics = QFontMetrics(QFont())
    short = elided(metrics, HEBREW, metrics.horizontalAdvance(HEBREW) / 2)
    assert short[0] == "\u2068"
    assert short.endswith("…\u2069")
    assert elided(metrics, "Nord", 10_000) == "Nord"


def drawn_header(title: str) -> QImage:
    article = Article(1, "k", title, HEBREW)
    header = Header(article)
    height = header.arrange(10, 480, QApplication.font(), QApplication.font(), 17)
    image = QImage(500, round(height), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    header.paint(painter, LIGHT)
    painter.end()
    return image


def test_a_title_runs_its_own_way(qtbot: QtBot) -> None:
    assert drawn_header(HEBREW) == drawn_header(f"\u2068{HEBREW}\u2069")


def ink(image: QImage) -> tuple[int, int]:
    """The first and last column that is not white."""
    columns = [
        x for x in range(image.width()) if any(image.pixelColor(x, y) != Qt.GlobalColor.white for y in range(20))
    ]
    return columns[0], columns[-1]


def drawn_line(widget: QWidget, before: str, text: str, after: str) -> QImage:
    image = QImage(600, 20, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    mention = Mention(1, "s", "", "ACTOR", 0, 1, before, text, after, "Mara")
    paint_context(painter, QRectF(0, 0, 600, 20).toRect(), mention, widget)
    painter.end()
    return image


def test_a_concordance_of_hebrew_is_read_from_the_right(qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    # Without anything before it, the mention stands at 40 % from where the line begins.
    left, right = ink(drawn_line(widget, "", "נמל", ""))
    assert left > 300
    assert 350 <= right <= 365
    left, right = ink(drawn_line(widget, "", "Nord", ""))
    assert 235 <= left <= 250
    assert right < 300


def test_rows_of_the_span_list_run_their_own_way(windows: Windows) -> None:
    plain, given = f"«{HEBREW}!»", f"\u2068«{HEBREW}!»\u2069"
    driver = windows.open(make_draft(f"Er sagte {plain} und\ner schrieb {given}."))
    for words in (plain, given):
        driver.pane.select(*driver.place(words))
        driver.press("q")
        driver.press(Qt.Key.Key_Escape)
    view = driver.window.span_list.view
    rows = [view.grab(view.visualRect(view.model().index(row, 0))).toImage() for row in range(2)]
    assert rows[0] == rows[1]


def test_cells_of_the_register_run_their_own_way(qtbot: QtBot) -> None:
    given = f"\u2068{HEBREW}!\u2069"

    class Names(RowModel):
        def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
            return self._rows[index.row()] if role == Qt.ItemDataRole.DisplayRole else None

    for width in (400, 120):
        model = Names()
        model._rows, model._titles = (HEBREW + "!", given), ("Name",)
        table = PlainTable(model, 24)
        qtbot.addWidget(table)
        table.resize(450, 120)
        table.setColumnWidth(0, width)
        whole, top = table.grab().toImage(), table.viewport().y()
        boxes = [table.visualRect(table.model().index(row, 0)).translated(0, top) for row in range(2)]
        assert whole.copy(boxes[0]) == whole.copy(boxes[1])


def test_names_keep_to_themselves_in_what_is_told_and_shown_of_links(windows: Windows) -> None:
    driver = windows.open(make_draft("«ההסכם חתום», אמר דוד כהן (41)."))
    driver.label("«ההסכם חתום»", "q")
    driver.label("דוד כהן (41)", "a")
    driver.press("s")
    assert driver.told == "Speaker: \u2068«ההסכם חתום»\u2069"
    chips = driver.window.inspector.findChildren(Chip)
    assert "Speaker: \u2068«ההסכם חתום»\u2069" in [chip.accessibleName() for chip in chips]
