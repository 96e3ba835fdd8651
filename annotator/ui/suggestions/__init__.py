"""Suggestions: made while one reads or for all articles, shown from a least score on, accepted or refused."""
