"""The libraries that the program runs on: a pair that crashes is kept out, and found out if it comes in."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PYPROJECT = tomllib.loads(Path(__file__).parent.parent.joinpath("pyproject.toml").read_text("utf-8"))
REQUIREMENTS = [Requirement(line) for line in PYPROJECT["project"]["dependencies"]]


def allowed(python: str, version: str) -> bool:
    """Whether a fresh installation may get this version of PySide6."""
    applying = [
        requirement
        for requirement in REQUIREMENTS
        if requirement.name == "PySide6-Essentials"
        and (requirement.marker is None or requirement.marker.evaluate({"python_version": python}))
    ]
    assert applying
    return all(requirement.specifier.contains(version) for requirement in applying)


def offscreen(code: str) -> subprocess.CompletedProcess[str]:
    """Runs it in a process of its own, which may die of it."""
    env = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    return subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, timeout=90)


@pytest.mark.parametrize(
    ("python", "version", "expected"),
    [
        ("3.11", "6.8.3", True),
        ("3.11", "6.11.3", True),
        ("3.11", "6.12.0", False),
        ("3.11", "6.12.1", False),
        ("3.12", "6.12.0", True),
        ("3.13", "6.12.0", True),
        ("3.11", "6.8.2", False),
        ("3.12", "6.8.2", False),
        ("3.12", "7.0.0", False),
    ],
)
def test_pair_that_crashes_is_excluded(python: str, version: str, expected: bool) -> None:
    assert allowed(python, version) is expected


def test_calls_that_return_nothing_keep_their_references() -> None:
    """PySide6 6.12.0 on Python 3.11 dies after some 10,000 of these: "deallocating None"."""
    code = """if True:
        from PySide6.QtWidgets import QApplication, QWidget
        application = QApplication([])
        widget = QWidget()
        for _ in range(300_000):
            widget.update()
        print("alive", flush=True)
    """
    done = offscreen(code)
    assert (done.returncode, done.stdout) == (0, "alive\n"), done.stderr


def test_python_is_new_enough() -> None:
    assert PYPROJECT["project"]["requires-python"] == ">=3.11"


def test_everything_that_is_installed_with_the_program_is_bounded() -> None:
    """A major version that doesn't exist yet has not been tried."""
    for requirement in REQUIREMENTS:
        operators = {specifier.operator for specifier in requirement.specifier}
        assert operators == {">=", "<"}, str(requirement)


def test_the_constraints_fit_the_bounds() -> None:
    """`.ci/constraints.txt` pins without hashes what pyproject.toml bounds, and names no place to load it from."""
    lines = Path(__file__).parent.parent.joinpath(".ci", "constraints.txt").read_text("utf-8").splitlines()
    pins = {}
    for line in lines:
        requirement = Requirement(line)
        assert requirement.url is None
        (pin,) = requirement.specifier
        assert pin.operator == "=="
        pins[canonicalize_name(requirement.name)] = pin.version
    wanted = [*PYPROJECT["project"]["dependencies"], *PYPROJECT["dependency-groups"]["dev"]]
    for text in wanted:
        bound = Requirement(text)
        if bound.marker is None or bound.marker.evaluate({"python_version": "3.11"}):
            assert bound.specifier.contains(pins[canonicalize_name(bound.name)]), text


def test_an_error_of_c_code_at_a_key_of_the_text_is_told_and_ends_nothing() -> None:
    code = """if True:
        import sys
        from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
        from PySide6.QtGui import QKeyEvent
        from PySide6.QtWidgets import QApplication
        from annotator.ui.pane.text_pane import TextPane
        application = QApplication([])
        sys.excepthook = lambda kind, error, trace: print(kind.__name__, flush=True)
        pane = TextPane()
        pane.key_filter = lambda event: [][-1]
        pane.show()
        for _ in range(5):
            key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "a")
            QCoreApplication.postEvent(pane, key)
        QTimer.singleShot(100, application.quit)
        application.exec()
        print("alive", flush=True)
    """
    done = offscreen(code)
    assert done.stdout.split() == ["IndexError"] * 5 + ["alive"], done.stderr
