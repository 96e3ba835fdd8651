"""How sure each rule is, and what it tells the person who decides."""

from __future__ import annotations

# The share of what a rule proposes that analysts of German news labelled, roughly.
SCORES = {
    "source": 0.7,
    "as said": 0.65,
    "behind": 0.7,
    "within": 0.6,
    "that": 0.7,
    "noun, that": 0.6,
    "question": 0.45,
    "mood": 0.75,
    "maybe mood": 0.6,
    "second mood": 0.6,
    "noun, mood": 0.72,
    "noun, second mood": 0.72,
    "plain": 0.45,
    "infinitive": 0.6,
    "noun, infinitive": 0.5,
    "mood alone": 0.62,
    "mood goes on": 0.5,
    "mood inside": 0.6,
    "pointer": 0.55,
    "act": 0.4,
    "spoke of": 0.41,
    "hearsay": 0.42,
}
# {} is the words of the cue.
REASONS = {
    "source": "Words of the source that {} names",
    "as said": "Clause beside 'wie … {}'",
    "behind": "Clause before {}",
    "within": "Sentence around {}",
    "that": "Clause after {}",
    "noun, that": "Clause after the noun {}",
    "question": "Question after {}",
    "mood": "Konjunktiv I after {}",
    "maybe mood": "Konjunktiv I after {}",
    "second mood": "Konjunktiv II after {}",
    "noun, mood": "Konjunktiv I after the noun {}",
    "noun, second mood": "Konjunktiv II after the noun {}",
    "plain": "Main clause after {}",
    "infinitive": "Infinitive with 'zu' after {}",
    "noun, infinitive": "Infinitive with 'zu' after the noun {}",
    "mood alone": "Sentence in Konjunktiv I",
    "mood goes on": "Konjunktiv II after a report",
    "mood inside": "Clause in Konjunktiv I",
    "pointer": "{} points back at this sentence",
    "act": "{} reports what was said",
    "spoke of": "{} reports what was said",
    "hearsay": "'soll' as hearsay",
}
