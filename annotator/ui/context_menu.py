"""The context menus of the text and of the list."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QAction, QActionGroup, QCursor, QKeyEvent
from PySide6.QtWidgets import QMenu, QWidget

from annotator.core.models import Zone
from annotator.project import commands
from annotator.ui.actions.key_text import with_keys
from annotator.ui.actions.letter_keys import letter_key
from annotator.ui.actions.spec import keyed_first
from annotator.ui.labelling import Labelling
from annotator.ui.linking import Linking
from annotator.ui.pane.text_pane import TextPane
from annotator.ui.session import Session

_MOST_LABELS = 10  # in a menu, which has more to offer
_PIECES = ("label.remove_segment", "label.split")  # for spans of several pieces


class KeyedMenu(QMenu):
    """A menu in which the keys that its entries show do what they do without it."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        pressed, latin = event.text().upper(), letter_key(event)
        if latin != event.key() and not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier:
            pressed = chr(latin)
        for action in self.actions():
            key = action.text().partition("\t")[2] or action.shortcut().toString()
            if pressed and key.upper() == pressed and action.isEnabled():
                self.close()
                action.trigger()
                return
        super().keyPressEvent(event)


class ContextMenus(QObject):
    """Offers what can be done with what was clicked; every entry is an action that has a key as well."""

    def __init__(
        self, session: Session, pane: TextPane, labelling: Labelling, linking: Linking, window: QWidget
    ) -> None:
        super().__init__(window)
        self._session = session
        self._pane = pane
        self._labelling = labelling
        self._linking = linking
        self.list_actions: list[QAction] = []
        self.actions: dict[str, QAction] = {}  # the window's, by id
        pane.context_requested.connect(self.show_for_text)
        pane.zone_clicked.connect(self.show_for_zone)

    def show_for_article(self, place: QPoint, _article_id: int) -> None:
        """The menu of the list, whose click has chosen the article already."""
        self._popup(self.menu_for_article(), place)

    def menu_for_article(self) -> QMenu:
        """What :meth:`show_for_article` shows."""
        menu = KeyedMenu(self._pane.window())
        menu.setAccessibleName(self.tr("Article"))
        menu.addActions(self.list_actions)
        return menu

    def show_for_zone(self, zone_id: str) -> None:
        """The menu of a zone whose name was clicked."""
        menu = KeyedMenu(self._pane)
        menu.setAccessibleName(self.tr("Zone"))
        self._add_zone(menu, self._session.zones.get(zone_id))
        self._popup(menu, QCursor.pos())

    def show_for_text(self, place: QPoint, offset: int) -> None:
        """The menu of the active span, the selection or the zone at ``offset`` (code points)."""
        if self._session.article is None:
            return
        self._popup(self.menu_for_text(offset), place)

    def _popup(self, menu: QMenu, place: QPoint) -> None:
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(place)

    def menu_for_text(self, offset: int) -> QMenu:
        """What :meth:`show_for_text` shows."""
        menu = KeyedMenu(self._pane)
        menu.setAccessibleName(self.tr("Text"))
        active, keys = self._labelling.active, self._labelling.keys
        if active is not None and active.is_open:
            menu.addAction(
                self.tr("Accept") + keys.in_menu("label.accept"), self._labelling.find_slot("accept_suggestion")
            )
            menu.addAction(
                self.tr("Reject") + keys.in_menu("label.reject"), self._labelling.find_slot("reject_suggestion")
            )
            menu.addSeparator()
        self._add_labels(menu, active.label if active is not None else None)
        if active is not None and not active.is_open:
            menu.addSeparator()
            kinds = self._labelling.codebook.relations_from(active.label)
            for kind in kinds:
                key = keys.in_menu("label.link") if kind is kinds[0] else ""
                action = menu.addAction(self.tr("Link: %1").replace("%1", kind.title) + key)
                action.triggered.connect(lambda _=False, kind=kind: self._linking.start(kind, replaces=False))
            kind_of = self._labelling.codebook.label(active.label)
            self._add(menu, *(("actors.choose",) if kind_of is not None and kind_of.points_to else ()))
            self._add(menu, "label.note", "label.comment", "label.flag", "label.delete")
            menu.addSeparator()
            self._add(menu, "label.add_segment", "label.join", *_PIECES[: 2 * (len(active.segments) > 1)])
        menu.addSeparator()
        self._add(menu, "label.occurrences", "label.occurrences_corpus", "corpus.correct")
        menu.addSeparator()
        zones = self._session.zones.values()
        self._add_zone(menu, next((z for z in zones if z.start <= offset < z.end), None))
        menu.addAction(self.tr("Copy") + "\t" + with_keys("Ctrl+C"), self._pane.copy).setEnabled(
            bool(self._pane.selected_text())
        )
        return menu

    def _add_labels(self, menu: QMenu, active: str | None) -> None:
        """Labels, that of the name ``active`` with a mark; of many, those with a key and a way to the others."""
        labels = self._labelling.codebook.labels
        offered = {active, *(label.name for label in keyed_first(labels)[:_MOST_LABELS])}
        one = QActionGroup(menu)
        for label in labels:
            if label.name in offered:
                action = menu.addAction(f"{label.title.replace('&', '&&')}\t{label.key}")
                action.setCheckable(active is not None)
                action.setChecked(active == label.name)
                one.addAction(action)
                action.triggered.connect(lambda _=False, name=label.name: self._labelling.apply_label(name))
        if len(labels) > _MOST_LABELS:
            self._add(menu, "label.choose")

    def _add(self, menu: QMenu, *ids: str) -> None:
        menu.addActions([self.actions[id_] for id_ in ids])

    def _add_zone(self, menu: QMenu, zone: Zone | None) -> None:
        if zone is None:
            self._add(menu, "label.zone")
            return
        kinds = menu.addMenu(self.tr("Not article text: %1").replace("%1", zone.kind))
        one = QActionGroup(kinds)
        for kind in commands.ZONE_KINDS:
            action = kinds.addAction(kind)
            action.setCheckable(True)
            action.setChecked(kind == zone.kind)
            one.addAction(action)
            command = commands.SetZoneKind(zone.article_id, zone.id, kind)
            action.triggered.connect(lambda _=False, command=command: self._session.run(command))
        key = self._labelling.keys.in_menu("label.zone")
        delete = commands.DeleteZone(zone.article_id, zone.id)
        menu.addAction(self.tr("Is article text") + key, lambda: self._session.run(delete))
