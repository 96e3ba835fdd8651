"""Whether a value fits what a codebook asks for."""

from __future__ import annotations

from annotator.core.codebook import Label
from annotator.core.models import AttributeValue


def fits(label: Label, name: str, value: AttributeValue) -> bool:
    """Whether the label has an attribute of this name that can hold the value."""
    attribute = label.attribute(name)
    if attribute is None:
        return False
    try:
        attribute.check(value)
    except ValueError:
        return False
    return True
