"""The list of articles, and the dialogs about one of them."""
