"""Which format an export has, and what that format leaves to choose."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QComboBox, QWidget

from annotator.jobs.files import FORMATS, TOKENIZERS, Format, Options, Writing, read_template
from annotator.ui.exporting.choice_column import ChoiceColumn
from annotator.ui.files import file_dialogs
from annotator.ui.parts.dialog_parts import push_button


class FormatChoice(ChoiceColumn):
    """The format as controls; those of options that it doesn't heed are hidden."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(QCoreApplication.translate("FormatChoice", "Format"), parent)
        self.add_title(self.tr("Format"))
        self._format = self.add_combo(self.tr("Format"), {one.name: one.title for one in FORMATS})
        self._format.setMaxVisibleItems(len(FORMATS))
        self._folder = self.add_box(self.tr("A folder with a file for each split"))
        self._card = self.add_box(self.tr("Data card (README.md) beside the file"))
        self._shard = self.add_line(
            self.tr("Articles a file"), self.tr("articles a file: any number"), number=True
        )
        self._combos: dict[str, QComboBox] = {
            "tokenizer": self.add_combo(self.tr("Tokens"), {name: self._tokens(name) for name in TOKENIZERS}),
            "misaligned": self.add_combo(
                self.tr("Spans that don't begin and end with tokens"),
                {
                    "snap": self.tr("spans grow to the borders of tokens"),
                    "drop": self.tr("spans that fit no tokens are left out"),
                },
            ),
            "scheme": self.add_combo(
                self.tr("Tags"),
                {"BIO": self.tr("tags B, I, O"), "BIOES": self.tr("tags B, I, O, E, S")},
            ),
            "place": self.add_combo(
                self.tr("Spans"),
                {
                    "spans": self.tr("spans may overlap"),
                    "ents": self.tr("spans don't overlap"),
                },
            ),
        }
        self._place = self.add_hint("", indented=False)
        self._combos["delimiter"] = self.add_combo(
            self.tr("What parts the cells"),
            {";": self.tr("cells parted by ; (German Excel)"), ",": self.tr("cells parted by ,")},
        )
        self._template: Path | None = None
        self._browse = push_button(self.tr("Template of messages…"), self._choose_template)
        self.add(self._browse)
        self._usual = self.add_hint("", indented=False)
        self.changed.connect(self._show_options)
        self._show_options()

    def form(self) -> Format:
        """The format that is chosen."""
        return FORMATS[self._format.currentIndex()]

    def choose(self, form: Format) -> None:
        """Chooses a format as a person would."""
        self._format.setCurrentIndex(self._format.findData(form.name))

    def makes_folder(self) -> bool:
        """Whether the export is a folder, by its format or as it is wanted."""
        return not self.form().suffixes or self._folder.isChecked()

    def writing(self) -> Writing:
        """How the export is to be written; raises UserError where the template can't be read."""
        form, usual = self.form(), Options()
        chosen: dict[str, str] = {
            name: str(combo.currentData() if name in form.options else getattr(usual, name))
            for name, combo in self._combos.items()
        }
        shard = int(self._shard.text() or 0) if "shard" in form.options and self.makes_folder() else 0
        template = read_template(self._template) if "template" in form.options else None
        options = Options(**chosen, shard=shard, template=template)
        folder = bool(form.suffixes) and self._folder.isChecked()
        return Writing(form.name, options, folder, self._card.isChecked() and not self.makes_folder())

    def values(self) -> dict[str, object]:
        """The choices, to be handed to :meth:`set_values` another time."""
        chosen = {name: combo.currentData() for name, combo in self._combos.items()}
        template = str(self._template) if self._template else ""
        return {
            "format": self.form().name,
            "folder": self._folder.isChecked(),
            "card": self._card.isChecked(),
            "shard": self._shard.text(),
            "template": template,
            **chosen,
        }

    def set_values(self, values: Mapping[str, object]) -> None:
        """Sets remembered choices; what is missing or not offered here stays as it is."""
        for combo, name in ((self._format, "format"), *((c, n) for n, c in self._combos.items())):
            number = combo.findData(values.get(name))
            if number >= 0:
                combo.setCurrentIndex(number)
        self._folder.setChecked(values.get("folder") is True)
        self._card.setChecked(values.get("card") is True)
        shard = values.get("shard")
        if isinstance(shard, str) and (shard.isdecimal() or not shard):
            self._shard.setText(shard)
        template = values.get("template")
        if isinstance(template, str) and template and Path(template).is_file():
            self._template = Path(template)
        self._show_options()

    def _show_options(self) -> None:
        form = self.form()
        self._folder.setVisible(bool(form.suffixes))
        self._card.setHidden(self.makes_folder())  # which always has one
        self._shard.setVisible("shard" in form.options and self.makes_folder())
        for name, combo in self._combos.items():
            combo.setVisible(name in form.options)
        self._place.setVisible("place" in form.options)
        self._place.setText(self._place_of_spans(form))
        has_template = "template" in form.options
        self._browse.setVisible(has_template)
        self._usual.setVisible(has_template)
        self._usual.setText(str(self._template) if self._template else self.tr("The usual template."))

    def _place_of_spans(self, form: Format) -> str:
        overlapping = self._combos["place"].currentData() == "spans"
        if form.name == "spacy":
            longest = self.tr("As entities: of overlapping ones the longest.")
            return self.tr("In span groups.") if overlapping else longest
        return self.tr("Each label has its column.") if overlapping else self.tr("One column for all labels.")

    def _choose_template(self) -> None:
        everything = self.tr("Text (*.txt);;All files (*)")
        chosen = file_dialogs.open_file(self, self.tr("Template of messages"), self._template or "", everything)
        if chosen is not None:
            self._template = chosen
            self.changed.emit()

    def _tokens(self, name: str) -> str:
        captions = {
            "words": self.tr("tokens: words and marks"),
            "spaces": self.tr("tokens: between blanks"),
            "spacy": self.tr("tokens: those of spaCy"),
        }
        return captions.get(name, name)
