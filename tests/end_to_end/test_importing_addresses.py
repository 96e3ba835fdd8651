"""Articles come in from web addresses that are typed, pasted or dropped, and confirmed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from annotator.formats.web import fetching
from annotator.ui.articles.dialogs import PasteDialog
from annotator.ui.files import file_dialogs
from annotator.ui.files.import_dialog import ImportDialog
from annotator.ui.files.web_dialog import AddressField, WebDialog
from tests.end_to_end.window import CTRL, POPUPS, SHIFT, Driver, Key, Windows, labels_of, open_windows
from tests.making import query
from tests.web_server import Reply, Site, serve

windows = open_windows

pytestmark = POPUPS

TEXT = "Der erste Artikel spricht von Fähren."


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.setattr(fetching, "DELAY_S", 0.0)
    with serve() as site:
        site["/1"], site["/2"] = "Meldung eins", "Meldung zwei"
        yield site


def titles(driver: Driver) -> list[str]:
    return [t for (t,) in query(driver.project.path, "select title from article where deleted = 0 order by id")]


def shown(dialog: WebDialog) -> str:
    field = dialog.findChild(AddressField)
    assert isinstance(field, AddressField)
    assert field.hasFocus()
    return field.toPlainText()


def confirm(dialog: WebDialog) -> None:
    """Presses the key that imports, and leaves what came of it to be looked at."""
    QTest.keyClick(dialog.focusWidget(), Key.Key_Return, CTRL)


def close_report(dialog: ImportDialog) -> str:
    while dialog.is_running():
        QApplication.processEvents()
    said = "\n".join(labels_of(dialog))
    QTest.keyClick(dialog.focusWidget(), Key.Key_Return)
    return said


def copy(text: str) -> None:
    QGuiApplication.clipboard().setText(text)


def test_addresses_are_typed_and_fetched_by_key(windows: Windows, site: Site) -> None:
    driver = windows.open(TEXT)
    copy("Nichts als Text.")
    typed: list[str] = []

    def write(dialog: WebDialog) -> None:
        assert shown(dialog) == ""
        button = next(b for b in dialog.findChildren(QPushButton) if b.text() == "Import")
        assert not button.isEnabled()
        for line in ("bote.example/3", site.at("/1"), site.at("/2")):
            QTest.keyClicks(dialog.focusWidget(), line)
            QTest.keyClick(dialog.focusWidget(), Key.Key_Return)
        typed.extend(labels_of(dialog))
        assert button.isEnabled()
        confirm(dialog)

    with driver.answering(WebDialog, write), driver.answering(ImportDialog, close_report):
        driver.press("i", CTRL | SHIFT)
    assert "2 addresses" in typed
    assert "Line 1: there is no web address (https://…) in this line." in typed
    assert driver.told == "2 articles imported, 2 near-duplicates among them"
    assert titles(driver) == ["Article 1", "Meldung eins", "Meldung zwei"]
    assert driver.title == "Meldung eins"
    assert site.pages == ["/1", "/2"]


def test_the_clipboard_proposes_its_addresses_and_esc_fetches_nothing(windows: Windows, site: Site) -> None:
    driver = windows.open(TEXT)
    copy(f"{site.at('/1')}\n{site.at('/2')}\n")
    seen: list[str] = []

    def leave(dialog: WebDialog) -> None:
        seen.append(shown(dialog))
        QTest.keyClick(dialog.focusWidget(), Key.Key_Escape)

    with driver.answering(WebDialog, leave):
        driver.press("i", CTRL | SHIFT)
    assert seen == [f"{site.at('/1')}\n{site.at('/2')}\n"]
    assert site.asked == []
    assert titles(driver) == ["Article 1"]


def test_addresses_that_are_pasted_are_offered(windows: Windows, site: Site) -> None:
    driver = windows.open(TEXT)
    copy(f"  {site.at('/1')}\n")
    with driver.answering(WebDialog, confirm):
        driver.press("v", CTRL)
    assert titles(driver) == ["Article 1", "Meldung eins"]


def test_text_with_an_address_is_still_an_article(windows: Windows, site: Site) -> None:
    driver = windows.open(TEXT)
    copy(f"Mehr unter {site.at('/1')} im Netz.")
    with driver.answering(PasteDialog, lambda dialog: dialog.accept()):
        driver.press("v", CTRL)
    assert len(titles(driver)) == 2
    assert site.asked == []


def test_links_and_shortcuts_that_are_dropped_are_offered(windows: Windows, site: Site, tmp_path: Path) -> None:
    driver = windows.open(TEXT)
    with driver.answering(WebDialog, confirm):
        assert driver.drop(driver.window, [site.at("/1"), "mailto:mara@bote.example"])
        driver.qtbot.waitUntil(lambda: len(titles(driver)) == 2)
    link = tmp_path / "a.url"
    link.write_text(f"[InternetShortcut]\r\nURL={site.at('/2')}\r\n")
    with driver.answering(WebDialog, confirm):
        assert driver.drop(driver.window, [link])
        driver.qtbot.waitUntil(lambda: len(titles(driver)) == 3)
    assert not driver.drop(driver.window, ["mailto:mara@bote.example"])


def test_what_is_refused_is_told_with_its_address(windows: Windows, site: Site) -> None:
    driver = windows.open(TEXT)
    site["/robots.txt"] = Reply(b"User-agent: *\nDisallow: /2")
    copy(f"{site.at('/1')}\n{site.at('/2')}\n{site.at('/3')}")
    said: list[str] = []

    def end(dialog: ImportDialog) -> None:
        while dialog.is_running():
            QApplication.processEvents()
        dialog._table.copy_all()
        said.append(close_report(dialog))

    with driver.answering(WebDialog, confirm), driver.answering(ImportDialog, end):
        driver.press("v", CTRL)
    assert said == ["1 article imported, 2 refused"]
    rows = [line.split("\t") for line in QGuiApplication.clipboard().text().splitlines()]
    assert [tuple(row[:3]) for row in rows] == [
        ("refused", site.at("/2"), "the site's robots.txt asks not to fetch it"),
        ("refused", site.at("/3"), "the server answers 404 (Not Found)"),
        ("imported", site.at("/1"), ""),
    ]


def test_esc_stops_the_fetching(windows: Windows, site: Site) -> None:
    driver = windows.open(TEXT)
    site["/2"] = Reply(act=lambda _handler: site.ending.wait(60))
    copy(f"{site.at('/1')}\n{site.at('/2')}")
    said: list[str] = []

    def stop(dialog: ImportDialog) -> None:
        driver.qtbot.waitUntil(lambda: "/2" in site.asked)
        QTest.keyClick(dialog, Key.Key_Escape)
        said.append(close_report(dialog))

    with driver.answering(WebDialog, confirm), driver.answering(ImportDialog, stop):
        driver.press("v", CTRL)
    assert said[0].startswith("1 article imported\nCancelled: ")
    assert said[0].endswith("Importing the same addresses again adds the rest.")
    assert titles(driver) == ["Article 1", "Meldung eins"]


def test_without_a_project_one_is_made_first(
    windows: Windows, site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    driver = windows.open(welcome=True)
    copy(site.at("/1"))
    monkeypatch.setattr(file_dialogs, "save_file", lambda *_given, **_more: None)
    driver.window.intake.paste_article()
    assert driver.window.session.project is None
    monkeypatch.setattr(file_dialogs, "save_file", lambda *_given, **_more: tmp_path / "neu.annotator")
    with driver.answering(WebDialog, confirm):
        driver.window.intake.paste_article()
    assert titles(driver) == ["Meldung eins"]


def test_links_and_shortcuts_become_lines_of_the_field(windows: Windows, tmp_path: Path) -> None:
    driver = windows.open(TEXT)
    link = tmp_path / "b.webloc"
    link.write_text(
        "<plist version='1.0'><dict><key>URL</key><string>https://bote.example/2</string></dict></plist>"
    )
    dialog = WebDialog(["https://bote.example/0"], driver.window)
    field = dialog.findChild(AddressField)
    assert isinstance(field, AddressField)
    field.insertPlainText("halb")
    data = QMimeData()
    data.setUrls([QUrl("https://bote.example/ä"), QUrl.fromLocalFile(str(link))])
    assert field.canInsertFromMimeData(data)
    field.insertFromMimeData(data)
    text = QMimeData()
    text.setText("https://bote.example/3 und Text")
    field.insertFromMimeData(text)
    assert field.toPlainText().splitlines() == [
        "https://bote.example/0",
        "halb",
        "https://bote.example/%C3%A4",
        "https://bote.example/2",
        "https://bote.example/3 und Text",
    ]
    assert [selection.cursor.selectedText() for selection in field.extraSelections()] == ["halb"]
    assert len(dialog.addresses) == 4
    field.setPlainText("https://bote.example/1\nhttps://bote.example/1#x\n")
    assert "1 address, 1 listed again" in labels_of_hidden(dialog)
    assert field.extraSelections() == []


def labels_of_hidden(dialog: WebDialog) -> list[str]:
    dialog.show()
    try:
        return labels_of(dialog)
    finally:
        dialog.hide()


def test_a_sitemap_in_the_field_is_read_as_one(windows: Windows) -> None:
    driver = windows.open(TEXT)
    dialog = WebDialog([], driver.window)
    field = dialog.findChild(AddressField)
    assert isinstance(field, AddressField)
    field.setPlainText(
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n<url><loc>\nhttps://bote.example/1\n</loc>\n'
        "<lastmod>2025-03-13</lastmod></url>\n<url><loc>https://bote.example/2</loc></url></urlset>"
    )
    assert dialog.addresses == ["https://bote.example/1", "https://bote.example/2"]
    assert not field.extraSelections()
    field.setPlainText("<!-- all -->\n<sitemapindex>\n<sitemap><loc>https://bote.example/a.xml</loc></sitemap>")
    assert dialog.addresses == []
    assert any(text.startswith("Line 2: it is an index of sitemaps") for text in labels_of_hidden(dialog))
