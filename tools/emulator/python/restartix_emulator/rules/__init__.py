"""Meaning: what a request of the right form still may not ask. One row a rule, in the file of its service."""
