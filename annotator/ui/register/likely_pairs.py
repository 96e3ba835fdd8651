"""Pairs of actors that are likely the same: as rows of a table, and side by side."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale, QModelIndex, QObject, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from annotator.core.models import Actor
from annotator.core.names import core_words
from annotator.ui.parts.segmented import caption
from annotator.ui.parts.theme import scale_of
from annotator.ui.parts.widgets import Card
from annotator.ui.register.candidates import role_of
from annotator.ui.register.index import RegisterIndex
from annotator.ui.register.tables import Index, RowModel

if TYPE_CHECKING:
    from annotator.core.likeness import LikelyPair, Reason


class PairModel(RowModel):
    """Pairs, the likeliest first. The one that is used more stays when they are merged, and stands first.

    Of two that are used alike it is the fuller name.
    """

    def __init__(self, index: RegisterIndex, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._index = index
        self._titles = (self.tr("Stays"), self.tr("Becomes one with it"), self.tr("Why"), self.tr("Likeness"))
        self._rows: list[LikelyPair] = []

    def show(self, pairs: list[LikelyPair]) -> None:
        """Shows these pairs, without those of whom one is gone."""
        self.beginResetModel()
        actors, uses = self._index.actors.values, self._index.actors.uses
        there = [pair for pair in pairs if pair.first_id in actors and pair.second_id in actors]

        def rank(id_: str) -> tuple[int, int]:
            return uses(id_), len(core_words(actors[id_].name))

        self._rows = [
            pair
            if rank(pair.first_id) >= rank(pair.second_id)
            else replace(pair, first_id=pair.second_id, second_id=pair.first_id)
            for pair in there
        ]
        self.endResetModel()

    def pairs(self) -> list[LikelyPair]:
        """All pairs that are shown."""
        return list(self._rows)

    def pair(self, row: int) -> LikelyPair | None:
        """The pair in a row; None if there is no such row."""
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def remove(self, row: int) -> None:
        """Takes a pair out of the list."""
        self.beginRemoveRows(QModelIndex(), row, row)
        del self._rows[row]
        self.endRemoveRows()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        pair = self.pair(index.row())
        if pair is None:
            return None
        texts = (
            self._name(pair.first_id),
            self._name(pair.second_id),
            _why(pair.reason),
            f"{QLocale().toString(round(pair.score))} %",
        )
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return texts[index.column()]
            case Qt.ItemDataRole.ToolTipRole if index.column() < 2:
                actor = self._actor(pair.first_id if index.column() == 0 else pair.second_id)
                return "\n".join((actor.name, *actor.aliases)) if actor is not None else None
            case Qt.ItemDataRole.AccessibleTextRole if index.column() == 0:
                return ", ".join(texts)
        return None

    def _actor(self, id_: str) -> Actor | None:
        return self._index.actors.values.get(id_)

    def _name(self, id_: str) -> str:
        actor = self._actor(id_)
        return f"{actor.name} · {self._index.actors.uses(id_)}" if actor is not None else ""


class PairFacts(QWidget):
    """What the register knows of the two actors of a pair, side by side."""

    def __init__(self, index: RegisterIndex) -> None:
        super().__init__()
        self._index = index
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(round(14 * scale_of(self)))
        self._sides = []
        for heading in (self.tr("STAYS"), self.tr("BECOMES ONE WITH IT")):
            card, text = Card(heading), QLabel()
            text.setWordWrap(True)
            text.setTextFormat(Qt.TextFormat.PlainText)
            text.setAlignment(Qt.AlignmentFlag.AlignTop)
            text.setAccessibleName(heading)
            card.body.addWidget(text, 1)
            row.addWidget(card, 1)
            self._sides.append(text)

    def show_pair(self, pair: LikelyPair | None) -> None:
        """Shows both; nothing where there is no pair."""
        self.setVisible(pair is not None)
        if pair is None:
            return
        for text, id_ in zip(self._sides, (pair.first_id, pair.second_id), strict=True):
            actor = self._index.actors.values.get(id_)
            text.setText(self._text(actor) if actor is not None else "")

    def _text(self, actor: Actor) -> str:
        uses = self._index.actors.uses(actor.id)
        count = self.tr("1 mention") if uses == 1 else self.tr("%Ln mentions", "", uses)
        aliases = ", ".join(actor.aliases)
        lines = [
            actor.name,
            " · ".join(part for part in (caption(actor.kind or ""), role_of(actor), count) if part),
            self.tr("Also: %1").replace("%1", aliases) if aliases else "",
            self.tr("Wikidata: %1").replace("%1", actor.wikidata) if actor.wikidata else "",
        ]
        return "\n".join(line for line in lines if line)


def _why(reason: Reason) -> str:
    """The reason as a person reads it."""
    tr = QCoreApplication.translate
    match reason.name:
        case "WIKIDATA":
            return tr("LikelyPage", "the same Wikidata id")
        case "NAME":
            return tr("LikelyPage", "the same name")
        case "ALIAS":
            return tr("LikelyPage", "an alias is the other's name")
        case "SHARED":
            return tr("LikelyPage", "an alias in common")
        case "TITLE":
            return tr("LikelyPage", "the same but for titles and small words")
        case "INFLECTED":
            return tr("LikelyPage", "the same but for an ending")
        case "ORDER":
            return tr("LikelyPage", "the same words in another order")
        case "TRANSCRIBED":
            return tr("LikelyPage", "the same, spelt otherwise")
        case "INITIAL":
            return tr("LikelyPage", "an initial stands for the first name")
        case "MIDDLE":
            return tr("LikelyPage", "the same but for a middle name")
        case "ACRONYM":
            return tr("LikelyPage", "an acronym of the other")
        case "TYPING":
            return tr("LikelyPage", "almost the same letters")
        case "PART":
            return tr("LikelyPage", "the other's name in short")
    return str(reason)
