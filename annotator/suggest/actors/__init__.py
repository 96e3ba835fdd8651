"""Proposes ACTOR spans: names of the register, names as news writes them, and who is meant by the rest."""
