"""The registers of actors and concepts: choosing an entry, and the windows that show them whole."""
