"""Remembers: the tables, a module a noun. One Django application, one migration history."""
