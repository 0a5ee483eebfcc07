"""A believable street: people and marks from a fixed seed, written as the workbooks of an office."""
