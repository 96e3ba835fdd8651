"""Who does what an action says: the window's controllers, of which most are made when they are first needed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.ui.parts.catching_up import catch_up

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow

# Slots of controllers that no first paint needs, by the name of the controller.
_LATER = {
    "registering": ("choose_entry", "link_at_once", "show_actors", "show_concepts", "show_entry"),
    "codebook_editing": ("edit_codebook", "toggle_guidelines"),
    "recoding": ("replace_labels",),
    "occurrences": ("label_occurrences", "label_occurrences_corpus"),
    "correcting": ("correct_text",),
    "web_importing": ("import_addresses", "offer_addresses"),
    "commenting": ("comment", "toggle_flag", "next_question"),
    "proposing": ("suggest_corpus", "suggest_with"),
    "suggesting": ("suggest_while_reading",),
    "training": ("train_model",),
    "near_duplicates": ("compare_near_duplicates", "carry_labels"),
}
_QUIET_MS = 250  # from an opened project to what the person is not waiting for
_PAUSE_MS = 20


class Controllers(QObject):
    """Finds the method that an action's slot names, on the window or on one of its controllers."""

    told = Signal(str)
    mention_chosen = Signal(int, str)  # article id, span id: to be shown

    def __init__(self, window: MainWindow, present: Iterable[QObject]) -> None:
        super().__init__(window)
        self._window = window
        self._present = tuple(present)
        self._made: dict[str, QObject] = {}
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.make_all)
        window.articles.search_field.set_names(self._names)
        window.intake.addresses_offered.connect(self.find_slot("offer_addresses"))

    def make_soon(self) -> None:
        """Makes at once what shows something of the article, and the others when nobody waits for the window."""
        project = self._window.session.project
        if project is not None:
            catch_up(project, self._window.articles.refresh)
        self.controller("commenting")
        self.controller("near_duplicates")
        self._soon.start(_QUIET_MS)

    def find_slot(self, name: str) -> Callable[..., object]:
        """The method of that name; AttributeError if there is none."""
        for target in self._present:
            if hasattr(target, name):
                found: Callable[..., object] = getattr(target, name)
                return found
        for controller, slots in _LATER.items():
            if name in slots:
                return lambda *arguments: getattr(self.controller(controller), name)(*arguments)
        raise AttributeError(name)

    def make_all(self) -> None:
        """Makes those that are still missing, one after the other, lest the first key waits for them."""
        missing = next((name for name in _LATER if name not in self._made), None)
        if missing is not None:
            self.controller(missing)
            self._soon.start(_PAUSE_MS)

    def controller(self, name: str) -> QObject:
        """One of those that are made late."""
        if name not in self._made:
            self._made[name] = made = getattr(self, f"_{name}")()
            made.told.connect(self.told)
            if hasattr(made, "mention_chosen"):
                made.mention_chosen.connect(self.mention_chosen)
        return self._made[name]

    def may_close(self) -> bool:
        """Whether nothing is under way that the window's end would end, or the person wants that."""
        # First what stops nothing: whoever then stays has lost no training.
        if not self.may_leave():
            return False
        training = self._made.get("training")
        if training is None:
            return True
        from annotator.ui.training.training import Training

        assert isinstance(training, Training)
        return training.may_close()

    def may_leave(self) -> bool:
        """Whether nothing was typed that would be lost with the project, or the person wants that."""
        commenting = self._made.get("commenting")
        if commenting is None:
            return True
        from annotator.ui.commenting import Commenting

        assert isinstance(commenting, Commenting)
        return commenting.may_leave()

    def _registering(self) -> QObject:
        from annotator.ui.register.registering import Registering

        window = self._window
        return Registering(window.session, window.pane, window.labelling, window)

    def _codebook_editing(self) -> QObject:
        from annotator.ui.codebook.editing import CodebookEditing

        window = self._window
        return CodebookEditing(window.session, window.pane, window.labelling, window.appearance, window)

    def _recoding(self) -> QObject:
        from annotator.ui.recode.recoding import Recoding

        searched = self._window.articles.search_field.text
        return Recoding(self._window.session, self._window, searched, self._names)

    def _names(self, register: str, typed: str) -> list[str]:
        """The names of entries of a register that fit what is typed; none while it is being read."""
        from annotator.ui.register.registering import Registering

        registering = self.controller("registering")
        assert isinstance(registering, Registering)
        return [hit.entry.name for hit in registering.index.shelf(register).index.search(typed)]

    def _occurrences(self) -> QObject:
        from annotator.ui.recode.occurrences import Occurrences

        window = self._window
        return Occurrences(window.session, window.pane, window.labelling, window)

    def _correcting(self) -> QObject:
        from annotator.ui.correcting import Correcting

        return Correcting(self._window.session, self._window.pane, self._window)

    def _web_importing(self) -> QObject:
        from annotator.ui.files.web_importing import WebImporting

        return WebImporting(self._window.corpus, self._window.intake, self._window)

    def _commenting(self) -> QObject:
        from annotator.ui.commenting import Commenting

        window = self._window
        return Commenting(window.session, window.pane, window.labelling, window)

    def _proposing(self) -> QObject:
        from annotator.ui.suggestions.proposing import Proposing

        window = self._window
        return Proposing(window.session, window.articles, window.settings, window)

    def _suggesting(self) -> QObject:
        from annotator.ui.suggestions.suggesting import SuggestingWhileReading

        window = self._window
        return SuggestingWhileReading(window.session, window.pane, window.articles, window.settings, window)

    def _training(self) -> QObject:
        from annotator.ui.training.training import Training

        return Training(self._window.session, self._window.settings, self.find_slot("suggest_with"), self._window)

    def _near_duplicates(self) -> QObject:
        from annotator.ui.alike.near_duplicates import NearDuplicates

        window = self._window
        return NearDuplicates(
            window.session, window.pane, window.articles, window.status, window.actions_by_id, window
        )
