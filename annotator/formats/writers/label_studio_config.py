"""The labelling configuration of Label Studio that a codebook is.

Source: labelstud.io/tags (Text, Labels, Choices, Number, DateTime, TextArea, Relations).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from annotator.core.codebook import CHOICES, Attribute, Codebook
from annotator.formats.foreign_names import outside_names

TEXT, LABELS = "text", "label"
"""The names of the article's text and of its labels' control."""

_KINDS = {
    "choice": "choices",
    "choices": "choices",
    "boolean": "choices",
    "number": "number",
    "date": "datetime",
    "text": "textarea",
}
_TAGS = {"choices": "Choices", "number": "Number", "datetime": "DateTime", "textarea": "TextArea"}
_YES_NO = ("true", "false")
# Without it the editor shows no paragraphs.
_STYLE = ".htx-text{ white-space: pre-wrap; }"


@dataclass(slots=True)
class Control:
    """What asks for one attribute, for all labels that have one of that name and type.

    ``labels`` are called as in tasks.
    """

    name: str
    type: str  # the attributes', that of long texts as text
    title: str
    labels: list[str] = field(default_factory=list)
    values: dict[str, None] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        """What Label Studio calls the type of its answers."""
        return _KINDS[self.type]


def controls(codebook: Codebook, labels: Iterable[str]) -> Mapping[tuple[str, str], Control]:
    """The control of each label's attributes, by the names of both.

    It is called like the attribute; where that name is taken by another type, ``LABEL.name``, the label's name as
    in tasks.
    """
    taken: dict[str, Control] = {}
    found: dict[tuple[str, str], Control] = {}
    wanted = set(labels)
    outside = outside_names(codebook.labels)
    for label in codebook.labels:
        if label.name not in wanted:
            continue
        called = outside[label.name]
        for attribute in label.attributes:
            control = _control(attribute, attribute.name, taken) or _control(
                attribute, f"{called}.{attribute.name}", taken
            )
            assert control is not None  # no attribute's name has a dot
            control.labels.append(called)
            values = attribute.values if attribute.type in CHOICES else _YES_NO
            if control.kind == "choices":
                control.values.update(dict.fromkeys(values))
            found[label.name, attribute.name] = control
    return found


def _control(attribute: Attribute, name: str, taken: dict[str, Control]) -> Control | None:
    """The control of that name, made if there is none; None where it asks for something else."""
    if name in (TEXT, LABELS):
        return None
    kind = attribute.type.removeprefix("long")
    control = taken.setdefault(name, Control(name, kind, attribute.title or name))
    return control if control.type == kind else None


def configuration(codebook: Codebook, labels: Iterable[str]) -> str:
    """The configuration as XML."""
    wanted = tuple(labels)
    view = Element("View")
    SubElement(view, "Style").text = _STYLE
    if codebook.relations:
        relations = SubElement(view, "Relations")
        for name in outside_names(codebook.relations).values():
            SubElement(relations, "Relation", value=name)
    choose = SubElement(view, "Labels", name=LABELS, toName=TEXT)
    outside = outside_names(codebook.labels)
    for label in codebook.labels:
        if label.name in wanted:
            item = SubElement(choose, "Label", value=outside[label.name], background=label.colour)
            if label.key:
                item.set("hotkey", label.key.lower())
    SubElement(view, "Text", name=TEXT, value=f"${TEXT}")
    for control in {id(c): c for c in controls(codebook, wanted).values()}.values():
        _add(view, control)
    indent(view)
    return tostring(view, encoding="unicode") + "\n"


def _add(view: Element, control: Control) -> None:
    part = SubElement(view, "View", visibleWhen="region-selected")
    # Parted by commas, so that a name with one can't be among them: then the control is there for each label.
    if not any("," in label for label in control.labels):
        part.set("whenLabelValue", ",".join(control.labels))
    SubElement(part, "Header", value=control.title, size="6")
    tag = SubElement(part, _TAGS[control.kind], name=control.name, toName=TEXT, perRegion="true")
    if control.kind == "choices":
        tag.set("choice", "multiple" if control.type == "choices" else "single")
    elif control.kind == "datetime":
        tag.set("only", "date")
    elif control.kind == "textarea":
        tag.set("maxSubmissions", "1")
    for value in control.values:
        SubElement(tag, "Choice", value=value)
