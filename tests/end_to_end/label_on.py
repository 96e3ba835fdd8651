"""Labels word after word by key in the real window, and prints each span once the pane has painted it.

Run as a process of its own, to be killed: ``python label_on.py PROJECT SETTINGS``.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from annotator.ui.settings import Settings
from annotator.ui.start import make_window
from tests.end_to_end.window import click_key

ACTIONS = 80


def main(project: Path, settings: Path) -> None:
    app = QApplication(sys.argv[:1])
    remembered = Settings(settings)
    remembered.annotator = "Mara"
    remembered.suggests = False
    window = make_window(app, remembered, project)
    window.show()
    app.processEvents()
    pane = window.pane
    done = set(pane.ordered_span_ids())
    first = len(done)
    for number in range(first, first + ACTIONS):
        pane.select(number * 5, number * 5 + 4)
        click_key(pane, "acuq"[number % 4])
        pane.viewport().repaint()
        new = set(pane.ordered_span_ids()) - done
        done |= new
        for span_id in new:
            print(span_id, flush=True)
        app.processEvents()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
