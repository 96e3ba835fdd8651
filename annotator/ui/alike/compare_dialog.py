"""An article and its near-duplicates, side by side."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QLocale, Qt
from PySide6.QtGui import QFont, QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from annotator.core.clusters import Range
from annotator.core.comparison import Comparison
from annotator.core.errors import UserError
from annotator.core.models import OpenArticle
from annotator.core.typography import trim
from annotator.ui.alike.carrying import carry, own_labels
from annotator.ui.alike.compare_page import ComparePage
from annotator.ui.alike.compare_parts import FramedPage, Keyed, Wrapped, line_of
from annotator.ui.alike.step_scroll import StepScroll
from annotator.ui.articles.delegate import short_date
from annotator.ui.pane.header import meta_line
from annotator.ui.parts.dialog_parts import fit, frame, push_button, short
from annotator.ui.parts.stylesheet import set_role
from annotator.ui.parts.theme import scale_of, theme_of
from annotator.ui.parts.writing import isolated
from annotator.ui.session import Session

_QUOTED = 40  # characters of each side of a difference in the line about it


class CompareDialog(QDialog):
    """The article on screen at the left, one of ``others`` at the right; ``wanted`` is one to be gone to."""

    def __init__(
        self, session: Session, others: Sequence[int], face: QFont, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Near-duplicates"))
        self.wanted: int | None = None
        self._session = session
        self._others = list(others)
        self._opened: OpenArticle | None = None
        self._beside: OpenArticle | None = None
        self._comparison = Comparison("", "")
        self._number: int | None = None  # of the difference that is shown
        self._lay_out(face)
        self._connect()
        self._fill()
        fit(self, 1240, 800)
        self._left.setFocus()

    # Layout

    def _lay_out(self, face: QFont) -> None:
        self._bar, column = frame(self)
        self._left, self._right = ComparePage(struck=True), ComparePage(struck=False)
        self._chooser = QComboBox()
        self._chooser.setAccessibleName(self.tr("Near-duplicate at the right"))
        self._chooser.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._back = push_button(self.tr("Previous"), lambda: self._step(-1))
        self._on = push_button(self.tr("Next"), lambda: self._step(1))
        self._back.setAccessibleName(self.tr("Previous near-duplicate"))
        self._on.setAccessibleName(self.tr("Next near-duplicate"))
        self._steps = Wrapped(Keyed(self._back, "Ctrl+PgUp"), Keyed(self._on, "Ctrl+PgDown"))
        self._about, self._legend, self._difference = QLabel(), QLabel(), QLabel()
        for label in (self._about, self._difference):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        set_role(self._difference, "muted")
        column.addLayout(line_of(self._chooser, self._steps, stretched=self._chooser))
        self._about.setWordWrap(True)
        column.addLayout(line_of(self._about, self._legend, stretched=self._about))
        pages = QHBoxLayout()
        pages.setSpacing(round(12 * scale_of(self)))
        for page in (self._left, self._right):
            page.set_reading_font(face)
            pages.addWidget(FramedPage(page), 1)
        column.addLayout(pages, 1)
        self._scrolling = StepScroll(self._left, self._right, self)
        self._before = push_button(self.tr("Previous difference"), lambda: self._go(-1))
        self._after = push_button(self.tr("Next difference"), lambda: self._go(1))
        keys = Wrapped(Keyed(self._before, "Shift+F7"), Keyed(self._after, "F7"))
        column.addLayout(line_of(keys, self._difference, stretched=self._difference))
        self._lay_out_foot(column)

    def _lay_out_foot(self, column: QVBoxLayout) -> None:
        self._carry = push_button(self.tr("Carry my labels over"), lambda: self._carry_to(self._shown()))
        self._carry_all = push_button(self.tr("Carry them to all"), lambda: self._carry_to(self._others))
        self._all = Keyed(self._carry_all, "Ctrl+K")
        self._show_button = push_button(self.tr("Go to the article at the right"), self._go_to)
        close = push_button(self.tr("Close"), self.reject)
        set_role(self._carry, "primary")
        doing = Wrapped(Keyed(self._carry, "Ctrl+Return"), self._all, self._show_button)
        foot = line_of(doing, close, stretched=doing)
        foot.setAlignment(close, Qt.AlignmentFlag.AlignBottom)
        column.addLayout(foot)

    def _connect(self) -> None:
        self._chooser.currentIndexChanged.connect(lambda _: self._choose())
        for keys, act in (
            ("F7", lambda: self._go(1)),
            ("Shift+F7", lambda: self._go(-1)),
            ("Ctrl+PgDown", lambda: self._step(1)),
            ("Ctrl+PgUp", lambda: self._step(-1)),
            ("Ctrl+Return", self._carry.click),
            ("Ctrl+Enter", self._carry.click),
            ("Ctrl+K", self._carry_all.click),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    # What is shown

    def _fill(self) -> None:
        """Shows the article on screen, and its near-duplicates to choose from."""
        project, article = self._session.project, self._session.article
        if project is None or article is None:
            return
        for page in (self._left, self._right):
            page.set_codebook(project.codebook)
            page.set_zone_key("")
        self._opened = project.load(article.id)
        self._show_article(self._left, self._opened, self.tr("On screen: %1"))
        summaries = {summary.id: summary for summary in project.summaries(self._others)}
        self._others = [id_ for id_ in self._others if id_ in summaries]
        self._chooser.blockSignals(True)
        for id_ in self._others:
            found = summaries[id_]
            title = " ".join(found.title.split()) or self.tr("Untitled")
            parts = (short(title, 80), found.source or "", short_date(found.published))
            self._chooser.addItem(" · ".join(part for part in parts if part))
        self._chooser.blockSignals(False)
        several = len(self._others) > 1
        for widget in (self._steps, self._all):
            widget.setVisible(several)
        may_carry = bool(own_labels(self._opened, project.annotator)) and not project.read_only
        for button in (self._carry, self._carry_all):
            button.setEnabled(may_carry)
            button.setToolTip("" if may_carry else self.tr("You have no labels in this article."))
        self._dress()
        self._choose()

    def _shown(self) -> list[int]:
        """The near-duplicate at the right."""
        row = self._chooser.currentIndex()
        return self._others[row : row + 1] if row >= 0 else []

    def _choose(self) -> None:
        """Shows the near-duplicate that is chosen."""
        self._read()
        if self._opened is None or self._beside is None:
            return
        self._comparison = found = Comparison(self._opened.article.text, self._beside.article.text)
        self._left.set_differences([_words(found.one, d.start, d.end) for d in found.of_words])
        self._right.set_differences([_words(found.other, d.low, d.high) for d in found.of_words])
        self._scrolling.set_comparison(found)
        self._number = None
        self._show_about()
        self._show_difference()
        row = self._chooser.currentIndex()
        self._back.setEnabled(row > 0)
        self._on.setEnabled(row < len(self._others) - 1)

    def _read(self) -> None:
        """Reads the near-duplicate at the right from the file."""
        project = self._session.project
        self._beside = None
        for id_ in self._shown():
            try:
                self._beside = project.load(id_) if project is not None else None
            except UserError as error:
                self._bar.show_message(str(error), error=True)
        self._show_article(self._right, self._beside, self.tr("Near-duplicate: %1"))

    def _show_article(self, page: ComparePage, opened: OpenArticle | None, name: str) -> None:
        if opened is None:
            page.show_article(None, (), (), ())
            return
        page.show_article(opened.article, opened.spans, (), opened.zones)
        page.setAccessibleName(name.replace("%1", opened.article.title or self.tr("Untitled")))

    def _show_about(self) -> None:
        """Says how alike the two are, and where the one at the right comes from."""
        number = len(self._comparison.of_words)
        share = self._comparison.share
        if not number:
            same = self.tr("The text is the same")
        else:
            # Rounded down: a text with a difference isn't the same to 100 %.
            same = self.tr("%1 % of the text is the same").replace("%1", QLocale().toString(int(100 * share)))
        one = self.tr("1 difference") if number == 1 else self.tr("%Ln differences", "", number)
        parts = [same, one if number else "", meta_line(self._beside.article) if self._beside else ""]
        if len(self._others) > 1:
            place = self.tr("{number} of {total}").format(
                number=self._chooser.currentIndex() + 1, total=len(self._others)
            )
            parts.insert(0, place)
        self._about.setText(" · ".join(part for part in parts if part))
        for button in (self._before, self._after):
            button.setEnabled(number > 0)

    def _show_difference(self) -> None:
        number, found = self._number, self._comparison
        self._left.show_current(number)
        self._right.show_current(number)
        if number is None:
            self._difference.setText("")
            return
        d = found.of_words[number]
        place = self.tr("{number} of {total}").format(number=number + 1, total=len(found.of_words))
        words = (_quoted(found.one[d.start : d.end]), _quoted(found.other[d.low : d.high]))
        self._difference.setText(f"{place}: {isolated(words[0])} → {isolated(words[1])}")
        self._difference.setAccessibleName(self._difference.text())

    def _dress(self) -> None:
        """Takes the theme's colours."""
        theme = theme_of(self)
        for page in (self._left, self._right):
            page.set_theme(theme)
        samples = []
        for page, line, text in (
            (self._left, "line-through", self.tr("only at the left")),
            (self._right, "underline", self.tr("only at the right")),
        ):
            colour = page.mark_colour()
            ground = f"rgba({colour.red()}, {colour.green()}, {colour.blue()}, 36)"
            style = f"text-decoration: {line}; background: {ground};"
            samples.append(f'<span style="{style}">\u00a0{text}\u00a0</span>')
        self._legend.setText("\u00a0\u00a0 ".join(samples))

    def changeEvent(self, event: QEvent) -> None:
        """Colours follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._opened is not None:
            self._dress()

    # What is done

    def _step(self, by: int) -> None:
        """To the next near-duplicate, or the one before."""
        row = self._chooser.currentIndex() + by
        if 0 <= row < len(self._others):
            self._chooser.setCurrentIndex(row)

    def _go(self, by: int) -> None:
        """To the next difference, or the one before; after the last comes the first."""
        found = self._comparison.of_words
        if not found:
            return
        number = (0 if by > 0 else -1) if self._number is None else self._number + by
        self._number = number % len(found)
        self._show_difference()
        self._scrolling.show(found[self._number].start, found[self._number].low)

    def _carry_to(self, articles: Sequence[int]) -> None:
        article = self._session.article
        if article is None or not articles:
            return
        failures: list[str] = []
        keep = failures.append
        self._session.failed.connect(keep)
        said = carry(self._session, article.id, articles, self)
        self._session.failed.disconnect(keep)
        if said is None:
            self._bar.show_message(failures[-1] if failures else self.tr("Nothing was changed."), error=True)
            return
        self._bar.show_message(said, success=True)
        place, number = self._left.scrolled, self._number
        self._choose()
        self._number = number
        self._show_difference()
        self._left.verticalScrollBar().setValue(place)

    def _go_to(self) -> None:
        """Closes, to show the article at the right in the window."""
        self.wanted = next(iter(self._shown()), None)
        self.accept()


def _words(text: str, start: int, end: int) -> Range:
    """The stretch without the white space at its ends, unless it has nothing else."""
    low, high = trim(text, start, end)
    return (low, high) if low < high else (start, end)


def _quoted(words: str) -> str:
    """Words of one side in quotation marks, or a dash where there are none."""
    found = " ".join(words.split())
    return f"“{short(found, _QUOTED)}”" if found else "–"
