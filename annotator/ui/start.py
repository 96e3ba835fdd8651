"""From an imported Qt to a painted window, in as few steps as there can be."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from annotator import __version__
from annotator.core.collecting import spare
from annotator.core.errors import UserError
from annotator.core.identity import account_name, timestamp
from annotator.project import load_commands
from annotator.ui.interrupts import Interrupts, leave
from annotator.ui.main_window import MainWindow
from annotator.ui.parts.collecting import collecting
from annotator.ui.parts.theme import READING_SIZE, Appearance
from annotator.ui.settings import Settings

_QUIET_MS = 200  # from the first paint to what the person is not waiting for


def start(path: Path | None, sample: bool = False) -> int:
    """Shows the window and runs until it is closed; returns the exit code. As for make_window."""
    gc.disable()
    _stand_alone()
    app = QApplication(sys.argv[:1])
    app.setApplicationName("annotator")
    app.setApplicationDisplayName("Annotator")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("annotator")
    Interrupts(lambda: leave(app.quit), app)
    window = make_window(app, Settings(), path, sample)
    sys.excepthook = _Border(window)
    window.show()
    QTimer.singleShot(0, lambda: _after_first_paint(app))
    return app.exec()


def _stand_alone() -> None:
    """Windows' taskbar takes the window for one of Python's, with that one's icon, unless the process says not."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.shell32.SetCurrentProcessExplicitAppUserModelID("annotator")


def make_window(app: QApplication, settings: Settings, path: Path | None, sample: bool = False) -> MainWindow:
    """The window with a project open: the one named, else the ``sample``, the last one, or none."""
    size = settings.reading_size
    appearance = Appearance(settings.theme, scale=size / READING_SIZE, reading_size=size)
    appearance.apply_palette(app)
    # A Mac's Tab leaves buttons out, unless the person has told the system otherwise.
    app.styleHints().setTabFocusBehavior(Qt.TabFocusBehavior.TabFocusAllControls)
    window = MainWindow(settings, appearance, settings.annotator or account_name())
    appearance.apply_sheet()
    if path is None and not sample:
        path = next((recent for recent in settings.recent[:1] if os.path.exists(recent)), None)
    if not (window.corpus.open_sample() if sample else path is not None and window.corpus.open_path(path)):
        window.show_project()
    if settings.annotator is None:
        window.ask_name(account_name())
    return window


def _after_first_paint(app: QApplication) -> None:
    # What is there now stays to the end: looking through it for cycles costs 10 ms, now and then in mid key press.
    spare()
    collecting.enable()
    QTimer.singleShot(_QUIET_MS, lambda: _finish(app))


def _finish(app: QApplication) -> None:
    """Makes what is needed soon, but neither to look at the window nor to work in it."""
    from annotator.ui.parts.icons import app_icon

    app.setWindowIcon(app_icon())
    load_commands()
    spare()


class _Border:
    """Where errors that nobody foresaw end: told, kept for a report, and the program goes on."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._showing = False

    def __call__(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if isinstance(error, UserError):
            # A file that fails while it is being read, by the list say: the person can mend it, no report can.
            self._window.show_error(str(error))
            return
        import traceback

        from PySide6.QtWidgets import QMessageBox

        report = "".join(traceback.format_exception(kind, error, trace))
        print(report, file=sys.stderr)
        place = save_report(report)
        if self._showing:
            return
        # Another error while the dialog is open would open one after the other.
        self._showing = True
        box = QMessageBox(
            QMessageBox.Icon.Warning,
            "Annotator",
            self._window.tr(
                "Something went wrong that should not have. Your labels are safe: each is on disk "
                "before it is shown."
            ),
            parent=self._window,
        )
        box.setInformativeText(
            self._window.tr("A report was saved: %1").replace("%1", str(place)) if place else ""
        )
        box.setDetailedText(report)
        box.exec()
        self._showing = False


def save_report(report: str) -> Path | None:
    """Writes an error's report to the account's log folder; None if that can't be."""
    from platformdirs import user_log_path

    folder = user_log_path("annotator", appauthor=False)
    path = folder / f"error-{timestamp().replace(':', '-')}.txt"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(f"Annotator {__version__}\n{report}", encoding="utf-8")
    except OSError:
        return None
    return path
