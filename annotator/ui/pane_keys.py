"""What the keys do in the text pane: move the caret, extend, grow and shrink the selection, copy."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent

from annotator.core.boundaries import (
    grow,
    next_sentence,
    next_word,
    previous_sentence,
    previous_word,
    shrink,
    snap_to_graphemes,
    word_at,
)

if TYPE_CHECKING:
    from annotator.ui.text_pane import TextPane

_Key = Qt.Key
_NONE = Qt.KeyboardModifier.NoModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_CTRL = Qt.KeyboardModifier.ControlModifier
_ALT = Qt.KeyboardModifier.AltModifier
_KEYPAD = Qt.KeyboardModifier.KeypadModifier


class CaretKeys:
    """Handles the keys of one pane. Left and right are those of the writing: in Arabic, left is forward."""

    def __init__(self, pane: TextPane) -> None:
        self._pane = pane
        self._grown: list[tuple[int, int]] = []
        self._goal: tuple[int, float] | None = None

    def forget(self) -> None:
        """To be called when another text is shown."""
        self._grown.clear()
        self._goal = None

    def binds(self, event: QKeyEvent) -> bool:
        """Whether the pane itself has a use for this key, so that no shortcut may take it away."""
        return self._action(event) is not None

    def press(self, event: QKeyEvent) -> bool:
        """Does what a key stands for; False if it stands for nothing here."""
        action = self._action(event)
        if action is not None:
            action()
        return action is not None

    def _action(self, event: QKeyEvent) -> Callable[[], object] | None:
        key, held = event.key(), event.modifiers() & ~_KEYPAD
        bare = held & ~_SHIFT
        extend = bool(held & _SHIFT)
        if key in (_Key.Key_Left, _Key.Key_Right) and bare in (_NONE, _CTRL, _ALT):
            return lambda: self._move_along(key == _Key.Key_Right, bare, extend)
        if key in (_Key.Key_Up, _Key.Key_Down) and held == _CTRL:
            return self.grow if key == _Key.Key_Up else self.shrink
        if key in (_Key.Key_Up, _Key.Key_Down) and bare == _NONE:
            return lambda: self._move_by_line(1 if key == _Key.Key_Down else -1, extend)
        if key in (_Key.Key_Home, _Key.Key_End) and bare == _NONE:
            return lambda: self._move_in_line(key == _Key.Key_End, extend)
        if key in (_Key.Key_Home, _Key.Key_End) and bare == _CTRL:
            return lambda: self._go(0 if key == _Key.Key_Home else len(self._pane.text), extend)
        if key in (_Key.Key_PageUp, _Key.Key_PageDown) and bare == _NONE:
            return lambda: self._move_by_page(key == _Key.Key_PageDown, extend)
        if held == _CTRL and key == _Key.Key_A:
            return lambda: self._pane.select(0, len(self._pane.text))
        if held == _CTRL and key in (_Key.Key_C, _Key.Key_Insert):
            return self._pane.copy
        return None

    def grow(self) -> None:
        """Selects the next larger unit around the selection, the active span or the caret."""
        pane = self._pane
        span = pane.span(pane.active) if pane.active else None
        chosen = pane.selection or ((span.start, span.end) if span else (pane.caret, pane.caret))
        larger = grow(pane.text, *chosen)
        if larger == chosen:
            return
        if not (self._grown and pane.selection == self._grown[-1]):
            self._grown = [chosen]
        self._grown.append(larger)
        pane.select(*larger)

    def shrink(self) -> None:
        """Goes back the way that the selection has grown; without one, to the next smaller unit."""
        pane = self._pane
        chosen = pane.selection
        if chosen is None:
            return
        if len(self._grown) > 1 and self._grown[-1] == chosen:
            self._grown.pop()
            pane.select(*self._grown[-1])
        else:
            pane.select(*shrink(pane.text, *chosen, pane.anchor))

    def _go(self, offset: int, extend: bool) -> None:
        pane = self._pane
        if extend:
            pane.select(pane.anchor, offset)
        else:
            pane.set_caret(offset)
        pane.reveal_caret()

    def _move_along(self, right: bool, unit: Qt.KeyboardModifier, extend: bool) -> None:
        pane, text = self._pane, self._pane.text
        forward = right != pane.writes_leftwards()
        caret = pane.caret
        if unit == _ALT and forward:
            self._go(snap_to_graphemes(text, caret, caret + 1)[1], extend)
        elif unit == _ALT:
            self._go(snap_to_graphemes(text, caret - 1, caret)[0] if caret else 0, extend)
        elif unit == _CTRL:
            self._go((next_sentence if forward else previous_sentence)(text, caret), extend)
        elif not extend:
            self._go((next_word if forward else previous_word)(text, caret), False)
        else:
            self._extend_by_word(forward)

    def _extend_by_word(self, forward: bool) -> None:
        """To the far edge of the next word, so that no space hangs on the selection."""
        pane, text = self._pane, self._pane.text
        caret, anchor = pane.caret, pane.anchor
        if forward and caret >= anchor:
            word = word_at(text, caret)
            if word is None or word[1] <= caret:
                word = word_at(text, next_word(text, caret))
            self._go(word[1] if word and word[1] > caret else next_word(text, caret), True)
        elif forward:
            self._go(min(next_word(text, caret), anchor), True)
        elif caret > anchor:
            word = word_at(text, previous_word(text, caret))
            # The word that shrinking leaves as the last one keeps no space behind it.
            before = word_at(text, previous_word(text, word[0])) if word else None
            self._go(max(before[1] if before else anchor, anchor), True)
        else:
            target = previous_word(text, caret)
            word = word_at(text, target)
            if caret == anchor and word and word[1] < anchor:
                pane.select(word[1], word[0])
                pane.reveal_caret()
            else:
                self._go(target, True)

    def _move_by_line(self, step: int, extend: bool) -> None:
        pane, places = self._pane, self._pane.places
        line = places.line_at(pane.caret)
        # Over shorter lines the caret stays in the column that it set out from.
        kept = self._goal is not None and self._goal[0] == pane.caret
        x = self._goal[1] if kept and self._goal else places.edge_x(line, pane.caret)
        other = places.neighbour(line, step)
        if other is None:
            self._go(0 if step < 0 else len(pane.text), extend)
        else:
            self._go(places.gap_in(other, x), extend)
            self._goal = (pane.caret, x)

    def _move_in_line(self, to_end: bool, extend: bool) -> None:
        line = self._pane.places.line_at(self._pane.caret)
        words = self._pane.text[line.start : line.end].rstrip()
        self._go(line.start + len(words) if to_end else line.start, extend)

    def _move_by_page(self, down: bool, extend: bool) -> None:
        pane = self._pane
        box = pane.caret_box()
        page = pane.viewport().height() - 2 * box.height()
        y = box.center().y() + (page if down else -page)
        bar = pane.verticalScrollBar()
        bar.setValue(round(bar.value() + (page if down else -page)))
        if y < 0:
            self._go(0, extend)
        else:
            self._go(pane.places.gap_at(QPointF(box.center().x(), y)), extend)
