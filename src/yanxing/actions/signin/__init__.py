"""Signing in, by every way there is: exactly once, in one statement, never lost."""
