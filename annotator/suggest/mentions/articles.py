"""The articles, and the small words within noun phrases, of languages that have no more than a lexicon.

By the letters of :mod:`~annotator.suggest.mentions.word_classes`, divided by blanks.
"""

from __future__ import annotations

ARTICLES = {
    "es": {"d": "el la los las un una su sus", "o": "de del", "u": "y e", "p": "da di von van al"},
    "it": {
        "d": "il lo la i gli le l' l’ un uno una",
        "o": "di del della dei dello degli delle dell' dell’ d'",
        "u": "e ed",
    },
    "pt": {"d": "o a os as um uma seu sua", "o": "de do da dos das", "u": "e"},
    "ca": {
        "d": "el la els les l' l’ un una en na",
        "o": "de del dels d' d’",
        "u": "i",
        "a": "seu seva seus seves meu meva nostre nostra llur llurs",
        "p": "de del di da von van",
    },
    "ro": {"a": "general generală", "d": "un o unui unei unor", "o": "de lui al ale ai", "u": "și"},
    "hu": {"d": "a az egy", "u": "és"},
    "bg": {"o": "на", "u": "и"},
    "pl": {"f": "ds", "p": "de van von al bin ibn"},
    "cs": {"f": "pro", "p": "de van von al bin ibn"},
    "sk": {"f": "pre", "p": "de van von al bin ibn"},
    "ru": {"f": "по"},
    "hr": {"f": "za", "u": "i", "p": "de van von"},
    "sr": {"f": "za за", "u": "i и", "p": "de van von"},
    "sl": {"f": "za", "u": "in", "p": "de van von"},
    "nl": {"d": "de het een zijn haar hun", "o": "van", "f": "voor", "u": "en", "p": "der den ter ten te"},
    "sv": {"d": "en ett den det", "f": "för i", "u": "och", "p": "af von de"},
    "da": {"d": "en et den det", "f": "for i", "u": "og", "p": "af von de"},
    "no": {"d": "en et den det", "f": "for i", "u": "og", "p": "af von de"},
    "ar": {"u": "و ف", "i": "ل ب ك ول وب فل"},
    "he": {"o": "של", "u": "ו", "i": "ב כ ל מ וב וכ ול ומ"},
    # What has the accusative is no subject: κατηγόρησε την κυβέρνηση.
    "el": {
        "d": "ο η οι το τα",
        "o": "του της των",
        "u": "και",
        "i": "τον την τη τους τις στον στην στη στο στους στις",
    },
}
