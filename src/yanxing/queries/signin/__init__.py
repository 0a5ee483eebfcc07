"""Signing in, read: codes, times, who came and who is missing."""
