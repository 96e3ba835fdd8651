"""Makes the screenshots of README from the real window: ``uv run python resources/screenshots/make.py``.

Needs no display. The faces are those of the system; README's were made with Inter and Noto Serif (Debian:
fonts-inter, fonts-noto-core).
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_SCALE_FACTOR", "1.5")

from PySide6.QtWidgets import QApplication

from annotator.project import Project
from annotator.ui.parts.theme import Mode
from annotator.ui.settings import Settings
from annotator.ui.start import make_window

HERE = Path(__file__).resolve().parent
SIZE = (1366, 860)
QUOTE = "Applaus"  # a word of the quote that is shown as selected


def make(app: QApplication, mode: Mode, folder: Path) -> None:
    """Writes window-light.png or window-dark.png."""
    project = folder / f"harbour-strike-{mode}.annotator"
    Project.create(project, "Mara", sample=True).close()
    settings = Settings(folder / f"{mode}.ini")
    settings.annotator, settings.theme = "Mara", mode
    window = make_window(app, settings, project)
    window.resize(*SIZE)
    window.show()
    app.processEvents()
    session = window.session
    text = session.article.text if session.article else ""
    quote = next(s for s in session.spans.values() if s.label == "QUOTE" and QUOTE in text[s.start : s.end])
    window.labelling.activate(quote.id)
    for _ in range(5):
        app.processEvents()
    window.grab().save(str(HERE / f"window-{mode}.png"))
    window.close()
    window.deleteLater()
    app.processEvents()


def main() -> int:
    """Each in a process of its own, as the program itself has one window a process."""
    if len(sys.argv) == 1:
        for mode in ("light", "dark"):
            subprocess.run([sys.executable, __file__, mode], check=True)
        return 0
    app = QApplication(sys.argv[:1])
    with tempfile.TemporaryDirectory() as folder:
        make(app, "dark" if sys.argv[1] == "dark" else "light", Path(folder))
    return 0


if __name__ == "__main__":
    sys.exit(main())
