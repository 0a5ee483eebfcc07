"""People and units as pages read them: narrowed to the actor, in a fixed number of statements."""
