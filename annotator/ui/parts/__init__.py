"""What the other rooms of the window are made of: theme, style, widgets, workers."""
