"""Matters: who may see them, who is asked, where they stand."""
