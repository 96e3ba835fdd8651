"""Suggesting for all articles: which suggesters, how good they are, and the run."""
