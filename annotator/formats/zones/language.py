"""The language of a text, where it is one of those whose zones are known."""

from __future__ import annotations

from collections.abc import Iterable


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_WORDS = {
    "de": _words(
        "der die das und ist nicht ein eine zu den dem mit sich auf für von im werden wird auch es sie er "
        "dass bei nach "
        "wie aus hat haben sind war wurde über noch zum zur einer einen"
    ),
    "en": _words(
        "the of and to in is that for it was with as on be by at this have from are not or an which were he "
        "she they "
        "has had will would been their said its"
    ),
    "fr": _words(
        "le la les des et est une un du dans que qui pour pas sur au avec par ce il elle sont aux plus ne se "
        "ont été "
        "cette mais ses leur nous vous"
    ),
}
_LEAST_WORDS, _MOST_WORDS = 12, 200


def guess_language(lines: Iterable[str]) -> str | None:
    """``de``, ``en`` or ``fr`` by the most frequent words of each; None where no one of them is clearly it."""
    words: list[str] = []
    for line in lines:
        words += line.lower().split()
        if len(words) > _MOST_WORDS:
            break
    if len(words) < _LEAST_WORDS:
        return None
    shares = sorted(
        ((sum(map(known.__contains__, words)) / len(words), lang) for lang, known in _WORDS.items()), reverse=True
    )
    (best, lang), (second, _) = shares[0], shares[1]
    return lang if best > 0.1 and best > 1.5 * second else None
