"""Hours: statement of a person, forecast of a unit."""
