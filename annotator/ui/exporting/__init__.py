"""What goes out: the dialog of exports, its choices, its preview."""
