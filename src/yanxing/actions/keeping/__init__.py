"""Keeping an office: its backup, its restoring, and what is wrong with an installation."""
