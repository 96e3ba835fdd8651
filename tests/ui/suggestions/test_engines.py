"""Engines that a person adds: only what she agreed to, for that very server, is ever on."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from annotator.ui.files import file_dialogs
from annotator.ui.settings import Settings
from annotator.ui.suggestions import engine_dialog
from annotator.ui.suggestions.engine_dialog import EngineDialog
from annotator.ui.suggestions.engine_list import EngineList
from annotator.ui.suggestions.engines import SERVER, Engine, Engines, consent_sentence, server_of
from tests.ui.test_accessibility import nameless

LOCAL = Engine(SERVER, "http://127.0.0.1:8080/v1", "gemma")


@pytest.fixture
def engines(tmp_path: Path) -> Engines:
    return Engines(Settings(tmp_path / "settings.ini"), tmp_path / "a.annotator")


@pytest.fixture
def pipeline(tmp_path: Path) -> Path:
    """A folder that looks like a spaCy pipeline, as far as that shows without loading it."""
    folder = tmp_path / "de_news"
    folder.mkdir()
    (folder / "config.cfg").write_text("")
    (folder / "meta.json").write_text('{"version": "1"}')
    return folder


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("http://127.0.0.1:8080/v1", "http://127.0.0.1:8080"),
        ("HTTP://Localhost:80/", "http://localhost"),
        ("https://llm.example.org:443/a/b?c#d", "https://llm.example.org"),
        ("https://llm.example.org:8443", "https://llm.example.org:8443"),
        ("http://[::1]:9000/v1", "http://[::1]:9000"),
        ("http://127.0.0.1@evil.example.org/", None),
        ("ftp://example.org", None),
        ("example.org", None),
        ("http://", None),
        ("http://x:99999/", None),
        ("http://[::1", None),
        ("", None),
    ],
)
def test_a_server_is_its_scheme_host_and_port(url: str, server: str | None) -> None:
    assert server_of(url) == server


@pytest.mark.parametrize("spec", ["", "spacy:", "nonsense:/x", "openai:http://x", "openai:#m", "openai:ftp://x#m"])
def test_what_names_no_engine_is_none(spec: str) -> None:
    assert Engine.of(spec) is None


@given(st.text(min_size=1))
def test_a_spec_is_read_back(path: str) -> None:
    engine = Engine("spacy", path)
    assert Engine.of(engine.spec) == engine


def test_titles() -> None:
    assert Engine("spacy", "/models/de_news/").title == "spaCy pipeline · de_news"
    assert Engine("gliner", "C:\\models\\small").title == "GLiNER model · small"
    assert LOCAL.title == "Language model on a server · gemma"
    assert LOCAL.spec == "openai:http://127.0.0.1:8080/v1#gemma"


def test_on_off_and_gone(engines: Engines, tmp_path: Path) -> None:
    folder = Engine("spacy", "/models/a, b;c")
    for engine in (folder, LOCAL, folder):
        engines.add(engine)
    again = Engines(Settings(tmp_path / "settings.ini"), tmp_path / "a.annotator")
    assert again.all() == [folder, LOCAL]
    assert again.chosen() == (folder.spec, LOCAL.spec)
    again.switch(folder, on=False)
    assert again.chosen() == (LOCAL.spec,)
    again.add(folder)
    assert again.chosen() == (folder.spec, LOCAL.spec)
    again.remove(folder)
    assert again.all() == [LOCAL]


def test_consent_is_for_that_server_and_goes_with_its_last_engine(engines: Engines, tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.ini")
    other = LOCAL._replace(model="qwen")
    for engine in (LOCAL, other):
        engines.add(engine)
    assert engines.chosen() == (LOCAL.spec, other.spec)
    engines.remove(LOCAL)
    assert engines.chosen() == (other.spec,)
    engines.remove(other)
    assert settings.agreed_servers(tmp_path / "a.annotator") == []
    # A settings file that names an engine has agreed to nothing.
    elsewhere = LOCAL._replace(place="http://127.0.0.1:8081/v1")
    engines.add(LOCAL)
    settings.engines = [*settings.engines, elsewhere.spec, "rubbish"]
    assert engines.all() == [LOCAL, elsewhere]
    engines.switch(elsewhere, on=True)
    assert engines.chosen() == (LOCAL.spec,)


def test_consent_is_for_one_project(engines: Engines, tmp_path: Path) -> None:
    engines.add(LOCAL)
    other = Engines(Settings(tmp_path / "settings.ini"), tmp_path / "b.annotator")
    assert other.all() == [LOCAL]
    assert other.chosen() == ()
    other.switch(LOCAL, on=True)
    assert other.chosen() == ()
    other.add(LOCAL)
    assert other.chosen() == engines.chosen() == (LOCAL.spec,)
    # Whoever takes it out takes her word back everywhere.
    engines.remove(LOCAL)
    other.switch(LOCAL, on=True)
    Settings(tmp_path / "settings.ini").engines = [LOCAL.spec]
    assert other.chosen() == ()


@pytest.fixture
def dialog(qtbot: QtBot, tmp_path: Path) -> EngineDialog:
    made = EngineDialog(str(tmp_path))
    qtbot.addWidget(made)
    made.show()
    return made


def choose_server(dialog: EngineDialog, url: str = "http://127.0.0.1:8080/v1") -> None:
    dialog.kind.setCurrentIndex(dialog.kind.findData(SERVER))
    dialog.url.setText(url)
    dialog.model.setText("gemma")


def test_a_folder_that_is_there_is_added(
    dialog: EngineDialog, tmp_path: Path, pipeline: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert nameless(dialog) == []
    assert not dialog._add.isEnabled()
    assert not dialog.consent.isVisible()
    dialog.folder.setText(str(tmp_path / "missing"))
    assert not dialog._add.isEnabled()
    assert dialog._note.text() == f"There is no folder {tmp_path / 'missing'}."
    dialog.folder.setText(str(tmp_path))
    assert not dialog._add.isEnabled()
    assert dialog._note.text() == f"The folder {tmp_path} is no spaCy pipeline: it has no config.cfg."
    monkeypatch.setattr(file_dialogs, "choose_folder", lambda *_args: pipeline)
    browse = next(b for b in dialog.findChildren(QPushButton) if b.text() == "Browse…")
    browse.click()
    assert dialog.engine == Engine("spacy", str(pipeline))
    assert dialog._note.text() == "The folder is read on this computer; nothing is sent anywhere."
    dialog._add.click()
    assert dialog.result() == EngineDialog.DialogCode.Accepted


def test_an_installed_pipeline_is_added_by_its_name(dialog: EngineDialog, monkeypatch: pytest.MonkeyPatch) -> None:
    assert dialog.folder.placeholderText() == "or the name of an installed pipeline"
    dialog.folder.setText("xx_news_sm")
    assert not dialog._add.isEnabled()
    monkeypatch.setattr("annotator.suggest.engines.spacy_pipeline.version", lambda _name: "3.1")
    dialog.folder.setText("de_news_sm")
    assert dialog.engine == Engine("spacy", "de_news_sm")
    assert dialog._add.isEnabled()


def test_what_an_address_lacks_is_said(dialog: EngineDialog) -> None:
    choose_server(dialog, "http://llm.example.com")
    dialog.consent.setChecked(True)
    assert not dialog._add.isEnabled()
    assert "would be sent the texts in the open" in dialog._note.text()
    dialog.url.setText("llm.example.com")
    assert "begins with http:// or https://" in dialog._note.text()
    dialog.url.setText("https://llm.example.com")
    assert not dialog._note.isVisible()
    dialog.consent.setChecked(True)
    assert dialog._add.isEnabled()


def test_a_press_on_the_sentence_is_consent(dialog: EngineDialog) -> None:
    choose_server(dialog)
    QTest.mouseClick(dialog.agreement, Qt.MouseButton.LeftButton)
    assert dialog.consent.isChecked()
    QTest.mouseClick(dialog.agreement, Qt.MouseButton.LeftButton)
    assert not dialog.consent.isChecked()


def test_a_server_needs_consent_and_another_one_new_consent(dialog: EngineDialog) -> None:
    choose_server(dialog)
    assert nameless(dialog) == []
    assert dialog.agreement.text() == (
        "Texts of the articles and the codebook are sent to http://127.0.0.1:8080. "
        "Nothing is sent to any other place."
    )
    assert not dialog._add.isEnabled()
    dialog.accept()
    assert dialog.result() == 0
    dialog.consent.setFocus()
    QTest.keyClick(dialog.consent, Qt.Key.Key_Space)
    assert dialog._add.isEnabled()
    dialog.url.setText("http://127.0.0.1:8080/other")
    assert dialog._add.isEnabled()
    dialog.url.setText("http://127.0.0.1:8081/v1")
    assert not dialog.consent.isChecked()
    assert not dialog._add.isEnabled()
    dialog.url.setText("nowhere")
    assert not dialog.consent.isVisible()


def test_a_server_without_a_model_is_not_added(dialog: EngineDialog) -> None:
    choose_server(dialog)
    dialog.consent.setChecked(True)
    dialog.model.setText(" ")
    assert dialog.engine is None
    assert not dialog._add.isEnabled()


def test_the_list_adds_switches_and_removes(
    qtbot: QtBot, engines: Engines, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    made = EngineList(engines, str(tmp_path))
    qtbot.addWidget(made)
    made.show()
    assert made._none.isVisible()

    def answer(dialog: EngineDialog) -> int:
        choose_server(dialog)
        dialog.consent.setChecked(True)
        return int(EngineDialog.DialogCode.Accepted.value)

    monkeypatch.setattr(engine_dialog.EngineDialog, "exec", answer)
    with qtbot.waitSignal(made.changed):
        made.add_button.click()
    made.add()
    assert list(made.rows) == [LOCAL.spec]
    assert not made._none.isVisible()
    assert nameless(made) == []
    row = made.rows[LOCAL.spec]
    assert row.is_chosen
    assert row.check is not None
    assert row.check.accessibleDescription() == consent_sentence("http://127.0.0.1:8080")
    row.check.click()
    assert engines.chosen() == ()
    row.check.click()
    assert engines.chosen() == (LOCAL.spec,)
    remove = next(b for b in row.findChildren(QPushButton) if b.text() == "Remove")
    remove.click()
    assert engines.all() == []
    assert made.rows == {}
    assert made._none.isVisible()


@pytest.mark.parametrize("agrees", [False, True])
def test_a_tick_at_a_server_nobody_agreed_to_asks(
    qtbot: QtBot, engines: Engines, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, agrees: bool
) -> None:
    Settings(tmp_path / "settings.ini").engines = [LOCAL.spec]
    made = EngineList(engines, str(tmp_path))
    qtbot.addWidget(made)
    row = made.rows[LOCAL.spec]
    assert row.check is not None

    def answer(dialog: EngineDialog) -> int:
        assert dialog.engine == LOCAL
        assert not dialog.consent.isChecked()
        dialog.consent.setChecked(agrees)
        return int((EngineDialog.DialogCode.Accepted if agrees else EngineDialog.DialogCode.Rejected).value)

    monkeypatch.setattr(engine_dialog.EngineDialog, "exec", answer)
    row.check.click()
    assert row.is_chosen is agrees
    assert engines.chosen() == ((LOCAL.spec,) if agrees else ())
    assert list(made.rows) == [LOCAL.spec]
