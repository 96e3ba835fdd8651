"""Who can be a speaker or an actor: the noun phrases and pronouns of an article that may name or tell someone.

``mentions(reading)`` gives them all, made once for an article; ``Reading.parsed`` also has the words and their
letters that they were found with. Made for German, English and French; elsewhere names in capitals, and what
stands behind an article, are found.
"""

from annotator.suggest.mentions.mention import Mention, Parsed, mentions, parsed

__all__ = ["Mention", "Parsed", "mentions", "parsed"]
