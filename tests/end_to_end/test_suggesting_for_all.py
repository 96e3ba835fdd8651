"""Suggesting for the whole corpus by key and mouse: chosen, run, stopped, taken back."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog

from annotator.core.errors import UserError
from annotator.core.models import Origin
from annotator.jobs.suggesters import Acceptance
from annotator.jobs.suggesting import Suggesting, _Pace
from annotator.project import Project
from annotator.suggest import registry
from annotator.suggest.base import Context, Proposal, Suggestions
from annotator.suggest.reading import Reading
from annotator.ui.settings import Settings
from annotator.ui.suggestions.choice import chosen_suggesters
from annotator.ui.suggestions.engine_dialog import EngineDialog
from annotator.ui.suggestions.engine_list import EngineList
from annotator.ui.suggestions.engines import Engine, Engines
from annotator.ui.suggestions.suggest_dialog import SuggestDialog
from tests.end_to_end.window import CTRL, POPUPS, SHIFT, Driver, Key, Windows, labels_of, open_windows
from tests.making import OPEN, make_draft, make_span
from tests.suggest.engines.model_server import Reply, serve
from tests.ui.test_accessibility import nameless

windows = open_windows
pytestmark = POPUPS
TEXT = "„Wir bleiben hier, bis jemand zuhört“, sagte Tjark Ohlsen am Tor."


class Words:
    """Proposes each word of the article that begins with a letter."""

    version = "1"
    kind = "rule"

    def __init__(self, name: str, letter: str, label: str, needs: tuple[str, ...] = ()) -> None:
        self.name, self.letter, self.label, self.needs = name, letter, label, needs

    def suggest(self, reading: Reading, known: Sequence[Proposal], context: Context) -> Suggestions:
        tokens = [token for token in reading.tokens if token.text.startswith(self.letter)]
        return Suggestions([Proposal(self.label, ((token.start, token.end),), 0.7) for token in tokens])


@pytest.fixture(autouse=True)
def _plugins(monkeypatch: pytest.MonkeyPatch) -> None:
    """The quotes of the program, and three plug-ins of which one needs another."""
    monkeypatch.setattr(registry, "BUILT_IN", {"quotes": registry.BUILT_IN["quotes"]})
    found: dict[str, Any] = {
        one.name: one
        for one in (Words("tees", "T", "ACTOR"), Words("ohs", "O", "ACTOR", ("tees",)), Words("ess", "s", "CUE"))
    }
    monkeypatch.setattr(registry, "plugins", lambda: registry.Plugins(found, []))


@pytest.fixture
def driver(windows: Windows) -> Driver:
    return windows.open(*(f"Meldung {n}. {TEXT}" for n in range(1, 4)))


def wait(driver: Driver, dialog: SuggestDialog) -> None:
    driver.qtbot.waitUntil(lambda: not dialog.is_running())


def tick(driver: Driver, dialog: SuggestDialog, name: str) -> None:
    check = dialog.rows[name].check
    assert check is not None
    check.setFocus()
    driver.press(Key.Key_Space)


def chosen(dialog: SuggestDialog) -> list[str]:
    return [name for name, row in dialog.rows.items() if row.is_chosen]


def test_by_key_from_the_window_to_undo(driver: Driver) -> None:
    said: list[str] = []

    def use(dialog: SuggestDialog) -> None:
        assert nameless(dialog) == []
        assert chosen(dialog) == ["quotes", "learned", "tees", "ohs", "ess"]
        assert {"Quote", "nothing proposed yet"} <= set(labels_of(dialog))
        driver.press(Key.Key_Return)
        wait(driver, dialog)
        said.append(dialog._bar.text())
        assert {"3 open", "6 open"} <= set(labels_of(dialog))
        assert driver.window.session.waiting == 5  # behind the dialog
        driver.press(Key.Key_Return)  # Close has the focus

    with driver.answering(SuggestDialog, use):
        driver.press("s", CTRL | SHIFT)
    assert said == [
        "3 articles looked through. New: 15 suggestions. In the window, Undo (Ctrl+Z) takes all of it back."
    ]
    assert sorted(driver.words) == ["Ohlsen", "Tjark", "Tor", "sagte", "„Wir bleiben hier, bis jemand zuhört“"]
    driver.press("z", CTRL)
    assert driver.spans == []
    assert driver.told == "undone: suggestions"
    assert not any(summary.suggestions for summary in driver.project.summaries(driver.project.article_ids()))
    driver.press("z", CTRL | SHIFT)
    assert len(driver.spans) == 5


def test_what_is_chosen_is_kept_with_what_it_needs(windows: Windows, driver: Driver) -> None:
    def untick(dialog: SuggestDialog) -> None:
        tick(driver, dialog, "tees")
        assert chosen(dialog) == ["quotes", "learned", "ess"]  # ohs needs tees
        tick(driver, dialog, "quotes")
        driver.press(Key.Key_Escape)

    with driver.answering(SuggestDialog, untick):
        driver.press("s", CTRL | SHIFT)
    assert chosen_suggesters(driver.project, driver.window.settings.suggesters_off) == ("ess",)
    path = driver.project.path
    driver.close()
    again = windows.open(path=path)

    def run(dialog: SuggestDialog) -> None:
        assert chosen(dialog) == ["learned", "ess"]
        dialog._run.click()
        wait(again, dialog)
        tick(again, dialog, "ohs")
        assert chosen(dialog) == ["learned", "tees", "ohs", "ess"]
        tick(again, dialog, "quotes")
        dialog.reject()

    with again.answering(SuggestDialog, run):
        again.press("s", CTRL | SHIFT)
    assert again.words == ["sagte"]
    assert chosen_suggesters(again.project, again.window.settings.suggesters_off) is None


def test_while_reading_what_is_chosen_runs(windows: Windows, driver: Driver) -> None:
    path = driver.project.path
    driver.close()
    settings = Settings(windows.folder / "settings.ini")
    settings.suggesters_off = frozenset(["quotes", "ess", "ohs"])
    settings.save()
    again = windows.open(path=path, suggests=True)
    again.qtbot.waitUntil(lambda: again.window.session.waiting > 0)
    assert again.words == ["Tjark", "Tor"]


def test_with_none_chosen_there_is_nothing_to_run(driver: Driver) -> None:
    def use(dialog: SuggestDialog) -> None:
        for name in ("quotes", "tees", "ess", "learned"):
            tick(driver, dialog, name)
        assert chosen(dialog) == []
        assert not dialog._run.isEnabled()
        tick(driver, dialog, "ess")
        assert dialog._run.isEnabled()
        dialog.reject()

    with driver.answering(SuggestDialog, use):
        driver.press("s", CTRL | SHIFT)


def test_stopped_and_gone_on_with(driver: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("annotator.jobs.suggesting._pace", lambda *_, **__: _Pace(1, 1, 1))
    said: list[str] = []

    def use(dialog: SuggestDialog) -> None:
        dialog._run.click()
        assert dialog.job is not None
        assert QApplication.focusWidget() is dialog._cancel
        assert dialog._cancel.text() == "Stop"
        driver.press(Key.Key_Escape)
        assert not dialog._cancel.isEnabled()
        assert dialog._cancel.text() == "Stopping…"
        wait(driver, dialog)
        said.append(dialog._bar.text())
        assert dialog._run.hasFocus()
        driver.press(Key.Key_Return)
        wait(driver, dialog)
        said.append(dialog._bar.text())
        dialog.reject()

    with driver.answering(SuggestDialog, use):
        driver.press("s", CTRL | SHIFT)
    assert "Stopped; suggesting again goes on with the rest." in said[0]
    assert "Stopped" not in said[1]
    assert all(summary.suggestions == 5 for summary in driver.project.summaries(driver.project.article_ids()))


def test_stopped_while_a_server_is_silent(driver: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr("annotator.ui.suggestions.suggest_dialog.chosen_suggesters", lambda *_: ())

    def use(dialog: SuggestDialog) -> None:
        monkeypatch.setattr(dialog, "_usable_engines", lambda: (f"openai:{server.address}#m",))
        dialog.run()
        driver.qtbot.waitUntil(lambda: bool(server.asked), timeout=20_000)
        dialog._cancel.click()
        wait(driver, dialog)
        said.append(dialog._bar.text())
        dialog.reject()

    with serve() as server, driver.answering(SuggestDialog, use):
        # Until whoever asked has gone.
        server.replies = [Reply(act=lambda handler: handler.rfile.read(1))]
        driver.press("s", CTRL | SHIFT)
    assert said == ["0 articles looked through. Stopped; suggesting again goes on with the rest."]


def test_acceptance_and_suggestions_that_came_another_way(windows: Windows) -> None:
    spans = [make_span("QUOTE", (0, 5), origin=OPEN), make_span("ACTOR", (6, 9), origin=OPEN)]
    other = make_span("CLAIM", (10, 20), origin=Origin("llm", "doccano", "1", 0.5, "open"))
    driver = windows.open(make_draft("Mara ging zum Hafen und blieb.", spans=[*spans, other]))
    driver.press(Key.Key_Tab)
    driver.press(Key.Key_Return)
    driver.press(Key.Key_Tab)
    driver.press(Key.Key_Backspace)

    def use(dialog: SuggestDialog) -> None:
        assert list(dialog.rows) == ["quotes", "learned", "tees", "ohs", "ess", "doccano"]
        shown = labels_of(dialog)
        assert "1 accepted" in shown
        assert "100 %" in shown
        assert "1 rejected" in shown
        assert "0 %" in shown
        assert shown[-1] == "1 open"
        assert "Other suggestions in this project" in shown
        assert dialog.rows["doccano"].check is None
        dialog.reject()

    with driver.answering(SuggestDialog, use):
        driver.window.actions_by_id["corpus.suggest"].trigger()


def test_many_articles_are_counted_in_a_thread(driver: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("annotator.ui.suggestions.suggest_dialog._AT_ONCE", 0)
    driver.project.suggesting.run(("ess",), None, 0)
    count, mine = Suggesting.acceptance, []

    def acceptance(suggesting: Suggesting) -> list[Acceptance]:
        mine.append(suggesting is driver.project.suggesting)
        return count(suggesting)

    monkeypatch.setattr(Suggesting, "acceptance", acceptance)

    def use(dialog: SuggestDialog) -> None:
        driver.qtbot.waitUntil(lambda: "3 open" in labels_of(dialog))
        dialog.reject()

    with driver.answering(SuggestDialog, use):
        driver.press("s", CTRL | SHIFT)
    assert mine == [False]


def test_the_list_in_its_order_follows_the_run(windows: Windows) -> None:
    driver = windows.open("Hier ein Tor.", "Und hier keines.", "Tor um Tor um Tor.")
    driver.window.actions_by_id["view.order_yield"].trigger()
    assert list(driver.window.articles._model.ids) == [1, 2, 3]
    driver.window.articles.select_article(2)

    def use(dialog: SuggestDialog) -> None:
        dialog._run.click()
        wait(driver, dialog)
        dialog.reject()

    with driver.answering(SuggestDialog, use):
        driver.press("s", CTRL | SHIFT)
    assert list(driver.window.articles._model.ids) == [3, 1, 2]
    assert driver.title == "Article 2"


def test_what_fails_is_told(driver: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise UserError("The disk is full.")

    def use(dialog: SuggestDialog) -> None:
        monkeypatch.setattr(Suggesting, "run", fail)
        dialog._run.click()
        wait(driver, dialog)
        assert dialog._bar.text() == "The disk is full."
        assert dialog._run.isEnabled()
        dialog.reject()

    with driver.answering(SuggestDialog, use):
        driver.press("s", CTRL | SHIFT)


def test_a_broken_plug_in_is_told(driver: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        registry, "plugins", lambda: registry.Plugins({}, ["the plug-in x can't be used (ImportError: y)"])
    )

    def use(dialog: SuggestDialog) -> None:
        assert dialog._bar.text() == "The plug-in x can't be used (ImportError: y)."
        dialog.reject()

    with driver.answering(SuggestDialog, use):
        driver.press("s", CTRL | SHIFT)


def test_a_read_only_project_shows_the_rates_and_runs_nothing(
    driver: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Project, "read_only", True)

    def use(dialog: SuggestDialog) -> None:
        assert not dialog._run.isEnabled()
        assert dialog._run.toolTip() == "The project is read-only"
        dialog.reject()

    with driver.answering(SuggestDialog, use):
        driver.press("s", CTRL | SHIFT)


def test_without_a_project_the_action_is_off(windows: Windows) -> None:
    driver = windows.open(welcome=True)
    assert not driver.window.actions_by_id["corpus.suggest"].isEnabled()
    driver.window.find_slot("suggest_corpus")()
    assert not isinstance(QApplication.activeModalWidget(), QDialog)


def test_every_check_box_is_reached_by_tab(driver: Driver) -> None:
    def use(dialog: SuggestDialog) -> None:
        names = set()
        for _ in range(11):
            driver.press(Key.Key_Tab)
            names.add(driver.focus.accessibleName())
        assert {
            "Quotes",
            "Learned from your labels",
            "Learn now",
            "Add an engine",
            "tees",
            "ohs",
            "ess",
            "Close",
            "Suggest for all articles",
        } == names
        assert driver.focus.focusPolicy() & Qt.FocusPolicy.TabFocus
        dialog.reject()

    with driver.answering(SuggestDialog, use):
        driver.press("s", CTRL | SHIFT)


def test_a_new_engine_is_in_sight_and_one_that_is_gone_stops_nobody(
    driver: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "de_news"
    folder.mkdir()
    gone = Engine("spacy", str(tmp_path / "gone"))
    (folder / "config.cfg").write_text("")
    (folder / "meta.json").write_text('{"version": "1"}')
    monkeypatch.setattr(EngineDialog, "exec", lambda _dialog: EngineDialog.DialogCode.Accepted.value)
    monkeypatch.setattr(EngineDialog, "engine", Engine("spacy", str(folder)))
    Engines(driver.window.settings, driver.project.path).add(gone)

    def use(dialog: SuggestDialog) -> None:
        dialog.resize(dialog.width(), 300)
        driver.settle()
        engines = dialog.findChildren(EngineList)[0]
        engines.add_button.click()
        driver.settle()
        row = engines.rows[f"spacy:{folder}"]
        assert row.visibleRegion().boundingRect().height() == row.height()
        assert row.check is not None
        row.check.click()  # it has nothing to load
        dialog._run.click()
        wait(driver, dialog)
        assert dialog._bar.text().startswith("3 articles looked through. New: 15 suggestions.")
        assert dialog._bar.text().endswith(f"There is no folder {tmp_path / 'gone'}.")
        dialog.reject()

    with driver.answering(SuggestDialog, use):
        driver.press("s", CTRL | SHIFT)
