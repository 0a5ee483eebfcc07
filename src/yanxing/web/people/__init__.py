"""The roster as pages: list, record, training file."""
