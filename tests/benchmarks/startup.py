"""One start, to be timed from outside: the program with a project, or a bare window of Qt.

``python startup.py bare`` or ``python startup.py annotator PROJECT`` prints the moment (seconds since the epoch)
at which the window had been painted, and the one at which nothing more was left to do; ``suggested`` in place of
``annotator`` makes the second one that at which suggesters had been through the article on screen. What only the
one who times it needs is imported in :func:`time_start`, as both starts would pay for it.
"""

from __future__ import annotations

import os
import sys
import time

TYPE_CHECKING = False  # typing's own would cost a bare start its import
if TYPE_CHECKING:
    from collections.abc import Callable


def bare() -> None:
    """Shows the least window that Qt can show."""
    from PySide6.QtWidgets import QApplication, QMainWindow

    app = QApplication(sys.argv[:1])
    window = QMainWindow()
    window.resize(1280, 820)
    window.show()
    tell_when_done(app)


def annotator(project: str, is_done: Callable[[], bool] = lambda: True) -> None:
    """Starts the program as its command does, up to the moment when it would wait for the person."""
    from PySide6.QtWidgets import QApplication

    from annotator.app import run
    from annotator.ui import start

    class Application(QApplication):
        def exec(self) -> int:  # type: ignore[override]
            tell_when_done(self, is_done)
            return 0

    vars(start)["QApplication"] = Application
    run([project])


def suggested() -> bool:
    """Whether suggesters have been through the article that the window shows."""
    from PySide6.QtWidgets import QApplication

    from annotator.ui.main_window import MainWindow
    from annotator.ui.suggestions.suggesting import SuggestingWhileReading

    time.sleep(0.0005)  # the thread has the interpreter, as while a window waits
    window = next(one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow))
    controller = window.controllers.controller("suggesting")
    assert isinstance(controller, SuggestingWhileReading)
    return controller.looked_through is not None


def tell_when_done(app: object, is_done: Callable[[], bool] = lambda: True) -> None:
    """Prints when the first window was painted and when nothing was left to do, and ends the process."""
    from PySide6.QtCore import QCoreApplication, QEvent, QObject

    painted: list[float] = []
    painting = False

    class Watch(QObject):
        def eventFilter(self, target: QObject, event: QEvent) -> bool:  # noqa: N802
            nonlocal painting
            # The window's parts are painted in one go: what comes after the last of them ends the first painting.
            if event.type() == QEvent.Type.Paint:
                painting = True
            elif painting and not painted:
                painted.append(time.time())
            return False

    watch = Watch()
    assert isinstance(app, QCoreApplication)
    app.installEventFilter(watch)
    while not painted:
        QCoreApplication.processEvents()
    # Timers of no delay, which the program uses for what can wait, and what they set off.
    for _ in range(3):
        QCoreApplication.processEvents()
    while not is_done():
        QCoreApplication.processEvents()
    print(painted[0], time.time(), flush=True)
    # What comes after is not measured, and a window that is closed would save its state.
    os._exit(0)


def time_start(home: str, *arguments: str) -> tuple[float, float]:
    """Seconds from the start of a process to the painted window, and to the usable one.

    ``home`` is a folder for settings.
    """
    import subprocess

    environment = os.environ | {"HOME": home, "XDG_CONFIG_HOME": os.path.join(home, "config")}
    environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    # An installed program has its bytecode; a checkout gets it here, by a first start that isn't counted.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    environment["PYTHONPYCACHEPREFIX"] = os.path.join(home, "bytecode")
    command = [sys.executable, os.path.abspath(__file__), *arguments]
    began = time.time()
    told = subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout
    painted, usable = (float(part) - began for part in told.split()[-2:])
    return painted, usable


if __name__ == "__main__":
    if sys.argv[1] == "bare":
        bare()
    elif sys.argv[1] == "annotator":
        annotator(sys.argv[2])
    else:
        annotator(sys.argv[2], suggested)
