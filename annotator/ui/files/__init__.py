"""Import and export, and the dialogs that ask for files."""
