"""The codebook as a data card tells it: each label with its guideline, examples, attributes, and the relations."""

from __future__ import annotations

from collections.abc import Iterator

from annotator.core.codebook import Attribute, Codebook
from annotator.formats.writers.cards.markdown import code, inline, quoted


def codebook_lines(codebook: Codebook) -> Iterator[str]:
    """Lines of Markdown. Guidelines and examples, which are Markdown by somebody else, stand in quotes."""
    yield f"{inline(codebook.title or codebook.name)}, {inline(codebook.reference)}."
    for label in codebook.labels:
        yield from ("", f"### {code(label.name)} – {inline(label.title)}")
        if label.guideline:
            yield from ("", *quoted(label.guideline))
        if label.examples:
            yield from ("", "Examples; what is labelled stands in brackets:")
            for example in label.examples:
                # A comment parts a quote from the next one.
                yield from ("", *quoted(example), "", "<!-- -->")
        if label.attributes:
            yield from ("", "Attributes:")
            for attribute in label.attributes:
                yield from ("", f"- {code(attribute.name)} {_about(attribute)}")
                if attribute.guideline:
                    yield from ("", *quoted(attribute.guideline, "  "))
    if codebook.relations:
        yield from ("", "### Relations")
        for relation in codebook.relations:
            head, child = (", ".join(map(code, names)) for names in (relation.head, relation.child))
            one = "" if relation.many else " (one at most)"
            yield from ("", f"- {code(relation.name)} – {inline(relation.title)}: from {head} to {child}{one}")
            if relation.guideline:
                yield from ("", *quoted(relation.guideline, "  "))


def _about(attribute: Attribute) -> str:
    parts = [f"– {inline(attribute.title)} ({attribute.type}"]
    if attribute.values:
        parts.append(f": {', '.join(map(inline, attribute.values))}")
    if attribute.required:
        parts.append("; required")
    if attribute.default is not None:
        parts.append(f"; {inline(str(attribute.default))} unless set")
    return "".join(parts) + ")"
