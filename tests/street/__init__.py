"""A street for tests: its database, its people, and the doors they come through."""
