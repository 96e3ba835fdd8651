"""Label actors, quotes and claims in news articles by hand, and export them as training data."""

__version__ = "0.1.0"
