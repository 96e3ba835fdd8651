"""Keys, mouse, drops and looks of the table that shows the article list."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.ui.articles.view import ArticleView
from annotator.ui.parts.theme import DARK, LIGHT
from tests.ui.article_fakes import FakeProject, make_list, six, view_of


def drop(view: ArticleView, urls: list[str]) -> QDropEvent:
    data = QMimeData()
    data.setUrls([QUrl(url) for url in urls])
    place, action = QPoint(20, 20), Qt.DropAction.CopyAction
    buttons, held = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(place, action, data, buttons, held)
    QApplication.sendEvent(view.viewport(), enter)
    event = QDropEvent(QPointF(place), action, data, buttons, held)
    if enter.isAccepted():
        QApplication.sendEvent(view.viewport(), event)
    else:
        event.ignore()
    return event


def test_paste_and_delete_keys(qtbot: QtBot) -> None:
    articles = make_list(qtbot, six())
    view = view_of(articles)
    with qtbot.waitSignal(articles.paste_requested):
        QTest.keyClick(view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    with qtbot.assertNotEmitted(articles.deletion_requested):
        QTest.keyClick(view, Qt.Key.Key_Delete)
    articles.select_article(13)
    with qtbot.waitSignal(articles.deletion_requested) as deleted:
        QTest.keyClick(view, Qt.Key.Key_Delete)
    assert deleted.args == [13]


def test_list_claims_its_keys_before_the_window_does(qtbot: QtBot) -> None:
    view = view_of(make_list(qtbot, six()))
    event = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier)
    event.ignore()
    QApplication.sendEvent(view, event)
    assert event.isAccepted()


def test_letters_are_left_to_the_window(qtbot: QtBot) -> None:
    articles = make_list(qtbot, six())
    articles.select_article(10)
    view = view_of(articles)
    event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_R, Qt.KeyboardModifier.NoModifier, "r")
    view.keyPressEvent(event)
    assert not event.isAccepted()
    assert articles.current_article == 10


def test_drag_does_not_open_every_article_on_its_way(qtbot: QtBot) -> None:
    articles = make_list(qtbot, six())
    view = view_of(articles)
    port, left = view.viewport(), Qt.MouseButton.LeftButton
    QTest.mousePress(port, left, pos=QPoint(50, 10))
    QTest.mouseMove(port, QPoint(50, view.rowViewportPosition(3) + 10))
    QTest.mouseRelease(port, left, pos=QPoint(50, view.rowViewportPosition(3) + 10))
    assert articles.current_article == 10


def test_context_menu_by_mouse_and_key(qtbot: QtBot) -> None:
    articles = make_list(qtbot, six())
    view = view_of(articles)
    place = QPoint(50, view.rowViewportPosition(2) + 5)
    asked: list[int] = []
    articles.context_requested.connect(lambda _position, article_id: asked.append(article_id))
    reason = QContextMenuEvent.Reason
    by_mouse = QContextMenuEvent(reason.Mouse, place, view.viewport().mapToGlobal(place))
    QApplication.sendEvent(view.viewport(), by_mouse)
    articles.select_article(14)
    by_key = QContextMenuEvent(reason.Keyboard, QPoint(), QPoint())
    QApplication.sendEvent(view.viewport(), by_key)
    beside = QPoint(50, view.rowViewportPosition(5) + 500)
    QApplication.sendEvent(view.viewport(), QContextMenuEvent(reason.Mouse, beside, beside))
    assert asked == [12, 14]


def test_dropped_files_and_folders(qtbot: QtBot, tmp_path: Path) -> None:
    articles = make_list(qtbot, FakeProject())
    urls = [tmp_path.as_uri(), (tmp_path / "ä b.txt").as_uri(), "https://example.org/article"]
    with qtbot.waitSignal(articles.files_dropped) as dropped:
        event = drop(view_of(articles), urls)
    assert event.isAccepted()
    assert dropped.args == [[tmp_path, tmp_path / "ä b.txt"]]


def test_web_addresses_are_not_taken(qtbot: QtBot) -> None:
    articles = make_list(qtbot, six())
    with qtbot.assertNotEmitted(articles.files_dropped):
        event = drop(view_of(articles), ["https://example.org/article"])
    assert not event.isAccepted()


def test_edge_shows_that_a_drop_is_taken(qtbot: QtBot) -> None:
    view = view_of(make_list(qtbot, six()))
    data, place = QMimeData(), QPoint(20, 20)
    data.setUrls([QUrl("file:///tmp/article.txt")])
    before = view.viewport().grab().toImage()
    args = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(view.viewport(), QDragEnterEvent(place, *args))
    QApplication.sendEvent(view.viewport(), QDragMoveEvent(place, *args))
    assert view.viewport().grab().toImage() != before
    QApplication.sendEvent(view.viewport(), QDragLeaveEvent())
    assert view.viewport().grab().toImage() == before


def test_theme_can_change(qtbot: QtBot) -> None:
    articles = make_list(qtbot, six())
    view = view_of(articles)
    articles.select_article(10)
    place = QPoint(view.viewport().width() - 20, 5)
    assert view.viewport().grab().toImage().pixelColor(place) == LIGHT.color("selected")
    articles.set_theme(DARK)
    assert view.viewport().grab().toImage().pixelColor(place) == DARK.color("selected")


def test_rows_grow_with_the_font(qtbot: QtBot) -> None:
    articles = make_list(qtbot, six())
    view = view_of(articles)
    before, font = view.rowHeight(0), view.font()
    font.setPixelSize(26)
    view.setFont(font)
    assert view.rowHeight(0) > 1.5 * before
