"""Pages that belong to no noun: refusals and errors."""
