"""Many labels at once: all occurrences of a text, and find and replace over labels."""
