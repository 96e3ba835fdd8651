"""What the program remembers of a person's window, between one start and the next."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from platformdirs import user_config_path
from PySide6.QtCore import QByteArray, QSettings

from annotator.ui.articles.ordering import ORDERS, Order
from annotator.ui.pane.page import LINE_HEIGHT
from annotator.ui.parts.theme import MODES, READING_RANGE, READING_SIZE, Mode

_RECENT = 8
COLUMN = 70  # characters of the text's column
COLUMN_RANGE = (40, 140)
LEAST_SCORE = 50  # percent
LINE_HEIGHT_RANGE = (1.2, 4.0)


class Settings:
    """One file in the account's configuration folder. Broken or missing values are the defaults."""

    def __init__(self, path: Path | None = None) -> None:
        file = path or user_config_path("annotator", appauthor=False) / "settings.ini"
        self._store = QSettings(str(file), QSettings.Format.IniFormat)

    @property
    def annotator(self) -> str | None:
        """The name that labels carry; None until the person was asked."""
        return self._text("annotator") or None

    @annotator.setter
    def annotator(self, name: str) -> None:
        self._store.setValue("annotator", name)

    @property
    def theme(self) -> Mode:
        found = self._text("theme")
        return found if found in MODES else "system"

    @theme.setter
    def theme(self, mode: Mode) -> None:
        self._store.setValue("theme", mode)

    @property
    def reading_size(self) -> int:
        """Pixels of the article's text."""
        low, high = READING_RANGE
        return min(max(self._number("reading_size", READING_SIZE), low), high)

    @reading_size.setter
    def reading_size(self, size: int) -> None:
        self._store.setValue("reading_size", size)

    @property
    def column(self) -> int:
        """Characters of the text's column."""
        low, high = COLUMN_RANGE
        return min(max(self._number("column", COLUMN), low), high)

    @column.setter
    def column(self, chars: int) -> None:
        self._store.setValue("column", chars)

    @property
    def line_height(self) -> float:
        """The distance of the text's lines, in em."""
        low, high = LINE_HEIGHT_RANGE
        try:
            wanted = float(self._text("line_height") or LINE_HEIGHT)
        except ValueError:
            return LINE_HEIGHT
        return min(max(wanted, low), high) if wanted == wanted else LINE_HEIGHT

    @property
    def everyone(self) -> bool:
        """Whether other annotators' labels are shown."""
        return self._text("everyone") != "no"

    @everyone.setter
    def everyone(self, shown: bool) -> None:
        self._store.setValue("everyone", "yes" if shown else "no")

    @property
    def whole_pages(self) -> bool:
        """Whether what is around the article of a web page is kept, as zones."""
        return self._text("whole_pages") == "yes"

    @whole_pages.setter
    def whole_pages(self, kept: bool) -> None:
        self._store.setValue("whole_pages", "yes" if kept else "no")

    @property
    def folded(self) -> bool:
        """Whether the list shows the first of each group of near-duplicates alone."""
        return self._text("folded") == "yes"

    @folded.setter
    def folded(self, folded: bool) -> None:
        self._store.setValue("folded", "yes" if folded else "no")

    @property
    def suggesters_off(self) -> frozenset[str]:
        """The suggesters, by name, that are not to run; all others are, those that come later, too."""
        return frozenset(self._names("suggesters_off"))

    @suggesters_off.setter
    def suggesters_off(self, names: Iterable[str]) -> None:
        self._store.setValue("suggesters_off", sorted(names))

    @property
    def engines(self) -> list[str]:
        """The engines that were added, as :class:`annotator.ui.suggestions.engines.Engine` names them."""
        return self._names("engines")

    @engines.setter
    def engines(self, specs: list[str]) -> None:
        self._store.setValue("engines", specs)

    @property
    def engines_off(self) -> list[str]:
        """Those of them that are not to run."""
        return self._names("engines_off")

    @engines_off.setter
    def engines_off(self, specs: list[str]) -> None:
        self._store.setValue("engines_off", specs)

    def agreed_servers(self, project: Path) -> list[str]:
        """The servers (scheme, host and port) that texts of this project may be sent to."""
        return self._names(f"consent/{_key(project)}")

    def agree(self, project: Path, server: str) -> None:
        """Lets texts of this project be sent to a server."""
        agreed = {*self.agreed_servers(project), server}
        self._store.setValue(f"consent/{_key(project)}", sorted(agreed))

    def disagree(self, server: str) -> None:
        """Lets no project's texts be sent there any more."""
        self._store.beginGroup("consent")
        for key in self._store.childKeys():
            self._store.setValue(key, [other for other in self._names(key) if other != server])
        self._store.endGroup()

    @property
    def order(self) -> Order:
        """In which order the list shows articles."""
        found = self._text("order")
        return next((order for order in ORDERS if order == found), "imported")

    @order.setter
    def order(self, order: Order) -> None:
        self._store.setValue("order", order)

    @property
    def suggests(self) -> bool:
        """Whether suggestions come by themselves while one reads."""
        return self._text("suggests") != "no"

    @suggests.setter
    def suggests(self, on: bool) -> None:
        self._store.setValue("suggests", "yes" if on else "no")

    @property
    def suggestions_shown(self) -> bool:
        """Whether suggestions are shown in the text."""
        return self._text("suggestions_shown") != "no"

    @suggestions_shown.setter
    def suggestions_shown(self, shown: bool) -> None:
        self._store.setValue("suggestions_shown", "yes" if shown else "no")

    @property
    def least_score(self) -> int:
        """Percent of the score from which on suggestions are shown."""
        return min(max(self._number("least_score", LEAST_SCORE), 0), 100)

    @least_score.setter
    def least_score(self, percent: int) -> None:
        self._store.setValue("least_score", percent)

    @property
    def recent(self) -> list[Path]:
        """Projects opened before, the last one first."""
        return [Path(name) for name in self._names("recent")]

    def add_recent(self, path: Path) -> None:
        """Puts a project first."""
        path = path.resolve()
        rest = [other for other in self.recent if other != path]
        self._store.setValue("recent", [str(p) for p in (path, *rest)[:_RECENT]])

    def import_folder(self, project: Path) -> Path | None:
        """The folder from which files were imported last into a project, if it is there."""
        found = Path(self._text(f"imports/{_key(project)}"))
        return found if found.is_absolute() and found.is_dir() else None

    def set_import_folder(self, project: Path, folder: Path) -> None:
        self._store.setValue(f"imports/{_key(project)}", str(folder))

    def last_article(self, project: Path) -> int | None:
        """The article that was open last in a project."""
        return self._number(f"articles/{_key(project)}", 0) or None

    def set_last_article(self, project: Path, article_id: int) -> None:
        self._store.setValue(f"articles/{_key(project)}", article_id)

    @property
    def keys(self) -> dict[str, object]:
        """Keys that the person changed, by action."""
        self._store.beginGroup("keys")
        found = {name: self._store.value(name) for name in self._store.childKeys()}
        self._store.endGroup()
        return found

    def bytes(self, name: str) -> QByteArray:
        """A saved state of Qt's (a window's geometry, a splitter); empty if there is none."""
        found = self._store.value(f"window/{name}")
        return found if isinstance(found, QByteArray) else QByteArray()

    def set_bytes(self, name: str, state: QByteArray) -> None:
        self._store.setValue(f"window/{name}", state)

    def save(self) -> None:
        """Writes the file now."""
        self._store.sync()

    def _names(self, name: str) -> list[str]:
        found = self._store.value(name) or []
        # A list of one is read back as a text.
        names: list[object] = [found] if isinstance(found, str) else found if isinstance(found, list) else []
        return [text for text in names if isinstance(text, str)]

    def _text(self, name: str) -> str:
        found = self._store.value(name)
        return found if isinstance(found, str) else ""

    def _number(self, name: str, default: int) -> int:
        try:
            return int(str(self._store.value(name, default)))
        except ValueError:
            return default


def _key(path: Path) -> str:
    # A settings file's keys can't hold the separators of a path.
    return path.resolve().as_posix().replace("/", "|")
