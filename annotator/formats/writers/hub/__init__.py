"""Parquet, and the data sets of Hugging Face that are made of it."""
