"""Near-duplicates: two articles side by side, and labels carried over from one to the others."""
