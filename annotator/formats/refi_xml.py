"""The XML of REFI-QDA projects as a tree: no document types, no depths, names without namespaces."""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

PROJECT = "project.qde"
_DEPTH = 200


class ProjectError(ValueError):
    """Why a project can't be read at all; ``line`` of its XML counts from 1."""

    def __init__(self, reason: str, line: int | None = None) -> None:
        super().__init__(reason)
        self.line = line


def tag(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def inside(element: Element | tuple[()], name: str) -> Element | tuple[()]:
    """What is in the first child of that name; nothing where there is none."""
    found = find(element, name)
    return () if found is None else found


def find(element: Element | tuple[()], name: str) -> Element | None:
    return next((one for one in element if tag(one) == name), None)


def guid(element: Element, key: str = "guid") -> str:
    return element.get(key, "").strip("{} ").lower()


def tree(data: bytes) -> Element:
    """The XML as a tree; raises ProjectError. A document type, which alone can declare entities, is refused."""
    builder = TreeBuilder()
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    depth = 0

    def doctype(*_: object) -> None:
        raise ProjectError("its project declares a document type, which no project has", parser.CurrentLineNumber)

    def start(name: str, attributes: Mapping[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEPTH:
            raise ProjectError("its project is nested too deeply", parser.CurrentLineNumber)
        builder.start(name, dict(attributes))

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(name)

    parser.StartDoctypeDeclHandler = doctype
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = builder.data
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise ProjectError(f"its project is invalid XML: {expat.ErrorString(error.code)}", error.lineno) from None
    except ProjectError:
        raise
    except (LookupError, ValueError):
        raise ProjectError("its project declares an encoding that is not known", 1) from None
    root = builder.close()
    if tag(root) != "Project":
        raise ProjectError(f"its {PROJECT} is no project")
    return root
