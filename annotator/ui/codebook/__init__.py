"""The editor of the codebook, and its guidelines beside the text."""
