"""Data cards: what is in an export, and how to load it."""
