"""A concordance is read page by page, and opens what Enter is pressed on."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from annotator.core.errors import UserError
from annotator.core.models import Mention
from annotator.ui.register.mentions import PAGE, MentionModel, MentionView, PlaceDelegate


def mention(n: int, article: int = 1) -> Mention:
    return Mention(article, f"s{n}", f"Artikel {article}", "ACTOR", n, n + 3, "vor ", f"Wort{n}", " nach", "m")


class Pages:
    """Serves mentions by key, and remembers what was asked for."""

    def __init__(self, count: int) -> None:
        self.every = [mention(n, 1 + n // 3) for n in range(count)]
        self.asked: list[tuple[tuple[int, str] | None, int]] = []

    def __call__(self, after: tuple[int, str] | None, limit: int) -> list[Mention]:
        self.asked.append((after, limit))
        keys = [(m.article_id, m.span_id) for m in self.every]
        start = keys.index(after) + 1 if after else 0
        return self.every[start : start + limit]


def test_pages_are_read_when_they_are_needed() -> None:
    model, pages = MentionModel(), Pages(2 * PAGE + 5)
    model.show(pages)
    assert model.rowCount() == PAGE
    assert pages.asked == [(None, PAGE)]
    while model.canFetchMore():
        model.fetchMore()
    assert model.rowCount() == 2 * PAGE + 5
    assert len(pages.asked) == 3
    assert [model.mention(row) for row in range(model.rowCount())] == pages.every


def test_a_last_page_that_is_full_is_followed_by_an_empty_one() -> None:
    model = MentionModel()
    model.show(Pages(PAGE))
    assert model.canFetchMore()
    model.fetchMore()
    assert not model.canFetchMore()
    assert model.rowCount() == PAGE


def test_an_error_is_told_once_and_ends_the_list() -> None:
    def broken(after: tuple[int, str] | None, limit: int) -> list[Mention]:
        raise UserError("The file is gone.")

    model = MentionModel()
    told: list[str] = []
    model.failed.connect(told.append)
    model.show(broken)
    assert told == ["The file is gone."]
    assert not model.canFetchMore()
    assert model.rowCount() == 0


def test_a_removed_mention_is_not_read_again() -> None:
    model = MentionModel()
    model.show(Pages(5))
    model.remove("s2")
    model.remove("unknown")
    assert [m.span_id for row in range(4) if (m := model.mention(row))] == ["s0", "s1", "s3", "s4"]
    assert model.mention(4) is None


def test_titles_are_shown_once_an_article_where_they_are_grouped() -> None:
    plain, grouped = MentionModel(), MentionModel(grouped=True)
    titles = []
    for model in (plain, grouped):
        model.show(Pages(5))
        titles.append([model.index(row, 1).data() for row in range(5)])
    assert titles[0] == ["Artikel 1"] * 3 + ["Artikel 2"] * 2
    assert titles[1] == ["Artikel 1", "", "", "Artikel 2", ""]
    spoken = plain.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Wort0: vor Wort0 nach"


def test_whose_mention_it_is_stands_beside_the_title_where_it_is_not_ones_own(qtbot: QtBot) -> None:
    model = MentionModel(grouped=True)
    model.show(lambda _after, _limit: [replace(mention(0), annotator="Anna"), mention(1), mention(2, 2)])
    assert [model.index(row, 1).data() for row in range(3)] == ["Artikel 1", "", "Artikel 2"], "nobody is named"
    model.own = "Anna"
    assert [model.index(row, 1).data() for row in range(3)] == ["Artikel 1", "m", "Artikel 2 · m"]
    spoken = model.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Wort1: vor Wort1 nach · m"
    view = MentionView(model)
    qtbot.addWidget(view)
    long = replace(mention(0), title="Ein sehr langer Titel, der die Spalte füllt", annotator="Berta")
    model.show(lambda _after, _limit: [long])
    option = QStyleOptionViewItem()
    view.initViewItemOption(option)
    option.rect = view.visualRect(model.index(0, 1))
    delegate = view.itemDelegateForColumn(1)
    assert isinstance(delegate, PlaceDelegate)
    delegate.initStyleOption(option, model.index(0, 1))
    assert option.text.startswith("Ein sehr")
    assert option.text.endswith("… · Berta")


def test_enter_and_a_double_click_open_and_rows_are_selected_together(qtbot: QtBot) -> None:
    model = MentionModel()
    model.show(Pages(5))
    view = MentionView(model)
    qtbot.addWidget(view)
    view.resize(700, 300)
    view.show()
    qtbot.waitExposed(view)
    opened: list[tuple[int, str]] = []
    view.opened.connect(lambda article, span: opened.append((article, span)))
    view.selectRow(3)
    QTest.keyClick(view, Qt.Key.Key_Return)
    place = view.visualRect(model.index(0, 0)).center()
    none = Qt.KeyboardModifier.NoModifier
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, none, place)
    QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, none, place)
    assert opened == [(2, "s3"), (1, "s0")]
    QTest.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert [m.span_id for m in view.selected()] == ["s0", "s1"]
    assert not view.grab().isNull()
    view.setCurrentIndex(QModelIndex())
    assert view.current() is None
