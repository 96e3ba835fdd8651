"""Quotations of all forms: direct ones by their marks, indirect and reported ones by what announces them."""
