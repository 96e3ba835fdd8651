"""Proposes CLAIM spans: what somebody demands, judges or foretells, in quotes and by verbs that say so."""
