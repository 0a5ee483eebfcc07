"""The roster: files in, people and units by date, what is missing, what is sealed."""
