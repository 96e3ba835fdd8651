"""The template of a chat: a text that a person can edit (resources/templates/chat.txt is the usual one).

A line ``[system]``, ``[user]`` or ``[assistant]`` begins a message; in its text stand names as ``string.Template``
has them, ``$text`` or ``${text}``, and ``$$`` for the sign itself.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from string import Template

from annotator.core.errors import UserError
from annotator.core.resources import resource

NAMES = (
    "instructions",
    "guidelines",
    "labels",
    "relations",
    "text",
    "title",
    "source",
    "published",
    "lang",
    "answer",
)
"""What a template may name."""

_ROLE = re.compile(r"^\[(system|user|assistant)\][ \t]*$", re.MULTILINE)


def usual_template() -> str:
    return resource("templates", "chat.txt").read_text(encoding="utf-8")


class ChatTemplate:
    """A template that was looked through; raises UserError where it can't be used.

    ``known`` are the values of names that are the same in all articles.
    """

    def __init__(self, text: str, known: Mapping[str, str]) -> None:
        before, *parts = _ROLE.split(text.removeprefix("\ufeff"))
        if before.strip() or not parts:
            raise UserError("The template has to begin with a line [system], [user] or [assistant].")
        self._known = known
        self._messages: list[tuple[str, Template | str]] = []
        learned = False
        for role, content in zip(parts[::2], parts[1::2], strict=True):
            template = Template(content.strip("\r\n"))
            names = _names(template)
            learned |= role == "assistant" and "answer" in names
            if role != "assistant" and "answer" in names:
                raise UserError(f"The template tells $answer in [{role}], where a model would see it beforehand.")
            is_known = known.keys() >= set(names)
            self._messages.append((role, template.substitute(known) if is_known else template))
        if not learned:
            raise UserError("The template has no message [assistant] with $answer, which a model is to learn.")

    def messages(self, values: Mapping[str, str]) -> list[dict[str, str]]:
        """The messages of one article; ``values`` has all other NAMES."""
        values = {**self._known, **values}
        return [
            {"role": role, "content": said if isinstance(said, str) else said.substitute(values)}
            for role, said in self._messages
        ]


def _names(template: Template) -> list[str]:
    """The names in a template; raises UserError for one that there is not."""
    if not template.is_valid():
        raise UserError("The template has a $ without a name; write $$ for the sign itself.")
    names = template.get_identifiers()
    for name in names:
        if name not in NAMES:
            known = ", ".join(f"${n}" for n in NAMES)
            raise UserError(f"The template names ${name}, which there is not; there are {known}.")
    return names
