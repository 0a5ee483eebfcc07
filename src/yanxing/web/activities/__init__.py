"""Sessions: table, changes, messages, teachers, visits, evaluation."""
