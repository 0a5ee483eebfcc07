"""Participation, head-counts, somebody else's templates."""
