"""What each kind of evidence for or against a quotation weighs, by the names of evidence.py.

Set by hand, in halves, on the scale of log odds.
"""

from __future__ import annotations

WEIGHTS = {
    "base": -1.5,
    # How much is quoted: names and scare quotes are short.
    "one word": -1.0,
    "one small word": 0.5,
    "two words": -0.5,
    "some words": 0.0,
    "many words": 1.5,
    "very many words": 2.5,
    # What it looks like inside.
    "small": 1.5,  # begins with a small letter, more than one word: a part of somebody's sentence
    "like a name": -1.5,
    "function words": 0.5,
    "sentence ends inside": 1.0,
    "comma inside": 1.5,  # at the end: “…,” she said
    "voice": 1.0,  # I, we, you
    "brackets": 1.0,  # what an editor put in or left out
    # What stands right before and behind.
    "colon": 2.5,
    "begins the sentence": 0.5,
    "stands alone": 1.0,  # is a whole sentence
    "colon behind": 1.5,  # a headline: “…”: fishermen count their losses
    "kind before": -2.5,
    "noun before": -1.0,
    "named": -2.0,
    "article before a capital": -0.5,
    "amid a sentence": -1.0,  # short, and Chinese goes on without a comma: “智慧城市”项目
    "amid a name": -2.0,  # Enno “the Gull” Harksen
    "compound": -3.0,
    "parenthesis": -1.0,
    "the source": -3.0,  # according to “…”
    "colon of a name": -2.0,
    "out of place": -1.0,  # a capital amid a sentence, and nothing that announces it
    "apostrophes": -1.0,
    "in parentheses": -1.5,
    "in a list": -1.0,
    "one of several": -1.0,
    "words before": 3.0,  # with the words
    # What announces it.
    "cue behind": 2.0,
    "cue right behind": 2.0,  # “…,” said
    "cue right before": 1.0,  # said “…”, sagte, „…“
    "told as a sentence": 1.5,  # he quipped, “Democracy.”
    "cue near": 1.5,
    "cue in the sentence": 0.5,
    "so": 1.0,
    "mood": 1.0,
    "beside a quotation": 1.0,  # „…“ and „…“
    "called": 0.5,
    "called so": 3.5,  # called it a “…”, spoke of a “…”
    "named behind": -1.5,
    "noun of speech": 0.5,
    "source": 0.5,
    "without case": 1.5,  # and announced, where no small letter can tell that it is a part of somebody's sentence
    # What is missing.
    "several paragraphs": 0.5,
    "dash": 2.5,
    "turn": 2.5,  # Ohlsen: Weil wir müssen.
    "unclosed": -1.5,
    "unopened": -1.5,
    "nested": -2.5,
    "teaser": -4.0,  # Lesen Sie auch: „…“
    "told inside": 0.5,  # “I shouted, ‘Go on!’ and she said: ‘No.’”
    "said inside": 2.0,  # “师傅总说‘修好再付’”, where no comma has to tell
}
