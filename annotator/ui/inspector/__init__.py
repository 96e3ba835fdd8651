"""The right column: everything about the active span, and the list of spans."""
