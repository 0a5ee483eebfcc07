"""Narrowed reads for pages, and facts for the engine."""
