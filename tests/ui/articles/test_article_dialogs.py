"""Pasting an article, its title and metadata, and the reason for skipping it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, QObject, Qt, QUrl
from PySide6.QtGui import QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

from annotator.core.models import Article, Draft
from annotator.core.offsets import clean_text
from annotator.project import Project, commands
from annotator.ui.articles.clipboard_text import pasted, read_html
from annotator.ui.articles.dialogs import MetadataDialog, PasteDialog, SkipDialog
from annotator.ui.articles.metadata_form import iso_date, join_authors, split_authors
from annotator.ui.parts.message_bar import MessageBar

PAGE = """<html lang="de"><head><title>Eis im Hafen – Küstenkurier</title>
<base href="https://kuestenkurier.example/hafen">
<link rel="stylesheet" type="text/css" href="file:///etc/hostname">
<style>p { color: red }</style><script>if (1 < 2) document.write("<p>geheim</p>");</script></head>
<body><nav>Start</nav><h2>Hafen</h2><h1>Eis im&nbsp;Hafen</h1>
<p>Die Lotsin <img src="file:///etc/hostname" alt="Bild"> sagt:<br>„Eis!“ 🚢</p>
<ul><li>erstens</li><li>zweitens</li></ul><p>Ende&nbsp;gut.</p><!-- <p>nie</p> --></body></html>"""


def html(text: str) -> QMimeData:
    mime = QMimeData()
    mime.setHtml(text)
    return mime


def plain(text: str) -> QMimeData:
    mime = QMimeData()
    mime.setText(text)
    return mime


def line(dialog: QWidget, name: str) -> QLineEdit:
    return next(e for e in dialog.findChildren(QLineEdit) if e.accessibleName() == name)


def button(dialog: QWidget, name: str) -> QPushButton:
    return next(b for b in dialog.findChildren(QPushButton) if b.accessibleName() == name)


def editor(dialog: QWidget) -> QPlainTextEdit:
    found = dialog.findChild(QPlainTextEdit)
    assert isinstance(found, QPlainTextEdit)
    return found


def languages(dialog: QWidget) -> QComboBox:
    found = dialog.findChild(QComboBox)
    assert isinstance(found, QComboBox)
    return found


def message(dialog: QWidget) -> str:
    found = dialog.findChild(MessageBar)
    assert isinstance(found, MessageBar)
    return found.text()


def show(qtbot: QtBot, dialog: QWidget) -> None:
    qtbot.addWidget(dialog)
    dialog.show()
    assert QTest.qWaitForWindowActive(dialog)


@pytest.fixture
def paste(qtbot: QtBot) -> PasteDialog:
    dialog = PasteDialog(html(PAGE))
    show(qtbot, dialog)
    return dialog


# What the clipboard holds


def test_html_becomes_paragraphs(qapp: QObject) -> None:
    title, text = read_html(PAGE)
    assert title == "Eis im Hafen"
    assert text == (
        "Start\n\nHafen\n\nEis im\u00a0Hafen\n\nDie Lotsin sagt:\n„Eis!“ 🚢\n\nerstens\nzweitens\n\nEnde\u00a0gut."
    )


@pytest.mark.parametrize(
    ("body", "title"),
    [
        ("<title>Seite</title><h2>Unter</h2><h1>Haupt</h1><p>x</p>", "Haupt"),
        ("<title>Seite</title><p>vor</p><h3>Unter</h3><h2>Zwei</h2>", "Unter"),
        ("<title>Seite</title><p>vor</p>", "Seite"),
        ("<p>Erste Zeile</p><p>x</p>", "Erste Zeile"),
        ("", ""),
    ],
)
def test_title_of_html(qapp: QObject, body: str, title: str) -> None:
    assert read_html(body)[0] == title


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>GEHEIM</script>",
        "<SCRIPT type='x'>document.write('<p>GEHEIM</p>')</SCRIPT >",
        "<style>GEHEIM { }</style>",
        "<script><!-- </script> --> <style>p{}</style><script>GEHEIM",
        "<!-- GEHEIM -->",
    ],
)
def test_scripts_and_styles_never_appear(qapp: QObject, hidden: str) -> None:
    assert "GEHEIM" not in read_html(f"<p>vor</p>{hidden}")[1]


def test_nothing_is_loaded(qapp: QObject, tmp_path: Path) -> None:
    sheet = tmp_path / "stil.css"
    sheet.write_text("p { white-space: pre }", encoding="utf-8")
    page = f'<style>@import url("{sheet.as_uri()}");</style><p>zwei  Zeichen</p>'
    careless = QTextDocument()
    careless.setHtml(page)
    assert careless.toPlainText() == "zwei  Zeichen", "the style sheet would change the text, if it were loaded"
    assert read_html(page)[1] == "zwei Zeichen"


def test_links_hide_nothing(qapp: QObject) -> None:
    page = """<link itemprop="url" href="https://k.example/?a>b"><p>eins<LINK rel=x> zwei</p><p>drei</p>"""
    assert read_html(page)[1] == "eins zwei\n\ndrei"


def test_html_without_text_gives_way_to_plain_text(qapp: QObject) -> None:
    mime = html('<img src="x.png">')
    mime.setText("Nur Text")
    assert pasted(mime).text == "Nur Text"


def test_address_and_language_of_html(qapp: QObject) -> None:
    found = pasted(html(PAGE))
    assert (found.url, found.lang) == ("https://kuestenkurier.example/hafen", "de")
    mime = html("<p>x</p>")
    mime.setData("text/x-moz-url-priv", "https://lantern.example/a?b=1\0".encode("utf-16-le"))
    assert pasted(mime).url == "https://lantern.example/a?b=1"
    mime = html("<p>x</p>")
    mime.setData("chromium/x-source-url", b"https://nordblatt.example/\xc3\xa4")
    assert pasted(mime).url == "https://nordblatt.example/ä"
    mime = plain("Text")
    mime.setUrls([QUrl("file:///tmp/x"), QUrl("https://quai.example/")])
    assert pasted(mime).url == "https://quai.example/"


def test_plain_text_is_taken_as_it_is(qtbot: QtBot) -> None:
    raw = "\n  Erste\u00a0Zeile  \r\n\u2028\u2029zwei\rdrei\0 🚢\u0301\n\n"
    dialog = PasteDialog(plain(raw))
    qtbot.addWidget(dialog)
    draft = dialog.draft()
    assert draft.article.text == clean_text(raw)
    assert draft.article.title == "Erste Zeile"


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_any_plain_text_stays_as_it_is(qapp: QObject, raw: str) -> None:
    assert pasted(plain(raw)).text == clean_text(raw)


# Pasting


def test_draft_of_a_page_goes_into_a_project(paste: PasteDialog, tmp_path: Path) -> None:
    line(paste, "Source").setText("  Küstenkurier ")
    line(paste, "Authors").setText("Hanna Vogt, Jo Reuß")
    line(paste, "Date").setText("13.3.2025")
    button(paste, "Add article").click()
    assert paste.result() == PasteDialog.DialogCode.Accepted
    project = Project.create(tmp_path / "p.annotator", "mara")
    report = project.import_drafts([paste.draft()])
    assert report.first_id is not None
    opened = project.load(report.first_id)
    project.close()
    assert opened is not None
    article = opened.article
    assert article.title == "Eis im Hafen"
    assert article.text == read_html(PAGE)[1]
    assert article.source == "Küstenkurier"
    assert article.authors == ("Hanna Vogt", "Jo Reuß")
    assert article.published == "2025-03-13"
    assert article.url == "https://kuestenkurier.example/hafen"
    assert article.lang == "de"


def test_the_keyboard_begins_at_the_title(paste: PasteDialog) -> None:
    title = line(paste, "Title")
    assert title.hasFocus()
    assert title.selectedText() == "Eis im Hafen"
    QTest.keyClicks(title, "Neu")
    QTest.keyClick(title, Qt.Key.Key_Return)
    assert paste.result() == PasteDialog.DialogCode.Accepted
    assert paste.draft().article.title == "Neu"


def test_edited_text_keeps_its_spaces(paste: PasteDialog) -> None:
    text = editor(paste)
    text.setFocus()
    QTest.keyClick(text, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(text, Qt.Key.Key_Return)
    QTest.keyClicks(text, "Mehr")
    assert paste.draft().article.text == read_html(PAGE)[1] + "\nMehr"
    QTest.keyClick(text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert paste.result() == PasteDialog.DialogCode.Accepted


def test_without_a_title_the_first_line_is_one(paste: PasteDialog) -> None:
    line(paste, "Title").clear()
    assert paste.draft().article.title == "Start"


def test_without_text_it_stays_open(qtbot: QtBot) -> None:
    dialog = PasteDialog(QMimeData())
    show(qtbot, dialog)
    button(dialog, "Add article").click()
    assert dialog.isVisible()
    assert message(dialog).startswith("There is no text")
    assert editor(dialog).hasFocus()


WEB_PAGE = """Zum Inhalt springen
Suche
Anmelden
Newsletter
Startseite
Politik
Kultur
Sport

Eis im Hafen hält die Fähren auf

Von Wiebke Hansen

14. März 2025

Die Lotsin sah es zuerst: Das Eis lag am Morgen so dicht vor der Mole, dass die Fähre umkehren musste. Am Mittag
kamen die Schlepper.

Teilen
Facebook
Twitter

5 Kommentare

Impressum
Datenschutz
"""


def zones_told(dialog: QWidget) -> str:
    return next((e.text() for e in dialog.findChildren(QLabel) if "not article" in e.text() and e.isVisible()), "")


def test_a_pasted_page_tells_of_its_article(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = PasteDialog(plain(WEB_PAGE))
    show(qtbot, dialog)
    assert line(dialog, "Title").text() == "Eis im Hafen hält die Fähren auf"
    assert line(dialog, "Authors").text() == "Wiebke Hansen"
    assert line(dialog, "Date").text() == "2025-03-14"
    draft = dialog.draft()
    assert draft.article.text == WEB_PAGE
    assert zones_told(dialog) == f"{len(draft.zones)} stretches marked as not article"
    project = Project.create(tmp_path / "p.annotator", "anna")
    project.import_drafts([draft])
    opened = project.load(1)
    assert opened is not None
    kinds = {WEB_PAGE[z.start : z.end].split("\n")[0]: z.kind for z in opened.zones}
    assert kinds["Zum Inhalt springen"] == "boilerplate"
    assert kinds["Von Wiebke Hansen"] == "byline"
    project.close()


def test_zones_follow_the_edited_text(qtbot: QtBot) -> None:
    dialog = PasteDialog(
        plain("Eis im Hafen\n\nDie Lotsin sah es zuerst, und niemand glaubte ihr.\n\nSeite 1 / 2")
    )
    show(qtbot, dialog)
    assert zones_told(dialog) == "1 stretch marked as not article"
    editor(dialog).selectAll()
    editor(dialog).insertPlainText("Eis im Hafen\n\nDie Lotsin sah es zuerst, und niemand glaubte ihr.")
    qtbot.waitUntil(lambda: zones_told(dialog) == "")
    assert dialog.draft().zones == []


def test_what_was_cleared_stays_empty(qtbot: QtBot) -> None:
    dialog = PasteDialog(plain(WEB_PAGE))
    show(qtbot, dialog)
    line(dialog, "Authors").clear()
    line(dialog, "Date").clear()
    article = dialog.draft().article
    assert (article.authors, article.published) == ((), None)


def test_a_heading_of_html_beats_what_the_text_seems_to_say(qtbot: QtBot) -> None:
    dialog = PasteDialog(html("<h1>Eis</h1><p>Hafen</p><p>Hafen</p><p>Die Lotsin sah es zuerst, wie immer.</p>"))
    show(qtbot, dialog)
    assert line(dialog, "Title").text() == "Eis"


def test_a_wrong_date_is_told_at_its_field(paste: PasteDialog) -> None:
    line(paste, "Date").setText("30.2.2025")
    button(paste, "Add article").click()
    assert paste.isVisible()
    assert message(paste).startswith("The date is not one")
    assert line(paste, "Date").hasFocus()


def test_escape_closes(paste: PasteDialog) -> None:
    QTest.keyClick(paste, Qt.Key.Key_Escape)
    assert not paste.isVisible()
    assert paste.result() == PasteDialog.DialogCode.Rejected


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2025", "2025"),
        (" 2025-03 ", "2025-03"),
        ("2025-03-13", "2025-03-13"),
        ("2025-03-13T14:02:00+01:00", "2025-03-13T14:02:00+01:00"),
        ("3.12.2024", "2024-12-03"),
        ("03. 12. 2024", "2024-12-03"),
    ],
)
def test_dates(text: str, date: str) -> None:
    assert iso_date(text) == date


@pytest.mark.parametrize(
    "text", ["", "gestern", "2025-13", "2025-02-30", "25-02-03", "2025-02-03T25:00", "3/12/2024"]
)
def test_what_is_no_date(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        iso_date(text)


name = st.text(st.characters(categories=["L", "Zs"], include_characters=",.-'"), min_size=1).map(
    lambda text: " ".join(text.split())
)


@given(st.lists(name.filter(bool)).map(tuple))
def test_authors_come_back(authors: tuple[str, ...]) -> None:
    assert split_authors(join_authors(authors)) == authors


# Title and metadata


ARTICLE = Article(
    5, "k", "Eis", "Text", "Küstenkurier", ("Vogt, Hanna",), "Frühjahr 2025", "https://k.example", "gsw-CH"
)


@pytest.fixture
def metadata(qtbot: QtBot) -> MetadataDialog:
    dialog = MetadataDialog(ARTICLE)
    show(qtbot, dialog)
    return dialog


def test_untouched_metadata_stay_as_they_are(metadata: MetadataDialog) -> None:
    button(metadata, "Save").click()
    assert metadata.result() == MetadataDialog.DialogCode.Accepted
    assert metadata.command() == commands.EditArticle(
        5, "Eis", "Küstenkurier", ("Vogt, Hanna",), "Frühjahr 2025", "https://k.example", "gsw-CH"
    )


def test_edited_metadata_reach_the_project(qtbot: QtBot, tmp_path: Path) -> None:
    project = Project.create(tmp_path / "p.annotator", "mara")
    article_id = project.import_drafts([Draft(ARTICLE)]).first_id
    assert article_id is not None
    opened = project.load(article_id)
    assert opened is not None
    dialog = MetadataDialog(opened.article)
    show(qtbot, dialog)
    line(dialog, "Title").setText("Eis  im Hafen")
    line(dialog, "Source").clear()
    line(dialog, "Authors").setText("Hanna Vogt; Reuß, Jo;")
    line(dialog, "Date").setText("2025-03")
    line(dialog, "Address (URL)").clear()
    languages(dialog).setCurrentText("French (fr)")
    QTest.keyClick(line(dialog, "Date"), Qt.Key.Key_Return)
    assert dialog.result() == MetadataDialog.DialogCode.Accepted
    project.apply(dialog.command())
    opened = project.load(article_id)
    project.close()
    assert opened is not None
    article = opened.article
    assert (article.title, article.source, article.url) == ("Eis im Hafen", None, None)
    assert article.authors == ("Hanna Vogt", "Reuß, Jo")
    assert (article.published, article.lang) == ("2025-03", "fr")


def test_another_language_is_a_code(metadata: MetadataDialog) -> None:
    languages(metadata).setEditText(" it ")
    assert metadata.command().lang == "it"
    languages(metadata).setEditText("Italienisch, glaube ich")
    button(metadata, "Save").click()
    assert metadata.isVisible()
    assert message(metadata).startswith("The language is not a code")
    languages(metadata).setEditText("")
    assert metadata.command().lang is None


def test_a_title_is_needed(metadata: MetadataDialog) -> None:
    line(metadata, "Title").setText("  ")
    button(metadata, "Save").click()
    assert metadata.isVisible()
    assert message(metadata) == "An article needs a title."
    assert line(metadata, "Title").hasFocus()


# Skipping


@pytest.fixture
def skip(qtbot: QtBot) -> SkipDialog:
    dialog = SkipDialog()
    show(qtbot, dialog)
    return dialog


def test_a_reason_is_needed(skip: SkipDialog) -> None:
    assert skip.focusWidget() is line(skip, "Why is this article not labelled?")
    assert not button(skip, "Skip").isEnabled()
    QTest.keyClick(skip.focusWidget(), Qt.Key.Key_Return)
    assert skip.isVisible()
    QTest.keyClicks(skip.focusWidget(), " satire  only ")
    QTest.keyClick(skip.focusWidget(), Qt.Key.Key_Return)
    assert skip.result() == SkipDialog.DialogCode.Accepted
    assert skip.reason() == "satire only"


def test_a_suggested_reason_is_completed(skip: SkipDialog) -> None:
    QTest.keyClicks(skip.focusWidget(), "pay")
    QTest.keyClick(skip.focusWidget(), Qt.Key.Key_Return)
    assert skip.reason() == "paywall stub"
    assert skip.result() == SkipDialog.DialogCode.Accepted


def test_a_suggested_reason_is_taken_by_its_digit(qtbot: QtBot, skip: SkipDialog) -> None:
    QTest.keyClicks(skip.focusWidget(), "7")
    assert skip.reason() == "7"
    QTest.keyClick(skip.focusWidget(), Qt.Key.Key_Backspace)
    QTest.keyClicks(skip.focusWidget(), "4")
    assert skip.reason() == "duplicate"
    with qtbot.waitSignal(skip.accepted):
        QTest.keyClick(skip.focusWidget(), Qt.Key.Key_Return)


def test_a_suggested_reason_is_clicked(skip: SkipDialog) -> None:
    button(skip, "wrong language").click()
    assert button(skip, "Skip").hasFocus()
    QTest.keyClick(skip.focusWidget(), Qt.Key.Key_Return)
    assert skip.result() == SkipDialog.DialogCode.Accepted
    assert skip.reason() == "wrong language"


def test_a_message_pushes_no_field_out_of_sight(metadata: MetadataDialog) -> None:
    area = metadata.findChild(QScrollArea)
    assert area is not None
    before = area.viewport().height()
    line(metadata, "Title").clear()
    button(metadata, "Save").click()
    QApplication.processEvents()
    assert message(metadata)
    assert area.viewport().height() == before
