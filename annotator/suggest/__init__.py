"""Suggesters: what the machine proposes to label, for a person to decide on.

A suggester (:mod:`annotator.suggest.base`) is a pure function from an article, and what is known of the project,
to proposals. :mod:`annotator.suggest.registry` names those that there are, :mod:`annotator.suggest.pipeline` lets
them run one after the other. Nothing here knows the file or the window.
"""
