"""What the keys do in the text pane: move the caret, extend, grow and shrink the selection, copy."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from annotator.core.boundaries import (
    grow,
    next_sentence,
    next_word,
    paragraph_at,
    previous_sentence,
    previous_word,
    sentence_at,
    shrink,
    snap_to_graphemes,
    word_at,
)
from annotator.ui.actions.letter_keys import letter_key

if TYPE_CHECKING:
    from annotator.ui.pane.layout import Line
    from annotator.ui.pane.text_pane import TextPane

_Key = Qt.Key
_NONE = Qt.KeyboardModifier.NoModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_CTRL = Qt.KeyboardModifier.ControlModifier
_ALT = Qt.KeyboardModifier.AltModifier
_KEYPAD = Qt.KeyboardModifier.KeypadModifier
# Qt ends a paragraph at U+FDD0 and U+FDD1, too.
_INK = re.compile("[^\\s\ufdd0\ufdd1]")


class _Units(NamedTuple):
    """What a key moves by: the unit at an offset, and the stops after and before one."""

    at: Callable[[str, int], tuple[int, int] | None]
    following: Callable[[str, int], int]
    preceding: Callable[[str, int], int]


_WORDS = _Units(word_at, next_word, previous_word)
_SENTENCES = _Units(sentence_at, next_sentence, previous_sentence)


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
        key, held = letter_key(event), event.modifiers() & ~_KEYPAD
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
        text = self._pane.text
        forward = right != self._pane.writes_leftwards()
        if unit == _ALT and not extend and self._step_segment(forward):
            return
        if unit == _ALT:
            at = self._pane.caret if extend else self._edge(forward)
            around = snap_to_graphemes(text, at, at + 1) if forward else snap_to_graphemes(text, at - 1, at)
            self._go(around[1] if forward else around[0], extend)
        elif extend:
            self._extend(_SENTENCES if unit == _CTRL else _WORDS, forward)
        else:
            units = _SENTENCES if unit == _CTRL else _WORDS
            at = self._edge(forward, whole=unit == _CTRL)
            if forward:
                # What begins where the active span ends comes next.
                self._go(units.following(text, at - 1 if self._pane.active else at), False)
            else:
                self._go(units.preceding(text, at), False)

    def _step_segment(self, forward: bool) -> bool:
        """Chooses the next or previous segment of the active span; False where it has one only."""
        pane = self._pane
        span = pane.span(pane.active) if pane.active else None
        if span is None or len(span.segments) < 2:
            return False
        segments = span.segments
        at = segments.index(pane.segment) if pane.segment else (-1 if forward else 0)
        start, end = segments[(at + (1 if forward else -1)) % len(segments)]
        pane.choose_segment((start, end))
        pane.ensure_visible(start, end)
        return True

    def _edge(self, forward: bool, whole: bool = False) -> int:
        """Where a move without Shift sets out from: the end or start of the active span, or else the caret.

        Of several pieces it is the chosen one, else the first, unless the ``whole`` span is meant: cue and speaker
        of an interrupted quote stand right behind that.
        """
        pane = self._pane
        span = pane.span(pane.active) if pane.active else None
        if span is None:
            return pane.caret
        start, end = (span.start, span.end) if whole else pane.segment or span.segments[0]
        return end if forward else start

    def _extend(self, units: _Units, forward: bool) -> None:
        """To the far edge of the next word or sentence, so that no space hangs on the selection."""
        pane, text = self._pane, self._pane.text
        caret, anchor = pane.caret, pane.anchor
        within = units.at(text, caret) if caret == anchor and units is _WORDS else None
        if within is not None and within[0] < caret < within[1]:
            # Who begins within a word means all of it; Alt is for characters.
            pane.select(*(within if forward else reversed(within)))
            pane.reveal_caret()
        elif forward and caret >= anchor:
            unit = units.at(text, caret)
            if unit is None or unit[1] <= caret:
                unit = units.at(text, units.following(text, caret))
            target = unit[1] if unit and unit[1] > caret else units.following(text, caret)
            # The marks that end a paragraph can be taken without what follows it.
            end = paragraph_at(text, caret)[1]
            self._go(end if caret < end < target else target, True)
        elif forward:
            self._go(min(units.following(text, caret), anchor), True)
        elif caret > anchor:
            unit = units.at(text, units.preceding(text, caret))
            if unit and unit[1] >= caret:
                # The one that shrinking leaves as the last one keeps no space behind it.
                unit = units.at(text, units.preceding(text, unit[0]))
            self._go(max(unit[1] if unit and unit[1] < caret else anchor, anchor), True)
        else:
            target = units.preceding(text, caret)
            unit = units.at(text, target)
            if caret == anchor and unit and target == unit[0] < unit[1] < anchor:
                pane.select(unit[1], unit[0])
                pane.reveal_caret()
            else:
                self._go(target, True)

    def _line(self, forward: bool, extend: bool) -> tuple[Line, int]:
        """The line from which a key moves, and the offset in it."""
        pane, places = self._pane, self._pane.places
        span = pane.span(pane.active) if pane.active and forward and not extend else None
        if span is None:
            return places.line_at(pane.caret), pane.caret
        line = places.line_at(max(span.start, span.end - 1))
        return line, max(span.start, line.start)

    def _move_by_line(self, step: int, extend: bool) -> None:
        pane, places = self._pane, self._pane.places
        line, offset = self._line(step > 0, extend)
        # Over shorter lines the caret stays in the column that it set out from.
        kept = self._goal is not None and self._goal[0] == offset
        x = self._goal[1] if kept and self._goal else places.edge_x(line, offset)
        other = self._line_with_words(line, step)
        if other is None:
            self._go(0 if step < 0 else len(pane.text), extend)
        else:
            self._go(places.gap_in(other, x), extend)
            self._goal = (pane.caret, x)

    def _line_with_words(self, line: Line, step: int) -> Line | None:
        """The next line below or above on which there is something to stand at: empty lines are not seen."""
        places, text = self._pane.places, self._pane.text
        if step > 0:
            ink = _INK.search(text, line.end)
            return places.line_at(ink.start()) if ink else None
        above = len(text[: line.start].rstrip())
        return places.line_at(above - 1) if above else None

    def _move_in_line(self, to_end: bool, extend: bool) -> None:
        line, _ = self._line(to_end, extend)
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
            return
        line: Line | None = pane.places.line_near(y)
        if line is not None and not pane.text[line.start : line.end].strip():
            line = self._line_with_words(line, 1 if down else -1)
        if line is None:
            self._go(len(pane.text) if down else 0, extend)
        else:
            self._go(pane.places.gap_in(line, box.center().x()), extend)
